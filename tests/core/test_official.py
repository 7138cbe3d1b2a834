"""Matching issued codes to objects: what is certain, what is for a person, one to one."""
from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest
import shapely

from diachiso.core.columns import TextColumn
from diachiso.core.geometry.shapely_engine import ShapelyEngine
from diachiso.core.objects import Objects, ObjectsBuilder
from diachiso.core.official import CodeState, MatchSettings, OfficialMatch, Officials, match_officials
from diachiso.core.plan import Decision
from diachiso.core.reasons import STATUSES, Reason


@dataclass
class House:
    """A tube house of a row: 4 m wide, 15 m deep, at place `at` along the street."""

    key: str
    at: float
    number: str | None = None
    street: str | None = "Trần Phú"
    name: str | None = None
    bears: str = ""
    usable: bool = True


@dataclass
class Code:
    code: str
    x: float = np.nan
    y: float = 7.5
    number: str | None = None
    street: str | None = "Trần Phú"
    name: str | None = None
    commune: str | None = None


def objects_of(houses: list[House]) -> Objects:
    builder = ObjectsBuilder(ShapelyEngine())
    builder.add(
        np.arange(1, len(houses) + 1),
        np.array([h.key.encode() for h in houses]),
        [bytes(shapely.to_wkb(shapely.box(h.at, 0, h.at + 4, 15))) for h in houses],
        {
            "house_number": TextColumn.of(h.number for h in houses),
            "street": TextColumn.of(h.street if h.number else None for h in houses),
            "name": TextColumn.of(h.name for h in houses),
        },
    )
    return builder.build()


def match(
    houses: list[House],
    codes: list[Code],
    ledger: dict[str, CodeState] | None = None,
    decisions: dict[str, Decision] | None = None,
) -> OfficialMatch:
    officials = Officials(
        np.array([c.code for c in codes]),
        np.array([(c.x, np.nan if np.isnan(c.x) else c.y) for c in codes]),
        {
            "house_number": TextColumn.of(c.number for c in codes),
            "street": TextColumn.of(c.street if c.number else None for c in codes),
            "name": TextColumn.of(c.name for c in codes),
            "commune": TextColumn.of(c.commune for c in codes),
        },
    )
    settings = MatchSettings(
        accuracy=15.0,
        wellformed=np.array([len(c.code) == 10 and c.code.isdigit() for c in codes]),
        usable=np.array([h.usable for h in houses]),
        bears=np.array([h.bears for h in houses], dtype=object),
        commune=TextColumn.constant(len(houses), "Phường Nha Trang"),
        ledger=ledger or {},
        decisions=decisions or {},
    )
    return match_officials(officials, objects_of(houses), settings, ShapelyEngine())


def outcome(result: OfficialMatch, i: int = 0) -> tuple[str, Reason, int]:
    return STATUSES[result.status[i]].value, Reason(int(result.reason[i])), int(result.object_index[i])


ROW = [House("a", 0, "1"), House("b", 4, "3"), House("c", 8, "5"), House("d", 12, "7")]
FAR = House("z", 500, "99")
A, B = "0010100001", "0010100002"


@pytest.mark.parametrize(
    ("houses", "code", "expected"),
    [
        # Number and street agree: certain, though three neighbours lie within the accuracy.
        (ROW, Code(A, 1.0, number="5"), ("matched", Reason.OFFICIAL_NUMBER, 2)),
        (ROW, Code(A, 40.0, number="7"), ("matched", Reason.OFFICIAL_NUMBER, 3)),
        (ROW, Code(A, 9.0, number="5", street="Đ. TRẦN PHÚ"), ("matched", Reason.OFFICIAL_NUMBER, 2)),
        # No number, or another street's: the neighbours cannot be told apart.
        (ROW, Code(A, 9.0), ("conflict", Reason.OFFICIAL_SEVERAL_OBJECTS, -1)),
        (ROW, Code(A, 9.0, number="5", street="Lê Lợi"), ("conflict", Reason.OFFICIAL_SEVERAL_OBJECTS, -1)),
        # Alone within the accuracy.
        ([FAR], Code(A, 490.0), ("matched", Reason.OFFICIAL_ALONE, 0)),
        ([FAR], Code(A, 484.9), ("skipped", Reason.OFFICIAL_FAR, -1)),
        # Alone, but it says another number.
        ([FAR], Code(A, 495.0, number="5"), ("conflict", Reason.OFFICIAL_NUMBER_DIFFERS, -1)),
        # The name agrees.
        (
            [*ROW, House("s", 16, name="Trường Mẫu")], Code(A, 9.0, name="TRƯỜNG MẪU"),
            ("matched", Reason.OFFICIAL_NAME, 4),
        ),
        # Two houses with the same number and street nearby.
        (
            [House("a", 0, "1"), House("b", 4, "1")], Code(A, 1.0, number="1"),
            ("conflict", Reason.OFFICIAL_SEVERAL_OBJECTS, -1),
        ),
        # An annex next door is no rival.
        ([FAR, House("shed", 504, usable=False)], Code(A, 503.0), ("matched", Reason.OFFICIAL_ALONE, 0)),
        # Tables without coordinates.
        (ROW, Code(A, number="3", commune="Phường Nha Trang"), ("matched", Reason.OFFICIAL_TEXT, 1)),
        (ROW, Code(A, number="3", commune="nha trang"), ("matched", Reason.OFFICIAL_TEXT, 1)),
        (ROW, Code(A, number="3", commune="Phường Khác"), ("skipped", Reason.OFFICIAL_NOT_FOUND, -1)),
        (ROW, Code(A, number="4"), ("skipped", Reason.OFFICIAL_NOT_FOUND, -1)),
        ([ROW[0], House("b", 400, "1")], Code(A, number="1"), ("conflict", Reason.OFFICIAL_SEVERAL_OBJECTS, -1)),
        # The code itself.
        (ROW, Code("12345", 1.0, number="5"), ("skipped", Reason.OFFICIAL_MALFORMED, -1)),
        # The register's say.
        ([House("a", 0, "1", bears=A)], Code(A, 1.0, number="1"), ("kept", Reason.OFFICIAL_KNOWN, 0)),
        ([House("a", 0, "1", bears=B)], Code(A, 1.0, number="1"), ("conflict", Reason.OFFICIAL_OTHER_CODE, -1)),
    ],
)  # fmt: skip
def test_one_code(houses: list[House], code: Code, expected: tuple[str, Reason, int]) -> None:
    assert outcome(match(houses, [code])) == expected


