"""A land layer in a file that GDAL reads: by Arrow where it is sound, else feature by feature."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Optional

import numpy as np
from osgeo import gdal, ogr

from ...core.errors import QT_TRANSLATE_NOOP, DiachisoError, Message
from ...core.land.field_names import unicode_names
from ...core.land.table import FieldKind, LandBatch, LandField, Shape
from ...register.land_layer import MADE_BY_IMPORT
from .crs_reading import read_crs
from .shapefile_text import declared_encoding, open_options
from .source import BATCH, LandSource

CANNOT_READ = Message(
    "land.cannot_read",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "{path} cannot be read as a land layer ({problem}). Check that the file is whole (a Shapefile needs .shp, .shx "
        "and .dbf) and of a format that QGIS opens.",
    ),
)
NO_SUCH_LAYER = Message(
    "land.no_such_layer",
    QT_TRANSLATE_NOOP("diachiso", "{path} has no layer {layer}. Its layers are: {layers}. Choose one of them."),
)
_INSIDE_ZIP = (".shp", ".gpkg", ".gdb", ".tab", ".mif", ".geojson", ".json", ".gml", ".fgb", ".kml")
_KINDS = {
    ogr.OFTInteger: FieldKind.integer,
    ogr.OFTInteger64: FieldKind.integer,
    ogr.OFTReal: FieldKind.real,
    ogr.OFTDate: FieldKind.date,
    ogr.OFTDateTime: FieldKind.datetime,
    ogr.OFTBinary: FieldKind.binary,
}
_SHAPES = {
    ogr.wkbPoint: Shape.point, ogr.wkbMultiPoint: Shape.point, ogr.wkbLineString: Shape.line,
    ogr.wkbMultiLineString: Shape.line, ogr.wkbCompoundCurve: Shape.line, ogr.wkbMultiCurve: Shape.line,
    ogr.wkbCircularString: Shape.line, ogr.wkbPolygon: Shape.polygon, ogr.wkbMultiPolygon: Shape.polygon,
    ogr.wkbCurvePolygon: Shape.polygon, ogr.wkbMultiSurface: Shape.polygon, ogr.wkbNone: Shape.none,
}  # fmt: skip
_SURROGATE = re.compile("[\udc80-\udcff]")
# GDAL writes helper files beside some inputs unless told not to.
_OPEN_OPTIONS = {".gml": ["WRITE_GFS=NO"], ".xml": ["WRITE_GFS=NO"]}


class OgrSource(LandSource):
    """One layer of a file. DiachisoError for a file that GDAL refuses and for a layer that is not there."""

    def __init__(self, path: str, layer: str = "", subset: str = "") -> None:
        self.path = path
        self._dataset = _open(path)
        found = _choose(self._dataset, path, layer)
        self.others = tuple(n for n in _layer_names(self._dataset) if n != found.GetName())
        self.layer = found.GetName()
        self._subset = subset
        if self._dataset.GetDriver().ShortName == "ESRI Shapefile":
            self._dataset, found = _reopened(self._dataset, found, path)
        _settle(found, path)
        if subset and found.SetAttributeFilter(subset) != 0:
            raise DiachisoError(CANNOT_READ, path=path, problem=gdal.GetLastErrorMsg())
        self._layer = found
        self.name = self.layer
        self.format = str(self._dataset.GetDriver().LongName)
        definition = found.GetLayerDefn()
        self._definitions = [definition.GetFieldDefn(i) for i in range(definition.GetFieldCount())]
        self.crs = read_crs(self._dataset, found)
        self.imported = found.GetMetadataItem("DESCRIPTION") == MADE_BY_IMPORT
        raw = [_name(d.GetName()) for d in self._definitions]
        shown = raw if self.imported else unicode_names(raw)
        self._raw = dict(zip(shown, raw))
        self.fields = tuple(LandField(name, _kind(d)) for name, d in zip(shown, self._definitions))
        self._flat = ogr.GT_Flatten(found.GetGeomType())
        self.shape = _SHAPES.get(self._flat, Shape.mixed)
        self.count = max(int(found.GetFeatureCount()), 0)
        self._only: Optional[np.ndarray] = None

    def keep(self, fids: Sequence[int]) -> None:
        """Read only these features, as a selection wants it."""
        self._only = np.array(sorted(fids), np.int64)
        self.count = len(self._only)

    def close(self) -> None:
        """Let go of the file."""
        self._layer = None
        self._dataset = None

    def batches(self, columns: Optional[Sequence[str]] = None, *, geometry: bool = True) -> Iterator[LandBatch]:
        """The rows; texts that are no UTF-8 as Latin-1 characters."""
        wanted = [f for f in self.fields if columns is None or f.name in columns]
        names = {self._raw[f.name] for f in wanted}
        ignored = [n for n in (d.GetName() for d in self._definitions) if _name(n) == n and n not in names]
        self._layer.SetIgnoredFields([*ignored, *([] if geometry else ["OGR_GEOMETRY"])])
        self._layer.ResetReading()
        rows = self._by_arrow(wanted, geometry) if self._arrow_is_sound(wanted) else self._one_by_one(wanted, geometry)
        try:
            for batch in rows:
                if self._only is not None:
                    batch = batch.take(np.flatnonzero(np.isin(batch.fid, self._only)).tolist())
                if self._flat not in (1, 2, 3, 4, 5, 6):
                    batch = LandBatch(batch.fid, [_straight(w) for w in batch.wkb], batch.columns)
                yield batch
        except RuntimeError as error:  # GDAL with exceptions switched on by another plugin
            raise DiachisoError(CANNOT_READ, path=self.path, problem=str(error)) from error
        finally:
            if self._layer is not None:
                self._layer.SetIgnoredFields([])

    def _arrow_is_sound(self, wanted: Sequence[LandField]) -> bool:
        """GDAL 3.6 reads booleans wrongly into numpy and drops time zones (a GeoPackage has none); lists and bytes have
        types of their own there.
        """
        kinds = {_name(d.GetName()): d.GetType() for d in self._definitions}
        plain = all(f.kind not in (FieldKind.boolean, FieldKind.binary) for f in wanted)
        texts = all(kinds[self._raw[f.name]] == ogr.OFTString for f in wanted if f.kind is FieldKind.text)
        unique = self._fid_name() not in kinds and len(kinds) == len(self._definitions)
        # A name that is no UTF-8 ends the whole process there.
        unique = unique and all(d.GetName() == _name(d.GetName()) for d in self._definitions)
        zones = self._dataset.GetDriver().ShortName != "GPKG" and any(f.kind is FieldKind.datetime for f in wanted)
        return hasattr(self._layer, "GetArrowStreamAsNumPy") and plain and texts and unique and not zones

    def _fid_name(self) -> str:
        return self._layer.GetFIDColumn() or "OGC_FID"

    def _by_arrow(self, wanted: Sequence[LandField], geometry: bool) -> Iterator[LandBatch]:
        done = 0
        try:
            for batch in self._arrow_batches(wanted, geometry):
                done += len(batch.fid)
                yield batch
        except RuntimeError:  # as below: what of the batch can be read is read
            self._layer.ResetReading()
            yield from self._one_by_one(wanted, geometry, skip=done)

    def _arrow_batches(self, wanted: Sequence[LandField], geometry: bool) -> Iterator[LandBatch]:
        geometry_name = self._layer.GetGeometryColumn() or "wkb_geometry"
        seen: set[int] = set()
        for batch in self._layer.GetArrowStreamAsNumPy(options=[f"MAX_FEATURES_IN_BATCH={BATCH}"]):
            fid = np.array(batch[self._fid_name()], np.int64)
            if not len(fid) and not self.count:
                return
            # Of a damaged GeoPackage GDAL 3.6 hands over the same rows for ever.
            if not len(fid) or int(fid[0]) in seen:
                raise DiachisoError(CANNOT_READ, path=self.path, problem=gdal.GetLastErrorMsg() or "?")
            seen.add(int(fid[0]))
            wkb = batch[geometry_name].tolist() if geometry and geometry_name in batch else [None] * len(fid)
            yield LandBatch(fid, wkb, {f.name: _values(batch[self._raw[f.name]], f.kind) for f in wanted})

    def _one_by_one(self, wanted: Sequence[LandField], geometry: bool, skip: int = 0) -> Iterator[LandBatch]:
        at = {_name(d.GetName()): (k, d.GetType()) for k, d in enumerate(self._definitions)}
        places = [(*at[self._raw[f.name]], f.kind) for f in wanted]
        fids: list[int] = []
        wkb: list[Optional[bytes]] = []
        columns: list[list[Any]] = [[] for _ in wanted]
        for _ in range(skip):
            self._next()
        while True:
            feature = self._next()
            if feature is None or len(fids) >= BATCH:
                yield LandBatch(np.array(fids, np.int64), wkb, {f.name: c for f, c in zip(wanted, columns)})
                fids, wkb, columns = [], [], [[] for _ in wanted]
            if feature is None:
                return
            fids.append(feature.GetFID())
            shape = feature.GetGeometryRef() if geometry else None
            wkb.append(None if shape is None else bytes(shape.ExportToIsoWkb(ogr.wkbNDR)))
            for column, (k, kind, ours) in zip(columns, places):
                column.append(_value(feature, k, kind, ours))

    def _next(self) -> Optional[ogr.Feature]:
        """The next feature; None at the end, and where a damaged file ends: what is missing is told by its number."""
        try:
            return self._layer.GetNextFeature()
        except RuntimeError:  # QGIS 3.40 has GDAL's exceptions on
            if not self.count:
                raise
            return None


def _open(path: str, *options: str) -> gdal.Dataset:
    try:
        target, problem = _target(path), ""
        given = [*_OPEN_OPTIONS.get(Path(path).suffix.lower(), []), *options]
        dataset = gdal.OpenEx(target, gdal.OF_VECTOR | gdal.OF_READONLY, open_options=given)
    except RuntimeError as error:  # GDAL with exceptions switched on by another plugin
        dataset, problem = None, str(error)
    if dataset is None:
        raise DiachisoError(CANNOT_READ, path=path, problem=problem or gdal.GetLastErrorMsg() or "?")
    return dataset


def _settle(layer: ogr.Layer, path: str) -> None:
    """Have GDAL look at a layer's fields and CRS: that PROJ 9.5 corrects a CRS is raised as an error, but only once."""
    problem = ""
    for _ in range(3):
        try:
            layer.GetLayerDefn()
            layer.GetSpatialRef()
            return
        except RuntimeError as error:
            problem = str(error)
    raise DiachisoError(CANNOT_READ, path=path, problem=problem)


