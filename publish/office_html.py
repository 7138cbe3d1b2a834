"""Pieces of an office document as HTML that browsers and Qt's text engine show alike; all text is escaped."""
from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape
from typing import Optional, Union

Cell = Union[str, int]

STYLE = """
@page{size:A4;margin:20mm 15mm 20mm 30mm}
body{font:13pt/1.35 "Times New Roman","Liberation Serif",serif;max-width:175mm;margin:10mm auto;color:#000}
table{width:100%;border-collapse:collapse;margin:.2em 0 .6em}table.grid th,table.grid td{border:1px solid #555;
padding:2px 5px;vertical-align:top;font-size:11pt}table.grid th{background:#eee}thead{display:table-header-group}
tr{break-inside:avoid}td[align=right]{white-space:nowrap}h4{font-size:13pt;margin:1em 0 .2em}p{margin:.3em 0}
@media print{body{margin:0;max-width:none}}
"""

LONGEST = 500  # rows of a table
# What Qt's text engine knows of it; the rest stands at the tables themselves.
PRINT_STYLE = "h4{font-size:13pt;margin-top:14px;margin-bottom:4px} p{margin-top:4px;margin-bottom:4px}"


@dataclass(frozen=True)
class Column:
    """A column's title, its share of the width in percent, and how its cells stand (left, right, center)."""

    title: str
    width: int
    align: str = "left"


@dataclass(frozen=True)
class Row:
    """A row of a table; `strong` ones are sums or heads of a group."""

    cells: Sequence[Cell]
    strong: bool = False


def page(title: str, language: str, body: str) -> str:
    """A whole file: no script, nothing from elsewhere."""
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(language)}"><head><meta charset="utf-8">\n'
        f"<title>{escape(title)}</title>\n<style>{STYLE}</style></head>\n<body>\n{body}\n</body></html>\n"
    )


def grid(columns: Sequence[Column], rows: Iterable[Row], language: str) -> str:
    """A table with lines whose head is repeated on each page.

    A long one is made of several: Qt takes the square of their length to draw them.
    """
    head = "".join(f'<th width="{c.width}%" align="center">{escape(c.title)}</th>' for c in columns)
    made = [_row(columns, row, language) for row in rows]
    parts = ["\n".join(made[low: low + LONGEST]) for low in range(0, max(1, len(made)), LONGEST)]
    return "\n".join(
        '<table class="grid" border="1" cellspacing="0" cellpadding="3" width="100%"'
        ' style="border-collapse:collapse;border-style:solid;border-color:#555555;font-size:10pt">\n'
        f'<thead><tr bgcolor="#eeeeee">{head}</tr></thead>\n<tbody>\n{part}\n</tbody></table>'
        for part in parts
    )


def facing(left: Iterable[str], right: Iterable[str], widths: tuple[int, int] = (50, 50)) -> str:
    """Two columns without lines, each centred: the head of a letter, the places of signatures; cells are HTML."""
    cells = "".join(
        f'<td width="{width}%" align="center" valign="top" style="white-space:nowrap">{"<br>".join(lines)}</td>'
        for width, lines in zip(widths, (left, right))
    )
    plain = 'width="100%" border="0" cellspacing="0" cellpadding="0" style="font-size:11pt"'
    return f"<table {plain}><tr>{cells}</tr></table>"


def facts(pairs: Iterable[tuple[str, Cell]], language: str) -> str:
    """What is told one by one: a word and its value per line."""
    rows = "".join(
        f'<tr><td width="32%" valign="top">{escape(name)}</td>'
        f'<td width="68%" valign="top">{text(value, language)}</td></tr>'
        for name, value in pairs
    )
    return f'<table width="100%" border="0" cellspacing="0" cellpadding="2">{rows}</table>'


def heading(words: str) -> str:
    """The title of a section."""
    return f"<h4>{escape(words)}</h4>"  # the one heading that Qt does not make larger by itself


def paragraph(words: str, align: str = "justify", tag: str = "") -> str:
    """A paragraph; `tag` b or i for the whole of it."""
    inner = f"<{tag}>{escape(words)}</{tag}>" if tag else escape(words)
    return f'<p align="{align}">{inner}</p>'


def text(value: Cell, language: str) -> str:
    """A value, escaped; numbers with the language's thousands separator."""
    return escape(number(value, language) if isinstance(value, int) else value)


def number(value: int, language: str) -> str:
    """1.234 in Vietnamese, 1,234 elsewhere."""
    said = f"{value:,}"
    return said.replace(",", ".") if language.startswith("vi") else said


def local_time(iso: str, language: str) -> str:
    """A time in UTC as this computer's clock says it: 09:40 22/11/2026 in Vietnamese, 2026-11-22 09:40 elsewhere."""
    moment = _moment(iso)
    if moment is None:
        return iso
    return moment.strftime("%H:%M %d/%m/%Y" if language.startswith("vi") else "%Y-%m-%d %H:%M")


def _moment(iso: str) -> Optional[datetime]:
    try:
        return datetime.fromisoformat(iso.replace("Z", "+00:00")).astimezone()
    except ValueError:
        return None


def _row(columns: Sequence[Column], row: Row, language: str) -> str:
    cells = []
    for column, cell in zip(columns, row.cells):
        shown = text(cell, language)
        cells.append(f'<td align="{column.align}">{f"<b>{shown}</b>" if row.strong else shown}</td>')
    return f"<tr>{''.join(cells)}</tr>"
