"""Paths of OGC API – Features, Parts 1 and 4; how much of them there is depends on the level."""
from __future__ import annotations

from datetime import datetime, timezone
from email.utils import format_datetime, parsedate_to_datetime
from typing import Any, Optional
from uuid import uuid4

from fastapi import APIRouter, Request, Response

from . import items
from .changes import NIL
from .items import Item, Write, etag_of, feature_of
from .ops import version_of
from .problems import Problem
from .web import GEO, JSON, Body, Data, Known, Writes, operation_key, reply
from .wire import dumps, item_uuid, loads

CORE = "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/"
PART4 = "http://www.opengis.net/spec/ogcapi-features-4/1.0/conf/"
URN = "urn:diachiso:sync:"
ITEM = "/collections/addresses/items/{item_id}"
MOST = 10_000
router = APIRouter()


@router.get("/")
def landing(request: Request) -> Any:
    """Where things are."""
    base = str(request.base_url)
    openapi = "application/vnd.oai.openapi+json;version=3.0"
    links = (("self", "", JSON), ("service-desc", "api", openapi), ("conformance", "conformance", JSON),
             ("data", "collections", JSON))  # fmt: skip
    return {"title": request.app.title, "links": [{"rel": r, "href": base + p, "type": t} for r, p, t in links]}


@router.get("/conformance")
def conformance(desk: Writes) -> Any:
    """What the registry can do, by level."""
    found = [CORE + "core", CORE + "geojson", PART4 + "create-replace-delete"]
    if desk.level >= 1:
        found.append(PART4 + "optimistic-locking-timestamps")
    if desk.level >= 2:
        found += [PART4 + "optimistic-locking-etags", URN + "etag"]
    if desk.level >= 3:
        found += [URN + "idempotency", URN + "changes"] + [URN + "persons"] * desk.takes_people
    return {"conformsTo": found}


@router.get("/collections")
def collections(request: Request) -> Any:
    """The one collection there is."""
    href = str(request.base_url) + "collections"
    return {"links": [{"rel": "self", "href": href, "type": JSON}], "collections": [addresses(request)]}


@router.get("/collections/addresses")
def addresses(request: Request) -> Any:
    """The addresses as a collection."""
    base = str(request.base_url) + "collections/addresses"
    return {
        "id": "addresses", "title": "Địa chỉ số", "itemType": "feature",
        "extent": {"spatial": {"bbox": [[102.0, 6.0, 118.0, 23.5]]}},
        "crs": ["http://www.opengis.net/def/crs/OGC/1.3/CRS84"],
        "links": [{"rel": "self", "href": base, "type": JSON}, {"rel": "items", "href": base + "/items", "type": GEO}],
    }  # fmt: skip


@router.get("/me")
def me(account: Known) -> Any:
    """Who is logged in."""
    return {"account": account.name, "roles": account.roles, "communes": account.communes}


@router.get("/collections/addresses/items")
def listed(
    request: Request, data: Data, desk: Writes, _: Known, limit: int = 100, bbox: str = "", after: str = NIL
) -> Response:
    """A page of addresses by id."""
    limit = max(1, min(limit, MOST))
    with data.transaction() as tx:
        found = items.page(tx, item_uuid(after), limit + 1, _box(bbox))
    shown = found[:limit]
    links = [{"rel": "self", "href": str(request.url), "type": GEO}]
    if len(found) > limit:
        href = str(request.url.include_query_params(after=shown[-1]["id"]))
        links.append({"rel": "next", "href": href, "type": GEO})
    page = {
        "type": "FeatureCollection", "features": [feature_of(i, desk.level) for i in shown], "links": links,
        "numberReturned": len(shown), "timeStamp": datetime.now(timezone.utc).isoformat(),
    }  # fmt: skip
    return Response(dumps(page), media_type=GEO)


@router.get(ITEM)
def one(request: Request, data: Data, desk: Writes, _: Known, item_id: str) -> Response:
    """One address."""
    with data.transaction() as tx:
        item = items.fetch(tx, item_uuid(item_id))
    headers = _version_headers(desk.level, item)
    if desk.level >= 2 and request.headers.get("if-none-match") == etag_of(item):
        return Response(status_code=304, headers=headers)
    return Response(dumps(feature_of(item, desk.level)), 200, headers, GEO)


@router.put(ITEM)
def put(request: Request, desk: Writes, account: Known, body: Body, item_id: str) -> Response:
    """Create or update an address."""
    asked = _asked(request, desk.level, item_uuid(item_id), loads(body))
    return reply(desk.perform(account, asked), desk.level, GEO)


def _asked(request: Request, level: int, item_id: str, feature: Any) -> Write:
    """What a PUT asks for, by the headers that this level knows."""
    feature = feature if isinstance(feature, dict) else {}
    headers = request.headers
    op_id = operation_key(request) if level >= 3 else str(uuid4())
    if level < 2:
        since = headers.get("if-unmodified-since") if level == 1 else None
        return Write("put", item_id, feature, op_id, unmodified_since=_moment(since))
    if headers.get("if-none-match", "").strip() == "*":
        return Write("create", item_id, feature, op_id)
    return Write("update", item_id, feature, op_id, version_of(headers.get("if-match", "")))


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
