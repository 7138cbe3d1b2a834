"""What a cell means for a field, after Excel has had it."""
from __future__ import annotations

from typing import Any

import pytest

from diachiso.core.cell_values import BadCell, CellProblem, CellReader, DomainRow, clean, readers, with_lost_zeros
from diachiso.core.field_spec import Bilingual, Domain, FieldGroup, FieldSpec, FieldType, FormUse
from diachiso.core.profile import load_profile

PROFILE = load_profile()
STREETS = (
    DomainRow("Trần Phú", ("Trần Phú",), "22000"),
    DomainRow("Đường 2/4", ("Đường 2/4",), "22000"),
    DomainRow("Nguyễn Trãi", ("Nguyễn Trãi",), "22001"),
)
CLASSES = (DomainRow("house", ("Nhà ở", "House")), DomainRow("school", ("Trường học", "School")))
P = CellProblem


def own(kind: FieldType, **more: Any) -> CellReader:
    """A reader of a province's own field."""
    words = Bilingual("x", "x")
    return CellReader(FieldSpec("own", kind, FieldGroup.ADVANCED, words, words, **more))


def known(name: str, *rows: DomainRow) -> CellReader:
    """A reader of a field of the default profile."""
    return readers([PROFILE.field(name)], {name: rows})[name]


@pytest.mark.parametrize(
    ("reader", "text", "value"),
    [
        # booleans, in the words of both languages and as a spreadsheet keeps them
        *[(known("no_number"), text, 1) for text in ("Có", "có ", "x", "X", "TRUE", "1", "1.0", "co", "Yes")],
        *[(known("no_number"), text, 0) for text in ("Không", "khong", "FALSE", "0", "No")],
        (known("no_number"), "có lẽ", P.NOT_YES_OR_NO),
        # numbers
        (known("floors"), "3", 3), (known("floors"), "3.0", 3), (known("floors"), " 3,0 ", 3),
        (known("floors"), "3,5", P.NOT_A_NUMBER), (known("floors"), "ba", P.NOT_A_NUMBER),
        (known("floors"), "151", P.OUT_OF_RANGE), (known("floors"), "-1", P.OUT_OF_RANGE),
        (own(FieldType.REAL), "12,5", 12.5), (own(FieldType.REAL), "12.5", 12.5),
        (own(FieldType.REAL), "1.234,5", 1234.5), (own(FieldType.REAL), "1.000", 1000.0),
        # dates: day first, ISO, and the number that Excel makes of one
        (own(FieldType.DATE), "03/02/2026", "2026-02-03"), (own(FieldType.DATE), "3-2-2026", "2026-02-03"),
        (own(FieldType.DATE), "2026/02/03", "2026-02-03"), (own(FieldType.DATE), "46056", "2026-02-03"),
        (own(FieldType.DATE), "46056.0", "2026-02-03"), (own(FieldType.DATE), "2026-02-03 00:00:00", "2026-02-03"),
        (own(FieldType.DATE), "02/13/2026", P.NOT_A_DATE), (own(FieldType.DATE), "31/02/2026", P.NOT_A_DATE),
        (own(FieldType.DATE), "tháng 2", P.NOT_A_DATE), (own(FieldType.DATE), "12", P.NOT_A_DATE),
        (own(FieldType.DATETIME), "03/02/2026 14:30", "2026-02-03T14:30:00.000Z"),
        # texts
        (known("house_number"), " 12  A ", "12 A"), (known("house_number"), "12.0", "12"),
        (known("house_number"), "'0012", "0012"), (known("house_number"), '="0012"', "0012"),
        (known("house_number"), "Ngo\u0302 3", "Ngô 3"), (known("house_number"), "=1+1", "=1+1"),
        (known("house_number"), "3/2", "3/2"), (known("house_number"), "120/1/22", "120/1/22"),
        (known("house_number"), "03/02/2026", P.BECAME_DATE), (known("house_number"), "13/13/2026", "13/13/2026"),
        (known("house_number"), "2026/02/03", P.BECAME_DATE),
        (known("house_number"), "3-Feb", P.BECAME_DATE), (known("house_number"), "3-thg 2", P.BECAME_DATE),
        (known("house_number"), "3-Ngo", "3-Ngo"), (known("map_parcel"), "1.2E+07", P.LOST_DIGITS),
        (known("note"), "dòng 1\r\n dòng  2 ", "dòng 1\ndòng 2"), (known("note"), "2026/02/03", "2026/02/03"),
        (own(FieldType.TEXT, pattern=r"\d{5}"), "1234", "01234"),
        (own(FieldType.TEXT, pattern=r"\d{5}"), "1", P.WRONG_PATTERN),
        (own(FieldType.TEXT, pattern=r"\d{5}"), "abcde", P.WRONG_PATTERN),
        # lists: the streets of the record's commune, in any spelling of one name
        (known("street", *STREETS), "TRẦN PHÚ", "Trần Phú"), (known("street", *STREETS), "đường Trần Phú", "Trần Phú"),
        (known("street", *STREETS), "2/4", "Đường 2/4"), (known("street", *STREETS), "2-Apr", P.BECAME_DATE),
        (known("street", *STREETS), "Nguyễn Trãi", P.NOT_IN_DOMAIN), (known("street"), "Bất kỳ", "Bất kỳ"),
        (known("object_class", *CLASSES), "nhà ở", "house"), (known("object_class", *CLASSES), "School", "school"),
        (known("object_class", *CLASSES), "school", "school"),
        (known("object_class", *CLASSES), "Quán", P.NOT_IN_DOMAIN),
    ],
)  # fmt: skip
def test_read(reader: CellReader, text: str, value: object) -> None:
    read = reader.read(text, "22000")
    assert (read.problem if isinstance(read, BadCell) else read) == value


