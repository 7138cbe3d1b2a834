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
from diachiso.register import apply, child_process, worker_client
from diachiso.register.backup import list_backups, make_backup
from diachiso.register.blocks import add_blocks
from diachiso.register.connect import connect
from diachiso.register.gate import GateCancelled
from diachiso.register.job import Job
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
    assert json.loads(process.stdout.readline()) == {"ready": True}
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
    outcome, last = map(json.loads, undone.stdout.read().splitlines())
    assert last == {"done": True}
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
    monkeypatch.setattr(child_process, "find_python", lambda: python)
    assert undo_last_apply(pretend.path).removed == len(CODES) - 3


def test_a_child_that_dies_is_told(pretend: Pretend, monkeypatch) -> None:
    monkeypatch.setattr(child_process, "_START", "print('{\"ready\": 1}', flush=True); raise SystemExit('no memory')")
    before = state(pretend.path)
    journal = pretend.path.with_name(pretend.path.name + "-journal")
    journal.write_bytes(bytes(512))  # as SQLite leaves it when it dies before its first page stands there
    with pytest.raises(DiachisoError, match="no memory"):
        undo_last_apply(pretend.path)
    assert state(pretend.path) == before
    assert not journal.exists()


def stop_before_last_word(monkeypatch, then: str) -> None:
    """The child does `then` where it would say that it is done: after its commit."""
    monkeypatch.setattr(
        child_process, "_START",
        "import sys, os, time, importlib; sys.path.insert(0, sys.argv[1]); print('noise');"
        "module = importlib.import_module(sys.argv[2]); say = module._say;"
        f"module._say = lambda line: ({then}) if 'done' in line else say(line);"
        "sys.exit(module.main(*sys.argv[3:]))",
    )  # fmt: skip


@pytest.mark.parametrize("then", ["os._exit(9)", "time.sleep(60)"], ids=["killed", "cancelled"])
@pytest.mark.parametrize("task", ["undo", "restore"])
def test_ended_after_its_commit_it_is_known_to_have_written(
    pretend: Pretend, monkeypatch, task: str, then: str
) -> None:
    def revision() -> int:
        return int(query(pretend.path, "SELECT value FROM register_meta WHERE key = 'revision'")[0][0])

    stop_before_last_word(monkeypatch, then)
    before = revision()
    if task == "undo":
        summary = undo_last_apply(pretend.path, cancelled=lambda: revision() != before)
        assert summary.removed == len(CODES) - 3
    else:
        backup = next(b.path for b in list_backups(pretend.path) if b.reason == "a")
        summary = restore_backup(pretend.path, backup, cancelled=lambda: revision() != before)
        assert summary.burned == len(CODES) - 3
    assert summary.revision == revision() > before
    assert query(pretend.path, "SELECT count(*) FROM address") == [(3,)]


def test_an_apply_ended_after_its_commit_is_known_to_be_written(register: Path, monkeypatch) -> None:
    stop_before_last_word(monkeypatch, "os._exit(9)")
    job = Job(
        path=str(register), kind="assign", source="nhà", revision=0, actor="Á", backup="", params={}, counts={},
        columns={}, source_columns={},
    )  # fmt: skip
    shares: list[float] = []
    with worker_client.applying(job, shares.append, lambda: False) as given:
        pass
    assert given.apply_id == 1
    assert query(register, "SELECT apply_id FROM apply_run") == [(1,)]
    assert shares == sorted(shares) and shares[-1] > 0.9
    changed = pytest.raises(DiachisoError, match="has changed since")
    with changed, worker_client.applying(job, shares.append, lambda: False):
        pass
    assert query(register, "SELECT apply_id FROM apply_run") == [(1,)]


def test_an_apply_that_is_given_up_while_it_is_staged_writes_nothing(register: Path) -> None:
    job = Job(
        path=str(register), kind="assign", source="nhà", revision=0, actor="Á", backup="", params={},
        counts={"new": apply.SHARE_FROM}, columns={}, source_columns={},
    )  # fmt: skip
    before = state(register)
    with pytest.raises(KeyError), worker_client.applying(job, lambda share: None, lambda: False) as given:
        raise KeyError
    assert given.apply_id == -1 and not given.folder.exists() and state(register) == before


@pytest.mark.parametrize("line", ["", "cancel\n"], ids=["its parent died", "cancelled"])
def test_a_worker_ends_with_whoever_started_it(register: Path, tmp_path: Path, line: str) -> None:
    Job(
        path=str(register), kind="assign", source="nhà", revision=0, actor="Á", backup="", params={},
        counts={"new": apply.SHARE_FROM}, columns={}, source_columns={},
    ).write(tmp_path)  # fmt: skip
    before = state(register)
    code = "import sys; from diachiso.register.worker import main; sys.exit(main(sys.argv[1]))"
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], input=line, text=True, capture_output=True, timeout=60,
        env={**os.environ, "PYTHONPATH": os.pathsep.join((os.environ["DIACHISO_PARENT"], *sys.path))},
    )  # fmt: skip
    assert done.returncode == 2 and "ready" in done.stdout and not done.stderr
    assert state(register) == before
