"""Making a package: chosen in one state of the register, written aside, noted in one transaction, then handed over.

What is noted before the file appears is not lost with it: the operations of a package that never arrived go out again,
the same bytes, with `repeat`.
"""
from __future__ import annotations

import os
import re
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timezone
from pathlib import Path
from typing import Any, Optional

from ...core.errors import QT_TRANSLATE_NOOP, DiachisoError, Message
from ...core.geometry.engine import GeometryEngine
from ...core.text import ascii_key
from ...register.actor import current_user
from ...register.cancelling import GATE_CANCELLED, GateCancelled, never
from ...register.gate import writer_gate
from ...register.powers import refuse_powerless
from ...register.reading import RegisterMeta, read_meta
from ...register.snapshot import snapshot
from ...register.sync_packages import (
    OUT,
    NewOperation,
    PackageRow,
    commune_names,
    count_unanswered,
    note_package,
    package_of,
    require_sync,
    unanswered_operations,
)
from ...register.transaction import last_edit, write_transaction
from ..device import Device
from ..wire import as_bytes, wire_fields
from .archive import NOT_WRITTEN, PACKAGE, Content, PackageError, SigningKey, write_archive
from .leaving import Held, Leaving, choose
from .read_me import READ_ME_FILE, read_me
from .sheet_rows import PackageSheet, Recipient, by_commune

ADDRESSES, OPERATIONS, SHEETS = "addresses.geojsonl", "operations.jsonl", "sheets"
_NOT_IN_NAME = re.compile(r"[^a-z0-9]+")

NOT_HANDED_OVER = Message(
    "package_not_handed_over",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "Package {number} is noted in the register, but the file {path} could not be written at last ({problem}). Make "
        "it again: write {number} into “Send a lost package again”.",
    ),
)
NOTHING_TO_REPEAT = Message(
    "package_nothing_to_repeat",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "No record of package {number} waits for an answer, so there is nothing to send again. Look up the number in "
        "the history of syncs.",
    ),
)
OLDER_REGISTER = Message(
    "package_older_register",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "Package {number} of this register was made on this computer, and the register does not know it: it is an "
        "older copy. Go on with the newer file, if there is one. Else switch on “Go on with a restored register”: the "
        "next package gets number {next}; tell its receiver that records of the lost packages come once more.",
    ),
)
EDITED_MEANWHILE = Message(
    "package_edited_meanwhile",
    QT_TRANSLATE_NOOP(
        "diachiso", "Somebody edited {path} while the package was made. Nothing was written. Export it again."
    ),
)


@dataclass(frozen=True)
class ExportRequest:
    """Which communes (all if none), for whom sheets are added, whether complete records are submitted.

    `repeat`: the number of a package whose unanswered operations go out again instead; 0 for new ones. `restored_ok`:
    the person knows that the register is an older copy than its last package.
    """

    communes: Sequence[str] = ()
    recipients: Sequence[Recipient] = (Recipient.POST,)
    submit: bool = False
    language: str = "vi"
    repeat: int = 0
    restored_ok: bool = False


@dataclass(frozen=True)
class ExportSummary:
    """What left; `number` 0: nothing did, and no file was made. `more`: others wait for a next package."""

    number: int
    operations: int
    submitted: int
    sheets: int
    unanswered: int
    held: tuple[Held, ...]
    more: bool
    counts: dict[str, int] = field(default_factory=dict)


SheetWriter = Callable[[Path, PackageSheet], None]


def export_package(
    path: Path, target: Path, request: ExportRequest, key: SigningKey, write_sheet: SheetWriter, device: Device, *,
    engine: Optional[GeometryEngine] = None, progress: Callable[[float], None] = lambda share: None,
    cancelled: Callable[[], bool] = never,
) -> ExportSummary:  # fmt: skip
    """Write a package of the register's edits to `target`; DiachisoError or GateCancelled, and nothing has left."""
    path = path.resolve()
    try:
        aside = Path(tempfile.mkdtemp(prefix=".diachiso-", dir=target.parent))
    except OSError as error:
        raise PackageError(NOT_WRITTEN, path=str(target), problem=error.strerror or error) from error
    try:
        with writer_gate(path, action="export a package", cancelled=cancelled):
            return _Export(path, target, aside, request, key, write_sheet, device, engine, progress, cancelled).run()
    except OSError as error:
        raise PackageError(NOT_WRITTEN, path=str(target), problem=error.strerror or error) from error
    finally:
        shutil.rmtree(aside, ignore_errors=True)


