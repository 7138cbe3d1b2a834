"""A field is added to a register in use: nothing is lost, and everything goes on working."""
from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace

import pytest

from diachiso.core.errors import DiachisoError
from diachiso.core.profile import load_profile
from diachiso.register.connect import connect
from diachiso.register.create import create_register
from diachiso.register.mend import mend_register
from diachiso.register.profile_update import stored_profile, update_profile
from diachiso.register.triggers import drop_triggers, missing_triggers

WORDS = {"vi": "Khu quy hoạch", "en": "Planning zone"}
NEW_KEYS = ("required_for", "min", "max", "pattern", "domain", "section", "form", "registry", "export")
ZONE = {
    "name": "planning_zone", "type": "text", "group": "advanced", "label": WORDS, "help": WORDS, "section": "land",
    "values": [{"value": "a", "vi": "Khu A", "en": "Zone A"}], "default": "a",
}  # fmt: skip
Rows = list[tuple]


@pytest.fixture
def profile_file(tmp_path: Path) -> Callable[..., Path]:
    """Factory of profile files of a province."""

    def make(*fields: dict, **more: object) -> Path:
        path = tmp_path / "tỉnh.json"
        path.write_text(json.dumps({"id": "province", "fields": list(fields), **more}), encoding="utf-8")
        return path

    return make


@pytest.fixture
def used(register: Path) -> Path:
    """A register with an address, its audit row and its dirty mark."""
    with closing(connect(register, write=True)) as con:
        con.execute("INSERT INTO address (street, floors, commune_code) VALUES ('Trần Phú', 3, '99001')")
    return register


@pytest.fixture
def old(used: Path) -> Path:
    """The same as the first version of the plugin made it."""
    with closing(connect(used, write=True)) as con:
        con.execute("PRAGMA foreign_keys = OFF")
        drop_triggers(con)
        data = json.loads(con.execute("SELECT value FROM register_meta WHERE key = 'profile'").fetchone()[0])
        fields = [{k: v for k, v in f.items() if k not in NEW_KEYS} for f in data["fields"]]
        fields[-1]["label"] = {"vi": "Người sửa cuối", "en": "Last editor"}
        text = json.dumps({"id": data["id"], "title": data["title"], "fields": fields})
        con.execute("UPDATE register_meta SET value = ? WHERE key = 'profile'", (text,))
        for table in ("notification", "plaque"):
            con.execute(f"DROP TABLE {table}")
            con.execute("DELETE FROM gpkg_contents WHERE table_name = ?", (table,))
    mend_register_without_additions(used)
    return used


def mend_register_without_additions(path: Path) -> None:
    from diachiso.register.triggers import reinstall

    with closing(connect(path, write=True)) as con:
        reinstall(con)


def rows(path: Path, sql: str) -> Rows:
    with closing(connect(path)) as con:
        return con.execute(sql).fetchall()


def everything(path: Path) -> dict[str, Rows]:
    """Every row of every table but the new column, new classes, and what tells of the update itself."""
    names = ", ".join(["fid", "hex(geom)", *load_profile().names])
    return {
        "address": rows(path, f"SELECT {names} FROM address"),
        **{t: rows(path, f"SELECT * FROM {t}") for t in ("street", "admin_unit", "sync_dirty", "code_ledger")},
        "audit_log": rows(path, "SELECT * FROM audit_log WHERE table_name NOT IN ('register_meta', 'object_class')"),
    }


def test_a_field_is_added_and_nothing_is_lost(used: Path, profile_file) -> None:
    before = everything(used)
    done = update_profile(used, profile_file(ZONE))
    assert done.added == ("planning_zone",) and done.changed
    assert done.backup is not None and done.backup.is_file()
    assert everything(used) == before
    assert stored_profile(used).field("planning_zone").label.vi == "Khu quy hoạch"
    with closing(connect(used, write=True)) as con:
        assert missing_triggers(con) == []
        assert con.execute("SELECT planning_zone FROM address").fetchall() == [("a",)]
        con.execute("UPDATE address SET planning_zone = NULL")
        audit = con.execute("SELECT old, new FROM audit_log ORDER BY seq DESC LIMIT 1").fetchone()
        assert audit == ('{"planning_zone":"a"}', '{"planning_zone":null}')
        with pytest.raises(sqlite3.IntegrityError, match="planning_zone"):
            con.execute("UPDATE address SET planning_zone = 'b'")
        assert con.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_again_changes_nothing(used: Path, profile_file) -> None:
    file = profile_file(ZONE)
    update_profile(used, file)
    before = everything(used), rows(used, "SELECT count(*) FROM audit_log")
    done = update_profile(used, file)
    assert (done.added, done.changed, done.backup) == ((), False, None)
    assert (everything(used), rows(used, "SELECT count(*) FROM audit_log")) == before
    assert not update_profile(used).changed, "a field stays though no file names it any more"
    assert "planning_zone" in stored_profile(used).names


