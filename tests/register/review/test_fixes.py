"""Suggested fixes: one apply that undo takes back whole; what is no longer as it was checked is left alone."""
from __future__ import annotations

from contextlib import closing

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from diachiso.core.powers import Power
from diachiso.register.connect import connect
from diachiso.register.errors import RegisterError
from diachiso.register.power_setting import set_powers
from diachiso.register.qa_exceptions import set_exception
from diachiso.register.qa_fixes import (
    BACKUP_FROM,
    CHANGED_SINCE,
    NO_FIX,
    NOT_OPEN,
    SAME_FIELD,
    SETTLED_RECORD,
    apply_fixes,
)
from diachiso.register.undo import undo_last_apply

from ...effort import effort
from .conftest import CODES, Town


def table(town: Town) -> list[tuple]:
    """The addresses without their bookkeeping of times."""
    with closing(connect(town.path)) as con:
        names = [n for (n,) in con.execute("SELECT name FROM pragma_table_info('address')") if "edited" not in n]
        return con.execute(f"SELECT {', '.join(names)} FROM address ORDER BY fid").fetchall()


def fields(town: Town, k: int, *names: str) -> tuple:
    return town.query(f"SELECT {', '.join(names)} FROM address WHERE code = ?", CODES[k])[0]


def test_many_fixes_are_one_apply_and_undo_restores_all(town: Town) -> None:
    before = table(town)
    town.say(
        town.hit(0, fix={"street": "Lê Lợi"}), town.hit(1, fix={"street": "Lê Lợi", "house_number": "2"}),
        town.hit(1, "odd", fix={"floors": 3}), town.hit(2), town.hit(3, fix={"street": None}),
    )  # fmt: skip
    town.check()
    done = apply_fixes(town.path, town.ids())
    assert (done.applied, done.addresses, done.skipped) == (4, 3, ((NO_FIX, 1),))
    assert fields(town, 0, "street", "house_number") == ("Lê Lợi", "1")
    assert fields(town, 1, "street", "house_number", "floors") == ("Lê Lợi", "2", 3)
    assert fields(town, 3, "street") == (None,)
    assert "Lê Lợi" in fields(town, 0, "address_text")[0], "the text follows"
    assert town.states() == {(0, "bad"): "fixed", (1, "bad"): "fixed", (1, "odd"): "fixed", (2, "bad"): "open",
                             (3, "bad"): "fixed"}  # fmt: skip
    (run,) = town.query("SELECT kind, counts, backup FROM apply_run WHERE apply_id = ?", done.apply_id)
    assert run[0] == "fix" and '"fixed": 4' in run[1]
    audit = town.query("SELECT count(DISTINCT object_id) FROM audit_log WHERE apply_id = ?", done.apply_id)
    assert audit == [(3,)], "the history tells of each record"
    undo_last_apply(town.path)
    assert table(town) == before
    assert set(town.states().values()) == {"open"}


def test_one_fix_writes_no_copy_of_the_province_but_many_do(town: Town) -> None:
    town.say(town.hit(0, fix={"street": "Lê Lợi"}))
    town.check()
    done = apply_fixes(town.path, town.ids())
    assert done.backup is None and done.addresses < BACKUP_FROM
    undo_last_apply(town.path)
    assert fields(town, 0, "street") == ("Trần Phú",)


def test_what_was_edited_since_is_left_alone(town: Town) -> None:
    town.say(town.hit(0, fix={"street": "Lê Lợi"}), town.hit(1, fix={"street": "Lê Lợi"}))
    town.check()
    town.edit(0, street="Nguyễn Trãi")
    town.edit(1, house_number="9")  # another field: the fix is as good as before
    done = apply_fixes(town.path, town.ids())
    assert (done.applied, done.skipped) == (1, ((CHANGED_SINCE, 1),))
    assert fields(town, 0, "street") == ("Nguyễn Trãi",)
    assert fields(town, 1, "street", "house_number") == ("Lê Lợi", "9")


def test_what_the_registry_may_have_confirmed_is_never_overwritten(town: Town) -> None:
    set_powers(town.path, {Power.VERIFY: ("*",)})
    for k, steps in enumerate((("submitted",), ("submitted", "verified"), ("retired",))):
        for stage in steps:
            town.edit(k, stage=stage)
    town.say(*(town.hit(k, "odd", fix={"street": "Lê Lợi"}) for k in range(4)))
    town.check()
    done = apply_fixes(town.path, town.ids())
    assert (done.applied, done.skipped) == (1, ((SETTLED_RECORD, 3),))
    assert [fields(town, k, "street")[0] for k in range(4)] == ["Trần Phú"] * 3 + ["Lê Lợi"]


