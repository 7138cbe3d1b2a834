"""Runs inside the real QGIS (--code): opens a register's project and keeps pictures of the form of five classes.

Environment: DIACHISO_SHOTS folder of the PNGs, DIACHISO_REGISTER a register whose project lies beside it (its addresses
are changed: give a copy). Called by screenshots.sh.
"""

from __future__ import annotations

import os
import time
import traceback
from pathlib import Path

from qgis.core import QgsGeometry, QgsPointXY, QgsProject, QgsVectorLayer, QgsVectorLayerUtils
from qgis.PyQt.QtCore import QCoreApplication, QTimer
from qgis.PyQt.QtWidgets import QTabWidget
from qgis.utils import iface

SHOTS = Path(os.environ["DIACHISO_SHOTS"])
REGISTER = Path(os.environ["DIACHISO_REGISTER"])
FORM = (900, 660)  # what a form gets on a desktop of 1366 × 768
CLASSES: dict[str, dict[str, object]] = {
    "house": {"house_number": "5", "floors": 3},
    "office": {"name": "Ủy ban nhân dân phường Mẫu", "house_number": "7", "opening_hours": "7:30–17:00"},
    "hydrant": {},
    "flat": {"building_name": "Chung cư Mẫu", "floor": "12A", "room": "06", "house_number": "12"},
    "parcel": {"map_sheet": "25", "map_parcel": "118"},
}


def rest(seconds: float) -> None:
    """Let QGIS draw."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        QCoreApplication.processEvents()
        time.sleep(0.01)


def address_layer() -> QgsVectorLayer:
    """The layer of addresses of the project beside the register."""
    iface.addProject(str(REGISTER.with_suffix(".qgz")))
    layers = QgsProject.instance().mapLayers().values()
    return next(la for la in layers if la.customProperty("diachiso/register_table") == "address")


def add_addresses(layer: QgsVectorLayer) -> list[int]:
    """One address of each class, in a row beside an address that is there, as a person digitises them."""
    at = next((f.geometry().asPoint() for f in layer.getFeatures()), layer.extent().center())
    before = set(layer.allFeatureIds())
    layer.startEditing()
    for step, (object_class, values) in enumerate(CLASSES.items()):
        point = QgsGeometry.fromPointXY(QgsPointXY(at.x() + 0.0001 * step, at.y()))
        given = {**values, "object_class": object_class}
        attributes = {layer.fields().indexOf(name): value for name, value in given.items()}
        feature = QgsVectorLayerUtils.createFeature(layer, point, attributes)
        layer.addFeature(feature)
    if not layer.commitChanges():
        raise RuntimeError("; ".join(layer.commitErrors()))
    return sorted(set(layer.allFeatureIds()) - before)


def keep_forms() -> None:
    """A picture of each tab of each form."""
    layer = address_layer()
    ids = add_addresses(layer)
    layer.startEditing()
    for object_class, fid in zip(CLASSES, ids):
        form = iface.getFeatureForm(layer, layer.getFeature(fid))
        form.resize(*FORM)
        form.show()
        rest(0.5)
        tabs = form.findChild(QTabWidget)
        for number in range(tabs.count() if object_class == "house" else 2):
            tabs.setCurrentIndex(number)
            rest(0.8)
            form.grab().save(str(SHOTS / f"form_{object_class}_{number + 1}.png"))
        form.hide()
    layer.rollBack()


def run() -> None:
    """Keep the pictures, then leave; what went wrong stands in error.txt beside them."""
    SHOTS.mkdir(parents=True, exist_ok=True)
    try:
        keep_forms()
    except Exception:
        (SHOTS / "error.txt").write_text(traceback.format_exc(), encoding="utf-8")
    QgsProject.instance().setDirty(False)
    os._exit(0)  # at once: a QGIS that is closed asks questions


QTimer.singleShot(1500, run)  # when the window stands
