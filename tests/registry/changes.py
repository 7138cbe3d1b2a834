"""The feed of changes: in the order of transactions, and only below the oldest one that still runs.

By a serial number a client would skip what commits late: number 7 can become visible after number 8 was read. Here a
version stands at the transaction that wrote it, and nothing at or above the oldest running transaction is served.
"""
from __future__ import annotations

from typing import Any

from .db import Tx, row, rows, settings
from .items import COLUMNS, feature_of
from .problems import Problem

NIL = "00000000-0000-0000-0000-000000000000"
_CURRENT = """SELECT pg_snapshot_xmin(pg_current_snapshot())::text AS xmin,
    pg_snapshot_xmax(pg_current_snapshot())::text AS xmax"""


def changes(tx: Tx, cursor: str, limit: int) -> dict[str, Any]:
    """The latest state of what changed behind `cursor` ('' is the beginning)."""
    epoch, xid, last = _place(tx, cursor, "c")
    found = rows(
        tx,
        f"""SELECT {COLUMNS} FROM item WHERE (xid, id) > (%(xid)s::xid8, %(last)s::uuid)
            AND xid < pg_snapshot_xmin(pg_current_snapshot()) ORDER BY item.xid, item.id LIMIT %(limit)s""",
        xid=xid, last=last, limit=limit + 1,
    )  # fmt: skip
    shown = found[:limit]
    if shown:
        xid, last = shown[-1]["xid"], shown[-1]["id"]
    return {"changes": _entries(shown), "cursor": f"c.{epoch}.{xid}.{last}", "more": len(found) > limit}


def extract(tx: Tx, cursor: str, limit: int) -> dict[str, Any]:
    """Everything there is, by id; the last page's cursor is one for `changes`, from the time of the first page."""
    if cursor:
        epoch, start, last = _place(tx, cursor, "x")
    else:
        epoch, start, last = settings(tx)["epoch"], _horizon(tx)[0], NIL
    found = rows(
        tx, f"SELECT {COLUMNS} FROM item WHERE id > %(last)s ORDER BY item.id LIMIT %(limit)s",
        last=last, limit=limit + 1,
    )  # fmt: skip
    shown = found[:limit]
    if len(found) > limit:
        return {"changes": _entries(shown), "cursor": f"x.{epoch}.{start}.{shown[-1]['id']}", "more": True}
    # Behind the last transaction that the first page was sure to see.
    return {"changes": _entries(shown), "cursor": f"c.{epoch}.{start}.{NIL}", "more": False}


def _place(tx: Tx, cursor: str, kind: str) -> tuple[str, str, str]:
    """Epoch, transaction and item that a cursor stands at; Problem 410 where this database does not know it."""
    now = settings(tx)
    if not cursor and kind == "c" and now["cursor_floor"] == "0":
        return now["epoch"], "0", NIL
    parts = cursor.split(".")
    if (
        len(parts) != 4 or parts[0] != kind or parts[1] != now["epoch"] or not parts[2].isdigit()
        or not int(now["cursor_floor"]) <= int(parts[2]) <= int(_horizon(tx)[1])
    ):  # fmt: skip
        raise Problem("cursor-expired", "Con trỏ thay đổi không còn dùng được. Hãy tải lại toàn bộ (extract).")
    return parts[1], parts[2], parts[3]


def _horizon(tx: Tx) -> tuple[str, str]:
    found = row(tx, _CURRENT)
    if found is None:
        raise LookupError(_CURRENT)
    return found["xmin"], found["xmax"]


def _entries(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        {"id": i["id"], "version": i["version"], "op_id": i["op_id"], "stage": i["stage"],
         "at": i["updated_at"].isoformat(), "feature": feature_of(i)}
        for i in found
    ]  # fmt: skip
