"""The figures of past months: kept when the report of a month is made, read for its changes and for the trend."""
from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Optional

from ..core.errors import QT_TRANSLATE_NOOP, Message
from ..core.indicators import FIGURES, CountRow, Counts
from .actor import current_user
from .additions import absent_additions
from .connect import connect
from .errors import RegisterError, sqlite_errors
from .indicator_schema import FIGURES as FIGURE_TABLE
from .indicator_schema import PERIOD as PERIOD_TABLE
from .schema import NOW_SQL
from .sql import build, insert
from .transaction import write_audit, write_transaction

_COUNTS = tuple(figure.value for figure in FIGURES)

NO_TABLE = Message(
    "report.no_table",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "The register {path} was made by an earlier version and has no place for the figures of the months. Run "
        "\"Check and upgrade register\", then make the report again.",
    ),
)


@dataclass(frozen=True)
class KeptFigures:
    """What was counted for a month: `today` the day, `edit` the newest row of the log then, `facts` of its notes."""

    period: str
    today: date
    taken_at: str
    taken_by: str
    revision: int
    edit: int
    rows: tuple[CountRow, ...]
    facts: Mapping[str, Any] = field(default_factory=dict)


def keep_figures(path: Path, kept: KeptFigures) -> None:
    """Write the figures of a month down, in place of those that were kept for it. Hold the writer gate (RegisterError).
    """
    with write_transaction(path) as con:
        if not _has_tables(con):
            raise RegisterError(NO_TABLE, path=str(path))
        con.execute("DELETE FROM report_figure WHERE period = ?", (kept.period,))
        con.execute("DELETE FROM report_period WHERE period = ?", (kept.period,))
        names = ("period", "today", "taken_at", "taken_by", "revision", "edit", "facts")
        con.execute(
            insert(PERIOD_TABLE, names),
            (kept.period, kept.today.isoformat(), _now(con), current_user(), kept.revision, kept.edit,
             json.dumps(dict(kept.facts), ensure_ascii=False)),
        )  # fmt: skip
        con.executemany(
            insert(FIGURE_TABLE, ("period", "commune_code", "object_class", *_COUNTS)),
            [(kept.period, row.commune_code, row.object_class, *(row.counts.of(f) for f in FIGURES))
             for row in kept.rows],
        )  # fmt: skip
        said = {"rows": len(kept.rows), "today": kept.today.isoformat()}
        write_audit(con, PERIOD_TABLE, "report", object_id=kept.period, new=said)


def read_kept(path: str | Path, periods: Optional[Sequence[str]] = None) -> dict[str, KeptFigures]:
    """The figures kept for these months (None: all), by month, the earliest first (RegisterError)."""
    with closing(connect(path)) as con, sqlite_errors(path):
        con.execute("BEGIN")
        if not _has_tables(con):
            return {}
        asked = None if periods is None else json.dumps(list(periods))
        rows: dict[str, list[CountRow]] = {}
        query = build(
            "SELECT period, commune_code, object_class, {counts} FROM report_figure"
            " WHERE ?1 IS NULL OR period IN (SELECT value FROM json_each(?1)) ORDER BY 1, 2, 3",
            counts=_COUNTS,
        )
        for period, commune, object_class, *counts in con.execute(query, (asked,)):
            rows.setdefault(period, []).append(CountRow(commune, object_class, Counts(*counts)))
        found = con.execute(
            "SELECT period, today, taken_at, coalesce(taken_by, '?'), revision, edit, facts FROM report_period"
            " WHERE ?1 IS NULL OR period IN (SELECT value FROM json_each(?1)) ORDER BY period",
            (asked,),
        )
        return {
            period: KeptFigures(period, date.fromisoformat(today), at, by, revision, edit,
                                tuple(rows.get(period, ())), json.loads(facts))
            for period, today, at, by, revision, edit, facts in found
        }  # fmt: skip


def _has_tables(con: sqlite3.Connection) -> bool:
    return not {PERIOD_TABLE, FIGURE_TABLE} & absent_additions(con)


def _now(con: sqlite3.Connection) -> str:
    return str(con.execute(build("SELECT {now}", now=NOW_SQL)).fetchone()[0])
