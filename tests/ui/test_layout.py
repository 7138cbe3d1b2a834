"""At 1366×768 nothing is cut off, in English and in Vietnamese; every control has a name and can be reached by Tab."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from qgis.core import QgsApplication, QgsCoordinateReferenceSystem, QgsProject, QgsSettings
from qgis.gui import QgsCollapsibleGroupBox
from qgis.PyQt.QtCore import QCoreApplication, QLocale, Qt, QTranslator
from qgis.PyQt.QtWidgets import QAbstractButton, QComboBox, QLabel, QLineEdit, QStyle, QStyleOptionComboBox, QWidget

from diachiso.core.profile import load_profile

from ..real_data import ENCODINGS
from . import plans

ROOT = Path(__file__).resolve().parents[2]
LRELEASE = shutil.which("lrelease") or "/usr/lib/qt5/bin/lrelease"


@pytest.fixture(params=["en", "vi"])
def language(request: Any, qgis_app: Any, tmp_path: Path) -> Iterator[str]:
    """The language of the texts; Vietnamese is built from the .ts file."""
    if request.param == "en":
        yield "en"
        return
    if not Path(LRELEASE).exists():
        pytest.skip("lrelease is not installed")
    qm = tmp_path / "vi.qm"
    subprocess.run([LRELEASE, "-silent", str(ROOT / "i18n" / "diachiso_vi.ts"), "-qm", str(qm)], check=True)
    translator = QTranslator()
    assert translator.load(str(qm))
    QCoreApplication.installTranslator(translator)
    before, default = QgsSettings().value("locale/userLocale"), QLocale()
    QgsApplication.setLocale(QLocale("vi"))
    yield "vi"
    QCoreApplication.removeTranslator(translator)
    QgsApplication.setLocale(default)
    QgsSettings().setValue("locale/userLocale", before)


def shown_text(widget: QWidget) -> str:
    text = widget.currentText() if isinstance(widget, QComboBox) else widget.text()
    return text.replace("&", "")


def room(widget: QWidget) -> int:
    """Pixels that the widget has for its text."""
    if isinstance(widget, QComboBox):
        option = QStyleOptionComboBox()
        option.initFrom(widget)
        field = QStyle.SubControl.SC_ComboBoxEditField
        icon = 0 if widget.itemIcon(widget.currentIndex()).isNull() else widget.iconSize().width() + 4
        rect = widget.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, field, widget)
        return rect.width() - icon
    if isinstance(widget, QAbstractButton):
        spare = widget.sizeHint().width() - widget.fontMetrics().horizontalAdvance(shown_text(widget))
        return widget.width() - spare
    return widget.width()


def cut_off(parent: QWidget) -> list[str]:
    """Labels, buttons and combos whose text is wider than they are, or which stick out of the page."""
    found = []
    for widget in parent.findChildren(QWidget):
        if not isinstance(widget, (QLabel, QAbstractButton, QComboBox)) or not widget.isVisible():
            continue
        text = shown_text(widget)
        wraps = isinstance(widget, QLabel) and widget.wordWrap()
        if text and not wraps and widget.fontMetrics().horizontalAdvance(text) > room(widget) + 1:
            found.append(f"{widget.objectName()} {text!r}: {room(widget)} px")
        if wraps and widget.heightForWidth(widget.width()) > widget.height() + 1:
            found.append(f"{widget.objectName()} {text!r}: {widget.height()} px high")
        if widget.mapTo(parent, widget.rect().topRight()).x() > parent.width():
            found.append(f"{widget.objectName()} {text!r} sticks out")
    return found


@pytest.fixture
def land(qgis_new_project: Any, make_layer: Any) -> None:
    square = "MultiPolygon(((0 0,0 1,1 1,0 0)))"
    QgsProject.instance().addMapLayers(
        [
            make_layer([square], {"bld_id": ["1"], "so_nha": ["12"]}, name="nha"),
            make_layer([square], {"SoHieuToBanDo": [1], "SoThuTuThua": [2]}, name="thua_dat"),
            make_layer(["Point(0 0)"], {"ma_dia_chi": ["0010100001"]}, name="ma da cap"),
        ]
    )


@pytest.mark.parametrize("page", ["overview", "assign", "complete", "publish"])
def test_nothing_is_cut_off_on_a_page(language, opened, land, page, qtbot):
    opened.desk.roles.guess()
    opened.show_page(page)
    area = opened.pages[page]
    for box in area.findChildren(QWidget):
        if hasattr(box, "setCollapsed"):
            box.setCollapsed(False)
    qtbot.wait(50)
    assert cut_off(area.widget()) == []
    assert area.widget().width() <= area.viewport().width()


def test_nothing_is_cut_off_in_the_review(language, dock, tmp_path, qtbot):
    dock.show_plan(plans.write_plan(tmp_path / "plan.gpkg"))
    qtbot.waitUntil(lambda: not dock.review.model.is_reading(), timeout=5000)
    dock.review.table.selectRow(2)
    dock.review.setFloating(True)
    dock.review.resize(660, 350)  # what is left between the layers and the dock
    qtbot.wait(50)
    assert dock.review.width() == 660
    assert cut_off(dock.review.widget()) == []


def test_nothing_is_cut_off_in_the_dialogs(language, dock, qtbot):
    from diachiso.ui.block_dialog import BlockDialog
    from diachiso.ui.candidates import Candidate
    from diachiso.ui.create_dialog import CreateDialog
    from diachiso.ui.match_dialog import MatchDialog
    from diachiso.ui.share_dialog import ShareDialog

    for dialog in (
        CreateDialog(dock.desk.roles, dock),
        BlockDialog({"22366": "Phường Nha Trang"}, dock),
        ShareDialog(load_profile(), None, dock),
        MatchDialog("Which?", "&Code", [Candidate("0010100001", "0010100001 (12 Trần Phú, Phường Nha Trang)")], dock),
    ):
        dialog.show()
        qtbot.wait(20)
        assert cut_off(dialog) == []
        dialog.close()
        dialog.deleteLater()


def test_every_control_has_a_name_and_a_place_in_the_tab_order(opened, land, qtbot):
    nameless = []
    for kind in (QAbstractButton, QComboBox, QLineEdit):
        for widget in opened.pages["assign"].findChildren(kind) + opened.pages["overview"].findChildren(kind):
            ours = type(widget).__module__.startswith("diachiso") or isinstance(widget, QComboBox)
            if ours and not widget.objectName():
                nameless.append(widget)
            if ours and widget.focusPolicy() == Qt.FocusPolicy.NoFocus:
                nameless.append(widget)
    assert nameless == []


@pytest.mark.skipif(not ENCODINGS.is_dir(), reason="needs ../shared/data/encodings")
def test_nothing_is_cut_off_in_a_diagnosed_layer_in_a_narrow_dock(language, opened, land, qtbot):
    from diachiso.processing.provider import DiachisoProvider

    registry = QgsApplication.processingRegistry()
    provider = DiachisoProvider()
    registry.addProvider(provider)
    try:
        opened.show_page("assign")
        step = opened.pages["assign"].land
        step.take([str(ENCODINGS / "nhatrang_roads_tcvn3.shp")])
        qtbot.waitUntil(lambda: not opened.desk.jobs.is_busy(), timeout=60000)
    finally:
        registry.removeProvider(provider)
    assert step.findings
    step.choices.choose_crs(QgsCoordinateReferenceSystem("EPSG:9217"))
    step.setParent(None)  # narrower than the other steps let the dock be
    step.resize(350, 900)  # a dock of 380 px without its margins and the scroll bar
    step.show()
    for box in step.findChildren(QgsCollapsibleGroupBox):
        box.setCollapsed(False)
    qtbot.wait(50)
    assert step.width() == 350
    assert cut_off(step) == []
    for text in step.view.texts.values():  # nothing to scroll inside, in either direction
        if text.isVisible():
            assert text.document().size().height() <= text.viewport().height() + 1
            assert text.document().size().width() <= text.viewport().width() + 1
    step.close()
    step.setParent(opened.pages["assign"].widget())
