"""What a record still lacks, by its class."""
from __future__ import annotations

import pytest

from diachiso.core.classes import load_classes
from diachiso.core.completeness import completeness
from diachiso.core.profile import load_profile

PROFILE = load_profile()
GROUPS = {c.id: c.group for c in load_classes().values()}
HEAD = {"code": "TAM-00000001", "commune_code": "22528"}


@pytest.mark.parametrize(
    ("record", "missing"),
    [
        ({"object_class": "house", "house_number": "5", "street": "Trần Phú"}, ()),
        ({"object_class": "house", "settlement": "Thôn 1", "no_number": True}, ()),
        ({"object_class": "house", "settlement": "Thôn 1"}, ("location",)),
        ({"object_class": "house", "house_number": " ", "street": "Trần Phú"}, ("location",)),
        ({"object_class": "office", "house_number": "5", "street": "Trần Phú"}, ("name",)),
        ({"object_class": "office", "house_number": "5", "street": "Trần Phú", "name": "UBND"}, ()),
        ({"object_class": "flat", "house_number": "5", "street": "Trần Phú"}, ("room",)),
        ({"object_class": "hydrant", "street": "Trần Phú"}, ()),
        ({"object_class": "hydrant", "settlement": "Thôn 1"}, ()),
        ({"object_class": "hydrant"}, ("surroundings",)),
        ({"object_class": "parcel", "settlement": "Thôn 1", "map_sheet": "5"}, ("map_parcel",)),
        ({"object_class": None, "settlement": "Thôn 1"}, ("object_class", "location")),
    ],
)
def test_basic(record: dict, missing: tuple[str, ...]) -> None:
    found = completeness({**HEAD, **record}, PROFILE, GROUPS)
    assert found.basic_missing == missing
    assert found.is_basic_complete is (not missing)
    assert found.basic_total > len(missing)


def test_a_record_of_nothing_lacks_everything() -> None:
    found = completeness({}, PROFILE, GROUPS)
    assert set(found.basic_missing) == {"code", "object_class", "commune_code", "location"}
    assert found.basic_total == 4 and found.advanced_filled == 0


def test_the_advanced_fields_are_those_of_the_class() -> None:
    house = completeness({"object_class": "house", "floors": 0, "room": "5"}, PROFILE, GROUPS)
    flat = completeness({"object_class": "flat", "floors": 3, "room": "5"}, PROFILE, GROUPS)
    assert (house.advanced_filled, flat.advanced_filled) == (1, 1)
    names = [f.name for f in PROFILE.shown_for("house", "I")]
    assert "floors" in names and "room" not in names
