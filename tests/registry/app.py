"""The registry over HTTP: OGC API – Features with Part 4, entity tags, idempotency keys and a feed of changes."""
from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime, timezone
from email.utils import format_datetime, parsedate_to_datetime
from typing import Any, Optional
from uuid import uuid4

from fastapi import Depends, FastAPI, Request, Response

from . import blocks, changes, idempotency, items, verification
from .accounts import Account, who
from .db import Database
from .faults import Faults
from .idempotency import Answer
from .items import Item, Write, etag_of, feature_of
from .ops import Desk, version_of
from .problems import Problem
from .wire import dumps, item_uuid, loads

GEO = "application/geo+json"
ITEM = "/collections/addresses/items/{item_id}"
CORE = "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/"
PART4 = "http://www.opengis.net/spec/ogcapi-features-4/1.0/conf/"
URN = "urn:diachiso:sync:"


async def raw_body(request: Request) -> bytes:
    """The bytes of a request, for handlers that run in a thread."""
    return await request.body()


def make_app(database: Database, faults: Faults) -> FastAPI:
    """The application; its faults and test paths are put around it by `testmode`."""

    @asynccontextmanager
    async def life(_: FastAPI) -> AsyncIterator[None]:
        yield
        database.close()

    app = FastAPI(title="Diachiso reference registry", openapi_url="/api", docs_url=None, redoc_url=None, lifespan=life)
    desk = Desk(database, faults)
    app.state.desk = desk

    @app.exception_handler(Problem)
    def refused(_: Request, problem: Problem) -> Response:
        headers = {"WWW-Authenticate": 'Bearer, Basic realm="diachiso"'} if problem.status == 401 else {}
        if problem.kind == "in-progress":
            headers["Retry-After"] = "1"
        return Response(dumps(problem.document()), problem.status, headers, "application/problem+json")

    def account(request: Request) -> Account:
        with database.transaction() as tx:
            return who(tx, request.headers.get("authorization"))

    def only_at_3() -> None:
        if desk.level < 3:
            raise Problem("not-found", "Hệ thống này không có chức năng đó.")

    _describe(app, desk)
    _read(app, desk, database, account)
    _write(app, desk, account)
    _sync(app, desk, database, account, only_at_3)
    _office(app, database, account)
    return app


Who = Callable[[Request], Account]


def _describe(app: FastAPI, desk: Desk) -> None:
    @app.get("/")
    def landing(request: Request) -> Any:
        base = str(request.base_url)
        links = [("self", "", "application/json"), ("service-desc", "api", "application/vnd.oai.openapi+json;version=3.0"),
                 ("conformance", "conformance", "application/json"), ("data", "collections", "application/json")]  # fmt: skip
        return {"title": app.title, "links": [{"rel": r, "href": base + p, "type": t} for r, p, t in links]}

    @app.get("/conformance")
    def conformance() -> Any:
        found = [CORE + "core", CORE + "geojson", PART4 + "create-replace-delete"]
        if desk.level >= 1:
            found.append(PART4 + "optimistic-locking-timestamps")
        if desk.level >= 2:
            found += [PART4 + "optimistic-locking-etags", URN + "etag"]
        if desk.level >= 3:
            found += [URN + "idempotency", URN + "changes"]
        return {"conformsTo": found}

    def collection(request: Request) -> dict[str, Any]:
        base = str(request.base_url) + "collections/addresses"
        return {
            "id": "addresses", "title": "Địa chỉ số", "itemType": "feature",
            "extent": {"spatial": {"bbox": [[102.0, 6.0, 118.0, 23.5]]}},
            "crs": ["http://www.opengis.net/def/crs/OGC/1.3/CRS84"],
            "links": [{"rel": "self", "href": base, "type": "application/json"},
                      {"rel": "items", "href": base + "/items", "type": GEO}],
        }  # fmt: skip

    @app.get("/collections")
    def collections(request: Request) -> Any:
        href = str(request.base_url) + "collections"
        return {"links": [{"rel": "self", "href": href, "type": "application/json"}], "collections": [collection(request)]}

    @app.get("/collections/addresses")
    def addresses(request: Request) -> Any:
        return collection(request)


def _read(app: FastAPI, desk: Desk, database: Database, account: Who) -> None:
    @app.get("/me")
    def me(known: Account = Depends(account)) -> Any:
        return {"account": known.name, "roles": known.roles, "communes": known.communes}

    @app.get("/collections/addresses/items")
    def listed(
        request: Request, limit: int = 100, bbox: str = "", after: str = changes.NIL, _: Account = Depends(account)
    ) -> Response:
        limit = max(1, min(limit, 10_000))
        with database.transaction() as tx:
            found = items.page(tx, item_uuid(after), limit + 1, _box(bbox))
        shown = found[:limit]
        links = [{"rel": "self", "href": str(request.url), "type": GEO}]
        if len(found) > limit:
            links.append({"rel": "next", "href": str(request.url.include_query_params(after=shown[-1]["id"])), "type": GEO})
        page = {"type": "FeatureCollection", "features": [feature_of(i, desk.level) for i in shown], "links": links,
                "numberReturned": len(shown), "timeStamp": datetime.now(timezone.utc).isoformat()}  # fmt: skip
        return Response(dumps(page), media_type=GEO)

    @app.get(ITEM)
    def one(request: Request, item_id: str, _: Account = Depends(account)) -> Response:
        with database.transaction() as tx:
            item = items.fetch(tx, item_uuid(item_id))
        headers = _version_headers(desk.level, item)
        if desk.level >= 2 and request.headers.get("if-none-match") == etag_of(item):
            return Response(status_code=304, headers=headers)
        return Response(dumps(feature_of(item, desk.level)), 200, headers, GEO)


