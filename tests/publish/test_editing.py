"""A person edits addresses through the generated form's layer: defaults, checks, and the register's own triggers."""
from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from qgis.core import QgsFeature, QgsFieldConstraints, QgsProject, QgsVectorLayer, QgsVectorLayerUtils
from qgis.gui import QgsAttributeDialog, QgsAttributeEditorContext, QgsGui

from diachiso.compat import none_if_null
from diachiso.core.collected import tells_of_a_person

HARD = QgsFieldConstraints.ConstraintStrength.ConstraintStrengthHard
SOFT = QgsFieldConstraints.ConstraintStrength.ConstraintStrengthSoft
New = Callable[..., QgsFeature]
Query = Callable[..., list[tuple]]


def said(layer: QgsVectorLayer, feature: QgsFeature, name: str, strength=HARD) -> str:
    """What the form says of a field; empty where all is well."""
    ok, errors = QgsVectorLayerUtils.validateAttribute(layer, feature, layer.fields().indexOf(name), strength)
    assert ok is not bool(errors)
    return " ".join(errors)


def save(layer: QgsVectorLayer, feature: QgsFeature) -> None:
    assert layer.isEditable() or layer.startEditing()
    assert layer.addFeature(feature)
    assert layer.commitChanges(), layer.commitErrors()
    layer.startEditing()


def opened(layer: QgsVectorLayer, feature: QgsFeature) -> QgsAttributeDialog:
    """The real form of a new address."""
    QgsGui.editorWidgetRegistry().initEditors()
    dialog = QgsAttributeDialog(layer, feature, False)
    dialog.setMode(QgsAttributeEditorContext.Mode.AddFeatureMode)
    return dialog


def offered_number(layer: QgsVectorLayer, feature: QgsFeature) -> object:
    """The number that the form offers once a person has said that it is a house."""
    dialog = opened(layer, feature)
    dialog.attributeForm().changeAttribute("object_class", "house")
    return none_if_null(dialog.attributeForm().currentFormFeature()["house_number"])


def change(layer: QgsVectorLayer, fid: int, **values: object) -> bool:
    for name, value in values.items():
        assert layer.changeAttributeValue(fid, layer.fields().indexOf(name), value)
    done = layer.commitChanges()
    layer.startEditing()
    return done


def give_code(register, code: str, fid: int = 1) -> None:
    from contextlib import closing

    from diachiso.register.connect import connect

    with closing(connect(register, write=True)) as con:
        con.execute(
            "INSERT INTO code_ledger (code, scheme, address_id, state)"
            " SELECT ?, 'ndas', address_id, 'given' FROM address WHERE fid = ?", (code, fid),
        )  # fmt: skip
        con.execute(
            "UPDATE address SET code = ?, code_scheme = 'ndas', code_origin = 'block' WHERE fid = ?", (code, fid)
        )


def test_a_new_point_knows_its_commune_street_and_settlement(new: New) -> None:
    feature = new(109.01, 12.0101)
    found = {n: none_if_null(feature[n]) for n in ("commune_code", "commune", "postcode", "street", "settlement")}
    assert found == {
        "commune_code": "22528", "commune": "Phường Biển", "postcode": "00101", "street": "Trần Phú",
        "settlement": "Tổ dân phố 5",
    }  # fmt: skip
    assert (feature["province_code"], feature["province"]) == ("56", "Tỉnh Khánh Hòa")
    assert (feature["stage"], feature["role"]) == ("declared", "point")
    assert len(feature["address_id"]) == 36 and none_if_null(feature["code"]) is None
    assert feature["created_by"] == feature["edited_by"] != ""
    assert none_if_null(feature["house_number"]) is None, "no neighbour, no proposal"


def test_far_from_everything_nothing_is_offered(new: New) -> None:
    feature = new(109.01, 11.5)
    assert all(none_if_null(feature[n]) is None for n in ("commune_code", "commune", "street", "settlement"))


