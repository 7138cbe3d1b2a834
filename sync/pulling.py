"""What has changed at the registry comes in: page by page, each with its cursor in one short write."""
from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Optional

from ..register.transaction import bump_revision
from .adapters.base import Adapter
from .applying import ServerRestored
from .books import now_utc, stamp
from .model import Operation, OpKind, OpState, Outcome, Pause, Remote, Step
from .queue import Clerk, reading, take_back, writing
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
    conflicted: set[str] = field(default_factory=set)


def pull(
    path: Path, adapter: Adapter, transport: Transport, registry: str, run_id: int, cancelled: Callable[[], bool],
    afresh: bool = False,
) -> Pulled:  # fmt: skip
    """Take in everything since the last pull; `afresh`, or a cursor that has expired: everything there is."""
    pulled = Pulled()
    cursor = "" if afresh else _cursor(path, registry)
    seen: Optional[set[int]] = set() if cursor == "" else None
    while not cancelled():
        page = adapter.changes(transport, cursor)
        if page.expired:
            cursor, seen = "", set()
            continue
        if page.pause is not None or page.broken:
            pulled.pause, pulled.broken = page.pause, page.broken
            return pulled
        if seen is not None:
            seen.update(hash(remote.address_id) for remote in page.remotes)
        for low in range(0, max(len(page.remotes), 1), PAGE):
            last = low + PAGE >= len(page.remotes)
            _take(path, page.remotes[low: low + PAGE], run_id, pulled, (registry, page.cursor) if last else None)
            if pulled.pause is not None:
                return pulled
        if not page.more:
            if seen is not None and _lost(path, seen):
                pulled.pause = Pause.SERVER_RESTORED
            return pulled
        cursor = page.cursor
    return pulled


def take_waiting(path: Path, run_id: int) -> Pulled:
    """Take in what had to wait: an operation has been settled since, or its building has come."""
    pulled = Pulled()
    while True:
        with reading(path) as con:
            rows = con.execute(
                "SELECT address_id, version, body FROM sync_inbox i WHERE NOT EXISTS (SELECT 1 FROM sync_op o"
                " WHERE o.address_id = i.address_id AND o.state IN ('sending', 'accepted_async', 'unknown',"
                " 'retry_wait', 'paused')) LIMIT ?",
                (PAGE,),
            ).fetchall()
        before = pulled.taken + pulled.conflicts + pulled.settled
        if rows:
            _take(path, [_kept(*row) for row in rows], run_id, pulled, None)
        if not rows or pulled.pause is not None or pulled.taken + pulled.conflicts + pulled.settled == before:
            return pulled


def _take(
    path: Path, remotes: tuple[Remote, ...] | list[Remote], run_id: int, pulled: Pulled,
    cursor: Optional[tuple[str, str]],
) -> None:  # fmt: skip
    at = now_utc()
    try:
        with writing(path, "take in what the registry changed", bulk=True) as con:
            ids = [remote.address_id for remote in remotes]
            clerk = Clerk(con, at, run_id, ids)
            busy, counts = clerk.books.busy(ids), Pulled()
            for remote in _parents_first(remotes):
                _take_one(clerk, remote, busy.get(remote.address_id), counts)
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


def _parents_first(remotes: tuple[Remote, ...] | list[Remote]) -> list[Remote]:
    return sorted(remotes, key=lambda remote: bool(remote.content.values.get("parent_id")))


def _cursor(path: Path, registry: str) -> str:
    with reading(path) as con:
        row = con.execute("SELECT cursor FROM sync_cursor WHERE registry = ?", (registry,)).fetchone()
        return str(row[0]) if row else ""


def _lost(path: Path, seen: set[int]) -> bool:
    """Whether the registry no longer has a record that it once told us of."""
    with reading(path) as con:
        return any(hash(address_id) not in seen for (address_id,) in con.execute("SELECT address_id FROM sync_base"))


def _kept(address_id: str, version: int, body: str) -> Remote:
    said = json.loads(body)
    content = content_from(json.dumps(said["content"]))
    return Remote(address_id, content, version, said["etag"], said["op_id"], said["reason"])
