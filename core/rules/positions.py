"""Rules: an address has a position, within its commune, and on the building or parcel that it came from."""
from __future__ import annotations

from collections.abc import Iterator
from typing import Optional

import numpy as np

from ..communes import Commune, CommuneIndex
from ..geometry import ragged
from ..geometry.watched_engine import WatchedEngine
from ..patience import Check
from .catalogue import Rule
from .frame import Frame, rows
from .gathered import Gathered, told
from .hits import Hit
from .records import AddressReader, Virtual
from .rule_set import Bench

_OUTLINE, _CRS = Virtual.footprint.value, Virtual.footprint_crs.value
# Positions that a person or the registry chose: they may stand before a door.
_GIVEN = ("official", "given", "entrance")
_AFLOAT = frozenset({"floating_house", "fish_raft"})  # outside every commune polygon by nature
_SHOWN = ("address_id", "stage", "commune_code", "address_text", "object_class")


class Positions:
    """`position_missing`, `position_outside_building`, `position_outside_parcel`."""

    def __init__(self, bench: Bench) -> None:
        self._missing = bench.rule("position_missing")
        self._project = bench.reference.project
        outside = {role: bench.rule(f"position_outside_{role}") for role in ("building", "parcel")}
        self._outside: dict[str, Rule] = {role: rule for role, rule in outside.items() if rule and self._project}
        more = ("role", "position_method", _OUTLINE, _CRS) if self._outside else ()
        self.columns: tuple[str, ...] = ("address_id", "stage", *more) if self._missing or more else ()

    def hits(self, frame: Frame) -> Iterator[Hit]:
        """Addresses without a position, or off the outline that they came from."""
        if not self.columns:
            return
        nowhere = ~(np.isfinite(frame.lon) & np.isfinite(frame.lat))
        nowhere |= (np.abs(np.nan_to_num(frame.lon)) > 180) | (np.abs(np.nan_to_num(frame.lat)) > 90)
        if self._missing:
            for row in rows(nowhere & frame.live):
                yield frame.hit(self._missing, row, watched=("nowhere",))
        if self._outside:
            yield from self._off_outlines(frame, frame.live & ~nowhere & frame.there(_OUTLINE))

    def _off_outlines(self, frame: Frame, asked: np.ndarray) -> Iterator[Hit]:
        crs, outlines = frame.objects(_CRS), frame.objects(_OUTLINE)
        roles, methods = frame.values("role"), frame.values("position_method")
        at = np.flatnonzero(asked)
        for name in sorted({str(c) for c in crs[at].tolist() if c}):
            of_crs = at[np.asarray(crs[at] == name, bool)]
            xy = self._project(name, np.column_stack([frame.lon[of_crs], frame.lat[of_crs]])) if self._project else None
            if xy is None:
                continue
            gap = _off(outlines[of_crs].tolist(), xy)
            for k in np.flatnonzero(gap > 0).tolist():
                row = int(of_crs[k])
                rule = self._outside.get(str(roles[row]))
                if rule is None:
                    continue
                limit = rule.tolerance("given_metres" if methods[row] in _GIVEN else "metres")
                if gap[k] > limit:
                    seen = (float(frame.lon[row]), float(frame.lat[row]), _hex(outlines[row]))
                    yield frame.hit(rule, row, watched=seen, params={"metres": round(float(gap[k]), 1)})


def _off(outlines: list[Optional[bytes]], xy: np.ndarray) -> np.ndarray:
    """Distance of each point to its polygon (n,): 0 inside, and where there is no polygon that can be read."""
    shapes = ragged.decode([bytes(outline) if outline else None for outline in outlines])
    solid = (shapes.kind == ragged.Kind.POLYGON) & np.isfinite(xy).all(axis=1)
    index = np.flatnonzero(solid)
    outside = index[~ragged.contains_pairs(shapes, index, xy[index])]
    gap = np.zeros(len(outlines))
    gap[outside] = np.nan_to_num(ragged.distance_pairs(shapes, outside, xy[outside]))
    return gap


def _hex(outline: Optional[bytes]) -> str:
    return "" if not outline else bytes(outline).hex()


