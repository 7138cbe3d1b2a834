"""Streets as one line each: their pieces joined, two carriageways as one, interrupted ones in order."""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Optional

import numpy as np

from ..numbering import canonical_number
from ..patience import Check, never_asked, watched
from ..street_names import street_key
from ..text import ascii_key
from .chains import chains
from .line import Line, Way
from .model import StreetPiece
from .rules import NumberingRules

_ALLEY_WORDS = ("ngo", "ngach", "hem", "kiet")
_NEAR = 0.5  # metres: lines that come so near meet
_STEP = 20.0  # metres between the places at which two lines are compared
_SIDE_BY_SIDE = 0.7  # share of a carriageway that runs beside the other
WIDTH = {"trunk": 24.0, "primary": 20.0, "secondary": 14.0, "tertiary": 10.0, "residential": 7.0,
         "unclassified": 6.0,
         "living_street": 5.0, "service": 4.0, "pedestrian": 4.0, "track": 3.0, "footway": 2.0,
         "path": 2.0}  # fmt: skip
PLAIN_WIDTH, ALLEY_WIDTH = 7.0, 3.0


@dataclass(frozen=True)
class Axis:
    """A street to be numbered along `line`; `voids` (from, to): stretches along it where no house can stand.

    An alley has a `level` above 0, the axis (`parent`) that it opens to, and where: `mouth` along and side of that.
    `direction`: as a person wrote it. `own_name`: the number that an alley bears on the map.
    """

    name: str
    line: Way
    locked: bool = False
    width: float = PLAIN_WIDTH
    knows_width: bool = False
    direction: str = ""
    communes: frozenset[str] = frozenset()
    voids: tuple[tuple[float, float], ...] = ()
    level: int = 0
    parent: int = -1
    mouth: float = 0.0
    mouth_left: bool = False
    own_name: str = ""
    turned: bool = False
    """Whether it was turned round after the mouths of its alleys were measured."""


def alley_name(name: str) -> str:
    """The number that an alley's name says, such as 12/5 of "Ngách 12/5"; '' for a street's name."""
    key = ascii_key(name)
    if not key.startswith(_ALLEY_WORDS) or not any(c.isdigit() for c in key):
        return ""
    return canonical_number(_head(name)).rstrip("/")


def _head(name: str) -> str:
    """"Ngõ 12 Trần Phú" without the street."""
    words = name.split()
    last = max(k for k, word in enumerate(words) if any(c.isdigit() for c in word))
    return " ".join(words[: last + 1])


def street_axes(
    pieces: Sequence[StreetPiece], rules: NumberingRules, check: Check = never_asked
) -> tuple[list[Axis], dict[str, list[int]]]:
    """The named streets, and the numbers of those of each name (by `street_key`)."""
    by_key: dict[str, list[StreetPiece]] = defaultdict(list)
    for piece in pieces:
        key = street_key(piece.name)
        if key and not alley_name(piece.name):
            by_key[key].append(piece)
    axes: list[Axis] = []
    of_key: dict[str, list[int]] = {}
    for key in sorted(by_key):
        check()
        found = _of_name(by_key[key], rules)
        of_key[key] = list(range(len(axes), len(axes) + len(found)))
        axes += found
    return _with_voids(axes, check), of_key


def _of_name(pieces: Sequence[StreetPiece], rules: NumberingRules) -> list[Axis]:
    """The streets of one name."""
    paths = [path for piece in pieces for path in piece.paths]
    owner = [piece for piece in pieces for _ in piece.paths]
    lines = [Line(chain) for chain in chains(paths, rules.join)]
    if not lines:
        return []
    members = _members(lines, paths, owner)
    return [
        _axis([lines[k] for k in group], [piece for k in group for piece in members[k]], rules)
        for group in _clusters(lines, members, rules)
    ]


