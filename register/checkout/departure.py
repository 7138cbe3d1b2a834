"""A check-out on its way: its copy and the state that its differences are told from, made before anybody notes it."""
from __future__ import annotations

import re
import uuid
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path
from typing import Optional

from ...core.codes.scheme import load_schemes
from ...core.errors import QT_TRANSLATE_NOOP, DiachisoError, Message
from ...core.resources import local_profiles
from ..actor import current_user
from ..cancelling import never
from ..connect import connect
from ..errors import sqlite_errors
from ..export_records import ExportRecord
from ..file_digest import file_digest
from ..reading import read_meta
from ..transaction import last_edit
from .base import base_folder, base_name, make_base
from .checkouts import choose_numbers, note_checkout
from .copying import CopyOrder, MadeCopy, find_communes, make_copy, refuse_copy

KIND = "checkout"
_SHOWN = 3
_UNSAFE = re.compile(r'[<>:"/\\|?*\x00-\x1f]+')  # what FAT and Windows take in no name

NO_COMMUNE = Message(
    "checkout_no_commune",
    QT_TRANSLATE_NOOP("diachiso", "Say which communes are checked out: their codes or names, one after the other."),
)


@dataclass(frozen=True)
class CheckoutWish:
    """What is asked for: communes by code or name; how many free numbers of each (None: all); whom it is for."""

    communes: Sequence[str]
    numbers: Optional[int] = None
    holder: str = ""
    purpose: str = ""
    with_persons: bool = True


@dataclass(frozen=True)
class Departure:
    """What was made: the order and the copy, its file, the state beside the register, and the register's own state."""

    register: Path
    wish: CheckoutWish
    order: CopyOrder
    copy: MadeCopy
    file: Path
    base: Path
    seq: int

    @property
    def holder(self) -> str:
        """Whom it is for."""
        return self.wish.holder.strip() or current_user()

    @property
    def numbers(self) -> int:
        """How many numbers of blocks go along."""
        return sum(last - first + 1 for ranges in self.order.numbers.values() for first, last in ranges)

    def note(self, replaces: str = "") -> None:
        """Write it down in the register; its numbers are its own from now on. Hold the writer gate (RegisterError)."""
        counts = self.copy.counts
        record = ExportRecord(
            KIND, counts.get("address", 0), tuple(sorted(table for table, count in counts.items() if count)),
            counts.get("person", 0), self.holder, self.wish.purpose.strip(), "law" if counts.get("person") else "",
            files=(self.file.name,),
        )  # fmt: skip
        base = (self.base.name, file_digest(self.base).sha256)
        note_checkout(self.register, self.order, self.copy, base, record, self.holder, self.seq, replaces)

    def take_back(self) -> None:
        """It was not noted: nothing of it stays beside the register."""
        self.base.unlink(missing_ok=True)


def depart(
    register: Path, folder: Path, wish: CheckoutWish, cancelled: Callable[[], bool] = never, replaces: str = ""
) -> Departure:
    """Make the copy in `folder` and its state beside the register; note it, or take it back. Hold the writer gate.

    `replaces`: the check-out that it follows, whose numbers are free for it. RegisterError, GateCancelled.
    """
    wanted = [name.strip() for name in wish.communes if name.strip()]
    if not wanted:
        raise DiachisoError(NO_COMMUNE)
    now = datetime.now(timezone.utc).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    schemes = load_schemes(local_profiles(register, "schemes"))
    digits = {name: scheme.serial_place[1] for name, scheme in schemes.items() if scheme.kind == "block"}
    with closing(connect(register)) as con, sqlite_errors(register):
        refuse_copy(con, register)
        communes = find_communes(con, wanted)
        numbers, provisional = choose_numbers(con, communes, wish.numbers, digits, replaces)
        seq, home = last_edit(con), read_meta(con).register_id
    said = {
        "register_id": home, "register_name": register.name, "communes": list(communes), "at": now,
        "by": current_user(), "holder": wish.holder.strip() or current_user(),
    }  # fmt: skip
    order = CopyOrder(str(uuid.uuid4()), communes, numbers, provisional, said, with_persons=wish.with_persons)
    file = folder / file_name(register, communes)
    copy = make_copy(register, file, order, now, cancelled)
    base = base_folder(register) / base_name(order.checkout_id, 0)
    base.parent.mkdir(exist_ok=True)
    made = Departure(register, wish, order, copy, file, base, seq)
    try:
        make_base(file, base, cancelled)
    except BaseException:
        made.take_back()
        raise
    return made


def file_name(register: Path, communes: Sequence[str]) -> str:
    """The name of a check-out's register: that of the register with the communes, fit for any disk."""
    shown = "-".join(communes) if len(communes) <= _SHOWN else f"{communes[0]}-+{len(communes) - 1}"
    return _UNSAFE.sub("_", f"{register.stem}-{shown}").strip(" .") + ".gpkg"