def _target(path: str) -> str:
    """What GDAL is to open: inside an archive the first file of a known format."""
    if not path.lower().endswith(".zip"):
        return path
    inside = f"/vsizip/{path}"
    names = sorted(gdal.ReadDirRecursive(inside) or [])
    for ending in _INSIDE_ZIP:
        found = next((n for n in names if n.lower().rstrip("/").endswith(ending)), None)
        if found is not None:
            return f"{inside}/{found.rstrip('/')}"
    return inside


def _layer_names(dataset: gdal.Dataset) -> list[str]:
    return [dataset.GetLayerByIndex(k).GetName() for k in range(dataset.GetLayerCount())]


def _choose(dataset: gdal.Dataset, path: str, layer: str) -> ogr.Layer:
    names = _layer_names(dataset)
    if not names:
        raise DiachisoError(CANNOT_READ, path=path, problem="0 layers")
    if layer and layer not in names:
        raise DiachisoError(NO_SUCH_LAYER, path=path, layer=layer, layers=", ".join(names))
    if layer:
        return dataset.GetLayerByName(layer)
    layers = [dataset.GetLayerByIndex(k) for k in range(len(names))]
    with_shapes = [found for found in layers if found.GetGeomType() != ogr.wkbNone]
    return max(with_shapes or layers, key=lambda found: found.GetFeatureCount())


