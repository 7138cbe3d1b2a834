"""Runs inside the real QGIS (--code): does the main job with the mouse's own buttons and keeps pictures of each page.

Environment: DIACHISO_SHOTS folder of the PNGs, DIACHISO_LAND land data (GeoPackage), DIACHISO_OFFICIAL its issued
codes (a layer's source), DIACHISO_BLOCKS table of blocks, DIACHISO_OLD_FONT a land layer in an old font, if any,
DIACHISO_THEME theme of the desktop, if any. Called by screenshots.sh.
"""

from __future__ import annotations

import os
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

from qgis import utils
from qgis.core import (
    QgsApplication,
    QgsCoordinateTransform,
    QgsFillSymbol,
    QgsLineSymbol,
    QgsProject,
    QgsSettings,
    QgsSingleSymbolRenderer,
    QgsVectorLayer,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QCoreApplication, QItemSelectionModel, QTimer
from qgis.PyQt.QtWidgets import QAction, QApplication, QDialog, QWidget
from qgis.utils import iface

SHOTS = Path(os.environ["DIACHISO_SHOTS"])
LAND = os.environ["DIACHISO_LAND"]
OFFICIAL = os.environ.get("DIACHISO_OFFICIAL", "")
BLOCKS = os.environ["DIACHISO_BLOCKS"]
OLD_FONT = os.environ.get("DIACHISO_OLD_FONT", "")
# Bottom to top, by the names that the two towns use.
LAYERS = ("communes", "settlements", "parcels", "roads", "streets", "buildings")
SYMBOLS = {
    "communes": {"color": "#f6f3ec", "outline_color": "#b8a88a", "outline_width": "0.4"},
    "settlements": {"style": "no", "outline_color": "#b8a88a", "outline_style": "dash"},
    "parcels": {"color": "#efe9dc", "outline_color": "#d2c6ad", "outline_width": "0.1"},
    "roads": {"color": "#d8d3c8", "width": "0.6"},
    "streets": {"color": "#d8d3c8", "width": "0.6"},
    "buildings": {"color": "#d9dde3", "outline_color": "#9aa3af", "outline_width": "0.1"},
}
SIZE = (1366, 768)
PROVINCE = "56"
PATIENCE_S = 120


def wait(until: Callable[[], Any], what: str) -> None:
    """Let QGIS work until the condition holds."""
    end = time.monotonic() + PATIENCE_S
    while not until():
        if time.monotonic() > end:
            raise TimeoutError(f"waited in vain for {what}")
        QCoreApplication.processEvents()
        time.sleep(0.01)


def rest(seconds: float) -> None:
    """Let QGIS draw."""
    end = time.monotonic() + seconds
    wait(lambda: time.monotonic() > end, "a rest")


def keep(name: str, widget: QWidget | None = None) -> None:
    """Keep a picture of the window, or of a dialog."""
    rest(0.4)
    if widget is None:
        wait(lambda: not iface.mapCanvas().isDrawing(), "the map")
        rest(0.3)
    (widget or iface.mainWindow()).grab().save(str(SHOTS / f"{name}.png"))


class Desktop:
    """The dock, found and used by the names of its widgets."""

    def __init__(self) -> None:
        iface.mainWindow().findChild(QAction, "diachisoToggleDock").setChecked(True)
        self.dock = utils.plugins["diachiso"].dock

    def find(self, name: str) -> Any:
        """A widget of the dock or of the review panel."""
        widget = self.dock.findChild(QWidget, name)
        return widget or iface.mainWindow().findChild(QWidget, name)

    def click(self, name: str) -> None:
        """Press a button, which must be enabled."""
        button = self.find(name)
        if not button.isEnabled():
            raise RuntimeError(f"{name} is off: {button.toolTip()}")
        button.click()

    def in_dialog(self, name: str, fill: Callable[[QDialog], None], shot: str) -> None:
        """Press a button that opens a dialog; fill it, keep its picture, accept it."""
        problems: list[BaseException] = []

        def answer() -> None:
            dialog = QApplication.activeModalWidget()
            try:
                fill(dialog)
                keep(shot, dialog)
                dialog.accept()
            except Exception as error:  # told after the dialog has closed
                problems.append(error)
                dialog.reject()

        QTimer.singleShot(300, answer)
        self.click(name)
        if problems:
            raise problems[0]

    def work(self) -> None:
        """Wait until nothing runs and the register has been read."""
        rest(0.1)
        wait(lambda: not self.dock.desk.jobs.is_busy(), "the job")
        wait(lambda: not self.dock.desk.session.is_reading(), "the register")
        if self.dock.review is not None:
            wait(lambda: not self.dock.review.model.is_reading(), "the plan")
        rest(0.2)

    def show(self, page: str, widget: str = "") -> None:
        """Bring a page to the front, scrolled to a widget."""
        self.dock.show_page(page)
        rest(0.1)
        area = self.dock.pages[page]
        bar = area.verticalScrollBar()
        bar.setValue(self.find(widget).mapTo(area.widget(), area.widget().rect().topLeft()).y() if widget else 0)


def add_land() -> None:
    """Put the land data on the map, the map onto the buildings."""
    project = QgsProject.instance()
    for name in LAYERS:
        layer = QgsVectorLayer(f"{LAND}|layername={name}", name, "ogr")
        if layer.isValid():
            project.addMapLayer(layer)
    if OFFICIAL:
        project.addMapLayer(QgsVectorLayer(OFFICIAL, "official", "ogr"))
    for name, symbol in SYMBOLS.items():
        for layer in project.mapLayersByName(name):
            kind = QgsLineSymbol if layer.geometryType() == QgsWkbTypes.GeometryType.LineGeometry else QgsFillSymbol
            layer.setRenderer(QgsSingleSymbolRenderer(kind.createSimple(symbol)))
    rest(1)  # QGIS zooms to the first layer by itself
    buildings = project.mapLayersByName("buildings")[0]
    canvas = iface.mapCanvas()
    canvas.setDestinationCrs(buildings.crs())
    way = QgsCoordinateTransform(buildings.crs(), canvas.mapSettings().destinationCrs(), project)
    canvas.setExtent(way.transformBoundingBox(buildings.extent()))


def fill_register(dialog: Any) -> None:
    """The form of a new register."""
    dialog.province.setCurrentIndex(dialog.province.findData(PROVINCE))
    dialog.file.setFilePath(str(SHOTS / "register.gpkg"))


def fill_blocks(dialog: Any) -> None:
    """The form of blocks: a table."""
    dialog.tabs.setCurrentIndex(1)
    dialog.csv.setFilePath(BLOCKS)


def pick(desktop: Desktop, row: int) -> None:
    """Select a row of the plan."""
    table = desktop.find("planTable")
    flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
    table.selectionModel().select(table.model().index(row, 0), flags)
    table.scrollTo(table.model().index(row, 0))


def do_job() -> None:
    """The main job, page by page."""
    main = iface.mainWindow()
    main.resize(*SIZE)
    if os.environ.get("DIACHISO_THEME"):
        QgsApplication.setUITheme(os.environ["DIACHISO_THEME"])
    for name in ("Browser", "Browser2", "ProcessingToolbox"):
        panel = main.findChild(QWidget, name)
        if panel is not None:
            panel.hide()
    desktop = Desktop()
    keep("01_overview_empty")
    add_land()
    rest(0.5)
    desktop.in_dialog("registerCreate", fill_register, "02_create")
    desktop.work()
    desktop.in_dialog("blocksAdd", fill_blocks, "03_blocks")
    desktop.work()
    keep("04_overview_new")
    desktop.show("assign")
    number = desktop.find("field_building_number")
    if number.currentField() == "":  # what no name tells is chosen by hand
        number.setField("truth_no")
    keep("05_assign")
    iface.messageBar().clearWidgets()
    if OFFICIAL:
        desktop.show("assign", "matchStep")
        desktop.click("matchPlan")
        desktop.work()
        keep("06_match_plan")
        pick(desktop, 0)
        desktop.click("planZoom")
        keep("07_match_zoom")
        desktop.click("matchApply")
        desktop.work()
    desktop.show("assign", "assignStep")
    desktop.click("assignPlan")
    desktop.work()
    iface.messageBar().clearWidgets()
    keep("08_assign_plan")
    pick(desktop, desktop.find("planTable").model().rowCount() // 2)
    desktop.click("planZoom")
    desktop.click("planExclude")
    keep("09_review")
    desktop.click("planApply")
    desktop.work()
    keep("10_applied")
    iface.messageBar().clearWidgets()
    desktop.dock.review.hide()
    desktop.show("overview")
    desktop.click("registerToMap")
    iface.mapCanvas().zoomScale(1500)
    keep("11_overview")
    desktop.show("overview", "blocks")
    keep("12_overview_below")
    complete_records(desktop)
    review(desktop)
    if OLD_FONT:
        mend_land(desktop)


def review(desktop: Desktop) -> None:
    """The review: check, walk through the results, the record's form beside them, the certificate."""
    page = desktop.dock.pages["review"]

    def settle() -> None:
        desktop.work()
        wait(lambda: not page.is_reading(), "the results")
        rest(0.3)

    desktop.show("review")
    desktop.click("reviewCheckAddresses")
    settle()
    desktop.click("reviewCheckLand")
    settle()
    iface.messageBar().clearWidgets()
    keep("review_1_checked")
    tree, model = page.tree, page.tree.model()
    tops = [model.index(row, 0) for row in range(model.rowCount())]
    chosen = next((top for top in tops if "number_wrong_side" in model.choice(top).rule), tops[min(1, len(tops) - 1)])
    tree.setCurrentIndex(chosen)
    tree.expand(chosen)
    settle()
    desktop.click("reviewNext" if page.actions_box.next_button.isEnabled() else "reviewShow")
    settle()
    keep("review_2_result")
    if page.actions_box.form_button.isEnabled():
        desktop.click("reviewForm")
        settle()
        keep("review_3_form")
        page.form_panel.hide()
    page.check.write_certificate(str(SHOTS / "certificate.pdf"))
    settle()
    iface.messageBar().clearWidgets()


def complete_records(desktop: Desktop) -> None:
    """Records selected and completed: their steps, a filled sheet, the flats of a building."""
    layer = desktop.dock.desk.selection.layer()
    layer.selectByIds(sorted(layer.allFeatureIds())[:3])
    desktop.show("overview", "completenessBox")
    rest(1)
    keep("13_completeness")
    layer.selectByIds(sorted(layer.allFeatureIds())[:1])
    desktop.show("complete")
    keep("14_complete")
    page = desktop.dock.pages["complete"]
    page.sheets.export(str(SHOTS))
    desktop.work()
    features = [f for f in layer.getFeatures() if f["code"]][:6]
    filled = "".join(f"{f['code']};{k + 1};nhà trong hẻm\n" for k, f in enumerate(features))
    sheet = SHOTS / "phiếu đã điền.csv"
    sheet.write_text(f"code;floors;note\n{filled}0010199999;2;\n", encoding="utf-8")
    page.sheets.look({"INPUT": str(sheet)})
    desktop.work()
    iface.messageBar().clearWidgets()
    desktop.show("complete")
    keep("15_sheet_differences")
    page.units.floors.setText("1-12, 12A, 14-20")
    page.units.per_floor.setText("8")
    desktop.click("unitsLook")
    desktop.work()
    iface.messageBar().clearWidgets()
    desktop.show("complete", "unitsStep")
    keep("16_units")
    desktop.show("complete", "peopleBox")
    desktop.click("care_upgraderegister")
    desktop.work()
    iface.messageBar().clearWidgets()
    keep("17_people_and_care")
    page.sheets.show_rows()
    rest(0.5)
    for table in (w for w in QApplication.topLevelWidgets() if w.isVisible() and w is not iface.mainWindow()):
        table.resize(1100, 400)
        keep("18_differences_table", table)
        table.close()


def mend_land(desktop: Desktop) -> None:
    """A land layer in an old font: diagnosed, then mended."""
    step = desktop.dock.pages["assign"].land
    desktop.show("assign")
    step.take([OLD_FONT])
    desktop.work()
    keep("19_land")
    desktop.show("assign", "landFindings")
    keep("20_land_findings")
    step.fix(str(SHOTS / "land.gpkg"))
    desktop.work()
    iface.messageBar().clearWidgets()
    desktop.show("assign")
    keep("21_land_mended")


def give_up(kind: type[BaseException], error: BaseException, trace: Any) -> None:
    """Stands for QGIS's own hook, which would open a dialog that nobody answers."""
    (SHOTS / "error.txt").write_text("".join(traceback.format_exception(kind, error, trace)), encoding="utf-8")
    os._exit(1)


def run() -> None:
    """Do the job, then leave; what went wrong stands in error.txt beside the pictures."""
    SHOTS.mkdir(parents=True, exist_ok=True)
    sys.excepthook = give_up
    QgsSettings().remove("diachiso")
    try:
        do_job()
    except Exception:
        (SHOTS / "error.txt").write_text(traceback.format_exc(), encoding="utf-8")
        keep("error")
    QgsProject.instance().setDirty(False)
    utils.unloadPlugin("diachiso")
    rest(0.2)
    os._exit(0)  # at once: a QGIS that is closed asks questions


QTimer.singleShot(1500, run)  # when the window stands
