"""A register on a server: made, filled by COPY, read and marked; every function in the caller's transaction."""
from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, Optional

from ...core.errors import QT_TRANSLATE_NOOP, Message
from ...core.profile import Profile, profile_from_json
from ..errors import RegisterError
from ..sql import build, idents
from . import marks, side_files
from .driver import NO_POSTGIS, OLDEST_POSTGIS, SCHEMA, PgPlace
from .guards import guard_statements
from .piece_file import PieceFile
from .roles import right_statements, role_statements
from .rows import Counting, Digest, as_it_is, copy_in, copy_out, server_line
from .state import ARRIVING_KEY, LAYOUT, LAYOUT_KEY, MOVED_KEY, OWN_KEYS
from .structure import Kind, TableSpec
from .tables import count_on, create_table, finish_tables

BATCH = 2000  # lines in one go
_HANDED_ON = 1 << 18  # bytes
LOCK_S = 30.0
Cursor = Any

NO_ROLES = Message(
    "pg_no_roles",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "The server of {register} lacks the roles of a register ({roles}) and you may not make them. Have its "
        "administrator make them once, as docs/postgresql.md says, then try again.",
    ),
)


class LineFile(PieceFile):
    """Lines as the file that COPY FROM reads: counted and digested on their way."""

    def __init__(self, table: TableSpec, lines: Iterable[str]) -> None:
        self.counting = Counting()
        super().__init__(self._batches(iter(lines), server_line(table)))

    def _batches(self, lines: Iterator[str], changed: Callable[[str], str]) -> Iterator[bytes]:
        while batch := list(islice(lines, BATCH)):
            data = self.counting.add(batch)
            yield data if changed is as_it_is else "".join([changed(line) + "\n" for line in batch]).encode()


class LineSink:
    """The file that COPY TO writes: counts and digests the lines and hands them on, some at a time."""

    def __init__(self, take: Optional[Any] = None) -> None:
        self.problem: Optional[BaseException] = None
        self._counting = Counting()
        self._take = take
        self._pieces: list[bytes] = []
        self._size = 0

    @property
    def counting(self) -> Counting:
        """What came, all of it."""
        self.hand_on()
        return self._counting

    def write(self, data: bytes) -> None:
        """Bytes as they come, which is row by row."""
        self._pieces.append(data)
        self._size += len(data)
        if self._size >= _HANDED_ON:
            self.hand_on()

    def hand_on(self) -> None:
        """Count and hand on the whole lines that came."""
        whole, end, rest = b"".join(self._pieces).rpartition(b"\n")
        self._pieces, self._size = [rest], len(rest)
        if not end:
            return
        self._counting.add_bytes(whole + end, whole.count(end) + 1)
        if self._take is None:
            return
        try:
            self._take(whole.decode().split("\n"))
        except BaseException as error:
            self.problem = error
            raise


def make_tables(cur: Cursor, tables: Sequence[TableSpec], place: PgPlace) -> None:
    """Roles, the schema and its tables, empty and without guards."""
    _check_postgis(cur, place)
    _make_roles(cur, place)
    cur.execute(build("CREATE SCHEMA {schema}", schema=SCHEMA))
    for table in tables:
        cur.execute(create_table(table))
    for statement in (side_files.CREATE, *marks.CREATE):
        cur.execute(statement)


def lock_tables(cur: Cursor, tables: Sequence[str], waiting: Callable[[], None]) -> None:
    """Let nobody write to the tables until the transaction ends; calls `waiting` now and then while others still do.

    Edits of other people lock tables in their own order, and must never lose against this: it lets go of all and comes
    back, sooner than the server would look for a deadlock. The driver's error after half a minute.
    """
    import psycopg2

    statement = build("LOCK TABLE {tables} IN SHARE ROW EXCLUSIVE MODE", tables=tables)
    end = time.monotonic() + LOCK_S
    begin = "SAVEPOINT unlocked"
    while True:
        waiting()
        try:
            cur.execute("; ".join((begin, "SET LOCAL lock_timeout = '300ms'", statement, "SET LOCAL lock_timeout = 0")))
            return
        except psycopg2.errors.LockNotAvailable:
            if time.monotonic() > end:  # somebody has left for lunch in the middle of a transaction
                raise
            begin = "ROLLBACK TO unlocked"
            cur.execute(begin)  # whoever waits for these tables has them now
            time.sleep(0.2)


