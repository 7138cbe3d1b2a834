"""importfieldpackage: edited by another client, by OGR and in QGIS; conflicts, photos, twice, undone, refused."""
from __future__ import annotations

import json
import shutil
import sqlite3
import uuid
from contextlib import closing
from pathlib import Path

import pytest
from osgeo import ogr
from qgis.core import QgsGeometry, QgsPointXY, QgsProcessingException, QgsProject, QgsVectorLayerUtils

from diachiso.register.backup import make_backup
from diachiso.register.connect import connect
from diachiso.register.geometry_functions import point_blob, register_geometry_functions
from diachiso.register.ledger import verify_ledger

from ...stores import both_stores
from .conftest import Import, counts, new_row, snapshot, without_guards


def test_an_untouched_package_changes_nothing(bring: Import, register: Path) -> None:
    before = snapshot(register)
    done = bring(DRY_RUN=False)
    assert counts(done) == {} and done["UNCHANGED"] == 5 and done["rows"] == []
    assert snapshot(register) == before and "BACKUP" not in done


def test_another_sqlite_client(bring: Import, client, package: Path, register: Path, query) -> None:
    client.execute("UPDATE address SET house_number = '1A', floors = 3 WHERE address_id = 'a1'")
    client.execute("UPDATE address SET geom = ? WHERE address_id = 'a2'", (point_blob(109.0115, 12.0102),))
    client.execute("UPDATE address SET street = NULL WHERE address_id = 'a3'")
    new_row(client, house_number="9", street="Trần Phú", no_number=0, floors=2, commune="x")
    before = snapshot(register)
    planned = bring()
    assert snapshot(register) == before
    assert counts(planned) == {"ADDED": 1, "CHANGED": 3, "MOVED": 1} and planned["UNCHANGED"] == 2
    assert {r[1:] for r in planned["rows"] if r[0] == "a1"} == {
        ("floors", "added", ""), ("house_number", "changed", "")
    }  # fmt: skip
    assert ("a2", "geom", "changed", "") in planned["rows"] and ("a3", "street", "changed", "") in planned["rows"]
    done = bring(DRY_RUN=False)
    assert counts(done) == counts(planned) and Path(done["BACKUP"]).is_file()
    assert query("SELECT house_number, floors, address_text FROM address WHERE address_id = 'a1'") == [
        ("1A", 3, "1A Trần Phú, Phường Biển, Tỉnh Khánh Hòa")
    ]
    assert query("SELECT ST_MinX(geom), position_method, code FROM address WHERE address_id = 'a2'") == [
        (109.0115, "given", "0010100002")
    ]
    assert query("SELECT street FROM address WHERE address_id = 'a3'") == [(None,)]
    [new] = query(
        "SELECT code, stage, role, floors, no_number, commune, postcode, address_text, ST_MinX(geom) FROM address"
        " WHERE house_number = '9'"
    )
    assert new == (
        None, "declared", "building", 2, 0, "Phường Biển", "00101", "9 Trần Phú, Phường Biển, Tỉnh Khánh Hòa", 109.014
    )  # fmt: skip
    [(mine,)] = client.execute("SELECT address_id FROM address WHERE house_number = '9'")
    assert query("SELECT fid FROM address WHERE address_id = ?", mine) == [(7,)]
    assert query("SELECT count(*) FROM rtree_address_geom WHERE minx < 109.015 AND maxx > 109.0135") == [(1,)]
    with closing(connect(register)) as con:
        assert verify_ledger(con) == []
    [(kind, params)] = query("SELECT kind, params FROM apply_run")
    assert kind == "field" and json.loads(params)["package"] == query(
        "SELECT object_id FROM audit_log WHERE table_name = 'field_package'")[0][0]  # fmt: skip


@both_stores
def test_twice_is_harmless_and_an_undo_takes_it_back(bring: Import, run, client, register: Path, query) -> None:
    client.execute("UPDATE address SET house_number = '1A' WHERE address_id = 'a1'")
    client.execute("UPDATE address SET geom = ? WHERE address_id = 'a2'", (point_blob(109.0115, 12.0102),))
    new_row(client, house_number="9", street="Trần Phú")
    columns = "SELECT address_id, house_number, geom, stage, code, address_text FROM address ORDER BY 1"
    untouched = query(columns)
    bring(DRY_RUN=False)
    after = snapshot(register)
    again = bring(DRY_RUN=False)
    assert counts(again) == {} and snapshot(register) == after
    undone = run("undoapply", REGISTER=register)
    assert (undone["REMOVED"], undone["RESTORED"]) == (1, 2) and query(columns) == untouched
    assert counts(bring(DRY_RUN=False)) == {"ADDED": 1, "CHANGED": 2, "MOVED": 1}
    assert query("SELECT count(*) FROM address") == [(7,)]
    assert counts(bring()) == {}


