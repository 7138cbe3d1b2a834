"""Addresses: written, read, listed. The database keeps codes and houses unique; this module keeps versions and stages.
"""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Optional

from psycopg.types.json import Jsonb

from .accounts import Account
from .db import Tx, row, rows
from .problems import Problem
from .wire import dumps, house_key, own_properties, position

COLUMNS = """id::text AS id, version, op_id, stage, code, reason, commune, properties, updated_at, xid::text AS xid,
    ST_X(geom) AS lon, ST_Y(geom) AS lat"""
_GEOM = "ST_SetSRID(ST_MakePoint(%(lon)s::float8, %(lat)s::float8), 4326)"

Item = dict[str, Any]


@dataclass(frozen=True)
class Write:
    """One create or update. `version` None: the sender says nothing of the state it saw (levels 0 and 1)."""

    method: str
    item_id: str
    feature: Mapping[str, Any]
    op_id: str
    version: Optional[int] = None
    unmodified_since: Optional[datetime] = None


def write(tx: Tx, account: Account, asked: Write) -> Item:
    """The item after a create, an update, or an upsert (`method` put); Problem, or UniqueViolation, where refused."""
    properties = own_properties(asked.feature)
    account.demand_commune(str(properties["communeCode"]))
    found = row(tx, f"SELECT {COLUMNS} FROM item WHERE id = %(id)s FOR UPDATE", id=asked.item_id)
    if asked.method == "create" or (asked.method == "put" and found is None):
        if found is not None:
            raise Problem("precondition", "Địa chỉ này đã có trên hệ thống.")
        return _insert(tx, account, asked, properties)
    if found is None:
        raise Problem("not-found", "Địa chỉ này chưa có trên hệ thống.")
    account.demand_commune(found["commune"])
    if asked.version is not None and asked.version != found["version"]:
        raise Problem(
            "precondition",
            f"Bản ghi trên hệ thống là phiên bản {found['version']}, không còn là {asked.version}. Hãy tải về rồi gửi "
            "lại.",
        )
    if asked.unmodified_since is not None and found["updated_at"].replace(microsecond=0) > asked.unmodified_since:
        raise Problem("precondition", "Bản ghi trên hệ thống đã thay đổi sau thời điểm đã nêu.")
    return _update(tx, account, asked, properties, found)


def change_stage(tx: Tx, account: Account, item: Item, stage: str, op_id: str, **columns: Optional[str]) -> Item:
    """The item in another stage, with another code or reason: the back office's writes."""
    return _one(
        tx,
        f"""UPDATE item SET stage = %(stage)s, code = coalesce(%(code)s, code), reason = %(reason)s,
            op_id = %(op_id)s, version = version + 1, updated_by = %(by)s, updated_at = clock_timestamp(),
            xid = pg_current_xact_id() WHERE id = %(id)s RETURNING {COLUMNS}""",
        stage=stage, code=columns.get("code"), reason=columns.get("reason"), op_id=op_id, by=account.name,
        id=item["id"],
    )  # fmt: skip


def fetch(tx: Tx, item_id: str, *, lock: bool = False) -> Item:
    """One item; Problem 404 where there is none."""
    end = " FOR UPDATE" if lock else ""
    found = row(tx, f"SELECT {COLUMNS} FROM item WHERE id = %(id)s{end}", id=item_id)
    if found is None:
        raise Problem("not-found", "Địa chỉ này chưa có trên hệ thống.")
    return found


def page(tx: Tx, after: str, limit: int, bbox: Optional[tuple[float, float, float, float]]) -> list[Item]:
    """Up to `limit` items by id, from behind `after`; `bbox` west, south, east, north."""
    where, box = "", {}
    if bbox is not None:
        where = " AND geom && ST_MakeEnvelope(%(west)s, %(south)s, %(east)s, %(north)s, 4326)"
        box = dict(zip(("west", "south", "east", "north"), bbox))
    sql = f"SELECT {COLUMNS} FROM item WHERE id > %(after)s{where} ORDER BY id LIMIT %(limit)s"
    return rows(tx, sql, after=after, limit=limit, **box)


def feature_of(item: Item, level: int = 3) -> dict[str, Any]:
    """The item as a Feature; below level 3 a server tells neither the version nor the operation in it."""
    properties = {**item["properties"], "stage": item["stage"]}
    properties.update({k: item[k] for k in ("code", "reason") if item[k]})
    geometry = None if item["lon"] is None else {"type": "Point", "coordinates": [item["lon"], item["lat"]]}
    found = {"type": "Feature", "id": item["id"], "geometry": geometry, "properties": properties}
    return found if level < 3 else {**found, "op_id": item["op_id"], "version": item["version"]}


def etag_of(item: Item) -> str:
    """The entity tag, which is the version."""
    return f'"v{item["version"]}"'


def _insert(tx: Tx, account: Account, asked: Write, properties: dict[str, Any]) -> Item:
    if asked.feature["properties"]["stage"] == "retired":
        raise Problem("invalid", "Địa chỉ chưa có trên hệ thống thì không thể ngừng sử dụng.", ["stage"])
    return _one(
        tx,
        f"""INSERT INTO item (id, version, op_id, stage, code, commune, house, properties, geom, updated_by,
            persons)
            VALUES (%(id)s, 1, %(op_id)s, 'submitted', %(code)s, %(commune)s, %(house)s, %(properties)s, {_GEOM},
            %(by)s, %(persons)s) RETURNING {COLUMNS}""",
        code=asked.feature["properties"].get("code"), **_values(account, asked, properties),
    )  # fmt: skip


def _update(tx: Tx, account: Account, asked: Write, properties: dict[str, Any], found: Item) -> Item:
    stage, wanted = found["stage"], asked.feature["properties"]["stage"]
    if stage == "retired" and wanted != "retired":
        raise Problem("conflict", "Địa chỉ đã ngừng sử dụng, không thể dùng lại.", ["stage"])
    if wanted == "retired":
        stage = "retired"
    elif stage == "rejected" and wanted == "submitted":
        stage = "submitted"  # taken up again after the verifier's refusal
    code = found["code"]
    if stage in ("submitted", "rejected"):  # from verification on the code stands
        code = asked.feature["properties"].get("code") or code
    return _one(
        tx,
        f"""UPDATE item SET version = version + 1, op_id = %(op_id)s, stage = %(stage)s, code = %(code)s,
            reason = %(reason)s, commune = %(commune)s, house = %(house)s, properties = %(properties)s, geom = {_GEOM},
            persons = coalesce(persons || %(persons)s, %(persons)s, persons), updated_by = %(by)s,
            updated_at = clock_timestamp(), xid = pg_current_xact_id()
            WHERE id = %(id)s RETURNING {COLUMNS}""",
        stage=stage, code=code, reason=found["reason"] if stage == "rejected" else None,
        **_values(account, asked, properties),
    )  # fmt: skip


def _values(account: Account, asked: Write, properties: dict[str, Any]) -> dict[str, Any]:
    lon, lat = position(asked.feature) or (None, None)
    return {
        "id": asked.item_id, "op_id": asked.op_id, "commune": properties["communeCode"],
        "house": house_key(properties), "properties": Jsonb(properties, dumps=lambda v: dumps(v).decode()),
        "lon": lon, "lat": lat, "by": account.name,
        "persons": Jsonb({asked.feature["persons"].get("register", ""): asked.feature["persons"]})
        if "persons" in asked.feature else None,
    }  # fmt: skip


def _one(tx: Tx, sql: str, **values: Any) -> Item:
    found = row(tx, sql, **values)
    if found is None:
        raise LookupError(sql)
    return found
