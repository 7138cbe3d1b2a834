"""checkland with a register: houses and parcels without an address, results kept, updated, excepted; cancel; inputs."""
from __future__ import annotations

import os
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from qgis.core import (
    QgsApplication,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProject,
    QgsVectorLayer,
)

from diachiso.compat import none_if_null
from diachiso.register.connect import connect
from diachiso.register.qa_exceptions import set_exception
from diachiso.register.qa_results import ResultFilter, read_counts, read_results, read_runs

from ..stores import thorough_stores

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = Path(os.environ["DIACHISO_SAMPLE"]) / "sample_town.gpkg"
PATIENCE_S = 2.0


def layer(name: str, path: Path = SAMPLE) -> str:
    return f"{path}|layername={name}"


LAND = {"PARCELS": layer("parcels"), "BUILDINGS": layer("buildings"), "UNITS": layer("communes")}


@pytest.fixture
def register(run, once, tmp_path: Path) -> Path:
    """The sample town; every building that is not an annex has an address, parcels without building, too."""

    def make(folder: Path) -> None:
        path = folder / "register.gpkg"
        run("createregister", PROVINCE="56", UNITS=layer("communes"), OUTPUT=path)
        run("addcodeblock", REGISTER=path, BLOCKS=ROOT / "resources" / "sample" / "blocks.csv")
        run("assigncodes", INPUT=layer("buildings"), REGISTER=path, DRY_RUN=False)

    return once(make, tmp_path / "register") / "register.gpkg"


def hits(results: dict[str, Any]) -> set[tuple[str, str]]:
    found = QgsVectorLayer(results["OUTPUT"], "found", "ogr")
    return {(feature["rule"], feature["object_id"]) for feature in found.getFeatures()}


def unaddressed(found: set[tuple[str, str]]) -> set[tuple[str, str]]:
    return {hit for hit in found if hit[0].endswith("_no_address")}


def retire(register: Path, keys: list[str]) -> None:
    """Take the addresses of some buildings out of use, as an office does."""
    with closing(connect(register, write=True)) as con:
        con.execute("UPDATE sync_ctl SET value = '1' WHERE key = 'applying'")
        for key in keys:
            con.execute(
                "UPDATE address SET stage = 'retired' WHERE fid IN (SELECT fid FROM address_source WHERE source_key = ?"
                " OR CAST(source_key AS TEXT) = ?)", (key, key),
            )  # fmt: skip
        con.execute("UPDATE sync_ctl SET value = '0' WHERE key = 'applying'")


def test_precisely_the_houses_and_parcels_without_an_address(run, register: Path, tmp_path: Path) -> None:
    clean = unaddressed(hits(run("checkland", REGISTER=register, KEEP=False, OUTPUT=tmp_path / "clean.gpkg", **LAND)))
    source = QgsVectorLayer(LAND["BUILDINGS"], "b", "ogr")
    case = {f["bld_id"]: none_if_null(f["case"]) for f in source.getFeatures()}
    # The objects that assigncodes skips with a reason of their own are told here, too, and nothing else.
    skipped = {case[key.split("#")[0]] for _, key in clean}
    assert skipped <= {"bow_tie", "sliver", "outside", "outside_far", "exact_duplicate", "duplicate_id"}
    ordinary = sorted(key for key, kind in case.items() if kind is None and key)[100:400:100]
    retire(register, ordinary)
    now = unaddressed(hits(run("checkland", REGISTER=register, KEEP=False, OUTPUT=tmp_path / "now.gpkg", **LAND)))
    assert {key for rule, key in now - clean if rule == "building_no_address"} == set(ordinary)
    assert len([1 for rule, _ in now - clean if rule == "parcel_no_address"]) == len(ordinary), "one house a parcel"


def test_results_are_kept_updated_and_excepted(run, register: Path, tmp_path: Path) -> None:
    first = run("checkland", REGISTER=register, OUTPUT=tmp_path / "a.gpkg", **LAND)
    total = first["ERRORS"] + first["WARNINGS"] + first["INFOS"]
    kept = read_results(register, ResultFilter())
    assert len(kept) == total == len(hits(first)) > 0
    assert {row.source for row in kept} <= {f"{SAMPLE.name}|{name}" for name in ("parcels", "buildings", "communes")}
    gap = next(row for row in kept if row.rule == "parcel_gap")
    assert len(gap.line) == 2 and gap.lon is not None and gap.params["other"] and gap.part
    set_exception(register, [gap.result_id], "Mương thoát nước có thật")
    run("checkland", REGISTER=register, OUTPUT=tmp_path / "b.gpkg", **LAND)
    states = {row.result_id: row.state for row in read_results(register, ResultFilter(states=frozenset()))}
    assert len(states) == total and states[gap.result_id] == "exception", "nothing piles up, the exception stays"
    assert sum(state == "open" for state in states.values()) == total - 1
    # A run of one rule over one layer leaves the results of the others alone.
    run("checkland", REGISTER=register, BUILDINGS=LAND["BUILDINGS"], RULES="building_invalid")
    assert sum(c.count for c in read_counts(register) if c.state == "open") == total - 1
    assert read_runs(register)[0].rules == ("building_invalid",)


