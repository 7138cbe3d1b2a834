"""A commune leaves, is worked on in two places, and comes back."""
from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from diachiso.core.checkin.model import Choices, Side, Verdict
from diachiso.register.checkout.book import list_checkouts
from diachiso.register.connect import connect
from diachiso.register.ledger import taken_serials, verify_ledger
from diachiso.register.triggers import missing_triggers

from .conftest import add_address, come_back, edit, query

Leave = Callable[..., object]


def test_a_copy_is_a_whole_register_of_its_communes(home: Path, leave: Leave) -> None:
    left = leave(home)
    with closing(connect(left.file, write=True)) as con:
        assert not missing_triggers(con) and not verify_ledger(con)
        assert con.execute("SELECT group_concat(address_id) FROM address").fetchone()[0] == "a1,a2,a3"
        assert con.execute("SELECT count(*) FROM person").fetchone()[0] == 1
        # serials 1 and 2 are given at home; the rest came along
        assert taken_serials(con, "00101", 5).tolist() == [1, 2]
    assert left.numbers == 58
    with closing(connect(home)) as con:
        assert set(range(1, 61)) <= set(taken_serials(con, "00101", 5).tolist())


def test_the_guards_hold_on_both_sides(home: Path, leave: Leave) -> None:
    left = leave(home, numbers=10)
    for path, wrong, right in ((home, 5, 20), (left.file, 20, 5)):
        with closing(connect(path, write=True)) as con:
            with pytest.raises(sqlite3.IntegrityError, match="check-out"):
                add_address(con, "x", 109.04, "22528", serial=wrong)
            add_address(con, f"y{right}", 109.04, "22528", serial=right)


def test_edits_of_both_sides_meet(home: Path, leave: Leave) -> None:
    left = leave(home)
    edit(left.file, "UPDATE address SET house_number = '7', name = 'Chợ' WHERE address_id = 'a1'")
    edit(home, "UPDATE address SET house_number = '9', alley = '3' WHERE address_id = 'a1'")
    with closing(connect(left.file, write=True)) as con:
        add_address(con, "n1", 109.05, "22528", serial=7)
        con.execute("UPDATE plaque SET state = 'mounted' WHERE address_id = 'a1'")
        con.execute("INSERT INTO person (address_id, role, full_name, legal_basis) VALUES ('n1', 'owner', 'X', 'law')")
        con.execute("INSERT INTO notification (address_id, person_id) SELECT 'n1', max(person_id) FROM person")
        con.execute("UPDATE address SET photo = 'Ảnh/mới.jpg' WHERE address_id = 'a3'")
        con.execute("UPDATE street SET name = 'Trần Phú mới' WHERE street_id = 's1'")
    (left.file.parent / "Ảnh").mkdir()
    (left.file.parent / "Ảnh" / "mới.jpg").write_bytes(b"JPEG")
    dry = come_back(home, left, dry_run=True)
    done = come_back(home, left)
    assert done.photos == 1 and (home.parent / "Ảnh" / "mới.jpg").read_bytes() == b"JPEG"
    assert done.counts == dry.counts and done.counts["OPEN"] == 1
    assert query(home, "SELECT house_number, name, alley FROM address WHERE address_id = 'a1'") == [("9", "Chợ", "3")]
    assert query(home, "SELECT code, stage FROM address WHERE address_id = 'n1'") == [("0010100007", "created")]
    assert query(home, "SELECT state FROM plaque") == [("mounted",)]
    assert query(home, "SELECT p.full_name FROM notification n JOIN person p USING (person_id)") == [("X",)]
    assert {s for (s,) in query(home, "SELECT street FROM address WHERE commune_code = '22528'")} == {"Trần Phú mới"}
    with closing(connect(home)) as con:
        assert not verify_ledger(con)
    edits = "SELECT max(seq) FROM audit_log"
    before, again = query(home, edits), come_back(home, left)
    assert again.backup is None and again.counts["OPEN"] == 1 and query(home, edits) == before
    known = ["address/a2/name", "address/n1/", "plaque/1/", "person/-2/", "street/1/name", "address/a1/house_number"]
    lost = ["address/b9/name", "plaque/9/", "person/x/", "nothing/1/"]
    told = come_back(home, left, dry_run=True, choices=Choices(single=dict.fromkeys([*known, *lost], Side.MINE)))
    unused = {d.item: d.reason.id for d in told.differences if d.verdict is Verdict.UNUSED}
    assert unused == {**dict.fromkeys(known[:-1], "no_conflict"), **dict.fromkeys(lost, "no_record")}
    assert told.counts["UNUSED"] == len(unused) and told.counts["SETTLED"] == 1
    settled = come_back(home, left, choices=Choices(Side.THEIRS))
    assert settled.counts["SETTLED"] == 1
    assert query(home, "SELECT house_number FROM address WHERE address_id = 'a1'") == [("7",)]
    last = come_back(home, left)
    assert last.counts["CONFLICT"] == 0 and last.backup is None
    assert list_checkouts(home)[0].generation == 2
