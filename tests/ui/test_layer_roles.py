"""The layers' roles: guessed from the project, changed by the user, kept in the project."""

from __future__ import annotations

from typing import Any

import pytest
from qgis.core import QgsProject

SQUARE = "MultiPolygon(((0 0,0 1,1 1,0 0)))"


@pytest.fixture
def land(qgis_new_project: Any, make_layer: Any) -> dict[str, Any]:
    """A project with land data as offices name it."""
    layers = {
        "building": make_layer([SQUARE], {"bld_id": ["1"], "so_nha": ["12"], "ten_duong": ["Trần Phú"]}, name="nha"),
        "parcel": make_layer([SQUARE], {"SoHieuToBanDo": [1], "SoThuTuThua": [2]}, name="thua_dat"),
        "commune": make_layer([SQUARE], {"code": ["22366"], "full_name": ["Phường A"]}, name="communes"),
        "street": make_layer(["LineString(0 0,1 1)"], {"name": ["Trần Phú"]}, name="duong"),
        "official": make_layer(["Point(0 0)"], {"ma_dia_chi": ["0010100001"]}, name="ma da cap"),
    }
    QgsProject.instance().addMapLayers(list(layers.values()))
    return layers


@pytest.fixture
def roles(land: Any):
    from diachiso.ui.layer_roles import LayerRoles

    roles = LayerRoles(QgsProject.instance())
    yield roles
    roles.close()


def test_layers_are_found_by_name_and_geometry(roles, land):
    assert {role: roles.layer(role) for role in land} == land
    assert roles.layer("settlement") is None
    assert roles.objects() == "building"


def test_fields_are_found_and_can_be_changed(roles, land):
    assert roles.field("building", "number") == "so_nha"
    assert roles.field_parameters("building", {"id": "ID_FIELD", "name": "NAME_FIELD"}) == {"ID_FIELD": "bld_id"}
    roles.choose_field("building", "number", "bld_id")
    assert roles.field("building", "number") == "bld_id"
    roles.choose_field("building", "number", "")
    assert roles.field("building", "number") == ""


def test_a_choice_outlives_the_dock_and_none_is_a_choice(roles, land):
    from diachiso.ui.layer_roles import LayerRoles

    roles.choose("building", land["parcel"])
    roles.choose("street", None)
    again = LayerRoles(QgsProject.instance())
    assert again.layer("building") is land["parcel"] and again.layer("street") is None
    again.close()


def test_roles_follow_the_projects_layers(roles, land, make_layer, qtbot):
    with qtbot.waitSignal(roles.changed, timeout=2000):
        QgsProject.instance().removeMapLayer(land["building"].id())
    assert roles.layer("building") is None and roles.objects() == "parcel"
    with qtbot.waitSignal(roles.changed, timeout=2000):
        QgsProject.instance().addMapLayer(make_layer([SQUARE], {"so_nha": ["1"]}, name="buildings"))
    assert roles.layer("building").name() == "buildings"


def test_our_own_layers_are_never_land_data(roles, make_layer, qtbot):
    plan = make_layer(["Point(0 0)"], {"code": ["0010100001"]}, name="official points")
    plan.setCustomProperty("diachiso/plan_kind", "assign")
    QgsProject.instance().removeAllMapLayers()
    with qtbot.waitSignal(roles.changed, timeout=2000):
        QgsProject.instance().addMapLayer(plan)
    assert roles.layer("official") is None
