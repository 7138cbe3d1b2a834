"""Flats and stalls in a register: added once, coded if asked, undone as one apply, and missed by no assignment."""
from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from diachiso.core.allocation import BlockExhausted
from diachiso.core.block_rules import BlockRequest
from diachiso.core.building_units import flats, stalls
from diachiso.core.codes.scheme import load_schemes
from diachiso.core.powers import Power
from diachiso.register.actor import current_user
from diachiso.register.blocks import add_blocks
from diachiso.register.building_units import UnitsRequest, UnitsSummary, add_units
from diachiso.register.connect import connect
from diachiso.register.errors import RegisterError
from diachiso.register.geometry_functions import point_blob
from diachiso.register.known import read_keys, read_shapes
from diachiso.register.ledger import verify_ledger
from diachiso.register.power_setting import set_powers
from diachiso.register.sql import insert
from diachiso.register.undo import undo_last_apply

NDAS = load_schemes()["ndas"]
TOWER = {
    "address_id": "tower", "object_class": "apartment_building", "name": "Chung cư Biển", "house_number": "12",
    "street": "Trần Phú", "commune_code": "22000", "commune": "Phường Vĩnh Hải", "province_code": "56",
    "province": "Tỉnh Khánh Hòa", "position_method": "centroid",
}  # fmt: skip


def query(path: Path, statement: str, *values: object) -> list[tuple]:
    with closing(connect(path)) as con:
        return con.execute(statement, values).fetchall()


def add_address(path: Path, **values: object) -> None:
    row = {"geom": point_blob(109.2, 12.3), **TOWER, **values}
    with closing(connect(path, write=True)) as con:
        con.execute(insert("address", row), list(row.values()))


@pytest.fixture
def tower(register: Path) -> Path:
    """A register with one block of flats."""
    add_address(register)
    return register


def ask(path: Path, floors: str = "2", per: str = "2", *, codes: bool = False, **more: object) -> UnitsSummary:
    request = UnitsRequest("tower", flats(floors, per), "flat", "Căn", NDAS if codes else None)
    return add_units(path, request, **more)


def block(path: Path, first: int = 1, last: int = 50) -> None:
    add_blocks(path, [BlockRequest("22000", "00123", first, last, "")])


def contents(path: Path) -> dict[str, list[tuple]]:
    tables = ("address", "address_source", "code_ledger", "rtree_address_geom", "successor")
    return {table: query(path, f"SELECT * FROM {table} ORDER BY 1") for table in tables}


def sound(path: Path) -> bool:
    with closing(connect(path)) as con:
        return verify_ledger(con) == [] and con.execute("SELECT rtreecheck('rtree_address_geom')").fetchone() == ("ok",)


def test_flats_have_what_their_building_has(tower: Path) -> None:
    done = ask(tower)
    assert (done.count("new"), done.count("kept")) == (4, 0) and done.backup is not None
    rows = query(
        tower,
        "SELECT address_id, room, floor, parent_id, object_class, stage, building_name, house_number, street, name,"
        " code, commune_code, address_text, geom, position_method FROM address WHERE parent_id IS NOT NULL"
        " ORDER BY fid",
    )
    assert [row[1] for row in rows] == ["Căn 01 – 01", "Căn 01 – 02", "Căn 02 – 01", "Căn 02 – 02"]
    assert [row[0] for row in rows] == [row.address_id for row in done.rows]
    assert {row[3:12] for row in rows} == {
        ("tower", "flat", "declared", "Chung cư Biển", "12", "Trần Phú", None, None, "22000")
    }
    text = "Căn 01 – 01, Tầng 1, Chung cư Biển, 12 Trần Phú, Phường Vĩnh Hải, Tỉnh Khánh Hòa"
    assert rows[0][12] == done.rows[0].address_text == text
    assert {row[13] for row in rows} == {point_blob(109.2, 12.3)} and sound(tower)
    audit = query(tower, "SELECT action, object_id FROM audit_log WHERE apply_id = 1 AND table_name = 'address'")
    assert audit == [("insert", row[0]) for row in rows]
    assert len(query(tower, "SELECT 1 FROM sync_dirty WHERE table_name = 'address'")) == 5


