"""changestage and setpowers as the toolbox runs them."""
from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from qgis.core import QgsApplication, QgsProcessingContext, QgsProcessingException

from diachiso.core.lifecycle import Stage
from diachiso.register.actor import current_user
from diachiso.register.connect import connect

from ..stores import both_stores

RETIRED, SUBMITTED, VERIFIED = (list(Stage).index(s) for s in (Stage.RETIRED, Stage.SUBMITTED, Stage.VERIFIED))


def stages(path: Path) -> list[tuple]:
    with closing(connect(path)) as con:
        return con.execute("SELECT address_id, stage FROM address ORDER BY address_id").fetchall()


@pytest.fixture
def register(run, once, tmp_path: Path) -> Path:
    """A register with three declared addresses."""
    once(lambda folder: run("createregister", PROVINCE="56", OUTPUT=folder / "Sổ địa chỉ.gpkg"), tmp_path)
    path = tmp_path / "Sổ địa chỉ.gpkg"
    with closing(connect(path, write=True)) as con:
        con.executemany(
            "INSERT INTO address (address_id, street, commune_code) VALUES (?, ?, '22528')",
            [("a", "Trần Phú"), ("b", "Trần Phú"), ("c", None)],
        )
    return path


@both_stores
def test_by_filter_by_codes_and_back(run, register: Path) -> None:
    planned = run("changestage", REGISTER=register, FILTER="\"street\" = 'Trần Phú'", STAGE=RETIRED, REASON="Phá dỡ",
                  OUTPUT="TEMPORARY_OUTPUT")  # fmt: skip
    assert (planned["CHANGED"], planned["REFUSED"]) == (2, 0)
    rows = [(f["record"], f["before"], f["after"], f["status"]) for f in planned["OUTPUT"].getFeatures()]
    assert rows == [("a", "declared", "retired", "changed"), ("b", "declared", "retired", "changed")]
    assert stages(register) == [("a", "declared"), ("b", "declared"), ("c", "declared")]
    run("changestage", REGISTER=register, CODES="a; c", STAGE=RETIRED, REASON="Phá dỡ", DRY_RUN=False)
    assert stages(register) == [("a", "retired"), ("b", "declared"), ("c", "retired")]
    wanted = "\"stage\" = 'retired' AND \"street\" IS NOT NULL"
    values = {"CODES": "a\nb\nc", "FILTER": wanted, "RESTORE": True, "REASON": "Nhầm", "DRY_RUN": False}
    done = run("changestage", REGISTER=register, **values)
    assert done["CHANGED"] == 1 and stages(register)[0] == ("a", "declared")


@pytest.mark.parametrize("stage", ["retired", " retired ", RETIRED, str(RETIRED)])
def test_a_stage_is_written_by_name_or_number(run, register: Path, stage: object) -> None:
    algorithm = QgsApplication.processingRegistry().algorithmById("diachiso:changestage")
    assert algorithm.checkParameterValues(
        {"REGISTER": str(register), "STAGE": stage}, QgsProcessingContext()
    ) == (True, "")
    run("changestage", REGISTER=register, CODES="a", STAGE=stage, REASON="Phá dỡ", DRY_RUN=False)
    assert stages(register)[0] == ("a", "retired")


def test_a_stage_that_there_is_not_is_refused_with_the_names(register: Path) -> None:
    algorithm = QgsApplication.processingRegistry().algorithmById("diachiso:changestage")
    values = {"REGISTER": str(register), "STAGE": "Ngừng"}
    fine, words = algorithm.checkParameterValues(values, QgsProcessingContext())
    assert not fine and "declared, created" in words and "Ngừng" in words


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"CODES": "a"}, "either a new stage"),
        ({"CODES": "a", "STAGE": RETIRED, "RESTORE": True}, "either a new stage"),
        ({"STAGE": RETIRED, "REASON": "x"}, "No record is chosen"),
        ({"FILTER": "false", "STAGE": RETIRED, "REASON": "x"}, "No record is chosen"),
        ({"FILTER": "\"street", "STAGE": RETIRED}, "filter cannot be used"),
        ({"FILTER": "\"streeet\" = 'x'", "STAGE": RETIRED}, "streeet"),
        ({"CODES": "a", "STAGE": RETIRED}, "Say why"),
        ({"CODES": "a, nobody", "STAGE": RETIRED, "REASON": "x"}, "1 of 2 records.*nobody"),
        ({"CODES": "a", "STAGE": VERIFIED}, "Declared.*Verified.*Created"),
    ],
)
def test_a_wrong_request_is_refused(run, register: Path, values: dict, words: str) -> None:
    before = stages(register)
    with pytest.raises(QgsProcessingException, match=words):
        run("changestage", REGISTER=register, DRY_RUN=False, **values)
    assert stages(register) == before


def test_powers_are_shown_and_given(run, register: Path) -> None:
    shown = run("setpowers", REGISTER=register)
    assert (shown["DECLARE_NOW"], shown["CREATE_NOW"], shown["VERIFY_NOW"]) == ("everybody", "everybody", "nobody")
    given = run("setpowers", REGISTER=register, VERIFY=f"{current_user()}, Trần Thị Lan", CREATE="-")
    assert (given["CREATE_NOW"], given["VERIFY_NOW"]) == ("nobody", f"{current_user()}, Trần Thị Lan")
    with pytest.raises(QgsProcessingException, match="power to create"):
        run("changestage", REGISTER=register, CODES="a", STAGE=RETIRED, REASON="x", DRY_RUN=False)


def test_powers_are_kept_to_in_a_register_made_before_them(run, register: Path) -> None:
    with closing(sqlite3.connect(register)) as con:
        for name in ("register_meta_powers_insert", "register_meta_powers_update", "address_power_insert",
                     "address_power_update"):  # fmt: skip
            con.execute(f"DROP TRIGGER {name}")
        con.commit()
    run("setpowers", REGISTER=register, CREATE="-", DECLARE="-")
    with closing(connect(register, write=True)) as con:
        for statement in ("UPDATE address SET stage = 'retired'", "INSERT INTO address (street) VALUES ('x')"):
            with pytest.raises(sqlite3.IntegrityError, match="power"):
                con.execute(statement)
