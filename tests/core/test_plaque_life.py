"""The life of a plaque: lawful steps, codes as scanners write them, distances."""
from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diachiso.core.agency import load_agency
from diachiso.core.plaque_life import (
    ENDED,
    NOT_MOUNTED_WORDS,
    STATE_WORDS,
    STEPS,
    NotMounted,
    PlaqueState,
    is_lawful,
    metres_apart,
    scanned_codes,
)

PORTAL = load_agency().portal_link
LINK = PORTAL.replace("{code}", "{0}")


def test_every_state_has_steps_and_words() -> None:
    assert set(STEPS) == set(STATE_WORDS) == set(PlaqueState) and set(NOT_MOUNTED_WORDS) == set(NotMounted)
    for state in PlaqueState:
        assert is_lawful(state, state) and bool(STEPS[state]) == (state not in ENDED)
        if state not in ENDED:
            assert PlaqueState.removed in STEPS[state], "whatever hangs or lies somewhere can be taken out of the books"


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("0010100001", ["0010100001"]),
        ("0010100001 0010100002\n0010100001;0010100003,", ["0010100001", "0010100002", "0010100003"]),
        (LINK.format("0010100001"), ["0010100001"]),
        (LINK.format("0010100001").upper(), ["0010100001"]),
        (f"{LINK.format('1')}\r\n{LINK.format('2')}\r\n", ["1", "2"]),
        ("http://elsewhere.vn/ma/0010100001?x", ["0010100001"]),
        ("https://elsewhere.vn/x?code=0010100001", ["0010100001"]),
        ('"0010100001" (0010100002).', ["0010100001", "0010100002"]),
        ("7P28GGXF+7Q", ["7P28GGXF+7Q"]),
        ("4d2b0a3e-0000-4000-8000-000000000001", ["4d2b0a3e-0000-4000-8000-000000000001"]),
        ("", []), (" ;, \n", []), ("/", []),
    ],
)  # fmt: skip
def test_codes_as_scanners_and_people_leave_them(text: str, codes: list[str]) -> None:
    assert scanned_codes(text, PORTAL) == codes


@given(st.lists(st.from_regex("[0-9]{10}", fullmatch=True), unique=True), st.sampled_from(["\n", " ", ";", ",\t"]))
def test_links_and_codes_are_read_alike(codes: list[str], between: str) -> None:
    mixed = between.join(LINK.format(code) if k % 2 else code for k, code in enumerate(codes))
    assert scanned_codes(mixed, PORTAL) == codes


def test_metres() -> None:
    assert metres_apart((109.0, 12.0), (109.0, 12.001)) == pytest.approx(111.3, abs=0.5)
    assert metres_apart((109.0, 12.0), (109.001, 12.0)) == pytest.approx(108.9, abs=0.5)
    assert metres_apart((109.0, 12.0), (109.0, 12.0)) == 0
