"""The search at the head of the dock and in the locator: typed, found, gone to, copied, kept in step."""
from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any
from unittest.mock import MagicMock

import pytest
from qgis.core import QgsApplication, QgsFeedback, QgsLocatorContext, QgsPointXY, QgsProject
from qgis.PyQt.QtCore import Qt

from diachiso.register.connect import connect

from ..print_town import make_print_town


@pytest.fixture
def town(dock: Any, qtbot: Any, tmp_path: Path) -> Path:
    path = make_print_town(tmp_path / "Sổ địa chỉ.gpkg")
    dock.desk.session.open(str(path))
    qtbot.waitUntil(lambda: dock.desk.session.path == str(path), timeout=10_000)
    return path


@pytest.fixture
def search(dock: Any, town: Path, qtbot: Any) -> Callable[[str], list[str]]:
    """Type into the line as a person does; the first lines of the results."""
    box = dock.search_box

    def typed(text: str) -> list[str]:
        box.line.clear()
        qtbot.keyClicks(box.line, text)
        qtbot.waitUntil(lambda: not box._pause.isActive() and dock.desk.search.index is not None, timeout=30_000)
        box.search()
        return [box.list.item(row).text().split("\n")[0] for row in range(box.list.count())]

    return typed


def test_typing_finds_and_enter_goes_there(dock: Any, search: Any, qtbot: Any) -> None:
    found = search("10 tran phu")
    assert found[0].startswith("10 Trần Phú, Tổ dân phố 5")
    canvas = dock.desk.iface.mapCanvas()
    canvas.setDestinationCrs(QgsProject.instance().crs())
    qtbot.keyClick(dock.search_box.line, Qt.Key.Key_Return)
    assert canvas.extent().contains(QgsPointXY(109.0004, 12.01)) and canvas.extent().width() < 0.02


def test_the_arrows_choose_and_escape_empties(dock: Any, search: Any, qtbot: Any) -> None:
    assert len(search("tran phu")) >= 4
    qtbot.keyClick(dock.search_box.line, Qt.Key.Key_Down)
    assert dock.search_box.list.currentRow() == 1
    qtbot.keyClick(dock.search_box.line, Qt.Key.Key_Escape)
    assert dock.search_box.line.text() == "" and dock.search_box.list.isHidden()


def test_what_is_not_there_is_said(dock: Any, search: Any) -> None:
    assert search("qwerty uiop") == []
    assert dock.search_box.note.text()


def test_without_a_register_it_says_what_to_do(dock: Any, qtbot: Any) -> None:
    qtbot.keyClicks(dock.search_box.line, "tran phu")
    dock.search_box.search()
    assert dock.search_box.note.text() == dock.desk.search.state() != ""


def test_an_edit_of_another_program_is_found_soon(dock: Any, town: Path, search: Any, qtbot: Any) -> None:
    assert search("cho dem") == []
    with closing(connect(town, write=True)) as con:
        con.execute("UPDATE address SET name = 'Chợ Đêm' WHERE house_number = '2'")
    qtbot.waitUntil(lambda: dock.search_box.list.count() > 0, timeout=20_000)
    assert "Chợ Đêm" in dock.search_box.list.item(0).text()


def test_what_is_copied(dock: Any, search: Any) -> None:
    search("10 tran phu")
    box = dock.search_box
    menu = box.menu_of(box.list.item(0).data(Qt.ItemDataRole.UserRole))
    copied = {}
    for action in menu.actions():
        action.trigger()
        copied[action.objectName()] = QgsApplication.clipboard().text()
    assert copied["copyCode"] == "0010100002" and copied["copyLink"].endswith("/0010100002")
    assert copied["copyAddress"].startswith("10 Trần Phú")


def test_a_click_on_the_map_shows_the_address_there(dock: Any, search: Any) -> None:
    search("tran phu")
    box, canvas = dock.search_box, dock.desk.iface.mapCanvas()
    box.here_button.setChecked(True)
    assert canvas.mapTool() is box.tool
    box.tool.canvasClicked.emit(QgsPointXY(109.00041, 12.01), Qt.MouseButton.LeftButton)
    assert box.list.item(0).text().startswith("10 Trần Phú")
    box.tool.canvasClicked.emit(QgsPointXY(108.5, 12.01), Qt.MouseButton.LeftButton)
    assert box.list.count() == 0 and "60" in box.note.text()
    box.here_button.setChecked(False)
    assert canvas.mapTool() is not box.tool


@pytest.mark.parametrize("typed", ["10 tran phu", "0010100002", "12.01, 109.0004"])
def test_the_locator_gives_the_best_first(dock: Any, search: Any, typed: str) -> None:
    from diachiso.ui.locator import AddressLocator

    search("tran phu")
    chosen: list[Any] = []
    locator = AddressLocator(lambda: dock.desk.search, chosen.append).clone()
    context, results = QgsLocatorContext(), []
    locator.resultFetched.connect(results.append)
    locator.prepare(typed, context)
    locator.fetchResults(typed, context, QgsFeedback())
    best = max(results, key=lambda result: result.score)
    assert best is results[0] and best.displayString.startswith("10 Trần Phú") and "0010100002" in best.description
    locator.triggerResult(best)
    assert [address.code for address in chosen] == ["0010100002"]


