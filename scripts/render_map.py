#!/usr/bin/env python3
"""Draw a part of the town with its address codes as a PNG.

render_map.py --register R.gpkg --buildings FILE|layer --streets FILE|layer --out map.png

The part is found by itself: the window with the most codes, of a size at which ten digits can be read. Colours tell
where a code comes from. Only reads; runs without a display.
"""

from __future__ import annotations

import argparse
import math
import os
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
import map_sheet
import numpy as np
from osgeo import gdal
from qgis.core import (
    QgsApplication,
    QgsCategorizedSymbolRenderer,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsFeature,
    QgsFeatureRequest,
    QgsFillSymbol,
    QgsGeometry,
    QgsLabeling,
    QgsLineSymbol,
    QgsMapRendererParallelJob,
    QgsMapSettings,
    QgsMarkerSymbol,
    QgsPalLayerSettings,
    QgsPointXY,
    QgsProject,
    QgsProperty,
    QgsRectangle,
    QgsRendererCategory,
    QgsSingleSymbolRenderer,
    QgsSpatialIndex,
    QgsSymbolLayer,
    QgsTextBufferSettings,
    QgsTextFormat,
    QgsUnitTypes,
    QgsVectorLayer,
    QgsVectorLayerSimpleLabeling,
)
from qgis.PyQt.QtCore import QSize
from qgis.PyQt.QtGui import QColor, QFont

PIXELS_PER_METRE = 8.8  # a tube house 4.5 m wide is 40 px: room for a point and a line of digits beside it
LABEL_SHIFT_MM = 2.7  # of the digits from the point, across the house
NAME_FIELDS = ("name", "ten", "ten_duong", "TenDuong", "street")
ORIGINS = {  # how a code came about: Vietnamese label, colour
    "issued": ("Mã đã cấp (ghép với nhà)", "#1a7f37"),
    "block": ("Cấp mới từ dải số", "#1f5fbf"),
    "provisional": ("Mã tạm", "#d9730d"),
    "derived": ("Suy ra từ vị trí", "#7a3fb0"),
    "retired": ("Ngừng sử dụng", "#8a8a8a"),
}


@dataclass(frozen=True)
class Address:
    """What the map says of one address; position in the map's CRS."""

    x: float
    y: float
    code: str
    origin: str
    commune: str
    province: str


def origin_of(code_origin: str | None, stage: str | None) -> str:
    """Key into ORIGINS."""
    if stage == "retired":
        return "retired"
    if stage in ("issued", "verified") or code_origin in ("registry", "import"):
        return "issued"
    return code_origin if code_origin in ORIGINS else "block"


def read_addresses(register: Path, crs: QgsCoordinateReferenceSystem) -> list[Address]:
    """Every address with a code and a position, in the given CRS."""
    if not register.is_file():
        raise SystemExit(f"{register}: no register there")
    data = gdal.OpenEx(str(register), gdal.OF_VECTOR | gdal.OF_READONLY)
    to_map = QgsCoordinateTransform(QgsCoordinateReferenceSystem("EPSG:4326"), crs, QgsProject.instance())
    out = []
    for f in data.GetLayerByName("address"):
        values, shape = f.items(), f.geometry()
        if shape is None or shape.IsEmpty() or not values["code"]:
            continue
        at = to_map.transform(QgsPointXY(shape.GetX(), shape.GetY()))
        origin = origin_of(values.get("code_origin"), values.get("stage"))
        names = values.get("commune") or "", values.get("province") or ""
        out.append(Address(at.x(), at.y(), values["code"], origin, *names))
    return out


def open_layer(source: str) -> QgsVectorLayer:
    """A layer from `file|layer` or a QGIS source."""
    path, _, name = source.partition("|")
    uri = f"{path}|layername={name}" if name and "=" not in name else source
    layer = QgsVectorLayer(uri, name or Path(path).stem, "ogr")
    if not layer.isValid():
        raise SystemExit(f"{source}: not a layer")
    return layer


