"""The generated benchmark data: as many as asked for, the same each time, as mixed as a real layer."""

from __future__ import annotations

import csv
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("shapely", minversion="2.0")
import shapely  # noqa: E402

SCRIPT = Path(__file__).resolve().parents[2] / "scripts" / "make_bench_data.py"
BUILDINGS = 12_000


def generate(folder: Path, name: str, *arguments: str) -> Path:
    out = folder / f"{name}.gpkg"
    command = [sys.executable, str(SCRIPT), str(out), "--buildings", str(BUILDINGS), *arguments]
    subprocess.run([*command, "--communes", str(folder / "none.gpkg")], check=True, capture_output=True)
    return out


def table(path: Path, sql: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(path)) as db:
        return db.execute(sql).fetchall()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bench")
    return generate(folder, "a", "--parcels", "2000", "--blocks", str(folder / "blocks.csv"))


def test_counts_and_index(made: Path) -> None:
    assert table(made, "SELECT count(*) FROM buildings") == [(BUILDINGS,)]
    assert table(made, "SELECT count(*) FROM rtree_buildings_geom") == [(BUILDINGS,)]
    assert table(made, "SELECT count(*) FROM parcels") == [(2000,)]
    assert table(made, "SELECT count(*) FROM communes") == [(65,)]
    counted = "SELECT feature_count FROM gpkg_ogr_contents WHERE table_name='buildings'"
    assert table(made, counted) == [(BUILDINGS,)]


def test_the_same_seed_gives_the_same_rows(made: Path, tmp_path: Path) -> None:
    again, other = generate(tmp_path, "b"), generate(tmp_path, "c", "--seed", "7")
    sql = "SELECT * FROM buildings"
    assert table(made, sql) == table(again, sql) != table(other, sql)


def test_the_mix_is_that_of_a_real_layer(made: Path) -> None:
    rows = table(made, "SELECT geom, number FROM buildings")
    shapes = shapely.from_wkb([blob[40:] for blob, _ in rows])
    corners = shapely.get_num_coordinates(shapes)
    assert 0.7 < (corners == 5).mean() < 0.8
    assert 0.12 < (corners == 7).mean() < 0.18
    assert 0.06 < (corners > 8).mean() < 0.11
    assert 0 < (~shapely.is_valid(shapes)).sum() < BUILDINGS * 0.01
    assert (shapely.get_num_geometries(shapes) == 2).sum() > 0
    assert len({blob for blob, _ in rows}) < BUILDINGS
    assert 0.45 < sum(number is not None for _, number in rows) / BUILDINGS < 0.55


def test_blocks_are_fictitious_and_suffice(made: Path) -> None:
    with (made.parent / "blocks.csv").open(encoding="utf-8") as lines:
        reader = csv.DictReader(lines)
        blocks = list(reader)
    assert reader.fieldnames == ["commune", "prefix", "first", "last", "authority_doc"]
    assert all(0 < int(b["prefix"]) < 1000 and int(b["last"]) <= 99_999 for b in blocks)
    assert sum(int(b["last"]) for b in blocks) > BUILDINGS
    assert len({b["prefix"] for b in blocks}) == len(blocks)