def test_two_fixes_of_one_field_do_not_write_over_each_other(town: Town) -> None:
    town.say(town.hit(0, fix={"street": "Lê Lợi"}), town.hit(0, "odd", fix={"street": "Lê Lai"}),
             town.hit(0, "note", fix={"street": "Lê Lợi"}))  # fmt: skip
    town.check()
    done = apply_fixes(town.path, town.ids())
    assert (done.applied, done.skipped) == (2, ((SAME_FIELD, 1),)) and fields(town, 0, "street") == ("Lê Lợi",)


@pytest.mark.parametrize(
    "fix",
    [{"code": "0012300099"}, {"stage": "issued"}, {"address_id": "x"}, {"role": "parcel"}, {"apply_id": 1},
     {"no_such_column": 1}, {"floors": -5}, {"street": "Lê Lợi", "code": "1"}],
    ids=lambda fix: "-".join(fix),
)  # fmt: skip
def test_a_fix_never_touches_identity_code_or_stage(town: Town, fix: dict) -> None:
    before = table(town)
    town.say(town.hit(0, fix=fix))
    town.check()
    done = apply_fixes(town.path, town.ids())
    assert (done.applied, done.skipped) == (0, ((NO_FIX, 1),)) and table(town) == before
    assert town.query("SELECT fix FROM qa_result") == [(None,)], "it is not even offered"


def test_fixed_results_and_exceptions_are_not_fixed_again(town: Town) -> None:
    town.say(town.hit(0, fix={"street": "Lê Lợi"}), town.hit(1, fix={"street": "Lê Lợi"}))
    town.check()
    set_exception(town.path, town.ids()[1:], "Đúng")
    apply_fixes(town.path, town.ids())
    again = apply_fixes(town.path, [*town.ids(), 12345])
    assert (again.applied, again.skipped, again.apply_id) == (0, ((NOT_OPEN, 3),), None)
    assert fields(town, 1, "street") == ("Trần Phú",)


def test_a_fix_that_a_later_check_finds_wanting_is_open_again_and_stays_so_after_an_undo(town: Town) -> None:
    town.say(town.hit(0, fix={"street": "Lê Lợi"}))
    town.check()
    apply_fixes(town.path, town.ids())
    assert town.check().new == 1 and town.states() == {(0, "bad"): "open"}
    undo_last_apply(town.path)
    assert town.states() == {(0, "bad"): "open"} and fields(town, 0, "street") == ("Trần Phú",)


def test_who_holds_no_power_fixes_nothing(town: Town) -> None:
    town.say(town.hit(0, fix={"street": "Lê Lợi"}))
    town.check()
    set_powers(town.path, dict.fromkeys(Power, ("Người khác",)))
    before = table(town)
    for refused in (apply_fixes, lambda path, ids: set_exception(path, ids, "Đúng")):
        with pytest.raises(RegisterError):
            refused(town.path, town.ids())
    assert table(town) == before and town.states() == {(0, "bad"): "open"}


VALUES = st.dictionaries(
    st.sampled_from(["street", "house_number", "settlement", "name", "floors"]),
    st.sampled_from(["Lê Lợi", "7", None, "Tổ 1"]), min_size=1,
).filter(lambda fix: not isinstance(fix.get("floors"), str))  # fmt: skip


@settings(max_examples=effort(6), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(fixes=st.dictionaries(st.integers(0, 5), VALUES, min_size=1))
def test_undo_is_the_inverse_of_any_fixes(town: Town, fixes: dict[int, dict]) -> None:
    """Promise: fixes write precisely what they say, and undoing them restores every field of every record."""
    before = table(town)
    town.say(*(town.hit(k, fix=fix) for k, fix in fixes.items()))
    town.check()
    done = apply_fixes(town.path, town.ids())
    assert done.applied == len(fixes)
    for k, fix in fixes.items():
        assert fields(town, k, *fix) == tuple(fix.values())
    undo_last_apply(town.path)
    assert table(town) == before
