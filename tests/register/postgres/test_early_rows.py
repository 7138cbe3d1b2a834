"""Rows that go to the server while the copy is still being written count as little, and as much, as the rest."""
from __future__ import annotations

import sqlite3
import threading
from contextlib import closing, suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from diachiso.core.columns import BlobColumn, TextColumn
from diachiso.register import apply as apply_module
from diachiso.register import worker_client
from diachiso.register.apply import apply_folder
from diachiso.register.bulk_insert import insert_rows
from diachiso.register.companions import new_numbers
from diachiso.register.connect import connect
from diachiso.register.job import Job
from diachiso.register.new_addresses import NewAddresses
from diachiso.register.postgres import bulk_load, early_rows
from diachiso.register.postgres.driver import PgPlace
from diachiso.register.postgres.early_rows import EarlyRows
from diachiso.register.postgres.line_file import line_file
from diachiso.register.postgres.mirror import mirrored
from diachiso.register.postgres.structure import read_structure
from diachiso.register.second_process import (
    SecondProcess,
    _both,
    _definition,
    _new_database,
    table_file,
    take_table,
)
from diachiso.register.server_copies import sent_ahead
from diachiso.register.staging import Table
from diachiso.register.transaction import revision

from .test_copies import copied, definitions, hand_edit, same, truth

Rows = tuple[dict[str, list[Any]], dict[str, Any]]
ODD = "Đường\\ 1\t2\n3\r4 %s % \x01 \\N \u2028 𠀀"


def rows_of(table: str, fid: int, seq: int, run: int, commune: str) -> Rows:
    """What an apply adds, as the writers of new rows put it: values that differ, and those that are the same."""
    addresses = ["early 0", "early 1"]
    found: dict[str, Rows] = {
        "sync_dirty": ({"fid": [fid, fid + 1]}, {"table_name": "address"}),
        "code_ledger": (
            {"code": ["early 1", "early ổ"], "block_id": [None, 7]},
            {"scheme": "ndas", "state": "given", "apply_id": run, "address_id": None},
        ),
        "audit_log": (
            {"seq": [seq, seq + 1], "new": [ODD, "{}"]},
            {"at": "x", "apply_id": run, "table_name": "address", "action": "insert", "by": "100% \\ Á\t"},
        ),
        "address_source": (
            {"fid": [fid, fid + 1], "source_key": ["k", None], "area": [0.1, 1e300], "footprint": [b"\0\xff%\\", None],
             "fingerprint": [-(2**63), 2**63 - 1]},
            {"role": "building"},
        ),
        "address": (
            {"fid": [fid, fid + 1], "address_id": addresses, "geom": [bytes.fromhex(POINT), None],
             "name": [ODD, None]},
            {"role": "building", "stage": "declared", "commune_code": commune, "house_number": "1", "no_number": False},
        ),
    }  # fmt: skip
    return found[table]


POINT = "47500001e61000000101000000cdccccccccec5a40333333333333" "2840"
TABLES = ("sync_dirty", "code_ledger", "audit_log", "address_source", "address")
AFTERWARDS = {
    "nothing": (),
    "rows of them change": (
        "UPDATE address_source SET area = 7 WHERE fid = {fid}", "DELETE FROM address_source WHERE fid = {fid} + 1",
        "UPDATE address SET name = 'later', parent_id = (SELECT address_id FROM address) WHERE fid = {fid}",
        "UPDATE code_ledger SET state = 'retired' WHERE code = 'early 1'",
    ),
    "more come": (
        "INSERT INTO address_source (fid, role) VALUES ({fid} + 9, 'building')",
        "INSERT INTO audit_log (at, table_name, action) VALUES ('y', 'address', 'insert')",
        "INSERT INTO code_ledger (code, scheme, state, apply_id) VALUES ('late', 'ndas', 'given', {run})",
    ),
}  # fmt: skip


@pytest.fixture
def kept(place: PgPlace, tmp_path: Path) -> PgPlace:
    """The register on the server, and a folder for copies that stay."""
    return replace(place, keep=tmp_path / "bản sao")


