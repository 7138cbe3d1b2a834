"""A register gets a new field profile while it is in use: columns are added, nothing is taken away."""
from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Optional

from ..core.profile import Profile, load_profile, merge_profiles, profile_to_json
from .additions import absent_additions, create_additions, outdated_additions
from .backup import make_backup
from .class_table import add_classes, missing_classes
from .connect import connect
from .errors import sqlite_errors
from .gate import writer_gate
from .reading import read_meta
from .rows import ClassRow
from .schema import column_of
from .sql import build
from .transaction import write_audit, write_transaction
from .triggers import drop_triggers, install, missing_triggers, surplus_triggers


@dataclass(frozen=True)
class ProfileSummary:
    """What a new profile brought: fields, tables and classes added, triggers that had been lost, the backup before.

    `changed`: whether anything was written at all.
    """

    profile: Profile
    added: tuple[str, ...]
    changed: bool
    backup: Optional[Path]
    tables: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    """Triggers taken away that this version does not know: an older one's, or somebody's own."""


def stored_profile(path: str | Path) -> Profile:
    """The profile of a register (RegisterError)."""
    with closing(connect(path)) as con, sqlite_errors(path):
        return read_meta(con).profile


def update_profile(path: Path, file: Optional[str | Path] = None, *, timeout_s: float = 30) -> ProfileSummary:
    """Give a register what this version's default profile has more, then a province's `file`, under the writer gate.

    What the register's own profile says stays unless the file says otherwise; a field never goes away, and every row
    stays as it is. After a verified backup; all or nothing (RegisterError, ProfileError). Without anything new,
    nothing is written.
    """
    with writer_gate(path, action="change the field profile", timeout_s=timeout_s):
        with closing(connect(path)) as con, sqlite_errors(path):
            before = read_meta(con).profile
            classes = missing_classes(con, path)
            profile = load_profile(file, merge_profiles(load_profile(), before), _known_classes(con, classes))
            added = _new_columns(con, profile)
            lost = tuple(missing_triggers(con))
            tables = absent_additions(con) | outdated_additions(con)
            sound = not lost and not tables and not surplus_triggers(con)
        if profile == before and not added and not classes and sound:
            return ProfileSummary(profile, (), False, None)
        backup = make_backup(path, "profile")
        with write_transaction(path, timeout=timeout_s) as con:
            made, dropped = _change(con, profile, added, classes)
    names = tuple(row.code for row in classes)
    return ProfileSummary(profile, tuple(added), True, backup, tuple(made), lost, names, tuple(dropped))


def _change(
    con: sqlite3.Connection, profile: Profile, added: list[str], classes: list[ClassRow]
) -> tuple[list[str], list[str]]:
    """Tables, columns, the stored profile and the triggers, inside the caller's transaction.

    Returns the tables that it made and the triggers that are gone for good; the log keeps what these said.
    """
    before = drop_triggers(con)  # the old ones know the columns of the old profile only
    tables = create_additions(con)
    add_classes(con, classes)
    for name in added:
        con.execute(build("ALTER TABLE address ADD COLUMN {column}", column=column_of(profile.field(name))))
    con.execute("UPDATE register_meta SET value = ? WHERE key = 'profile'", (profile_to_json(profile),))
    install(con, profile)
    known = {name for (name,) in con.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")}
    gone = {name: statement for name, statement in before.items() if name not in known}
    said = {"added": added, "tables": tables, **({"triggers_dropped": gone} if gone else {})}
    write_audit(con, "register_meta", "profile", object_id=profile.id, new=said)
    return tables, sorted(gone)


def _known_classes(con: sqlite3.Connection, more: Iterable[ClassRow]) -> set[str]:
    """The object classes that the register lists, or will with these."""
    return {*(code for (code,) in con.execute("SELECT code FROM object_class")), *(row.code for row in more)}


def _new_columns(con: sqlite3.Connection, profile: Profile) -> list[str]:
    """The profile's fields that the table does not have yet."""
    present = {name for (name,) in con.execute("SELECT name FROM pragma_table_info('address')")}
    return [name for name in profile.names if name not in present]
