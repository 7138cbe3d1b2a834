"""One sync from beginning to end: look after what was left open, pull, queue, push, and say what became of it."""
from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from datetime import datetime, timezone
from pathlib import Path
from typing import Optional

from qgis.PyQt.QtCore import QLockFile

from ..core.errors import QT_TRANSLATE_NOOP, Message
from ..core.sync_profile import PersonalGrant
from ..register.actor import current_user
from ..register.checkout.copying import refuse_copy
from ..register.errors import RegisterError
from ..register.reading import read_meta
from ..register.server_copies import server_side
from ..register.sql import insert
from ..register.sync_store import waiting
from .adapters.base import NOBODY, Adapter, Capabilities, Level
from .adapters.ogc import OgcAdapter
from .beginning import begin, next_mark
from .books import Books, now_utc, stamp
from .device import Device
from .model import Operation, OpState, Outcome, Pause, Step
from .options import USUAL, Direction, Options, SyncCounts
from .people import Telling, granted, tell_nobody
from .planning import MOST, Planned, forecast, plan_edits
from .pulling import is_older, pull, take_waiting
from .queue import claim, expire, open_questions, reading, release, settle, writing
from .submitting import submit_ready
from .transport import Transport
from .wire import wire_fields

SYNC_BUSY = Message(
    "sync_busy",
    QT_TRANSLATE_NOOP(
        "diachiso", "Another sync of {path} is under way. Wait until it has ended, then look at its result."
    ),
)
NO_SYNC_TABLES = Message(
    "sync_no_tables",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "{path} was made before there was a sync. Run \"Check and upgrade register\" in the toolbox; a backup is made "
        "first.",
    ),
)
TAKES_NO_PEOPLE = Message(
    "sync_takes_no_people",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "The province's profile grants this registry personal data, but the registry does not say that it takes any: "
        "none was sent.",
    ),
)
NOT_PULLED = Message(
    "sync_not_pulled",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "Nothing was fetched: this registry cannot tell what has changed. What others changed there is seen only when "
        "the same record is sent.",
    ),
)
ROUNDS = 5
"""Pushes in one sync: what was merged in one round goes out in the next."""
CHUNK = 50
STRANGE = 3
POLL_S = 0.2
LOSS_AGREED = "loss_agreed"
FAR = datetime(9999, 1, 1, tzinfo=timezone.utc)  # a lost answer is asked for in every sync, however often before


def sync(
    path: Path,
    transport: Transport,
    url: str,
    device: Device,
    options: Options = USUAL,
    *,
    adapter: Optional[Adapter] = None,
    cancelled: Callable[[], bool] = lambda: False,
    progress: Callable[[float], None] = lambda share: None,
) -> SyncCounts:
    """Sync a register with the registry at `url` (RegisterError where it cannot even begin).

    Nothing that fails on the way loses anything: what is open stays open, and the next sync goes on from there.
    """
    path = path.resolve()
    with one_at_a_time(path):
        with reading(path) as con:
            refuse_copy(con, path)  # a check-out's edits reach the registry through the register
            if con.execute("SELECT count(*) FROM sqlite_master WHERE name = 'sync_op'").fetchone()[0] == 0:
                raise RegisterError(NO_SYNC_TABLES, path=str(path))
            meta, unkept = read_meta(con), Books(con).unkept()
        speaker, address = adapter or OgcAdapter(url, wire_fields(meta.profile), unkept=unkept), url.rstrip("/")
        grant = granted(path, address) if options.direction is not Direction.PULL else None
        run = _Run(path, transport, address, speaker, options, grant, cancelled, progress)
        run.register_id = meta.register_id
        return run.through(device)


@contextmanager
def one_at_a_time(path: Path) -> Iterator[None]:
    """Only one sync of a register: what is found sending then belongs to one that has died."""
    side = server_side(path)
    lock = QLockFile(str(path.with_name(path.name + ".diachiso-sync-lock")))
    lock.setStaleLockTime(0)
    if not lock.tryLock(0):
        raise RegisterError(SYNC_BUSY, path=str(path))
    try:
        with nullcontext(True) if side is None else side.syncing() as alone:
            if not alone:
                raise RegisterError(SYNC_BUSY, path=str(path))
            yield
    finally:
        lock.unlock()


