"""Registry, faults, and an observer who knows who wrote what: the world of random histories."""
from __future__ import annotations

import copy
import json
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Optional, Protocol

from diachiso.sync.transport import Failure, Reply, Request

from .desk import SECRETS
from .pretend.pretend_registry import PretendRegistry, problem

BROKEN = Reply(None, failure=Failure.BROKEN)
ANSWERS = {
    "offline": Reply(None, failure=Failure.OFFLINE),
    "drop request": BROKEN,
    "captive portal": Reply(200, {"content-type": "text/html"}, b"<!DOCTYPE html><html>WiFi</html>"),
    "login": Reply(401, {}, b"{}"),
    "busy": Reply(503, {"retry-after": "0"}, b"{}"),
    "too many": Reply(429, {"retry-after": "0"}, b"{}"),
}
FAULTS = (
    *ANSWERS, "drop reply", "cut reply", "four times", "crash before", "crash after", "crash at a write", "cancel",
)  # fmt: skip
UNGRANTED = SECRETS[2:]
SENT_NAMES = {"house_number": "houseNumber", "name": "name", "building_name": "buildingName", "stage": "stage"}
"""Columns that are watched, and what the registry calls them."""


class Crash(BaseException):
    """The process is gone: nothing after it happens."""


@dataclass(frozen=True)
class Seen:
    """An address as the registry has it."""

    version: int
    op_id: str
    values: Mapping[str, Any]


class Registry(Protocol):
    """What a world needs of a registry, whatever it is made of."""

    def carry(self, account: int) -> Callable[[Request], Reply]:
        """The way there for a technician."""

    def look(self) -> dict[str, Seen]:
        """Everything that is there."""

    def office(self, address_id: str, verb: str) -> None:
        """The back office verifies, rejects or issues; without effect where the stage does not allow it."""

    def expire(self) -> None:
        """Cursors of before are void."""

    def snapshot(self) -> None:
        """Keep a backup, instead of the last one."""

    def restore(self) -> None:
        """Put the backup back."""


