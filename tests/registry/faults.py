"""Faults on order, in test mode: the server drops, lies, waits and dies where a test tells it to."""
from __future__ import annotations

import asyncio
import os
import re
import socket
import struct
import threading
from collections import deque
from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass, field
from typing import Any, Optional

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

KINDS = ("drop_before", "drop_after_commit", "status", "html", "delay", "delay_reply", "truncate", "slow_commit",
         "die_after", "accept_async")  # fmt: skip
PORTAL = "<!DOCTYPE html><html><head><title>WiFi</title></head><body>Đăng nhập WiFi để vào mạng</body></html>"
DIED = 70


@dataclass
class Fault:
    """One kind of fault, `count` times; for `die_after` the count of operations that are still done."""

    kind: str
    count: int = 1
    status: int = 503
    seconds: float = 0.0
    path: str = ".*"
    method: str = ".*"
    headers: dict[str, str] = field(default_factory=dict)
    body: Optional[str] = None

    def __post_init__(self) -> None:
        """ValueError for what is no fault."""
        if self.kind not in KINDS:
            raise ValueError(f"kind: one of {', '.join(KINDS)}")
        for pattern in (self.path, self.method):
            re.compile(pattern)


class Faults:
    """The faults that are due."""

    def __init__(self) -> None:
        self._due: list[Fault] = []
        self._seen: deque[dict[str, Any]] = deque(maxlen=50_000)
        self._lock = threading.Lock()

    def put(self, faults: list[Fault]) -> None:
        """Order more."""
        with self._lock:
            self._due.extend(faults)

    def clear(self) -> None:
        """Take back all."""
        with self._lock:
            self._due.clear()

    def due(self) -> list[Fault]:
        """What is still to come."""
        with self._lock:
            return list(self._due)

    def note(self, scope: Scope) -> None:
        """Remember that a request has come in: tests count them, and look for what must not stand in them."""
        headers = {k.decode("latin-1"): v.decode("latin-1") for k, v in scope["headers"]}
        url = scope["path"] + ("?" + scope["query_string"].decode("latin-1") if scope["query_string"] else "")
        key = headers.get("idempotency-key", "").strip('"')
        headers.pop("authorization", None)
        with self._lock:
            self._seen.append({"method": scope["method"], "url": url, "key": key, "headers": headers})

    def seen(self) -> list[dict[str, Any]]:
        """The requests since the last reset."""
        with self._lock:
            return list(self._seen)

    def forget(self) -> None:
        """Begin the list of requests anew."""
        with self._lock:
            self._seen.clear()

    def take(self, *kinds: str, path: str = "", method: str = "") -> Optional[Fault]:
        """The first due fault of these kinds that fits the request, which uses it up by one."""
        with self._lock:
            for fault in self._due:
                if fault.kind in kinds and _fits(fault.path, path) and _fits(fault.method, method):
                    fault.count -= 1
                    if fault.count <= 0:
                        self._due.remove(fault)
                    return fault
        return None

    def one_done(self) -> None:
        """An operation is committed: the process ends at once where its time has come."""
        with self._lock:
            deaths = [f for f in self._due if f.kind == "die_after"]
            for fault in deaths:
                fault.count -= 1
            if any(f.count <= 0 for f in deaths):
                os._exit(DIED)  # as kill -9: no reply, no clean-up


class FaultMiddleware:
    """The outermost layer: it holds the connection itself, so that what it drops is really gone."""

    def __init__(self, app: App, faults: Faults) -> None:
        self._app, self._faults = app, faults

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle a request, with the fault that is due for it."""
        path = scope.get("path", "")
        fault = None
        if scope["type"] == "http" and not path.startswith("/_test"):
            self._faults.note(scope)
            kinds = [k for k in KINDS if k not in ("slow_commit", "die_after", "accept_async")]
            fault = self._faults.take(*kinds, path=path, method=scope["method"])
        if fault is None:
            await self._app(scope, receive, send)
            return
        if fault.kind == "delay":
            await asyncio.sleep(fault.seconds)
            await self._app(scope, receive, send)
        elif fault.kind == "drop_before":
            await hang_up(send)
        elif fault.kind in ("status", "html"):
            await _say(fault, receive, send)
        else:
            await self._after(fault, scope, receive, send)

    async def _after(self, fault: Fault, scope: Scope, receive: Receive, send: Send) -> None:
        kept: list[Message] = []

        async def keep(message: Message) -> None:
            kept.append(message)

        await self._app(scope, receive, keep)
        if fault.kind == "drop_after_commit":
            await hang_up(send)
        elif fault.kind == "truncate":
            body = b"".join(m.get("body", b"") for m in kept[1:])
            await send(kept[0])
            await send({"type": "http.response.body", "body": body[: len(body) // 2], "more_body": True})
            await asyncio.sleep(0.05)  # what was sent leaves before the end
            await hang_up(send, reset=False)
        else:
            await asyncio.sleep(fault.seconds)
            for message in kept:
                await send(message)


async def hang_up(send: Send, *, reset: bool = True) -> None:
    """Close the socket under uvicorn (`send` is bound to its request); a reset tells the other side nothing more."""
    transport = send.__self__.transport  # type: ignore[attr-defined]
    if reset:
        transport.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        transport.abort()
    else:
        transport.close()
    await asyncio.sleep(0.01)  # uvicorn learns of it, and expects no answer any more


async def _say(fault: Fault, receive: Receive, send: Send) -> None:
    while (await receive()).get("more_body"):
        pass
    page = fault.kind == "html"
    text = fault.body if fault.body is not None else (PORTAL if page else "")
    headers = {"content-type": "text/html; charset=utf-8" if page else "application/problem+json", **fault.headers}
    status = 200 if page and fault.status == 503 else fault.status
    body = text.encode()
    pairs = [(k.lower().encode(), v.encode()) for k, v in headers.items()]
    pairs.append((b"content-length", str(len(body)).encode()))
    await send({"type": "http.response.start", "status": status, "headers": pairs})
    await send({"type": "http.response.body", "body": body})


def _fits(pattern: str, text: str) -> bool:
    return not text or re.search(pattern, text) is not None
