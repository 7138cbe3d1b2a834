"""A filled sheet as rows of cells by field, whatever a commune's Excel has made of it: XLSX, XLS, ODS or CSV."""
from __future__ import annotations

from dataclasses import dataclass
from itertools import islice

from ..core.collected import SheetRow
from ..core.encodings import decode, diagnose
from ..core.errors import QT_TRANSLATE_NOOP, DiachisoError, Message
from ..core.land.numbers import decimal_sign
from ..core.patience import Check, watched
from ..core.personal import PersonalKind, personal_content
from ..core.profile import Profile
from ..core.sheet_fields import KEYS, STAMP, Headers, Stamp, find_headers
from .land.table_rows import TableRows, open_tables
from .merged_cells import merged_cells

_HEAD_ROWS, _ASK_EVERY, _SAMPLE = 40, 2_000, 5_000
_BY_CONTENT = (PersonalKind.identity_number, PersonalKind.phone, PersonalKind.email)

NO_HEADER = Message(
    "collected_no_header",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "{path} has no row of column titles with a code or an address and at least one field of the register. Use a "
        "sheet from \"Export sheets for communes\", or name the columns as there.",
    ),
)


@dataclass(frozen=True)
class CollectedFile:
    """The rows of a filled sheet. `fields`: those that it has columns for.

    `personal`, `unknown`, `repeated`: columns not read.
    """

    rows: tuple[SheetRow, ...]
    fields: tuple[str, ...]
    personal: tuple[str, ...]
    unknown: tuple[str, ...]
    decimal: str
    repeated: tuple[str, ...] = ()


def read_collected(path: str, profile: Profile, check: Check) -> CollectedFile:
    """Read a filled sheet. DiachisoError where it is no table or has no header of ours.

    Every sheet of a workbook that has a header is read: a commune may have one per settlement.
    """
    tables = open_tables(path)
    files = []
    for table in tables:
        head = [cells for _, cells in islice(table, _HEAD_ROWS)]
        headers = find_headers(_decoded_head(head), profile)
        if headers is not None:
            files.append(_read(path, table, headers, check))
    if not files:
        raise DiachisoError(NO_HEADER, path=path)
    return files[0] if len(files) == 1 else _together(files)


def _together(files: list[CollectedFile]) -> CollectedFile:
    def of_all(name: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(value for file in files for value in getattr(file, name)))

    rows = tuple(row for file in files for row in file.rows)
    fields, personal, unknown, repeated = map(of_all, ("fields", "personal", "unknown", "repeated"))
    return CollectedFile(rows, fields, personal, unknown, files[0].decimal, repeated)


def _read(path: str, table: TableRows, headers: Headers, check: Check) -> CollectedFile:
    numbers: list[int] = []
    columns: dict[str, list[str]] = {name: [] for name in headers.columns}
    for number, cells in watched(islice(table, headers.start, None), check, _ASK_EVERY):
        numbers.append(number)
        for name, column in headers.columns.items():
            columns[name].append(cells[column] if column < len(cells) else "")
    columns = _all_decoded(columns)
    personal = [*headers.personal, *_personal_by_content(columns, headers)]
    for name in personal:
        columns.pop(next((f for f, k in headers.columns.items() if headers.names[k] == name), ""), None)
    if table.sheet:
        _spread(columns, numbers, headers, merged_cells(path, table.sheet))
    stamps = [Stamp.read(text) for text in columns.pop(STAMP, [""] * len(numbers))]
    rows = tuple(
        SheetRow(number, {name: values[k] for name, values in columns.items()}, stamp, table.sheet)
        for k, (number, stamp) in enumerate(zip(numbers, stamps))
    )
    # GDAL gives the numbers of a workbook with a point; a text file has what the people's Windows writes.
    sign = "." if table.sheet else decimal_sign((v for values in columns.values() for v in values[:_SAMPLE]), ",")
    fields = tuple(name for name in columns if name not in KEYS)
    return CollectedFile(rows, fields, tuple(personal), headers.unknown, sign, headers.repeated)


def _all_decoded(columns: dict[str, list[str]]) -> dict[str, list[str]]:
    """A file mostly has one encoding, and all columns together tell more than the few words of one; each alone where
    they do not agree. Right text stays.
    """
    strange = [v for values in columns.values() for v in dict.fromkeys(values) if not v.isascii()]
    found = diagnose(strange[:_SAMPLE])
    if not (found.changes and found.sure):
        return {name: _decoded(values) for name, values in columns.items()}
    return {
        name: values if all(map(str.isascii, values)) else [new or "" for new in decode(values, found.encoding)]
        for name, values in columns.items()
    }


def _decoded(values: list[str]) -> list[str]:
    """Text of an old encoding as Unicode, where the whole column leaves no doubt."""
    if all(map(str.isascii, values)):
        return values
    found = diagnose(list(values))
    if not (found.changes and found.sure):
        return values
    return [new or "" for new in decode(list(values), found.encoding)]


def _decoded_head(rows: list[list[str]]) -> list[list[str]]:
    flat = _decoded([cell for row in rows for cell in row])
    cells = iter(flat)
    return [[next(cells) for _ in row] for row in rows]


def _personal_by_content(columns: dict[str, list[str]], headers: Headers) -> list[str]:
    """Columns called something of ours that hold numbers of telephones or identity papers, or mail addresses."""
    found = []
    for name, values in columns.items():
        if name not in (*KEYS, STAMP) and personal_content(values[:_SAMPLE]) in _BY_CONTENT:
            found.append(headers.names[headers.columns[name]])
    return found


def _spread(
    columns: dict[str, list[str]], numbers: list[int], headers: Headers, merged: list[tuple[int, int, int, int]]
) -> None:
    """Write what stands in merged cells into each of their rows; not keys, which belong to one row."""
    place = {number: k for k, number in enumerate(numbers)}
    by_column = {k: name for name, k in headers.columns.items() if name not in (*KEYS, STAMP)}
    for top, left, bottom, right in merged:
        for column in range(left, right + 1):
            values = columns.get(by_column.get(column, ""))
            if values is None or top not in place:
                continue
            text = values[place[top]] if column == left else ""
            for number in range(top + 1, bottom + 1):
                if number in place and text and not values[place[number]].strip():
                    values[place[number]] = text
