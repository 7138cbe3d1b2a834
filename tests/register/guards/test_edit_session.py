"""A person edits the register in QGIS: real edit sessions through the OGR provider."""
from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from osgeo import gdal
from qgis.core import QgsFeature, QgsGeometry, QgsPointXY, QgsProject, QgsVectorLayer, QgsVectorLayerUtils

from diachiso.core.block_rules import BlockRequest
from diachiso.register.blocks import add_blocks
from diachiso.register.connect import connect
from diachiso.register.schema import LAYERS
from diachiso.register.triggers import missing_triggers

pytestmark = pytest.mark.usefixtures("qgis_app")


def layer_of(register: Path, table: str = "address") -> QgsVectorLayer:
    layer = QgsVectorLayer(f"{register}|layername={table}", table, "ogr")
    assert layer.isValid(), table
    return layer


def query(register: Path, sql: str) -> list[tuple]:
    with closing(connect(register)) as con:
        return con.execute(sql).fetchall()


def new_feature(layer: QgsVectorLayer, **values: object) -> QgsFeature:
    """A feature as the digitising tool makes it, with the provider's defaults filled in."""
    attributes = {layer.fields().indexOf(name): value for name, value in values.items()}
    return QgsVectorLayerUtils.createFeature(layer, QgsGeometry.fromPointXY(QgsPointXY(109.01, 12.01)), attributes)


@pytest.fixture
def add_in_qgis(register: Path) -> Callable[..., QgsVectorLayer]:
    """Adds and saves an address in an edit session; returns the layer, not in edit mode."""

    def add(**values: object) -> QgsVectorLayer:
        layer = layer_of(register)
        assert layer.startEditing() and layer.addFeature(new_feature(layer, **values))
        assert layer.commitChanges(), layer.commitErrors()
        return layer

    return add


def test_qgis_opens_every_table_without_a_warning(register: Path) -> None:
    said: list[str] = []
    gdal.PushErrorHandler(lambda level, code, text: said.append(text))
    try:
        for layer in LAYERS:
            opened = layer_of(register, layer.table)
            assert opened.isSpatial() is (layer.geometry is not None)
            assert not opened.isSpatial() or opened.crs().authid() == "EPSG:4326"
            list(opened.getFeatures())
        source = gdal.OpenEx(str(register), gdal.OF_VECTOR | gdal.OF_UPDATE)
        assert {source.GetLayer(i).GetName() for i in range(source.GetLayerCount())} == {x.table for x in LAYERS}
    finally:
        gdal.PopErrorHandler()
    assert said == []


def test_the_form_of_a_new_address_is_not_blocked(register: Path) -> None:
    """No constraint that QGIS knows forbids to save a feature with nothing but its point."""
    layer = layer_of(register)
    feature = new_feature(layer)
    for index in range(layer.fields().count()):
        assert QgsVectorLayerUtils.validateAttribute(layer, feature, index) == (True, [])


def test_the_books_of_the_machine_are_hidden(register: Path) -> None:
    source = gdal.OpenEx(str(register), gdal.OF_VECTOR)
    names = {source.GetLayer(i).GetName() for i in range(source.GetLayerCount())}
    assert not names & {"code_ledger", "audit_log", "sync_dirty", "sync_ctl", "address_source", "apply_run"}


def test_a_new_address_gets_identity_text_times_mark_and_audit(register: Path, add_in_qgis) -> None:
    add_in_qgis(house_number="5", street="30/4", commune_code="99001", commune="Phường Biển")
    columns = "address_id, address_text, created_at, stage"
    [(identity, text, created, stage)] = query(register, f"SELECT {columns} FROM address")
    assert len(identity) == 36 and text == "5 đường 30/4, Phường Biển"
    assert created and stage == "declared"
    assert query(register, "SELECT * FROM sync_dirty") == [("address", 1)]
    assert query(register, "SELECT action, object_id FROM audit_log") == [("insert", identity)]
    assert query(register, "SELECT count(*) FROM rtree_address_geom") == [(1,)]


def test_an_edit_is_saved_with_its_traces_and_an_undone_one_leaves_none(register: Path, add_in_qgis) -> None:
    layer = add_in_qgis(street="Trần Phú", commune="Phường Biển")
    before = query(register, "SELECT * FROM address"), query(register, "SELECT * FROM audit_log")
    street = layer.fields().indexOf("street")
    layer.startEditing()
    layer.changeAttributeValue(1, street, "Lê Lợi")
    layer.changeGeometry(1, QgsGeometry.fromPointXY(QgsPointXY(109.02, 12.02)))
    layer.undoStack().undo()
    layer.undoStack().undo()
    assert layer.commitChanges()
    assert (query(register, "SELECT * FROM address"), query(register, "SELECT * FROM audit_log")) == before
    layer.startEditing()
    layer.changeAttributeValue(1, street, "Lê Lợi")
    assert layer.rollBack()
    assert query(register, "SELECT * FROM address") == before[0]
    layer.startEditing()
    layer.changeAttributeValue(1, street, "Lê Lợi")
    layer.changeGeometry(1, QgsGeometry.fromPointXY(QgsPointXY(109.02, 12.02)))
    assert layer.commitChanges(), layer.commitErrors()
    assert query(register, "SELECT address_text FROM address") == [("Lê Lợi, Phường Biển",)]
    changes = query(register, "SELECT group_concat(new) FROM audit_log WHERE action = 'update'")[0][0]
    assert '"street":"Lê Lợi"' in changes and '"geom":"' in changes


