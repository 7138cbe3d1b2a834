"""Packages on the page Sync, by clicks: out with a signature, a filled sheet back, a receipt back."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QFileDialog

from diachiso.core.block_rules import BlockRequest
from diachiso.register.blocks import add_blocks
from diachiso.register.transaction import write_transaction
from diachiso.sync.edits import edited as edits

from ..processing.packages.conftest import SECRET, Registry
from ..processing.packages.test_sheets import fill
from ..small_town import FIRST
from ..sync.conftest import town
from ..sync.desk import Desk
from .test_sync_for_real import login
from .test_sync_page import click, open_page, read_again

__all__ = ["login", "town"]  # fixtures

@pytest.fixture
def desk(town: Callable[[str], Path]) -> Desk:
    """Two addresses that are submitted; one that is not."""
    found = Desk(town("hoa"), "", lambda _request: pytest.fail("packages need no network"))
    add_blocks(found.path, [BlockRequest(FIRST, found.prefix, 1, 999, "01/GM")])  # the review looks at it
    for number in (1, 2):
        found.add(str(number), address_text=f"Số {number} Hoa Mai")
    found.add("3", stage="created")
    return found


@pytest.fixture
def files(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that the next file dialogs return."""
    chosen: list[str] = []
    for name in ("getSaveFileName", "getOpenFileName"):
        monkeypatch.setattr(QFileDialog, name, staticmethod(lambda *_: (chosen.pop(0) if chosen else "", "")))
    return chosen


@pytest.fixture
def page(dock: Any, provider: Any, desk: Desk, login: Any, qtbot: Any) -> Any:
    page = open_page(dock, desk.path, qtbot)
    page.packages.setCollapsed(False)
    page.packages.key.setConfigId(login("khóa ký", SECRET.decode()))
    return page


def exported(page: Any, files: list[str], target: Path, qtbot: Any) -> Path:
    files.append(str(target.with_suffix("")))  # people leave the ending out
    click(page, "packagesExport", qtbot)
    return target


def test_out_with_a_signature_and_sheets_and_a_receipt_back(page, desk, files, tmp_path, messages, qtbot):
    qtbot.mouseClick(page.packages.recipients[list(page.packages.recipients)[1]], Qt.MouseButton.LeftButton)
    package = exported(page, files, tmp_path / "Gói tháng 11.zip", qtbot)
    assert "Package 1 with 2 records" in page.packages.state.text(), messages()
    assert page.run_box.waits.text().startswith("1 edits wait") and "2 on their way" in page.run_box.waits.text()
    registry = Registry(tmp_path)
    manifest, features = registry.read(package)  # checks the signature and every digest
    assert (manifest["number"], manifest["counts"]["sheets"], len(features)) == (1, 2, 2)

    def decide(feature: dict[str, Any]) -> dict[str, Any]:
        if feature["properties"]["houseNumber"] == "2":
            return {"decision": "rejected", "reason": "Số nhà không đúng thực địa"}
        return {"decision": "accepted", "version": 1}

    files.append(str(registry.answer(package, decide)))
    click(page, "packagesLook", qtbot)
    stages = "SELECT house_number, stage FROM address ORDER BY house_number"
    assert dict(desk.rows(stages)) == {"1": "submitted", "2": "submitted", "3": "created"}, "a look writes nothing"
    click(page, "packagesWrite", qtbot)
    assert dict(desk.rows(stages)) == {"1": "verified", "2": "rejected", "3": "created"}, messages()
    assert "1 rejected" in page.run_box.waits.text()


def test_a_filled_sheet_comes_back_as_it_is(page, desk, files, tmp_path, qtbot):
    package = exported(page, files, tmp_path / "gói.zip", qtbot)
    with zipfile.ZipFile(package) as opened:
        (name,) = [name for name in opened.namelist() if name.endswith(".xlsx")]
        sheet = Path(opened.extract(name, tmp_path))
    files.append(str(fill(sheet, {1: {"decision": "x"}, 2: {"decision": "Không", "reason": "Không có nhà này"}})))
    click(page, "packagesLook", qtbot)
    click(page, "packagesWrite", qtbot)
    stages = dict(desk.rows("SELECT house_number, stage FROM address"))
    assert stages == {"1": "verified", "2": "rejected", "3": "created"}


def test_giving_up_in_a_file_dialog_does_nothing_and_nothing_to_send_makes_no_file(page, desk, files, tmp_path, qtbot):
    click(page, "packagesExport", qtbot)
    click(page, "packagesLook", qtbot)
    assert desk.rows("SELECT count(*) FROM sync_package") == [(0,)]
    exported(page, files, tmp_path / "gói.zip", qtbot)
    read_again(page, qtbot)
    second = exported(page, files, tmp_path / "gói 2.zip", qtbot)
    assert "no package was made" in page.packages.state.text() and not second.exists()


def test_a_receipt_that_somebody_changed_is_refused_with_a_word(page, desk, files, tmp_path, messages, qtbot):
    package = exported(page, files, tmp_path / "gói.zip", qtbot)
    manifest = Registry(tmp_path).read(package)[0]
    forged = Registry(tmp_path, b"khoa cua ke khac, cung du dai")
    about = {"register_id": manifest["register_id"], "package": 1, "package_sha256": "0", "number": 1}
    receipt = forged.write([], about)
    files.append(str(receipt))
    click(page, "packagesLook", qtbot)
    assert any("sign" in text or "key" in text for text in messages())
    assert page.packages.write_button.isHidden()


def test_what_is_held_back_is_named_with_the_reason(page, desk, files, tmp_path, qtbot):
    with write_transaction(desk.path, bulk=True) as con:  # an edit by hand is refused at once
        con.execute("UPDATE address SET building_name = 'gọi 0912 345 678' WHERE house_number = '2'")
    read_again(page, qtbot)
    exported(page, files, tmp_path / "gói.zip", qtbot)
    first, head, *reasons = page.packages.state.text().splitlines()
    assert "Package 1 with 1 records" in first and head.startswith("1 records were held back")
    assert len(reasons) == 1 and "2 Hoa Mai" in reasons[0] and "a telephone number" in reasons[0]
    assert "a telephone number" in "".join(row.problem for row in edits(desk.path, 10, 0, "en"))
