"""The sheet of a thematic map as a print layout: title, map, legend, scale, north, source; any paper, either way up.

The same function makes the sheets of the generated project, where a person changes them in QGIS's layout designer.
"""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFillSymbol,
    QgsLayoutItem,
    QgsLayoutItemLabel,
    QgsLayoutItemLegend,
    QgsLayoutItemMap,
    QgsLayoutItemPolygon,
    QgsLayoutItemScaleBar,
    QgsLayoutSize,
    QgsLegendRenderer,
    QgsLegendStyle,
    QgsMapLayer,
    QgsPrintLayout,
    QgsProject,
    QgsRectangle,
    QgsScaleBarSettings,
    QgsUnitTypes,
)
from qgis.PyQt.QtCore import QPointF, QRectF, Qt
from qgis.PyQt.QtGui import QColor, QFont, QPolygonF

from ..fitted_text import Ruler, fit_text

# Millimetres and points on A3; other papers are like it, larger or smaller.
SMALLEST = 4.0  # points
UNIT, POINT_MM, TIGHT = 100.0, 25.4 / 72, 0.95  # 1/100 mm; QGIS sets lines a little wider apart
MARGIN, GAP, LEGEND_WIDTH = 10.0, 4.0, 74.0
TITLE_HEIGHT, SUBTITLE_HEIGHT, FOOT_HEIGHT = 11.0, 7.0, 9.0
NORTH = 14.0
A3_SIDE = 297.0
LEAST_POINTS = 6.0
FAR_M = 20_000.0  # a map as wide as this has kilometres on its scale
LEGEND_SHARE = 0.62  # of the panel; the rest is for notes
PAPERS = {"A4": (297.0, 210.0), "A3": (420.0, 297.0), "A2": (594.0, 420.0), "A1": (841.0, 594.0), "A0": (1189.0, 841.0)}


@dataclass(frozen=True)
class SheetWords:
    """What is written on a sheet."""

    title: str
    subtitle: str
    legend: str
    north: str
    source: str
    notes: str = ""


def make_sheet(
    project: QgsProject, name: str, words: SheetWords, extent: QgsRectangle, crs: QgsCoordinateReferenceSystem,
    layers: Sequence[QgsMapLayer], *, legend: Sequence[tuple[QgsMapLayer, bool]], family: str, paper: str = "A3",
    portrait: bool = False, map_theme: str = "",
) -> QgsPrintLayout:  # fmt: skip
    """A layout of a map in `crs` that shows `layers` (or a map theme of the project); `extent` is in `crs`.

    `legend`: layers from top to bottom, and whether the layer's own name stands above its signs.
    """
    width, height = PAPERS[paper][::-1] if portrait else PAPERS[paper]
    layout = QgsPrintLayout(project)
    layout.initializeDefaults()
    layout.setName(name)
    layout.pageCollection().page(0).setPageSize(QgsLayoutSize(width, height))
    unit = min(width, height) / A3_SIDE
    type_ = _Type(family, unit)
    inner, top, gap, foot = width - 2 * MARGIN, MARGIN, GAP * unit, FOOT_HEIGHT * unit
    _title(layout, words.title, QRectF(MARGIN, top, inner, TITLE_HEIGHT * unit), type_.font(20, bold=True))
    top += TITLE_HEIGHT * unit
    _label(layout, "subtitle", words.subtitle, QRectF(MARGIN, top, inner, SUBTITLE_HEIGHT * unit), type_.font(12))
    top += SUBTITLE_HEIGHT * unit + gap / 2
    bottom = height - MARGIN - foot
    panel = height / 5 if portrait else LEGEND_WIDTH * unit
    if portrait:
        frame = QRectF(MARGIN, top, inner, bottom - top - panel - gap)
        side = QRectF(MARGIN, frame.bottom() + gap, inner, panel)
    else:
        frame = QRectF(MARGIN, top, inner - panel - gap, bottom - top)
        side = QRectF(frame.right() + gap, top, panel, bottom - top)
    notes = QRectF(side)
    if words.notes and portrait:
        side.setWidth(side.width() * LEGEND_SHARE)
        notes.setLeft(side.right() + gap)
    elif words.notes:
        side.setHeight(side.height() * LEGEND_SHARE)
        notes.setTop(side.bottom() + gap)
    map_item = _map(layout, frame, extent, crs, layers, map_theme)
    _north(layout, frame, words.north, type_)
    _legend(layout, map_item, side, words.legend, legend, type_, 2 if portrait else 1)
    if words.notes:
        _notes(layout, words.notes, notes, type_)
    line = height - MARGIN - foot + 1
    _scale_bar(layout, map_item, QRectF(MARGIN, line, 90 * unit, foot), type_)
    source = QRectF(MARGIN + 95 * unit, line, inner - 95 * unit, foot)
    _label(layout, "source", words.source, source, type_.font(8), align=Qt.AlignmentFlag.AlignRight)
    return layout


