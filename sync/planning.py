"""From marks to operations: page by page, each page a short write, so a million marks cost no memory."""
from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Optional

from ..core.completeness import completeness
from ..core.errors import QT_TRANSLATE_NOOP, Message
from ..core.lifecycle import Stage
from ..core.lifecycle_actions import HAS_ERRORS, Refusal
from ..register.qa_recheck import errors_before_submission, stored_errors
from ..register.server_copies import server_side
from .books import Books, Local, now_utc, stamp
from .model import Step
from .personal import PersonalTexts
from .planner import SENDABLE, decide, same_facts
from .queue import put_in, reading, take_back, writing

PAGE = 200
LARGE_PAGE = 2_000  # where each write goes over a network
MOST = 50_000
"""Operations that one sync queues; beyond, a package is advised."""

LACKS_TO_BE_SENT = Message(
    "sync_lacks", QT_TRANSLATE_NOOP("diachiso", "It is not sent, because it still needs: {missing}.")
)


@dataclass(frozen=True)
class Refused:
    """A record that is not sent, and why."""

    address_id: str
    code: str
    address_text: str
    refusal: Refusal


@dataclass
class Planned:
    """How many operations were queued, and what was refused (the first `KEPT` with their reasons)."""

    queued: int = 0
    refused: int = 0
    refusals: list[Refused] = field(default_factory=list)


KEPT = 1_000


@dataclass(frozen=True)
class Forecast:
    """How many records a sync would look at; so many that a package is the better way?"""

    creates: int
    updates: int
    held: int = 0
    """Verified or issued by somebody whom this register has never synced with: not told as if they were new."""

    @property
    def package_advised(self) -> bool:
        """Whether a package is quicker and easier to answer than so many operations."""
        return self.creates + self.updates > MOST


_HELD = (
    "SELECT count(*) FROM sync_dirty d CROSS JOIN address a ON a.fid = d.fid WHERE d.table_name = 'address'"
    " AND a.stage IN ('verified', 'issued')"
    " AND NOT EXISTS (SELECT 1 FROM sync_base b WHERE b.address_id = a.address_id)"
)


def forecast(path: Path) -> Forecast:
    """What waits to be sent, counted in the register alone: seconds for a million marks."""
    with reading(path) as con:
        known = dict(
            con.execute(
                "SELECT EXISTS (SELECT 1 FROM sync_base b WHERE b.address_id = a.address_id), count(*)"
                " FROM sync_dirty d CROSS JOIN address a ON a.fid = d.fid WHERE d.table_name = 'address'"
                " AND a.stage IN ('submitted', 'verified', 'issued', 'retired') GROUP BY 1"
            ).fetchall()
        )
        held = con.execute(_HELD).fetchone()[0] if known.get(0) else 0
    return Forecast(known.get(0, 0) - held, known.get(1, 0), held)


def plan_edits(
    path: Path, cancelled: Callable[[], bool], language: str = "vi", most: int = MOST, people: bool = False
) -> Planned:
    """Queue the edits that may be sent: complete, without open errors, with nothing else of their record under way.

    At most about `most`: the marks of the others stay, for the next sync or for a package. `people`: where the people
    of an address have changed, it is sent, too.
    """
    planned, after = Planned(), -1
    with reading(path) as con:
        if con.execute("SELECT 1 FROM sync_dirty LIMIT 1").fetchone() is None:
            return planned
    size = PAGE if server_side(path) is None else LARGE_PAGE
    while not cancelled() and planned.queued < most:
        with writing(path, "queue the edits") as con:
            books = Books(con)
            if after < 0:
                books.forget_positions()
            page = books.dirty(after, size)
            if not page:
                break
            after = page[-1].fid
            _Page(con, path, books, page, language).queue(planned)
        if len(page) < size:
            break
    if people:
        _plan_people(path, cancelled, language, most, planned)
    return planned


def _plan_people(path: Path, cancelled: Callable[[], bool], language: str, most: int, planned: Planned) -> None:
    after = -1
    while not cancelled() and planned.queued < most:
        with writing(path, "queue whose people have changed") as con:
            books = Books(con)
            page = books.people_changed(after, PAGE)
            if not page:
                break
            after = page[-1].fid
            _Page(con, path, books, page, language).queue(planned, people=True)
        if len(page) < PAGE:
            break


class _Page:
    """Decides on some addresses inside one transaction."""

    def __init__(
        self, con: sqlite3.Connection, path: Path, books: Books, page: list[Local], language: str
    ) -> None:
        ids = [local.address_id for local in page]
        self.books, self.page, self.language = books, page, language
        self.bases, self.busy, self.stuck = books.bases(ids), books.busy(ids), books.in_conflict(ids)
        self.groups: Mapping[str, str] = dict(con.execute("SELECT code, object_group FROM object_class"))
        # What the last check found may be mended by now; where it found nothing, submission has looked.
        doubtful = stored_errors(con, [local.fid for local in page])
        self.errors = errors_before_submission(con, path, sorted(doubtful), None, language) if doubtful else {}
        self.personal = PersonalTexts(books.profile, books.fields, language)
        self.at = stamp(now_utc())

    def queue(self, planned: Planned, people: bool = False) -> None:
        """Put in what is to be sent, take away marks that say nothing, count what is refused.

        `people`: what says the same goes, too, for what is told of its people has changed.
        """
        for local in self.page:
            if local.address_id in self.stuck and not self.books.settled_by_an_edit(local, self.at):
                continue
            waiting = self.busy.get(local.address_id)
            if waiting is not None:
                if waiting[1:] != ("queued", 0):
                    continue  # it is on its way; the edit is sent after it
                take_back(self.books, local.address_id, local.fid)
            base = self.bases.get(local.address_id)
            step = decide(base, local.content, None).step
            if people and base is not None and step is Step.NOTHING and local.content.stage in SENDABLE:
                step = Step.UPDATE
            if step is Step.NOTHING:
                given_up = (base is None or base.forgotten) and local.content.stage == Stage.RETIRED.value
                if given_up or (base is not None and same_facts(local.content, base.content)):
                    self.books.unmark([local.fid])  # nobody heard of it, or it was edited and edited back
                continue
            refusal = self._refusal(local, base is not None)
            if refusal is None:
                put_in(self.books, local, base)
                planned.queued += 1
                continue
            planned.refused += 1
            if len(planned.refusals) < KEPT:
                text = str(local.row.get("address_text") or "")
                planned.refusals.append(Refused(local.address_id, str(local.row.get("code") or ""), text, refusal))

    def _refusal(self, local: Local, known_there: bool) -> Optional[Refusal]:
        told = self.personal.refusal(local.row)
        if told is not None:
            return told
        if local.content.stage == Stage.RETIRED.value:
            return None
        missing = completeness(local.row, self.books.profile, self.groups).basic_missing
        if known_there:  # a colleague's record whose code the registry has yet to issue
            missing = tuple(name for name in missing if name != "code")
        if missing:
            labels = {c.id: c.label for c in self.books.profile.combinations}
            words = ((labels.get(n) or self.books.profile.field(n).label).text(self.language) for n in missing)
            return Refusal(LACKS_TO_BE_SENT, {"missing": ", ".join(words)})
        wrong = self.errors.get(local.fid)
        return Refusal(HAS_ERRORS, {"errors": ", ".join(wrong)}) if wrong else None
