"""Forms of what hangs on an address: people, notices, plaques, further positions, and its history."""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from qgis.core import QgsDefaultValue, QgsEditorWidgetSetup, QgsField, QgsVectorLayer
from qgis.PyQt.QtCore import QVariant

from ...core.errors import QT_TRANSLATE_NOOP
from ...core.field_spec import FieldType
from ...core.profile import Profile
from ...register.side_tables import SIDE_TABLES
from . import words as texts
from .constraints import Check, needed, nobodys_number, set_check, value_check
from .expressions import column, filled, text
from .form_layout import FormLayout
from .tables import set_table
from .widgets import date, hidden, photo, text_edit, value_map, widget
from .words import Words

CHANGES = "changes"
# A table cannot mask: who it is stands in the masked list. The first two are the machine's own.
_OUT_OF_LISTS = ("person_id", "address_id", "full_name", "phone", "email")
ACTIONS = {
    "insert": QT_TRANSLATE_NOOP("diachiso", "made"),
    "update": QT_TRANSLATE_NOOP("diachiso", "changed"),
    "delete": QT_TRANSLATE_NOOP("diachiso", "taken out"),
    "retire": QT_TRANSLATE_NOOP("diachiso", "retired"),
    "unretire": QT_TRANSLATE_NOOP("diachiso", "in use again"),
    "reason": QT_TRANSLATE_NOOP("diachiso", "reason given"),
    "import": QT_TRANSLATE_NOOP("diachiso", "imported"),
    "erase": QT_TRANSLATE_NOOP("diachiso", "personal data erased"),
    "undo": QT_TRANSLATE_NOOP("diachiso", "undone"),
}
RECIPIENTS = {
    "owner": QT_TRANSLATE_NOOP("diachiso", "Owner"),
    "representative": QT_TRANSLATE_NOOP("diachiso", "Legal representative"),
    "user": QT_TRANSLATE_NOOP("diachiso", "User or manager"),
}
CHANNELS = {
    "commune": QT_TRANSLATE_NOOP("diachiso", "Through the commune or settlement"),
    "in_person": QT_TRANSLATE_NOOP("diachiso", "Met in person"),
    "message": QT_TRANSLATE_NOOP("diachiso", "Text message"),
    "email": QT_TRANSLATE_NOOP("diachiso", "E-mail"),
    "post": QT_TRANSLATE_NOOP("diachiso", "By post"),
}
NOTICE_STATES = {
    "planned": QT_TRANSLATE_NOOP("diachiso", "Planned"),
    "sent": QT_TRANSLATE_NOOP("diachiso", "Sent"),
    "reached": QT_TRANSLATE_NOOP("diachiso", "Recipient reached"),
    "failed": QT_TRANSLATE_NOOP("diachiso", "Not reached"),
}
NOTICE_RESULTS = {
    "delivered": QT_TRANSLATE_NOOP("diachiso", "Delivered"),
    "refused": QT_TRANSLATE_NOOP("diachiso", "Refused"),
    "unreachable": QT_TRANSLATE_NOOP("diachiso", "Not reached"),
}
PLAQUE_STATES = {
    "planned": QT_TRANSLATE_NOOP("diachiso", "Planned"),
    "ordered": QT_TRANSLATE_NOOP("diachiso", "Ordered"),
    "made": QT_TRANSLATE_NOOP("diachiso", "Printed"),
    "delivered": QT_TRANSLATE_NOOP("diachiso", "Delivered"),
    "mounted": QT_TRANSLATE_NOOP("diachiso", "Mounted"),
    "not_mounted": QT_TRANSLATE_NOOP("diachiso", "Not mounted"),
    "damaged": QT_TRANSLATE_NOOP("diachiso", "Damaged"),
    "replaced": QT_TRANSLATE_NOOP("diachiso", "Replaced"),
    "removed": QT_TRANSLATE_NOOP("diachiso", "Removed"),
}
NOT_MOUNTED = {
    "absent": QT_TRANSLATE_NOOP("diachiso", "Nobody there"),
    "refused": QT_TRANSLATE_NOOP("diachiso", "Refused"),
    "no_place": QT_TRANSLATE_NOOP("diachiso", "No place for it"),
    "gone": QT_TRANSLATE_NOOP("diachiso", "The object is gone"),
    "wrong_plaque": QT_TRANSLATE_NOOP("diachiso", "Wrong or damaged plaque"),
    "other": QT_TRANSLATE_NOOP("diachiso", "Other reason"),
}
POSITIONS = {
    "entrance": QT_TRANSLATE_NOOP("diachiso", "Entrance"),
    "building": QT_TRANSLATE_NOOP("diachiso", "Building"),
    "parcel": QT_TRANSLATE_NOOP("diachiso", "Parcel"),
    "mooring": QT_TRANSLATE_NOOP("diachiso", "Mooring"),
}
STATE = QT_TRANSLATE_NOOP("diachiso", "State")
YES, NO = QT_TRANSLATE_NOOP("diachiso", "yes"), QT_TRANSLATE_NOOP("diachiso", "no")
NOTE = QT_TRANSLATE_NOOP("diachiso", "Note (no names or telephone numbers)")


