"""The generated project: whole, movable, without a path of this machine and without a person's name on the map."""
from __future__ import annotations

import re
import shutil
import zipfile
from contextlib import closing
from pathlib import Path

import pytest
from qgis.core import QgsExpression, QgsMapLayer, QgsProject, QgsRelation, QgsVectorLayer, QgsVectorLayerUtils

from diachiso.core.errors import DiachisoError
from diachiso.core.map_themes import load_themes
from diachiso.core.profile import load_profile
from diachiso.publish.project.layers import LAYER_PROPERTY
from diachiso.publish.project.writer import project_path, write_project
from diachiso.register.connect import connect

SHOWN = {"address", "address_position", "street", "settlement", "admin_unit", "plaque_place"}
HELPERS = {
    "address_near", "object_class", "person", "notification", "plaque", "audit_log", "street_names", "settlement_names",
}  # fmt: skip
ALL = SHOWN | HELPERS


def xml(project: Path) -> str:
    with zipfile.ZipFile(project) as archive:
        [name] = [n for n in archive.namelist() if n.endswith(".qgs")]
        return archive.read(name).decode()


def test_every_layer_opens_and_helpers_are_out_of_sight(layers: dict[str, QgsVectorLayer]) -> None:
    assert set(layers) == ALL and all(layer.isValid() for layer in layers.values())
    project = QgsProject.instance()
    in_tree = {node.layer().customProperty(LAYER_PROPERTY) for node in project.layerTreeRoot().findLayers()}
    assert in_tree == SHOWN
    assert {t for t, la in layers.items() if la.flags() & QgsMapLayer.LayerFlag.Private} == ALL - SHOWN
    assert layers["audit_log"].readOnly()
    assert sorted(f["name"] for f in layers["street_names"].getFeatures()) == ["Lê Lợi", "Trần Phú"]
    assert len(project.mapThemeCollection().mapThemes()) == 1 + len(load_themes())


def test_relations_hang_on_the_identity_and_copy_nobody(layers: dict[str, QgsVectorLayer]) -> None:
    relations = QgsProject.instance().relationManager().relations().values()
    children = {r.referencingLayer().customProperty(LAYER_PROPERTY) for r in relations}
    assert children == {"person", "notification", "plaque", "address_position", "audit_log", "address"}
    for relation in relations:
        assert relation.isValid() and list(relation.fieldPairs().values()) == ["address_id"]
        assert relation.strength() == QgsRelation.RelationStrength.Association


def test_nothing_names_this_machine_and_both_files_may_be_moved(register: Path, layers, tmp_path: Path) -> None:
    text = xml(project_path(register))
    assert str(tmp_path) not in text and "Nguyễn Văn Á" not in text
    sources = re.findall(r"<datasource>([^<]+)</datasource>", text)
    assert len(sources) == len(ALL) and all(s.startswith("./Sổ địa chỉ.gpkg") for s in sources)
    QgsProject.instance().clear()
    moved = tmp_path / "nơi khác"
    shutil.copytree(register.parent, moved)
    shutil.rmtree(register.parent)
    assert QgsProject.instance().read(str(moved / project_path(register).name))
    found = QgsProject.instance().mapLayers().values()
    assert len(found) == len(ALL) and all(layer.isValid() for layer in found)


def test_every_expression_of_the_forms_is_sound(layers: dict[str, QgsVectorLayer]) -> None:
    for table, layer in layers.items():
        expressions = {"display": layer.displayExpression()}
        for index, field in enumerate(layer.fields()):
            expressions[f"{field.name()} default"] = layer.defaultValueDefinition(index).expression()
            expressions[f"{field.name()} check"] = layer.constraintExpression(index)
            expressions[f"{field.name()} value"] = layer.expressionField(index)
            filter_ = layer.editorWidgetSetup(index).config().get("FilterExpression")
            expressions[f"{field.name()} filter"] = filter_ or ""
        for tab in layer.editFormConfig().tabs():
            for box in tab.children() if hasattr(tab, "children") else ():
                if hasattr(box, "visibilityExpression"):
                    expressions[box.name()] = box.visibilityExpression().data().expression()
        for what, text in expressions.items():
            wrong = QgsExpression(text).parserErrorString() if text else ""
            assert not wrong, (table, what, wrong)
            assert "overlay_nearest" not in text or text.count("overlay_nearest") == text.count("max_distance"), what


