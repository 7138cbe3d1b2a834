"""exportfieldpackage: what is in the folder, what is not, and that it works wherever it is moved."""
from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import pytest
from qgis.core import (
    QgsApplication,
    QgsProcessingAlgRunnerTask,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProject,
)

from diachiso.register.connect import connect
from diachiso.register.errors import RegisterError

from .conftest import CANARY


def rows(package: Path, sql: str) -> list[tuple]:
    with closing(connect(package / "register.gpkg")) as con:
        return con.execute(sql).fetchall()


def test_a_package_of_a_commune(package: Path, register: Path, query) -> None:
    assert rows(package, "SELECT address_id FROM address ORDER BY 1") == [(f"a{k}",) for k in range(1, 6)]
    assert rows(package, "SELECT count(*) FROM rtree_address_geom") == [(5,)]
    assert rows(package, "SELECT name FROM street") == [("Trần Phú",)]
    assert rows(package, "SELECT count(*) FROM code_block") == [(0,)]
    assert rows(package, "SELECT count(*), min(state) FROM code_ledger") == [(5, "given")]
    assert rows(package, "SELECT count(*) FROM object_class") == query("SELECT count(*) FROM object_class")
    assert (package / "Ảnh nhà" / "số 1.jpg").read_bytes() == b"an old photo"
    assert (package / "DCIM").is_dir()
    manifest = json.loads((package / "package.json").read_text(encoding="utf-8"))
    [(register_id,)] = query("SELECT value FROM register_meta WHERE key = 'register_id'")
    assert (manifest["register_id"], manifest["counts"]["address"]) == (register_id, 5)
    assert manifest["base_sha256"] == sha256((package / "base" / "register.gpkg").read_bytes()).hexdigest()
    assert len(manifest["register_sha256"]) == 64 and manifest["exported_by"] and manifest["persons"] is None
    # The codes have left, the register knows the package, and nothing else was changed.
    assert query("SELECT count(*) FROM code_ledger WHERE left_at IS NOT NULL") == [(5,)]
    assert query("SELECT object_id, action FROM audit_log WHERE table_name = 'field_package'") == [
        (manifest["package_id"], "export")
    ]
    assert not [p for p in package.parent.iterdir() if p.name.endswith(".part")]


def test_the_digest_is_that_of_the_registers_file(run, register: Path, tmp_path: Path) -> None:
    before = sha256(register.read_bytes()).hexdigest()
    run("exportfieldpackage", REGISTER=register, OUTPUT=tmp_path / "p")
    assert json.loads((tmp_path / "p" / "package.json").read_text())["register_sha256"] == before


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({}, ["a1", "a2", "a3", "a4", "a5", "b1"]),
        ({"COMMUNE": "xã núi"}, ["b1"]),
        ({"COMMUNE": "Biển"}, ["a1", "a2", "a3", "a4", "a5"]),
        ({"EXTENT": "109.0105,109.0125,12,12.1 [EPSG:4326]"}, ["a2", "a3"]),
        ({"EXTENT": "109.0105,109.2,12,12.1 [EPSG:4326]", "COMMUNE": "22528"}, ["a2", "a3", "a4", "a5"]),
        ({"EXTENT": "12134400,12134700,1346000,1347500 [EPSG:3857]"}, ["a1", "a2", "a3", "a4", "a5", "b1"][:0]),
    ],
)
def test_the_scope(run, register: Path, tmp_path: Path, values: dict, expected: list[str]) -> None:
    done = run("exportfieldpackage", REGISTER=register, OUTPUT=tmp_path / "p", **values)
    found = [a for (a,) in rows(tmp_path / "p", "SELECT address_id FROM address ORDER BY 1")]
    assert found == expected and done["COUNT"] == len(expected)


def test_units_and_their_building_stay_together(run, register: Path, tmp_path: Path) -> None:
    with closing(connect(register, write=True)) as con:
        con.execute("UPDATE address SET parent_id = 'a5' WHERE address_id = 'a1'")
        con.execute("UPDATE address SET parent_id = 'a5' WHERE address_id = 'a2'")
    run("exportfieldpackage", REGISTER=register, OUTPUT=tmp_path / "p", EXTENT="109.0095,109.0105,12,12.1 [EPSG:4326]")
    assert rows(tmp_path / "p", "SELECT address_id FROM address ORDER BY 1") == [("a1",), ("a5",)]


def test_no_person_is_in_any_file(package: Path) -> None:
    for file in package.rglob("*"):
        if file.is_file():
            assert CANARY.encode() not in file.read_bytes(), file
    assert rows(package, "SELECT count(*) FROM person") == [(0,)]


