"""Erasing one person's data from a register, and what becomes of its backups."""
from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path

from .backup import Backup, list_backups, make_backup
from .cancelling import never
from .child import run_in_child
from .connect import connect
from .erase_work import Erased, check_reason, erased_ids, find_subject, look
from .errors import RegisterError, sqlite_errors
from .gate import writer_gate
from .people import IN_TEXTS, NOT_FOUND, Person, Subject, find_people
from .personal_texts import Terms, black_out
from .transaction import write_audit, write_transaction

__all__ = ["ErasureSummary", "HeldBackup", "erase_person"]


@dataclass(frozen=True)
class HeldBackup:
    """A backup that holds the person's data, or may: `readable` False where nobody can tell; whether it was deleted."""

    backup: Backup
    readable: bool
    deleted: bool = False


@dataclass(frozen=True)
class ErasureSummary:
    """What was erased or would be, the backups that hold it, and the backup that replaces deleted ones."""

    erased: Erased
    backups: tuple[HeldBackup, ...]
    fresh: Path | None = None


def erase_person(
    path: Path,
    subject: Subject,
    reason: str,
    *,
    delete_backups: bool = False,
    dry_run: bool = False,
    cancelled: Callable[[], bool] = never,
) -> ErasureSummary:
    """Erase one person's data from the register, and from its backups by deleting those that hold it (if asked).

    Where backups go, one of the register as it is now takes their place. Raises RegisterError; then the register is as
    it was. Which backups hold the data is looked up before, while it is still known what to look for; of somebody who
    was erased before, the backups tell that.
    """
    path = path.resolve()
    if dry_run:
        people, gone = _meant(path, subject)
        return ErasureSummary(_nothing(people) if gone else look(path, subject), tuple(_holding(path, people)))
    with writer_gate(path, action="erase a person's data", cancelled=cancelled):
        people, gone = _meant(path, subject)
        backups = _holding(path, people)
        if gone:
            check_reason(reason, Terms(people))
            erased = _nothing(people)
        else:
            said = run_in_child("erase", path, {"subject": asdict(subject), "reason": reason}, cancelled)
            erased = Erased(**said)
        fresh = None
        if delete_backups and backups:
            fresh = make_backup(path, "erase")  # first, so that there is one at any time
            backups = [_delete(held, fresh) for held in backups]
        if backups:
            _write_down(path, people, reason, backups)
        return ErasureSummary(erased, tuple(backups), fresh)


def _meant(path: Path, subject: Subject) -> tuple[list[Person], bool]:
    """The person's rows, and whether they stand in backups only, since they were erased before (RegisterError)."""
    with closing(connect(path)) as con, sqlite_errors(path):
        try:
            return find_subject(con, subject), False
        except RegisterError as error:
            if error.message is not NOT_FOUND:
                raise
            erased = erased_ids(con)
            people = {p.person_id: p for b in list_backups(path) for p in _of_backup(b.path, subject, erased)}
            if not people:
                raise
            return list(people.values()), True


def _of_backup(backup: Path, subject: Subject, erased: frozenset[int]) -> list[Person]:
    """The rows of somebody who was erased since, as a backup has them; none where it cannot be read."""
    try:
        with closing(connect(backup, any_version=True)) as con, sqlite_errors(backup):
            return [person for person in find_people(con, subject) if person.person_id in erased]
    except RegisterError as error:
        if error.message.id == "person_several":
            raise
        return []


def _nothing(people: Sequence[Person]) -> Erased:
    """What is to be erased of somebody of whom the register has nothing any more."""
    return Erased([], [person.masked for person in people], [], {}, {}, {}, compacted=True)


def _write_down(path: Path, people: Sequence[Person], reason: str, backups: Sequence[HeldBackup]) -> None:
    """What became of the backups, beside the erasure itself."""
    said = {
        "people": [p.person_id for p in people if p.person_id != IN_TEXTS], "reason": reason.strip(),
        "deleted": [held.backup.path.name for held in backups if held.deleted],
        "kept": [held.backup.path.name for held in backups if not held.deleted],
    }  # fmt: skip
    with write_transaction(path) as con:
        write_audit(con, "person", "erase_backups", new=said)


def _holding(path: Path, people: Sequence[Person]) -> list[HeldBackup]:
    """The backups in which the person's rows are, or their telephone, mail or name in some text."""
    ids = [person.person_id for person in people]
    checked = ((backup, _holds(backup.path, ids, Terms(people))) for backup in list_backups(path))
    return [HeldBackup(backup, held is not None) for backup, held in checked if held is not False]


def _holds(backup: Path, person_ids: Sequence[int], terms: Terms) -> bool | None:
    """Whether a backup holds the data; None where it cannot be read."""
    try:
        with closing(connect(backup, any_version=True)) as con:
            known = {number for (number,) in con.execute("SELECT person_id FROM person")}
            return not known.isdisjoint(person_ids) or bool(black_out(con, terms, write=False).blacked)
    except (RegisterError, OSError, ValueError):
        return None


def _delete(held: HeldBackup, fresh: Path) -> HeldBackup:
    if held.backup.path == fresh:  # nothing was written since: it is the register as it is now
        return held
    try:
        held.backup.path.unlink()
    except OSError:
        return held
    return HeldBackup(held.backup, held.readable, deleted=True)
