"""The parameters and outputs of diachiso:convertunits."""
from __future__ import annotations

from datetime import date
from typing import Any

from qgis.core import (
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingOutputNumber,
    QgsProcessingOutputString,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterField,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterString,
)

from ..compat import translate
from ..core.errors import QT_TRANSLATE_NOOP, DiachisoError, Message
from .base import DiachisoAlgorithm, Group

INPUT, UNITS, DATE, ERA, PROTECTED = "INPUT", "UNITS", "DATE", "ERA", "PROTECTED"
REVIEWED, DRY_RUN, OUTPUT, REPORT, OUTPUT_HTML = "REVIEWED_PLAN", "DRY_RUN", "OUTPUT", "REPORT", "OUTPUT_HTML"
WRITTEN, BACKUP, FOLLOWED, ADDRESS_FIELD = "WRITTEN", "BACKUP", "FOLLOWED", "ADDRESS_FIELD"
FIELD_PARTS = {
    "COMMUNE_FIELD": "commune", "DISTRICT_FIELD": "district", "PROVINCE_FIELD": "province",
    "COMMUNE_CODE_FIELD": "commune_code", "DISTRICT_CODE_FIELD": "district_code",
    "PROVINCE_CODE_FIELD": "province_code",
}  # fmt: skip
_FIELD_TITLES = {
    "COMMUNE_FIELD": QT_TRANSLATE_NOOP("diachiso", "Field with the commune"),
    "DISTRICT_FIELD": QT_TRANSLATE_NOOP("diachiso", "Field with the district"),
    "PROVINCE_FIELD": QT_TRANSLATE_NOOP("diachiso", "Field with the province"),
    "COMMUNE_CODE_FIELD": QT_TRANSLATE_NOOP("diachiso", "Field with the code of the commune"),
    "DISTRICT_CODE_FIELD": QT_TRANSLATE_NOOP("diachiso", "Field with the code of the district"),
    "PROVINCE_CODE_FIELD": QT_TRANSLATE_NOOP("diachiso", "Field with the code of the province"),
}
COUNT_TITLES = {
    "SAME": QT_TRANSLATE_NOOP("diachiso", "Records that are right already"),
    "RENAMED": QT_TRANSLATE_NOOP("diachiso", "Records whose unit is written otherwise now"),
    "CONVERTED": QT_TRANSLATE_NOOP("diachiso", "Records converted"),
    "AMBIGUOUS": QT_TRANSLATE_NOOP("diachiso", "Records with several candidates, for a person"),
    "CONFLICT": QT_TRANSLATE_NOOP("diachiso", "Records whose position contradicts their units, for a person"),
    "UNKNOWN": QT_TRANSLATE_NOOP("diachiso", "Records whose units were not recognised"),
}

BAD_DATE = Message(
    "convert_bad_date",
    QT_TRANSLATE_NOOP("diachiso", "“{date}” is no date. Write it as 2025-07-01 or 1/7/2025."),
)


