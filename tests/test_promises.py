"""The nine promises of the product, each with tests that name it: on real GeoPackages, through the real algorithms."""

from __future__ import annotations

import os
import random
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from diachiso.register.backup import backup_folder, list_backups
from diachiso.register.connect import connect
from diachiso.register.ledger import mark_left
from diachiso.register.transaction import write_transaction

from . import sample_town
from .effort import effort
from .sample_town import SAMPLE, Assassin, Desk, contents, differences, layer, query, unsound

Run = Callable[..., dict[str, Any]]


@pytest.fixture(scope="module")
def run(qgis_app: Any) -> Iterator[Run]:
    """run("assigncodes", REGISTER=path, …) -> results, as the toolbox runs it; warnings and infos in `run.heard`."""
    import processing
    from processing.core.Processing import Processing
    from qgis.core import QgsApplication, QgsProcessingFeedback

    from diachiso.processing.provider import DiachisoProvider

    Processing.initialize()
    provider = DiachisoProvider()
    QgsApplication.processingRegistry().addProvider(provider)

    def run_algorithm(name: str, feedback: Any = None, **parameters: Any) -> dict[str, Any]:
        run_algorithm.heard = feedback or QgsProcessingFeedback(False)  # type: ignore[attr-defined]
        values = {key: str(value) if isinstance(value, Path) else value for key, value in parameters.items()}
        return processing.run(f"diachiso:{name}", values, feedback=run_algorithm.heard)

    yield run_algorithm
    QgsApplication.processingRegistry().removeProvider(provider)