def test_a_demand_that_is_dropped_goes_with_its_trigger(used: Path, profile_file) -> None:
    zone = {k: v for k, v in ZONE.items() if k not in ("values", "default")}
    update_profile(used, profile_file({**zone, "required_for": ["house"]}))
    update_profile(used, profile_file({**zone, "required_for": ["office"]}))
    [(sql,)] = rows(used, "SELECT sql FROM sqlite_master WHERE name = 'address_planning_zone_needed_update'")
    assert "'office'" in sql and "'house'" not in sql


def test_a_register_of_the_first_version_opens_and_is_brought_up(old: Path) -> None:
    assert stored_profile(old).sections == ()
    with closing(connect(old)) as con:
        assert missing_triggers(con) == []
    before = everything(old)
    done = update_profile(old)
    assert done.changed and done.added == () and everything(old) == before
    profile = stored_profile(old)
    assert profile.sections == load_profile().sections and profile.combinations == load_profile().combinations
    assert profile.fields[-1].label.vi == "Người sửa cuối", "a word of the province's own stays"
    assert rows(old, "SELECT count(*) FROM notification") == rows(old, "SELECT count(*) FROM plaque") == [(0,)]
    assert rows(old, "PRAGMA foreign_key_check") == []


def test_mending_a_register_of_the_first_version_adds_its_tables(old: Path) -> None:
    done = mend_register(old)
    assert done.added == ("notification", "plaque")
    with closing(connect(old)) as con:
        assert missing_triggers(con) == []
    assert stored_profile(old).sections == load_profile().sections, "with the demands of today"
    again = mend_register(old)
    assert (again.added, again.reinstalled, again.changed, again.backup) == ((), (), False, None)


def test_mending_brings_all_that_a_new_register_has(old: Path, register: Path, tmp_path: Path) -> None:
    """Guards of an older version, and guards for what the stored profile did not know: the same as in a new one."""
    with closing(connect(old, write=True)) as con:
        con.execute("CREATE TRIGGER address_of_long_ago BEFORE UPDATE ON address BEGIN SELECT 1; END")
    done = mend_register(old)
    assert done.changed and done.backup is not None and done.backup.is_file()

    def guards(path: Path) -> dict[str, str]:
        return dict(rows(path, "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name"))

    new = tmp_path / "new.gpkg"
    create_register(new, province=SimpleNamespace(code="99", full_name="Tỉnh Mẫu"))
    labels = [k for k in guards(new) if guards(old).get(k) != guards(new)[k]]
    assert guards(old).keys() == guards(new).keys() and labels == []
    tables = "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
    assert rows(old, tables) == rows(new, tables)


@pytest.mark.parametrize(
    ("field", "said"),
    [({**ZONE, "type": "varchar"}, "fields[0].type"), ({"name": "floors", "type": "text"}, "must stay integer")],
)
def test_a_wrong_profile_changes_nothing(used: Path, profile_file, field: dict, said: str) -> None:
    before = everything(used)
    with pytest.raises(DiachisoError) as caught:
        update_profile(used, profile_file(field))
    assert said in str(caught.value)
    assert everything(used) == before
    assert not list(used.parent.glob("*backup*/*"))


