"""The desktop of the ui tests: QGIS's test interface with a real main window, and a register on the disk."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from qgis.core import QgsApplication, QgsProject

from .town import CODE, ORIGIN, REGISTER, box, make_registers, settle


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
def register(tmp_path: Path, once: Callable[..., Path]) -> Path:
    """A register with two communes and a block, in a folder with a Vietnamese name."""
    return once(make_registers, tmp_path / "Sổ địa chỉ") / REGISTER


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


@pytest.fixture
def provider(qgis_app: Any) -> Iterator[Any]:
    from diachiso.processing.provider import DiachisoProvider

    registry = QgsApplication.processingRegistry()
    provider = DiachisoProvider()
    registry.addProvider(provider)
    yield provider
    registry.removeProvider(provider)


@pytest.fixture
def town(qgis_new_project: Any, make_layer: Callable[..., Any]) -> dict[str, Any]:
    """Ten houses along a street, their commune, and a code that was issued for the third of them."""
    layers = {
        "buildings": make_layer(
            [box(10 * i, 0, 5, 12) for i in range(10)],
            {
                "bld_id": [f"B{i}" for i in range(10)],
                "so_nha": [str(2 * i + 1) for i in range(10)],
                "ten_duong": ["Trần Phú"] * 10,
            },
            crs="EPSG:9217",
            name="buildings",
        ),
        "communes": make_layer(
            [box(-500, -500, 2000, 2000)], {"code": ["22366"], "full_name": ["Phường Nha Trang"]},
            crs="EPSG:9217", name="communes",
        ),
        "official": make_layer(
            [f"Point({ORIGIN[0] + 22} {ORIGIN[1] + 6})"],
            {"ma_dia_chi": [CODE], "so_nha": ["5"], "ten_duong": ["Trần Phú"]},
            crs="EPSG:9217", name="official",
        ),
    }  # fmt: skip
    QgsProject.instance().addMapLayers(list(layers.values()))
    return layers


@pytest.fixture
def desk(dock: Any, provider: Any, town: Any, tmp_path: Path, qtbot: Any) -> Any:
    """The dock with a new register of the town and a block, made through the dock itself."""
    folder = tmp_path / "Sổ địa chỉ"
    folder.mkdir()
    dock.desk.roles.guess()
    parameters = {"PROVINCE": "56", "OUTPUT": str(folder / "register.gpkg"), "UNITS": town["communes"].id()}
    dock.pages["overview"].register_box.create(parameters)
    settle(dock, qtbot)
    block = {"COMMUNE": "22366", "PREFIX": "00101", "FIRST": 100, "LAST": 500, "AUTHORITY_DOC": "01/GM"}
    dock.pages["overview"].blocks.add(block)
    settle(dock, qtbot)
    dock.show_page("assign")
    return dock