def test_the_locator_without_a_register_says_so(dock: Any) -> None:
    from diachiso.ui.locator import AddressLocator

    chosen: list[Any] = []
    locator, results = AddressLocator(lambda: dock.desk.search, chosen.append), []
    locator.resultFetched.connect(results.append)
    locator.prepare("a", QgsLocatorContext())
    locator.fetchResults("tran phu", QgsLocatorContext(), QgsFeedback())
    assert len(results) == 1 and results[0].displayString
    locator.triggerResult(results[0])
    assert chosen == []


def test_rows_pasted_from_a_spreadsheet_come_back_answered(dock: Any, search: Any, qtbot: Any) -> None:
    search("tran phu")
    box = dock.search_box
    clipboard = QgsApplication.clipboard()
    clipboard.setText('10 tran phu\tphường Biển\r\n0010200008\r\n\r\n"13 Trần Phú, phường Biển"\r\n=1+1\r\n')
    qtbot.mouseClick(box.paste_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: box.paste_button.isEnabled(), timeout=20_000)
    rows = [line.split("\t") for line in clipboard.text().split("\n")]
    assert len(rows) == 6 and len(set(map(len, rows))) == 1
    html = clipboard.mimeData().html()  # the code as text: a number would lose its zeros
    assert "mso-number-format:'\\@'\">0010100002</td>" in html and html.count("<tr>") == 6
    assert [row[2] for row in rows[1:]] == ["0010100002", "0010200008", "", "0010100004", ""]
    assert rows[1][3].startswith("10 Trần Phú, Tổ dân phố 5") and rows[5][0] == "'=1+1"
    lat, lon = float(rows[1][7]), float(rows[1][8])
    assert (lat, lon) == (12.01, 109.0004) and rows[1][6] == "EPSG:9217"
    assert abs(float(rows[1][4]) - 1_328_000) < 2_000 and abs(float(rows[1][5]) - 582_000) < 2_000
    dialog = box.dialog
    assert dialog.isVisible() and dialog.table.rowCount() == 5
    dialog.close()


@pytest.mark.parametrize(
    ("clipboard", "texts"),
    [
        ("12 Trần Phú\t5\n\n7\n", ["12 Trần Phú, 5", "", "7"]),
        ('"12 Trần Phú\nNha Trang"\tx\n5 Lê Lợi', ["12 Trần Phú, Nha Trang, x", "5 Lê Lợi"]),
        ('"Quán ""Gió"", 5\nLê Lợi"\n2', ['Quán "Gió", 5, Lê Lợi', "2"]),
        ('"quán 5\n7\n' + "8\n" * 20 + 'x"', ["quán 5", "7", *["8"] * 20, "x"]),  # a lone quote stays one row's
    ],
)
def test_cells_of_several_lines_stay_one_row(clipboard: str, texts: list[str]) -> None:
    from diachiso.ui.pasted import texts_of

    assert texts_of(clipboard) == texts


def test_several_that_fit_are_named_in_the_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    from diachiso.core.verdict import Record, Verdict, Verification
    from diachiso.ui import pasted

    several = tuple(Record(k, f"000010000{k}", "5 Lê Lợi", "", "", None, None, "created") for k in range(1, 8))
    found = Verification(Verdict.AMBIGUOUS, 0.14, (), None, several)
    verifier = MagicMock()
    verifier.return_value.__enter__.return_value.verify.return_value = found
    monkeypatch.setattr(pasted, "Verifier", verifier)
    grid = pasted.Grid("56", QgsProject.instance().transformContext())
    (row,) = pasted.answer(["5 Lê Lợi"], MagicMock(), grid)
    assert row.verdict.endswith(": 0000100001; 0000100002; 0000100003; 0000100004; 0000100005; …") and not row.code


def test_the_answer_has_the_decimals_of_this_computer() -> None:
    from diachiso.ui.pasted import PastedRow, as_html, as_table

    row = PastedRow("12.5 & 7", "Found", "0010100002", "5 Lê Lợi", "1.5", "2.5", "EPSG:9217", "12.25", "109.5")
    last = as_table([row], ",").split("\n")[-1].split("\t")
    assert last == ["12.5 & 7", "Found", "0010100002", "5 Lê Lợi", "1,5", "2,5", "EPSG:9217", "12,25", "109,5"]
    assert "12.5 &amp; 7</td>" in as_html([row], ",") and "<td>12,25</td>" in as_html([row], ",")


def test_an_empty_clipboard_is_said(dock: Any, search: Any, qtbot: Any) -> None:
    search("tran phu")
    QgsApplication.clipboard().setText("")
    qtbot.mouseClick(dock.search_box.paste_button, Qt.MouseButton.LeftButton)
    assert dock.search_box.note.text() and dock.search_box.paste_button.isEnabled()
