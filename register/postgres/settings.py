"""A province's own settings of a register on a server: brought there from a folder, whole, by its keeper."""
from __future__ import annotations

from contextlib import closing
from pathlib import Path

from ..errors import RegisterError
from .driver import PgPlace, open_register, transaction
from .messages import NOT_KEEPER
from .server import bulk, is_keeper, write_audit_row
from .side_files import SETTINGS, TABLE, keep_settings


def bring_settings_there(place: PgPlace, folder: Path) -> list[str]:
    """Make the register's settings those of the folder; what it has now (RegisterError). The log says so."""
    with closing(open_register(place)) as con, transaction(con, place) as cur:
        if not is_keeper(cur):
            raise RegisterError(NOT_KEEPER, register=place.shown)
        names = keep_settings(cur, folder)
        bulk(cur)
        write_audit_row(cur, TABLE, SETTINGS, {"files": names})
    return names
