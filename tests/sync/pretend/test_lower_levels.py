"""Registries below L3: only while somebody watches, read before and after each write, nobody overwritten."""
from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from diachiso.register.sync_store import conflicts
from diachiso.sync.model import Pause
from diachiso.sync.options import Direction, Options

from . import pretend_registry as pretend
from .pretend_registry import Fault, PretendRegistry
from .town import Technician, add_houses, address_id, dirty, edit, states, value

Make = Callable[..., Technician]
LEVELS = pytest.mark.parametrize("level", [0, 1, 2])


@LEVELS
def test_created_and_updated(technician: Make, registry: PretendRegistry, level: int) -> None:
    registry.level = level
    an = technician()
    add_houses(an.path, [1, 2])
    assert an.sync().pushed == 2 and states(an.path) == {"applied": 2}
    edit(an.path, 1, house_number="1A")
    assert an.sync().pushed == 1 and registry.items[address_id(1)].properties["houseNumber"] == "1A"
    assert an.sync().pushed == 0 and dirty(an.path) == 0


@LEVELS
def test_somebody_elses_change_is_seen_and_not_overwritten(
    technician: Make, registry: PretendRegistry, level: int
) -> None:
    registry.level = level
    an = technician()
    add_houses(an.path, [1, 2])
    an.sync()
    registry.edit(address_id(1), houseNumber="1B")
    registry.edit(address_id(2), buildingName="Chợ")
    edit(an.path, 1, house_number="1A")
    edit(an.path, 2, house_number="2A")
    done = an.sync()
    assert (done.conflicts, done.merged, done.pushed) == (1, 1, 1)
    assert registry.items[address_id(1)].properties["houseNumber"] == "1B" and len(conflicts(an.path)) == 1
    assert registry.items[address_id(2)].properties["buildingName"] == value(an.path, 2, "building_name") == "Chợ"
    assert registry.items[address_id(2)].properties["houseNumber"] == "2A"


@LEVELS
@pytest.mark.parametrize("fault", [pretend.drop_before, pretend.drop_after, pretend.offline, pretend.html])
def test_a_lost_answer_is_looked_up(technician: Make, registry: PretendRegistry, level: int, fault: Fault) -> None:
    registry.level = level
    an = technician()
    add_houses(an.path, [1, 2])
    registry.fail("PUT", fault)
    for _ in range(3):
        an.sync()
    assert states(an.path) == {"applied": 2} and set(registry.effects.values()) == {1}


@LEVELS
def test_a_column_that_the_registry_does_not_keep_stays(
    technician: Make, registry: PretendRegistry, level: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    registry.level = level
    put = registry.put
    monkeypatch.setattr(
        registry, "put", lambda i, p, o, g: put(i, {k: v for k, v in p.items() if k not in ("street", "stage")}, o, g)
    )
    an = technician()
    add_houses(an.path, [1])
    an.sync()
    assert (value(an.path, 1, "street"), value(an.path, 1, "stage")) == ("Hoa Mai", "submitted")
    assert dirty(an.path) == 0 and an.sync().pushed == 0


@LEVELS
def test_a_merge_clears_nothing_that_the_registry_does_not_keep(
    technician: Make, registry: PretendRegistry, level: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    registry.level = level
    put, unkept = registry.put, ("street", "stage", "code", "buildingName")

    def forgetful(item: str, properties: Any, op_id: str, geometry: Any) -> None:
        kept = {k: v for k, v in properties.items() if k not in unkept}
        put(item, kept, op_id, None)

    monkeypatch.setattr(registry, "put", forgetful)
    an = technician()
    add_houses(an.path, [1])
    edit(an.path, 1, building_name="Chợ", name="Quán Hoa")
    columns = ("street", "stage", "geom", "building_name", "code")
    before = {column: value(an.path, 1, column) for column in columns}
    assert an.sync().pushed == 1
    registry.edit(address_id(1), settlement="Tổ 5", name=None)
    edit(an.path, 1, house_number="1A")
    done = an.sync()
    assert (done.merged, done.pushed, done.conflicts) == (1, 1, 0)
    assert {column: value(an.path, 1, column) for column in columns} == before
    assert (value(an.path, 1, "settlement"), value(an.path, 1, "name")) == ("Tổ 5", None), "theirs comes in"
    assert registry.items[address_id(1)].properties["houseNumber"] == "1A" and dirty(an.path) == 0


@LEVELS
def test_nothing_can_be_pulled_there_and_that_is_said(technician: Make, registry: PretendRegistry, level: int) -> None:
    registry.level = level
    assert technician().sync(Options(Direction.PULL, attended=True)).pause is Pause.LEVEL
