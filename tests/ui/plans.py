"""Plan layers as assigncodes and matchcodes write them, for tests of the review."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransformContext,
    QgsFeature,
    QgsField,
    QgsFields,
    QgsGeometry,
    QgsPointXY,
    QgsVectorFileWriter,
    QgsVectorLayer,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QVariant

TEXTS = (
    "object_ref", "source_key", "status", "reason", "reason_text", "address_id", "code", "old_code", "scheme",
    "commune_code", "commune", "commune_method", "object_class", "name", "house_number", "street", "settlement",
    "map_sheet", "map_parcel", "successor_of", "candidates", "address_text", "decision", "decision_code",
    "register_id",
)  # fmt: skip
NUMBERS = ("source_fid", "register_revision")
ROWS = (
    {"status": "new", "code": "0010100001", "commune": "Phường A", "address_text": "12 Trần Phú, Phường A", "x": 109.2},
    {"status": "new", "code": "0010100002", "commune": "Phường A", "address_text": "14 Trần Phú, Phường A", "x": 109.3},
    {"status": "conflict", "commune": "Phường B", "candidates": "0010100007 (3 Lê Lợi); 0010100009 (5 Lê Lợi); –",
     "reason_text": "Several objects lie within the accuracy.", "address_text": "3 Lê Lợi, Phường B", "x": 109.4},
    {"status": "skipped", "commune": "Phường B", "reason_text": "Annex by its class.", "x": None},
    {"status": "missing", "code": "0010100005", "commune": "Phường A", "x": 109.5},
)  # fmt: skip


def write_plan(path: Path, rows: Iterable[Mapping[str, Any]] = ROWS, revision: int = 0) -> QgsVectorLayer:
    """A plan in a GeoPackage with these rows (`x`: longitude, None for no geometry); the opened layer."""
    fields = QgsFields()
    for name in TEXTS:
        fields.append(QgsField(name, QVariant.String))
    for name in NUMBERS:
        fields.append(QgsField(name, QVariant.LongLong))
    options = QgsVectorFileWriter.SaveVectorOptions()
    options.driverName = "GPKG"
    options.layerName = path.stem
    writer = QgsVectorFileWriter.create(
        str(path),
        fields,
        QgsWkbTypes.Type.Point,
        QgsCoordinateReferenceSystem("EPSG:4326"),
        QgsCoordinateTransformContext(),
        options,
    )
    for number, row in enumerate(rows):
        feature = QgsFeature(fields)
        for name in TEXTS:
            feature.setAttribute(name, row.get(name, ""))
        feature.setAttribute("source_fid", number)
        feature.setAttribute("register_revision", revision)
        if row.get("x") is not None:
            feature.setGeometry(QgsGeometry.fromPointXY(QgsPointXY(row["x"], 12.2)))
        writer.addFeature(feature)
    del writer
    layer = QgsVectorLayer(str(path), "plan", "ogr")
    assert layer.isValid()
    return layer


def write_large_plan(path: Path, count: int) -> QgsVectorLayer:
    """A plan of `count` rows without geometry: every tenth is a conflict, in one of 65 communes."""
    write_plan(path, ())
    with closing(sqlite3.connect(path)) as con:
        for function in ("ST_IsEmpty", "ST_MinX", "ST_MaxX", "ST_MinY", "ST_MaxY"):
            con.create_function(function, 1, lambda _geometry: 1)  # the R-tree's triggers ask for them
        con.execute(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)"
            f" INSERT INTO {path.stem} (status, commune, code, address_text, reason_text, decision, register_revision)"
            " SELECT iif(i % 10 = 0, 'conflict', 'new'), 'Xã ' || (i % 65), printf('00101%05d', i),"
            " (i % 500) || ' Đường ' || (i % 97), 'The object gets its first code.', '', 3 FROM n",
            (count,),
        )
        con.commit()
    return QgsVectorLayer(str(path), "plan", "ogr")


def decisions(path: Path) -> dict[int, tuple[str, str]]:
    """What stands in the plan's file: id → (decision, decision_code)."""
    with closing(sqlite3.connect(path)) as con:
        rows = con.execute(f"SELECT fid, coalesce(decision, ''), coalesce(decision_code, '') FROM {path.stem}")
        return {fid: (decision, code) for fid, decision, code in rows}
