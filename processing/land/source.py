"""A land layer to read: its fields, its CRS and its rows a batch at a time, whatever the format."""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Optional

import numpy as np
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeatureRequest,
    QgsField,
    QgsProcessingFeatureSource,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QMetaType

from ...compat import none_if_null
from ...core.land.field_names import unicode_names
from ...core.land.findings import Finding
from ...core.land.table import FieldKind, LandBatch, LandField, Shape

BATCH = 25_000


@dataclass(frozen=True)
class ReadingOptions:
    """What a person says of how a file is to be read: columns of coordinates; snapping (m), levels and sheet of a
    drawing. `any_levels`: a drawing whose levels the profile does not know is no error, but one without objects.
    """

    x_field: str = ""
    y_field: str = ""
    tolerance: Optional[float] = None
    cad_profile: str = ""
    sheet: str = ""
    any_levels: bool = False


class LandSource(ABC):
    """What the diagnosis and the import read. `path`: the file, '' for a layer in memory; `layer`: its name there;
    `others`: the other layers of the file; `findings`: what the reader has to say; `problems`: rows that it could not
    read, with the reason in the user's language.
    """

    name = ""
    path = ""
    layer = ""
    format = ""
    fields: tuple[LandField, ...] = ()
    crs = QgsCoordinateReferenceSystem()
    shape = Shape.none
    count = 0
    others: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    problems: tuple[tuple[int, str], ...] = ()
    imported = False  # made by an earlier import: its texts are right, or were left as they are on purpose

    @abstractmethod
    def batches(self, columns: Optional[Sequence[str]] = None, *, geometry: bool = True) -> Iterator[LandBatch]:
        """The rows, with all columns or some; may be called again."""

    def close(self) -> None:  # noqa: B027 - most sources hold nothing
        """Let go of the file."""

    def field_names(self) -> list[str]:
        """The names of the fields, in order."""
        return [field.name for field in self.fields]


def shape_of(kind: QgsWkbTypes.GeometryType) -> Shape:
    """QGIS's kind of geometry as ours."""
    return {
        QgsWkbTypes.GeometryType.PointGeometry: Shape.point,
        QgsWkbTypes.GeometryType.LineGeometry: Shape.line,
        QgsWkbTypes.GeometryType.PolygonGeometry: Shape.polygon,
        QgsWkbTypes.GeometryType.NullGeometry: Shape.none,
    }.get(kind, Shape.mixed)


def known_crs(crs: QgsCoordinateReferenceSystem) -> QgsCoordinateReferenceSystem:
    """The CRS, or none where a GeoPackage calls it undefined (cartesian or geographic): none is known."""
    return QgsCoordinateReferenceSystem() if crs.description().startswith("Undefined ") else crs


class RowSource(LandSource):
    """Rows that a reader has in memory, such as the parcels of a drawing."""

    def __init__(
        self,
        name: str,
        path: str,
        form: str,
        fields: Sequence[LandField],
        shape: Shape,
        wkb: Sequence[Optional[bytes]],
        columns: Mapping[str, list[Any]],
        crs: Optional[QgsCoordinateReferenceSystem] = None,
    ) -> None:
        self.name, self.path, self.format, self.layer = name, path, form, name
        self.fields, self.shape, self.count = tuple(fields), shape, len(wkb)
        self.crs = crs or QgsCoordinateReferenceSystem()
        self._whole = LandBatch(np.arange(1, len(wkb) + 1, dtype=np.int64), list(wkb), columns)

    def number(self, fid: np.ndarray) -> None:
        """Say under which numbers (n,) the rows are known."""
        self._whole = LandBatch(fid, self._whole.wkb, self._whole.columns)

    def batches(self, columns: Optional[Sequence[str]] = None, *, geometry: bool = True) -> Iterator[LandBatch]:
        """The rows a batch at a time."""
        for low in range(0, self.count, BATCH):
            some = self._whole.take(range(low, min(low + BATCH, self.count)))
            yield LandBatch(
                some.fid,
                some.wkb if geometry else [None] * len(some),
                {name: values for name, values in some.columns.items() if columns is None or name in columns},
            )


