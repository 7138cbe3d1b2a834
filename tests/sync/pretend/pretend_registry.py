"""A registry in memory that speaks the wire of the reference registry at L3, and breaks when it is told to."""
from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Optional

from diachiso.sync.transport import Failure, Reply, Request

URN = "urn:diachiso:"
ETAG = re.compile(r'"v(\d+)"')
Fault = Callable[["PretendRegistry", Request], Optional[Reply]]


@dataclass
class Item:
    version: int
    op_id: str
    properties: dict[str, Any]
    geometry: Any
    at: int
    writes: int = 1


@dataclass
class PretendRegistry:
    """`transport(request)` answers; `faults` are used up one per request that matches."""

    items: dict[str, Item] = field(default_factory=dict)
    ops: dict[str, tuple[int, bytes, bytes]] = field(default_factory=dict)
    requests: list[Request] = field(default_factory=list)
    faults: list[tuple[str, Fault]] = field(default_factory=list)
    level: int = 3
    clock: int = 0
    epoch: int = 1
    tag: str = "v"
    takes_people: bool = False
    told: dict[str, Any] = field(default_factory=dict)
    """What was told of the people of each item."""
    effects: dict[str, int] = field(default_factory=dict)

    def transport(self, request: Request) -> Reply:
        self.requests.append(request)
        for place, (pattern, fault) in enumerate(self.faults):
            if re.search(pattern, f"{request.method} {request.url}"):
                del self.faults[place]
                reply = fault(self, request)
                if reply is not None:
                    return reply
                break
        return self.answer(request)

    def fail(self, pattern: str, fault: Fault, times: int = 1) -> None:
        self.faults += [(pattern, fault)] * times

    # -- answering -------------------------------------------------------------------------------------------

    def answer(self, request: Request) -> Reply:
        path = request.url.split("://", 1)[1].split("/", 1)[1]
        path, _, query = path.partition("?")
        asked = dict(part.split("=", 1) for part in query.split("&") if part)
        if path == "conformance":
            names = ["core"] + [URN + "sync:etag"] * (self.level >= 2)
            names += [URN + "sync:idempotency", URN + "sync:changes"] * (self.level >= 3)
            return reply(200, {"conformsTo": names + [URN + "sync:persons"] * self.takes_people})
        if path == "me":
            return reply(200, {"account": "an", "roles": ["technician"], "communes": []})
        if path == "ops" and request.method == "POST":
            return self._batch(json.loads(request.body))
        if path.startswith("ops/"):
            return self._op(path[4:])
        if path == "changes":
            return self._changes(asked)
        if path == "extract":
            return reply(200, self._page(0, list(self.items)))
        item_id = path.rsplit("/", 1)[1]
        if request.method == "PUT" and self.level < 3:
            return self._plain_write(item_id, json.loads(request.body), request.headers.get("If-Match"))
        if request.method == "PUT":
            key = request.headers.get("Idempotency-Key", "").strip('"')
            return self.write(item_id, json.loads(request.body), key, request.headers.get("If-Match"))
        return self._get(item_id)

    def _batch(self, said: Any) -> Reply:
        results = []
        for one in said["operations"]:
            got = self.write(one["id"], one["feature"], one["op_id"], one.get("if_match"))
            found = {"op_id": one["op_id"], "status": got.status}
            body = json.loads(got.body)
            found.update({"version": body["version"], "feature": body} if got.status < 300 else {"problem": body})
            results.append(found)
        return reply(200, {"results": results})

    def write(self, item_id: str, feature: Any, op_id: str, if_match: Optional[str]) -> Reply:
        same = json.dumps([feature, if_match], sort_keys=True).encode()
        if op_id in self.ops:
            status, body, before = self.ops[op_id]
            return Reply(status, {}, body) if before == same else problem(422, "key-reused")
        got = self._write(item_id, feature, op_id, if_match)
        self.ops[op_id] = (got.status or 0, got.body, same)
        return got

    def _write(self, item_id: str, feature: Any, op_id: str, if_match: Optional[str]) -> Reply:
        found = self.items.get(item_id)
        wanted = dict(feature["properties"])
        if (if_match is None) != (found is None):
            return problem(412, "precondition")
        if found is not None and if_match != self.etag(found):
            return problem(412, "precondition")
        house = self._house(wanted)
        others = (item for i, item in self.items.items() if i != item_id)
        if house is not None and any(self._house(item.properties) == house for item in others):
            return problem(409, "same-house")
        if wanted.get("street") == "Sai":
            return problem(422, "invalid", "Tên đường không có.")
        self.effects[op_id] = self.effects.get(op_id, 0) + 1
        stage = found.properties["stage"] if found is not None else "submitted"
        if wanted["stage"] == "retired" or (stage == "rejected" and wanted["stage"] == "submitted"):
            stage = wanted["stage"]
        code = found.properties.get("code") if found is not None else None
        wanted.update(stage=stage, code=wanted.get("code") or code)
        if "persons" in feature:
            self.told.setdefault(item_id, {})[feature["persons"]["register"]] = feature["persons"]["list"]
        self.put(item_id, wanted, op_id, feature["geometry"])
        return self._get(item_id, 200 if found else 201)

    def _plain_write(self, item_id: str, feature: Any, if_match: Optional[str]) -> Reply:
        """A server that remembers no operations; below L2 whoever writes last wins."""
        found = self.items.get(item_id)
        if self.level >= 2 and found is not None and if_match != self.etag(found):
            return problem(412, "precondition")
        self.effects[item_id] = self.effects.get(item_id, 0) + 1
        self.put(item_id, feature["properties"], "", feature["geometry"])
        return Reply(204, {}, b"")

    def _house(self, p: Any) -> Any:
        return None if not p.get("houseNumber") or p["stage"] == "retired" else (p["street"], p["houseNumber"])

    def put(self, item_id: str, properties: Any, op_id: str, geometry: Any) -> None:
        self.clock += 1
        before = self.items.get(item_id)
        version = before.version + 1 if before else 1
        kept = {k: v for k, v in properties.items() if v not in (None, "")}
        self.items[item_id] = Item(version, op_id, kept, geometry, self.clock, (before.writes if before else 0) + 1)

    def edit(self, item_id: str, **changes: Any) -> None:
        """Somebody else's change, or the back office's."""
        item = self.items[item_id]
        self.put(item_id, {**item.properties, **changes}, f"office-{self.clock}", item.geometry)

    def feature(self, item_id: str) -> dict[str, Any]:
        item = self.items[item_id]
        found = {"type": "Feature", "id": item_id, "geometry": item.geometry, "properties": item.properties}
        return {**found, "op_id": item.op_id, "version": item.version} if self.level >= 3 else found

    def etag(self, item: Item) -> str:
        """What names the version; another after the server was moved."""
        return f'"{self.tag}{item.version}"'

    def _get(self, item_id: str, status: int = 200) -> Reply:
        if item_id not in self.items:
            return problem(404, "not-found")
        headers = {"etag": self.etag(self.items[item_id])} if self.level >= 2 else {}
        return Reply(status, headers, dumps(self.feature(item_id)))

    def _op(self, op_id: str) -> Reply:
        if op_id not in self.ops:
            return problem(404, "not-found")
        status, body, _ = self.ops[op_id]
        state = "applied" if status < 300 else "conflict" if status in (409, 412) else "rejected"
        said = json.loads(body)
        return reply(200, {"op_id": op_id, "state": state, "status": status, "item": said.get("id"),
                           **({} if status < 300 else {"problem": said})})  # fmt: skip

    def _changes(self, asked: dict[str, str]) -> Reply:
        epoch, _, after = asked.get("cursor", "").partition(".")
        if epoch != str(self.epoch):
            return problem(410, "cursor-expired")
        ids = [i for i, item in sorted(self.items.items(), key=lambda x: x[1].at) if item.at > int(after)]
        return reply(200, self._page(int(asked.get("limit", 200)), ids))

    def _page(self, limit: int, ids: list[str]) -> dict[str, Any]:
        shown = ids[:limit] if limit else ids
        rows = [{"id": i, "version": self.items[i].version, "op_id": self.items[i].op_id,
                 "feature": self.feature(i)} for i in shown]  # fmt: skip
        at = self.items[shown[-1]].at if limit and shown else self.clock
        return {"changes": rows, "cursor": f"{self.epoch}.{at}", "more": len(shown) < len(ids)}


