"""Checking a register and putting it in order."""
from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from diachiso.register.connect import connect
from diachiso.register.triggers import missing_triggers


@pytest.fixture
def register(run, once, root: Path, tmp_path: Path) -> Path:
    def make(folder: Path) -> None:
        sample = root / "resources" / "sample" / "sample_town.gpkg"
        path = folder / "Sổ địa chỉ.gpkg"
        run("createregister", PROVINCE="56", UNITS=f"{sample}|layername=communes", OUTPUT=path)
        run("assigncodes", INPUT=f"{sample}|layername=buildings", REGISTER=path, DRY_RUN=False)

    return once(make, tmp_path) / "Sổ địa chỉ.gpkg"


def test_a_sound_register_stays_as_it_is(run, register: Path) -> None:
    before = register.read_bytes()
    done = run("upgraderegister", REGISTER=register)
    assert (done["TRIGGERS"], done["PROBLEMS"], done["BACKUP"]) == (0, 0, "")
    assert register.read_bytes() == before


def test_an_old_register_gets_tables_guards_and_forms_in_one_step(run, register: Path) -> None:
    with closing(sqlite3.connect(register)) as con:  # as the version before notices and plaques made it
        con.execute("DROP TABLE plaque")  # with its triggers
        con.execute("DELETE FROM gpkg_contents WHERE table_name = 'plaque'")
        con.commit()
    register.with_suffix(".qgz").unlink(missing_ok=True)
    done = run("upgraderegister", REGISTER=register)
    assert Path(done["BACKUP"]).is_file() and Path(done["PROJECT"]) == register.with_suffix(".qgz")
    assert register.with_suffix(".qgz").is_file()
    with closing(connect(register)) as con:
        assert missing_triggers(con) == []
        assert con.execute("SELECT count(*) FROM plaque").fetchone() == (0,)
    assert run("upgraderegister", REGISTER=register, MAKE_PROJECT=False)["BACKUP"] == ""


def test_an_administrator_s_own_triggers_do_not_go_without_a_word(run, register: Path) -> None:
    own = "CREATE TRIGGER {name} AFTER UPDATE ON {table} WHEN 0 BEGIN SELECT 1; END"
    with closing(sqlite3.connect(register)) as con:
        con.execute("CREATE TABLE office (fid INTEGER PRIMARY KEY)")
        con.execute(own.format(name="my_check", table="address"))
        con.execute(own.format(name="office_check", table="office"))
        con.commit()
    done = run("upgraderegister", REGISTER=register)
    assert done["DROPPED"] == "my_check" and any("my_check" in text for text in run.heard.warnings)
    with closing(connect(register)) as con:
        said = con.execute("SELECT new FROM audit_log WHERE action = 'profile' ORDER BY seq DESC").fetchone()[0]
        left = {name for (name,) in con.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")}
    assert "CREATE TRIGGER my_check AFTER UPDATE ON address" in said
    assert "office_check" in left and "my_check" not in left, "what is on a table of his own stays"
    assert run("upgraderegister", REGISTER=register)["DROPPED"] == ""


def test_lost_triggers_are_told_and_put_back(run, root: Path, register: Path) -> None:
    with closing(sqlite3.connect(register)) as con:  # as another program would
        con.execute("DROP TRIGGER address_no_delete")
        con.commit()
    with closing(connect(register)) as con:
        assert missing_triggers(con) == ["address_no_delete"]
    sample = root / "resources" / "sample" / "sample_town.gpkg"
    run("assigncodes", INPUT=f"{sample}|layername=buildings", REGISTER=register, DRY_RUN=True)
    assert any("triggers" in text for text in run.heard.warnings)
    assert run("upgraderegister", REGISTER=register)["TRIGGERS"] == 1
    with closing(connect(register)) as con:
        assert missing_triggers(con) == []


def test_a_ledger_that_disagrees_is_listed(run, register: Path) -> None:
    with closing(sqlite3.connect(register)) as con:
        for (name,) in con.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            con.execute(f'DROP TRIGGER "{name}"')
        con.execute("UPDATE address SET code = 'TAM-99999999' WHERE fid = 1")
        con.commit()
    done = run("upgraderegister", REGISTER=register)
    assert done["PROBLEMS"] >= 1 and done["TRIGGERS"] > 10
    assert any("TAM-99999999" in text for text in run.heard.warnings)
