"""diachiso:lookupfile — one HTML file with a map and a search, for desks without QGIS or network."""
from __future__ import annotations

from pathlib import Path
from typing import Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterFileDestination,
)

from ..compat import translate
from ..core.errors import QT_TRANSLATE_NOOP
from ..publish.lookup_file import write_lookup_file
from .publication import Publication, tell_withheld

UNVERIFIED, OUTPUT = "UNVERIFIED", "OUTPUT"
COUNT, SIZE = "COUNT", "SIZE"
MOST = 200_000  # addresses that any browser still handles at once


class LookupFile(Publication):
    """Writes the page and notes in the register that its addresses left."""

    NAME = "lookupfile"
    TITLE = QT_TRANSLATE_NOOP("diachiso", "Look-up in one file")
    HELP = QT_TRANSLATE_NOOP(
        "diachiso",
        "Writes one HTML file with the map and a search of the register's addresses, for the one-stop desk: it opens "
        "in any browser, without network and without installing anything. Words are found with or without diacritics; "
        "a click on the map shows the address there.\n\n"
        "It holds the verified and issued addresses and no personal data: no people, no remarks, no names of houses. "
        "The register writes down that the page was made.",
    )
    TAGS = QT_TRANSLATE_NOOP("diachiso", "address,look up,search,find,offline,HTML,browser,one-stop,desk,map")

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:  # noqa: N802
        """The parameters and outputs."""
        self.add_register()
        self.add_commune()
        self.add(
            QgsProcessingParameterBoolean(UNVERIFIED, translate("diachiso", "Unverified addresses, too"), False),
            translate("diachiso", "Also those that are created or submitted; the page marks them."),
        )
        self.add_language(translate("diachiso", "Of the page. Empty: the language of QGIS."))
        self.add(
            QgsProcessingParameterFileDestination(OUTPUT, translate("diachiso", "Look-up page"), "HTML (*.html)"),
            translate("diachiso", "One file; copy it to whichever computer needs it."),
        )
        self.addOutput(QgsProcessingOutputNumber(COUNT, translate("diachiso", "Addresses on the page")))
        self.addOutput(QgsProcessingOutputNumber(SIZE, translate("diachiso", "Size in bytes")))

    def work(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Write the page."""
        done = write_lookup_file(
            self.register_path(parameters, context),
            Path(self.parameterAsFileOutput(parameters, OUTPUT, context)).absolute(),
            commune=self.commune(parameters, context),
            unverified=self.parameterAsBool(parameters, UNVERIFIED, context),
            language=self.language(parameters, context),
            progress=lambda share: feedback.setProgress(100 * share),
            cancelled=feedback.isCanceled,
        )
        text = translate("diachiso", "{path}: {count} addresses, {size} MB")
        feedback.pushInfo(text.format(path=done.path, count=done.rows, size=f"{done.size / 1e6:.1f}"))
        if done.rows > MOST:
            text = translate("diachiso", "A page of {count} addresses is slow on old computers: make one per commune.")
            feedback.pushWarning(text.format(count=done.rows))
        tell_withheld(feedback, done.withheld)
        return {OUTPUT: str(done.path), COUNT: done.rows, SIZE: done.size}
