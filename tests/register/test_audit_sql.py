"""The audit's JSON, put together in SQL, is JSON and says what the value was."""
from __future__ import annotations

import json
import sqlite3

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from diachiso.register.audit_sql import json_value


@pytest.fixture(scope="module")
def database():
    con = sqlite3.connect(":memory:")
    yield con
    con.close()


def read_back(value):
    """The value that a JSON member of the audit stands for."""
    return bytes.fromhex(value["hex"]).decode("utf-8") if isinstance(value, dict) else value


@given(
    st.one_of(
        st.none(),
        st.integers(-(2**63), 2**63 - 1),
        st.floats(allow_nan=False, allow_infinity=False),
        st.text(st.characters(blacklist_characters="\x00", blacklist_categories=["Cs"])),
    )
)
@example("\\\"'\n\r\t/\x01\x1f\x7f")
@example('{"hex":"41"}')
@example(1.0)
def test_any_value_comes_back(database: sqlite3.Connection, value: object) -> None:
    made = database.execute(f"SELECT {json_value('?1')}", (value,)).fetchone()[0]
    back = read_back(json.loads(made))
    assert back == pytest.approx(value, rel=1e-14) if isinstance(value, float) else back == value


def test_a_geometry_is_written_as_hex(database: sqlite3.Connection) -> None:
    made = database.execute(f"SELECT {json_value('?1')}", (b"GP\x00\x01",)).fetchone()[0]
    assert json.loads(made) == "47500001"
