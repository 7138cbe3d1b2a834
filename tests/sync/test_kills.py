"""The fault table of the sync, third part: a real process killed while editing, while sending, and before the answer
is kept. | QGIS killed … | edit and dirty row both or neither / unknown / unknown → replay → applied |
"""
from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest

from ..effort import effort
from ..registry.running import RunningRegistry
from .desk import Desk
from .test_faults_on_the_way import settle

KILLS = effort(8)


class Mortal:
    """Processes that do as they are told, one after another, and are killed on the way."""

    def __init__(self) -> None:
        environment = {**os.environ, "PYTHONPATH": os.environ["DIACHISO_PARENT"]}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "diachiso.tests.sync.technician"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            text=True, env=environment,
        )  # fmt: skip

    def order(self, desk: Desk, do: str, **more: Any) -> int:
        """Begin; the pid of who does it."""
        login = {"url": desk.url, "token": desk.token, "device": desk.device.id}
        asked = {"do": do, "path": str(desk.path), **login, **more}
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps(asked) + "\n")
        self.process.stdin.flush()
        return int(self.hear("started")["pid"])

    def hear(self, *what: str) -> dict[str, Any]:
        """The next line that says one of these."""
        assert self.process.stdout is not None
        for line in self.process.stdout:
            said = json.loads(line)
            if said["what"] in what:
                return said  # type: ignore[no-any-return]
        raise AssertionError("the process has ended")

    def end(self) -> None:
        """No more orders."""
        self.process.communicate(timeout=30)


@pytest.fixture(scope="module")
def mortal() -> Iterator[Mortal]:
    found = Mortal()
    yield found
    found.end()


def kill(pid: int) -> None:
    os.kill(pid, signal.SIGKILL)


def test_killed_while_editing_leaves_the_edit_and_its_mark_both_or_neither(
    registry: RunningRegistry, hoa: Desk, mortal: Mortal
) -> None:  # fmt: skip
    address_id = hoa.add("1")
    settle(hoa)
    deaths = 0
    for turn in range(KILLS):
        values = [f"{turn}.{n}" for n in range(2_000)]
        pid = mortal.order(hoa, "edit", address_id=address_id, values=values)
        if turn % 3:
            mortal.hear("saved")
        time.sleep(random.random() * 0.05)
        kill(pid)
        saved, told = -1, mortal.hear("saved", "ended")
        while told["what"] == "saved":
            saved, told = values.index(told["value"]), mortal.hear("saved", "ended")
        deaths += told["killed"]
        name, other = hoa.one(address_id, "name"), hoa.one(address_id, "building_name")
        assert name == other, "half of a transaction"
        assert hoa.rows("PRAGMA integrity_check") == [("ok",)]
        if name is not None and name.startswith(f"{turn}."):
            assert values.index(name) >= saved, "what was saved is gone"
            assert hoa.dirty() == {address_id}, "an edit without its mark"
        else:
            assert saved == -1 and hoa.dirty() == set(), "a mark without its edit"
        settle(hoa)
        assert registry.items()[address_id]["properties"].get("name") == name
    assert deaths == KILLS


@pytest.mark.parametrize("batch", [1, 200], ids=["one by one", "in batches"])
@pytest.mark.parametrize("wait_at", ["sending", "answered"])
def test_killed_while_sending_or_before_the_answer_is_kept(
    registry: RunningRegistry, hoa: Desk, mortal: Mortal, wait_at: str, batch: int
) -> None:  # fmt: skip
    ids = [hoa.add(str(n)) for n in range(1, 4)]
    versions = dict.fromkeys(ids, 0)
    for turn in range(effort(3)):
        if turn:
            for address_id in ids:
                hoa.edit(address_id, name=f"lần {turn}")
        pid = mortal.order(hoa, "sync", wait_at=wait_at, nth=turn % (3 if batch == 1 else 1), batch=batch)
        mortal.hear(wait_at)
        kill(pid)
        assert mortal.hear("ended")["killed"]
        assert "sending" in hoa.states(), "what left was not written down before"
        asked = {i: f["version"] for i, f in registry.items().items()}
        sent = [i for i in ids if asked.get(i, 0) > versions[i]]
        assert bool(sent) or wait_at == "sending"
        settle(hoa)
        versions = {i: version + 1 for i, version in versions.items()}
        assert {i: f["version"] for i, f in registry.items().items()} == versions, "lost, or done twice"
        assert set(hoa.states()) == {"applied"} and not hoa.dirty()


def test_killed_at_any_moment_of_a_sync(registry: RunningRegistry, hoa: Desk, mortal: Mortal) -> None:
    ids = [hoa.add(str(n)) for n in range(1, 6)]
    settle(hoa)
    chance, deaths = random.Random(1), 0
    for turn in range(KILLS):
        for address_id in ids:
            hoa.edit(address_id, name=f"lần {turn}")
        pid = mortal.order(hoa, "sync", wait_at="on its way" if turn % 2 else "", batch=1 if turn % 4 else 200)
        if turn % 2:
            mortal.hear("on its way")
        time.sleep(chance.random() * (0.15 if turn % 2 else 0.6))
        try:
            kill(pid)
        except ProcessLookupError:
            assert mortal.process.poll() is None  # it had ended before
        deaths += mortal.hear("ended")["killed"]
        assert hoa.rows("PRAGMA integrity_check") == [("ok",)]
        settle(hoa)
        found = registry.items()
        assert {f["version"] for f in found.values()} == {turn + 2}, "lost, or done twice"
        assert {f["properties"]["name"] for f in found.values()} == {f"lần {turn}"}
        assert not hoa.dirty() and set(hoa.states()) == {"applied"}
    assert deaths > KILLS // 2


def test_edits_while_a_sync_is_under_way_are_new_operations(registry: RunningRegistry, hoa: Desk) -> None:
    """An edit during flight becomes a new operation."""
    address_id = hoa.add("1")
    registry.fault("delay", seconds=1.0, path="/items/", method="PUT")
    at_work = threading.Thread(target=hoa.sync)
    at_work.start()
    while hoa.states() != ["sending"]:
        time.sleep(0.01)
    hoa.edit(address_id, name="Quán Hoa")
    at_work.join()
    settle(hoa)
    found = registry.items()[address_id]
    assert (found["version"], found["properties"]["name"]) == (2, "Quán Hoa")
    assert hoa.states() == ["applied", "applied"]