@thorough_stores
def test_the_registers_own_communes_and_rules_serve(run, register: Path, tmp_path: Path) -> None:
    own = register.parent / "profiles" / "rules"
    own.mkdir(parents=True)
    (own / "land.json").write_text(
        '{"rules": [{"id": "parcel_gap", "enabled": false},'
        ' {"id": "building_no_commune", "level": "information", "tolerances": {"distance": 100}}]}'
    )
    results = run("checkland", REGISTER=register, KEEP=False, BUILDINGS=LAND["BUILDINGS"], PARCELS=LAND["PARCELS"],
                  OUTPUT=tmp_path / "a.gpkg")  # fmt: skip
    rules = [rule for rule, _ in hits(results)]
    assert "parcel_gap" not in rules and rules.count("building_no_commune") == results["INFOS"] == 2


def test_qgis_geometry_finds_the_same(run, register: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with_shapely = hits(run("checkland", REGISTER=register, KEEP=False, OUTPUT=tmp_path / "a.gpkg", **LAND))
    monkeypatch.setenv("DIACHISO_ENGINE", "qgis")
    assert hits(run("checkland", REGISTER=register, KEEP=False, OUTPUT=tmp_path / "b.gpkg", **LAND)) == with_shapely


def test_a_layer_of_the_project_and_a_selection(run, project: QgsProject, tmp_path: Path) -> None:
    memory = QgsVectorLayer("Polygon?crs=EPSG:9217&field=so_nha:string", "nhà", "memory")
    source = QgsVectorLayer(layer("buildings"), "b", "ogr")
    features = []
    for feature in source.getFeatures():
        feature.setFields(memory.fields(), True)
        features.append(feature)
    memory.dataProvider().addFeatures(features)
    project.addMapLayer(memory)
    results = run("checkland", BUILDINGS=memory, OUTPUT=tmp_path / "a.gpkg")
    assert {rule for rule, _ in hits(results)} >= {"building_invalid", "building_duplicate", "building_sliver"}


@pytest.mark.parametrize(
    ("parameters", "words"),
    [
        ({}, "No layer is given"),
        ({**LAND, "RULES": "parcel_gap, street_unknown"}, "street_unknown"),
        ({**LAND, "SHEET_FIELD": "no_such"}, "no_such"),
        ({**LAND, "PARCEL_ID_FIELD": "TenChu"}, "personal"),
        ({"PARCELS": str(ROOT / "README.md")}, "cannot be read"),
    ],
    ids=["nothing", "unknown rule", "unknown field", "personal field", "no layer"],
)
def test_what_is_refused_and_why(run, tmp_path: Path, parameters: dict[str, Any], words: str) -> None:
    with pytest.raises(QgsProcessingException, match=words):
        run("checkland", OUTPUT=tmp_path / "a.gpkg", **parameters)


def test_the_output_never_replaces_an_input(run, tmp_path: Path) -> None:
    copy = tmp_path / "land.gpkg"
    copy.write_bytes(SAMPLE.read_bytes())
    with pytest.raises(QgsProcessingException, match="written over"):
        run("checkland", BUILDINGS=layer("buildings", copy), OUTPUT=copy)
    assert QgsVectorLayer(layer("buildings", copy), "b", "ogr").featureCount() > 1000


class Watch(QgsProcessingFeedback):
    """Notes when it was asked whether it is cancelled, and says yes from the question `until` on."""

    def __init__(self, until: int | None = None) -> None:
        super().__init__(False)
        self.until, self.asked, self.steps = until, [time.monotonic()], [0.0]
        self.progressChanged.connect(self.steps.append)

    def isCanceled(self) -> bool:  # noqa: N802
        self.asked.append(time.monotonic())
        if self.until is not None and len(self.asked) > self.until:
            self.cancel()
        return bool(super().isCanceled())


@pytest.fixture(scope="module")
def province(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """100,000 buildings on 20,000 parcels, one in two hundred of them invalid."""
    pytest.importorskip("shapely", minversion="2.0")
    path = tmp_path_factory.mktemp("province") / "land.gpkg"
    script = ROOT / "scripts" / "make_bench_data.py"
    command = [sys.executable, str(script), str(path), "--buildings", "100000", "--parcels", "20000"]
    subprocess.run([*command, "--communes", str(path.parent / "none")], check=True, capture_output=True)
    return path


def test_a_large_run_can_be_cancelled_soon_and_its_progress_moves(
    provider, province: Path, tmp_path: Path
) -> None:
    def job(watch: Watch) -> bool:
        context = QgsProcessingContext()
        context.setFeedback(watch)
        algorithm = QgsApplication.processingRegistry().createAlgorithmById("diachiso:checkland")
        values = {name: layer(name.lower(), province) for name in ("PARCELS", "BUILDINGS")}
        values |= {"UNITS": layer("communes", province), "OUTPUT": str(tmp_path / f"{id(watch)}.gpkg")}
        assert algorithm.prepare(values, context, watch)
        try:
            algorithm.runPrepared(values, context, watch)
        except QgsProcessingException as error:
            assert "Cancelled" in str(error)
            return False
        return True

    whole = Watch()
    assert job(whole)
    times = whole.asked
    assert max(b - a for a, b in zip(times, times[1:])) < PATIENCE_S
    assert whole.steps == sorted(whole.steps) and len(set(whole.steps)) > 30
    assert max(b - a for a, b in zip(whole.steps, whole.steps[1:])) < 15, "no long standstill"
    for share in (0.1, 0.5, 0.9):
        watch = Watch(until=int(share * len(times)))
        begin = time.monotonic()
        assert not job(watch)
        assert time.monotonic() - watch.asked[watch.until] < PATIENCE_S, begin
