"""Reading a register: what it is, its communes, and the counts that the overview shows."""
from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, Optional

from ..core.profile import Profile, profile_from_json
from .checkout.holds import held_free
from .connect import connect
from .errors import sqlite_errors
from .geometry_functions import blob_wkb


@dataclass(frozen=True)
class RegisterMeta:
    """What a register says of itself; `revision` grows with each apply, undo and block."""

    register_id: str
    schema_version: int
    revision: int
    province_code: str
    province: str
    created_at: str
    profile: Profile
    checkout: str = ""
    """What it says of the check-out that it is (JSON); '' where it is none."""


class Commune(NamedTuple):
    """A commune of today with its polygon (WKB in EPSG:4326, None where the layer had none)."""

    code: str
    full_name: str
    postcode: Optional[str]
    province_code: Optional[str]
    wkb: Optional[bytes]


@dataclass(frozen=True)
class BlockState:
    """A block of reserved numbers and how many of them are still free."""

    block_id: int
    scheme: str
    prefix: str
    commune_code: str
    first_serial: int
    last_serial: int
    free: int
    authority_doc: str


@dataclass(frozen=True)
class ApplyState:
    """One write of the register: what, when, by whom, how many of each status, and whether it has been undone."""

    apply_id: int
    kind: str
    at: str
    by: Optional[str]
    source: Optional[str]
    undone_at: Optional[str]
    counts: Mapping[str, int]


@dataclass(frozen=True)
class Overview:
    """Counts for the dock; the mappings go from a value to a number of addresses."""

    meta: RegisterMeta
    addresses: int
    with_code: int
    provisional: int
    by_stage: Mapping[str, int]
    by_class: Mapping[str, int]
    by_role: Mapping[str, int]
    by_origin: Mapping[str, int]
    by_commune: Mapping[str, int]
    communes: Mapping[str, str]
    blocks: tuple[BlockState, ...]
    last_apply: Optional[ApplyState]
    undoable: Optional[ApplyState]
    edits_waiting: int
    guards_off: bool


def read_meta(con: sqlite3.Connection) -> RegisterMeta:
    """What the register says of itself."""
    values = {key: value or "" for key, value in con.execute("SELECT key, value FROM register_meta")}
    return RegisterMeta(
        register_id=values.get("register_id", ""),
        schema_version=int(values.get("schema_version", "0")),
        revision=int(values.get("revision", "0")),
        province_code=values.get("province_code", ""),
        province=values.get("province", ""),
        created_at=values.get("created_at", ""),
        profile=profile_from_json(values.get("profile", "")),
        checkout=values.get("checkout", ""),
    )


def read_communes(con: sqlite3.Connection) -> list[Commune]:
    """The communes in force, by code; polygons as WKB in EPSG:4326."""
    rows = con.execute(
        "SELECT code, full_name, postcode, province_code, geom FROM admin_unit"
        " WHERE level = 'commune' AND coalesce(valid_to, '') = '' ORDER BY code, fid"
    )
    return [Commune(code, name, postcode, province, blob_wkb(geom)) for code, name, postcode, province, geom in rows]


def read_overview(path: str | Path) -> Overview:
    """The counts of a register (RegisterError); an index covers them, so a million addresses take under a second."""
    with closing(connect(path)) as con, sqlite_errors(path):
        con.execute("BEGIN")  # one moment in time for all counts
        return _overview(con)


def _overview(con: sqlite3.Connection) -> Overview:
    stages: Counter[str] = Counter()
    classes: Counter[str] = Counter()
    roles: Counter[str] = Counter()
    origins: Counter[str] = Counter()
    communes: Counter[str] = Counter()
    rows = con.execute(
        "SELECT commune_code, stage, role, code_origin, object_class, count(*) FROM address"
        " GROUP BY commune_code, stage, role, code_origin, object_class"
    )
    for commune, stage, role, origin, object_class, count in rows:
        communes[commune or ""] += count
        stages[stage] += count
        roles[role] += count
        origins[origin or ""] += count
        classes[object_class or ""] += count
    total = sum(stages.values())
    names = con.execute("SELECT code, full_name FROM admin_unit WHERE level = 'commune'").fetchall()
    return Overview(
        meta=read_meta(con),
        addresses=total,
        with_code=con.execute("SELECT count(*) FROM address WHERE code IS NOT NULL").fetchone()[0],
        provisional=origins.get("provisional", 0),
        by_stage=dict(stages),
        by_class=dict(classes),
        by_role=dict(roles),
        by_origin=dict(origins),
        by_commune=dict(communes),
        communes=dict(names),
        blocks=read_blocks(con),
        last_apply=_apply(con, "SELECT max(apply_id) FROM apply_run"),
        # what an undo would take back: the last one that has not been undone
        undoable=_apply(con, "SELECT max(apply_id) FROM apply_run WHERE undone_at IS NULL"),
        edits_waiting=con.execute("SELECT count(*) FROM sync_dirty").fetchone()[0],
        guards_off=con.execute("SELECT 1 FROM sync_ctl WHERE key = 'applying' AND value = '1'").fetchone() is not None,
    )


def read_blocks(con: sqlite3.Connection) -> tuple[BlockState, ...]:
    """Every block with its free numbers: those of its range that the ledger does not know in any state."""
    rows = con.execute(
        "SELECT block_id, scheme, prefix, commune_code, first_serial, last_serial, authority_doc,"
        # The serial of a code from outside may be unknown, that of another scheme counts other digits: then it is
        # read out of the code.
        " last_serial - first_serial + 1 - (SELECT count(*) FROM code_ledger l"
        " WHERE l.code >= b.prefix AND l.code < b.prefix || char(1114111)"
        " AND coalesce(CASE WHEN l.scheme = b.scheme THEN l.serial END,"
        " CAST(substr(l.code, length(b.prefix) + 1, 5) AS INTEGER))"
        " BETWEEN b.first_serial AND b.last_serial)"
        " FROM code_block b ORDER BY commune_code, prefix, first_serial"
    ).fetchall()
    held = held_free(con)
    return tuple(
        BlockState(block, scheme, prefix, commune, first, last, free - held.get(block, 0), document)
        for block, scheme, prefix, commune, first, last, document, free in rows
    )


def _apply(con: sqlite3.Connection, which: str) -> Optional[ApplyState]:
    apply_id = con.execute(which).fetchone()[0]
    row = con.execute(
        "SELECT apply_id, kind, at, by, source, undone_at, counts FROM apply_run WHERE apply_id = ?", (apply_id,)
    ).fetchone()
    if row is None:
        return None
    number, kind, at, by, source, undone_at, counts = row
    return ApplyState(number, kind, at, by, source, undone_at, json.loads(counts or "{}"))
