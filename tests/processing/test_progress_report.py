"""progressreport and consolidatereports as the toolbox runs them: files, totals of land layers, what is refused."""
from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from qgis.core import QgsProcessingException

from diachiso.register.connect import connect
from diachiso.register.indicator_store import read_kept

from ..report_town import make_report_town
from ..sample_town import layer, new_register, query

Run = Callable[..., Any]
SUMS = ("TOTAL", "COLLECTED", "NOTIFIED", "MOUNTED")


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_report_town(tmp_path_factory.mktemp("town") / "r.gpkg", 120)


@pytest.fixture
def register(town: Path, tmp_path: Path) -> Path:
    return Path(shutil.copyfile(town, tmp_path / "Sổ địa chỉ.gpkg"))


def figures(path: Path) -> list[dict[str, Any]]:
    """The rows of the sheet of data."""
    book = openpyxl.load_workbook(path)
    heads, *rows = book[book.sheetnames[-1]].iter_rows(values_only=True)
    return [dict(zip(heads, row)) for row in rows]


def test_all_files_and_numbers_and_the_figures_are_kept(run: Run, register: Path, tmp_path: Path) -> None:
    out = {
        "OUTPUT_TABLE": tmp_path / "báo cáo.xlsx", "OUTPUT_DOCUMENT": tmp_path / "báo cáo.odt",
        "OUTPUT_PDF": tmp_path / "báo cáo.pdf", "OUTPUT_LETTERS": tmp_path / "công văn",
    }  # fmt: skip
    found = run("progressreport", REGISTER=register, LANGUAGE="vi", **out)
    assert found["TOTAL"] == query(register, "SELECT count(*) FROM address WHERE stage <> 'retired'")[0][0]
    assert 0 < found["COLLECTED"] < found["TOTAL"] and found["MOUNTED"] > 0
    assert (found["TARGETS"], found["TARGETS_MET"], found["LATE"]) == (4, 0, 2)
    assert all(path.exists() for path in out.values())
    assert len(list(out["OUTPUT_LETTERS"].iterdir())) == 2 * found["LATE"]
    rows = figures(out["OUTPUT_TABLE"])
    assert sum(row["total"] for row in rows) == found["TOTAL"]
    assert [sum(row.counts.total for row in kept.rows) for kept in read_kept(register).values()] == [found["TOTAL"]]


def test_without_keeping_the_register_is_only_read(run: Run, register: Path) -> None:
    before = register.read_bytes()
    run("progressreport", REGISTER=register, KEEP=False)
    assert register.read_bytes() == before


def test_objects_of_land_layers_without_an_address_count(run: Run, tmp_path: Path) -> None:
    register = new_register(run, tmp_path / "r.gpkg")
    land = {"BUILDINGS": layer("buildings"), "CLASS_FIELD": "loai"}
    trial = run("assigncodes", INPUT=layer("buildings"), REGISTER=register, CLASS_FIELD="loai", DRY_RUN=True)
    new = trial["NEW"] + trial["PROVISIONAL"]
    first = run("progressreport", REGISTER=register, OUTPUT_TABLE=tmp_path / "a.xlsx", **land)
    assert (first["TOTAL"], first["COLLECTED"]) == (new, 0)
    assert len({row["section"] for row in figures(tmp_path / "a.xlsx")}) >= 2, "the layer's classes sort them"
    run("assigncodes", INPUT=layer("buildings"), REGISTER=register, CLASS_FIELD="loai", DRY_RUN=False)
    again = run("progressreport", REGISTER=register, **land)
    alone = run("progressreport", REGISTER=register)
    assert again["TOTAL"] == alone["TOTAL"] == new
    parcels = run("progressreport", REGISTER=register, PARCELS=layer("parcels"), **land)
    assert parcels["TOTAL"] > new


def test_a_month_that_is_over_is_reported_as_it_was_counted(run: Run, register: Path, tmp_path: Path) -> None:
    now = run("progressreport", REGISTER=register)
    with closing(connect(register, write=True)) as con:
        con.execute(
            "INSERT INTO report_period SELECT '2025-03', '2025-03-15', taken_at, taken_by, revision, edit, facts"
            " FROM report_period"
        )
        con.execute("UPDATE report_figure SET period = '2025-03', total = total + 1")
    rows = query(register, "SELECT count(*) FROM report_figure WHERE period = '2025-03'")[0][0]
    past = run("progressreport", REGISTER=register, PERIOD="3/2025")
    assert past["TOTAL"] == now["TOTAL"] + rows
    with pytest.raises(QgsProcessingException, match="2025-03"):
        run("progressreport", REGISTER=register, PERIOD="2025-04")


