"""What is asked of a registry, byte for byte, and what its answers mean; no register and no network."""
from __future__ import annotations

import json
from typing import Any, Optional

import pytest

from diachiso.core.profile import load_profile
from diachiso.sync.adapters.base import Level
from diachiso.sync.adapters.ogc import OgcAdapter
from diachiso.sync.model import Content, Operation, OpKind, OpState, Pause
from diachiso.sync.transport import Failure, Reply, Request
from diachiso.sync.wire import body, wire_fields

FIELDS = wire_fields(load_profile())
HERE = Content({"street": "Hoa Mai", "house_number": "12"}, (109.19, 12.24), "submitted")
URL = "https://registry.test/api"


def operation(kind: OpKind = OpKind.CREATE, op_id: str = "op-1", item: str = "a-1") -> Operation:
    etag = '"v7"' if kind is OpKind.UPDATE else ""
    version = 7 if etag else 0
    return Operation(op_id, item, kind, body(op_id, item, HERE, {}, FIELDS), version, etag, OpState.SENDING, 1)


def feature(op_id: str = "op-1", item: str = "a-1", version: int = 1) -> dict[str, Any]:
    return {"type": "Feature", "id": item, "op_id": op_id, "version": version, "geometry": None,
            "properties": {"stage": "submitted", "street": "Hoa Mai"}}  # fmt: skip


def answer(status: int, said: Any, **headers: str) -> Reply:
    return Reply(status, headers, json.dumps(said).encode())


def test_a_create_and_an_update() -> None:
    adapter = OgcAdapter(URL + "/", FIELDS)
    create, update = adapter.encode(operation()), adapter.encode(operation(OpKind.UPDATE))
    assert create.method == update.method == "PUT"
    assert create.url == URL + "/collections/addresses/items/a-1"
    assert (create.headers["If-None-Match"], create.headers["Idempotency-Key"]) == ("*", '"op-1"')
    assert update.headers["If-Match"] == '"v7"' and "If-None-Match" not in update.headers
    assert create.headers["Content-Type"] == "application/geo+json" and create.body == operation().body
    assert adapter.encode(operation()) == create, "the same bytes, however often"


def test_a_batch_carries_the_frozen_bytes() -> None:
    adapter = OgcAdapter(URL, FIELDS)
    made = [operation(), operation(OpKind.UPDATE, "op-2", "a-2")]
    request = adapter.encode_batch(made)
    said = json.loads(request.body)["operations"]
    assert (request.method, request.url) == ("POST", URL + "/ops")
    assert [(o["op_id"], o["method"], o["id"], o.get("if_match")) for o in said] == [
        ("op-1", "create", "a-1", None), ("op-2", "update", "a-2", '"v7"'),
    ]  # fmt: skip
    assert all(one.body in request.body for one in made)


RESULTS: dict[str, tuple[Optional[dict[str, Any]], OpState]] = {
    "created": ({"status": 201, "version": 1, "feature": feature()}, OpState.APPLIED),
    "another's answer": ({"status": 201, "version": 1, "feature": feature("op-9")}, OpState.UNKNOWN),
    "another record": ({"status": 201, "version": 1, "feature": feature(item="a-9")}, OpState.UNKNOWN),
    "out of date": ({"status": 412, "problem": {"type": "urn:diachiso:problem:precondition"}}, OpState.UNKNOWN),
    "same house": ({"status": 409, "problem": {"type": "urn:diachiso:problem:same-house"}}, OpState.CONFLICT),
    "in progress": ({"status": 409, "problem": {"type": "urn:diachiso:problem:in-progress"}}, OpState.RETRY_WAIT),
    "invalid": ({"status": 422, "problem": {"type": "urn:diachiso:problem:invalid"}}, OpState.REJECTED),
    "not mine to write": ({"status": 403, "problem": {"title": "forbidden"}}, OpState.REJECTED),
    "failed": ({"status": 500, "problem": {"title": "?"}}, OpState.UNKNOWN),
    "no status": ({}, OpState.UNKNOWN),
    "not answered at all": (None, OpState.UNKNOWN),
}


