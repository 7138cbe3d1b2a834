"""diachiso:reversegeocode — the address and code of each point of a layer."""
from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np
from qgis.core import (
    QgsFeature,
    QgsField,
    QgsFields,
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterDistance,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
)
from qgis.PyQt.QtCore import QVariant

from ..compat import translate
from ..core.errors import QT_TRANSLATE_NOOP, DiachisoError
from ..core.reverse_geocode import WAY_NAMES, Way
from ..register.reverse import FoundThere, ReverseGeocoder
from ..register.snapshot import snapshot
from .base import DiachisoAlgorithm, Group
from .destination import refuse_destination
from .engine import geometry_engine
from .transforms import WGS84, Transform, crs, projection
from .verify_addresses import CANCELLED, free_names, write_features

INPUT, MAX_DISTANCE, OUTPUT = "INPUT", "MAX_DISTANCE", "OUTPUT"
_TEXTS = ("code", "address", "commune", "way")
_CHUNK = 20_000


class ReverseGeocode(DiachisoAlgorithm):
    """Reads only."""

    NAME = "reversegeocode"
    TITLE = QT_TRANSLATE_NOOP("diachiso", "Addresses of places (reverse geocoding)")
    HELP = QT_TRANSLATE_NOOP(
        "diachiso",
        "Gives each point the address and code of the place: of the building that holds it, else of the parcel, else "
        "of the nearest address on the same side of the street, else only the commune. The field dcs_way says which "
        "it was, dcs_distance how far the address is in metres. Nothing is changed.",
    )
    TAGS = QT_TRANSLATE_NOOP("diachiso", "address,reverse,geocode,point,nearest,building,parcel,gps")
    GROUP = Group.CODES
    ICON = "pick.svg"
    WRITES = False
    PEOPLE = False

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:  # noqa: N802
        """The points, the register, the reach and the result."""
        self.add(
            QgsProcessingParameterFeatureSource(
                INPUT, translate("diachiso", "Points"), [QgsProcessing.SourceType.TypeVectorPoint]
            ),
            translate("diachiso", "Places in any CRS, from a GPS or a table with coordinates, say."),
        )
        self.add_register()
        reach = QgsProcessingParameterDistance(
            MAX_DISTANCE, translate("diachiso", "Largest distance (metres)"), defaultValue=50.0, minValue=0.0
        )
        far = translate("diachiso", "How far away the nearest address may be where no building holds the point.")
        self.add(reach, far)
        self.add(
            QgsProcessingParameterFeatureSink(OUTPUT, translate("diachiso", "Points with addresses")),
            translate("diachiso", "The points with the address, code, commune, distance, and how it was found."),
        )
        for way in Way:
            self.addOutput(QgsProcessingOutputNumber(way.value.upper(), translate("diachiso", WAY_NAMES[way])))

    def work(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Read the register around the points, then answer in chunks."""
        register = self.register_path(parameters, context)
        source = self.parameterAsSource(parameters, INPUT, context)
        layer = self.parameterAsVectorLayer(parameters, INPUT, context)
        refuse_destination(parameters.get(OUTPUT), context, register, [layer])
        reach = self.parameterAsDouble(parameters, MAX_DISTANCE, context)
        added = free_names(source.fields().names(), (*_TEXTS, "distance"))
        fields = QgsFields(source.fields())
        for name, own in added.items():
            fields.append(QgsField(own, QVariant.String if name in _TEXTS else QVariant.Double))
        sink, target = self.parameterAsSink(
            parameters, OUTPUT, context, fields, source.wkbType(), source.sourceCrs()
        )

        def check() -> None:
            if feedback.isCanceled():
                raise DiachisoError(CANCELLED)

        features, places = [], []
        for feature in source.getFeatures():
            check()
            geometry = feature.geometry()
            point = None if geometry.isNull() or geometry.isEmpty() else geometry.centroid().asPoint()
            places.append((point.x(), point.y()) if point is not None else (np.nan, np.nan))
            features.append(feature)
        there = np.array(places, float).reshape(-1, 2)
        lonlat = Transform(source.sourceCrs(), crs(WGS84), context.transformContext()).points(there)
        counts: Counter[Way] = Counter()
        with snapshot(register, feedback.isCanceled) as con:
            geocoder = ReverseGeocoder(con, lonlat, geometry_engine(), projection(context), check)
        feedback.setProgress(30)
        for low in range(0, len(features), _CHUNK):
            found = geocoder.locate(lonlat[low: low + _CHUNK], reach)
            counts.update(one.way for one in found)
            write_features(sink, [_feature(f, fields, one) for f, one in zip(features[low: low + _CHUNK], found)])
            feedback.setProgress(30 + 70 * (low + len(found)) / len(features))
        del sink
        for way in Way:
            if counts[way]:
                feedback.pushInfo(f"{translate('diachiso', WAY_NAMES[way])}: {counts[way]}")
        return {OUTPUT: target, **{way.value.upper(): counts[way] for way in Way}}


def _feature(feature: QgsFeature, fields: QgsFields, found: FoundThere) -> QgsFeature:
    made = QgsFeature(fields)
    made.setGeometry(feature.geometry())
    distance = found.distance if found.fid >= 0 else None
    values = [found.code or None, found.text or None, found.commune or None, found.way.value, distance]
    made.setAttributes([*feature.attributes(), *values])
    return made
