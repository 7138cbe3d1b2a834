"""Which commune an object belongs to: by position, by the larger part on a border, else marked as a guess."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Callable, Optional

import numpy as np

from .geometry import ragged
from .geometry.engine import GeometryEngine

CELL = 64.0  # metres; few buildings are larger, and few cells hold a border


class CommuneMethod(IntEnum):
    """How an object's commune was found (value of `address.commune_method`)."""

    NONE = 0
    INSIDE = 1
    OVERLAP = 2
    FIELD = 3
    NEAREST = 4

    @property
    def column_value(self) -> Optional[str]:
        """What the register stores."""
        return None if self is CommuneMethod.NONE else self.name.lower()


@dataclass(frozen=True)
class Commune:
    """A commune as the register knows it; `wkb` is its area in the metric CRS of the work, b'' where there is none."""

    code: str
    name: str
    postcode: str
    province_code: str
    province: str
    wkb: bytes


def _cell_ids(column: np.ndarray, row: np.ndarray) -> np.ndarray:
    return (column.astype(np.int64) << 32) ^ (row.astype(np.int64) & 0xFFFFFFFF)


class CommuneIndex:
    """Finds communes for many objects: whole cells without a border are answered once, only objects near one singly."""

    def __init__(self, communes: Sequence[Commune], engine: GeometryEngine) -> None:
        # By code, so that a point on a shared border falls to the same commune whatever the order of the layer.
        self.communes = tuple(sorted(communes, key=lambda c: c.code))
        self._engine = engine
        shapes = ragged.decode([c.wkb for c in self.communes])
        self._boxes = ragged.bounds(shapes)
        self._border_cells = self._cells_of_borders(shapes)

    @staticmethod
    def _cells_of_borders(shapes: ragged.Ragged) -> np.ndarray:
        """Sorted ids of all cells that a border may touch."""
        found: list[np.ndarray] = []
        for first, last in zip(shapes.ring[:-1], shapes.ring[1:]):
            xy = shapes.xy[first:last]
            if len(xy) < 2:
                continue
            length = np.hypot(*(xy[1:] - xy[:-1]).T)
            pieces = np.maximum(np.ceil(length / CELL).astype(np.int64), 1)
            # Every border is cut into pieces no longer than a cell, so a piece's box covers at most 2 x 2 cells.
            segment = np.repeat(np.arange(len(pieces)), pieces)
            nth = np.arange(len(segment)) - np.repeat(np.cumsum(pieces) - pieces, pieces)
            step = (xy[1:] - xy[:-1])[segment] / pieces[segment][:, None]
            start = np.floor((xy[:-1][segment] + step * nth[:, None]) / CELL)
            end = np.floor((xy[:-1][segment] + step * (nth[:, None] + 1)) / CELL)
            for columns in (start[:, 0], end[:, 0]):
                for rows in (start[:, 1], end[:, 1]):
                    found.append(np.unique(_cell_ids(columns, rows)))
        return np.unique(np.concatenate(found)) if found else np.zeros(0, np.int64)

    def _in_border_cell(self, column: np.ndarray, row: np.ndarray) -> np.ndarray:
        if len(self._border_cells) == 0:
            return np.zeros(len(column), bool)
        ids = _cell_ids(column, row)
        at = np.searchsorted(self._border_cells, ids)
        return self._border_cells[np.minimum(at, len(self._border_cells) - 1)] == ids

    def is_near(self, boxes: np.ndarray, tolerance: float) -> bool:
        """Whether any of the boxes (n, 4) lies within `tolerance` metres of a commune's box; False: the CRS is wrong.
        """
        drawn = boxes[np.isfinite(boxes[:, 0])]
        return any(
            bool(
                (
                    (drawn[:, 0] <= c[2] + tolerance) & (drawn[:, 2] >= c[0] - tolerance)
                    & (drawn[:, 1] <= c[3] + tolerance) & (drawn[:, 3] >= c[1] - tolerance)
                ).any()
            )
            for c in self._boxes
        )  # fmt: skip

    def at_points(self, xy: np.ndarray) -> np.ndarray:
        """Index of the commune that holds each point (n, 2), -1 where none does; on a shared border the lower code."""
        out = np.full(len(xy), -1, np.int32)
        for i, box in enumerate(self._boxes):
            near = np.flatnonzero(
                (out < 0) & (xy[:, 0] >= box[0]) & (xy[:, 1] >= box[1]) & (xy[:, 0] <= box[2]) & (xy[:, 1] <= box[3])
            )
            if len(near):
                out[near[self._engine.covers(self.communes[i].wkb, xy[near])]] = i
        return out

    def locate(
        self,
        boxes: np.ndarray,
        position: np.ndarray,
        shape_of: Callable[[int], Optional[bytes]],
        hint: Callable[[int], int],
        tolerance: float,
    ) -> tuple[np.ndarray, np.ndarray]:
        """Commune index (n,) and CommuneMethod (n,) of objects.

        `boxes` (n, 4) and `position` (n, 2) in metres; `shape_of(i)` the object's valid WKB; `hint(i)` the commune
        index that the layer itself names, or -1; `tolerance` in metres for objects outside all communes.
        """
        n = len(position)
        low, high = np.floor(boxes[:, :2] / CELL), np.floor(boxes[:, 2:] / CELL)
        small = ((high - low) <= 1).all(axis=1)
        near_border = ~small
        for columns in (low[:, 0], high[:, 0]):
            for rows in (low[:, 1], high[:, 1]):
                near_border |= self._in_border_cell(columns, rows)
        out = np.full(n, -1, np.int32)
        plain = np.flatnonzero(~near_border)
        if len(plain):
            # No border in an object's cells: all of a cell lies in one commune, so one point answers for all.
            cells, first, which = np.unique(
                _cell_ids(low[plain, 0], low[plain, 1]), return_index=True, return_inverse=True
            )
            out[plain] = self.at_points(position[plain[first]])[which.reshape(-1)]
        close = np.flatnonzero(near_border)
        out[close] = self.at_points(position[close])
        method = np.where(out >= 0, CommuneMethod.INSIDE, CommuneMethod.NONE).astype(np.uint8)
        self._larger_part(close[self._straddles(close, boxes, out)], boxes, shape_of, out, method)
        for i in np.flatnonzero(out < 0):
            hinted = hint(int(i))
            if hinted >= 0:
                out[i], method[i] = hinted, CommuneMethod.FIELD
        self._nearest(position, tolerance, out, method)
        return out, method

    def _straddles(self, close: np.ndarray, boxes: np.ndarray, out: np.ndarray) -> np.ndarray:
        """Which of the objects near a border have a corner of their box in another commune than their position (or in
        none).
        """
        across = out[close] < 0
        for x, y in ((0, 1), (2, 1), (0, 3), (2, 3)):
            inside = np.flatnonzero(~across)
            across[inside] = self.at_points(boxes[close[inside]][:, [x, y]]) != out[close[inside]]
        return across

    def _larger_part(
        self,
        close: np.ndarray,
        boxes: np.ndarray,
        shape_of: Callable[[int], Optional[bytes]],
        out: np.ndarray,
        method: np.ndarray,
    ) -> None:
        """Objects across a border go to the commune that holds most of them."""
        drawn = np.flatnonzero(np.isfinite(self._boxes[:, 0]))
        pair_object, pair_commune = self._engine.box_pairs(boxes[close], self._boxes[drawn])
        pair_commune = drawn[pair_commune]
        several = np.bincount(pair_object, minlength=len(close))[pair_object] > 1
        objects, communes = close[pair_object[several]], pair_commune[several]
        shapes = [shape_of(int(i)) for i in objects]
        keep = np.array([s is not None for s in shapes], bool)
        objects, communes = objects[keep], communes[keep]
        shares = self._engine.overlap_area(
            [s for s in shapes if s is not None], [self.communes[int(c)].wkb for c in communes]
        )
        best: dict[int, tuple[float, int]] = {}
        holders: dict[int, int] = {}
        for i, c, share in zip(objects.tolist(), communes.tolist(), np.round(shares, 3).tolist()):
            if share <= 0:
                continue
            holders[i] = holders.get(i, 0) + 1
            if share > best.get(i, (0.0, 0))[0]:
                best[i] = (share, c)
        for i, count in holders.items():
            if count > 1:
                out[i], method[i] = best[i][1], CommuneMethod.OVERLAP

    def _nearest(self, position: np.ndarray, tolerance: float, out: np.ndarray, method: np.ndarray) -> None:
        """Objects in no commune (floating houses, gaps between polygons) go to the nearest one within the tolerance."""
        lost = np.flatnonzero(out < 0)
        best = np.full(len(lost), np.inf)
        for c, box in enumerate(self._boxes):
            gap = np.maximum(np.maximum(box[:2] - position[lost], position[lost] - box[2:]), 0)
            near = np.flatnonzero(np.hypot(gap[:, 0], gap[:, 1]) <= tolerance)
            if len(near) == 0:
                continue
            distance = np.round(self._engine.distance(self.communes[c].wkb, position[lost[near]]), 3)
            closer = (distance <= tolerance) & (distance < best[near])
            best[near[closer]] = distance[closer]
            out[lost[near[closer]]] = c
            method[lost[near[closer]]] = CommuneMethod.NEAREST
