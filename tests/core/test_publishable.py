"""What may be told to everybody: no known person's name and no telephone gets through; places stay what they are."""
from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diachiso.core.address_text import compose
from diachiso.core.profile import load_profile
from diachiso.core.publishable import NAMED, Withholder, is_public, parts_needed, public_fields
from diachiso.core.text import person_key

from ..effort import effort

PROFILE = load_profile()
NAMES = ("Nguyễn Văn An", "Trần Thị Bích Ngọc", "Lê Hoàng", "Tôn Nữ Thị Canary", "Võ Văn Kiệt")
PHONES = ("0905123987", "0905 123 987", "+84 905 123 987", "0905.123.987", "anv@vidu.vn")
WORDS = ("Quán", "phở", "Cửa hàng", "số 5", "tạp hóa", "Hoa", "3/2", "24h", "Nha Trang")


def cleaned(values: dict[str, object], people: tuple[str, ...] = NAMES, group: str = "II") -> dict[str, object]:
    withholder = Withholder(PROFILE.fields, [person_key(name) for name in people], NAMED)
    columns = {name: [value] for name, value in values.items()}
    withholder.clean(columns, [group])
    return {name: column[0] for name, column in columns.items()}


@settings(max_examples=effort(150))
@given(
    before=st.lists(st.sampled_from(WORDS), max_size=3), after=st.lists(st.sampled_from(WORDS), max_size=3),
    secret=st.sampled_from([*NAMES, *PHONES]), field=st.sampled_from(["name", "use", "building_name", "opening_hours"]),
    shout=st.booleans(),
)  # fmt: skip
def test_no_known_name_and_no_contact_gets_through(before, after, secret, field, shout) -> None:
    text = " ".join([*before, secret.upper() if shout else secret, *after])
    assert cleaned({field: text})[field] is None


@settings(max_examples=effort(80))
@given(words=st.lists(st.sampled_from(WORDS), min_size=1, max_size=5).map(" ".join))
def test_what_tells_of_nobody_stays(words: str) -> None:
    assert cleaned({"name": words, "use": words}) == {"name": words, "use": words}


@pytest.mark.parametrize("street", ["Võ Văn Kiệt", "Bà Triệu", "Trần Phú", "30/4", "Ông Ích Khiêm", "Lê Hoàng"])
def test_a_street_may_bear_a_persons_name(street: str) -> None:
    assert cleaned({"street": street, "code": "0905123987"}) == {"street": street, "code": "0905123987"}


@pytest.mark.parametrize(("group", "kept"), [("I", None), ("II", "Phở Hòa"), ("III", "Phở Hòa"), (None, None)])
def test_names_of_houses_are_not_told(group: str, kept: str | None) -> None:
    assert cleaned({"name": "Phở Hòa"}, group=group)["name"] == kept


def test_an_address_text_is_written_anew_without_what_was_withheld() -> None:
    parts = {"house_number": "5", "street": "Lê Lợi", "commune": "Phường Biển", "building_name": "Nhà ông Lê Văn Ba"}
    full = {name: parts.get(name) for name in parts_needed(["address_text"])}
    found = cleaned({**full, "address_text": compose(parts)})
    assert found["building_name"] is None and found["address_text"] == "5 Lê Lợi, Phường Biển"


def test_fields_of_people_and_remarks_are_never_public() -> None:
    public = {spec.name for spec in public_fields(PROFILE.fields)}
    assert {"code", "street", "name"} <= public
    assert not public & {"note", "photo", "instruction", "entrance_note", "created_by", "edited_by"}
    assert not any(is_public(spec) for spec in PROFILE.person_fields)
