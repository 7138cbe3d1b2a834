"""Paths beside OGC API – Features: operations, the feed of changes, blocks of numbers, the back office."""
from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Depends, Request, Response

from . import blocks, changes, idempotency, verification
from .web import JSON, Body, Data, Known, Writes, feature_reply, only_at_3, operation_key, reply
from .wire import dumps, item_uuid, loads

AT_3 = [Depends(only_at_3)]
router = APIRouter()


@router.post("/ops", dependencies=AT_3)
def batch(desk: Writes, account: Known, body: Body) -> Response:
    """Up to 200 operations, with one result each."""
    return Response(dumps(desk.batch(account, loads(body))), media_type=JSON)


@router.get("/ops/{op_id}", dependencies=AT_3)
def operation(data: Data, desk: Writes, account: Known, op_id: str) -> Any:
    """What became of an operation."""
    if desk.is_accepted(op_id):
        return {"op_id": op_id, "state": "in_progress", "item": None, "status": 202}
    with data.transaction() as tx:
        found = idempotency.look_up(tx, account, op_id)
    answer = loads(bytes(found.pop("answer")) or b"{}")
    if found["state"] == "applied":
        return {**found, "version": answer.get("version"), "feature": answer}
    return {**found, "problem": answer} if answer else found


@router.get("/changes", dependencies=AT_3)
def changed(data: Data, _: Known, cursor: str = "", limit: int = 200) -> Response:
    """The latest state of what changed behind the cursor."""
    with data.transaction() as tx:
        return Response(dumps(changes.changes(tx, cursor, max(1, min(limit, 1000)))), media_type=JSON)


@router.get("/extract", dependencies=AT_3)
def extract(data: Data, _: Known, cursor: str = "", limit: int = 1000) -> Response:
    """Everything, and from where the changes go on."""
    with data.transaction() as tx:
        return Response(dumps(changes.extract(tx, cursor, max(1, min(limit, 5000)))), media_type=JSON)


@router.post("/blocks", dependencies=AT_3)
def block(request: Request, data: Data, desk: Writes, account: Known, body: Body) -> Response:
    """Reserve numbers of a commune."""
    with data.transaction() as tx:
        answer = blocks.reserve(tx, account, operation_key(request), loads(body))
    return reply(answer, desk.level, JSON)


@router.post("/items/{item_id}/verify")
def verify(data: Data, account: Known, body: Body, item_id: str) -> Response:
    """The verifier's word on an address."""
    with data.transaction() as tx:
        return feature_reply(verification.verify(tx, account, item_uuid(item_id), loads(body)))


@router.post("/items/{item_id}/issue")
def issue(data: Data, account: Known, item_id: str) -> Response:
    """The code of a verified address."""
    with data.transaction() as tx:
        return feature_reply(verification.issue(tx, account, item_uuid(item_id)))
