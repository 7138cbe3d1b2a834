"""The thematic maps of a project: a style of the addresses and a map theme for each, and the sheet of one.

Not all sheets at once: each legend makes QGIS read the whole style of the addresses, forms and all, several times.
"""
from __future__ import annotations

from collections.abc import Mapping, Sequence

from qgis.core import (
    QgsMapLayer,
    QgsMapLayerStyle,
    QgsMapThemeCollection,
    QgsPrintLayout,
    QgsProject,
    QgsReadWriteContext,
    QgsRectangle,
    QgsVectorLayer,
)
from qgis.PyQt.QtGui import QFont
from qgis.PyQt.QtXml import QDomDocument

from ...core.agency import Agency
from ...core.map_themes import MapTheme
from ..fitted_text import with_letters
from ..maps.map_sheet import SheetWords, make_sheet
from ..maps.map_words import LEGEND, NORTH, PROJECT_SOURCE
from ..maps.thematic_map import extent_in, map_crs
from ..maps.theme_style import label_names, renderer
from .words import Words

BELOW = ("street", "admin_unit")
"""What lies below the objects of a theme, from top to bottom."""


def add_themes(
    project: QgsProject, layers: Mapping[str, QgsVectorLayer], themes: Sequence[MapTheme], language: str,
    columns: Mapping[str, str] = {},
) -> None:  # fmt: skip
    """Add a style of the addresses and a map theme for each theme; `layers` of the project by the register's tables.

    `columns`: what the register's columns are called in the layer of addresses, where they have other names there.
    """
    for theme in themes:
        title = theme_name(theme, language)
        _add_style(layers["address"], theme, title, language, columns)
        _add_theme(project, layers, title)


def add_sheet(
    project: QgsProject, address: QgsVectorLayer, theme: MapTheme, agency: Agency, words: Words, *, place: str,
    province_code: str, extent: QgsRectangle,
) -> QgsPrintLayout:  # fmt: skip
    """Add the sheet of a theme that the project has already; `extent` is in EPSG:4326. An older one is replaced."""
    title = theme_name(theme, words.language)
    family = with_letters(QFont(agency.sans[0]), agency.sans[1:]).family()
    crs = map_crs(province_code, extent.center().x())
    heading = theme.title.text(words.language).upper()
    said = SheetWords(heading, place, words(LEGEND), words(NORTH), words(PROJECT_SOURCE))
    sheet = make_sheet(
        project, title, said, extent_in(crs, extent), crs, [], legend=[(address, False)], family=family,
        map_theme=title,
    )  # fmt: skip
    older = project.layoutManager().layoutByName(title)
    if older is not None:
        project.layoutManager().removeLayout(older)
    project.layoutManager().addLayout(sheet)
    return sheet


def theme_name(theme: MapTheme, language: str) -> str:
    """What a theme's style, map theme and sheet are called: its title; a service lists styles with commas between."""
    return theme.title.text(language).replace(",", "")


def _add_style(
    layer: QgsVectorLayer, theme: MapTheme, title: str, language: str, columns: Mapping[str, str]
) -> None:
    """A style with signs and labels only: the form, the widgets and all else stay those of the layer."""
    twin = QgsVectorLayer("Point?crs=EPSG:4326", "", "memory")
    twin.setRenderer(renderer(theme, language, columns))
    label_names(twin, theme, theme.labels_from_scale, columns.get("name", "name"))
    document = QDomDocument("qgis")
    parts = QgsMapLayer.StyleCategory.Symbology | QgsMapLayer.StyleCategory.Labeling
    twin.exportNamedStyle(document, QgsReadWriteContext(), parts)
    layer.styleManager().addStyle(title, QgsMapLayerStyle(document.toString()))


def _add_theme(project: QgsProject, layers: Mapping[str, QgsVectorLayer], title: str) -> None:
    records = []
    for table in ("address", *BELOW):
        if table not in layers:
            continue
        record = QgsMapThemeCollection.MapThemeLayerRecord(layers[table])
        record.usingCurrentStyle = True
        record.currentStyle = title if table == "address" else layers[table].styleManager().currentStyle()
        record.isVisible = True
        records.append(record)
    theme = QgsMapThemeCollection.MapThemeRecord()
    theme.setLayerRecords(records)
    project.mapThemeCollection().insert(title, theme)