@pytest.mark.parametrize(
    ("numbers", "offered"),
    [(["5"], "7"), (["6"], "8"), (["5", "7"], "9"), (["12A"], "14"), (["x"], None), (["3", "5", "9"], "7")],
)
def test_the_next_free_number_of_the_street(address, new: New, numbers: list[str], offered) -> None:
    for place, number in enumerate(numbers):
        save(address, new(109.0100 - 0.0002 * place, 12.0101, house_number=number))
    assert offered_number(address, new(109.0101, 12.0101)) == offered


def test_a_number_that_is_pasted_stays(address, new: New) -> None:
    save(address, new(109.01, 12.0101, house_number="5"))
    given = {address.fields().indexOf("house_number"): "12A"}
    pasted = QgsVectorLayerUtils.createFeature(address, new(109.0101, 12.0101).geometry(), given)
    assert pasted["house_number"] == "12A"
    save(address, pasted)
    assert change(address, 2, object_class="house") and address.getFeature(2)["house_number"] == "12A"


def test_in_the_form_of_a_new_address_the_number_follows_the_class(address, new: New) -> None:
    """The real form: a hydrant bears no number, a house gets one proposed, and what was typed stays."""
    save(address, new(109.01, 12.0101, house_number="5"))
    feature = new(109.0101, 12.0101)
    dialog = opened(address, feature)
    form = dialog.attributeForm()

    def number() -> object:
        return none_if_null(form.currentFormFeature()["house_number"])

    form.changeAttribute("object_class", "hydrant")
    assert number() is None
    form.changeAttribute("object_class", "house")
    assert number() == "7"
    form.changeAttribute("house_number", "11B")
    form.changeAttribute("object_class", "office")
    assert number() == "11B"
    form.changeAttribute("no_number", True)
    assert number() is None
    form.changeAttribute("commune_code", "22561")
    form.changeAttribute("street", "Lê Lợi")
    form.changeAttribute("settlement", "Thôn Thượng")
    form.changeAttribute("name", "UBND")
    found = form.currentFormFeature()
    assert (found["commune_code"], found["commune"], found["postcode"]) == ("22561", "Xã Núi", "00102")
    assert (found["street"], found["settlement"]) == ("Lê Lợi", "Thôn Thượng"), "what a person chose stays"
    assert (found["stage"], found["address_id"]) == ("declared", feature["address_id"])


FLAT = {"object_class": "flat", "house_number": "5", "commune_code": "22561", "street": "Lê Lợi", "room": "12"}


def test_the_form_shows_the_address_text_while_a_person_writes(address, new: New, query: Query) -> None:
    dialog = opened(address, new())
    form = dialog.attributeForm()
    assert form.currentFormFeature()["address_text"] == "Trần Phú, Tổ dân phố 5, Phường Biển, Tỉnh Khánh Hòa"
    for name, value in FLAT.items():
        form.changeAttribute(name, value)
    shown = form.currentFormFeature()["address_text"]
    assert shown == "Phòng 12, 5 Lê Lợi, Tổ dân phố 5, Xã Núi, Tỉnh Khánh Hòa"
    assert form.save()
    del form, dialog  # before the layer that it shows changes
    assert address.commitChanges(), address.commitErrors()
    assert query("SELECT address_text FROM address") == [(shown,)], "and the register's triggers write the same"


def test_where_no_street_is_near_the_neighbour_is_followed(address, new: New) -> None:
    save(address, new(109.02, 12.05, street="Hẻm Mới", settlement="Tổ dân phố 9", house_number="2"))
    feature = new(109.0202, 12.05)
    assert (feature["street"], feature["settlement"]) == ("Hẻm Mới", "Tổ dân phố 9")
    assert offered_number(address, feature) == "4"


def test_an_edit_leaves_text_audit_and_mark(address, new: New, query: Query) -> None:
    save(address, new(house_number="5", object_class="house"))
    assert query("SELECT address_text FROM address") == [("5 Trần Phú, Tổ dân phố 5, Phường Biển, Tỉnh Khánh Hòa",)]
    assert change(address, 1, house_number="7", street="30/4", settlement="Thôn 1", object_class="office")
    [(text, editor)] = query("SELECT address_text, edited_by FROM address")
    assert text == "7 đường 30/4, Thôn 1, Phường Biển, Tỉnh Khánh Hòa" and editor
    [(old, new_, by)] = query("SELECT old, new, by FROM audit_log WHERE action = 'update'")
    assert json.loads(old) == {
        "house_number": "5", "street": "Trần Phú", "settlement": "Tổ dân phố 5", "object_class": "house",
    }  # fmt: skip
    assert json.loads(new_)["street"] == "30/4" and by == editor
    assert query("SELECT * FROM sync_dirty") == [("address", 1)]