def densest_window(addresses: list[Address], width: float, height: float) -> QgsRectangle:
    """The window with the most codes, and of several kinds: matched ones beside newly assigned ones."""
    xy = np.array([(a.x, a.y) for a in addresses])
    step_x, step_y = width / 8, height / 8
    low = np.percentile(xy, 0.5, axis=0) - (width, height)
    column = np.floor((xy[:, 0] - low[0]) / step_x).astype(int)
    row = np.floor((xy[:, 1] - low[1]) / step_y).astype(int)
    near = (column >= 0) & (row >= 0) & (column < 4000) & (row < 4000)
    score = np.zeros((row[near].max() + 9, column[near].max() + 9))
    for key in ORIGINS:
        grid = np.zeros_like(score)
        of_kind = near & np.array([a.origin == key for a in addresses])
        np.add.at(grid, (row[of_kind], column[of_kind]), 1)
        total = np.pad(grid, ((1, 0), (1, 0))).cumsum(0).cumsum(1)
        inside = total[8:, 8:] - total[:-8, 8:] - total[8:, :-8] + total[:-8, :-8]
        score[: inside.shape[0], : inside.shape[1]] += inside + 12 * np.minimum(inside, 12)
    best_row, best_column = np.unravel_index(int(score.argmax()), score.shape)
    x, y = low[0] + best_column * step_x, low[1] + best_row * step_y
    return QgsRectangle(x, y, x + width, y + height)


def long_side_angle(geometry: QgsGeometry) -> float:
    """Clockwise degrees from horizontal of a building's long side, readable from the right or below."""
    _, _, angle, width, height = geometry.orientedMinimumBoundingBox()
    along = angle if height > width else angle + 90  # the box's own angle is that of its height, from north
    return (along - 90 + 90) % 180 - 90


def label_shift(angle: float) -> str:
    """Offset `x,y` (mm, y down) that puts a line of digits just above its point, seen along the line."""
    turn = math.radians(angle)
    return f"{LABEL_SHIFT_MM * math.sin(turn):.2f},{-LABEL_SHIFT_MM * math.cos(turn):.2f}"


def text_format(size: float, colour: str, bold: bool = False, italic: bool = False) -> QgsTextFormat:
    """Text with a white halo, so that it can be read over outlines."""
    out = QgsTextFormat()
    font = QFont(map_sheet.FONT)
    font.setBold(bold)
    font.setItalic(italic)
    out.setFont(font)
    out.setSize(size)
    out.setColor(QColor(colour))
    halo = QgsTextBufferSettings()
    halo.setEnabled(True)
    halo.setSize(0.6)
    halo.setColor(QColor("#ffffff"))
    out.setBuffer(halo)
    return out


def address_layer(addresses: list[Address], buildings: QgsVectorLayer, window: QgsRectangle) -> QgsVectorLayer:
    """The addresses in the window as points with their code written along the building that holds them."""
    layer = QgsVectorLayer(f"Point?crs={buildings.crs().authid()}&field=code:string&field=origin:string"
                           "&field=angle:double&field=shift:string", "address", "memory")  # fmt: skip
    shapes = {f.id(): QgsGeometry(f.geometry()) for f in buildings.getFeatures(QgsFeatureRequest(window))}
    index = QgsSpatialIndex()
    for fid, shape in shapes.items():
        index.addFeature(fid, shape.boundingBox())
    features = []
    for a in addresses:
        point = QgsPointXY(a.x, a.y)
        if not window.contains(point):
            continue
        geometry = QgsGeometry.fromPointXY(point)
        holding = [shapes[i] for i in index.intersects(geometry.boundingBox()) if shapes[i].intersects(geometry)]
        feature = QgsFeature(layer.fields())
        feature.setGeometry(geometry)
        angle = long_side_angle(holding[0]) if holding else 0.0
        feature.setAttributes([a.code, a.origin, angle, label_shift(angle)])
        features.append(feature)
    layer.dataProvider().addFeatures(features)
    categories = []
    for key, (label, colour) in ORIGINS.items():
        marker = {"name": "circle", "size": "1.9", "color": colour, "outline_color": "#ffffff"}
        categories.append(QgsRendererCategory(key, QgsMarkerSymbol.createSimple(marker), label))
    layer.setRenderer(QgsCategorizedSymbolRenderer("origin", categories))
    labels = QgsPalLayerSettings()
    labels.fieldName = "code"
    labels.placement = QgsPalLayerSettings.Placement.OverPoint
    labels.setFormat(text_format(7.8, "#111111"))
    where = labels.dataDefinedProperties()
    where.setProperty(QgsPalLayerSettings.Property.LabelRotation, QgsProperty.fromField("angle"))
    where.setProperty(QgsPalLayerSettings.Property.OffsetXY, QgsProperty.fromField("shift"))
    colours = " ".join(f"WHEN \"origin\"='{key}' THEN '{colour}'" for key, (_, colour) in ORIGINS.items())
    where.setProperty(QgsPalLayerSettings.Property.Color, QgsProperty.fromExpression(f"CASE {colours} END"))
    labels.setDataDefinedProperties(where)
    layer.setLabeling(QgsVectorLayerSimpleLabeling(labels))
    layer.setLabelsEnabled(True)
    return layer