class FeatureSource(LandSource):
    """A layer as QGIS shows it: in memory, filtered, selected, edited, or from a provider other than OGR."""

    def __init__(self, source: QgsProcessingFeatureSource) -> None:
        self._source = source
        self.name = source.sourceName()
        self.format = "QGIS"
        # QGIS shows the row's number of a GeoPackage as a field.
        found = [f for f in source.fields() if f.name() != "fid"]
        raw = [f.name() for f in found]
        self._raw = dict(zip(unicode_names(raw), raw))
        self.fields = tuple(LandField(name, _kind(f)) for name, f in zip(self._raw, found))
        self.crs = known_crs(source.sourceCrs())
        self.shape = shape_of(QgsWkbTypes.geometryType(source.wkbType()))
        self.count = max(int(source.featureCount()), 0)

    def batches(self, columns: Optional[Sequence[str]] = None, *, geometry: bool = True) -> Iterator[LandBatch]:
        """The rows feature by feature."""
        wanted = [f for f in self.fields if columns is None or f.name in columns]
        request = QgsFeatureRequest()
        request.setSubsetOfAttributes([self._raw[f.name] for f in wanted], self._source.fields())
        request.setInvalidGeometryCheck(QgsFeatureRequest.InvalidGeometryCheck.GeometryNoCheck)
        if not geometry:
            request.setFlags(QgsFeatureRequest.Flag.NoGeometry)
        fids: list[int] = []
        wkb: list[Optional[bytes]] = []
        rows: list[list[Any]] = []
        for feature in self._source.getFeatures(
            request, QgsProcessingFeatureSource.Flag.FlagSkipGeometryValidityChecks
        ):
            fids.append(feature.id())
            wkb.append(_wkb(feature) if geometry else None)
            rows.append([_plain(feature.attribute(self._raw[f.name]), f.kind) for f in wanted])
            if len(fids) >= BATCH:
                yield _batch(fids, wkb, rows, wanted)
                fids, wkb, rows = [], [], []
        if fids:
            yield _batch(fids, wkb, rows, wanted)


def _batch(fids: list[int], wkb: list[Optional[bytes]], rows: list[list[Any]], fields: list[LandField]) -> LandBatch:
    columns = [list(values) for values in zip(*rows)] or [[] for _ in fields]
    return LandBatch(np.array(fids, np.int64), wkb, {f.name: c for f, c in zip(fields, columns)})


def _wkb(feature: Any) -> Optional[bytes]:
    geometry = feature.geometry()
    if geometry.isNull():
        return None
    if QgsWkbTypes.isCurvedType(geometry.wkbType()):
        geometry.convertToStraightSegment()
    return bytes(geometry.asWkb())


def _kind(field: QgsField) -> FieldKind:
    kinds = {
        QMetaType.Type.Int: FieldKind.integer,
        QMetaType.Type.UInt: FieldKind.integer,
        QMetaType.Type.LongLong: FieldKind.integer,
        QMetaType.Type.ULongLong: FieldKind.integer,
        QMetaType.Type.Double: FieldKind.real,
        QMetaType.Type.Bool: FieldKind.boolean,
        QMetaType.Type.QDate: FieldKind.date,
        QMetaType.Type.QDateTime: FieldKind.datetime,
        QMetaType.Type.QByteArray: FieldKind.binary,
    }
    by_number = {int(_number(kind)): found for kind, found in kinds.items()}
    return by_number.get(int(_number(field.type())), FieldKind.text)


def _number(kind: Any) -> int:
    return int(getattr(kind, "value", kind))  # an enum on Qt 6


def _plain(value: Any, kind: FieldKind) -> Any:
    value = none_if_null(value)
    if value is None:
        return None
    if kind is FieldKind.date:
        return value.toString("yyyy-MM-dd")
    if kind is FieldKind.datetime:
        return value.toString("yyyy-MM-ddTHH:mm:ss.zzz") + "Z"
    if kind is FieldKind.binary:
        return bytes(value)
    if kind is FieldKind.boolean:
        return int(value)
    if kind is FieldKind.text:
        return value if isinstance(value, str) else _shown(value)
    return value


def _shown(value: Any) -> str:
    if isinstance(value, (dict, list)):  # a JSON field
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return str(value.toString()) if hasattr(value, "toString") else str(value)
