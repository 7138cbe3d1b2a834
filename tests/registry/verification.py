"""The back office: the police or the post verify an address or send it back, the issuer gives it its code."""
from __future__ import annotations

import re
from typing import Any
from uuid import uuid4

from .accounts import ISSUER, POLICE, POST, Account
from .blocks import next_code
from .db import Tx
from .items import Item, change_stage, fetch
from .problems import Problem


def verify(tx: Tx, account: Account, item_id: str, asked: Any) -> Item:
    """The item after the verifier's word; one that has the word already stays as it is."""
    account.demand(POLICE, POST)
    decision = asked.get("decision") if isinstance(asked, dict) else None
    reason = str(asked.get("reason") or "").strip() if isinstance(asked, dict) else ""
    if decision not in ("accept", "reject"):
        raise Problem("invalid", "Quyết định phải là accept hoặc reject.", ["decision"])
    if decision == "reject" and not reason:
        raise Problem("invalid", "Trả lại phải nêu lý do.", ["reason"])
    item = fetch(tx, item_id, lock=True)
    account.demand_commune(item["commune"])
    wanted = "verified" if decision == "accept" else "rejected"
    if item["stage"] == wanted:
        return item
    # What is verified may still be sent back until it has its code.
    if item["stage"] not in ("submitted", "verified"):
        raise Problem("conflict", f"Địa chỉ đang ở trạng thái {item['stage']}, không xác thực được.", ["stage"])
    return change_stage(tx, account, item, wanted, _op_id(), reason=reason if decision == "reject" else None)


def issue(tx: Tx, account: Account, item_id: str) -> Item:
    """The item with its code: its own where that comes from a block, else a new one."""
    account.demand(ISSUER)
    item = fetch(tx, item_id, lock=True)
    if item["stage"] == "issued":
        return item
    if item["stage"] != "verified":
        raise Problem("conflict", f"Địa chỉ đang ở trạng thái {item['stage']}, chưa cấp mã được.", ["stage"])
    code = item["code"]
    if not (code and re.fullmatch("[0-9]{10}", code) and item["properties"].get("codeOrigin") == "block"):
        code = next_code(tx, item["commune"])
    return change_stage(tx, account, item, "issued", _op_id(), code=code)


def _op_id() -> str:
    return f"office-{uuid4()}"
