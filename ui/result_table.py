"""The attribute table of a result: its columns in order under the words that a person reads, few of them editable."""
from __future__ import annotations

from collections.abc import Collection, Mapping

from qgis.core import QgsEditorWidgetSetup, QgsVectorLayer

from ..compat import translate


def arrange(
    layer: QgsVectorLayer, titles: Mapping[str, str], widths: Mapping[str, int], editable: Collection[str] = ()
) -> None:
    """Show the columns of `titles` (English, by field) in that order; only those `editable` can be changed."""
    fields = layer.fields()
    for name, title in titles.items():
        if fields.lookupField(name) >= 0:
            layer.setFieldAlias(fields.lookupField(name), translate("diachiso", title))
    config = layer.attributeTableConfig()
    config.update(fields)
    order = list(titles)
    columns = sorted(config.columns(), key=lambda c: order.index(c.name) if c.name in order else len(order))
    for column in columns:
        column.hidden = column.name not in titles
        column.width = widths.get(column.name, -1)
    config.setColumns(columns)
    layer.setAttributeTableConfig(config)
    form = layer.editFormConfig()
    for k, field in enumerate(fields):
        form.setReadOnly(k, field.name() not in editable)
    layer.setEditFormConfig(form)


def show_words(layer: QgsVectorLayer, name: str, words: Mapping[str, str]) -> None:
    """Show the words for a field's values; after `arrange`, since a layer lets go of it when aliases are set."""
    at = layer.fields().lookupField(name)
    if at >= 0:
        values = [{word: value} for value, word in words.items()]
        layer.setEditorWidgetSetup(at, QgsEditorWidgetSetup("ValueMap", {"map": values}))
