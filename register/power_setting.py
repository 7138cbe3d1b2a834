"""Reading and setting who holds which power in a register."""
from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from pathlib import Path

from ..core.powers import Power, Powers
from .additions import create_additions
from .cancelling import never
from .connect import connect
from .errors import sqlite_errors
from .gate import writer_gate
from .powers import LINE, key_of, powers_of
from .transaction import write_audit, write_transaction
from .triggers import reinstall


def read_powers(path: str | Path) -> Powers:
    """Who holds which power in the register (RegisterError)."""
    with closing(connect(path)) as con, sqlite_errors(path):
        return powers_of(con)


def set_powers(
    path: Path, names: Mapping[Power, Sequence[str]], *, cancelled: Callable[[], bool] = never
) -> Powers:
    """Give powers to exactly these names, others stay as they are, and write it down; returns all powers now.

    Nothing is written where nothing changes. Raises RegisterError.
    """
    with writer_gate(path, action="set powers", cancelled=cancelled), write_transaction(path, bulk=True) as con:
        before = powers_of(con)
        changed = {p: tuple(n) for p, n in names.items() if tuple(n) != before.holders(p)}
        for power, holders in changed.items():
            con.execute(
                "INSERT INTO register_meta (key, value) VALUES (?, ?)"
                " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                (key_of(power), LINE.join(holders)),
            )
        if changed:
            create_additions(con)  # a register made before powers has no triggers that keep to them
            reinstall(con)
            old = {power.value: before.holders(power) for power in changed}
            write_audit(con, "register_meta", "powers", old=old, new={p.value: n for p, n in changed.items()})
        return powers_of(con)
