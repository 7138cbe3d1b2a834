"""What the checks of a register have found: lists that stay quick with 100,000 results, and counts.

A page asks for the numbers of the results that a filter leaves (`read_ids`), and for the rows that it shows
(`read_rows`). Texts are not stored: they come from the rule book, with a result's `params`.
"""
from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import Any, Optional

from ..core.text import ascii_key
from .additions import absent_additions
from .connect import connect
from .errors import sqlite_errors
from .qa_schema import RESULT
from .sql import Sql, build, join
from .unit_records import commune_names

Line = tuple[tuple[float, float], ...]
_STEP = 500


class ResultState(str, Enum):
    """`fixed`: a later check did not find it any more, or its fix was applied."""

    OPEN = "open"
    FIXED = "fixed"
    EXCEPTION = "exception"


class ResultOrder(str, Enum):
    """How results are walked through; along the register's own order within a commune, so neighbours follow."""

    RULE = "rule"
    COMMUNE = "commune"
    NEWEST = "newest"


@dataclass(frozen=True)
class ResultFilter:
    """Which results: in one of `states`, and of the given levels, rules, communes ('' = without), sources, if any.

    `text` is looked for in code, address text and object id, whatever its capitals and accents; `fixable` leaves those
    with a suggested fix.
    """

    states: frozenset[str] = frozenset({ResultState.OPEN.value})
    levels: frozenset[str] = frozenset()
    rules: frozenset[str] = frozenset()
    communes: frozenset[str] = frozenset()
    sources: frozenset[str] = frozenset()
    object_id: str = ""
    text: str = ""
    fixable: bool = False


@dataclass(frozen=True)
class ResultRow:
    """A result; `lon`, `lat` None without a place, `line` in EPSG:4326, `source` the land layer ('' = address).

    `code`, `address_text`, `stage` are those that the address has now ('' for objects of land layers); `reason`,
    `by`, `at` those of the exception in force.
    """

    result_id: int
    rule: str
    level: str
    subject: str
    source: str
    object_id: str
    fid: Optional[int]
    part: str
    commune_code: str
    lon: Optional[float]
    lat: Optional[float]
    params: Mapping[str, Any]
    line: Line
    fix: Mapping[str, Any]
    was: Mapping[str, Any]
    state: str
    first_run: int
    last_run: int
    code: str = ""
    address_text: str = ""
    stage: str = ""
    reason: str = ""
    by: str = ""
    at: str = ""


@dataclass(frozen=True)
class ResultCount:
    """How many results of a rule a commune ('' = none) has in a state."""

    rule: str
    level: str
    commune_code: str
    state: str
    count: int


@dataclass(frozen=True)
class RunRow:
    """A check that was made: `rules`, `communes` None = all; `audit_seq` = the newest edit that it saw."""

    run_id: int
    at: str
    by: str
    subject: str
    source: str
    version: str
    fingerprint: str
    rules: Optional[tuple[str, ...]]
    communes: Optional[tuple[str, ...]]
    params: Mapping[str, Any] = field(default_factory=dict)
    counts: Mapping[str, int] = field(default_factory=dict)
    checked: int = 0
    audit_seq: int = 0


def has_results(path: Path) -> bool:
    """Whether the register has the tables of the review (made before them: run “Check and upgrade register”)."""
    with closing(connect(path)) as con, sqlite_errors(path):
        return RESULT not in absent_additions(con)


def read_counts(path: Path, states: Sequence[str] = ()) -> list[ResultCount]:
    """Counts by rule, level, commune and state (of `states` only, if any); out of an index (RegisterError)."""
    with closing(connect(path)) as con, sqlite_errors(path):
        if RESULT in absent_additions(con):
            return []
        return counts_of(con, states)


def read_ids(path: Path, wanted: ResultFilter, order: ResultOrder = ResultOrder.RULE) -> list[int]:
    """The numbers of the results that the filter leaves, in order (RegisterError)."""
    with closing(connect(path)) as con, sqlite_errors(path):
        return [] if RESULT in absent_additions(con) else _ids(con, wanted, order)


def read_rows(path: Path, result_ids: Sequence[int]) -> list[ResultRow]:
    """The results of these numbers, in their order; numbers that are none are left out (RegisterError)."""
    with closing(connect(path)) as con, sqlite_errors(path):
        return rows_of(con, result_ids)


def read_results(
    path: Path,
    wanted: ResultFilter,
    order: ResultOrder = ResultOrder.RULE,
    limit: Optional[int] = None,
    offset: int = 0,
) -> list[ResultRow]:
    """A page of the results that the filter leaves (RegisterError)."""
    with closing(connect(path)) as con, sqlite_errors(path):
        if RESULT in absent_additions(con):
            return []
        ids = _ids(con, wanted, order)
        return rows_of(con, ids[offset: None if limit is None else offset + limit])


def read_commune_names(path: Path) -> dict[str, str]:
    """The full name of each commune, former ones included, by code."""
    with closing(connect(path)) as con, sqlite_errors(path):
        return commune_names(con)


