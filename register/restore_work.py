"""The work of a restore: a backup into the live file, without ever giving again what was given since.

Standard library only: a child process runs it.
"""
from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from ..core.errors import QT_TRANSLATE_NOOP, Message
from .actor import current_user
from .additions import create_additions
from .apply import PROVISIONAL_SCHEME
from .backup import NOT_VERIFIED, backup_folder, check_sound, keep_damaged, make_backup
from .checkout.schema import CHECKOUT, HOLD, NUMBER
from .connect import connect, open_database, sqlite_uri
from .erase_work import erase_again
from .errors import DAMAGED, LOCKED, RegisterError, register_error, sqlite_errors
from .schema import NOW_SQL
from .sql import Sql, build
from .transaction import revision, write_audit

SHOWN = 20
PATIENCE_S = 30.0  # for programs that read the register to let us write it
SQLITE_DONE = 101

OTHER_REGISTER = Message(
    "backup_of_other_register",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "{backup} is a backup of another register, so {path} was left as it is. Choose one from the folder {folder}.",
    ),
)
GIVEN_TO_OTHERS = Message(
    "backup_codes_given_to_others",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "{backup} cannot be restored: {count} of its codes were given to other addresses since and have left this "
        "machine ({codes}). Nothing was changed. Choose a later backup.",
    ),
)


LEDGER_LOST = Message(
    "ledger_lost",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "The ledger of {path} is damaged and cannot be read, so nobody knows which codes were given since {backup}. "
        "Nothing was changed. If no code was given since, replace the register by a copy of that backup by hand; "
        "else ask the developers for help.",
    ),
)


@dataclass(frozen=True)
class RestoreSummary:
    """What a restore did: `burned` codes were given since, `official` ones learned; `before` is the state before."""

    backup: Path
    before: Path
    burned: int
    official: int
    revision: int


def restore(
    path: Path, backup: Path, announce: Callable[[RestoreSummary], None] = lambda summary: None
) -> RestoreSummary:
    """Make the register what it was in the backup; hold the writer gate (RegisterError).

    `announce` is told the summary just before the register is written.
    """
    check_sound(backup)
    _refuse_other_register(path, backup)
    before, damaged = _keep_state_before(path, backup)
    if damaged and not _is_readable(path, "code_ledger"):
        raise RegisterError(LEDGER_LOST, path=str(path), backup=str(backup))
    has_history = not damaged or _is_readable(path, "audit_log")
    staged = backup_folder(path) / ".restore.part"
    try:
        staged.unlink(missing_ok=True)
        with closing(connect(backup)) as con, sqlite_errors(backup):
            con.execute("VACUUM INTO ?", (str(staged),))
        summary = _merge_what_is_known(path, staged, backup, before, has_history)
        check_sound(staged)
        announce(summary)
        _write_into(path, staged)
    finally:
        for leftover in (staged, staged.with_name(staged.name + "-journal")):
            leftover.unlink(missing_ok=True)
    return summary


def _keep_state_before(path: Path, backup: Path) -> tuple[Path, bool]:
    """A backup of the live register, or its bytes if it is damaged (then a restore is needed most), and whether."""
    try:
        return make_backup(path, "restore", keep=[backup]), False
    except RegisterError as error:
        if error.message not in (DAMAGED, NOT_VERIFIED):
            raise
        return keep_damaged(path), True


def void_ranges(con: sqlite3.Connection) -> list[tuple[int, int]]:
    """Ranges of audit_log.seq whose changes a restore took back."""
    rows = con.execute("SELECT old FROM audit_log WHERE action = 'restore' AND old IS NOT NULL")
    ranges = (json.loads(old).get("void") for (old,) in rows)
    return [(low, high) for low, high in filter(None, ranges)]


def _refuse_other_register(path: Path, backup: Path) -> None:
    ids = []
    for file in (path, backup):
        with closing(connect(file)) as con, sqlite_errors(file):
            ids.append(con.execute("SELECT value FROM register_meta WHERE key = 'register_id'").fetchone())
    if ids[0] != ids[1]:
        raise RegisterError(OTHER_REGISTER, path=str(path), backup=str(backup), folder=str(backup_folder(path)))


