"""A new register: whole or not at all, never over something that stands there."""
from __future__ import annotations

import sqlite3
import unicodedata
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from unittest.mock import Mock

import pytest
from osgeo import ogr

from diachiso.core.profile import load_profile
from diachiso.register import create, errors
from diachiso.register.connect import connect
from diachiso.register.create import create_register
from diachiso.register.errors import RegisterError
from diachiso.register.reading import read_meta
from diachiso.register.rows import ClassRow, StreetRow, UnitRow
from diachiso.register.triggers import missing_triggers

PROVINCE = SimpleNamespace(code="99", full_name="Tỉnh Mẫu")


def test_a_register_is_sound_and_silent(register: Path) -> None:
    with closing(connect(register)) as con:
        assert con.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert con.execute("PRAGMA foreign_key_check").fetchall() == []
        assert con.execute("PRAGMA application_id").fetchone() == (0x47504B47,)
        assert con.execute("PRAGMA user_version").fetchone() == (10300,)
        assert missing_triggers(con) == []
        for table in ("admin_unit", "settlement", "street", "address"):
            assert con.execute("SELECT rtreecheck(?)", (f"rtree_{table}_geom",)).fetchone() == ("ok",)
        for table in ("audit_log", "sync_dirty"):
            assert con.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)
        meta = read_meta(con)
    assert (meta.province_code, meta.province, meta.revision) == ("99", "Tỉnh Mẫu", 0)
    assert len(meta.register_id) == 36 and meta.profile == load_profile()
    assert [p.name for p in register.parent.iterdir()] == [register.name]


def test_two_registers_are_two(tmp_path: Path) -> None:
    identities = set()
    for name in ("a.gpkg", "b.gpkg"):
        create_register(tmp_path / name, province=PROVINCE)
        with closing(connect(tmp_path / name)) as con:
            identities.add(read_meta(con).register_id)
    assert len(identities) == 2


def test_rows_come_in_whole(register: Path) -> None:
    with closing(connect(register)) as con:
        levels = con.execute("SELECT level, code, full_name FROM admin_unit ORDER BY fid").fetchall()
        extent = con.execute("SELECT min_x, max_y FROM gpkg_contents WHERE table_name = 'admin_unit'").fetchone()
    communes = [("commune", "99001", "Phường Biển"), ("commune", "99002", "Xã Núi")]
    assert levels == [("province", "99", "Tỉnh Mẫu"), *communes]
    assert extent == pytest.approx((109, 12.1), abs=1e-5)
    source = ogr.Open(str(register))
    for table, kind in (("admin_unit", "MULTIPOLYGON"), ("settlement", "MULTIPOLYGON"), ("street", "MULTILINESTRING")):
        shapes = [f.GetGeometryRef() and f.GetGeometryRef().Clone() for f in source.GetLayer(table)]
        assert {s.GetGeometryName() for s in shapes if s} == {kind}
        assert all(s.IsValid() for s in shapes if s)


def test_a_province_with_its_polygon_is_not_added_again(tmp_path: Path) -> None:
    unit = UnitRow("99", "province", "Mẫu", "Tỉnh Mẫu")
    assert create_register(tmp_path / "a.gpkg", province=PROVINCE, units=[unit]).units == 1
    with closing(connect(tmp_path / "a.gpkg")) as con:
        assert con.execute("SELECT count(*) FROM admin_unit").fetchone() == (1,)


def test_names_are_stored_in_nfc(tmp_path: Path) -> None:
    path = tmp_path / "a.gpkg"
    create_register(path, province=PROVINCE, streets=[StreetRow(unicodedata.normalize("NFD", "Trần Phú"))])
    with closing(connect(path)) as con:
        assert con.execute("SELECT name FROM street").fetchone() == ("Trần Phú",)


def refusal(path: Path, **arguments: object) -> RegisterError:
    with pytest.raises(RegisterError) as caught:
        create_register(path, province=PROVINCE, **arguments)
    return caught.value


def test_what_stands_there_is_never_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "a.gpkg"
    path.write_text("precious")
    assert refusal(path).message is create.EXISTS
    assert path.read_text() == "precious"
    assert refusal(tmp_path).message is create.EXISTS


def test_an_empty_file_is_filled(tmp_path: Path) -> None:
    """QGIS's file dialogs and temporary files leave empty ones."""
    path = tmp_path / "a.gpkg"
    path.touch()
    create_register(path, province=PROVINCE)
    connect(path).close()


def test_no_folder(tmp_path: Path) -> None:
    assert refusal(tmp_path / "none" / "a.gpkg").message is create.NO_FOLDER


def test_promise_5_a_failure_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    twice = [ClassRow("house", "Nhà ở", "Dwelling", "I")] * 2
    assert refusal(tmp_path / "a.gpkg", classes=twice).message is errors.REFUSED
    monkeypatch.setattr(create, "install", Mock(side_effect=sqlite3.OperationalError("database or disk is full")))
    assert refusal(tmp_path / "a.gpkg").message is errors.DISK_FULL
    monkeypatch.setattr(create, "install", Mock(side_effect=KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        create_register(tmp_path / "a.gpkg", province=PROVINCE)
    assert list(tmp_path.iterdir()) == []


def test_a_profile_of_the_province_shapes_the_table(tmp_path: Path) -> None:
    default = load_profile()
    extra = replace(default.field("note"), name="planning_zone", required=True)
    profile = replace(default, fields=(*default.fields, extra))
    create_register(tmp_path / "a.gpkg", province=PROVINCE, profile=profile)
    with closing(connect(tmp_path / "a.gpkg", write=True)) as con:
        assert read_meta(con).profile == profile and missing_triggers(con) == []
        con.execute("INSERT INTO code_ledger (code, scheme, address_id, state) VALUES ('1', 'ndas', 'x', 'given')")
        columns = "address_id, code, code_scheme, code_origin, stage, object_class, commune_code"
        with pytest.raises(sqlite3.IntegrityError, match="planning_zone"):
            con.execute(f"INSERT INTO address ({columns}) VALUES ('x', '1', 'ndas', 'block', 'created', 'a', '99001')")


def test_promise_8_only_the_table_person_can_hold_personal_data(register: Path) -> None:
    personal = {"full_name", "organisation", "phone", "email", "legal_basis", "retention_date", "owner", "citizen_id"}
    with closing(connect(register)) as con:
        tables = [r[0] for r in con.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        columns = {t: {r[1] for r in con.execute(f'PRAGMA table_info("{t}")')} for t in tables}
    assert personal - {"owner", "citizen_id"} <= columns.pop("person")
    # A unit's full name ("Phường Biển") is nobody's.
    assert columns.pop("admin_unit") & personal == {"full_name"}
    assert {t: c & personal for t, c in columns.items() if c & personal} == {}
