"""A table with coordinates (CSV, text, XLSX, XLS, ODS) as a layer of points; rows without are listed with why."""
from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Callable, Optional

import numpy as np
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsField,
    QgsGeometry,
    QgsPointXY,
    QgsProcessingFeedback,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QVariant

from ...compat import is_null
from ...core.encodings import decode, diagnose
from ...core.errors import QT_TRANSLATE_NOOP, DiachisoError, Message
from ...core.land.coordinates import Arrangement, BadValue, CoordinateKind, ParsedColumns, parse_columns
from ...core.land.table_layout import TableLayout, columns_without_digits, find_layout
from ..layer_reader import CANCELLED
from ..transforms import crs
from .crs_diagnosis import CrsDiagnosis, diagnose_crs
from .crs_reference import CrsReference
from .table_rows import Row, TableRows, open_tables

NO_COORDINATES = Message(
    "table.no_coordinates",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "The table {path} has no two columns with coordinates in Viet Nam. Name the two columns, or correct the table.",
    ),
)
LOST_DIGITS = Message(
    "table.all_lost_digits",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "The coordinates of the table {path} have lost their digits in a spreadsheet ({columns}: {value}): no place "
        "can be told from them. Open the table as it was before, give these columns the format Number with three "
        "decimals, and export it once more.",
    ),
)
NO_COLUMNS = Message(
    "table.no_columns",
    QT_TRANSLATE_NOOP(
        "diachiso", "The table {path} has no header row with the columns {columns}. Write them as in the table."
    ),
)
BAD_CRS = Message(
    "table.bad_crs",
    QT_TRANSLATE_NOOP("diachiso", 'There is no CRS "{crs}". Write it as EPSG:9217, for example.'),
)
_PROBLEMS = {
    BadValue.empty: QT_TRANSLATE_NOOP("diachiso", "Row {row}: a coordinate is empty."),
    BadValue.not_a_number: QT_TRANSLATE_NOOP("diachiso", "Row {row}: {values} is neither a number nor an angle."),
    BadValue.lost_digits: QT_TRANSLATE_NOOP(
        "diachiso", "Row {row}: {values} lost digits in a spreadsheet. Export the table again with all digits."
    ),
    BadValue.out_of_range: QT_TRANSLATE_NOOP("diachiso", "Row {row}: {values} lies outside Viet Nam."),
    BadValue.looks_swapped: QT_TRANSLATE_NOOP("diachiso", "Row {row}: {values} looks as if X and Y were swapped."),
}
ROW_FIELD = "source_row"
_SAMPLE, _BATCH, _FOR_CRS = 2_000, 20_000, 500


@dataclass(frozen=True)
class PointTableOptions:
    """What the user knows; empty or None is found from the table itself.

    `x_is_northing`: whether the first (X) column is the northing; `decode_text`: turn text in old Vietnamese encodings
    into Unicode, column by column, where that is certain.
    """

    x_field: str = ""
    y_field: str = ""
    x_is_northing: Optional[bool] = None
    crs: str = ""
    sheet: str = ""
    encoding: str = ""
    delimiter: str = ""
    decimal: str = ""
    reference: Optional[CrsReference] = None
    decode_text: bool = True


@dataclass(frozen=True)
class RowProblem:
    """A row without a point: its number in the file (from 1) and why."""

    row: int
    reason: BadValue
    values: str = ""

    def text(self, translate: Optional[Callable[[str, str], str]] = None) -> str:
        """The problem in the user's language."""
        message = Message(f"table.{self.reason.value}", _PROBLEMS[self.reason])
        return message.render(translate, row=self.row, values=self.values)


@dataclass(frozen=True)
class PointTable:
    """A table as points. `layer`: in memory, every column but the coordinates as text, and `source_row`; its CRS is the
    one given or diagnosed for certain, else none is set. `encoding`, `delimiter`: empty for a workbook.
    """

    layer: QgsVectorLayer
    crs: CrsDiagnosis
    problems: tuple[RowProblem, ...]
    rows: int
    x_field: str
    y_field: str
    arrangement: Arrangement
    decimal: str
    encoding: str
    delimiter: str
    sheet: str


