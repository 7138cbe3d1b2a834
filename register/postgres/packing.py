"""Tables of a register on a server written anew, so that nothing of what was erased stays in their unused parts."""
from __future__ import annotations

from collections.abc import Iterable
from contextlib import closing

from ..errors import RegisterError
from ..sql import build
from .driver import PgPlace, connect_server, pg_errors

_PATIENCE = "SET lock_timeout = '10s'"  # nobody else reads or writes a table meanwhile


def pack_tables(place: PgPlace, tables: Iterable[str]) -> bool:
    """Whether all of them were packed; False where others kept one of them busy, or the disk is full."""
    with closing(connect_server(place)) as con:
        con.autocommit = True
        try:
            with pg_errors(place), con.cursor() as cur:
                cur.execute(_PATIENCE)
                for table in tables:
                    cur.execute(build("VACUUM (FULL, ANALYZE) {t}", t=table))
        except RegisterError:
            return False
    return True