def test_a_second_trip_with_the_same_package(bring: Import, client, query) -> None:
    """A new address is known again, and what was written to it since in the field comes too."""
    new_row(client, house_number="9", street="Trần Phú")
    bring(DRY_RUN=False)
    client.execute("UPDATE address SET house_number = '9B' WHERE house_number = '9'")
    done = bring(DRY_RUN=False)
    assert counts(done) == {"CHANGED": 1}
    assert query("SELECT house_number FROM address WHERE fid = 7") == [("9B",)]


def test_newer_edits_in_the_register_win_until_a_person_decides(bring: Import, client, register: Path, query) -> None:
    for con in (client,):
        con.execute("UPDATE address SET house_number = '1F', name = 'Chợ' WHERE address_id = 'a1'")
        con.execute("UPDATE address SET geom = ? WHERE address_id = 'a2'", (point_blob(109.02, 12.01),))
        con.execute("UPDATE address SET street = NULL WHERE address_id = 'a3'")
        con.execute("UPDATE address SET house_number = '4X' WHERE address_id = 'a4'")
    with closing(connect(register, write=True)) as con:
        con.execute("UPDATE address SET house_number = '1R', edited_by = 'Lan' WHERE address_id = 'a1'")
        con.execute("UPDATE address SET geom = ? WHERE address_id = 'a2'", (point_blob(109.03, 12.01),))
        con.execute("UPDATE address SET street = 'Trần Phú B' WHERE address_id = 'a3'")
        con.execute("UPDATE address SET house_number = '4X' WHERE address_id = 'a4'")
    done = bring(DRY_RUN=False)
    assert counts(done) == {"CHANGED": 1, "CONFLICTS": 3}
    assert {(r[0], r[1]) for r in done["rows"] if r[2:] == ("conflict", "newer_edit")} == {
        ("a1", "house_number"), ("a2", "geom"), ("a3", "street")
    }  # fmt: skip
    assert query("SELECT house_number, street, name FROM address ORDER BY address_id LIMIT 4") == [
        ("1R", "Trần Phú", "Chợ"), ("2", "Trần Phú", None), ("3", "Trần Phú B", None), ("4X", "Trần Phú", None)
    ]  # fmt: skip
    text = next(f["reason_text"] for f in done["OUTPUT"].getFeatures() if f["field"] == "house_number")
    assert "Lan" in text and "package" in text
    assert query("SELECT ST_MinX(geom) FROM address WHERE address_id = 'a2'") == [(109.03,)]


def test_what_is_submitted_stays(bring: Import, client, register: Path, query) -> None:
    with closing(connect(register, write=True)) as con:
        con.execute("UPDATE address SET stage = 'submitted' WHERE address_id IN ('a1', 'a2')")
        con.execute("UPDATE address SET position_method = 'official' WHERE address_id = 'a3'")
    client.execute("UPDATE address SET house_number = '1F', floors = 2 WHERE address_id = 'a1'")
    for name in ("a2", "a3"):
        client.execute("UPDATE address SET geom = ? WHERE address_id = ?", (point_blob(109.02, 12.01), name))
    done = bring(DRY_RUN=False)
    assert set(done["rows"]) == {
        ("a1", "house_number", "rejected", "protected"), ("a1", "floors", "added", ""),
        ("a2", "geom", "rejected", "protected"), ("a3", "geom", "rejected", "official_position"),
    }  # fmt: skip
    assert query("SELECT house_number, floors FROM address WHERE address_id = 'a1'") == [("1", 2)]


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("UPDATE address SET object_class = 'castle' WHERE address_id = 'a1'",
         ("a1", "object_class", "rejected", "not_in_domain")),
        ("UPDATE address SET note = 'gọi 0912 345 678' WHERE address_id = 'a1'",
         ("a1", "note", "rejected", "personal_text")),
        ("UPDATE address SET stage = 'declared' WHERE address_id = 'a1'",
         ("a1", "stage", "rejected", "not_from_field")),
        ("UPDATE address SET geom = NULL WHERE address_id = 'a1'", ("a1", "geom", "rejected", "no_position")),
        ("UPDATE address SET geom = x'47500001e61000000101000000000000000000f03f000000000000f03f'"
         " WHERE address_id = 'a1'", ("a1", "geom", "rejected", "bad_position")),
        ("UPDATE address SET photo = '../../etc/passwd' WHERE address_id = 'a1'",
         ("a1", "photo", "rejected", "photo_outside")),
        ("UPDATE address SET photo = 'DCIM/none.jpg' WHERE address_id = 'a1'",
         ("a1", "photo", "rejected", "photo_missing")),
        ("UPDATE address SET commune_code = '99999' WHERE address_id = 'a1'",
         ("a1", "commune_code", "rejected", "not_in_domain")),
    ],
)  # fmt: skip
def test_what_is_not_taken(bring: Import, client, register: Path, statement: str, expected: tuple) -> None:
    before = snapshot(register)
    without_guards(client)
    client.execute(statement)
    done = bring(DRY_RUN=False)
    assert done["rows"] == [expected] and counts(done) == {"REJECTED": 1} and snapshot(register) == before


