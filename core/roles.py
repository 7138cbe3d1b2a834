"""What a layer is and what its fields mean, read from their names; aliases are data (fields/aliases.json)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from typing import Optional

from .resources import read_json

_SHAPEFILE_WIDTH = 10  # a Shapefile cuts field names here, and tells equal ones apart by a number at the end


class LayerRole(str, Enum):
    """What a layer of the land office or the registry holds."""

    building = "building"
    parcel = "parcel"
    commune = "commune"
    settlement = "settlement"
    street = "street"
    official = "official"


# Geometry types that a role may have, and how well they fit.
_GEOMETRY: dict[LayerRole, dict[str, float]] = {
    LayerRole.building: {"polygon": 0.2, "point": 0.05},
    LayerRole.parcel: {"polygon": 0.2},
    LayerRole.commune: {"polygon": 0.2},
    LayerRole.settlement: {"polygon": 0.2},
    LayerRole.street: {"line": 0.35},
    LayerRole.official: {"point": 0.2, "none": 0.15},
}
# What a field role tells about the layer.
_EVIDENCE: dict[LayerRole, dict[str, float]] = {
    LayerRole.building: {"number": 0.2, "street": 0.1, "object_class": 0.1},
    LayerRole.parcel: {"map_sheet": 0.25, "map_parcel": 0.25, "land_use": 0.15},
    LayerRole.commune: {"commune_code": 0.2, "commune": 0.15, "postcode": 0.1, "unit_type": 0.1},
    LayerRole.settlement: {"settlement": 0.3},
    LayerRole.street: {"street": 0.15},
    LayerRole.official: {"code": 0.3, "number": 0.05, "street": 0.05},
}
_NAME_WEIGHT, _NAME_PER_WORD, _EXTRA_FIELD = 0.4, 0.05, 0.1
_LEAST, _MANY_COMMUNES = 0.35, 5000
# Two roles nearer than this cannot be told apart with any confidence.
_MARGIN = 0.1


@dataclass(frozen=True)
class _Aliases:
    fields: dict[str, tuple[str, ...]]
    layer_fields: dict[str, dict[str, tuple[str, ...]]]
    layers: dict[str, tuple[tuple[str, ...], ...]]
    place_names: tuple[tuple[str, ...], ...]
    field_evidence: dict[str, frozenset[str]]
    personal: tuple[tuple[str, ...], ...]


def guess_role(
    layer_name: str, geometry: str, fields: Sequence[str], feature_count: Optional[int] = None
) -> tuple[Optional[LayerRole], float]:
    """Return the likely role of a layer and how sure that is (0-1); (None, 0.0) if nothing speaks for any.

    `geometry` is 'point', 'line', 'polygon' or 'none'; `feature_count` helps to tell communes from many small areas.
    """
    scores: dict[LayerRole, float] = {}
    words = _without_places(_words(layer_name))
    squeezed = {_squeeze(field) for field in fields}
    found = guess_fields(fields)
    for role, fits in _GEOMETRY.items():
        if geometry in fits:
            named = _name_score(role, words)
            shown = _field_score(role, found, squeezed)
            if named or shown:  # geometry alone tells nothing
                scores[role] = fits[geometry] + named + shown
    if feature_count is not None and feature_count > _MANY_COMMUNES and LayerRole.commune in scores:
        scores[LayerRole.commune] -= _NAME_WEIGHT
    ranked = sorted(scores.items(), key=lambda item: -item[1])
    if not ranked or ranked[0][1] < _LEAST:
        return None, 0.0
    role, best = ranked[0]
    confidence = min(best, 1.0)
    if len(ranked) > 1 and best - ranked[1][1] < _MARGIN:
        confidence /= 2
    return role, round(confidence, 2)


def guess_fields(fields: Sequence[str], role: Optional[LayerRole] = None) -> dict[str, str]:
    """Return {field role: field name} for the fields whose meaning their names tell, one field per field role.

    With a layer role, general names mean what they mean there: `code` and `name` of a commune layer are
    `commune_code` and `commune`. Personal fields have no field role.
    """
    found: dict[str, str] = {}
    free = [field for field in fields if not _is_personal(field)]
    by_name: dict[str, str] = {}
    for field in free:
        by_name.setdefault(_squeeze(field), field)
    aliases = _aliases()
    special = aliases.layer_fields.get(role.value, {}) if role else {}
    for field_role, names in [*aliases.fields.items(), *special.items()]:
        match = next((by_name[name] for name in names if name in by_name), None)
        if match is not None:
            found.setdefault(field_role, match)
    for field_role in special:
        _drop_shared(found, field_role)
    if role in (LayerRole.parcel, LayerRole.official) and is_bare_name(found.get("name", "")):
        del found["name"]  # on such layers most often the owner's
    taken = set(found.values())
    for field in free:
        if field not in taken:
            cut = _cut_role(field)
            if cut is not None:
                found.setdefault(cut, field)
    return found


def is_bare_name(field: str) -> bool:
    """Whether a field says only "name": of an object, or of its owner, which is personal. A person must choose it."""
    return _squeeze(field) in ("name", "namevi", "ten")


def personal_fields(fields: Sequence[str]) -> list[str]:
    """Return the fields that seem to hold personal data (owner, identity card, phone …), in the given order."""
    return [field for field in fields if _is_personal(field)]


def _is_personal(field: str) -> bool:
    squeezed = _squeeze(field).rstrip("0123456789")
    words = tuple(word.rstrip("0123456789") for word in _words(field))
    personal = _aliases().personal
    if any(squeezed == "".join(alias) or _within(alias, words) for alias in personal):
        return True
    start = _cut_start(field)
    return start is not None and not _cut_roles(start) and any("".join(alias).startswith(start) for alias in personal)


def _drop_shared(found: dict[str, str], special_role: str) -> None:
    # A commune layer's `name` is its commune's name and nothing else.
    field = found.get(special_role)
    for other in [key for key, value in found.items() if value == field and key != special_role]:
        del found[other]


def _cut_role(field: str) -> Optional[str]:
    """The role of a field name that a Shapefile has cut: SoHieuToBa, and SoHieuTo_1 for the second one like it."""
    start = _cut_start(field)
    roles = _cut_roles(start) if start else []
    if not roles:
        return None
    return roles[-1] if field[-1].isdecimal() else roles[0]


def _cut_start(field: str) -> Optional[str]:
    if len(field) != _SHAPEFILE_WIDTH:
        return None
    return _squeeze(re.sub(r"_\d$", "", field))


def _cut_roles(start: str) -> list[str]:
    return [role for role, names in _aliases().fields.items() if any(name.startswith(start) for name in names)]


def _name_score(role: LayerRole, words: tuple[str, ...]) -> float:
    # A longer phrase says more: "ranh_gioi_xa" against "xa" in "xa_ninh_hoa_thua_dat".
    phrases = _aliases().layers[role.value]
    lengths = [len(phrase) for phrase in phrases if _within(phrase, words) or "".join(phrase) in words]
    return _NAME_WEIGHT + _NAME_PER_WORD * (max(lengths) - 1) if lengths else 0.0


def _field_score(role: LayerRole, found: Mapping[str, str], squeezed: set[str]) -> float:
    known = sum(weight for field_role, weight in _EVIDENCE[role].items() if field_role in found)
    extra = len(squeezed & _aliases().field_evidence.get(role.value, frozenset()))
    return known + _EXTRA_FIELD * min(extra, 2)


def _without_places(words: tuple[str, ...]) -> tuple[str, ...]:
    # "nha" is a house, but not in Nha Trang.
    for place in _aliases().place_names:
        for start in range(len(words) - len(place), -1, -1):
            if words[start: start + len(place)] == place:
                words = words[:start] + words[start + len(place):]
    return words


def _within(phrase: tuple[str, ...], words: tuple[str, ...]) -> bool:
    size = len(phrase)
    return any(words[start: start + size] == phrase for start in range(len(words) - size + 1))


@lru_cache(maxsize=4096)
def _words(name: str) -> tuple[str, ...]:
    """The words of "SoHieuToBanDo", "so_hieu_to_ban_do" or "Số hiệu tờ bản đồ", in lower-case ASCII."""
    plain = "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c))
    parted = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", plain.replace("đ", "d").replace("Đ", "D"))
    return tuple(re.findall(r"[a-z]+\d*|\d+", parted.lower()))


def _squeeze(name: str) -> str:
    return "".join(_words(name))


@lru_cache(maxsize=1)
def _aliases() -> _Aliases:
    data = read_json("profiles", "fields", "aliases.json")

    def squeezed(table: Mapping[str, Iterable[str]]) -> dict[str, tuple[str, ...]]:
        return {role: tuple(map(_squeeze, names)) for role, names in table.items()}

    return _Aliases(
        fields=squeezed(data["fields"]),
        layer_fields={layer: squeezed(table) for layer, table in data["layer_fields"].items()},
        layers={role: tuple(map(_words, names)) for role, names in data["layers"].items()},
        place_names=tuple(map(_words, data["place_names"])),
        field_evidence={role: frozenset(names) for role, names in squeezed(data["field_evidence"]).items()},
        personal=tuple(map(_words, data["personal"])),
    )
