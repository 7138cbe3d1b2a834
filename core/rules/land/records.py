"""Rules on what a parcel's record says: its number, given once, and its area, as drawn."""
from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from ...units import Crosswalk, UnitTable
from ..catalogue import RuleBook
from ..hits import Hit
from .layer import COMMUNE, FORMER, NUMBER, OLD_NUMBER, SHEET, LandLayer
from .report import AREA, Report, metres


def record_hits(report: Report, book: RuleBook) -> Iterator[list[Hit]]:
    """Numbers given twice, and areas that differ from the record."""
    yield from _numbers(report, book)
    yield from _areas(report, book)


def _numbers(report: Report, book: RuleBook) -> Iterator[list[Hit]]:
    """The same sheet and number on two outlines. Until a merged commune is renumbered, its former communes each have
    their own: what is known of them only to lie in the merged one is told apart as information.
    """
    sure, doubtful = book.active("parcel_number_twice"), book.active("parcel_number_twice_merged")
    layer = report.layer
    if not layer.has(NUMBER) or (sure is None and doubtful is None):
        return
    scope, merged = _scopes(layer, report.commune)
    number = layer.text(NUMBER)
    key = np.column_stack([scope, _folded(layer, SHEET), _folded(layer, NUMBER)])
    rows = np.flatnonzero(number.codes >= 0)
    order = rows[np.lexsort((layer.fid[rows], layer.outline[rows], *key[rows].T[::-1]))]
    new = np.ones(len(order), bool)
    new[1:] = (key[order][1:] != key[order][:-1]).any(axis=1)
    start = np.flatnonzero(new)
    group = np.cumsum(new) - 1
    # One outline delivered twice is a duplicate, which has a rule of its own.
    same = ~new & (np.roll(layer.outline[order], 1) == layer.outline[order]) & layer.placed[order]
    several = np.bincount(group[~same], minlength=len(start)) > 1
    first = order[start][group]
    for rule, which in ((sure, ~merged), (doubtful, merged)):
        if rule is None:
            continue
        hit = several[group] & ~same & which[order]
        index, others = order[hit], first[hit]
        last = _second(order, start, group, same)[hit]
        others = np.where(others == index, last, others)
        sort = np.argsort(layer.fid[index], kind="stable")
        params = [
            {"sheet": layer.text(SHEET)[i] or "–", "number": number[i] or "", "other": int(layer.fid[other])}
            for i, other in zip(index[sort].tolist(), others[sort].tolist())
        ]
        yield from report.hits(rule, index[sort], params)


def _second(order: np.ndarray, start: np.ndarray, group: np.ndarray, same: np.ndarray) -> np.ndarray:
    """For each row the first of its group that is another outline than the group's first row; itself if none."""
    out = order[start].copy()
    other = np.flatnonzero(~same)
    other = other[~np.isin(other, start)][::-1]
    out[group[other]] = order[other]
    return out[group]


def _folded(layer: LandLayer, column: str) -> np.ndarray:
    """(n,) numbers of the texts as people compare them: "012" and "12" are one, and so are "a" and "A"."""
    text = layer.text(column).map(lambda value: "".join(value.split()).lstrip("0").lower() or "0")
    return text.codes.astype(np.int64)


def _scopes(layer: LandLayer, holding: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """(n,) a number for the commune within which each parcel's number is to be given once, and (n,) whether that is a
    merged commune whose parcels may still bear the numbers of before.
    """
    former, commune = layer.text(FORMER), layer.text(COMMUNE)
    renumbered = layer.text(OLD_NUMBER).codes >= 0
    merged_codes = _merged_codes(commune.values)
    known: dict[tuple[str, str], int] = {}
    scope = np.empty(layer.size, np.int64)
    merged = np.zeros(layer.size, bool)
    for i in range(layer.size):
        held = str(holding[i]) if len(holding) else ""
        now = commune[i] or held
        old = "" if renumbered[i] else former[i] or ""
        scope[i] = known.setdefault((old, "" if old else now), len(known))
        code = now if now.isdecimal() else held
        merged[i] = not old and not renumbered[i] and merged_codes.get(code, _merged_today(code))
    return scope, merged


def _merged_codes(codes: Sequence[str]) -> dict[str, bool]:
    """Which codes of a layer's own field are of merged communes: none where the field has codes of before the mergers,
    some of which today's communes have taken over.
    """
    table = UnitTable.load()
    found = [code for code in codes if code.isdecimal()]
    units = [unit for unit in map(table.by_code, found) if unit is not None]
    legacy = any(not unit.is_valid(None) for unit in units)
    return {code: not legacy and _merged_today(code) for code in found}


def _merged_today(code: str) -> bool:
    return len(Crosswalk.load().predecessors(code)) > 1


def _areas(report: Report, book: RuleBook) -> Iterator[list[Hit]]:
    rule = book.active("parcel_area")
    layer = report.layer
    if rule is None or not len(layer.recorded):
        return
    known = layer.sound & (layer.recorded > 0)
    off = np.abs(layer.area - np.where(known, layer.recorded, layer.area))
    allowed = np.maximum(rule.tolerance("area_m2"), rule.tolerance("share") * np.where(known, layer.recorded, 0.0))
    index = np.flatnonzero(known & (off > allowed))
    params = (
        {"recorded": metres(layer.recorded[i], AREA), "drawn": metres(layer.area[i], AREA),
         "difference": metres(off[i], AREA)}
        for i in index.tolist()
    )  # fmt: skip
    yield from report.hits(rule, index, params)
