"""Promises 1, 2 and 7 with many hands: the register and two check-outs of one commune, edited in any way, in any order.

No code is given twice; no edit is lost that is not listed; checking in twice changes nothing; refreshed, all are equal.
"""
from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from diachiso.core.checkin.model import Choices, Side, Verdict
from diachiso.register import backup, gate
from diachiso.register.checkout.checkin import CheckinResult, check_in
from diachiso.register.checkout.departure import CheckoutWish, Departure, depart
from diachiso.register.connect import connect
from diachiso.register.geometry_functions import point_blob
from diachiso.register.ledger import taken_serials, verify_ledger

from ...effort import effort
from ...small_town import FIRST
from .conftest import add_address

IDS = ("a1", "a2", "a3")
HOME, ONE, TWO = range(3)
FIELDS = ("house_number", "name", "floors", "geom", "stage", "code")
SHARED = ("object_class", "settlement", "street", "address_position", "person", "notification", "plaque", "successor")
LEAST_CODES = "SELECT code, address_id FROM code_ledger WHERE state IN ('given', 'retired') AND address_id IS NOT NULL"

edits = st.one_of(
    st.tuples(st.sampled_from(IDS), st.sampled_from(["house_number", "name"]), st.sampled_from([None, "1", "2B", "3"])),
    st.tuples(st.sampled_from(IDS), st.just("floors"), st.sampled_from([None, 1, 2])),
    st.tuples(st.sampled_from(IDS), st.just("geom"), st.sampled_from([109.01, 109.02])),
    st.tuples(st.sampled_from(IDS), st.just("stage"), st.sampled_from(["retired", "submitted"])),
    st.tuples(st.just("new"), st.just("code"), st.integers(1, 3)),
    st.tuples(st.just("person"), st.sampled_from(["add", "change", "remove"]), st.sampled_from(["An", "Bình"])),
    st.tuples(st.just("plaque"), st.sampled_from(["mounted", "damaged"]), st.none()),
    st.tuples(st.just("street"), st.just("name"), st.sampled_from(["Trần Phú", "Hùng Vương"])),
)
works = st.lists(st.tuples(st.sampled_from([HOME, ONE, TWO]), edits), min_size=6, max_size=14)
returns = st.lists(st.sampled_from([ONE, TWO, ONE, TWO]), min_size=2, max_size=3)
sides = st.sampled_from([Side.OPEN, Side.MINE, Side.THEIRS])


@pytest.fixture(scope="module", autouse=True)
def quick() -> Iterator[None]:
    """Backups have their own tests."""
    patch = pytest.MonkeyPatch()
    patch.setattr(backup, "_sync_to_disk", lambda file: None)
    yield
    patch.undo()


