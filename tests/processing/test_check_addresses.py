"""checkaddresses as the toolbox and qgis_process run it: counts, layer of results, parts, today's layers, cancel."""
from __future__ import annotations

import json
import os
import shutil
import subprocess
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from qgis.core import (
    QgsFeatureRequest,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsVectorLayer,
)

from diachiso.compat import none_if_null
from diachiso.core.text import ascii_key
from diachiso.register.connect import connect
from diachiso.register.qa_results import ResultFilter, read_ids

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = Path(os.environ["DIACHISO_SAMPLE"]) / "sample_town.gpkg"


def layer(name: str) -> str:
    return f"{SAMPLE}|layername={name}"


def query(path: Path, statement: str, *values: Any) -> list[tuple]:
    with closing(connect(path)) as con:
        return con.execute(statement, values).fetchall()


def edit(path: Path, statement: str, *values: Any) -> None:
    with closing(connect(path, write=True)) as con:
        con.execute(statement, values)


def make_town(run, path: Path, buildings: str) -> None:
    run("createregister", PROVINCE="56", UNITS=layer("communes"), STREETS=layer("streets"), OUTPUT=path)
    run("addcodeblock", REGISTER=path, BLOCKS=ROOT / "resources" / "sample" / "blocks.csv")
    run("assigncodes", INPUT=buildings, REGISTER=path, DRY_RUN=False)


@pytest.fixture
def register(run, once, tmp_path: Path) -> Path:
    """The sample town with codes."""

    def make(folder: Path) -> None:
        make_town(run, folder / "Sổ địa chỉ.gpkg", layer("buildings"))

    return once(make, tmp_path / "Nguyễn Văn Á") / "Sổ địa chỉ.gpkg"


def counts(results: dict[str, Any]) -> dict[str, int]:
    return {k: v for k, v in results.items() if k != "OUTPUT"}


def test_results_are_counted_shown_and_updated(run, register: Path, tmp_path: Path) -> None:
    first = run("checkaddresses", REGISTER=register, OUTPUT=tmp_path / "kết quả.gpkg")
    total = query(register, "SELECT count(*) FROM address")[0][0]
    assert first["CHECKED"] == total > 1300 and first["FIXED"] == first["EXCEPTIONS"] == 0
    found = first["ERRORS"] + first["WARNINGS"] + first["INFOS"]
    assert found == first["NEW"] == len(read_ids(register, ResultFilter())) > 0
    shown = QgsVectorLayer(first["OUTPUT"], "r", "ogr")
    assert shown.isValid() and shown.featureCount() == found
    for feature in shown.getFeatures():
        assert feature["message"] and "{" not in feature["message"] and "…" not in feature["message"], feature["rule"]
        assert feature["title"] and feature["remedy"] and feature["level"] in ("error", "warning", "information")
        assert none_if_null(feature["fix"]) is None or " → " in feature["fix"]
    second = run("checkaddresses", REGISTER=register)
    assert counts(second) == {**counts(first), "NEW": 0}
    fid, street = query(register, "SELECT fid, street FROM address WHERE street <> '' ORDER BY fid LIMIT 1")[0]
    edit(register, "UPDATE address SET street = ? WHERE fid = ?", f"  {street}", fid)
    third = run("checkaddresses", REGISTER=register, RULES="text_stray_spaces", OUTPUT="TEMPORARY_OUTPUT")
    assert third["INFOS"] == third["NEW"] == 1
    (feature,) = third["OUTPUT"].getFeatures()
    assert feature["rule"] == "text_stray_spaces" and feature["fix"].endswith(f" → {street}")
    assert len(read_ids(register, ResultFilter())) == found + 1, "results of other rules stay"
    edit(register, "UPDATE address SET street = ? WHERE fid = ?", street, fid)
    fourth = run("checkaddresses", REGISTER=register)
    assert counts(fourth) == {**counts(first), "NEW": 0, "FIXED": 1}