def _members(
    lines: Sequence[Line], paths: Sequence[np.ndarray], owner: Sequence[StreetPiece]
) -> list[list[StreetPiece]]:
    """The pieces of each line."""
    found: list[list[StreetPiece]] = [[] for _ in lines]
    if len(lines) == 1:
        return [list(owner)]
    for path, piece in zip(paths, owner):
        if len(path) and np.isfinite(path).all():
            middle = path[len(path) // 2][None]
            found[int(np.argmin([line.feet(middle).distance[0] for line in lines]))].append(piece)
    return found


def _clusters(
    lines: Sequence[Line], members: Sequence[Sequence[StreetPiece]], rules: NumberingRules
) -> list[list[int]]:
    """Lines that are one street: near ones, and those of one commune, unless the register tells them apart."""
    tags = [{(piece.commune, piece.former_commune) for piece in found} for found in members]
    group = list(range(len(lines)))
    for i in range(len(lines)):
        for j in range(i):
            if group[i] == group[j]:
                continue
            known = [any(commune for commune, _ in tag) for tag in (tags[i], tags[j])]
            same = bool(tags[i] & tags[j])
            if (all(known) and same) or (not (all(known) and not same) and _gap(lines[i], lines[j]) <= rules.bridge):
                old, new = max(group[i], group[j]), min(group[i], group[j])
                group = [new if g == old else g for g in group]
    return [[k for k, g in enumerate(group) if g == number] for number in sorted(set(group))]


def _gap(one: Line, other: Line) -> float:
    """The least distance between two lines, looked at from the vertices of both."""
    a, b = one.box, other.box
    apart = max(a[0] - b[2], b[0] - a[2], a[1] - b[3], b[1] - a[3])
    if apart > 5000:
        return apart
    return float(min(one.feet(other.xy).distance.min(), other.feet(one.xy).distance.min()))


def _axis(lines: Sequence[Line], pieces: Sequence[StreetPiece], rules: NumberingRules) -> Axis:
    """One street of its lines, the longest first."""
    way, apart = _in_order(lines, rules)
    widths = [w for piece in pieces if (w := width_of(piece, rules)) is not None]
    return Axis(
        name=pieces[0].name,
        line=way,
        locked=any(piece.locked for piece in pieces),
        width=max(widths, default=PLAIN_WIDTH) + 2 * apart,
        knows_width=bool(widths),
        direction=next((piece.direction for piece in pieces if piece.direction.strip()), ""),
        communes=frozenset(piece.commune for piece in pieces if piece.commune),
        voids=way.voids,
    )


def width_of(piece: StreetPiece, rules: NumberingRules) -> Optional[float]:
    """A piece's width in metres: its own, else that of its kind; None where neither is known."""
    if piece.width is not None and piece.width > 0:
        return piece.width
    kind = piece.kind.lower()
    return rules.widths.get(kind, WIDTH.get(kind.replace("_link", "")))


def _in_order(lines: Sequence[Line], rules: NumberingRules) -> tuple[Way, float]:
    """The lines one after the other, along the longest; those beside it are its other carriageway and left out.

    Also how far apart (m) the carriageways are.
    """
    main = lines[0]
    apart = 0.0
    before: list[Line] = []
    after: list[Line] = []
    for line in lines[1:]:
        beside = (_beside(line, other, rules.carriageways) for other in (main, *before, *after))
        gaps = [gap for gap in beside if gap is not None]
        if gaps:
            apart = max(apart, min(gaps))
            continue
        ends = main.feet(line.xy[[0, -1]])
        near = int(ends.distance.argmin())
        at = float(ends.along[near])
        onward = line if near == 0 else line.turned()  # its nearer end first
        if at <= 1.0:
            before.append(onward.turned())
        else:  # beyond the end, or a branch whose houses come last
            after.append(onward)
    start, end = main.xy[0], main.xy[-1]
    before.sort(key=lambda line: -float(np.hypot(*(line.xy[-1] - start))))
    after.sort(key=lambda line: float(np.hypot(*(line.xy[0] - end))))
    return Way((*before, main, *after), len(before)), apart


def _beside(line: Line, main: Line, distance: float) -> Optional[float]:
    """How far off (m) a line runs beside the main one; None where it does not."""
    places = np.array([line.at(a) for a in np.linspace(0, line.length, max(int(line.length / _STEP), 4))])
    feet = main.feet(places)
    within = (feet.distance <= distance) & (feet.along > 0) & (feet.along < main.length)
    # A side branch leaves the street: it does not get on along it. A roundabout is the street's own.
    gets_on = abs(feet.along[-1] - feet.along[0]) >= 0.5 * line.length
    goes_round = bool(np.hypot(*line.chord) < 1.0)
    if within.mean() < _SIDE_BY_SIDE or not (gets_on or goes_round):
        return None
    return float(np.median(feet.distance[within]))


def _with_voids(axes: Sequence[Axis], check: Check) -> list[Axis]:
    """The axes with the crossings of other streets, where no house can stand."""
    out = []
    boxes = np.array([axis.line.box for axis in axes]).reshape(-1, 4)
    for k, axis in enumerate(watched(axes, check, 100)):
        box = axis.line.box
        near = np.flatnonzero(
            (boxes[:, 0] <= box[2]) & (boxes[:, 2] >= box[0]) & (boxes[:, 1] <= box[3]) & (boxes[:, 3] >= box[1])
        )
        voids = list(axis.voids)
        for other in near.tolist():
            if other != k:
                half = axes[other].width / 2
                voids += [(at - half, at + half) for at in crossings(axis.line, axes[other].line)]
        out.append(replace(axis, voids=_merged(voids)))
    return out


def _merged(spans: Sequence[tuple[float, float]]) -> tuple[tuple[float, float], ...]:
    """The stretches without overlaps, in order."""
    found: list[tuple[float, float]] = []
    for low, high in sorted(spans):
        if found and low <= found[-1][1]:
            found[-1] = found[-1][0], max(high, found[-1][1])
        else:
            found.append((low, high))
    return tuple(found)


def crossings(way: Way, other: Way) -> list[float]:
    """Where along a way another one crosses or meets it (m)."""
    found = [
        begin + at
        for begin, line in zip(way.begins, way.lines)
        for their in other.lines
        for at in _crossings(line, their)
    ]
    return sorted(set(np.round(found, 2).tolist()))


def _crossings(line: Line, other: Line) -> list[float]:
    """The same for two single lines; parallel segments do not cross."""
    a, b = line.box, other.box
    if a[0] > b[2] + _NEAR or a[2] < b[0] - _NEAR or a[1] > b[3] + _NEAR or a[3] < b[1] - _NEAR:
        return []
    theirs = np.minimum(other.xy[:-1], other.xy[1:]), np.maximum(other.xy[:-1], other.xy[1:])
    near = np.flatnonzero(((theirs[0] <= np.array(a[2:]) + _NEAR) & (theirs[1] >= np.array(a[:2]) - _NEAR)).all(axis=1))
    d, e = np.diff(line.xy, axis=0)[:, None], np.diff(other.xy, axis=0)[None, near]
    off = other.xy[None, near] - line.xy[:-1, None]
    cross = d[..., 0] * e[..., 1] - d[..., 1] * e[..., 0]
    size, length = np.hypot(d[..., 0], d[..., 1]), np.hypot(e[..., 0], e[..., 1])
    with np.errstate(divide="ignore", invalid="ignore"):
        t = (off[..., 0] * e[..., 1] - off[..., 1] * e[..., 0]) / cross
        s = (off[..., 0] * d[..., 1] - off[..., 1] * d[..., 0]) / cross
        over, beyond = _NEAR / size, _NEAR / length
        hit = (np.abs(cross) > 1e-9) & (t >= -over) & (t <= 1 + over) & (s >= -beyond) & (s <= 1 + beyond)
    row, _ = np.nonzero(hit)
    return (line.way[row] + np.clip(t[hit], 0, 1) * size[row, 0]).tolist()