def test_again_adds_only_what_is_missing_however_a_person_has_spelt_it(tower: Path) -> None:
    ask(tower, "1")
    with closing(connect(tower, write=True)) as con:
        con.execute("UPDATE address SET room = 'Nhà trẻ' WHERE room = 'Căn 01 – 02'")
    add_address(tower, address_id="by-hand", parent_id="tower", floor="2", room="1", name=None)
    before = contents(tower)
    done = ask(tower, "2")
    assert [row.status for row in done.rows] == ["kept", "kept", "kept", "new"]
    assert query(tower, "SELECT count(*) FROM address WHERE parent_id = 'tower'") == [(4,)]
    assert ask(tower, "2").backup is None and ask(tower, "2").count("kept") == 4
    undo_last_apply(tower)
    assert contents(tower) == before


def test_a_dry_run_writes_nothing(tower: Path) -> None:
    before = contents(tower)
    assert ask(tower, codes=True, dry_run=True).rows[0].code == "TAM-00000001"
    assert contents(tower) == before and query(tower, "SELECT * FROM apply_run") == []


def test_codes_come_from_the_block_in_the_order_of_the_units(tower: Path) -> None:
    block(tower)
    done = ask(tower, codes=True)
    assert [row.code for row in done.rows] == ["0012300001", "0012300002", "0012300003", "0012300004"]
    assert query(tower, "SELECT DISTINCT stage, code_origin, code_scheme FROM address WHERE code IS NOT NULL") == [
        ("created", "block", "ndas")
    ]
    assert sound(tower)
    undo_last_apply(tower)
    assert query(tower, "SELECT count(*) FROM address") == [(1,)] and sound(tower)


def test_units_get_their_codes_later_provisional_first(tower: Path) -> None:
    ask(tower)
    bare = contents(tower)
    first = ask(tower, codes=True)
    assert first.count("coded") == 4 and {row.code[:4] for row in first.rows} == {"TAM-"}
    assert ask(tower, codes=True).backup is None  # a provisional key is not exchanged for another
    provisional = contents(tower)
    block(tower)
    again = ask(tower, "3", codes=True)
    assert (again.count("coded"), again.count("new")) == (4, 2) and sound(tower)
    # New units first, by what was asked for first: the order of the units is the order of the codes.
    assert [row.code for row in again.rows] == [f"001230000{n}" for n in range(1, 7)]
    states = dict(query(tower, "SELECT state, count(*) FROM code_ledger GROUP BY state"))
    assert states == {"given": 6, "retired": 4}
    undo_last_apply(tower)
    found = contents(tower)
    assert found["address"] == provisional["address"] and found["code_ledger"] == provisional["code_ledger"]
    undo_last_apply(tower)
    assert contents(tower)["address"] == bare["address"] and sound(tower)


def test_a_full_block_refuses_all(tower: Path) -> None:
    block(tower, 1, 3)
    before = contents(tower)
    with pytest.raises(BlockExhausted, match="Phường Vĩnh Hải needs 4 numbers"):
        ask(tower, codes=True)
    assert contents(tower) == before


@pytest.mark.parametrize(
    ("change", "parent", "words"),
    [
        ({}, "nobody", "no address with the code or id nobody"),
        ({"parent_id": "tower"}, "other", "itself a unit"),
        ({"geom": None}, "other", "no position"),
        ({"commune_code": None}, "other", "no commune"),
    ],
)
def test_who_has_no_units(tower: Path, change: dict, parent: str, words: str) -> None:
    add_address(tower, **{**change, "address_id": "other"})
    before = contents(tower)
    with pytest.raises(RegisterError, match=words):
        add_units(tower, UnitsRequest(parent, flats("1", "1"), "flat", "", NDAS))
    assert contents(tower) == before


def test_a_retired_building_has_no_new_units(tower: Path) -> None:
    with closing(connect(tower, write=True)) as con:
        con.execute("UPDATE address SET stage = 'retired'")
    with pytest.raises(RegisterError, match="retired"):
        ask(tower)


