"""Tra cứu một tệp in a real browser: found with and without diacritics, drawn, offline, nobody's data."""
from __future__ import annotations

import json
import re
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from qgis.PyQt.QtGui import QImage

from diachiso.core.errors import DiachisoError
from diachiso.publish.lookup_file import write_lookup_file
from diachiso.register.connect import connect
from diachiso.register.export_records import read_exports

from ..browser import act, open_page
from .issued_town import leaks, make_issued_town, point


def data_of(page: Path) -> dict[str, Any]:
    found = re.search(r'id="data">(.*?)</script>', page.read_text("utf-8"), re.S)
    return json.loads(found.group(1))


@pytest.fixture
def town(once, tmp_path: Path) -> Path:
    return once(lambda folder: make_issued_town(folder / "Sổ.gpkg"), tmp_path / "town") / "Sổ.gpkg"


@pytest.fixture(scope="module")
def page(qgis_app, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("page")
    return write_lookup_file(make_issued_town(folder / "Sổ.gpkg"), folder / "tra cứu.html").path


QUESTIONS = {
    # question: how many, the first
    "trần phú": (25, "Trường Tiểu học Biển"), "TRAN PHU": (25, "Trường Tiểu học Biển"),
    "tran ph": (25, "Trường Tiểu học Biển"),
    "7 tran phu phuong bien": (1, "7 Trần Phú"), "số 9, đường Trần Phú": (1, "9 Trần Phú"),
    "tháp đá": (4, "Tháp Đá"), "thap": (4, "Tháp Đá"), "0010100002": (1, "Trường Tiểu học Biển"),
    "le loi": (14, ""), "không có": (0, ""), "Canary": (0, ""), "  ": (0, ""),
}  # fmt: skip


def test_questions_are_answered_whatever_their_marks(page: Path, tmp_path: Path) -> None:
    told = act(page, tmp_path, f"""
        const box = document.getElementById("query"), out = [];
        for (const question of {json.dumps(list(QUESTIONS))}) {{
            box.value = question; box.dispatchEvent(new Event("input")); await wait(300);
            const items = document.querySelectorAll("#results li");
            out.push([items.length, Number(document.documentElement.dataset.found), items[0]?.textContent ?? "",
                      [...(items[0]?.querySelectorAll("mark") ?? [])].map((one) => one.textContent)]);
        }}
        return out;""")
    marks = {question: row[3] for question, row in zip(QUESTIONS, told)}
    assert marks["TRAN PHU"] == ["Trần", "Phú,"], "Trường and Phường only begin alike"
    assert set(marks["tran ph"]) >= {"Trần", "Phú,", "Phường"} and marks["le loi"] == ["Lê", "Lợi,"]
    for (question, (number, first)), (shown, found, text, _) in zip(QUESTIONS.items(), told):
        assert (shown, found) == (number, number) and text.startswith(first), (question, shown, found, text)


def test_a_result_and_a_place_on_the_map_show_their_address(page: Path, tmp_path: Path) -> None:
    told = act(page, tmp_path, """
        const box = document.getElementById("query"), map = document.getElementById("map");
        const card = () => document.getElementById("card").innerText;
        box.value = "truong tieu hoc"; box.dispatchEvent(new Event("input")); await wait(300);
        document.querySelector("#results li").click(); await wait(100);
        const first = card();
        document.getElementById("zoom-in").click(); await wait(50);
        location.hash = "ma=0010100002"; await wait(100);
        const linked = card();
        // The one that was chosen lies in the middle of the map.
        const middle = { bubbles: true, pointerId: 1, clientX: map.getBoundingClientRect().left + map.clientWidth / 2,
                         clientY: map.getBoundingClientRect().top + map.clientHeight / 2 };
        location.hash = "ma=0010100005"; await wait(100);
        const other = card();
        location.hash = "ma=0010100002"; await wait(100);
        for (const kind of ["pointerdown", "pointerup"]) map.dispatchEvent(new PointerEvent(kind, middle));
        await wait(100);
        return [first, linked, other === linked, card()];""")
    first, linked, same, picked = told
    assert "Trường Tiểu học Biển" in first and linked == picked and not same
    for word in ("0010100002", "3 Trần Phú, Tổ dân phố 5, Phường Biển, Tỉnh Khánh Hòa", "Trường Tiểu học Biển",
                 "12.010100, 109.002000", "https://diachiso.gov.vn/#/map/0010100002"):  # fmt: skip
        assert word in linked, word


def test_the_map_is_drawn(page: Path, tmp_path: Path) -> None:
    picture = tmp_path / "page.png"
    open_page(page, tmp_path, "ma=0010100002", picture)
    image = QImage(str(picture))
    assert (image.width(), image.height()) == (1366, 768)
    colours = {image.pixelColor(x, y).name() for x in range(410, 1300, 2) for y in range(80, 760, 2)}
    assert {"#cfc9bf", "#c0392b"} <= colours  # the street, the ring round what was chosen


def test_it_asks_for_nothing_and_holds_nobody(page: Path) -> None:
    text = page.read_text("utf-8")
    assert leaks([page]) == []
    assert not re.search(r"<(?:script|img|link)[^>]+(?:src|href)=|@import|fetch\(|XMLHttpRequest|WebSocket|url\(", text)
    assert "default-src 'none'" in text
    [export] = read_exports(page.with_name("Sổ.gpkg"))
    assert (export.record.kind, export.record.rows, export.record.persons) == ("lookup", 39, 0)


def test_positions_codes_and_words_come_back_as_they_were(page: Path) -> None:
    data = data_of(page)
    with closing(connect(page.with_name("Sổ.gpkg"))) as con:
        rows = con.execute(
            "SELECT code, house_number, street, ST_MinX(geom), ST_MinY(geom) FROM address"
            " WHERE stage IN ('verified', 'issued')"
        ).fetchall()
    x = y = 0
    found = []
    for k, code in enumerate(data["codes"].split(",")):
        x, y = x + data["x"][k], y + data["y"][k]
        number, street = (data["tables"][name][data["columns"][name][k]] for name in ("number", "street"))
        found.append((code, number, street, round(data["x0"] + x * 1e-6, 6), round(data["y0"] + y * 1e-6, 6)))
    assert sorted(found) == sorted((c, n, s, round(lon, 6), round(lat, 6)) for c, n, s, lon, lat in rows)
    streets = [data["tables"]["street"][data["columns"]["street"][k]] for k in range(data["count"])]
    numbers = [int(data["tables"]["number"][data["columns"]["number"][k]]) for k in range(data["count"])]
    in_order = [number for number, street in zip(numbers, streets) if street == "Trần Phú"]
    assert in_order == sorted(in_order)


def test_odd_values_and_missing_positions_do_no_harm(qgis_app, town: Path, tmp_path: Path) -> None:
    with closing(connect(town, write=True)) as con:
        con.execute("UPDATE sync_ctl SET value = '1' WHERE key = 'applying'")
        con.execute("UPDATE address SET name = '</script><script>alert(1)</script>' WHERE code = '0010100002'")
        con.execute("UPDATE address SET geom = NULL WHERE code = '0010100004'")
        con.execute("UPDATE address SET house_number = NULL, street = NULL WHERE code = '0010100005'")
        con.execute("UPDATE address SET stage = 'created' WHERE code = '0010100007'")
        con.execute("UPDATE address SET geom = ? WHERE code = '0010100008'", (point(109.05, 12.05),))
        con.execute("UPDATE sync_ctl SET value = '0' WHERE key = 'applying'")
    done = write_lookup_file(town, tmp_path / "a.html", unverified=True)
    told = act(done.path, tmp_path, """
        const out = [document.documentElement.dataset.rows, String(document.scripts.length)];
        for (const code of ["0010100002", "0010100004", "0010100005", "0010100007"]) {
            location.hash = "ma=" + code; await wait(100);
            out.push(document.getElementById("card").innerText);
        }
        return out;""")
    assert told[:2] == [str(done.rows), "3"] and done.rows == 49
    assert "<script>alert(1)" in told[2] and "chưa biết" in told[3] and "Chưa được xác thực" in told[5]
    assert "Tổ dân phố 5, Phường Biển" in told[4]


def test_an_empty_page_is_not_written(qgis_app, town: Path, tmp_path: Path) -> None:
    with closing(connect(town, write=True)) as con:
        con.execute("UPDATE sync_ctl SET value = '1' WHERE key = 'applying'")
        con.execute("UPDATE address SET stage = 'declared'")
        con.execute("UPDATE sync_ctl SET value = '0' WHERE key = 'applying'")
    with pytest.raises(DiachisoError, match="empty"):
        write_lookup_file(town, tmp_path / "out" / "a.html")
    assert list((tmp_path / "out").iterdir()) == []


def test_tens_of_thousands_stay_usable(qgis_app, page: Path, tmp_path: Path) -> None:
    """The page's own data a thousand times: it opens and answers at once, and in time however busy the machine is."""
    data, text = data_of(page), page.read_text("utf-8")
    times = 1000
    for name in ("x", "y"):
        data[name] = data[name] * times
    data["columns"] = {name: column * times for name, column in data["columns"].items()}
    data["codes"] = ",".join([data["codes"]] * times)
    data["count"] *= times
    large = tmp_path / "large.html"
    before, rest = text.split('id="data">', 1)
    after = rest.split("</script>", 1)[1]
    large.write_text("".join((before, 'id="data">', json.dumps(data), "</script>", after)), encoding="utf-8")
    html = open_page(large, tmp_path, "q=7 tran phu")
    said = dict(re.findall(r'data-([a-z-]+)="([^"]*)"', html[:500]))
    assert (said["rows"], said["found"]) == ("39000", "1000")
    assert float(said["ready-ms"]) < 5000 and float(said["search-ms"]) < 2000
