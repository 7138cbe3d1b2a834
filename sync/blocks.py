"""Numbers reserved at the registry, for codes that are given out here.

A request is kept under its key before it leaves, until its answer is in the register: asked again after a lost answer,
the registry gives the same numbers, and none are reserved twice.
"""
from __future__ import annotations

import json
import uuid
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Optional

from ..core.allocation import Block
from ..core.block_rules import BlockRequest, BlocksRefused
from ..core.errors import QT_TRANSLATE_NOOP, DiachisoError, Message
from ..register.blocks import add_blocks, commune_finder, read_blocks
from .adapters.answers import IN_PROGRESS
from .adapters.base import Level
from .adapters.ogc import OgcAdapter, pause_of, problem_of, said_object
from .books import Books
from .device import Device
from .engine import one_at_a_time
from .pauses import PAUSE_TEXTS
from .queue import reading, writing
from .transport import Failure, Reply, Request, Transport
from .wire import as_bytes

REQUESTS = "block_requests"
MOST = 10_000
_JSON = "application/json"
_NEVER_LEFT = frozenset(Failure) - {Failure.BROKEN, Failure.CANCELLED}
_NO = frozenset(range(400, 500)) - {408, 425, 429}

NO_BLOCKS = Message(
    "sync_no_blocks",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "This registry reserves no numbers over the network. Ask its keeper for a document, and enter the block with "
        "“Add code block”.",
    ),
)
BLOCK_REFUSED = Message(
    "sync_block_refused",
    QT_TRANSLATE_NOOP("diachiso", "The registry reserves no {count} numbers for commune {commune}: {reason}"),
)
BLOCK_UNANSWERED = Message(
    "sync_block_unanswered",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "No answer came that says which numbers are reserved. Ask again for {count} numbers of commune {commune}: the "
        "registry then gives the same ones, and none are reserved twice.",
    ),
)
BAD_COUNT = Message(
    "sync_block_count", QT_TRANSLATE_NOOP("diachiso", "{count} numbers cannot be reserved: ask for 1 to {most}.")
)


@dataclass(frozen=True)
class Asked:
    """A request for numbers that has, or may have, left; a copy of the register on another computer asks anew."""

    op_id: str
    device: str
    registry: str
    commune: str
    count: int


def reserve_block(
    path: Path, transport: Transport, url: str, device: Device, commune: str, count: int,
    cancelled: Callable[[], bool] = lambda: False,
) -> list[Block]:  # fmt: skip
    """Have `count` numbers of a commune (code or name) reserved, and enter the block; the blocks that were entered.

    What was asked for before and never answered is asked for again first. DiachisoError where none came.
    """
    path, url = path.resolve(), url.rstrip("/")
    if not 1 <= count <= MOST:
        raise DiachisoError(BAD_COUNT, count=count, most=MOST)
    with one_at_a_time(path):
        with reading(path) as con:
            code = commune_finder(con)(BlockRequest(commune, "", 1, 1))
        _refuse_lower_levels(url, transport)
        before = [asked for asked in _kept(path) if (asked.device, asked.registry) == (device.id, url)]
        added: list[Block] = []
        for asked in before:
            if not cancelled():
                added += _Request(path, transport, asked, is_new=False).carry_out()
        if cancelled() or any((asked.commune, asked.count) == (code, count) for asked in before):
            return added
        asked = Asked(str(uuid.uuid4()), device.id, url, code, count)
        _keep(path, asked)
        return added + _Request(path, transport, asked, is_new=True).carry_out()


def _refuse_lower_levels(url: str, transport: Transport) -> None:
    can = OgcAdapter(url, ()).capabilities(transport)
    if can.pause is not None:
        raise DiachisoError(PAUSE_TEXTS[can.pause])
    if can.level < Level.FULL:
        raise DiachisoError(NO_BLOCKS)