def test_a_part_by_commune(run, register: Path) -> None:
    (most, n), *_ = query(register, "SELECT commune_code, count(*) FROM address GROUP BY 1 ORDER BY 2 DESC")
    done = run("checkaddresses", REGISTER=register, COMMUNES=most)
    assert {c for (c,) in query(register, "SELECT DISTINCT commune_code FROM qa_result")} == {most} and done["NEW"] > 0


def test_positions_are_compared_with_today_s_outlines(run, register: Path, tmp_path: Path) -> None:
    rule = "position_outside_building"
    before = run("checkaddresses", REGISTER=register, RULES=rule)["WARNINGS"]
    import processing

    moved = str(tmp_path / "nhà mới.gpkg")
    context = QgsProcessingContext()
    context.setInvalidGeometryCheck(QgsFeatureRequest.InvalidGeometryCheck.GeometryNoCheck)
    processing.run(
        "native:translategeometry",
        {"INPUT": layer("buildings"), "DELTA_X": 300, "DELTA_Y": 0, "OUTPUT": moved}, context=context,
    )  # fmt: skip
    after = run("checkaddresses", REGISTER=register, RULES=rule, BUILDINGS=moved)["WARNINGS"]
    assert after > 1000 > before
    assert run("checkaddresses", REGISTER=register, RULES=rule, BUILDINGS=layer("buildings"))["WARNINGS"] == before


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"RULES": "no_such_rule"}, "no_such_rule"),
        ({"COMMUNES": "99999"}, "99999"),
        ({"REGISTER": "/nowhere.gpkg"}, "nowhere"),
    ],
)
def test_what_cannot_be_is_told(run, register: Path, wrong: dict[str, str], said: str) -> None:
    with pytest.raises(QgsProcessingException, match=said):
        run("checkaddresses", **{"REGISTER": register, **wrong})
    assert query(register, "SELECT count(*) FROM qa_run") == [(0,)]


def test_a_province_sets_levels_and_a_mistake_in_its_file_is_told_where(run, register: Path) -> None:
    own = register.parent / "profiles" / "rules"
    own.mkdir(parents=True)
    before = run("checkaddresses", REGISTER=register)
    levels = {"version": "KH", "rules": [{"id": "basic_field_missing", "level": "information"}]}
    (own / "khanh_hoa.json").write_text(json.dumps(levels), "utf-8")
    after = run("checkaddresses", REGISTER=register)
    assert after["ERRORS"] < before["ERRORS"] and after["INFOS"] > before["INFOS"] and after["NEW"] == 0
    (own / "khanh_hoa.json").write_text(json.dumps({"rules": [{"id": "basic_field_missing", "level": "grave"}]}))
    with pytest.raises(QgsProcessingException, match=r"khanh_hoa\.json"):
        run("checkaddresses", REGISTER=register)


DAMAGES = {
    "stray spaces": "street = '  ' || street || ' '",
    "another Unicode form": "street = ?",
    "without diacritics": "street = ?",
    "another postcode": "postcode = '99999'",
    "another province": "province_code = '79', province = 'Thành phố Hồ Chí Minh'",
    "commune's name": "commune = replace(commune, 'Phường', 'phường')",
    "two at once": "street = ' ' || street, postcode = '99999'",
}


@pytest.fixture
def checked(run, once, tmp_path: Path) -> Path:
    """Half of the town, checked."""

    def make_half(folder: Path) -> None:
        path = folder / "Sổ địa chỉ.gpkg"
        make_town(run, path, layer("buildings") + "|subset=fid % 2 = 0")
        run("checkaddresses", REGISTER=path)

    return once(make_half, tmp_path / "Nguyễn Văn B") / "Sổ địa chỉ.gpkg"