@dataclass
class _Export:
    path: Path
    target: Path
    aside: Path
    request: ExportRequest
    key: SigningKey
    write_sheet: SheetWriter
    device: Device
    engine: Optional[GeometryEngine]
    progress: Callable[[float], None]
    cancelled: Callable[[], bool]

    def check(self) -> None:
        """Stop where the person cancelled."""
        if self.cancelled():
            raise GateCancelled(GATE_CANCELLED, path=str(self.path))

    def run(self) -> ExportSummary:
        """Choose, write, note, hand over."""
        now = datetime.now(timezone.utc).isoformat(timespec="seconds").replace("+00:00", "Z")
        with snapshot(self.path, self.cancelled) as con:
            require_sync(con, self.path)
            refuse_powerless(con, current_user(), "create" if self.request.submit else "")
            meta, state, names = read_meta(con), last_edit(con), commune_names(con)
            before, unanswered = self._before(meta.register_id, package_of(con, OUT)), count_unanswered(con)
            leaving = self._leaving(con, meta)
        if not leaving.operations:
            return ExportSummary(0, 0, 0, 0, unanswered, leaving.held, leaving.more)
        self.progress(0.4)
        number = before[0] + 1
        sheets = self._sheets(leaving.operations, meta, names, number, now)
        about = self._about(meta, number, now, before, leaving.operations, len(sheets))
        part = self.aside / "package.zip"
        sha256 = write_archive(part, PACKAGE, about, self._files(leaving.operations, sheets, meta, number), self.key)
        self.progress(0.9)
        self.check()
        recipients = ",".join(r.value for r in self.request.recipients)
        package = PackageRow(number, sha256, now, self.target.name, recipients, about["counts"])
        with write_transaction(self.path, timeout=30) as con:
            if last_edit(con) != state:
                raise DiachisoError(EDITED_MEANWHILE, path=str(self.path))
            note_package(con, package, leaving.operations, leaving.told, self.request.repeat > 0)
        self.device.keep_package(meta.register_id, number, sha256)
        try:
            os.replace(part, self.target)
        except OSError as error:
            problem = error.strerror or error
            raise PackageError(NOT_HANDED_OVER, number=number, path=str(self.target), problem=problem) from error
        submitted = sum(o.submit for o in leaving.operations)
        return ExportSummary(
            number, len(leaving.operations), submitted, len(sheets), unanswered, leaving.held, leaving.more,
            about["counts"],
        )  # fmt: skip

    def _before(self, register_id: str, last: Optional[PackageRow]) -> tuple[int, str]:
        """Number and digest of the package before this one; a restored register knows less than the computer."""
        known, made_here = (last.number, last.hash) if last else (0, ""), self.device.package_of(register_id)
        if made_here[0] < known[0] or made_here == known:
            return known
        if not self.request.restored_ok:
            raise PackageError(OLDER_REGISTER, number=made_here[0], next=made_here[0] + 1)
        return made_here

    def _leaving(self, con: sqlite3.Connection, meta: RegisterMeta) -> Leaving:
        request = self.request
        if request.repeat:
            again = tuple(unanswered_operations(con, request.repeat))
            if not again:
                raise DiachisoError(NOTHING_TO_REPEAT, number=request.repeat)
            return Leaving(again, (), ())
        return choose(
            con, self.path, request.communes, request.submit, request.language, self.engine, self.check
        )

    def _sheets(
        self, operations: Sequence[NewOperation], meta: RegisterMeta, names: dict[str, str], number: int, now: str
    ) -> dict[str, Content]:
        """The sheets by their names in the package, written aside."""
        made: dict[str, Content] = {}
        rows = by_commune(operations, wire_fields(meta.profile))
        total = max(1, len(rows) * len(self.request.recipients))
        for commune in rows:
            for recipient in self.request.recipients:
                self.check()
                title = names.get(commune) or commune
                name = "-".join(filter(None, (commune, _plain(title), recipient.value, f"{number:04}"))) + ".xlsx"
                file = self.aside / name
                sheet = PackageSheet(
                    name, title, recipient, number, meta.register_id, now, tuple(rows[commune])
                )
                self.write_sheet(file, sheet)
                made[f"{SHEETS}/{name}"] = file
                self.progress(0.4 + 0.4 * len(made) / total)
        return made

    def _about(
        self, meta: RegisterMeta, number: int, now: str, before: tuple[int, str],
        operations: Sequence[NewOperation], sheets: int,
    ) -> dict[str, Any]:  # fmt: skip
        counts = {
            "operations": len(operations), "created": sum(o.kind == "create" for o in operations),
            "updated": sum(o.kind == "update" for o in operations), "sheets": sheets,
        }  # fmt: skip
        return {
            "register_id": meta.register_id, "province_code": meta.province_code, "number": number, "created_at": now,
            "profile": meta.profile.id, "schema_version": meta.schema_version, "counts": counts,
            "previous": before[1], "repeats": self.request.repeat,
        }  # fmt: skip

    def _files(
        self, operations: Sequence[NewOperation], sheets: dict[str, Content], meta: RegisterMeta, number: int
    ) -> dict[str, Content]:
        addresses, listed = self.aside / ADDRESSES, self.aside / OPERATIONS
        with addresses.open("wb") as bodies, listed.open("wb") as heads:
            for o in operations:
                bodies.write(o.body + b"\n")
                head = {
                    "op_id": o.op_id, "method": o.kind, "id": o.address_id, "base_version": o.base_version,
                    "sha256": o.hash,
                }  # fmt: skip
                heads.write(as_bytes(head) + b"\n")
        return {ADDRESSES: addresses, OPERATIONS: listed, READ_ME_FILE: read_me(meta.province, number), **sheets}


def _plain(text: str) -> str:
    """A name in letters that every unpacking program keeps."""
    return _NOT_IN_NAME.sub("-", ascii_key(text)).strip("-")[:40]