def test_powers_are_asked_of_whoever_imports_not_on_the_telephone(run, register: Path, tmp_path: Path, query) -> None:
    run("setpowers", REGISTER=register, DECLARE="Lan", CREATE="Lan", VERIFY="Lan")
    package = tmp_path / "gói"
    run("exportfieldpackage", REGISTER=register, OUTPUT=package)
    with closing(sqlite3.connect(package / "register.gpkg", isolation_level=None)) as con:
        register_geometry_functions(con)
        con.execute("UPDATE address SET note = 'cổng xanh', edited_by = 'u0_a123' WHERE address_id = 'a1'")
    given = {"PACKAGE": package, "REGISTER": register, "DRY_RUN": False, "OUTPUT": "memory:"}
    with pytest.raises(QgsProcessingException, match="holds no power"):
        run("importfieldpackage", **given)
    run("setpowers", REGISTER=register, DECLARE="*")
    assert run("importfieldpackage", **given)["CHANGED"] == 1
    assert query("SELECT note FROM address WHERE address_id = 'a1'") == [("cổng xanh",)]


def test_deleted_ones_are_reported_and_stay(bring: Import, client, query) -> None:
    without_guards(client)
    client.execute("DELETE FROM address WHERE address_id = 'a5'")
    done = bring(DRY_RUN=False)
    assert counts(done) == {"DELETED": 1, "REJECTED": 1} and done["rows"] == [("a5", "", "rejected", "deleted")]
    assert query("SELECT stage FROM address WHERE address_id = 'a5'") == [("created",)]


def test_no_code_comes_from_a_package(bring: Import, client, query) -> None:
    without_guards(client)
    client.execute("UPDATE address SET code = '0010100099' WHERE address_id = 'a1'")
    new_row(client, code="0010100098", address_id=str(uuid.uuid4()), stage="issued", role="castle")
    new_row(client, address_id=None, house_number="x1")
    new_row(client, address_id="{not a uuid}", house_number="x2", parent_id="nobody")
    new_row(client, geom=None, house_number="x3")
    done = bring(DRY_RUN=False)
    assert counts(done) == {"ADDED": 3, "REJECTED": 4}
    assert {r[1:] for r in done["rows"] if r[2] == "rejected"} == {
        ("code", "rejected", "not_from_field"), ("parent_id", "rejected", "bad_parent"),
        ("geom", "rejected", "no_position"),
    }  # fmt: skip
    assert query("SELECT code, stage, role, length(address_id) FROM address WHERE fid > 6 ORDER BY fid") == [
        (None, "declared", role, 36) for role in ("point", "building", "building")
    ]
    assert query("SELECT code FROM address WHERE address_id = 'a1'") == [("0010100001",)]
    assert counts(bring(DRY_RUN=False)) == {"REJECTED": 2}, "nothing is added twice"


def test_a_house_beyond_the_border_takes_street_and_names_of_its_commune(bring: Import, client, query) -> None:
    """The street is none of the old commune; it is one of the new."""
    client.execute("UPDATE address SET commune_code = '22561', street = 'Lê Lợi' WHERE address_id = 'a1'")
    client.execute("UPDATE address SET street = 'Lê Lợi' WHERE address_id = 'a2'")
    done = bring(DRY_RUN=False)
    assert ("a2", "street", "rejected", "not_in_domain") in done["rows"] and done["CHANGED"] == 1
    assert query("SELECT commune_code, commune, postcode, street FROM address ORDER BY address_id LIMIT 2") == [
        ("22561", "Xã Núi", "00102", "Lê Lợi"), ("22528", "Phường Biển", None, "Trần Phú")
    ]  # fmt: skip