def read_point_table(
    path: str, options: Optional[PointTableOptions] = None, feedback: Optional[QgsProcessingFeedback] = None
) -> PointTable:
    """Read a table with coordinates. Raises DiachisoError if it cannot be read or has none; bad rows never stop it."""
    chosen = options or PointTableOptions()
    given = crs(chosen.crs) if chosen.crs else QgsCoordinateReferenceSystem()
    if chosen.crs and not given.isValid():
        raise DiachisoError(BAD_CRS, crs=chosen.crs)
    table, layout = _find_table(str(path), chosen)
    reading = _decide(table, layout, chosen)
    layer = _empty_layer(Path(path).stem, _attribute_names(layout, chosen, table))
    problems: list[RowProblem] = []
    sample: list[np.ndarray] = []
    count = 0
    for rows in _batches(table, layout.start):
        if feedback is not None and feedback.isCanceled():
            raise DiachisoError(CANCELLED)
        cells = [layout.cells(row) for _, row in rows]
        parsed = _parse(cells, chosen, reading)
        problems += [
            RowProblem(number, bad, " ".join(filter(None, dict.fromkeys(cell.strip() for cell in pair))))
            for (number, _), pair, bad in zip(rows, cells, parsed.bad)
            if bad is not None
        ]
        good = [k for k, bad in enumerate(parsed.bad) if bad is None]
        _add(layer, layout, [rows[k] for k in good], parsed.xy[good])
        sample.append(parsed.xy[good][:: max(1, len(good) // _FOR_CRS)])
        count += len(rows)
    if problems and not layer.featureCount() and all(p.reason is BadValue.lost_digits for p in problems):
        raise _lost(str(path), [(f"{layout.names[layout.first]}, {layout.names[layout.second]}", problems[0].values)])
    if chosen.decode_text:
        _decode(layer)
    layer.updateExtents()
    diagnosis = diagnose_crs(given, np.vstack(sample) if sample else np.zeros((0, 2)), chosen.reference)
    layer.setCrs(_crs_to_set(given, diagnosis))
    return PointTable(
        layer, diagnosis, tuple(problems), count, layout.names[layout.first], layout.names[layout.second],
        reading.arrangement, reading.decimal, table.encoding, table.delimiter, table.sheet,
    )  # fmt: skip


def _find_table(path: str, chosen: PointTableOptions) -> tuple[TableRows, TableLayout]:
    """The first table of the file that has coordinates."""
    cut: list[tuple[str, str]] = []
    for table in open_tables(path, chosen.sheet, chosen.encoding, chosen.delimiter):
        rows = [cells for _, cells in islice(table, _SAMPLE)]
        layout = find_layout(rows, chosen.x_field, chosen.y_field)
        if layout is not None:
            return table, layout
        cut = cut or columns_without_digits(rows)
    if chosen.x_field or chosen.y_field:
        columns = ", ".join(filter(None, (chosen.x_field, chosen.y_field)))
        raise DiachisoError(NO_COLUMNS, path=path, columns=columns)
    if cut:
        raise _lost(path, cut)
    raise DiachisoError(NO_COORDINATES, path=path)


def _lost(path: str, cut: Sequence[tuple[str, str]]) -> DiachisoError:
    return DiachisoError(
        LOST_DIGITS, path=path, columns=", ".join(name for name, _ in cut), value=", ".join(value for _, value in cut)
    )


def _decide(table: TableRows, layout: TableLayout, chosen: PointTableOptions) -> ParsedColumns:
    """How the whole table is to be read, from its first rows."""
    cells = [layout.cells(row) for _, row in islice(table, layout.start, layout.start + _SAMPLE)]
    known: Optional[Arrangement] = None
    northing_first = chosen.x_is_northing
    if layout.one_cell:
        known, northing_first = Arrangement(CoordinateKind.degrees, northing_first=True), None
    return parse_columns([a for a, _ in cells], [b for _, b in cells], northing_first, chosen.decimal, known)


def _parse(cells: Sequence[tuple[str, str]], chosen: PointTableOptions, reading: ParsedColumns) -> ParsedColumns:
    first, second = [a for a, _ in cells], [b for _, b in cells]
    return parse_columns(first, second, None, reading.decimal, reading.arrangement)


def _batches(table: TableRows, start: int) -> Iterator[list[Row]]:
    rows = islice(table, start, None)
    while True:
        batch = list(islice(rows, _BATCH))
        if not batch:
            return
        yield batch


def _attribute_names(layout: TableLayout, chosen: PointTableOptions, table: TableRows) -> list[str]:
    names = [name for k, name in enumerate(layout.names) if k not in (layout.first, layout.second)]
    return _decoded(names) if chosen.decode_text else names


def _empty_layer(name: str, names: Sequence[str]) -> QgsVectorLayer:
    layer = QgsVectorLayer("Point", name, "memory")
    row_field = ROW_FIELD
    while row_field.lower() in (known.lower() for known in names):
        row_field += "_"
    fields = [QgsField(field, QVariant.String) for field in names] + [QgsField(row_field, QVariant.LongLong)]
    layer.dataProvider().addAttributes(fields)
    layer.updateFields()
    return layer


def _add(layer: QgsVectorLayer, layout: TableLayout, rows: Sequence[Row], xy: np.ndarray) -> None:
    columns = [k for k in range(len(layout.names)) if k not in (layout.first, layout.second)]
    features = []
    for (number, cells), place in zip(rows, xy.tolist()):
        feature = QgsFeature(layer.fields())
        feature.setGeometry(QgsGeometry.fromPointXY(QgsPointXY(*place)))
        texts = [cells[k].strip() or None if k < len(cells) else None for k in columns]
        feature.setAttributes([*texts, number])
        features.append(feature)
    layer.dataProvider().addFeatures(features)


def _decode(layer: QgsVectorLayer) -> None:
    """Text in an old encoding becomes Unicode in each column where its statistics leave no doubt."""
    changes: dict[int, dict[int, str]] = {}
    texts = list(range(layer.fields().count() - 1))
    if not texts:
        return
    rows = [(f.id(), [None if is_null(value) else value for value in f.attributes()]) for f in layer.getFeatures()]
    for k in texts:
        values = [row[1][k] for row in rows]
        found = diagnose(values)
        if found.changes and found.sure:
            for (fid, _), old, new in zip(rows, values, decode(values, found.encoding)):
                if new is not None and new != old:
                    changes.setdefault(fid, {})[k] = new
    if changes:
        layer.dataProvider().changeAttributeValues(changes)


def _decoded(names: list[str]) -> list[str]:
    found = diagnose(list(names))
    if not (found.changes and found.sure):
        return names
    return [new or old for old, new in zip(names, decode(list(names), found.encoding))]


def _crs_to_set(given: QgsCoordinateReferenceSystem, diagnosis: CrsDiagnosis) -> QgsCoordinateReferenceSystem:
    """What the user gave; else what is certain; else none, for a person to choose among the candidates."""
    if given.isValid():
        return given
    best = diagnosis.best
    certain = diagnosis.sure and best is not None and not best.swap_xy and best.scale == 1.0
    return crs(best.crs) if certain and best is not None else QgsCoordinateReferenceSystem()