@dataclass(frozen=True)
class SideField:
    """A column of a side table: its label (English source text), its list, or the kind of its widget."""

    name: str
    label: str
    choices: Mapping[str, str] | None = None
    kind: str = "text"
    default: str = ""


TABLES: Mapping[str, tuple[Sequence[SideField], str]] = {
    "notification": (
        (
            SideField("recipient", QT_TRANSLATE_NOOP("diachiso", "Recipient"), RECIPIENTS, default="'owner'"),
            SideField("channel", QT_TRANSLATE_NOOP("diachiso", "How"), CHANNELS),
            SideField("state", STATE, NOTICE_STATES, default="'planned'"),
            SideField("sent_at", QT_TRANSLATE_NOOP("diachiso", "Sent on"), kind="date"),
            SideField("reached_at", QT_TRANSLATE_NOOP("diachiso", "Reached on"), kind="date"),
            SideField("reference", QT_TRANSLATE_NOOP("diachiso", "Document number")),
            SideField("result", QT_TRANSLATE_NOOP("diachiso", "Result"), NOTICE_RESULTS),
            SideField("note", NOTE, kind="multiline"),
        ),
        "concat(coalesce(format_date(\"sent_at\", 'dd/MM/yyyy'), '…'), ' · ', \"state_label\")",
    ),
    "plaque": (
        (
            SideField("state", STATE, PLAQUE_STATES, default="'planned'"),
            SideField("design", QT_TRANSLATE_NOOP("diachiso", "Design")),
            SideField("made_at", QT_TRANSLATE_NOOP("diachiso", "Printed on"), kind="date"),
            SideField("delivered_at", QT_TRANSLATE_NOOP("diachiso", "Delivered on"), kind="date"),
            SideField("mounted_at", QT_TRANSLATE_NOOP("diachiso", "Mounted on"), kind="date"),
            SideField("mounted_by", QT_TRANSLATE_NOOP("diachiso", "Mounted by (unit)")),
            SideField("place", QT_TRANSLATE_NOOP("diachiso", "Where on the object")),
            SideField("photo", QT_TRANSLATE_NOOP("diachiso", "Photo"), kind="photo"),
            SideField("lon", QT_TRANSLATE_NOOP("diachiso", "Longitude of the plaque")),
            SideField("lat", QT_TRANSLATE_NOOP("diachiso", "Latitude of the plaque")),
            SideField("not_mounted", QT_TRANSLATE_NOOP("diachiso", "Why not mounted"), NOT_MOUNTED),
            SideField("note", NOTE, kind="multiline"),
        ),
        "concat(coalesce(format_date(\"mounted_at\", 'dd/MM/yyyy'), '…'), ' · ', \"state_label\")",
    ),
    "address_position": (
        (
            SideField("kind", QT_TRANSLATE_NOOP("diachiso", "Kind of position"), POSITIONS, default="'entrance'"),
            SideField("note", NOTE, kind="multiline"),
        ),
        "\"kind_label\"",
    ),
}
_REMARKS = frozenset({"note", *(name for table in SIDE_TABLES.values() for name in table.free)})
MOVED = QT_TRANSLATE_NOOP("diachiso", "Position on the map")
HISTORY = (
    ("at", QT_TRANSLATE_NOOP("diachiso", "When (UTC)")),
    ("by", QT_TRANSLATE_NOOP("diachiso", "Who")),
    ("action", QT_TRANSLATE_NOOP("diachiso", "What was done")),
    (CHANGES, QT_TRANSLATE_NOOP("diachiso", "What changed")),
)


