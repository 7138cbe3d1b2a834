"""The form of an address: tabs by what a person does, boxes by what the class needs, all from the field profile."""
from __future__ import annotations

from collections.abc import Mapping

from qgis.core import QgsField, QgsRelation, QgsVectorLayer
from qgis.PyQt.QtCore import QVariant

from ...core.field_spec import FieldGroup, FieldSpec, FormUse, Scope
from ...core.profile import Profile
from ...register.form_facts import FormFacts
from . import words as texts
from .constraints import address_checks, set_check
from .defaults import address_defaults
from .expressions import classes_of, column, completeness, fetched_stage, in_scope, saved_stage, text
from .form_layout import FormLayout
from .relations import UNITS_OF
from .tables import set_table
from .widgets import hidden, relation_reference, text_edit, timestamp, widget
from .words import Words

COMPLETENESS = "completeness"
FETCHED_STAGE = "stage_as_fetched"
# Classes that hold units: flats, stalls, rooms.
_WITH_UNITS = Scope(("apartment_building", "boarding_house", "market", "hotel", "office", "industry", "facility"))
# Full width, under the first box: what the record comes to.
_HEAD = (COMPLETENESS, "address_text")
_LIST_FIRST = ("code", "object_class", "name", "address_text", "stage", COMPLETENESS)
_ADD = ("AddChildFeature", "DeleteChildFeature")


def apply_form(
    layer: QgsVectorLayer,
    facts: FormFacts,
    layers: Mapping[str, QgsVectorLayer],
    relations: Mapping[str, QgsRelation],
    words: Words,
) -> None:
    """Give the address layer its widgets, defaults, checks and tabs; `layers` are those of the same register."""
    _set_fields(layer, facts, layers, relations, words)
    form = FormLayout(layer)
    profile, groups = facts.profile, facts.groups
    tabs = {group: form.tab(words(texts.TABS[group.value])) for group in (FieldGroup.BASIC, FieldGroup.ADVANCED)}
    basic, advanced = tabs[FieldGroup.BASIC], tabs[FieldGroup.ADVANCED]
    for section in profile.sections:
        names = [f.name for f in _in_section(profile, section.id)]
        tab = tabs.get(section.group)
        if tab is not None and names:
            form.fields(names, form.box(section.label.text(words.language), tab, in_scope(section.scope, groups)))
            if len(basic.children()) == 1:  # after the first box: the code is what people look for and copy
                form.fields(_HEAD, basic)
    loose = [f.name for f in _in_section(profile, "") if f.group in (FieldGroup.BASIC, FieldGroup.ADVANCED)]
    if loose:
        form.fields(loose, form.box(words(texts.OTHER), advanced))
    if "address_position" in relations:
        box = form.box(words(texts.LAYERS["address_position"]), advanced, columns=1)
        form.relation(relations["address_position"], "", box, _ADD)
    if UNITS_OF in relations:
        box = form.box(words(texts.UNITS), advanced, in_scope(_WITH_UNITS, groups), columns=1)
        form.relation(relations[UNITS_OF], "", box, ())
    for section in profile.sections:
        if section.group is FieldGroup.SYSTEM:
            names = [f.name for f in _in_section(profile, section.id)]
            form.fields(names, form.box(section.label.text(words.language), advanced))
    for table, buttons in (("person", _ADD), ("notification", _ADD), ("plaque", _ADD), ("audit_log", ())):
        if table in relations:  # a tab for each: their lists and forms need the room
            title = words(texts.TABS[table])
            if buttons and table in facts.looked_at:  # else people would look for the buttons in vain
                title, buttons = words(texts.READ_ONLY_TAB, tab=title), ()
            form.relation(relations[table], "", form.tab(title), buttons)
    form.read_only([COMPLETENESS, *(f.name for f in profile.fields if f.form is FormUse.READ_ONLY)])
    form.finish()
    _set_table(layer, profile)


