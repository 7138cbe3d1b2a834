"""One sync from beginning to end: look after what was left open, pull, queue, push, and say what became of it."""
from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timezone
from enum import Enum
from pathlib import Path
from typing import Optional

from qgis.PyQt.QtCore import QLockFile

from ..core.errors import QT_TRANSLATE_NOOP, Message
from ..register.actor import current_user
from ..register.errors import RegisterError
from ..register.reading import read_meta
from ..register.sql import insert
from ..register.sync_store import waiting
from .adapters.base import Adapter, Level
from .adapters.ogc import OgcAdapter
from .beginning import begin, next_mark
from .books import Books, now_utc, stamp
from .device import Device
from .model import Operation, OpState, Outcome, Pause, Step
from .planning import MOST, Planned, Refused, forecast, plan_edits
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
ROUNDS = 5
"""Pushes in one sync: what was merged in one round goes out in the next."""
CHUNK = 50
POLL_S = 0.2
FAR = datetime(9999, 1, 1, tzinfo=timezone.utc)  # a lost answer is asked for in every sync, however often before


class Direction(str, Enum):
    """What a sync does."""

    BOTH = "both"
    PUSH = "push"
    PULL = "pull"


@dataclass(frozen=True)
class Options:
    """How to sync. `attended`: a person watches, so a registry below L3 may be written.

    `restored_ok`: the person knows that the register is an older copy, and has everything read anew.
    """

    direction: Direction = Direction.BOTH
    submit: bool = False
    attended: bool = False
    restored_ok: bool = False
    note: str = ""
    language: str = "vi"
    patience_s: float = 0.0
    """How long to wait within this sync for operations that are to be tried again."""
    batch: int = 200


@dataclass
class SyncCounts:
    """What a sync did. `pause` says why it stopped before its end; the operations stay as they are."""

    pushed: int = 0
    pulled: int = 0
    merged: int = 0
    conflicts: int = 0
    rejected: int = 0
    unknown: int = 0
    refused: int = 0
    submitted: int = 0
    waiting: int = 0
    held: int = 0
    """Verified or issued elsewhere, never synced from here: the registry is not told of them as if they were new."""
    pause: Optional[Pause] = None
    cancelled: bool = False
    package_advised: bool = False
    level: Optional[Level] = None
    refusals: list[Refused] = field(default_factory=list)
    run_id: int = 0

    def numbers(self) -> dict[str, int]:
        """The counts by name."""
        names = ("pushed", "pulled", "merged", "conflicts", "rejected", "unknown", "refused", "submitted", "waiting",
                 "held")
        return {name: int(getattr(self, name)) for name in names}


def sync(
    path: Path,
    transport: Transport,
    url: str,
    device: Device,
    options: Options = Options(),
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
            if con.execute("SELECT count(*) FROM sqlite_master WHERE name = 'sync_op'").fetchone()[0] == 0:
                raise RegisterError(NO_SYNC_TABLES, path=str(path))
            meta = read_meta(con)
        speaker = adapter or OgcAdapter(url, wire_fields(meta.profile))
        return _Run(path, transport, url.rstrip("/"), speaker, options, cancelled, progress).through(
            device, meta.register_id
        )


@contextmanager
def one_at_a_time(path: Path) -> Iterator[None]:
    """Only one sync of a register: what is found sending then belongs to one that has died."""
    lock = QLockFile(str(path.with_name(path.name + ".diachiso-sync-lock")))
    lock.setStaleLockTime(0)
    if not lock.tryLock(0):
        raise RegisterError(SYNC_BUSY, path=str(path))
    try:
        yield
    finally:
        lock.unlock()


class _Run:
    def __init__(
        self, path: Path, transport: Transport, url: str, adapter: Adapter, options: Options,
        cancelled: Callable[[], bool], progress: Callable[[float], None],
    ) -> None:  # fmt: skip
        self.path, self.transport, self.url, self.adapter, self.options = path, transport, url, adapter, options
        self.cancelled, self.progress = cancelled, progress
        self.counts = SyncCounts()

    def through(self, device: Device, register_id: str) -> SyncCounts:
        """The whole way; the run is written into the history however it ends."""
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
        if pushes and options.submit:
            submitted = submit_ready(self.path, options.language, self.cancelled)
            counts.submitted = submitted.submitted
            self._refused(submitted.planned)
        self.progress(5)
        if can.level >= Level.FULL and is_older(self.path, self.adapter, self.transport):
            counts.pause = Pause.SERVER_RESTORED
        if counts.pause is not None or not self._look_up():
            return
        if (pulls or afresh) and can.level >= Level.FULL and not self._pull(afresh):
            return
        self.progress(30)
        if pushes:
            self._push()
            self._take_waiting()
        self.progress(100)

    def _pull(self, afresh: bool) -> bool:
        pulled = pull(
            self.path, self.adapter, self.transport, self.url, self.counts.run_id, self.cancelled, afresh
        )
        self.counts.pulled += pulled.taken
        self.counts.conflicts += pulled.conflicts
        self.counts.pushed += pulled.settled
        self.counts.pause = pulled.pause or (Pause.OFFLINE if pulled.broken else None)
        self._take_waiting()
        return self.counts.pause is None and not self.cancelled()

    def _take_waiting(self) -> None:
        if self.counts.pause is None and not self.cancelled():
            taken = take_waiting(self.path, self.counts.run_id)
            self.counts.pulled += taken.taken
            self.counts.conflicts += taken.conflicts
            self.counts.pause = taken.pause

    def _push(self) -> None:
        ahead = forecast(self.path)
        self.counts.package_advised, self.counts.held = ahead.package_advised, ahead.held
        for number in range(ROUNDS):
            planned = plan_edits(self.path, self.cancelled, self.options.language)
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
        for operation, outcome in self.adapter.send(self.transport, operations):
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
                    if outcome.pause is not None or outcome.state is OpState.UNKNOWN:
                        break
                self._keep(answers)
                if answers and answers[-1][1].state is OpState.UNKNOWN and self.counts.pause is None:
                    self.counts.pause = Pause.OFFLINE
                if not self._goes_on():
                    return False
        return self._goes_on()

    def _keep(self, answers: Sequence[tuple[Operation, Outcome]]) -> None:
        for one in settle(self.path, answers, self.counts.run_id):
            if one.state is OpState.APPLIED:
                self.counts.pushed += 1
            elif one.state is OpState.REJECTED:
                self.counts.rejected += 1
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
