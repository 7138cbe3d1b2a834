"""What diagnosing and importing a land layer share: INPUT may be any file, also one that QGIS itself cannot open."""

from __future__ import annotations

import os
from typing import Any, Optional

from qgis.core import (
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeatureSourceDefinition,
    QgsProcessingFeedback,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterFile,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
    QgsProcessingParameterVectorLayer,
    QgsProcessingUtils,
    QgsVectorLayer,
)

from ..compat import translate
from .base import REGISTER, DiachisoAlgorithm, Group
from .land.crs_findings import reference_from
from .land.crs_reference import CrsReference
from .land.open_source import NO_INPUT, file_of, open_land
from .land.source import LandSource, ReadingOptions

INPUT = "INPUT"


class LandAlgorithm(DiachisoAlgorithm):
    """An algorithm that reads a land layer of any format."""

    GROUP = Group.LAND
    WRITES = False
    PEOPLE = False

    def add_input(self) -> None:
        """Add INPUT."""
        self.add(
            QgsProcessingParameterFeatureSource(
                INPUT, translate("diachiso", "Land layer"), [QgsProcessing.SourceType.TypeVector]
            ),
            translate(
                "diachiso",
                "A layer of the project or any file: Shapefile (also zipped), GeoPackage, FileGDB, MapInfo TAB, GML, "
                "GeoJSON, FlatGeobuf, CSV or XLSX with coordinates, DGN v7, DXF.",
            ),
        )

    def add_reading(self) -> None:
        """Add what may be said of how a file is to be read."""
        x, y = translate("diachiso", "Column with X"), translate("diachiso", "Column with Y")
        help_text = translate("diachiso", "Of a CSV or XLSX table; found by itself in most tables.")
        for name, title in (("X_FIELD", x), ("Y_FIELD", y)):
            self.add(QgsProcessingParameterString(name, title, optional=True), help_text, advanced=True)
        self.add(
            QgsProcessingParameterNumber(
                "TOLERANCE", translate("diachiso", "Snapping of drawings (m)"),
                QgsProcessingParameterNumber.Type.Double, optional=True, minValue=0.0,
            ),
            translate("diachiso", "Of a DGN or DXF: ends of lines nearer than this are one. Empty: as the profile."),
            advanced=True,
        )  # fmt: skip
        self.add(
            QgsProcessingParameterString("SHEET", translate("diachiso", "Sheet number of the drawing"), optional=True),
            translate("diachiso", "Of a DGN or DXF that is one map sheet and does not say which."),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterFile(
                "CAD_PROFILE", translate("diachiso", "Level map of drawings"), extension="json", optional=True
            ),
            translate("diachiso", "Of a DGN or DXF: which levels hold boundaries, numbers, sheets; see the manual."),
            advanced=True,
        )

    def reading(self, parameters: dict[str, Any], context: QgsProcessingContext) -> ReadingOptions:
        """What a person says of how the file is to be read."""
        given = parameters.get("TOLERANCE") is not None
        return ReadingOptions(
            x_field=self.parameterAsString(parameters, "X_FIELD", context).strip(),
            y_field=self.parameterAsString(parameters, "Y_FIELD", context).strip(),
            tolerance=self.parameterAsDouble(parameters, "TOLERANCE", context) if given else None,
            cad_profile=self.parameterAsString(parameters, "CAD_PROFILE", context),
            sheet=self.parameterAsString(parameters, "SHEET", context).strip(),
        )

    def add_reference(self) -> None:
        """Add the optional REGISTER."""
        self.add_register(
            translate("diachiso", "Address register, for its communes"),
            translate(
                "diachiso",
                "The layer's coordinates are compared with the communes of this register: that tells a wrong zone or a "
                "missing shift. The register is only read.",
            ),
            optional=True,
        )
        self.add(
            QgsProcessingParameterVectorLayer(
                "REFERENCE",
                translate("diachiso", "Layer that lies right"),
                [QgsProcessing.SourceType.TypeVectorAnyGeometry],
                optional=True,
            ),
            translate(
                "diachiso",
                "A layer of the same place in the right position: the only thing that tells small differences.",
            ),
            advanced=True,
        )

    def reference(self, parameters: dict[str, Any], context: QgsProcessingContext) -> Optional[CrsReference]:
        """What REGISTER and REFERENCE say of where the layer should lie; None where neither is given."""
        register = self.parameterAsString(parameters, REGISTER, context)
        path = self.register_path(parameters, context) if register else None
        return reference_from(path, self.parameterAsVectorLayer(parameters, "REFERENCE", context))

    def checkParameterValues(  # noqa: N802
        self, parameters: dict[str, Any], context: QgsProcessingContext
    ) -> tuple[bool, str]:
        """Leave it to us to say why a file cannot be read: QGIS would only call it an invalid layer."""
        value = parameters.get(INPUT)
        if file_of(value) is None:
            # QGIS's own words for a path that leads nowhere name a parameter, and no way out.
            if isinstance(value, (str, os.PathLike)) and str(value) and not self._is_layer(parameters, context):
                return False, NO_INPUT.render(translate, value=str(value))
            return super().checkParameterValues(parameters, context)
        stands_in = QgsVectorLayer("Point", "file", "memory")
        return super().checkParameterValues({**parameters, INPUT: stands_in}, context)

    def _is_layer(self, parameters: dict[str, Any], context: QgsProcessingContext) -> bool:
        return self.parameterAsVectorLayer(parameters, INPUT, context) is not None

    def open(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> LandSource:
        """The layer that INPUT names."""
        value = parameters.get(INPUT)
        if file_of(value) is not None:
            return open_land(value, None, None, feedback, self.reading(parameters, context))
        layer: Optional[QgsVectorLayer] = self.parameterAsVectorLayer(parameters, INPUT, context)
        if layer is None and isinstance(value, QgsProcessingFeatureSourceDefinition):
            found = QgsProcessingUtils.mapLayerFromString(str(value.source.staticValue()), context)
            layer = found if isinstance(found, QgsVectorLayer) else None
        source = self.parameterAsSource(parameters, INPUT, context)
        return open_land(value, source, layer, feedback, self.reading(parameters, context))