def fill_table(cur: Cursor, table: TableSpec, lines: Iterable[str], into: str = "") -> Digest:
    """Write the lines into an empty table (or another one of its columns); what was written."""
    file = LineFile(table, lines)
    try:
        cur.copy_expert(copy_in(table, into or table.name), file, 1 << 20)
    except Exception:
        if file.problem is not None:
            raise file.problem from None
        raise
    return file.counting.digest


def read_table(cur: Cursor, table: TableSpec, take: Optional[Any] = None) -> Digest:
    """Hand the lines of a table to `take(list of lines)`, in the order of its keys; what was read."""
    sink = LineSink(take)
    try:
        cur.copy_expert(copy_out(table), sink, 1 << 20)
        sink.hand_on()
    except Exception:
        if sink.problem is not None:
            raise sink.problem from None
        raise
    return sink.counting.digest


def finish_register(cur: Cursor, tables: Sequence[TableSpec], profile: Profile, counters: dict[str, int]) -> None:
    """Indexes, keys, counters, guards and rights, once the rows are in."""
    for statement in finish_tables(tables):
        cur.execute(statement)
    for table in tables:
        if table.numbered:
            cur.execute(build("SELECT coalesce(max({key}), 0) FROM {table}", key=table.key[0], table=table.name))
            cur.execute(count_on(table, max(cur.fetchone()[0], counters.get(table.name, 0))))
    install_guards(cur, tables, profile)
    set_meta(cur, LAYOUT_KEY, str(LAYOUT))
    cur.execute("ANALYZE")


def install_guards(cur: Cursor, tables: Sequence[TableSpec], profile: Profile) -> None:
    """Functions, triggers and rights, anew."""
    cur.execute(
        "SELECT n.nspname FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace WHERE extname = 'postgis'"
    )
    path = idents(dict.fromkeys((SCHEMA, cur.fetchone()[0], "pg_temp")))
    for statement in (*guard_statements(tables, profile, path), *right_statements(tables), *side_files.RIGHTS):
        cur.execute(statement)


def counters_of(cur: Cursor, tables: Sequence[TableSpec]) -> dict[str, int]:
    """The last number that each table which counts has given (those that gave none are left out)."""
    cur.execute(
        "SELECT c.relname, pg_sequence_last_value(d.objid) FROM pg_depend d JOIN pg_class c ON c.oid = d.refobjid"
        " JOIN pg_class s ON s.oid = d.objid AND s.relkind = 'S' WHERE d.deptype = 'i'"
        " AND d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass"
        " AND c.relnamespace = 'diachiso'::regnamespace"
    )
    last = dict(cur.fetchall())
    return {table.name: int(last[table.name]) for table in tables if table.counted and last.get(table.name)}


def read_meta_values(cur: Cursor) -> dict[str, str]:
    """What the register says of itself."""
    cur.execute("SELECT key, value FROM register_meta")
    return {key: value or "" for key, value in cur.fetchall()}


def is_keeper(cur: Cursor) -> bool:
    """Whether who logged in here is a keeper of the register: a member of the role that owns it."""
    cur.execute("SELECT is_owner()")
    return bool(cur.fetchone()[0])


def profile_of(cur: Cursor) -> Profile:
    """The register's field profile."""
    return profile_from_json(read_meta_values(cur).get("profile", ""))


