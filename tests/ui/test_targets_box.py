"""Targets on the page Overview: bars of the figures, the indicator by commune, its trend, what is missing, its map."""
from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from qgis.core import QgsExpressionContext, QgsExpressionContextUtils, QgsProject, QgsRenderContext
from qgis.PyQt.QtWidgets import QTreeWidget

from diachiso.core.indicators import CountRow, Counts, Figure
from diachiso.register.gate import writer_gate
from diachiso.register.indicator_missing import missing_addresses
from diachiso.register.indicator_store import KeptFigures, keep_figures
from diachiso.register.indicators import read_indicators
from diachiso.ui.bars import SHARE_ROLE
from diachiso.ui.register_layers import add_register_layers

from ..report_town import make_report_town


@pytest.fixture
def register(tmp_path: Path) -> Path:
    return make_report_town(tmp_path / "sổ.gpkg", 150)


@pytest.fixture
def targets(opened: Any, qtbot: Any) -> Any:
    box = opened.pages["overview"].targets
    qtbot.waitUntil(lambda: box.progress is not None and not box._reader.is_reading(), timeout=10000)
    return box


def shown(tree: QTreeWidget, column: int = 0) -> list[str]:
    return [tree.topLevelItem(k).text(column) for k in range(tree.topLevelItemCount())]


def click(qtbot: Any, tree: QTreeWidget, row: int) -> None:
    tree.itemClicked.emit(tree.topLevelItem(row), 0)


def test_targets_and_communes_are_bars_of_the_registers_figures(targets: Any, register: Path) -> None:
    found = read_indicators(register)
    counted = [row.counts for row in found.rows if found.classes.get(row.object_class) in ("I", "II")]
    whole = sum(counted, Counts())
    item = targets.targets.topLevelItem(0)
    assert item.data(1, SHARE_ROLE) == 1000 * whole.collected // whole.total
    assert targets.targets.topLevelItemCount() == 4
    assert sorted(shown(targets.communes)) == ["(no commune)", "P. Biển", "Xã Núi"]
    shares = [targets.communes.topLevelItem(k).data(1, SHARE_ROLE) for k in range(3)]
    assert shares == sorted(shares), "who is furthest behind stands first"
    assert targets.trend.isHidden() and "first report" in targets.trend_note.text()


def test_another_indicator_shows_its_own_shares(targets: Any) -> None:
    before = shown(targets.communes, 1)
    targets.indicator.setCurrentIndex(targets.indicator.findData("mounted_share"))
    assert shown(targets.communes, 1) != before


def test_a_click_on_a_target_selects_what_is_missing(
    targets: Any, opened: Any, register: Path, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    tables: list[tuple[Any, str]] = []
    monkeypatch.setattr(opened.desk.iface, "showAttributeTable", lambda *a: tables.append(a), raising=False)
    click(qtbot, targets.targets, 0)
    qtbot.waitUntil(lambda: "Add the register's layers" in targets.found.text(), timeout=5000)
    add_register_layers(str(register), QgsProject.instance())
    click(qtbot, targets.targets, 0)
    qtbot.waitUntil(lambda: bool(tables), timeout=5000)
    layer, expression = tables[0]
    expected = missing_addresses(register, Figure.COLLECTED, None, ("I", "II"))
    assert sorted(layer.selectedFeatureIds()) == list(expected.fids) and expected.count > 0
    assert expression == "is_selected()" and f"{expected.count} are missing" in targets.found.text()
    row = shown(targets.communes).index("Xã Núi")
    click(qtbot, targets.communes, row)
    qtbot.waitUntil(lambda: len(tables) == 2, timeout=5000)
    expected = missing_addresses(register, Figure.COLLECTED, "22561")
    assert sorted(layer.selectedFeatureIds()) == list(expected.fids)


def test_a_target_of_applications_says_where_they_are_named(targets: Any, qtbot: Any) -> None:
    click(qtbot, targets.targets, 3)
    assert "report profile" in targets.found.text()


def test_the_trend_goes_through_the_months_that_were_kept(
    targets: Any, opened: Any, register: Path, qtbot: Any
) -> None:
    rows = (CountRow("22528", "house", Counts(100, 10, 5, 5, 5, 0)),)
    with writer_gate(register, action="test"):
        keep_figures(register, KeptFigures("2025-01", date(2025, 1, 15), "", "", 0, 0, rows))
    opened.desk.session.refresh()
    qtbot.waitUntil(lambda: len(targets.trend.points) == 2, timeout=10000)
    assert targets.trend.points[0] == ("01/2025", 100, "10 %") and not targets.trend.isHidden()
    assert any(text.startswith(("+", "−")) for text in shown(targets.communes, 2))


def test_the_map_has_a_style_and_a_theme_for_each_indicator(targets: Any, register: Path, qtbot: Any) -> None:
    project = QgsProject.instance()
    add_register_layers(str(register), project)
    targets.map_button.click()
    targets.indicator.setCurrentIndex(1)
    targets.map_button.click()
    layers = [layer for layer in project.mapLayers().values() if "Progress" in layer.name()]
    assert len(layers) == 1, "the second click brings the first layer up to date"
    points = project.layerTreeRoot().findLayer(targets.desk.selection.layer().id())
    assert not points.isVisible(), "points would cover the colours"
    layer = layers[0]
    names = [targets.indicator.itemText(k) for k in range(targets.indicator.count())]
    assert set(names) <= set(layer.styleManager().styles()) and layer.styleManager().currentStyle() == names[1]
    assert {f"Progress: {name}" for name in names} <= set(project.mapThemeCollection().mapThemes())
    shares = {line.commune: line.value(targets._column()) for line in targets.progress.table.communes}
    context = QgsRenderContext()
    context.setExpressionContext(QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(layer)))
    renderer = layer.renderer().clone()
    renderer.startRender(context, layer.fields())
    seen = {}
    for feature in layer.getFeatures():
        context.expressionContext().setFeature(feature)
        seen[feature["code"]] = renderer.legendKeysForFeature(feature, context)
    renderer.stopRender(context)
    assert seen.keys() == {"22528", "22561"} and all(keys for keys in seen.values())
    assert shares["22528"] is not None


def test_without_a_register_there_are_no_targets(targets: Any, opened: Any) -> None:
    opened.close_register()
    assert targets.isHidden() and targets.progress is None
