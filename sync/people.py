"""What a registry is told of people, where the province's profile grants it: read from `person` as it is sent.

Nothing of it is ever put into the queue, the base, a URL or the log; the log says that it was sent, to whom, and why.
"""
from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path
from typing import Any, Optional

from ..core.sync_profile import PersonalGrant, grant_for, load_grants
from ..register.export_records import ExportRecord, note_export
from ..register.people import Person, people_of
from ..register.personal_texts import Terms
from ..register.reading import read_meta
from .adapters.base import People
from .books import Books
from .model import Operation, Outcome
from .queue import reading, writing
from .wire import as_bytes, clean, digest

KIND = "sync"
PERSON = "person"
"""A mark of this table in `sync_dirty` stands at the fid of an address whose people have changed."""
_SEEN = "people_told"


def granted(path: Path, registry: str) -> Optional[PersonalGrant]:
    """What of people goes from this register to this registry; ProfileError where a profile lacks something."""
    with reading(path) as con:
        names = [spec.name for spec in read_meta(con).profile.person_fields]
    return grant_for(load_grants(path, names, date.today()), registry)


def tell_nobody(path: Path) -> None:
    """Nothing is granted (any more): who is told of later is told of all."""
    with reading(path) as con:
        if not Books(con).ctl(_SEEN):
            return
    with writing(path, "forget whose people have changed") as con:
        con.execute("DELETE FROM sync_dirty WHERE table_name = ?", (PERSON,))
        Books(con).set_ctl(_SEEN, "")


class Telling:
    """Tells one registry of people, and writes down that it did."""

    def __init__(self, path: Path, grant: PersonalGrant, run_id: int, register_id: str) -> None:
        self._path, self._grant, self._run_id, self._register_id = path, grant, run_id, register_id
        self.told = 0
        self._erased: Optional[frozenset[str]] = None

    def of(self, operations: Sequence[Operation]) -> People:
        """The member `persons` of each operation's address; recorded as an export before anything leaves."""
        ids = [operation.address_id for operation in operations]
        today = date.today().isoformat()
        with reading(self._path) as con:
            known = people_of(con, ids)
            if self._erased is None:
                self._erased = _erased_of(con)
        found = [p for p in known if not p.retention_date or p.retention_date >= today]
        # A colleague's register that never had people of an address says nothing of them: not that there are none.
        had = {p.address_id for p in known} | self._erased
        members = {i: self._member([p for p in found if p.address_id == i]) for i in ids if i in had}
        if found:
            named = sorted({person.address_id for person in found})
            grant = self._grant
            record = ExportRecord(
                KIND, len(named), tuple(f"{PERSON}.{name}" for name in grant.fields), len(found), grant.recipient,
                grant.purpose, grant.legal_basis, "registry", grant.keep_until,
                details={"run_id": self._run_id, "addresses": named},
            )  # fmt: skip
            with writing(self._path, "record that personal data is sent") as con:
                note_export(con, record)
            self.told += len(named)
        return members

    def mark_changed(self) -> None:
        """Mark the addresses whose people have changed since they were told; under a new grant, all that have some."""
        this = digest(as_bytes([self._grant.registry, list(self._grant.fields)]))
        with writing(self._path, "look whose people have changed") as con:
            books = Books(con)
            seen = json.loads(books.ctl(_SEEN) or "{}")
            last = int(con.execute("SELECT coalesce(max(seq), 0) FROM audit_log").fetchone()[0])
            if seen.get("grant") != this:
                con.execute(
                    "INSERT OR IGNORE INTO sync_dirty (table_name, fid) SELECT ?, a.fid FROM address a"
                    " JOIN sync_base b ON b.address_id = a.address_id"
                    " WHERE a.address_id IN (SELECT address_id FROM person)",
                    (PERSON,),
                )
            else:
                con.execute(
                    "INSERT OR IGNORE INTO sync_dirty (table_name, fid) SELECT ?1, a.fid FROM audit_log l"
                    " JOIN address a ON a.address_id = l.object_id JOIN sync_base b ON b.address_id = a.address_id"
                    " WHERE l.seq > ?2 AND l.table_name = ?1",
                    (PERSON, int(seen["seq"])),
                )
            books.set_ctl(_SEEN, json.dumps({"grant": this, "seq": last}))

    def hide(self, answers: Sequence[tuple[Operation, Outcome]]) -> list[tuple[Operation, Outcome]]:
        """The answers without what they repeat of people: a refusal may quote the name that it does not like."""
        with reading(self._path) as con:
            found = people_of(con, [operation.address_id for operation, _ in answers])
        if not found:
            return list(answers)
        hidden = []
        for operation, outcome in answers:
            terms = Terms(person for person in found if person.address_id == operation.address_id)
            remote, problem = outcome.remote, outcome.problem
            if problem is not None:
                title, detail = (terms.black(text, free=True) for text in (problem.title, problem.detail))
                problem = replace(problem, title=title, detail=detail)
            if remote is not None and remote.reason:
                remote = replace(remote, reason=terms.black(remote.reason, free=True))
            hidden.append((operation, replace(outcome, problem=problem, remote=remote)))
        return hidden

    def _member(self, people: Sequence[Person]) -> Mapping[str, Any]:
        """Nobody is an empty list: whoever this register told of before is to be forgotten."""
        rows = []
        for person in people:
            row = asdict(person)
            said = {_camel(name): clean(row.get(name)) for name in self._grant.fields}
            rows.append({name: value for name, value in said.items() if value})
        return {
            "register": self._register_id, "legalBasis": self._grant.legal_basis, "purpose": self._grant.purpose,
            "keepUntil": self._grant.keep_until, "list": [row for row in rows if row],
        }  # fmt: skip


def _erased_of(con: sqlite3.Connection) -> frozenset[str]:
    """The addresses of which somebody was taken out here, as the log tells."""
    rows = con.execute(
        "SELECT DISTINCT object_id FROM audit_log WHERE table_name = 'person' AND action IN ('delete', 'erase')"
    )
    return frozenset(address_id for (address_id,) in rows)


def _camel(name: str) -> str:
    """full_name → fullName."""
    return re.sub("_([a-z])", lambda found: found.group(1).upper(), name)