def test_after_a_backup_was_restored_the_base_tells_what_is_new(run, register: Path, tmp_path: Path, query) -> None:
    """The log of what the restore took back says nothing; what is as it was when the package left is no conflict."""
    backup = make_backup(register, "test")
    with closing(connect(register, write=True)) as con:
        con.execute("UPDATE address SET name = 'X' WHERE address_id IN ('a1', 'a2')")
    package = tmp_path / "p"
    run("exportfieldpackage", REGISTER=register, OUTPUT=package)
    run("restorebackup", REGISTER=register, BACKUP=backup)
    with closing(sqlite3.connect(package / "register.gpkg", isolation_level=None)) as con:
        register_geometry_functions(con)
        con.execute("UPDATE address SET floors = 3, name = 'Y' WHERE address_id = 'a1'")
    done = run("importfieldpackage", PACKAGE=package, REGISTER=register, DRY_RUN=False)
    assert counts(done) == {"CHANGED": 1, "CONFLICTS": 1}
    assert query("SELECT name, floors FROM address WHERE address_id = 'a1'") == [(None, 3)]


def test_a_package_is_no_backup(run, register: Path, package: Path) -> None:
    with pytest.raises(QgsProcessingException, match="another register"):
        run("restorebackup", REGISTER=register, BACKUP=package / "register.gpkg")


def test_a_link_out_of_the_package_is_not_followed(bring: Import, client, package: Path, tmp_path: Path) -> None:
    (tmp_path / "bí mật.jpg").write_bytes(b"secret")
    (package / "DCIM" / "x.jpg").symlink_to(tmp_path / "bí mật.jpg")
    client.execute("UPDATE address SET photo = 'DCIM/x.jpg' WHERE address_id = 'a2'")
    assert counts(bring(DRY_RUN=False)) == {"REJECTED": 1}


def test_a_unit_of_a_known_building(bring: Import, client, query) -> None:
    new_row(client, parent_id="a5", room="Căn 2")
    bring(DRY_RUN=False)
    assert query("SELECT room FROM address WHERE parent_id = 'a5'") == [("Căn 2",)]


def test_photos_come_along_and_none_is_written_over(bring: Import, run, client, package, register: Path, query) -> None:
    home = register.parent
    (home / "DCIM").mkdir()
    (home / "DCIM" / "ảnh.jpg").write_bytes(b"another house")
    (package / "DCIM" / "ảnh.jpg").write_bytes(b"house 2")
    (package / "DCIM" / "IMG_20261121093512345.jpg").write_bytes(b"house 3")
    (package / "Ảnh nhà" / "số 1.jpg").write_bytes(b"changed in the field")
    client.execute("UPDATE address SET photo = 'DCIM/ảnh.jpg' WHERE address_id = 'a2'")
    client.execute("UPDATE address SET photo = 'DCIM/IMG_20261121093512345.jpg' WHERE address_id = 'a3'")
    new_row(client, photo="DCIM\\ảnh.jpg", house_number="11")
    planned = bring()
    assert counts(planned) == {"ADDED": 1, "CHANGED": 2}
    assert [p.name for p in (home / "DCIM").iterdir()] == ["ảnh.jpg"]
    assert bring(DRY_RUN=False)["PHOTOS"] == 2
    assert (home / "DCIM" / "ảnh.jpg").read_bytes() == b"another house"
    assert (home / "DCIM" / "ảnh-2.jpg").read_bytes() == b"house 2"
    assert (home / "Ảnh nhà" / "số 1.jpg").read_bytes() == b"an old photo"
    assert query("SELECT photo FROM address WHERE address_id IN ('a2', 'a3') OR fid > 6 ORDER BY fid") == [
        ("DCIM/ảnh-2.jpg",), ("DCIM/IMG_20261121093512345.jpg",), ("DCIM/ảnh-2.jpg",)
    ]  # fmt: skip
    again = bring(DRY_RUN=False)
    assert counts(again) == {} and len(list((home / "DCIM").iterdir())) == 3