class Writing:
    """What an apply does whose second process has ended."""

    def __init__(self, file: Path, folder: Path) -> None:
        self.folder = folder
        folder.mkdir()
        self.con: sqlite3.Connection = connect(file, write=True)
        self.con.execute("PRAGMA foreign_keys = OFF")

        def next_of(table: str, key: str) -> int:
            return int(self.con.execute(f"SELECT coalesce(max({key}), 0) + 1 FROM {table}").fetchone()[0])

        self.at: dict[str, Any] = {
            "fid": max(next_of("address_source", "fid"), next_of("address", "fid")), "seq": next_of("audit_log", "seq"),
            "run": next_of("apply_run", "apply_id"),
            "commune": self.con.execute("SELECT commune_code FROM address").fetchone()[0],
        }  # fmt: skip
        for table in TABLES:
            with _new_database(table_file(folder, table), *_definition(self.con, table)) as con:
                (spec,) = read_structure(con)
                with line_file(folder, spec, 2) as lines:
                    _both(partial(insert_rows, con), lines)(table, *rows_of(table, **self.at))

    def run(self, *afterwards: str) -> None:
        """Take the rows over, and go on."""
        with closing(self.con) as con:
            con.execute("BEGIN IMMEDIATE")
            con.execute("UPDATE sync_ctl SET value = '1' WHERE key = 'applying'")
            con.execute("INSERT INTO apply_run (apply_id, kind, at, by, revision) VALUES (?, 'assign', 'x', 'Á', 1)",
                        (self.at["run"],))  # fmt: skip
            new = NewAddresses(self.at["run"], "", self.at["fid"], self.at["seq"], np.array([b"a", b"b"]))
            for table in TABLES:
                take_table(con, table_file(self.folder, table), table, new_numbers(table, new))
            for statement in afterwards:
                con.execute(statement.format(**self.at))
            con.execute("UPDATE sync_ctl SET value = '0' WHERE key = 'applying'")
            con.execute("COMMIT")


class Gone(threading.Event):
    """Set once all that is there has gone, or cannot go; `tables`: which rows went."""

    tables: tuple[str, ...] = ()


@pytest.fixture
def gone(monkeypatch: pytest.MonkeyPatch) -> Gone:
    """Of the work of this test."""
    over, real = Gone(), EarlyRows._work

    def work(rows: EarlyRows, *given: Any) -> None:
        real(rows, *given)
        over.tables = tuple(rows.sent)
        over.set()

    monkeypatch.setattr(EarlyRows, "_work", work)
    return over


@pytest.mark.parametrize("many", [False, True])
@pytest.mark.parametrize("afterwards", AFTERWARDS)
def test_what_went_before_is_what_the_copy_says(
    afterwards: str, many: bool, kept: PgPlace, tmp_path: Path, gone: Gone, monkeypatch: pytest.MonkeyPatch
) -> None:
    if many:  # two rows are that many
        monkeypatch.setattr(bulk_load, "FROM", 1)
        monkeypatch.setattr(bulk_load, "SHARE", {"gist": 0.0})
    made, real = list[str](), early_rows.put_back
    monkeypatch.setattr(early_rows, "put_back", lambda cur, again: (made.extend(again), real(cur, again)))
    copied(kept)
    before = definitions(kept)
    with mirrored(kept, writes=True) as file:
        job = Writing(file, tmp_path / "job")
        with sent_ahead(file, job.folder):
            assert gone.wait(20) and gone.tables == TABLES
            job.run(*AFTERWARDS[afterwards])
    same(kept)
    assert definitions(kept) == before and any("USING gist" in one for one in made) == many
    found = truth(kept)
    assert {"early 1", "early ổ"} < {row[0] for row in found["code_ledger"]}
    assert any("retired" in row and "early 1" in row for row in found["code_ledger"]) == (afterwards[0] == "r")
    assert any("late" in row for row in found["code_ledger"]) == (afterwards[0] == "m")


class Stopped(Exception):
    """What a tool or its job ends with."""


@pytest.mark.parametrize("ends", ["the job", "the tool", "no, it goes on"])
def test_what_went_before_goes_with_the_work_that_fails(
    ends: str, kept: PgPlace, tmp_path: Path, gone: Gone
) -> None:
    copied(kept)
    before = truth(kept)
    with suppress(Stopped), mirrored(kept, writes=True) as file:
        job = Writing(file, tmp_path / "job")
        try:
            with sent_ahead(file, job.folder):
                assert gone.wait(20)
                if ends == "the tool":
                    job.run()
                else:
                    job.con.close()
                    raise Stopped
        except Stopped:
            if ends == "the job":
                raise
            with closing(connect(file, write=True)) as con:
                con.execute("INSERT INTO register_meta (key, value) VALUES ('goes', 'on')")
        if ends == "the tool":
            raise Stopped
    same(kept)
    changed = {name for name, rows in truth(kept).items() if rows != before[name]} - {"counters"}
    assert changed == ({"register_meta"} if ends[0] == "n" else set())


def test_rows_that_the_copy_does_not_have_are_taken_back(
    kept: PgPlace, tmp_path: Path, gone: Gone
) -> None:
    copied(kept)
    before = truth(kept)
    with mirrored(kept, writes=True) as file:
        job = Writing(file, tmp_path / "job")
        with sent_ahead(file, job.folder), closing(job.con) as con:
            assert gone.wait(20)
            con.execute("INSERT INTO audit_log (at, table_name, action) VALUES ('y', 'address', 'insert')")
    same(kept)
    found = truth(kept)
    assert found["code_ledger"] == before["code_ledger"] and len(found["audit_log"]) == len(before["audit_log"]) + 1


