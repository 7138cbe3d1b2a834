"""The town a month later: what a monthly update (biến động) does to buildings and parcels, truth beside."""

from __future__ import annotations

import math
import random
from collections.abc import Iterator
from dataclasses import dataclass, replace

import sample_town as town
from sample_records import Building, Parcel
from sample_town import HOUSE, Ring

SHIFT = (0.24, 0.18)  # 0.3 m: a re-survey from another control point


@dataclass(frozen=True)
class Changed:
    """A row of the later layer: what it became and from what (old ids, comma-separated)."""

    row: Building
    truth: str
    truth_from: str


@dataclass(frozen=True)
class ChangedParcel:
    """A parcel of the later layer; truth_from holds `sheet/number` of before, comma-separated."""

    row: Parcel
    truth: str
    truth_from: str


def _shifted(building: Building, dx: float, dy: float) -> Building:
    parts = tuple(
        tuple([(x + dx, y + dy) for x, y in ring] for ring in part) for part in building.parts or ()
    )
    return replace(building, parts=parts)


def _between(a: town.Point, b: town.Point, t: float) -> town.Point:
    return a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t


def cut(ring: Ring, share: float) -> tuple[Ring, Ring]:
    """A quadrilateral cut across its depth: the front with the given share, and the back."""
    a, b, c, d = ring[:4]
    left, right = _between(a, d, share), _between(b, c, share)
    return [a, b, right, left, a], [left, right, c, d, left]


def join(first: Ring, second: Ring) -> Ring:
    """Two neighbouring quadrilaterals whose fronts are in line, the second after the first."""
    return [first[0], first[1], second[0], second[1], second[2], second[3], first[2], first[3], first[0]]


def _neighbours(houses: list[Building]) -> list[tuple[Building, Building]]:
    """Pairs of plain houses wall to wall: the end of one front is the beginning of the next."""
    begins = {tuple(round(v, 1) for v in b.parts[0][0][0]): b for b in houses if b.parts}
    pairs = []
    for b in houses:
        after = begins.get(tuple(round(v, 1) for v in b.parts[0][0][1])) if b.parts else None
        if after is not None and after.street == b.street:
            pairs.append((b, after))
    return pairs


def buildings(before: list[Building], plan: town.Town) -> tuple[list[Changed], list[str]]:
    """The later layer, and the ids of the demolished."""
    rng = random.Random(town.SEED + 5)
    plain = [b for b in before if b.kind == HOUSE and b.street and b.case is None]
    kind: dict[str | None, str] = {}
    for b in plain:
        if b.street == "Trầm Hương":
            kind[b.bld_id] = "resurveyed"
        elif b.street == "Phượng Vĩ":
            kind[b.bld_id] = "resurveyed_new_id"
    free = [b for b in plain if b.bld_id not in kind]
    partner: dict[str | None, Building] = {}
    for first, second in rng.sample(_neighbours(free), 24):
        if len(partner) < 6 and first.bld_id not in kind and second.bld_id not in kind:
            kind[first.bld_id], kind[second.bld_id] = "merged", "merged_away"
            partner[first.bld_id] = second
    for truth, count in (("split", 6), ("demolished", 10), ("rebuilt", 8)):
        for b in rng.sample([b for b in free if b.bld_id not in kind], count):
            kind[b.bld_id] = truth
    for b in rng.sample([b for b in before if b.case == "rural"], 3):
        kind[b.bld_id] = "moved"

    fresh = iter(f"C{n:04d}" for n in range(1, 1000))
    out: list[Changed] = []
    for b in before:
        truth = kind.get(b.bld_id, "unchanged") if b.bld_id else "unchanged"
        out += _later(b, truth, partner.get(b.bld_id), fresh, len(out))
    gone = [b.bld_id or "" for b in before if kind.get(b.bld_id) == "demolished"]
    empty = [lot for lot in plan.lots if lot.house and not lot.built]
    for lot in rng.sample(empty, 15):
        row = Building(next(fresh), HOUSE, ((lot.house or [],),), lot.number, lot.street, floors=3)
        out.append(Changed(row, "new", ""))
    used = {(c.row.street, c.row.number) for c in out}
    lot = next(lot for lot in empty if (lot.street, lot.number) not in used)
    reused = Building(gone[0], HOUSE, ((lot.house or [],),), lot.number, lot.street, floors=1)
    out.append(Changed(reused, "id_reused", ""))  # an old id on another house: must not inherit its code
    rng.shuffle(out)
    return out, gone


