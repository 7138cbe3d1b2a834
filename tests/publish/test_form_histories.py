"""Whatever people do in the form and the table, saved or thrown away: the register says what they said, and no more."""
from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st
from qgis.core import (
    Qgis,
    QgsFeature,
    QgsFieldConstraints,
    QgsGeometry,
    QgsPointXY,
    QgsVectorLayer,
    QgsVectorLayerUtils,
)
from qgis.gui import QgsAttributeDialog, QgsGui

from diachiso.compat import none_if_null
from diachiso.core.address_text import COLUMNS, compose
from diachiso.register.connect import connect
from diachiso.register.ledger import verify_ledger
from diachiso.register.people import all_people
from diachiso.register.personal_texts import Terms, black_out

from ..effort import effort

HARD = QgsFieldConstraints.ConstraintStrength.ConstraintStrengthHard
KEPT = ("object_class", "name", "house_number", "street", "floors", "note", "stage", "commune_code")
# Values that some field takes, and some that none does: telephones, storeys, stages and communes that there are not.
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "object_class": st.sampled_from(["house", "office", "hydrant", "flat"]),
    "name": st.sampled_from(["Nhà văn hóa", "Quán 0905 111 222", "Bà Tám – 'chợ'"]),
    "house_number": st.sampled_from(["5", "12A", "120/1/22"]),
    "street": st.sampled_from(["Trần Phú", "30/4"]),
    "floors": st.sampled_from([1, 150, 200]),
    "note": st.sampled_from(["Cổng xanh", "hỏi an@mail.vn", "nhiều\ndòng"]),
    "stage": st.sampled_from(["declared", "retired", "verified", "created"]),
    "commune_code": st.sampled_from(["22528", "22561"]),
}
values = st.sampled_from(sorted(VALUES)).flatmap(lambda name: st.tuples(st.just(name), VALUES[name]))
steps = st.lists(
    st.one_of(
        st.tuples(st.just("form"), st.integers(0, 9), st.lists(values, min_size=1, max_size=3)),
        st.tuples(st.just("table"), st.integers(0, 9), values),
        st.tuples(st.just("new"), st.integers(0, 9), st.lists(values, max_size=2)),
        st.tuples(st.just("person"), st.integers(0, 9)),
        st.tuples(st.sampled_from(["undo", "save", "save", "throw away"])),
    ),
    min_size=4, max_size=10,
)  # fmt: skip
Rows = dict[str, dict[str, Any]]


class Desk:
    """The layers, and what they should say: `rows` saved, `drafts` before each step that is not saved yet, `now`."""

    def __init__(self, register: Path, layers: dict[str, QgsVectorLayer]) -> None:
        self.register, self.layer, self.people = register, layers["address"], layers["person"]
        assert self.layer.startEditing() or self.layer.isEditable()
        self.rows = self.now = self.saved()
        self.drafts: list[Rows] = []

    def saved(self) -> Rows:
        with closing(connect(self.register)) as con:
            names = ("address_id", *KEPT)
            rows = con.execute(f"SELECT {', '.join(names)} FROM address").fetchall()
        return {row[0]: {name: plain(value) for name, value in zip(KEPT, row[1:])} for row in rows}

    def features(self) -> list[QgsFeature]:
        return sorted(self.layer.getFeatures(), key=lambda feature: str(feature["address_id"]))

    def wrote(self) -> None:
        """A step was taken: what the layer shows now is what is to be saved."""
        self.drafts.append(self.now)
        self.now = {
            str(f["address_id"]): {name: plain(f[name]) for name in KEPT} for f in self.layer.getFeatures()
        }

    def form(self, place: int, written: list[tuple[str, Any]]) -> None:
        features = self.features()
        if not features:
            return
        feature = features[place % len(features)]
        dialog = QgsAttributeDialog(self.layer, feature, False)
        form = dialog.attributeForm()
        for name, value in written:
            form.changeAttribute(name, value)
        shown = {name: plain(form.currentFormFeature()[name]) for name in KEPT}
        saved = form.save()
        del form, dialog  # before the layer that it shows changes
        assert saved
        self.wrote()
        found = self.now[str(feature["address_id"])]
        if feature.id() < 0:
            shown["stage"] = begins(shown["stage"])
        # Its list depends on the commune: newer QGIS shows nothing where the list lacks the value, and keeps it.
        if Qgis.versionInt() >= 33000 and shown["street"] is None and found["street"] == plain(feature["street"]):
            shown["street"] = found["street"]
        assert found == shown, "what the form shows is what it saves"

    def new(self, place: int, written: list[tuple[str, Any]]) -> None:
        point = QgsGeometry.fromPointXY(QgsPointXY(109.01 + place * 1e-4, 12.0101))
        feature = QgsVectorLayerUtils.createFeature(self.layer, point, {})
        for name, value in written:
            feature[name] = value
        self.layer.beginEditCommand("new")
        assert self.layer.addFeature(feature)
        self.layer.endEditCommand()
        self.wrote()

    def table(self, place: int, written: tuple[str, Any]) -> None:
        features, (name, value) = self.features(), written
        if not features:
            return
        feature = features[place % len(features)]
        identity, index = str(feature["address_id"]), self.layer.fields().indexOf(name)
        self.layer.beginEditCommand("cell")
        assert self.layer.changeAttributeValue(feature.id(), index, value)
        self.layer.endEditCommand()
        if name == "stage" and feature.id() < 0:
            value = begins(value)
        expected = {**self.now[identity], name: plain(value)}
        self.wrote()
        assert self.now[identity] == expected

    def person(self, place: int) -> None:
        if self.rows:
            assert self.people.startEditing()
            person = QgsVectorLayerUtils.createFeature(self.people)
            filled = {
                "address_id": sorted(self.rows)[place % len(self.rows)], "role": "owner", "legal_basis": "law",
                "full_name": f"Canary Thị Số{place}", "phone": f"090700000{place}",
            }  # fmt: skip
            for name, value in filled.items():
                person[name] = value
            assert self.people.addFeature(person) and self.people.commitChanges(), self.people.commitErrors()

    def undo(self) -> None:
        if self.drafts:
            self.layer.undoStack().undo()
            draft = self.drafts.pop()
            self.wrote()
            self.drafts.pop()
            assert self.now == draft

    def save(self) -> None:
        fine = not any(self.faults())
        saved = self.layer.commitChanges()
        assert saved is fine, (self.layer.commitErrors(), list(self.faults()))
        if saved:
            self.rows, self.drafts = self.now, []
        else:
            self._refused()
        self.layer.startEditing()

    def _refused(self) -> None:
        """QGIS writes changes and new records one after the other: each record is what it was, or what was said."""
        found = self.saved()
        for identity in {*found, *self.rows}:
            assert found.get(identity) in (self.rows.get(identity), self.now.get(identity))
        assert found != self.now
        self.rows = found
        self.throw_away()

    def throw_away(self) -> None:
        self.layer.rollBack()
        self.now, self.drafts = self.rows, []
        self.layer.startEditing()

    def faults(self) -> list[str]:
        """What the form's own checks stop among what was changed."""
        found = []
        for feature in self.features():
            identity = str(feature["address_id"])
            if self.rows.get(identity) != self.now[identity]:
                for index, field in enumerate(self.layer.fields()):
                    ok, said = QgsVectorLayerUtils.validateAttribute(self.layer, feature, index, HARD)
                    found += [] if ok else [f"{field.name()}: {said}"]
        return found


