"""Who may take an address into which stage: the triggers say the same as core, for any name."""
from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from diachiso.core.lifecycle import Stage
from diachiso.core.powers import POWER_FOR, Power, Powers
from diachiso.register.actor import current_user
from diachiso.register.connect import connect
from diachiso.register.errors import RegisterError
from diachiso.register.power_setting import read_powers, set_powers
from diachiso.register.powers import holds_none, powerless, powers_of, refuse_powerless
from diachiso.register.sql import build

from ...effort import effort

Add = Callable[..., int]
NAMES = st.sampled_from(["", "*", "lan", "an", "Trần Văn Minh", "minh", "Lan", "%", "_", "l*n"])
LISTS = st.lists(NAMES.filter(bool), max_size=3, unique=True).map(tuple)


def test_at_first_everybody_declares_and_creates_and_nobody_verifies(register: Path) -> None:
    assert read_powers(register) == Powers(("*",), ("*",), ())


def test_powers_are_set_read_and_recorded(register: Path) -> None:
    given_now = set_powers(register, {Power.VERIFY: ("lan", "Trần Văn Minh")})
    assert given_now == read_powers(register) == Powers(("*",), ("*",), ("lan", "Trần Văn Minh"))
    set_powers(register, {Power.VERIFY: ("lan", "Trần Văn Minh")})  # nothing new
    set_powers(register, {Power.CREATE: (), Power.VERIFY: ()})
    assert read_powers(register) == Powers(("*",), (), ())
    with closing(connect(register)) as con:
        rows = con.execute("SELECT by, old, new FROM audit_log WHERE action = 'powers' ORDER BY seq").fetchall()
    assert [by for by, _, _ in rows] == [current_user()] * 2
    assert rows[0][1:] == ('{"verify": []}', '{"verify": ["lan", "Trần Văn Minh"]}')


def test_powers_are_not_typed_in(con: sqlite3.Connection) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="Giao quyền"):
        con.execute("INSERT INTO register_meta (key, value) VALUES ('power_verify', '*')")
    con.execute("UPDATE sync_ctl SET value = '1' WHERE key = 'applying'")
    con.execute("INSERT INTO register_meta (key, value) VALUES ('power_verify', 'lan')")
    con.execute("UPDATE sync_ctl SET value = '0' WHERE key = 'applying'")
    with pytest.raises(sqlite3.IntegrityError, match="Giao quyền"):
        con.execute("UPDATE register_meta SET value = '*' WHERE key = 'power_verify'")
    con.execute("UPDATE register_meta SET value = 'x' WHERE key = 'province'")


