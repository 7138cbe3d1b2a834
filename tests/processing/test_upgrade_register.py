"""Checking a register and putting it in order."""
from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from diachiso.register.connect import connect
from diachiso.register.triggers import missing_triggers


@pytest.fixture
def register(run, root: Path, tmp_path: Path) -> Path:
    sample = root / "resources" / "sample" / "sample_town.gpkg"
    path = tmp_path / "Sổ địa chỉ.gpkg"
    run("createregister", PROVINCE="56", UNITS=f"{sample}|layername=communes", OUTPUT=path)
    run("assigncodes", INPUT=f"{sample}|layername=buildings", REGISTER=path, DRY_RUN=False)
    return path


def test_a_sound_register_stays_as_it_is(run, register: Path) -> None:
    done = run("upgraderegister", REGISTER=register)
    assert (done["TRIGGERS"], done["PROBLEMS"], done["BACKUP"]) == (0, 0, "")


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
