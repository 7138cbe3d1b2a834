"""Planning what a register takes of a copy that came back: its tables, its base's and the register's side by side."""
from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Optional

from ...core.checkin.codes import CodeJudge, LedgerRow
from ...core.checkin.model import Choices, Difference, Kept, RowWrite, Sink, Tally
from ...core.checkin.planner import AddressPlanner, Facts, RowPlanner
from ...core.checkin.three_way import Row, Values, differing
from ...core.codes.provisional import provisional_numbers
from ..cancelling import GATE_CANCELLED, GateCancelled
from ..sql import build
from .book import Checkout
from .books import BOOK, BOOKS, Book, Scope, read_rows, read_scope, table_columns
from .people import PeopleChanged, base_of_people, people_changed

KIND = "checkin"
_LEDGER = ("scheme", "address_id", "state", "block_id", "serial", "given_at", "left_at")
_ASKED_EVERY = 500


@dataclass(frozen=True)
class Sides:
    """The register, the copy and the copy's base, open for reading, each at one moment."""

    here: sqlite3.Connection
    there: sqlite3.Connection
    base: sqlite3.Connection


@dataclass
class Collected:
    """A plan that is kept in memory but for its rows, which `wrote` takes one by one."""

    wrote: Callable[[RowWrite], None]
    differences: list[Difference] = field(default_factory=list)
    kept: list[Kept] = field(default_factory=list)
    tally: Tally = field(default_factory=Tally)
    writes: int = 0

    def tell(self, difference: Difference) -> None:
        """A difference."""
        self.differences.append(difference)
        self.tally.add(difference)

    def write(self, row: RowWrite) -> None:
        """A row to write."""
        self.writes += 1
        self.wrote(row)

    def keep(self, kept: Kept) -> None:
        """What is not settled."""
        self.kept.append(kept)