@given(before=works, between=works, order=returns, side=sides)
@settings(
    max_examples=effort(3), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture],
    phases=(Phase.explicit, Phase.reuse, Phase.generate),  # a second per example: shrinking would take minutes
)
def test_many_hands(
    home_template: Path, tmp_path_factory: pytest.TempPathFactory, before: list, between: list, order: list, side: Side
) -> None:
    folder = tmp_path_factory.mktemp("nhiều người")
    home = Path(shutil.copyfile(home_template, folder / "sổ.gpkg"))
    out = {k: leave(home, folder / str(k)) for k in (ONE, TWO)}
    paths = {HOME: home, **{k: left.file for k, left in out.items()}}
    work(paths, before)
    for k in order:
        come_back(home, out[k], side)
        work(paths, between[: len(between) // 2])
        between = between[len(between) // 2:]
    for k in (ONE, TWO):
        come_back(home, out[k], Side.THEIRS)
    for left in out.values():  # in the order in which they came, so each has what the others brought
        copy = refreshed(home, left, folder)
        for table in SHARED:
            assert content(copy, table) <= content(home, table), table
        assert addresses(copy) == {k: v for k, v in addresses(home).items() if k != "b1"}
        assert codes(copy) == {code: of for code, of in codes(home).items() if code.startswith("00101")}


def leave(home: Path, folder: Path, replaces: str = "") -> Departure:
    folder.mkdir()
    with gate.writer_gate(home, action="test"):
        left = depart(home, folder, CheckoutWish((FIRST,), numbers=8), replaces=replaces)
        left.note(replaces)
    return left


def refreshed(home: Path, left: Departure, folder: Path) -> Path:
    return leave(home, folder / f"{left.order.checkout_id}-2", left.order.checkout_id).file


def work(paths: dict[int, Path], done: list) -> None:
    """What people do in forms; a form refuses some of it."""
    for where in sorted({where for where, _ in done}):
        with closing(connect(paths[where], write=True)) as con:
            for what, name, value in (edit for place, edit in done if place == where):
                try:
                    act(con, where, what, name, value)
                except sqlite3.IntegrityError:  # a guard has refused it
                    continue


def act(con: Any, where: int, what: str, name: str, value: Any) -> None:
    if what == "new":
        taken = set(taken_serials(con, "00101", 5).tolist())
        free = [serial for serial in range(1, 61) if serial not in taken]
        number = con.execute("SELECT count(*) FROM address").fetchone()[0]
        if free:
            add_address(con, f"n{where}-{number}", 109.03 + value / 1000, FIRST, serial=free[0])
    elif what == "person":
        if name == "add":
            con.execute(
                "INSERT INTO person (address_id, role, full_name, legal_basis) VALUES ('a2', 'user', ?, 'law')",
                (value,),
            )
        elif name == "change":
            con.execute("UPDATE person SET full_name = ? WHERE address_id = 'a1'", (value,))
        else:
            con.execute("DELETE FROM person WHERE person_id = (SELECT max(person_id) FROM person)")
    elif what == "plaque":
        con.execute("UPDATE plaque SET state = ? WHERE address_id = 'a1'", (name,))
    elif what == "street":
        con.execute("UPDATE street SET name = ? WHERE street_id = 's1'", (value,))
    else:
        stored = point_blob(value, 12.01) if name == "geom" else value
        con.execute(f"UPDATE address SET {name} = ? WHERE address_id = ?", (stored, what))


def come_back(home: Path, left: Departure, side: Side) -> CheckinResult:
    """Check in, and look whether each edit of the copy is here or listed; then once more, which changes nothing."""
    here, there = addresses(home), addresses(left.file)
    done = check_in(home, left.file, Choices(side))
    now = addresses(home)
    listed = {(d.key, d.field): d for d in done.differences if d.table == "address"}
    changed = {Verdict.NEW, Verdict.CHANGED, Verdict.RETIRED}
    for address_id, values in there.items():
        for name, value in values.items():
            found = listed.get((address_id, name)) or listed.get((address_id, ""))
            if found is not None and found.verdict in changed:
                assert now[address_id][name] == value, found
            elif found is not None and found.verdict is Verdict.CONFLICT:
                stays = value if found.chosen is Side.THEIRS else here[address_id][name]
                assert now[address_id][name] == stays, found
            elif found is None:
                assert now[address_id][name] == value, (address_id, name)
    assert here.keys() <= now.keys()
    with closing(connect(home)) as con:
        assert not verify_ledger(con)
    given = codes(home)
    for code, owner in codes(left.file).items():
        assert given.get(code, owner) == owner, "a code given twice"
    before = dump(home)
    check_in(home, left.file, Choices(side if side is not Side.OPEN else Side.OPEN))
    assert dump(home) == before
    return done


def addresses(path: Path) -> dict[str, dict[str, Any]]:
    with closing(connect(path)) as con:
        names = ", ".join(FIELDS)
        rows = con.execute(f"SELECT address_id, {names} FROM address ORDER BY 1").fetchall()
        return {key: dict(zip(FIELDS, values)) for key, *values in rows}


def codes(path: Path) -> dict[str, str]:
    with closing(connect(path)) as con:
        return dict(con.execute(LEAST_CODES).fetchall())


def content(path: Path, table: str) -> set:
    with closing(connect(path)) as con:
        return set(con.execute(f"SELECT * FROM {table}").fetchall())


def dump(path: Path) -> list:
    with closing(connect(path)) as con:
        tables = [name for (name,) in con.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'rtree%' AND name <> 'gpkg_contents'"
        )]  # fmt: skip
        return [(table, con.execute(f'SELECT * FROM "{table}"').fetchall()) for table in sorted(tables)]