def _later(
    b: Building, truth: str, partner: Building | None, fresh: Iterator[str], turn: int
) -> list[Changed]:
    old = b.bld_id or ""
    if truth in ("demolished", "merged_away"):
        return []
    if truth == "resurveyed":
        return [Changed(_shifted(b, *SHIFT), truth, old)]
    if truth == "resurveyed_new_id":
        return [Changed(replace(_shifted(b, *SHIFT), bld_id=next(fresh)), truth, old)]
    if truth == "moved":
        return [Changed(_shifted(b, 0.0, 4.5), truth, old)]
    ring = b.parts[0][0] if b.parts else []
    if truth == "split":
        front, back = cut(ring, 0.6)
        keeps = old if turn % 2 else next(fresh)
        rest = replace(b, bld_id=next(fresh), parts=((back,),), number=f"{b.number}A")
        return [Changed(replace(b, bld_id=keeps, parts=((front,),)), truth, old), Changed(rest, truth, old)]
    if truth == "merged" and partner is not None and partner.parts:
        keeps = old if turn % 2 else next(fresh)
        row = replace(
            b,
            bld_id=keeps,
            parts=((join(ring, partner.parts[0][0]),),),
            number=f"{b.number}-{partner.number}",
        )
        return [Changed(row, truth, f"{old},{partner.bld_id}")]
    if truth == "rebuilt":
        front, _ = cut(ring, 0.55)
        return [Changed(replace(b, bld_id=next(fresh), parts=((front,),), floors=5), truth, old)]
    return [Changed(b, "unchanged", old)]


def parcels(before: list[Parcel]) -> list[ChangedParcel]:
    """Six parcels split, four pairs merged, one whole sheet renumbered."""
    rng = random.Random(town.SEED + 6)
    renumbered = max(p.sheet for p in before)
    plain = [p for p in before if p.sheet != renumbered and p.case is None and len(p.ring) == 5]
    split = {(p.sheet, p.number) for p in rng.sample([p for p in plain if p.land_use == "ONT"], 6)}
    merged: dict[tuple[int, int], Parcel] = {}
    for p, q in zip(plain, plain[1:]):
        apart = math.dist(p.ring[1], q.ring[0])
        if apart < 0.3 and len(merged) < 4 and rng.random() < 0.2 and (p.sheet, p.number) not in merged:
            merged[(p.sheet, p.number)] = q
    away = {(q.sheet, q.number) for q in merged.values()}
    last = {s: max(p.number for p in before if p.sheet == s) for s in {p.sheet for p in before}}
    out: list[ChangedParcel] = []
    for p in before:
        key, old = (p.sheet, p.number), f"{p.sheet}/{p.number}"
        if key in away and key not in merged:
            continue
        if key in split:
            last[p.sheet] += 2
            for ring, number in zip(cut(p.ring, 0.55), (last[p.sheet] - 1, last[p.sheet])):
                out.append(ChangedParcel(replace(p, ring=ring, number=number), "split", old))
        elif key in merged:
            q = merged[key]
            last[p.sheet] += 1
            row = replace(p, ring=join(p.ring, q.ring), number=last[p.sheet])
            out.append(ChangedParcel(row, "merged", f"{old},{q.sheet}/{q.number}"))
        elif p.sheet == renumbered:
            row = replace(p, number=p.number + 500, old_sheet=p.sheet, old_number=p.number)
            out.append(ChangedParcel(row, "renumbered", old))
        else:
            out.append(ChangedParcel(p, "unchanged", old))
    return out
