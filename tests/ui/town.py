"""A town of ten houses, and using the dock as a person does: buttons by name, waiting until all has been read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QAbstractButton

ORIGIN = (601_600.0, 1_353_300.0)  # metres in EPSG:9217, in Nha Trang
CODE = "0010100007"
REGISTER = "khánh hòa.gpkg"


def make_registers(folder: Path) -> None:
    """An empty register of two communes."""
    from diachiso.core.units import UnitTable
    from diachiso.register.create import create_register
    from diachiso.register.rows import UnitRow

    units = [
        UnitRow(code, "commune", name, name, province_code="56", postcode=postcode)
        for code, name, postcode in (("22366", "Phường Nha Trang", "00101"), ("22390", "Phường Tây Nha Trang", "00102"))
    ]
    create_register(folder / REGISTER, province=UnitTable.load().by_code("56"), units=units)


def box(x: float, y: float, width: float, depth: float) -> str:
    x, y = ORIGIN[0] + x, ORIGIN[1] + y
    ring = [(x, y), (x + width, y), (x + width, y + depth), (x, y + depth), (x, y)]
    return "MultiPolygon(((" + ",".join(f"{a} {b}" for a, b in ring) + ")))"


def settle(dock: Any, qtbot: Any) -> None:
    """Wait until no job runs and everything has been read."""
    session = dock.desk.session
    qtbot.waitUntil(lambda: not dock.desk.jobs.is_busy(), timeout=60000)
    qtbot.waitUntil(lambda: not session.is_reading(), timeout=10000)
    steps = dock.pages["assign"].plan_steps()
    qtbot.waitUntil(lambda: not any(step._reader.is_reading() for step in steps), timeout=10000)
    if dock.review is not None:
        qtbot.waitUntil(lambda: not dock.review.model.is_reading(), timeout=10000)


def find(dock: Any, name: str) -> Any:
    return dock.findChild(QAbstractButton, name) or dock.review.findChild(QAbstractButton, name)


def click(dock: Any, name: str, qtbot: Any) -> None:
    button = find(dock, name)
    assert button.isEnabled(), button.toolTip()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    settle(dock, qtbot)
