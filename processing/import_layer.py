"""diachiso:importlayer: a land layer decoded, mapped, mended and freed of personal data, into a GeoPackage."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Optional

import numpy as np
from qgis.core import (
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterCrs,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
    QgsProcessingParameterVectorDestination,
)

from ..compat import translate
from ..core.encodings import TextEncoding
from ..core.errors import QT_TRANSLATE_NOOP
from ..core.land.diagnosis import field_findings, message
from ..core.land.field_map import parse_map
from ..core.land.findings import Finding, FindingLevel
from ..core.land.mending import Note, Split
from ..core.resources import read_json_file
from ..core.roles import LayerRole
from .destination import refuse_destination
from .engine import geometry_engine
from .land.crs_findings import crs_findings
from .land.crs_reference import CrsReference
from .land.diagnosis import DISTANCE, forced_encoding, unread_findings
from .land.output import Output, staged
from .land.pipeline import ImportOptions, ImportResult, LandImport, totals
from .land.remembered_maps import remember, remembered
from .land.report_html import import_html, note_text, write_report
from .land.source import LandSource
from .land_algorithm import INPUT, LandAlgorithm

OUTPUT, OUTPUT_HTML = "OUTPUT", "OUTPUT_HTML"
_AUTO = "auto"
_ROLES = (_AUTO, *(role.value for role in LayerRole))
_ENCODINGS = (
    _AUTO, *(e.value for e in TextEncoding if e is not TextEncoding.unknown and e is not TextEncoding.nfd),
)  # fmt: skip
_COUNTS = {
    "READ": QT_TRANSLATE_NOOP("diachiso", "Features read"),
    "WRITTEN": QT_TRANSLATE_NOOP("diachiso", "Features written"),
    "SKIPPED": QT_TRANSLATE_NOOP("diachiso", "Features left out"),
    "MENDED": QT_TRANSLATE_NOOP("diachiso", "Outlines mended"),
    "SPLIT_COUNT": QT_TRANSLATE_NOOP("diachiso", "Features whose parts became objects of their own"),
    "DECODED": QT_TRANSLATE_NOOP("diachiso", "Values decoded"),
    "HIDDEN_VALUES": QT_TRANSLATE_NOOP("diachiso", "Values with something personal in them, hidden"),
    "DROPPED_FIELDS": QT_TRANSLATE_NOOP("diachiso", "Personal fields left out"),
}


class ImportLayer(LandAlgorithm):
    """Writes a new layer; the source is only read."""

    NAME = "importlayer"
    TITLE = QT_TRANSLATE_NOOP("diachiso", "Import layer")
    HELP = QT_TRANSLATE_NOOP(
        "diachiso",
        "Makes a clean layer out of a land layer as it is: texts in Unicode, fields under the names that the address "
        "register knows, outlines mended, repeated vertices and heights removed, personal data left out, the original "
        "id and number of each feature kept (source_id, source_fid). Only what is certain is done by itself; "
        "coordinates are transformed only where another CRS is asked for. A feature that cannot be used is left out "
        "with its reason, and the rest goes on. The output appears only when it is whole. Importing an imported layer "
        "changes nothing.",
    )
    TAGS = QT_TRANSLATE_NOOP("diachiso", "import,convert,encoding,font,TCVN3,VNI,VN-2000,geometry,mend")
    ICON = "diachiso.svg"

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:  # noqa: N802
        """Declare parameters and outputs."""
        self.add_input()
        self.add(
            QgsProcessingParameterEnum(
                "ROLE", translate("diachiso", "The layer holds"), list(_ROLES), defaultValue=_AUTO,
                usesStaticStrings=True,
            ),
            translate("diachiso", "auto: what its name and fields say. It decides what general field names mean."),
        )  # fmt: skip
        self.add(
            QgsProcessingParameterEnum(
                "ENCODING", translate("diachiso", "Encoding of the texts"), list(_ENCODINGS), defaultValue=_AUTO,
                usesStaticStrings=True,
            ),
            translate(
                "diachiso",
                "auto: told field by field from the texts themselves. Another one is applied to all fields; nfc leaves "
                "texts as they are.",
            ),
        )  # fmt: skip
        self.add(
            QgsProcessingParameterCrs("SOURCE_CRS", translate("diachiso", "CRS of the layer"), optional=True),
            translate(
                "diachiso",
                "Only where the layer states none or a wrong one; coordinates stay as they are. \"Diagnose "
                "layer\" says "
                "which one fits.",
            ),
        )
        self.add(
            QgsProcessingParameterCrs("TARGET_CRS", translate("diachiso", "CRS of the output"), optional=True),
            translate("diachiso", "Coordinates are transformed only where this is given. Empty: the layer's own CRS."),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterString(
                "FIELD_MAP", translate("diachiso", "Field map"), multiLine=True, optional=True
            ),
            translate(
                "diachiso",
                "JSON such as {\"SoTo\": \"map_sheet\", \"GhiChu\": \"\"} or the path of such a file: field of "
                "the layer, "
                "then its new name; an empty name leaves it out. Fields that are not named are recognised by their "
                "names or kept. Empty: the map last used for a layer of the same structure.",
            ),
        )
        self.add(
            QgsProcessingParameterBoolean("REMEMBER_MAP", translate("diachiso", "Remember the field map"), True),
            translate("diachiso", "Kept in your QGIS profile (names of fields only) for layers of the same structure."),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterEnum(
                "SPLIT", translate("diachiso", "Make parts objects of their own"), [s.value for s in Split],
                defaultValue=Split.apart.value, usesStaticStrings=True,
            ),
            translate(
                "diachiso",
                "apart: only features with a part farther from the others than the distance below, as houses of a "
                "whole hamlet in one feature; a parcel cut by a lane stays one. always and never say it for all.",
            ),
            advanced=True,
        )  # fmt: skip
        self.add(
            QgsProcessingParameterNumber(
                "SPLIT_DISTANCE", translate("diachiso", "Distance between parts (m)"),
                QgsProcessingParameterNumber.Type.Double, DISTANCE, minValue=0.0,
            ),
            translate("diachiso", "Parts farther apart than this are objects of their own."),
            advanced=True,
        )  # fmt: skip
        self.add(
            QgsProcessingParameterBoolean("SWAP_AXES", translate("diachiso", "Exchange X and Y"), False),
            translate("diachiso", "Where X holds northings, as Vietnamese tables write them."),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterNumber(
                "SCALE", translate("diachiso", "Multiply coordinates by"),
                QgsProcessingParameterNumber.Type.Double, 1.0, minValue=1e-9,
            ),
            translate("diachiso", "Where the file counts in another unit than its CRS, such as millimetres (0.001)."),
            advanced=True,
        )  # fmt: skip
        self.add(
            QgsProcessingParameterBoolean("DROP_DUPLICATES", translate("diachiso", "Leave out duplicates"), False),
            translate("diachiso", "Features equal to an earlier one in outline and every attribute but the id."),
            advanced=True,
        )
        self.add_reference()
        self.add_reading()
        self.add(
            QgsProcessingParameterVectorDestination(
                OUTPUT, translate("diachiso", "Imported layer"), QgsProcessing.SourceType.TypeVectorAnyGeometry
            ),
            translate("diachiso", "A GeoPackage is best. An existing file is replaced only when the new one is whole."),
        )
        self.add(
            QgsProcessingParameterFileDestination(
                OUTPUT_HTML, translate("diachiso", "Report"), "HTML (*.html)", optional=True, createByDefault=False
            ),
            translate("diachiso", "What was done and what is left to look at; it shows no personal data."),
        )
        for name, title in _COUNTS.items():
            self.addOutput(QgsProcessingOutputNumber(name, translate("diachiso", title)))

    def work(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Import, report, remember."""
        source = self.open(parameters, context, feedback)
        try:
            shown = [] if source.path else [self.parameterAsVectorLayer(parameters, INPUT, context)]
            refuse_destination(parameters.get(OUTPUT), context, None, shown, [source.path])
            output = Output.of(self.parameterAsOutputLayer(parameters, OUTPUT, context))
            given = self._given_map(parameters, context)
            options = self._options(parameters, context, source, given)
            if given is None and options.field_map is not None:
                feedback.pushInfo(
                    translate("diachiso", "The field map last used for a layer of this structure is used again.")
                )
            work = LandImport(source, options, geometry_engine(), feedback, context.transformContext())
            work.plan()
            with staged(output) as file:
                result = work.write(file, output.table)
            if given and self.parameterAsBool(parameters, "REMEMBER_MAP", context):
                remember(source.fields, given)
            findings = self._left_to_do(result, self.reference(parameters, context))
            said = [finding for finding in source.findings if finding.level is FindingLevel.doubtful]
            self._tell(result, [*said, *findings], feedback)
            results: dict[str, Any] = {OUTPUT: output.result(), **_counts(result)}
            html = self.parameterAsFileOutput(parameters, OUTPUT_HTML, context)
            if html:
                write_report(Path(html), import_html(source, result, [*source.findings, *findings]))
                results[OUTPUT_HTML] = html
            return results
        finally:
            source.close()

    def _options(
        self,
        parameters: dict[str, Any],
        context: QgsProcessingContext,
        source: LandSource,
        given: Optional[Mapping[str, str]],
    ) -> ImportOptions:
        role = self.parameterAsEnumString(parameters, "ROLE", context)
        source_crs = self.parameterAsCrs(parameters, "SOURCE_CRS", context)
        target_crs = self.parameterAsCrs(parameters, "TARGET_CRS", context)
        return ImportOptions(
            encoding=forced_encoding(self.parameterAsEnumString(parameters, "ENCODING", context)),
            role=None if role in (_AUTO, "") else LayerRole(role),
            source_crs=source_crs if source_crs.isValid() else None,
            target_crs=target_crs if target_crs.isValid() else None,
            field_map=given if given is not None else remembered(source.fields),
            split=Split(self.parameterAsEnumString(parameters, "SPLIT", context)),
            distance=self.parameterAsDouble(parameters, "SPLIT_DISTANCE", context),
            scale=self.parameterAsDouble(parameters, "SCALE", context),
            swap_axes=self.parameterAsBool(parameters, "SWAP_AXES", context),
            drop_duplicates=self.parameterAsBool(parameters, "DROP_DUPLICATES", context),
        )

    def _given_map(self, parameters: dict[str, Any], context: QgsProcessingContext) -> Optional[dict[str, str]]:
        """The field map that a person gives with this run, None where there is none."""
        value = parameters.get("FIELD_MAP")
        if isinstance(value, Mapping):
            return parse_map(value) if value else None
        text = self.parameterAsString(parameters, "FIELD_MAP", context).strip()
        if not text:
            return None
        return parse_map(text) if text.startswith("{") else parse_map(read_json_file(text))

    def _left_to_do(self, result: ImportResult, reference: Optional[CrsReference]) -> list[Finding]:
        """What the import leaves to a person: nothing is said to lie right that was not looked at."""
        points = np.concatenate(result.points) if result.points else np.zeros((0, 2))
        found = crs_findings(result.crs, points, reference, None)
        found += unread_findings(result.unread)
        return [*found, *(f for f in field_findings(result.reports) if f.level is FindingLevel.doubtful)]

    def _tell(self, result: ImportResult, findings: list[Finding], feedback: QgsProcessingFeedback) -> None:
        for note, count in totals(result).items():
            feedback.pushInfo(f"{note_text(note)}: {count}")
        for name in result.dropped:
            feedback.pushInfo(translate("diachiso", "The field {field} is left out: personal data.").format(field=name))
        for name, count in result.hidden.items():
            text = message("hidden").render(translate, field=name, count=count)
            feedback.pushInfo(text)
        for finding in findings:
            text = finding.text(translate)
            (feedback.pushInfo if finding.level is FindingLevel.info else feedback.pushWarning)(text)


def _counts(result: ImportResult) -> dict[str, int]:
    return {
        "READ": result.read,
        "WRITTEN": result.written,
        "SKIPPED": result.skipped,
        "MENDED": result.counts.get(Note.mended, 0),
        "SPLIT_COUNT": result.counts.get(Note.split_up, 0),
        "DECODED": result.decoded,
        "HIDDEN_VALUES": sum(result.hidden.values()),
        "DROPPED_FIELDS": len(result.dropped),
    }
