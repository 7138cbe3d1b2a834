"""Results that an apply mends: fixed with it, open again where it is undone. A child process runs it: no QGIS here."""
from __future__ import annotations

import sqlite3
from pathlib import Path

from .additions import absent_additions
from .qa_schema import RESULT
from .staging import read_table

STAGED = "qa_fixed"  # column result_id


def close_results(con: sqlite3.Connection, folder: Path, apply_id: int) -> None:
    """The staged results are fixed by this apply."""
    table = read_table(folder, STAGED)
    for rows in table.rows(["result_id"]) if len(table) else ():
        con.executemany(
            "UPDATE qa_result SET state = 'fixed', apply_id = ? WHERE result_id = ? AND state = 'open'",
            ((apply_id, result_id) for (result_id,) in rows),
        )


def reopen_results(con: sqlite3.Connection, apply_id: int) -> None:
    """What the apply fixed is as it was."""
    if RESULT not in absent_additions(con):
        con.execute(
            "UPDATE qa_result SET state = 'open', apply_id = NULL WHERE apply_id = ? AND state = 'fixed'", (apply_id,)
        )