def test_another_commune_brings_its_name_and_postcode(address, new: New, query: Query) -> None:
    save(address, new(house_number="5"))
    assert change(address, 1, commune_code="22561")
    assert query("SELECT commune, postcode FROM address") == [("Xã Núi", "00102")]
    assert "Xã Núi" in query("SELECT address_text FROM address")[0][0]


def test_many_records_at_once(address, new: New, query: Query) -> None:
    """As the form does it for a selection, and the field calculator."""
    for place in range(20):
        save(address, new(109.01 + 0.0001 * place, 12.0101))
    index = address.fields().indexOf("use")
    address.beginEditCommand("many")
    for fid in address.allFeatureIds():
        assert address.changeAttributeValue(fid, index, "ở")
    address.endEditCommand()
    assert address.commitChanges(), address.commitErrors()
    assert query("SELECT count(*), count(DISTINCT address_id) FROM address WHERE use = 'ở'") == [(20, 20)]
    assert query("SELECT count(*) FROM audit_log WHERE action = 'update'") == [(20,)]


@pytest.mark.parametrize("differing", [None, ""])
def test_the_form_of_many_records_can_be_saved(address, new: New, register, differing) -> None:
    """It is the form of one of them, without the values in which they differ: codes above all."""
    assert "needs" in said(address, new(stage="created", code=differing), "stage")
    save(address, new(house_number="5", object_class="house"))
    give_code(register, "0010000001")
    assert change(address, 1, stage="created")
    many = address.getFeature(1)
    assert many["code"] == "0010000001"
    many["code"] = many["house_number"] = differing
    for name in address.fields().names():
        assert said(address, many, name) == "", name


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("floors", 200, "from 0 to 150"), ("floors", -1, "from 0 to 150"), ("floors", 150, ""),
        ("stage", "issued", "Steps follow one another"), ("stage", "created", "needs"), ("stage", "declared", ""),
        ("place_id", "12", "Place identifier"), ("place_id", "123456789012", ""), ("place_id", "", ""),
    ],
)  # fmt: skip
def test_a_wrong_value_is_refused_with_words(address, new: New, name: str, value: object, words: str) -> None:
    text = said(address, new(**{name: value}), name)
    assert (words in text) if words else text == ""


@pytest.mark.parametrize(
    ("note", "fine"),
    [
        ("Gọi 0905 111 222", False), ("ĐT 0905111222", False), ("+84 905 111 222", False), ("0905.11.12.22", False),
        ("hỏi an.nguyen@mail.vn", False), ("giấy tờ 056099001234", False),
        ("khảo sát 03-05-2026 12 giờ, nhà 120/1/22", True), ("tờ 25 thửa 118, mã 0010150003", True), ("", True),
    ],
)  # fmt: skip
def test_a_remark_takes_nobody_s_number_as_little_as_a_sheet_does(address, new: New, note: str, fine: bool) -> None:
    for name in ("note", "instruction", "entrance_note"):
        assert ("Enter it with the person" in said(address, new(**{name: note}), name)) is not fine
    assert tells_of_a_person(note) is not fine


@pytest.mark.parametrize(
    ("table", "names"),
    [("notification", ["note", "reference"]), ("plaque", ["note", "mounted_by", "place"]),
     ("address_position", ["note"])],
)  # fmt: skip
def test_nor_do_the_remarks_beside_an_address(layers, table: str, names: list[str]) -> None:
    for name in names:
        feature = QgsFeature(layers[table].fields())
        feature[name] = "Gọi 0905 111 222"
        assert "Enter it with the person" in said(layers[table], feature, name)
        feature[name] = "Tổ 5, trước cổng"
        assert said(layers[table], feature, name) == ""


