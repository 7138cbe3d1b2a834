"""The plan of differences: a table of cases, and what holds for any sheet."""
from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diachiso.core.cell_values import DomainRow, readers
from diachiso.core.collected import (
    CollectedPlan,
    Found,
    KnownAddress,
    NewerEdit,
    SheetRow,
    Status,
    plan_differences,
    tells_of_a_person,
)
from diachiso.core.collected_reasons import Reason
from diachiso.core.profile import load_profile
from diachiso.core.sheet_fields import Stamp, filled_fields

from ..effort import effort

SPECS = filled_fields(load_profile())
DOMAINS = {
    "street": (DomainRow("Trần Phú", ("Trần Phú",), "22000"), DomainRow("Lê Lợi", ("Lê Lợi",), "22000")),
    "object_class": (DomainRow("house", ("Nhà ở", "House")), DomainRow("school", ("Trường học", "School"))),
}
READERS = readers(SPECS, DOMAINS)
STAMP = Stamp(5, "2026-11-21T08:00:00Z", "ab")
VALUES = {"commune_code": "22000", "object_class": "house", "house_number": "12", "street": "Trần Phú", "floors": 2}


def address(stage: str = "created", edits: dict[str, NewerEdit] | None = None, **values: Any) -> KnownAddress:
    """The address of most cases."""
    return KnownAddress(1, "u1", "0010100001", stage, {**VALUES, **values}, edits or {})


def plan(cells: dict[str, str], known: KnownAddress, stamp: Stamp | None = STAMP, **more: Any) -> CollectedPlan:
    """One row against one address."""
    return plan_differences([SheetRow(7, cells, stamp)], [Found(0)], [known], READERS, **more)


NEWER = {"house_number": NewerEdit("An", "2026-11-22", "11")}
WHOLE = {"": NewerEdit("An", "2026-11-22", known=False)}


@pytest.mark.parametrize(
    ("known", "cells", "told"),
    [
        (address(), {"house_number": "12"}, []),
        (address(), {"house_number": "14"}, [("house_number", Status.CHANGED, None, "12", "14")]),
        (address(), {"use": "quán"}, [("use", Status.ADDED, None, None, "quán")]),
        (address(no_number=0), {"no_number": "Có"}, [("no_number", Status.ADDED, None, 0, 1)]),
        (address(floors=0), {"floors": "3"}, [("floors", Status.CHANGED, None, 0, 3)]),
        (address(), {"house_number": "", "use": "  "}, []),
        (address(), {"object_class": "Trường học"}, [("object_class", Status.CHANGED, None, "house", "school")]),
        (address(), {"street": "le loi"}, [("street", Status.REJECTED, Reason.NOT_IN_DOMAIN, "Trần Phú", "le loi")]),
        (address(), {"floors": "999"}, [("floors", Status.REJECTED, Reason.OUT_OF_RANGE, 2, "999")]),
        # what the registry has seen stays; what it has not may be added
        *[
            (address(stage), {"house_number": "14", "use": "quán", "street": "Trần Phú"},
             [("house_number", Status.REJECTED, Reason.PROTECTED, "12", "14"),
              ("use", Status.ADDED, None, None, "quán")])
            for stage in ("submitted", "verified", "issued")
        ],
        (address("rejected"), {"house_number": "14"}, [("house_number", Status.CHANGED, None, "12", "14")]),
        # edited since: the sheet's own value is no edit, another one is a conflict
        (address(edits=NEWER), {"house_number": "11"}, []),
        (address(edits=NEWER), {"house_number": "12"}, []),
        (address(edits=NEWER), {"house_number": "14"},
         [("house_number", Status.CONFLICT, Reason.NEWER_EDIT, "12", "14")]),
        (address(edits=NEWER), {"street": "Lê Lợi"}, [("street", Status.CHANGED, None, "Trần Phú", "Lê Lợi")]),
        (address(edits=WHOLE), {"street": "Lê Lợi"},
         [("street", Status.CONFLICT, Reason.NEWER_EDIT, "Trần Phú", "Lê Lợi")]),
        (address(edits=NEWER), {"house_number": "2026/02/03"},
         [("house_number", Status.REJECTED, Reason.BECAME_DATE, "12", "2026/02/03")]),
        # people do not come in by a note; what was refused is not shown
        (address(), {"note": "gọi 0912 345 678"}, [("note", Status.REJECTED, Reason.PERSONAL_TEXT, None, None)]),
        (address(), {"use": "CCCD 056199012345"}, [("use", Status.REJECTED, Reason.PERSONAL_TEXT, None, None)]),
        (address(), {"note": "an@example.org"}, [("note", Status.REJECTED, Reason.PERSONAL_TEXT, None, None)]),
        (address(), {"note": "cạnh cổng sau, đi vào 200 m"},
         [("note", Status.ADDED, None, None, "cạnh cổng sau, đi vào 200 m")]),
    ],
)  # fmt: skip
def test_a_cell(known: KnownAddress, cells: dict[str, str], told: list[tuple]) -> None:
    found = plan(cells, known).differences
    assert [(d.field, d.status, d.reason, d.old, d.new) for d in found] == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("0912345678 là số cũ", True), ("gọi +84912345678", True), ("chủ 056199012345", True),
        ("Zalo 0258 3822 001", True),
        ("Hộ ông Nguyễn Văn An", True), ("Bà Triệu", False), ("Trường Nguyễn Trãi", False),
        ("số nhà 12 Nguyễn Trãi", False), ("mở cửa 7:00–21:30", False), ("thửa 123, tờ 45", False),
        ("cách 0,5 km, hẻm 120/1/22", False), ("mã 0010100001", False),
    ],
)  # fmt: skip
def test_texts_that_tell_of_a_person(text: str, told: bool) -> None:
    assert tells_of_a_person(text) is told


