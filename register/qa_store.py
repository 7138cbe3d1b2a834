"""What a check found, on its way into the register: staged in a file of its own, then merged in one short write.

A result that is found again stays the one it was; one that is not found any more is fixed; one that a person has taken
as right stays so while what its rule looked at is unchanged. A child process runs the merging: no Qt, no QGIS here.
"""
from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Optional

from ..core.rules.hits import Hit
from .actor import current_user
from .connect import open_database, sqlite_uri
from .schema import NOW_SQL
from .sql import Sql, build, insert, join
from .transaction import write_transaction

FILE, JOB = "hits.sqlite", "check.json"
_COLUMNS = (
    "object_id", "rule", "part", "level", "subject", "fid", "commune_code", "lon", "lat", "params", "line", "fix",
    "was", "watched",
)  # fmt: skip
# Written again where a result is found again; its key, its number and its first run stay.
_RENEWED = tuple(name for name in _COLUMNS if name not in ("object_id", "rule", "part"))


@dataclass(frozen=True)
class CheckJob:
    """A check that was made: `rules`, `communes`, `objects` None = all of them were looked at.

    Only results within what was looked at can be found to be fixed. `source`: the land layer, '' = addresses.
    """

    subject: str
    source: str
    version: str
    fingerprint: str
    at: str
    audit_seq: int
    checked: int
    rules: Optional[Sequence[str]] = None
    communes: Optional[Sequence[str]] = None
    objects: Optional[Sequence[str]] = None
    params: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class CheckSummary:
    """What a check came to: open results by level, of them `new`; exceptions; results that are `fixed` now."""

    run_id: int
    errors: int
    warnings: int
    informations: int
    exceptions: int
    new: int
    fixed: int
    checked: int


class Staging:
    """Hits on their way, in a file of the folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._con = open_database(folder / FILE, mode="rwc")
        self._con.execute("PRAGMA journal_mode = OFF")  # a file of ours that nobody else reads, gone afterwards
        self._con.execute("PRAGMA synchronous = OFF")
        self._con.execute(build("CREATE TABLE hit ({columns})", columns=_COLUMNS))
        self._con.execute("BEGIN")

    def __enter__(self) -> Staging:
        return self

    def __exit__(self, *error: object) -> None:
        self._con.close()

    def add(self, hits: Iterable[Hit], levels: Mapping[str, str], was: Mapping[int, Mapping[str, Any]]) -> None:
        """Keep hits; `was`: by fid, what stands in the columns that a fix would write (no fix is kept without)."""
        self._con.executemany(insert("hit", _COLUMNS), (_row(hit, levels[hit.rule], was.get(hit.fid)) for hit in hits))

    def finish(self, job: CheckJob) -> None:
        """Close the file, and say what was checked."""
        self._con.execute("COMMIT")
        (self._folder / JOB).write_text(json.dumps(asdict(job), ensure_ascii=False), encoding="utf-8")


def store(
    path: Path, folder: Path, announce: Callable[[CheckSummary], None] = lambda summary: None
) -> CheckSummary:
    """Merge a staged check into the register, all or nothing; hold the writer gate (RegisterError).

    `announce` is told the summary just before the commit.
    """
    job = CheckJob(**json.loads((folder / JOB).read_text(encoding="utf-8")))
    with write_transaction(path, timeout=30) as con:
        con.execute("PRAGMA cache_size = -65536")
        # Read only where the system lets us: the URI keeps odd letters of a temporary folder apart.
        con.execute("ATTACH ? AS found", (sqlite_uri((folder / FILE).absolute(), "ro"),))
        summary = merge(con, job)
        announce(summary)
    return summary


def merge(con: sqlite3.Connection, job: CheckJob) -> CheckSummary:
    """The merging itself, in the caller's transaction; the hits stand in found.hit."""
    run = _begin(con, job)
    _end_outdated_exceptions(con, job)
    _renew(con, job, run)
    fixed = _close_what_is_gone(con, job, run)
    counts = _counted(con, run, fixed)
    con.execute(
        build("UPDATE qa_run SET finished_at = {now}, counts = ? WHERE run_id = ?", now=NOW_SQL),
        (json.dumps(counts), run),
    )
    return CheckSummary(run_id=run, checked=job.checked, **counts)


def _begin(con: sqlite3.Connection, job: CheckJob) -> int:
    names = ("at", "by", "subject", "source", "version", "fingerprint", "rules", "communes", "params", "checked",
             "audit_seq")  # fmt: skip
    lists = [None if some is None else json.dumps(sorted(some)) for some in (job.rules, job.communes)]
    params = {**job.params, **({} if job.objects is None else {"objects": len(job.objects)})}
    cursor = con.execute(
        insert("qa_run", names),
        (job.at, current_user(), job.subject, job.source, job.version, job.fingerprint, *lists,
         json.dumps(params, ensure_ascii=False), job.checked, job.audit_seq),
    )  # fmt: skip
    return int(cursor.lastrowid or 0)