@pytest.mark.parametrize(
    ("state", "reason"),
    [
        ("retired", Reason.OFFICIAL_WITHDRAWN),
        ("burned", Reason.OFFICIAL_WITHDRAWN),
        ("given", Reason.OFFICIAL_ELSEWHERE),
    ],
)
def test_a_code_with_a_past_is_for_a_person(state: str, reason: Reason) -> None:
    result = match(ROW, [Code(A, 1.0, number="1")], {A: CodeState(state)})
    assert outcome(result) == ("conflict", reason, -1)


def test_a_noted_code_is_attached() -> None:
    assert outcome(match(ROW, [Code(A, 1.0, number="1")], {A: CodeState("official")}))[0] == "matched"


def test_one_object_takes_one_code_the_one_that_agrees() -> None:
    result = match([FAR], [Code(A, 500.0), Code(B, 501.0, number="99")])
    assert outcome(result, 0) == ("conflict", Reason.OFFICIAL_SEVERAL_POINTS, -1)
    assert outcome(result, 1) == ("matched", Reason.OFFICIAL_NUMBER, 0)


def test_two_equal_claims_are_both_for_a_person() -> None:
    result = match([FAR], [Code(A, 500.0), Code(B, 501.0)])
    assert [outcome(result, i)[1] for i in (0, 1)] == [Reason.OFFICIAL_SEVERAL_POINTS] * 2
    assert result.candidates == {0: (0,), 1: (0,)}


def test_a_code_listed_twice() -> None:
    same = match(ROW, [Code(A, 1.0, number="1"), Code(A, 1.2, number="1")])
    assert [outcome(same, i)[0] for i in (0, 1)] == ["matched", "skipped"]
    other = match(ROW, [Code(A, 1.0, number="1"), Code(A, 9.0, number="5")])
    assert [outcome(other, i)[:2] for i in (0, 1)] == [("conflict", Reason.OFFICIAL_TWICE)] * 2


def test_candidates_are_named_nearest_first() -> None:
    result = match(ROW, [Code(A, 13.0, y=7.0)])
    assert result.candidates[0][0] == 3
    assert set(result.candidates[0]) == {0, 1, 2, 3}


@pytest.mark.parametrize("wanted", ["k:c", "c", "f:3"])
def test_a_person_decides(wanted: str) -> None:
    result = match(ROW, [Code(A, 9.0)], decisions={f"o:{A}": Decision("match", wanted)})
    assert outcome(result) == ("matched", Reason.OFFICIAL_BY_HAND, 2)


def test_a_person_decides_wrongly_or_excludes() -> None:
    wrong = match(ROW, [Code(A, 9.0)], decisions={f"o:{A}": Decision("match", "nobody")})
    assert outcome(wrong) == ("conflict", Reason.DECISION_UNKNOWN, -1)
    excluded = match(ROW, [Code(A, 9.0, number="5")], decisions={f"o:{A}": Decision("exclude")})
    assert outcome(excluded) == ("skipped", Reason.EXCLUDED, -1)


def test_the_order_of_the_list_does_not_matter() -> None:
    points = [(1, "1"), (9, None), (9, "5"), (500, None), (501, None)]
    codes = [Code(f"00101{i:05d}", x, number=n) for i, (x, n) in enumerate(points)]
    houses = [*ROW, FAR]
    forward, backward = match(houses, codes), match(houses, codes[::-1])
    assert [outcome(forward, i) for i in range(5)] == [outcome(backward, 4 - i) for i in range(5)]
