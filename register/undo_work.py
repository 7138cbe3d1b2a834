"""The work of an undo: rows as they were, serials free again unless their codes have left this machine.

Standard library and numpy only: a child process runs it.
"""
from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from ..core.errors import QT_TRANSLATE_NOOP, Message
from . import own_units, rtree
from .actor import current_user
from .apply import PROVISIONAL_SCHEME
from .backup import make_backup
from .connect import connect
from .errors import RegisterError, sqlite_errors
from .gpkg import rtree_triggers, update_extent
from .kept_rows import KEYS, restore_row
from .qa_applied import reopen_results
from .restore_work import void_ranges
from .row_json import row_from_json
from .schema import NOW_SQL
from .side_rows import edited_since
from .sql import build, insert, join
from .transaction import bump_revision, write_audit, write_transaction

PACK_FROM = 20_000  # from so many rows on, packing the R-tree anew beats deleting one by one
SHOWN = 20

NOTHING_TO_UNDO = Message(
    "nothing_to_undo",
    QT_TRANSLATE_NOOP("diachiso", "There is no apply to undo in {path}: none was made, or all were undone already."),
)
EDITED_SINCE = Message(
    "edited_since_apply",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "The apply of {at} cannot be undone, because {count} of its addresses were edited by people since: "
        "{codes}. Nothing was changed, so no edit is lost. Correct single addresses by hand; or restore "
        "the backup made before that apply, which gives up those edits.",
    ),
)
HAS_UNITS = Message(
    "units_since_apply",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "The apply of {at} cannot be undone, because units were added since to {count} of its addresses: "
        "{codes}. Nothing was changed. Restore the backup made before that apply, which gives up those "
        "units.",
    ),
)


PEOPLE_CHANGED = Message(
    "people_in_apply",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "The check-in of {at} cannot be undone: it changed or took out {count} records of people, and what stood in "
        "them before is kept nowhere else. Nothing was changed. Restore the backup made before it.",
    ),
)


@dataclass(frozen=True)
class UndoSummary:
    """What an undo did: addresses removed and restored, codes freed, burned, and left known as official."""

    apply_id: int
    kind: str
    at: str
    removed: int
    restored: int
    freed: int
    burned: int
    official: int
    revision: int
    backup: Path


@dataclass(frozen=True)
class _Run:
    """The apply to undo."""

    apply_id: int
    kind: str
    at: str


def undo(path: Path, announce: Callable[[UndoSummary], None] = lambda summary: None) -> UndoSummary:
    """Undo the last apply that is not undone yet, after a backup; hold the writer gate (RegisterError).

    `announce` is told the summary just before the commit.
    """
    with closing(connect(path)) as con, sqlite_errors(path):
        _refuse_if_edited(con, _last_run(con, path))
    backup = make_backup(path, "undoapply")
    with write_transaction(path, timeout=30, bulk=True) as con:
        run = _last_run(con, path)
        _refuse_if_edited(con, run)  # an edit may have been saved while the backup was made
        summary = _undo(con, run, backup)
        announce(summary)
    return summary


def _last_run(con: sqlite3.Connection, path: Path) -> _Run:
    row = con.execute(
        "SELECT apply_id, kind, at FROM apply_run WHERE undone_at IS NULL ORDER BY apply_id DESC LIMIT 1"
    ).fetchone()
    if row is None:
        raise RegisterError(NOTHING_TO_UNDO, path=str(path))
    return _Run(*row)