@dataclass(frozen=True)
class _Type:
    """The sheet's letters: their family, and how large they are against those of an A3 sheet."""

    family: str
    unit: float

    def font(self, points: float, bold: bool = False) -> QFont:
        """A font of so many points on A3."""
        made = QFont(self.family)
        made.setPointSizeF(max(LEAST_POINTS, points * self.unit))
        made.setBold(bold)
        return made


def _map(
    layout: QgsPrintLayout, frame: QRectF, extent: QgsRectangle, crs: QgsCoordinateReferenceSystem,
    layers: Sequence[QgsMapLayer], map_theme: str,
) -> QgsLayoutItemMap:  # fmt: skip
    item = QgsLayoutItemMap(layout)
    item.setId("map")
    item.attemptSetSceneRect(frame)
    item.setCrs(crs)
    if map_theme:
        item.setFollowVisibilityPreset(True)
        item.setFollowVisibilityPresetName(map_theme)
    else:
        item.setLayers(list(layers))
        item.setKeepLayerSet(True)
    item.zoomToExtent(extent)
    item.setFrameEnabled(True)
    item.setBackgroundColor(QColor("#fbfaf7"))
    layout.addLayoutItem(item)
    return item


def _label(
    layout: QgsPrintLayout, item_id: str, text: str, place: QRectF, font: QFont,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignHCenter,
) -> QgsLayoutItemLabel:  # fmt: skip
    item = QgsLayoutItemLabel(layout)
    item.setId(item_id)
    item.setText(text)
    item.setFont(font)
    item.setHAlign(align)
    item.setVAlign(Qt.AlignmentFlag.AlignVCenter)
    item.attemptSetSceneRect(place)
    layout.addLayoutItem(item)
    return item


def _title(layout: QgsPrintLayout, text: str, place: QRectF, font: QFont) -> None:
    """A long title is set smaller and in several lines, so that it is whole."""
    box, points = QRectF(0, 0, place.width() * UNIT, place.height() * UNIT), font.pointSizeF()
    ways = (int(Qt.AlignmentFlag.AlignHCenter), int(Qt.AlignmentFlag.AlignVCenter))
    fitted = fit_text(text, box, points * POINT_MM * UNIT, Ruler(font), *ways)
    if len(fitted.lines) > 1 or fitted.size < points * POINT_MM * UNIT - 1:
        font.setPointSizeF(TIGHT * fitted.size * fitted.stretch / UNIT / POINT_MM)
        text = "\n".join(line.text for line in fitted.lines)
    label = _label(layout, "title", text, place, font)
    while label.sizeForText().height() > place.height() and font.pointSizeF() > SMALLEST:
        font.setPointSizeF(0.97 * font.pointSizeF())  # newer QGIS takes more room between lines
        label.setFont(font)


def _notes(layout: QgsPrintLayout, text: str, place: QRectF, type_: _Type) -> None:
    item = _label(layout, "notes", text, place, type_.font(9), align=Qt.AlignmentFlag.AlignLeft)
    item.setVAlign(Qt.AlignmentFlag.AlignTop)
    item.setMarginX(2)
    item.setMarginY(2)
    item.setFrameEnabled(True)
    item.setBackgroundColor(QColor("#ffffff"))


