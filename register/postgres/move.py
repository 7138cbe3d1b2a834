"""Moving a register between a file and a server: every row copied, every table compared, then one of both is closed.

Two stores cannot commit as one, so the new one is first written whole but closed ("arriving"), then the old one is
closed for ever ("moved"), then the new one opens. Wherever that is interrupted, at most one of both takes writes, so no
code is given twice; the same move run again finishes it, or begins anew where the old one was not closed yet.
"""
from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, Union

from ...core.profile import Profile
from ..backup import make_backup
from ..cancelling import GATE_CANCELLED, GateCancelled, never
from ..checkout.copying import refuse_copy
from ..connect import connect
from ..create import EXISTS, NO_FOLDER
from ..errors import MOVED, RegisterError, sqlite_errors
from ..gate import writer_gate
from ..preflight import check_place
from ..reading import read_meta
from ..row_copy import codes_and_photos
from ..sql import build
from . import file_store, server, side_files
from .driver import SCHEMA, PgPlace, connect_server, open_register, transaction
from .marks import current_snapshot
from .messages import CHANGED_MEANWHILE, DIFFERENT, NOT_EMPTY, NOT_OWNER, ONE_OF_BOTH
from .replica import adopt
from .rows import Digest, sqlite_lines
from .state import ARRIVING_KEY, MOVED_KEY
from .structure import count_rows, foreign_tables, fresh_structure, read_structure

Place = Union[Path, PgPlace]
Progress = Callable[[float], None]


@dataclass(frozen=True)
class MoveSummary:
    """What was moved: each table with its rows and the digest that both stores have; tables that are none of ours."""

    tables: dict[str, Digest]
    left_behind: tuple[str, ...] = ()
    resumed: bool = False
    stayed: tuple[str, ...] = ()
    """Settings beside the new file that are not the server's, and were not written over."""
    photos: int = 0
    """Photos that records name by their place in the old file's folder: they are left there."""

    @property
    def rows(self) -> int:
        """All rows together."""
        return sum(digest.rows for digest in self.tables.values())


def move_register(
    source: Place, target: Place, *, progress: Progress = lambda share: None, cancelled: Callable[[], bool] = never
) -> MoveSummary:
    """Move a register from a file to a server, or back; all or nothing (RegisterError, GateCancelled).

    The old one stays for reading and says where it went.
    """
    if isinstance(source, Path) and isinstance(target, PgPlace):
        return _to_server(source, target, Watch(progress, cancelled, str(target)))
    if isinstance(source, PgPlace) and isinstance(target, Path):
        return _to_file(source, target, Watch(progress, cancelled, str(target)))
    raise RegisterError(ONE_OF_BOTH, register=str(source), target=str(target))


@dataclass
class Watch:
    """Tells how far it is, and stops where the person cancels."""

    progress: Progress
    cancelled: Callable[[], bool]
    path: str
    total: int = 1
    done: int = 0

    def expect(self, rows: int) -> None:
        """Copied once and compared once."""
        self.total = max(2 * rows, 1)

    def step(self, rows: int = 0) -> None:
        """`rows` more are done."""
        self.done += rows
        if self.cancelled():
            raise GateCancelled(GATE_CANCELLED, path=self.path)
        self.progress(min(self.done / self.total, 1.0))

    def lines(self, lines: Iterable[str]) -> Iterator[str]:
        """The same lines, watched."""
        lines = iter(lines)
        while batch := list(islice(lines, server.BATCH)):
            self.step(len(batch))
            yield from batch

    def taking(self, take: Callable[[list[str]], Any]) -> Callable[[list[str]], None]:
        """A function that hands lines on, watched."""

        def taken(lines: list[str]) -> None:
            self.step(len(lines))
            take(lines)

        return taken


def _to_server(path: Path, place: PgPlace, watch: Watch) -> MoveSummary:
    path = path.resolve()
    if file_store.moved_mark(path) == place.shown:
        return _open_server(path, place)
    with file_store.reading(path) as con:
        refuse_copy(con, path)
    with writer_gate(path, action="move the register", cancelled=watch.cancelled):
        snapshot = make_backup(path, "move", cancelled=watch.cancelled)
        with closing(connect_server(place)) as con:
            with transaction(con, place) as cur:
                _clear_server(cur, place, _register_id(path))
                digests, left = _copy_to_server(cur, snapshot, path, place, watch)
                seen = current_snapshot(cur)
            with file_store.reading(snapshot) as file:
                photos = len(codes_and_photos(file)[1])
            try:
                file_store.mark_moved(path, snapshot, place.shown, _counts(digests))
            except RegisterError as error:
                if error.message is CHANGED_MEANWHILE:
                    with transaction(con, place) as cur:
                        _drop(cur)
                raise
            with transaction(con, place) as cur:
                server.set_meta(cur, ARRIVING_KEY, None)
            if not left:
                adopt(con, place, snapshot, seen)
    return MoveSummary(digests, tuple(left), photos=photos)


def _open_server(path: Path, place: PgPlace) -> MoveSummary:
    """The file is closed already: what is left is to open the server's."""
    with closing(open_register(place)) as con, transaction(con, place) as cur:
        meta = server.read_meta_values(cur)
        if meta.get("register_id") != _register_id(path) or not server.is_arriving(meta):
            raise RegisterError(NOT_EMPTY, target=place.shown, what=meta.get("province", "?"))
        server.set_meta(cur, ARRIVING_KEY, None)
    return MoveSummary({}, resumed=True)


