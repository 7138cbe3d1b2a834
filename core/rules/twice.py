"""Rules across records: one code, one address text or one place on two of them."""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Optional

import numpy as np

from ..geometry.near_points import near_pairs
from ..patience import Check, watched
from ..text import compare_key
from .catalogue import Rule
from .frame import Frame
from .gathered import NO_NUMBER, Gathered, groups_of, mixed, told
from .hits import Hit
from .records import AddressReader
from .street_lines import Feet

_BUILDING, _PARCEL = 1, 2
_SHOWN = (
    "address_id", "stage", "commune_code", "code", "address_text", "house_number", "alley", "street", "settlement",
    "parent_id", "role", "room", "floor", "block", "building_name", "housing_area",
)  # fmt: skip


def code_twice(data: Gathered, reader: AddressReader, rule: Rule, check: Check) -> Iterator[Hit]:
    """`code_duplicate`: one code, whatever its case and blanks, on several addresses, retired ones included."""
    at = np.flatnonzero(data.code != 0)
    one, other = _twins(data.code[at])

    def tell(frame: Frame, row: int, twin: int, k: int) -> Iterator[Hit]:
        code = frame.values("code")[row]
        params = {"code": str(code), "other": _name(frame, twin)}
        yield frame.hit(rule, row, watched=(code,), params=params)

    yield from told(reader, data.bench.memory, data.fid[at[one]], data.fid[at[other]], _SHOWN, check, tell)


def text_twice(
    data: Gathered, reader: AddressReader, rule: Rule, feet: Feet, check: Check
) -> Iterator[Hit]:
    """`address_text_same`: one address, however written, on two records in use; a building and a parcel may share it.

    After a merger two streets or settlements of one name live in a commune: the former commune tells them apart.
    """
    asked = data.live & (data.kind != NO_NUMBER) & ((data.street != 0) | (data.settlement != 0))
    at = np.flatnonzero(asked)
    key = mixed(
        data.commune[at], data.number[at], data.street[at], data.settlement[at], data.unit[at],
        _former_of_streets(data, feet)[at], _former_of_settlements(data, at, check),
    )  # fmt: skip
    one, other = _conflicts(key, data.role[at], data.own[at], data.parent[at], False, check)

    def tell(frame: Frame, row: int, twin: int, k: int) -> Iterator[Hit]:
        text = frame.values("address_text")[row] or _parts(frame, row)
        seen = [frame.values(name)[row] for name in (*_SHOWN[5:], "commune_code")]
        yield frame.hit(rule, row, watched=seen, params={"text": text, "other": _name(frame, twin)})

    yield from told(reader, data.bench.memory, data.fid[at[one]], data.fid[at[other]], _SHOWN, check, tell)


def place_twice(data: Gathered, reader: AddressReader, rule: Rule, check: Check) -> Iterator[Hit]:
    """`position_same`: two records in use at one place, but for units of one parent and a building with its parcel."""
    tolerance = max(rule.tolerance("metres"), 0.001)
    at = np.flatnonzero(data.live & data.placed)
    cluster = _clusters(data.xy[at], tolerance)
    one, other = _conflicts(cluster, data.role[at], data.own[at], data.parent[at], True, check)

    def tell(frame: Frame, row: int, twin: int, k: int) -> Iterator[Hit]:
        seen = (float(frame.lon[row]), float(frame.lat[row]), frame.values("parent_id")[row])
        yield frame.hit(rule, row, watched=seen, params={"other": _name(frame, twin)})

    yield from told(reader, data.bench.memory, data.fid[at[one]], data.fid[at[other]], _SHOWN, check, tell)