class ConvertParameters(DiachisoAlgorithm):
    """What is asked and what comes out."""

    NAME = "convertunits"
    TITLE = QT_TRANSLATE_NOOP("diachiso", "Convert administrative units")
    HELP = QT_TRANSLATE_NOOP(
        "diachiso",
        "Takes province, district and commune of before 1 July 2025 to the units of a day, or back: those of a "
        "register, or of any layer or table. The position decides first (communes of the register, or of UNITS), the "
        "official table of 10,602 rows second; a commune that was divided has candidates where no position tells. "
        "Names may be written in any spelling. Codes of addresses never change.\n\n"
        "Start with a dry run and look at the result and at the report by communes. For a record with candidates, "
        "write the code of the right commune into the field decision_code and give that layer as reviewed result. "
        "Either all is written or nothing; a backup is made first and the whole can be undone. The register's own "
        "units, streets and settlements follow. A table is never "
        "changed: its copy has the new units as further fields.",
    )
    TAGS = QT_TRANSLATE_NOOP("diachiso", "address,commune,district,province,merger,2025,convert,crosswalk,unit")
    GROUP = Group.REGISTER
    ICON = "convert.svg"
    PEOPLE = False

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:  # noqa: N802
        """The parameters and outputs."""
        kinds = QgsProcessing.SourceType
        self.add_register(
            help_text=translate(
                "diachiso", "Its addresses are converted; with INPUT, only its areas of communes are used."
            ),
            optional=True,
        )
        self._add_layer(
            INPUT, translate("diachiso", "Or a layer or table"), [kinds.TypeVector],
            translate("diachiso", "Any layer or table with fields for commune, district, province, or their codes."),
        )  # fmt: skip
        self._add_layer(
            UNITS, translate("diachiso", "Areas of the communes of that day"), [kinds.TypeVectorPolygon],
            translate(
                "diachiso",
                "If empty, those of the register. To go back before 1 July 2025 by position, the communes of then.",
            ),
        )  # fmt: skip
        self.add(
            QgsProcessingParameterString(DATE, translate("diachiso", "Units of the day"), optional=True),
            translate(
                "diachiso",
                "Such as 1/7/2025 or 30/4/2026; today if empty. A day before 1/7/2025 leads back to the three levels.",
            ),
        )
        self.add(
            QgsProcessingParameterEnum(
                ERA, translate("diachiso", "The records are of"),
                [
                    translate("diachiso", "either time (told by district and province)"),
                    translate("diachiso", "before 1 July 2025"),
                    translate("diachiso", "after 1 July 2025"),
                ],
                defaultValue=0,
            ),
            translate("diachiso", "Many names and codes mean one commune before and another one after."),
            advanced=True,
        )  # fmt: skip
        for name in FIELD_PARTS:
            field = QgsProcessingParameterField(
                name, translate("diachiso", _FIELD_TITLES[name]), parentLayerParameterName=INPUT, optional=True
            )
            self.add(field, translate("diachiso", "If empty, it is found by its name."), advanced=True)
        self.add(
            QgsProcessingParameterField(
                ADDRESS_FIELD, translate("diachiso", "Field with the whole address"), parentLayerParameterName=INPUT,
                optional=True,
            ),
            translate(
                "diachiso",
                "Read for the records whose other fields say no commune: an address text in any order and spelling.",
            ),
        )  # fmt: skip
        self.add(
            QgsProcessingParameterBoolean(PROTECTED, translate("diachiso", "Also what the registry has"), False),
            translate("diachiso", "Also records that were submitted, verified or issued."),
            advanced=True,
        )
        self._add_layer(
            REVIEWED, translate("diachiso", "Reviewed result"), [kinds.TypeVector],
            translate("diachiso", "The layer of a dry run with what a person has decided."),
        )  # fmt: skip
        self.add(
            QgsProcessingParameterBoolean(DRY_RUN, translate("diachiso", "Dry run: plan only"), True),
            translate("diachiso", "Show what would change and write nothing into the register."),
        )
        self.add(
            QgsProcessingParameterFeatureSink(
                OUTPUT, translate("diachiso", "Converted records"), kinds.TypeVector, optional=True,
                createByDefault=True,
            ),
            translate("diachiso", "Each record with its new units, what became of it, why, and candidates."),
        )  # fmt: skip
        self.add(
            QgsProcessingParameterFeatureSink(
                REPORT, translate("diachiso", "Report by communes"), kinds.TypeVector, optional=True,
                createByDefault=True,
            ),
            translate("diachiso", "A row per former commune and what its records become, with their number."),
        )  # fmt: skip
        self.add(
            QgsProcessingParameterFileDestination(
                OUTPUT_HTML, translate("diachiso", "Report as a page"),
                translate("diachiso", "Web page (*.html)"), optional=True, createByDefault=False,
            ),
            translate("diachiso", "The same to be read or printed."),
        )  # fmt: skip
        for name, text in COUNT_TITLES.items():
            self.addOutput(QgsProcessingOutputNumber(name, translate("diachiso", text)))
        self.addOutput(QgsProcessingOutputNumber(WRITTEN, translate("diachiso", "Records written")))
        self.addOutput(
            QgsProcessingOutputNumber(
                FOLLOWED, translate("diachiso", "Units, streets and settlements of the register that follow")
            )
        )
        self.addOutput(QgsProcessingOutputString(BACKUP, translate("diachiso", "Backup made before")))

    def _add_layer(self, name: str, title: str, kinds: list[Any], help_text: str) -> None:
        self.add(QgsProcessingParameterFeatureSource(name, title, kinds, optional=True), help_text)

    def day(self, parameters: dict[str, Any], context: QgsProcessingContext) -> date:
        """The day whose units are wanted (DiachisoError for what is no date)."""
        text = self.parameterAsString(parameters, DATE, context).strip()
        if not text:
            return date.today()
        try:
            if "/" in text:
                day, month, year = (int(part) for part in text.split("/"))
                return date(year, month, day)
            return date.fromisoformat(text[:10])
        except ValueError as error:
            raise DiachisoError(BAD_DATE, date=text) from error
