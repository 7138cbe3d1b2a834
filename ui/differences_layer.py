"""What a dry run found, as a layer on the map: coloured by status, its table with the columns that a person reads."""
from __future__ import annotations

import tempfile
from pathlib import Path

from qgis.core import (
    QgsCategorizedSymbolRenderer,
    QgsEditorWidgetSetup,
    QgsMarkerSymbol,
    QgsProcessingUtils,
    QgsProject,
    QgsRendererCategory,
    QgsVectorLayer,
)

from ..compat import translate
from ..core.errors import QT_TRANSLATE_NOOP
from .register_layers import register_group

STATUS = {
    "conflict": QT_TRANSLATE_NOOP("diachiso", "To be decided"),
    "rejected": QT_TRANSLATE_NOOP("diachiso", "Not taken"),
    "added": QT_TRANSLATE_NOOP("diachiso", "Filled in"),
    "changed": QT_TRANSLATE_NOOP("diachiso", "Changed"),
    "new": QT_TRANSLATE_NOOP("diachiso", "New"),
    "coded": QT_TRANSLATE_NOOP("diachiso", "Gets a code"),
    "kept": QT_TRANSLATE_NOOP("diachiso", "Kept"),
    "retired": QT_TRANSLATE_NOOP("diachiso", "Retired"),
    "removed": QT_TRANSLATE_NOOP("diachiso", "Taken out"),
    "refused": QT_TRANSLATE_NOOP("diachiso", "Not taken"),
    "only_here": QT_TRANSLATE_NOOP("diachiso", "Only here"),
    "unused": QT_TRANSLATE_NOOP("diachiso", "Decides nothing"),
}
# As in a plan: what is for a person stands out, and red and green are not all that tells them apart.
COLOURS = {
    "conflict": "#d55e00", "rejected": "#a50026", "added": "#009e73", "changed": "#0072b2",
    "new": "#009e73", "coded": "#0072b2", "kept": "#8c8c8c", "retired": "#c8c8c8",
    "removed": "#e69f00", "refused": "#a50026", "only_here": "#8c8c8c", "unused": "#e69f00",
}  # fmt: skip
TITLES = {
    "source_row": QT_TRANSLATE_NOOP("diachiso", "Row"),
    "code": QT_TRANSLATE_NOOP("diachiso", "Code"),
    "address_text": QT_TRANSLATE_NOOP("diachiso", "Address"),
    "label": QT_TRANSLATE_NOOP("diachiso", "Field"),
    "old_value": QT_TRANSLATE_NOOP("diachiso", "In the register"),
    "new_value": QT_TRANSLATE_NOOP("diachiso", "New value"),
    "base_value": QT_TRANSLATE_NOOP("diachiso", "Before"),
    "mine_value": QT_TRANSLATE_NOOP("diachiso", "Here"),
    "theirs_value": QT_TRANSLATE_NOOP("diachiso", "Copy"),
    "status": QT_TRANSLATE_NOOP("diachiso", "Status"),
    "reason_text": QT_TRANSLATE_NOOP("diachiso", "Reason"),
    "floor": QT_TRANSLATE_NOOP("diachiso", "Floor"),
    "room": QT_TRANSLATE_NOOP("diachiso", "Room"),
}
WIDTHS = {"source_row": 60, "status": 110, "address_text": 260, "reason_text": 320, "old_value": 160, "new_value": 160}


def differences_path() -> str:
    """A new file for a dry run's rows; it lives as long as QGIS."""
    folder = tempfile.mkdtemp(prefix="diachiso-", dir=QgsProcessingUtils.tempFolder())
    return str(Path(folder) / "differences.gpkg")


def add_differences(source: str, title: str, register: str, project: QgsProject) -> QgsVectorLayer | None:
    """Put a dry run's rows on the map above the register's layers; None where the file is no layer or empty."""
    layer = QgsVectorLayer(source, title, "ogr")
    if not layer.isValid() or not layer.featureCount():
        return None
    _style(layer)
    _arrange_table(layer)
    layer.setReadOnly(True)
    project.addMapLayer(layer, False)
    register_group(register, project).insertLayer(0, layer)
    return layer


def _style(layer: QgsVectorLayer) -> None:
    at = layer.fields().lookupField("status")
    found = layer.uniqueValues(at) if at >= 0 else set()
    categories = []
    for status in (status for status in STATUS if status in found):
        symbol = QgsMarkerSymbol.createSimple(
            {"name": "circle", "color": COLOURS[status], "size": "2.4", "outline_color": "#ffffff"}
        )
        categories.append(QgsRendererCategory(status, symbol, translate("diachiso", STATUS[status])))
    layer.setRenderer(QgsCategorizedSymbolRenderer("status", categories))


def _arrange_table(layer: QgsVectorLayer) -> None:
    """The columns that say something to a person, under their names; the others are hidden."""
    fields = layer.fields()
    for name, title in TITLES.items():
        if fields.lookupField(name) >= 0:
            layer.setFieldAlias(fields.lookupField(name), translate("diachiso", title))
    config = layer.attributeTableConfig()
    config.update(fields)
    order = list(TITLES)
    columns = sorted(config.columns(), key=lambda c: order.index(c.name) if c.name in order else len(order))
    for column in columns:
        column.hidden = column.name not in TITLES
        column.width = WIDTHS.get(column.name, -1)
    config.setColumns(columns)
    layer.setAttributeTableConfig(config)
    # Last: a layer lets go of it when aliases are set.
    words = [{translate("diachiso", text): status} for status, text in STATUS.items()]
    layer.setEditorWidgetSetup(fields.lookupField("status"), QgsEditorWidgetSetup("ValueMap", {"map": words}))
