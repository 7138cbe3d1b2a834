"""Records with a position as files that anybody can open: GeoPackage, GeoJSON, CSV, XLSX; batch by batch."""
from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Callable, Protocol

import numpy as np

from ..core.field_spec import FieldType
from ..register.land_layer import WGS84, LandLayerFile
from .xlsx import Column, SheetLayout, write_workbook
from .xlsx_parts import Style

DECIMALS = 6  # of a degree: a tenth of a metre
LONGITUDE, LATITUDE = "kinh_do", "vi_do"
FORMATS = ("gpkg", "geojson", "csv", "xlsx")
_SQL_TYPES = {
    FieldType.TEXT: "TEXT", FieldType.INTEGER: "INTEGER", FieldType.BOOLEAN: "BOOLEAN", FieldType.REAL: "REAL",
    FieldType.DATE: "DATE", FieldType.DATETIME: "DATETIME",
}  # fmt: skip
_POINT = np.dtype([("order", "u1"), ("kind", "<u4"), ("x", "<f8"), ("y", "<f8")])


@dataclass(frozen=True)
class Head:
    """A column: its name in the file, its title for people, its type."""

    name: str
    title: str
    type: FieldType = FieldType.TEXT


class RowWriter(Protocol):
    """Takes batches of records: columns in the order of the heads, positions (n, 2) in EPSG:4326 or NaN."""

    def add(self, columns: Sequence[Sequence[Any]], lonlat: np.ndarray) -> None:
        """Append records."""


@contextmanager
def open_table(
    path: Path, heads: Sequence[Head], title: str, go_on: Callable[[], None] = lambda: None
) -> Iterator[RowWriter]:
    """A new file of the kind that its ending says; whole after the block. OSError, RegisterError."""
    kind = path.suffix.lower().lstrip(".")
    if kind == "gpkg":
        columns = {head.name: _SQL_TYPES[head.type] for head in heads}
        with LandLayerFile(path, path.stem, columns, "POINT", WGS84, title) as file:
            yield _Gpkg(file, heads)
            file.finish(go_on)
    elif kind == "geojson":
        with open(path, "w", encoding="utf-8", newline="\n") as stream:
            stream.write("".join(('{"type":"FeatureCollection","name":', _json(title), ',"features":[\n')))
            yield _GeoJson(stream.write, heads)
            stream.write("\n]}\n")
    elif kind == "csv":
        with open(path, "w", encoding="utf-8-sig", newline="") as stream:  # Excel knows UTF-8 by its mark
            rows = csv.writer(stream)
            rows.writerow([*(head.name for head in heads), LONGITUDE, LATITUDE])
            yield _Csv(rows)
    elif kind == "xlsx":
        with write_workbook(path, 1) as book:
            widths = [Column(max(12.0, min(40.0, 1.2 * len(head.title)))) for head in heads]
            layout = SheetLayout(title, [*widths, Column(), Column()], frozen=(1, 0), filter_row=1, repeated_row=1)
            with book.sheet(layout) as sheet:
                titles = [*(head.title for head in heads), "Kinh độ", "Vĩ độ"]
                sheet.row([(text, _HEAD) for text in titles])
                yield _Xlsx(sheet.row)
    else:
        raise ValueError(f"no such format: {kind}")


_HEAD = Style(bold=True, fill="D9E2F3", border=True, wrap=True)
_CELL = Style()


class _Gpkg:
    def __init__(self, file: LandLayerFile, heads: Sequence[Head]) -> None:
        self._file, self._heads = file, heads

    def add(self, columns: Sequence[Sequence[Any]], lonlat: np.ndarray) -> None:
        there = ~np.isnan(lonlat).any(axis=1)
        table = np.zeros(len(lonlat), _POINT)
        table["order"], table["kind"], table["x"], table["y"] = 1, 1, lonlat[:, 0], lonlat[:, 1]
        raw, size = table.tobytes(), _POINT.itemsize
        wkb = [raw[k * size: (k + 1) * size] if drawn else None for k, drawn in enumerate(there)]
        named = {head.name: list(column) for head, column in zip(self._heads, columns)}
        self._file.add(wkb, np.hstack([lonlat, lonlat]), named)


class _GeoJson:
    def __init__(self, write: Callable[[str], Any], heads: Sequence[Head]) -> None:
        self._write, self._names = write, [head.name for head in heads]
        self._flags = [head.type is FieldType.BOOLEAN for head in heads]
        self._first = True

    def add(self, columns: Sequence[Sequence[Any]], lonlat: np.ndarray) -> None:
        lines = []
        for values, (x, y) in zip(zip(*columns), lonlat.round(DECIMALS).tolist()):
            said = {
                name: bool(value) if flag and value is not None else value
                for name, value, flag in zip(self._names, values, self._flags)
            }
            geometry = None if x != x else {"type": "Point", "coordinates": [x, y]}
            lines.append(_json({"type": "Feature", "geometry": geometry, "properties": said}))
        self._write(("" if self._first else ",\n") + ",\n".join(lines))
        self._first = self._first and not lines


class _Csv:
    def __init__(self, rows: Any) -> None:
        self._rows = rows

    def add(self, columns: Sequence[Sequence[Any]], lonlat: np.ndarray) -> None:
        self._rows.writerows(_with_position(columns, lonlat))


class _Xlsx:
    def __init__(self, row: Callable[..., None]) -> None:
        self._row = row

    def add(self, columns: Sequence[Sequence[Any]], lonlat: np.ndarray) -> None:
        for values in _with_position(columns, lonlat):
            self._row([(value, _CELL) for value in values])


def _with_position(columns: Sequence[Sequence[Any]], lonlat: np.ndarray) -> Iterator[tuple[Any, ...]]:
    for values, (x, y) in zip(zip(*columns), lonlat.round(DECIMALS).tolist()):
        yield (*values, *((None, None) if x != x else (x, y)))


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
