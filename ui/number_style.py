"""How a proposal of house numbers looks on the map: numbers as labels, the fishbone, streets with their direction."""
from __future__ import annotations

from qgis.core import (
    QgsCategorizedSymbolRenderer,
    QgsLineSymbol,
    QgsMarkerLineSymbolLayer,
    QgsMarkerSymbol,
    QgsPalLayerSettings,
    QgsProperty,
    QgsRendererCategory,
    QgsTextBufferSettings,
    QgsTextFormat,
    QgsUnitTypes,
    QgsVectorLayer,
    QgsVectorLayerSimpleLabeling,
)
from qgis.PyQt.QtGui import QColor

from ..compat import translate
from ..core.errors import QT_TRANSLATE_NOOP
from .result_table import arrange, show_words

STATUS = {
    "new": QT_TRANSLATE_NOOP("diachiso", "Proposed number"),
    "kept": QT_TRANSLATE_NOOP("diachiso", "Existing number, kept"),
    "reserved": QT_TRANSLATE_NOOP("diachiso", "Number left free"),
    "locked": QT_TRANSLATE_NOOP("diachiso", "On a locked street"),
    "skipped": QT_TRANSLATE_NOOP("diachiso", "No number, see the reason"),
}
COLOURS = {"new": "#00785a", "kept": "#555555", "reserved": "#8a6d00", "locked": "#7b5aa6", "skipped": "#d55e00"}
TITLES = {
    "number_text": QT_TRANSLATE_NOOP("diachiso", "Number"),
    "street": QT_TRANSLATE_NOOP("diachiso", "Street"),
    "side": QT_TRANSLATE_NOOP("diachiso", "Side"),
    "status": QT_TRANSLATE_NOOP("diachiso", "Status"),
    "reason_text": QT_TRANSLATE_NOOP("diachiso", "Reason"),
    "decision": QT_TRANSLATE_NOOP("diachiso", "Decision"),
    "decision_number": QT_TRANSLATE_NOOP("diachiso", "Another number"),
    "code": QT_TRANSLATE_NOOP("diachiso", "Code"),
}
WIDTHS = {"number_text": 90, "street": 160, "side": 80, "status": 150, "reason_text": 420, "decision": 110,
          "decision_number": 110, "code": 120}  # fmt: skip
EDITABLE = ("decision", "decision_number")


def style_points(layer: QgsVectorLayer) -> None:
    """A dot per house in the colour of its status, with its number beside it."""
    categories = []
    for status, text in STATUS.items():
        hollow = status == "reserved"
        symbol = QgsMarkerSymbol.createSimple(
            {"name": "circle", "color": "#ffffff" if hollow else COLOURS[status], "size": "1.8",
             "outline_color": COLOURS[status] if hollow else "#ffffff", "outline_width": "0.3"}
        )  # fmt: skip
        categories.append(QgsRendererCategory(status, symbol, translate("diachiso", text)))
    layer.setRenderer(QgsCategorizedSymbolRenderer("status", categories))
    layer.setLabeling(QgsVectorLayerSimpleLabeling(_labels()))
    layer.setLabelsEnabled(True)


def style_lines(layer: QgsVectorLayer) -> None:
    """Thin lines from house to street; the street itself with an arrow, since its direction is what numbers follow."""
    bone = QgsLineSymbol.createSimple({"line_color": "#4d8c8c8c", "line_width": "0.25"})
    street = QgsLineSymbol.createSimple({"line_color": "#e08a00", "line_width": "0.5"})
    arrows = QgsMarkerLineSymbolLayer.create({"placement": "interval", "interval": "22"})
    arrows.setSubSymbol(
        QgsMarkerSymbol.createSimple(
            {"name": "filled_arrowhead", "color": "#e08a00", "outline_color": "#e08a00", "size": "2.6"}
        )
    )
    street.appendSymbolLayer(arrows)
    layer.setRenderer(
        QgsCategorizedSymbolRenderer(
            "kind",
            [
                QgsRendererCategory("street", street, translate("diachiso", "Street and its direction")),
                QgsRendererCategory("fishbone", bone, translate("diachiso", "House to street")),
            ],
        )
    )


def arrange_table(layer: QgsVectorLayer) -> None:
    """The columns that say something to a person; only the decisions can be edited."""
    arrange(layer, TITLES, WIDTHS, EDITABLE)
    decisions = {"": translate("diachiso", "As proposed"), "exclude": translate("diachiso", "Excluded")}
    show_words(layer, "status", {status: translate("diachiso", text) for status, text in STATUS.items()})
    show_words(layer, "decision", decisions)


def _labels() -> QgsPalLayerSettings:
    """The number that will be written; one that a person has excluded or replaced shows that."""
    settings = QgsPalLayerSettings()
    settings.fieldName = (
        "CASE WHEN \"decision\" = 'exclude' THEN '' WHEN coalesce(\"decision_number\", '') <> ''"
        " THEN \"decision_number\" ELSE \"number_text\" END"
    )
    settings.isExpression = True
    colours = " ".join(f"WHEN \"status\" = '{status}' THEN '{colour}'" for status, colour in COLOURS.items())
    properties = settings.dataDefinedProperties()
    properties.setProperty(
        QgsPalLayerSettings.Property.Color, QgsProperty.fromExpression(f"CASE {colours} ELSE '#000000' END")
    )
    settings.setDataDefinedProperties(properties)
    text = QgsTextFormat()
    text.setSize(8)
    text.setSizeUnit(QgsUnitTypes.RenderUnit.RenderPoints)
    font = text.font()
    font.setBold(True)
    text.setFont(font)
    halo = QgsTextBufferSettings()
    halo.setEnabled(True)
    halo.setSize(0.7)
    halo.setColor(QColor("#ffffff"))
    text.setBuffer(halo)
    settings.setFormat(text)
    settings.scaleVisibility = True
    settings.minimumScale = 6000
    settings.maximumScale = 0
    return settings