@pytest.mark.parametrize("name", RESULTS)
def test_each_result_of_a_batch(name: str) -> None:
    result, state = RESULTS[name]
    results = [] if result is None else [{"op_id": "op-1", **result}]
    results.append({"op_id": "op-2", "status": 201, "version": 1, "feature": feature("op-2", "a-2")})
    adapter = OgcAdapter(URL, FIELDS)
    operations = [operation(), operation(op_id="op-2", item="a-2")]
    sent = list(adapter.send(lambda request: answer(200, {"results": results}), operations))
    assert [outcome.state for _, outcome in sent] == [state, OpState.APPLIED]
    assert sent[1][1].etag == '"v1"'


def test_a_batch_refused_as_a_whole_goes_one_by_one() -> None:
    seen: list[Request] = []

    def transport(request: Request) -> Reply:
        seen.append(request)
        if request.method == "POST":
            return answer(413, {"title": "too large"})
        item = request.url.rsplit("/", 1)[1]
        return answer(201, feature("op-1" if item == "a-1" else "op-2", item), etag='"v1"')

    sent = list(OgcAdapter(URL, FIELDS).send(transport, [operation(), operation(op_id="op-2", item="a-2")]))
    assert [outcome.state for _, outcome in sent] == [OpState.APPLIED] * 2
    assert [request.method for request in seen] == ["POST", "PUT", "PUT"]


LEVELS = {
    "all of ours": (["urn:diachiso:sync:etag", "urn:diachiso:sync:idempotency", "urn:diachiso:sync:changes"], {}, 3),
    "etags alone": (["urn:diachiso:sync:etag"], {}, 2),
    "keys without a feed": (["urn:diachiso:sync:etag", "urn:diachiso:sync:idempotency"], {}, 2),
    "times": ([], {"last-modified": "Sun, 22 Nov 2026 03:00:00 GMT"}, 1),
    "an etag that promises nothing": ([], {"etag": '"abc"'}, 1),
    "nothing": ([], {}, 0),
}


@pytest.mark.parametrize("name", LEVELS)
def test_the_level_is_found_by_asking(name: str) -> None:
    classes, headers, level = LEVELS[name]

    def transport(request: Request) -> Reply:
        if request.url.endswith("/conformance"):
            return answer(200, {"conformsTo": classes})
        if request.url.endswith("/me"):
            return answer(200, {"account": "an", "roles": ["technician"], "communes": ["22000"]})
        if "limit=1" in request.url:
            return answer(200, {"features": [feature()]})
        return answer(200, feature(), **headers)

    found = OgcAdapter(URL, FIELDS).capabilities(transport)
    assert found.level is Level(level) and found.pause is None
    assert (found.account, found.communes) == (("an", ("22000",)) if level == 3 else ("", ()))


ANSWERS = {
    "401": (Reply(401), Pause.LOGIN), "403": (Reply(403), Pause.FORBIDDEN), "407": (Reply(407), Pause.PROXY),
    "302": (Reply(302), Pause.REDIRECT), "offline": (Reply(None, failure=Failure.OFFLINE), Pause.OFFLINE),
    "certificate": (Reply(None, failure=Failure.CERTIFICATE), Pause.CERTIFICATE),
    "locked account": (Reply(None, failure=Failure.LOGIN), Pause.LOGIN),
    "a page for people": (Reply(200, {"content-type": "text/html"}, b"<html>"), Pause.CAPTIVE_PORTAL),
    "no json": (Reply(200, {}, b"hello"), Pause.OFFLINE),
}  # fmt: skip


@pytest.mark.parametrize("name", ANSWERS)
def test_why_it_cannot_be_asked(name: str) -> None:
    reply, pause = ANSWERS[name]
    assert OgcAdapter(URL, FIELDS).capabilities(lambda request: reply).pause is pause


def test_a_feed_that_makes_no_sense_is_not_taken_in() -> None:
    adapter = OgcAdapter(URL, FIELDS)
    for said in ({}, {"changes": 3}, {"changes": [{}]}, {"changes": [{"feature": {"type": "Feature"}}]}):
        assert adapter.changes(lambda request, said=said: answer(200, said), "c1").broken
    assert adapter.changes(lambda request: answer(410, {"title": "expired"}), "c1").expired
    asked: list[str] = []
    adapter.changes(lambda request: asked.append(request.url) or answer(200, {"changes": []}), "a&b=c")  # type: ignore
    assert asked == [URL + "/changes?limit=500&cursor=a%26b%3Dc"]