def apply_side_forms(layers: Mapping[str, QgsVectorLayer], profile: Profile, words: Words) -> None:
    """Give each side layer that is there its form."""
    for table in TABLES:
        if table in layers:
            _side_form(layers[table], table, words)
    if "person" in layers:
        _person_form(layers["person"], profile, words)
    if "audit_log" in layers:
        _history_form(layers["audit_log"], profile, words, layers.get("object_class"))


def _side_form(layer: QgsVectorLayer, table: str, words: Words) -> None:
    columns, shown = TABLES[table]
    indexes = {name: i for i, name in enumerate(layer.fields().names())}
    for index in indexes.values():
        layer.setEditorWidgetSetup(index, hidden())
    columns = [spec for spec in columns if spec.name in indexes]  # a table of an older version lacks some
    for spec in columns:
        index = indexes[spec.name]
        layer.setFieldAlias(index, words(spec.label))
        layer.setEditorWidgetSetup(index, _widget(spec, words))
        if spec.name in _REMARKS:
            set_check(layer, spec.name, nobodys_number(spec.name, words(spec.label), words))
        if spec.default:
            layer.setDefaultValueDefinition(index, QgsDefaultValue(spec.default))
        if spec.choices:
            label = _label_of(column(spec.name), {v: words(w) for v, w in spec.choices.items()})
            shown = shown.replace(f"\"{spec.name}_label\"", label)
    layer.setDisplayExpression(shown)
    form = FormLayout(layer)
    tab = form.tab(words(texts.LAYERS[table]))
    form.fields([spec.name for spec in columns], tab)
    form.finish()


def _widget(spec: SideField, words: Words) -> QgsEditorWidgetSetup:
    if spec.choices is not None:
        return value_map((words(label), value) for value, label in spec.choices.items())
    makers = {"date": date, "photo": photo}
    return makers[spec.kind]() if spec.kind in makers else text_edit(multiline=spec.kind == "multiline")


def _label_of(expression: str, labels: Mapping[str, str]) -> str:
    """The word for a value; the value itself where there is none."""
    cases = " ".join(f"WHEN {expression} = {text(value)} THEN {text(label)}" for value, label in labels.items())
    return f"CASE {cases} ELSE {expression} END" if cases else expression


def _person_form(layer: QgsVectorLayer, profile: Profile, words: Words) -> None:
    """People: the legal basis is never chosen beforehand, and lists show a masked name."""
    fields = layer.fields()
    for index in range(fields.count()):
        layer.setEditorWidgetSetup(index, hidden())
    for spec in profile.person_fields:
        index = fields.indexOf(spec.name)
        if index < 0:
            continue
        layer.setFieldAlias(index, spec.label.text(words.language))
        layer.setEditorWidgetSetup(index, widget(spec, {}, words.language))
        check = needed(spec, words) if spec.required else value_check(spec, words)
        if check is not None:
            set_check(layer, spec.name, check)
    names = {f.name: f for f in profile.person_fields}
    if {"full_name", "organisation"} <= set(names):
        either = f"({filled(names['full_name'])}) OR ({filled(names['organisation'])})"
        set_check(layer, "full_name", Check(either, words(texts.NAME_OR_ORGANISATION), False))
    layer.setDisplayExpression(_masked(profile, words))
    set_table(layer, _OUT_OF_LISTS)
    form = FormLayout(layer)
    form.fields([f.name for f in profile.person_fields], form.tab(words(texts.LAYERS["person"])))
    form.finish()