def _north(layout: QgsPrintLayout, frame: QRectF, letter: str, type_: _Type) -> None:
    """An arrow of our own: no picture file that another computer lacks."""
    unit = type_.unit
    x, y = frame.right() - NORTH * unit, frame.top() + 4 * unit
    width, height = (NORTH - 4) * unit, 6 * unit
    _label(layout, "north", letter, QRectF(x, y, width, height), type_.font(12, bold=True))
    middle, y = x + width / 2, y + height
    for corners, colour in (
        (((0, 0), (-3, 9), (0, 7)), "#202020"), (((0, 0), (3, 9), (0, 7)), "#ffffff"),
    ):  # fmt: skip
        polygon = QPolygonF([QPointF(middle + dx * unit, y + dy * unit) for dx, dy in corners])
        item = QgsLayoutItemPolygon(polygon, layout)
        item.setId("north_arrow")
        outline = {"color": colour, "outline_color": "#202020", "outline_width": "0.2", "style": "solid"}
        item.setSymbol(QgsFillSymbol.createSimple(outline))
        layout.addLayoutItem(item)


def _legend(
    layout: QgsPrintLayout, map_item: QgsLayoutItemMap, place: QRectF, title: str,
    shown: Sequence[tuple[QgsMapLayer, bool]], type_: _Type, columns: int,
) -> None:  # fmt: skip
    item = QgsLayoutItemLegend(layout)
    item.setId("legend")
    item.setTitle(title)
    item.setLinkedMap(map_item)
    item.setAutoUpdateModel(False)
    root = item.model().rootGroup()
    root.clear()
    for layer, named in shown:
        node = root.addLayer(layer)
        style = QgsLegendStyle.Style.Subgroup if named else QgsLegendStyle.Style.Hidden
        QgsLegendRenderer.setNodeLegendStyle(node, style)
    for style, points, bold in (
        (QgsLegendStyle.Style.Title, 13, True), (QgsLegendStyle.Style.Subgroup, 10, True),
        (QgsLegendStyle.Style.SymbolLabel, 10, False),
    ):  # fmt: skip
        item.setStyleFont(style, type_.font(points, bold))
    item.setColumnCount(columns)
    item.setSplitLayer(columns > 1)
    item.setSymbolWidth(8 * type_.unit)
    item.setWrapString("\n")
    item.setTitleAlignment(Qt.AlignmentFlag.AlignHCenter)
    item.setResizeToContents(False)
    item.attemptSetSceneRect(place)
    item.setFrameEnabled(True)
    item.setBackgroundColor(QColor("#ffffff"))
    layout.addLayoutItem(item)


def _scale_bar(layout: QgsPrintLayout, map_item: QgsLayoutItemMap, place: QRectF, type_: _Type) -> None:
    item = QgsLayoutItemScaleBar(layout)
    item.setId("scale")
    item.setLinkedMap(map_item)
    item.setStyle("Single Box")
    far = map_item.extent().width() > FAR_M
    units = QgsUnitTypes.DistanceUnit
    item.setUnits(units.DistanceKilometers if far else units.DistanceMeters)
    item.setUnitLabel("km" if far else "m")
    # As wide as fits whatever becomes of the map's scale.
    item.setSegmentSizeMode(QgsScaleBarSettings.SegmentSizeMode.SegmentSizeFitWidth)
    item.setMinimumBarWidth(35 * type_.unit)
    item.setMaximumBarWidth(75 * type_.unit)
    item.setNumberOfSegments(2)
    item.setNumberOfSegmentsLeft(0)
    item.setHeight(2)
    item.setLabelBarSpace(1)
    item.setBoxContentSpace(0.5)
    item.setFont(type_.font(8))
    item.attemptSetSceneRect(place)
    item.setReferencePoint(QgsLayoutItem.ReferencePoint.UpperLeft)
    layout.addLayoutItem(item)
    item.update()
