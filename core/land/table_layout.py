"""Where the data of a typed table begin: titles above, a header of one or two rows, which columns are coordinates."""
from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Optional

from ..text import ascii_key
from .angles import parse_angle, parse_pair
from .coordinates import CoordinateKind, parse_columns
from .numbers import has_lost_digits, parse_number

_MOST_ROWS, _LEAST_SHARE = 300, 0.5
_LEAST_METRES = 100_000.0  # an easting; a northing is larger
# Rows that number the columns below a header: (1) (2) (3), A B C.
_COLUMN_NUMBER = re.compile(r"\(?\s*(?:\d{1,2}|[A-Za-z])\s*\)?|\[\d+\]")
_HINT = re.compile(r"(?:toa do )?[xyne]\b.*|kinh.*|vi do.*|lat.*|lon.*|east.*|north.*|bac.*|dong.*|(?:.* |point)[xy]")
_NAMED_X, _NAMED_Y = (re.compile(rf"(?:toa do )?{letter}\b.*|(?:.* |point){letter}") for letter in "xy")


@dataclass(frozen=True)
class TableLayout:
    """`start`: index of the first data row; `names`: one per column, distinct; `first`, `second`: the coordinate
    columns (equal where one cell holds both).
    """

    start: int
    names: tuple[str, ...]
    first: int
    second: int

    @property
    def one_cell(self) -> bool:
        """Whether one column holds latitude and longitude."""
        return self.first == self.second

    def cells(self, row: Sequence[str]) -> tuple[str, str]:
        """The two coordinate texts of a row."""
        a = row[self.first] if self.first < len(row) else ""
        if not self.one_cell:
            return a, row[self.second] if self.second < len(row) else ""
        pair = parse_pair(a)
        return (a, a) if pair is None else (repr(pair[0].degrees), repr(pair[1].degrees))


def find_layout(rows: Sequence[Sequence[str]], x_name: str = "", y_name: str = "") -> Optional[TableLayout]:
    """Find header and coordinate columns in a table's first rows, by name where given; None where there are none."""
    if x_name or y_name:
        return _by_names(rows, x_name, y_name)
    width = max(map(len, rows), default=0)
    columns = [c for c in range(width) if _looks_numeric(rows, c)]
    best: Optional[tuple[float, TableLayout]] = None
    for i, first in enumerate(columns):
        for second in columns[i + 1:]:
            found = _score(rows, first, second)
            if found is not None and (best is None or found[0] > best[0] + 1e-9):
                best = found
    if best is not None:
        return _x_first(best[1])
    return next(filter(None, (_pair_column(rows, c) for c in range(width))), None)


def columns_without_digits(rows: Sequence[Sequence[str]]) -> list[tuple[str, str]]:
    """Columns whose numbers a spreadsheet has cut to a power of ten, (name, such a number as 1,35E+06): no place is
    left in them. To be asked of a table in which no coordinates were found.
    """
    found = []
    for column in range(max(map(len, rows), default=0)):
        cells = [(k, row[column].strip()) for k, row in enumerate(rows[:_MOST_ROWS]) if len(row) > column]
        numbers = [(k, cell) for k, cell in cells if abs(parse_number(cell) or 0.0) >= _LEAST_METRES]
        cut = [(k, cell) for k, cell in numbers if has_lost_digits(cell)]
        if len(cut) > _LEAST_SHARE * len(numbers):
            first, value = cut[0]
            found.append((_name_above(rows[:first], column), value))
    return found


def _name_above(rows: Sequence[Sequence[str]], column: int) -> str:
    words = (row[column].strip() for row in reversed(rows) if len(row) > column and not _is_column_numbers(row))
    return next((re.sub(r"\s+", " ", word) for word in words if any(map(str.isalpha, word))), f"col_{column + 1}")


def _x_first(layout: TableLayout) -> TableLayout:
    """The column called X comes first, wherever it stands."""
    names = [ascii_key(layout.names[c]).replace("_", " ") for c in (layout.first, layout.second)]
    if _NAMED_Y.fullmatch(names[0]) and _NAMED_X.fullmatch(names[1]):
        return replace(layout, first=layout.second, second=layout.first)
    return layout


def _by_names(rows: Sequence[Sequence[str]], x_name: str, y_name: str) -> Optional[TableLayout]:
    wanted = [_squeezed(x_name), _squeezed(y_name or x_name)]
    for k, row in enumerate(rows):
        cells = [_squeezed(cell) for cell in row]
        if all(name in cells for name in wanted):
            first, second = (cells.index(name) for name in wanted)
            start = k + 1
            while start < len(rows) and _is_column_numbers(rows[start]):
                start += 1
            return TableLayout(start, _names(rows, k, max(map(len, rows))), first, second)
    return None