def _set_fields(
    layer: QgsVectorLayer,
    facts: FormFacts,
    layers: Mapping[str, QgsVectorLayer],
    relations: Mapping[str, QgsRelation],
    words: Words,
) -> None:
    """Aliases, widgets, defaults and checks."""
    profile = facts.profile
    if layer.fields().indexOf(COMPLETENESS) < 0:
        expression = completeness(profile, facts.groups, words)
        layer.addExpressionField(expression, QgsField(COMPLETENESS, QVariant.Type.String))
    if facts.on_server and layer.fields().indexOf(FETCHED_STAGE) < 0:
        layer.addExpressionField(column("stage"), QgsField(FETCHED_STAGE, QVariant.Type.String))
        layer.setEditorWidgetSetup(layer.fields().indexOf(FETCHED_STAGE), hidden())
    fields = layer.fields()
    layer.setFieldAlias(fields.indexOf(COMPLETENESS), words(texts.COMPLETENESS))
    layer.setEditorWidgetSetup(fields.indexOf(COMPLETENESS), text_edit())
    layer.setEditorWidgetSetup(fields.indexOf("fid"), hidden())
    offered = {table: found for table, found in layers.items() if _is_offered(table, facts)}
    for spec in profile.fields:
        index = fields.indexOf(spec.name)
        if index < 0:
            continue
        layer.setFieldAlias(index, spec.label.text(words.language))
        layer.setEditorWidgetSetup(index, widget(spec, offered, words.language))
        if spec.name == "parent_id" and UNITS_OF in relations:
            # Plainly, so that a server finds the few among millions by its index.
            classes = ", ".join(map(text, classes_of(_WITH_UNITS.only, facts.groups)))
            with_units = f"{column('object_class')} IN ({classes})" if classes else "false"
            layer.setEditorWidgetSetup(index, relation_reference(relations[UNITS_OF], with_units, True))
        elif spec.name in facts.long_lists and spec.name in relations:
            layer.setEditorWidgetSetup(index, relation_reference(relations[spec.name]))
        elif spec.name.endswith("_at") and spec.form is FormUse.READ_ONLY:
            layer.setEditorWidgetSetup(index, timestamp())
        if hasattr(layer, "setFieldDuplicatePolicy") and spec.name in _NOT_COPIED:  # from 3.38 on
            _do_not_copy(layer, index)
    for name, default in address_defaults(facts, layers).items():
        if fields.indexOf(name) >= 0:
            layer.setDefaultValueDefinition(fields.indexOf(name), default)
    saved = text(layers["address_near"].id()) if "address_near" in layers else "@layer_id"
    was = fetched_stage(saved, FETCHED_STAGE) if facts.on_server else saved_stage(saved)
    same = f"{column('stage')} = {column(FETCHED_STAGE)}" if facts.on_server else ""
    for name, check in address_checks(profile, facts.groups, words, facts.rules, was, same).items():
        set_check(layer, name, check)


_NOT_COPIED = ("code", "code_scheme", "code_origin", "place_id", "other_code", "apply_id")


def _do_not_copy(layer: QgsVectorLayer, index: int) -> None:
    from qgis.core import Qgis

    layer.setFieldDuplicatePolicy(index, Qgis.FieldDuplicatePolicy.UnsetField)


def _is_offered(table: str, facts: FormFacts) -> bool:
    """Whether a list is offered: where a register has no streets, their names are typed."""
    if table.startswith("street"):
        return facts.has_streets
    return facts.has_settlements if table.startswith("settlement") else True


def _in_section(profile: Profile, section: str) -> list[FieldSpec]:
    return [
        f for f in profile.fields if f.section == section and f.form is not FormUse.HIDDEN and f.name not in _HEAD
    ]


def _set_table(layer: QgsVectorLayer, profile: Profile) -> None:
    """The attribute table begins with what tells the records apart and leaves the machine's own columns out."""
    set_table(layer, {f.name for f in profile.fields if f.form is FormUse.HIDDEN} | {"fid", FETCHED_STAGE}, _LIST_FIRST)
