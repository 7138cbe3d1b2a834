"""The layers of a thematic map, made in memory out of one state of a register: nothing of the live file stays open."""
from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from textwrap import wrap
from typing import Any, Optional

from qgis.core import (
    QgsCategorizedSymbolRenderer,
    QgsFeature,
    QgsGeometry,
    QgsLineSymbol,
    QgsPalLayerSettings,
    QgsPointXY,
    QgsRendererCategory,
    QgsRuleBasedRenderer,
    QgsSingleSymbolRenderer,
    QgsVectorLayer,
    QgsVectorLayerSimpleLabeling,
)

from ...core.field_spec import FieldSpec
from ...core.map_themes import TEXT_FIELDS, MapTheme
from ...core.publishable import NAMED, Withholder
from ...register.public_rows import Choice, Shape, names_of_people, read_batches, read_shapes
from ..office_html import number
from ..project.words import Words
from .map_words import COMMUNES, NO_OBJECTS, OBJECTS_FROM_TO, STREETS
from .theme_style import fill, label_names, marker, text_format

MOST_NAMES = 1_500
LEGEND_LETTERS = 34
STREET_NAMES_FROM = 20_000.0  # denominator of the scale
_COLUMNS = ("object_class", *TEXT_FIELDS, "commune_code")
_STREET, _STREET_NAME, _BORDER = "#c9c4bc", "#6d675e", "#7a6a9a"


@dataclass
class MapLayers:
    """The layers of a map, and how many objects there are by category and by commune."""

    objects: QgsVectorLayer
    streets: QgsVectorLayer
    communes: QgsVectorLayer
    areas: Optional[QgsVectorLayer] = None
    counts: Counter[str] = field(default_factory=Counter)
    by_commune: Counter[str] = field(default_factory=Counter)
    withheld: int = 0

    @property
    def all(self) -> list[QgsVectorLayer]:
        """From top to bottom."""
        return [layer for layer in (self.objects, self.streets, self.areas, self.communes) if layer is not None]

    def communes_named(self) -> list[tuple[str, int]]:
        """The communes that have objects, by name."""
        return [(f["name"], f["number"]) for f in self.communes.getFeatures() if f["number"]]


def read_layers(
    con: sqlite3.Connection, theme: MapTheme, choice: Choice, fields: Sequence[FieldSpec], words: Words,
    go_on: Callable[[], None],
) -> MapLayers:  # fmt: skip
    """The layers of a theme with their styles; `go_on` is called now and then and may raise."""
    shapes = read_shapes(con, "street", choice.commune)
    made = MapLayers(
        objects=_layer("Point", theme.title.text(words.language), ("name", "category")),
        streets=_of_shapes("MultiLineString", words(STREETS), shapes),
        communes=_of_shapes("MultiPolygon", words(COMMUNES), ()),
    )
    withholder = Withholder([s for s in fields if s.name in _COLUMNS], names_of_people(con), NAMED)
    for batch in read_batches(con, _COLUMNS, Choice(choice.stages, choice.commune, theme.classes)):
        go_on()
        columns = batch.columns
        said = zip(columns["object_class"], *(list(columns[name]) for name in TEXT_FIELDS))
        # Told from the whole text: a name that is withheld does not change an object's sign.
        categories = [theme.category_of(object_class, texts) for object_class, *texts in said]
        withholder.clean(columns, batch.groups)
        rows = []
        for category, (x, y), name, commune in zip(categories, batch.lonlat, columns["name"], columns["commune_code"]):
            if category is not None and x == x:
                made.counts[category.id] += 1
                made.by_commune[commune or ""] += 1
                rows.append((QgsGeometry.fromPointXY(QgsPointXY(x, y)), (name, category.id)))
        _add(made.objects, rows)
    made.withheld = sum(withholder.withheld.values())
    _style_objects(made.objects, theme, made.counts, words.language)
    _style_streets(made.streets)
    communes = read_shapes(con, "admin_unit", choice.commune)
    made.communes = _of_shapes("MultiPolygon", words(COMMUNES), communes, made.by_commune)
    _style_communes(made.communes, theme, made.by_commune, words)
    return made


