"""Taking answers in: each is compared with what was sent and with what the register says now; then all or nothing."""
from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timezone
from pathlib import Path
from typing import Optional

from ...core.answers import Answer, Decision, spellings, with_zeros
from ...core.codes.scheme import load_schemes
from ...core.errors import QT_TRANSLATE_NOOP, DiachisoError, Message
from ...core.lifecycle import Stage
from ...core.patience import Check, watched
from ...core.resources import local_profiles
from ...register.actor import current_user
from ...register.backup import make_backup
from ...register.cancelling import never
from ...register.ledger import note_official
from ...register.powers import refuse_powerless
from ...register.reading import read_meta
from ...register.sync_packages import OUT, PackageRow, package_of, require_sync
from ...register.sync_receipts import (
    SentOperation,
    address_of_key,
    is_taken,
    last_sent,
    ledger_row,
    note_answer,
    note_receipt,
    sent_operation,
)
from ...register.transaction import bump_revision, last_edit, write_transaction
from ..applying import SCHEME, Intake
from ..books import Local
from ..model import Base, Content, Remote, Step
from ..personal import masked
from ..wire import WireField, content_from, remote_of, wire_fields
from .archive import PackageError
from .receipt import AnswerFile
from .settle import CODE_TWICE, OLDER_PACKAGE, OTHER_REGISTER, Known, Settlement, Status, settle, together

_CHUNK, _ASK_EVERY = 500, 500
_CODE_WIDTH = 10
_WAY = {stage.value: k for k, stage in enumerate((Stage.SUBMITTED, Stage.VERIFIED, Stage.ISSUED), 1)}
_NEVER_SEEN = -1  # a version before any other: what is compared with it is news

NOT_OUR_PACKAGE = Message(
    "receipt_not_our_package",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "{path} answers package {number}, which this register has not sent as it was answered (a copy of the register "
        "may have, or it was restored from a backup since). Nothing was written. Import it into the register that sent "
        "it.",
    ),
)
EDITED_MEANWHILE = Message(
    "receipt_edited_meanwhile",
    QT_TRANSLATE_NOOP(
        "diachiso", "Somebody edited {path} while the answers were compared. Nothing was written. Import them again."
    ),
)


@dataclass(frozen=True)
class ReceiptPlan:
    """What becomes of each answer, and the register's state that this was decided in. `taken`: this very receipt was
    taken before.
    """

    file: AnswerFile
    settlements: tuple[Settlement, ...]
    audit_seq: int
    taken: bool

    def count(self, status: Status) -> int:
        """How many answers end so."""
        return sum(s.status is status for s in self.settlements)

    @property
    def changes(self) -> list[Settlement]:
        """Those that change something."""
        return [s for s in self.settlements if s.op_state is not None or s.spare_code]


def plan_receipt(con: sqlite3.Connection, path: Path, file: AnswerFile, check: Check) -> ReceiptPlan:
    """Compare the answers with the register, in one state of it (DiachisoError: the whole file is refused)."""
    require_sync(con, path)
    if file.package:
        package = package_of(con, OUT, file.package)
        if package is None or package.hash != file.package_sha256:
            raise PackageError(NOT_OUR_PACKAGE, path=file.name, number=file.package)
    looker = _Looker(con, path)
    settlements = list(looker.settle_all(file, check))
    return ReceiptPlan(file, tuple(_no_code_twice(settlements)), last_edit(con), is_taken(con, file.sha256))


class _Looker:
    """Looks up what answers speak of."""

    def __init__(self, con: sqlite3.Connection, path: Path) -> None:
        self._con = con
        self._meta = read_meta(con)
        self._fields = wire_fields(self._meta.profile)
        self._scheme = load_schemes(local_profiles(path, "schemes"))[SCHEME]

    def settle_all(self, file: AnswerFile, check: Check) -> Iterator[Settlement]:
        """Every answer, those to one operation together; in the order of the file."""
        groups: dict[str, list[Answer]] = {}
        sent_of: dict[str, Optional[SentOperation]] = {}
        for k, answer in enumerate(watched(file.answers, check, _ASK_EVERY)):
            sent = self._sent(answer)
            name = sent.op_id if sent else f"?{k}"
            sent_of[name] = sent
            groups.setdefault(name, []).append(self._tidied(answer))
        for name, answers in watched(groups.items(), check, _ASK_EVERY):
            yield from self._settle(answers, sent_of[name], file.number)

    def _settle(self, answers: list[Answer], sent: Optional[SentOperation], number: int) -> Iterator[Settlement]:
        answer, message, params = together(answers)
        if answer.register_id and answer.register_id != self._meta.register_id:
            yield from (Settlement(other, Status.UNKNOWN, None, OTHER_REGISTER) for other in answers)
            return
        if message is not None:
            said = (other for other in answers if not other.is_empty)
            yield from (Settlement(other, Status.CONFLICT, sent, message, params) for other in said)
            return
        if sent is not None and not answer.op_id and 0 < answer.package < sent.number and not answer.is_empty:
            older = {"number": answer.package, "newer": sent.number}
            yield Settlement(answer, Status.CONFLICT, sent, OLDER_PACKAGE, older)
        else:
            yield settle(answer, self._known(answer, sent), number)
        for other in answers:  # the same said again, in another row
            if (other.sheet, other.row) != (answer.sheet, answer.row) and not other.is_empty:
                yield Settlement(other, Status.UNCHANGED, sent)

    def _sent(self, answer: Answer) -> Optional[SentOperation]:
        if answer.op_id:
            return sent_operation(self._con, answer.op_id)
        address_id = address_of_key(self._con, spellings(answer.key)) if answer.key else ""
        return last_sent(self._con, address_id) if address_id else None

    def _tidied(self, answer: Answer) -> Answer:
        return replace(answer, code=with_zeros(answer.code, _CODE_WIDTH), reason=masked(answer.reason))

    def _known(self, answer: Answer, sent: Optional[SentOperation]) -> Known:
        if sent is None:
            return Known(None)
        code = answer.code
        wellformed = not code or bool(self._scheme.is_wellformed([code])[0])
        ledger = ledger_row(self._con, code) if code else None
        agreed = agreed_content(self._con, sent, self._fields)
        return Known(sent, agreed.stage, ledger, wellformed)


