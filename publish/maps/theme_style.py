"""How the objects of a theme look: a rule per category with its sign; the same on a sheet and in the project."""
from __future__ import annotations

from collections.abc import Mapping

from qgis.core import (
    QgsExpression,
    QgsFillSymbol,
    QgsFontMarkerSymbolLayer,
    QgsMarkerSymbol,
    QgsPalLayerSettings,
    QgsRuleBasedRenderer,
    QgsTextBufferSettings,
    QgsTextFormat,
    QgsVectorLayer,
    QgsVectorLayerSimpleLabeling,
)
from qgis.PyQt.QtCore import QPointF
from qgis.PyQt.QtGui import QColor

from ...core.map_themes import TEXT_FIELDS, Category, MapTheme

HALO_MM = 0.7
_LETTER_SHARE = 0.72  # of the sign's size
_SHORT = 30  # letters of a name in one line of a label


def expression(theme: MapTheme, category: Category, columns: Mapping[str, str] = {}) -> str:
    """The QGIS expression that is true for the objects of a category: core's `category_of`, said in QGIS's words.

    `columns`: what the register's columns are called in the layer, where they have other names there.
    """
    position = theme.categories.index(category)
    before = [c for c in theme.categories[:position] if set(c.classes) & set(category.classes)]
    pieces = [_fits(category, columns), *(f"NOT ({_fits(other, columns)})" for other in before)]
    return " AND ".join(pieces)


def renderer(theme: MapTheme, language: str, columns: Mapping[str, str] = {}) -> QgsRuleBasedRenderer:
    """The rules of a theme over the register's own layer."""
    root = QgsRuleBasedRenderer.Rule(None)
    for category in theme.categories:
        label = category.label.text(language)
        root.appendChild(
            QgsRuleBasedRenderer.Rule(marker(category), filterExp=expression(theme, category, columns), label=label)
        )
    return QgsRuleBasedRenderer(root)


def marker(category: Category) -> QgsMarkerSymbol:
    """The sign of a category: its shape in its colour with a white rim, and its letter in white."""
    symbol = QgsMarkerSymbol.createSimple({
        "name": category.shape, "color": category.colour, "size": str(category.size), "outline_color": "#ffffff",
        "outline_width": "0.3",
    })  # fmt: skip
    if category.letter:
        letter = QgsFontMarkerSymbolLayer("Arial", category.letter, category.size * _LETTER_SHARE, QColor("#ffffff"))
        letter.setFontStyle("Bold")
        letter.setOffset(QPointF(0, 0))
        symbol.appendSymbolLayer(letter)
    return symbol


def label_names(layer: QgsVectorLayer, theme: MapTheme, from_scale: float = 0, column: str = "name") -> None:
    """Write the objects' names beside their signs, from a scale (denominator) on; 0: at any."""
    settings = QgsPalLayerSettings()
    settings.fieldName = f"wordwrap({QgsExpression.quotedColumnRef(column)}, {_SHORT})"
    settings.isExpression = True
    settings.setFormat(text_format(7, "#202020"))
    settings.placement = QgsPalLayerSettings.Placement.OrderedPositionsAroundPoint
    settings.dist = max((category.size for category in theme.categories), default=4.0) / 2
    settings.priority = 7
    if from_scale:
        settings.scaleVisibility = True
        settings.minimumScale = from_scale
        settings.maximumScale = 0.0
    layer.setLabeling(QgsVectorLayerSimpleLabeling(settings))
    layer.setLabelsEnabled(True)


def text_format(points: float, colour: str, halo: float = HALO_MM) -> QgsTextFormat:
    """Letters with a white halo, so that they can be read on the map."""
    buffer = QgsTextBufferSettings()
    buffer.setEnabled(halo > 0)
    buffer.setSize(halo)
    buffer.setColor(QColor("#ffffff"))
    made = QgsTextFormat()
    made.setSize(points)
    made.setColor(QColor(colour))
    made.setBuffer(buffer)
    return made


def fill(colour: str, outline: str, width: float = 0.3, opacity: float = 1.0) -> QgsFillSymbol:
    """A filled polygon; colour '' leaves it empty."""
    symbol = QgsFillSymbol.createSimple({
        "color": colour or "#ffffff", "style": "solid" if colour else "no", "outline_color": outline,
        "outline_width": str(width),
    })  # fmt: skip
    symbol.setOpacity(opacity)
    return symbol


def _fits(category: Category, columns: Mapping[str, str]) -> str:
    object_class, *texts = (
        QgsExpression.quotedColumnRef(columns.get(name, name)) for name in ("object_class", *TEXT_FIELDS)
    )
    pieces = [f"{object_class} IN ({', '.join(map(QgsExpression.quotedString, category.classes))})"]
    if category.words:
        listed = " || ' ' || ".join(f"coalesce({text}, '')" for text in texts)
        said = f"(' ' || regexp_replace(lower({listed}), '\\\\W+', ' ') || ' ')"
        words = (QgsExpression.quotedString(f" {word} ") for word in category.words)
        pieces.append(f"({' OR '.join(f'strpos({said}, {word}) > 0' for word in words)})")
    return " AND ".join(pieces)
