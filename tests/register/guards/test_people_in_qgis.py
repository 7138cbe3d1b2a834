"""Powers and people in QGIS's own edit sessions: what is refused keeps the buffer, what is saved stays apart."""
from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest
from qgis.core import QgsFeature, QgsVectorLayer

from diachiso.core.powers import Power
from diachiso.register.connect import connect
from diachiso.register.erase import erase_person
from diachiso.register.people import Subject
from diachiso.register.power_setting import set_powers

pytestmark = pytest.mark.usefixtures("qgis_app")


def layer_of(register: Path, table: str) -> QgsVectorLayer:
    layer = QgsVectorLayer(f"{register}|layername={table}", table, "ogr")
    assert layer.isValid()
    return layer


def query(register: Path, sql: str) -> list[tuple]:
    with closing(connect(register)) as con:
        return con.execute(sql).fetchall()


@pytest.fixture
def town(register: Path) -> Path:
    """One submitted address."""
    with closing(connect(register, write=True)) as con:
        con.execute("UPDATE sync_ctl SET value = '1' WHERE key = 'applying'")
        ledger = "INSERT INTO code_ledger (code, scheme, address_id, state) VALUES ('0012300001', 'ndas', 'a', 'given')"
        con.execute(ledger)
        con.execute(
            "INSERT INTO address (address_id, code, stage, object_class, house_number, street, commune_code, province)"
            " VALUES ('a', '0012300001', 'submitted', 'house', '5', 'Trần Phú', '99001', 'x')"
        )
        con.execute("UPDATE sync_ctl SET value = '0' WHERE key = 'applying'")
    return register


def test_a_verification_in_a_form_needs_the_power_of_the_name_it_brings(town: Path) -> None:
    layer = layer_of(town, "address")
    names = layer.fields().indexOf
    assert layer.startEditing()
    layer.changeAttributeValue(1, names("stage"), "verified")
    layer.changeAttributeValue(1, names("edited_by"), "Trần Thị Lan")
    assert not layer.commitChanges() and "Bạn chưa được giao quyền" in "".join(layer.commitErrors())
    assert layer.isEditable() and layer.getFeature(1)["stage"] == "verified"
    set_powers(town, {Power.VERIFY: ("Trần Thị Lan",)})
    assert layer.commitChanges(), layer.commitErrors()
    assert query(town, "SELECT stage, edited_by FROM address") == [("verified", "Trần Thị Lan")]


def test_a_person_entered_in_qgis_needs_a_basis_and_is_erased_under_an_open_layer(town: Path) -> None:
    layer = layer_of(town, "person")
    person = QgsFeature(layer.fields())
    for name, value in (("address_id", "a"), ("role", "owner"), ("full_name", "Canary Thị Q"), ("legal_basis", "")):
        person[name] = value
    assert layer.startEditing() and layer.addFeature(person)
    assert not layer.commitChanges() and "căn cứ xử lý" in "".join(layer.commitErrors())
    layer.rollBack()
    person["legal_basis"], person["retention_date"] = "consent", "2040-12-31"
    assert layer.startEditing() and layer.addFeature(person) and layer.commitChanges(), layer.commitErrors()
    assert len(list(layer.getFeatures())) == 1
    assert "Canary" not in str(query(town, "SELECT * FROM audit_log"))
    done = erase_person(town, Subject(full_name="Canary Thị Q"), "Đơn 1")  # the layer is open all the while
    assert done.erased.compacted and query(town, "SELECT * FROM person") == []
    layer.dataProvider().reloadData()
    assert list(layer.getFeatures()) == []
    assert b"Canary" not in town.read_bytes()
