"""Inserting a million rows. A statement costs more than a row does: each one carries many rows, and binds only once
what is the same in all of them.
"""
from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import Any

from .sql import Sql, build, join

MAX_ROWS = 40  # more than that gains nothing
MAX_VALUES = 999  # per statement, in SQLite before 3.32

Insert = Callable[[str, Mapping[str, Sequence[Any]], Mapping[str, Any]], None]
"""Takes rows of a table, as `insert_rows` does."""


def insert_rows(
    con: sqlite3.Connection, table: str, columns: Mapping[str, Sequence[Any]], same: Mapping[str, Any]
) -> None:
    """Insert rows given by `columns` of equal length, at least one; `same` has the values that every row shares."""
    n = len(next(iter(columns.values())))
    per_statement = max(min(MAX_ROWS, (MAX_VALUES - len(same)) // len(columns)), 1)
    rows = zip(*columns.values())
    for count, times in ((per_statement, n // per_statement), (n % per_statement, 1)):
        if count and times:
            statement = _statement(table, [*same, *columns], len(same), count)
            con.executemany(statement, _flattened(tuple(same.values()), rows, count, times))


def _statement(table: str, names: Iterable[str], shared: int, count: int) -> Sql:
    """INSERT of `count` rows; the first `shared` columns take the same parameters in each of them."""
    names = list(names)
    first = [f"?{k + 1}" for k in range(shared)]
    own = len(names) - shared
    rows = (
        join(["(", join([*first, *(f"?{shared + row * own + k + 1}" for k in range(own))], ", "), ")"])
        for row in range(count)
    )
    return build("INSERT INTO {table} ({names}) VALUES {rows}", table=table, names=names, rows=join(rows, ", "))


def _flattened(
    shared: tuple[Any, ...], rows: Iterator[tuple[Any, ...]], count: int, times: int
) -> Iterator[tuple[Any, ...]]:
    for _ in range(times):
        yield (*shared, *chain.from_iterable(islice(rows, count)))