def begins(stage: Any) -> str:
    """The stage of a record not saved yet, whatever was written into it: the default is applied on each change."""
    return "created" if stage == "created" else "declared"


def plain(value: Any) -> Any:
    """A value as it is compared: nothing said is one thing, which an empty line of a form calls NULL."""
    value = none_if_null(value)
    return None if value in ("", "NULL") else value


def consistent(desk: Desk) -> None:
    assert desk.saved() == desk.rows
    with closing(connect(desk.register)) as con:
        for text, *parts in con.execute(f"SELECT address_text, {', '.join(COLUMNS)} FROM address"):
            assert text == compose(dict(zip(COLUMNS, parts)))
        told: Rows = {}
        for identity, new in con.execute(
            "SELECT object_id, new FROM audit_log WHERE table_name = 'address' ORDER BY seq"
        ):
            told.setdefault(identity, {}).update(json.loads(new))
        for identity, row in desk.rows.items():
            assert {name: plain(told[identity].get(name)) for name in KEPT} == row, "the history tells all of it"
        fids = {fid for (fid,) in con.execute("SELECT fid FROM address")}
        assert {fid for (fid,) in con.execute("SELECT fid FROM sync_dirty WHERE table_name = 'address'")} == fids
        assert verify_ledger(con) == [] and con.execute("PRAGMA foreign_key_check").fetchall() == []
        found = black_out(con, Terms(all_people(con)), write=False)
        assert (found.blacked, found.doubtful) == ({}, {}), "nobody's data outside `person`"


@settings(
    max_examples=effort(6), suppress_health_check=[HealthCheck.function_scoped_fixture],
    phases=(Phase.explicit, Phase.reuse, Phase.generate),  # a form takes half a second: histories are not shortened
)  # fmt: skip
@example(history=[("new", 4, []), ("table", 4, ("street", "Trần Phú")), ("form", 4, [("commune_code", "22561")])])
@example(history=[("new", place, []) for place in range(4)] + [("table", n, ("stage", "retired")) for n in range(9)])
@given(history=steps)
def test_any_sequence_of_form_edits_leaves_the_register_consistent(
    layers: dict[str, QgsVectorLayer], register: Path, history: list[tuple[Any, ...]]
) -> None:
    """Each history goes on where the last one ended, in one session of QGIS."""
    QgsGui.editorWidgetRegistry().initEditors()
    desk = Desk(register, layers)
    acts: dict[str, Callable[..., None]] = {
        "form": desk.form, "new": desk.new, "table": desk.table, "person": desk.person, "undo": desk.undo,
        "save": desk.save, "throw away": desk.throw_away,
    }  # fmt: skip
    try:
        for name, *arguments in history:
            acts[name](*arguments)
            if name in ("save", "throw away"):
                consistent(desk)
        desk.save()
        consistent(desk)
    finally:
        desk.layer.rollBack()