@pytest.mark.parametrize(
    ("values", "name", "words"),
    [
        ({"object_class": "house"}, "house_number", "no number yet"),
        ({"object_class": "house", "no_number": True}, "house_number", ""),
        ({"object_class": "house", "house_number": "5"}, "house_number", ""),
        ({"object_class": "office"}, "name", "Object name"), ({}, "code", "Assign codes"),
        ({"object_class": "house"}, "name", ""),
        ({"object_class": "flat"}, "room", "Room"),
        ({"object_class": "parcel"}, "map_sheet", "sheet"),
        ({"object_class": "hydrant"}, "house_number", ""),
        ({"object_class": "hydrant", "street": None, "settlement": None}, "street", "Street; or settlement"),
        ({}, "object_class", "Object class"),
    ],
)
def test_what_is_missing_is_told_and_does_not_stop(address, new: New, values: dict, name: str, words: str) -> None:
    feature = new(**values)
    assert said(address, feature, name) == ""
    text = said(address, feature, name, SOFT)
    assert (words in text) if words else text == ""


def test_the_form_and_the_register_agree_on_stages(address, new: New, register, query: Query) -> None:
    save(address, new(house_number="5", object_class="house"))
    give_code(register, "0010100001")
    address.dataProvider().reloadData()
    for stage, lawful in (("submitted", False), ("created", True), ("verified", False), ("submitted", True)):
        feature = address.getFeature(1)
        feature["stage"] = stage
        assert (said(address, feature, "stage") == "") is lawful, stage
        assert change(address, 1, stage=stage) is lawful, stage
        if not lawful:
            address.rollBack()
            address.startEditing()
    assert query("SELECT stage FROM address") == [("submitted",)]


def test_two_steps_before_they_are_saved_are_no_step(address, new: New, register) -> None:
    save(address, new(house_number="5", object_class="house"))
    give_code(register, "0010100001")
    address.dataProvider().reloadData()
    index = address.fields().indexOf("stage")
    assert address.changeAttributeValue(1, index, "created") and said(address, address.getFeature(1), "stage") == ""
    assert address.changeAttributeValue(1, index, "submitted")
    assert "Steps follow" in said(address, address.getFeature(1), "stage"), "as the register will say"
    assert not address.commitChanges()
    address.rollBack()
    address.startEditing()
    assert address.addFeature(new(stage="retired"))
    [drawn] = [feature for feature in address.getFeatures() if feature.id() < 0]
    assert "Steps follow" in said(address, drawn, "stage")
    assert not address.commitChanges()


def test_an_office_without_a_name_is_not_submitted(address, new: New, register) -> None:
    save(address, new(house_number="5", object_class="office", name=None))
    give_code(register, "0010100001")
    address.dataProvider().reloadData()
    assert change(address, 1, stage="created")
    feature = address.getFeature(1)
    feature["stage"] = "submitted"
    assert "basic fields" in said(address, feature, "stage")
    assert not change(address, 1, stage="submitted")
    assert "Tên đối tượng" in " ".join(address.commitErrors())


@pytest.mark.parametrize("stage", ["declared", "created", "submitted"])
def test_a_duplicated_address_is_a_new_one_without_a_code(address, new: New, register, query: Query, stage) -> None:
    save(address, new(house_number="5", object_class="house"))
    give_code(register, "0010100001")
    address.dataProvider().reloadData()
    for step in {"declared": (), "created": ("created",), "submitted": ("created", "submitted")}[stage]:
        assert change(address, 1, stage=step), address.commitErrors()
    copy, _ = QgsVectorLayerUtils.duplicateFeature(address, address.getFeature(1), QgsProject.instance(), 0)
    assert copy.isValid() and address.commitChanges(), address.commitErrors()
    rows = query("SELECT address_id, code, stage, street FROM address ORDER BY fid")
    assert len({row[0] for row in rows}) == 2
    assert [row[1:] for row in rows] == [("0010100001", stage, "Trần Phú"), (None, "declared", "Trần Phú")]


