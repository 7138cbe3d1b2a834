"""Records of the registry that no address can be: each for a person, the others come in, and nothing of them enters."""
from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import pytest

from diachiso.register.sync_store import conflicts

from .pretend_registry import PretendRegistry
from .town import Technician, add_houses, address_id, edit, query, sound, value

Make = Callable[..., Technician]
ODD: dict[str, dict[str, Any]] = {
    "a stage of its own": {"stage": "archived"}, "nowhere": {"geometry": math.nan},
    "a code of no scheme": {"code": "abc?"},
}  # fmt: skip


@pytest.mark.parametrize("name", ODD)
def test_an_odd_record_is_for_a_person_and_the_others_come_in(
    technician: Make, registry: PretendRegistry, name: str
) -> None:
    an, binh = technician("an"), technician("bình")
    add_houses(an.path, [1, 2])
    an.sync()
    odd, item = dict(ODD[name]), registry.items[address_id(1)]
    if "geometry" in odd:
        item.geometry = {"type": "Point", "coordinates": [odd.pop("geometry"), 12.0]}
    registry.edit(address_id(1), **odd)
    registry.edit(address_id(2), name="Quán Hoa")
    for who in (an, binh):
        done = who.sync()
        assert (done.pause, done.conflicts, value(who.path, 2, "name")) == (None, 1, "Quán Hoa")
        (found,) = conflicts(who.path)
        assert found.address_id == address_id(1) and found.kind.endswith(("unreadable", "code-malformed"))
        assert sound(who.path) and who.sync().conflicts == 0, "it stays one"
    assert value(an.path, 1, "stage") == "submitted" and not query(binh.path, "SELECT 1 FROM address WHERE fid > 1")
    edit(an.path, 1, house_number="1A")
    edit(an.path, 2, house_number="2A")
    assert an.sync().pause is None and registry.items[address_id(2)].properties["houseNumber"] == "2A"
    item = registry.items[address_id(1)]
    item.geometry = registry.items[address_id(2)].geometry
    registry.edit(address_id(1), stage="submitted", floors=None, name="Chợ", code=None)
    an.sync(), an.sync()
    assert conflicts(an.path) == [] and value(an.path, 1, "name") == "Chợ"
    assert registry.items[address_id(1)].properties["houseNumber"] == "1A"
    assert binh.sync().pause is None and conflicts(binh.path) == [] and value(binh.path, 1, "name") == "Chợ"
