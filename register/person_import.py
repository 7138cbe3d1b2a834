"""Owners' names and phones that a land layer carries, taken into `person`: only there, and only on a legal basis."""
from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Optional

from .backup import make_backup
from .cancelling import interruptible, never
from .connect import connect
from .errors import sqlite_errors
from .gate import writer_gate
from .sql import insert
from .transaction import write_audit, write_transaction


@dataclass(frozen=True)
class Carried:
    """What a layer says of one object: its key, and a name or a phone, '' where it says none."""

    key: str
    full_name: str
    phone: str


@dataclass(frozen=True)
class Terms:
    """What holds for all persons of an import: their role, and on which basis and until when they are kept."""

    role: str
    legal_basis: str
    retention_date: Optional[str] = None


@dataclass
class PersonCounts:
    """Rows of the layer: added; known already; another person of that role is known (nothing is written over it); no
    address bears the key; neither name nor phone."""

    added: int = 0
    kept: int = 0
    different: int = 0
    no_address: int = 0
    empty: int = 0

    def as_dict(self) -> dict[str, int]:
        """By name."""
        return {field.name: getattr(self, field.name) for field in fields(self)}


@dataclass(frozen=True)
class _New:
    address_id: str
    full_name: Optional[str]
    phone: Optional[str]


def import_persons(
    path: Path,
    object_role: str,
    carried: Iterable[Carried],
    terms: Terms,
    *,
    dry_run: bool,
    source: str = "",
    cancelled: Callable[[], bool] = never,
) -> PersonCounts:
    """Add the persons of a layer's objects (`object_role`: building or parcel) to their addresses.

    Addresses are found by the key that their object bears on the layer. Under the writer gate, after a verified backup,
    all or nothing: RegisterError, GateCancelled. The audit log has how many rows, by whom, on which basis, and no name.
    """
    with writer_gate(path, action="take persons into the register", cancelled=cancelled):
        with closing(connect(path)) as con, sqlite_errors(path), interruptible(con, path, cancelled):
            new, counts = _sort_out(con, object_role, carried, terms.role)
        if dry_run or not new:
            return counts
        make_backup(path, "persons", cancelled=cancelled)
        with write_transaction(path) as con, interruptible(con, path, cancelled):
            _write(con, new, terms)
            told = {**counts.as_dict(), "role": terms.role, "legal_basis": terms.legal_basis, "source": source}
            write_audit(con, "person", "import", new=told)
    return counts


def _sort_out(
    con: sqlite3.Connection, object_role: str, carried: Iterable[Carried], role: str
) -> tuple[list[_New], PersonCounts]:
    addresses = _addresses(con, object_role)
    known = _known(con, role)
    new: list[_New] = []
    counts = PersonCounts()
    for row in carried:
        if not row.full_name and not row.phone:
            counts.empty += 1
            continue
        address_id = addresses.get(row.key) if row.key else None
        if address_id is None:
            counts.no_address += 1
            continue
        name, phone = row.full_name or None, row.phone or None
        present = known.get(address_id, [])
        if any(_same(name, phone, *person) for person in present):
            counts.kept += 1
        elif present:
            counts.different += 1
        else:
            counts.added += 1
            new.append(_New(address_id, name, phone))
            known[address_id] = [(name, phone)]  # a key that stands twice on the layer brings one person
    return new, counts


def _addresses(con: sqlite3.Connection, object_role: str) -> Mapping[str, Optional[str]]:
    """address_id by source key; None where two addresses bear one key."""
    rows = con.execute(
        "SELECT s.source_key, a.address_id FROM address_source s JOIN address a USING (fid)"
        " WHERE s.role = ? AND s.source_key <> '' AND a.stage <> 'retired'",
        (object_role,),
    )
    found: dict[str, Optional[str]] = {}
    for key, address_id in rows:
        found[key] = None if key in found else address_id
    return found


def _known(con: sqlite3.Connection, role: str) -> dict[str, list[tuple[Optional[str], Optional[str]]]]:
    found: dict[str, list[tuple[Optional[str], Optional[str]]]] = {}
    rows = con.execute("SELECT address_id, full_name, phone FROM person WHERE role = ?", (role,))
    for address_id, name, phone in rows:
        found.setdefault(address_id, []).append((name, phone))
    return found


def _same(name: Optional[str], phone: Optional[str], known_name: Optional[str], known_phone: Optional[str]) -> bool:
    """Whether a person is known with at least what the layer says."""
    return name in (None, known_name) and phone in (None, known_phone)


def _write(con: sqlite3.Connection, new: Sequence[_New], terms: Terms) -> None:
    names = ("address_id", "role", "full_name", "phone", "legal_basis", "retention_date")
    con.executemany(
        insert("person", names),
        ((p.address_id, terms.role, p.full_name, p.phone, terms.legal_basis, terms.retention_date) for p in new),
    )