def style_buildings(layer: QgsVectorLayer) -> None:
    """Light fill, thin outline."""
    fill = QgsFillSymbol.createSimple({"color": "#f1e7d8", "outline_color": "#c3b199", "outline_width": "0.18"})
    layer.setRenderer(QgsSingleSymbolRenderer(fill))
    layer.setLabelsEnabled(False)


def style_streets(layer: QgsVectorLayer) -> None:
    """White lines, narrow where they have no name (alleys), with the names along them."""
    line = QgsLineSymbol.createSimple(
        {"color": "#ffffff", "width": "6.5", "width_unit": "MapUnit", "capstyle": "round"}
    )
    layer.setRenderer(QgsSingleSymbolRenderer(line))
    name = next((n for n in NAME_FIELDS if layer.fields().indexFromName(n) >= 0), None)
    if name is None:
        return
    width = QgsProperty.fromExpression(f'if("{name}" IS NULL OR "{name}" = \'\', 2.6, 6.5)')
    line.symbolLayer(0).setDataDefinedProperty(QgsSymbolLayer.PropertyStrokeWidth, width)
    labels = QgsPalLayerSettings()
    labels.fieldName = name
    labels.placement = QgsPalLayerSettings.Placement.Line
    line_labels = labels.lineSettings()
    line_labels.setPlacementFlags(QgsLabeling.LinePlacementFlags(QgsLabeling.LinePlacementFlag.OnLine))
    line_labels.setMergeLines(True)
    labels.setLineSettings(line_labels)
    labels.repeatDistance = 70.0
    labels.repeatDistanceUnit = QgsUnitTypes.RenderUnit.RenderMillimeters
    labels.priority = 10
    labels.setFormat(text_format(10.5, "#8a2f1d", bold=True))
    layer.setLabeling(QgsVectorLayerSimpleLabeling(labels))
    layer.setLabelsEnabled(True)


def draw(register: Path, buildings_source: str, streets_source: str, out: Path) -> str:
    """Draw the map and say what is on it."""
    buildings, streets = open_layer(buildings_source), open_layer(streets_source)
    addresses = read_addresses(register, buildings.crs())
    if not addresses:
        raise SystemExit(f"{register}: no address has a code and a position yet")
    size = QSize(map_sheet.WIDTH, map_sheet.MAP_HEIGHT)
    window = densest_window(addresses, size.width() / PIXELS_PER_METRE, size.height() / PIXELS_PER_METRE)
    points = address_layer(addresses, buildings, window)
    style_buildings(buildings)
    style_streets(streets)
    settings = QgsMapSettings()
    settings.setLayers([points, buildings, streets])
    settings.setDestinationCrs(buildings.crs())
    settings.setOutputSize(size)
    settings.setOutputDpi(96)
    settings.setExtent(window)
    settings.setBackgroundColor(QColor("#e6e9e4"))
    job = QgsMapRendererParallelJob(settings)
    job.start()
    job.waitForFinished()
    shown = [a for a in addresses if window.contains(QgsPointXY(a.x, a.y))]
    present = Counter(a.origin for a in shown)
    legend = [(label, colour, present[key]) for key, (label, colour) in ORIGINS.items() if present[key]]
    place = Counter((a.commune, a.province) for a in shown if a.commune).most_common(1)
    where = ", ".join(name for name in place[0][0] if name) if place else ""
    fictitious = all(a.code.startswith(("00", "TAM")) for a in shown)
    sheet = map_sheet.compose(job.renderedImage(), PIXELS_PER_METRE, where, legend, buildings.crs().description(),
                              fictitious)  # fmt: skip
    if not sheet.save(str(out), "PNG"):
        raise SystemExit(f"{out}: cannot be written")
    return f"{out}: {len(shown)} of {len(addresses)} codes"


def main() -> None:
    """Parse the command line and draw."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--register", type=Path, required=True)
    parser.add_argument("--buildings", required=True)
    parser.add_argument("--streets", required=True)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    gdal.UseExceptions()
    application = QgsApplication([], False)
    application.initQgis()
    print(draw(options.register, options.buildings, options.streets, options.out))
    QgsProject.instance().clear()
    application.exitQgis()


if __name__ == "__main__":
    main()
