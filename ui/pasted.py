"""Addresses or codes pasted from a spreadsheet, answered as rows that can be pasted back."""
from __future__ import annotations

import re
from dataclasses import astuple, dataclass
from html import escape
from typing import Any, Callable, Optional

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsCsException,
    QgsPointXY,
)

from ..compat import translate
from ..core.address_parser.parser import parse
from ..core.address_parser.today import standard_text
from ..core.errors import QT_TRANSLATE_NOOP
from ..core.land.vn2000 import load_vn2000
from ..core.search.query import Kind, read_query
from ..core.verdict import PART_NAMES, VERDICT_NAMES
from ..register.search_index import SearchIndex
from ..register.verifying import Verifier

MOST = 50_000  # rows that are taken from the clipboard
_SURE = 0.5  # confidence of a reading that is offered as the standard address
_MOST_NAMED = 5  # of several that fit
_NUMBERS = (4, 5, 7, 8)  # columns of HEADINGS
# As Excel and as LibreOffice are told that a cell is text.
_TEXT_CELL = "<td sdnum=\"1033;0;@\" style=\"mso-number-format:'\\@'\">"
# A cell of several lines stands in quotes. Few lines: a lone quote must not swallow the rows below it.
_QUOTED = re.compile(r'(?<![^\t\n])"((?:[^"\n]|"")*(?:\n(?:[^"\n]|"")*){0,9})"(?=[\t\n]|$)')
_BREAKS = re.compile(r"[\t\n]+")
HEADINGS = (
    QT_TRANSLATE_NOOP("diachiso", "Pasted"),
    QT_TRANSLATE_NOOP("diachiso", "Verdict"),
    QT_TRANSLATE_NOOP("diachiso", "Code"),
    QT_TRANSLATE_NOOP("diachiso", "Standard address"),
    QT_TRANSLATE_NOOP("diachiso", "VN-2000 X (north)"),
    QT_TRANSLATE_NOOP("diachiso", "VN-2000 Y (east)"),
    QT_TRANSLATE_NOOP("diachiso", "Zone"),
    QT_TRANSLATE_NOOP("diachiso", "Latitude"),
    QT_TRANSLATE_NOOP("diachiso", "Longitude"),
)


@dataclass(frozen=True)
class PastedRow:
    """One row of the answer, in the order of `HEADINGS`."""

    pasted: str
    verdict: str
    code: str = ""
    address: str = ""
    x: str = ""
    y: str = ""
    zone: str = ""
    lat: str = ""
    lon: str = ""


class Grid:
    """VN-2000 metres in the zone of the register's province whose meridian is nearest."""

    def __init__(self, province: str, context: QgsCoordinateTransformContext) -> None:
        self.province = province
        self._zones = load_vn2000().of_province(province)
        self._context = context
        self._ways: dict[str, QgsCoordinateTransform] = {}

    def metres(self, lon: float, lat: float) -> tuple[float, float, str]:
        """Northing, easting and the zone's authority id; ValueError where the province has no zone."""
        zone = min(self._zones, key=lambda z: abs(z.meridian - lon))
        way = self._ways.get(zone.crs)
        if way is None:
            target = QgsCoordinateReferenceSystem(zone.crs)
            way = QgsCoordinateTransform(QgsCoordinateReferenceSystem("EPSG:4326"), target, self._context)
            self._ways[zone.crs] = way
        point = way.transform(QgsPointXY(lon, lat))
        return point.y(), point.x(), zone.crs


def texts_of(clipboard: str) -> list[str]:
    """An address per row; the cells of a row are one address, as where the number has a column of its own."""
    text = clipboard.replace("\r\n", "\n").replace("\r", "\n")
    rows = _QUOTED.sub(lambda match: _one_line(match.group(1)), text).split("\n")
    while rows and not rows[-1].strip():
        rows.pop()
    return [", ".join(cell.strip().strip('"') for cell in row.split("\t") if cell.strip()) for row in rows]


def _one_line(cell: str) -> str:
    """A cell of several lines, or with tabs or quotes in it, as one text."""
    return ", ".join(part.strip(" ,") for part in _BREAKS.split(cell.replace('""', '"')) if part.strip(" ,"))


def answer(
    texts: list[str], index: SearchIndex, grid: Grid, cancelled: Callable[[], bool] = lambda: False
) -> list[PastedRow]:
    """A row per text; what the register does not have comes back with the address in today's units."""
    with Verifier(index) as verifier:
        rows = []
        for text in texts:
            if cancelled():
                break
            rows.append(_row(text, verifier, grid))
        return rows


def as_table(rows: list[PastedRow], decimal: str = ".") -> str:
    """Tab-separated with a heading, as spreadsheets take it; nothing in it is read as a formula.

    `decimal` is what the spreadsheet of this computer writes before decimals.
    """
    return "\n".join("\t".join(line) for line in _lines(rows, decimal))


def as_html(rows: list[PastedRow], decimal: str = ".") -> str:
    """The same as a table whose codes a spreadsheet takes as text: a number would lose its leading zeros."""
    lines = []
    for line in _lines(rows, decimal):
        cells = (
            "".join(("<td>" if column in _NUMBERS else _TEXT_CELL, escape(cell), "</td>"))
            for column, cell in enumerate(line)
        )
        lines.append("".join(("<tr>", *cells, "</tr>")))
    return "".join(("<table>", *lines, "</table>"))


def _lines(rows: list[PastedRow], decimal: str) -> list[list[str]]:
    lines = [[translate("diachiso", heading) for heading in HEADINGS]]
    for row in rows:
        cells = enumerate(astuple(row))
        lines.append([_cell(cell.replace(".", decimal) if column in _NUMBERS else cell) for column, cell in cells])
    return lines


def _cell(text: str) -> str:
    plain = " ".join(text.split())
    return "'" + plain if plain[:1] in ("=", "+", "-", "@") else plain


def _row(text: str, verifier: Verifier, grid: Grid) -> PastedRow:
    if not text:
        return PastedRow("", "")
    found = verifier.verify(text)
    verdict = translate("diachiso", VERDICT_NAMES[found.verdict])
    if found.differs:
        parts = ", ".join(translate("diachiso", PART_NAMES[part]) for part in found.differs)
        verdict = f"{verdict} ({parts})"
    if found.candidates:
        named = [other.code or other.text for other in found.candidates[:_MOST_NAMED]]
        verdict = f"{verdict}: {'; '.join(named)}{'; …' if len(found.candidates) > _MOST_NAMED else ''}"
    record: Optional[Any] = found.record
    if record is None:
        parsed = parse(text, home=grid.province) if read_query(text).kind is Kind.WORDS else None
        sure = parsed is not None and parsed.confidence >= _SURE
        return PastedRow(text, verdict, address=standard_text(parsed) if parsed is not None and sure else "")
    if record.stage == "retired":
        verdict = f"{verdict} ({translate('diachiso', 'Retired').lower()})"
    if record.lon is None or record.lat is None:
        return PastedRow(text, verdict, record.code, record.text)
    try:
        north, east, zone = grid.metres(record.lon, record.lat)
        metres = (f"{north:.2f}", f"{east:.2f}", zone)
    except (QgsCsException, ValueError):
        metres = ("", "", "")
    return PastedRow(text, verdict, record.code, record.text, *metres, f"{record.lat:.7f}", f"{record.lon:.7f}")
