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
from .erase_work import Erased, look
from .errors import RegisterError
from .gate import writer_gate
from .people import Subject, find_people
from .personal_texts import Terms, black_out

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
    it was. Which backups hold the data is looked up before, while it is still known what to look for.
    """
    path = path.resolve()
    if dry_run:
        return ErasureSummary(look(path, subject), tuple(_holding(path, subject)))
    with writer_gate(path, action="erase a person's data", cancelled=cancelled):
        backups = _holding(path, subject)
        said = run_in_child("erase", path, {"subject": asdict(subject), "reason": reason}, cancelled)
        erased = Erased(**said)
        if not delete_backups or not backups:
            return ErasureSummary(erased, tuple(backups))
        fresh = make_backup(path, "erase")  # first, so that there is one at any time
        return ErasureSummary(erased, tuple(_delete(held, fresh) for held in backups), fresh)


def _holding(path: Path, subject: Subject) -> list[HeldBackup]:
    """The backups in which the person's rows are, or their telephone, mail or name in some text."""
    with closing(connect(path)) as con:
        people = find_people(con, subject)
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