def in_communes(data: Gathered, reader: AddressReader, check: Check) -> Iterator[Hit]:
    """`position_other_commune`, `position_outside_communes`: positions against the polygons of today's communes."""
    bench = data.bench
    other, outside = bench.rule("position_other_commune"), bench.rule("position_outside_communes")
    units = [u for u in bench.reference.units if u.level == "commune" and u.wkb and bench.units.valid(u.code) is u]
    communes = [Commune(u.code, u.full_name, "", "", "", data.plane.polygon(u.wkb)) for u in units]
    communes = [commune for commune in communes if commune.wkb]
    if not communes or (other is None and outside is None) or data.size == 0:
        return
    engine = WatchedEngine(bench.reference.engine, check)
    index = CommuneIndex(communes, engine)
    found = np.full(data.size, -1, np.int64)
    placed = np.flatnonzero(data.live & data.placed)
    for low in range(0, len(placed), 200_000):
        check()
        at = placed[low: low + 200_000]
        xy = data.xy[at]
        found[at], _ = index.locate(np.hstack([xy, xy]), xy, lambda i: None, lambda i: -1, 0.0)
    codes = bench.memory.dictionary("commune_code")
    number = codes.encode([commune.code for commune in index.communes])
    known = np.isin(data.commune, number)
    astray = placed[(found[placed] >= 0) & known[placed]]
    astray = astray[number[found[astray]] != data.commune[astray]]
    if other is not None:
        yield from _elsewhere(data, reader, other, index, number, found, astray, check)
    if outside is not None:
        lost = placed[found[placed] < 0]
        afloat = bench.memory.dictionary("object_class").encode(sorted(_AFLOAT))
        lost = lost[~np.isin(data.object_class[lost], afloat)]
        yield from _nowhere(data, reader, outside, index, number, lost, check)


def _elsewhere(
    data: Gathered, reader: AddressReader, rule: Rule, index: CommuneIndex, number: np.ndarray, found: np.ndarray,
    astray: np.ndarray, check: Check,
) -> Iterator[Hit]:
    """Positions in another commune than the recorded one, farther from that than the tolerance."""
    gap = _gap(data, index, number, astray, check)
    astray, gap = astray[gap > rule.tolerance("metres")], gap[gap > rule.tolerance("metres")]
    names = {int(n): c.name for n, c in zip(number, index.communes)}

    def tell(frame: Frame, row: int, twin: int, k: int) -> Iterator[Hit]:
        at = int(astray[k])
        params = {
            "commune": names[int(data.commune[at])], "other": index.communes[int(found[at])].name,
            "metres": round(float(gap[k])),
        }  # fmt: skip
        seen = (float(frame.lon[row]), float(frame.lat[row]), frame.values("commune_code")[row])
        yield frame.hit(rule, row, watched=seen, params=params)

    yield from told(reader, data.bench.memory, data.fid[astray], np.full(len(astray), -1), _SHOWN, check, tell)


def _nowhere(
    data: Gathered, reader: AddressReader, rule: Rule, index: CommuneIndex, number: np.ndarray, lost: np.ndarray,
    check: Check,
) -> Iterator[Hit]:
    """Positions in no commune at all, farther from the recorded one than the tolerance."""
    gap = _gap(data, index, number, lost, check)
    far = ~(gap <= rule.tolerance("metres"))
    lost, gap = lost[far], gap[far]

    def tell(frame: Frame, row: int, twin: int, k: int) -> Iterator[Hit]:
        params = {"metres": round(float(gap[k])) if np.isfinite(gap[k]) else "–"}
        seen = (float(frame.lon[row]), float(frame.lat[row]), frame.values("commune_code")[row])
        yield frame.hit(rule, row, watched=seen, params=params)

    yield from told(reader, data.bench.memory, data.fid[lost], np.full(len(lost), -1), _SHOWN, check, tell)


def _gap(data: Gathered, index: CommuneIndex, number: np.ndarray, at: np.ndarray, check: Check) -> np.ndarray:
    """Metres from addresses to their recorded commune (k,); infinite where that is not known."""
    gap = np.full(len(at), np.inf)
    for k, commune in enumerate(index.communes):
        here = np.flatnonzero(data.commune[at] == number[k])
        for low in range(0, len(here), 20_000):
            check()
            some = here[low: low + 20_000]
            gap[some] = data.bench.reference.engine.distance(commune.wkb, data.xy[at[some]])
    return gap
