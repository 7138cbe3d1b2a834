"""Reading what the numbering needs: houses and streets out of layers or out of the register, in degrees."""
from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Optional

import numpy as np
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsFeatureRequest,
    QgsProcessingContext,
    QgsProcessingFeatureSource,
    QgsProcessingFeedback,
)

from ..compat import none_if_null
from ..core.errors import DiachisoError
from ..core.geometry.ragged import paths
from ..core.house_numbers.gather import Place, largest_rings
from ..core.house_numbers.model import StreetPiece
from ..core.roles import LayerRole, guess_fields
from ..core.rules.local_metres import LocalMetres
from ..register.numbering import House, StreetRow
from .field_choice import refuse_personal_fields
from .layer_reader import CANCELLED, NO_CRS, plain_text
from .transforms import WGS84, Transform, crs

_MORE = {
    "alley": ("alley", "ngo", "ngo_hem", "hem", "kiet", "duong_ngo"),
    "address_id": ("address_id",),
    "code": ("code", "ma_dia_chi_so", "ma_dcs", "madcs"),
    "direction": ("direction", "huong", "huong_danh_so"),
    "locked": ("locked", "khoa", "da_khoa"),
    "width": ("width", "width_m", "be_rong", "chieu_rong", "rong", "lo_gioi"),
    "kind": ("kind", "fclass", "highway", "class", "loai", "loai_duong", "cap_duong"),
    "former_commune": ("former_commune_code", "former_commune", "ma_xa_cu", "xa_cu"),
}
_YES = {"1", "t", "true", "y", "yes", "có", "co", "x", "khóa", "khoa"}
HOUSE_FIELDS, STREET_FIELDS = ("number", "street", "alley", "commune_code", "address_id", "code"), (
    "street", "direction", "locked", "width", "kind", "commune_code", "former_commune",
)


def fields_of(
    source: QgsProcessingFeatureSource, role: LayerRole, chosen: Mapping[str, str], wanted: Sequence[str]
) -> dict[str, str]:
    """Field by what it says: as chosen, else by its name (DiachisoError for a personal one)."""
    refuse_personal_fields(chosen.values(), source.sourceName())
    names = [field.name() for field in source.fields()]
    guessed = guess_fields(names, role)
    by_name = {name.lower(): name for name in reversed(names)}
    found = {}
    for what in wanted:
        usual = next((by_name[name] for name in _MORE.get(what, ()) if name in by_name), "")
        field = chosen.get(what) or guessed.get(what, "") or usual
        if what == "street" and not field and role is LayerRole.street:
            field = guessed.get("name", "") or by_name.get("name", "") or by_name.get("ten", "")
        if field:
            found[what] = field
    return found


def read_places(
    source: QgsProcessingFeatureSource, fields: Mapping[str, str], context: QgsProcessingContext,
    feedback: QgsProcessingFeedback,
) -> list[Place]:  # fmt: skip
    """The houses (or lots) of a layer of points or polygons; those without a geometry stay among them."""
    rows, shapes = [], []
    for feature, texts in _features(source, fields, context, feedback):
        rows.append((feature.id(), texts))
        shapes.append(_wkb(feature))
    return [
        Place(
            place, ring, texts.get("street", ""), texts.get("number", ""), texts.get("alley", ""),
            texts.get("commune_code", ""), ref=fid, address_id=texts.get("address_id", ""),
            code=texts.get("code", ""),
        )
        for (fid, texts), (place, ring) in zip(rows, largest_rings(shapes))
    ]  # fmt: skip


def read_points(
    source: QgsProcessingFeatureSource, context: QgsProcessingContext, feedback: QgsProcessingFeedback
) -> list[tuple[float, float]]:
    """The positions of a layer, those that can be read."""
    shapes = (_wkb(feature) for feature, _ in _features(source, {}, context, feedback))
    return [place for place, _ in largest_rings(shapes) if place[0] == place[0]]


