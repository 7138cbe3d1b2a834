"""What every path of the registry needs: who asks, the bytes that came, the parts of the application, the answer."""
from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Request, Response

from .accounts import Account, who
from .db import Database
from .idempotency import Answer
from .items import Item, etag_of, feature_of
from .ops import Desk
from .problems import Problem
from .wire import dumps

GEO, JSON, PROBLEM = "application/geo+json", "application/json", "application/problem+json"


def database_of(request: Request) -> Database:
    """The registry's database."""
    found: Database = request.app.state.database
    return found


def desk_of(request: Request) -> Desk:
    """Who takes the writes, and knows the level."""
    found: Desk = request.app.state.desk
    return found


def known_account(request: Request) -> Account:
    """The account that asks; Problem 401 where none does."""
    with database_of(request).transaction() as tx:
        return who(tx, request.headers.get("authorization"))


async def raw_body(request: Request) -> bytes:
    """The bytes of a request, for handlers that run in a thread."""
    return await request.body()


def only_at_3(request: Request) -> None:
    """Problem 404 on a registry that acts as a lower level."""
    if desk_of(request).level < 3:
        raise Problem("not-found", "Hệ thống này không có chức năng đó.")


Data = Annotated[Database, Depends(database_of)]
Writes = Annotated[Desk, Depends(desk_of)]
Known = Annotated[Account, Depends(known_account)]
Body = Annotated[bytes, Depends(raw_body)]


def operation_key(request: Request) -> str:
    """The key of the operation; Problem 428 without one."""
    key = request.headers.get("idempotency-key", "").strip().strip('"')
    if not 0 < len(key) <= 100:
        raise Problem("precondition-required", "Thiếu Idempotency-Key.")
    return key


def reply(answer: Answer, level: int, media_type: str) -> Response:
    """An answer that was kept, as it goes out."""
    headers = {}
    if answer.etag and level >= 2:
        headers["ETag"] = answer.etag
    if answer.replayed:
        headers["Idempotent-Replay"] = "true"
    return Response(answer.body, answer.status, headers, media_type if answer.status < 300 else PROBLEM)


def feature_reply(item: Item) -> Response:
    """An item as the back office sees it."""
    return Response(dumps(feature_of(item)), 200, {"ETag": etag_of(item)}, GEO)
