"""The communes of a day as areas: out of the user's layer, else out of the register."""
from __future__ import annotations

from collections import defaultdict

from qgis.core import QgsGeometry, QgsProcessingContext, QgsProcessingFeatureSource, QgsProcessingFeedback, QgsWkbTypes

from ..compat import translate
from ..core.crosswalk import UnitConverter
from ..core.errors import QT_TRANSLATE_NOOP, DiachisoError, Message
from ..core.roles import LayerRole, guess_fields
from ..core.written_units import Written, written_of
from .source_rows import SourceRow, read_rows

_DISTRICT = ("district", "ten_huyen", "huyen", "quan_huyen", "name_2")
_DISTRICT_CODE = ("district_code", "ma_huyen", "ma_quan_huyen", "cc_2")
_PARTS = ("commune", "commune_code", "province", "province_code")

NO_UNITS = Message(
    "units_layer_unknown",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "No area of the layer {layer} is a commune of {day}. Choose the layer of the communes of that day, with their "
        "codes or names.",
    ),
)
SOME_UNKNOWN = QT_TRANSLATE_NOOP(
    "diachiso", "{count} areas of the layer {layer} are no communes of that day and were left out: {names}"
)


def fields_of_units(names: list[str], role: LayerRole | None = None) -> dict[str, str]:
    """Field by what it says of units: commune, commune_code, district, district_code, province, province_code."""
    guessed = guess_fields(names, role)
    found = {part: guessed[part] for part in _PARTS if part in guessed}
    by_name = {name.lower(): name for name in reversed(names)}
    for part, usual in (("district", _DISTRICT), ("district_code", _DISTRICT_CODE)):
        field = next((by_name[name] for name in usual if name in by_name), "")
        if field:
            found[part] = field
    return found


def unit_areas(
    source: QgsProcessingFeatureSource, converter: UnitConverter, context: QgsProcessingContext,
    feedback: QgsProcessingFeedback,
) -> dict[str, bytes]:  # fmt: skip
    """The areas (WKB, EPSG:4326) by code of the communes of the day (DiachisoError where the layer has none)."""
    fields = fields_of_units([field.name() for field in source.fields()], LayerRole.commune)
    parts: dict[str, list[QgsGeometry]] = defaultdict(list)
    unknown = []
    for row in read_rows(source, context, feedback, QgsWkbTypes.GeometryType.PolygonGeometry):
        written = _written(row, fields)
        unit = converter.of_the_day(written)
        if unit is None or row.geometry is None:
            unknown.append(written.shown() or str(row.fid))
        else:
            parts[unit.code].append(row.geometry)
    if not parts:
        raise DiachisoError(NO_UNITS, layer=source.sourceName(), day=converter.on.strftime("%d/%m/%Y"))
    if unknown:
        names = ", ".join(unknown[:10]) + (", …" if len(unknown) > 10 else "")
        text = translate("diachiso", SOME_UNKNOWN)
        feedback.pushWarning(text.format(count=len(unknown), layer=source.sourceName(), names=names))
    return {
        code: bytes((some[0] if len(some) == 1 else QgsGeometry.unaryUnion(some)).asWkb())
        for code, some in parts.items()
    }


def _written(row: SourceRow, fields: dict[str, str]) -> Written:
    return written_of((part, _plain(row.values.get(field))) for part, field in fields.items())


def _plain(value: object) -> object:
    return int(value) if isinstance(value, float) and value.is_integer() else value
