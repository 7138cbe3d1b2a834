"""diachiso:checkaddresses — every rule for addresses over a register; the results stay in it."""
from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Optional

from qgis.core import (
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterString,
    QgsWkbTypes,
)

from ..compat import translate
from ..core.errors import QT_TRANSLATE_NOOP, DiachisoError, Message
from ..core.resources import local_profiles
from ..core.rules.catalogue import load_rules
from ..register.qa_outlines import OutlineFile
from ..register.qa_results import ResultFilter, read_commune_names
from ..register.qa_run import run_check
from ..register.reading import read_meta
from ..register.snapshot import snapshot
from ..register.worker_client import staging_folder
from .base import DiachisoAlgorithm
from .destination import refuse_destination
from .engine import geometry_engine
from .layer_outlines import keep_outlines
from .result_layer import ResultLayer, result_fields, states_shown
from .transforms import WGS84, projection

BUILDINGS, PARCELS, RULES, COMMUNES, OUTPUT = "BUILDINGS", "PARCELS", "RULES", "COMMUNES", "OUTPUT"
_COUNTS = {
    "ERRORS": QT_TRANSLATE_NOOP("diachiso", "Errors"),
    "WARNINGS": QT_TRANSLATE_NOOP("diachiso", "Warnings"),
    "INFOS": QT_TRANSLATE_NOOP("diachiso", "Information"),
    "NEW": QT_TRANSLATE_NOOP("diachiso", "New since the last check"),
    "FIXED": QT_TRANSLATE_NOOP("diachiso", "Fixed since the last check"),
    "EXCEPTIONS": QT_TRANSLATE_NOOP("diachiso", "Exceptions"),
    "CHECKED": QT_TRANSLATE_NOOP("diachiso", "Addresses checked"),
}

UNKNOWN_COMMUNES = Message(
    "check_unknown_commune",
    QT_TRANSLATE_NOOP(
        "diachiso", "There is no commune with the code {code} in this register. Write codes with commas between."
    ),
)

NOT_SHOWN = Message(
    "check_not_shown",
    QT_TRANSLATE_NOOP("diachiso", "Cancelled. The results stand in the register; only their layer was not written."),
)


