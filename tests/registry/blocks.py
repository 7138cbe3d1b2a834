"""Numbers of a commune: blocks that technicians give out themselves, and single codes that the registry issues."""
from __future__ import annotations

from datetime import date
from typing import Any

from psycopg.types.range import Int8Range

from .accounts import TECHNICIAN, Account
from .db import Tx, row
from .idempotency import Answer, earlier, hold, keep
from .problems import Problem
from .wire import digest, dumps

SCHEME = "ndas"
WIDTH = 5
MOST = 10_000


def reserve(tx: Tx, account: Account, op_id: str, asked: Any) -> Answer:
    """A block of `count` numbers of the commune; the same key gets the same block."""
    account.demand(TECHNICIAN)
    commune = asked.get("commune") if isinstance(asked, dict) else None
    count = asked.get("count") if isinstance(asked, dict) else None
    if not isinstance(commune, str) or not commune:
        raise Problem("invalid", "Thiếu mã xã.", ["commune"])
    if type(count) is not int or not 0 < count <= MOST:
        raise Problem("invalid", f"Số lượng mã phải từ 1 đến {MOST}.", ["count"])
    account.demand_commune(commune)
    mark = digest("block", commune, count)
    hold(tx, op_id)
    answer = earlier(tx, account, op_id, mark)
    if answer is not None:
        return answer
    prefix, first = _take(tx, commune, count)
    last = first + count - 1
    document = f"Dải {prefix}{first:0{WIDTH}}–{prefix}{last:0{WIDTH}}, ngày {date.today():%d/%m/%Y}"
    tx.execute(
        "INSERT INTO block (codes, commune, account, authority_doc) VALUES (%s, %s, %s, %s)",
        (Int8Range(_number(prefix, first), _number(prefix, last) + 1), commune, account.name, document),
    )
    body = {
        "op_id": op_id, "scheme": SCHEME, "prefix": prefix, "first": first, "last": last, "authority_doc": document,
        "commune": commune,
    }  # fmt: skip
    answer = Answer(201, "", dumps(body))
    keep(tx, account, op_id, None, mark, answer)
    return answer


def next_code(tx: Tx, commune: str) -> str:
    """A code of the commune that nobody has."""
    prefix, serial = _take(tx, commune, 1)
    return f"{prefix}{serial:0{WIDTH}}"


def set_prefix(tx: Tx, commune: str, prefix: str) -> None:
    """Say with which five digits the commune's codes begin."""
    tx.execute(
        "INSERT INTO commune (code, prefix) VALUES (%s, %s) ON CONFLICT (code) DO UPDATE SET prefix = excluded.prefix",
        (commune, prefix),
    )


def _take(tx: Tx, commune: str, count: int) -> tuple[str, int]:
    """Prefix and first of `count` serials behind all that were given; the row stays locked until the end."""
    # A commune without a prefix of its own uses its code, which has five digits since 2025.
    tx.execute(
        "INSERT INTO commune (code, prefix) VALUES (%s, lpad(right(%s, 5), 5, '0')) ON CONFLICT (code) DO NOTHING",
        (commune, commune),
    )
    found = row(tx, "SELECT prefix, next_serial FROM commune WHERE code = %(commune)s FOR UPDATE", commune=commune)
    if found is None:
        raise LookupError(commune)
    used = row(
        tx,
        "SELECT coalesce(max(substr(code, 6)::integer), 0) AS most FROM item WHERE code ~ %(pattern)s",
        pattern=f"^{found['prefix']}[0-9]{{{WIDTH}}}$",
    )
    first = max(found["next_serial"], (used["most"] if used else 0) + 1)
    if first + count > 10**WIDTH:
        raise Problem("invalid", f"Xã {commune} không còn đủ {count} mã.", ["count"])
    tx.execute("UPDATE commune SET next_serial = %s WHERE code = %s", (first + count, commune))
    return found["prefix"], first


def _number(prefix: str, serial: int) -> int:
    return int(prefix) * 10**WIDTH + serial
