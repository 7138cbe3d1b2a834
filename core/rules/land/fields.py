"""Which fields of a land layer the rules look at: as a person says, else by their names."""
from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Optional

import numpy as np

from ...land.field_map import VOLATILE
from ...resources import read_json
from ...roles import LayerRole, guess_fields
from ..catalogue import RuleSubject
from .layer import CLASS, COMMUNE, FORMER, NAME, NUMBER, OLD_NUMBER, SHEET

KEY, RECORDED = "key", "recorded"
_SHAPEFILE_WIDTH = 10
_GUESSED = {
    RuleSubject.parcel: {SHEET: ("map_sheet",), NUMBER: ("map_parcel",), OLD_NUMBER: ("certificate_parcel",)},
    RuleSubject.building: {CLASS: ("object_class",)},
    RuleSubject.commune: {NAME: ("commune",)},
}
_ROLES = {
    RuleSubject.parcel: LayerRole.parcel, RuleSubject.building: LayerRole.building,
    RuleSubject.commune: LayerRole.commune,
}  # fmt: skip
_UNITS = (1e6, 1e4, 1.0)  # square kilometres, hectares, square metres


@dataclass(frozen=True)
class LandFields:
    """The field of the layer for each text column of a LandLayer (`texts`), for its `key` and its `recorded` area."""

    texts: Mapping[str, str] = field(default_factory=dict)
    key: str = ""
    recorded: str = ""

    def names(self) -> list[str]:
        """Every field that is read."""
        return list(dict.fromkeys([*self.texts.values(), *filter(None, (self.key, self.recorded))]))


def find_fields(names: Sequence[str], subject: RuleSubject, chosen: Mapping[str, str]) -> LandFields:
    """The fields of a layer; `chosen` by column (or `key`, `recorded`) wins over names."""
    guessed = guess_fields(names, _ROLES[subject])
    texts: dict[str, Optional[str]] = {
        column: next((guessed[role] for role in roles if role in guessed), None)
        for column, roles in {
            COMMUNE: ("commune_code", "commune"), **_GUESSED[subject]
        }.items()
    }  # fmt: skip
    if subject is RuleSubject.parcel:
        texts[FORMER] = _find(names, "former_commune")
    key = guessed.get("id", "")
    if key.lower() in VOLATILE or subject is RuleSubject.commune:
        key = ""
    area = {RuleSubject.parcel: "recorded_area", RuleSubject.commune: "official_area"}.get(subject, "")
    recorded = (_find(names, area) or "") if area else ""
    texts.update({column: name for column, name in chosen.items() if column not in (KEY, RECORDED) and name})
    return LandFields(
        {column: name for column, name in texts.items() if name}, chosen.get(KEY) or key,
        chosen.get(RECORDED) or recorded,
    )  # fmt: skip


def in_square_metres(recorded: np.ndarray, drawn: np.ndarray) -> np.ndarray:
    """Official areas (n,) of communes in m²; the unit that fits what is drawn best is the one they are in."""
    both = (recorded > 0) & (drawn > 0)
    if not both.any():
        return recorded
    off = [abs(float(np.median(np.log(recorded[both] * unit / drawn[both])))) for unit in _UNITS]
    return recorded * _UNITS[int(np.argmin(off))]


def _find(names: Sequence[str], meaning: str) -> Optional[str]:
    squeezed = {_squeeze(name): name for name in reversed(names)}
    aliases = _aliases()[meaning]
    exact = next((squeezed[alias] for alias in aliases if alias in squeezed), None)
    if exact is not None:
        return exact
    cut = [name for name in names if len(name) == _SHAPEFILE_WIDTH]  # as a Shapefile cuts them
    return next((name for alias in aliases for name in cut if alias.startswith(_squeeze(name))), None)


def _squeeze(name: str) -> str:
    plain = "".join(c for c in unicodedata.normalize("NFD", name.lower()) if not unicodedata.combining(c))
    return "".join(re.findall(r"[a-z0-9]+", plain.replace("đ", "d")))


@lru_cache(maxsize=1)
def _aliases() -> dict[str, tuple[str, ...]]:
    data = read_json("profiles", "land", "fields.json")
    return {key: tuple(map(_squeeze, names)) for key, names in data.items() if not key.startswith("_")}
