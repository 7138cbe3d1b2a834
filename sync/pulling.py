"""What has changed at the registry comes in: page by page, each with its cursor in one short write."""
from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Optional

from ..register.transaction import bump_revision
from .adapters.answers import unreadable
from .adapters.base import Adapter
from .applying import ServerRestored
from .books import FORGOTTEN, Books, now_utc, problem_text, stamp
from .model import Operation, OpKind, OpState, Outcome, Pause, Remote, Step
from .planner import decide
from .queue import Clerk, lost_text, reading, take_back, writing
from .transport import Transport
from .wire import content_from

PAGE = 200


@dataclass
class Pulled:
    """What a pull did: records taken in, conflicts found; why it stopped early, if it did."""

    taken: int = 0
    conflicts: int = 0
    waiting: int = 0
    """Records kept for later: something of theirs is still under way."""
    pause: Optional[Pause] = None
    broken: bool = False
    settled: int = 0
    lost: int = 0
    """Records that the registry has lost, or has in an older state, and that wait to be sent anew."""
    conflicted: set[str] = field(default_factory=set)


def pull(
    path: Path, adapter: Adapter, transport: Transport, registry: str, run_id: int, cancelled: Callable[[], bool],
    afresh: bool = False, lost_ok: bool = False,
) -> Pulled:  # fmt: skip
    """Take in everything since the last pull; `afresh`, or a cursor that has expired: everything there is.

    `lost_ok`: a person knows that the registry has lost data, and wants it sent anew (with `afresh`).
    """
    pulled = Pulled()
    cursor = "" if afresh else _cursor(path, registry)
    whole = _Whole(path) if cursor == "" else None
    while not cancelled():
        page = adapter.changes(transport, cursor)
        if page.expired:
            cursor, whole = "", _Whole(path)
            continue
        if page.pause is not None or page.broken:
            pulled.pause, pulled.broken = page.pause, page.broken
            return pulled
        if whole is not None:
            whole.note(page.remotes, page.unread)
        if not page.remotes and not page.unread and not page.more and page.cursor == cursor:
            return pulled  # nothing new: nothing is written
        remotes = page.remotes if lost_ok else _confirmed(path, adapter, transport, page.remotes)
        if remotes is None:
            pulled.broken = True
            return pulled
        for low in range(0, max(len(remotes), 1), PAGE):
            some = remotes[low: low + PAGE]
            # A whole pull that is cut short begins anew: only at its end it is known what the registry has lost.
            kept = low + PAGE >= len(remotes) and not (page.more and whole is not None and whole.had_some)
            newest = whole.newest if whole is not None else some[-1] if some else None
            unread = page.unread if kept or low + PAGE >= len(remotes) else ()
            _take(path, some, run_id, pulled, (registry, page.cursor) if kept else None, newest, lost_ok, unread)
            if pulled.pause is not None:
                return pulled
        if not page.more:
            lost = whole.lost(path) if whole is not None else []
            if lost and lost_ok:
                pulled.lost += _forget_lost(path, lost)
            elif lost:
                pulled.pause = Pause.SERVER_RESTORED
            return pulled
        cursor = page.cursor
    return pulled


class _Whole:
    """A pull of everything: which records came, and which of them the registry wrote last."""

    def __init__(self, path: Path) -> None:
        with reading(path) as con:
            self.had_some = con.execute("SELECT 1 FROM sync_base LIMIT 1").fetchone() is not None
        self.newest: Optional[Remote] = None
        self._seen = set[int]()

    def note(self, remotes: Sequence[Remote], unread: Sequence[tuple[str, str]]) -> None:
        """A page has come. Its order tells nothing of time; what does not say when it was written is no newest."""
        self._seen.update(hash(remote.address_id) for remote in remotes)
        self._seen.update(hash(address_id) for address_id, _ in unread)
        for remote in remotes:
            if remote.at > (self.newest.at if self.newest is not None else ""):
                self.newest = remote

    def lost(self, path: Path) -> list[str]:
        """Records that the registry once told of and has no more."""
        with reading(path) as con:
            known = con.execute("SELECT address_id FROM sync_base WHERE version <> ?", (FORGOTTEN,))
            return [address_id for (address_id,) in known if hash(address_id) not in self._seen]


