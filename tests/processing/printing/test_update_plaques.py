"""Plaques followed from the workshop to the wall: scanned, pasted, by print run, by the route list that comes back."""
from __future__ import annotations

import csv
import shutil
import subprocess
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from qgis.core import QgsProcessingException, QgsVectorLayer

from diachiso.core.plaque_life import PlaqueState
from diachiso.register.connect import connect

from ...print_town import make_print_town
from ...small_town import FIRST

Run = Callable[..., dict[str, Any]]
LINK = "https://diachiso.gov.vn/#/map/"
STATES = {state.value: k for k, state in enumerate(PlaqueState)}
CODES = [f"001010000{k}" for k in range(1, 7)]


@pytest.fixture(scope="module")
def pristine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_print_town(tmp_path_factory.mktemp("pristine") / "register.gpkg")


@pytest.fixture
def town(pristine: Path, tmp_path: Path) -> Path:
    return Path(shutil.copyfile(pristine, tmp_path / "Sổ địa chỉ.gpkg"))


@pytest.fixture
def printed(run: Run, town: Path, tmp_path: Path) -> str:
    """The print run of the six plaques of the first commune."""
    done = run("printplaques", REGISTER=town, COMMUNE=FIRST, OUTPUT=tmp_path / "a.pdf", ROUTE=tmp_path / "route.csv")
    assert done["COUNT"] == 6
    return str(done["BATCH"])


def query(path: Path, sql: str) -> list[tuple]:
    with closing(connect(path)) as con:
        return con.execute(sql).fetchall()


def states(path: Path) -> dict[str, str]:
    sql = (
        "SELECT a.code, p.state FROM plaque p JOIN address a ON a.address_id = p.address_id"
        " WHERE p.state NOT IN ('replaced', 'removed')"
    )
    return dict(query(path, sql))


def table(results: dict[str, Any]) -> list[dict[str, str]]:
    layer = results["OUTPUT"] if isinstance(results["OUTPUT"], QgsVectorLayer) else QgsVectorLayer(results["OUTPUT"])
    names = layer.fields().names()
    return [dict(zip(names, map(str, feature.attributes()))) for feature in layer.getFeatures()]


def test_a_whole_life(run: Run, town: Path, printed: str) -> None:
    def step(state: str, codes: str, **more: Any) -> tuple[int, int]:
        done = run("updateplaques", REGISTER=town, STATE=STATES[state], CODES=codes, DATE="20/11/2026", **more)
        return done["CHANGED"], done["REFUSED"]

    scanned = "\n".join(LINK + code for code in CODES[:3])
    assert step("delivered", scanned) == (3, 0)
    assert step("mounted", f"{CODES[0]} {CODES[1]}", BY="Đội 1", PLACE="trái cửa chính") == (2, 0)
    assert step("not_mounted", CODES[2], NOT_MOUNTED=0) == (1, 0)
    assert step("damaged", CODES[1]) == (1, 0)
    assert step("mounted", CODES[2]) == (1, 0)
    assert step("removed", CODES[0]) == (1, 0)
    assert step("removed", CODES[0]) == (0, 1), "it is gone already"
    assert states(town) == {
        CODES[1]: "damaged", CODES[2]: "mounted", CODES[3]: "made", CODES[4]: "made", CODES[5]: "made",
    }  # fmt: skip
    assert query(town, "SELECT delivered_at, mounted_at, mounted_by, place, not_mounted, ended_at FROM plaque"
                       " WHERE delivered_at IS NOT NULL ORDER BY plaque_id") == [
        ("2026-11-20", "2026-11-20", "Đội 1", "trái cửa chính", None, "2026-11-20"),
        ("2026-11-20", "2026-11-20", "Đội 1", "trái cửa chính", None, None),
        ("2026-11-20", "2026-11-20", None, None, None, None),
    ]  # fmt: skip
    changes = query(town, "SELECT count(*) FROM audit_log WHERE table_name = 'plaque' AND action = 'update'")
    assert changes == [(9,)]


def test_a_print_run_is_delivered_at_once(run: Run, town: Path, printed: str) -> None:
    done = run("updateplaques", REGISTER=town, STATE=STATES["delivered"], BATCH=printed)
    assert (done["CHANGED"], done["REFUSED"]) == (6, 0) and set(states(town).values()) == {"delivered"}
    with pytest.raises(QgsProcessingException, match=printed):
        run("updateplaques", REGISTER=town, STATE=STATES["delivered"], BATCH="20000101-000000")


def test_each_refusal_says_why_and_stops_nothing(run: Run, town: Path, printed: str) -> None:
    codes = f"{CODES[0]} 9999999999 0010200008 0010200009 TAM-00000007"
    done = run("updateplaques", REGISTER=town, STATE=STATES["mounted"], CODES=codes, OUTPUT="memory:")
    assert (done["CHANGED"], done["REFUSED"]) == (1, 4)
    said = {row["key"]: row["reason_text"] for row in table(done)}
    assert "no address" in said["9999999999"] and said[CODES[0]] in ("", "NULL")
    assert all("Print it, or order it" in said[key] for key in ("0010200008", "0010200009", "TAM-00000007"))
    ordered = run("updateplaques", REGISTER=town, STATE=STATES["ordered"], CODES=codes, OUTPUT="memory:")
    said = {row["key"]: row["reason_text"] for row in table(ordered)}
    assert "not been issued" in said["TAM-00000007"] and "cannot become" in said[CODES[0]]
    assert states(town)[CODES[0]] == "mounted"


