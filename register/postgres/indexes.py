"""The indexes of a register that an older version made: those that a new one has, and it lacks or has otherwise."""
from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from ..sql import build
from .structure import TableSpec
from .tables import create_table, index_statements, reference_statement

_NAME = re.compile(r'INDEX (?:IF NOT EXISTS )?"?(\w+)"?', re.IGNORECASE)


def renew_indexes(cur: Any, tables: Sequence[TableSpec]) -> tuple[str, ...]:
    """Make the indexes that are missing or other than those of a new register; their names. Run it as the owner.

    Nobody reads a table while its index is made.
    """
    statements = {_NAME.search(text)[1]: text for text in index_statements(tables)}  # type: ignore[index]
    there, fresh = _definitions(cur, "diachiso"), _definitions_of_new(cur, tables)
    other = tuple(name for name in statements if there.get(name) != fresh[name])
    for name in other:
        # Keys of other tables may rest on it.
        cur.execute(build("DROP INDEX IF EXISTS {name} CASCADE", name=name))
        cur.execute(statements[name])
    if other:
        _renew_references(cur, tables)
    return other


def _definitions_of_new(cur: Any, tables: Sequence[TableSpec]) -> dict[str, str]:
    """The indexes of new, empty tables beside the register's, as PostgreSQL writes them down."""
    cur.execute("SAVEPOINT new_tables")
    cur.execute("SET LOCAL search_path = pg_temp, diachiso, public")
    for table in tables:
        cur.execute(create_table(table))
    for statement in index_statements(tables):
        cur.execute(statement)
    cur.execute("SELECT nspname FROM pg_namespace WHERE oid = pg_my_temp_schema()")
    found = _definitions(cur, cur.fetchone()[0])
    cur.execute("ROLLBACK TO SAVEPOINT new_tables")
    return found


def _definitions(cur: Any, schema: str) -> dict[str, str]:
    cur.execute(
        "SELECT c.relname, i.indisunique::text || split_part(pg_get_indexdef(c.oid), ' USING ', 2) FROM pg_index i"
        " JOIN pg_class c ON c.oid = i.indexrelid WHERE c.relnamespace = %s::regnamespace", (schema,),
    )  # fmt: skip
    return dict(cur.fetchall())


def _renew_references(cur: Any, tables: Sequence[TableSpec]) -> None:
    cur.execute(
        "SELECT t.relname, a.attname FROM pg_constraint k JOIN pg_class t ON t.oid = k.conrelid"
        " JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.conkey[1]"
        " WHERE k.contype = 'f' AND t.relnamespace = 'diachiso'::regnamespace"
    )
    there = set(cur.fetchall())
    for table in tables:
        for found in table.references:
            if (table.name, found.column) not in there:
                cur.execute(reference_statement(table, found))