def test_a_row_that_stands_in_its_way_is_met_when_the_rest_is_sent(
    kept: PgPlace, tmp_path: Path, gone: Gone
) -> None:
    copied(kept)
    hand_edit(  # without a mark, and the count tells nothing either
        kept, "ALTER TABLE code_ledger DISABLE TRIGGER USER",
        "UPDATE code_ledger SET code = 'early 1' WHERE code = (SELECT max(code) FROM code_ledger)",
    )  # fmt: skip
    with mirrored(kept, writes=True) as file:
        job = Writing(file, tmp_path / "job")
        with sent_ahead(file, job.folder):
            assert gone.wait(20)
            job.run()
    same(kept)


def test_lines_that_have_no_end_go_with_the_rest(kept: PgPlace, tmp_path: Path, gone: Gone) -> None:
    copied(kept)
    with mirrored(kept, writes=True) as file:
        job = Writing(file, tmp_path / "job")
        (job.folder / "audit_log.end").unlink()
        with sent_ahead(file, job.folder):
            job.run()
    assert gone.is_set() and gone.tables == TABLES[:2]
    same(kept)
    assert any("early 1" in row for row in truth(kept)["code_ledger"])


UNFIT: dict[str, dict[str, list[Any]]] = {
    "a text that PostgreSQL does not keep": {"object_id": ["a\0b"]},
    "half of a letter": {"object_id": ["\ud800"]},
    "a text that SQLite makes a number of": {"fid": ["12"]},
    "a number that SQLite makes a text of": {"object_id": [1e20]},
    "bytes among texts": {"object_id": [b"12"]},
    "another column than before": {"hash": ["x"]},
}


@pytest.mark.parametrize("what", UNFIT)
def test_what_the_stores_would_keep_differently_is_refused(what: str, pristine_town: Path, tmp_path: Path) -> None:
    with closing(connect(pristine_town)) as con:
        (spec,) = (table for table in read_structure(con) if table.name == "audit_log")
    good = {"seq": [1], "fid": [1], "object_id": ["a"]}
    for name, columns in ({"good": good, "unfit": {**good, **UNFIT[what]}}).items():
        folder = tmp_path / name
        folder.mkdir()
        with line_file(folder, spec, 2) as lines:
            lines.put(good, {"at": "x"})
            lines.put({**columns, "seq": [2]}, {"at": "x"})
        assert (folder / "audit_log.end").exists() == (name == "good")


def test_an_apply_sends_all_that_is_new_through_its_second_process(
    kept: PgPlace, tmp_path: Path, gone: Gone, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(apply_module, "SHARE_FROM", 1)
    copied(kept)
    before = truth(kept)
    codes = np.array(["9990000001", "9990000002", "9990000003"])
    tables = {
        "insert_address": Table({
            "lon": np.array([107.5, 107.6, 107.7]), "lat": np.array([12.1, 12.2, 12.3]), "code": codes,
            "commune_code": TextColumn.constant(3, before["address"][0][20]),
            "name": TextColumn(np.array([0, -1, 1], np.int32), (ODD, "Nhà")),
        }),
        "insert_source": Table({
            "source_key": np.array([b"a", b"", b"c"]), "area": np.array([1.5, np.nan, 0.1]),
            "footprint": BlobColumn.of([b"\1", b"", b"\\\n"]),
        }),
        "ledger": Table({
            "code": codes, "scheme": TextColumn.constant(3, "ndas"), "state": TextColumn.constant(3, "given"),
            "block_id": np.array([-1, 1, 1]), "serial": np.array([-1, 900002, 900003]), "row": np.arange(3),
            "fid": np.full(3, -1),
        }),
    }  # fmt: skip
    with mirrored(kept, writes=True) as file:
        with closing(connect(file)) as con:
            now = revision(con)
        job = Job(str(file), "assign", "lớp", now, "dung", "", {}, {}, {"role": "building", "stage": "created"},
                  {"role": "building", "crs": "EPSG:9218"})  # fmt: skip
        with worker_client.staging_folder() as folder:
            job.write(folder)
            worker_client.Applying(folder).put(tables)
            with sent_ahead(file, folder):
                apply_folder(folder, lambda share: None, lambda con: None, SecondProcess)
    assert gone.tables == TABLES
    same(kept)
    found = truth(kept)
    assert {name: len(found[name]) - len(before[name]) for name in TABLES} == dict.fromkeys(TABLES, 3)
    assert {row[4] for row in found["address"]} >= set(codes.tolist())
