"""An empty twin of a register: its tables without their rows, for whoever only asks how it is built."""
from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from .connect import connect, open_database
from .errors import sqlite_errors
from .sql import build, insert

# What makes QGIS see the tables as layers.
_BOOKS = ("gpkg_spatial_ref_sys", "gpkg_contents", "gpkg_geometry_columns", "gpkg_extensions")
_OWN = "type IN ('table', 'index') AND sql IS NOT NULL AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"


def make_skeleton(register: Path, target: Path) -> None:
    """Make the empty twin of a register at `target`, where nothing stands yet (RegisterError).

    QGIS opens the twin in its stead: it switches the journal of every GeoPackage that it opens, if only to look.
    """
    with closing(connect(register)) as con, sqlite_errors(register), closing(open_database(target, mode="rwc")) as made:
        for name in ("application_id", "user_version"):
            value = con.execute("".join(("PRAGMA ", name))).fetchone()[0]
            made.execute("".join(("PRAGMA ", name, " = ", str(int(value)))))
        made.execute("BEGIN")
        for sql in _statements(con):
            made.execute(sql)
        for table in _BOOKS:
            _copy(con, made, table)
        made.execute("COMMIT")


def _statements(con: sqlite3.Connection) -> list[str]:
    """Tables and indexes as they were made; an R-tree makes its own tables."""
    rows = con.execute("".join(("SELECT name, sql FROM sqlite_master WHERE ", _OWN))).fetchall()
    trees = [name for name, sql in rows if sql.startswith("CREATE VIRTUAL")]
    return [sql for name, sql in rows if name in trees or not any(name.startswith(f"{t}_") for t in trees)]


def _copy(con: sqlite3.Connection, made: sqlite3.Connection, table: str) -> None:
    rows = con.execute(build("SELECT * FROM {table}", table=table))
    columns = [column[0] for column in rows.description]
    made.executemany(insert(table, columns), rows)
