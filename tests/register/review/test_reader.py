"""What the rules read of a register: every column, what other tables say of an address, and what was changed since."""
from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any, Optional

import numpy as np
import pytest

from diachiso.core.powers import Power
from diachiso.core.rules.records import Virtual
from diachiso.register.backup import make_backup
from diachiso.register.connect import connect
from diachiso.register.geometry_functions import point_blob
from diachiso.register.power_setting import set_powers
from diachiso.register.qa_outlines import OutlineFile
from diachiso.register.qa_reader import RegisterReader
from diachiso.register.qa_reference import read_reference
from diachiso.register.restore import restore_backup
from diachiso.register.snapshot import snapshot

from .conftest import CODES, Town

VIRTUAL = [column.value for column in Virtual]


def write(path: Path, *statements: str, guards: bool = True) -> None:
    with closing(connect(path, write=True)) as con:
        if not guards:
            con.execute("UPDATE sync_ctl SET value = '1' WHERE key = 'applying'")
        for statement in statements:
            con.execute(statement)
        con.execute("UPDATE sync_ctl SET value = '0' WHERE key = 'applying'")


def column(town: Town, name: str, outlines: Optional[Path] = None) -> list[Any]:
    """A column of the houses in their order."""
    with snapshot(town.path) as con:
        reader = RegisterReader(con, town.path, outlines)
        return [value for chunk in reader.chunks(["code", name], 4) for value in chunk.column(name)]


def test_chunks_hold_all_rows_once_in_order(town: Town) -> None:
    write(town.path, f"UPDATE address SET geom = NULL WHERE code = '{CODES[2]}'")
    with snapshot(town.path) as con:
        reader = RegisterReader(con, town.path)
        assert reader.count == 6
        for size in (1, 4, 6, 100):
            chunks = list(reader.chunks(["code", "no_such_column", *VIRTUAL], size))
            assert [len(c.fid) for c in chunks] == [min(size, 6 - low) for low in range(0, 6, size)]
            assert np.concatenate([c.fid for c in chunks]).tolist() == sorted(fid for fid, _, _ in town.houses.values())
            assert [v for c in chunks for v in c.column("code")] == list(CODES)
            assert [v for c in chunks for v in c.column("no_such_column")] == [None] * 6
            lon = np.concatenate([c.lon for c in chunks])
            assert np.isnan(lon[2]) and lon[3] == pytest.approx(109 + 4 / 1e5, abs=1e-12)
        fids = np.array([town.houses[CODES[k]][0] for k in (1, 4)])
        picked = reader.pick(fids, ["code", "stage"])
        assert picked.fid.tolist() == fids.tolist() and picked.column("code") == (CODES[1], CODES[4])
        assert len(reader.pick(np.zeros(0, np.int64), ["code"]).fid) == 0


@pytest.mark.parametrize(
    ("name", "prepare", "first", "others"),
    [
        ("ledger_state", "", "given", "given"),
        ("ledger_state", "DELETE FROM code_ledger WHERE code = '{code}'", None, "given"),
        ("ledger_address_id", "UPDATE code_ledger SET address_id = 'x' WHERE code = '{code}'", "x", ...),
        ("ledger_block_id", "UPDATE code_ledger SET block_id = 7 WHERE code = '{code}'", 7, 1),
        ("recipients", "INSERT INTO person (address_id, role, legal_basis) VALUES ('{id}', 'owner', 'law')", 1, None),
        ("notices", "INSERT INTO notification (address_id, state) VALUES ('{id}', 'sent')", 1, None),
        ("notices", "INSERT INTO notification (address_id, state) VALUES ('{id}', 'planned')", None, None),
        ("plaque_state", "INSERT INTO plaque (address_id, state) VALUES ('{id}', 'mounted')", "mounted", None),
        ("plaque_state", "INSERT INTO plaque (address_id, state) VALUES ('{id}', 'removed')", None, None),
        ("plaque_state", "INSERT INTO plaque (address_id, state) VALUES ('{id}', 'mounted'), ('{id}', 'damaged')",
         "damaged", None),
        ("photo_exists", "UPDATE address SET photo = 'ảnh/1.jpg' WHERE code = '{code}'", 1, None),
        ("photo_exists", "UPDATE address SET photo = 'ảnh/2.jpg' WHERE code = '{code}'", 0, None),
        ("photo_exists", "UPDATE address SET photo = 'https://vidu.vn/a.jpg' WHERE code = '{code}'", None, None),
        ("parent_stage", "UPDATE address SET parent_id = '{second}' WHERE code = '{code}'", "created", None),
        ("footprint", "UPDATE address_source SET footprint = x'09' WHERE fid = {fid}", b"\x09", b"\x01"),
        ("footprint_crs", "UPDATE address_source SET crs = 'EPSG:9217' WHERE fid = {fid}", "EPSG:9217", None),
        ("changed_after_verified", "", None, None),
    ],
)  # fmt: skip
def test_what_other_tables_say(town: Town, name: str, prepare: str, first: object, others: object) -> None:
    (town.path.parent / "ảnh").mkdir()
    (town.path.parent / "ảnh" / "1.jpg").touch()
    fid, address_id, _ = town.houses[CODES[0]]
    words = {"fid": fid, "id": address_id, "code": CODES[0], "second": town.houses[CODES[1]][1]}
    if prepare:
        with closing(sqlite3.connect(town.path)) as con, con:
            for (trigger,) in con.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
                con.execute(f'DROP TRIGGER "{trigger}"')  # what a broken register may hold
            con.execute(prepare.format(**words))
    found = column(town, name)
    assert found[0] == first
    assert others is ... or found[1:] == [others] * 5


