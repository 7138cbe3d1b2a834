"""A registry that takes operations in (202) and carries them out later: they wait for the answer, and arrive once."""

from __future__ import annotations

import pytest

from diachiso.register.sync_store import conflicts, waiting

from ..registry.running import RunningRegistry
from .desk import Desk
from .test_faults_on_the_way import of_item


@pytest.mark.parametrize("count", [1, 3], ids=["alone", "together"])
def test_it_waits_for_the_answer_and_arrives_once(registry: RunningRegistry, hoa: Desk, count: int) -> None:
    ids = [hoa.add(str(number)) for number in range(count)]
    registry.fault("accept_async", count=count)
    assert hoa.sync().pushed == 0 and hoa.states() == ["accepted_async"] * count and registry.items() == {}
    hoa.edit(ids[0], house_number="9")
    done = hoa.sync()  # still under way: nothing is sent again, the edit waits behind it
    assert (done.pushed, done.pause) == (0, None) and len(hoa.states()) == count
    assert waiting(hoa.path).open_operations == count
    registry.carry_out()
    assert hoa.sync().pushed == count + 1
    assert set(hoa.states()) == {"applied"} and not hoa.dirty()
    assert of_item(registry, ids[0])["properties"]["houseNumber"] == "9" and of_item(registry, ids[0])["version"] == 2
    assert len([r for r in registry.requests() if r["method"] in ("PUT", "POST") and "/_test" not in r["url"]]) == 2


def test_what_is_refused_later_is_told(registry: RunningRegistry, hoa: Desk, binh: Desk) -> None:
    binh.add("7")
    binh.sync()
    address_id = hoa.add("7")
    registry.fault("accept_async")
    hoa.sync("push")
    registry.carry_out()
    assert hoa.sync().conflicts == 1
    (found,) = conflicts(hoa.path)
    assert (found.address_id, found.kind) == (address_id, "urn:diachiso:problem:same-house")
    assert hoa.one(address_id, "house_number") == "7" and address_id in hoa.dirty()


def test_a_promise_that_the_registry_forgot_is_sent_anew(registry: RunningRegistry, hoa: Desk, binh: Desk) -> None:
    address_id = hoa.add("1")
    registry.fault("accept_async")
    hoa.sync()
    binh.add("2")
    registry.fault("die_after", count=1)
    binh.sync()
    registry.await_alive()
    hoa.sync()
    hoa.sync()
    assert hoa.states(address_id) == ["applied"] and of_item(registry, address_id)["version"] == 1
