"""Editor widgets of the forms, from what the profile says of a field."""
from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from qgis.core import QgsEditorWidgetSetup, QgsRelation, QgsVectorLayer

from ...core.field_spec import Domain, FieldSpec, FieldType, FormUse
from .expressions import column
from .register_place import PHOTOS

RELATIVE_TO_PROJECT = 1
RELATIVE_TO_FOLDER = 2
EXPRESSION = 3  # QGIS's number for it among the kinds of properties
PHOTO_FOLDER = f"coalesce(@{PHOTOS}, @project_folder)"
PICTURE = 1
NOTHING_SHOWN = 0


def widget(spec: FieldSpec, layers: Mapping[str, QgsVectorLayer], language: str) -> QgsEditorWidgetSetup:
    """The widget of a field; `layers` are those that a domain may name."""
    if spec.form is FormUse.HIDDEN:
        return hidden()
    if spec.values:
        return value_map((c.label.text(language), c.value) for c in spec.values)
    if spec.form is FormUse.PHOTO:
        return photo()
    if spec.domain is not None:
        layer = _source_of(spec.domain, layers)
        if layer is not None:
            return value_relation(layer, spec.domain, language)
    if spec.type is FieldType.BOOLEAN:
        return QgsEditorWidgetSetup("CheckBox", {"TextDisplayMethod": 0, "AllowNullState": False})
    if spec.type is FieldType.INTEGER:
        return number(spec.minimum, spec.maximum)
    if spec.type is FieldType.DATE:
        return date()
    return text_edit(multiline=spec.form is FormUse.MULTILINE)


def hidden() -> QgsEditorWidgetSetup:
    """No widget at all."""
    return QgsEditorWidgetSetup("Hidden", {})


def text_edit(multiline: bool = False) -> QgsEditorWidgetSetup:
    """A line, or several, of plain text."""
    return QgsEditorWidgetSetup("TextEdit", {"IsMultiline": multiline, "UseHtml": False})


def value_map(choices: Iterable[tuple[str, str]]) -> QgsEditorWidgetSetup:
    """A list of (label, value)."""
    return QgsEditorWidgetSetup("ValueMap", {"map": [{label: value} for label, value in choices]})


def date() -> QgsEditorWidgetSetup:
    """A day, shown as people here write it and kept as ISO 8601."""
    return QgsEditorWidgetSetup(
        "DateTime",
        {
            "display_format": "dd/MM/yyyy", "field_format": "yyyy-MM-dd", "field_iso_format": False,
            "calendar_popup": True, "allow_null": True,
        },
    )  # fmt: skip


def timestamp() -> QgsEditorWidgetSetup:
    """A moment that the register wrote (UTC, ISO 8601), shown to be read."""
    return QgsEditorWidgetSetup(
        "DateTime",
        {
            "display_format": "dd/MM/yyyy HH:mm:ss", "field_format": "yyyy-MM-ddTHH:mm:ss.zzzZ",
            "field_iso_format": False, "calendar_popup": False, "allow_null": True,
        },
    )  # fmt: skip


def relation_reference(relation: QgsRelation, offered: str = "", on_map: bool = False) -> QgsEditorWidgetSetup:
    """The row of another layer that this one belongs to, chosen from a list that fills as one types, or on the map."""
    return QgsEditorWidgetSetup(
        "RelationReference",
        {
            "Relation": relation.id(), "ShowForm": False, "ShowOpenFormButton": False, "MapIdentification": on_map,
            "ReadOnly": False, "AllowNULL": True, "OrderByValue": False, "FilterExpression": offered,
        },
    )  # fmt: skip


def photo() -> QgsEditorWidgetSetup:
    """A picture, kept by its path relative to the project: both may be moved together."""
    return QgsEditorWidgetSetup(
        "ExternalResource",
        {
            "RelativeStorage": RELATIVE_TO_PROJECT, "StorageMode": 0, "DocumentViewer": PICTURE,
            "DocumentViewerHeight": 180, "DocumentViewerWidth": 0, "FileWidget": True, "FileWidgetButton": True,
            "FileWidgetFilter": "",
        },
    )  # fmt: skip


def share_photos(layer: QgsVectorLayer) -> None:
    """Let the forms of a register on a server find photos below the folder that the variable names, else the project's.

    Each computer may have that folder by another name: a variable of QGIS there, or one of the project.
    """
    root = {"active": True, "expression": PHOTO_FOLDER, "type": EXPRESSION}
    places = {"name": "", "type": "collection", "properties": {"propertyRootPath": root}}
    for index in range(layer.fields().count()):
        setup = layer.editorWidgetSetup(index)
        if setup.type() == "ExternalResource":
            config = {**setup.config(), "RelativeStorage": RELATIVE_TO_FOLDER, "PropertyCollection": places}
            layer.setEditorWidgetSetup(index, QgsEditorWidgetSetup("ExternalResource", config))


def number(minimum: float | None, maximum: float | None) -> QgsEditorWidgetSetup:
    """A whole number; the box may be empty."""
    low = -2_147_483_647 if minimum is None else int(minimum)
    high = 2_147_483_647 if maximum is None else int(maximum)
    # The widget shows its lowest value as empty, so it begins one below.
    return QgsEditorWidgetSetup(
        "Range", {"Min": low, "Max": high, "Step": 1, "Style": "SpinBox", "AllowNull": True}
    )


def value_relation(layer: QgsVectorLayer, domain: Domain, language: str) -> QgsEditorWidgetSetup:
    """The rows of another layer, those that agree with this record only."""
    config: dict[str, Any] = {
        "Layer": layer.id(), "LayerName": layer.name(), "Key": domain.key, "Value": domain.label_in(language),
        "AllowNull": True, "AllowMulti": False, "OrderByValue": True, "UseCompleter": False,
        "FilterExpression": _offered(domain, layer),
    }  # fmt: skip
    return QgsEditorWidgetSetup("ValueRelation", config)


def _offered(domain: Domain, layer: QgsVectorLayer) -> str:
    """Which rows are offered: in force, no annexes, communes only, and of the same commune."""
    names = set(layer.fields().names())
    conditions = []
    if "valid_to" in names:
        conditions.append("coalesce(\"valid_to\", '') = ''")
    if domain.table == "admin_unit":
        conditions.append("\"level\" = 'commune'")
    if domain.table == "object_class":
        conditions.append('NOT coalesce("is_annex", false)')
    if domain.same:
        own = column(domain.same)
        conditions.append(f"coalesce({own}, current_value('{domain.same}')) = current_value('{domain.same}')")
    return " AND ".join(conditions)


def _source_of(domain: Domain, layers: Mapping[str, QgsVectorLayer]) -> QgsVectorLayer | None:
    """The layer that offers the values: the names of streets and settlements have one of their own."""
    return layers.get(f"{domain.table}_names", layers.get(domain.table))