def _masked(profile: Profile, words: Words) -> str:
    """Role and masked name: Nguyễn V** A**."""
    roles = next((f.values for f in profile.person_fields if f.name == "role"), ())
    role = _label_of('"role"', {c.value: c.label.text(words.language) for c in roles})
    name = "regexp_replace(\"full_name\", '(?<=\\\\s)(\\\\S)\\\\S*', '\\\\1**')"
    return f"concat({role}, ' · ', coalesce(nullif({name}, ''), \"organisation\", '…'))"


def _history_form(
    layer: QgsVectorLayer, profile: Profile, words: Words, classes: QgsVectorLayer | None
) -> None:
    """What was done to an address, when and by whom; it can be read, never written."""
    labels = {f.name: words(f.label) for columns, _ in TABLES.values() for f in columns}
    labels.update({f.name: f.label.text(words.language) for f in profile.fields})
    if layer.fields().indexOf(CHANGES) < 0:
        changes = _changes(labels, words(MOVED), _value_words(profile, words, classes))
        layer.addExpressionField(changes, QgsField(CHANGES, QVariant.Type.String))
    fields = layer.fields()
    for index in range(fields.count()):
        layer.setEditorWidgetSetup(index, hidden())
    for name, label in HISTORY:
        index = fields.indexOf(name)
        layer.setFieldAlias(index, words(label))
        layer.setEditorWidgetSetup(index, text_edit(multiline=name == CHANGES))
    action = _label_of('"action"', {value: words(label) for value, label in ACTIONS.items()})
    layer.setEditorWidgetSetup(
        fields.indexOf("action"), value_map((words(label), value) for value, label in ACTIONS.items())
    )
    # The day first, and in this order of its parts: the list is sorted by what it shows.
    tables = _label_of('"table_name"', {table: words(label) for table, label in texts.LAYERS.items()})
    layer.setDisplayExpression(
        f"concat(replace(left(\"at\", 16), 'T', ' '), ' · ', coalesce(\"by\", '?'), ' · ',"
        f" {action}, if(\"table_name\" = 'address', '', concat(' · ', {tables})))"
    )
    form = FormLayout(layer)
    tab = form.tab(words(texts.LAYERS["audit_log"]))
    form.fields([name for name, _ in HISTORY], tab)
    form.finish()
    layer.setReadOnly(True)


def _value_words(profile: Profile, words: Words, classes: QgsVectorLayer | None) -> str:
    """The word for @value of the field @element; the value itself where there is none, NULL where there is no value."""
    cases = []
    for spec in profile.fields:
        labels = {c.value: c.label.text(words.language) for c in spec.values}
        if spec.type is FieldType.BOOLEAN:
            labels = {value: words(YES) for value in ("1", "true")} | {value: words(NO) for value in ("0", "false")}
        if labels:
            cases.append(f"WHEN @element = {text(spec.name)} THEN {_label_of('to_string(@value)', labels)}")
        elif spec.domain is not None and spec.domain.table == "object_class" and classes is not None:
            name = spec.domain.label_in(words.language)
            found = f"attribute(get_feature({text(classes.id())}, {text(spec.domain.key)}, @value), {text(name)})"
            cases.append(f"WHEN @element = {text(spec.name)} THEN coalesce({found}, @value)")
    return f"CASE WHEN @value IS NULL THEN NULL {' '.join(cases)} ELSE @value END"


def _changes(labels: Mapping[str, str], moved: str, shown: str) -> str:
    """Lines such as “House number: 5 → 7”, from the JSON of the log; a moved point is only said to have moved."""
    pairs = ", ".join(f"{text(name)}, {text(label)}" for name, label in labels.items())

    def said(values: str) -> str:
        return f"coalesce(with_variable('value', map_get({values}, @element), {shown}), '–')"

    return (
        f"with_variable('labels', map({pairs}), with_variable('was', from_json(coalesce(\"old\", '{{}}')),"
        " with_variable('is', from_json(coalesce(\"new\", \"old\", '{}')), coalesce(array_to_string(array_foreach("
        f"map_akeys(@is), if(@element = 'geom', {text(moved)},"
        " concat(coalesce(map_get(@labels, @element), @element), ': ',"
        f" if(map_exist(@was, @element), concat({said('@was')}, ' → '), ''), {said('@is')}))), '\\n'), ''))))"
    )
