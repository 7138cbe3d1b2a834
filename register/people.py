"""People of a register: finding the rows of one person, and whose time is over. What leaves this module is masked."""
from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Optional

from ..core.errors import QT_TRANSLATE_NOOP, Message
from ..core.masking import mask_name, mask_phone, phone_digits
from ..core.text import person_key
from .connect import connect
from .errors import RegisterError, sqlite_errors

SHOWN = 10
IN_TEXTS = 0  # the number of somebody who has no row, but stands in remarks
LEGAL_BASES = ("law", "consent", "other")
_ALL = (
    "SELECT person_id, address_id, role, full_name, organisation, phone, email, legal_basis, retention_date"
    " FROM person ORDER BY person_id"
)

NO_SUBJECT = Message(
    "person_no_subject",
    QT_TRANSLATE_NOOP(
        "diachiso", "Say whose data: a person's number (PERSON_ID), telephone (PHONE) or full name (NAME)."
    ),
)
NOT_FOUND = Message(
    "person_not_found",
    QT_TRANSLATE_NOOP(
        "diachiso", "The register holds nobody like that. Nothing was changed. Check the number, telephone or name."
    ),
)
SEVERAL = Message(
    "person_several",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "This fits {count} different people: {people}. Nothing was changed. Say which by their numbers (PERSON_ID), or "
        "give name and telephone together.",
    ),
)


@dataclass(frozen=True)
class Subject:
    """Whose data: numbers of rows, or what all rows of the person have in common."""

    person_ids: tuple[int, ...] = ()
    phone: str = ""
    full_name: str = ""


@dataclass(frozen=True)
class Person:
    """A row of `person`, as it is stored."""

    person_id: int
    address_id: str
    role: str
    full_name: Optional[str]
    organisation: Optional[str]
    phone: Optional[str]
    email: Optional[str]
    legal_basis: str
    retention_date: Optional[str]

    @property
    def identity(self) -> tuple[str, str]:
        """What makes two rows one person: the name and the number, in one spelling."""
        return person_key(self.full_name or self.organisation), phone_digits(self.phone)

    @property
    def masked(self) -> str:
        """The row as a list may show it."""
        shown = (mask_name(self.full_name or self.organisation), mask_phone(self.phone))
        number = "" if self.person_id == IN_TEXTS else f"#{self.person_id}"
        return " ".join(filter(None, (number, *shown)))


@dataclass(frozen=True)
class RetentionRow:
    """Someone whose retention date has passed, or who has none; masked. `days`: since that date, -1 without one."""

    person_id: int
    name: str
    phone: str
    role: str
    legal_basis: str
    retention_date: str
    days: int
    code: str
    commune: str


def find_people(con: sqlite3.Connection, subject: Subject) -> list[Person]:
    """Every row of the one person meant (RegisterError if nobody or more than one is).

    With numbers of rows, also the other rows that bear the same name and the same telephone.
    """
    if not (subject.person_ids or phone_digits(subject.phone) or person_key(subject.full_name)):
        raise RegisterError(NO_SUBJECT)
    everyone = list(all_people(con))
    found = [person for person in everyone if _is_meant(person, subject)]
    if not found or not {p.person_id for p in found} >= set(subject.person_ids):
        raise RegisterError(NOT_FOUND)
    identities = {person.identity for person in found}
    if len(identities) > 1 and not subject.person_ids:
        raise RegisterError(SEVERAL, count=len(identities), people="; ".join(p.masked for p in _one_of_each(found)))
    if subject.person_ids:
        whole = {identity for identity in identities if all(identity)}
        found = [p for p in everyone if p.person_id in subject.person_ids or p.identity in whole]
    return found


def all_people(con: sqlite3.Connection) -> Iterable[Person]:
    """Every row, in order."""
    return (Person(*row) for row in con.execute(_ALL))


def people_of(con: sqlite3.Connection, address_ids: Iterable[str]) -> list[Person]:
    """The rows of these addresses, in order."""
    rows = con.execute(
        "SELECT person_id, address_id, role, full_name, organisation, phone, email, legal_basis, retention_date"
        " FROM person WHERE address_id IN (SELECT value FROM json_each(?)) ORDER BY person_id",
        (json.dumps(list(address_ids)),),
    )
    return [Person(*row) for row in rows]


def read_retention(path: str | Path, today: date) -> list[RetentionRow]:
    """Those whose retention date has passed, the longest first, then those without one (RegisterError)."""
    with closing(connect(path)) as con, sqlite_errors(path):
        rows = con.execute(
            "SELECT p.person_id, p.full_name, p.organisation, p.phone, p.role, p.legal_basis,"
            " coalesce(p.retention_date, '') AS until, CAST(julianday(?1) - julianday(p.retention_date) AS INTEGER),"
            " coalesce(a.code, ''), coalesce(a.commune, '') FROM person p"
            " LEFT JOIN address a ON a.address_id = p.address_id"
            " WHERE coalesce(p.retention_date, '') < ?1 ORDER BY until = '', until, p.person_id",
            (today.isoformat(),),
        ).fetchall()
    return [
        RetentionRow(number, mask_name(name or firm), mask_phone(phone), role, basis, until,
                     -1 if days is None else days, code, commune)
        for number, name, firm, phone, role, basis, until, days, code, commune in rows
    ]  # fmt: skip


def _is_meant(person: Person, subject: Subject) -> bool:
    if subject.person_ids:
        return person.person_id in subject.person_ids
    phone, name = phone_digits(subject.phone), person_key(subject.full_name)
    return (not phone or phone_digits(person.phone) == phone) and (
        not name or name in (person_key(person.full_name), person_key(person.organisation))
    )


def _one_of_each(people: Sequence[Person]) -> list[Person]:
    first: dict[tuple[str, str], Person] = {}
    for person in people:
        first.setdefault(person.identity, person)
    return list(first.values())[:SHOWN]