def test_a_spelling_without_marks_is_offered_not_taken() -> None:
    assert known("street", *STREETS).read("Tran Phu", "22000") == BadCell(P.NOT_IN_DOMAIN, "Trần Phú")


def test_two_values_of_one_spelling_are_nobodys() -> None:
    rows = (DomainRow("a", ("Chợ",)), DomainRow("b", ("chợ",)))
    reader = known("object_class", *rows)
    assert reader.read("Chợ") == BadCell(P.NOT_IN_DOMAIN)
    assert reader.is_same("a", "Chợ", reader.read("Chợ"))


def test_the_exact_name_comes_before_the_name_without_its_word() -> None:
    rows = (DomainRow("2/4", ("2/4",), "1"), DomainRow("Đường 2/4", ("Đường 2/4",), "1"))
    reader = known("street", *rows)
    assert [reader.read(text, "1") for text in ("2/4", "Đường 2/4")] == ["2/4", "Đường 2/4"]


@pytest.mark.parametrize(
    ("name", "current", "text", "same"),
    [
        ("house_number", "12", "12.0", True), ("house_number", "012", "12", True), ("house_number", "12", "012", False),
        ("house_number", "3/2", "2026/02/03", True), ("house_number", "3/2", "3-Feb", True),
        ("house_number", "3/2", "2026/02/04", False), ("house_number", "12 A", " 12  A", True),
        ("house_number", "12A", "12a", False), ("house_number", None, "12", False), ("floors", 3, "3.0", True),
        ("floors", 3, "4", False), ("no_number", 1, "Có", True), ("no_number", 0, "Có", False),
        ("object_class", "house", "Nhà ở", True), ("object_class", "house", "House", True),
        ("object_class", "shed", "shed", True), ("street", "Đường không có", "Đường không có", True),
        ("map_parcel", "12345678", "1.23E+07", True), ("map_parcel", "12945678", "1.23E+07", False),
        ("note", "a\nb", "a\r\nb", True),
    ],
)  # fmt: skip
def test_is_same(name: str, current: object, text: str, same: bool) -> None:
    rows = {"object_class": CLASSES, "street": STREETS}.get(name, ())
    reader = known(name, *rows)
    assert reader.is_same(current, text, reader.read(text, "22000")) is same


def test_shown() -> None:
    assert [known("object_class", *CLASSES).shown("house", k) for k in (0, 1)] == ["Nhà ở", "House"]
    assert [known("no_number").shown(1, k) for k in (0, 1)] == ["Có", "Yes"]
    assert known("no_number").shown(None) is None and known("stage").shown("issued") == "Đã cấp"
    assert known("object_class", *CLASSES).shown("unknown") == "unknown"


def test_clean_keeps_what_is_typed() -> None:
    assert clean("\ufeff 'Phố' ") == "'Phố'"
    assert clean("1.50") == "1.50" and with_lost_zeros("12", "[0-9]+") == "12"
    assert clean("a\nb", FieldSpec("n", FieldType.TEXT, FieldGroup.ADVANCED, Bilingual("", ""), Bilingual("", ""),
                                   form=FormUse.MULTILINE, domain=Domain("t", "k", "l"))) == "a\nb"  # fmt: skip
