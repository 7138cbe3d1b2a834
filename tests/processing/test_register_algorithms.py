"""addcodeblock, undoapply, restorebackup, and what every algorithm of ours has: texts, help, icon, clear errors."""
from __future__ import annotations

import importlib.util
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from qgis.core import QgsProcessingException, QgsProcessingModelAlgorithm, QgsVectorLayer

from diachiso.register.backup import list_backups, make_backup
from diachiso.register.connect import connect

from ..stores import thorough_stores

DOC = "CV 12/BĐKH"


def pretend_apply(register: Path, *codes: str) -> None:
    """The room's own helper for applies lives with the tests of register/."""
    file = Path(__file__).parent.parent / "register" / "pretend.py"
    spec = importlib.util.spec_from_file_location("pretend", file)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.Pretend(register).apply(codes)


def query(path: Path, statement: str) -> list[tuple]:
    with closing(connect(path)) as con:
        return con.execute(statement).fetchall()


@pytest.fixture
def register(run, once, tmp_path: Path) -> Path:
    """A register of Khánh Hòa with one fictitious block."""

    def make(folder: Path) -> None:
        path = folder / "Sổ địa chỉ.gpkg"
        run("createregister", PROVINCE="56", OUTPUT=path)
        run("addcodeblock", REGISTER=path, COMMUNE="22528", PREFIX="00101", FIRST=1, LAST=50)

    return once(make, tmp_path / "Nguyễn Văn Á") / "Sổ địa chỉ.gpkg"


@pytest.fixture
def layer(register: Path, project) -> QgsVectorLayer:
    """The addresses, open in the project."""
    shown = QgsVectorLayer(f"{register}|layername=address", "Địa chỉ", "ogr")
    assert shown.isValid()
    project.addMapLayer(shown)
    return shown


@thorough_stores
def test_a_block_and_a_table_of_blocks(run, register: Path, tmp_path: Path) -> None:
    results = run(
        "addcodeblock", REGISTER=register, COMMUNE="Phường Ninh Hoà", PREFIX="57000", FIRST=7, LAST=9,
        AUTHORITY_DOC=DOC,
    )  # fmt: skip
    assert (results["COUNT"], results["NUMBERS"]) == (1, 3)
    table = tmp_path / "Dải số.csv"
    table.write_text("commune;prefix;first;last;authority_doc\n22528;00101;51;60;a\n22561;00102;1;9;b\n", "utf-8-sig")
    results = run("addcodeblock", REGISTER=register, BLOCKS=table)
    assert (results["COUNT"], results["NUMBERS"]) == (2, 19)
    rows = query(register, "SELECT commune_code, prefix, first_serial, last_serial, authority_doc FROM code_block")
    assert rows == [
        ("22528", "00101", 1, 50, ""), ("22528", "57000", 7, 9, DOC), ("22528", "00101", 51, 60, "a"),
        ("22561", "00102", 1, 9, "b"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"COMMUNE": "22528", "PREFIX": "00101", "FIRST": 40, "LAST": 60}, ("overlaps", "00101 1–50")),
        ({"COMMUNE": "22528", "PREFIX": "57000", "FIRST": 40, "LAST": 60}, ("authority document",)),
        ({"COMMUNE": "22528", "PREFIX": "57000"}, ("Missing: FIRST, LAST",)),
        ({}, ("Missing: COMMUNE",)),
        ({"COMMUNE": "22528", "PREFIX": "0", "FIRST": 40, "LAST": 60, "BLOCKS": "x.csv"}, ("not both",)),
        ({"BLOCKS": "không có.csv"}, ("cannot be read",)),
        ({"COMMUNE": "22528", "PREFIX": "00101", "FIRST": 60, "LAST": 70, "SCHEME": "x"}, ("ndas",)),
    ],
)
def test_a_wrong_block_is_refused(run, register: Path, values, words) -> None:
    with pytest.raises(QgsProcessingException) as error:
        run("addcodeblock", REGISTER=register, **values)
    assert all(word in str(error.value) for word in words), str(error.value)
    assert query(register, "SELECT count(*) FROM code_block") == [(1,)]


def test_undo_and_restore(run, register: Path, layer: QgsVectorLayer) -> None:
    pretend_apply(register, "0010100001", "0010100002")
    layer.reload()
    assert layer.featureCount() == 2
    results = run("undoapply", REGISTER=register)
    assert {k: results[k] for k in ("REMOVED", "RESTORED", "FREED", "BURNED", "OFFICIAL")} == {
        "REMOVED": 2, "RESTORED": 0, "FREED": 2, "BURNED": 0, "OFFICIAL": 0,
    }  # fmt: skip
    assert Path(results["BACKUP"]).is_file()
    assert layer.featureCount() == 0, "the open layer shows the undo"
    results = run("restorebackup", REGISTER=register)
    assert layer.featureCount() == 2 and len(list(layer.getFeatures())) == 2
    assert Path(results["BEFORE"]) == list_backups(register)[0].path
    results = run("restorebackup", REGISTER=register, BACKUP=results["BEFORE"])
    assert layer.featureCount() == 0


