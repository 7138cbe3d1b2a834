"""Reading the addresses that a plan compares a layer with: little of all of them, more of the few that changed."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Optional

import numpy as np

from ..core.allocation import Block
from ..core.codes.scheme import CodeScheme
from ..core.columns import TextColumn
from ..core.lifecycle import Stage
from .blobs import point_coordinates
from .blocks import read_blocks
from .checkout.holds import next_provisional
from .connect import connect
from .gpkg import rtree_name
from .ledger import taken_serials
from .sql import Sql, build, join

PROTECTED = frozenset({Stage.SUBMITTED.value, Stage.VERIFIED.value, Stage.ISSUED.value})
FIXED_POSITIONS = frozenset({"official", "entrance", "given"})
_STEP = 50_000


@dataclass(frozen=True)
class Keys:
    """Of every address that may have an object of the role: `fid`, `key` (bytes, b'' none), `fingerprint`,
    `wants_code`, `retired` (n,)."""

    fid: np.ndarray
    key: np.ndarray
    fingerprint: np.ndarray
    wants_code: np.ndarray
    retired: np.ndarray


@dataclass(frozen=True)
class Shapes:
    """Of some addresses: `lonlat` (k, 2), `entrance` (k, 2) NaN where none, footprint WKB in `crs`, area, stage,
    position method.
    """

    lonlat: np.ndarray
    entrance: np.ndarray
    footprint: list[Optional[bytes]]
    crs: list[str]
    area: np.ndarray
    stage: list[str]
    position_method: list[str]


def read_keys(con: sqlite3.Connection, role: str) -> Keys:
    """Keys of the addresses of a role, and of those that never had an object of any layer."""
    sources = list(_sources(con, role))
    sourceless = [row[0] for row in con.execute(
        "SELECT fid FROM address WHERE fid NOT IN (SELECT fid FROM address_source)"
        " AND parent_id IS NULL AND stage <> 'retired' AND geom IS NOT NULL AND role IN (?1, 'point')", (role,),
    )]  # fmt: skip
    without = np.array(sourceless, np.int64)
    sources.append((without, np.zeros(len(without), "S1"), np.zeros(len(without), np.int64)))
    fid, key, fingerprint = (np.concatenate(parts) for parts in zip(*sources))
    without_object = fingerprint == 0
    # Shapes not known: each gets a number of its own, so that they never look alike.
    fingerprint[without_object] = -fid[without_object]
    special = con.execute(
        "SELECT fid, stage = 'retired' FROM address WHERE stage = 'retired'"
        " OR (code_origin IS NULL OR code_origin = 'provisional') AND stage IN ('declared', 'created')"
    ).fetchall()
    wanting = np.array([row[0] for row in special if not row[1]], np.int64)
    retired = np.array([row[0] for row in special if row[1]], np.int64)
    return Keys(fid, key, fingerprint, np.isin(fid, wanting), np.isin(fid, retired))


def _sources(con: sqlite3.Connection, role: str) -> Iterator[tuple[np.ndarray, np.ndarray, np.ndarray]]:
    """`fid`, `key` and `fingerprint` (k,) of a role's sources, some ten thousand at a time.

    SQLite writes each column into one text, numpy reads it: a million rows as Python's tuples would take three times as
    long, and keep all other threads waiting.
    """
    page = "SELECT fid, source_key, fingerprint FROM address_source WHERE role = ? AND fid > ? ORDER BY fid LIMIT ?"
    together = build(
        "SELECT count(*), max(fid), group_concat(fid, ' '), group_concat(coalesce(fingerprint, 0), ' '),"
        " CAST(group_concat(coalesce(source_key, ''), char(10)) AS BLOB) FROM ({page})", page=Sql(page),
    )  # fmt: skip
    last = -(2**63)
    while True:
        wanted = (role, last, _STEP)
        count, top, fids, prints, keys = con.execute(together, wanted).fetchone()
        if not count:
            return
        lines = keys.split(b"\n")
        if len(lines) != count:  # a key of several lines
            lines = [(row[1] or "").encode() for row in con.execute(page, wanted)]
        yield np.fromstring(fids, np.int64, sep=" "), np.array(lines), np.fromstring(prints, np.int64, sep=" ")
        last = top


def read_keys_of(path: Path, role: str) -> Keys:
    """The same with a connection of its own: a thread may read them while another one reads the layer."""
    with closing(connect(path)) as con:
        return read_keys(con, role)


def read_shapes(con: sqlite3.Connection, fids: np.ndarray) -> Shapes:
    """Positions and footprints of the addresses `fids` (k,), in their order; of several entrances the one entered
    first, which is the main door."""
    rows = _by_fid(
        con,
        "SELECT a.fid, a.geom, s.footprint, s.crs, s.area, a.stage, a.position_method,"
        " (SELECT p.geom FROM address_position p WHERE p.address_id = a.address_id AND p.kind = 'entrance'"
        " AND p.geom IS NOT NULL ORDER BY p.fid LIMIT 1)"
        " FROM address a LEFT JOIN address_source s ON s.fid = a.fid WHERE a.fid IN ({marks})",
        fids,
    )
    lonlat = point_coordinates([row[1] or b"" for row in rows])
    entrance = point_coordinates([row[7] or b"" for row in rows])
    method = [row[6] or "" for row in rows]
    at_entrance = np.array([m == "entrance" for m in method], bool)
    entrance[at_entrance & np.isnan(entrance[:, 0])] = lonlat[at_entrance & np.isnan(entrance[:, 0])]
    return Shapes(
        lonlat, entrance, [row[2] for row in rows], [row[3] or "" for row in rows],
        np.array([row[4] or 0.0 for row in rows], float), [row[5] for row in rows], method,
    )  # fmt: skip


def fids_within(con: sqlite3.Connection, windows: np.ndarray) -> np.ndarray:
    """Sorted fids of the addresses whose position lies in one of the windows (w, 4) in degrees, or is not known."""
    found = [_fids(con, build(
        "SELECT group_concat(fid, ' ') FROM address WHERE fid NOT IN (SELECT rowid FROM {t})",
        t="_".join((rtree_name("address"), "rowid")),
    ))]  # fmt: skip
    query = build(
        "SELECT group_concat(id, ' ') FROM {t} WHERE minx <= ?3 AND maxx >= ?1 AND miny <= ?4 AND maxy >= ?2",
        t=rtree_name("address"),
    )
    found += [_fids(con, query, window) for window in windows.tolist()]
    return np.unique(np.concatenate(found))


def _fids(con: sqlite3.Connection, query: Sql, values: Sequence[float] = ()) -> np.ndarray:
    (text,) = con.execute(query, values).fetchone()
    return np.fromstring(text or "", np.int64, sep=" ")


def read_column(con: sqlite3.Connection, fids: np.ndarray, column: str) -> TextColumn:
    """One text column of the addresses `fids` (k,), in their order."""
    if len(fids) > 20_000:
        return _all_of_column(con, column, fids)
    query = build("SELECT fid, {c} FROM address WHERE fid IN ({{marks}})", c=column)
    return TextColumn.of(row[1] for row in _by_fid(con, query, fids))


def _all_of_column(con: sqlite3.Connection, column: str, fids: np.ndarray) -> TextColumn:
    """The same by the distinct values, each with all its addresses."""
    grouped = build("SELECT {c}, group_concat(fid, ' ') FROM address WHERE {c} <> '' GROUP BY {c}", c=column)
    rows = con.execute(grouped).fetchall()
    parts = [np.fromstring(listed, np.int64, sep=" ") for _, listed in rows]
    bearers = np.concatenate([*parts, np.zeros(0, np.int64)])
    codes = np.repeat(np.arange(len(rows), dtype=np.int32), [len(part) for part in parts])
    order = np.argsort(bearers)
    at = np.searchsorted(bearers, fids, sorter=order)
    found = at < len(bearers)
    row = order[at[found]]
    out = np.full(len(fids), -1, np.int32)
    out[found] = np.where(bearers[row] == fids[found], codes[row], -1)
    return TextColumn(out, tuple(value for value, _ in rows))


def find_codes(con: sqlite3.Connection, codes: Sequence[str]) -> dict[str, int]:
    """fid of the address that bears each code."""
    found = {}
    for code in codes:
        row = con.execute("SELECT fid FROM address WHERE code = ?", (code,)).fetchone()
        if row:
            found[code] = int(row[0])
    return found


def find_parent(con: sqlite3.Connection, wanted: str) -> Optional[dict[str, Any]]:
    """The columns of the address with this code or address_id; None if there is none."""
    cursor = con.execute("SELECT * FROM address WHERE code = ?1 OR address_id = ?1", (wanted,))
    row = cursor.fetchone()
    return None if row is None else dict(zip((column[0] for column in cursor.description), row))


def read_units(con: sqlite3.Connection, parent_id: str, columns: Sequence[str]) -> list[tuple[Any, ...]]:
    """Columns of `address`, and `source_key` as text, of the units of a building in the order in which they came."""
    query = build(
        "SELECT {columns} FROM (SELECT a.*, s.source_key FROM address a LEFT JOIN address_source s ON s.fid = a.fid"
        " WHERE a.parent_id = ?) ORDER BY fid",
        columns=columns,
    )
    rows = con.execute(query, (parent_id,)).fetchall()
    return [tuple(value.decode() if isinstance(value, bytes) else value for value in row) for row in rows]


def ledger_states(con: sqlite3.Connection, codes: Sequence[str]) -> dict[str, tuple[str, Optional[str]]]:
    """State and address_id of those of the codes that the ledger knows."""
    found: dict[str, tuple[str, Optional[str]]] = {}
    for low in range(0, len(codes), 500):
        some = list(codes[low: low + 500])
        query = build(
            "SELECT code, state, address_id FROM code_ledger WHERE code IN ({marks})",
            marks=join(["?"] * len(some), ", "),
        )
        found.update({code: (state, address_id) for code, state, address_id in con.execute(query, some)})
    return found


def coded_positions(con: sqlite3.Connection, role: str) -> np.ndarray:
    """Positions (n, 2) of the addresses of a role that bear a code and are in use."""
    rows = con.execute(
        "SELECT geom FROM address WHERE role = ? AND code IS NOT NULL AND stage <> 'retired' AND geom IS NOT NULL",
        (role,),
    )
    parts = [point_coordinates([row[0] for row in chunk]) for chunk in _chunks(rows)]
    return np.concatenate(parts) if parts else np.zeros((0, 2))


class TakenSerials(Mapping[str, np.ndarray]):
    """The taken serials (sorted) by prefix, read when first asked for: a run that gives no code needs none."""

    def __init__(self, con: sqlite3.Connection, prefixes: Sequence[str], digits: int) -> None:
        self._con, self._digits = con, digits
        self._known: dict[str, Optional[np.ndarray]] = dict.fromkeys(prefixes)

    def __getitem__(self, prefix: str) -> np.ndarray:
        known = self._known[prefix]
        if known is None:
            known = self._known[prefix] = taken_serials(self._con, prefix, self._digits)
        return known

    def __iter__(self) -> Iterator[str]:
        return iter(self._known)

    def __len__(self) -> int:
        return len(self._known)


def read_numbers(con: sqlite3.Connection, scheme: CodeScheme) -> tuple[dict[str, list[Block]], TakenSerials, int]:
    """Blocks of a scheme by commune, taken serials by prefix, and the next provisional number."""
    blocks: dict[str, list[Block]] = {}
    for block in read_blocks(con):
        if block.scheme == scheme.id:
            blocks.setdefault(block.commune_code, []).append(block)
    prefixes = sorted({b.prefix for some in blocks.values() for b in some})
    taken = TakenSerials(con, prefixes, scheme.serial_place[1])
    return blocks, taken, next_provisional(con)


def _chunks(cursor: sqlite3.Cursor) -> Iterator[list[tuple[Any, ...]]]:
    while True:
        rows = cursor.fetchmany(_STEP)
        if not rows:
            return
        yield rows


def _by_fid(con: sqlite3.Connection, query: str, fids: np.ndarray) -> list[tuple[Any, ...]]:
    """Rows of a query with `fid IN ({marks})`, in the order of `fids`."""
    found: dict[int, tuple[Any, ...]] = {}
    for low in range(0, len(fids), 500):
        some = fids[low: low + 500].tolist()
        marks = join(["?"] * len(some), ", ")
        for row in con.execute(build(query, marks=Sql(marks)), some):
            found[row[0]] = row
    return [found[fid] for fid in fids.tolist()]