def read_runs(path: Path, limit: int = 50) -> list[RunRow]:
    """The checks that were made, the last one first (RegisterError)."""
    with closing(connect(path)) as con, sqlite_errors(path):
        return [] if RESULT in absent_additions(con) else runs_of(con, limit)


# -- on a connection of the caller's --------------------------------------------------------------------------


def rows_of(con: sqlite3.Connection, result_ids: Sequence[int]) -> list[ResultRow]:
    """`read_rows` in the caller's state of the register."""
    found: dict[int, ResultRow] = {}
    for low in range(0, len(result_ids), _STEP):
        some = list(result_ids[low: low + _STEP])
        query = build(
            "SELECT r.result_id, r.rule, r.level, r.subject, r.source, r.object_id, r.fid, r.part, r.commune_code,"
            " r.lon, r.lat, r.params, r.line, r.fix, r.was, r.state, r.first_run, r.last_run, a.code, a.address_text,"
            " a.stage, e.reason, e.by, e.at FROM qa_result r"
            " LEFT JOIN address a ON r.source = '' AND a.address_id = r.object_id"
            " LEFT JOIN qa_exception e ON e.object_id = r.object_id AND e.rule = r.rule AND e.part = r.part"
            " AND e.source = r.source AND e.ended_at IS NULL WHERE r.result_id IN ({marks})",
            marks=join(["?"] * len(some), ", "),
        )
        found.update((row[0], _row(row)) for row in con.execute(query, some))
    return [found[k] for k in result_ids if k in found]


def runs_of(con: sqlite3.Connection, limit: int) -> list[RunRow]:
    """`read_runs` in the caller's state of the register."""
    rows = con.execute(
        "SELECT run_id, at, by, subject, source, version, fingerprint, rules, communes, params, counts, checked,"
        " audit_seq FROM qa_run WHERE finished_at IS NOT NULL ORDER BY run_id DESC LIMIT ?",
        (limit,),
    )
    return [
        RunRow(
            run, at, by or "", subject, source, version, fingerprint, _names(rules), _names(communes),
            json.loads(params), json.loads(counts), checked, seq,
        )
        for run, at, by, subject, source, version, fingerprint, rules, communes, params, counts, checked, seq in rows
    ]  # fmt: skip


def counts_of(con: sqlite3.Connection, states: Sequence[str] = ()) -> list[ResultCount]:
    """`read_counts` in the caller's state of the register."""
    where = _in("state", states) if states else Sql("1")
    query = build(
        "SELECT rule, level, commune_code, state, count(*) FROM qa_result WHERE {where}"
        " GROUP BY state, rule, commune_code, level",
        where=where,
    )
    return [ResultCount(*row) for row in con.execute(query, list(states))]


_RANK = Sql("CASE level WHEN 'error' THEN 0 WHEN 'warning' THEN 1 ELSE 2 END")
_ORDERS = {
    ResultOrder.RULE: build("{rank}, rule, commune_code, fid, result_id", rank=_RANK),
    ResultOrder.COMMUNE: build("commune_code, fid, {rank}, rule, result_id", rank=_RANK),
    ResultOrder.NEWEST: Sql("result_id DESC"),
}


def _ids(con: sqlite3.Connection, wanted: ResultFilter, order: ResultOrder) -> list[int]:
    tests: list[Sql] = []
    values: list[Any] = []
    asked = (("state", wanted.states), ("level", wanted.levels), ("rule", wanted.rules),
             ("commune_code", wanted.communes), ("source", wanted.sources))  # fmt: skip
    for column, some in asked:
        if some:
            tests.append(_in(column, some))
            values += sorted(some)
    if wanted.object_id:
        tests.append(Sql("object_id = ?"))
        values.append(wanted.object_id)
    if wanted.fixable:
        tests.append(Sql("fix IS NOT NULL"))
    if wanted.text.strip():
        key = ascii_key(wanted.text)
        con.create_function("diachiso_said", 1, lambda text: int(key in ascii_key(text)), deterministic=True)
        tests.append(Sql(
            "diachiso_said(object_id || ' ' || coalesce((SELECT coalesce(code, '') || ' ' || coalesce(address_text, '')"
            " FROM address WHERE address_id = qa_result.object_id), ''))"
        ))  # fmt: skip
    query = build(
        "SELECT result_id FROM qa_result WHERE {tests} ORDER BY {order}",
        tests=join(tests or [Sql("1")], " AND "), order=_ORDERS[order],
    )
    return [number for (number,) in con.execute(query, values)]


def _in(column: str, values: Sequence[str] | frozenset[str]) -> Sql:
    return build("{c} IN ({marks})", c=column, marks=join(["?"] * len(values), ", "))


def _row(row: tuple[Any, ...]) -> ResultRow:
    params, line, fix, was = (json.loads(text or empty) for text, empty in zip(row[11:15], ("{}", "[]", "{}", "{}")))
    said = (text or "" for text in row[18:])
    values: list[Any] = [*row[:11], params, tuple((x, y) for x, y in line), fix, was, *row[15:18], *said]
    return ResultRow(*values)


def _names(text: Optional[str]) -> Optional[tuple[str, ...]]:
    return None if text is None else tuple(json.loads(text))