def test_a_field_that_fails_in_the_middle_leaves_all_as_it_was(used: Path, profile_file, monkeypatch) -> None:
    def fail(*_args: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr("diachiso.register.profile_update.install", fail)
    before = everything(used)
    with pytest.raises(DiachisoError, match="disk"):
        update_profile(used, profile_file(ZONE))
    assert everything(used) == before and "planning_zone" not in stored_profile(used).names
    with closing(connect(used)) as con:
        assert missing_triggers(con) == []


def test_notices_and_plaques_are_kept_with_their_address(used: Path) -> None:
    with closing(connect(used, write=True)) as con:
        identity = con.execute("SELECT address_id FROM address").fetchone()[0]
        con.execute("INSERT INTO person (address_id, role, legal_basis) VALUES (?, 'owner', 'law')", (identity,))
        con.execute("INSERT INTO notification (address_id, person_id, note) VALUES (?, 1, 'ông A')", (identity,))
        con.execute("INSERT INTO plaque (address_id, state) VALUES (?, 'mounted')", (identity,))
        con.execute("DELETE FROM person")
        assert con.execute("SELECT person_id FROM notification").fetchall() == [(None,)]
        said = con.execute("SELECT new FROM audit_log WHERE table_name IN ('notification', 'plaque')").fetchall()
        assert said and not any("ông A" in (text or "") for (text,) in said)
        with pytest.raises(sqlite3.IntegrityError):
            con.execute("INSERT INTO plaque (address_id) VALUES ('nobody')")
        with pytest.raises(sqlite3.IntegrityError):
            con.execute("UPDATE plaque SET state = 'lost'")


def test_the_counts_of_completeness_by_commune(used: Path) -> None:
    from diachiso.register.completeness_sql import read_completeness

    with closing(connect(used, write=True)) as con:
        con.execute("UPDATE address SET object_class = 'house', no_number = 1, settlement = 'Tổ dân phố 5'")
        con.execute(
            "INSERT INTO code_ledger (code, scheme, address_id, state)"
            " SELECT 'TAM-1', 'x', address_id, 'given' FROM address"
        )
        con.execute("UPDATE address SET code = 'TAM-1', code_origin = 'provisional'")
        con.execute("INSERT INTO address (commune_code, object_class) VALUES ('99001', 'house')")
        con.execute("INSERT INTO address (commune_code) VALUES (NULL)")
    found = {c.commune_code: c for c in read_completeness(used)}
    assert (found["99001"].addresses, found["99001"].basic_complete, found["99001"].advanced_filled) == (2, 1, 1)
    assert (found[""].addresses, found[""].basic_complete) == (1, 0)
    assert found["99001"].advanced_total > 10


FIRST_PLAQUES = """CREATE TABLE plaque (plaque_id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    address_id TEXT NOT NULL REFERENCES address(address_id), state TEXT NOT NULL DEFAULT 'planned', design TEXT,
    made_at DATE, mounted_at DATE, mounted_by TEXT, place TEXT, photo TEXT, note TEXT,
    CHECK (state IN ('planned', 'made', 'mounted', 'damaged', 'removed')))"""


def test_plaques_of_an_older_version_move_into_the_table_of_today(used: Path) -> None:
    with closing(connect(used, write=True)) as con:
        drop_triggers(con)
        con.execute("DROP TABLE plaque")
        con.execute(FIRST_PLAQUES)
        con.execute("CREATE INDEX plaque_address ON plaque(address_id)")
        for plaque_id, state in ((3, "made"), (5, "mounted"), (9, "made")):
            con.execute(
                "INSERT INTO plaque (plaque_id, address_id, state, mounted_by) SELECT ?, address_id, ?, 'Đội 1'"
                " FROM address", (plaque_id, state),
            )  # fmt: skip
        con.execute("DELETE FROM plaque WHERE plaque_id = 9")
    done = mend_register(used)
    assert "plaque" in done.added and done.backup is not None
    assert rows(used, "SELECT plaque_id, state, mounted_by, code FROM plaque ORDER BY 1") == [
        (3, "made", "Đội 1", None), (5, "mounted", "Đội 1", None)
    ]  # fmt: skip
    with closing(connect(used, write=True)) as con:
        assert missing_triggers(con) == []
        con.execute("UPDATE plaque SET state = 'not_mounted', not_mounted = 'absent' WHERE plaque_id = 3")
        assert con.execute("SELECT new FROM audit_log ORDER BY seq DESC LIMIT 1").fetchone() == (
            '{"state":"not_mounted","not_mounted":"absent"}',
        )
        con.execute("INSERT INTO plaque (address_id) SELECT address_id FROM address")
        assert con.execute("SELECT max(plaque_id) FROM plaque").fetchone() == (10,), "no number twice"
        assert con.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert rows(used, "PRAGMA foreign_key_check") == []
    again = mend_register(used)
    assert (again.added, again.changed) == ((), False)
