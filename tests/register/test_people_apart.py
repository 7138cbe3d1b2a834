"""Any sequence of edits, imports, undo, restores and erasures leaves no person's data outside `person`."""
from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diachiso.core.building_units import flats
from diachiso.core.lifecycle_actions import Action
from diachiso.register.backup import list_backups, make_backup
from diachiso.register.building_units import UnitsRequest, add_units
from diachiso.register.connect import connect
from diachiso.register.erase import erase_person
from diachiso.register.errors import RegisterError
from diachiso.register.geometry_functions import point_blob
from diachiso.register.ledger import verify_ledger
from diachiso.register.people import Subject
from diachiso.register.person_import import Carried, Terms, import_persons
from diachiso.register.restore import restore_backup
from diachiso.register.sql import insert
from diachiso.register.stage_change import StageRequest, change_stage
from diachiso.register.undo import undo_last_apply

from ..effort import effort
from .pretend import Pretend

CODES = [f"00123000{n:02d}" for n in range(1, 60)]
PEOPLE = [(f"Canary Thị Số{n}", f"090700000{n}", f"canary{n}@vidu.vn") for n in range(4)]
MARKS = ("Canary", "09070000", "@vidu.vn")
_MADE: dict[str, bytes] = {}


class Town:
    """A register and what a person may do with it; `gone`: whose data were erased."""

    def __init__(self, path: Path) -> None:
        self.path, self.next = path, 4
        self.gone: set[int] = set()

    def sql(self, statement: str, *values: Any) -> None:
        with closing(connect(self.path, write=True)) as con:
            con.execute("PRAGMA recursive_triggers = ON")  # as QGIS does
            con.execute(statement, values)

    def assign(self, who: int) -> None:
        Pretend(self.path).apply([CODES[self.next]], block_id=None)
        self.next += 1

    def enter(self, who: int) -> None:
        name, phone, mail = PEOPLE[who]
        row = {"role": "owner", "full_name": name, "phone": phone, "email": mail, "legal_basis": "law"}
        self.sql(
            f"INSERT INTO person (address_id, {', '.join(row)}) SELECT min(address_id), ?, ?, ?, ?, ? FROM address",
            *row.values(),
        )
        self.gone.discard(who)

    def rename(self, who: int) -> None:
        change = "UPDATE person SET full_name = full_name || ' Cũ', organisation = 'Canary' WHERE phone = ?"
        self.sql(change, PEOPLE[who][1])

    def move(self, who: int) -> None:
        self.sql("UPDATE person SET address_id = (SELECT max(address_id) FROM address) WHERE phone = ?", PEOPLE[who][1])

    def delete(self, who: int) -> None:
        self.sql("DELETE FROM person WHERE phone = ?", PEOPLE[who][1])

    def notify(self, who: int) -> None:
        chosen = "SELECT address_id, person_id FROM person WHERE phone = ?"
        self.sql(f"INSERT INTO notification (address_id, person_id) {chosen}", PEOPLE[who][1])

    def bring(self, who: int) -> None:
        import_persons(self.path, "building", [Carried("k1", *PEOPLE[who][:2])], Terms("user", "law"), dry_run=False)
        if any(r[0] == PEOPLE[who][0] for r in self.rows("SELECT full_name FROM person")):
            self.gone.discard(who)

    def edit(self, who: int) -> None:
        self.sql("UPDATE address SET name = 'Nhà ' || ?, floors = ?", who, who)

    def units(self, who: int) -> None:
        add_units(self.path, UnitsRequest(CODES[0], flats(str(who + 1), "1"), "flat", "Căn", None))

    def retire(self, who: int) -> None:
        change_stage(self.path, StageRequest([CODES[who]], Action.RETIRE, "Phá dỡ"))

    def restore(self, who: int) -> None:
        change_stage(self.path, StageRequest([CODES[who]], Action.RESTORE, "Nhầm"))

    def undo(self, who: int) -> None:
        undo_last_apply(self.path)

    def keep(self, who: int) -> None:
        make_backup(self.path, "test")

    def go_back(self, who: int) -> None:
        backups = list_backups(self.path)
        if backups:
            restore_backup(self.path, backups[min(who, len(backups) - 1)].path)

    def erase(self, who: int) -> None:
        erase_person(self.path, Subject(phone=PEOPLE[who][1]), "Đơn 1")
        self.gone.add(who)

    def rows(self, statement: str) -> list[tuple]:
        with closing(connect(self.path)) as con:
            return con.execute(statement).fetchall()


STEPS = ("assign", "enter", "enter", "rename", "move", "delete", "notify", "bring", "edit", "units", "retire",
         "restore", "undo", "keep", "go_back", "erase")  # fmt: skip


def outside(path: Path) -> Iterator[str]:
    """Every value of every table but `person` in which a mark of a person stands."""
    with closing(connect(path)) as con:
        tables = con.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'person'").fetchall()
        for (table,) in tables:
            for row in con.execute(f'SELECT * FROM "{table}"'):
                text = "|".join(v.decode("utf-8", "ignore") if isinstance(v, bytes) else str(v) for v in row)
                if any(mark in text for mark in MARKS):
                    yield f"{table}: {text}"


@given(st.lists(st.tuples(st.sampled_from(STEPS), st.integers(0, 3)), min_size=3, max_size=10))
@settings(max_examples=effort(10), deadline=None)
def test_people_stay_apart_whatever_happens(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, int]]
) -> None:
    folder = tmp_path_factory.mktemp("apart")
    town = Town(folder / "so.gpkg")
    town.path.write_bytes(_MADE["town"])
    for step, who in steps:
        try:
            getattr(town, step)(who)
        except (RegisterError, sqlite3.IntegrityError):
            continue  # refused: then nothing was written, and what follows sees that
        assert list(outside(town.path)) == [], step
    with closing(connect(town.path)) as con:
        assert [str(p) for p in verify_ledger(con)] == []
        assert con.execute("PRAGMA foreign_key_check").fetchall() == []
        kept = {phone for (phone,) in con.execute("SELECT phone FROM person")}
    assert not kept & {PEOPLE[who][1] for who in town.gone}


@given(st.lists(st.tuples(st.sampled_from(STEPS), st.integers(0, 3)), max_size=6), st.integers(0, 3))
@settings(max_examples=effort(5), deadline=None)
def test_after_an_erasure_not_a_byte_of_it_is_in_the_file(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, int]], who: int
) -> None:
    town = Town(tmp_path_factory.mktemp("bytes") / "so.gpkg")
    town.path.write_bytes(_MADE["town"])
    for step, other in [("enter", who), *steps, ("delete", who), ("enter", who), ("erase", who)]:
        try:
            getattr(town, step)(other)
        except (RegisterError, sqlite3.IntegrityError):
            continue
    assert who in town.gone
    data = town.path.read_bytes()
    assert not [text for text in PEOPLE[who] if text.encode() in data]


@pytest.fixture(autouse=True)
def _template(make_register: Callable[..., Path]) -> None:
    """Four coded houses, the first one a building whose object on the layer bears the key k1."""
    if "town" in _MADE:
        return
    path = make_register("template/so.gpkg")
    Pretend(path).apply(CODES[:4], block_id=None)
    with closing(connect(path, write=True)) as con:
        con.execute("UPDATE address_source SET source_key = 'k1' WHERE fid = 1")
        row = {"address_id": "0", "geom": point_blob(1, 1)}
        con.execute(insert("address", row), list(row.values()))
        con.execute("UPDATE address SET edited_by = NULL")
    # CODES[0] is in the register; the next applies go on behind the fourth.
    _MADE["town"] = path.read_bytes()
