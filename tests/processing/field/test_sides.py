"""Notices and plaques that are looked after in the field."""
from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from qgis.core import QgsProcessingException, QgsProject, QgsVectorLayerUtils
from qgis.PyQt.QtCore import QDate

from diachiso.register.connect import connect

from .conftest import CANARY, Import, counts, new_row, snapshot

PLAQUES = "SELECT address_id, state, mounted_at, place, photo, note FROM plaque ORDER BY plaque_id"
NOTICES = "SELECT address_id, recipient, channel, state, reached_at, note, person_id FROM notification ORDER BY 1, 2"


@pytest.fixture
def register(register: Path) -> Path:
    """Two of its addresses have a plaque, one a notice to the owner; both with a name in a note."""
    with closing(connect(register, write=True)) as con:
        con.execute(
            "INSERT INTO plaque (address_id, state, design, mounted_by, note) VALUES ('a1', 'made', 'M1', ?, ?)",
            (CANARY, f"giao cho {CANARY}"),
        )
        con.execute("INSERT INTO plaque (address_id, state) VALUES ('a2', 'made')")
        con.execute(
            "INSERT INTO notification (address_id, person_id, recipient, state, note) VALUES ('a1', 1, 'owner',"
            " 'sent', ?)", (f"đã nhắn {CANARY}",),
        )  # fmt: skip
        con.execute("UPDATE address SET stage = 'submitted', house_number = '1' WHERE address_id = 'a1'")
    return register


def test_they_come_along_without_people(package: Path, query) -> None:
    with closing(connect(package / "register.gpkg")) as con:
        assert con.execute(PLAQUES).fetchall() == [
            ("a1", "made", None, None, None, None), ("a2", "made", None, None, None, None)
        ]  # fmt: skip
        assert con.execute(NOTICES).fetchall() == [("a1", "owner", None, "sent", None, None, None)]
        assert con.execute("PRAGMA foreign_key_check").fetchall() == []
    for file in package.rglob("*"):
        assert not file.is_file() or CANARY.encode() not in file.read_bytes(), file
    project = QgsProject()
    assert project.read(str(package / "register.qgz"))
    layers = {la.customProperty("diachiso/register_table"): la for la in project.mapLayers().values()}
    assert not layers["plaque"].readOnly() and not layers["notification"].readOnly()
    relations = project.relationManager().relations().values()
    assert {"plaque", "notification"} <= {r.referencingLayer().source().split("layername=")[1] for r in relations}
    project.clear()


def test_their_notes_go_along_with_people(run, register: Path, tmp_path: Path) -> None:
    asked = {"PERSONS": True, "REASON": "Gắn biển", "RECIPIENT": "Tổ 5"}
    run("exportfieldpackage", REGISTER=register, OUTPUT=tmp_path / "p", **asked)
    with closing(connect(tmp_path / "p" / "register.gpkg")) as con:
        assert con.execute("SELECT person_id, note FROM notification").fetchall() == [(1, f"đã nhắn {CANARY}")]


def test_people_changed_in_a_package_are_told_and_not_taken(
    run, register: Path, tmp_path: Path, bring: Import, query
) -> None:
    asked = {"PERSONS": True, "REASON": "Gắn biển", "RECIPIENT": "Tổ 5"}
    run("exportfieldpackage", REGISTER=register, OUTPUT=tmp_path / "p", **asked)
    before = query("SELECT * FROM person")
    assert counts(bring(PACKAGE=tmp_path / "p")) == {} and not any("people" in w for w in run.heard.warnings)
    with closing(sqlite3.connect(tmp_path / "p" / "register.gpkg", isolation_level=None)) as con:
        con.execute("UPDATE person SET phone = '0905 000 123'")
        con.execute("INSERT INTO person (address_id, role, full_name, legal_basis) VALUES ('a2', 'user', 'x', 'law')")
    assert counts(bring(PACKAGE=tmp_path / "p", DRY_RUN=False)) == {} and query("SELECT * FROM person") == before
    assert any("2 records of people" in w for w in run.heard.warnings)


