"""Which feature stands at a place that somebody clicked on the map."""
from __future__ import annotations

from qgis.core import (
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
