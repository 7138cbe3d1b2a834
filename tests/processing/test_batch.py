"""A province's buildings commune by commune into one register, as the batch dialog runs them."""
from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from qgis.core import QgsFeatureRequest, QgsProject, QgsVectorLayer

from diachiso.register.connect import connect
from diachiso.register.ledger import verify_ledger

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = Path(os.environ["DIACHISO_SAMPLE"]) / "sample_town.gpkg"  # a copy: QGIS may write into it
COMMUNES = ("22528", "22561", "22591", "22597")
Parts = dict[str, list[int]]


def layer(name: str) -> str:
    return f"{SAMPLE}|layername={name}"


def rows(path: Path, statement: str) -> list[tuple]:
    with closing(connect(path)) as con:
        assert [str(problem) for problem in verify_ledger(con)] == []
        return con.execute(statement).fetchall()


def state(path: Path) -> list[list[tuple]]:
    return [
        rows(path, f"SELECT * FROM {table} ORDER BY 1, 2")
        for table in ("address", "code_ledger", "address_source", "apply_run", "audit_log", "successor")
    ]


def codes(path: Path) -> dict[tuple[str, str], str]:
    """Code by where an object is: its position tells it apart from every other one."""
    found = rows(path, "SELECT source_key, hex(geom), code FROM address JOIN address_source USING (fid)")
    assert len(found) == len({(key, place) for key, place, _ in found})
    return {(key, place): code for key, place, code in found}


@pytest.fixture
def new_register(run, tmp_path: Path) -> Callable[[str], Path]:
    """new_register("name") -> a register of the sample town with its blocks."""

    def make(name: str) -> Path:
        path = tmp_path / f"{name}.gpkg"
        run("createregister", PROVINCE="56", UNITS=layer("communes"), STREETS=layer("streets"), OUTPUT=path)
        run("addcodeblock", REGISTER=path, BLOCKS=ROOT / "resources" / "sample" / "blocks.csv")
        return path

    return make


@pytest.fixture
def at_once(run, new_register, tmp_path: Path) -> tuple[Path, dict[str, Any], Parts]:
    """All communes in one run: the register, the counts, the buildings of each commune (first: those of none, too)."""
    path = new_register("at_once")
    results = run("assigncodes", INPUT=layer("buildings"), REGISTER=path, DRY_RUN=False, OUTPUT=tmp_path / "plan.gpkg")
    parts: Parts = {code: [] for code in COMMUNES}
    for row in QgsVectorLayer(results["OUTPUT"], "plan", "ogr").getFeatures():
        parts[row["commune_code"] or COMMUNES[0]].append(row["source_fid"])
    assert all(len(part) > 20 for part in parts.values())
    return path, results, parts


def as_subsets(parts: Parts, folder: Path) -> dict[str, Any]:
    """The land layer with a filter for each commune, as in the source of a layer."""
    return {c: f"{layer('buildings')}|subset=fid IN ({','.join(map(str, part))})" for c, part in parts.items()}


def as_project_layers(parts: Parts, folder: Path) -> dict[str, Any]:
    """Layers of the project that carry a filter."""
    found = {}
    for code, part in parts.items():
        found[code] = QgsVectorLayer(layer("buildings"), f"buildings {code}", "ogr")
        assert found[code].setSubsetString(f'"fid" IN ({",".join(map(str, part))})')
        QgsProject.instance().addMapLayer(found[code])
    return {code: one.id() for code, one in found.items()}


def as_files(parts: Parts, folder: Path) -> dict[str, Any]:
    """A file for each commune, numbered anew, in another order."""
    import processing

    found = {}
    for code, part in parts.items():
        source = QgsVectorLayer(layer("buildings"), "all", "ogr")
        copy = source.materialize(QgsFeatureRequest().setFilterFids(part))
        target = str(folder / f"buildings_{code}.shp")
        processing.run("native:orderbyexpression", {
            "INPUT": copy, "EXPRESSION": "x(centroid($geometry))", "ASCENDING": False, "OUTPUT": target,
        })  # fmt: skip
        found[code] = target
    return found


@pytest.mark.parametrize("split", [as_subsets, as_project_layers, as_files])
def test_commune_by_commune_gives_the_codes_of_one_run(run, new_register, at_once, project, tmp_path, split) -> None:
    whole, results, parts = at_once
    path = new_register("batch")
    layers = split(parts, tmp_path)
    total = {name: 0 for name in results if name != "OUTPUT"}
    for code in COMMUNES:
        counts = run("assigncodes", INPUT=layers[code], REGISTER=path, DRY_RUN=False, OUTPUT="TEMPORARY_OUTPUT")
        assert counts["MISSING"] == 0, code
        for name in total:
            total[name] += counts[name]
    assert total == {name: results[name] for name in total}
    wanted, found = codes(whole), codes(path)
    if split is as_files:  # a Shapefile keeps no more than it can of names and coordinates
        assert {key: code for (key, _), code in found.items()} == {key: code for (key, _), code in wanted.items()}
    else:
        assert found == wanted
    before = state(path)
    for code in (*reversed(COMMUNES), None):
        source = layers[code] if code else layer("buildings")
        counts = run("assigncodes", INPUT=source, REGISTER=path, DRY_RUN=False, OUTPUT="TEMPORARY_OUTPUT")
        assert (counts["NEW"], counts["MISSING"], counts["MOVED"], counts["MERGED"]) == (0, 0, 0, 0), code
        if code:
            assert counts["KEPT"] == sum(f == code for (f,) in rows(path, "SELECT commune_code FROM address"))
    if split is not as_files:
        assert state(path) == before


def test_layers_cut_along_the_border_overlap(run, new_register, at_once, tmp_path: Path) -> None:
    """Selected by location: what stands on a border is in both layers. It gets one code, and nobody is missing."""
    import processing

    whole, _, parts = at_once
    path = new_register("overlapping")
    seen = 0
    for code in COMMUNES:
        commune = f"{layer('communes')}|subset=code='{code}'"
        cut = str(tmp_path / f"cut_{code}.gpkg")
        valid = QgsVectorLayer(layer("buildings"), "all", "ogr").materialize(
            QgsFeatureRequest().setFilterExpression("is_valid($geometry) and area($geometry) < 1e6")
        )
        touching = {"INPUT": valid, "PREDICATE": [0], "INTERSECT": commune, "OUTPUT": cut}
        processing.run("native:extractbylocation", touching)
        seen += QgsVectorLayer(cut, "cut", "ogr").featureCount()
        counts = run("assigncodes", INPUT=cut, REGISTER=path, DRY_RUN=False, OUTPUT="TEMPORARY_OUTPUT")
        assert counts["MISSING"] == 0, code
        assert counts["NEW"] > 20, code
    found, wanted = codes(path), codes(whole)
    assert seen > len(found)
    assert len(wanted) - 20 < len(found) <= len(wanted)
    assert len(set(found.values())) == len(found)
