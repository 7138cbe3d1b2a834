"""What the dock shows of a register."""
from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from diachiso.register.reading import read_blocks, read_communes, read_meta, read_overview

pytestmark = pytest.mark.parametrize("con", [0], indirect=True)


def test_communes_in_force(con: sqlite3.Connection) -> None:
    con.execute("UPDATE admin_unit SET valid_to = '2026-04-30' WHERE code = '99002'")
    [commune] = read_communes(con)
    assert commune[:4] == ("99001", "Phường Biển", "00123", "99")
    assert commune.wkb[:5] == b"\x01\x06\x00\x00\x00"


def test_counts(con: sqlite3.Connection, add: Callable[..., int], register: Path) -> None:
    add()
    add(code="0012300001", object_class="house", stage="created")
    add(code="TAM-1", code_origin="provisional", role="parcel", commune_code="99002")
    found = read_overview(register)
    assert (found.addresses, found.with_code, found.provisional, found.edits_waiting) == (3, 2, 1, 3)
    assert found.by_stage == {"declared": 2, "created": 1}
    assert found.by_class == {"": 2, "house": 1}
    assert found.by_role == {"building": 2, "parcel": 1}
    assert found.by_origin == {"": 1, "block": 1, "provisional": 1}
    assert found.by_commune == {"99001": 2, "99002": 1}
    assert found.communes == {"99001": "Phường Biển", "99002": "Xã Núi"}
    assert found.last_apply is None and not found.guards_off


def test_an_empty_register(con: sqlite3.Connection, register: Path) -> None:
    found = read_overview(register)
    assert (found.addresses, found.with_code, found.blocks, found.by_stage) == (0, 0, (), {})


def test_free_numbers_of_a_block_are_those_the_ledger_does_not_know(con: sqlite3.Connection) -> None:
    con.execute("UPDATE sync_ctl SET value = '1' WHERE key = 'applying'")
    con.execute(
        "INSERT INTO code_block (scheme, prefix, commune_code, first_serial, last_serial, next_serial, authority_doc,"
        " added_at) VALUES ('ndas', '00123', '99001', 11, 20, 11, 'CV 1', 'now')"
    )
    ledger = [
        ("0012300011", "ndas", 11),
        ("0012300012", "ndas", None),
        ("0012300010", "ndas", None),
        ("0012300021", "ndas", 21),
        ("0012400013", "ndas", 13),
        ("0012300015", "other", 12300015),
        ("x", "ndas", 14),
    ]
    con.executemany("INSERT INTO code_ledger (code, scheme, serial, state) VALUES (?, ?, ?, 'given')", ledger)
    [block] = read_blocks(con)
    assert (block.prefix, block.commune_code, block.free) == ("00123", "99001", 7)


def test_the_last_apply(con: sqlite3.Connection, register: Path) -> None:
    rows = [(1, "assign", "2026-01-01", "lan", "a.shp"), (2, "match", "2026-02-01", "hoa", "b.shp")]
    con.executemany("INSERT INTO apply_run (apply_id, kind, at, by, source) VALUES (?, ?, ?, ?, ?)", rows)
    con.execute("UPDATE sync_ctl SET value = '1' WHERE key = 'applying'")
    found = read_overview(register)
    assert found.last_apply is not None and (found.last_apply.apply_id, found.last_apply.by) == (2, "hoa")
    assert found.guards_off


def test_the_counts_never_look_at_the_wide_rows(con: sqlite3.Connection, register: Path) -> None:
    """A covering index is what makes a million addresses take under a second."""
    said: list[str] = []
    con.set_trace_callback(said.append)
    from diachiso.register import reading

    reading._overview(con)
    con.set_trace_callback(None)
    counting = [s for s in said if "FROM address" in s]
    assert len(counting) == 2
    for statement in counting:
        plan = " ".join(row[3] for row in con.execute(f"EXPLAIN QUERY PLAN {statement}"))
        assert "COVERING INDEX" in plan and "TEMP B-TREE" not in plan, plan


def test_meta(con: sqlite3.Connection) -> None:
    con.execute("UPDATE register_meta SET value = '7' WHERE key = 'revision'")
    assert read_meta(con).revision == 7