class CheckinPlan:
    """Makes the plan; `asked` is called now and then and may raise to stop."""

    def __init__(
        self, sides: Sides, checkout: Checkout, choices: Choices, sink: Sink, photo: Callable[[str], Optional[str]],
        cancelled: Callable[[], bool], progress: Callable[[float], None] = lambda share: None,
    ) -> None:  # fmt: skip
        self.sides, self.checkout, self.choices, self.sink = sides, checkout, choices, sink
        self.cancelled, self.progress = cancelled, progress
        self.numbers = self._numbers()
        self.inverse = {table: {here: there for there, here in found.items()} for table, found in self.numbers.items()}
        self.people = self._people()
        self.codes = CodeJudge(
            lru_cache(4096)(lambda code: _ledger_row(sides.here, code)),
            lambda code: _ledger_row(sides.there, code), self._took_along,
        )  # fmt: skip
        self.facts = Facts(
            self.codes, lru_cache(4096)(self._has_address), self._has_other_units, photo,
            frozenset(checkout.communes), self.people.erased,
        )  # fmt: skip

    def run(self) -> None:
        """Plan every table, then the ledger."""
        ids = (key for con in (self.sides.base, self.sides.there) for (key,) in con.execute(
            "SELECT address_id FROM address WHERE address_id IS NOT NULL"
        ))  # fmt: skip
        read_scope(self.sides.here, self.checkout.communes, ids)
        for k, book in enumerate(BOOKS):
            self.progress(k / (len(BOOKS) + 1))
            self._book(book)
        self.codes.plan(self._ledger_changes(), self.sink)
        self.progress(1.0)

    # -- tables ----------------------------------------------------------------------------------------------

    def _book(self, book: Book) -> None:
        sides = self.sides
        known = [set(book.columns(con)) for con in (sides.there, *(() if book.secret else (sides.base,)))]
        columns = [name for name in book.columns(sides.here) if all(name in names for names in known)]
        if not columns or not all(table_columns(con, book.name) for con in (sides.here, sides.there)):
            return
        rule = book.rule(columns)
        planner = (AddressPlanner if book.name == "address" else RowPlanner)(rule, self.facts, self.choices, self.sink)
        mine = read_rows(sides.here, book, columns, Scope(self.checkout.communes, {}))
        if not book.numbered:
            base, theirs = (read_rows(con, book, columns) for con in (sides.base, sides.there))
            planner.plan(self._asking(differing(base, self._asking(mine), self._asking(theirs))))
            return
        base_rows: list[Row] = [] if book.secret else list(read_rows(sides.base, book, columns))
        old = {int(key) for key, _ in base_rows} if not book.secret else None
        there = self._here_numbers(book, columns, read_rows(sides.there, book, columns), old)
        base_rows = self._here_numbers(book, columns, iter(base_rows), old)
        if book.commune:
            keys = {key for key, _ in base_rows if int(key) >= 0}
            mine = read_rows(sides.here, book, columns, Scope(self.checkout.communes, {book.name: keys}))
        here = list(self._asking(mine))
        base = base_of_people(here, there, self.people) if book.secret else iter(base_rows)
        planner.plan(self._asking(differing(base, here, there)))

    def _here_numbers(
        self, book: Book, columns: list[str], rows: Iterator[Row], old: Optional[set[int]]
    ) -> list[Row]:
        """Rows of the copy by the numbers that they have here; those made there by the negative of theirs."""
        numbers = self.numbers.get(book.name, {})
        points = [(columns.index(name), table) for name, table in book.points.items() if name in columns]
        found: list[Row] = []
        for key, values in self._asking(rows):
            number = int(key)
            made = -number in self.people.made_there if old is None else number not in old
            here = numbers.get(number, -number if made else number)
            found.append((here, self._pointing(values, points)))
        return sorted(found, key=lambda row: row[0])

    def _pointing(self, values: Values, points: list[tuple[int, str]]) -> Values:
        if not points:
            return values
        changed = list(values)
        for place, table in points:
            number = changed[place]
            if number is not None:
                made = -number if -number in self.people.made_there else number
                changed[place] = self.numbers.get(table, {}).get(number, made)
        return tuple(changed)

    def _asking(self, rows: Iterator[Any]) -> Iterator[Any]:
        for k, row in enumerate(rows):
            if k % _ASKED_EVERY == 0 and self.cancelled():
                raise GateCancelled(GATE_CANCELLED, path=self.checkout.holder)
            yield row

    # -- codes -----------------------------------------------------------------------------------------------

    def _ledger_changes(self) -> Iterator[LedgerRow]:
        """The rows of the copy's ledger that are new or changed since it left."""
        base, theirs = (_ledger(con) for con in (self.sides.base, self.sides.there))
        for trio in self._asking(differing(base, iter(()), theirs)):
            if trio.theirs is not None and trio.theirs != trio.base:
                yield LedgerRow(str(trio.key), *trio.theirs)

    def _took_along(self, row: LedgerRow) -> bool:
        number = row.serial
        if row.block_id is None:
            number = int(provisional_numbers([row.code])[0])
            if not number:
                return True  # a code of somebody else's: it was learned, not given
        found = self.sides.here.execute(
            "SELECT 1 FROM number_hold WHERE checkout_id = ? AND block_id IS ? AND first_serial <= ?3"
            " AND last_serial >= ?3 AND ended_at IS NULL",
            (self.checkout.checkout_id, row.block_id, number),
        ).fetchone()
        return found is not None

    # -- what the rules ask ----------------------------------------------------------------------------------

    def _has_address(self, address_id: str) -> bool:
        query = "SELECT 1 FROM address WHERE address_id = ?"
        if self.sides.here.execute(query, (address_id,)).fetchone() is not None:
            return True
        there, base = (con.execute(query, (address_id,)).fetchone() for con in (self.sides.there, self.sides.base))
        return there is not None and base is None

    def knows(self, table: str, key: str) -> bool:
        """Whether the register, the copy or its base has a record of this key, as the names of differences say it."""
        book = BOOK.get(table)
        if book is None:
            return False
        try:
            here = int(key) if book.numbered else 0
        except ValueError:
            return False
        there = -here if here < 0 else self.inverse.get(table, {}).get(here, here)
        sides = ((self.sides.here, here), (self.sides.there, there), (self.sides.base, there))
        query = build("SELECT 1 FROM {source} WHERE {key} = ? LIMIT 1", source=book.source, key=book.key)
        return any(
            con.execute(query, (number if book.numbered else key,)).fetchone() is not None
            for con, number in sides
            if table_columns(con, table)
        )

    def _has_other_units(self, address_id: str) -> bool:
        rows = self.sides.here.execute(
            "SELECT address_id FROM address WHERE parent_id = ? AND stage <> 'retired'", (address_id,)
        )
        query = "SELECT 1 FROM address WHERE address_id = ? AND stage = 'retired'"
        return any(self.sides.there.execute(query, row).fetchone() is None for row in rows)

    def _numbers(self) -> dict[str, dict[int, int]]:
        found: dict[str, dict[int, int]] = {}
        rows = self.sides.here.execute(
            "SELECT table_name, there, here FROM checkout_number WHERE checkout_id = ?", (self.checkout.checkout_id,)
        )
        for table, there, here in rows:
            found.setdefault(table, {})[there] = here
        return found

    def _people(self) -> PeopleChanged:
        checkins = self.sides.here.execute(
            "SELECT apply_id FROM apply_run WHERE kind = ? AND source = ? AND undone_at IS NULL",
            (KIND, self.checkout.checkout_id),
        )
        trail = self.checkout.trail
        return people_changed(
            self.sides.here, self.sides.there, first_seq=trail[0].seq, last_seq=trail[-1].seq,
            home_seq=self.checkout.audit_seq, checkins={apply_id for (apply_id,) in checkins},
            open_people=self.checkout.open_people, numbers=self.numbers.get("person", {}),
        )  # fmt: skip


def open_people(kept: list[Kept]) -> str:
    """The people that are not settled, as the register keeps them."""
    return json.dumps(sorted(int(one.key) for one in kept if one.table == "person"))


def _ledger(con: sqlite3.Connection) -> Iterator[Row]:
    for code, *values in con.execute(
        "SELECT code, scheme, address_id, state, block_id, serial, given_at, left_at FROM code_ledger ORDER BY code"
    ):
        yield code, tuple(values)


def _ledger_row(con: sqlite3.Connection, code: str) -> Optional[LedgerRow]:
    row = con.execute(
        "SELECT code, scheme, address_id, state, block_id, serial, given_at, left_at FROM code_ledger WHERE code = ?",
        (code,),
    ).fetchone()
    return None if row is None else LedgerRow(*row)


def names_of(con: sqlite3.Connection, ids: set[str]) -> Mapping[str, tuple[str, str, Optional[bytes]]]:
    """Code, text and position (blob) of addresses, for people to read."""
    found = {}
    query = "SELECT code, address_text, geom FROM address WHERE address_id = ?"
    for address_id in ids:
        row = con.execute(query, (address_id,)).fetchone()
        if row is not None:
            found[address_id] = (row[0] or "", row[1] or "", row[2])
    return found
