"""Promise 9 with the real assignment: this month, next month (moved, split, merged), and both undone again."""
from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from diachiso.register.connect import connect
from diachiso.register.ledger import mark_left, verify_ledger
from diachiso.register.transaction import write_transaction

TABLES = {
    "address": "fid",
    "address_source": "fid",
    "code_ledger": "code",
    "code_block": "block_id",
    "successor": "successor_id",
}


def state(path: Path) -> dict[str, list[tuple]]:
    with closing(connect(path)) as con:
        found = {t: con.execute(f"SELECT * FROM {t} ORDER BY {key}").fetchall() for t, key in TABLES.items()}
        found["rtree"] = con.execute("SELECT id FROM rtree_address_geom ORDER BY id").fetchall()
        assert con.execute("SELECT rtreecheck('rtree_address_geom')").fetchone() == ("ok",)
        assert [str(problem) for problem in verify_ledger(con)] == []
        return found


def differing(one: dict, other: dict) -> dict[str, list]:
    """What differs, few rows each, so that a failure can be read."""
    return {t: sorted(set(one[t]) ^ set(other[t]), key=str)[:4] for t in one if one[t] != other[t]}


@pytest.fixture
def town(run, root: Path, tmp_path: Path) -> Path:
    """The register of the sample town with its blocks."""
    sample = root / "resources" / "sample" / "sample_town.gpkg"
    register = tmp_path / "Sổ địa chỉ.gpkg"
    run(
        "createregister", PROVINCE="56", UNITS=f"{sample}|layername=communes", STREETS=f"{sample}|layername=streets",
        OUTPUT=register,
    )  # fmt: skip
    run("addcodeblock", REGISTER=register, BLOCKS=root / "resources" / "sample" / "blocks.csv")
    return register


def assign(run, root: Path, register: Path, layer: str) -> dict:
    sample = root / "resources" / "sample" / "sample_town.gpkg"
    return run("assigncodes", REGISTER=register, INPUT=f"{sample}|layername={layer}", DRY_RUN=False)


def test_promise_9_two_months_undone_one_after_the_other(run, root: Path, town: Path) -> None:
    empty = state(town)
    first = assign(run, root, town, "buildings")
    assert first["NEW"] > 1000
    one = state(town)
    second = assign(run, root, town, "buildings_next_month")
    assert second["KEPT"] > 1000 and second["MOVED"] and second["SPLIT"] and second["MERGED"]
    undone = run("undoapply", REGISTER=town)
    assert undone["REMOVED"] > 0 and undone["RESTORED"] > 0 and undone["BURNED"] == 0
    assert differing(state(town), one) == {}
    undone = run("undoapply", REGISTER=town)
    assert undone["REMOVED"] == first["NEW"]
    assert differing(state(town), empty) == {}


def test_promise_1_and_9_codes_that_left_are_not_given_again(run, root: Path, town: Path) -> None:
    assign(run, root, town, "buildings")
    with write_transaction(town) as con:
        mark_left(con, apply_id=1)
    given = {row[0] for row in state(town)["code_ledger"]}
    run("undoapply", REGISTER=town)
    assert {(row[0], row[3]) for row in state(town)["code_ledger"]} == {(code, "burned") for code in given}
    assign(run, root, town, "buildings")
    with closing(connect(town)) as con:
        again = {code for (code,) in con.execute("SELECT code FROM address WHERE code IS NOT NULL")}
    assert again and not again & given


def test_promise_4_after_an_undo_the_same_codes_are_given(run, root: Path, town: Path) -> None:
    def codes() -> list[tuple]:
        with closing(connect(town)) as con:
            return con.execute(
                "SELECT source_key, code FROM address JOIN address_source USING (fid) ORDER BY 1, 2"
            ).fetchall()

    assign(run, root, town, "buildings")
    before = codes()
    run("undoapply", REGISTER=town)
    assign(run, root, town, "buildings")
    assert codes() == before


def test_promise_9_a_match_is_undone_and_what_the_platform_issued_stays_known(run, root: Path, town: Path) -> None:
    sample = root / "resources" / "sample" / "sample_town.gpkg"
    empty = state(town)
    matched = run(
        "matchcodes", REGISTER=town, OFFICIAL=f"{sample}|layername=official", CODE_FIELD="ma_dia_chi",
        INPUT=f"{sample}|layername=buildings", DRY_RUN=False,
    )  # fmt: skip
    assert matched["MATCHED"] > 50
    one = state(town)
    assign(run, root, town, "buildings")
    run("undoapply", REGISTER=town)
    assert differing(state(town), one) == {}
    undone = run("undoapply", REGISTER=town)
    assert (undone["REMOVED"], undone["OFFICIAL"], undone["FREED"]) == (matched["MATCHED"], matched["MATCHED"], 0)
    last = state(town)
    assert {row[3] for row in last["code_ledger"]} == {"official"}
    assert {row[0] for row in last["code_ledger"]} == {row[0] for row in one["code_ledger"]}
    assert all(last[table] == empty[table] for table in ("address", "address_source", "successor", "rtree"))
    again = run(
        "matchcodes", REGISTER=town, OFFICIAL=f"{sample}|layername=official", CODE_FIELD="ma_dia_chi",
        INPUT=f"{sample}|layername=buildings", DRY_RUN=False,
    )  # fmt: skip
    assert again["MATCHED"] == matched["MATCHED"]