def test_the_form_says_every_field_once_in_the_language(register: Path, layers, tmp_path: Path) -> None:
    profile = load_profile()
    address = layers["address"]

    def names(element) -> list[str]:
        if hasattr(element, "children"):
            return [n for child in element.children() for n in names(child)]
        return [element.name()]

    tabs = address.editFormConfig().tabs()
    assert [tab.name() for tab in tabs] == ["Basic", "Advanced", "People", "Notices", "Plaques", "History"]
    shown = [n for tab in tabs[:2] for n in names(tab) if not n.startswith("diachiso_")]
    assert sorted(shown) == sorted([*(f.name for f in profile.fields if f.form.value != "hidden"), "completeness"])
    for field in profile.fields:
        assert address.attributeAlias(address.fields().indexOf(field.name)) == field.label.en
    write_project(register, tmp_path / "vi.qgz", "vi_VN")
    text = xml(tmp_path / "vi.qgz")
    assert all(f'name="{field.label.vi}"' in text for field in profile.fields if not set('"<>&') & set(field.label.vi))


def test_code_and_identity_are_not_for_typing(layers: dict[str, QgsVectorLayer]) -> None:
    address = layers["address"]
    config = address.editFormConfig()
    kinds = {f.name(): address.editorWidgetSetup(i).type() for i, f in enumerate(address.fields())}
    for name in ("code", "code_scheme", "address_text", "created_at", "plus_code"):
        assert config.readOnly(address.fields().indexOf(name)), name
    assert {n for n, kind in kinds.items() if kind == "Hidden"} == {"fid", "address_id", "apply_id", "province_code"}
    assert (kinds["stage"], kinds["floors"], kinds["no_number"], kinds["photo"], kinds["parent_id"]) == (
        "ValueMap", "Range", "CheckBox", "ExternalResource", "RelationReference",
    )  # fmt: skip
    photo = address.editorWidgetSetup(address.fields().indexOf("photo")).config()
    assert int(photo["RelativeStorage"]) == 1


def test_a_project_that_cannot_be_written_says_so(register: Path, qgis_app) -> None:
    with pytest.raises(DiachisoError, match="register itself is ready"):
        write_project(register, register.parent / "no such folder" / "a.qgz", "en")
    assert QgsProject.instance().mapLayers() == {}


def test_a_register_without_streets_takes_their_names_as_text(tmp_path: Path, qgis_app) -> None:
    from types import SimpleNamespace

    from diachiso.register.create import create_register

    path = tmp_path / "a.gpkg"
    create_register(path, province=SimpleNamespace(code="56", full_name="Tỉnh Khánh Hòa"))
    write_project(path, project_path(path), "vi")
    project = QgsProject.instance()
    assert project.read(str(project_path(path)))
    [address] = [la for la in project.mapLayers().values() if la.customProperty(LAYER_PROPERTY) == "address"]
    kinds = {f.name(): address.editorWidgetSetup(i).type() for i, f in enumerate(address.fields())}
    assert (kinds["street"], kinds["settlement"], kinds["commune_code"]) == ("TextEdit", "TextEdit", "ValueRelation")
    project.clear()


def test_it_can_be_made_outside_the_main_thread(register: Path, qgis_app) -> None:
    """A model runs its algorithms in the background."""
    from threading import Thread

    problems: list[BaseException] = []

    def work() -> None:
        try:
            write_project(register, project_path(register), "en")
        except BaseException as error:
            problems.append(error)

    thread = Thread(target=work)
    thread.start()
    thread.join()
    assert problems == [] and QgsProject.instance().read(str(project_path(register)))
    QgsProject.instance().clear()


