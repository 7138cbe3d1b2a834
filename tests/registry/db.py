"""PostgreSQL: the pool of connections, the schema, the settings."""
from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from psycopg import Connection
from psycopg.rows import DictRow, dict_row
from psycopg_pool import ConnectionPool

Tx = Connection[DictRow]
_SCHEMA = Path(__file__).with_name("schema.sql")


class Database:
    """The registry's database; every use of it is one transaction."""

    def __init__(self, dsn: str) -> None:
        self._pool: ConnectionPool[Connection[DictRow]] = ConnectionPool(
            dsn, min_size=1, max_size=24, kwargs={"row_factory": dict_row}, open=True, timeout=30
        )

    @contextmanager
    def transaction(self) -> Iterator[Tx]:
        """A transaction that commits at the end of the block, or leaves nothing."""
        with self._pool.connection() as tx, tx.transaction():
            yield tx

    def prepare(self) -> bool:
        """Make the tables where there are none yet; whether it did."""
        with self.transaction() as tx:
            if rows(tx, "SELECT to_regclass('item') AS found")[0]["found"] is not None:
                return False
            tx.execute(_SCHEMA.read_text(encoding="utf-8"))  # type: ignore[arg-type]
            return True

    def close(self) -> None:
        """Let go of the connections."""
        self._pool.close()


def rows(tx: Tx, sql: str, **values: Any) -> list[dict[str, Any]]:
    """What a query returns."""
    return tx.execute(sql, values).fetchall()  # type: ignore[arg-type]


def row(tx: Tx, sql: str, **values: Any) -> dict[str, Any] | None:
    """The first row of what a query returns."""
    return tx.execute(sql, values).fetchone()  # type: ignore[arg-type]


def settings(tx: Tx) -> dict[str, str]:
    """All settings."""
    return {r["key"]: r["value"] for r in rows(tx, "SELECT key, value FROM setting")}


def set_setting(tx: Tx, key: str, value: str) -> None:
    """Change one setting."""
    tx.execute("UPDATE setting SET value = %s WHERE key = %s", (value, key))