def _merge_what_is_known(
    path: Path, staged: Path, backup: Path, before: Path, has_history: bool
) -> RestoreSummary:
    """Bring into the staged copy what must survive the restore."""
    with closing(open_database(staged, mode="rw")) as con, sqlite_errors(path):
        con.execute("ATTACH ? AS live", (sqlite_uri(path, "ro"),))
        con.execute("BEGIN IMMEDIATE")
        con.execute("UPDATE sync_ctl SET value = '1' WHERE key = 'applying'")
        _refuse_codes_of_others(con, backup)
        burned, official = _merge_ledger(con)
        _merge_blocks(con)
        _merge_checkouts(con)
        void = _merge_history(con) if has_history else None
        erase_again(con)
        revisions = [revision(con), _live_revision(con)]
        con.execute("UPDATE register_meta SET value = ? WHERE key = 'revision'", (max(revisions) + 1,))
        old = {"revision": revisions[1], "void": void}
        new = {"revision": revisions[0], "backup": backup.name, "burned": burned}
        write_audit(con, "register", "restore", old=old, new=new)
        con.execute("UPDATE sync_ctl SET value = '0' WHERE key = 'applying'")
        con.execute("COMMIT")
        con.execute("DETACH live")
    return RestoreSummary(backup, before, burned, official, max(revisions) + 1)


def _is_readable(path: Path, table: str) -> bool:
    """Whether every row of a table of a damaged register can be read (asked apart: a failed read spoils a write)."""
    with closing(connect(path)) as con:
        try:
            for _ in con.execute(build("SELECT * FROM {table}", table=table)):
                continue
        except sqlite3.DatabaseError as error:
            if register_error(error, path).message is not DAMAGED:
                raise
            return False
    return True


def _live_revision(con: sqlite3.Connection) -> int:
    return int(con.execute("SELECT value FROM live.register_meta WHERE key = 'revision'").fetchone()[0])


def _refuse_codes_of_others(con: sqlite3.Connection, backup: Path) -> None:
    """A code that the backup gives to one address may stand on another one's papers by now."""
    codes = [
        code
        for (code,) in con.execute(
            "SELECT b.code FROM main.code_ledger b JOIN live.code_ledger l ON l.code = b.code "
            "WHERE b.state IN ('given', 'retired') AND l.left_at IS NOT NULL "
            "AND l.address_id IS NOT NULL AND l.address_id IS NOT b.address_id ORDER BY 1"
        )
    ]
    if codes:
        shown = ", ".join(codes[:SHOWN]) + (", …" if len(codes) > SHOWN else "")
        raise RegisterError(GIVEN_TO_OTHERS, backup=str(backup), count=len(codes), codes=shown)


def _merge_ledger(con: sqlite3.Connection) -> tuple[int, int]:
    """Codes learned since stay known: official ones as official, ours as burned; returns how many of each."""
    outside = Sql("l.state = 'official' OR (l.block_id IS NULL AND l.state <> 'burned' AND l.scheme <> ?)")
    before = dict(con.execute("SELECT state, count(*) FROM main.code_ledger GROUP BY state").fetchall())
    con.execute(
        build(
            "INSERT INTO main.code_ledger (code, scheme, address_id, state, block_id, serial, given_at, left_at) "
            "SELECT l.code, l.scheme, CASE WHEN {outside} THEN NULL ELSE l.address_id END, "
            "CASE WHEN {outside} THEN 'official' ELSE 'burned' END, l.block_id, l.serial, l.given_at, l.left_at "
            "FROM live.code_ledger l WHERE NOT EXISTS (SELECT 1 FROM main.code_ledger b WHERE b.code = l.code)",
            outside=outside,
        ),
        (PROVISIONAL_SCHEME, PROVISIONAL_SCHEME),
    )
    con.execute(
        "UPDATE main.code_ledger SET left_at = "
        "(SELECT l.left_at FROM live.code_ledger l WHERE l.code = main.code_ledger.code) "
        "WHERE left_at IS NULL AND code IN (SELECT code FROM live.code_ledger WHERE left_at IS NOT NULL)"
    )
    after = dict(con.execute("SELECT state, count(*) FROM main.code_ledger GROUP BY state").fetchall())
    burned, official = (after.get(state, 0) - before.get(state, 0) for state in ("burned", "official"))
    return burned, official