def test_ogr_as_qfield_uses_it(bring: Import, package: Path, query) -> None:
    """GDAL turns the file to WAL, too, and may leave it so."""
    source = ogr.Open(str(package / "register.gpkg"), 1)
    source.ExecuteSQL("PRAGMA journal_mode = WAL")
    layer = source.GetLayerByName("address")
    layer.SetAttributeFilter("address_id = 'a4'")
    feature = layer.GetNextFeature()
    feature.SetField("house_number", "4 bis")
    feature.SetGeometry(ogr.CreateGeometryFromWkt("POINT (109.0131 12.0103)"))
    assert layer.SetFeature(feature) == 0
    made = ogr.Feature(layer.GetLayerDefn())
    made.SetField("name", "Nhà văn hóa")
    made.SetGeometry(ogr.CreateGeometryFromWkt("POINT (109.0141 12.0103)"))
    assert layer.CreateFeature(made) == 0
    del feature, made, layer, source
    assert counts(bring(DRY_RUN=False)) == {"ADDED": 1, "CHANGED": 1, "MOVED": 1}
    assert query("SELECT house_number, ST_MinX(geom) FROM address WHERE address_id = 'a4'") == [("4 bis", 109.0131)]
    assert query("SELECT stage, length(address_id) FROM address WHERE name = 'Nhà văn hóa'") == [("declared", 36)]
    assert counts(bring(DRY_RUN=False)) == {}


def test_qgis_through_the_packages_project(bring: Import, package: Path, query) -> None:
    project = QgsProject.instance()
    assert project.read(str(package / "register.qgz"))
    try:
        layer = next(
            la for la in project.mapLayers().values() if la.customProperty("diachiso/register_table") == "address"
        )
        assert layer.startEditing()
        fids = {f["address_id"]: f.id() for f in layer.getFeatures()}
        assert layer.changeAttributeValue(fids["a1"], layer.fields().indexOf("house_number"), "1C")
        assert layer.changeGeometry(fids["a2"], QgsGeometry.fromPointXY(QgsPointXY(109.0116, 12.0102)))
        made = QgsVectorLayerUtils.createFeature(layer, QgsGeometry.fromPointXY(QgsPointXY(109.015, 12.0101)), {})
        made["object_class"], made["house_number"] = "house", "15"
        assert layer.addFeature(made)
        with pytest.raises(QgsProcessingException, match="unsaved edits"):
            bring()
        assert layer.commitChanges(), layer.commitErrors()
        done = bring(DRY_RUN=False)  # while the project is still open
    finally:
        project.clear()
    assert counts(done) == {"ADDED": 1, "CHANGED": 2, "MOVED": 1}
    assert query("SELECT house_number, street, settlement, commune, code, stage FROM address WHERE fid = 7") == [
        ("15", "Trần Phú", "Tổ dân phố 5", "Phường Biển", None, "declared")
    ]
    assert query("SELECT house_number FROM address WHERE address_id = 'a1'") == [("1C",)]


def other_register(run, tmp_path: Path) -> Path:
    path = tmp_path / "khác.gpkg"
    run("createregister", PROVINCE="56", OUTPUT=path, MAKE_PROJECT=False)
    return path


def spoil(package: Path, **values: object) -> None:
    data = json.loads((package / "package.json").read_text(encoding="utf-8"))
    (package / "package.json").write_text(json.dumps({**data, **values}), encoding="utf-8")


def swap_base(package: Path) -> None:
    with closing(sqlite3.connect(package / "base" / "register.gpkg")) as con:
        con.execute("PRAGMA user_version = 7")


def cut(package: Path) -> None:
    file = package / "register.gpkg"
    data = file.read_bytes()
    file.write_bytes(data[: len(data) // 2])


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        (lambda p: shutil.rmtree(p / "base"), "no field package"),
        (lambda p: (p / "package.json").unlink(), "no field package"),
        (lambda p: (p / "package.json").write_text("{"), "does not say what package it is"),
        (lambda p: spoil(p, format="other"), "does not say what package it is"),
        (lambda p: spoil(p, version=99), "newer version"),
        (lambda p: spoil(p, base_sha256="0" * 64), "not as it was exported"),
        (lambda p: spoil(p, package_id=str(uuid.uuid4())), "knows no export"),
        (lambda p: spoil(p, register_id=str(uuid.uuid4())), "another register"),
        (swap_base, "not as it was exported"),
        (cut, "damaged"),
        (lambda p: (p / "register.gpkg").write_bytes(b"x"), "damaged"),
    ],
)
def test_a_package_that_is_not_as_it_was_is_refused(bring: Import, package, register: Path, damage, words) -> None:
    before = snapshot(register)
    damage(package)
    with pytest.raises(QgsProcessingException, match=words):
        bring(DRY_RUN=False)
    assert snapshot(register) == before


