"""Rows in one spelling for both stores: what is compared is the same bytes, wherever they were read.

A row is a line of PostgreSQL's COPY format. Numbers with a fraction, blobs and geometries (WKB) stand there as hex
digits, so that not a bit of them depends on how a program prints them. What would not come through unchanged is refused
with the place where it stands, before anything is written.
"""
from __future__ import annotations

import hashlib
import re
import sqlite3
import struct
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Optional

from ...core.errors import QT_TRANSLATE_NOOP, Message
from ..errors import RegisterError
from ..geometry_functions import blob_wkb, wkb_blob
from ..sql import Sql, build, ident, idents, join, literal
from ..version import SRS_ID
from .state import OWN_KEYS
from .structure import Column, Kind, TableSpec

NULL = "\\N"
_BATCH = 2000
_SPECIAL = re.compile("[\b\t\n\v\f\r\\\\\x00]")
_ESCAPES = {"\b": "\\b", "\t": "\\t", "\n": "\\n", "\v": "\\v", "\f": "\\f", "\r": "\\r", "\\": "\\\\"}
_ESCAPED = re.compile(r"\\(.)")
_LETTERS = {"b": "\b", "t": "\t", "n": "\n", "v": "\v", "f": "\f", "r": "\r"}
_SHAPE_NUMBERS = {"Point": "01000000", "MultiLineString": "05000000", "MultiPolygon": "06000000"}
_DOUBLE = struct.Struct(">d")

UNFIT = Message(
    "pg_unfit_value",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "The table {table}, row {row}, has in {column} what the other store could not keep as it is ({value}). Nothing "
        "was moved. Correct it, then move the register.",
    ),
)


@dataclass(frozen=True)
class Digest:
    """How many rows a table has, and the SHA-256 of all of them in the order of their keys."""

    rows: int
    sha256: str


class _Unfit(ValueError):
    pass


Encode = Callable[[Any], str]
Decode = Callable[[str], Any]


def sqlite_lines(
    con: sqlite3.Connection, table: TableSpec, where: Optional[Sql] = None, values: Sequence[Any] = ()
) -> Iterator[str]:
    """The lines of a table `t` in SQLite, in the order of its keys (RegisterError where a value is unfit)."""
    names = idents(table.names)
    encoders = [_encoder(table, column) for column in table.columns]
    query = build(
        "SELECT {names} FROM {table} t WHERE {own} ORDER BY {key}",
        names=names, table=table.name, own=where or _moving(table), key=idents(table.key),
    )  # fmt: skip
    for row in con.execute(query, values):
        try:
            yield "\t".join([NULL if value is None else encode(value) for encode, value in zip(encoders, row)])
        except (_Unfit, ValueError) as error:
            raise _where(table, row, encoders) from error


def sqlite_row(table: TableSpec) -> Callable[[str], list[Any]]:
    """A function that gives the values of a line as SQLite keeps them."""
    decoders = [_decoder(column) for column in table.columns]

    def row(line: str) -> list[Any]:
        return [None if text == NULL else decode(text) for decode, text in zip(decoders, line.split("\t"))]

    return row


def as_it_is(line: str) -> str:
    """The same line."""
    return line


def server_line(table: TableSpec) -> Callable[[str], str]:
    """A function that gives a line as COPY FROM takes it (`as_it_is` where nothing is to be done)."""
    special = [(k, _FOR_COPY[c.kind]) for k, c in enumerate(table.columns) if c.kind in _FOR_COPY]
    if not special:
        return as_it_is

    def copied(line: str) -> str:
        parts = line.split("\t")
        for k, change in special:
            if parts[k] != NULL:
                parts[k] = change(parts[k])
        return "\t".join(parts)

    return copied


def copy_out(table: TableSpec, where: Optional[Sql] = None) -> Sql:
    """The statement that reads the lines of a table on the server, in the order of its keys."""
    return build(
        "COPY (SELECT {columns} FROM {table} WHERE {rows} ORDER BY {key}) TO STDOUT",
        columns=join((_read(column) for column in table.columns), ", "), table=table.name,
        rows=where or _moving(table), key=idents(table.key),
    )  # fmt: skip


def copy_in(table: TableSpec, into: str) -> Sql:
    """The statement that writes the lines of a table on the server, into a table with its columns."""
    return build("COPY {table} ({names}) FROM STDIN", table=into, names=idents(table.names))


