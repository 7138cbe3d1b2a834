"""Checking a copy in: planned, shown, and written all or nothing, as an apply that can be undone."""
from __future__ import annotations

import json
import os
import secrets
import sqlite3
from collections.abc import Callable, Mapping
from contextlib import ExitStack, closing
from dataclasses import dataclass, field, replace
from datetime import datetime, timezone
from pathlib import Path
from typing import Any, Optional

from ...core.checkin.model import Choices, Difference, RowWrite, Verdict
from ...core.checkin.unused import unused_decisions
from ...core.errors import QT_TRANSLATE_NOOP, Message
from ...core.field_reasons import FieldReason
from ..actor import current_user
from ..backup import make_backup
from ..cancelling import interruptible, never
from ..child import run_in_child
from ..connect import connect, open_database
from ..errors import RegisterError
from ..field_photos import ReturnedPhotos
from ..file_digest import file_digest
from ..gate import writer_gate
from ..photo_folders import folders_of
from ..row_json import row_to_json
from ..snapshot import snapshot
from ..transaction import last_edit, revision, write_transaction
from ..worker_client import staging_folder
from .base import base_folder, base_name, keep_as_it_was, make_base, prune_bases
from .book import RETURNED, Checkout, read_checkouts
from .package import Returned, take_in
from .planning import KIND, CheckinPlan, Collected, Sides, names_of, open_people
from .trail import to_json
from .writing import ROWS, CheckinJob

HANDED_BACK = "handed back"
OPEN_CONFLICTS = Message(
    "checkin_open_conflicts",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "{count} conflicts are open, so the copy is neither refreshed nor handed back, and nothing was written. Decide "
        "them first, one by one or all alike.",
    ),
)
_BOOKKEEPING = ("created_at", "created_by", "edited_by")


EDITED_SINCE = Message(
    "checkin_edited_since",
    QT_TRANSLATE_NOOP(
        "diachiso", "{path} was edited since it was checked in, so it was left as it is. Check it in first."
    ),
)


@dataclass(frozen=True)
class CheckinResult:
    """What a check-in found and did. `names`: code, text and position (blob) of addresses by identity; `backup` None:
    nothing was written; `copy_told`: whether the copy could be told; `erased`, `erased_there`: people who were erased
    here and stand in the copy, and the other way. `take_back_photos` removes those that came in: the server refused.
    """

    checkout: Checkout
    file: Path
    differences: list[Difference]
    counts: Mapping[str, int]
    names: Mapping[str, tuple[str, str, Optional[bytes]]]
    backup: Optional[Path] = None
    copy_told: bool = True
    photos: int = 0
    take_back_photos: Callable[[], None] = lambda: None
    erased: int = 0
    erased_there: int = 0


def check_in(
    register: Path, place: Path, choices: Choices, *, dry_run: bool = False, hand_back: bool = False,
    settle_all: bool = False, progress: Callable[[float], None] = lambda share: None,
    cancelled: Callable[[], bool] = never,
) -> CheckinResult:  # fmt: skip
    """Take what was done in a checked-out copy (its folder or file) into the register (RegisterError, GateCancelled).

    Checking in the same again changes nothing. `settle_all`: nothing is written while a conflict is open.
    """
    register = register.resolve()
    with ExitStack() as stack:
        if not dry_run:
            stack.enter_context(writer_gate(register, action="check in a copy", cancelled=cancelled))
        folder = stack.enter_context(staging_folder())
        run = _Checkin(register, folder, choices, progress, cancelled)
        result = run.plan(place)
        if (hand_back or settle_all) and not dry_run and result.counts["OPEN"]:
            raise RegisterError(OPEN_CONFLICTS, count=result.counts["OPEN"])
        if dry_run or not run.has_work(hand_back):
            return result
        return run.write(result, hand_back)


def checked_in(register: Path, file: Path) -> Checkout:
    """The check-out of a copy in which nothing was done since it came back (RegisterError)."""
    with staging_folder() as folder, snapshot(register) as here:
        returned = take_in(here, register, file, folder, "")
    known, last = returned.trace, returned.checkout.trail[-1]
    if (known.seq, known.digest) != (last.seq, last.digest):
        raise RegisterError(EDITED_SINCE, path=str(file))
    if returned.checkout.open_conflicts:
        raise RegisterError(OPEN_CONFLICTS, count=returned.checkout.open_conflicts)
    return returned.checkout


