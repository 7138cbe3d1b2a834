"""The tables on the server: the statements that make them, keys and indexes after the rows are in."""
from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ..gpkg import GEOMETRY_COLUMN
from ..sql import Sql, build, idents, join, literal
from ..version import SRS_ID
from .structure import Column, Kind, Reference, TableSpec

# By the bytes of the text, as SQLite orders it: on every server alike.
_TEXT = Sql('text COLLATE "C"')
_UUID = Sql("gen_random_uuid()::text")
# QGIS takes whole numbers of 32 bits for the numbers of a layer's features, and gives features numbers of its own where
# the key is wider: two layers of one table would then know one record by two numbers.
LAYER_KEY, _LAYER_KEY_TYPE = "fid", Sql("integer")
_UNIQUE_ALONE = re.compile(r'CREATE UNIQUE INDEX "?\w+"? ON "?\w+"? ?\("?\w+"?\)', re.IGNORECASE)
# What only a server can promise: a serial of a block stands in the ledger once.
SERVER_INDEXES = (
    "CREATE UNIQUE INDEX IF NOT EXISTS code_ledger_serial ON code_ledger(block_id, serial) WHERE block_id IS NOT NULL",
    "CREATE INDEX IF NOT EXISTS code_ledger_address ON code_ledger(address_id) WHERE address_id IS NOT NULL",
    # Buildings with units, among which a form offers the one of a flat: houses are most of a register.
    "CREATE INDEX IF NOT EXISTS address_other_classes ON address(object_class) WHERE object_class <> 'house'",
    "CREATE INDEX IF NOT EXISTS street_name ON street(name, fid)",  # their names, each once, for the list in the form
    "CREATE INDEX IF NOT EXISTS settlement_name ON settlement(name, fid)",
    "CREATE INDEX IF NOT EXISTS audit_log_object ON audit_log(object_id)",  # the history of a record in its form
)


def create_table(table: TableSpec) -> Sql:
    """CREATE TABLE with columns, primary key and checks."""
    parts = [column_definition(table, column) for column in table.columns]
    parts.append(build("PRIMARY KEY ({key})", key=idents(table.key)))
    parts.extend(build("UNIQUE ({columns})", columns=idents(columns)) for columns in table.uniques)
    parts.extend(join(("CHECK ", check)) for check in table.checks)
    return build("CREATE TABLE {name} ({parts})", name=table.name, parts=join(parts, ", "))


def finish_tables(tables: Iterable[TableSpec], server_indexes: bool = True) -> Iterator[Sql]:
    """Indexes, then foreign keys: made at once for all rows that are there."""
    tables = list(tables)
    yield from index_statements(tables, server_indexes)
    for table in tables:
        yield from (reference_statement(table, found) for found in table.references)


def index_statements(tables: Iterable[TableSpec], server_indexes: bool = True) -> Iterator[Sql]:
    """The indexes of tables, those that only a server has last; each has a name."""
    for table in tables:
        yield from (_index(table, index) for index in table.indexes)
        if table.shape:
            yield build(
                "CREATE INDEX {name} ON {table} USING gist ({geometry})",
                name="_".join((table.name, GEOMETRY_COLUMN)), table=table.name, geometry=GEOMETRY_COLUMN,
            )  # fmt: skip
    yield from (Sql(index) for index in SERVER_INDEXES if server_indexes)


def reference_statement(table: TableSpec, found: Reference) -> Sql:
    """A key of another table."""
    return build(
        "ALTER TABLE {table} ADD FOREIGN KEY ({column}) REFERENCES {other} ({target}) ON DELETE {gone} DEFERRABLE",
        table=table.name, column=found.column, other=found.table, target=found.target,
        gone=Sql("SET NULL" if found.on_delete == "SET NULL" else "NO ACTION"),
    )  # fmt: skip


def _index(table: TableSpec, statement: str) -> Sql:
    """An index as SQLite has it; one that keeps a layer's column unique has the record's number beside it.

    QGIS reads all values of a column that is unique by itself before it makes a feature: an index of more columns it
    takes for no such promise. The server keeps it all the same.
    """
    layer = table.numbered and table.key == (LAYER_KEY,)
    alone = _UNIQUE_ALONE.fullmatch(statement.strip()) if layer else None
    return join((statement, " INCLUDE (", build("{key}", key=LAYER_KEY), ")"), "") if alone else Sql(statement)


def count_on(table: TableSpec, last: int) -> Sql:
    """Let the numbers of a table go on after `last` (0: from the first)."""
    return build(
        "SELECT setval(pg_get_serial_sequence({table}, {key}), {last}, {used})",
        table=literal(table.name), key=literal(table.key[0]), last=Sql(str(max(last, 1))),
        used=Sql("true" if last > 0 else "false"),
    )  # fmt: skip


def narrow_layer_key(table: TableSpec) -> Iterator[Sql]:
    """Give the key of a layer made by an older version the type that QGIS takes for the numbers of its features."""
    for column in table.columns:
        if _is_layer_key(table, column):
            # It names the key; guards are made anew afterwards.
            yield build("DROP TRIGGER IF EXISTS aa_key ON {table}", table=table.name)
            yield build(
                "ALTER TABLE {table} ALTER COLUMN {key} TYPE {kind}",
                table=table.name, key=column.name, kind=_LAYER_KEY_TYPE,
            )  # fmt: skip


def _is_layer_key(table: TableSpec, column: Column) -> bool:
    return table.numbered and table.key == (LAYER_KEY,) == (column.name,)


def column_definition(table: TableSpec, column: Column) -> Sql:
    """A column as CREATE TABLE and ADD COLUMN take it."""
    pieces = [build("{name} {kind}", name=column.name, kind=_kind(table, column))]
    if column.required:
        pieces.append(Sql("NOT NULL"))
    if table.numbered and column.name == table.key[0]:
        pieces.append(Sql("GENERATED BY DEFAULT AS IDENTITY"))
    elif column.default is not None:
        pieces.append(join(("DEFAULT ", _default(column))))
    return join(pieces, " ")


def _kind(table: TableSpec, column: Column) -> Sql:
    if column.kind is Kind.GEOMETRY:
        return Sql(f"geometry({table.shape}, {SRS_ID})")
    if _is_layer_key(table, column):
        return _LAYER_KEY_TYPE
    return _TEXT if column.kind is Kind.TEXT else Sql(column.kind.value)


def _default(column: Column) -> Sql:
    default = column.default or "NULL"
    if "randomblob" in default:
        return _UUID
    if column.kind is Kind.BOOLEAN:
        return Sql("true" if default.strip("'") == "1" else "false")
    return Sql(default)
