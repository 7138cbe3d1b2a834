"""Which feature stands at a place that somebody clicked on the map."""
from __future__ import annotations

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCsException,
    QgsFeature,
    QgsFeatureRequest,
    QgsGeometry,
    QgsPointXY,
    QgsProject,
    QgsRectangle,
    QgsVectorLayer,
    QgsWkbTypes,
)
from qgis.gui import QgsMapCanvas

WGS84 = "EPSG:4326"
MARGIN_M = 45.0
METRES_PER_DEGREE = 111_320.0
REACH_PX = 12  # a click this far from a point still means it


def feature_at(layer: QgsVectorLayer, place: QgsPointXY, canvas: QgsMapCanvas) -> QgsFeature | None:
    """The polygon that holds the place (the smallest of several), else the nearest feature within reach."""
    settings = canvas.mapSettings()
    reach = REACH_PX * settings.mapUnitsPerPixel()
    box = QgsRectangle(place.x() - reach, place.y() - reach, place.x() + reach, place.y() + reach)
    way = QgsCoordinateTransform(settings.destinationCrs(), layer.crs(), QgsProject.instance())
    try:
        box, centre = way.transformBoundingBox(box), QgsGeometry.fromPointXY(way.transform(place))
    except QgsCsException:  # nothing of the layer can be there
        return None
    request = QgsFeatureRequest().setFilterRect(box).setFlags(QgsFeatureRequest.Flag.ExactIntersect)
    found = [feature for feature in layer.getFeatures(request) if feature.hasGeometry()]
    if layer.geometryType() == QgsWkbTypes.GeometryType.PolygonGeometry:
        holding = [feature for feature in found if feature.geometry().contains(centre)]
        if holding:
            return min(holding, key=lambda feature: feature.geometry().area())
    return min(found, key=lambda feature: feature.geometry().distance(centre), default=None)


def zoom_to(canvas: QgsMapCanvas, geometry: QgsGeometry, crs: QgsCoordinateReferenceSystem | None = None) -> None:
    """Bring a geometry (EPSG:4326 unless said) into view with some room around it, and flash it."""
    wgs84 = QgsCoordinateReferenceSystem(WGS84)
    crs = wgs84 if crs is None else crs
    extent = QgsCoordinateTransform(crs, wgs84, QgsProject.instance()).transformBoundingBox(geometry.boundingBox())
    show_extent(canvas, extent)
    canvas.flashGeometries([geometry], crs)


def show_extent(canvas: QgsMapCanvas, extent: QgsRectangle) -> None:
    """Bring a rectangle of EPSG:4326 into view with some room around it."""
    extent.grow(MARGIN_M / METRES_PER_DEGREE)
    target = canvas.mapSettings().destinationCrs()
    way = QgsCoordinateTransform(QgsCoordinateReferenceSystem(WGS84), target, QgsProject.instance())
    canvas.setExtent(way.transformBoundingBox(extent))
    canvas.refresh()
