"""The ledger: what is taken, what has left, and every way in which it can be unsound is noticed."""
from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from diachiso.core.allocation import allocate
from diachiso.core.block_rules import BlockRequest
from diachiso.core.codes.scheme import load_schemes, parse_scheme
from diachiso.register.blocks import add_blocks
from diachiso.register.connect import connect
from diachiso.register.known import read_numbers
from diachiso.register.ledger import burn, known_codes, mark_left, note_official, taken_serials, verify_ledger
from diachiso.register.transaction import write_transaction

from .pretend import Pretend, query

WIDE = {
    "id": "wide", "label": {"vi": "Rộng", "en": "Wide"}, "help": {"vi": "Rộng", "en": "Wide"}, "kind": "block",
    "column": "code",
    "parts": [{"type": "fixed", "text": "777"}, {"type": "serial", "width": 7}],
}  # fmt: skip
CODES = ["0012300001", "0012300002", "0012300007"]


@pytest.fixture
def path(register: Path) -> Path:
    """A register with a block, three codes given, and official codes under this prefix and another."""
    add_blocks(register, [BlockRequest("22000", "00123", 1, 10)])
    Pretend(register).apply(CODES)
    with write_transaction(register) as con:
        note_official(con, [("0012300500", None), ("0012400003", 3)])
    return register


def test_taken_serials_of_all_states_and_sources(path: Path) -> None:
    with write_transaction(path, bulk=True) as con:
        burn(con, [CODES[1]])
        assert taken_serials(con, "00123", 5).tolist() == [1, 2, 7, 500]
        assert taken_serials(con, "00124", 5).tolist() == [3]
        assert taken_serials(con, "00125", 5).tolist() == []


def test_a_text_that_another_scheme_knows_is_taken_all_the_same(path: Path) -> None:
    """A ledger holds a text once, whoever's it is: to give it again would be refused, at every apply anew."""
    ndas = load_schemes()["ndas"]
    with write_transaction(path) as con:
        note_official(con, [("0012300003", 2300003)], "old_province")  # three digits of prefix, then seven
        blocks, taken, _ = read_numbers(con, ndas)
        assert taken["00123"].tolist() == [1, 2, 3, 7, 500]
        assert allocate(blocks["22000"], taken, 3)[1].tolist() == [4, 5, 6]


def test_serials_are_as_wide_as_their_scheme_says(path: Path) -> None:
    with write_transaction(path, bulk=True) as con:
        note_official(con, [("777" + "1234567", None), ("777" + "0000009" + "K", 9)], "wide")
        assert taken_serials(con, "777", 7).tolist() == [9, 1234567]
        con.execute(
            "INSERT INTO code_block (scheme, prefix, commune_code, first_serial, last_serial, next_serial,"
            " authority_doc, added_at) VALUES ('wide', '777', '22001', 1, 9999999, 1, 'CV 1', '2026-07-01')"
        )
        wide = parse_scheme(WIDE, "wide.json")
        assert read_numbers(con, wide)[1]["777"].tolist() == [9, 1234567]


def test_known_codes_of_a_range(path: Path) -> None:
    with closing(connect(path)) as con:
        assert known_codes(con, "00123", "00001", "00002") == (2, CODES[:2])
        assert known_codes(con, "00123", "00003", "00006") == (0, [])
        assert known_codes(con, "00123", "00001", "99999", limit=1) == (4, CODES[:1])


def test_what_has_left_keeps_its_first_date(path: Path) -> None:
    with write_transaction(path) as con:
        assert mark_left(con, CODES[:1]) == 1
        first = con.execute("SELECT left_at FROM code_ledger WHERE code = ?", (CODES[0],)).fetchone()
        assert mark_left(con, CODES) == 2
        assert con.execute("SELECT left_at FROM code_ledger WHERE code = ?", (CODES[0],)).fetchone() == first
        assert mark_left(con, ["0012300500"]) == 0, "an official code did not leave from here"


def test_official_codes_never_replace_what_is_known(path: Path) -> None:
    before = query(path, "SELECT * FROM code_ledger ORDER BY code")
    with write_transaction(path) as con:
        assert note_official(con, [(CODES[0], 1), ("0012300500", None)]) == 0
    assert query(path, "SELECT * FROM code_ledger ORDER BY code") == before


def test_a_sound_ledger_has_no_problem(path: Path) -> None:
    with closing(connect(path)) as con:
        assert verify_ledger(con) == []


@pytest.mark.parametrize(
    ("damage", "found"),
    [
        ("DELETE FROM code_ledger WHERE code = '0012300002'", {"ledger_missing"}),
        ("UPDATE code_ledger SET address_id = 'x' WHERE serial = 2", {"ledger_other_address", "ledger_not_borne"}),
        ("UPDATE code_ledger SET state = 'burned' WHERE serial = 2", {"ledger_other_address"}),
        ("UPDATE code_ledger SET state = 'retired' WHERE serial = 2", {"ledger_other_address"}),
        ("UPDATE address SET stage = 'retired' WHERE code = '0012300002'", {"ledger_other_address"}),
        ("UPDATE address SET code = NULL WHERE code = '0012300002'", {"ledger_not_borne"}),
        ("UPDATE address SET code = '0012300001' WHERE code = '0012300002'",
         {"code_twice", "ledger_other_address", "ledger_not_borne"}),
        ("UPDATE code_ledger SET serial = 1 WHERE serial = 2", {"serial_twice"}),
        ("UPDATE code_ledger SET serial = 11 WHERE serial = 2", {"serial_outside"}),
        ("UPDATE code_ledger SET block_id = 9 WHERE serial = 2", {"serial_outside"}),
        ("UPDATE code_block SET prefix = '00199'", {"serial_outside"}),
        ("UPDATE code_ledger SET address_id = (SELECT address_id FROM code_ledger WHERE serial = 1) WHERE serial = 2",
         {"address_twice", "ledger_other_address", "ledger_not_borne"}),
    ],
)  # fmt: skip
def test_an_unsound_ledger_is_noticed(path: Path, damage: str, found: set[str]) -> None:
    with closing(connect(path, write=True)) as con:
        names = con.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND name NOT LIKE 'rtree%'")
        for (name,) in names.fetchall():
            con.execute(f'DROP TRIGGER "{name}"')
        con.execute("DROP INDEX address_code")
        con.execute(damage)
        problems = verify_ledger(con)
        assert {problem.message.id for problem in problems} == found
        assert all("{" not in str(problem) for problem in problems)
