"""What a tool must know of a server's register before it has a copy: a province's own settings, the address columns."""
from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from .driver import SCHEMA, PgPlace, open_register, transaction
from .side_files import bring_settings, file_in


@dataclass(frozen=True)
class Beside:
    """`register`: where its file would lie, with the settings beside it; it is not there."""

    register: Path
    address_columns: tuple[str, ...]


def look_beside(place: PgPlace, folder: Path) -> Beside:
    """Bring the settings of a register into a folder (RegisterError)."""
    register = file_in(folder, place)
    with closing(open_register(place)) as con, transaction(con, place) as cur:
        bring_settings(cur, register)
        cur.execute(
            "SELECT a.attname FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n"
            " ON n.oid = c.relnamespace WHERE n.nspname = %s AND c.relname = 'address' AND a.attnum > 0"
            " AND NOT a.attisdropped AND a.attname <> 'geom' ORDER BY a.attnum", (SCHEMA,),
        )  # fmt: skip
        return Beside(register, tuple(name for (name,) in cur.fetchall()))
