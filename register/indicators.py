"""The figures of a register as it is now, by commune and class: a pass over the addresses, one over what hangs on them.

A million addresses with as many notices and plaques are 1.6 seconds of work for one core, shared by two: communes and
classes are read from their index, in its order, so that nothing is sorted; the table of addresses tells which lack a
field; what hangs on an address is joined through the index of identities alone. Numpy counts the numbers.
"""
from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timezone
from functools import partial
from pathlib import Path
from typing import Optional, TypeVar

import numpy as np

from ..core.indicators import CountRow, Counts
from .cancelling import interruptible, never
from .completeness_sql import basic_complete_sql, class_groups
from .connect import connect
from .errors import sqlite_errors
from .reading import RegisterMeta, read_meta
from .sql import Sql, build
from .transaction import last_edit

REACHED = Sql("n.state = 'reached'")
"""When a notice has told its recipient."""
MOUNTED = Sql("q.state = 'mounted'")
"""When a plaque hangs at its object."""
_WORKERS = 2
_TRIES = 3
_MOST_GAPS, _SMALL = 16, 1_000_000
_Found = TypeVar("_Found")


@dataclass(frozen=True)
class Indicators:
    """The figures, and what is needed to read them: `classes` part (I, II, III) and `class_names` (vi, en) of each
    class, `communes` names of today by code; `revision` and `edit` tell the state of the register.
    """

    rows: tuple[CountRow, ...]
    classes: Mapping[str, str]
    class_names: Mapping[str, tuple[str, str]]
    communes: Mapping[str, str]
    meta: RegisterMeta
    read_at: str
    edit: int
    without_recipient: int
    """Addresses of which nobody is known who could be told."""


@dataclass(frozen=True)
class _Cell:
    """Addresses in use of one commune and class: their numbers."""

    commune: str
    object_class: str
    fid: np.ndarray


def read_indicators(path: str | Path, cancelled: Callable[[], bool] = never) -> Indicators:
    """Count (RegisterError, GateCancelled). Several connections read beside one another, all of one state."""
    file = Path(path)
    with sqlite_errors(file):
        for _ in range(_TRIES):
            counted = _counted(file, True, cancelled)
            if counted is not None:
                return counted
        # Somebody writes without end: a single connection sees one state.
        return _counted(file, False, cancelled) or _never()


def _counted(file: Path, beside: bool, cancelled: Callable[[], bool]) -> Optional[Indicators]:
    with closing(connect(file)) as con:
        con.execute("BEGIN")
        with interruptible(con, file, cancelled):
            counting = _Counting(file, con, cancelled)
            return counting.run_beside() if beside else counting.run()


def _never() -> Indicators:
    raise RuntimeError("one connection sees one state")


