"""A register on a server as a file for the time of one piece of work; what the work changed is written back.

Every tool that works on a file works on the server so, and none has to be written twice. Others read meanwhile and wait
with their writing. The changes come back in one transaction: a tool that fails, is cancelled or killed leaves the
server's register as it was. Every table that changed is compared afterwards, row by row, before anything counts.
"""
from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Optional

from ..cancelling import never
from ..errors import MOVED, RegisterError
from ..sql import Sql, build, join, literal
from . import file_store, server
from .driver import PgPlace, open_register, transaction
from .messages import DIFFERENT, IN_USE, NOT_KEEPER
from .move import Watch, copy_register
from .rows import Digest, sqlite_lines
from .side_files import bring_files, bring_settings, file_in, keep_files
from .state import OWN_KEYS
from .structure import TableSpec, read_structure
from .tables import count_on

_STAGED = "incoming"
# Deleting a row of these does something to others (ON DELETE SET NULL): they are changed in place.
_IN_PLACE = {"person"}
_LOCK = 0x64696163  # one piece of work at a time


@contextmanager
def mirrored(
    place: PgPlace, *, writes: bool, files: bool = False, people: bool = True, cancelled: Callable[[], bool] = never,
    waiting: Optional[Callable[[str], None]] = None,
) -> Iterator[Path]:  # fmt: skip
    """The register as a file in a folder of its own, gone afterwards; with `writes`, changes go back at the end.

    A province's own settings lie beside it; with `files` also the rest: states of check-outs, photos that came in.
    RegisterError where it is closed, or the login is not its keeper (a member of the role that owns it), who alone sees
    people and may write past what the guards of single edits allow.
    """
    with closing(open_register(place)) as con, TemporaryDirectory(prefix="diachiso-") as folder:
        path = file_in(Path(folder), place)
        with transaction(con, place) as cur:
            _enter(cur, place)
            made, before = copy_register(cur, path, Watch(lambda share: None, cancelled, place.shown))
            try:
                counters = server.counters_of(cur, list(made.tables.values()))
                made.finish(counters)
                made.place()
            finally:
                made.remove()
            (bring_files if files else bring_settings)(cur, path)
            if not writes:
                con.rollback()  # let the others write
                yield path
                return
            yield path
            _write_back(cur, path, before, counters, place)
            if files:
                keep_files(cur, path)


def _enter(cur: Any, place: PgPlace) -> None:
    cur.execute("SELECT is_owner()")
    if not cur.fetchone()[0]:
        raise RegisterError(NOT_KEEPER, register=place.shown)
    gone = server.moved_to(server.read_meta_values(cur))
    if gone is not None:
        raise RegisterError(MOVED, path=place.shown, target=gone)
    cur.execute("SELECT pg_try_advisory_xact_lock(%s)", (_LOCK,))
    if not cur.fetchone()[0]:
        raise RegisterError(IN_USE, register=place.shown)


def _write_back(cur: Any, path: Path, before: dict[str, Digest], counters: dict[str, int], place: PgPlace) -> None:
    with file_store.reading(path) as con:
        tables = read_structure(con)
        changed = {}
        for table in tables:
            digest = file_store.file_digest(con, table)
            if digest != before.get(table.name):
                changed[table.name] = digest
        cur.execute("SET CONSTRAINTS ALL DEFERRED")
        for table in tables:
            if table.name in changed:
                cur.execute(build("ALTER TABLE {t} DISABLE TRIGGER USER", t=table.name))
                _replace(cur, table, sqlite_lines(con, table))
        cur.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in tables:
            if table.name in changed:
                cur.execute(build("ALTER TABLE {t} ENABLE TRIGGER USER", t=table.name))
                if server.read_table(cur, table) != changed[table.name]:
                    raise RegisterError(DIFFERENT, table=table.name, register=place.shown)
        after = file_store.file_counters(con)
        for table in tables:
            if table.counted and after.get(table.name, 0) > counters.get(table.name, 0):
                cur.execute(count_on(table, after[table.name]))
            elif table.numbered and not table.counted and table.name in changed:
                cur.execute(build("SELECT coalesce(max({key}), 0) FROM {t}", key=table.key[0], t=table.name))
                cur.execute(count_on(table, cur.fetchone()[0]))


def _replace(cur: Any, table: TableSpec, lines: Iterator[str]) -> None:
    """Give a table these rows; those that are the same stay untouched."""
    cur.execute(build("CREATE TEMP TABLE {new} (LIKE {t}) ON COMMIT DROP", new=_STAGED, t=table.name))
    server.fill_table(cur, table, lines, into=_STAGED)
    cur.execute(build("CREATE INDEX ON {new} ({key})", new=_STAGED, key=list(table.key)))
    cur.execute(build("ANALYZE {new}", new=_STAGED))
    same_key = join((build("n.{c} = o.{c}", c=c) for c in table.key), " AND ")
    differs = build(
        "({old}) IS DISTINCT FROM ({new})",
        old=join((build("o.{c}", c=c) for c in table.names), ", "),
        new=join((build("n.{c}", c=c) for c in table.names), ", "),
    )  # fmt: skip
    own = Sql("false")
    if table.name == "register_meta":
        own = build("o.key IN ({keys})", keys=join((literal(key) for key in OWN_KEYS), ", "))
    parts = {"t": table.name, "new": _STAGED, "same": same_key, "differs": differs, "own": own}
    if table.name in _IN_PLACE:
        sets = join((build("{c} = n.{c}", c=c) for c in table.names if c not in table.key), ", ")
        cur.execute(build("UPDATE {t} o SET {sets} FROM {new} n WHERE {same} AND {differs}", sets=sets, **parts))
    else:
        cur.execute(build("DELETE FROM {t} o USING {new} n WHERE {same} AND {differs} AND NOT {own}", **parts))
    cur.execute(build("DELETE FROM {t} o WHERE NOT {own} AND NOT EXISTS (SELECT 1 FROM {new} n WHERE {same})", **parts))
    cur.execute(
        build("INSERT INTO {t} ({names}) SELECT {names} FROM {new} n"
              " WHERE NOT EXISTS (SELECT 1 FROM {t} o WHERE {same}) ORDER BY {key}",
              names=list(table.names), key=list(table.key), **parts)
    )  # fmt: skip
    cur.execute(build("DROP TABLE {new}", new=_STAGED))