def shade_bounds(numbers: Iterable[int], shades: int) -> list[int]:
    """The highest number of each shade: so many classes at most, of about as many communes each."""
    values = sorted(set(numbers) - {0})
    if not values or not shades:
        return []
    count = min(shades, len(values))
    return [values[(k + 1) * len(values) // count - 1] for k in range(count)]


def _style_objects(layer: QgsVectorLayer, theme: MapTheme, counts: Counter[str], language: str) -> None:
    """Only what is there stands in the legend, with its number."""
    root = QgsRuleBasedRenderer.Rule(None)
    for category in theme.categories:
        if counts[category.id]:
            label = counted(category.label.text(language), counts[category.id], language)
            rule = QgsRuleBasedRenderer.Rule(marker(category), filterExp=f"\"category\" = '{category.id}'", label=label)
            root.appendChild(rule)
    layer.setRenderer(QgsRuleBasedRenderer(root))
    # Placing the names of tens of thousands would take minutes, and nobody could read them.
    label_names(layer, theme, 0 if sum(counts.values()) <= MOST_NAMES else theme.labels_from_scale)


def counted(label: str, count: int, language: str) -> str:
    """A legend's text with its number, in lines that fit the legend."""
    return "\n".join(wrap(f"{label} ({number(count, language)})", LEGEND_LETTERS))


def _style_streets(layer: QgsVectorLayer) -> None:
    line = QgsLineSymbol.createSimple({"color": _STREET, "width": "0.5", "capstyle": "round"})
    layer.setRenderer(QgsSingleSymbolRenderer(line))
    settings = QgsPalLayerSettings()
    settings.fieldName = "name"
    settings.placement = QgsPalLayerSettings.Placement.Curved
    settings.setFormat(text_format(6, _STREET_NAME, 0.5))
    settings.scaleVisibility = True
    settings.minimumScale = STREET_NAMES_FROM
    settings.maximumScale = 0.0
    settings.priority = 2
    lines = settings.lineSettings()
    lines.setMergeLines(True)
    settings.setLineSettings(lines)
    _label(layer, settings)


def _style_communes(layer: QgsVectorLayer, theme: MapTheme, numbers: Counter[str], words: Words) -> None:
    bounds = shade_bounds(numbers.values(), len(theme.shades))
    if not bounds:
        layer.setRenderer(QgsSingleSymbolRenderer(fill("", _BORDER, 0.4)))
    else:
        categories = [QgsRendererCategory(0, fill("", _BORDER, 0.4), words(NO_OBJECTS))]
        low = 1
        for k, high in enumerate(bounds):
            label = words(OBJECTS_FROM_TO, low=low, high=high) if high > low else str(high)
            categories.append(QgsRendererCategory(k + 1, fill(theme.shades[k], _BORDER, 0.4), label))
            low = high + 1
        steps = " ".join(f"WHEN \"number\" <= {high} THEN {k + 1}" for k, high in enumerate(bounds))
        layer.setRenderer(QgsCategorizedSymbolRenderer(f'CASE WHEN "number" = 0 THEN 0 {steps} END', categories))
    settings = QgsPalLayerSettings()
    settings.fieldName = "\"name\" || CASE WHEN \"number\" > 0 THEN ' (' || \"number\" || ')' ELSE '' END"
    settings.isExpression = True
    settings.setFormat(text_format(9, "#4a3f6b"))
    settings.priority = 8
    _label(layer, settings)


def _of_shapes(
    kind: str, name: str, shapes: Iterable[Shape], numbers: Optional[Counter[str]] = None
) -> QgsVectorLayer:
    layer = _layer(kind, name, ("name", "number:integer"))
    rows = []
    for shape in shapes:
        geometry = QgsGeometry()
        geometry.fromWkb(shape.wkb)
        rows.append((geometry, (shape.name, 0 if numbers is None else numbers[shape.code or ""])))
    _add(layer, rows)
    return layer


def _layer(kind: str, name: str, columns: Sequence[str]) -> QgsVectorLayer:
    fields = "".join(f"&field={column}" if ":" in column else f"&field={column}:string" for column in columns)
    return QgsVectorLayer(f"{kind}?crs=EPSG:4326{fields}", name, "memory")


def _add(layer: QgsVectorLayer, rows: Iterable[tuple[QgsGeometry, Sequence[Any]]]) -> None:
    features = []
    for geometry, values in rows:
        feature = QgsFeature(layer.fields())
        feature.setGeometry(geometry)
        feature.setAttributes(list(values))
        features.append(feature)
    layer.dataProvider().addFeatures(features)
    layer.updateExtents()


def _label(layer: QgsVectorLayer, settings: QgsPalLayerSettings) -> None:
    layer.setLabeling(QgsVectorLayerSimpleLabeling(settings))
    layer.setLabelsEnabled(True)