def test_a_retired_unit_is_not_made_again(tower: Path) -> None:
    ask(tower, "1")
    with closing(connect(tower, write=True)) as con:
        con.execute("UPDATE address SET stage = 'retired' WHERE room = 'Căn 01 – 01'")
    assert [row.status for row in ask(tower, "1").rows] == ["retired", "kept"]


def test_stalls_of_two_floors(tower: Path) -> None:
    request = UnitsRequest("tower", stalls("1: A01-A02; 2: A01"), "market_stall", "Gian", None)
    assert add_units(tower, request).count("new") == 3
    rooms = query(tower, "SELECT floor, room FROM address WHERE parent_id IS NOT NULL ORDER BY fid")
    assert rooms == [("1", "Gian A01"), ("1", "Gian A02"), ("2", "Gian A01")]
    assert add_units(tower, request).count("kept") == 3
    with closing(connect(tower, write=True)) as con:  # known by their floor and number, too
        con.execute("UPDATE address_source SET source_key = NULL")
    assert add_units(tower, request).count("kept") == 3


def test_no_assignment_looks_for_units_on_its_layer(tower: Path) -> None:
    ask(tower, codes=True)
    with closing(connect(tower)) as con:
        assert read_keys(con, "building").fid.tolist() == [1]
        assert read_keys(con, "parcel").fid.tolist() == []


def test_the_run_says_what_it_was(tower: Path) -> None:
    ask(tower)
    kind, source, params, counts = query(tower, "SELECT kind, source, params, counts FROM apply_run")[0]
    assert (kind, source, json.loads(params)["scheme"]) == ("units", "tower", None)
    assert json.loads(counts) == {"new": 4, "coded": 0, "kept": 0}


def test_a_unit_has_one_building_that_is_none_itself(tower: Path) -> None:
    ask(tower, "1")
    unit = query(tower, "SELECT address_id FROM address WHERE room = 'Căn 01 – 01'")[0][0]
    with closing(connect(tower, write=True)) as con:
        for statement in (
            "UPDATE address SET parent_id = address_id WHERE address_id = 'tower'",
            f"UPDATE address SET parent_id = '{unit}' WHERE room = 'Căn 01 – 02'",
            f"UPDATE address SET parent_id = '{unit}' WHERE address_id = 'tower'",
            f"INSERT INTO address (address_id, parent_id) VALUES ('deep', '{unit}')",
        ):
            with pytest.raises(sqlite3.IntegrityError, match="A unit belongs to a building"):
                con.execute(statement)


def test_a_building_in_use_is_not_retired(tower: Path) -> None:
    ask(tower, "1")
    with closing(connect(tower, write=True)) as con:
        with pytest.raises(sqlite3.IntegrityError, match="units are in use"):
            con.execute("UPDATE address SET stage = 'retired' WHERE address_id = 'tower'")
        con.execute("UPDATE address SET stage = 'retired' WHERE parent_id = 'tower'")
        con.execute("UPDATE address SET stage = 'retired' WHERE address_id = 'tower'")


def test_of_several_entrances_the_first_is_the_main_door_of_a_split(tower: Path) -> None:
    with closing(connect(tower, write=True)) as con:
        rows = [(None, "entrance"), (point_blob(1, 1), "building"), (point_blob(109.21, 12.3), "entrance"),
                (point_blob(109.22, 12.3), "entrance")]  # fmt: skip
        con.executemany("INSERT INTO address_position (address_id, geom, kind) VALUES ('tower', ?, ?)", rows)
        assert read_shapes(con, np.array([1])).entrance.tolist() == [[109.21, 12.3]]


def test_who_may_not_create_adds_no_units(tower: Path) -> None:
    set_powers(tower, {Power.CREATE: ("lan",)})
    before = contents(tower)
    with pytest.raises(RegisterError, match="does not hold the power to create"):
        ask(tower)
    assert contents(tower) == before
    set_powers(tower, {Power.CREATE: ("lan", current_user())})
    assert ask(tower).count("new") == 4