@pytest.mark.parametrize(
    ("known", "stamp", "told"),
    [
        (address(), STAMP, [(Status.CHANGED, None)]),
        (address(), None, []),  # a table of others says nothing by an empty cell
        (address(edits=NEWER), STAMP, []),
        (address("issued"), STAMP, [(Status.REJECTED, Reason.PROTECTED)]),
        (address(house_number=None), STAMP, []),
    ],
)
def test_an_emptied_cell(known: KnownAddress, stamp: Stamp | None, told: list[tuple]) -> None:
    found = plan({"house_number": ""}, known, stamp, clear_empty=True).differences
    assert [(d.status, d.reason) for d in found] == told
    assert not plan({"house_number": ""}, known, stamp).differences


def test_a_required_field_is_not_emptied() -> None:
    (found,) = plan({"object_class": ""}, address(), clear_empty=True).differences
    assert (found.status, found.reason) == (Status.REJECTED, Reason.REQUIRED)
    assert plan({"object_class": ""}, address()).emptied == 1


def test_rows_without_an_address() -> None:
    rows = [SheetRow(k, {"code": f"c{k}", "use": "x"}) for k in range(3)]
    found = [Found(-1, Reason.UNKNOWN_ROW), Found(-1, Reason.SEVERAL), Found(0)]
    made = plan_differences(rows, found, [address("retired")], READERS, personal=["SĐT"])
    assert [(d.row, d.reason) for d in made.differences] == [
        (0, Reason.PERSONAL_COLUMN), (0, Reason.UNKNOWN_ROW), (1, Reason.SEVERAL), (2, Reason.RETIRED),
    ]  # fmt: skip
    assert made.changes() == {} and made.count(Status.REJECTED) == 4


def test_a_column_of_names_is_refused_as_a_whole() -> None:
    people = ["Nguyễn Văn An", "Trần Thị Bích", "Lê Văn Cường", "Phạm Thị Dung", "Hoàng Văn Em", "Vũ Thị Giang",
              "Đặng Văn Hải", "Bùi Thị Lan"]  # fmt: skip
    offices = ["Trường Nguyễn Trãi", "Chợ Đầm", "UBND phường", "Trạm y tế", "Quán 19", "Công an", "Bưu điện", "Đền Cờ"]
    rows = [SheetRow(k, {"name": name}) for k, name in enumerate(people)]
    known = [replace(address(), fid=k) for k in range(8)]
    found = [Found(k) for k in range(8)]
    made = plan_differences(rows, found, known, READERS)
    assert made.changes() == {} and {(d.reason, d.new) for d in made.differences} == {(Reason.PERSONAL_TEXT, None)}
    rows = [SheetRow(k, {"name": name}) for k, name in enumerate(offices)]
    assert len(plan_differences(rows, found, known, READERS).changes()["name"]) == 8