class _Counting:
    """One counting; the connection is inside a transaction."""

    def __init__(self, path: Path, con: sqlite3.Connection, cancelled: Callable[[], bool]) -> None:
        self.path, self.con, self.cancelled = path, con, cancelled
        self.meta, self.edit = read_meta(con), last_edit(con)
        low, high = con.execute("SELECT coalesce(min(fid), 0), coalesce(max(fid), 0) FROM address").fetchone()
        self.halves = ((low, (low + high) // 2), ((low + high) // 2 + 1, high))

    def run(self) -> Indicators:
        """The figures, all through the one connection."""
        lacking = [self._lacking(self.con, *half) for half in self.halves]
        hung = [_numbers(self.con, *asked) for asked in _HUNG.items()]
        return self._indicators(_cells(self.con), lacking, hung)

    def run_beside(self) -> Optional[Indicators]:
        """The figures, through connections beside one another; None where somebody wrote between their beginnings.

        None of them waits while it holds the file: a writer who waits for us lets no further reader in.
        """
        self.con.execute("COMMIT")
        with ThreadPoolExecutor(_WORKERS) as pool:
            of_hung = [pool.submit(self._beside, partial(_numbers, table=t, query=q)) for t, q in _HUNG.items()]
            of_cells = pool.submit(self._beside, _cells)
            of_lacking = [pool.submit(self._beside, partial(self._lacking, low=a, high=b)) for a, b in self.halves]
            cells = of_cells.result()
            lacking = [part for job in of_lacking if (part := job.result()) is not None]
            hung = [found for job in of_hung if (found := job.result()) is not None]
        self.con.execute("BEGIN")
        if cells is None or len(lacking) < len(of_lacking) or len(hung) < len(of_hung):
            return None
        return self._indicators(cells, lacking, hung) if last_edit(self.con) == self.edit else None

    def _beside(self, job: Callable[[sqlite3.Connection], _Found]) -> Optional[_Found]:
        """What a job finds through a connection of its own; None where somebody has written since this counting began.
        """
        with closing(connect(self.path)) as con:
            con.execute("BEGIN")
            if last_edit(con) != self.edit:
                return None
            with interruptible(con, self.path, self.cancelled):
                return job(con)

    def _lacking(self, con: sqlite3.Connection, low: int, high: int) -> np.ndarray:
        """The numbers of the addresses in use that lack a basic field."""
        complete = basic_complete_sql(self.meta.profile, lambda n: build("a.{c}", c=n), class_groups(con))
        query = build(
            "SELECT group_concat(a.fid) FROM address a NOT INDEXED"
            " WHERE a.fid BETWEEN ? AND ? AND NOT {complete} AND a.stage <> 'retired'",
            complete=complete,
        )
        return _parsed(con.execute(query, (low, high)).fetchone()[0])

    def _indicators(self, cells: list[_Cell], lacking: list[np.ndarray], hung: list[list[np.ndarray]]) -> Indicators:
        notices, recipients, plaques = hung
        keys = sorted({(cell.commune, cell.object_class) for cell in cells})
        index = {key: k for k, key in enumerate(keys)}
        place = _Places([(index[cell.commune, cell.object_class], cell.fid) for cell in cells], len(keys))
        of_person, person = recipients
        reached = np.isin(person, notices[1])
        whole = place.count(place.fid)
        columns = (
            whole, whole - place.count(np.concatenate(lacking)), place.count_once(notices[0]), place.count(of_person),
            place.count(of_person[reached]), place.count_once(plaques[0]),
        )  # fmt: skip
        names = list(self.con.execute("SELECT code, object_group, name_vi, name_en FROM object_class ORDER BY code"))
        units = "SELECT code, full_name FROM admin_unit WHERE level = 'commune' AND coalesce(valid_to, '') = ''"
        return Indicators(
            rows=tuple(CountRow(*key, Counts(*map(int, row))) for key, row in zip(keys, zip(*columns))),
            classes={code: group for code, group, _, _ in names},
            class_names={code: (vi, en) for code, _, vi, en in names},
            communes=dict(self.con.execute(units)),
            meta=self.meta,
            read_at=datetime.now(timezone.utc).isoformat(timespec="seconds").replace("+00:00", "Z"),
            edit=last_edit(self.con),
            without_recipient=len(place.fid) - int(place.count_once(of_person).sum()),
        )


class _Places:
    """Which cell the address of a number belongs to."""

    def __init__(self, parts: list[tuple[int, np.ndarray]], cells: int) -> None:
        self.fid = np.concatenate([np.zeros(0, np.int64), *(fids for _, fids in parts)])
        self.cells = cells
        # Numbers of rows are nearly without gaps, so that a table of all of them is small; else they are sorted.
        low, high = (int(self.fid.min()), int(self.fid.max())) if len(self.fid) else (1, 0)
        self._sparse = low < 1 or high > _MOST_GAPS * len(self.fid) + _SMALL
        self._known = np.sort(self.fid) if self._sparse else np.zeros(0, np.int64)
        self._cell = np.full((len(self.fid) if self._sparse else high) + 1, -1, np.int32)  # the last: none
        for k, fids in parts:
            self._cell[self._at(fids)] = k

    def count(self, fid: np.ndarray) -> np.ndarray:
        """How many of these addresses each cell holds; those out of use count nowhere."""
        found = self._cell[self._at(fid)]
        return np.bincount(found[found >= 0], minlength=self.cells)

    def count_once(self, fid: np.ndarray) -> np.ndarray:
        """The same, each address once however often it is named."""
        named = np.zeros(len(self._cell), bool)
        named[self._at(fid)] = True
        return np.bincount(self._cell[named & (self._cell >= 0)], minlength=self.cells)

    def _at(self, fid: np.ndarray) -> np.ndarray:
        """Where the table speaks of these; at its end, or of a number out of use, it says of none."""
        if not self._sparse:
            return np.where((fid >= 0) & (fid < len(self._cell)), fid, 0)
        at = np.minimum(np.searchsorted(self._known, fid), len(self._known) - 1)
        return np.where(self._known[at] == fid, at, len(self._known))


def _cells(con: sqlite3.Connection) -> list[_Cell]:
    """The addresses in use by commune and class, out of the index that has both, in its order."""
    rows = con.execute(
        "SELECT coalesce(commune_code, ''), coalesce(object_class, ''), group_concat(fid) FROM address"
        " WHERE stage <> 'retired'"
        " GROUP BY commune_code, stage, role, code_origin, object_class"
    )
    return [_Cell(commune, kind, _parsed(fids)) for commune, kind, fids in rows]


# The number of the address, and whom: unknown people are -1. CROSS JOIN keeps the order: address is looked up.
_NOTICES = build(
    "SELECT group_concat(a.fid), group_concat(coalesce(n.person_id, -1)) FROM notification n"
    " CROSS JOIN address a ON a.address_id = n.address_id WHERE {reached}",
    reached=REACHED,
)
_RECIPIENTS = Sql(
    "SELECT group_concat(a.fid), group_concat(p.person_id) FROM person p"
    " CROSS JOIN address a ON a.address_id = p.address_id"
)
_PLAQUES = build(
    "SELECT group_concat(a.fid) FROM plaque q CROSS JOIN address a ON a.address_id = q.address_id WHERE {mounted}",
    mounted=MOUNTED,
)
_HUNG = {"notification": _NOTICES, "person": _RECIPIENTS, "plaque": _PLAQUES}


def has_table(con: sqlite3.Connection, table: str) -> bool:
    """Whether the register has a table: one of an earlier version lacks those of notices and plaques."""
    return con.execute("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?", (table,)).fetchone() is not None


def _numbers(con: sqlite3.Connection, table: str, query: Sql) -> list[np.ndarray]:
    """What the query lists, column by column; nothing where its table is not there."""
    row = con.execute(query).fetchone() if has_table(con, table) else (None, None)
    return [_parsed(text) for text in row]


def _parsed(text: Optional[str]) -> np.ndarray:
    """Whole numbers written with commas between them; NULL is none."""
    return np.fromstring(text, np.int64, sep=",") if text else np.zeros(0, np.int64)
