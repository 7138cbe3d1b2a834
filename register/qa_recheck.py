"""Some records checked anew by the rules that one record alone can tell: after an edit, and before it is submitted."""
from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timezone
from pathlib import Path
from typing import Optional

import numpy as np

from ..core.geometry.engine import GeometryEngine
from ..core.patience import never_asked
from ..core.resources import local_profiles
from ..core.rules.addresses import NEED_ENGINE, check_addresses, of_one_record
from ..core.rules.catalogue import RuleBook, RuleLevel, RuleSubject, load_rules
from ..core.rules.hits import Hit
from ..core.rules.records import CHUNK, AddressChunk
from .actor import current_user
from .additions import absent_additions
from .cancelling import never
from .gate import writer_gate
from .powers import refuse_powerless
from .qa_exceptions import require_review
from .qa_fields import Before
from .qa_reader import RegisterReader
from .qa_reference import Project, read_reference
from .qa_schema import RESULT
from .qa_store import CheckJob, CheckSummary, Staging, store
from .reading import read_meta
from .snapshot import snapshot
from .sql import build, join
from .transaction import last_edit
from .worker_client import staging_folder

_MARKS = 500


class PickedReader:
    """An AddressReader of some records."""

    def __init__(self, reader: RegisterReader, fids: Sequence[int]) -> None:
        self._reader, self._fids = reader, np.array(sorted(set(fids)), np.int64)
        self.count = len(self._fids)

    def chunks(self, columns: Sequence[str], size: int = CHUNK) -> Iterator[AddressChunk]:
        """The records in the order of fid."""
        for low in range(0, self.count, size):
            yield self._reader.pick(self._fids[low: low + size], columns)

    def pick(self, fids: np.ndarray, columns: Sequence[str]) -> AddressChunk:
        """Those of these fids."""
        return self._reader.pick(np.intersect1d(fids, self._fids), columns)


def recheck_records(
    path: Path,
    address_ids: Sequence[str],
    book: RuleBook,
    engine: Optional[GeometryEngine] = None,
    project: Optional[Project] = None,
    *,
    cancelled: Callable[[], bool] = never,
) -> CheckSummary:
    """Check some records anew and update their results; those of rules that compare records stay (RegisterError)."""
    path = path.resolve()
    engine = engine or engine_at_hand()
    with staging_folder() as folder:
        with Staging(folder) as staging, snapshot(path, cancelled) as con:
            require_review(con, path)
            refuse_powerless(con, current_user(), "")
            alone = _alone(book, engine)
            fids = _fids_of(con, address_ids)
            before = Before(con, read_meta(con).profile)
            levels = {rule_id: rule.level.value for rule_id, rule in book.rules.items()}
            for hits in _hits(con, path, fids, alone, engine, project):
                staging.add(hits, levels, before.of(hits))
            at = datetime.now(timezone.utc).isoformat(timespec="milliseconds").replace("+00:00", "Z")
            staging.finish(
                CheckJob(
                    RuleSubject.address.value, "", book.version, alone.fingerprint(), at, last_edit(con), len(fids),
                    list(alone.rules), None, list(address_ids),
                )
            )  # fmt: skip
        with writer_gate(path, action="keep what the check found", cancelled=cancelled):
            return store(path, folder)  # a few rows: not worth a process of its own


def errors_before_submission(
    con: sqlite3.Connection, path: Path, fids: Sequence[int], engine: Optional[GeometryEngine], language: str
) -> dict[int, tuple[str, ...]]:
    """By fid, the titles of the error rules that keep a record from being submitted.

    What one record alone can tell is looked at now; for the rest the last check speaks. Exceptions count as right.
    """
    engine = engine or engine_at_hand()
    book = load_rules("addresses", local_profiles(path, "rules"))
    errors = {name: rule for name, rule in book.enabled.items() if rule.level is RuleLevel.error}
    alone = _alone(replace(book, rules=errors), engine)
    found: dict[int, dict[str, None]] = {}
    excepted = _exceptions(con)
    for hits in _hits(con, path, fids, alone, engine, None):
        for hit in hits:
            if excepted.get((hit.object_id, hit.rule, hit.part)) != hit.watched:
                found.setdefault(hit.fid, {})[hit.rule] = None
    for fid, name in _stored_errors(con, fids):
        if name in errors and name not in alone.rules:
            found.setdefault(fid, {})[name] = None
    return {fid: tuple(errors[name].title_in(language) for name in names) for fid, names in found.items()}


def stored_errors(con: sqlite3.Connection, fids: Sequence[int]) -> set[int]:
    """Those of the records in which the last check found an error that is still open."""
    return {fid for fid, _ in _stored_errors(con, fids)}


def close_errors(con: sqlite3.Connection, address_id: str) -> None:
    """The errors of a record that `errors_before_submission` no longer finds are fixed, in the caller's transaction."""
    if RESULT not in absent_additions(con):
        con.execute(
            "UPDATE qa_result SET state = 'fixed' WHERE object_id = ? AND source = '' AND state = 'open'"
            " AND level = 'error'",
            (address_id,),
        )


def engine_at_hand() -> Optional[GeometryEngine]:
    """The geometry engine of plain Python; None in an office without shapely 2, where QGIS's own must be given."""
    try:
        from ..core.geometry.shapely_engine import USABLE, ShapelyEngine
    except ImportError:
        return None
    return ShapelyEngine() if USABLE else None


def _alone(book: RuleBook, engine: Optional[GeometryEngine]) -> RuleBook:
    names = [name for name in of_one_record(book) if engine is not None or name not in NEED_ENGINE]
    return replace(book, rules={name: book.rules[name] for name in names})


def _hits(
    con: sqlite3.Connection, path: Path, fids: Sequence[int], book: RuleBook, engine: Optional[GeometryEngine],
    project: Optional[Project],
) -> Iterator[list[Hit]]:  # fmt: skip
    reference = read_reference(con, path, engine, project, date.today())
    reader = PickedReader(RegisterReader(con, path), fids)
    yield from check_addresses(reader, reference, book, never_asked)


def _fids_of(con: sqlite3.Connection, address_ids: Sequence[str]) -> list[int]:
    query = "SELECT fid FROM address WHERE address_id IN (SELECT value FROM json_each(?))"
    return [fid for (fid,) in con.execute(query, (json.dumps(list(address_ids)),))]


def _exceptions(con: sqlite3.Connection) -> dict[tuple[str, str, str], int]:
    if RESULT in absent_additions(con):
        return {}
    rows = con.execute(
        "SELECT object_id, rule, part, watched FROM qa_exception WHERE ended_at IS NULL AND source = ''"
    )
    return {(object_id, rule, part): watched for object_id, rule, part, watched in rows}


def _stored_errors(con: sqlite3.Connection, fids: Sequence[int]) -> list[tuple[int, str]]:
    if RESULT in absent_additions(con):
        return []
    found: list[tuple[int, str]] = []
    for low in range(0, len(fids), _MARKS):
        some = list(fids[low: low + _MARKS])
        query = build(
            "SELECT a.fid, r.rule FROM address a JOIN qa_result r ON r.object_id = a.address_id"
            " WHERE r.source = '' AND r.state = 'open' AND r.level = 'error' AND a.fid IN ({marks})",
            marks=join(["?"] * len(some), ", "),
        )
        found += con.execute(query, some).fetchall()
    return found
