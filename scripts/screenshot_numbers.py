"""Runs inside the real QGIS (--code): house numbers proposed, drawn by hand, and old units converted; pictures of each.

Environment: DIACHISO_SHOTS folder of the PNGs, DIACHISO_REGISTER a register whose project lies beside it (its addresses
are changed: give a copy), DIACHISO_LAND land data for the map, if any. Called by screenshots.sh.
"""

from __future__ import annotations

import os
import time
import traceback
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

from qgis import utils
from qgis.core import QgsFillSymbol, QgsLineSymbol, QgsProject, QgsSingleSymbolRenderer, QgsVectorLayer, QgsWkbTypes
from qgis.gui import QgsMapMouseEvent
from qgis.PyQt.QtCore import QCoreApplication, QEvent, QPoint, Qt, QTimer
from qgis.PyQt.QtWidgets import QAction, QDialog, QDockWidget, QWidget
from qgis.utils import iface

from diachiso.register.connect import connect

SHOTS = Path(os.environ["DIACHISO_SHOTS"])
REGISTER = Path(os.environ["DIACHISO_REGISTER"])
LAND = os.environ.get("DIACHISO_LAND", "")
SIZE = (1366, 768)
SYMBOLS = {
    "parcels": {"color": "#efe9dc", "outline_color": "#d2c6ad", "outline_width": "0.1"},
    "roads": {"color": "#cfc9bb", "width": "0.7"},
    "streets": {"color": "#cfc9bb", "width": "0.7"},
    "buildings": {"color": "#d9dde3", "outline_color": "#9aa3af", "outline_width": "0.1"},
}
LEGACY = (  # of today's communes of Nha Trang: whole, divided, misspelt
    ("Phường Vĩnh Hải", "Thành phố Nha Trang", "Tỉnh Khánh Hòa"),
    ("P. Phước Hoà", "TP. Nha Trang", "Khánh Hoà"),
    ("Phường Vĩnh Nguyêm", "Nha Trang", "Khánh Hòa"),
    ("Xã Cam Tân", "Huyện Cam Lâm", "Tỉnh Khánh Hòa"),
    ("Phường Tân Tiến", "Thành phố Nha Trang", "Tỉnh Khánh Hòa"),
)


def wait(until: Callable[[], Any], what: str) -> None:
    """Let QGIS work until the condition holds."""
    end = time.monotonic() + 90
    while not until():
        if time.monotonic() > end:
            raise TimeoutError(f"waited in vain for {what}")
        QCoreApplication.processEvents()
        time.sleep(0.01)


def rest(seconds: float) -> None:
    """Let QGIS draw."""
    end = time.monotonic() + seconds
    wait(lambda: time.monotonic() > end, "a rest")


def keep(name: str, what: QWidget | None = None) -> None:
    """Keep a picture of the window."""
    iface.messageBar().clearWidgets()
    rest(0.5)
    wait(lambda: not iface.mapCanvas().isDrawing(), "the map")
    rest(0.5)
    (what or iface.mainWindow()).grab().save(str(SHOTS / f"{name}.png"))


def prepare() -> None:
    """Two of three houses lose their number, and some records get units of before 1/7/2025."""
    with closing(connect(REGISTER, write=True)) as con:
        con.execute("BEGIN")
        con.execute("UPDATE sync_ctl SET value = '1' WHERE key = 'applying'")
        con.execute("UPDATE address SET house_number = NULL WHERE fid % 3 <> 0 AND parent_id IS NULL")
        fids = [fid for (fid,) in con.execute("SELECT fid FROM address ORDER BY fid LIMIT 240")]
        for k, fid in enumerate(fids):
            place = "geom" if k % 5 not in (3, 1) else "NULL"
            con.execute(
                f"UPDATE address SET commune = ?, district = ?, province = ?, commune_code = NULL, geom = {place}"
                " WHERE fid = ?", (*LEGACY[k % len(LEGACY)], fid),
            )  # fmt: skip
        con.execute("UPDATE sync_ctl SET value = '0' WHERE key = 'applying'")
        con.execute("COMMIT")


def add_land() -> None:
    """The land data below the register, in quiet colours."""
    for table, look in SYMBOLS.items():
        layer = QgsVectorLayer(f"{LAND}|layername={table}", table, "ogr")
        if LAND and layer.isValid():
            is_line = layer.geometryType() == QgsWkbTypes.GeometryType.LineGeometry
            layer.setRenderer(QgsSingleSymbolRenderer((QgsLineSymbol if is_line else QgsFillSymbol).createSimple(look)))
            QgsProject.instance().addMapLayer(layer, False)
            QgsProject.instance().layerTreeRoot().addLayer(layer)