def _twins(key: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Rows whose key others have, and another row of each."""
    order, start = groups_of(key)
    size = np.diff(start)
    several = np.repeat(size > 1, size)
    row = np.flatnonzero(several)
    first = np.repeat(start[:-1], size)[row]
    twin = np.where(row == first, row + 1, first)
    return order[row], order[twin]


def _conflicts(
    key: np.ndarray, role: np.ndarray, own: np.ndarray, parent: np.ndarray, families: bool,
    check: Check,
) -> tuple[np.ndarray, np.ndarray]:
    """Rows that share their key with one that they may not share it with, and such a one.

    A building and a parcel may; so may the members of a family (`families`: a parent and its units).
    """
    order, start = groups_of(key)
    size = np.diff(start)
    crowded = np.flatnonzero(size > 1)
    family = np.where(parent != 0, parent, own) if families else own
    ones: list[int] = []
    others: list[int] = []
    for group in watched(crowded.tolist(), check, 2_000):
        members = order[start[group]: start[group + 1]]
        if (family[members] == family[members[0]]).all():
            continue
        members = members[np.argsort(members)]
        for row in watched(members.tolist(), check, 5_000):
            twin = _first_conflict(row, members, role, family, parent, own)
            if twin is not None:
                ones.append(row)
                others.append(twin)
    return np.asarray(ones, np.int64), np.asarray(others, np.int64)


def _first_conflict(
    row: int, members: np.ndarray, role: np.ndarray, family: np.ndarray, parent: np.ndarray, own: np.ndarray
) -> Optional[int]:
    mine = int(role[row])
    for low in range(0, len(members), 256):  # most often the first few tell
        some = members[low: low + 256]
        apart = (family[some] != family[row]) & (some != row)
        apart &= (own[some] != parent[row]) & (parent[some] != own[row])
        if mine in (_BUILDING, _PARCEL):
            apart &= role[some] != _BUILDING + _PARCEL - mine
        if apart.any():
            return int(some[int(np.argmax(apart))])
    return None


def _clusters(xy: np.ndarray, tolerance: float) -> np.ndarray:
    """A number (n,) that points within the tolerance of each other share; chains of near points share one."""
    if len(xy) == 0:
        return np.zeros(0, np.int64)
    fine = np.round((xy - xy.min(axis=0)) / (tolerance / 4)).astype(np.int64)  # bounds what stands in one cell
    places, which = np.unique(fine[:, 0] * (int(fine[:, 1].max()) + 1) + fine[:, 1], return_inverse=True)
    which = which.reshape(-1)
    first = np.zeros(len(places), np.int64)
    first[which[::-1]] = np.arange(len(xy))[::-1]
    i, j = near_pairs(xy[first], tolerance)
    label = np.arange(len(places))
    while len(i):
        low = np.minimum(label[i], label[j])
        before = label.copy()
        np.minimum.at(label, label[i], low)
        np.minimum.at(label, label[j], low)
        label = label[label]
        if (label == before).all():
            break
    return label[which]


def _former_of_streets(data: Gathered, feet: Feet) -> np.ndarray:
    """A number of the former commune of each address's street (n,), where streets of one name have several."""
    table = data.bench.streets
    codes = {code: k + 1 for k, code in enumerate(sorted({s.former_commune_code or "" for s in table.streets}))}
    of_street = np.array([codes[s.former_commune_code or ""] for s in table.streets] + [0])
    several = np.array([len({of_street[k] for k in group}) > 1 for group in table.groups] + [False])
    return np.where(several[data.group], of_street[feet.street], 0)


def _former_of_settlements(data: Gathered, at: np.ndarray, check: Check) -> np.ndarray:
    """A number (k,) of which of several settlements of one name in one commune the addresses `at` lie in; 0 else."""
    rows: dict[tuple[str, int], list[int]] = defaultdict(list)
    settlements = data.bench.reference.settlements
    for number, settlement in enumerate(settlements):
        rows[settlement.commune_code or "", hash(compare_key(settlement.name or ""))].append(number)
    out = np.zeros(len(at), np.int64)
    communes = data.bench.memory.dictionary("commune_code")
    for (commune, key), numbers in rows.items():
        if len({settlements[k].former_commune_code for k in numbers}) < 2:
            continue
        check()
        code = int(communes.encode([commune])[0])
        here = np.flatnonzero((data.settlement[at] == key) & (data.commune[at] == code) & data.placed[at])
        for number in numbers:
            polygon = data.plane.polygon(settlements[number].wkb)
            if len(here) and polygon:
                out[here[data.bench.reference.engine.covers(polygon, data.xy[at[here]])]] = number + 1
    return out


def _name(frame: Frame, row: int) -> str:
    """How another record is called: its code and text."""
    if row < 0:
        return "–"
    code, text = frame.values("code")[row], frame.values("address_text")[row] or _parts(frame, row)
    return " · ".join(filter(None, (code, text))) or str(frame.values("address_id")[row])


def _parts(frame: Frame, row: int) -> str:
    parts = (frame.values(name)[row] for name in ("house_number", "alley", "street", "settlement"))
    return " ".join(str(part) for part in parts if part)
