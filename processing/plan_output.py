"""Where a plan's rows go: a new GeoPackage, written in bulk, or any other layer that Processing can make."""
from __future__ import annotations

import struct
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Optional, Protocol

import numpy as np
from qgis.core import QgsFeature, QgsFeatureSink, QgsField, QgsFields, QgsGeometry, QgsPointXY
from qgis.PyQt.QtCore import QVariant

from ..core.errors import QT_TRANSLATE_NOOP, DiachisoError, Message
from ..register.errors import RegisterError
from ..register.land_layer import LandLayerFile
from .land.output import Output, staged
from .land.pipeline import srs_of
from .transforms import WGS84, crs

TEXTS = (
    "object_ref", "source_key", "status", "reason", "reason_text", "address_id", "code", "old_code", "scheme",
    "commune_code", "commune", "commune_method", "object_class", "name", "house_number", "street", "settlement",
    "map_sheet", "map_parcel", "successor_of", "candidates", "address_text", "decision", "decision_code",
    "register_id",
)  # fmt: skip
NUMBERS = ("source_fid", "register_revision")

PLAN_NOT_WRITTEN = Message(
    "plan_not_written",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "The plan cannot be written ({problem}). Nothing was written into the register. Check the free space and that "
        "no other program has the plan open, or choose another file.",
    ),
)

Row = Mapping[str, Any]


class PlanOutput(Protocol):
    """Takes rows by field name, with their positions lonlat (n, 2), NaN where there is none."""

    def add(self, rows: Sequence[Row], lonlat: np.ndarray) -> None:
        """Append rows; DiachisoError where they cannot be written."""


def plan_fields() -> QgsFields:
    """The fields of a plan layer."""
    fields = QgsFields()
    for name in TEXTS:
        fields.append(QgsField(name, QVariant.String))
    for name in NUMBERS:
        fields.append(QgsField(name, QVariant.LongLong))
    return fields


class SinkOutput:
    """A sink of Processing."""

    def __init__(self, sink: QgsFeatureSink) -> None:
        self._sink, self._fields = sink, plan_fields()

    def add(self, rows: Sequence[Row], lonlat: np.ndarray) -> None:
        """As features."""
        features = []
        for row, xy in zip(rows, lonlat.tolist()):
            feature = QgsFeature(self._fields)
            feature.setAttributes([row.get(name) for name in (*TEXTS, *NUMBERS)])
            if xy[0] == xy[0]:
                feature.setGeometry(QgsGeometry.fromPointXY(QgsPointXY(*xy)))
            features.append(feature)
        if not self._sink.addFeatures(features, QgsFeatureSink.Flag.FastInsert):
            raise DiachisoError(PLAN_NOT_WRITTEN, problem=self._sink.lastError() or "?")


class FileOutput:
    """A new GeoPackage; QGIS would take ten times as long for a million rows, and hear no cancel while it indexes."""

    def __init__(self, file: LandLayerFile) -> None:
        self._file = file

    def add(self, rows: Sequence[Row], lonlat: np.ndarray) -> None:
        """As columns."""
        wkb: list[Optional[bytes]] = [
            struct.pack("<BIdd", 1, 1, x, y) if x == x else None for x, y in lonlat.tolist()
        ]
        columns = {name: [row.get(name) for row in rows] for name in (*TEXTS, *NUMBERS)}
        self._file.add(wkb, np.hstack([lonlat, lonlat]), columns)


def write_file(output: Output, write: Callable[[PlanOutput], None]) -> str:
    """Write a plan's file, which appears when it is whole; returns how the layer is named."""
    columns = {**dict.fromkeys(TEXTS, "TEXT"), **dict.fromkeys(NUMBERS, "INTEGER")}
    with staged(output) as path:
        try:
            with LandLayerFile(path, output.table, columns, "POINT", srs_of(crs(WGS84))) as file:
                write(FileOutput(file))
                file.finish()
        except RegisterError as error:
            raise DiachisoError(PLAN_NOT_WRITTEN, problem=error.params.get("problem", str(error))) from error
    return output.result()
