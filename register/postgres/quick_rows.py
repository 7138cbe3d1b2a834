"""Rows between the stores where there are many: the libraries' own C code makes and reads them.

register/postgres/rows.py says what a row is, bit for bit, and compares; here nothing is compared. What the fast ways
cannot carry exactly (a tab, a backslash, a text with a blob in it) goes the other way, row by row.
"""
from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any, Optional

from ..connect import open_database
from ..geometry_functions import wkb_blob
from ..sql import Sql, build, idents, join, literal
from ..version import SRS_ID
from .ahead import Ahead
from .marks import Run
from .piece_file import PieceFile
from .rows import NULL, server_line, sqlite_lines
from .structure import Column, Kind, TableSpec

FETCHED = 4000  # rows in one go
POINT_HEAD = "".join(("47500001", SRS_ID.to_bytes(4, "little").hex()))  # a point's blob before its WKB
WKB_HEAD = "0101000000"
EWKB_HEAD = "".join(("0101000020", SRS_ID.to_bytes(4, "little").hex()))


def read_rows(cur: Any, query: Sql, values: Sequence[Any], take: Callable[[list[Any]], None]) -> int:
    """Run a query and hand its rows on, some at a time; how many there were."""
    count = 0
    cur.execute(build("DECLARE rows_out NO SCROLL CURSOR FOR {query}", query=query), values)
    while True:
        cur.execute(Sql(f"FETCH {FETCHED} FROM rows_out"))
        rows = cur.fetchall()
        if rows:
            take(rows)
        count += len(rows)
        if len(rows) < FETCHED:
            break
    cur.execute("CLOSE rows_out")
    return count


def as_sqlite(table: TableSpec, alias: str = "t") -> Sql:
    """The columns of a table on the server as values that SQLite keeps as they are."""
    return join((_column(table, column, build("{a}.{c}", a=alias, c=column.name)) for column in table.columns), ", ")


def finish_rows(table: TableSpec) -> Optional[Callable[[list[Any]], list[Any]]]:
    """What is left to do with rows that came `as_sqlite`; None: nothing."""
    at = [k for k, c in enumerate(table.columns) if c.kind is Kind.GEOMETRY and table.shape != "Point"]
    if not at:
        return None

    def finished(rows: list[Any]) -> list[Any]:
        made = []
        for row in rows:
            values = list(row)
            for k in at:
                if values[k] is not None:
                    values[k] = wkb_blob(bytes(values[k]), SRS_ID)
            made.append(values)
        return made

    return finished


def _column(table: TableSpec, column: Column, c: Sql) -> Sql:
    if column.kind is Kind.BOOLEAN:
        return build("{c}::int", c=c)
    if column.kind is not Kind.GEOMETRY:
        return c
    if table.shape == "Point":
        head = Sql("".join((r"'\x", POINT_HEAD, "'::bytea")))
        empty = Sql("".join((r"'\x", POINT_HEAD[:6], "11", POINT_HEAD[8:], "'::bytea")))
        return build(
            "(CASE WHEN ST_IsEmpty({c}) THEN {empty} ELSE {head} END || ST_AsBinary({c}, 'NDR'))", c=c, head=head,
            empty=empty,
        )  # fmt: skip
    return build("ST_AsBinary({c}, 'NDR')", c=c)