def test_a_mounted_plaque_comes_back_with_its_photo(
    bring: Import, run, client, register: Path, package: Path, query
) -> None:
    (package / "DCIM" / "biển 1.jpg").write_bytes(b"a plaque")
    before = query(PLAQUES), query(NOTICES)
    client.execute(
        "UPDATE plaque SET state = 'mounted', mounted_at = '2026-11-22', place = 'trái cửa chính',"
        " photo = 'DCIM/biển 1.jpg' WHERE address_id = 'a1'"
    )
    client.execute("UPDATE plaque SET note = 'đinh vít' WHERE address_id = 'a2'")
    client.execute("UPDATE notification SET state = 'reached', reached_at = '2026-11-22', channel = 'in_person'")
    new_row(client, house_number="9")
    [(mine,)] = client.execute("SELECT address_id FROM address WHERE house_number = '9'")
    client.execute("INSERT INTO plaque (address_id, state) VALUES (?, 'mounted')", (mine,))
    client.execute("INSERT INTO notification (address_id, recipient, state) VALUES ('a3', 'user', 'reached')")
    planned = bring()
    assert counts(planned) == {"ADDED": 1, "CHANGED": 3} and (query(PLAQUES), query(NOTICES)) == before
    assert ("a1", "plaque.state", "changed", "") in planned["rows"]
    assert ("a1", "plaque.photo", "added", "") in planned["rows"]
    shown = {f["field"]: (f["label"], f["old_value"], f["new_value"]) for f in planned["OUTPUT"].getFeatures()}
    assert shown["plaque.state"][0] == "Plaque: state" and shown["notification.channel"][2] == "Met in person"
    done = bring(DRY_RUN=False)
    assert done["PHOTOS"] == 1 and (register.parent / "DCIM" / "biển 1.jpg").read_bytes() == b"a plaque"
    assert query(PLAQUES) == [
        ("a1", "mounted", "2026-11-22", "trái cửa chính", "DCIM/biển 1.jpg", f"giao cho {CANARY}"),
        ("a2", "made", None, None, None, "đinh vít"), (mine, "mounted", None, None, None, None),
    ]  # fmt: skip
    assert query("SELECT mounted_by, design FROM plaque WHERE address_id = 'a1'") == [(CANARY, "M1")]
    assert query(NOTICES)[0] == ("a1", "owner", "in_person", "reached", "2026-11-22", f"đã nhắn {CANARY}", 1)
    assert query(NOTICES)[1] == ("a3", "user", None, "reached", None, None, None)
    told = "SELECT object_id, action, new FROM audit_log WHERE table_name = 'plaque' AND apply_id = 1 ORDER BY seq"
    log = query(told)
    assert [row[:2] for row in log] == [("a1", "update"), ("a2", "update"), (mine, "insert")]
    assert json.loads(log[0][2])["state"] == "mounted" and "note" not in "".join(row[2] for row in log)
    after = snapshot(register)
    assert counts(bring(DRY_RUN=False)) == {} and snapshot(register) == after, "nothing is written twice"
    run("undoapply", REGISTER=register)
    assert (query(PLAQUES)[0], query(NOTICES)) == (
        ("a1", "made", None, None, None, f"giao cho {CANARY}"), before[1]
    )  # fmt: skip
    assert len(query(PLAQUES)) == 2


@pytest.mark.parametrize(("metres", "far"), [(45, 0), (60, 1)])
def test_a_plaque_far_from_its_address_is_taken_and_told(
    bring: Import, run, client, query, metres: float, far: int
) -> None:
    [(x, y)] = query("SELECT ST_MinX(geom), ST_MinY(geom) FROM address WHERE address_id = 'a1'")
    mounted = "UPDATE plaque SET state = 'mounted', mounted_at = '2026-11-22', lon = ?, lat = ? WHERE address_id = ?"
    client.execute(mounted, (x, y + metres / 111_320, "a1"))
    planned = bring()
    told = {row[1]: row[3] for row in planned["rows"] if row[0] == "a1"}
    assert planned.get("FAR", 0) == far and told["plaque.lat"] == ("far_plaque" if far else "")
    assert len([w for w in run.heard.warnings if f"hangs {metres} m" in w]) == far
    bring(DRY_RUN=False)
    assert query("SELECT state, round((lat - ?) * 111320) FROM plaque WHERE address_id = 'a1'", y) == [
        ("mounted", metres)
    ]  # fmt: skip


def test_qgis_through_the_packages_project(bring: Import, package: Path, query) -> None:
    project = QgsProject.instance()
    assert project.read(str(package / "register.qgz"))
    try:
        layers = {la.customProperty("diachiso/register_table"): la for la in project.mapLayers().values()}
        plaques, notices = layers["plaque"], layers["notification"]
        assert plaques.startEditing() and notices.startEditing()
        [mine] = [f.id() for f in plaques.getFeatures() if f["address_id"] == "a1"]
        for name, value in (("state", "mounted"), ("mounted_at", QDate(2026, 11, 22)), ("place", "cửa phụ")):
            assert plaques.changeAttributeValue(mine, plaques.fields().indexOf(name), value)
        for layer, values in ((plaques, {"made_at": QDate(2026, 11, 1)}), (notices, {"channel": "in_person"})):
            made = QgsVectorLayerUtils.createFeature(layer)
            assert made["state"] == "planned"
            for name, value in {"address_id": "a3", **values}.items():
                made[name] = value
            assert layer.addFeature(made)
        with pytest.raises(QgsProcessingException, match="unsaved edits"):
            bring()
        assert plaques.commitChanges() and notices.commitChanges()
        done = bring(DRY_RUN=False)  # while the project is still open
        again = bring()
    finally:
        project.clear()
    assert counts(done) == {"CHANGED": 2} and counts(again) == {}
    assert query("SELECT address_id, state, made_at, mounted_at, place FROM plaque ORDER BY plaque_id") == [
        ("a1", "mounted", None, "2026-11-22", "cửa phụ"), ("a2", "made", None, None, None),
        ("a3", "planned", "2026-11-01", None, None),
    ]  # fmt: skip
    assert ("a3", "owner", "in_person", "planned", None, None, None) in query(NOTICES)


