"""The desktop of the ui tests: QGIS's test interface with a real main window, and a register on the disk."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest


@pytest.fixture
def desktop(qgis_iface: Any, qgis_new_project: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The test interface, docking into its main window (its own `addDockWidget` does nothing)."""
    main = qgis_iface.mainWindow()
    monkeypatch.setattr(qgis_iface, "addDockWidget", main.addDockWidget, raising=False)
    monkeypatch.setattr(qgis_iface, "removeDockWidget", main.removeDockWidget, raising=False)
    return qgis_iface


@pytest.fixture
def messages(desktop: Any) -> Callable[[], list[str]]:
    """The texts in the message bar."""
    bar = desktop.messageBar()
    bar.clear_messages() if hasattr(bar, "clear_messages") else bar.clearWidgets()

    def texts() -> list[str]:
        found = []
        for level in bar.messages.values():
            found.extend(str(text).split(":", 1)[-1] for text in level)
        return found

    return texts


@pytest.fixture
def register(tmp_path: Path) -> Path:
    """A register with two communes and a block, in a folder with a Vietnamese name."""
    from diachiso.core.units import UnitTable
    from diachiso.register.create import create_register
    from diachiso.register.rows import UnitRow

    folder = tmp_path / "Sổ địa chỉ"
    folder.mkdir()
    path = folder / "khánh hòa.gpkg"
    units = [
        UnitRow(code, "commune", name, name, province_code="56", postcode=postcode)
        for code, name, postcode in (("22366", "Phường Nha Trang", "00101"), ("22390", "Phường Tây Nha Trang", "00102"))
    ]
    create_register(path, province=UnitTable.load().by_code("56"), units=units)
    return path


@pytest.fixture
def dock(desktop: Any, qtbot: Any) -> Iterator[Any]:
    """The dock in the main window, cleaned up afterwards."""
    from qgis.core import QgsSettings
    from qgis.PyQt.QtCore import Qt

    from diachiso.ui.dock import AddressDock

    QgsSettings().remove("diachiso")
    main = desktop.mainWindow()
    panel = AddressDock(desktop, main)
    main.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, panel)
    main.resize(1366, 768)
    main.show()
    panel.show()
    yield panel
    panel.cleanup()
    main.removeDockWidget(panel)
    panel.setParent(None)
    panel.deleteLater()
    main.hide()


@pytest.fixture
def opened(dock: Any, register: Path, qtbot: Any) -> Any:
    """The dock with the register open."""
    with qtbot.waitSignal(dock.desk.session.changed, timeout=10000):
        dock.desk.session.open(str(register))
    return dock