def test_a_theme_changes_the_signs_and_nothing_else(layers: dict[str, QgsVectorLayer]) -> None:
    address, project = layers["address"], QgsProject.instance()
    usual = address.styleManager().currentStyle()
    tabs, alias = len(address.editFormConfig().tabs()), address.attributeAlias(address.fields().indexOf("name"))
    for theme in load_themes():
        title = theme.title.en.replace(",", "")
        state = project.mapThemeCollection().mapThemeState(title)
        shown = {r.layer().customProperty(LAYER_PROPERTY): r.currentStyle for r in state.layerRecords()}
        assert set(shown) == {"address", "street", "admin_unit"} and shown["address"] == title
        assert address.styleManager().setCurrentStyle(title)
        labels = [rule.label() for rule in address.renderer().rootRule().children()]
        assert labels == [category.label.en for category in theme.categories]
        for rule in address.renderer().rootRule().children():
            assert not QgsExpression(rule.filterExpression()).hasParserError()
        assert len(address.editFormConfig().tabs()) == tabs
        assert address.attributeAlias(address.fields().indexOf("name")) == alias
    assert address.styleManager().setCurrentStyle(usual)
    assert address.renderer().type() == "categorizedSymbol"


def test_a_server_would_not_show_people(layers: dict[str, QgsVectorLayer]) -> None:
    hidden, _ = QgsProject.instance().readListEntry("WMSRestrictedLayers", "/")
    assert set(hidden) == {layers[table].name() for table in HELPERS}
    assert QgsProject.instance().readListEntry("WFSLayers", "/")[0] == []


def test_plaques_are_drawn_by_state(register: Path, layers: dict[str, QgsVectorLayer]) -> None:
    from ..print_town import add_addresses, address

    add_addresses(register, [address(1), address(2), address(3)])
    with closing(connect(register, write=True)) as con:
        for serial, state in ((1, "made"), (1, "mounted"), (2, "not_mounted")):
            con.execute(
                "INSERT INTO plaque (address_id, state) SELECT address_id, ? FROM address WHERE code = ?",
                (state, f"00101{serial:05d}"),
            )
    layer = layers["plaque_place"]
    layer.reload()
    assert sorted((f["code"], f["state"], f.geometry().isEmpty()) for f in layer.getFeatures()) == [
        ("0010100001", "mounted", False), ("0010100002", "not_mounted", False)
    ]  # fmt: skip
    node = QgsProject.instance().layerTreeRoot().findLayer(layer)
    assert not node.itemVisibilityChecked(), "asked for when it is needed"
    categories = {c.value(): c.symbol().color().name() for c in layer.renderer().categories()}
    assert len(categories) == len(set(categories.values())) == 9


FORM_OF_PLAQUE = [
    ({"state": "mounted", "mounted_at": "2026-11-22", "lon": 109.0002, "lat": 12.01}, (True, True, True)),
    ({"state": "mounted", "mounted_at": "2026-11-22", "lon": 109.0002, "lat": 12.0104}, (True, True, True)),
    ({"state": "mounted", "lon": 109.0002, "lat": 12.0105}, (True, False, False)),
    ({"state": "mounted", "lon": 109.0007, "lat": 12.01}, (True, False, False)),
    ({"state": "not_mounted"}, (False, True, True)),
    ({"state": "not_mounted", "not_mounted": "absent"}, (True, True, True)),
    ({"state": "made"}, (True, True, True)),
]


def test_the_form_of_a_plaque_looks_at_its_place(register: Path, layers: dict[str, QgsVectorLayer]) -> None:
    from ..print_town import add_addresses, address

    add_addresses(register, [address(1, address_id="a1")])
    layers["address"].reload()
    plaque = layers["plaque"]
    indexes = [plaque.fields().indexOf(name) for name in ("not_mounted", "mounted_at", "lat")]
    for values, passed in FORM_OF_PLAQUE:
        feature = QgsVectorLayerUtils.createFeature(plaque)
        feature["address_id"] = "a1"
        for name, value in values.items():
            feature[name] = value
        found = [QgsVectorLayerUtils.validateAttribute(plaque, feature, index)[0] for index in indexes]
        assert tuple(found) == passed, values
