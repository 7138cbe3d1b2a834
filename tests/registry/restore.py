"""Test mode: empty the registry, keep a copy of it, and put the copy back as an operator does with a backup."""
from __future__ import annotations

from .db import Tx, row, set_setting

# In this order, because of the keys between them.
_TABLES = ("item", "operation", "commune", "block")


def reset(tx: Tx) -> None:
    """As new, but for the accounts; cursors of before are void."""
    tx.execute("TRUNCATE item, operation, block, commune")
    _new_epoch(tx)
    set_setting(tx, "level", "3")
    set_setting(tx, "cursor_floor", "0")


def snapshot(tx: Tx) -> None:
    """Keep a copy of everything, instead of the last one."""
    tx.execute("DROP SCHEMA IF EXISTS backup CASCADE")
    tx.execute("CREATE SCHEMA backup")
    for table in _TABLES:
        tx.execute(f"CREATE TABLE backup.{table} AS TABLE public.{table}")  # type: ignore[arg-type]


def restore(tx: Tx, *, new_epoch: bool) -> None:
    """Put the copy back; without a new epoch nothing tells the clients that the registry forgot something."""
    tx.execute("TRUNCATE item, operation, block, commune")
    for table in _TABLES:
        tx.execute(f"INSERT INTO public.{table} SELECT * FROM backup.{table}")  # type: ignore[arg-type]
    if new_epoch:
        _new_epoch(tx)


def expire_cursors(tx: Tx) -> None:
    """Forget the cursors given so far: they get a 410."""
    found = row(tx, "SELECT (pg_current_xact_id()::text::bigint + 1)::text AS floor")
    if found is not None:
        set_setting(tx, "cursor_floor", found["floor"])


def _new_epoch(tx: Tx) -> None:
    tx.execute("UPDATE setting SET value = (value::integer + 1)::text WHERE key = 'epoch'")
