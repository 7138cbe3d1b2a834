"""What rules across records keep of each address: some numbers, so that a million of them take little room."""
from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np

from ..numbering import canonical_number, full_number
from ..patience import Check
from ..street_names import street_key
from ..text import compare_key
from .frame import Frame, Memory
from .hits import Hit
from .local_metres import LocalMetres
from .records import AddressReader
from .rule_set import STREET, Bench
from .streets import Known

COLUMNS = (
    "address_id", "parent_id", "role", "stage", "object_class", "code", "commune_code", "street", "settlement",
    "house_number", "alley", "room", "floor", "block", "building_name", "housing_area",
)  # fmt: skip
_UNIT = ("room", "floor", "block", "building_name", "housing_area")
_NUMBER = ("house_number", "alley")
_ROLES = {"building": 1, "parcel": 2}
_BATCH = 4_000  # records told at a time, with another one each

NEAR, NEAR_SPELT = 1, 2
NO_NUMBER, PLAIN, IN_ALLEY = 0, 1, 2


@dataclass
class Gathered:
    """Arrays (n,) in the order of the register; texts as 64-bit hashes of this run, 0 for none."""

    bench: Bench
    parts: dict[str, list[np.ndarray]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        memory = self.bench.memory
        self._group = memory.per_value(_group_of(self.bench), *STREET, dtype=np.int32)
        self._same_name = memory.per_value(_same_name_of(self.bench), *STREET, dtype=np.int32)
        self._asked_near = memory.per_value(_asked_near(self.bench), *STREET, dtype=np.int8)
        self._main = memory.per_value(_main_number, *_NUMBER, dtype=np.int64)
        self._kind = memory.per_value(_kind, *_NUMBER, dtype=np.int8)
        self._number = memory.per_value(_number_hash, *_NUMBER, dtype=np.int64)
        self._street = memory.per_value(_hashed(street_key), "street", dtype=np.int64)
        self._settlement = memory.per_value(_hashed(compare_key), "settlement", dtype=np.int64)
        self._unit = memory.per_value(_unit_hash, *_UNIT, dtype=np.int64)
        self._role = memory.per_value(lambda role: _ROLES.get(role, 0), "role", dtype=np.int8)

    def add(self, frame: Frame) -> None:
        """Keep what a chunk says."""
        numbers = frame.numbers(*_NUMBER)
        found = {
            "fid": frame.fid, "lon": frame.lon, "lat": frame.lat, "live": frame.live,
            "commune": frame.numbers("commune_code"), "object_class": frame.numbers("object_class"),
            "role": self._role.of(frame.numbers("role")),
            "group": self._group.of(frame.numbers(*STREET)),
            "same_name": self._same_name.of(frame.numbers(*STREET)),
            "asked_near": self._asked_near.of(frame.numbers(*STREET)), "main": self._main.of(numbers),
            "kind": self._kind.of(numbers), "number": self._number.of(numbers),
            "street": self._street.of(frame.numbers("street")),
            "settlement": self._settlement.of(frame.numbers("settlement")),
            "unit": self._unit.of(frame.numbers(*_UNIT)), "code": _hashes(frame.values("code"), _code_key),
            "own": _hashes(frame.values("address_id")), "parent": _hashes(frame.values("parent_id")),
        }  # fmt: skip
        for name, values in found.items():
            self.parts.setdefault(name, []).append(values)

    def __getattr__(self, name: str) -> np.ndarray:
        parts = self.__dict__.get("parts", {})
        if name not in parts:
            raise AttributeError(name)
        if len(parts[name]) > 1:
            parts[name] = [np.concatenate(parts[name])]
        whole: np.ndarray = parts[name][0]
        return whole

    @property
    def size(self) -> int:
        """How many addresses there are."""
        return sum(map(len, self.parts.get("fid", [])))

    @cached_property
    def plane(self) -> LocalMetres:
        """Metres around the addresses."""
        return LocalMetres(self.lat)

    @cached_property
    def xy(self) -> np.ndarray:
        """Positions (n, 2) in metres; NaN where there is none."""
        xy = self.plane.xy(np.column_stack([self.lon, self.lat]))
        xy[~(np.isfinite(xy).all(axis=1) & (np.abs(self.lon) <= 180) & (np.abs(self.lat) <= 90))] = np.nan
        return xy

    @cached_property
    def placed(self) -> np.ndarray:
        """Which addresses have a position on earth (n,) bool."""
        return np.isfinite(self.xy[:, 0])


Tell = Callable[[Frame, int, int, int], Iterable[Hit]]
"""(frame, row of the address, row of the other one or -1, number k of the pair) → its hits."""


def told(
    reader: AddressReader, memory: Memory, fid: np.ndarray, other: np.ndarray, columns: Sequence[str], check: Check,
    tell: Tell,
) -> Iterator[Hit]:
    """The hits on some addresses, whose columns are read once more; `other` fids (-1 none) are read with them."""
    order = np.argsort(fid, kind="stable")
    for low in range(0, len(order), _BATCH):
        check()
        at = order[low: low + _BATCH]
        both = np.unique(np.concatenate([fid[at], other[at][other[at] >= 0]]))
        frame = Frame(reader.pick(both, columns), memory)
        row_of = {number: row for row, number in enumerate(frame.fid.tolist())}
        for k, one, second in zip(at.tolist(), fid[at].tolist(), other[at].tolist()):
            if one in row_of:
                yield from tell(frame, row_of[one], row_of.get(second, -1), k)


def mixed(*columns: np.ndarray) -> np.ndarray:
    """One 64-bit number for each row of several columns of numbers (n,) int64."""
    out = np.zeros(len(columns[0]), np.uint64)
    with np.errstate(over="ignore"):
        for column in columns:
            out = (out ^ column.astype(np.int64).view(np.uint64)) * np.uint64(0x9E3779B97F4A7C15)
            out ^= out >> np.uint64(29)
            out *= np.uint64(0xBF58476D1CE4E5B9)
            out ^= out >> np.uint64(32)
    return out.view(np.int64)


def groups_of(key: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Rows in the order of their key, and where each key begins (with the end): (n,), (k + 1,)."""
    order = np.argsort(key, kind="stable")
    ranked = key[order]
    first = np.flatnonzero(np.concatenate([[True], ranked[1:] != ranked[:-1]])) if len(order) else np.zeros(0, np.int64)
    return order, np.append(first, len(order))


def _group_of(bench: Bench) -> Callable[[Any], int]:
    return lambda pair: bench.streets.find(*pair).group if pair and pair[1] else -1


def _same_name_of(bench: Bench) -> Callable[[Any], int]:
    return lambda pair: bench.streets.find(*pair).same_name if pair and pair[1] else -1


def _asked_near(bench: Bench) -> Callable[[Any], int]:
    """Whether only other communes have a street of that name, so that the position must be asked: NEAR, or NEAR_SPELT
    where they write it otherwise; 0 else.
    """

    def judge(pair: Any) -> int:
        meaning = bench.streets.find(*pair) if pair and pair[1] else None
        if meaning is None or meaning.known is not Known.unknown or meaning.same_name < 0:
            return 0
        table = bench.streets
        return NEAR if pair[1] in {table.streets[k].name for k in table.names[meaning.same_name]} else NEAR_SPELT

    return judge


def _canonical(pair: Any) -> str:
    if not pair:
        return ""
    number, alley = (value if isinstance(value, str) else None for value in pair)
    return canonical_number(full_number(number, alley)) if number else ""


def _main_number(pair: Any) -> int:
    """The house's own number: the last one of an alley's path, the first one of 7-9; -1 for none."""
    digits = ""
    for char in _canonical(pair).rpartition("/")[2]:
        if not char.isdecimal():
            break
        digits += char
    return int(digits) if digits and len(digits) < 10 else -1


def _kind(pair: Any) -> int:
    canonical = _canonical(pair)
    if not any(map(str.isdecimal, canonical)):
        return NO_NUMBER
    return IN_ALLEY if "/" in canonical or pair[1] else PLAIN if canonical[0].isdecimal() else NO_NUMBER


def _number_hash(pair: Any) -> int:
    canonical = _canonical(pair)
    return hash(canonical) if any(map(str.isdecimal, canonical)) else 0


def _unit_hash(parts: Any) -> int:
    keys = tuple(compare_key(part) if isinstance(part, str) else "" for part in parts or ())
    return hash(keys) if any(keys) else 0


def _hashed(key: Callable[[str], str]) -> Callable[[Any], int]:
    return lambda text: hash(key(text)) if isinstance(text, str) and text.strip() else 0


def _hashes(values: Sequence[Any], key: Callable[[Any], Any] | None = None) -> np.ndarray:
    listed = values if key is None else map(key, values)
    return np.fromiter((0 if value is None else hash(value) for value in listed), np.int64, len(values))


def _code_key(code: Any) -> Any:
    return code.strip().upper() if isinstance(code, str) else code
