"""Undo and restore in their own process: killed or cancelled at any moment they leave all or nothing."""
from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from diachiso.core.block_rules import BlockRequest
from diachiso.core.errors import DiachisoError
from diachiso.register import child
from diachiso.register.backup import make_backup
from diachiso.register.blocks import add_blocks
from diachiso.register.connect import connect
from diachiso.register.gate import GateCancelled
from diachiso.register.ledger import verify_ledger
from diachiso.register.restore import restore_backup
from diachiso.register.undo import undo_last_apply

from .pretend import Pretend, query
from .test_undo import state

CODES = [f"00123{i:05d}" for i in range(1, 1501)]


@pytest.fixture
def pretend(register: Path) -> Pretend:
    """A register with an apply large enough that a kill meets it in the middle."""
    add_blocks(register, [BlockRequest("22000", "00123", 1, 9999)])
    pretend = Pretend(register)
    pretend.apply(CODES[:3])
    make_backup(register, "a")
    pretend.apply(CODES[3:])
    return pretend


def start(job: dict) -> subprocess.Popen:
    program = (
        "import sys; sys.path[:0] = [sys.argv[1]]; from diachiso.register import tasks; "
        "assert not any(name.startswith(('qgis', 'PyQt', 'osgeo')) for name in sys.modules); sys.exit(tasks.main())"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", program, os.environ["DIACHISO_PARENT"]],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    process.stdin.write(json.dumps(job) + "\n")
    process.stdin.flush()
    assert process.stdout.readline() == "ready\n"
    return process


@pytest.mark.parametrize("task", ["undo", "restore"])
def test_promise_5_killed_at_any_moment_it_is_all_or_nothing(pretend: Pretend, task: str) -> None:
    backup = next(f for f in (pretend.path.parent / "Sổ địa chỉ.backups").iterdir() if f.name.endswith("-a.gpkg"))
    job = {"task": task, "path": str(pretend.path), "backup": str(backup)}
    before = state(pretend.path)
    started = time.monotonic()
    undone = start(job)
    undone.wait(timeout=60)
    took = time.monotonic() - started
    outcome = json.loads(undone.stdout.read())
    assert "result" in outcome
    after = state(pretend.path)
    assert after != before
    if task == "undo":
        pretend.apply(CODES[3:])
    else:
        restore_backup(pretend.path, Path(outcome["result"]["before"]))
    killed = 0
    for share in range(10):
        count = query(pretend.path, "SELECT count(*) FROM address")
        revision = query(pretend.path, "SELECT value FROM register_meta WHERE key = 'revision'")
        process = start(job)
        time.sleep(took * share / 10)
        process.kill()
        process.wait()
        process.stdout.close()
        with closing(connect(pretend.path, write=True)) as con:
            assert verify_ledger(con) == []
            assert con.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            assert con.execute("SELECT rtreecheck('rtree_address_geom')").fetchone() == ("ok",)
        if query(pretend.path, "SELECT value FROM register_meta WHERE key = 'revision'") == revision:
            killed += 1
            assert query(pretend.path, "SELECT count(*) FROM address") == count
        else:
            assert query(pretend.path, "SELECT count(*) FROM address") == [(3,)]
            if task == "undo":
                pretend.apply(CODES[3:])
            else:
                break  # the codes given since are burned now: there is nothing more to restore
    assert killed, "every kill came too late: give the task more to do"


def test_cancelled_in_the_middle_nothing_has_happened(pretend: Pretend) -> None:
    before = state(pretend.path)
    with pytest.raises(GateCancelled):
        undo_last_apply(pretend.path, cancelled=lambda: True)
    assert state(pretend.path) == before
    assert [f.name for f in pretend.path.parent.iterdir() if "lock" in f.name or "journal" in f.name] == []


def test_a_refusal_comes_back_with_its_message(pretend: Pretend) -> None:
    undo_last_apply(pretend.path)
    undo_last_apply(pretend.path)
    with pytest.raises(DiachisoError) as error:
        undo_last_apply(pretend.path)
    assert error.value.message.id == "nothing_to_undo"
    assert str(pretend.path) in str(error.value)
    assert error.value.localized(lambda _context, text: f"[{text}]").startswith("[There is no apply")


@pytest.mark.parametrize("python", [None, "/nowhere/python3"])
def test_without_a_python_of_its_own_the_work_is_done_here(pretend: Pretend, monkeypatch, python) -> None:
    monkeypatch.setattr(child, "find_python", lambda: python)
    assert undo_last_apply(pretend.path).removed == len(CODES) - 3


def test_a_child_that_dies_is_told(pretend: Pretend, monkeypatch) -> None:
    monkeypatch.setattr(child, "_START", "print('ready', flush=True); raise SystemExit('no memory')")
    before = state(pretend.path)
    with pytest.raises(DiachisoError, match="no memory"):
        undo_last_apply(pretend.path)
    assert state(pretend.path) == before
