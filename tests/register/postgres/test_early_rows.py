"""Rows that go to the server while the copy is still being written count as little, and as much, as the rest."""
from __future__ import annotations

import sqlite3
import threading
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from diachiso.register.companions import new_numbers
from diachiso.register.connect import connect
from diachiso.register.new_addresses import NewAddresses
from diachiso.register.postgres.driver import PgPlace
from diachiso.register.postgres.early_rows import EarlyRows
from diachiso.register.postgres.mirror import mirrored
from diachiso.register.second_process import _definition, _new_database, table_file, take_table
from diachiso.register.server_copies import sent_ahead

from .test_copies import copied, hand_edit, same, truth

ROWS = {
    "address_source": "INSERT INTO address_source (fid, role, source_key, area, footprint)"
    " VALUES ({fid}, 'building', 'k', 0.1, x'00ff'), ({fid} + 1, 'building', NULL, 2.5, NULL)",
    "address": "INSERT INTO address (fid, address_id, role, stage, commune_code, house_number)"
    " SELECT {fid} + k, 'early ' || k, 'building', 'declared', '{commune}', '1' FROM (SELECT 0 AS k UNION SELECT 1)",
    "audit_log": "INSERT INTO audit_log (seq, at, apply_id, table_name, action, new)"
    " VALUES ({seq}, 'x', {run}, 'address', 'insert', 'a\tb'), ({seq} + 1, 'x', {run}, 'address', 'insert', '{{}}')",
    "code_ledger": "INSERT INTO code_ledger (code, scheme, state, apply_id)"
    " VALUES ('early 1', 'ndas', 'given', {run}), ('early ổ', 'ndas', 'given', {run})",
}
AFTERWARDS = {
    "nothing": (),
    "rows of them change": (
        "UPDATE address_source SET area = 7 WHERE fid = {fid}", "DELETE FROM address_source WHERE fid = {fid} + 1",
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
        for table, statement in ROWS.items():
            with _new_database(table_file(folder, table), *_definition(self.con, table)) as con:
                con.execute(statement.format(**self.at))

    def run(self, *afterwards: str) -> None:
        """Take the rows over, and go on."""
        with closing(self.con) as con:
            con.execute("BEGIN IMMEDIATE")
            con.execute("UPDATE sync_ctl SET value = '1' WHERE key = 'applying'")
            con.execute("INSERT INTO apply_run (apply_id, kind, at, by, revision) VALUES (?, 'assign', 'x', 'Á', 1)",
                        (self.at["run"],))  # fmt: skip
            new = NewAddresses(self.at["run"], "", self.at["fid"], self.at["seq"], np.array([b"a", b"b"]))
            for table in ROWS:
                take_table(con, table_file(self.folder, table), table, new_numbers(table, new))
            for statement in afterwards:
                con.execute(statement.format(**self.at))
            con.execute("UPDATE sync_ctl SET value = '0' WHERE key = 'applying'")
            con.execute("COMMIT")


@pytest.fixture
def gone(monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """Set once all that is complete has gone, or cannot go."""
    over, real = threading.Event(), EarlyRows._work

    def work(rows: EarlyRows, *given: Any) -> None:
        real(rows, *given)
        over.set()

    monkeypatch.setattr(EarlyRows, "_work", work)
    return over


@pytest.mark.parametrize("afterwards", AFTERWARDS)
def test_what_went_before_is_what_the_copy_says(
    afterwards: str, kept: PgPlace, tmp_path: Path, gone: threading.Event
) -> None:
    copied(kept)
    with mirrored(kept, writes=True) as file:
        job = Writing(file, tmp_path / "job")
        with sent_ahead(file, job.folder):
            assert gone.wait(20)
            job.run(*AFTERWARDS[afterwards])
    same(kept)
    found = truth(kept)
    assert {"early 1", "early ổ"} < {row[0] for row in found["code_ledger"]}
    assert any("retired" in row and "early 1" in row for row in found["code_ledger"]) == (afterwards[0] == "r")
    assert any("late" in row for row in found["code_ledger"]) == (afterwards[0] == "m")


class Stopped(Exception):
    """What a tool or its job ends with."""


@pytest.mark.parametrize("ends", ["the job", "the tool", "no, it goes on"])
def test_what_went_before_goes_with_the_work_that_fails(
    ends: str, kept: PgPlace, tmp_path: Path, gone: threading.Event
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
    kept: PgPlace, tmp_path: Path, gone: threading.Event
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
    kept: PgPlace, tmp_path: Path, gone: threading.Event
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
