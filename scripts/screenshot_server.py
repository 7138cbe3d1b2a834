"""Runs inside the real QGIS (--code): a register on a PostgreSQL server in the panel, on the map, and in its form.

Environment: DIACHISO_SHOTS folder of the PNGs, DIACHISO_PG_… the server (on_server.py), DIACHISO_LAND land data for the
map, if any. Called by screenshots.sh.
"""

from __future__ import annotations

import os
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

from qgis import utils
from qgis.core import (
    QgsDataSourceUri,
    QgsFillSymbol,
    QgsLineSymbol,
    QgsProject,
    QgsProviderRegistry,
    QgsSingleSymbolRenderer,
    QgsVectorLayer,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QCoreApplication, QTimer
from qgis.PyQt.QtWidgets import QAction, QWidget
from qgis.utils import iface

from diachiso.publish.project.layers import present_layers

SHOTS = Path(os.environ["DIACHISO_SHOTS"])
LAND = os.environ.get("DIACHISO_LAND", "")
CONNECTION = "so_dia_chi_khanh_hoa"
SIZE = (1366, 768)
SYMBOLS = {
    "parcels": {"color": "#efe9dc", "outline_color": "#d2c6ad", "outline_width": "0.1"},
    "roads": {"color": "#d8d3c8", "width": "0.6"},
    "streets": {"color": "#d8d3c8", "width": "0.6"},
    "buildings": {"color": "#d9dde3", "outline_color": "#9aa3af", "outline_width": "0.1"},
}


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


def keep(name: str) -> None:
    """Keep a picture of the window."""
    iface.messageBar().clearWidgets()
    rest(0.6)
    wait(lambda: not iface.mapCanvas().isDrawing(), "the map")
    rest(0.4)
    iface.mainWindow().grab().save(str(SHOTS / f"{name}.png"))


def connect_qgis() -> None:
    """The connection, as a person makes it in the Browser."""
    given = {name: os.environ[f"DIACHISO_PG_{name}"] for name in ("HOST", "PORT", "DATABASE", "USER")}
    uri = QgsDataSourceUri()
    mode = QgsDataSourceUri.SslMode.SslPrefer
    uri.setConnection(given["HOST"], given["PORT"], given["DATABASE"], given["USER"], "", mode)
    metadata = QgsProviderRegistry.instance().providerMetadata("postgres")
    made = metadata.createConnection(uri.uri(False), {"saveUsername": True})
    metadata.saveConnection(made, CONNECTION)


def add_land() -> None:
    """The land below the addresses."""
    project = QgsProject.instance()
    for name, symbol in SYMBOLS.items():
        layer = QgsVectorLayer(f"{LAND}|layername={name}", name, "ogr")
        if LAND and layer.isValid():
            kind = QgsLineSymbol if layer.geometryType() == QgsWkbTypes.GeometryType.LineGeometry else QgsFillSymbol
            layer.setRenderer(QgsSingleSymbolRenderer(kind.createSimple(symbol)))
            project.addMapLayer(layer, False)
            project.layerTreeRoot().addLayer(layer)


def show() -> None:
    """Overview with its map, then the review with a record's form."""
    main = iface.mainWindow()
    main.resize(*SIZE)
    for name in ("Browser", "Browser2", "ProcessingToolbox"):
        panel = main.findChild(QWidget, name)
        if panel is not None:
            panel.hide()
    connect_qgis()
    main.findChild(QAction, "diachisoToggleDock").setChecked(True)
    dock = utils.plugins["diachiso"].dock
    register = f"pg:{CONNECTION}"

    def settled() -> None:
        rest(0.5)
        page = dock.pages["review"]
        wait(lambda: not (dock.desk.session.is_reading() or dock.desk.jobs.is_busy() or page.is_reading()), "reading")
        rest(0.5)

    dock.desk.session.open(register)
    settled()
    dock.findChild(QWidget, "registerToMap").click()
    settled()
    add_land()
    address = present_layers(register, QgsProject.instance())["address"]
    iface.setActiveLayer(address)
    feature = next(address.getFeatures("\"code\" IS NOT NULL AND \"street\" IS NOT NULL AND \"house_number\" <> ''"))
    iface.mapCanvas().zoomToFeatureIds(address, [feature.id()])
    iface.mapCanvas().zoomScale(1500)
    keep("server_1_overview")
    dock.show_page("review")
    dock.findChild(QWidget, "reviewCheckAddresses").click()
    settled()
    dock.findChild(QWidget, "reviewForm").click()
    settled()
    keep("server_2_form")


def run() -> None:
    """Keep the pictures, then leave; what went wrong stands in error.txt beside them."""
    try:
        show()
    except Exception:
        (SHOTS / "error.txt").write_text(traceback.format_exc(), encoding="utf-8")
        keep("server_error")
    os._exit(0)  # at once: a QGIS that is closed asks questions


QTimer.singleShot(1500, run)  # when the window stands