def agreed_content(con: sqlite3.Connection, sent: SentOperation, fields: tuple[WireField, ...]) -> Content:
    """What the other side has of an address: what was sent; once that was answered, what was agreed on then."""
    said = remote_of(json.loads(sent.body), fields).content
    row = con.execute("SELECT content FROM sync_base WHERE address_id = ?", (sent.address_id,)).fetchone()
    if row is None:
        return said
    agreed = content_from(row[0])
    if sent.told:
        return agreed
    # An earlier operation was answered while this one was under way, and brought the address further.
    further = _WAY.get(agreed.stage, 0) > _WAY.get(said.stage, len(_WAY))
    return replace(said, stage=agreed.stage, code=agreed.code) if further else said


def _no_code_twice(settlements: Sequence[Settlement]) -> Iterator[Settlement]:
    owners: dict[str, set[str]] = {}
    for s in settlements:
        if s.sent is not None and s.answer.code and s.answer.decision is Decision.ACCEPTED:
            owners.setdefault(s.answer.code, set()).add(s.sent.address_id)
    for s in settlements:
        if s.code and len(owners.get(s.code, ())) > 1:
            yield Settlement(s.answer, Status.CONFLICT, s.sent, CODE_TWICE, {"code": s.code})
        else:
            yield s


def apply_receipt(
    path: Path, plan: ReceiptPlan, *, check: Check, cancelled: Callable[[], bool] = never
) -> tuple[Path, int]:
    """Write a plan, all or nothing; the backup made before, and how many conflicts were opened for a person.

    Hold the writer gate. RegisterError, with nothing written, where somebody has edited the register since.
    """
    backup = make_backup(path, "receipt", cancelled=cancelled)
    at = datetime.now(timezone.utc).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    opened = 0
    with write_transaction(path, timeout=30, bulk=True) as con:
        if last_edit(con) != plan.audit_seq:
            raise DiachisoError(EDITED_MEANWHILE, path=str(path))
        refuse_powerless(con, current_user(), "verify")
        counts = {status.value: plan.count(status) for status in Status}
        run_id = note_receipt(con, PackageRow(plan.file.number, plan.file.sha256, at, plan.file.name, "", counts))
        taker = _Taker(Intake(con, at), plan.file.number, at, run_id)
        for chunk in _chunks(plan.changes):
            check()
            ids = [s.sent.address_id for s in chunk if s.sent is not None]
            found = taker.intake.books.locals_of(ids)
            opened += sum(taker.take(s, found) for s in chunk)
        if taker.intake.codes_changed:
            bump_revision(con)
    return backup, opened


@dataclass(frozen=True)
class _Taker:
    """Takes answers in, inside one transaction; `number` is the receipt's."""

    intake: Intake
    number: int
    at: str
    run_id: int

    def take(self, s: Settlement, found: Mapping[str, Local]) -> bool:
        """Whether a conflict was opened for a person."""
        sent, con, step = s.sent, self.intake.con, Step.NOTHING
        if sent is None:
            return False
        if s.stage:
            before = agreed_content(con, sent, self.intake.books.fields)
            said = replace(before, stage=s.stage, code=s.code or before.code)
            reason = s.answer.reason if s.stage == Stage.REJECTED.value else ""
            remote = Remote(sent.address_id, said, s.answer.version or sent.base_version, "", sent.op_id, reason)
            local = found.get(sent.address_id)
            # Retired since the package left: its answer is no news that the retirement overlooks, and it goes out next.
            ended = local is not None and local.content.stage == Stage.RETIRED.value
            base = Base(said if ended else before, _NEVER_SEEN)
            step = self.intake.take(remote, base, local, sent.op_id)
        if s.spare_code:
            note_official(con, [(s.spare_code, None)], SCHEME)
        if s.op_state is not None:
            told = {**s.told, "receipt": self.number} if self.number else s.told
            note_answer(con, sent.op_id, s.op_state.value, told, self.at, self.run_id)
        return step is Step.CONFLICT


def _chunks(items: Iterable[Settlement]) -> Iterator[list[Settlement]]:
    chunk: list[Settlement] = []
    for item in items:
        chunk.append(item)
        if len(chunk) == _CHUNK:
            yield chunk
            chunk = []
    if chunk:
        yield chunk
