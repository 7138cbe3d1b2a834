"""noticeresults: what comes back from the field, scanned or in a table."""
from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from qgis.core import QgsFeature, QgsProcessingException, QgsVectorLayer
from qgis.PyQt.QtCore import QDate

from diachiso.register.connect import connect
from diachiso.register.export_records import read_exports

from ..print_town import make_print_town
from ..stores import both_stores


@pytest.fixture
def told(run: Any, tmp_path: Path) -> tuple[Path, list[str]]:
    """A register with notices, and their references."""
    path = make_print_town(tmp_path / "Sổ.gpkg")
    run("printnotices", REGISTER=path, OUTPUT=tmp_path / "thư.pdf")
    with closing(connect(path)) as con:
        rows = con.execute("SELECT reference FROM notification ORDER BY notification_id").fetchall()
    return path, [reference for (reference,) in rows]


def states(path: Path) -> list[tuple]:
    with closing(connect(path)) as con:
        return con.execute(
            "SELECT state, result, reached_at FROM notification ORDER BY notification_id"
        ).fetchall()


@both_stores
def test_a_table_says_result_and_day_as_people_write_them(run: Any, told: tuple[Path, list[str]]) -> None:
    path, references = told
    layer = QgsVectorLayer("None?field=so_thong_bao:string&field=ket_qua:string&field=ngay:string", "t", "memory")
    rows = [
        (references[0], "Đã giao", "25/11/2026"), (references[1], "từ chối", ""), (references[2], "Vắng nhà", ""),
        (references[3], "chắc là rồi", "25/11/2026"), (references[4], "đã giao", "hôm qua"), ("x/1", "đã giao", ""),
    ]  # fmt: skip
    features = []
    for values in rows:
        feature = QgsFeature(layer.fields())
        feature.setAttributes(list(values))
        features.append(feature)
    layer.dataProvider().addFeatures(features)
    done = run("noticeresults", REGISTER=path, INPUT=layer, DAY="2026-11-26", OUTPUT="memory:")
    assert (done["DONE"], done["UNKNOWN"], done["WRONG"]) == (3, 1, 2)
    assert states(path)[:5] == [
        ("reached", "delivered", "2026-11-25"), ("failed", "refused", None), ("failed", "unreachable", None),
        ("sent", None, None), ("sent", None, None),
    ]  # fmt: skip


def test_a_day_that_the_table_knows_as_one(run: Any, told: tuple[Path, list[str]]) -> None:
    path, references = told
    layer = QgsVectorLayer("None?field=reference:string&field=day:date", "t", "memory")
    feature = QgsFeature(layer.fields())
    feature.setAttributes([references[0], QDate(2026, 11, 24)])
    layer.dataProvider().addFeatures([feature])
    run("noticeresults", REGISTER=path, INPUT=layer, OUTPUT="memory:")
    assert states(path)[0] == ("reached", "delivered", "2026-11-24")


def test_the_list_of_the_bag_comes_back_as_it_was_filled_in(run: Any, tmp_path: Path) -> None:
    path, folder = make_print_town(tmp_path / "Sổ.gpkg"), tmp_path / "túi"
    run("handoverkit", REGISTER=path, SETTLEMENT="to dan pho 5", OUTPUT=folder)
    (listed,) = folder.glob("*.xlsx")
    book = openpyxl.load_workbook(listed)
    heads = [cell.value for cell in book.active[1]]
    book.active.cell(2, heads.index("Kết quả") + 1).value = "Từ chối nhận"
    book.save(listed)
    done = run("noticeresults", REGISTER=path, INPUT=str(listed), OUTPUT="memory:")
    assert (done["DONE"], done["UNKNOWN"], done["WRONG"]) == (1, 0, 0), "a row that nobody filled in says nothing"
    assert states(path) == [("failed", "refused", None), ("sent", None, None)]


def test_by_post_the_letters_and_the_list_are_made(run: Any, tmp_path: Path) -> None:
    path = make_print_town(tmp_path / "Sổ.gpkg")
    files = {"OUTPUT": tmp_path / "thư.pdf", "TABLE": tmp_path / "thư.csv"}
    done = run("printnotices", REGISTER=path, CHANNEL="post", **files)
    assert {name: Path(done[name]) for name in files} == files and all(file.is_file() for file in files.values())
    assert len(set(states(path))) == 1 and len(read_exports(path)) == 1
    sent = run("printnotices", REGISTER=path, CHANNEL="post", AGAIN=True, TABLE=tmp_path / "again.csv")
    assert "OUTPUT" not in sent
    with pytest.raises(QgsProcessingException, match="TABLE would both|both be written"):
        run("printnotices", REGISTER=path, CHANNEL="post", AGAIN=True, OUTPUT=files["TABLE"], TABLE=files["TABLE"])


def test_a_look_writes_nothing(run: Any, told: tuple[Path, list[str]]) -> None:
    path, references = told
    done = run("noticeresults", REGISTER=path, SCANNED="\n".join(references), DRY_RUN=True, OUTPUT="memory:")
    assert done["DONE"] == len(references) and {state for state, *_ in states(path)} == {"sent"}