def _merge_blocks(con: sqlite3.Connection) -> None:
    """Blocks that the authority reserved since stay; their next number only ever grows."""
    con.execute(
        "INSERT INTO main.code_block SELECT * FROM live.code_block "
        "WHERE block_id NOT IN (SELECT block_id FROM main.code_block)"
    )
    con.execute(
        "UPDATE main.code_block SET next_serial = max(next_serial, coalesce((SELECT l.next_serial "
        "FROM live.code_block l WHERE l.block_id = main.code_block.block_id), 0))"
    )


def _merge_checkouts(con: sqlite3.Connection) -> None:
    """Check-outs of since are out all the same, with their numbers; what the backup knows of others holds."""
    there = {name for (name,) in con.execute("SELECT name FROM live.sqlite_master WHERE type = 'table'")}
    if CHECKOUT not in there:
        return
    create_additions(con)
    since = "checkout_id NOT IN (SELECT checkout_id FROM main.checkout)"
    for table, key in ((HOLD, "hold_id"), (NUMBER, "number_id"), (CHECKOUT, "")):
        names = [name for (name,) in con.execute("SELECT name FROM pragma_table_info(?)", (table,)) if name != key]
        con.execute(
            build(
                "INSERT INTO main.{t} ({names}) SELECT {names} FROM live.{t} WHERE {since}",
                t=table, names=names, since=Sql(since),
            )
        )  # fmt: skip


def _merge_history(con: sqlite3.Connection) -> list[int] | None:
    """The audit log and the applies of since, the latter as undone; returns the range of seq that is void now.

    Addresses that were changed since are marked for the sync; no feature id is ever given again.
    """
    first = con.execute("SELECT coalesce(max(seq), 0) FROM main.audit_log").fetchone()[0]
    con.execute(
        "INSERT INTO main.audit_log (seq, at, by, apply_id, table_name, fid, object_id, action, old, new, hash) "
        "SELECT seq, at, by, apply_id, table_name, fid, object_id, action, old, new, hash "
        "FROM live.audit_log WHERE seq > ?",
        (first,),
    )
    last = con.execute("SELECT coalesce(max(seq), 0) FROM main.audit_log").fetchone()[0]
    con.execute(
        build(
            "INSERT INTO main.apply_run (apply_id, kind, at, by, source, params, counts, revision, backup, undone_at, "
            "undone_by) SELECT apply_id, kind, at, by, source, params, counts, revision, backup, "
            "coalesce(undone_at, {now}), coalesce(undone_by, ?) FROM live.apply_run "
            "WHERE apply_id NOT IN (SELECT apply_id FROM main.apply_run)",
            now=NOW_SQL,
        ),
        (current_user(),),
    )
    con.execute(
        "INSERT INTO main.sync_dirty (table_name, fid) SELECT DISTINCT 'address', a.fid FROM main.audit_log l "
        "JOIN main.address a ON a.address_id = l.object_id WHERE l.seq > ? ON CONFLICT DO NOTHING",
        (first,),
    )
    con.execute(
        "UPDATE main.sqlite_sequence SET seq = max(seq, coalesce((SELECT l.seq FROM live.sqlite_sequence l "
        "WHERE l.name = main.sqlite_sequence.name), 0))"
    )
    con.execute(
        "INSERT INTO main.sqlite_sequence (name, seq) SELECT name, seq FROM live.sqlite_sequence "
        "WHERE name NOT IN (SELECT name FROM main.sqlite_sequence)"
    )
    return [first + 1, last] if last > first else None


def _write_into(path: Path, staged: Path) -> None:
    """Copy the staged database over the live one in a single transaction of SQLite."""
    deadline = time.monotonic() + PATIENCE_S

    def give_up(status: int, _remaining: int, _total: int) -> None:
        if status != SQLITE_DONE and time.monotonic() > deadline:
            raise RegisterError(LOCKED, path=str(path))

    source = open_database(staged, mode="ro")
    with closing(source), closing(connect(path, write=True)) as target, sqlite_errors(path):
        source.backup(target, progress=give_up, sleep=0.1)
