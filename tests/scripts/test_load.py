"""The load run judges what it says: each kind of loss is found, and a short run of real processes is sound."""
from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ..postgres_server import Server, server

__all__ = ["server"]

SCRIPTS = Path(__file__).resolve().parents[2] / "scripts"
sys.path.insert(0, str(SCRIPTS))

import load_judge as judge  # noqa: E402
from load_journal import Deed, Journal, read_journal  # noqa: E402

ONE, TWO = "id-1", "id-2"


def entry(seq: int, new: dict[str, Any], old: dict[str, Any] | None = None, **more: Any) -> judge.Entry:
    usual = {"by": "lan_w1", "object_id": ONE, "action": "update", **more}
    return judge.Entry(seq=seq, old=old or {}, new=new, **usual)


def edit(value: str, end: str = "done", kind: str = "edit", notes: int = 0, **facts: Any) -> Deed:
    plan = {"changes": [[ONE, "name", value]]} if kind == "edit" else {}
    return Deed("w1", kind, 0.0, plan, end, facts, [{"again": "lost"}] * notes)


LOG = [entry(1, {"name": "Nhà w1 a"}, {"name": None}), entry(2, {"name": "Nhà w1 b"}, {"name": "Nhà w1 a"})]


def test_an_acknowledged_value_is_found_in_the_log_once() -> None:
    deeds = [edit("Nhà w1 a"), edit("Nhà w1 b"), edit("Nhà w1 c", ""), edit("Nhà w1 d", "refused")]
    assert list(judge.edits_kept(deeds, LOG, judge.Verdict())) == []
    (lost,) = judge.edits_kept([edit("Nhà w1 c")], LOG, judge.Verdict())
    assert lost.startswith("lost: 'Nhà w1 c'")
    (there,) = judge.edits_kept([edit("Nhà w1 a", "refused")], LOG, judge.Verdict())
    assert "and yet there" in there
    again = [*LOG, entry(3, {"name": "Nhà w1 a"}, {"name": "x"})]
    (twice,) = judge.edits_kept([edit("Nhà w1 a")], again, judge.Verdict())
    assert "2 times" in twice


def test_what_was_overwritten_unseen_is_found() -> None:
    def found(log: list[judge.Entry], name: str) -> list[str]:
        return list(judge.chain_whole(log, {ONE: {"name": name}}, judge.Verdict()))

    assert found(LOG, "Nhà w1 b") == []
    assert "there stands 'other'" in found(LOG, "other")[0]
    stale = [*LOG, entry(3, {"name": "Nhà w2 x"}, {"name": "Nhà w1 a"})]
    assert [text[:18] for text in found(stale, "Nhà w2 x")] == ["overwritten unseen"]
    undone = [*LOG, entry(3, {"code": None}, action="undo"), entry(4, {"name": "z"}, {"name": "y"})]
    assert found(undone, "z") == []


def test_a_code_at_two_addresses_or_gone_is_found() -> None:
    rows = {ONE: {"code": "1"}, TWO: {"code": "2"}}
    given = [entry(1, {"code": "1"}, action="insert"), entry(2, {"code": "2"}, action="insert", object_id=TWO)]
    told = [edit("", kind="assign", codes=[[ONE, "1"], [TWO, "2"]])]
    assert list(judge.codes_once(told, given, rows, judge.Verdict())) == []
    again = [*given, entry(3, {"code": "1"}, object_id=TWO)]
    assert any("given to id-1 and to id-2" in text for text in judge.codes_once([], again, rows, judge.Verdict()))
    undone = [given[0], entry(2, {}, action="undo"), entry(3, {"code": "1"}, object_id=TWO)]
    assert list(judge.codes_once([], undone, {TWO: {"code": "1"}}, judge.Verdict())) == []
    assert any("is gone" in text for text in judge.codes_once(told, given, {TWO: rows[TWO]}, judge.Verdict()))
    twice = {ONE: {"code": "1"}, TWO: {"code": "1"}}
    assert any("stands at 2" in text for text in judge.codes_once([], [], twice, judge.Verdict()))


class Said:
    """A server that only has a log."""

    def __init__(self, *lines: str) -> None:
        self._lines = lines

    def said(self) -> Iterator[str]:
        """Its lines."""
        yield from self._lines


DEADLOCK = "2026-11-22 11:00:00 UTC [7] <lan_w1|40P01> ERROR:  deadlock detected"


def test_a_deadlock_that_nobody_tried_again_is_found() -> None:
    def found(deeds: list[Deed], *lines: str) -> list[str]:
        return list(judge.deadlocks_retried(deeds, Said(*lines), judge.Verdict()))

    assert found([edit("a", notes=1)], DEADLOCK) == []
    assert found([edit("a")], DEADLOCK) == ["1 deadlocks of w1, tried again 0 times"]
    assert found([edit("a", "")], DEADLOCK) == []  # it was killed meanwhile
    assert "given up" in found([edit("a", "failed", notes=7)])[0]
    lawful = "2026-11-22 11:00:00 UTC [7] <minh_w1|DI001> ERROR:  Không được"
    strange = "2026-11-22 11:00:00 UTC [7] <minh_w1|42P01> ERROR:  relation does not exist"
    assert found([], lawful) == [] and "relation does not exist" in found([], strange)[0]


def test_the_registry_has_each_code_once_and_where_it_is_here() -> None:
    def found(**items: str) -> list[str]:
        told = {k.replace("_", "-"): {"properties": {"code": code}} for k, code in items.items()}
        return list(judge.registry_agrees(told, {ONE: {"code": "1"}, TWO: {"code": "2"}}, judge.Verdict()))

    assert found(id_1="1", id_2="2") == []
    assert any("2 times" in text for text in found(id_1="1", id_2="1"))
    assert "not here" in found(id_3="3")[0]


def test_a_journal_cut_off_by_a_kill_is_read(tmp_path: Path) -> None:
    file = tmp_path / "w1.journal"
    journal = Journal(file)
    journal.begin("edit", changes=[])
    journal.note(again="lost")
    journal.end("done", attempts=2)
    journal.begin("sync")
    with file.open("a") as cut:
        cut.write('{"what": "end", "ho')
    first, second = read_journal(file)
    assert (first.done, first.facts, len(first.notes)) == (True, {"attempts": 2}, 1)
    assert (second.kind, second.end) == ("sync", "")


@pytest.mark.slow
def test_processes_at_once_on_one_register_some_of_them_killed(server: Server, tmp_path: Path) -> None:
    """Short: scripts/load.sh runs ten minutes with eight."""
    short = ["0.15", "3", "--houses", "80", "--no-promises", "--work", str(tmp_path)]
    command = [sys.executable, str(SCRIPTS / "load_run.py"), *short]
    environment = {k: v for k, v in os.environ.items() if not k.startswith("DIACHISO_")}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "all well" in done.stdout and "edit: done" in done.stdout
