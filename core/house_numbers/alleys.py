"""Alleys: nameless lines (or "Ngõ 12") that open to a street or to another alley, and the numbers that name them."""
from __future__ import annotations

from collections.abc import Sequence
from typing import Optional

import numpy as np

from ..patience import Check, never_asked, watched
from .axes import ALLEY_WIDTH, Axis, alley_name, crossings, width_of
from .chains import chains
from .line import Line, Way
from .model import StreetPiece
from .rules import NumberingRules

_WIDEST = 6.0  # metres of an alley, whatever the kind of its line says
_OFTEN = 500
_SHORT = 8.0  # metres: what is shorter is no alley but a drawing error


def alley_axes(
    pieces: Sequence[StreetPiece], streets: Sequence[Axis], rules: NumberingRules, check: Check = never_asked
) -> list[Axis]:
    """The alleys of the streets, level by level, each running from its mouth; `parent` counts streets, then these."""
    if rules.alley_levels == 0:
        return []
    mouths = _Mouths(streets, rules)
    open_lines: list[tuple[Line, str]] = []
    width: dict[str, float] = {}
    for name, group in _by_name(pieces, rules).items():
        check()
        width[name] = max((w for piece in group if (w := width_of(piece, rules)) is not None), default=ALLEY_WIDTH)
        drawn = [path for piece in group for path in piece.paths]
        paths = [part for path in watched(drawn, check, _OFTEN) for part in _cut(path, mouths)]
        ends = mouths.meet([place for path in watched(paths, check, _OFTEN) for place in (path[0], path[-1])], check)
        lines = [Line(chain) for chain in chains(paths, rules.join, ends, check)]
        open_lines += [(line, name) for line in lines if line.length > _SHORT]
    found: list[Axis] = []
    parents = list(range(len(streets)))
    for level in range(1, rules.alley_levels + 1):
        check()
        mouths = _Mouths([*streets, *found], rules, parents)
        rest: list[tuple[Line, str]] = []
        this: list[Axis] = []
        for line, name in open_lines:
            check()
            mouth = mouths.of(line)
            if mouth is None:
                rest.append((line, name))
                continue
            end, parent, along, left = mouth
            way = Way((line if end == 0 else line.turned(),))
            this.append(
                Axis(
                    name=mouths.axes[parent].name, line=way, width=min(width[name], _WIDEST), level=level,
                    parent=parent, mouth=along, mouth_left=left, own_name=name,
                )
            )  # fmt: skip
        parents = list(range(len(streets) + len(found), len(streets) + len(found) + len(this)))
        found += this
        open_lines = rest
        if not this:
            break
    return found


def _by_name(pieces: Sequence[StreetPiece], rules: NumberingRules) -> dict[str, list[StreetPiece]]:
    """Pieces that may be alleys, by the number that they bear on the map ('' none)."""
    kinds = {kind.lower() for kind in rules.alley_kinds}
    found: dict[str, list[StreetPiece]] = {}
    for piece in pieces:
        name = alley_name(piece.name)
        if name or (not piece.name.strip() and piece.kind.lower() in kinds):
            found.setdefault(name, []).append(piece)
    return found


def _cut(path: np.ndarray, mouths: _Mouths) -> list[np.ndarray]:
    """A path cut where it crosses streets: on the other side it is another alley."""
    path = np.asarray(path, float)
    if len(path) < 2 or not np.isfinite(path).all():
        return []
    line = Line(path)
    if not line.length:
        return []
    met = {a for axis in mouths.near(line) for a in crossings(Way((line,)), axis.line)}
    at = sorted(a for a in met if 1.0 < a < line.length - 1.0)
    parts = []
    for low, high in zip([0.0, *at], [*at, line.length]):
        inner = (line.way > low) & (line.way < high)
        parts.append(np.vstack([line.at(low), path[inner], line.at(high)]))
    return parts


class _Mouths:
    """Where lines open to axes; only to those of `parents` (numbers of axes; all without)."""

    def __init__(
        self, axes: Sequence[Axis], rules: NumberingRules, parents: Optional[Sequence[int]] = None
    ) -> None:
        self.axes, self._rules = axes, rules
        self._parents = np.array(range(len(axes)) if parents is None else parents, np.int64)
        self._boxes = np.array([axes[k].line.box for k in self._parents]).reshape(-1, 4)

    def near(self, line: Line) -> list[Axis]:
        """The axes whose boxes touch the line's."""
        return [self.axes[k] for k in self._near(np.array(line.box))]

    def _near(self, box: np.ndarray) -> list[int]:
        reach, boxes = self._rules.mouth, self._boxes
        touch = (
            (boxes[:, 0] <= box[2] + reach) & (boxes[:, 2] >= box[0] - reach)
            & (boxes[:, 1] <= box[3] + reach) & (boxes[:, 3] >= box[1] - reach)
        )  # fmt: skip
        return [int(k) for k in self._parents[touch]]

    def meet(self, places: Sequence[np.ndarray], check: Check) -> list[bool]:
        """Whether each place lies on one of the axes."""
        return [
            any(self.axes[k].line.feet(place[None]).distance[0] <= self._rules.join
                for k in self._near(np.array([*place, *place])))
            for place in watched(places, check, _OFTEN)
        ]  # fmt: skip

    def of(self, line: Line) -> Optional[tuple[int, int, float, bool]]:
        """Where a line opens: which end of it (0, 1), to which axis, how far along that, on which side; None nowhere.

        Of two mouths that at the wider street is taken, else the nearer one.
        """
        best: Optional[tuple[tuple[float, ...], tuple[int, int, float, bool]]] = None
        for end in (0, 1):
            place = line.xy[0 if end == 0 else -1]
            inside = line.at(min(10.0, line.length / 2) if end == 0 else max(line.length - 10.0, line.length / 2))
            for k in self._near(np.array([*place, *place])):
                axis = self.axes[k]
                feet = axis.line.feet(np.array([place, inside]))
                gap = float(feet.distance[0])
                if gap > self._rules.mouth or feet.distance[1] <= gap:
                    continue  # it does not leave the street there
                rank = (-axis.width, round(gap, 2), float(k), float(end))
                if best is None or rank < best[0]:
                    best = rank, (end, k, float(feet.along[0]), bool(feet.left[1]))
        return None if best is None else best[1]