def test_not_mounted_needs_its_reason(run: Run, town: Path, printed: str) -> None:
    done = run("updateplaques", REGISTER=town, STATE=STATES["not_mounted"], CODES=CODES[0], OUTPUT="memory:")
    assert (done["CHANGED"], done["REFUSED"]) == (0, 1) and "reasons" in table(done)[0]["reason_text"]


@pytest.mark.parametrize(("metres", "warned"), [(10, 0), (49, 0), (52, 1), (4000, 1)])
def test_a_plaque_far_from_its_address_is_told(
    run: Run, town: Path, printed: str, metres: float, warned: int
) -> None:
    lat = 12.01 + metres / 111_320
    done = run(
        "updateplaques", REGISTER=town, STATE=STATES["mounted"], CODES=CODES[0],
        POSITION=f"109.0002,{lat} [EPSG:4326]", OUTPUT="memory:",
    )  # fmt: skip
    assert (done["CHANGED"], done["WARNINGS"]) == (1, warned)
    row = table(done)[0]
    assert abs(int(row["metres"]) - metres) <= 1 and (f"{row['metres']} m" in row["reason_text"]) == bool(warned)
    assert query(town, "SELECT round(lon, 4), round(lat, 6) FROM plaque WHERE state = 'mounted'") == [
        (109.0002, round(lat, 6))
    ]  # fmt: skip


def test_looking_writes_nothing(run: Run, town: Path, printed: str) -> None:
    before = query(town, "SELECT * FROM plaque"), query(town, "SELECT count(*) FROM audit_log")
    done = run("updateplaques", REGISTER=town, STATE=STATES["mounted"], CODES=" ".join(CODES), DRY_RUN=True)
    assert done["CHANGED"] == 6
    assert (query(town, "SELECT * FROM plaque"), query(town, "SELECT count(*) FROM audit_log")) == before


def test_the_route_list_comes_back(run: Run, town: Path, printed: str, tmp_path: Path) -> None:
    with open(tmp_path / "route.csv", encoding="utf-8-sig", newline="") as stream:
        head, *rows = list(csv.reader(stream))
    mounted, by, why = (head.index(name) for name in ("Mounted on", "Mounted by (unit)", "Why not mounted"))
    rows[0][mounted], rows[0][by] = "21/11/2026", "Tổ 5"
    rows[1][why] = "Vắng nhà"
    rows[2][why], rows[2][mounted] = "Refused", "2026-11-22"
    rows[3][why] = "chó dữ"
    rows[4][mounted] = "hôm qua"
    filled = tmp_path / "về.csv"
    with open(filled, "w", encoding="utf-8-sig", newline="") as stream:
        csv.writer(stream).writerows([head, *rows])
    done = run("updateplaques", REGISTER=town, TABLE=filled, OUTPUT="memory:")
    assert (done["CHANGED"], done["REFUSED"]) == (3, 2)
    code = {k: row[head.index("Address code")] for k, row in enumerate(rows)}
    assert {k: states(town)[c] for k, c in code.items()} == {
        0: "mounted", 1: "not_mounted", 2: "mounted", 3: "made", 4: "made", 5: "made",
    }  # fmt: skip
    assert query(town, "SELECT mounted_at, mounted_by, not_mounted FROM plaque WHERE state <> 'made' ORDER BY 1") == [
        (None, None, "absent"), ("2026-11-21", "Tổ 5", None), ("2026-11-22", None, None)
    ]  # fmt: skip
    said = " ".join(row["reason_text"] for row in table(done))
    assert "chó dữ" in said and "hôm qua" in said


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_the_route_list_of_an_office_program_comes_back(run: Run, town: Path, tmp_path: Path) -> None:
    run("printplaques", REGISTER=town, COMMUNE=FIRST, OUTPUT=tmp_path / "a.pdf", ROUTE=tmp_path / "route.xlsx")
    subprocess.run(
        ["soffice", f"-env:UserInstallation={(tmp_path / 'office').as_uri()}", "--headless", "--convert-to", "ods",
         "--outdir", str(tmp_path), str(tmp_path / "route.xlsx")],
        check=True, capture_output=True, timeout=90,
    )  # fmt: skip
    done = run("updateplaques", REGISTER=town, TABLE=tmp_path / "route.ods", STATE=STATES["delivered"])
    assert (done["CHANGED"], done["REFUSED"]) == (6, 0) and set(states(town).values()) == {"delivered"}


@pytest.mark.parametrize(
    ("parameters", "words"),
    [
        ({}, "CODES"),
        ({"CODES": "0010100001"}, "STATE"),
        ({"CODES": "0010100001", "STATE": 4, "DATE": "31/02/2026"}, "31/02/2026"),
        ({"CODES": "0010100001 0010100002", "STATE": 4, "PHOTO": "a.jpg"}, "2 are named"),
    ],
)
def test_what_is_missing_is_said(run: Run, town: Path, parameters: dict, words: str) -> None:
    with pytest.raises(QgsProcessingException, match=words):
        run("updateplaques", REGISTER=town, **parameters)


def test_a_table_without_codes_is_refused(run: Run, town: Path, tmp_path: Path) -> None:
    file = tmp_path / "other.csv"
    file.write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(QgsProcessingException, match="other.csv"):
        run("updateplaques", REGISTER=town, TABLE=file)