def test_nothing_to_undo_or_restore(run, register: Path, tmp_path: Path) -> None:
    with pytest.raises(QgsProcessingException, match="no apply to undo"):
        run("undoapply", REGISTER=register)
    with pytest.raises(QgsProcessingException, match="no backup"):
        run("restorebackup", REGISTER=register)
    with pytest.raises(QgsProcessingException, match="no backup"):
        run("restorebackup", REGISTER=register, BACKUP=tmp_path / "none.gpkg")


@pytest.mark.parametrize("name", ["undoapply", "restorebackup", "addcodeblock"])
def test_unsaved_edits_stop_whatever_writes(run, register: Path, layer: QgsVectorLayer, name: str) -> None:
    pretend_apply(register, "0010100001")
    make_backup(register, "a")
    layer.reload()
    assert layer.startEditing()
    block = {"COMMUNE": "22561", "PREFIX": "00102", "FIRST": 1, "LAST": 5} if name == "addcodeblock" else {}
    feature = next(layer.getFeatures())
    layer.changeAttributeValue(feature.id(), layer.fields().indexOf("note"), "đang gõ")
    before = query(register, "SELECT value FROM register_meta WHERE key = 'revision'")
    with pytest.raises(QgsProcessingException) as error:
        run(name, REGISTER=register, **block)
    assert "Địa chỉ" in str(error.value) and "Save" in str(error.value)
    assert query(register, "SELECT value FROM register_meta WHERE key = 'revision'") == before
    assert layer.rollBack()
    run(name, REGISTER=register, **block)


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda p: "pg:office", ("no PostgreSQL connection", "office")),
        (lambda p: p / "none.gpkg", ("no register at", "none.gpkg")),
        (lambda p: p / "text.gpkg", ("not a GeoPackage",)),
        (lambda p: p / "foreign.gpkg", ("not an address register",)),
        (lambda p: p / "newer.gpkg", ("newer version", "Update the plugin")),
    ],
)
def test_what_is_no_register_is_refused(run, register: Path, tmp_path: Path, make, words) -> None:
    (tmp_path / "text.gpkg").write_text("hello " * 1000)
    from osgeo import ogr

    ogr.GetDriverByName("GPKG").CreateDataSource(str(tmp_path / "foreign.gpkg")).CreateLayer("a")
    (tmp_path / "newer.gpkg").write_bytes(register.read_bytes())
    with closing(sqlite3.connect(tmp_path / "newer.gpkg")) as con:
        con.execute("UPDATE register_meta SET value = '99' WHERE key = 'schema_version'")
        con.commit()
    with pytest.raises(QgsProcessingException) as error:
        run("undoapply", REGISTER=str(make(tmp_path)))
    assert all(word in str(error.value) for word in words), str(error.value)


def test_every_algorithm_says_what_it_does(provider) -> None:
    algorithms = provider.algorithms()
    assert {a.name() for a in algorithms} >= {"createregister", "addcodeblock", "undoapply", "restorebackup"}
    for algorithm in algorithms:
        if isinstance(algorithm, QgsProcessingModelAlgorithm):
            continue  # the models' texts stand in their files
        assert algorithm.id() == f"diachiso:{algorithm.name()}" and algorithm.name().islower()
        assert algorithm.displayName() and len(algorithm.shortHelpString()) > 80 and algorithm.tags()
        assert algorithm.group() and algorithm.groupId() and Path(algorithm.svgIconPath()).is_file()
        assert not algorithm.icon().isNull()
        assert type(algorithm.create()) is type(algorithm)
        for parameter in algorithm.parameterDefinitions():
            assert parameter.name().isupper() and parameter.help(), f"{algorithm.name()} {parameter.name()}"
        for output in algorithm.outputDefinitions():
            assert output.name().isupper() and output.description()


def test_every_listed_algorithm_can_be_loaded(provider) -> None:
    from diachiso.processing.provider import ALGORITHMS

    folder = Path(importlib.util.find_spec("diachiso.processing").origin).parent
    written = [(module, name) for module, name in ALGORITHMS if (folder / f"{module}.py").exists()]
    loaded = {type(algorithm).__name__ for algorithm in provider.algorithms()}
    assert {name for _, name in written} <= loaded
