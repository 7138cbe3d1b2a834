"""An address on the wire: the same bytes always, nothing personal, and back without loss."""
from __future__ import annotations

import json
import math
import unicodedata
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diachiso.core.profile import Profile, load_profile
from diachiso.sync.model import Content
from diachiso.sync.wire import UnreadableRecord, body, clean, content_of, remote_of, rounded, wire_fields

from ..effort import effort

PROFILE: Profile = load_profile()
FIELDS = wire_fields(PROFILE)


def test_no_personal_field_goes_out() -> None:
    # `role` of an address is the object's, not a person's.
    personal = {f.name for f in PROFILE.person_fields} - {"role"} | {"note", "photo", "edited_by", "created_by"}
    assert not personal & {f.column for f in FIELDS}
    assert {"house_number", "street", "commune_code", "object_class"} <= {f.column for f in FIELDS}


@pytest.mark.parametrize(
    ("typed", "sent"),
    [
        ("Hoa Mai", "Hoa Mai"),
        (unicodedata.normalize("NFD", "Nguyễn Trãi"), "Nguyễn Trãi"),
        ("a\0b\x07c", "abc"),
        (" dòng một\r\ndòng hai ", "dòng một  dòng hai"),
        ("\x01", None),
        (3, 3),
    ],
)
def test_texts_are_cleaned(typed: Any, sent: Any) -> None:
    assert clean(typed) == sent


TEXTS = st.text(st.characters(blacklist_categories=["Cs"]), max_size=12)


@given(st.dictionaries(st.sampled_from(["street", "name", "house_number", "settlement"]), TEXTS), st.booleans())
@settings(max_examples=effort(200), deadline=None)
def test_there_and_back_without_loss(texts: dict[str, str], without_number: bool) -> None:
    row = {**texts, "no_number": int(without_number), "floors": 3, "stage": "submitted", "code": None}
    content = content_of(row, rounded(109.123456789, 12.2), FIELDS)
    data = body("op", "id", content, row, FIELDS)
    assert data == body("op", "id", content, row, FIELDS)
    back = remote_of({**json.loads(data), "version": 4}, FIELDS, '"v4"')
    assert back.content == content and (back.version, back.etag, back.op_id) == (4, '"v4"', "op")


@pytest.mark.parametrize("answer", [None, [], "<html>", {}, {"type": "Feature"}, {"type": "Feature", "id": "a"}])
def test_what_is_no_feature_is_said(answer: Any) -> None:
    with pytest.raises(ValueError, match="no"):
        remote_of(answer, FIELDS)


@pytest.mark.parametrize(
    ("properties", "at"),
    [({"floors": "ba"}, [109, 12]), ({"name": ["a"]}, [109, 12]), ({"stage": "archived"}, [109, 12]),
     ({"floors": math.inf}, [109, 12]), ({}, [math.nan, 12]), ({}, [109, 91]), ({}, ["109", 12]), ({}, [None, 12])],
    ids=str,
)  # fmt: skip
def test_what_no_address_can_have_is_said(properties: Any, at: Any) -> None:
    feature = {"type": "Feature", "id": "a", "properties": properties, "geometry": {"coordinates": at}}
    with pytest.raises(UnreadableRecord, match="floors|name|stage|coordinates"):
        remote_of(feature, FIELDS)


def test_an_address_without_position_keeps_none() -> None:
    data = body("op", "id", Content({}, None, "submitted"), {}, FIELDS)
    assert json.loads(data)["geometry"] is None
    assert remote_of(json.loads(data), FIELDS).content.position is None