def test_an_edit_since_stops_the_undo(bring: Import, run, client, register: Path, query) -> None:
    client.execute("UPDATE plaque SET state = 'mounted' WHERE address_id = 'a2'")
    bring(DRY_RUN=False)
    with closing(connect(register, write=True)) as con:
        con.execute("UPDATE plaque SET state = 'damaged' WHERE address_id = 'a2'")
    with pytest.raises(Exception, match="edited by people since"):
        run("undoapply", REGISTER=register)
    assert query("SELECT state FROM plaque WHERE address_id = 'a2'") == [("damaged",)]


def test_a_text_that_stayed_at_home_is_not_lost(bring: Import, client, query) -> None:
    client.execute("UPDATE plaque SET note = 'đinh vít', mounted_by = 'Tổ 5' WHERE address_id = 'a1'")
    before = query(PLAQUES)
    done = bring(DRY_RUN=False)
    assert set(done["rows"]) == {
        ("a1", "plaque.note", "conflict", "withheld"), ("a1", "plaque.mounted_by", "conflict", "withheld")
    }  # fmt: skip
    assert query(PLAQUES) == before
    assert not [f for f in done["OUTPUT"].getFeatures() if CANARY in str(f.attributes())]


def test_what_is_not_taken(bring: Import, client, register: Path, query) -> None:
    with closing(connect(register, write=True)) as con:
        con.execute("UPDATE plaque SET state = 'damaged' WHERE address_id = 'a1'")
        con.execute("DELETE FROM notification")
    client.execute("PRAGMA ignore_check_constraints = ON")
    client.execute("DROP TRIGGER plaque_remark_update")  # as a program that knows no triggers
    client.execute(
        "UPDATE plaque SET state = 'mounted', note = 'gọi 0912 345 678', mounted_at = 'hôm qua', photo = '../x.jpg'"
        " WHERE address_id = 'a1'"
    )
    client.execute("UPDATE notification SET state = 'reached'")
    client.execute("DELETE FROM plaque WHERE address_id = 'a2'")
    client.execute("INSERT INTO plaque (address_id, state) VALUES ('nobody', 'made')")
    client.execute("INSERT INTO plaque (address_id, state, made_at) VALUES ('a4', 'golden', '2026-01-02')")
    before = query(PLAQUES)
    done = bring(DRY_RUN=False)
    assert set(done["rows"]) == {
        ("a1", "plaque.state", "conflict", "newer_edit"), ("a1", "plaque.note", "rejected", "personal_text"),
        ("a1", "plaque.mounted_at", "rejected", "not_a_date"), ("a1", "plaque.photo", "rejected", "photo_outside"),
        ("a1", "notification", "rejected", "row_gone"), ("a2", "plaque", "rejected", "row_deleted"),
        ("", "plaque", "rejected", "gone"), ("a4", "plaque.state", "rejected", "not_in_domain"),
        ("a4", "plaque.made_at", "added", ""),
    }  # fmt: skip
    assert not [f for f in done["OUTPUT"].getFeatures() if "0912" in str(f["new_value"])]
    assert query(PLAQUES)[:2] == before and query("SELECT state, made_at FROM plaque WHERE address_id = 'a4'") == [
        ("planned", "2026-01-02")
    ]  # fmt: skip


def test_a_register_without_these_tables_gives_and_takes_packages(
    run, register: Path, tmp_path: Path, bring: Import
) -> None:
    old = tmp_path / "cũ" / "Sổ.gpkg"
    old.parent.mkdir()
    old.write_bytes(register.read_bytes())
    with closing(connect(old, write=True)) as con:
        con.execute("PRAGMA foreign_keys = OFF")
        for table in ("notification", "plaque"):
            con.execute(f"DROP TABLE {table}")
            con.execute("DELETE FROM gpkg_contents WHERE table_name = ?", (table,))
    run("exportfieldpackage", REGISTER=old, OUTPUT=tmp_path / "gói cũ")
    assert counts(bring(PACKAGE=tmp_path / "gói cũ", REGISTER=old, DRY_RUN=False)) == {}