class _Run:
    def __init__(
        self, path: Path, transport: Transport, url: str, adapter: Adapter, options: Options,
        grant: Optional[PersonalGrant], cancelled: Callable[[], bool], progress: Callable[[float], None],
    ) -> None:  # fmt: skip
        self.path, self.transport, self.url, self.adapter, self.options = path, transport, url, adapter, options
        self.grant, self.lost_ok, self.register_id = grant, False, ""
        self.telling: Optional[Telling] = None
        self.cancelled, self.progress = cancelled, progress
        self.counts = SyncCounts()

    def through(self, device: Device) -> SyncCounts:
        """The whole way; the run is written into the history however it ends."""
        register_id = self.register_id
        counts = self.counts
        counts.run_id = self._open()
        try:
            expire(self.path, orphaned=True)
            # A pull alone overwrites nothing there: it is how a restored register catches up.
            restored_ok = self.options.restored_ok or self.options.direction is Direction.PULL
            began = begin(self.path, device, register_id, restored_ok)
            counts.pause = began.pause
            if counts.pause is None:
                self._work(afresh=began.afresh)
        finally:
            counts.cancelled = self.cancelled()
            left = waiting(self.path)
            counts.unknown, counts.waiting = left.unknown, left.edits + left.open_operations
            self._close(device, register_id)
        return counts

    def _work(self, afresh: bool) -> None:
        counts, options = self.counts, self.options
        can = self.adapter.capabilities(self.transport)
        counts.level, counts.pause = can.level, can.pause
        pushes, pulls = options.direction is not Direction.PULL, options.direction is not Direction.PUSH
        if counts.pause is None and can.level < Level.FULL and not (pushes and options.attended):
            counts.pause = Pause.LEVEL
        if counts.pause is not None or self.cancelled():
            return
        self._may_tell(can)
        if pulls and can.level < Level.FULL:
            counts.notices.append(NOT_PULLED)
        if pushes and options.submit:
            submitted = submit_ready(self.path, options.language, self.cancelled)
            counts.submitted = submitted.submitted
            self._refused(submitted.planned)
        self.progress(5)
        full = can.level >= Level.FULL
        self._agree_on_loss()
        if full and not self.lost_ok and is_older(self.path, self.adapter, self.transport):
            counts.pause = Pause.SERVER_RESTORED
        if counts.pause is not None or not self._look_up():
            return
        afresh = afresh or self.lost_ok
        if (pulls or afresh) and full and not self._pull(afresh):
            return
        self._loss_is_known(full)
        self.progress(30)
        if pushes:
            self._push()
            self._take_waiting()
        self._loss_is_known(True)
        self.progress(100)

    def _agree_on_loss(self) -> None:
        """A person's word that the registry has lost data holds until all of it has been looked at."""
        with reading(self.path) as con:
            before = Books(con).ctl(LOSS_AGREED) == "1"
        if self.options.lost_ok and not before:
            with writing(self.path, "begin to send anew what the registry lost") as con:
                Books(con).set_ctl(LOSS_AGREED, "1")
                Books(con).forget_newest()
        self.lost_ok = self.options.lost_ok or before

    def _loss_is_known(self, whole: bool) -> None:
        """All of it has been looked at: what is found missing from now on is another loss."""
        if self.lost_ok and whole:
            with writing(self.path, "know what the registry lost") as con:
                Books(con).set_ctl(LOSS_AGREED, "")
            self.lost_ok = False

    def _may_tell(self, can: Capabilities) -> None:
        """Whether people are told of: only where the province grants it, and the registry says that it takes them."""
        if self.grant is not None and can.people:
            self.telling = Telling(self.path, self.grant, self.counts.run_id, self.register_id)
        elif self.grant is not None:
            self.counts.notices.append(TAKES_NO_PEOPLE)

    def _pull(self, afresh: bool) -> bool:
        pulled = pull(
            self.path, self.adapter, self.transport, self.url, self.counts.run_id, self.cancelled, afresh, self.lost_ok
        )
        self.counts.lost += pulled.lost
        self.counts.pulled += pulled.taken
        self.counts.conflicts += pulled.conflicts
        self.counts.pushed += pulled.settled
        self.counts.pause = pulled.pause or (Pause.BROKEN if pulled.broken else None)
        self._take_waiting()
        return self.counts.pause is None and not self.cancelled()

    def _take_waiting(self) -> None:
        if self.counts.pause is None and not self.cancelled():
            taken = take_waiting(self.path, self.counts.run_id, self.lost_ok)
            self.counts.lost += taken.lost
            self.counts.pulled += taken.taken
            self.counts.conflicts += taken.conflicts
            self.counts.pause = taken.pause

    def _push(self) -> None:
        ahead = forecast(self.path)
        self.counts.package_advised, self.counts.held = ahead.package_advised, ahead.held
        if self.telling is not None:
            self.telling.mark_changed()
        elif self.grant is None:
            tell_nobody(self.path)
        for number in range(ROUNDS):
            planned = plan_edits(self.path, self.cancelled, self.options.language, people=self.telling is not None)
            if number == 0:
                self._refused(planned)
            sent = self._send_all()
            if not sent or not self._goes_on() or planned.queued >= MOST:
                return

    def _refused(self, planned: Planned) -> None:
        known = {refused.address_id for refused in self.counts.refusals}
        fresh = [refused for refused in planned.refusals if refused.address_id not in known]
        self.counts.refused += planned.refused - (len(planned.refusals) - len(fresh))
        self.counts.refusals += fresh

    # -- sending ---------------------------------------------------------------------------------------------

    def _send_all(self) -> bool:
        """Send what is due until nothing is, or the queue must pause; whether anything was sent."""
        deadline, sent, done = time.monotonic() + self.options.patience_s, False, 0
        total = max(1, waiting(self.path).open_operations)
        while self._goes_on():
            operations = claim(self.path, self.options.batch)
            if operations:
                sent, done = True, done + len(operations)
                if not self._send(operations):
                    break
                self.progress(30 + 65 * min(1.0, done / total))
            elif not self._waited(deadline):
                break
        return sent

    def _send(self, operations: Sequence[Operation]) -> bool:
        """Send what was claimed and keep every answer; False where the registry cannot be asked about lost ones."""
        alone = self.adapter.batch == 1
        unsent = {operation.op_id: operation for operation in operations}
        answers: list[tuple[Operation, Outcome]] = []
        doubtful = False
        people = NOBODY if self.telling is None else self.telling.of(operations)
        for operation, outcome in self.adapter.send(self.transport, operations, people):
            del unsent[operation.op_id]
            answers.append((operation, outcome))
            doubtful = doubtful or outcome.state is OpState.UNKNOWN
            if alone:  # each is settled before the next one leaves
                self._keep(answers)
                answers = []
                if outcome.pause is not None or self.cancelled():
                    break
        self._keep(answers)
        release(self.path, list(unsent.values()))
        return not doubtful or not self._goes_on() or self._look_up()

    def _look_up(self) -> bool:
        """Ask what became of operations without an answer; False where the registry does not say."""
        asked: set[str] = set()
        strange = 0  # answers in a row that say nothing: one operation may be the cause, several are the registry's
        while self._goes_on():
            questions = [q for q in open_questions(self.path, FAR, limit=5_000) if q.op_id not in asked]
            if not questions:
                break
            for low in range(0, len(questions), CHUNK):
                answers: list[tuple[Operation, Outcome]] = []
                for operation in questions[low: low + CHUNK]:
                    if self.cancelled():
                        break
                    asked.add(operation.op_id)
                    outcome = self.adapter.resolve_unknown(self.transport, operation)
                    answers.append((operation, _with_patience(operation, outcome)))
                    strange = strange + 1 if outcome.state is OpState.UNKNOWN else 0
                    if outcome.pause is not None or strange >= STRANGE:
                        break
                self._keep(answers)
                if strange >= STRANGE and self.counts.pause is None:
                    self.counts.pause = Pause.BROKEN
                if not self._goes_on():
                    return False
        return self._goes_on()

    def _keep(self, answers: Sequence[tuple[Operation, Outcome]]) -> None:
        if self.telling is not None:
            answers = self.telling.hide(answers)
            self.counts.persons = self.telling.told
        for one in settle(self.path, answers, self.counts.run_id, lost_ok=self.lost_ok):
            if one.state is OpState.APPLIED:
                self.counts.pushed += 1
            elif one.state is OpState.REJECTED:
                self.counts.rejected += 1
            elif one.step is Step.CREATE:
                self.counts.lost += 1
            elif one.state is OpState.CONFLICT and one.step is Step.CONFLICT:
                self.counts.conflicts += 1
            elif one.state is OpState.CONFLICT:
                self.counts.merged += 1
            if one.state is OpState.APPLIED and one.step is Step.CONFLICT:
                self.counts.conflicts += 1
            self.counts.pause = self.counts.pause or one.pause

    def _goes_on(self) -> bool:
        return self.counts.pause is None and not self.cancelled()

    def _waited(self, deadline: float) -> bool:
        """Wait for an operation that is to be tried again soon; False where none is, or patience ends before."""
        with reading(self.path) as con:
            row = con.execute("SELECT min(next_at) FROM sync_op WHERE state = 'retry_wait'").fetchone()
        if row[0] is None or time.monotonic() >= deadline:
            return False
        time.sleep(min(POLL_S, max(0.0, deadline - time.monotonic())))
        return True

    # -- history ---------------------------------------------------------------------------------------------

    def _open(self) -> int:
        with writing(self.path, "begin a sync") as con:
            cursor = con.execute(
                insert("sync_run", ("at", "by", "registry", "direction", "note")),
                (stamp(now_utc()), current_user(), self.url, self.options.direction.value, self.options.note or None),
            )
            return int(cursor.lastrowid or 0)

    def _close(self, device: Device, register_id: str) -> None:
        pause = self.counts.pause.value if self.counts.pause else None
        numbers = {name: count for name, count in self.counts.numbers().items() if count}
        with writing(self.path, "end a sync") as con:
            con.execute(
                "UPDATE sync_run SET ended_at = ?, counts = ?, pause = ? WHERE run_id = ?",
                (stamp(now_utc()), json.dumps(numbers), pause, self.counts.run_id),
            )
            mark = None if self.counts.pause is Pause.REGISTER_RESTORED else next_mark(Books(con))
        if mark is not None:
            device.keep(register_id, mark)


def _with_patience(operation: Operation, outcome: Outcome) -> Outcome:
    """The same bytes go again at once the first time; what fails again and again waits longer each time."""
    if outcome.state is OpState.RETRY_WAIT and operation.attempts > 1:
        return replace(outcome, retry_after_s=None)
    return outcome
