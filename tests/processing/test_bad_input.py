"""Whatever is wrong with what assigncodes is given: a clear message with the remedy, and nothing half-written."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from qgis.core import QgsProcessingException, QgsVectorLayer

from diachiso.register.geometry_functions import register_geometry_functions

from ..sample_town import BLOCKS, SAMPLE, contents, copy_register, differences, layer, new_register, query, unsound

X, Y = 593_000.0, 1_382_000.0
Run = Callable[..., dict[str, Any]]


@pytest.fixture
def register(run: Run, once, tmp_path: Path) -> Path:
    """The empty register of the sample town, in a folder with a Vietnamese name."""
    folder = tmp_path / "Nguyễn Văn Á" / "Sổ địa chỉ"
    return once(lambda made: new_register(run, made / "Sổ.gpkg"), folder) / "Sổ.gpkg"


@pytest.fixture
def place() -> tuple[float, float]:
    """Somewhere in the sample town (EPSG:9217)."""
    from osgeo import ogr

    source = ogr.Open(str(SAMPLE))
    commune = source.GetLayerByName("communes").GetNextFeature()
    centre = commune.GetGeometryRef().PointOnSurface()
    return centre.GetX(), centre.GetY()


def square(x: float, y: float, size: float = 9) -> str:
    return f"POLYGON(({x} {y}, {x + size} {y}, {x + size} {y + size}, {x} {y + size}, {x} {y}))"


def degrees(x: float, y: float) -> tuple[float, float]:
    """The place in EPSG:4326."""
    from qgis.core import QgsCoordinateReferenceSystem as Crs
    from qgis.core import QgsCoordinateTransform, QgsPointXY, QgsProject

    transform = QgsCoordinateTransform(Crs("EPSG:9217"), Crs("EPSG:4326"), QgsProject.instance())
    point = transform.transform(QgsPointXY(x, y))
    return point.x(), point.y()


def refused(run: Run, register: Path, *words: str, **how: Any) -> None:
    """assigncodes says these words, and neither the register nor its folder changes."""
    before = contents(register)
    files = sorted(p.name for p in register.parent.rglob("*"))
    with pytest.raises(QgsProcessingException) as caught:
        run("assigncodes", REGISTER=register, **{"INPUT": layer("buildings"), "DRY_RUN": False, **how})
    for word in words:
        assert word in str(caught.value)
    assert "Unexpected error" not in str(caught.value) and "Traceback" not in str(caught.value)
    assert differences(contents(register), before) == {} and unsound(register) == []
    assert sorted(p.name for p in register.parent.rglob("*")) == files


def test_no_communes(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "Sổ.gpkg"
    run("createregister", PROVINCE="56", OUTPUT=path)
    refused(run, path, "no commune polygons", "Create the register with the layer of communes")


def test_layers_that_cannot_be_used(run: Run, register: Path, make_layer: Any, place: tuple[float, float]) -> None:
    x, y = place
    house = square(x, y)
    cases = [
        (
            make_layer([house], crs="EPSG:32633", name="Lạc"),
            ("Lạc", "EPSG:32633", "Check the layer's CRS", "X and Y not swapped"),
        ),
        (make_layer([square(y, x)], crs="EPSG:9217"), ("Check the layer's CRS",)),
        (make_layer([house], crs="", name="Trần"), ("Trần has no CRS", "Set it")),
        (make_layer([], geometry_type="Polygon", crs="EPSG:9217", name="Rỗng"), ("Rỗng has no features",)),
        (make_layer([None, None], {"a": [1, 2]}, geometry_type="Polygon", crs="EPSG:9217"), ("Check the layer's CRS",)),
    ]
    for source, words in cases:
        refused(run, register, *words, INPUT=source, ROLE=1)


def test_null_and_huge_geometry_do_not_hide_the_good(
    run: Run, register: Path, make_layer: Any, place: tuple[float, float]
) -> None:
    wkts = [None, "POLYGON((0 0, 1e13 0, 1e13 1e13, 0 0))", square(*place), "POLYGON EMPTY"]
    for crs, shapes in (("EPSG:9217", wkts), ("EPSG:4326", [*wkts[:2], square(*degrees(*place), 0.0001), None])):
        source = make_layer(shapes, {"so_to": [1, 2, 3, 4]}, crs=crs, geometry_type="Polygon")
        result = run("assigncodes", REGISTER=register, INPUT=source, ROLE=1, DRY_RUN=True)
        assert result["SKIPPED"] >= 3, crs
    result = run(
        "assigncodes",
        REGISTER=register,
        INPUT=make_layer(wkts, crs="EPSG:9217", geometry_type="Polygon"),
        ROLE=1,
        DRY_RUN=False,
    )
    assert (result["NEW"], result["SKIPPED"]) == (1, 3) and unsound(register) == []


def test_ids_that_are_none(run: Run, register: Path, make_layer: Any, place: tuple[float, float]) -> None:
    x, y = place
    houses = [square(x + 20 * (i % 8), y + 20 * (i // 8)) for i in range(40)]
    source = make_layer(houses, {"loai_nha": ["a", "b"] * 20, "ma_nha": ["1", "1"] * 20}, crs="EPSG:9217", name="Nhà")
    refused(
        run,
        register,
        "loai_nha",
        "only 2 different values in 40 objects",
        "Choose another field",
        INPUT=source,
        ID_FIELD="loai_nha",
        ROLE=1,
    )
    some = make_layer(houses, {"ma": ["d", "d", "d", *map(str, range(37))]}, crs="EPSG:9217")
    result = run("assigncodes", REGISTER=register, INPUT=some, ID_FIELD="ma", ROLE=1, DRY_RUN=False)
    assert (result["CONFLICT"], result["NEW"]) == (3, 37)
    assert unsound(register) == []


def test_schemes_and_classes_that_are_none(run: Run, register: Path) -> None:
    refused(run, register, "no code scheme", "ndas", SCHEME="nadas")
    refused(run, register, "only imported", SCHEME="place_id")
    refused(run, register, "no object class", "house", CLASS="nhà")


def test_a_numbered_scheme_must_stand_in_the_ledger(run: Run, register: Path) -> None:
    from diachiso.core.resources import local_profiles

    own = {
        "id": "tinh",
        "label": {"vi": "Mã", "en": "Code"},
        "help": {"vi": "x", "en": "x"},
        "kind": "block",
        "column": "other_code",
        "parts": [{"type": "fixed", "text": "KH"}, {"type": "serial", "width": 5}],
    }
    folder = register.parent / "profiles" / "schemes"
    folder.mkdir(parents=True)
    (folder / "tinh.json").write_text(json.dumps(own), encoding="utf-8")
    assert local_profiles(register, "schemes")
    refused(run, register, "tinh", 'column "code"', "other_code", SCHEME="tinh")


def test_an_exhausted_block(run: Run, tmp_path: Path) -> None:
    path = new_register(run, tmp_path / "Sổ.gpkg", blocks=False)
    for line in BLOCKS.read_text(encoding="utf-8").splitlines()[1::2]:
        commune, prefix = line.split(",")[:2]
        run("addcodeblock", REGISTER=path, COMMUNE=commune, PREFIX=prefix, FIRST=1, LAST=3, AUTHORITY_DOC="CV 1")
    refused(run, path, "numbers, but only 3 are free", "1–3", "Ask the authority", "Add code block")


def test_registers_that_cannot_be_written(run: Run, register: Path, tmp_path: Path) -> None:
    register.chmod(0o444)
    try:
        refused(run, register, "cannot be written", "write protection")
    finally:
        register.chmod(0o644)
    with closing(sqlite3.connect(register)) as con:
        con.execute("BEGIN IMMEDIATE")
        # in another process: here the test's own opening of the file would void the lock
        said = elsewhere(register)
        con.execute("ROLLBACK")
    assert "Another program is writing to" in said
    newer = copy_register(register, tmp_path / "newer.gpkg")
    with closing(sqlite3.connect(newer)) as con:
        con.execute("UPDATE register_meta SET value = '99' WHERE key = 'schema_version'")
        con.commit()
    for path, words in (
        (newer, ("newer version", "schema 99")),
        (SAMPLE, ("not an address register",)),
        (tmp_path / "không.gpkg", ("no register at",)),
    ):
        data = path.read_bytes() if path.exists() else None
        with pytest.raises(QgsProcessingException) as caught:
            run("assigncodes", REGISTER=path, INPUT=layer("buildings"), DRY_RUN=False)
        for word in words:
            assert word in str(caught.value)
        assert (path.read_bytes() if path.exists() else None) == data


def test_unsaved_edits(run: Run, register: Path, project: Any) -> None:
    shown = QgsVectorLayer(f"{register}|layername=street", "Đường", "ogr")
    project.addMapLayer(shown)
    shown.startEditing()
    feature = next(shown.getFeatures())
    shown.changeAttributeValue(feature.id(), shown.fields().indexOf("direction"), "N-S")
    refused(run, register, "unsaved edits: Đường", "Save or discard")
    shown.rollBack()
    assert run("assigncodes", REGISTER=register, INPUT=layer("buildings"), DRY_RUN=False)["NEW"] > 1000


def test_a_plan_of_another_state_and_a_layer_that_is_no_plan(run: Run, register: Path, tmp_path: Path) -> None:
    plan = tmp_path / "plan.gpkg"
    run("assigncodes", REGISTER=register, INPUT=layer("buildings"), DRY_RUN=True, OUTPUT=plan)
    refused(run, register, "is no plan", "object_ref", REVIEWED_PLAN=layer("official"))
    with closing(sqlite3.connect(plan)) as con:
        register_geometry_functions(con)
        (table,) = con.execute("SELECT table_name FROM gpkg_contents").fetchone()
        (ref,) = con.execute(f"SELECT object_ref FROM \"{table}\" WHERE status = 'new' LIMIT 1").fetchone()
        for column, value, words in (
            ("decision", "exklude", ("exklude", "exclude, new, match")),
            ("object_ref", "k:weg", ("not on the layer any more", "k:weg")),
        ):
            con.execute(f"UPDATE \"{table}\" SET decision = 'exclude', {column} = ? WHERE object_ref = ?", (value, ref))
            con.commit()
            refused(run, register, *words, REVIEWED_PLAN=plan)
            con.execute(
                f'UPDATE "{table}" SET decision = NULL, object_ref = ? WHERE object_ref IN (?, ?)', (ref, ref, value)
            )
            con.commit()
        (mine,) = con.execute(f'SELECT DISTINCT register_id FROM "{table}"').fetchone()
        con.execute(f'UPDATE "{table}" SET register_id = ? WHERE object_ref = ?', ("an id of its own", ref))
        con.commit()
        refused(run, register, "made for another register", REVIEWED_PLAN=plan)
        con.execute(f'UPDATE "{table}" SET register_id = ?', (mine,))
        con.commit()
    run("assigncodes", REGISTER=register, INPUT=layer("parcels"), DRY_RUN=False)
    refused(run, register, "another state of the register", REVIEWED_PLAN=plan)


def test_a_reviewed_plan_is_written_as_it_was_reviewed(run: Run, register: Path, tmp_path: Path) -> None:
    plan = tmp_path / "plan.gpkg"
    run("assigncodes", REGISTER=register, INPUT=layer("buildings"), DRY_RUN=True, OUTPUT=plan)
    with closing(sqlite3.connect(plan)) as con:
        register_geometry_functions(con)
        (table,) = con.execute("SELECT table_name FROM gpkg_contents").fetchone()
        select = f"SELECT source_key, code FROM \"{table}\" WHERE status = 'new' AND source_key <> '' ORDER BY code"
        reviewed = dict(con.execute(select))
        excluded = sorted(reviewed)[::7]
        con.executemany(f"UPDATE \"{table}\" SET decision = 'exclude' WHERE source_key = ?", [(k,) for k in excluded])
        con.commit()
    run("assigncodes", REGISTER=register, INPUT=layer("buildings"), DRY_RUN=False, REVIEWED_PLAN=plan)
    written = dict(
        query(register, "SELECT source_key, code FROM address JOIN address_source USING (fid) WHERE source_key <> ''")
    )
    assert written == {k: c for k, c in reviewed.items() if k not in excluded}


ELSEWHERE = """
import json, os, resource, sys
sys.path[:] = [os.environ["DIACHISO_PARENT"], *filter(None, sys.path)]
sys.path.append("/usr/share/qgis/python/plugins")
path, source, limit = sys.argv[1:]
from qgis.core import QgsApplication, QgsProcessingFeedback
app = QgsApplication([], False)
app.initQgis()
import processing
from processing.core.Processing import Processing
Processing.initialize()
from diachiso.processing.provider import DiachisoProvider
from diachiso.register import gate
provider = DiachisoProvider()
QgsApplication.processingRegistry().addProvider(provider)
gate.writer_gate.__wrapped__.__kwdefaults__["timeout_s"] = 1
if int(limit):
    import signal
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(limit), int(limit)))
try:
    values = {"REGISTER": path, "INPUT": source, "DRY_RUN": False}
    print("done", processing.run("diachiso:assigncodes", values, feedback=QgsProcessingFeedback(False)))
except Exception as error:
    print(error)
sys.stdout.flush()
os._exit(0)
"""


def elsewhere(register: Path, limit: int = 0) -> str:
    """What assigncodes says in another process, in which no file may grow beyond `limit` bytes (as on a full disk)."""
    done = subprocess.run(
        [sys.executable, "-c", ELSEWHERE, str(register), layer("buildings"), str(limit)],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=90,
        check=False,
    )
    return done.stdout


@pytest.mark.parametrize("room", [-1, 100, 300], ids=["no backup", "a little", "more"])
def test_a_full_disk(run: Run, register: Path, room: int) -> None:
    before = contents(register)
    size = register.stat().st_size
    said = elsewhere(register, size + room * 1024)
    assert "done" not in said and said.strip()
    assert "full" in said or "could not be verified" in said or "No backup could be made" in said or "room" in said, (
        said
    )
    assert differences(contents(register), before) == {} and unsound(register) == []
    assert run("assigncodes", REGISTER=register, INPUT=layer("buildings"), DRY_RUN=False)["NEW"] > 1000
    assert unsound(register) == []
