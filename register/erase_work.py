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
from typing import Any, Optional

from ..core.errors import QT_TRANSLATE_NOOP, Message
from .actor import current_user
from .connect import connect
from .errors import RegisterError, sqlite_errors
from .people import IN_TEXTS, NOT_FOUND, Person, Subject, find_people
from .personal_texts import Found, Terms, black_out
from .schema import NOW_SQL
from .sql import build
from .transaction import bump_revision, write_transaction

SHOWN = 10
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


MAY_BE_ANYONE = Message(
    "erase_may_be_anyone",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "The register holds nobody like that. The name stands where it may be a street's or a shop's ({places}). "
        "Nothing was changed: look at these records, and correct them by hand if need be.",
    ),
)


@dataclass(frozen=True)
class Erased:
    """What was erased, or would be: numbers of the rows, where else it stood, where a name was left for a person.

    `records`: by either kind of place, whose records these are.
    """

    person_ids: list[int]
    masked: list[str]
    address_ids: list[str]
    blacked: dict[str, int]
    doubtful: dict[str, int]
    records: dict[str, list[str]]
    compacted: bool = False


def find_subject(con: sqlite3.Connection, subject: Subject) -> list[Person]:
    """The rows of the person; of somebody who stands in remarks only, one without a number (RegisterError)."""
    try:
        return find_people(con, subject)
    except RegisterError as error:
        if error.message is not NOT_FOUND or subject.person_ids:
            raise
        named = Person(IN_TEXTS, "", "", subject.full_name or None, None, subject.phone or None, None, "", None)
        found = black_out(con, Terms([named]), write=False)
        if not found.blacked and found.doubtful:
            records = _by_code(con, _erased([named], found)).records
            places = ((place, ", ".join(records[place][:SHOWN])) for place in found.doubtful)
            told = "; ".join(f"{place}: {listed}" for place, listed in places)
            raise RegisterError(MAY_BE_ANYONE, places=told) from error
        if not found.blacked:
            raise
        return [named]


def look(path: Path, subject: Subject) -> Erased:
    """What `erase` would do; nothing is written (RegisterError)."""
    with closing(connect(path)) as con, sqlite_errors(path):
        people = find_subject(con, subject)
        return _by_code(con, _erased(people, black_out(con, Terms(people), write=False)))


def erase(path: Path, subject: Subject, reason: str, announce: Callable[[Erased], None] = lambda done: None) -> Erased:
    """Erase one person's data everywhere in the register, and write down that it was done; hold the writer gate.

    All or nothing (RegisterError). `announce` is told the summary just before the commit, and again when it is packed.
    """
    with write_transaction(path, timeout=30, bulk=True) as con:
        con.execute("PRAGMA secure_delete = ON")
        people = find_subject(con, subject)
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
        done = _by_code(con, done)
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
    rows = con.execute(
        "SELECT fid FROM audit_log WHERE table_name = 'person' AND action = 'erase' AND fid IS NOT NULL"
    )
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
    con.execute("PRAGMA secure_delete = ON")
    return con.execute(
        "DELETE FROM person WHERE person_id IN"
        " (SELECT fid FROM audit_log WHERE table_name = 'person' AND action = 'erase')"
    ).rowcount


def _forget_log(con: sqlite3.Connection, people: list[Person]) -> None:
    """Whatever a log of another version may have kept of these rows."""
    con.executemany(
        "UPDATE audit_log SET old = NULL, new = NULL WHERE table_name = 'person' AND fid = ? AND action <> 'erase'"
        " AND (old IS NOT NULL OR new IS NOT NULL)",
        [(person.person_id,) for person in people],
    )


def _write_down(con: sqlite3.Connection, people: list[Person], reason: str, done: Erased) -> None:
    """One row per person's row: that it was erased, by whom, when and why, and not a word of what it was.

    Of somebody who stood in remarks only, one row per address that these belong to.
    """
    statement = build(
        "INSERT INTO audit_log (at, by, table_name, fid, object_id, action, new)"
        " VALUES ({now}, ?, 'person', ?, ?, 'erase', ?)",
        now=NOW_SQL,
    )
    said: Mapping[str, Any] = {"reason": reason, "rows": len(done.person_ids), "elsewhere": done.blacked}
    text = json.dumps(said, ensure_ascii=False)
    rows: list[tuple[Optional[int], str]] = [(p.person_id, p.address_id) for p in people if p.person_id != IN_TEXTS]
    if not rows:
        listed = {record for table in done.blacked for record in done.records[table]}
        known = {i for (i,) in con.execute("SELECT address_id FROM address")} if listed else set()
        rows = [(None, record) for record in sorted(listed & known)] or [(None, "")]
    con.executemany(statement, [(current_user(), number, address, text) for number, address in rows])


def _by_code(con: sqlite3.Connection, done: Erased) -> Erased:
    """The same, its records told by their codes where they have one."""

    def named(record: str) -> str:
        row = con.execute("SELECT code FROM address WHERE address_id = ?", (record,)).fetchone()
        return (row[0] if row else None) or record

    return replace(done, records={place: list(map(named, listed)) for place, listed in done.records.items()})


def _erased(people: list[Person], found: Found) -> Erased:
    return Erased(
        [p.person_id for p in people if p.person_id != IN_TEXTS], [p.masked for p in people],
        sorted({p.address_id for p in people} - {""}), found.blacked, found.doubtful, found.records,
    )  # fmt: skip