def test_a_deleted_address_is_refused_and_stays(register: Path, add_in_qgis) -> None:
    layer = add_in_qgis(street="Trần Phú")
    layer.startEditing()
    layer.deleteFeature(1)
    assert not layer.commitChanges()
    assert "Không xóa" in " ".join(layer.commitErrors())
    layer.rollBack()
    assert query(register, "SELECT street FROM address") == [("Trần Phú",)]


def give_code(register: Path, code: str) -> None:
    """Give address 1 a code as an apply would."""
    with closing(connect(register, write=True)) as con:
        con.execute("BEGIN")
        con.execute(
            "INSERT INTO code_ledger (code, scheme, address_id, state)"
            " SELECT ?, 'ndas', address_id, 'given' FROM address WHERE fid = 1", (code,),
        )  # fmt: skip
        con.execute("UPDATE address SET code = ?, code_scheme = 'ndas', code_origin = 'block' WHERE fid = 1", (code,))
        con.execute("COMMIT")


def test_promise_1_a_duplicated_feature_gets_no_look_alike_of_the_code(register: Path, add_in_qgis) -> None:
    """QGIS makes `…_1` of the code: the copy is an address of its own, without a code."""
    layer = add_in_qgis(street="Trần Phú")
    give_code(register, "0012300001")
    layer = layer_of(register)
    original = next(layer.getFeatures())
    layer.startEditing()
    copy, _ = QgsVectorLayerUtils.duplicateFeature(layer, original, QgsProject.instance(), 0)
    [pending] = layer.editBuffer().addedFeatures().values()
    assert pending["address_id"] != original["address_id"]
    assert layer.commitChanges(), layer.commitErrors()
    rows = query(register, "SELECT address_id, code, street FROM address ORDER BY fid")
    assert len({row[0] for row in rows}) == 2
    assert [row[1:] for row in rows] == [("0012300001", "Trần Phú"), (None, "Trần Phú")]


def test_an_unlawful_stage_is_refused_and_the_buffer_kept(register: Path, add_in_qgis) -> None:
    layer = add_in_qgis(street="Trần Phú")
    stage = layer.fields().indexOf("stage")
    layer.startEditing()
    layer.changeAttributeValue(1, stage, "issued")
    assert not layer.commitChanges()
    assert "Không được chuyển trạng thái" in " ".join(layer.commitErrors())
    assert layer.editBuffer().changedAttributeValues()
    layer.changeAttributeValue(1, stage, "retired")
    assert layer.commitChanges(), layer.commitErrors()


def test_a_block_typed_into_its_table_is_refused_with_the_way_to_add_one(register: Path) -> None:
    request = BlockRequest("99001", "00123", 1, 100, "CV 1")
    add_blocks(register, [request])
    layer = layer_of(register, "code_block")
    fields = {field.name(): i for i, field in enumerate(layer.fields())}
    [block] = layer.getFeatures()
    typed = QgsFeature(layer.fields())
    typed.setAttributes([None, *block.attributes()[1:]])
    typed.setAttribute("prefix", "00199")
    layer.startEditing()
    assert layer.addFeature(typed) and not layer.commitChanges()
    assert "Thêm dải số" in " ".join(layer.commitErrors())
    layer.rollBack()
    for name, value in {"commune_code": "99002", "authority_doc": "CV 2", "last_serial": 99_999}.items():
        layer.startEditing()
        assert layer.changeAttributeValue(block.id(), fields[name], value) and not layer.commitChanges(), name
        layer.rollBack()
    assert query(register, "SELECT prefix, commune_code, last_serial, authority_doc FROM code_block") == [
        ("00123", "99001", 100, "CV 1")
    ]
    add_blocks(register, [BlockRequest("99001", "00123", 101, 200, "CV 2")])


def test_renaming_a_commune_in_its_layer_renames_the_addresses(register: Path, add_in_qgis) -> None:
    add_in_qgis(street="Trần Phú", commune="Phường Biển", commune_code="99001")
    communes = layer_of(register, "admin_unit")
    [fid] = [f.id() for f in communes.getFeatures() if f["code"] == "99001"]
    communes.startEditing()
    communes.changeAttributeValue(fid, communes.fields().indexOf("full_name"), "Phường Biển Đông")
    assert communes.commitChanges(), communes.commitErrors()
    assert query(register, "SELECT address_text FROM address") == [("Trần Phú, Phường Biển Đông",)]


def test_edits_by_the_provider_alone_leave_traces_too(register: Path, add_in_qgis) -> None:
    """QGIS's signals do not see these; the triggers do."""
    layer = add_in_qgis(street="Trần Phú")
    assert layer.dataProvider().changeAttributeValues({1: {layer.fields().indexOf("note"): "x"}})
    assert query(register, "SELECT new FROM audit_log WHERE action = 'update'") == [('{"note":"x"}',)]


def test_an_overwritten_layer_is_found_by_its_missing_triggers(register: Path, tmp_path: Path) -> None:
    copy = str(tmp_path / "streets.gpkg")
    gdal.VectorTranslate(copy, str(register), layers=["street"])
    gdal.VectorTranslate(str(register), copy, layers=["street"], accessMode="overwrite")
    with closing(connect(register)) as con:
        assert "street_no_delete" in missing_triggers(con)