def test_people_go_along_only_with_a_reason_and_are_recorded(run, register: Path, tmp_path: Path, query) -> None:
    for values in ({}, {"REASON": "kiểm tra"}, {"RECIPIENT": "Tổ 5", "REASON": " "}):
        with pytest.raises(QgsProcessingException, match="reason and a recipient"):
            run("exportfieldpackage", REGISTER=register, OUTPUT=tmp_path / "p", PERSONS=True, **values)
        assert not (tmp_path / "p").exists()
    run("exportfieldpackage", REGISTER=register, OUTPUT=tmp_path / "p", PERSONS=True, REASON="Đi trả biển số",
        RECIPIENT="Tổ công tác 5")  # fmt: skip
    assert rows(tmp_path / "p", "SELECT full_name FROM person") == [(CANARY,)]
    [(new,)] = query("SELECT new FROM audit_log WHERE table_name = 'field_package'")
    assert json.loads(new)["persons"] == {"reason": "Đi trả biển số", "recipient": "Tổ công tác 5", "count": 1}
    assert CANARY not in new
    project, layers = open_project(tmp_path / "p")
    titles = [tab.name() for tab in layers["address"].editFormConfig().tabs()]
    assert "People (to read only)" in titles and "Notices" in titles, "nobody writes there in vain"
    assert layers["person"].readOnly() and not layers["notification"].readOnly()
    project.clear()


def open_project(folder: Path) -> tuple[QgsProject, dict]:
    project = QgsProject()
    assert project.read(str(folder / "register.qgz"))
    return project, {la.customProperty("diachiso/register_table"): la for la in project.mapLayers().values()}


def test_the_project_opens_after_the_folder_was_moved(package: Path, tmp_path: Path) -> None:
    moved = tmp_path / "Máy tính bảng" / "gói"
    moved.parent.mkdir()
    package.rename(moved)
    project, layers = open_project(moved)
    assert layers and all(layer.isValid() for layer in layers.values())
    assert all(str(moved) in layer.source() for layer in layers.values())
    assert {"address", "street", "admin_unit", "object_class"} <= set(layers) and "person" not in layers
    assert not layers["address"].readOnly() and layers["street"].readOnly()
    form, fields = layers["address"].editFormConfig(), layers["address"].fields()
    assert form.readOnly(fields.indexOf("stage")) and not form.readOnly(fields.indexOf("house_number"))
    assert not layers["address_position"].readOnly()
    assert layers["address"].renderer().type() == "categorizedSymbol"
    assert layers["address"].featureCount() == 5
    project.clear()


def test_no_code_is_given_in_the_copy(run, package: Path, client: sqlite3.Connection, make_layer) -> None:
    copy = package / "register.gpkg"
    for values in (
        {"name": "addcodeblock", "COMMUNE": "22528", "PREFIX": "00109", "FIRST": 1, "LAST": 9, "AUTHORITY_DOC": "x"},
        {"name": "undoapply"},
    ):
        with pytest.raises(QgsProcessingException, match="copy for work in the field"):
            run(values.pop("name"), REGISTER=copy, **values)
    for statement in (
        "INSERT INTO code_ledger (code, scheme, address_id, state) VALUES ('0010199999', 'ndas', 'a1', 'given')",
        "INSERT INTO code_block (scheme, prefix, commune_code, first_serial, last_serial, next_serial, authority_doc,"
        " added_at) VALUES ('ndas', '00109', '22528', 1, 9, 1, 'x', 'x')",
        "UPDATE address SET code = '0010199999' WHERE address_id = 'a1'",
        "UPDATE address SET code = '0010100002' WHERE address_id = 'a1'",
        "INSERT INTO address (address_id, code) VALUES ('new', '0010100006')",
        "DELETE FROM address WHERE address_id = 'a1'",
    ):
        with pytest.raises(sqlite3.IntegrityError):
            client.execute(statement)
    with pytest.raises(RegisterError, match="copy for work in the field"):
        connect(copy, write=True)


def test_a_package_is_never_written_over(run, register: Path, package: Path) -> None:
    before = {p: p.read_bytes() for p in package.rglob("*") if p.is_file()}
    with pytest.raises(QgsProcessingException, match="holds files already"):
        run("exportfieldpackage", REGISTER=register, OUTPUT=package)
    assert {p: p.read_bytes() for p in package.rglob("*") if p.is_file()} == before


@pytest.mark.parametrize(
    ("values", "words"),
    [({"COMMUNE": "Hà Nội"}, "22528 Phường Biển"), ({"EXTENT": "1,2,1,2 [EPSG:4326]"}, "neither addresses")],
)
def test_nothing_is_left_of_a_refused_export(run, register: Path, tmp_path: Path, query, values, words: str) -> None:
    with pytest.raises(QgsProcessingException, match=words):
        run("exportfieldpackage", REGISTER=register, OUTPUT=tmp_path / "p", **values)
    assert sorted(p.name for p in tmp_path.iterdir()) == [register.parent.name]
    assert query("SELECT count(*) FROM audit_log WHERE table_name = 'field_package'") == [(0,)]


def test_it_runs_in_the_background_as_on_the_desktop(provider, register: Path, tmp_path: Path, qtbot) -> None:
    algorithm = QgsApplication.processingRegistry().createAlgorithmById("diachiso:exportfieldpackage")
    context, feedback = QgsProcessingContext(), QgsProcessingFeedback()
    values = {"REGISTER": str(register), "OUTPUT": str(tmp_path / "p")}
    task = QgsProcessingAlgRunnerTask(algorithm, values, context, feedback)
    done: list[bool] = []
    task.executed.connect(lambda ok, results: done.append(ok))
    QgsApplication.taskManager().addTask(task)
    qtbot.waitUntil(lambda: bool(done), timeout=30_000)
    assert done == [True]
    project, layers = open_project(tmp_path / "p")
    assert all(layer.isValid() for layer in layers.values())
    project.clear()
