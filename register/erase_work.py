"""The work of erasing one person's data from a register; a child process runs it: standard library only.

No backup is made before, since it would hold what is to go. What goes is overwritten (secure_delete), and the file is
packed afterwards, so that nothing stays in its free pages either, not even of rows that were deleted long ago.
"""
from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from ..core.errors import QT_TRANSLATE_NOOP, Message
from .actor import current_user
from .connect import connect
from .errors import RegisterError, sqlite_errors
from .people import Person, Subject, find_people
from .personal_texts import Found, Terms, black_out
from .schema import NOW_SQL
from .sql import build
from .transaction import bump_revision, write_transaction

_SEAL = "audit_log_no_update"  # the one trigger without a way round it: the log is append-only, save for this

NO_REASON = Message(
    "erase_no_reason",
    QT_TRANSLATE_NOOP(
        "diachiso", "Say why in REASON, such as the request's number and date: it stands in the history."
    ),
)
REASON_NAMES = Message(
    "erase_reason_names",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "The reason holds the name, telephone or mail of the person, and would keep what is to be erased. Write it "
        "without, such as the request's number and date.",
    ),
)


@dataclass(frozen=True)
class Erased:
    """What was erased, or would be: numbers of the rows, where else it stood, where a name was left for a person."""

    person_ids: list[int]
    masked: list[str]
    address_ids: list[str]
    blacked: dict[str, int]
    doubtful: dict[str, int]
    compacted: bool = False


def look(path: Path, subject: Subject) -> Erased:
    """What `erase` would do; nothing is written (RegisterError)."""
    with closing(connect(path)) as con, sqlite_errors(path):
        people = find_people(con, subject)
        return _erased(people, black_out(con, Terms(people), write=False))


def erase(path: Path, subject: Subject, reason: str, announce: Callable[[Erased], None] = lambda done: None) -> Erased:
    """Erase one person's data everywhere in the register, and write down that it was done; hold the writer gate.

    All or nothing (RegisterError). `announce` is told the summary just before the commit, and again when it is packed.
    """
    with write_transaction(path, timeout=30, bulk=True) as con:
        con.execute("PRAGMA secure_delete = ON")
        people = find_people(con, subject)
        terms = Terms(people)
        check_reason(reason, terms)
        seal = con.execute("SELECT sql FROM sqlite_master WHERE type = 'trigger' AND name = ?", (_SEAL,)).fetchone()
        con.execute(build("DROP TRIGGER IF EXISTS {name}", name=_SEAL))
        _forget_log(con, people)
        done = _erased(people, black_out(con, terms, write=True))
        con.executemany("DELETE FROM person WHERE person_id = ?", [(p.person_id,) for p in people])
        if seal is not None:
            con.execute(seal[0])
        _write_down(con, people, reason.strip(), done)
        bump_revision(con)
        announce(done)
    done = replace(done, compacted=compact(path))
    announce(done)
    return done


def check_reason(reason: str, terms: Terms) -> None:
    """RegisterError unless a reason is said, and without a word of what is to go."""
    if not reason.strip():
        raise RegisterError(NO_REASON)
    if reason in terms:
        raise RegisterError(REASON_NAMES)


def erased_ids(con: sqlite3.Connection) -> frozenset[int]:
    """The numbers of the rows that were erased from the register, as its log tells."""
    rows = con.execute("SELECT fid FROM audit_log WHERE table_name = 'person' AND action = 'erase'")
    return frozenset(number for (number,) in rows)


def compact(path: Path) -> bool:
    """Pack the file, so that its free pages hold nothing; False where a program reads it or the disk is full."""
    with closing(connect(path, write=True, timeout=10)) as con:
        try:
            con.execute("PRAGMA secure_delete = ON")
            con.execute("VACUUM")
        except sqlite3.OperationalError:
            return False
    return True


def erase_again(con: sqlite3.Connection) -> int:
    """Delete the rows of those whom the log knows as erased: a restored backup had them; returns how many."""
    before = con.total_changes
    con.execute("PRAGMA secure_delete = ON")
    con.execute(
        "DELETE FROM person WHERE person_id IN"
        " (SELECT fid FROM audit_log WHERE table_name = 'person' AND action = 'erase')"
    )
    return con.total_changes - before


def _forget_log(con: sqlite3.Connection, people: list[Person]) -> None:
    """Whatever a log of another version may have kept of these rows."""
    con.executemany(
        "UPDATE audit_log SET old = NULL, new = NULL WHERE table_name = 'person' AND fid = ? AND action <> 'erase'"
        " AND (old IS NOT NULL OR new IS NOT NULL)",
        [(person.person_id,) for person in people],
    )


def _write_down(con: sqlite3.Connection, people: list[Person], reason: str, done: Erased) -> None:
    """One row per person's row: that it was erased, by whom, when and why, and not a word of what it was."""
    statement = build(
        "INSERT INTO audit_log (at, by, table_name, fid, object_id, action, new)"
        " VALUES ({now}, ?, 'person', ?, ?, 'erase', ?)",
        now=NOW_SQL,
    )
    said: Mapping[str, Any] = {"reason": reason, "rows": len(people), "elsewhere": done.blacked}
    text = json.dumps(said, ensure_ascii=False)
    con.executemany(statement, [(current_user(), p.person_id, p.address_id, text) for p in people])


def _erased(people: list[Person], found: Found) -> Erased:
    return Erased(
        [p.person_id for p in people], [p.masked for p in people], sorted({p.address_id for p in people}),
        found.blacked, found.doubtful,
    )  # fmt: skip
