"""Objects that may own an issued code: noted when codes are matched, held back when new ones are given."""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Callable

import numpy as np

from ..core.columns import TextColumn
from ..core.geometry import ragged
from ..core.geometry.engine import GeometryEngine
from ..core.objects import Objects
from ..register.official_candidates import Candidate
from ..register.staging import Table

Points = Callable[[np.ndarray], np.ndarray]
PLACES = 7  # decimals of a degree: about a centimetre


def held_objects(
    candidates: Sequence[Candidate], objects: Objects, to_work: Points, engine: GeometryEngine
) -> dict[int, tuple[str, ...]]:
    """Which objects of the layer the candidates are, by index, with the codes that may be theirs: those of their key,
    else those that hold their place.
    """
    if not candidates:
        return {}
    found: defaultdict[int, list[str]] = defaultdict(list)
    key = np.array([c.source_key.encode() for c in candidates], dtype=bytes)
    at = np.flatnonzero(np.isin(objects.side.key, key[key != b""]) & (objects.side.key != b""))
    of_key: defaultdict[bytes, list[int]] = defaultdict(list)
    for i in at.tolist():
        of_key[bytes(objects.side.key[i])].append(i)
    nameless = [k for k, c in enumerate(candidates) if c.source_key.encode() not in of_key]
    for k, i in _holding([candidates[k] for k in nameless], objects, to_work, engine):
        found[i].append(candidates[nameless[k]].code)
    for candidate in candidates:
        for i in of_key.get(candidate.source_key.encode(), ()):
            found[i].append(candidate.code)
    return {i: tuple(sorted(set(codes))) for i, codes in found.items()}


def _holding(
    candidates: Sequence[Candidate], objects: Objects, to_work: Points, engine: GeometryEngine
) -> list[tuple[int, int]]:
    """(index of a candidate, index of an object that holds its place)."""
    if not candidates:
        return []
    points = to_work(np.array([(c.lon, c.lat) for c in candidates], float))
    drawn = np.flatnonzero(np.isfinite(objects.side.box[:, 0]))
    i, j = engine.box_pairs(np.hstack([points, points]), objects.side.box[drawn])
    at = drawn[j]
    if len(at) == 0:
        return []
    rows, of_row = np.unique(at, return_inverse=True)
    shapes = ragged.decode([objects.side.wkb[r] for r in rows.tolist()])
    inside = ragged.contains_pairs(shapes, of_row, points[i])
    return list(zip(i[inside].tolist(), at[inside].tolist()))


def candidate_tables(
    conflicts: Mapping[str, Sequence[int]],
    others: Sequence[str],
    objects: Objects,
    to_lonlat: Points,
    before: Sequence[Candidate],
) -> dict[str, Table]:
    """The tables of an apply that note the candidates of each doubtful code and forget those of the others; none
    where the register says the same already.
    """
    pairs = [(code, o) for code in sorted(conflicts) for o in conflicts[code]]
    place = np.round(to_lonlat(objects.side.centre[np.array([o for _, o in pairs], np.int64)]), PLACES)
    now = [
        Candidate(code, bytes(objects.side.key[o]).decode(), lon, lat)
        for (code, o), (lon, lat) in zip(pairs, place.tolist())
    ]
    known = {c for c in before if c.code in conflicts or c.code in set(others)}
    if set(now) == known:
        return {}
    codes = sorted({c.code for c in known} | set(conflicts))
    return {
        "candidate_code": Table({"code": np.array(codes)}),
        "official_candidate": Table(
            {
                "code": TextColumn.of([c.code for c in now]), "source_key": TextColumn.of([c.source_key for c in now]),
                "lon": np.array([c.lon for c in now], float), "lat": np.array([c.lat for c in now], float),
            }
        ),
    }  # fmt: skip