def read_pieces(
    source: QgsProcessingFeatureSource, fields: Mapping[str, str], context: QgsProcessingContext,
    feedback: QgsProcessingFeedback,
) -> list[StreetPiece]:  # fmt: skip
    """The streets of a layer of lines, in degrees."""
    found = []
    for feature, texts in _features(source, fields, context, feedback):
        wkb = _wkb(feature)
        lines = paths(wkb) if wkb else []
        if lines:
            found.append(
                StreetPiece(
                    texts.get("street", ""), lines, texts.get("kind", ""), _metres(texts.get("width", "")),
                    texts.get("direction", ""), texts.get("locked", "").lower() in _YES, texts.get("commune_code", ""),
                    texts.get("former_commune", ""),
                )
            )  # fmt: skip
    return found


def register_pieces(rows: Sequence[StreetRow]) -> list[StreetPiece]:
    """The streets of a register, in degrees."""
    return [
        StreetPiece(
            row.name, paths(row.wkb), direction=row.direction, locked=row.locked, commune=row.commune_code,
            former_commune=row.former_commune_code,
        )
        for row in rows
    ]  # fmt: skip


def register_places(rows: Sequence[House], context: QgsProcessingContext) -> list[Place]:
    """The houses of a register, with the outlines that it remembers."""
    rings = _outlines(rows, context)
    return [
        Place(
            row.lonlat, ring, row.street, row.number, row.alley, row.commune_code, row.fixed, row.door, -1,
            row.address_id, row.code,
        )
        for row, ring in zip(rows, rings)
    ]  # fmt: skip


def in_metres(pieces: Sequence[StreetPiece], plane: LocalMetres) -> list[StreetPiece]:
    """The streets on the plane of the houses."""
    return [
        StreetPiece(
            piece.name, [plane.xy(path) for path in piece.paths], piece.kind, piece.width, piece.direction,
            piece.locked, piece.commune, piece.former_commune,
        )
        for piece in pieces
    ]  # fmt: skip


def _outlines(rows: Sequence[House], context: QgsProcessingContext) -> list[Optional[np.ndarray]]:
    out: list[Optional[np.ndarray]] = [None] * len(rows)
    transforms: dict[str, Transform] = {}
    for k, (row, (_, ring)) in enumerate(zip(rows, largest_rings(row.footprint for row in rows))):
        if ring is None or not row.crs:
            continue
        if row.crs not in transforms:
            transforms[row.crs] = Transform(crs(row.crs), crs(WGS84), context.transformContext())
        out[k] = transforms[row.crs].points(ring)
    return out


def _features(
    source: QgsProcessingFeatureSource, fields: Mapping[str, str], context: QgsProcessingContext,
    feedback: QgsProcessingFeedback,
) -> Iterator[tuple[QgsFeature, dict[str, str]]]:  # fmt: skip
    if not source.sourceCrs().isValid():
        raise DiachisoError(NO_CRS, layer=source.sourceName())
    request = QgsFeatureRequest()
    request.setSubsetOfAttributes(list(dict.fromkeys(fields.values())), source.fields())
    request.setInvalidGeometryCheck(QgsFeatureRequest.InvalidGeometryCheck.GeometryNoCheck)
    if source.sourceCrs() != QgsCoordinateReferenceSystem(WGS84):
        request.setDestinationCrs(QgsCoordinateReferenceSystem(WGS84), context.transformContext())
    flag = QgsProcessingFeatureSource.Flag.FlagSkipGeometryValidityChecks
    for k, feature in enumerate(source.getFeatures(request, flag)):
        if k % 1000 == 0 and feedback.isCanceled():
            raise DiachisoError(CANCELLED)
        yield feature, {what: _text(feature.attribute(field)) for what, field in fields.items()}


def _text(value: Any) -> str:
    return plain_text(none_if_null(value))


def _wkb(feature: QgsFeature) -> Optional[bytes]:
    geometry = feature.geometry()
    return None if geometry.isNull() else bytes(geometry.asWkb())


def _metres(text: str) -> Optional[float]:
    try:
        return float(text.replace(",", ".").rstrip(" m")) if text else None
    except ValueError:
        return None
