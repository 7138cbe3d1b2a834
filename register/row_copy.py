"""Rows copied from an attached register (`source`) into a new one, with their places in the R-tree."""
from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import Any

from ..core.profile import Profile
from .cancelling import interruptible, never
from .connect import connect, open_database, sqlite_uri
from .errors import sqlite_errors
from .gpkg import rtree_name, rtree_triggers, update_extent
from .reading import read_meta
from .schema import LAYERS, create_schema
from .sql import Sql, build, join

ALL = Sql("1")


@contextmanager
def new_copy(
    register: Path, target: Path, cancelled: Callable[[], bool] = never
) -> Iterator[tuple[sqlite3.Connection, Profile]]:
    """A new, empty register at `target` with the tables of another one, attached as `source`, in a transaction.

    RegisterError; GateCancelled soon after `cancelled()`.
    """
    with ExitStack() as stack:
        con = stack.enter_context(closing(open_database(target, mode="rwc")))
        stack.enter_context(sqlite_errors(register))
        stack.enter_context(interruptible(con, register, cancelled))
        with closing(connect(register)) as source:
            profile = read_meta(source).profile
        create_schema(con, profile)  # before the register is attached: its transaction would want to write that, too
        con.execute("ATTACH ? AS source", (sqlite_uri(register.resolve(), "ro"),))
        con.execute("BEGIN")
        yield con, profile


def copy_rows(
    con: sqlite3.Connection, table: str, where: Sql = ALL, values: Sequence[Any] = (), *, without: Sequence[str] = (),
    instead: Mapping[str, Sql] | None = None,
) -> int:  # fmt: skip
    """Copy rows with the columns that both have but those `without`, others with what stands in `instead`; how many."""
    query = "SELECT name FROM pragma_table_info(?1, ?2)"
    here = [name for (name,) in con.execute(query, (table, "main"))]
    there = {name for (name,) in con.execute(query, (table, "source"))}
    names = [name for name in here if name in there and name not in without]
    said = instead or {}
    read = join((said.get(name) or build("{c}", c=name) for name in names), ", ")
    count = con.execute(
        build(
            "INSERT INTO main.{t} ({n}) SELECT {read} FROM source.{t} WHERE {w}",
            t=table, n=names, read=read, w=where,
        ),
        values,
    ).rowcount  # fmt: skip
    if any(layer.table == table and layer.geometry is not None for layer in LAYERS):
        con.execute(
            build(
                "INSERT INTO main.{tree} SELECT * FROM source.{tree} WHERE id IN (SELECT fid FROM main.{table})",
                tree=rtree_name(table), table=table,
            )
        )  # fmt: skip
    return count


def drop_tree_triggers(con: sqlite3.Connection) -> None:
    """Until the rows are there: their places are copied, too."""
    for layer in LAYERS:
        if layer.geometry is not None:
            for name in rtree_triggers(layer.table):
                con.execute(build("DROP TRIGGER {name}", name=name))


def make_tree_triggers(con: sqlite3.Connection) -> None:
    """Make them again, and write down how far each layer reaches."""
    for layer in LAYERS:
        if layer.geometry is not None:
            for statement in rtree_triggers(layer.table).values():
                con.execute(statement)
            update_extent(con, layer.table)


def codes_and_photos(con: sqlite3.Connection) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What a copy takes along besides its rows: the codes in it, and the paths of the photos that it names."""
    codes = con.execute("SELECT code FROM address WHERE code IS NOT NULL ORDER BY fid")
    photos = con.execute(
        "SELECT photo FROM address WHERE coalesce(photo, '') <> ''"
        " UNION SELECT photo FROM plaque WHERE coalesce(photo, '') <> ''"
    )
    return tuple(code for (code,) in codes), tuple(photo for (photo,) in photos)
