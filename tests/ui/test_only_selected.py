"""Coding only the selected objects: by the tick of the page Assign, and headless."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import Any

import processing
import pytest
from qgis.core import QgsProcessingException, QgsProcessingFeatureSourceDefinition, QgsProject
from qgis.PyQt.QtCore import QPoint, Qt
from qgis.PyQt.QtWidgets import QCheckBox

from .town import CODE, click, settle


def keys(dock: Any) -> list[str]:
    with closing(sqlite3.connect(dock.desk.session.path)) as con:
        return [key for (key,) in con.execute("SELECT source_key FROM address_source ORDER BY 1")]


def fids(layer: Any, *keys: str) -> list[int]:
    return [feature.id() for feature in layer.getFeatures() if feature["bld_id"] in keys]


def tick(dock: Any, qtbot: Any) -> Any:
    box = dock.findChild(QCheckBox, "assignOnlySelected")
    qtbot.mouseClick(box, Qt.MouseButton.LeftButton, pos=QPoint(8, box.height() // 2))
    assert box.isChecked()
    return box


def test_only_the_selected_houses_get_codes(desk, town, qtbot):
    layer, step = town["buildings"], desk.pages["assign"].assign
    box = tick(desk, qtbot)
    assert not step.plan_button.isEnabled() and step.reason.text().startswith("Select the objects on the map")
    layer.selectByIds(fids(layer, "B2", "B5", "B6"))
    assert box.text() == "Only the selected objects (3)" and step.plan_button.isEnabled()
    click(desk, "assignPlan", qtbot)
    plan = step.plan_layer()
    assert sorted(f["source_key"] for f in plan.getFeatures()) == ["B2", "B5", "B6"]
    layer.selectByIds(fids(layer, "B0"))  # somebody works on the map before the plan is applied
    settle(desk, qtbot)
    click(desk, "assignApply", qtbot)
    assert keys(desk) == ["B2", "B5", "B6"]
    assert sorted(layer.selectedFeatureIds()) == sorted(fids(layer, "B2", "B5", "B6"))

    box.setChecked(False)
    click(desk, "assignPlan", qtbot)
    click(desk, "assignApply", qtbot)
    assert len(keys(desk)) == 10  # the rest, in a second go


def test_the_others_are_not_reported_missing(desk, town, qtbot):
    layer, step = town["buildings"], desk.pages["assign"].assign
    click(desk, "assignPlan", qtbot)
    click(desk, "assignApply", qtbot)
    layer.selectByIds(fids(layer, "B3"))
    tick(desk, qtbot)
    click(desk, "assignPlan", qtbot)
    rows = [(f["source_key"], f["status"]) for f in step.plan_layer().getFeatures()]
    assert rows == [("B3", "kept")]


@pytest.fixture
def selected(town: Any) -> Any:
    """INPUT of an algorithm: a layer's selected features."""

    def definition(*keys: str) -> Any:
        town["buildings"].selectByIds(fids(town["buildings"], *keys))
        return QgsProcessingFeatureSourceDefinition(town["buildings"].id(), True)

    return definition


def run(dock: Any, name: str, **parameters: Any) -> dict[str, Any]:
    given = {"REGISTER": dock.desk.session.path, "OUTPUT": "TEMPORARY_OUTPUT", **parameters}
    return processing.run(f"diachiso:{name}", given)


def test_an_empty_selection_says_so(desk, selected):
    with pytest.raises(QgsProcessingException, match="No object of the layer buildings is selected"):
        run(desk, "assigncodes", INPUT=selected())


def test_a_neighbour_that_is_not_selected_still_stands_there(desk, town, selected):
    """The issued code is the third house's; with only the fourth selected nobody takes it."""
    found = run(desk, "matchcodes", OFFICIAL=town["official"], INPUT=selected("B3"), DRY_RUN=False)
    assert found["MATCHED"] == 0 and keys(desk) == []
    found = run(desk, "matchcodes", OFFICIAL=town["official"], INPUT=selected("B2"), DRY_RUN=False)
    assert found["MATCHED"] == 1 and keys(desk) == ["B2"]
    with closing(sqlite3.connect(desk.desk.session.path)) as con:
        assert con.execute("SELECT code FROM address").fetchall() == [(CODE,)]
    assert QgsProject.instance().mapLayer(town["buildings"].id()) is not None