class CheckAddresses(DiachisoAlgorithm):
    """A second run updates the results of the first."""

    NAME = "checkaddresses"
    TITLE = QT_TRANSLATE_NOOP("diachiso", "Check addresses")
    HELP = QT_TRANSLATE_NOOP(
        "diachiso",
        "Looks at every address of a register by the rules of the review: basic fields, codes and ledger, positions, "
        "streets and numbers, texts, units, stages, photos, notices and plaques. The results stay in the register, "
        "with what is wrong, what to do, and a fix where one is certain. A second run updates them: what is mended "
        "counts as fixed, and exceptions stay as long as what they were made for. An error keeps an address from "
        "being submitted. Levels and tolerances can be set in profiles/rules beside the register. Nothing of the "
        "addresses themselves is changed.",
    )
    TAGS = QT_TRANSLATE_NOOP("diachiso", "address,register,check,review,rules,errors,quality,qa")
    ICON = "check.svg"
    AT_ONCE = True

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:  # noqa: N802
        """The parameters and outputs."""
        self.add_register()
        polygons = [QgsProcessing.SourceType.TypeVectorPolygon]
        for name, title, text in (
            (BUILDINGS, translate("diachiso", "Buildings of today"), translate(
                "diachiso",
                "The building layer that the codes were assigned from, as it is now: positions are compared with its "
                "outlines. Without it, with those of the last assignment.",
            )),
            (PARCELS, translate("diachiso", "Parcels of today"), translate(
                "diachiso", "The same for addresses of parcels."
            )),
        ):  # fmt: skip
            self.add(QgsProcessingParameterFeatureSource(name, title, polygons, optional=True), text)
        self.add(
            QgsProcessingParameterString(RULES, translate("diachiso", "Rules"), optional=True),
            translate(
                "diachiso",
                "Ids of rules, with commas between, such as street_unknown,number_wrong_side. Empty: all. Results of "
                "other rules stay as they are.",
            ),
        )
        self.add(
            QgsProcessingParameterString(COMMUNES, translate("diachiso", "Communes (codes)"), optional=True),
            translate(
                "diachiso",
                "Codes of communes, with commas between. Empty: all. Results of other communes stay as they are.",
            ),
        )
        self.add(
            QgsProcessingParameterFeatureSink(
                OUTPUT, translate("diachiso", "Results"), QgsProcessing.SourceType.TypeVectorPoint, optional=True,
                createByDefault=True,
            ),
            translate("diachiso", "A point per open result or exception, with message, remedy and suggested fix."),
        )  # fmt: skip
        for name, text in _COUNTS.items():
            self.addOutput(QgsProcessingOutputNumber(name, translate("diachiso", text)))

    def work(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Check, keep the results, and show them."""
        register = self.register_path(parameters, context)
        refuse_destination(parameters.get(OUTPUT), context, register, ())
        book = load_rules("addresses", local_profiles(register, "rules"))
        rules = _listed(self.parameterAsString(parameters, RULES, context))
        book.select(rules)  # an unknown one is told before the work
        names = read_commune_names(register)
        communes = _listed(self.parameterAsString(parameters, COMMUNES, context))
        for code in communes:
            if code not in names:
                raise DiachisoError(UNKNOWN_COMMUNES, code=code)
        language = QgsApplication.locale()

        def unasked(without: Sequence[str]) -> None:
            if without:
                titles = "; ".join(book.rules[name].title_in(language) for name in without)
                text = translate(
                    "diachiso", "Not checked, for the register has no streets or commune areas for it: {rules}."
                )
                feedback.pushWarning(text.format(rules=titles))

        with staging_folder() as folder:
            done = run_check(
                register, book, geometry_engine(), projection(context), rules=rules or None, communes=communes or None,
                outlines=self._outlines(folder, parameters, context, feedback),
                progress=lambda share: feedback.setProgress(95 * share), cancelled=feedback.isCanceled, unasked=unasked,
            )  # fmt: skip
        with snapshot(register) as con:
            layer = ResultLayer(book, read_meta(con).profile, names)
        results = self._show(layer, rules, communes, register, parameters, context, feedback)
        text = translate(
            "diachiso",
            "{checked} addresses checked: {errors} errors, {warnings} warnings, {informations} notes; {new} of them "
            "new, {fixed} fixed since the last check, {exceptions} exceptions.",
        )
        feedback.pushInfo(text.format(**{name: getattr(done, name) for name in done.__dataclass_fields__}))
        counts = (done.errors, done.warnings, done.informations, done.new, done.fixed, done.exceptions, done.checked)
        return {**results, **dict(zip(_COUNTS, counts))}

    def _outlines(
        self, folder: Path, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> Optional[Path]:
        """The outlines of BUILDINGS and PARCELS; None where neither is given."""
        given = [
            (name, role, self.parameterAsSource(parameters, name, context))
            for name, role in ((BUILDINGS, "building"), (PARCELS, "parcel"))
        ]
        if all(source is None for _, _, source in given):
            return None
        file = OutlineFile(folder)
        for name, role, source in given:
            if source is not None:
                layer = self.parameterAsVectorLayer(parameters, name, context)
                keep_outlines(file, role, parameters[name], source, layer, context, feedback)
        return file.close()

    def _show(
        self, layer: ResultLayer, rules: list[str], communes: list[str], register: Path, parameters: dict[str, Any],
        context: QgsProcessingContext, feedback: QgsProcessingFeedback,
    ) -> dict[str, Any]:  # fmt: skip
        sink, target = self.parameterAsSink(
            parameters, OUTPUT, context, result_fields(), QgsWkbTypes.Type.Point, QgsCoordinateReferenceSystem(WGS84)
        )
        if sink is None:
            return {}

        def check() -> None:
            if feedback.isCanceled():
                raise DiachisoError(NOT_SHOWN)

        wanted = ResultFilter(
            states=states_shown(), rules=frozenset(rules), communes=frozenset(communes), sources=frozenset({""})
        )
        layer.write(register, wanted, sink, check)
        del sink
        return {OUTPUT: target}


def _listed(text: str) -> list[str]:
    return list(dict.fromkeys(part for part in re.split(r"[\s,;]+", text) if part))
