"""What the register knows of a layer's objects, read a page at a time."""
from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Optional

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diachiso.register import known
from diachiso.register.connect import connect
from diachiso.register.known import fids_within, read_column, read_keys

from ..effort import effort
from ..print_town import make_print_town

Source = tuple[str, Optional[str], Optional[int]]


def register(sources: list[Source], without: int) -> sqlite3.Connection:
    """Only the tables and columns that are read: the sources 3 apart, then addresses `without` one."""
    con = sqlite3.connect(":memory:")
    con.execute("CREATE TABLE address_source (fid INTEGER PRIMARY KEY, role, source_key TEXT, fingerprint INTEGER)")
    con.execute("CREATE TABLE address (fid INTEGER PRIMARY KEY, parent_id, stage, geom, role, code_origin)")
    con.executemany("INSERT INTO address_source VALUES (?, ?, ?, ?)", [(3 * k, *s) for k, s in enumerate(sources)])
    roles = [(3 * k, s[0]) for k, s in enumerate(sources)]
    roles += [(3 * (len(sources) + k), "building") for k in range(without)]
    con.executemany("INSERT INTO address VALUES (?, NULL, 'created', x'00', ?, 'block')", roles)
    return con


KEYS = st.one_of(st.none(), st.text(st.sampled_from("aĐ1 \n\r\t-"), max_size=6), st.just("7"))
PRINTS = st.one_of(st.none(), st.sampled_from([0, 1, 2**63 - 1, -(2**63) + 1]), st.integers(-(2**63) + 1, 2**63 - 1))
SOURCES = st.lists(st.tuples(st.sampled_from(["building", "parcel"]), KEYS, PRINTS), max_size=12)


@settings(max_examples=effort(100), deadline=None)
@given(SOURCES, st.integers(0, 2), st.sampled_from([1, 2, 3, 50_000]))
def test_every_source_is_read_once_with_its_own_key(sources: list[Source], without: int, page: int) -> None:
    with closing(register(sources, without)) as con, pytest.MonkeyPatch.context() as patch:
        patch.setattr(known, "_STEP", page)
        found = read_keys(con, "building")
    expected = [
        (3 * k, (key or "").encode(), print_ or -3 * k)
        for k, (role, key, print_) in enumerate(sources) if role == "building"
    ] + [(3 * (len(sources) + k), b"", -3 * (len(sources) + k)) for k in range(without)]  # fmt: skip
    assert list(zip(found.fid.tolist(), found.key.tolist(), found.fingerprint.tolist())) == expected
    assert found.fingerprint.dtype == np.int64 and not found.retired.any()


def test_addresses_in_windows_and_those_without_a_position(tmp_path: Path) -> None:
    with closing(connect(make_print_town(tmp_path / "r.gpkg"), write=True)) as con:
        everybody = con.execute("SELECT fid, ST_MinX(geom), ST_MinY(geom) FROM address ORDER BY fid").fetchall()
        (lost, *_), (_, lon, lat) = everybody[:2]
        con.execute("UPDATE address SET geom = NULL WHERE fid = ?", (lost,))
        small = np.array([[lon - 1e-9, lat - 1e-9, lon + 1e-9, lat + 1e-9]])
        there = [fid for fid, x, y in everybody if (x, y) == (lon, lat) and fid != lost]
        assert fids_within(con, small).tolist() == sorted([lost, *there])
        assert fids_within(con, np.zeros((0, 4))).tolist() == [lost]
        assert fids_within(con, np.array([[100.0, 5.0, 120.0, 25.0]] * 2)).tolist() == [fid for fid, *_ in everybody]


def test_a_column_of_many_is_that_of_each() -> None:
    texts = (None, "", "Phố Biển", "12/3", "Đồng")
    with closing(sqlite3.connect(":memory:")) as con:
        con.execute("CREATE TABLE address (fid INTEGER PRIMARY KEY, name TEXT)")
        fids = np.random.default_rng(1).permutation(25_000) * 3 + 1
        con.executemany("INSERT INTO address VALUES (?, ?)", [(int(f), texts[int(f) % 5]) for f in fids])
        many = read_column(con, fids, "name")
        assert many.objects().tolist() == [texts[f % 5] or None for f in fids.tolist()]
        few = read_column(con, fids[:700], "name")
        assert many.objects().tolist()[:700] == few.objects().tolist()
        con.execute("UPDATE address SET name = NULL")
        assert set(read_column(con, fids, "name").objects().tolist()) == {None}
