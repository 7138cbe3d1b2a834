"""The diagnosis of a land layer: read once, asked everything, answered in findings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Optional

from qgis.core import QgsCoordinateReferenceSystem, QgsProcessingFeedback, QgsUnitTypes

from ...compat import translate
from ...core.encodings import TextEncoding
from ...core.errors import QT_TRANSLATE_NOOP, DiachisoError, Message
from ...core.geometry.engine import GeometryEngine
from ...core.land.diagnosis import field_findings, key_findings, land_use_findings, map_findings, shape_findings
from ...core.land.field_map import FieldMap, make_map, recognise
from ...core.land.field_report import FieldReport, report_fields
from ...core.land.findings import Finding, FindingLevel, Fix, ordered
from ...core.land.land_use import load_land_use
from ...core.land.shapes import inspect
from ...core.land.survey import ShapeSurvey, Survey
from ...core.land.table import Shape
from ...core.roles import LayerRole, guess_fields, guess_role
from ..layer_reader import CANCELLED
from .crs_findings import crs_findings
from .crs_reference import CrsReference
from .source import LandSource

DISTANCE = 50.0  # metres between the parts of one feature beyond which they are objects of their own
WHOLE = frozenset({LayerRole.commune, LayerRole.settlement, LayerRole.street})  # one object, whatever its islands
MILLIMETRES = 1e10  # as far as coordinates may go in a layer that turns out to count in millimetres
SUMMARY = Message(
    "land.summary",
    QT_TRANSLATE_NOOP("diachiso", "{format}: layer {layer}, {count} features ({kind}), {fields} fields, CRS {crs}."),
)
OTHER_LAYERS = Message(
    "land.other_layers",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "The file has more layers: {layers}. This is about {layer} only; choose another one as file|layername=….",
    ),
)
UNREAD = Message(
    "land.unread",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "The file announces {count} features that could not be read: it is damaged or incomplete. Get it once more.",
    ),
)
ROLE = Message("land.role", QT_TRANSLATE_NOOP("diachiso", "The layer seems to hold {role}."))


@dataclass(frozen=True)
class Diagnosis:
    """What was found, and what it was found from."""

    findings: tuple[Finding, ...]
    reports: Mapping[str, FieldReport]
    mapping: FieldMap
    role: Optional[LayerRole]


def diagnose(
    source: LandSource,
    engine: GeometryEngine,
    feedback: QgsProcessingFeedback,
    *,
    given: Optional[Mapping[str, str]] = None,
    reference: Optional[CrsReference] = None,
) -> Diagnosis:
    """Read a layer and say what is right and wrong with it; `reference`: where it should lie."""
    survey = read_survey(source, feedback, engine)

    def go_on() -> None:
        if feedback.isCanceled():
            raise DiachisoError(CANCELLED)

    role = guess_layer(source)
    reports = report_fields(survey, imported=source.imported, places=holds_places(source, role), go_on=go_on)
    personal = [name for name, report in reports.items() if report.personal is not None]
    known = {name: column for name, column in (given or {}).items() if name in source.field_names()}
    mapping = make_map(source.fields, given=known, dropped=personal, role=role)
    found = [*_about_file(source, role), *source.findings, *unread_findings(source.count - survey.size)]
    if survey.shapes is not None:
        found += crs_findings(source.crs, survey.shapes.points, reference, survey.communes)
    found += field_findings(reports)
    found += map_findings(mapping, role)
    found += land_use_findings(survey, mapping, load_land_use())
    found += key_findings(survey, personal)
    if survey.shapes is not None:
        shapes = shape_findings(survey.shapes, DISTANCE, _kinds(survey.shapes))
        found += [finding for finding in shapes if finding.fix is not Fix.split_parts or role not in WHOLE]
    return Diagnosis(tuple(ordered(found)), reports, mapping, role)


def read_survey(
    source: LandSource,
    feedback: QgsProcessingFeedback,
    engine: Optional[GeometryEngine],
    *,
    share: float = 100.0,
) -> Survey:
    """Read every row once; its shapes, too, where an engine is given. DiachisoError where it is cancelled.

    `share`: the part of the progress bar that this is worth.
    """
    metres = metres_per_unit(source.crs)
    shapes = ShapeSurvey(DISTANCE / metres, metres) if engine is not None and source.shape is not Shape.none else None
    keys = _keys(source) if engine is not None else []
    commune = guess_fields(source.field_names()).get("commune_code") if engine is not None else None
    survey = Survey(source.fields, keys, shapes, engine is not None, commune)
    total = max(source.count, 1)
    for batch in source.batches(geometry=shapes is not None):
        if feedback.isCanceled():
            raise DiachisoError(CANCELLED)
        facts = None
        if shapes is not None and engine is not None:
            facts = inspect(batch.wkb, engine, metres, MILLIMETRES)
        survey.add(batch, facts)
        feedback.setProgress(share * min(survey.size / total, 1.0))
    return survey


def guess_layer(source: LandSource) -> Optional[LayerRole]:
    """What a layer holds, by its name, geometry and fields."""
    shape = source.shape.value if source.shape is not Shape.mixed else "polygon"
    role, _ = guess_role(source.name, shape, source.field_names(), source.count)
    return role


def holds_places(source: LandSource, role: Optional[LayerRole]) -> bool:
    """Whether a name in a layer is rather a place's than a person's."""
    return source.shape is Shape.line or role in WHOLE


def metres_per_unit(crs: QgsCoordinateReferenceSystem) -> float:
    """The length of a unit of a CRS in metres; for degrees that of one at the equator."""
    if not crs.isValid():
        return 1.0
    factor = QgsUnitTypes.fromUnitToUnitFactor(crs.mapUnits(), QgsUnitTypes.DistanceUnit.DistanceMeters)
    return float(factor) if factor > 0 else 1.0


def unread_findings(count: int) -> list[Finding]:
    """What to say of features that a file announces and does not hold."""
    return [Finding("unread", FindingLevel.doubtful, UNREAD, {"count": count})] if count > 0 else []


def _keys(source: LandSource) -> list[str]:
    named = [field for meaning, field in guess_fields(source.field_names()).items() if meaning == "id"]
    known = [field for field, column in recognise(source.fields).items() if column == "source_id"]
    return list(dict.fromkeys([*named, *known]))


def _kinds(shapes: ShapeSurvey) -> list[str]:
    return [f"{_shape_name(shape)} {count}" for shape, count in shapes.shapes.items() if count]


def _about_file(source: LandSource, role: Optional[LayerRole]) -> list[Finding]:
    crs = source.crs
    params = {
        "format": source.format,
        "layer": source.name,
        "count": source.count,
        "kind": _shape_name(source.shape),
        "fields": len(source.fields),
        "crs": (crs.authid() or crs.description() or crs.toProj()[:60]) if crs.isValid() else "–",
    }
    found = [Finding("summary", FindingLevel.info, SUMMARY, params)]
    if source.others:
        params = {"layers": ", ".join(source.others[:20]), "layer": source.name}
        found.append(Finding("other_layers", FindingLevel.info, OTHER_LAYERS, params))
    if role is not None:
        options = {"ROLE": role.value}
        found.append(Finding("role", FindingLevel.info, ROLE, {"role": role_name(role)}, options=options))
    return found


def role_name(role: LayerRole) -> str:
    """What a layer holds, in the user's language."""
    return {
        LayerRole.building: translate("diachiso", "buildings"),
        LayerRole.parcel: translate("diachiso", "parcels"),
        LayerRole.commune: translate("diachiso", "communes"),
        LayerRole.settlement: translate("diachiso", "settlements"),
        LayerRole.street: translate("diachiso", "streets"),
        LayerRole.official: translate("diachiso", "issued codes"),
    }[role]


def _shape_name(shape: Shape) -> str:
    return {
        Shape.point: translate("diachiso", "points"),
        Shape.line: translate("diachiso", "lines"),
        Shape.polygon: translate("diachiso", "polygons"),
        Shape.mixed: translate("diachiso", "of several kinds"),
        Shape.none: translate("diachiso", "without geometry"),
    }[shape]


def forced_encoding(name: str) -> Optional[TextEncoding]:
    """The encoding that the ENCODING parameter names; None for "auto"."""
    return TextEncoding(name) if name in {e.value for e in TextEncoding} else None