# -- faults ------------------------------------------------------------------------------------------------


def drop_before(registry: PretendRegistry, request: Request) -> Reply:
    return Reply(None, failure=Failure.BROKEN)


def drop_after(registry: PretendRegistry, request: Request) -> Reply:
    registry.answer(request)
    return Reply(None, failure=Failure.BROKEN)


def four_times(registry: PretendRegistry, request: Request) -> Reply:
    return [registry.answer(request) for _ in range(4)][-1]


def offline(registry: PretendRegistry, request: Request) -> Reply:
    return Reply(None, failure=Failure.OFFLINE)


def html(registry: PretendRegistry, request: Request) -> Reply:
    return Reply(200, {"content-type": "text/html"}, b"<!DOCTYPE html><html>Sign in</html>")


def status(code: int, **headers: str) -> Fault:
    return lambda registry, request: Reply(code, headers, b"{}")


def cut(registry: PretendRegistry, request: Request) -> Reply:
    whole = registry.answer(request)
    return Reply(whole.status, whole.headers, whole.body[: len(whole.body) // 2])


def dies_at(count: int) -> Fault:
    """The server takes `count` operations of a batch and dies."""

    def die(registry: PretendRegistry, request: Request) -> Reply:
        said = json.loads(request.body)
        registry._batch({"operations": said["operations"][:count]})
        return Reply(None, failure=Failure.BROKEN)

    return die


def reply(code: int, said: Any) -> Reply:
    return Reply(code, {"content-type": "application/json"}, dumps(said))


def problem(code: int, kind: str, detail: str = "") -> Reply:
    said = {"type": f"{URN}problem:{kind}", "title": kind, "status": code, "detail": detail}
    return Reply(code, {"content-type": "application/problem+json"}, dumps(said))


def dumps(said: Any) -> bytes:
    return json.dumps(said, ensure_ascii=False).encode()