def set_meta(cur: Cursor, key: str, value: Optional[str]) -> None:
    """Write a key of the register's own place, or take it away (None), past the guards."""
    bulk(cur)
    cur.execute("ALTER TABLE register_meta DISABLE TRIGGER USER")
    cur.execute("DELETE FROM register_meta WHERE key = %s", (key,))
    if value is not None:
        number = -1 - OWN_KEYS.index(key)  # such rows stay here and take no number that a row may have elsewhere
        cur.execute("INSERT INTO register_meta (fid, key, value) VALUES (%s, %s, %s)", (number, key, value))
    cur.execute("ALTER TABLE register_meta ENABLE TRIGGER USER")


def bulk(cur: Cursor) -> None:
    """Set the guards aside until the end of the transaction; only the register's owner is believed."""
    cur.execute("SELECT set_config('diachiso.bulk', 'on', true)")


def write_audit_row(cur: Cursor, table: str, action: str, new: dict[str, Any], object_id: Optional[str] = None) -> None:
    """Add a row of ours to the audit log, by the login that works here."""
    cur.execute(
        "INSERT INTO audit_log (at, by, table_name, object_id, action, new)"
        " VALUES (to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.MS\"Z\"'), session_user,"
        " %s, %s, %s, %s)",
        (table, object_id, action, json.dumps(new, ensure_ascii=False)),
    )


def schema_there(cur: Cursor) -> bool:
    """Whether the database has a schema of our name, with anything in it or not."""
    cur.execute("SELECT 1 FROM pg_namespace WHERE nspname = %s", (SCHEMA,))
    return cur.fetchone() is not None


def state_there(cur: Cursor) -> Optional[dict[str, str]]:
    """What the register in the schema says of itself; None where the schema holds none."""
    cur.execute("SELECT to_regclass('diachiso.register_meta') IS NOT NULL")
    return read_meta_values(cur) if cur.fetchone()[0] else None


def is_arriving(meta: dict[str, str]) -> bool:
    """Whether a move to this place was begun and not ended."""
    return ARRIVING_KEY in meta


def moved_to(meta: dict[str, str]) -> Optional[str]:
    """Where the register has gone; None where it is at home."""
    return str(json.loads(meta[MOVED_KEY])["to"]) if MOVED_KEY in meta else None


def extra_columns(cur: Cursor, tables: Sequence[TableSpec]) -> Iterator[tuple[str, str, Kind]]:
    """Table, name and kind of columns that the server has beyond these."""
    known = {table.name: set(table.names) for table in tables}
    cur.execute(
        "SELECT table_name, column_name, data_type FROM information_schema.columns WHERE table_schema = %s"
        " ORDER BY table_name, ordinal_position", (SCHEMA,),
    )  # fmt: skip
    kinds = {kind.value: kind for kind in Kind}
    for table, column, declared in cur.fetchall():
        if table in known and column not in known[table]:
            yield table, column, kinds.get(declared, Kind.TEXT)


def _check_postgis(cur: Cursor, place: PgPlace) -> None:
    cur.execute("SELECT extversion FROM pg_extension WHERE extname = 'postgis'")
    row = cur.fetchone()
    if row is None or tuple(int(n) for n in re.findall(r"\d+", row[0])[:2]) < OLDEST_POSTGIS:
        raise RegisterError(NO_POSTGIS, register=place.shown)


def _make_roles(cur: Cursor, place: PgPlace) -> None:
    from .roles import ROLES

    cur.execute("SELECT rolname FROM pg_roles WHERE rolname = ANY(%s)", (list(ROLES),))
    there = {name for (name,) in cur.fetchall()}
    cur.execute("SELECT rolsuper OR rolcreaterole FROM pg_roles WHERE rolname = current_user")
    if cur.fetchone()[0]:
        for statement in role_statements():
            cur.execute(statement)
    elif lacking := [role for role in ROLES if role not in there]:
        raise RegisterError(NO_ROLES, register=place.shown, roles=", ".join(lacking))