class Counting:
    """Counts and digests lines on their way."""

    def __init__(self) -> None:
        self.rows = 0
        self._hash = hashlib.sha256()

    def add(self, lines: Sequence[str]) -> bytes:
        """The bytes of these lines, which now count."""
        data = "".join(line + "\n" for line in lines).encode()
        self.add_bytes(data, len(lines))
        return data

    def add_all(self, lines: Iterable[str]) -> None:
        """The same of many, some at a time."""
        batch: list[str] = []
        for line in lines:
            batch.append(line)
            if len(batch) == _BATCH:
                self.add(batch)
                batch = []
        self.add(batch)

    def add_bytes(self, data: bytes, rows: int) -> None:
        """The same of lines that are bytes already."""
        self.rows += rows
        self._hash.update(data)

    @property
    def digest(self) -> Digest:
        """What came so far."""
        return Digest(self.rows, self._hash.hexdigest())


def _moving(table: TableSpec) -> Sql:
    """The rows that move: all but what a place knows of itself."""
    if table.name != "register_meta":
        return Sql("1 = 1")
    return build("key NOT IN ({own})", own=join((literal(key) for key in OWN_KEYS), ", "))


def _where(table: TableSpec, row: Sequence[Any], encoders: Sequence[Encode]) -> RegisterError:
    for column, value, encode in zip(table.columns, row, encoders):
        try:
            if value is not None:
                encode(value)
        except ValueError:
            key = ", ".join(str(row[table.names.index(name)]) for name in table.key)
            kind = f"{type(value).__name__} → {column.kind.value}"  # not the value itself: it may be a person's
            return RegisterError(UNFIT, table=table.name, row=key, column=column.name, value=kind)
    return RegisterError(UNFIT, table=table.name, row="?", column="?", value="?")


def _encoder(table: TableSpec, column: Column) -> Encode:
    if column.kind is Kind.GEOMETRY:
        return _geometry_encoder(_SHAPE_NUMBERS[table.shape or ""])
    return _ENCODERS[column.kind]


def _text(value: Any) -> str:
    if type(value) is not str:
        raise _Unfit
    return _SPECIAL.sub(_escape, value) if _SPECIAL.search(value) else value


def _escape(found: re.Match[str]) -> str:
    if found.group() == "\x00":
        raise _Unfit
    return _ESCAPES[found.group()]


def _integer(value: Any) -> str:
    if type(value) is not int:
        raise _Unfit
    return str(value)


def _boolean(value: Any) -> str:
    if type(value) is not int or value not in (0, 1):
        raise _Unfit
    return str(value)


def _real(value: Any) -> str:
    if type(value) is not float:
        raise _Unfit
    return _DOUBLE.pack(value).hex()


def _blob(value: Any) -> str:
    if type(value) is not bytes:
        raise _Unfit
    return value.hex()


def _geometry_encoder(shape: str) -> Encode:
    """Of little-endian WKB of this shape in two dimensions, in a GeoPackage blob."""

    def encode(value: Any) -> str:
        wkb = blob_wkb(value) if type(value) is bytes else None
        if wkb is None or not wkb.hex().startswith("01" + shape):
            raise _Unfit
        return wkb.hex()

    return encode


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda m: _LETTERS.get(m.group(1), m.group(1)), text) if "\\" in text else text


def _decoder(column: Column) -> Decode:
    return _DECODERS[column.kind]


def _read(column: Column) -> Sql:
    templates = {
        Kind.BOOLEAN: "{c}::int", Kind.REAL: "encode(float8send({c}), 'hex')", Kind.BLOB: "encode({c}, 'hex')",
        Kind.GEOMETRY: "encode(ST_AsBinary({c}, 'NDR'), 'hex')",
    }  # fmt: skip
    return build(templates.get(column.kind, "{c}"), c=ident(column.name))


def _ewkb(wkb: str) -> str:
    """Hex digits of WKB with the number of the reference system that the server wants to read."""
    return "".join((wkb[:8], "20", struct.pack("<i", SRS_ID).hex(), wkb[10:]))


_ENCODERS: dict[Kind, Encode] = {
    Kind.TEXT: _text, Kind.INTEGER: _integer, Kind.BOOLEAN: _boolean, Kind.REAL: _real, Kind.BLOB: _blob,
}  # fmt: skip
_DECODERS: dict[Kind, Decode] = {
    Kind.TEXT: _unescaped, Kind.INTEGER: int, Kind.BOOLEAN: int, Kind.BLOB: bytes.fromhex,
    Kind.REAL: lambda text: _DOUBLE.unpack(bytes.fromhex(text))[0],
    Kind.GEOMETRY: lambda text: wkb_blob(bytes.fromhex(text), SRS_ID),
}  # fmt: skip
_FOR_COPY: dict[Kind, Callable[[str], str]] = {
    Kind.REAL: lambda text: repr(_DOUBLE.unpack(bytes.fromhex(text))[0]), Kind.BLOB: lambda text: "\\\\x" + text,
    Kind.GEOMETRY: _ewkb,
}  # fmt: skip