def _reopened(dataset: gdal.Dataset, found: ogr.Layer, path: str) -> tuple[gdal.Dataset, ogr.Layer]:
    """A Shapefile opened so that no byte of its texts is lost, whatever its header claims."""
    name, place = found.GetName(), dataset.GetDescription()
    table = place if place.lower().endswith((".shp", ".dbf")) else f"{place}/{name}.shp"
    options = open_options(table, declared_encoding(found))
    if not options:
        return dataset, found
    opened = _open(path, *options)
    return opened, opened.GetLayerByName(name)


def _name(name: Any) -> str:
    """A name or text that GDAL hands over as bytes, or with surrogates for bytes, where it is no UTF-8."""
    if isinstance(name, str) and not name.isascii() and _SURROGATE.search(name):
        name = name.encode("utf-8", "surrogateescape")
    return name.decode("latin-1") if isinstance(name, bytes) else str(name)


def _kind(definition: ogr.FieldDefn) -> FieldKind:
    if definition.GetType() == ogr.OFTInteger and definition.GetSubType() == ogr.OFSTBoolean:
        return FieldKind.boolean
    return _KINDS.get(definition.GetType(), FieldKind.text)


def _values(column: np.ndarray, kind: FieldKind) -> list[Any]:
    if kind is FieldKind.text:
        return _texts(column)
    if kind is FieldKind.real:
        return [None if v is None or v != v else v for v in column.tolist()]
    if kind is FieldKind.date:
        return [None if v is None else v.isoformat() for v in column.tolist()]
    if kind is FieldKind.datetime:
        return [None if v is None else v.isoformat(timespec="milliseconds") + "Z" for v in column.tolist()]
    return list(column.tolist())


