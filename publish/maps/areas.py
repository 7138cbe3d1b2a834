"""Zones of a layer that somebody brings — outbreak, safe, buffer — coloured by the kinds that a theme knows."""
from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Optional

from qgis.core import QgsCategorizedSymbolRenderer, QgsFeature, QgsGeometry, QgsRendererCategory, QgsVectorLayer

from ...core.map_themes import AreaKind, MapTheme
from ..project.words import Words
from .map_layers import counted
from .map_words import AREAS, OTHER_AREAS
from .theme_style import fill

OTHER_COLOUR = "#b2babb"
OPACITY = 0.45


@dataclass(frozen=True)
class Zone:
    """A polygon in EPSG:4326 and what its field says; None: nothing was said, and no field was asked for."""

    geometry: QgsGeometry
    said: Optional[str]


def area_layer(zones: Iterable[Zone], theme: MapTheme, words: Words) -> QgsVectorLayer:
    """A layer of the zones by their kinds, styled; those of no kind that the theme knows are grey."""
    layer = QgsVectorLayer("MultiPolygon?crs=EPSG:4326&field=kind:string", words(AREAS), "memory")
    counts: Counter[str] = Counter()
    features = []
    for zone in zones:
        kind = _kind(zone, theme)
        name = "" if kind is None else kind.id
        geometry = QgsGeometry(zone.geometry)
        geometry.convertToMultiType()
        feature = QgsFeature(layer.fields())
        feature.setGeometry(geometry)
        feature.setAttributes([name])
        counts[name] += 1
        features.append(feature)
    layer.dataProvider().addFeatures(features)
    layer.updateExtents()
    shown = [(kind.id, kind.label.text(words.language), kind.colour) for kind in theme.areas]
    categories = [
        QgsRendererCategory(value, fill(colour, colour, 0.6, OPACITY), counted(label, counts[value], words.language))
        for value, label, colour in (*shown, ("", words(OTHER_AREAS), OTHER_COLOUR))
        if counts[value]
    ]
    layer.setRenderer(QgsCategorizedSymbolRenderer("kind", categories))
    return layer


def _kind(zone: Zone, theme: MapTheme) -> Optional[AreaKind]:
    """Without a field all zones are of the theme's first kind."""
    return next(iter(theme.areas), None) if zone.said is None else theme.area_of(zone.said)