@pytest.mark.parametrize("damage", DAMAGES)
def test_fixes_mend_what_was_found_and_break_nothing(run, checked: Path, damage: str) -> None:
    """Promise: an applied fix removes its result and makes none of level error; undo brings the damage back."""
    import unicodedata

    register = checked
    errors = query(register, "SELECT count(*) FROM qa_result WHERE state = 'open' AND level = 'error'")[0][0]
    known = {r for (r,) in query(register, "SELECT result_id FROM qa_result WHERE fix IS NOT NULL")}
    rows = query(register, "SELECT fid, street FROM address WHERE street LIKE '%ư%' ORDER BY fid LIMIT 40")
    assert len(rows) == 40
    for fid, street in rows:
        made = {"another Unicode form": unicodedata.normalize("NFD", street), "without diacritics": ascii_key(street)}
        values = [made[damage]] if damage in made else []
        edit(register, f"UPDATE address SET {DAMAGES[damage]} WHERE fid = {fid}", *values)
    found = run("checkaddresses", REGISTER=register)
    fixable = [r for r in read_ids(register, ResultFilter(fixable=True)) if r not in known]
    assert found["NEW"] >= 40 and len(fixable) >= 20, "something to mend, or the test shows nothing"
    damaged = query(register, "SELECT * FROM address")
    done = run("applyfixes", REGISTER=register, RESULTS=",".join(map(str, fixable)))
    assert done["COUNT"] >= 20
    after = run("checkaddresses", REGISTER=register)
    marks = ",".join("?" * len(fixable))
    still_open = f"SELECT rule, params FROM qa_result WHERE state = 'open' AND result_id IN ({marks})"
    left = query(register, still_open, *fixable)
    assert len(left) == done["SKIPPED"], left
    assert after["ERRORS"] <= errors
    run("undoapply", REGISTER=register)
    assert query(register, "SELECT * FROM address") == damaged


class Watch(QgsProcessingFeedback):
    """Cancels at a question, and says how long it took from there."""

    def __init__(self, until: int) -> None:
        super().__init__(False)
        self.until, self.asked = until, 0
        self.at = 0.0

    def isCanceled(self) -> bool:  # noqa: N802
        self.asked += 1
        if self.asked > self.until and not self.at:
            self.at = time.monotonic()
            self.cancel()
        return bool(super().isCanceled())


@pytest.mark.parametrize("until", [0, 3, 10])
def test_a_cancel_leaves_the_register_as_it_was(provider, run, register: Path, until: int) -> None:
    import processing

    run("checkaddresses", REGISTER=register)
    edit(register, "UPDATE address SET street = '  ' || street WHERE street <> ''")
    before = query(register, "SELECT * FROM qa_result"), query(register, "SELECT * FROM qa_run")
    watch, context = Watch(until), QgsProcessingContext()
    with pytest.raises(QgsProcessingException):
        processing.run("diachiso:checkaddresses", {"REGISTER": str(register)}, context=context, feedback=watch)
    assert time.monotonic() - watch.at < 2
    assert (query(register, "SELECT * FROM qa_result"), query(register, "SELECT * FROM qa_run")) == before


@pytest.mark.skipif(
    not (shutil.which("qgis_process") or shutil.which("qgis_process.bin")), reason="qgis_process is not installed"
)
def test_on_the_command_line(register: Path, tmp_path: Path) -> None:
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("QGIS_", "DIACHISO_", "QT_"))}
    environment.update(DIACHISO_PROFILE=str(tmp_path / "profile"), DIACHISO_LOCALE="vi")
    command = 'source "$1/scripts/env.sh"; shift; qgis_process_ "$@"'
    arguments = ("run", "diachiso:checkaddresses", "--json", "--", f"REGISTER={register}", f"OUTPUT={tmp_path}/r.gpkg")
    done = subprocess.run(
        ["bash", "-c", command, "bash", str(ROOT), *arguments], env=environment, capture_output=True, text=True,
        check=False, timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    results = json.loads(done.stdout[done.stdout.find("{"):])["results"]
    assert results["CHECKED"] > 1300 and results["NEW"] > 0
    shown = QgsVectorLayer(str(tmp_path / "r.gpkg"), "r", "ogr")
    texts = {feature["title"] for feature in shown.getFeatures()}
    assert "Thiếu trường cơ bản" in texts or any("ờ" in text or "ị" in text for text in texts), texts