def _write(app: FastAPI, desk: Desk, account: Who) -> None:
    @app.put(ITEM)
    def put(
        request: Request, item_id: str, body: bytes = Depends(raw_body), known: Account = Depends(account)
    ) -> Response:
        asked = _asked(request, desk.level, item_uuid(item_id), loads(body))
        answer = desk.perform(known, asked)
        return _reply(answer, desk.level, GEO)


def _sync(app: FastAPI, desk: Desk, database: Database, account: Who, only_at_3: Callable[[], None]) -> None:
    at_3 = [Depends(only_at_3)]

    @app.post("/ops", dependencies=at_3)
    def batch(body: bytes = Depends(raw_body), known: Account = Depends(account)) -> Response:
        return Response(dumps(desk.batch(known, loads(body))), media_type="application/json")

    @app.get("/ops/{op_id}", dependencies=at_3)
    def operation(op_id: str, known: Account = Depends(account)) -> Any:
        with database.transaction() as tx:
            found = idempotency.look_up(tx, known, op_id)
        answer = loads(bytes(found.pop("answer")) or b"{}")
        if found["state"] == "applied":
            return {**found, "version": answer.get("version"), "feature": answer}
        return {**found, "problem": answer} if answer else found

    @app.get("/changes", dependencies=at_3)
    def changed(cursor: str = "", limit: int = 200, _: Account = Depends(account)) -> Response:
        with database.transaction() as tx:
            return Response(dumps(changes.changes(tx, cursor, max(1, min(limit, 1000)))), media_type="application/json")

    @app.get("/extract", dependencies=at_3)
    def extract(cursor: str = "", limit: int = 1000, _: Account = Depends(account)) -> Response:
        with database.transaction() as tx:
            return Response(dumps(changes.extract(tx, cursor, max(1, min(limit, 5000)))), media_type="application/json")

    @app.post("/blocks", dependencies=at_3)
    def block(request: Request, body: bytes = Depends(raw_body), known: Account = Depends(account)) -> Response:
        with database.transaction() as tx:
            answer = blocks.reserve(tx, known, _key(request), loads(body))
        return _reply(answer, desk.level, "application/json")


def _office(app: FastAPI, database: Database, account: Who) -> None:
    def said(item: Item) -> Response:
        return Response(dumps(feature_of(item)), 200, {"ETag": etag_of(item)}, GEO)

    @app.post("/items/{item_id}/verify")
    def verify(item_id: str, body: bytes = Depends(raw_body), known: Account = Depends(account)) -> Response:
        with database.transaction() as tx:
            return said(verification.verify(tx, known, item_uuid(item_id), loads(body)))

    @app.post("/items/{item_id}/issue")
    def issue(item_id: str, known: Account = Depends(account)) -> Response:
        with database.transaction() as tx:
            return said(verification.issue(tx, known, item_uuid(item_id)))


def _asked(request: Request, level: int, item_id: str, feature: Any) -> Write:
    """What a PUT asks for, by the headers that this level knows."""
    feature = feature if isinstance(feature, dict) else {}
    headers = request.headers
    op_id = _key(request) if level >= 3 else str(uuid4())
    if level < 2:
        since = headers.get("if-unmodified-since") if level == 1 else None
        return Write("put", item_id, feature, op_id, unmodified_since=_moment(since))
    if headers.get("if-none-match", "").strip() == "*":
        return Write("create", item_id, feature, op_id)
    return Write("update", item_id, feature, op_id, version_of(headers.get("if-match", "")))


def _key(request: Request) -> str:
    key = request.headers.get("idempotency-key", "").strip().strip('"')
    if not 0 < len(key) <= 100:
        raise Problem("precondition-required", "Thiếu Idempotency-Key.")
    return key


def _reply(answer: Answer, level: int, media_type: str) -> Response:
    headers = {}
    if answer.etag and level >= 2:
        headers["ETag"] = answer.etag
    if answer.replayed:
        headers["Idempotent-Replay"] = "true"
    return Response(answer.body, answer.status, headers, media_type if answer.status < 300 else "application/problem+json")


def _version_headers(level: int, item: Item) -> dict[str, str]:
    found = {}
    if level >= 1:
        found["Last-Modified"] = format_datetime(item["updated_at"].astimezone(timezone.utc), usegmt=True)
    if level >= 2:
        found["ETag"] = etag_of(item)
    return found


def _moment(text: Optional[str]) -> Optional[datetime]:
    if not text:
        return None
    try:
        return parsedate_to_datetime(text)
    except ValueError as error:
        raise Problem("invalid", "Thời điểm trong If-Unmodified-Since không đọc được.") from error


def _box(text: str) -> Optional[tuple[float, float, float, float]]:
    if not text:
        return None
    try:
        west, south, east, north = (float(part) for part in text.split(","))
    except ValueError as error:
        raise Problem("invalid", "bbox phải là bốn số: tây, nam, đông, bắc.", ["bbox"]) from error
    return west, south, east, north