def test_completeness_is_shown_for_each_record(address, new: New) -> None:
    save(address, new(house_number="5", object_class="office"))
    text = address.getFeature(1)["completeness"]
    assert "Address code" in text and "Object name" in text and "Advanced: 0/" in text
    save(address, new(109.0105, street=None, settlement=None, object_class="house"))
    assert "Number and street" in address.getFeature(2)["completeness"]


def test_history_and_people_hang_on_the_address(layers, address, new: New, query: Query) -> None:
    save(address, new(house_number="5", object_class="house"))
    assert change(address, 1, house_number="7")
    feature = address.getFeature(1)
    relations = QgsProject.instance().relationManager().relations()
    [history] = [r for r in relations.values() if r.referencingLayer() == layers["audit_log"]]
    found = [row["changes"] for row in history.getRelatedFeatures(feature)]
    assert len(found) == 2
    assert found[1] == "House number: 5 → 7"
    assert {"Object class: House", "Stage: Declared", "Role: Point"} <= set(found[0].split("\n"))
    assert "Street: Trần Phú" in found[0]
    assert "Position on the map" in found[0]
    people = layers["person"]
    people.startEditing()
    person = QgsVectorLayerUtils.createFeature(people)
    person["address_id"] = feature["address_id"]
    assert "Legal basis" in said(people, person, "legal_basis")
    assert "full name" in said(people, person, "full_name", SOFT)
    person["phone"] = "abc"
    assert "Phone" in said(people, person, "phone")
    filled = {"role": "owner", "full_name": "Nguyễn Văn An", "phone": "0905 000 123", "legal_basis": "law"}
    for name, value in filled.items():
        person[name] = value
        assert said(people, person, name) == ""
    assert people.addFeature(person) and people.commitChanges(), people.commitErrors()
    [person] = people.getFeatures()
    context = people.createExpressionContext()
    context.setFeature(person)
    columns = {c.name: c for c in people.attributeTableConfig().columns()}
    hidden = {name for name, c in columns.items() if c.hidden}
    assert {"full_name", "phone", "email"} <= hidden, "no table shows what the list masks"
    assert not {"role", "legal_basis", "retention_date"} & hidden
    from qgis.core import QgsExpression

    assert QgsExpression(people.displayExpression()).evaluate(context) == "Owner · Nguyễn V** A**"
    assert query("SELECT count(*) FROM audit_log WHERE new LIKE '%Nguyễn%' OR old LIKE '%Nguyễn%'") == [(0,)]


@pytest.mark.parametrize(
    ("object_class", "shown", "hidden"),
    [
        ("house", {"House number", "Building"}, {"Building and unit", "Activity"}),
        ("office", {"House number", "Activity", "Building and unit"}, set()),
        ("hydrant", {"Street and settlement"}, {"House number", "Building", "Parcel sheet and number", "Activity"}),
        ("flat", {"Building and unit", "House number"}, {"Building", "Parcel sheet and number"}),
        ("parcel", {"Parcel sheet and number"}, {"House number", "Building", "Activity"}),
    ],
)
def test_the_form_shows_what_concerns_the_class(
    address, new: New, object_class: str, shown: set[str], hidden: set[str]
) -> None:
    feature = new(object_class=object_class)
    context = address.createExpressionContext()
    context.setFeature(feature)
    boxes = [b for tab in address.editFormConfig().tabs()[:2] for b in tab.children() if hasattr(b, "children")]
    seen = {}
    for box in boxes:
        visible = box.visibilityExpression()
        seen[box.name()] = not visible.enabled() or bool(visible.data().evaluate(context))
    assert {name for name, is_shown in seen.items() if is_shown} >= shown
    assert not {name for name in hidden if seen[name]}


def test_headings_of_tables_have_room(layers, address) -> None:
    for layer in (address, layers["person"]):
        shown = [c for c in layer.attributeTableConfig().columns() if c.name and not c.hidden]
        for column in shown:
            heading = layer.attributeDisplayName(layer.fields().indexOf(column.name))
            assert (column.width if column.width > 0 else 100) > 8 * len(heading), heading