def _clear_server(cur: Any, place: PgPlace, register_id: str) -> None:
    """Refuse a database that holds anything of ours but a copy of this very register that never arrived."""
    if not server.schema_there(cur):
        return
    meta = server.state_there(cur)
    if meta is None or not (server.is_arriving(meta) and meta.get("register_id") == register_id):
        what = "schema " + SCHEMA if meta is None else meta.get("province", "?")
        raise RegisterError(NOT_EMPTY, target=place.shown, what=what)
    _drop(cur)


def _drop(cur: Any) -> None:
    cur.execute(build("DROP SCHEMA {schema} CASCADE", schema=SCHEMA))


def _copy_to_server(
    cur: Any, snapshot: Path, path: Path, place: PgPlace, watch: Watch
) -> tuple[dict[str, Digest], list[str]]:
    with file_store.reading(snapshot) as con:
        file_store.check_ready(con, path)
        profile = read_meta(con).profile
        left = foreign_tables(con, profile)
        tables = [table for table in read_structure(con) if table.name not in left]
        watch.expect(sum(count_rows(con, table.name) for table in tables))
        server.make_tables(cur, tables, place)
        digests = {}
        for table in tables:
            digests[table.name] = server.fill_table(cur, table, watch.lines(sqlite_lines(con, table)))
        for table in tables:
            watch.step()
            if server.read_table(cur, table, watch.taking(lambda lines: None)) != digests[table.name]:
                raise RegisterError(DIFFERENT, table=table.name, register=place.shown)
        server.finish_register(cur, tables, profile, file_store.file_counters(con))
        server.write_audit_row(cur, "register_meta", "moved_in", {"from": str(path), **_counts(digests)})
        side_files.keep_beside(cur, path)
        server.set_meta(cur, ARRIVING_KEY, str(path))
        watch.step()
    return digests, left


def _to_file(place: PgPlace, path: Path, watch: Watch) -> MoveSummary:
    path = path.absolute()
    if not path.parent.is_dir():
        raise RegisterError(NO_FOLDER, folder=str(path.parent))
    with closing(open_register(place)) as con:
        with transaction(con, place) as cur:
            meta = server.read_meta_values(cur)
            if not server.is_keeper(cur):
                raise RegisterError(NOT_OWNER, register=place.shown)
        if _cleared_file(path, place, meta):
            file_store.open_doors(path)
            return MoveSummary({}, resumed=True)
        with transaction(con, place) as cur:
            made = None
            try:
                made, digests = _copy_to_file(cur, place, path, watch)
                made.place()
                check_place(path, 0)
                stayed = side_files.bring_files(cur, path)
                server.bulk(cur)
                server.write_audit_row(cur, "register_meta", "moved", {"to": str(path), **_counts(digests)})
                server.set_meta(cur, MOVED_KEY, json.dumps({"to": str(path)}))
            finally:
                if made is not None:
                    made.remove()
    file_store.open_doors(path)
    return MoveSummary(digests, stayed=tuple(stayed))


def _cleared_file(path: Path, place: PgPlace, meta: dict[str, str]) -> bool:
    """Whether the file is there and only waits to be opened; a copy that never arrived is taken away."""
    gone = server.moved_to(meta)
    if not path.exists():
        if gone is not None:
            raise RegisterError(MOVED, path=place.shown, target=gone)
        return False
    try:
        register_id, source = file_store.arriving_from(path)
    except RegisterError:
        register_id, source = "", ""
    if source != place.shown or register_id != meta.get("register_id"):
        raise RegisterError(EXISTS, path=str(path))
    if gone is not None:
        return True
    path.unlink()
    return False


def _copy_to_file(cur: Any, place: PgPlace, path: Path, watch: Watch) -> tuple[file_store.NewFile, dict[str, Digest]]:
    made, digests = copy_register(cur, path, watch)
    try:
        with sqlite_errors(made.part):
            made.finish(server.counters_of(cur, list(made.tables.values())), place.shown, _counts(digests))
        watch.step()
    except BaseException:
        made.remove()
        raise
    return made, digests


def copy_register(cur: Any, path: Path, watch: Watch) -> tuple[file_store.NewFile, dict[str, Digest]]:
    """Copy the server's register into a new file beside `path`, and compare every table; nobody writes meanwhile."""
    profile: Profile = server.profile_of(cur)
    tables = fresh_structure(profile)
    server.lock_tables(cur, [table.name for table in tables], watch.step)
    made = file_store.NewFile(path, profile, server.extra_columns(cur, tables))
    try:
        with sqlite_errors(made.part):
            whole = list(made.tables.values())
            counts = 0
            for table in whole:
                cur.execute(build("SELECT count(*) FROM {t}", t=table.name))
                counts += int(cur.fetchone()[0])
            watch.expect(counts)
            digests = {}
            made.drop_indexes()
            for table in whole:
                digests[table.name] = server.read_table(cur, table, watch.taking(made.writer(table)))
            for table in whole:
                watch.step(digests[table.name].rows)
                if file_store.file_digest(made.con, table) != digests[table.name]:
                    raise RegisterError(DIFFERENT, table=table.name, register=str(path))
    except BaseException:
        made.remove()
        raise
    return made, digests


def _counts(digests: dict[str, Digest]) -> dict[str, Any]:
    rows = {name: digest.rows for name, digest in digests.items() if digest.rows}
    return {"rows": rows, "sha256": {name: digests[name].sha256[:16] for name in rows}}


def _register_id(path: Path) -> str:
    with closing(connect(path)) as con, sqlite_errors(path):
        return read_meta(con).register_id