class LinesOut(PieceFile):
    """Rows of a table in SQLite as the file that COPY FROM reads; `rows` counts them."""

    def __init__(self, con: sqlite3.Connection, table: TableSpec, where: Sql, stepped: Callable[[int], None]) -> None:
        self.rows = 0
        self.runs: list[Run] = []
        """From the first to the last key of each piece that went."""
        self.table = _filled(con, table, where)
        self._file = Path(con.execute("PRAGMA database_list").fetchone()[2])
        self._where, self._stepped = where, stepped
        # Nobody who wrote a text knew these marks: they are made up for this one run.
        self._null, self._bytes = ("".join((mark, secrets.token_hex(2))) for mark in ("\x01", "\x02"))
        self._ahead = Ahead(self._batches)
        super().__init__(self._ahead)

    def close(self) -> None:
        """Whoever made it calls this at the end, whatever happened."""
        self._ahead.close()

    def copy(self, cur: Any, into: str = "") -> bool:
        """Send them all, and close; whether the server says that it took as many."""
        try:
            cur.copy_expert(self.copy_statement(into), self, 1 << 20)
        except Exception:
            if self.problem is not None:
                raise self.problem from None
            raise
        finally:
            self.close()
        return bool(cur.rowcount == self.rows)

    def copy_statement(self, into: str = "") -> Sql:
        """The statement whose file this is."""
        return build(
            "COPY {t} ({names}) FROM STDIN WITH (NULL {null})", t=into or self.table.name,
            names=idents(self.table.names), null=literal(self._null),
        )  # fmt: skip

    def _batches(self) -> Iterator[bytes]:
        with closing(open_database(self._file, mode="ro")) as con:
            con.create_function("pg_real", 1, _real, deterministic=True)
            yield from self._batches_of(con)

    def _batches_of(self, con: sqlite3.Connection) -> Iterator[bytes]:
        table = self.table
        query = build(
            "SELECT {line}, {odd}, {key} FROM {t} t WHERE {where} ORDER BY {key}",
            line=self._line(), odd=_odd(table), t=table.name, where=self._where, key=idents(table.key),
        )  # fmt: skip
        rows = con.execute(query)
        tabs = len(table.columns) - 1
        while batch := rows.fetchmany(FETCHED):
            text = b"\n".join([row[0] for row in batch])
            plain = b"\\" not in text and b"\r" not in text and not any(row[1] for row in batch)
            if plain and text.count(b"\t") == tabs * len(batch) and text.count(b"\n") == len(batch) - 1:
                text = text.replace(self._bytes.encode(), rb"\\x")
            else:
                text = "\n".join(self._exactly(con, batch[0][2:], batch[-1][2:])).encode()
            self.rows += len(batch)
            self._stepped(len(batch))
            first, last = batch[0][2:], batch[-1][2:]
            if first[:-1] == last[:-1]:
                self.runs.append(Run(first[-1], last[-1], first[0] if len(first) == 2 else None))
            else:
                self.runs.append(Run(None, None))
            yield b"".join((text, b"\n"))

    def _exactly(self, con: sqlite3.Connection, first: Sequence[Any], last: Sequence[Any]) -> Iterator[str]:
        """The lines from one key to another as register/postgres/rows.py writes them."""
        key = join((build("t.{c}", c=c) for c in self.table.key), ", ")
        marks = Sql(", ".join("?" * len(first)))
        where = build("({where}) AND ({key}) >= ({m}) AND ({key}) <= ({m})", where=self._where, key=key, m=marks)
        changed, null = server_line(self.table), self._null
        for line in sqlite_lines(con, self.table, where, (*first, *last)):
            parts = changed(line).split("\t")
            yield "\t".join([null if part == NULL else part for part in parts])

    def _line(self) -> Sql:
        columns = self.table.columns
        form = literal("\t".join(["%s"] * len(columns)))
        return build("CAST(printf({form}, {parts}) AS BLOB)", form=form, parts=join(map(self._piece, columns), ", "))

    def _piece(self, column: Column) -> Sql:
        c = build("t.{c}", c=column.name)
        if column.kind is Kind.GEOMETRY:
            c = build("{head} || hex(substr({c}, 14))", head=literal(EWKB_HEAD), c=c)
        elif column.kind is Kind.BLOB:
            c = build("{mark} || hex({c})", mark=literal(self._bytes), c=c)
        elif column.kind is Kind.REAL:
            c = build("pg_real({c})", c=c)
        null = literal(self._null)
        if column.required and column.kind is not Kind.GEOMETRY:
            return c
        if column.kind in (Kind.GEOMETRY, Kind.BLOB):
            return build("CASE WHEN t.{n} IS NULL THEN {null} ELSE {c} END", n=column.name, null=null, c=c)
        return build("coalesce({c}, {null})", c=c, null=null)


def _filled(con: sqlite3.Connection, table: TableSpec, where: Sql) -> TableSpec:
    """The table without the columns that are empty in all of these rows, and are empty where nothing is said."""
    said = [column.required or column.default is not None or column.name in table.key for column in table.columns]
    counts = join((build("count(t.{c})", c=column.name) for column in table.columns), ", ")
    found = con.execute(build("SELECT {counts} FROM {t} t WHERE {where}", counts=counts, t=table.name, where=where))
    kept = [c for c, always, count in zip(table.columns, said, found.fetchone()) if always or count]
    return replace(table, columns=tuple(kept))


def _real(value: Any) -> Any:
    return repr(value) if isinstance(value, float) else value


def _odd(table: TableSpec) -> Sql:
    """Whether a row holds what only the exact way can carry or refuse; an error of SQLite for a blob in a text."""
    if table.shape not in (None, "Point"):
        return Sql("1")
    odd = []
    texts = [build("t.{c}", c=column.name) for column in table.columns if column.kind is Kind.TEXT]
    if texts:  # a text would end at its first NUL
        odd.append(build("instr(json_array({texts}), {nul})", texts=join(texts, ", "), nul=literal("\\u0000")))
    for column in table.columns:
        c = build("t.{c}", c=column.name)
        if column.kind is Kind.TEXT and not column.is_text:
            odd.append(build("typeof({c}) NOT IN ('text', 'null')", c=c))
        elif column.kind is Kind.BLOB:
            odd.append(build("typeof({c}) NOT IN ('blob', 'null')", c=c))
        elif column.kind is Kind.GEOMETRY:
            head = Sql("".join(("x'", POINT_HEAD, WKB_HEAD, "'")))
            odd.append(build("{c} IS NOT NULL AND substr({c}, 1, 13) <> {head}", c=c, head=head))
    return join(odd, " OR ") if odd else Sql("0")
