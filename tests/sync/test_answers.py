"""What an answer to a write means: yes, no, or not known."""
from __future__ import annotations

import json
from dataclasses import replace
from typing import Any, Optional

import pytest

from diachiso.core.profile import load_profile
from diachiso.sync.adapters.answers import IN_PROGRESS, classify, settled_by
from diachiso.sync.model import Content, Operation, OpKind, OpState, Pause, Remote
from diachiso.sync.transport import Failure, Reply
from diachiso.sync.wire import wire_fields

FIELDS = wire_fields(load_profile())
MINE = Operation("op-1", "id-1", OpKind.UPDATE, b"{}", base_version=1)
DATA = {"content-type": "application/geo+json", "etag": '"v2"'}
PAGE = b"<!DOCTYPE html><html>Xin dang nhap</html>"


def feature(op_id: str = "op-1", address_id: str = "id-1") -> bytes:
    return json.dumps(
        {"type": "Feature", "id": address_id, "op_id": op_id, "version": 2, "geometry": None, "properties": {}}
    ).encode()


def problem(kind: str = "urn:diachiso:problem:code-taken") -> bytes:
    return json.dumps({"type": kind, "title": "t", "detail": "Mã đã cấp"}).encode()


CASES: dict[str, tuple[Reply, OpState, Optional[Pause]]] = {
    "created": (Reply(201, DATA, feature()), OpState.APPLIED, None),
    "updated": (Reply(200, DATA, feature()), OpState.APPLIED, None),
    "taken for later": (Reply(202, DATA, feature()), OpState.ACCEPTED_ASYNC, None),
    "yes without a body": (Reply(200, DATA, b""), OpState.UNKNOWN, None),
    "yes to another operation": (Reply(200, DATA, feature("op-2")), OpState.UNKNOWN, None),
    "yes about another house": (Reply(200, DATA, feature("op-1", "id-2")), OpState.UNKNOWN, None),
    "half a body": (Reply(200, DATA, feature()[:40]), OpState.UNKNOWN, None),
    "captive portal": (Reply(200, {"content-type": "text/html"}, PAGE), OpState.UNKNOWN, Pause.CAPTIVE_PORTAL),
    "captive portal, 4xx": (Reply(404, {}, PAGE), OpState.UNKNOWN, Pause.CAPTIVE_PORTAL),
    "redirect": (Reply(302), OpState.PAUSED, Pause.REDIRECT),
    "token expired": (Reply(401, {}, problem()), OpState.PAUSED, Pause.LOGIN),
    "no right": (Reply(403, {}, problem()), OpState.PAUSED, Pause.FORBIDDEN),
    "proxy asks": (Reply(407), OpState.PAUSED, Pause.PROXY),
    "busy": (Reply(429, {"retry-after": "7"}), OpState.RETRY_WAIT, None),
    "too early": (Reply(425), OpState.RETRY_WAIT, None),
    "server error": (Reply(500, {}, problem()), OpState.UNKNOWN, None),
    "gateway": (Reply(504, {}, PAGE), OpState.UNKNOWN, None),
    "out of date": (Reply(412, {}, problem()), OpState.UNKNOWN, None),
    "in progress": (Reply(409, {}, problem(IN_PROGRESS)), OpState.RETRY_WAIT, None),
    "code taken": (Reply(409, {}, problem()), OpState.CONFLICT, None),
    "invalid": (Reply(422, {}, problem()), OpState.REJECTED, None),
    "no JSON in a refusal": (Reply(400, {}, b"bad"), OpState.REJECTED, None),
    "cable out": (Reply(None, failure=Failure.OFFLINE), OpState.QUEUED, Pause.OFFLINE),
    "bad certificate": (Reply(None, failure=Failure.CERTIFICATE), OpState.QUEUED, Pause.CERTIFICATE),
    "dropped": (Reply(None, failure=Failure.BROKEN), OpState.UNKNOWN, None),
    "Qt says no error and no status": (Reply(None), OpState.UNKNOWN, None),
}


@pytest.mark.parametrize("name", CASES)
def test_each_answer_has_its_meaning(name: str) -> None:
    reply, state, pause = CASES[name]
    outcome = classify(MINE, reply, FIELDS)
    assert (outcome.state, outcome.pause) == (state, pause)


def test_yes_tells_the_version() -> None:
    outcome = classify(MINE, Reply(200, DATA, feature()), FIELDS)
    assert (outcome.version, outcome.etag) == (2, '"v2"')


def test_a_busy_server_says_how_long() -> None:
    assert classify(MINE, Reply(429, {"retry-after": "7"}), FIELDS).retry_after_s == 7


def record(op_id: str, version: int) -> Remote:
    return Remote("id-1", Content({}, None, "submitted"), version, f'"v{version}"', op_id)


@pytest.mark.parametrize(
    ("found", "state"),
    [
        (record("op-1", 2), OpState.APPLIED),  # only the reply was lost
        (record("op-0", 1), OpState.RETRY_WAIT),  # still what we started from
        (record("op-9", 2), OpState.CONFLICT),  # somebody else was first
    ],
)
def test_a_look_settles_what_was_unknown(found: Any, state: OpState) -> None:
    assert settled_by(MINE, found).state is state


def test_a_record_that_is_not_there_never_came_or_was_lost() -> None:
    assert settled_by(replace(MINE, kind=OpKind.CREATE), None).state is OpState.RETRY_WAIT
    assert settled_by(MINE, None).pause is Pause.SERVER_RESTORED
