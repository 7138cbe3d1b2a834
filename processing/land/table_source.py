"""A table with coordinates as a land layer; rows without a place are said, and the rest goes on."""

from __future__ import annotations

from collections import Counter
from typing import Any, Optional

import numpy as np
from qgis.core import QgsProcessingFeedback

from ...compat import none_if_null, translate
from ...core.errors import QT_TRANSLATE_NOOP, Message
from ...core.land.findings import Finding, FindingLevel
from ...core.land.table import FieldKind, LandField, Shape
from ...core.personal_values import HIDDEN, ColumnNumbers
from .point_tables import PointTable, PointTableOptions, read_point_table
from .source import LandSource, ReadingOptions, RowSource

_EXAMPLES = 5

HOW_READ = Message(
    "table.how_read",
    QT_TRANSLATE_NOOP("diachiso", "Coordinates are read from the columns {x} and {y}; {rows} rows, {points} points."),
)
NORTHING_FIRST = Message(
    "table.northing_first",
    QT_TRANSLATE_NOOP("diachiso", "The column {x} holds the northing, as Vietnamese tables write it."),
)
BAD_ROWS = Message(
    "table.bad_rows",
    QT_TRANSLATE_NOOP("diachiso", "{count} rows have no usable coordinates and are left out: {examples}"),
)


def open_table(
    path: str, sheet: str, reading: ReadingOptions, feedback: Optional[QgsProcessingFeedback]
) -> LandSource:
    """A table's rows as points. DiachisoError where it cannot be read or has no coordinates."""
    options = PointTableOptions(x_field=reading.x_field, y_field=reading.y_field, sheet=sheet, decode_text=False)
    found = read_point_table(path, options, feedback)
    names = [field.name() for field in found.layer.fields()]
    fids: list[int] = []
    wkb: list[Optional[bytes]] = []
    rows: list[list[Any]] = []
    for feature in found.layer.getFeatures():
        *values, number = feature.attributes()
        fids.append(int(number))  # the row in the file, under which a person finds it
        wkb.append(bytes(feature.geometry().asWkb()))
        rows.append([none_if_null(value) for value in values])
    columns = {name: [row[k] for row in rows] for k, name in enumerate(names[:-1])}
    fields = [LandField(name, FieldKind.text) for name in columns]
    form = translate("diachiso", "Table with coordinates")
    name = found.sheet or found.layer.name()
    source = RowSource(name, path, form, fields, Shape.point, wkb, columns, found.layer.crs())
    source.number(np.array(fids, np.int64))
    source.problems = tuple((problem.row, _shown(problem.text(translate))) for problem in found.problems)
    source.findings = tuple(_findings(found, len(fids)))
    return source


def _shown(text: str) -> str:
    """A problem without what may be somebody's number in the wrong column."""
    return ColumnNumbers().hide(text) or HIDDEN


def _findings(found: PointTable, points: int) -> list[Finding]:
    params = {"x": found.x_field, "y": found.y_field, "rows": found.rows, "points": points}
    more = (NORTHING_FIRST,) if found.arrangement.northing_first else ()
    findings = [Finding("table", FindingLevel.info, HOW_READ, params, more=more)]
    if found.problems:
        kinds = Counter(problem.reason for problem in found.problems)
        some = [next(p for p in found.problems if p.reason is kind) for kind in kinds][:_EXAMPLES]
        params = {"count": len(found.problems), "examples": " ".join(_shown(p.text(translate)) for p in some)}
        findings.append(Finding("bad_rows", FindingLevel.doubtful, BAD_ROWS, params))
    return findings
