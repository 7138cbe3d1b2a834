"""Notices in the register: who is to be told what, what was sent to whom, and how it went."""
from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from ..core.errors import QT_TRANSLATE_NOOP, Message
from ..core.notices import STATES, Channel, Letter, NoticeAddress, NoticePerson, Outcome
from .additions import absent_additions, outdated_additions
from .cancelling import never
from .connect import connect
from .errors import RegisterError, sqlite_errors
from .export_records import ExportRecord, note_export
from .gate import writer_gate
from .print_rows import PrintRow
from .sql import insert
from .transaction import write_transaction

TABLE = "notification"

OLD_TABLE = Message(
    "notices_old_table",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "The register {path} was made by an older version that did not follow notices. Run “Check and upgrade” first.",
    ),
)
UNKNOWN = Message("notice_unknown", QT_TRANSLATE_NOOP("diachiso", "The register has sent no notice {reference}."))


@dataclass(frozen=True)
class DataVersion:
    """What a letter is stamped with: the register's revision, the last row of its log, and when that was (ISO)."""

    revision: int
    seq: int
    at: str


@dataclass(frozen=True)
class NoticeResult:
    """How a notice went, named by its reference; `day` ISO."""

    reference: str
    outcome: Outcome
    day: str
    note: str = ""


@dataclass(frozen=True)
class ResultDone:
    """What became of a result: how many addresses it says something of, or why it cannot be written down."""

    reference: str
    addresses: int = 0
    problem: Message | None = None


def require_notices(con: sqlite3.Connection, path: Path) -> None:
    """Refuse a register whose table of notices is missing or that of an older version (RegisterError)."""
    if TABLE in absent_additions(con) | outdated_additions(con):
        raise RegisterError(OLD_TABLE, path=str(path))


def data_version(con: sqlite3.Connection) -> DataVersion:
    """The state of the register that is read."""
    revision = int(con.execute("SELECT value FROM register_meta WHERE key = 'revision'").fetchone()[0])
    row = con.execute("SELECT seq, at FROM audit_log ORDER BY seq DESC LIMIT 1").fetchone() or (0, "")
    return DataVersion(revision, row[0], row[1])


def notice_address(row: PrintRow, classes: dict[str, str]) -> NoticeAddress:
    """A printed row as a letter tells it."""
    return NoticeAddress(
        row.text("address_id"), row.text("code"), row.text("address_text"),
        classes.get(row.text("object_class"), ""), row.text("name"), row.text("commune_code"), row.text("commune"),
        row.text("settlement"), row.lonlat,
    )  # fmt: skip


def read_persons(con: sqlite3.Connection, address_ids: Iterable[str], day: str) -> list[NoticePerson]:
    """The people of some addresses, as they were entered; not those whose retention has passed by `day` (ISO)."""
    wanted = set(address_ids)
    rows = con.execute(
        "SELECT person_id, address_id, role, coalesce(full_name, ''), coalesce(organisation, ''), coalesce(phone, ''),"
        " coalesce(email, ''), coalesce(legal_basis, '') FROM person"
        " WHERE coalesce(retention_date, '') = '' OR retention_date >= ? ORDER BY person_id",
        (day,),
    )
    return [NoticePerson(*row) for row in rows if row[1] in wanted]


def told_already(con: sqlite3.Connection) -> set[str]:
    """The addresses of which a notice was sent that has not failed."""
    rows = con.execute("SELECT DISTINCT address_id FROM notification WHERE state IN ('sent', 'reached')")
    return {address_id for (address_id,) in rows}


def record_notices(
    con: sqlite3.Connection, sent: Sequence[tuple[str, Letter]], channel: Channel, day: str, batch: str,
    export: ExportRecord,
) -> None:  # fmt: skip
    """Write down what was made for whom (reference, letter), in the caller's write transaction; planned ones are taken.

    The export with personal data is recorded in the same transaction.
    """
    rows = []
    for reference, letter in sent:
        for address in letter.addresses:
            persons = [p for p in letter.persons if p.address_id == address.address_id]
            person = persons[0] if persons else None
            role = person.role if person else letter.role
            con.execute(
                "DELETE FROM notification WHERE address_id = ? AND state = 'planned' AND coalesce(person_id, -1) = ?",
                (address.address_id, person.person_id if person else -1),
            )
            rows.append(
                (address.address_id, person.person_id if person else None, role, channel.value, "sent", day,
                 reference, batch)
            )  # fmt: skip
    columns = ("address_id", "person_id", "recipient", "channel", "state", "sent_at", "reference", "batch")
    con.executemany(insert(TABLE, columns), rows)
    note_export(con, export, [a.code for _, letter in sent for a in letter.addresses])


def record_results(
    path: Path, results: Sequence[NoticeResult], *, dry_run: bool = False, cancelled: Callable[[], bool] = never
) -> list[ResultDone]:
    """Write down how notices went: all that are known, in one transaction; the others are told (RegisterError)."""
    if dry_run:
        with closing(connect(path)) as con, sqlite_errors(path):
            require_notices(con, path)
            return [_result(con, result, write=False) for result in results]
    with writer_gate(path, action="results of notices", cancelled=cancelled), write_transaction(path) as con:
        require_notices(con, path)
        return [_result(con, result, write=True) for result in results]


def _result(con: sqlite3.Connection, result: NoticeResult, write: bool) -> ResultDone:
    known = con.execute("SELECT count(*) FROM notification WHERE reference = ?", (result.reference,)).fetchone()[0]
    if not known:
        return ResultDone(result.reference, problem=UNKNOWN)
    if write:
        reached = result.day if result.outcome is Outcome.DELIVERED else None
        con.execute(
            "UPDATE notification SET state = ?, result = ?, reached_at = ?, note = coalesce(nullif(?, ''), note)"
            " WHERE reference = ?",
            (STATES[result.outcome], result.outcome.value, reached, result.note, result.reference),
        )
    return ResultDone(result.reference, known)
