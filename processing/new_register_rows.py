"""The rows of a new register out of a user's layers of communes, settlements and streets."""
from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from qgis.core import QgsFeature, QgsGeometry, QgsPointXY, QgsSpatialIndex

from ..core.roles import LayerRole, guess_fields
from ..core.unit_match import UnitMatch
from ..core.units import AdminUnit
from ..register.rows import SettlementRow, StreetRow, UnitRow
from .source_rows import SourceRow, wkb

# fields that guess_fields does not know, by their usual names
_DIRECTION = ("direction", "huong", "huong_danh_so")
_FORMER = ("former_commune_code", "former_commune", "ma_xa_cu", "xa_cu")
_KIND = ("kind", "loai", "type")
_ID = ("street_id", "settlement_id", "ma_duong", "ma_thon")
_STREETS = uuid.UUID("7f1c4a52-31a4-5b0e-9a53-6f3f5e0d9c11")  # namespace of the ids made of commune and name


@dataclass(frozen=True)
class NamedRows:
    """Rows for one table and how many features had no name or no geometry and were left out."""

    rows: tuple[Any, ...]
    unnamed: int
    without_geometry: int


class CommuneFinder:
    """Says in which commune of the new register a point lies."""

    def __init__(self, areas: dict[str, QgsGeometry]) -> None:
        self._codes = list(areas)
        self._areas = list(areas.values())
        self._index = QgsSpatialIndex()
        for i, area in enumerate(self._areas):
            feature = QgsFeature(i)
            feature.setGeometry(area)
            self._index.addFeature(feature)

    def code_at(self, point: QgsGeometry) -> str | None:
        """The code of the commune that holds the point, the lowest one on a border; None outside of all."""
        if point.isNull():
            return None
        xy = QgsPointXY(point.asPoint())
        hits = self._index.intersects(QgsGeometry.fromPointXY(xy).boundingBox())
        return min((self._codes[i] for i in hits if self._areas[i].intersects(point)), default=None)


def unit_rows(units: Sequence[AdminUnit], areas: dict[str, QgsGeometry], postcodes: dict[str, str]) -> list[UnitRow]:
    """All communes of the province; those that the layer has no area for stand there without one."""
    return [
        UnitRow(
            unit.code,
            unit.level.value,
            unit.name,
            unit.full_name,
            unit_type=unit.unit_type,
            province_code=unit.province_code,
            parent_code=unit.parent_code,
            postcode=postcodes.get(unit.code),
            valid_from=unit.valid_from.isoformat() if unit.valid_from else None,
            valid_to=unit.valid_to.isoformat() if unit.valid_to else None,
            wkb=wkb(areas.get(unit.code)),
        )
        for unit in units
    ]


def commune_areas(rows: Sequence[SourceRow], match: UnitMatch) -> tuple[dict[str, QgsGeometry], dict[str, str]]:
    """Area and postcode per commune code; several polygons of one commune are taken together."""
    parts: defaultdict[str, list[QgsGeometry]] = defaultdict(list)
    postcodes: dict[str, str] = {}
    for row, found in zip(rows, match.rows):
        if found.unit is None:
            continue
        if row.geometry is not None:
            parts[found.unit.code].append(row.geometry)
        if found.postcode:
            postcodes.setdefault(found.unit.code, found.postcode)
    areas = {}
    for code, geometries in parts.items():
        area = geometries[0] if len(geometries) == 1 else QgsGeometry.unaryUnion(geometries)
        area.convertToMultiType()
        areas[code] = area
    return areas, postcodes


def street_rows(rows: Sequence[SourceRow], communes: CommuneFinder) -> NamedRows:
    """One street per name, commune and former commune, its lines in the order and direction of the layer."""
    fields = _fields(rows, LayerRole.street)
    groups: defaultdict[tuple[str, str, str], list[SourceRow]] = defaultdict(list)
    unnamed = without = 0
    for row in rows:
        name = _text(row, fields.get("street") or fields.get("name"))
        if row.geometry is None:
            without += 1
        elif not name:
            unnamed += 1
        else:
            code = communes.code_at(row.geometry.interpolate(row.geometry.length() / 2))
            groups[name, code or "", _first(row, _FORMER)].append(row)
    streets = []
    for (name, code, former), members in sorted(groups.items(), key=lambda group: group[0]):
        line = QgsGeometry.collectGeometry([row.geometry for row in members])
        line.convertToMultiType()
        streets.append(
            StreetRow(
                name,
                street_id=_first(members[0], _ID) or str(uuid.uuid5(_STREETS, "\n".join((code, former, name)))),
                commune_code=code or None,
                former_commune_code=former or None,
                direction=_first(members[0], _DIRECTION) or None,
                wkb=wkb(line),
            )
        )
    return NamedRows(tuple(streets), unnamed, without)


def settlement_rows(rows: Sequence[SourceRow], communes: CommuneFinder, codes: set[str]) -> NamedRows:
    """Settlements with their commune: the one in their field, else the one that they lie in."""
    fields = _fields(rows, LayerRole.settlement)
    settlements = []
    unnamed = without = 0
    for row in rows:
        name = _text(row, fields.get("settlement") or fields.get("name"))
        if row.geometry is None:
            without += 1
        elif not name:
            unnamed += 1
        else:
            code: str | None = _text(row, fields.get("commune_code"))
            if code not in codes:
                code = communes.code_at(row.geometry.pointOnSurface())
            settlements.append(
                SettlementRow(
                    name,
                    settlement_id=_first(row, _ID) or str(uuid.uuid5(_STREETS, "\n".join((code or "", name, "s")))),
                    kind=_first(row, _KIND) or None,
                    commune_code=code,
                    former_commune_code=_first(row, _FORMER) or None,
                    wkb=wkb(row.geometry),
                )
            )
    return NamedRows(tuple(settlements), unnamed, without)


def _fields(rows: Sequence[SourceRow], role: LayerRole) -> dict[str, str]:
    return guess_fields(list(rows[0].values), role) if rows else {}


def _text(row: SourceRow, field: str | None) -> str:
    value = row.values.get(field) if field else None
    return "" if value is None else str(value).strip()


def _first(row: SourceRow, names: Sequence[str]) -> str:
    """The first filled field of these names, whatever their case."""
    by_name = {name.lower(): name for name in row.values}
    return next((text for text in (_text(row, by_name.get(name)) for name in names) if text), "")
