"""The step Many hands with the real algorithms: a commune goes out, is edited on both sides, and comes back."""
from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Any

from qgis.PyQt.QtCore import Qt, QTimer
from qgis.PyQt.QtWidgets import QApplication, QFileDialog

from diachiso.publish.checkout import check_out
from diachiso.register.checkout.departure import CheckoutWish
from diachiso.register.connect import connect

from .town import click, settle


def write(path: Any, statement: str) -> None:
    with closing(connect(path, write=True)) as con:
        con.execute(statement)


def read(path: Any, statement: str) -> list[tuple]:
    with closing(connect(path)) as con:
        return con.execute(statement).fetchall()


def test_a_commune_goes_out_and_a_conflict_is_decided(desk, tmp_path, qtbot, monkeypatch):
    click(desk, "assignPlan", qtbot)
    click(desk, "assignApply", qtbot)
    desk.show_page("complete")
    step, home = desk.pages["complete"].hands, desk.desk.session.path
    assert step.out_button.isEnabled() and not step.lost_button.isEnabled() and not step.list.isVisible()
    commune = read(home, "SELECT commune_code FROM address LIMIT 1")[0][0]
    left = check_out(Path(home), tmp_path / "USB", CheckoutWish((commune,), holder="Tổ 1"), "vi")
    for path, number in ((left.file, "7"), (home, "9")):
        write(path, f"UPDATE address SET house_number = '{number}' WHERE fid = 1")
    write(left.file, "UPDATE address SET name = 'Chợ' WHERE fid = 2")
    desk.desk.session.refresh()
    settle(desk, qtbot)
    qtbot.waitUntil(lambda: step.list.topLevelItemCount() == 1, timeout=5000)
    assert [step.list.topLevelItem(0).text(k) for k in (1, 2)] == ["Tổ 1", "out"]
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *args, **more: str(left.folder))
    click(desk, "handsLook", qtbot)
    assert "(1)" in step.conflicts_button.text() and read(home, "SELECT name FROM address WHERE fid = 2") == [(None,)]

    def choose() -> None:
        dialog = QApplication.activeModalWidget()
        index = dialog.fields.index(0, 3)
        assert [dialog.fields.index(0, k).data() for k in (2, 3)] == ["9", "7"]
        dialog.table.clicked.emit(index)
        dialog.accept()

    QTimer.singleShot(200, choose)
    qtbot.mouseClick(step.conflicts_button, Qt.MouseButton.LeftButton)
    click(desk, "handsWrite", qtbot)
    assert read(home, "SELECT house_number, name FROM address WHERE fid <= 2 ORDER BY fid") == [("7", None), (
        read(home, "SELECT house_number FROM address WHERE fid = 2")[0][0], "Chợ")]  # fmt: skip


def test_a_register_on_a_network_drive_offers_a_check_out(opened, monkeypatch, qtbot):
    box = opened.pages["overview"].register_box
    assert not box.out_button.isVisibleTo(box) and not box.elsewhere.text()
    monkeypatch.setattr("diachiso.ui.register_box.network_share", lambda path: "//may-chu/so")
    box.refresh()
    assert box.out_button.isVisibleTo(box) and "//may-chu/so" in box.elsewhere.text()
    asked = []
    monkeypatch.setattr(opened.desk, "open_dialog", lambda *args: asked.append(args))
    qtbot.mouseClick(box.out_button, Qt.MouseButton.LeftButton)
    assert asked == [("checkoutregister", {})]
