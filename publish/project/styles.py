"""How the register's layers look: addresses by stage, with their codes at large scale; outlines of the units."""
from __future__ import annotations

from qgis.core import (
    QgsCategorizedSymbolRenderer,
    QgsFillSymbol,
    QgsLineSymbol,
    QgsMarkerSymbol,
    QgsPalLayerSettings,
    QgsRendererCategory,
    QgsSingleSymbolRenderer,
    QgsTextBufferSettings,
    QgsTextFormat,
    QgsVectorLayer,
    QgsVectorLayerSimpleLabeling,
)
from qgis.PyQt.QtGui import QColor

from ...core.plaque_life import STATE_WORDS, PlaqueState
from ...core.profile import Profile
from .words import Words

STAGE_COLOURS = {
    "declared": "#e6ab02",
    "created": "#0072b2",
    "submitted": "#7b5aa6",
    "verified": "#56b4e9",
    "issued": "#009e73",
    "rejected": "#d55e00",
    "retired": "#8c8c8c",
}
PLAQUE_COLOURS = {
    PlaqueState.planned: "#d9d9d9",
    PlaqueState.ordered: "#e6ab02",
    PlaqueState.made: "#56b4e9",
    PlaqueState.delivered: "#0072b2",
    PlaqueState.mounted: "#009e73",
    PlaqueState.not_mounted: "#d55e00",
    PlaqueState.damaged: "#cc79a7",
    PlaqueState.replaced: "#8c8c8c",
    PlaqueState.removed: "#595959",
}
CODE_LABELS_FROM_SCALE = 2500.0
POSITIONS_FROM_SCALE = 5000.0


def apply_style(layer: QgsVectorLayer, table: str, profile: Profile, words: Words) -> None:
    """The style of a register's layer."""
    if table == "address":
        _style_addresses(layer, {c.value: c.label.text(words.language) for c in profile.field("stage").values})
    elif table == "plaque_place":
        layer.setRenderer(_plaques(words))
    elif table == "street":
        layer.setRenderer(QgsSingleSymbolRenderer(QgsLineSymbol.createSimple({"color": "#b0aca6", "width": "0.5"})))
    elif table == "address_position":
        symbol = QgsMarkerSymbol.createSimple(
            {"name": "triangle", "color": "#ffffff", "size": "1.8", "outline_color": "#404040", "outline_width": "0.3"}
        )
        layer.setRenderer(QgsSingleSymbolRenderer(symbol))
        layer.setScaleBasedVisibility(True)
        layer.setMinimumScale(POSITIONS_FROM_SCALE)
    elif table in ("admin_unit", "settlement"):
        outline = {"admin_unit": "#5b4b8a", "settlement": "#8a7f4b"}[table]
        pen = {"admin_unit": "solid", "settlement": "dash"}[table]
        fill = {"style": "no", "outline_color": outline, "outline_width": "0.4", "outline_style": pen}
        layer.setRenderer(QgsSingleSymbolRenderer(QgsFillSymbol.createSimple(fill)))


def _plaques(words: Words) -> QgsCategorizedSymbolRenderer:
    """Plaques by state: a square, so that they stand out from the addresses."""
    categories = []
    for state, colour in PLAQUE_COLOURS.items():
        symbol = QgsMarkerSymbol.createSimple(
            {"name": "square", "color": colour, "size": "2.6", "outline_color": "#202020", "outline_width": "0.2"}
        )
        categories.append(QgsRendererCategory(state.value, symbol, words(STATE_WORDS[state])))
    return QgsCategorizedSymbolRenderer("state", categories)


def _style_addresses(layer: QgsVectorLayer, labels: dict[str, str]) -> None:
    categories = []
    for stage, colour in STAGE_COLOURS.items():
        symbol = QgsMarkerSymbol.createSimple(
            {"name": "circle", "color": colour, "size": "1.8", "outline_color": "#ffffff", "outline_width": "0.2"}
        )
        categories.append(QgsRendererCategory(stage, symbol, labels.get(stage, stage)))
    layer.setRenderer(QgsCategorizedSymbolRenderer("stage", categories))

    buffer = QgsTextBufferSettings()
    buffer.setEnabled(True)
    buffer.setSize(0.8)
    buffer.setColor(QColor("#ffffff"))
    format_ = QgsTextFormat()
    format_.setSize(8)
    format_.setColor(QColor("#202020"))
    format_.setBuffer(buffer)
    settings = QgsPalLayerSettings()
    settings.fieldName = "code"
    settings.setFormat(format_)
    settings.scaleVisibility = True
    settings.minimumScale = CODE_LABELS_FROM_SCALE
    settings.maximumScale = 0.0
    layer.setLabeling(QgsVectorLayerSimpleLabeling(settings))
    layer.setLabelsEnabled(True)