def _forget_lost(path: Path, address_ids: Sequence[str]) -> int:
    """What the registry has lost waits to be sent anew; how many that are."""
    waiting = 0
    for low in range(0, len(address_ids), PAGE):
        with writing(path, "take stock of what the registry has lost") as con:
            waiting += Books(con).forget(address_ids[low: low + PAGE], stamp(now_utc()), lost_text())
    return waiting


def is_older(path: Path, adapter: Adapter, transport: Transport) -> bool:
    """Whether the registry has forgotten what it wrote last, as far as we know: then it was put back to a backup.

    Nothing else tells where it has not changed since, and nothing is to be sent.
    """
    with reading(path) as con:
        newest = Books(con).newest()
    if newest is None:
        return False
    address_id, base, op_id = newest
    found = adapter.fetch(transport, address_id)
    if not found.known:
        return False
    if found.remote is None:
        return True
    # The same version by another operation: somebody has sent it anew to a registry that had been put back.
    anew = found.remote.version == base.version and op_id not in ("", found.remote.op_id or op_id)
    return anew or decide(base, None, found.remote).step is Step.SERVER_RESTORED


def take_waiting(path: Path, run_id: int, lost_ok: bool = False) -> Pulled:
    """Take in what had to wait: an operation has been settled since, or its building has come."""
    pulled, after, before = Pulled(), "", -1
    while pulled.pause is None:
        with reading(path) as con:
            rows = con.execute(
                "SELECT i.address_id, i.version, i.body, b.version FROM sync_inbox i"
                " LEFT JOIN sync_base b ON b.address_id = i.address_id WHERE i.address_id > ? AND NOT EXISTS"
                " (SELECT 1 FROM sync_op o WHERE o.address_id = i.address_id AND o.state IN ('sending',"
                " 'accepted_async', 'unknown', 'retry_wait', 'paused')) ORDER BY i.address_id LIMIT ?",
                (after, PAGE),
            ).fetchall()
        if rows:
            after = rows[-1][0]
            stale = [row[0] for row in rows if row[3] is not None and row[1] <= row[3]]
            _forget(path, stale)
            waiting = [_kept(*row[:3]) for row in rows if row[0] not in stale]
            if waiting:
                _take(path, waiting, run_id, pulled, None, None, lost_ok)
            continue
        if pulled.taken + pulled.conflicts + pulled.settled <= max(before, 0):
            return pulled  # a whole round and nothing moved: what is left waits for something else
        before, after = pulled.taken + pulled.conflicts + pulled.settled, ""
    return pulled


def _forget(path: Path, address_ids: Sequence[str]) -> None:
    """What was kept of these is older than what has been agreed on since."""
    if address_ids:
        with writing(path, "take in what had to wait") as con:
            con.executemany("DELETE FROM sync_inbox WHERE address_id = ?", ((one,) for one in address_ids))


def _confirmed(
    path: Path, adapter: Adapter, transport: Transport, remotes: Sequence[Remote]
) -> Optional[Sequence[Remote]]:
    """The records of a page; what is older than what we know is asked for itself: a feed may tell of bygone versions.

    None where the registry does not answer.
    """
    with reading(path) as con:
        bases = Books(con).bases([remote.address_id for remote in remotes]) if remotes else {}
    confirmed = []
    for remote in remotes:
        base = bases.get(remote.address_id)
        if base is not None and remote.version < base.version:
            found = adapter.fetch(transport, remote.address_id)
            if not found.known and found.problem is None:
                return None
            remote = found.remote or remote
        confirmed.append(remote)
    return confirmed