def _refuse_if_edited(con: sqlite3.Connection, run: _Run) -> None:
    """Raise RegisterError if a person changed what the apply wrote, or hung something on it."""
    last = con.execute("SELECT max(seq) FROM audit_log WHERE apply_id = ?", (run.apply_id,)).fetchone()[0] or 0
    void = void_ranges(con)
    edits = con.execute(
        "SELECT l.seq, coalesce(a.code, a.address_id) FROM audit_log l JOIN address a ON a.address_id = "
        "l.object_id WHERE l.seq > ?1 AND l.apply_id IS NULL AND l.table_name IN ('address', "
        "'address_position', 'person', 'notification', 'plaque') AND (a.apply_id = ?2 OR a.fid IN "
        "(SELECT fid FROM apply_change WHERE apply_id = ?2 AND table_name = 'address'))",
        (last, run.apply_id),
    ).fetchall()
    edits += edited_since(con, run.apply_id, last) + own_units.edited_since(con, run.apply_id, last)
    _refuse(EDITED_SINCE, run, {code for seq, code in edits if not any(low <= seq <= high for low, high in void)})
    people = con.execute(
        "SELECT count(*) FROM apply_change WHERE apply_id = ? AND table_name = 'person'"
        " AND CAST(old AS TEXT) <> 'null'",
        (run.apply_id,),
    ).fetchone()[0]
    if people:
        raise RegisterError(PEOPLE_CHANGED, at=run.at, count=people)
    units = con.execute(
        "SELECT coalesce(a.code, a.address_id) FROM address a JOIN address unit ON unit.parent_id = "
        "a.address_id WHERE a.apply_id = ?1 AND unit.apply_id IS NOT ?1",
        (run.apply_id,),
    )
    _refuse(HAS_UNITS, run, {code for (code,) in units})


def _refuse(message: Message, run: _Run, codes: set[str]) -> None:
    if codes:
        shown = ", ".join(sorted(codes)[:SHOWN]) + (", …" if len(codes) > SHOWN else "")
        raise RegisterError(message, at=run.at, count=len(codes), codes=shown)


def _undo(con: sqlite3.Connection, run: _Run, backup: Path) -> UndoSummary:
    official, burned, freed = _take_back_codes(con, run.apply_id)
    con.execute("DELETE FROM successor WHERE apply_id = ?", (run.apply_id,))
    restored = _restore_rows(con, run.apply_id)
    removed = _remove_addresses(con, run.apply_id)
    update_extent(con, "address")
    con.execute("DELETE FROM apply_change WHERE apply_id = ?", (run.apply_id,))
    reopen_results(con, run.apply_id)
    con.execute(
        build("UPDATE apply_run SET undone_at = {now}, undone_by = ? WHERE apply_id = ?", now=NOW_SQL),
        (current_user(), run.apply_id),
    )
    counts = {
        "removed": removed, "restored": restored, "freed": freed, "burned": burned, "official": official,
    }  # fmt: skip
    write_audit(con, "apply_run", "undo", apply_id=run.apply_id, object_id=str(run.apply_id), new=counts)
    revision = bump_revision(con)
    return UndoSummary(run.apply_id, run.kind, run.at, revision=revision, backup=backup, **counts)


def _take_back_codes(con: sqlite3.Connection, apply_id: int) -> tuple[int, int, int]:
    """Ledger rows that the apply added: official again, burned, or gone; returns how many of each.

    The rows that it only changed are restored later from what it kept.
    """
    # a code out of no block was issued elsewhere: that it stood at this house is undone, that it exists is not
    official = con.execute(
        "UPDATE code_ledger SET state = 'official', address_id = NULL "
        "WHERE apply_id = ? AND state = 'given' AND block_id IS NULL AND scheme <> ?",
        (apply_id, PROVISIONAL_SCHEME),
    ).rowcount
    # the address stays noted, so that a restored backup can tell whose paper may show the code
    burned = con.execute(
        "UPDATE code_ledger SET state = 'burned' WHERE apply_id = ? AND state IN ('given', 'retired') "
        "AND left_at IS NOT NULL",
        (apply_id,),
    ).rowcount
    freed = con.execute(
        "DELETE FROM code_ledger WHERE apply_id = ? AND state IN ('given', 'retired') AND left_at IS NULL",
        (apply_id,),
    ).rowcount
    return official, burned, freed