_SAME_KEY = Sql("e.object_id = h.object_id AND e.rule = h.rule AND e.part = h.part AND e.source = ?1")


def _end_outdated_exceptions(con: sqlite3.Connection, job: CheckJob) -> None:
    """An exception was made for values that are no longer there: a person must look again."""
    con.execute(
        build(
            "UPDATE qa_exception SET ended_at = {now}, ended_why = 'changed' WHERE exception_id IN"
            " (SELECT e.exception_id FROM found.hit h JOIN qa_exception e ON {same} AND e.ended_at IS NULL"
            " WHERE e.watched <> h.watched)",
            now=NOW_SQL, same=_SAME_KEY,
        ),
        (job.source,),
    )  # fmt: skip


def _renew(con: sqlite3.Connection, job: CheckJob, run: int) -> None:
    """Every hit becomes a result, or the one that it was."""
    renewed = [build("{c} = excluded.{c}", c=name) for name in (*_RENEWED, "state", "last_run")]
    con.execute(
        build(
            "INSERT INTO qa_result ({columns}, source, state, first_run, last_run)"
            " SELECT {of_hit}, ?1, CASE WHEN e.exception_id IS NULL THEN 'open' ELSE 'exception' END, ?2, ?2"
            " FROM found.hit h LEFT JOIN qa_exception e ON {same} AND e.ended_at IS NULL WHERE true"
            " ON CONFLICT (object_id, rule, part, source) DO UPDATE SET {renewed}, apply_id = NULL,"
            " first_run = CASE WHEN qa_result.state = 'fixed' THEN excluded.first_run ELSE qa_result.first_run END",
            columns=_COLUMNS, of_hit=join([build("h.{c}", c=name) for name in _COLUMNS], ", "), same=_SAME_KEY,
            renewed=join(renewed, ", "),
        ),
        (job.source, run),
    )  # fmt: skip


def _close_what_is_gone(con: sqlite3.Connection, job: CheckJob, run: int) -> int:
    """Results that this check should have found again and did not; returns how many."""
    tests, values = [Sql("source = ?1 AND last_run <> ?2 AND state <> 'fixed'")], [job.source, run]
    if job.rules is not None:
        tests.append(build("rule IN (SELECT value FROM json_each(?{n}))", n=Sql(str(len(values) + 1))))
        values.append(json.dumps(list(job.rules)))
    if job.objects is not None:
        tests.append(build("object_id IN (SELECT value FROM json_each(?{n}))", n=Sql(str(len(values) + 1))))
        values.append(json.dumps(list(job.objects)))
    if job.communes is not None:
        # An object that has come to another commune is looked at with that one.
        tests.append(
            build(
                "coalesce((SELECT coalesce(a.commune_code, '') FROM address a"
                " WHERE qa_result.source = '' AND a.address_id = qa_result.object_id), commune_code)"
                " IN (SELECT value FROM json_each(?{n}))",
                n=Sql(str(len(values) + 1)),
            )
        )
        values.append(json.dumps(list(job.communes)))
    query = build("UPDATE qa_result SET state = 'fixed' WHERE {tests}", tests=join(tests, " AND "))
    return con.execute(query, values).rowcount


def _counted(con: sqlite3.Connection, run: int, fixed: int) -> dict[str, int]:
    counts = {"errors": 0, "warnings": 0, "informations": 0, "exceptions": 0, "new": 0, "fixed": fixed}
    rows = con.execute(
        "SELECT state, level, count(*), sum(first_run = ?1) FROM qa_result WHERE last_run = ?1 GROUP BY state, level",
        (run,),
    )
    for state, level, count, new in rows:
        counts["exceptions" if state == "exception" else f"{level}s"] += count
        counts["new"] += new
    return counts


def _row(hit: Hit, level: str, was: Optional[Mapping[str, Any]]) -> tuple[Any, ...]:
    has_fix = bool(hit.fix) and was is not None and all(name in was for name in hit.fix)
    return (
        hit.object_id, hit.rule, hit.part, level, hit.subject, hit.fid, hit.commune, _number(hit.lon),
        _number(hit.lat), _json(hit.params), json.dumps(hit.line) if hit.line else None,
        _json(hit.fix) if has_fix else None,
        _json({name: was[name] for name in hit.fix}) if has_fix and was is not None else None, hit.watched,
    )  # fmt: skip


def _json(value: Mapping[str, Any]) -> str:
    return json.dumps(dict(value), ensure_ascii=False, separators=(",", ":")) if value else "{}"


def _number(value: float) -> Optional[float]:
    return None if value != value else value
