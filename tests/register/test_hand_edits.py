"""An edit saved by hand between the plan and its writing is never overwritten: the apply is refused."""
from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from diachiso.core.errors import DiachisoError
from diachiso.register.apply import apply_folder
from diachiso.register.connect import connect
from diachiso.register.job import Job
from diachiso.register.transaction import last_edit, revision

from .pretend import Pretend, query

EDITS = {
    "an address": "UPDATE address SET name = 'Trạm y tế', edited_by = 'Lê Thị C'",
    "a stage": "UPDATE address SET stage = 'retired', edited_by = 'Lê Thị C'",
    "a commune": "UPDATE admin_unit SET postcode = '57123'",
    "an entrance": "INSERT INTO address_position (address_id, geom) SELECT address_id, geom FROM address",
}


@pytest.fixture
def stage(register: Path, tmp_path: Path) -> Callable[..., Path]:
    """stage() -> folder of an apply that changes nothing, planned from the register as it is."""
    Pretend(register).apply(["0012300001"], block_id=None)

    def make(**more: int) -> Path:
        con = connect(register)
        planned = {"revision": revision(con), "audit_seq": last_edit(con), **more}
        con.close()
        Job(
            path=str(register), kind="assign", source="nhà", actor="Á", backup="", params={}, counts={}, columns={},
            source_columns={}, **planned,
        ).write(tmp_path)  # fmt: skip
        return tmp_path

    return make


def edit(path: Path, statement: str) -> None:
    """What a form of QGIS saves."""
    con = connect(path, write=True)
    con.execute(statement)
    con.close()


def apply(folder: Path) -> int:
    return apply_folder(folder, lambda share: None, lambda con: None)


@pytest.mark.parametrize("kind", EDITS)
def test_an_edit_since_the_plan_stops_the_apply(register: Path, stage, kind: str) -> None:
    folder = stage()
    edit(register, EDITS[kind])
    before = query(register, "SELECT * FROM address"), query(register, "SELECT * FROM apply_run")
    with pytest.raises(DiachisoError) as error:
        apply(folder)
    assert error.value.message.id == "edited_meanwhile"
    assert ("Lê Thị C" in str(error.value)) == ("edited_by" in EDITS[kind])
    assert (query(register, "SELECT * FROM address"), query(register, "SELECT * FROM apply_run")) == before


def test_edits_before_the_plan_and_rows_of_applies_stop_nothing(register: Path, stage) -> None:
    edit(register, EDITS["an address"])
    assert apply(stage()) == 2
    assert apply(stage()) == 3


def test_a_job_that_does_not_say_what_it_saw_is_not_checked(register: Path, stage) -> None:
    folder = stage(audit_seq=-1)
    edit(register, EDITS["an address"])
    assert apply(folder) == 2