def test_two_rows_of_one_address() -> None:
    rows = [SheetRow(k, {"use": use}) for k, use in ((3, "quán"), (4, "quán"), (5, "kho"))]
    made = plan_differences(rows[:2], [Found(0)] * 2, [address()], READERS)
    assert made.changes() == {"use": {0: "quán"}} and made.unchanged == 1 and len(made.differences) == 1
    made = plan_differences(rows, [Found(0)] * 3, [address()], READERS)
    assert made.changes() == {} and made.count(Status.CONFLICT) == 3
    assert [(d.row, d.new, d.reason, d.details["other"]) for d in made.differences] == [
        (3, "quán", Reason.TWICE, "5"), (4, "quán", Reason.TWICE, "5"), (5, "kho", Reason.TWICE, "3, 4"),
    ]  # fmt: skip


def test_what_one_row_leaves_as_it_is_contradicts_no_other() -> None:
    rows = [SheetRow(3, {"house_number": "12"}), SheetRow(4, {"house_number": "14"})]
    assert plan_differences(rows, [Found(0)] * 2, [address()], READERS).changes() == {"house_number": {0: "14"}}


def test_rows_that_contradict_each_other_show_no_people() -> None:
    people = ("Nguyễn Văn An", "Trần Thị Bích", "Lê Văn Cường", "Phạm Thị Dung", "Hoàng Văn Em", "Vũ Thị Giang",
              "Đặng Văn Hải", "Bùi Thị Lan")  # fmt: skip
    rows = [SheetRow(k, {"name": name}) for k, name in enumerate(people)]
    made = plan_differences(rows, [Found(0)] * 8, [address()], READERS)
    assert {(d.status, d.reason, d.new) for d in made.differences} == {(Status.REJECTED, Reason.PERSONAL_TEXT, None)}


# -- what holds for any sheet ------------------------------------------------------------------------------

TEXT = st.text(st.characters(blacklist_categories=("Cs", "Cc", "Cn")), max_size=12)
PLAIN = st.one_of(st.none(), TEXT, st.sampled_from(["3/2", "012", "12A", "Tổ 5", "2026/02/03", "1.0", "=1", " x  y "]))
STORED = st.fixed_dictionaries(
    {
        "object_class": st.sampled_from([None, "house", "school", "lạ"]),
        "street": st.sampled_from([None, "Lê Lợi", "Lạ"]),
        "house_number": PLAIN, "note": PLAIN, "use": PLAIN, "floors": st.one_of(st.none(), st.integers(0, 150)),
        "no_number": st.sampled_from([None, 0, 1]), "commune_code": st.sampled_from([None, "22000", "22001"]),
    }
)  # fmt: skip
CELLS = st.dictionaries(
    st.sampled_from([spec.name for spec in SPECS]), st.one_of(TEXT, st.sampled_from(["Có", "3", "house", "Lê Lợi"]))
)
STAGES = st.sampled_from(["declared", "created", "submitted", "verified", "issued", "rejected", "retired"])


@settings(max_examples=effort(150))
@given(STORED, STAGES, st.sampled_from([0, 1]), st.booleans())
def test_an_unedited_export_changes_nothing(stored: dict, stage: str, language: int, clear: bool) -> None:
    shown = {n: READERS[n].shown(stored.get(n), language) for n in READERS}
    cells = {n: "" if v is None else str(v) for n, v in shown.items()}
    known = KnownAddress(1, "u", None, stage, stored)
    made = plan_differences([SheetRow(3, cells, STAMP)], [Found(0)], [known], READERS, clear_empty=clear)
    assert [d for d in made.differences if d.reason is not Reason.RETIRED] == []


@settings(max_examples=effort(150))
@given(STORED, STAGES, CELLS, st.booleans())
def test_importing_twice_is_importing_once(stored: dict, stage: str, cells: dict[str, str], clear: bool) -> None:
    known = KnownAddress(1, "u", None, stage, stored)
    rows = [SheetRow(3, cells, STAMP)]
    first = plan_differences(rows, [Found(0)], [known], READERS, clear_empty=clear)
    written = {name: of[0] for name, of in first.changes().items()}
    edits = {name: NewerEdit("máy", "sau", stored.get(name)) for name in written}
    after = replace(known, values={**stored, **written}, edits=edits)
    second = plan_differences(rows, [Found(0)], [after], READERS, clear_empty=clear)
    assert second.changes() == {}
    if stage in ("submitted", "verified", "issued"):
        assert all(stored.get(name) in (None, 0) or not str(stored[name]).strip() for name in written)
    assert stage != "retired" or not written