def _restore_rows(con: sqlite3.Connection, apply_id: int) -> int:
    """Put back what the apply changed, the last change first; returns the number of addresses."""
    changes = con.execute(
        "SELECT table_name, fid, old FROM apply_change WHERE apply_id = ? ORDER BY change_id DESC", (apply_id,)
    ).fetchall()
    restored = 0
    for table, fid, text in changes:
        old = row_from_json(text)
        if table == "code_ledger":
            _restore_code(con, old)
        elif table == "address_source":
            con.execute("DELETE FROM address_source WHERE fid = ?", (fid,))
            if old:  # else there was no row before
                con.execute(insert("address_source", old), list(old.values()))
        elif table == "address" and old:  # else the apply made it: it is removed with the others
            _update(con, "address", "fid", old)
            con.execute("INSERT INTO sync_dirty VALUES ('address', ?) ON CONFLICT DO NOTHING", (fid,))
            write_audit(
                con, "address", "undo", apply_id=apply_id, object_id=old["address_id"], new={"code": old["code"]}
            )
            restored += 1
        elif table in KEYS:
            restore_row(con, table, fid, old)
        elif table == "code_block":
            _update(con, "code_block", "block_id", {k: old[k] for k in ("block_id", "next_serial")})
    return restored


def _restore_code(con: sqlite3.Connection, old: dict[str, Any]) -> None:
    """The ledger row as it was, save that a code which has left the machine stays known to have left."""
    con.execute(
        "UPDATE code_ledger SET address_id = ?, state = ?, apply_id = ?, given_at = ?, "
        "left_at = coalesce(left_at, ?) WHERE code = ? AND state <> 'burned'",
        [old[k] for k in ("address_id", "state", "apply_id", "given_at", "left_at", "code")],
    )


def _update(con: sqlite3.Connection, table: str, key: str, row: dict[str, Any]) -> None:
    sets = [build("{c} = ?", c=name) for name in row if name != key]
    values = [value for name, value in row.items() if name != key]
    statement = build("UPDATE {table} SET {sets} WHERE {key} = ?", table=table, sets=join(sets, ", "), key=key)
    con.execute(statement, [*values, row[key]])


def _remove_addresses(con: sqlite3.Connection, apply_id: int) -> int:
    """Remove the addresses that the apply inserted, with their sources, marks and R-tree entries."""
    count: int = con.execute("SELECT count(*) FROM address WHERE apply_id = ?", (apply_id,)).fetchone()[0]
    for statement in (
        "DELETE FROM address_source WHERE fid IN (SELECT fid FROM address WHERE apply_id = ?)",
        "DELETE FROM sync_dirty WHERE table_name = 'address' "
        "AND fid IN (SELECT fid FROM address WHERE apply_id = ?)",
    ):
        con.execute(statement, (apply_id,))
    con.execute(
        build(
            "INSERT INTO audit_log (at, by, apply_id, table_name, fid, object_id, action, old) "
            "SELECT {now}, ?, apply_id, 'address', fid, address_id, 'undo', "
            "'{{' || coalesce('\"code\":\"' || code || '\"', '') || '}}' FROM address WHERE apply_id = ?",
            now=NOW_SQL,
        ),
        (current_user(), apply_id),
    )
    if count < PACK_FROM:
        con.execute("DELETE FROM address WHERE apply_id = ?", (apply_id,))
        return count
    triggers = rtree_triggers("address")
    for name in triggers:
        con.execute(build("DROP TRIGGER {name}", name=name))
    gone = np.array([fid for (fid,) in con.execute("SELECT fid FROM address WHERE apply_id = ?", (apply_id,))])
    con.execute("DELETE FROM address WHERE apply_id = ?", (apply_id,))
    ids, boxes = rtree.read_boxes(con, "address")
    kept = ~np.isin(ids, gone)
    rtree.rebuild(con, "address", ids[kept], boxes[kept])
    for statement in triggers.values():
        con.execute(statement)
    return count
