"""diachiso:addcodeblock — enter numbers that the authority has reserved for a commune."""
from __future__ import annotations

from pathlib import Path
from typing import Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFile,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
)

from ..compat import translate
from ..core.block_rules import BlockRequest
from ..core.errors import QT_TRANSLATE_NOOP, DiachisoError, Message
from ..register.blocks import add_blocks
from ..register.blocks_csv import read_blocks_csv
from .base import DiachisoAlgorithm

COMMUNE, PREFIX, FIRST, LAST = "COMMUNE", "PREFIX", "FIRST", "LAST"
AUTHORITY_DOC, SCHEME, BLOCKS = "AUTHORITY_DOC", "SCHEME", "BLOCKS"
COUNT, NUMBERS = "COUNT", "NUMBERS"

ONE_OR_TABLE = Message(
    "block_or_table",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "Give either one block (COMMUNE, PREFIX, FIRST, LAST and AUTHORITY_DOC) or a table of blocks "
        "(BLOCKS), not both. Missing: {missing}",
    ),
)


class AddCodeBlock(DiachisoAlgorithm):
    """One block, or a table of them: all are added or none."""

    NAME = "addcodeblock"
    TITLE = QT_TRANSLATE_NOOP("diachiso", "Add code block")
    HELP = QT_TRANSLATE_NOOP(
        "diachiso",
        "Enters the range of numbers that the authority has reserved for a commune, with the number and "
        "date of its document. From then on codes are given out of it, offline. Several blocks can be "
        "entered from a table; all are added or none. Never enter a range that nobody has reserved: its "
        "codes may be another family's.",
    )
    TAGS = QT_TRANSLATE_NOOP("diachiso", "address,register,block,range,numbers,code")
    ICON = "add_block.svg"
    PEOPLE = False

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:  # noqa: N802
        """The parameters and outputs."""
        self.add_register()
        number = QgsProcessingParameterNumber.Type.Integer
        self.add(
            QgsProcessingParameterString(COMMUNE, translate("diachiso", "Commune (code or name)"), optional=True),
            translate("diachiso", "The commune that the numbers are reserved for, as it stands in the register."),
        )
        self.add(
            QgsProcessingParameterString(
                PREFIX, translate("diachiso", "Prefix (postcode in the document)"), optional=True
            ),
            translate("diachiso", "What stands before the running number: five digits, leading zeros included."),
        )
        self.add(
            QgsProcessingParameterNumber(
                FIRST, translate("diachiso", "First number"), type=number, optional=True, minValue=1
            ),
            translate("diachiso", "The first running number of the range."),
        )
        self.add(
            QgsProcessingParameterNumber(
                LAST, translate("diachiso", "Last number"), type=number, optional=True, minValue=1
            ),
            translate("diachiso", "The last running number of the range; it belongs to the range."),
        )
        self.add(
            QgsProcessingParameterString(
                AUTHORITY_DOC, translate("diachiso", "Authority's document (number, date)"), optional=True
            ),
            translate("diachiso", "The document that reserves the numbers. Only fictitious prefixes need none."),
        )
        self.add(
            QgsProcessingParameterString(
                SCHEME, translate("diachiso", "Code scheme"), defaultValue="ndas", optional=True
            ),
            translate("diachiso", "The id of the code scheme, such as ndas."),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterFile(
                BLOCKS,
                translate("diachiso", "Table of blocks (CSV)"),
                fileFilter=translate("diachiso", "CSV table (*.csv *.CSV *.txt)"),
                optional=True,
            ),
            translate(
                "diachiso",
                "Instead of one block: a CSV file in UTF-8 with the columns commune, prefix, first, last and "
                "authority_doc.",
            ),
        )
        self.addOutput(QgsProcessingOutputNumber(COUNT, translate("diachiso", "Blocks added")))
        self.addOutput(QgsProcessingOutputNumber(NUMBERS, translate("diachiso", "Numbers in them")))

    def work(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Check and add the blocks."""
        scheme = self.parameterAsString(parameters, SCHEME, context) or "ndas"
        requests = self._requests(parameters, context, scheme)
        summary = add_blocks(self.register_path(parameters, context), requests, cancelled=feedback.isCanceled)
        for block in summary.blocks:
            feedback.pushInfo(f"{block.commune_code}: {block.label()}")
        return {COUNT: len(summary.blocks), NUMBERS: summary.numbers}

    def _requests(
        self, parameters: dict[str, Any], context: QgsProcessingContext, scheme: str
    ) -> list[BlockRequest]:
        table = self.parameterAsFile(parameters, BLOCKS, context)
        given = {name: parameters.get(name) not in (None, "") for name in (COMMUNE, PREFIX, FIRST, LAST)}
        if table and not any(given.values()):
            return read_blocks_csv(Path(table), scheme)
        if table or not all(given.values()):
            missing = ", ".join(name for name, is_given in given.items() if not is_given) or "–"
            raise DiachisoError(ONE_OR_TABLE, missing=missing)
        return [
            BlockRequest(
                self.parameterAsString(parameters, COMMUNE, context),
                self.parameterAsString(parameters, PREFIX, context).strip(),
                self.parameterAsInt(parameters, FIRST, context),
                self.parameterAsInt(parameters, LAST, context),
                self.parameterAsString(parameters, AUTHORITY_DOC, context).strip(),
                scheme,
            )
        ]