def _texts(column: np.ndarray) -> list[Optional[str]]:
    """Texts of a column of bytes, None where masked; decoded all at once, which is several times as fast."""
    raw = np.ma.getdata(column).tolist()
    missing = np.ma.getmaskarray(column)
    try:
        found: list[Optional[str]] = list(b"\0".join(raw).decode().split("\0"))
    except (UnicodeDecodeError, TypeError):
        found = []
    if len(found) != len(raw):
        found = [_text(v) if isinstance(v, bytes) else v for v in raw]
    if missing.any():
        for k in np.flatnonzero(missing).tolist():
            found[k] = None
    return found


def _text(value: bytes) -> str:
    try:
        return value.decode()
    except UnicodeDecodeError:
        return value.decode("latin-1")


def _value(feature: ogr.Feature, k: int, kind: int, ours: FieldKind) -> Any:
    if not feature.IsFieldSetAndNotNull(k):
        return None
    if kind == ogr.OFTInteger:
        return feature.GetFieldAsInteger(k)
    if kind == ogr.OFTInteger64:
        return feature.GetFieldAsInteger64(k)
    if kind == ogr.OFTReal:
        value = feature.GetFieldAsDouble(k)
        return None if value != value else value
    if kind == ogr.OFTBinary:
        return bytes(feature.GetFieldAsBinary(k))
    if ours in (FieldKind.date, FieldKind.datetime):
        year, month, day, hour, minute, second, zone = feature.GetFieldAsDateTime(k)
        if ours is FieldKind.date:
            return f"{year:04}-{month:02}-{day:02}"
        return _utc(f"{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:06.3f}", zone)
    return _name(feature.GetFieldAsString(k))


def _utc(text: str, zone: int) -> str:
    """A time in UTC, as GeoPackage wants it; GDAL counts zones in quarters of an hour from 100, 0 and 1 are unknown."""
    if zone in (0, 1, 100):
        return text + "Z"
    local = datetime.fromisoformat(text) - timedelta(minutes=15 * (zone - 100))
    return local.isoformat(timespec="milliseconds") + "Z"


def _straight(wkb: Optional[bytes]) -> Optional[bytes]:
    """Arcs as lines; other geometries as they are."""
    if wkb is None or len(wkb) < 5:
        return wkb
    (code,) = struct.unpack_from("<I" if wkb[0] == 1 else ">I", wkb, 1)
    if (code & 0x1FFFFFFF) % 1000 <= 7:
        return wkb
    shape = ogr.CreateGeometryFromWkb(wkb)
    return wkb if shape is None else bytes(shape.GetLinearGeometry().ExportToIsoWkb(ogr.wkbNDR))
