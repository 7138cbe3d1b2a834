"""Checking a register: the rules over all its addresses as of one moment, their results kept in it."""
from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime, timezone
from pathlib import Path
from typing import Any, Optional

from ..core.geometry.engine import GeometryEngine
from ..core.rules.addresses import check_addresses, unanswerable
from ..core.rules.catalogue import RuleBook, RuleSubject
from ..core.rules.hits import Hit
from .actor import current_user
from .cancelling import GATE_CANCELLED, GateCancelled, never
from .child import run_in_child
from .gate import writer_gate
from .powers import refuse_powerless
from .qa_exceptions import require_review
from .qa_fields import Before
from .qa_reader import RegisterReader
from .qa_reference import Project, read_reference
from .qa_store import CheckJob, CheckSummary, Staging
from .reading import read_meta
from .snapshot import snapshot, snapshot_apart
from .transaction import last_edit
from .worker_client import staging_folder

__all__ = ["CheckSummary", "run_check", "store_land"]

Progress = Callable[[float], None]
_CHECKED = 0.9  # share of the work that is done when the writing begins


def silent(share: float) -> None:
    """The Progress of work that nobody watches."""


def run_check(
    path: Path,
    book: RuleBook,
    engine: GeometryEngine,
    project: Optional[Project] = None,
    *,
    rules: Optional[Sequence[str]] = None,
    communes: Optional[Sequence[str]] = None,
    today: Optional[date] = None,
    progress: Progress = silent,
    cancelled: Callable[[], bool] = never,
    outlines: Optional[Path] = None,
    unasked: Callable[[Sequence[str]], None] = lambda rules: None,
) -> CheckSummary:
    """Check the addresses by the book and keep the results; all or nothing (RegisterError, GateCancelled).

    `rules`: the ids of some rules; `communes`: the codes of some communes ('' = addresses without one). Results of
    others stay as they are. Every address is read all the same: what is wrong with one may lie in the next commune.
    `outlines`: an OutlineFile of today's layers; else the outlines count that the register remembers. `unasked` is
    told which rules the register has no data for.
    """
    path = path.resolve()
    chosen = book if rules is None else book.select(list(rules))
    levels = {rule_id: rule.level.value for rule_id, rule in book.rules.items()}
    wanted = None if communes is None else frozenset(communes)
    with staging_folder() as folder:
        with Staging(folder) as staging, snapshot_apart(path, folder, cancelled) as con:
            require_review(con, path)
            refuse_powerless(con, current_user(), "")
            at = datetime.now(timezone.utc).isoformat(timespec="milliseconds").replace("+00:00", "Z")
            before = Before(con, read_meta(con).profile)
            read = RegisterReader(con, path, outlines)
            reference = read_reference(con, path, engine, project, today or date.today())
            silent_rules = unanswerable(reference, chosen)
            unasked(silent_rules)
            tolerances = {k: dict(r.tolerances) for k, r in chosen.rules.items() if r.tolerances}
            for hits in check_addresses(
                read, reference, chosen, _check(path, cancelled), lambda share: progress(_CHECKED * share)
            ):
                kept = hits if wanted is None else [hit for hit in hits if hit.commune in wanted]
                staging.add(kept, levels, before.of(kept))
            staging.finish(
                CheckJob(
                    RuleSubject.address.value, "", book.version, chosen.fingerprint(), at, last_edit(con), read.count,
                    None if rules is None else list(chosen.rules), communes,
                    params={"tolerances": tolerances, **({"unasked": silent_rules} if silent_rules else {})},
                )
            )  # fmt: skip
        return _store(path, folder, progress, cancelled)


def store_land(
    path: Path,
    book: RuleBook,
    source: str,
    batches: Iterable[list[Hit]],
    *,
    subject: RuleSubject = RuleSubject.parcel,
    rules: Optional[Sequence[str]] = None,
    checked: Callable[[], int] = lambda: 0,
    params: Optional[Mapping[str, Any]] = None,
    progress: Progress = silent,
    cancelled: Callable[[], bool] = never,
) -> CheckSummary:
    """Keep what the rules for land layers found in the layer called `source` (RegisterError, GateCancelled).

    `rules`: the ids of the rules that were asked, if not all; `checked` is asked at the end for how many objects were
    looked at. Results of other sources stay as they are.
    """
    path = path.resolve()
    levels = {rule_id: rule.level.value for rule_id, rule in book.rules.items()}
    check = _check(path, cancelled)
    with staging_folder() as folder:
        with snapshot(path) as con:
            require_review(con, path)
            refuse_powerless(con, current_user(), "")
            at = datetime.now(timezone.utc).isoformat(timespec="milliseconds").replace("+00:00", "Z")
            seq = last_edit(con)
        with Staging(folder) as staging:
            for hits in batches:
                check()
                staging.add(hits, levels, {})
            staging.finish(
                CheckJob(
                    subject.value, source, book.version, book.fingerprint(), at, seq, checked(), rules,
                    params=dict(params or {}),
                )
            )  # fmt: skip
        return _store(path, folder, progress, cancelled)


def _store(path: Path, folder: Path, progress: Progress, cancelled: Callable[[], bool]) -> CheckSummary:
    progress(_CHECKED)
    with writer_gate(path, action="keep what the check found", cancelled=cancelled):
        done = run_in_child("keep_check", path, {"folder": str(folder)}, cancelled)
    progress(1.0)
    return CheckSummary(**done)


def _check(path: Path, cancelled: Callable[[], bool]) -> Callable[[], None]:
    def check() -> None:
        if cancelled():
            raise GateCancelled(GATE_CANCELLED, path=str(path))

    return check
