"""The audit's JSON, put together in SQL, is JSON and says what changed."""
from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from diachiso.register.audit_sql import json_of_changed, json_of_filled

COLUMNS = ("geom", *(f"c{i}" for i in range(20)))
values = st.one_of(
    st.none(),
    st.integers(-(2**63), 2**63 - 1),
    st.floats(-1e15, 1e15),
    # A NUL cannot come through OGR, and SQLite's text functions stop there.
    st.text(st.characters(blacklist_characters="\x00", blacklist_categories=["Cs"])),
)
rows = st.lists(values, min_size=20, max_size=20)


@pytest.fixture(scope="module")
def database() -> Iterator[sqlite3.Connection]:
    """A table whose trigger writes the JSON of each update; without column types, so that values stay as they are."""
    con = sqlite3.connect(":memory:", isolation_level=None)
    con.execute(f"CREATE TABLE t ({', '.join(COLUMNS)})")
    con.execute("CREATE TABLE log (old, new, filled)")
    made = [json_of_changed("OLD", COLUMNS), json_of_changed("NEW", COLUMNS), json_of_filled("NEW", COLUMNS)]
    con.execute(f"CREATE TRIGGER u AFTER UPDATE ON t BEGIN INSERT INTO log VALUES ({', '.join(made)}); END")
    yield con
    con.close()


def read(text: str) -> dict[str, object]:
    return {key: pytest.approx(v, rel=1e-14) if isinstance(v, float) else v for key, v in json.loads(text).items()}


@given(rows, rows)
@example(["\\\"'\n\r\t/\x01\x1f\x7f🏠"] * 20, [None] * 20)
@example([0] * 20, [""] * 20)
@example([1.5] * 20, [1.5] * 20)
def test_the_json_says_which_fields_changed(database: sqlite3.Connection, old: list, new: list) -> None:
    database.execute("DELETE FROM t")
    database.execute("DELETE FROM log")
    database.execute(f"INSERT INTO t VALUES (NULL, {', '.join('?' * 20)})", old)
    database.execute(f"UPDATE t SET geom = x'4750', {', '.join(f'{c} = ?' for c in COLUMNS[1:])}", new)
    [(before, after, filled)] = database.execute("SELECT * FROM log").fetchall()
    # SQLite holds 1 and 1.0 for equal, and so do we.
    pairs = [(c, a, b) for c, a, b in zip(COLUMNS, [None, *old], ["4750", *new]) if a != b]
    assert read(before) == {c: a for c, a, _ in pairs}
    assert read(after) == {c: b for c, _, b in pairs}
    assert read(filled) == {c: b for c, b in zip(COLUMNS, ["4750", *new]) if b is not None}