class _Request:
    """Sends one request and enters what it brings."""

    def __init__(self, path: Path, transport: Transport, asked: Asked, is_new: bool) -> None:
        self.path, self.transport, self.asked, self.is_new = path, transport, asked, is_new

    def carry_out(self) -> list[Block]:
        """The block that was entered; none where the register has it already."""
        asked = self.asked
        headers = {"Content-Type": _JSON, "Accept": _JSON, "Idempotency-Key": f'"{asked.op_id}"'}
        body = as_bytes({"commune": asked.commune, "count": asked.count})
        reply = self.transport(Request("POST", asked.registry + "/blocks", headers, body))
        block = self._block(reply)
        if block is None:
            self._refuse(reply)
            raise self._error(BLOCK_UNANSWERED)
        try:
            added = [] if self._is_there(block) else list(add_blocks(self.path, [block]).blocks)
        except BlocksRefused:
            _forget(self.path, asked)  # asked for again it would be the same block, and refused again
            raise
        _forget(self.path, asked)  # not where the register could not be written: those numbers are ours
        return added

    def _block(self, reply: Reply) -> Optional[BlockRequest]:
        """The block in an answer that names this request; None where it holds none."""
        said = said_object(reply) if reply.status in (200, 201) else None
        asked = self.asked
        if said is None or said.get("op_id") != asked.op_id or said.get("commune") != asked.commune:
            return None
        first, last = said.get("first"), said.get("last")
        if not isinstance(first, int) or not isinstance(last, int) or last - first + 1 != asked.count:
            return None
        document, scheme = str(said.get("authority_doc") or ""), str(said.get("scheme") or "ndas")
        return BlockRequest(asked.commune, str(said.get("prefix") or ""), first, last, document, scheme)

    def _refuse(self, reply: Reply) -> None:
        """Raise for an answer that is a no; an answer that says nothing of the request leaves it open."""
        problem, pause, status = problem_of(reply), pause_of(reply), reply.status or 0
        if status == 403 and problem is not None:  # this commune or this role, not the login
            self._close(problem.detail or problem.title)
        if reply.failure in _NEVER_LEFT or status in (401, 407) or 300 <= status < 400:
            if self.is_new:
                _forget(self.path, self.asked)
        elif pause is None and status in (404, 405):
            _forget(self.path, self.asked)
            raise DiachisoError(NO_BLOCKS)
        elif pause is None and problem is not None and problem.type != IN_PROGRESS and status in _NO:
            self._close(problem.detail or problem.title)
        elif reply.failure in (Failure.BROKEN, Failure.CANCELLED):
            return
        if pause is not None:
            raise DiachisoError(PAUSE_TEXTS[pause])

    def _close(self, reason: str) -> None:
        _forget(self.path, self.asked)
        raise self._error(BLOCK_REFUSED, reason=reason)

    def _error(self, message: Message, **more: str) -> DiachisoError:
        return DiachisoError(message, commune=self.asked.commune, count=self.asked.count, **more)

    def _is_there(self, asked: BlockRequest) -> bool:
        """Whether it was entered before: the computer went down before that was noted."""
        wanted = asked.block(self.asked.commune)
        with reading(self.path) as con:
            return any(
                (b.scheme, b.prefix, b.commune_code, b.first, b.last)
                == (wanted.scheme, wanted.prefix, wanted.commune_code, wanted.first, wanted.last)
                for b in read_blocks(con)
            )


def _kept(path: Path) -> list[Asked]:
    with reading(path) as con:
        return [Asked(**one) for one in json.loads(Books(con).ctl(REQUESTS) or "[]")]


def _keep(path: Path, asked: Asked) -> None:
    _change(path, "ask for a block of numbers", lambda kept: [*kept, asked])


def _forget(path: Path, asked: Asked) -> None:
    _change(path, "keep the registry's answer", lambda kept: [one for one in kept if one.op_id != asked.op_id])


def _change(path: Path, action: str, change: Callable[[Sequence[Asked]], Sequence[Asked]]) -> None:
    kept = change(_kept(path))
    with writing(path, action) as con:
        Books(con).set_ctl(REQUESTS, json.dumps([asdict(one) for one in kept]))