def _take(
    path: Path, remotes: Sequence[Remote], run_id: int, pulled: Pulled,
    cursor: Optional[tuple[str, str]], newest: Optional[Remote], lost_ok: bool, unread: Sequence[tuple[str, str]] = (),
) -> None:  # fmt: skip
    at = now_utc()
    try:
        with writing(path, "take in what the registry changed", bulk=True) as con:
            ids = [*(remote.address_id for remote in remotes), *(address_id for address_id, _ in unread)]
            clerk = Clerk(con, at, run_id, ids, lost_ok)
            busy, counts = clerk.books.busy(ids), Pulled()
            for remote in _parents_first(remotes):
                _take_one(clerk, remote, busy.get(remote.address_id), counts)
            for address_id, what in unread:
                counts.conflicts += not clerk.books.in_conflict([address_id])
                said = unreadable(what)
                problem = problem_text(said.type, detail=said.detail)
                clerk.intake.open_conflict(
                    address_id, (), clerk.bases.get(address_id), clerk.locals.get(address_id), None, problem=problem
                )
            if newest is not None:
                clerk.books.note_newest(newest.address_id, newest.version, newest.op_id)
            if clerk.intake.codes_changed:
                bump_revision(con)
            if cursor is not None:
                con.execute(
                    "INSERT INTO sync_cursor (registry, cursor, pulled_at) VALUES (?, ?, ?) ON CONFLICT (registry)"
                    " DO UPDATE SET cursor = excluded.cursor, pulled_at = excluded.pulled_at",
                    (*cursor, stamp(at)),
                )
    except ServerRestored:
        pulled.pause = Pause.SERVER_RESTORED
        return
    pulled.taken += counts.taken
    pulled.conflicts += counts.conflicts
    pulled.settled += counts.settled
    pulled.waiting += counts.waiting
    pulled.lost += clerk.intake.gone_back


def _take_one(clerk: Clerk, remote: Remote, busy: Optional[tuple[str, str, int]], counts: Pulled) -> None:
    books, address_id = clerk.books, remote.address_id
    base, local = clerk.bases.get(address_id), clerk.locals.get(address_id)
    if busy is not None and busy[0] == remote.op_id:
        operation = _operation(clerk, busy[0])
        clerk.settle(operation, Outcome(OpState.APPLIED, remote.version, remote.etag, remote))
        clerk.forget(address_id)
        counts.settled += 1
        return
    if busy is not None and busy[1:] == ("queued", 0) and local is not None:
        take_back(books, address_id, local.fid)
        if books.busy([address_id]):  # it went with a package
            busy = books.busy([address_id])[address_id]
        else:
            busy = None
    if busy is not None:
        clerk.intake.keep_for_later(remote)
        counts.waiting += 1
        return
    known = books.in_conflict([address_id])
    step = clerk.intake.take(remote, base, local)
    waits = step is Step.NOTHING and base is None and local is None
    if waits:
        counts.waiting += 1
        return
    clerk.forget(address_id)
    if step is Step.CONFLICT:
        counts.conflicts += not known
    elif step in (Step.APPLY, Step.MERGE):
        counts.taken += 1


def _operation(clerk: Clerk, op_id: str) -> Operation:
    row = clerk.con.execute(
        "SELECT address_id, kind, body, base_version, etag, attempts FROM sync_op WHERE op_id = ?", (op_id,)
    ).fetchone()
    return Operation(op_id, row[0], OpKind(row[1]), bytes(row[2]), row[3], row[4], OpState.SENDING, row[5])


def _parents_first(remotes: Sequence[Remote]) -> list[Remote]:
    return sorted(remotes, key=lambda remote: bool(remote.content.values.get("parent_id")))


def _cursor(path: Path, registry: str) -> str:
    with reading(path) as con:
        row = con.execute("SELECT cursor FROM sync_cursor WHERE registry = ?", (registry,)).fetchone()
        return str(row[0]) if row else ""


def _kept(address_id: str, version: int, body: str) -> Remote:
    said = json.loads(body)
    content = content_from(json.dumps(said["content"]))
    return Remote(address_id, content, version, said["etag"], said["op_id"], said["reason"])
