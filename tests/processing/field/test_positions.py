"""Entrances and other positions that are marked in the field."""
from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from diachiso.register.connect import connect
from diachiso.register.geometry_functions import point_blob

from .conftest import Import, counts, new_row, snapshot, without_guards

ROWS = "SELECT address_id, kind, note, ST_MinX(geom) FROM address_position ORDER BY fid"


def mark(con, address_id: str, x: float, kind: str = "entrance", note: str | None = None) -> None:
    con.execute(
        "INSERT INTO address_position (geom, address_id, kind, note) VALUES (?, ?, ?, ?)",
        (point_blob(x, 12.01), address_id, kind, note),
    )


@pytest.fixture
def register(register: Path) -> Path:
    """Two of its addresses have an entrance."""
    with closing(connect(register, write=True)) as con:
        mark(con, "a1", 109.0101)
        mark(con, "a2", 109.0111, note="cổng sau")
    return register


def test_they_come_along_are_written_once_and_undone(bring: Import, run, client, register: Path, query) -> None:
    before = query(ROWS)
    assert client.execute("SELECT count(*) FROM address_position").fetchone() == (2,)
    moved = (point_blob(109.0102, 12),)
    client.execute("UPDATE address_position SET geom = ?, note = 'cổng chính' WHERE fid = 1", moved)
    mark(client, "a3", 109.0121, "parcel")
    new_row(client, house_number="9")
    [(mine,)] = client.execute("SELECT address_id FROM address WHERE house_number = '9'")
    mark(client, mine, 109.0141)
    planned = bring()
    assert counts(planned) == {"ADDED": 1, "CHANGED": 2} and query(ROWS) == before
    assert ("a3", "address_position", "added", "") in planned["rows"]
    bring(DRY_RUN=False)
    assert query(ROWS) == [
        ("a1", "entrance", "cổng chính", 109.0102), ("a2", "entrance", "cổng sau", 109.0111),
        ("a3", "parcel", None, 109.0121), (mine, "entrance", None, 109.0141),
    ]  # fmt: skip
    assert query("SELECT count(*) FROM rtree_address_position_geom") == [(4,)]
    assert query(
        "SELECT object_id, action FROM audit_log WHERE table_name = 'address_position' AND apply_id = 1 ORDER BY seq"
    ) == [("a1", "update"), ("a3", "insert"), (mine, "insert")]
    after = snapshot(register)
    assert counts(bring(DRY_RUN=False)) == {} and snapshot(register) == after
    run("undoapply", REGISTER=register)
    assert query(ROWS) == before and query("SELECT count(*) FROM rtree_address_position_geom") == [(2,)]
    assert counts(bring(DRY_RUN=False)) == {"ADDED": 1, "CHANGED": 2}


def test_an_edit_since_stops_the_undo(bring: Import, run, client, register: Path, query) -> None:
    mark(client, "a3", 109.0121)
    bring(DRY_RUN=False)
    with closing(connect(register, write=True)) as con:
        con.execute("UPDATE address_position SET note = 'sửa tay' WHERE address_id = 'a3'")
    with pytest.raises(Exception, match="edited by people since"):
        run("undoapply", REGISTER=register)
    assert query("SELECT note FROM address_position WHERE address_id = 'a3'") == [("sửa tay",)]


def test_what_is_not_taken(bring: Import, client, register: Path, query) -> None:
    with closing(connect(register, write=True)) as con:
        con.execute("UPDATE address_position SET note = 'mới', geom = ? WHERE fid = 1", (point_blob(109.05, 12),))
    without_guards(client)
    client.execute("UPDATE address_position SET note = 'khác' WHERE fid = 1")
    client.execute("DELETE FROM address_position WHERE fid = 2")
    mark(client, "a3", 1.0)
    mark(client, "a4", 109.0121, "roof")
    mark(client, "a5", 109.0121, note="gọi 0912 345 678")
    before = query(ROWS)
    done = bring(DRY_RUN=False)
    assert set(done["rows"]) == {
        ("a1", "address_position", "conflict", "newer_edit"),
        ("a2", "address_position", "rejected", "position_deleted"),
        ("a3", "address_position", "rejected", "bad_position"), ("a4", "address_position", "rejected", "not_in_domain"),
        ("a5", "address_position", "rejected", "personal_text"),
    }  # fmt: skip
    assert query(ROWS) == before