def _score(rows: Sequence[Sequence[str]], first: int, second: int) -> Optional[tuple[float, TableLayout]]:
    """How well two columns serve as coordinates, and the layout that follows; None where they do not."""
    at = [k for k, row in enumerate(rows) if len(row) > second and row[first].strip() and row[second].strip()]
    if not at:
        return None
    chosen = at[:: max(1, len(at) // _MOST_ROWS)]
    parsed = parse_columns([rows[k][first] for k in chosen], [rows[k][second] for k in chosen])
    good = [k for k, bad in zip(chosen, parsed.bad) if bad is None]
    if parsed.arrangement.kind is CoordinateKind.unknown or not good:
        return None
    filled = sum(any(cell.strip() for cell in row) for row in rows[good[0]:])
    share = min(1.0, len(good) / len(chosen) * len(at) / filled)
    start = _first_good(rows, first, second, good[0], parsed.decimal)
    layout = _layout(rows, start, first, second)
    hints = sum(_is_hint(layout.names[column]) for column in (first, second))
    odd_unit = parsed.arrangement.scale != 1.0
    return share + 0.5 * hints - 0.75 * odd_unit - 0.01 * (second - first), layout


def _first_good(rows: Sequence[Sequence[str]], first: int, second: int, found: int, decimal: str) -> int:
    """The first row with coordinates; every row up to the one found was looked at unless the table was thinned."""
    for k in range(found):
        if len(rows[k]) > second and not parse_columns([rows[k][first]], [rows[k][second]], decimal=decimal).bad[0]:
            return k
    return found


def _pair_column(rows: Sequence[Sequence[str]], column: int) -> Optional[TableLayout]:
    texts = [(k, row[column]) for k, row in enumerate(rows[:_MOST_ROWS]) if len(row) > column and row[column].strip()]
    good = [k for k, text in texts if (pair := parse_pair(text)) and 6 <= pair[0].degrees <= 24 <= pair[1].degrees]
    if not good or len(good) < _LEAST_SHARE * sum(k >= good[0] for k, _ in texts):
        return None
    return _layout(rows, good[0], column, column)


def _layout(rows: Sequence[Sequence[str]], start: int, first: int, second: int) -> TableLayout:
    width = max(map(len, rows))
    # Bad rows may stand between the header and the first good one: a row that names coordinates comes first.
    headers = [k for k in range(start - 1, -1, -1) if _is_header(rows[k], first, second)]
    header = next((k for k in headers if all(_is_hint(rows[k][c]) for c in (first, second))), (headers or [-1])[0])
    if header < 0:
        return TableLayout(0, tuple(f"col_{c + 1}" for c in range(width)), first, second)
    begin = header + 1
    while begin < start and _is_column_numbers(rows[begin]):
        begin += 1
    return TableLayout(begin, _names(rows, header, width), first, second)


def _is_header(row: Sequence[str], first: int, second: int) -> bool:
    """Whether a row has words, not values, above both coordinate columns."""
    cells = [row[column] if column < len(row) else "" for column in (first, second)]
    return not _is_column_numbers(row) and all(
        any(c.isalpha() for c in cell) and parse_angle(cell) is None and parse_pair(cell) is None for cell in cells
    )


def _is_hint(name: str) -> bool:
    return _HINT.fullmatch(ascii_key(name).replace("_", " ")) is not None


def _is_column_numbers(row: Sequence[str]) -> bool:
    cells = [cell.strip() for cell in row if cell.strip()]
    return len(cells) > 1 and all(_COLUMN_NUMBER.fullmatch(cell) for cell in cells) and any(
        c.isdigit() for cell in cells for c in cell
    )


def _names(rows: Sequence[Sequence[str]], header: int, width: int) -> tuple[str, ...]:
    """Distinct names from the header; where a cell was merged with the one above, the name stands there."""
    above = rows[header - 1] if header > 0 and sum(bool(c.strip()) for c in rows[header - 1]) > 1 else []
    names: list[str] = []
    for c in range(width):
        name = rows[header][c].strip() if c < len(rows[header]) else ""
        if not name and c < len(above):
            name = above[c].strip()
        name = re.sub(r"\s+", " ", name) or f"col_{c + 1}"
        base, k = name, 2
        while name.lower() in (known.lower() for known in names):
            name, k = f"{base}_{k}", k + 1
        names.append(name)
    return tuple(names)


def _looks_numeric(rows: Sequence[Sequence[str]], column: int) -> bool:
    filled = [row[column] for row in rows[:_MOST_ROWS] if len(row) > column and row[column].strip()]
    return sum(any(c.isdigit() for c in cell) for cell in filled) >= _LEAST_SHARE * len(filled) > 0


def _squeezed(name: str) -> str:
    return re.sub(r"\s+", " ", name).strip().lower()
