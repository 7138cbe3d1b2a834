"""What answers to packages change in the register: stages, codes, the ledger, and what both sides agree on."""
from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Optional

from .actor import current_user
from .sql import Sql, build, insert, join
from .sync_packages import IN, TABLE, PackageRow, insert_package
from .sync_schema import ATTEMPT
from .transaction import write_audit
from .trigger import NOW


@dataclass(frozen=True)
class SentOperation:
    """An operation as it left, and the address now; `fid` 0: the register no longer has it."""

    op_id: str
    address_id: str
    kind: str
    state: str
    base_version: int
    body: bytes
    package_id: Optional[int]
    told: Mapping[str, Any]
    """What the last answer said, {} before the first."""
    fid: int
    stage: str
    code: str
    code_origin: str
    address_text: str


@dataclass(frozen=True)
class NewState:
    """What an answer makes of an operation and its address; None: that stays as it is."""

    op_id: str
    address_id: str
    fid: int
    op_state: Optional[str]
    told: Mapping[str, Any]
    stage: Optional[str] = None
    old_stage: str = ""
    code: Optional[str] = None
    old_code: str = ""
    scheme: str = ""
    serial: Optional[int] = None
    reason: Optional[str] = None
    base: Optional[tuple[int, str, str]] = None
    """Version, content and its hash, once the other side has agreed to what was sent."""
    waits_for_object: bool = False
    """The address is retired: its code is only noted, so that nobody else gets it."""


def is_taken(con: sqlite3.Connection, sha256: str) -> bool:
    """Whether a receipt with this manifest was taken before."""
    query = "SELECT 1 FROM sync_package WHERE direction = 'in' AND hash = ?"
    return con.execute(query, (sha256,)).fetchone() is not None


def sent_operations(con: sqlite3.Connection, op_ids: Iterable[str]) -> Iterator[SentOperation]:
    """The operations with these ids, and what their addresses are now."""
    for op_id in op_ids:
        row = con.execute(_SENT + "WHERE o.op_id = ?", (op_id,)).fetchone()
        if row is not None:
            yield _sent(row)


def last_sent(con: sqlite3.Connection, address_id: str) -> Optional[SentOperation]:
    """The operation of an address that left in a package last; None where none did."""
    row = con.execute(
        _SENT + "WHERE o.address_id = ? AND o.package_id IS NOT NULL ORDER BY o.rowid DESC LIMIT 1", (address_id,)
    ).fetchone()
    return None if row is None else _sent(row)


def address_of_key(con: sqlite3.Connection, keys: Sequence[str]) -> str:
    """The address that bears or bore the first of these codes that anybody does; '' where nobody does."""
    for query in ("SELECT address_id FROM address WHERE code = ?", "SELECT address_id FROM code_ledger WHERE code = ?"):
        for key in keys:
            row = con.execute(query, (key,)).fetchone()
            if row is not None and row[0]:
                return str(row[0])
    return ""


def ledger_row(con: sqlite3.Connection, code: str) -> Optional[tuple[str, str, str]]:
    """Of a code that the ledger knows: its state, whose it is, and that address as text."""
    row = con.execute(
        "SELECT l.state, coalesce(l.address_id, ''), coalesce(a.address_text, '') FROM code_ledger l"
        " LEFT JOIN address a ON a.address_id = l.address_id WHERE l.code = ?",
        (code,),
    ).fetchone()
    return None if row is None else (str(row[0]), str(row[1]), str(row[2]))


_SENT = Sql(
    "SELECT o.op_id, o.address_id, o.kind, o.state, o.base_version, o.body, o.package_id,"
    " (SELECT t.detail FROM sync_attempt t WHERE t.op_id = o.op_id ORDER BY t.attempt_id DESC LIMIT 1),"
    " coalesce(a.fid, 0), coalesce(a.stage, ''), coalesce(a.code, ''), coalesce(a.code_origin, ''),"
    " coalesce(a.address_text, '') FROM sync_op o LEFT JOIN address a ON a.address_id = o.address_id "
)


def _sent(row: Sequence[Any]) -> SentOperation:
    detail = json.loads(row[7] or "{}")
    told = detail if isinstance(detail, dict) and "decision" in detail else {}
    return SentOperation(*row[:7], told, *row[8:])


