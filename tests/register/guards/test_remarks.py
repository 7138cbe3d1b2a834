"""Whatever program writes: remarks take nobody's number, as the forms and the imports say it."""
from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterator

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from diachiso.core.personal_numbers import IN_REMARKS, PERHAPS_IN_REMARKS
from diachiso.register.remark_triggers import holds_number
from diachiso.register.sql import Sql

from ...effort import effort

PERSONAL = (
    "Gọi 0905 111 222", "ĐT 0905111222", "+84 905 111 222", "+84905111222", "0905.11.12.22", "hỏi 0905-111-222 nhé",
    "an.nguyen@mail.vn", "hỏi an@mail.vn", "@ cổng, an@mail.vn", "giấy tờ 056099001234", "(0905111222)",
)  # fmt: skip
FINE = (
    "khảo sát 03-05-2026 12 giờ, nhà 120/1/22", "tờ 25 thửa 118, mã 0010150003", "", "Taxi 0258 3 838 383", "a@b",
    "Nhà số 0905 cạnh nhà 111222", "@Nha Trang. Việt Nam", "90511122233", "8h-17h, thứ 2 - thứ 6", "00905111222",
)  # fmt: skip
_PIECES = st.one_of(
    st.sampled_from(["0", "+84", "09", "05", "9", "3", " ", ".", "-", "@", "a", "vn", "12", "345", "6789", "\n", "đ"]),
    st.text("0123456789 .-+@abđ\n", max_size=4),
)


@pytest.fixture(scope="module")
def database() -> Iterator[sqlite3.Connection]:
    con = sqlite3.connect(":memory:")
    con.execute("CREATE TABLE t (x TEXT)")
    yield con
    con.close()


def in_sql(con: sqlite3.Connection, text: str) -> bool:
    con.execute("DELETE FROM t")
    con.execute("INSERT INTO t VALUES (?)", (text,))
    return bool(con.execute(f"SELECT {holds_number(Sql('x'))} FROM t").fetchone()[0])


@settings(max_examples=effort(400))
@given(st.lists(_PIECES, max_size=14).map("".join))
@example("+84 0905111222")
@example("+8456099001234")
@example("a@b@.vn")
@example("a@@b.vn c@d.vn")
def test_sql_finds_the_numbers_that_the_patterns_find(database: sqlite3.Connection, text: str) -> None:
    numbers = any(re.search(IN_REMARKS[k], text) for k in (0, 2))
    mail = re.search(IN_REMARKS[1], text) is not None
    found = in_sql(database, text)
    assert found or not numbers, "no number is overlooked"
    assert re.search(PERHAPS_IN_REMARKS, text) or not (numbers or mail), "nor by what a form asks first"
    assert not found or numbers or mail, "and nothing is found that the form takes"
    if text.count("@") <= 2:
        assert found is (numbers or mail)


@pytest.mark.parametrize("text", PERSONAL)
@pytest.mark.parametrize("column", ["note", "name", "opening_hours", "instruction", "entrance_note", "building_name"])
def test_no_program_writes_somebody_s_number(
    con: sqlite3.Connection, add: Callable[..., int], column: str, text: str
) -> None:
    fid = add(**{column: "Trước"})
    for sql in (f"UPDATE address SET {column} = ?", f"INSERT INTO address ({column}) VALUES (?)"):
        with pytest.raises(sqlite3.IntegrityError, match="số điện thoại.* / .*telephone"):
            con.execute(sql, (text,))
    assert con.execute(f"SELECT fid, {column} FROM address").fetchall() == [(fid, "Trước")]


@pytest.mark.parametrize("text", FINE)
def test_what_is_nobody_s_number_is_written(con: sqlite3.Connection, add: Callable[..., int], text: str) -> None:
    add(note=text)
    con.execute("UPDATE address SET name = ?, opening_hours = ?", (text, text))
    assert con.execute("SELECT note, name, opening_hours FROM address").fetchone() == (text, text, text)


def test_texts_side_by_side_are_not_read_as_one(con: sqlite3.Connection, add: Callable[..., int]) -> None:
    add(note="Nhà số 0905", instruction="111 222", name="an@", building_name="mail.vn")


def test_a_number_that_stands_there_from_before_blocks_no_other_edit(
    con: sqlite3.Connection, add: Callable[..., int]
) -> None:
    con.execute("UPDATE sync_ctl SET value = '1' WHERE key = 'applying'")
    add(note="Gọi 0905 111 222")
    con.execute("UPDATE sync_ctl SET value = '0' WHERE key = 'applying'")
    con.execute("UPDATE address SET note = note, use = 'ở', instruction = 'Rẽ phải ở ngã tư'")
    con.execute("UPDATE address SET note = 'Hỏi ở cổng'")
    assert con.execute("SELECT note FROM address").fetchone() == ("Hỏi ở cổng",)


@pytest.mark.parametrize(
    ("table", "column", "rest"),
    [
        ("notification", "note", {"recipient": "owner", "state": "planned"}),
        ("notification", "reference", {"recipient": "owner", "state": "planned"}),
        ("plaque", "mounted_by", {"state": "planned"}), ("plaque", "note", {"state": "planned"}),
        ("address_position", "note", {"kind": "entrance"}),
    ],
)  # fmt: skip
def test_nor_beside_the_address(
    con: sqlite3.Connection, add: Callable[..., int], table: str, column: str, rest: dict[str, str]
) -> None:
    add()
    [address_id] = con.execute("SELECT address_id FROM address").fetchone()
    row = {"address_id": address_id, **rest, column: "Tổ 5"}
    names, marks = ", ".join(row), ", ".join("?" * len(row))
    con.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", list(row.values()))
    for sql, values in (
        (f"UPDATE {table} SET {column} = ?", ["0905 111 222"]),
        (f"INSERT INTO {table} ({names}) VALUES ({marks})", [*row.values()][:-1] + ["hỏi an@mail.vn"]),
    ):
        with pytest.raises(sqlite3.IntegrityError, match="telephone"):
            con.execute(sql, values)
    assert con.execute(f"SELECT {column} FROM {table}").fetchall() == [("Tổ 5",)]
