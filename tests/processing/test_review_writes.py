"""What a review writes, run from the toolbox: suggested fixes and exceptions, by number or by rule, all or nothing."""
from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from qgis.core import QgsProcessingException

from diachiso.core.units import UnitTable
from diachiso.register.connect import connect
from diachiso.register.create import create_register
from diachiso.register.rows import UnitRow

from ..stores import both_stores

Run = Callable[..., dict[str, Any]]


@pytest.fixture
def register(tmp_path: Path) -> Path:
    """A register with four addresses whose streets have stray spaces, and the results about them; one is verified."""
    path = tmp_path / "sổ.gpkg"
    unit = UnitRow("22366", "commune", "Nha Trang", "Phường Nha Trang", province_code="56", postcode="00101")
    create_register(path, province=UnitTable.load().by_code("56"), units=[unit])
    with closing(connect(path, write=True)) as con:
        con.execute("UPDATE sync_ctl SET value = '1' WHERE key = 'applying'")
        for fid in (1, 2, 3, 4):
            con.execute(
                "INSERT INTO address (fid, address_id, street, stage) VALUES (?, ?, 'Trần  Phú', ?)",
                (fid, f"a{fid}", "verified" if fid == 4 else "declared"),
            )
            rule = "text_stray_spaces" if fid != 3 else "street_spelling"
            fix, was = json.dumps({"street": "Trần Phú"}), json.dumps({"street": "Trần  Phú"})
            con.execute(
                "INSERT INTO qa_result (result_id, rule, level, subject, object_id, fid, part, fix, was, first_run,"
                " last_run) VALUES (?, ?, 'warning', 'address', ?, ?, 'street', ?, ?, 1, 1)",
                (10 + fid, rule, f"a{fid}", fid, fix, was),
            )
        con.execute("UPDATE sync_ctl SET value = '0' WHERE key = 'applying'")
    return path


def states(path: Path) -> str:
    """The states of the results by their numbers: o(pen), f(ixed), e(xception)."""
    with closing(connect(path)) as con:
        return "".join(state[0] for (state,) in con.execute("SELECT state FROM qa_result ORDER BY result_id"))


def streets(path: Path) -> list[str]:
    with closing(connect(path)) as con:
        return [street for (street,) in con.execute("SELECT street FROM address ORDER BY fid")]


def test_fixes_by_number_and_what_was_left(register: Path, run: Run) -> None:
    results = run("applyfixes", REGISTER=register, RESULTS="12, 14")
    assert (results["COUNT"], results["ADDRESSES"], results["SKIPPED"]) == (1, 1, 1)
    assert streets(register) == ["Trần  Phú", "Trần Phú", "Trần  Phú", "Trần  Phú"]
    assert states(register) == "ofoo"
    assert "1 results were left as they are: The record was submitted, verified" in run.heard.warnings[0]


@both_stores
def test_fixes_by_rule_are_one_step(register: Path, run: Run) -> None:
    assert run("applyfixes", REGISTER=register, RULES="text_stray_spaces")["COUNT"] == 2
    assert states(register) == "ffoo"
    run("undoapply", REGISTER=register)
    assert states(register) == "oooo"
    assert streets(register) == ["Trần  Phú"] * 4


def test_nothing_to_fix_writes_nothing(register: Path, run: Run) -> None:
    assert run("applyfixes", REGISTER=register)["COUNT"] == 0
    assert run("applyfixes", REGISTER=register, RESULTS="999")["SKIPPED"] == 1
    assert states(register) == "oooo"


def test_exceptions_are_marked_and_withdrawn(register: Path, run: Run) -> None:
    assert run("markexceptions", REGISTER=register, RESULTS="11,13", REASON="biển tên cũ còn dùng")["COUNT"] == 2
    assert states(register) == "eoeo"
    assert run("markexceptions", REGISTER=register, RESULTS="11 12", WITHDRAW=True)["COUNT"] == 1
    assert states(register) == "ooeo"


def test_an_exception_needs_a_reason(register: Path, run: Run) -> None:
    with pytest.raises(QgsProcessingException, match="needs a reason"):
        run("markexceptions", REGISTER=register, RESULTS="11", REASON="  ")
    assert states(register) == "oooo"


def test_a_wrong_number_is_named(register: Path, run: Run) -> None:
    with pytest.raises(QgsProcessingException, match="“12a” is no number of a result"):
        run("applyfixes", REGISTER=register, RESULTS="11,12a")
    assert states(register) == "oooo"


@given(st.lists(st.integers(0, 10**18 - 1)), st.sampled_from([",", ";", " ", "\n", ", "]))
def test_numbers_come_back_in_their_order_each_once(numbers: list[int], between: str) -> None:
    from diachiso.processing.result_numbers import result_numbers

    assert result_numbers(between.join(map(str, numbers))) == list(dict.fromkeys(numbers))
