"""A packed R-tree: its nodes made by numpy along a Hilbert curve and written into SQLite's shadow tables at once.

Row by row SQLite takes ten times as long for a million points (and GDAL 3.6 no less).
"""
from __future__ import annotations

import sqlite3

import numpy as np

from ..core.hilbert import hilbert_index
from .bulk_insert import insert_rows
from .gpkg import rtree_name
from .sql import Sql, build, ident

_CELL = np.dtype([("id", ">i8"), ("box", ">f4", 4)])  # rowid or node number, then minx, maxx, miny, maxy
_ROOT = 1
_MAX_CELLS = 51


def _rounded_outward(low: np.ndarray, high: np.ndarray) -> np.ndarray:
    """Boxes (n, 4) minx, maxx, miny, maxy in float32 that surely hold the float64 ones."""

    def down(v: np.ndarray) -> np.ndarray:
        f = v.astype(np.float32)
        return np.where(f > v, np.nextafter(f, np.float32(-np.inf)), f)

    def up(v: np.ndarray) -> np.ndarray:
        f = v.astype(np.float32)
        return np.where(f < v, np.nextafter(f, np.float32(np.inf)), f)

    return np.column_stack([down(low[:, 0]), up(high[:, 0]), down(low[:, 1]), up(high[:, 1])]).astype(np.float32)


def point_boxes(lonlat: np.ndarray) -> np.ndarray:
    """R-tree boxes of points (n, 2)."""
    return _rounded_outward(lonlat, lonlat)


def shape_boxes(bounds: np.ndarray) -> np.ndarray:
    """R-tree boxes of bounds (n, 4) xmin, ymin, xmax, ymax."""
    return _rounded_outward(bounds[:, :2], bounds[:, 2:])


def read_boxes(con: sqlite3.Connection, table: str) -> tuple[np.ndarray, np.ndarray]:
    """Row ids (n,) and boxes (n, 4) that a table's R-tree holds now."""
    query = build("SELECT id, minx, maxx, miny, maxy FROM {tree}", tree=rtree_name(table))
    rows = np.array(con.execute(query).fetchall(), np.float64).reshape(-1, 5)
    return rows[:, 0].astype(np.int64), rows[:, 1:].astype(np.float32)


def rebuild(con: sqlite3.Connection, table: str, ids: np.ndarray, boxes: np.ndarray, cell: float = 1e-4) -> None:
    """Replace a table's R-tree by a packed one over `ids` (n,) and `boxes` (n, 4), inside the caller's transaction.

    `cell`: size of a cell of the curve that the boxes are sorted along, in units of the CRS.
    """
    tree = rtree_name(table)
    node, parent, rowid = (Sql(ident(f"{tree}_{part}")) for part in ("node", "parent", "rowid"))
    for shadow in (node, parent, rowid):
        con.execute(build("DELETE FROM {t}", t=shadow))
    capacity = _capacity(con)
    x, y = (boxes[:, 0] + boxes[:, 1]) / 2.0, (boxes[:, 2] + boxes[:, 3]) / 2.0
    order = np.argsort(hilbert_index(x.astype(float), y.astype(float), cell=cell), kind="stable")
    levels = _levels(ids[order], boxes[order], capacity)
    depth = len(levels) - 1
    insert_node = build("INSERT INTO {t} (nodeno, data) VALUES (?, ?)", t=node)
    insert_parent = build("INSERT INTO {t} (nodeno, parentnode) VALUES (?, ?)", t=parent)
    numbers, next_number = np.array([_ROOT], np.int64), _ROOT + 1
    for level in range(depth, 0, -1):
        cells, starts = levels[level]
        children = np.arange(next_number, next_number + len(cells), dtype=np.int64)
        next_number += len(cells)
        cells["id"] = children  # parents name their children, which are numbered only now
        con.executemany(insert_node, _nodes(levels[level], numbers, depth if level == depth else 0, capacity))
        con.executemany(insert_parent, zip(children.tolist(), np.repeat(numbers, np.diff(starts)).tolist()))
        numbers = children
    cells, starts = levels[0]
    con.executemany(insert_node, _nodes(levels[0], numbers, 0, capacity))
    leaf = np.repeat(numbers, np.diff(starts))
    by_id = np.argsort(cells["id"], kind="stable")
    insert_rows(con, f"{tree}_rowid", {"rowid": cells["id"][by_id].tolist(), "nodeno": leaf[by_id].tolist()}, {})


def _capacity(con: sqlite3.Connection) -> int:
    """Cells per node: SQLite's own rule (node size = page size - 64, at most 51 cells of 24 bytes)."""
    page = int(con.execute("PRAGMA page_size").fetchone()[0])
    return min((page - 64 - 4) // _CELL.itemsize, _MAX_CELLS)


def _levels(ids: np.ndarray, boxes: np.ndarray, capacity: int) -> list[tuple[np.ndarray, np.ndarray]]:
    """Cells and node offsets of each level, leaves first, the root last."""
    cells = np.zeros(len(ids), _CELL)
    cells["id"], cells["box"] = ids, boxes
    levels = []
    while True:
        nodes = max(-(-len(cells) // capacity), 1)
        # Evenly filled: a last node of one cell would be below the fill that SQLite wants.
        starts = np.round(np.linspace(0, len(cells), nodes + 1)).astype(np.int64)
        levels.append((cells, starts))
        if nodes == 1:
            return levels
        upper = np.zeros(nodes, _CELL)
        box = cells["box"].astype(np.float32)
        low = np.minimum.reduceat(box[:, [0, 2]], starts[:-1])
        high = np.maximum.reduceat(box[:, [1, 3]], starts[:-1])
        upper["box"] = np.column_stack([low[:, 0], high[:, 0], low[:, 1], high[:, 1]])
        cells = upper


def _nodes(
    level: tuple[np.ndarray, np.ndarray], numbers: np.ndarray, depth: int, capacity: int
) -> list[tuple[int, bytes]]:
    """(node number, blob) of a level: depth (0 but for the root), number of cells, cells, padded to the node size."""
    cells, starts = level
    size = 4 + capacity * _CELL.itemsize
    out = []
    for number, first, last in zip(numbers.tolist(), starts[:-1].tolist(), starts[1:].tolist()):
        head = depth.to_bytes(2, "big") + (last - first).to_bytes(2, "big")
        out.append((number, (head + cells[first:last].tobytes()).ljust(size, b"\0")))
    return out