def test_outlines_of_today_s_layers_go_before_the_remembered_ones(town: Town, tmp_path: Path) -> None:
    for k in (0, 1):
        fid = town.houses[CODES[k]][0]
        write(town.path, f"UPDATE address_source SET source_key = '{k}', crs = 'EPSG:9217' WHERE fid = {fid}")
    file = OutlineFile(tmp_path)
    file.add("building", "EPSG:3405", [b"0", b"0", b"", b"1"], [b"new", b"twice", b"no key", None])
    file.add("parcel", "EPSG:3405", [b"1"], [b"of a parcel"])
    path = file.close()
    assert column(town, "footprint", path) == [b"new", *[b"\x01"] * 5]
    assert column(town, "footprint_crs", path)[:2] == ["EPSG:3405", "EPSG:9217"]


def street(town: Town, value: str) -> None:
    town.edit(0, street=value)


def move(town: Town, _: str) -> None:
    with closing(connect(town.path, write=True)) as con:
        con.execute("UPDATE address SET geom = ? WHERE code = ?", (point_blob(109.5, 12.5), CODES[0]))


@pytest.mark.parametrize(
    ("steps", "changed"),
    [
        ([], None),
        ([(street, "Lê Lợi")], "street"),
        ([(street, "Lê Lợi"), (street, "Trần Phú")], None),
        ([(street, "A"), (street, "B")], "street"),
        ([(move, ""), (street, "A")], "geom,street"),
        ([(lambda town, _: town.edit(0, note="x"), "")], None),
        ([(lambda town, _: town.edit(0, stage="issued"), "")], None),
        ([(lambda town, _: town.edit(0, stage="issued"), ""), (street, "A")], "street"),
    ],
    ids=["nothing", "a street", "back again", "twice", "moved", "a note", "issued", "after it was issued"],
)  # fmt: skip
def test_what_was_changed_after_it_was_verified(
    town: Town, steps: list[tuple[Callable[[Town, str], None], str]], changed: Optional[str]
) -> None:
    set_powers(town.path, {Power.VERIFY: ("*",)})
    town.edit(0, street="Trước")  # before: nobody minds
    town.edit(0, street="Trần Phú")
    for stage in ("submitted", "verified"):
        town.edit(0, stage=stage)
    for step, value in steps:
        step(town, value)
    assert column(town, "changed_after_verified") == [changed, *[None] * 5]


def test_a_restore_takes_changes_back(town: Town) -> None:
    set_powers(town.path, {Power.VERIFY: ("*",)})
    for stage in ("submitted", "verified"):
        town.edit(0, stage=stage)
    backup = make_backup(town.path, "stage")
    town.edit(0, street="Lê Lợi")
    assert column(town, "changed_after_verified")[0] == "street"
    restore_backup(town.path, backup)
    assert column(town, "changed_after_verified")[0] is None


def test_the_reference_is_what_the_register_says(town: Town) -> None:
    write(
        town.path,
        "INSERT INTO street (street_id, name, commune_code, valid_to) VALUES ('s', 'Lê Lợi', '22000', '2025-06-30'),"
        " (NULL, 'Trần Phú', '', NULL), ('t', ' ', NULL, NULL)",
        "INSERT INTO settlement (settlement_id, name, former_commune_code) VALUES ('x', 'Thôn 1', '21999')",
        guards=False,
    )
    from datetime import date

    with snapshot(town.path) as con:
        found = read_reference(con, town.path, None, None, date(2026, 1, 1))
    assert [(s.street_id[:3], s.name, s.commune_code, s.valid_to) for s in found.streets] == [
        ("s", "Lê Lợi", "22000", date(2025, 6, 30)), ("fid", "Trần Phú", None, None),
    ]  # fmt: skip
    assert [(s.name, s.former_commune_code, s.wkb) for s in found.settlements] == [("Thôn 1", "21999", None)]
    assert {u.code for u in found.units} >= {"22000", "22001", "22002", "56"}
    assert [(b.prefix, b.first_serial, b.last_serial) for b in found.blocks] == [("00123", 1, 99)]
    assert found.groups["house"] == "I" and "ndas" in found.schemes and found.today == date(2026, 1, 1)
