"""The figures of a register as it is now, by commune and class: a pass over the addresses, one over what hangs on them.

A million addresses with as many notices and plaques are counted in two seconds on two cores: what hangs on an address
is joined through the index of identities alone, to numbers of addresses, and those are counted by numpy.
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
class _Cells:
    """Addresses in use of one commune and class: their numbers, how many are complete."""

    commune: str
    object_class: str
    complete: int
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
        cells = [self._cells(self.con, *half) for half in self.halves]
        return self._indicators(cells, [_numbers(self.con, *asked) for asked in _HUNG.items()])

    def run_beside(self) -> Optional[Indicators]:
        """The figures, through connections beside one another; None where somebody wrote between their beginnings.

        None of them waits while it holds the file: a writer who waits for us lets no further reader in.
        """
        self.con.execute("COMMIT")
        with ThreadPoolExecutor(_WORKERS) as pool:
            # The long ones begin first.
            of_cells = [pool.submit(self._beside, partial(self._cells, low=a, high=b)) for a, b in self.halves]
            of_hung = [pool.submit(self._beside, partial(_numbers, table=t, query=q)) for t, q in _HUNG.items()]
            cells, hung = [job.result() for job in of_cells], [job.result() for job in of_hung]
        self.con.execute("BEGIN")
        found = [part for part in cells if part is not None], [part for part in hung if part is not None]
        complete = len(found[0]) == len(cells) and len(found[1]) == len(hung)
        return self._indicators(*found) if complete and last_edit(self.con) == self.edit else None

    def _beside(self, job: Callable[[sqlite3.Connection], _Found]) -> Optional[_Found]:
        """What a job finds through a connection of its own; None where somebody has written since this counting began.
        """
        with closing(connect(self.path)) as con:
            con.execute("BEGIN")
            if last_edit(con) != self.edit:
                return None
            with interruptible(con, self.path, self.cancelled):
                return job(con)

    def _cells(self, con: sqlite3.Connection, low: int, high: int) -> list[_Cells]:
        complete = basic_complete_sql(self.meta.profile, lambda n: build("a.{c}", c=n), class_groups(con))
        # The limit keeps the inner query apart, else whole rows would be sorted to group them.
        query = build(
            "SELECT commune, class, sum(complete), group_concat(fid) FROM ("
            "SELECT a.fid, coalesce(commune_code, '') AS commune, coalesce(object_class, '') AS class,"
            " {complete} AS complete FROM address a NOT INDEXED"
            " WHERE a.stage <> 'retired' AND a.fid BETWEEN ? AND ? LIMIT -1) GROUP BY 1, 2",
            complete=complete,
        )
        return [_Cells(c, k, done, _parsed(fids)) for c, k, done, fids in con.execute(query, (low, high))]

    def _indicators(self, parts: list[list[_Cells]], hung: list[list[np.ndarray]]) -> Indicators:
        cells = [cell for part in parts for cell in part]
        notices, recipients, plaques = hung
        keys = sorted({(cell.commune, cell.object_class) for cell in cells})
        index = {key: k for k, key in enumerate(keys)}
        place = _Places([(index[cell.commune, cell.object_class], cell.fid) for cell in cells], len(keys))
        complete = np.zeros(len(keys), np.int64)
        for cell in cells:
            complete[index[cell.commune, cell.object_class]] += cell.complete
        of_person, person = recipients
        reached = np.isin(person, notices[1])
        columns = (
            place.count(place.fid), complete, place.count(np.unique(notices[0])), place.count(of_person),
            place.count(of_person[reached]), place.count(np.unique(plaques[0])),
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
            without_recipient=len(place.fid) - int(place.count(np.unique(of_person)).sum()),
        )


class _Places:
    """Which cell the address of a number belongs to."""

    def __init__(self, parts: list[tuple[int, np.ndarray]], cells: int) -> None:
        fid = np.concatenate([np.zeros(0, np.int64), *(fids for _, fids in parts)])
        cell = np.concatenate([np.zeros(0, np.int64), *(np.full(len(fids), k) for k, fids in parts)])
        order = np.argsort(fid)
        self.fid, self.cell, self.cells = fid[order], cell[order], cells

    def count(self, fid: np.ndarray) -> np.ndarray:
        """How many of these addresses each cell holds; those out of use count nowhere."""
        if not len(self.fid):
            return np.zeros(self.cells, np.int64)
        asked = np.sort(fid)  # in order, they are found several times as fast
        at = np.minimum(np.searchsorted(self.fid, asked), len(self.fid) - 1)
        return np.bincount(self.cell[at[self.fid[at] == asked]], minlength=self.cells)


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