@dataclass
class Observer:
    """Stands between a technician and the registry: makes the faults, and knows whose words may arrive."""

    registry: Registry
    effects: Counter[str] = field(default_factory=Counter)
    said: dict[str, dict[tuple[str, str], list[Any]]] = field(default_factory=dict)
    """By technician, of each address and column: what they entered and nobody has answered yet, in order."""
    screens: dict[tuple[str, str, str], set[Any]] = field(default_factory=dict)
    """By account, address and column: what they saw as they entered something else, or entered themselves."""

    def on_screen(self, who: str, address_id: str, column: str, *values: Any) -> None:
        """Somebody has these before their eyes."""
        self.screens.setdefault((who.split()[0], address_id, column), set()).update(values)

    def way(self, who: str, account: int, fault: Optional[str], nth: int) -> Callable[[Request], Reply]:
        """A transport that fails at the nth request that writes (reads, where nothing is written so often)."""
        carry = self.registry.carry(account)
        count = [0]

        def transport(request: Request) -> Reply:
            self._no_secrets(request)
            writes = request.method in ("PUT", "POST")
            count[0] += 1
            hit = fault is not None and count[0] == nth + 3  # the first three ask what the registry can
            if hit and fault in ANSWERS:
                return ANSWERS[fault]
            if hit and fault == "crash before":
                raise Crash
            times = 4 if hit and fault == "four times" else 1
            replies = [self._watched(who, carry, request) if writes else carry(request) for _ in range(times)]
            if hit and fault == "drop reply":
                return BROKEN
            if hit and fault == "crash after":
                raise Crash
            if hit and fault == "cut reply":
                return Reply(replies[0].status, replies[0].headers, replies[0].body[: len(replies[0].body) // 2])
            return replies[-1]

        return transport

    def _watched(self, who: str, carry: Callable[[Request], Reply], request: Request) -> Reply:
        before = self.registry.look()
        reply = carry(request)
        after = self.registry.look()
        for address_id, now in after.items():
            old = before.get(address_id)
            if old is not None and old.version == now.version:
                continue
            assert now.version == (old.version if old else 0) + 1, f"{who} wrote {address_id} twice in one request"
            self.effects[now.op_id] += 1
            assert self.effects[now.op_id] == 1, f"operation {now.op_id} of {who} had a second effect"
            for column in SENT_NAMES:
                was, told = old.values.get(column) if old else None, now.values.get(column)
                if was != told:
                    self._arrived(who, address_id, column, told, was)
        assert set(before) <= set(after), "an address is gone"
        return reply

    def _arrived(self, who: str, address_id: str, column: str, told: Any, was: Any) -> None:
        waiting = self.said.setdefault(who, {}).get((address_id, column), [])
        seen = self.screens.get((who.split()[0], address_id, column), set())
        if column == "stage":  # the office decides on it meanwhile; what has ended stays so
            assert was != "retired", f"{who} resurrected {address_id}"
            seen = {was}
        assert was is None or was in seen, f"{who} overwrote {column} = {was!r} unseen, with {told!r}"
        assert told in waiting, f"{who} overwrote {column} = {was!r} with {told!r}, which they did not enter: {waiting}"
        del waiting[: waiting.index(told) + 1]
        for other, said in self.said.items():  # what was copied with the file has arrived, too
            copied = said.get((address_id, column), [])
            if told in copied and other.split()[0] == who.split()[0]:
                del copied[: copied.index(told) + 1]

    def _no_secrets(self, request: Request) -> None:
        """Only what the profile grants leaves, in its own member of what is sent of an address."""
        said = json.loads(request.body or b"{}")
        for feature in (said, *(operation["feature"] for operation in said.get("operations", []))):
            feature.pop("persons", None)
        seen = " ".join((request.url, str(dict(request.headers)), str(said)))
        assert not [word for word in SECRETS if word in seen], "a personal datum leaves"
        assert not [word for word in UNGRANTED if word in request.body.decode()], "what nobody granted leaves"
        assert "?" not in request.url or set(request.url.split("?")[1]) <= set("limit=cursor&.%:-0123456789abcdefx"), (
            request.url
        )


class MemoryRegistry(PretendRegistry):
    """The registry in memory, with a back office, backups, and the reference registry's refusals."""

    def __init__(self) -> None:
        super().__init__(takes_people=True)

    def carry(self, account: int) -> Callable[[Request], Reply]:
        return self.transport

    def look(self) -> dict[str, Seen]:
        return {
            i: Seen(x.version, x.op_id, {c: x.properties.get(n) for c, n in SENT_NAMES.items()})
            for i, x in self.items.items()
        }

    def office(self, address_id: str, verb: str) -> None:
        stage = self.items[address_id].properties["stage"]
        if verb == "verify" and stage == "submitted":
            self.edit(address_id, stage="verified", reason=None)
        elif verb == "reject" and stage in ("submitted", "verified"):
            self.edit(address_id, stage="rejected", reason="Số nhà không khớp")
        elif verb == "issue" and stage == "verified":
            self.edit(address_id, stage="issued")

    def expire(self) -> None:
        self.epoch += 1

    def snapshot(self) -> None:
        self.backup = copy.deepcopy((self.items, self.ops))

    def restore(self) -> None:
        self.items, self.ops = copy.deepcopy(self.backup)

    def _write(self, item_id: str, feature: Any, op_id: str, if_match: Optional[str]) -> Reply:
        found = self.items.get(item_id)
        ended = found is not None and found.properties["stage"] == "retired"
        if ended and feature["properties"]["stage"] != "retired" and if_match == f'"v{found.version}"':
            return problem(409, "conflict", "Địa chỉ đã ngừng sử dụng, không thể dùng lại.")
        return super()._write(item_id, feature, op_id, if_match)
