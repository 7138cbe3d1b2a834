"""Upgrading a register: after a backup, step by step, all or nothing each.

Schema 1 is the first, so the steps here are made up; the frame that takes them is the real one.
"""
from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from diachiso.register import errors
from diachiso.register.connect import connect
from diachiso.register.errors import RegisterError
from diachiso.register.migrations import STEPS, migrate
from diachiso.register.triggers import missing_triggers
from diachiso.register.version import SCHEMA_VERSION


def add_column(con: sqlite3.Connection) -> None:
    con.execute("ALTER TABLE address ADD COLUMN colour TEXT")
    con.execute("UPDATE address SET colour = 'red'")


def rebuild_streets(con: sqlite3.Connection) -> None:
    con.execute("CREATE TABLE new_class AS SELECT * FROM object_class")
    con.execute("UPDATE object_class SET name_en = upper(name_en)")
    con.execute("DROP TABLE new_class")


def fail(con: sqlite3.Connection) -> None:
    con.execute("DROP TABLE street")
    raise sqlite3.OperationalError("database or disk is full")


def break_a_key(con: sqlite3.Connection) -> None:
    con.execute("UPDATE address SET parent_id = 'nobody'")


def state(path: Path) -> tuple[str, list]:
    with closing(connect(path, any_version=True)) as con:
        version = con.execute("SELECT value FROM register_meta WHERE key = 'schema_version'").fetchone()[0]
        return version, con.execute("SELECT name, sql FROM sqlite_master ORDER BY name").fetchall()


@pytest.fixture
def filled(register: Path) -> Path:
    """A register with an address, and a trigger that an older version might have had."""
    with closing(connect(register, write=True)) as con:
        con.execute("INSERT INTO address (street) VALUES ('Trần Phú')")
        con.execute("CREATE TRIGGER old_one AFTER UPDATE ON address BEGIN SELECT RAISE(ABORT, 'old'); END")
    return register


def test_the_shipped_steps_reach_the_present() -> None:
    assert sorted(STEPS) == list(range(1, SCHEMA_VERSION))


def test_a_present_register_is_left_alone(register: Path) -> None:
    before = state(register)
    done = migrate(register)
    assert (done.before, done.after, done.backup) == (SCHEMA_VERSION, SCHEMA_VERSION, None)
    assert state(register) == before


def test_steps_are_taken_in_order_after_a_backup(filled: Path) -> None:
    done = migrate(filled, steps={1: add_column, 2: rebuild_streets}, target=3)
    assert (done.before, done.after) == (1, 3)
    assert done.backup is not None and state(done.backup)[0] == "1"
    with closing(sqlite3.connect(filled)) as con:  # ours refuses a schema that does not exist yet
        assert con.execute("SELECT street, colour FROM address").fetchall() == [("Trần Phú", "red")]
        assert con.execute("SELECT value FROM register_meta WHERE key = 'schema_version'").fetchone() == ("3",)
        assert con.execute("SELECT count(*) FROM audit_log").fetchone() == (1,)
        names = {row[0] for row in con.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")}
        assert "old_one" not in names and "rtree_address_geom_insert" in names
        assert missing_triggers(con) == []
        assert con.execute("PRAGMA integrity_check").fetchone() == ("ok",)


@pytest.mark.parametrize("bad", [fail, break_a_key])
def test_promise_5_a_failed_step_leaves_the_version_before(filled: Path, bad) -> None:
    original = state(filled)
    with pytest.raises(RegisterError) as caught:
        migrate(filled, steps={1: bad}, target=2)
    assert caught.value.message in (errors.DISK_FULL, errors.REFUSED)
    assert state(filled) == original


def test_a_missing_step_is_refused_before_anything_is_touched(filled: Path) -> None:
    original = state(filled)
    with pytest.raises(RegisterError) as caught:
        migrate(filled, steps={2: add_column}, target=3)
    assert caught.value.message is errors.OLDER_SCHEMA
    assert state(filled) == original


def test_a_newer_register_is_refused(register: Path) -> None:
    with closing(connect(register, write=True)) as con:
        con.execute("UPDATE register_meta SET value = '99' WHERE key = 'schema_version'")
    with pytest.raises(RegisterError) as caught:
        migrate(register)
    assert caught.value.message is errors.NEWER_SCHEMA