def test_another_registers_package_is_refused(bring: Import, run, tmp_path: Path) -> None:
    with pytest.raises(QgsProcessingException, match="another register"):
        bring(REGISTER=other_register(run, tmp_path), DRY_RUN=False)


def test_a_copy_of_another_package_in_its_place_is_refused(bring: Import, run, register, package, tmp_path) -> None:
    run("exportfieldpackage", REGISTER=register, OUTPUT=tmp_path / "hai")
    shutil.copyfile(tmp_path / "hai" / "register.gpkg", package / "register.gpkg")
    with pytest.raises(QgsProcessingException, match="not as it was exported"):
        bring()


def test_a_write_that_fails_leaves_neither_values_nor_photos(
    bring: Import, client, package: Path, register: Path, monkeypatch
) -> None:
    from diachiso.register.child_process import Writer
    from diachiso.register.errors import LOCKED, RegisterError

    (package / "DCIM" / "mới.jpg").write_bytes(b"new")
    client.execute("UPDATE address SET photo = 'DCIM/mới.jpg', name = 'x' WHERE address_id = 'a2'")
    before = snapshot(register)

    def fail(*_args: object) -> None:
        raise RegisterError(LOCKED, path="x")

    monkeypatch.setattr(Writer, "follow", fail)
    with pytest.raises(QgsProcessingException, match="Another program"):
        bring(DRY_RUN=False)
    assert snapshot(register) == before and not (register.parent / "DCIM" / "mới.jpg").exists()


def test_a_device_that_was_switched_off(bring: Import, package: Path, tmp_path: Path, query) -> None:
    """The newest edits stand in the write-ahead log, which nobody has worked in; the folder is copied as it is."""
    copied = tmp_path / "thẻ nhớ"
    with closing(sqlite3.connect(package / "register.gpkg", isolation_level=None)) as con:
        register_geometry_functions(con)
        con.execute("PRAGMA journal_mode = WAL")
        con.execute("PRAGMA wal_autocheckpoint = 0")
        con.execute("UPDATE address SET name = 'Nhà văn hóa' WHERE address_id = 'a1'")
        shutil.copytree(package, copied, ignore=shutil.ignore_patterns("*-shm"))
    assert (copied / "register.gpkg-wal").stat().st_size > 0
    before = {p.name for p in copied.iterdir()}
    assert counts(bring(PACKAGE=copied, DRY_RUN=False)) == {"CHANGED": 1}
    assert query("SELECT name FROM address WHERE address_id = 'a1'") == [("Nhà văn hóa",)]
    assert {p.name for p in copied.iterdir()} >= before - {"register.gpkg-wal"}


def test_a_field_that_the_register_got_since_is_no_difference(bring: Import, client, run, register: Path) -> None:
    """And one that the package has lost is said."""
    with closing(connect(register, write=True)) as con:
        con.execute("ALTER TABLE address ADD COLUMN opened TEXT")
    without_guards(client)
    client.execute("ALTER TABLE address DROP COLUMN opening_hours")
    client.execute("UPDATE address SET name = 'Chợ' WHERE address_id = 'a1'")
    done = bring(DRY_RUN=False)
    assert counts(done) == {"CHANGED": 1} and any("opening_hours" in w for w in run.heard.warnings)


def test_a_register_edited_while_it_is_imported_loses_nothing(
    bring: Import, client, register: Path, monkeypatch, query
) -> None:
    """A person saves in QGIS after the plan was made: nothing is written."""
    from diachiso.processing import import_field_package as module

    real = module.apply_field_plan

    def edited_meanwhile(path: Path, *args: object, **more: object) -> Path:
        with closing(connect(register, write=True)) as con:
            con.execute("UPDATE address SET name = 'Lan' WHERE address_id = 'a1'")
        return real(path, *args, **more)

    monkeypatch.setattr(module, "apply_field_plan", edited_meanwhile)
    client.execute("UPDATE address SET name = 'Chợ' WHERE address_id = 'a1'")
    with pytest.raises(QgsProcessingException, match="edited by"):
        bring(DRY_RUN=False)
    assert query("SELECT name FROM address WHERE address_id = 'a1'") == [("Lan",)]
