"""The address text in SQL and in Python are one template: equal on any text."""
from __future__ import annotations

import sqlite3
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from diachiso.core.address_text import COLUMNS, compose
from diachiso.register.address_text_sql import expression

texts = st.one_of(
    st.none(),
    st.sampled_from(["", " ", "  ", "30/4", " 12 ngõ 34", "５", "٣", "'", '"', "a, b", ",", "\u00a0", "\t5", "\n"]),
    # A NUL cannot come through OGR, and SQLite's text functions stop there.
    st.text(st.characters(blacklist_characters="\x00", blacklist_categories=["Cs"])).map(
        lambda text: unicodedata.normalize("NFC", text)
    ),
)
parts = st.fixed_dictionaries(dict.fromkeys(COLUMNS, texts))


@pytest.fixture(scope="module")
def database():
    con = sqlite3.connect(":memory:")
    yield con
    con.close()


@given(parts)
@example(dict.fromkeys(COLUMNS, None))
@example(dict.fromkeys(COLUMNS, " 5 "))
@example(dict.fromkeys(COLUMNS, "🏠 'Bến' \"Đò\" "))
def test_sql_equals_compose(database: sqlite3.Connection, record: dict) -> None:
    sql = expression(lambda column: f"?{COLUMNS.index(column) + 1}")
    made = database.execute(f"SELECT {sql}", [record[c] for c in COLUMNS]).fetchone()[0]
    assert made == compose(record)


def test_sql_over_columns_of_a_row(database: sqlite3.Connection) -> None:
    sql = expression(lambda column: f'a."{column}"')
    values = {"house_number": "12", "street": "30/4", "commune": "Phường Biển"}
    select = ", ".join(f'? AS "{c}"' for c in COLUMNS)
    made = database.execute(f"SELECT {sql} FROM (SELECT {select}) a", [values.get(c) for c in COLUMNS]).fetchone()[0]
    assert made == compose(values) == "12 đường 30/4, Phường Biển"
