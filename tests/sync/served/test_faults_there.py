"""The fault table on a server: the tests of a file's sync, and what can only happen there.

In each the pretended registry stands at the other end, and what is on the server is asked of the server.
"""
from __future__ import annotations

import os
import signal
from collections.abc import Callable
from typing import Any

import pytest

from diachiso.core.errors import DiachisoError
from diachiso.register.postgres import served as served_module
from diachiso.register.postgres.served import served
from diachiso.register.server_copies import server_side
from diachiso.sync.engine import SYNC_BUSY
from diachiso.sync.model import Pause
from diachiso.sync.options import Options
from diachiso.sync.transport import Reply, Request

from ...effort import NAME
from ..pretend import test_faults
from ..pretend.pretend_registry import PretendRegistry
from ..pretend.test_faults import until_done
from ..pretend.town import add_houses, address_id, edit, query, value
from .conftest import Keeper

Make = Callable[..., Keeper]
pytestmark = pytest.mark.slow
thorough = pytest.mark.skipif(NAME != "thorough", reason="tried before a release: it takes long")


@thorough
@pytest.mark.parametrize("name", test_faults.ONE_FAULT)
def test_after_a_fault_all_are_there_once(technician: Make, registry: PretendRegistry, name: str) -> None:
    test_faults.test_after_a_fault_all_are_there_once(technician, registry, name, 1)


def lost_server(keeper: Keeper, monkeypatch: pytest.MonkeyPatch, when: Callable[[], bool]) -> None:
    """Every connection to the register ends as a write goes back, once `when()` says so for the first time."""
    real, done = served_module.mirrored, []

    def cut(place: Any, **options: Any) -> Any:
        found = real(place, **options)
        if options["writes"] and not done and when():
            done.append(True)
            enter = type(found).__enter__

            class Dying:
                def __enter__(self) -> Any:
                    return enter(found)

                def __exit__(self, *error: Any) -> Any:
                    keeper.lose_connections()
                    return found.__exit__(*error)

            return Dying()
        return found

    monkeypatch.setattr(served_module, "mirrored", cut)


def test_no_journal_no_request(
    keeper: Make, registry: PretendRegistry, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What could not be written down on the server before it leaves does not leave."""
    an = keeper()
    add_houses(an.path, [1, 2])
    lost_server(an, monkeypatch, lambda: bool(query(an.path, "SELECT 1 FROM sync_op")))  # as they are claimed
    with pytest.raises(DiachisoError):
        an.sync()
    assert not registry.items and not [r for r in registry.requests if r.method in ("PUT", "POST")]
    assert an.states() == {"queued": 2}
    assert an.sync().pushed == 2 and set(registry.effects.values()) == {1}


def test_the_answer_came_and_the_write_back_failed(
    keeper: Make, registry: PretendRegistry, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As a file's register after a crash there: sending, looked up by the next sync, applied once."""
    an = keeper()
    add_houses(an.path, [1, 2])
    lost_server(an, monkeypatch, lambda: bool(registry.items))
    with pytest.raises(DiachisoError):
        an.sync()
    assert len(registry.items) == 2
    assert an.states() == {"sending": 2}
    keys = an.keys()
    colleague = keeper(an.place)  # at another computer
    done = colleague.sync()
    assert done.pushed == 2 and set(registry.effects.values()) == {1} and set(registry.effects) == keys
    assert an.states() == {"applied": 2} and not an.ask("SELECT 1 FROM sync_dirty")


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_killed_between_journal_and_request(keeper: Make, registry: PretendRegistry) -> None:
    """Nothing of the process is left but what stands on the server: the same key goes, once."""
    an = keeper()
    add_houses(an.path, [1])
    child = os.fork()
    if child == 0:
        _sync_and_die(an, registry)
    os.waitpid(child, 0)
    assert an.states() == {"sending": 1}
    keys = an.keys()
    until_done(an)
    assert set(registry.effects) == keys and set(registry.effects.values()) == {1}


def _sync_and_die(keeper: Keeper, registry: PretendRegistry) -> None:
    """In a process of its own, killed as the first write is about to leave."""
    try:
        answer = registry.transport

        def dies(request: Request) -> Reply:
            if request.method in ("PUT", "POST"):
                os.kill(os.getpid(), signal.SIGKILL)
            return answer(request)

        registry.transport = dies  # type: ignore[method-assign]
        with served(keeper.place, people=False) as path:
            Keeper(path, registry, keeper.place, keeper.server).sync()
    finally:
        os._exit(1)


@thorough
def test_one_sync_of_a_register_wherever_it_is_begun(keeper: Make, registry: PretendRegistry) -> None:
    an = keeper()
    binh = keeper(an.place)
    side = server_side(binh.path)
    assert side is not None
    with side.syncing() as alone:
        assert alone
        with pytest.raises(DiachisoError) as caught:
            an.sync()
        assert caught.value.message is SYNC_BUSY
    assert an.sync().pause is None


@thorough
def test_colleagues_edit_between_the_writes_of_a_sync_and_nothing_is_locked(
    keeper: Make, registry: PretendRegistry
) -> None:
    """Each request finds the register free: a form saves meanwhile, and what it saved goes out the next time."""
    an = keeper()
    add_houses(an.path, [1, 2])
    saved = []

    def form(_registry: PretendRegistry, request: Request) -> Reply:
        an.server.run(
            "SET lock_timeout = '2s'; UPDATE diachiso.address SET house_number = '1B'"
            f" WHERE address_id = '{address_id(1)}'",
            database=an.place.name,
        )
        saved.append(request)
        return _registry.answer(request)

    registry.fail("POST .*/ops$", form)
    assert an.sync().pushed == 3 and saved  # what was saved meanwhile goes after what was under way
    assert registry.items[address_id(1)].properties["houseNumber"] == "1B"


@thorough
def test_two_keepers_computers_and_a_copied_database(keeper: Make, registry: PretendRegistry) -> None:
    """One register: its operations are nobody's own. A copy of the database makes its own anew."""
    an = keeper()
    binh = keeper(an.place)
    add_houses(an.path, [1, 2])
    assert an.sync().pushed == 2
    edit(binh.path, 1, house_number="1B")
    assert binh.sync().pushed == 1 and an.sync().pause is None
    device = query(an.path, "SELECT value FROM sync_ctl WHERE key = 'device'")
    edit(an.path, 2, house_number="2A")
    an.lose_connections()
    copy = keeper(an.server.place(an.server.database(an.place.name)))
    assert copy.sync(Options(attended=True)).pushed == 1
    assert query(copy.path, "SELECT value FROM sync_ctl WHERE key = 'device'") != device
    assert an.sync().pause in (None, Pause.REGISTER_RESTORED)
    assert value(an.path, 1, "house_number") == "1B" and set(registry.effects.values()) == {1}


@thorough
def test_guards_gone_are_put_back_and_what_they_missed_is_sent(keeper: Make, registry: PretendRegistry) -> None:
    an = keeper()
    add_houses(an.path, [1, 2])
    assert an.sync().pushed == 2
    an.server.run(
        "ALTER TABLE diachiso.address DISABLE TRIGGER USER",
        f"UPDATE diachiso.address SET house_number = '1B' WHERE address_id = '{address_id(1)}'",
        database=an.place.name,
    )
    assert an.sync().pushed == 1
    assert registry.items[address_id(1)].properties["houseNumber"] == "1B"
    assert an.sync().pushed == 0
