"""Registers in the middle of a sync, for tests of the page Sync; through the functions that a sync itself uses."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any, Optional

from diachiso.register.connect import connect
from diachiso.register.geometry_functions import point_blob
from diachiso.sync.books import Books
from diachiso.sync.model import Content, Operation, OpState, Outcome, Problem, Remote
from diachiso.sync.planning import plan_edits
from diachiso.sync.queue import claim, settle

COMMUNE = "22366"
LON, LAT = 109.19, 12.24
SAME_HOUSE = Problem(
    "urn:diachiso:problem:same-house", "Same house", "Số nhà 6 Trần Phú đã có ở địa chỉ 0010100777."
)


def address(fid: int) -> str:
    """The address_id of the address with this fid."""
    return f"00000000-0000-4000-8000-{fid:012d}"


def fill(path: Path, count: int, stage: str = "submitted", dirty: bool = True) -> None:
    """Addresses 1..count with all that is needed to be sent, each with an edit that waits."""
    with closing(connect(path, write=True)) as con:
        con.execute("BEGIN")
        con.execute("UPDATE sync_ctl SET value = '1' WHERE key = 'applying'")
        con.execute(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)"
            " INSERT INTO address (fid, geom, address_id, stage, code, code_scheme, code_origin, object_class, name,"
            " house_number, street, settlement, commune_code, commune, province_code, province, address_text,"
            " created_at, edited_at)"
            " SELECT i, ?, printf('00000000-0000-4000-8000-%012d', i), ?, printf('00101%05d', i), 'ndas', 'block',"
            " 'house', NULL, 2 * i, 'Trần Phú', 'Tổ 5', ?, 'Phường Nha Trang', '56', 'Tỉnh Khánh Hòa',"
            " (2 * i) || ' Trần Phú, Phường Nha Trang', '2026-11-19T02:00:00.000Z', '2026-11-19T02:00:00.000Z' FROM n",
            (count, point_blob(LON, LAT), stage, COMMUNE),
        )
        con.execute(
            "INSERT INTO code_ledger (code, scheme, address_id, state) SELECT code, 'ndas', address_id, 'given'"
            " FROM address"
        )
        if dirty:
            con.execute("INSERT OR IGNORE INTO sync_dirty (table_name, fid) SELECT 'address', fid FROM address")
        else:
            con.execute("DELETE FROM sync_dirty")
        con.execute("UPDATE sync_ctl SET value = '0' WHERE key = 'applying'")
        con.execute("COMMIT")


def edit(path: Path, fid: int, **values: Any) -> None:
    """An edit as a person makes it: the register's own triggers mark it."""
    with closing(connect(path, write=True)) as con:
        for column, value in values.items():
            con.execute(f"UPDATE address SET {column} = ? WHERE fid = ?", (value, fid))


def local(path: Path, *fids: int) -> dict[str, Content]:
    """What the register says of addresses."""
    with closing(connect(path)) as con:
        found = Books(con).locals_of([address(fid) for fid in fids])
    return {address_id: row.content for address_id, row in found.items()}


def send(path: Path) -> list[Operation]:
    """Queue all edits and take them out as a sync does."""
    planned = plan_edits(path, lambda: False)
    assert not planned.refused, planned.refusals
    return claim(path)


def _fid(operation: Operation) -> int:
    return int(operation.address_id[-12:])


def theirs(
    path: Path, operation: Operation, version: int, position: Optional[tuple[float, float]] = None, stage: str = "",
    reason: str = "", op_id: str = "", known: Optional[dict[str, Content]] = None, **values: Any,
) -> Remote:  # fmt: skip
    """The registry's record: ours (which may be `known`) with some of it changed."""
    ours = (known or local(path, _fid(operation)))[operation.address_id]
    content = replace(
        ours, values={**ours.values, **values}, position=position or ours.position, stage=stage or ours.stage
    )
    return Remote(operation.address_id, content, version, f'"v{version}"', op_id, reason)


def agree(path: Path, run_id: Optional[int] = None) -> list[Operation]:
    """Everything is sent, and the registry takes it."""
    operations = send(path)
    known = local(path, *map(_fid, operations))
    answers = [
        (op, Outcome(OpState.APPLIED, 1, '"v1"', theirs(path, op, 1, op_id=op.op_id, known=known)))
        for op in operations
    ]
    settle(path, answers, run_id)
    return operations


def conflict(path: Path, fids: Sequence[int], values: Callable[[int], dict[str, Any]]) -> None:
    """Edits that are sent and meet another version at the registry, with these values in it."""
    answers = []
    for op in send(path):
        fid = _fid(op)
        assert fid in fids
        answers.append((op, Outcome(OpState.CONFLICT, 2, '"v2"', theirs(path, op, 2, op_id="other", **values(fid)))))
    assert len(answers) == len(fids)
    settle(path, answers)


def run(path: Path, **values: Any) -> int:
    """A row of the history."""
    row = {"at": "2026-11-22T02:00:00.000Z", "ended_at": "2026-11-22T02:01:00.000Z", "by": "hoa",
           "registry": "https://registry.example", "direction": "both", "counts": "{}", **values}  # fmt: skip
    with closing(connect(path, write=True)) as con:
        names = ", ".join(row)
        done = con.execute(f"INSERT INTO sync_run ({names}) VALUES ({', '.join('?' * len(row))})", list(row.values()))
        return int(done.lastrowid or 0)