@pytest.fixture(scope="module")
def empty_register(run: Run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A register of the sample town in which nothing has been assigned; to be copied."""
    return sample_town.new_register(run, tmp_path_factory.mktemp("empty") / "Sổ địa chỉ.gpkg")


@pytest.fixture(scope="module")
def without_blocks(run: Run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same without blocks, so that codes are provisional; to be copied."""
    return sample_town.new_register(run, tmp_path_factory.mktemp("without") / "Sổ địa chỉ.gpkg", blocks=False)


@pytest.fixture(scope="module")
def first_month(run: Run, empty_register: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The register after the first assignment; to be copied."""
    path = sample_town.copy_register(empty_register, tmp_path_factory.mktemp("first") / "Sổ địa chỉ.gpkg")
    assign(run, path)
    return path


@pytest.fixture
def fresh(empty_register: Path, tmp_path: Path) -> Path:
    """A copy of the empty register in a folder with a Vietnamese name."""
    return sample_town.copy_register(empty_register, tmp_path / "Nguyễn Văn Á" / "Sổ địa chỉ.gpkg")


@pytest.fixture
def assigned(first_month: Path, tmp_path: Path) -> Path:
    """A copy of the register after the first month."""
    return sample_town.copy_register(first_month, tmp_path / "Trần Thị B" / "Sổ địa chỉ.gpkg")


def assign(run: Run, register: Path, name: str = "buildings", **more: Any) -> dict[str, Any]:
    """Assign codes to a layer of the sample and write them."""
    return run("assigncodes", REGISTER=register, **{"INPUT": layer(name), "DRY_RUN": False, **more})


def reopen(path: Path, until: threading.Event) -> None:
    """What an open QGIS does to a register's locks: every open and close of the file drops those of the process."""
    from osgeo import ogr

    while not until.is_set():
        source = ogr.Open(str(path))
        if source is not None:
            source.GetLayerByName("address").GetFeatureCount()
        source = None  # noqa: F841 - closes it
        with path.open("rb") as file:
            file.read(100)


# -- 1: a code is never given twice ------------------------------------------------------------------------


def test_promise_1_two_processes_at_once_and_layers_opened_in_the_middle(run: Run, fresh: Path) -> None:
    other = Desk().wait_ready()
    stop = threading.Event()
    opener = threading.Thread(target=reopen, args=(fresh, stop), daemon=True)
    opener.start()
    try:
        other.start("assigncodes", REGISTER=fresh, INPUT=layer("parcels"), PARCELS_WITH_BUILDING=True, DRY_RUN=False)
        mine = assign(run, fresh)
        theirs = other.result()
    finally:
        stop.set()
        opener.join()
        other.close()
    assert "error" not in theirs, theirs
    given = [code for (code,) in query(fresh, "SELECT code FROM address WHERE code IS NOT NULL")]
    assert len(given) == len(set(given)) == mine["NEW"] + theirs["NEW"] > 2000
    assert unsound(fresh) == []
    assert query(fresh, "SELECT count(*) FROM apply_run") == [(2,)]


def test_promise_1_the_same_work_in_two_processes_is_done_once(run: Run, fresh: Path) -> None:
    other = Desk().wait_ready()
    try:
        other.start("assigncodes", REGISTER=fresh, INPUT=layer("buildings"), DRY_RUN=False)
        mine = assign(run, fresh)
        theirs = other.result()
    finally:
        other.close()
    counts = sorted([(mine["NEW"], mine["KEPT"]), (theirs["NEW"], theirs["KEPT"])])
    assert counts[0][0] == 0 and counts[0][1] == counts[1][0] > 1000 and counts[1][1] == 0
    assert unsound(fresh) == []


OPERATIONS = ("assign", "next", "undo", "leave", "retire", "parcels")


@pytest.mark.slow
@given(st.lists(st.sampled_from(OPERATIONS), min_size=3, max_size=7))
@settings(max_examples=effort(5), deadline=None, suppress_health_check=list(HealthCheck))
def test_promise_1_no_code_that_was_seen_outside_goes_to_another(
    run: Run, empty_register: Path, tmp_path_factory: pytest.TempPathFactory, operations: list[str]
) -> None:
    """Retired, withdrawn and undone codes included: a code that has left the machine is its address's, or nobody's."""
    path = sample_town.copy_register(empty_register, tmp_path_factory.mktemp("codes") / "Sổ.gpkg")
    seen: dict[str, str] = {}
    for operation in ["assign", "leave", *operations, "assign"]:
        _operate(run, path, operation)
        for code, address_id in query(path, "SELECT code, address_id FROM address WHERE code IS NOT NULL"):
            assert seen.get(code, address_id) == address_id, f"{code} was given to another after {operation}"
        left = query(path, "SELECT code, address_id FROM code_ledger WHERE left_at IS NOT NULL")
        seen.update({code: address_id for code, address_id in left if address_id})
        assert set(seen) <= {code for (code,) in query(path, "SELECT code FROM code_ledger")}
    assert unsound(path) == []


def _operate(run: Run, path: Path, operation: str) -> None:
    if operation == "assign":
        assign(run, path)
    elif operation == "next":
        assign(run, path, "buildings_next_month")
    elif operation == "parcels":
        assign(run, path, "parcels")
    elif operation == "undo":
        by_hand = query(path, "SELECT 1 FROM audit_log WHERE action = 'retire' AND apply_id IS NULL")  # refused then
        if not by_hand and query(path, "SELECT 1 FROM apply_run WHERE undone_at IS NULL"):
            run("undoapply", REGISTER=path)
    elif operation == "leave":
        with write_transaction(path) as con:
            mark_left(
                con, [code for (code,) in con.execute("SELECT code FROM address ORDER BY random() LIMIT 300") if code]
            )
    elif operation == "retire":
        with write_transaction(path) as con:  # as a person does in QGIS: the triggers keep the ledger
            con.execute("UPDATE address SET stage = 'retired' WHERE fid IN (SELECT fid FROM address LIMIT 20)")


# -- 2: running again changes nothing ----------------------------------------------------------------------


@pytest.mark.parametrize(
    "how",
    [{}, {"SCHEME": "pluscode"}, {"SCHEME": "vpostcode"}, {"INPUT": layer("parcels")}, {"ANNEXES": True},
     {"PARCELS": layer("parcels")}, {"INPUT": layer("structures")}],
    ids=["as is", "pluscode", "vpostcode", "parcels", "annexes", "with parcels", "structures"],
)  # fmt: skip
@pytest.mark.parametrize("blocks", [True, False], ids=["blocks", "provisional"])
def test_promise_2_a_second_run_changes_nothing(
    run: Run, empty_register: Path, without_blocks: Path, tmp_path: Path, how: dict, blocks: bool
) -> None:
    path = sample_town.copy_register(empty_register if blocks else without_blocks, tmp_path / "Sổ.gpkg")
    first = assign(run, path, **how)
    assert first["NEW"] + first["PROVISIONAL"] > 20
    before, backups = path.read_bytes(), list_backups(path)
    again = assign(run, path, **how)
    assert path.read_bytes() == before and list_backups(path) == backups
    assert again["KEPT"] == first["NEW"] + first["PROVISIONAL"] and again["NEW"] == again["PROVISIONAL"] == 0


def test_promise_2_after_every_kind_of_change(run: Run, assigned: Path) -> None:
    for name in ("buildings_next_month", "buildings", "buildings_next_month"):
        assign(run, assigned, name)
        before = assigned.read_bytes()
        assign(run, assigned, name)
        assert assigned.read_bytes() == before
    assert unsound(assigned) == []


# -- 3: an object keeps its code ---------------------------------------------------------------------------

TRUTH = {
    "unchanged": {("kept", "unchanged")}, "resurveyed": {("kept", "reshaped")}, "moved": {("moved", "position_moved")},
    "resurveyed_new_id": {("matched", "rekeyed")}, "rebuilt": {("matched", "rekeyed")},
    "split": {("split", "split_keeper"), ("split", "split_part")}, "merged": {("merged", "merge_survivor")},
    "new": {("new", "first_code")}, "id_reused": {("conflict", "key_far")},
}  # fmt: skip
NEVER_CODED = {"skipped", "conflict"}  # what the first month could not code is no better a month later


def test_promise_3_a_month_later_every_object_is_what_it_truly_is(run: Run, assigned: Path, tmp_path: Path) -> None:
    before = sample_town.codes_by_key(assigned)
    plan = tmp_path / "plan.gpkg"
    assign(run, assigned, "buildings_next_month", OUTPUT=plan)
    later = {row["fid"]: row for row in _features("buildings_next_month")}
    wrong, seen = [], set()
    for row in sample_town.plan_rows(plan):
        if row["object_ref"].startswith("a:"):
            continue
        truth = later[row["source_fid"]]
        status = (row["status"], row["reason"])
        known = str(truth["truth_from"] or "").split(",")
        coded = [before[k] for k in known if k in before]
        seen.add(truth["truth"])
        never = row["status"] in NEVER_CODED and not coded or truth["case"] in ("exact_duplicate", "duplicate_id")
        if status not in TRUTH[truth["truth"]] and not never:
            wrong.append((truth["truth"], truth["bld_id"], *status))
        keeps = row["status"] in ("kept", "moved", "matched", "merged") or row["reason"] == "split_keeper"
        if keeps and coded and row["code"] not in coded:
            wrong.append(("another code", truth["bld_id"], row["code"], coded))
    assert wrong == [] and seen == set(TRUTH)
    assert unsound(assigned) == []
    demolished = {r["old_id"] for r in _features("next_month_truth") if r["truth"] == "demolished"}
    missing = {r["source_key"] for r in sample_town.plan_rows(plan) if r["status"] == "missing"}
    reused = {row["bld_id"] for row in later.values() if row["truth"] == "id_reused"}
    assert missing == demolished - reused
    stages = dict(query(assigned, "SELECT code, stage FROM address"))
    assert all(stages[before[key]] == "created" for key in demolished), "a machine retires nothing that is missing"


def test_promise_3_successors_tell_what_became_of_every_address(run: Run, assigned: Path) -> None:
    before = sample_town.codes_by_key(assigned)
    assign(run, assigned, "buildings_next_month")
    rows = query(assigned, "SELECT kind, old_code, new_code FROM successor")
    truth: dict[str, set[tuple[str, ...]]] = {"split": set(), "merged": set()}
    for row in _features("buildings_next_month"):
        if row["truth"] in truth:
            truth[row["truth"]].add(tuple(sorted(before[k] for k in row["truth_from"].split(","))))
    assert {(old,) for kind, old, _ in rows if kind == "split"} == truth["split"]
    into: dict[str, set[str]] = {}
    for kind, old, new in rows:
        if kind == "merge":
            into.setdefault(new, set()).add(old)
    assert {tuple(sorted(olds)) for olds in into.values()} == truth["merged"]
    assert all(new in olds for new, olds in into.items()), "the survivor is one of them"


def test_promise_3_the_old_and_the_new_parcel_stand_side_by_side(run: Run, fresh: Path) -> None:
    assign(run, fresh, "parcels", PARCELS_WITH_BUILDING=True)
    assign(run, fresh, "parcels_next_month", PARCELS_WITH_BUILDING=True)
    table = {(old, new) for old, new in query(fresh, "SELECT old_parcel, new_parcel FROM successor")}
    truth, renumbered = set(), set()
    for row in _features("parcels_next_month"):
        new = f"{row['SoHieuToBanDo']}/{row['SoThuTuThua']}"
        if row["truth"] in ("split", "merged"):
            truth |= {(old, new) for old in row["truth_from"].split(",")}
        elif row["truth"] == "renumbered":
            renumbered.add(new)
    assert table == truth
    now = {f"{s}/{p}" for s, p in query(fresh, "SELECT map_sheet, map_parcel FROM address WHERE stage <> 'retired'")}
    assert renumbered <= now and len(now) == len(_features("parcels_next_month"))
    assert unsound(fresh) == []


def test_promise_3_new_postcodes_and_boundaries_change_no_code(run: Run, assigned: Path) -> None:
    before = query(assigned, "SELECT address_id, code, commune_code FROM address ORDER BY 1")
    with write_transaction(assigned) as con:
        con.execute("UPDATE admin_unit SET postcode = '00999' WHERE level = 'commune'")
        geoms = con.execute("SELECT fid, geom FROM admin_unit WHERE geom IS NOT NULL ORDER BY fid").fetchall()
        for (fid, _), (_, geom) in zip(geoms, [*geoms[1:], geoms[0]]):  # every commune lies where another lay
            con.execute("UPDATE admin_unit SET geom = ? WHERE fid = ?", (geom, fid))
    again = assign(run, assigned)
    assert again["NEW"] == 0 and again["KEPT"] == len(before)
    assert query(assigned, "SELECT address_id, code, commune_code FROM address ORDER BY 1") == before


def _features(name: str) -> list[dict[str, Any]]:
    """Attributes of a layer of the sample."""
    from osgeo import ogr

    source = ogr.Open(str(SAMPLE))
    return [{"fid": f.GetFID(), **f.items()} for f in source.GetLayerByName(name)]


# -- 4: same input, same codes -----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def reference(first_month: Path) -> dict[str, str]:
    """Codes of the sample by key (or place)."""
    return sample_town.codes_by_key(first_month)


def _translated(target: Path, driver: str, *options: str) -> str:
    from osgeo import gdal

    gdal.VectorTranslate(
        str(target), str(SAMPLE), format=driver, layers=["buildings"], layerCreationOptions=list(options)
    )
    return str(target)


def _shuffled(kind: str, folder: Path, seed: int) -> Any:
    """The buildings in another order, as a GeoPackage or a memory layer."""
    from qgis.core import QgsFeature, QgsProject, QgsVectorFileWriter, QgsVectorLayer

    source = QgsVectorLayer(layer("buildings"), "buildings", "ogr")
    features = list(source.getFeatures())
    random.Random(seed).shuffle(features)
    memory = QgsVectorLayer("MultiPolygon?crs=EPSG:9217", "buildings", "memory")
    names = [f for f in source.fields() if f.name() != "fid"]
    memory.dataProvider().addAttributes(names)
    memory.updateFields()
    copies = []
    for feature in features:
        copy = QgsFeature(memory.fields())
        copy.setGeometry(feature.geometry())
        copy.setAttributes([feature.attribute(f.name()) for f in names])
        copies.append(copy)
    assert memory.dataProvider().addFeatures(copies)[0]
    if kind == "memory":
        return memory
    options = QgsVectorFileWriter.SaveVectorOptions()
    options.driverName = "GPKG"
    path = folder / "xáo trộn.gpkg"
    QgsVectorFileWriter.writeAsVectorFormatV3(memory, str(path), QgsProject.instance().transformContext(), options)
    return str(path)


FORMATS: dict[str, Callable[[Path], Any]] = {
    "Shapefile": lambda f: _translated(f / "buildings.shp", "ESRI Shapefile", "ENCODING=UTF-8"),
    "GeoJSON": lambda f: _translated(f / "buildings.geojson", "GeoJSON", "COORDINATE_PRECISION=15"),
    "FlatGeobuf": lambda f: _translated(f / "buildings.fgb", "FlatGeobuf", "SPATIAL_INDEX=NO"),
    "shuffled GeoPackage": lambda f: _shuffled("gpkg", f, 1),
    "shuffled memory layer": lambda f: _shuffled("memory", f, 2),
}


@pytest.mark.parametrize("name", FORMATS)
def test_promise_4_order_and_format_do_not_count(
    run: Run, fresh: Path, reference: dict[str, str], name: str, tmp_path: Path
) -> None:
    assign(run, fresh, INPUT=FORMATS[name](tmp_path), ROLE=1)
    assert sample_town.codes_by_key(fresh) == reference


@pytest.mark.parametrize("seed", [3, 4])
def test_promise_4_the_next_month_does_not_depend_on_the_order_of_the_first(
    run: Run, fresh: Path, assigned: Path, tmp_path: Path, seed: int
) -> None:
    assign(run, fresh, INPUT=_shuffled("gpkg", tmp_path, seed), ROLE=1)
    for path in (fresh, assigned):
        assign(run, path, "buildings_next_month")
    assert sample_town.codes_by_key(fresh) == sample_town.codes_by_key(assigned)


def test_promise_4_both_geometry_engines_give_the_same_plan(
    run: Run, fresh: Path, assigned: Path, reference: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DIACHISO_ENGINE", "qgis")
    assign(run, fresh)
    assert sample_town.codes_by_key(fresh) == reference
    plans = []
    for engine, path in (("qgis", fresh), ("", assigned)):
        monkeypatch.setenv("DIACHISO_ENGINE", engine)
        plan = tmp_path / f"plan {engine}.gpkg"
        assign(run, path, "buildings_next_month", OUTPUT=plan, PARCELS=layer("parcels_next_month"))
        plans.append(
            [
                {k: v for k, v in row.items() if k not in ("address_id", "object_ref")}
                for row in sample_town.plan_rows(plan)
            ]
        )
    assert len(plans[0]) == len(plans[1])
    differing = [(a["source_key"], k, a[k], b[k]) for a, b in zip(*plans) for k in a if a[k] != b[k]]
    assert differing == []
    assert sample_town.codes_by_key(fresh) == sample_town.codes_by_key(assigned)


# -- 5: all or nothing -------------------------------------------------------------------------------------

KILLS = 50
FEW = layer("buildings") + "|subset=fid % 4 = 0"  # the register is written as for many, and looked at sooner


@pytest.fixture(scope="module")
def few(run: Run, empty_register: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Codes of a quarter of the buildings by key (or place)."""
    path = sample_town.copy_register(empty_register, tmp_path_factory.mktemp("few") / "Sổ địa chỉ.gpkg")
    assign(run, path, INPUT=FEW, ROLE=1)
    return sample_town.codes_by_key(path)


@pytest.mark.slow
def test_promise_5_killed_in_the_middle_of_applying(
    run: Run, empty_register: Path, few: dict[str, str], tmp_path: Path
) -> None:
    """kill -9 of the writing process (eight of ten), of QGIS (one) or of both (one), at random moments of the work."""
    rng = random.Random(5)
    before = contents(empty_register)
    struck = {"before": 0, "after": 0}
    kills = effort(KILLS, promised=True)
    standby = Desk()  # starts while others work
    for k in range(kills):
        path = sample_town.copy_register(empty_register, tmp_path / f"{k}" / "Sổ địa chỉ.gpkg")
        journal = path.with_name(path.name + "-journal") if k % 3 else None
        delay = rng.uniform(0, 0.03) if journal else rng.uniform(0, 0.25)
        if k % 10 < 8:
            hit = _kill_writer(run, path, delay, journal)
        else:
            desk, standby = standby, Desk()
            hit = _kill_desk(desk, path, delay, journal, writer_too=k % 10 == 9)
        assert unsound(path) == []
        state = "after" if query(path, "SELECT 1 FROM apply_run") else "before"
        struck[state] += hit
        if state == "before":
            assert differences(contents(path), before) == {}
        else:
            assert sample_town.codes_by_key(path) == few
        if k % 5 == 1 or state == "after":
            assign(run, path, INPUT=FEW, ROLE=1)  # the next run succeeds, whatever was left behind
            assert sample_town.codes_by_key(path) == few
            assert unsound(path) == []
    standby.kill()
    assert struck["before"] >= kills // 4, f"too few were hit in the middle: {struck}"


def _kill_writer(run: Run, path: Path, delay: float, journal: Path | None) -> bool:
    from qgis.core import QgsProcessingException

    assassin = Assassin(os.getpid(), delay, journal)
    assassin.start()
    try:
        assign(run, path, INPUT=FEW, ROLE=1)
    except QgsProcessingException as error:
        assert "Nothing was written" in str(error)
        assert not query(path, "SELECT 1 FROM apply_run"), "it was written, though the message denies it"
    return assassin.done()


def _kill_desk(desk: Desk, path: Path, delay: float, journal: Path | None, writer_too: bool) -> bool:
    desk.wait_ready()
    desk.start("assigncodes", REGISTER=path, INPUT=FEW, ROLE=1, DRY_RUN=False)
    deadline = time.monotonic() + 60  # tests share their machine
    found: list[int] = []
    while time.monotonic() < deadline and not (found and (journal is None or journal.exists())):
        found = found or sample_town.writers(desk.process.pid)
        if desk.process.poll() is not None or (found and not Path(f"/proc/{found[0]}").exists()):
            break
        time.sleep(0.002)
    time.sleep(delay)
    victims = found if writer_too else []
    desk.process.kill()
    for pid in victims:
        try:
            os.kill(pid, 9)
        except ProcessLookupError:
            continue  # it was faster
    desk.kill()
    while any(
        Path(f"/proc/{pid}/cmdline").exists() and b".register." in Path(f"/proc/{pid}/cmdline").read_bytes()
        for pid in found
    ):
        time.sleep(0.02)  # an orphaned writer ends by itself
    assert found, "QGIS never came to the writing"
    return True


@pytest.mark.parametrize("share", [0, 20, 30, 46, 56, 70, 90])
def test_promise_5_cancelled(run: Run, fresh: Path, reference: dict[str, str], share: float) -> None:
    from qgis.core import QgsProcessingException, QgsProcessingFeedback

    before = contents(fresh)
    feedback = QgsProcessingFeedback(False)
    feedback.progressChanged.connect(lambda progress: progress >= share and feedback.cancel())
    try:
        assign(run, fresh, feedback=feedback)
        written = True
    except QgsProcessingException as error:
        assert "ancel" in str(error)
        written = False
    if written:
        assert share > 46, "it was cancelled before anything was written"
        assert sample_town.codes_by_key(fresh) == reference
    else:
        assert differences(contents(fresh), before) == {}
    assert unsound(fresh) == []
    assign(run, fresh)
    assert sample_town.codes_by_key(fresh) == reference


def test_promise_5_bad_features_are_skipped_counted_and_stop_nothing(run: Run, fresh: Path, make_layer: Any) -> None:
    good = [f"POLYGON(({x} {y}, {x + 8} {y}, {x + 8} {y + 9}, {x} {y + 9}, {x} {y}))" for x, y in _places(5)]
    x, y = _places(1)[0]
    bad = [
        None, "POLYGON EMPTY", f"POLYGON(({x} {y}, {x + 5} {y}, {x + 9} {y}, {x} {y}))",
        "POLYGON((0 0, 1e15 0, 1e15 1, 0 0))", "POLYGON((nan 0, 1 0, 1 1, nan 0))",
        f"POLYGON(({x + 90} {y}, {x + 99} {y + 9}, {x + 99} {y}, {x + 90} {y + 9}, {x + 90} {y}))",  # a bow-tie
        "POLYGON((9 9, 10 9, 10 10, 9 10, 9 9))", good[0],
    ]  # fmt: skip
    bad = [wkt for wkt in bad if wkt is None or "nan" not in wkt]
    source = make_layer([*good, *bad], {"ma": [f"k{i}" for i in range(len(good) + len(bad))]}, crs="EPSG:9217")
    result = assign(run, fresh, INPUT=source, ID_FIELD="ma", ROLE=1)
    assert (result["NEW"], result["SKIPPED"]) == (6, 6)
    assert query(fresh, "SELECT count(*) FROM address") == [(6,)] and unsound(fresh) == []


def _places(count: int) -> list[tuple[float, float]]:
    """Places in the sample's land, in its CRS."""
    from osgeo import ogr

    source = ogr.Open(str(SAMPLE))
    commune = source.GetLayerByName("communes").GetNextFeature()
    centre = commune.GetGeometryRef().PointOnSurface()
    return [(centre.GetX() + 30 * i, centre.GetY()) for i in range(count)]


# -- 6: serials follow the way a person walks --------------------------------------------------------------


def test_promise_6_neighbours_get_neighbouring_codes(first_month: Path) -> None:
    from diachiso.core.numbering import number_keys
    from diachiso.core.text import compare_key
    from diachiso.register.blobs import point_coordinates

    rows = query(first_month, "SELECT commune_code, street, house_number, code, geom FROM address ORDER BY code")
    streets: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for commune, street, number, code, _ in rows:
        if street and number:
            streets.setdefault((commune, compare_key(street)), []).append((number, code))
    assert len(streets) > 10
    for numbered in streets.values():
        keys = list(number_keys([number for number, _ in numbered]))
        assert keys == sorted(keys), "along a street the codes ascend with the house numbers"
        serials = [int(code[5:]) for _, code in numbered]
        assert serials == sorted(serials)
    place = point_coordinates([row[4] for row in rows]) * [109_000, 110_600]
    same = np.array([a[3][:5] == b[3][:5] for a, b in zip(rows, rows[1:])])
    walked = np.hypot(*np.diff(place, axis=0)[same].T)
    rng = np.random.default_rng(6)
    at_random = np.hypot(*(place[rng.permutation(len(place))] - place).T)
    assert walked.mean() < at_random.mean() / 5 and np.median(walked) < 40  # across the street


# -- 7: nothing official is overwritten --------------------------------------------------------------------

WATCHED = "code, code_scheme, code_origin, stage, geom, position_method, map_sheet, map_parcel, house_number, plus_code"


@pytest.mark.parametrize("stage", ["submitted", "verified", "issued"])
def test_promise_7_what_the_registry_decided_is_never_overwritten(run: Run, assigned: Path, stage: str) -> None:
    with write_transaction(assigned, bulk=True) as con:
        con.execute("UPDATE address SET stage = ?, map_sheet = 'giấy', plus_code = 'của họ'", (stage,))
    watched = f"SELECT address_id, {WATCHED} FROM address WHERE stage = '{stage}' ORDER BY address_id"
    before = query(assigned, watched)
    for how in ({}, {"PARCELS": layer("parcels_next_month")}, {"SCHEME": "pluscode"}):
        assign(run, assigned, "buildings_next_month", **how)
        assert query(assigned, watched) == before
    assert query(assigned, "SELECT count(*) FROM address WHERE stage = 'retired'") == [(0,)]
    assert unsound(assigned) == []


def test_promise_7_a_position_that_is_not_ours_stays_and_the_doubt_is_told(
    run: Run, assigned: Path, tmp_path: Path
) -> None:
    moved = [row["bld_id"] for row in _features("buildings_next_month") if row["truth"] == "moved"]
    with write_transaction(assigned) as con:
        con.execute(
            "UPDATE address SET position_method = 'official' WHERE fid IN (SELECT fid FROM address_source"
            " WHERE source_key = ?)", (moved[0],),
        )  # fmt: skip
    where = "SELECT geom FROM address JOIN address_source USING (fid) WHERE source_key = ?"
    before = query(assigned, where, moved[0])
    assign(run, assigned, "buildings_next_month", OUTPUT=tmp_path / "plan.gpkg")
    assert query(assigned, where, moved[0]) == before
    rows = sample_town.plan_rows(tmp_path / "plan.gpkg")
    reasons = {r["source_key"]: r["reason"] for r in rows if r["status"] == "moved"}
    assert reasons == {moved[0]: "position_official", **dict.fromkeys(moved[1:], "position_moved")}


def test_promise_7_a_missing_object_is_only_reported(run: Run, assigned: Path, make_layer: Any) -> None:
    before = contents(assigned)
    x, y = _places(1)[0]
    lone = make_layer([f"POINT({x} {y})"], {"ten": ["x"]}, crs="EPSG:9217")
    result = run("assigncodes", REGISTER=assigned, INPUT=lone, ROLE=1, DRY_RUN=True)
    assert result["MISSING"] > 100
    assign(run, assigned, INPUT=lone, ROLE=1)
    after = contents(assigned)
    assert sum((before["address"] - after["address"]).values()) == 0, "no address changed"
    assert sum((after["address"] - before["address"]).values()) == 1


# -- 8: personal data --------------------------------------------------------------------------------------

CANARIES = {
    "TenChu": "Trần Thị Chim Hoàng Yến", "CCCD": "056199012345", "DienThoai": "0905123987",
    "chu_so_huu": "Lê Văn Vàng Anh", "email": "chim@hoangyen.example", "so_cmnd": "225123456",
}  # fmt: skip


def test_promise_8_personal_columns_of_a_land_layer_go_nowhere(
    run: Run, fresh: Path, tmp_path: Path, make_layer: Any, caplog: pytest.LogCaptureFixture
) -> None:
    from qgis.core import QgsApplication

    logged: list[str] = []
    QgsApplication.messageLog().messageReceived.connect(lambda message, *_: logged.append(message))
    wkts = [f"POLYGON(({x} {y}, {x + 8} {y}, {x + 8} {y + 9}, {x} {y + 9}, {x} {y}))" for x, y in _places(12)]
    count = len(wkts)
    fields: dict[str, list[Any]] = {name: [text] * count for name, text in CANARIES.items()}
    fields["so_nha"] = [str(i) for i in range(count)]
    heard = []
    for role in (1, 2):
        source = make_layer(wkts, fields, crs="EPSG:9217", name="Nhà" if role == 1 else "Thửa đất")
        for dry_run in (True, False):
            plan = tmp_path / f"plan{role}{dry_run}.gpkg"
            run(
                "assigncodes", REGISTER=fresh, INPUT=source, ROLE=role, DRY_RUN=dry_run, OUTPUT=plan,
                PARCELS_WITH_BUILDING=True, PARCELS=source,
            )  # fmt: skip
            heard.append(run.heard.textLog() + run.heard.htmlLog())  # type: ignore[attr-defined]
    run("undoapply", REGISTER=fresh)
    assign(run, fresh, INPUT=source, ROLE=2)
    assert query(fresh, "SELECT count(*) FROM address")[0][0] > 0
    files = [p for p in tmp_path.rglob("*") if p.is_file()]
    assert any(p.parent == backup_folder(fresh) for p in files)
    for name, canary in CANARIES.items():
        spellings = {canary.encode(), canary.encode("utf-16-le"), canary.upper().encode()}
        for file in files:
            data = file.read_bytes()
            assert not any(s in data for s in spellings), f"{name} stands in {file.name}"
        assert canary not in "\n".join([*heard, *logged, caplog.text])


@pytest.mark.parametrize("parameter", ["NAME_FIELD", "ID_FIELD", "STREET_FIELD", "SETTLEMENT_FIELD"])
@pytest.mark.parametrize("field", CANARIES)
def test_promise_8_a_personal_field_cannot_be_chosen(
    run: Run, fresh: Path, make_layer: Any, parameter: str, field: str
) -> None:
    from qgis.core import QgsProcessingException

    x, y = _places(1)[0]
    source = make_layer([f"POINT({x} {y})"], {field: [CANARIES[field]]}, crs="EPSG:9217")
    with pytest.raises(QgsProcessingException, match=f"{field}.*personal data") as caught:
        assign(run, fresh, INPUT=source, ROLE=1, **{parameter: field})
    assert CANARIES[field] not in str(caught.value)


# -- 9: undo -----------------------------------------------------------------------------------------------


# besides the logs: the revision counts on, and the time and extent of the last change
PASSING = sample_town.LOGS | {"register_meta", "gpkg_contents"}


def test_promise_9_undo_restores_every_table_but_the_logs(run: Run, fresh: Path) -> None:
    states = []
    steps = [
        {}, {"INPUT": layer("parcels")}, {"SCHEME": "pluscode"}, {"INPUT": layer("buildings_next_month")},
        {"INPUT": layer("parcels_next_month"), "PARCELS_WITH_BUILDING": True},
    ]  # fmt: skip
    for how in steps:
        states.append(contents(fresh, PASSING))
        assign(run, fresh, **how)
    for state in reversed(states):
        run("undoapply", REGISTER=fresh)
        found = contents(fresh, PASSING)
        for one in (found, state):  # SQLite and we round the boxes outward differently
            one["rtree_address_geom"] = Counter(row[0] for row in one["rtree_address_geom"].elements())
        assert differences(found, state) == {}
        assert unsound(fresh) == []


def test_promise_9_serials_are_free_again_unless_they_left(run: Run, fresh: Path) -> None:
    assign(run, fresh)
    first = sample_town.codes_by_key(fresh)
    run("undoapply", REGISTER=fresh)
    assign(run, fresh)
    assert sample_town.codes_by_key(fresh) == first
    left = sorted(first.values())[:50]
    with write_transaction(fresh) as con:
        mark_left(con, left)
    run("undoapply", REGISTER=fresh)
    assign(run, fresh)
    again = sample_town.codes_by_key(fresh)
    assert not set(again.values()) & set(left)
    with closing(connect(fresh)) as con:
        burned = {code for (code,) in con.execute("SELECT code FROM code_ledger WHERE state = 'burned'")}
    assert burned == set(left) and unsound(fresh) == []
