"""Completeness in core and in SQL are one rule: equal on any record of any class."""
from __future__ import annotations

import sqlite3
from collections.abc import Iterator

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from diachiso.core.classes import load_classes
from diachiso.core.completeness import completeness
from diachiso.core.field_spec import FieldType
from diachiso.core.profile import load_profile
from diachiso.register.completeness_sql import basic_complete_sql, completeness_sql
from diachiso.register.sql import Sql, build

PROFILE = load_profile()
GROUPS = {c.id: c.group for c in load_classes().values()}
ALONE = completeness_sql(PROFILE, lambda name: build("a.{c}", c=name))
JOINED = completeness_sql(PROFILE, lambda name: build("a.{c}", c=name), Sql("k.object_group"))
COMPLETE = basic_complete_sql(PROFILE, lambda name: build("a.{c}", c=name), GROUPS)
OF_TYPE = {
    FieldType.TEXT: st.one_of(st.none(), st.sampled_from(["", "  ", "x", " 5 ", "0"])),
    FieldType.BOOLEAN: st.sampled_from([None, 0, 1]),
    FieldType.INTEGER: st.sampled_from([None, 0, 3]),
}
records = st.fixed_dictionaries({
    **{f.name: OF_TYPE[f.type] for f in PROFILE.fields},
    "object_class": st.one_of(st.sampled_from(sorted(GROUPS)), st.sampled_from([None, "", "no such class", "III"])),
})


@pytest.fixture(scope="module")
def database() -> Iterator[sqlite3.Connection]:
    con = sqlite3.connect(":memory:")
    con.execute("CREATE TABLE object_class (code TEXT UNIQUE, object_group TEXT)")
    con.executemany("INSERT INTO object_class VALUES (?, ?)", GROUPS.items())
    yield con
    con.close()


@settings(deadline=None)
@given(records, st.booleans())
@example({"object_class": "hydrant", "settlement": "Thôn 1"}, True)
@example({}, False)
def test_sql_equals_core(database: sqlite3.Connection, record: dict, joined: bool) -> None:
    columns = ", ".join(f'? AS "{name}"' for name in PROFILE.names)
    sql = JOINED if joined else ALONE
    row = database.execute(
        f"SELECT {sql.basic_missing}, {sql.missing_names}, {sql.basic_total}, {sql.advanced_filled},"
        f" {sql.advanced_total}, {COMPLETE} FROM (SELECT {columns}) a"
        " LEFT JOIN object_class k ON k.code = a.object_class",
        [record.get(name) for name in PROFILE.names],
    ).fetchone()
    found = completeness(record, PROFILE, GROUPS)
    expected = (found.basic_total, found.advanced_filled, found.advanced_total)
    assert (row[0], *row[2:5]) == (len(found.basic_missing), *expected)
    assert row[5] == int(found.is_basic_complete)
    assert sorted(filter(None, row[1].split(","))) == sorted(found.basic_missing)
