"""What a certificate of review tells: what was checked, when and by which rules, what is left, and the exceptions."""
from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path

from .connect import connect
from .errors import sqlite_errors
from .qa_exceptions import ExceptionRow, exceptions_of, require_review
from .qa_results import ResultCount, RunRow, counts_of, runs_of
from .reading import read_meta
from .transaction import last_edit
from .unit_records import commune_names

_ALL = 1_000_000_000


@dataclass(frozen=True)
class CertificateFacts:
    """The state of a register's review at one moment.

    `runs`: of each subject and source the last check of everything, and the checks of parts made after it, as far as
    no later one has made them anew; the newest first. `edited_since`: by run, how many addresses were edited after it
    saw them (0: it is up to date).
    """

    register_id: str
    province: str
    read_at: str
    revision: int
    audit_seq: int
    addresses: int
    runs: tuple[RunRow, ...]
    counts: tuple[ResultCount, ...]
    exceptions: tuple[ExceptionRow, ...]
    edited_since: Mapping[int, int]
    communes: Mapping[str, str]


def certificate_facts(path: Path) -> CertificateFacts:
    """What stands in the register now (RegisterError)."""
    with closing(connect(path)) as con, sqlite_errors(path):
        con.execute("BEGIN")
        require_review(con, path)
        return _facts(con)


def _facts(con: sqlite3.Connection) -> CertificateFacts:
    meta = read_meta(con)
    runs = _in_force(runs_of(con, _ALL))
    return CertificateFacts(
        register_id=meta.register_id,
        province=meta.province,
        read_at=datetime.now(timezone.utc).isoformat(timespec="seconds").replace("+00:00", "Z"),
        revision=meta.revision,
        audit_seq=last_edit(con),
        addresses=con.execute("SELECT count(*) FROM address WHERE stage <> 'retired'").fetchone()[0],
        runs=tuple(runs),
        counts=tuple(counts_of(con)),
        exceptions=tuple(exceptions_of(con)),
        edited_since={run.run_id: _edited_since(con, run) for run in runs if not run.source},
        communes=commune_names(con),
    )


def _in_force(runs: list[RunRow]) -> list[RunRow]:
    """The runs that no later one has made anew; rechecks of a few records are left out."""
    whole: set[tuple[str, str]] = set()
    again: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    kept = []
    for run in runs:
        key = (run.subject, run.source)
        if key in whole or "objects" in run.params or (run.rules is not None and again[key].issuperset(run.rules)):
            continue
        kept.append(run)
        if run.communes is not None:
            continue
        if run.rules is None:
            whole.add(key)
        else:
            again[key].update(run.rules)
    return kept


def _edited_since(con: sqlite3.Connection, run: RunRow) -> int:
    """Addresses that an edit, an apply or an undo has touched after the run saw them."""
    row = con.execute(
        "SELECT count(DISTINCT object_id) FROM audit_log WHERE seq > ? AND table_name = 'address'"
        " AND action IN ('insert', 'update', 'retire', 'unretire', 'undo')",
        (run.audit_seq,),
    ).fetchone()
    return int(row[0])