def note_receipt(con: sqlite3.Connection, receipt: PackageRow, states: Sequence[NewState]) -> None:
    """Answers come in, inside the caller's bulk transaction: stages, codes, ledger, history; nothing echoes."""
    actor = current_user()
    insert_package(con, IN, receipt)
    for state in states:
        con.execute(
            insert(ATTEMPT, ("op_id", "at", "state", "detail")),
            (state.op_id, receipt.at, state.op_state or "", json.dumps(dict(state.told), ensure_ascii=False)),
        )
        if state.op_state is not None:
            problem = json.dumps({"detail": state.reason}, ensure_ascii=False) if state.reason else None
            con.execute(
                "UPDATE sync_op SET state = ?, settled_at = ?, problem = ? WHERE op_id = ?",
                (state.op_state, receipt.at, problem, state.op_id),
            )
        if state.base is not None:
            _agree(con, state, receipt.at)
        if state.code is not None:
            _give_code(con, state, receipt.at)
        if state.fid and (state.stage is not None or (state.code is not None and not state.waits_for_object)):
            _write_address(con, state, actor)
    write_audit(
        con, TABLE, "import", object_id=str(receipt.number), new={"hash": receipt.hash, **dict(receipt.counts)}
    )


def _agree(con: sqlite3.Connection, state: NewState, at: str) -> None:
    version, content, hashed = state.base or (0, "", "")
    con.execute(
        "INSERT INTO sync_base (address_id, version, content, hash, agreed_at, reason) VALUES (?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (address_id) DO UPDATE SET version = excluded.version, content = excluded.content,"
        " hash = excluded.hash, agreed_at = excluded.agreed_at, reason = excluded.reason",
        (state.address_id, version, content, hashed, at, state.reason),
    )


def _give_code(con: sqlite3.Connection, state: NewState, at: str) -> None:
    """The ledger knows the code as this address's from now on; a provisional one is out of use."""
    owner, kind = (None, "official") if state.waits_for_object else (state.address_id, "given")
    con.execute(
        "INSERT INTO code_ledger (code, scheme, state, serial, address_id, given_at, left_at)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?6) ON CONFLICT (code) DO UPDATE SET state = excluded.state,"
        " address_id = excluded.address_id, left_at = coalesce(left_at, excluded.left_at)"
        " WHERE code_ledger.address_id IS NULL AND code_ledger.state = 'official'",
        (state.code, state.scheme, kind, state.serial, owner, at),
    )
    if state.old_code and owner:
        con.execute(
            "UPDATE code_ledger SET state = 'retired' WHERE code = ? AND address_id = ? AND state = 'given'",
            (state.old_code, state.address_id),
        )


def _write_address(con: sqlite3.Connection, state: NewState, actor: str) -> None:
    """The address itself; the triggers are set aside, so its row of the history is written here."""
    new: dict[str, Any] = {}
    old: dict[str, Any] = {}
    if state.stage is not None and state.stage != state.old_stage:
        old["stage"], new["stage"] = state.old_stage, state.stage
    if state.code is not None and not state.waits_for_object:
        old["code"], new["code"] = state.old_code or None, state.code
        new.update(code_scheme=state.scheme, code_origin="registry")
        row = con.execute("SELECT code_scheme, code_origin FROM address WHERE fid = ?", (state.fid,)).fetchone()
        old.update(zip(("code_scheme", "code_origin"), row))
    if not new:
        return
    sets = join([build("{c} = ?", c=name) for name in new], ", ")
    con.execute(
        build("UPDATE address SET {sets}, edited_by = ?, edited_at = {now} WHERE fid = ?", sets=sets, now=NOW),
        (*new.values(), actor, state.fid),
    )
    if state.reason:
        new["reason"] = state.reason
    con.execute(
        build(
            "INSERT INTO audit_log (at, by, table_name, fid, object_id, action, old, new)"
            " VALUES ({now}, ?, 'address', ?, ?, 'update', ?, ?)",
            now=NOW,
        ),
        (actor, state.fid, state.address_id, json.dumps(old, ensure_ascii=False), json.dumps(new, ensure_ascii=False)),
    )
