"""The object classes that a register lists: those of this version and of the province's own files, never fewer."""
from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

from ..core.classes import ObjectClass, load_classes
from ..core.resources import local_profiles
from .rows import ClassRow
from .sql import insert
from .transaction import write_audit


def class_rows(register: Path) -> list[ClassRow]:
    """The rows of every class that the register at this place may use (DiachisoError names the file that is wrong)."""
    return [_row(found) for found in load_classes(local_profiles(register, "classes")).values()]


def missing_classes(con: sqlite3.Connection, register: Path) -> list[ClassRow]:
    """Those that the register does not list yet; what it lists stays as a province has it."""
    listed = {code for (code,) in con.execute("SELECT code FROM object_class")}
    return [row for row in class_rows(register) if row.code not in listed]


def add_classes(con: sqlite3.Connection, rows: Iterable[ClassRow]) -> None:
    """List them, inside the caller's transaction with the triggers set aside; the log says so."""
    for row in rows:
        values = asdict(row)
        con.execute(insert("object_class", values), list(values.values()))
        write_audit(con, "object_class", "insert", object_id=row.code, new=values)


def _row(found: ObjectClass) -> ClassRow:
    return ClassRow(
        found.id, found.vi, found.en, found.group, is_annex=found.is_annex, min_area=found.min_area
    )