def draw(dock: Any, along: list[QPoint], name: str) -> None:
    """Drag past some houses and keep a picture before the button is let go."""
    canvas, tool = iface.mapCanvas(), dock.pages["complete"].numbers.by_hand.tool

    def event(kind: Any, point: QPoint) -> QgsMapMouseEvent:
        left = Qt.MouseButton.LeftButton
        return QgsMapMouseEvent(canvas, kind, point, left, left, Qt.KeyboardModifier.NoModifier)

    tool.canvasPressEvent(event(QEvent.Type.MouseButtonPress, along[0]))
    for point in along[1:]:
        tool.canvasMoveEvent(event(QEvent.Type.MouseMove, point))
    keep(name)
    tool.clear()


def side_of(layer: QgsVectorLayer, around: Any) -> list[QPoint]:
    """The houses of one side of a street that the map shows, in their order, in pixels."""
    canvas = iface.mapCanvas()
    houses = [f for f in layer.getFeatures() if f["street"] == around["street"] and f["side"] == around["side"]]
    places = [canvas.getCoordinateTransform().transform(canvas.mapSettings().layerToMapCoordinates(
        layer, f.geometry().asPoint())) for f in sorted(houses, key=lambda f: f["along_m"])]  # fmt: skip
    shown = [QPoint(round(p.x()), round(p.y())) for p in places]
    return [p for p in shown if 0 < p.x() < canvas.width() and 0 < p.y() < canvas.height()]


def show() -> None:
    """The whole way, picture by picture."""
    main = iface.mainWindow()
    main.resize(*SIZE)
    for panel in main.findChildren(QDockWidget):
        if panel.objectName() not in ("Layers", "diachisoDock"):
            panel.hide()
    prepare()
    iface.addProject(str(REGISTER.with_suffix(".qgz")))
    add_land()
    main.findChild(QAction, "diachisoToggleDock").setChecked(True)
    dock = utils.plugins["diachiso"].dock
    dock.desk.session.open(str(REGISTER))
    dock.show_page("complete")
    page = dock.pages["complete"]
    for box in (page.sheets, page.field, page.units, page.people, page.care):
        box.setCollapsed(True)

    def settled() -> None:
        rest(0.4)
        wait(lambda: not (dock.desk.session.is_reading() or dock.desk.jobs.is_busy()), "work")
        rest(0.4)

    def click(name: str) -> None:
        (dock.findChild(QWidget, name) or main.findChild(QWidget, name)).click()
        settled()

    settled()
    dock.desk.roles.guess()
    settled()
    click("numberLook")
    layer = page.numbers.layer()
    around = next(f for f in layer.getFeatures("\"status\" = 'reserved'"))
    canvas = iface.mapCanvas()
    canvas.setCenter(canvas.mapSettings().layerToMapCoordinates(layer, around.geometry().asPoint()))
    canvas.zoomScale(1500)
    page.ensureWidgetVisible(page.numbers.write_button)
    keep("numbers_1_proposed")
    canvas.zoomScale(5000)
    keep("numbers_2_streets")
    table = iface.showAttributeTable(layer)
    rest(1.0)
    table.resize(1200, 600)
    keep("numbers_3_reasons", table)
    table.close()
    canvas.zoomScale(1500)
    page.numbers.by_hand.first.setValue(101)
    click("numberDraw")
    draw(dock, side_of(layer, around), "numbers_4_drawn")
    click("numberDraw")
    page.numbers.forget()
    page.refresh()
    page.numbers.setCollapsed(True)
    click("convertLook")
    canvas.zoomToFullExtent() if page.convert.layer() is None else canvas.zoomScale(30000)
    keep("units_1_looked")
    click("convertReport")
    keep("units_2_report", main.findChild(QDialog, "convertReportDialog"))


def run() -> None:
    """Keep the pictures, then leave; what went wrong stands in error.txt beside them."""
    try:
        show()
    except Exception:
        (SHOTS / "error.txt").write_text(traceback.format_exc(), encoding="utf-8")
        keep("numbers_error")
    QgsProject.instance().setDirty(False)
    utils.unloadPlugin("diachiso")
    rest(0.2)
    os._exit(0)  # at once: a QGIS that is closed asks questions


QTimer.singleShot(1500, run)  # when the window stands
