"""How a layer's records stand in a table: which columns, in which order, and wide enough for their headings."""
from __future__ import annotations

from collections.abc import Collection, Sequence

from qgis.core import QgsAttributeTableConfig, QgsVectorLayer

_PER_LETTER, _MARGIN = 9, 24  # pixels, in the font of a desktop at 96 dpi
_USUAL = 100  # QGIS's own width


def set_table(layer: QgsVectorLayer, hidden: Collection[str], first: Sequence[str] = ()) -> None:
    """Leave columns out of the tables that show the layer, and begin with `first`; its form has them all."""
    config = QgsAttributeTableConfig()
    config.update(layer.fields())
    columns = {c.name: c for c in config.columns()}
    ordered = [columns[name] for name in first if name in columns]
    ordered += [c for name, c in columns.items() if name not in first]
    for found in ordered:
        found.hidden = found.hidden or found.name in hidden
        found.width = _wide_enough(layer, found.name)
    config.setColumns(ordered)
    layer.setAttributeTableConfig(config)


def _wide_enough(layer: QgsVectorLayer, name: str) -> int:
    """The width of a column whose heading is longer than usual; -1: QGIS's own."""
    label = layer.attributeDisplayName(layer.fields().indexOf(name)) if name else ""
    width = _PER_LETTER * len(label) + _MARGIN
    return width if width > _USUAL else -1