@pytest.mark.parametrize(("parameters", "said"), [
    ({"PERIOD": "tháng mười một"}, "tháng mười một"),
    ({"OUTPUT_TABLE": "register"}, "over the address register"),
    ({"PROFILE": "broken"}, "broken.json"),
    ({"TEMPLATE": "broken"}, "broken.odt"),
    ({"OUTPUT_PDF": "x.odt"}, "OUTPUT_DOCUMENT and OUTPUT_PDF would both"),
])  # fmt: skip
def test_what_is_refused_says_why(
    run: Run, register: Path, tmp_path: Path, parameters: dict[str, str], said: str
) -> None:
    values: dict[str, Any] = dict(parameters)
    if values.get("OUTPUT_TABLE") == "register":
        values["OUTPUT_TABLE"] = register
    if "OUTPUT_PDF" in values:
        values["OUTPUT_PDF"] = tmp_path / values["OUTPUT_PDF"]
    for name, ending in (("PROFILE", "json"), ("TEMPLATE", "odt")):
        if values.get(name) == "broken":
            values[name] = tmp_path / f"broken.{ending}"
            values[name].write_text("{")
    before = query(register, "SELECT count(*) FROM address")
    with pytest.raises(QgsProcessingException, match=said):
        run("progressreport", REGISTER=register, OUTPUT_DOCUMENT=tmp_path / "x.odt", KEEP=False, **values)
    assert query(register, "SELECT count(*) FROM address") == before


def test_files_of_communes_add_up_to_the_whole(run: Run, register: Path, tmp_path: Path) -> None:
    files = []
    whole = run("progressreport", REGISTER=register, OUTPUT_TABLE=tmp_path / "whole.xlsx")
    for commune in ("22528", "22561", ""):
        part = Path(shutil.copyfile(register, tmp_path / f"part{commune}.gpkg"))
        with closing(connect(part, write=True)) as con:
            con.execute("UPDATE sync_ctl SET value = '1' WHERE key = 'applying'")
            con.execute("UPDATE address SET stage = 'retired' WHERE coalesce(commune_code, '') <> ?", (commune,))
        files.append(tmp_path / f"xã {commune}.xlsx")
        run("progressreport", REGISTER=part, OUTPUT_TABLE=files[-1])
    found = run("consolidatereports", FILES=[str(f) for f in files], OUTPUT_TABLE=tmp_path / "all.xlsx",
                OUTPUT_DOCUMENT=tmp_path / "all.odt", OUTPUT_PDF=tmp_path / "all.pdf")  # fmt: skip
    assert {name: found[name] for name in SUMS} == {name: whole[name] for name in SUMS} and found["COMMUNES"] == 2

    def key(row: dict[str, Any]) -> tuple[str, str]:
        return (row["commune_code"] or "", row["object_class"] or "")

    one, other = (
        {key(row): row for row in figures(tmp_path / name) if row["total"]} for name in ("all.xlsx", "whole.xlsx")
    )
    assert one.keys() == other.keys()
    assert all(one[k][name] == other[k][name] for k in one for name in ("total", "collected", "section", "recipients"))
    with pytest.raises(QgsProcessingException, match="part|xã 22528"):
        run("consolidatereports", FILES=[str(files[0]), str(tmp_path / "whole.xlsx")])
    book = openpyxl.load_workbook(files[1])
    book[book.sheetnames[-1]].cell(2, 11).value = "nhiều"
    book.save(files[1])
    with pytest.raises(QgsProcessingException, match="nhiều"):
        run("consolidatereports", FILES=[str(f) for f in files])
    del book[book.sheetnames[-1]]
    book.save(files[1])
    with pytest.raises(QgsProcessingException, match="sheet of data"):
        run("consolidatereports", FILES=[str(files[1])])


def test_communes_that_sent_nothing_are_told(run: Run, register: Path, tmp_path: Path) -> None:
    run("progressreport", REGISTER=register, OUTPUT_TABLE=tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    sheet = book[book.sheetnames[-1]]
    for number in range(sheet.max_row, 1, -1):
        if sheet.cell(number, 4).value == "22561":
            sheet.delete_rows(number)
    book.save(tmp_path / "a.xlsx")
    run("consolidatereports", FILES=[str(tmp_path / "a.xlsx")], REGISTER=register, LANGUAGE="en")
    assert "Xã Núi" in run.heard.textLog()
    sheet.delete_rows(2, sheet.max_row)
    book.save(tmp_path / "empty.xlsx")  # of a commune that has not begun
    with pytest.raises(QgsProcessingException, match="not one address .*empty.xlsx"):
        run("consolidatereports", FILES=[str(tmp_path / "empty.xlsx")])
    run("consolidatereports", FILES=[str(tmp_path / name) for name in ("empty.xlsx", "a.xlsx")])