@dataclass
class _Checkin:
    register: Path
    folder: Path
    choices: Choices
    progress: Callable[[float], None]
    cancelled: Callable[[], bool]
    now: str = field(
        default_factory=lambda: datetime.now(timezone.utc).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    )

    def plan(self, place: Path) -> CheckinResult:
        """Compare, and stage the rows to write."""
        with ExitStack() as stack:
            here = stack.enter_context(snapshot(self.register, self.cancelled))
            self.returned = returned = take_in(here, self.register, place, self.folder, self.now, self.cancelled)
            self.progress(0.1)
            there = stack.enter_context(closing(connect(returned.read)))
            base = stack.enter_context(closing(open_database(returned.base, mode="ro")))
            for con in (there, base):
                stack.enter_context(interruptible(con, returned.file, self.cancelled))
            rows = stack.enter_context((self.folder / ROWS).open("w", encoding="utf-8"))
            self.photos = ReturnedPhotos(returned.file.parent, folders_of(self.register))
            self.wanted_photos: list[str] = []

            def wrote(row: RowWrite) -> None:
                values = dict(row.values)
                if row.table == "address":
                    values.update(_bookkeeping(there, str(row.key), row.action))
                if values.get("photo"):
                    self.wanted_photos.append(str(values["photo"]))
                head = json.dumps([row.table, row.key, row.action])
                rows.write("".join((head, "\t", row_to_json(list(values), list(values.values())), "\n")))

            self.found = Collected(wrote)
            made = CheckinPlan(
                Sides(here, there, base), returned.checkout, self.choices, self.found, self._photo, self.cancelled,
                lambda share: self.progress(0.1 + 0.5 * share),
            )  # fmt: skip
            made.run()
            for unused in unused_decisions(self.choices, tuple(self.found.differences), made.knows):
                self.found.tell(unused)
            self.inverse, self.state = made.inverse, (revision(here), last_edit(here))
            self.bases = [c.base for c in read_checkouts(here) if c.state != RETURNED]
            ids = {d.address_id for d in self.found.differences if d.address_id}
            names = {**names_of(there, ids), **names_of(here, ids)}
            erased = len(made.people.erased & {key for key, in there.execute("SELECT person_id FROM person")})
        return CheckinResult(
            returned.checkout, returned.file, self.found.differences, self._counts(), names, erased=erased,
            erased_there=made.people.erased_there,
        )  # fmt: skip

    def has_work(self, hand_back: bool) -> bool:
        """Whether anything is to be written, if only that the copy was here."""
        known, last = self.returned.trace, self.returned.checkout.trail[-1]
        settled = self.found.writes or self.found.tally.settled or hand_back
        return bool(settled) or (known.seq, known.digest) != (last.seq, last.digest)

    def write(self, result: CheckinResult, hand_back: bool) -> CheckinResult:
        """Write it, after a backup; the copy's new state stands before the register says so."""
        returned, checkout = self.returned, self.returned.checkout
        backup = make_backup(self.register, KIND, cancelled=self.cancelled)
        self.progress(0.7)
        name = base_name(checkout.checkout_id, checkout.generation + 1)
        file = self._new_base(returned, name)
        try:
            photos = self.photos.bring(self.wanted_photos)
            job = CheckinJob(
                str(self.register), checkout.checkout_id, current_user(), *self.state, backup.name, result.counts,
                {
                    "generation": checkout.generation + 1, "base": name, "base_sha256": file_digest(file).sha256,
                    "trail": to_json([*checkout.trail, returned.trace]), "open_people": open_people(self.found.kept),
                    "open_conflicts": self.found.tally.open,
                },
                HANDED_BACK if hand_back else "", {"file": returned.file.name},
            )  # fmt: skip
            job.write(self.folder)
            run_in_child("checkin", self.register, {"folder": str(self.folder)}, self.cancelled)
        except BaseException:
            self.photos.take_back()
            file.unlink(missing_ok=True)
            raise
        self.progress(0.95)
        kept = [b for b in self.bases if b != checkout.base]
        prune_bases(self.register, kept if hand_back else [*kept, name])
        told = self._tell_copy(returned, hand_back)
        return replace(result, backup=backup, copy_told=told, photos=photos, take_back_photos=self.photos.take_back)

    def _new_base(self, returned: Returned, name: str) -> Path:
        folder = base_folder(self.register)
        folder.mkdir(exist_ok=True)
        part = folder / f".{secrets.token_hex(4)}.part"
        try:
            make_base(returned.read, part, self.cancelled)
            keep_as_it_was(part, self.found.kept, self.inverse)
            with closing(open_database(part, mode="rw")) as con:
                _note_left(con, self.now)
            os.replace(part, folder / name)
        finally:
            part.unlink(missing_ok=True)
        return folder / name

    def _tell_copy(self, returned: Returned, hand_back: bool) -> bool:
        """What has come in counts as having left the copy, so that an undo there frees none of its codes."""
        try:
            with writer_gate(returned.file.resolve(), action="check in", timeout_s=2), write_transaction(
                returned.file.resolve(), bulk=True
            ) as con:
                _note_left(con, self.now)
                if hand_back:
                    con.execute(
                        "INSERT INTO register_meta (key, value) VALUES ('checkout_ended', ?)", (self.now,)
                    )
        except RegisterError:
            return False
        return True

    def _photo(self, text: str) -> Optional[str]:
        path = self.photos.path(text)
        return None if isinstance(path, FieldReason) else path

    def _counts(self) -> dict[str, int]:
        tally = self.found.tally
        return {
            **{verdict.name: tally.verdicts[verdict] for verdict in Verdict}, "OPEN": tally.open,
            "SETTLED": tally.settled,
        }  # fmt: skip


def _note_left(con: sqlite3.Connection, at: str) -> None:
    con.execute(
        "UPDATE code_ledger SET left_at = ? WHERE left_at IS NULL AND state IN ('given', 'retired')", (at,)
    )


def _bookkeeping(there: sqlite3.Connection, address_id: str, action: str) -> dict[str, Any]:
    """Who edited an address in the copy, and made it."""
    query = "SELECT created_at, created_by, edited_by FROM address WHERE address_id = ?"
    row = there.execute(query, (address_id,)).fetchone() or (None, None, None)
    said = dict(zip(_BOOKKEEPING, row))
    wanted = _BOOKKEEPING if action == "insert" else ("edited_by",)
    return {name: said[name] for name in wanted if said[name] is not None}