@given(declare=LISTS, create=LISTS, verify=LISTS, actor=st.none() | NAMES, stage=st.sampled_from(list(Stage)))
@settings(max_examples=effort(200), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_triggers_and_core_agree_on_any_name(
    con: sqlite3.Connection, declare: tuple, create: tuple, verify: tuple, actor: str | None, stage: Stage
) -> None:
    powers = Powers(declare, create, verify)
    con.execute("BEGIN")
    con.execute("UPDATE sync_ctl SET value = '1' WHERE key = 'applying'")
    for power in Power:
        con.execute(
            "INSERT INTO register_meta (key, value) VALUES (?, ?)",
            (f"power_{power.value}", "\n".join(powers.holders(power))),
        )
    (lacks,) = con.execute(build("SELECT {x}", x=powerless("?1", "?2")), (stage.value, actor)).fetchone()
    found = powers_of(con)
    con.execute("ROLLBACK")
    assert found == powers
    assert bool(lacks) is not powers.has(actor, POWER_FOR[stage])


@pytest.mark.parametrize(
    ("holder", "editor", "allowed"),
    [("lan", "lan", True), ("lan", "minh", False), ("lan", None, False), ("*", None, True), ("lan", "an", False)],
)
def test_the_editor_of_a_step_must_hold_its_power(
    register: Path, con: sqlite3.Connection, add: Add, holder: str, editor: str | None, allowed: bool
) -> None:
    set_powers(register, {Power.VERIFY: (holder,)})
    con.execute("UPDATE sync_ctl SET value = '1' WHERE key = 'applying'")
    fid = add(stage="submitted", code="0012300001", object_class="house", house_number="5", street="Trần Phú")
    con.execute("UPDATE sync_ctl SET value = '0' WHERE key = 'applying'")
    change = "UPDATE address SET stage = 'verified', edited_by = ? WHERE fid = ?"
    if allowed:
        con.execute(change, (editor, fid))
        assert con.execute("SELECT by FROM audit_log WHERE action = 'update'").fetchone() == (editor,)
    else:
        with pytest.raises(sqlite3.IntegrityError, match="You do not hold the power"):
            con.execute(change, (editor, fid))
        con.execute("UPDATE address SET note = 'x', edited_by = ? WHERE fid = ?", (editor, fid))  # no step


def test_who_may_not_declare_enters_nothing(register: Path, con: sqlite3.Connection, add: Add) -> None:
    set_powers(register, {Power.DECLARE: ("lan",), Power.CREATE: ("minh",)})
    with pytest.raises(sqlite3.IntegrityError, match="You do not hold the power"):
        add(created_by="minh")
    assert add(created_by="lan") and add(edited_by="lan", created_by="minh")
    with pytest.raises(sqlite3.IntegrityError, match="You do not hold the power"):
        con.execute("UPDATE address SET stage = 'retired', edited_by = 'lan'")
    con.execute("UPDATE address SET stage = 'retired', edited_by = 'minh'")


def test_whoever_holds_no_power_reads_only(register: Path, con: sqlite3.Connection, add: Add) -> None:
    fid = add(street="Trần Phú", edited_by="lan")
    set_powers(register, {Power.DECLARE: ("lan",), Power.CREATE: ("minh",), Power.VERIFY: ("hoa",)})
    edit = "UPDATE address SET note = ?1, edited_by = ?2 WHERE fid = ?3"
    for editor in ("khách", "la", None):
        with pytest.raises(sqlite3.IntegrityError, match="You hold no power"):
            con.execute(edit, ("x", editor, fid))
    for note, editor in (("a", "lan"), ("b", "minh"), ("c", "hoa"), ("d", "lan")):
        con.execute(edit, (note, editor, fid))
    con.execute("UPDATE address SET edited_by = 'khách'")  # says nothing of the record itself
    con.execute("UPDATE street SET name = 'Trần Hưng Đạo' WHERE street_id = 's1'")  # in nobody's name
    assert con.execute("SELECT street, note FROM address").fetchone() == ("Trần Hưng Đạo", "d")


@given(declare=LISTS, create=LISTS, verify=LISTS, actor=st.none() | NAMES)
@settings(max_examples=effort(100), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_guard_of_edits_and_core_agree_on_any_name(
    con: sqlite3.Connection, declare: tuple, create: tuple, verify: tuple, actor: str | None
) -> None:
    powers = Powers(declare, create, verify)
    con.execute("BEGIN")
    con.execute("UPDATE sync_ctl SET value = '1' WHERE key = 'applying'")
    for power in Power:
        con.execute(
            "INSERT INTO register_meta (key, value) VALUES (?, ?)",
            (f"power_{power.value}", "\n".join(powers.holders(power))),
        )
    (none,) = con.execute(build("SELECT {x}", x=holds_none("?1")), (actor,)).fetchone()
    for power in ("", *(p.value for p in Power)):
        needed = powers.of_issued if power == "verify" else power and Power(power)
        lawful = powers.has(actor, needed) if needed else powers.may_edit(actor)
        if lawful:
            refuse_powerless(con, actor, power)
        else:
            with pytest.raises(RegisterError, match="power"):
                refuse_powerless(con, actor, power)
    con.execute("ROLLBACK")
    assert bool(none) is not powers.may_edit(actor)


@pytest.mark.parametrize(
    ("verify", "needed"), [((), Power.CREATE), (("lan",), Power.VERIFY), (("*",), Power.VERIFY)]
)
def test_whoever_writes_down_what_was_issued_verifies_once_somebody_is_named(verify: tuple, needed: Power) -> None:
    assert Powers(verify=verify).of_issued is needed
