"""Which columns of a table are which fields, whoever named them."""
from __future__ import annotations

import pytest

from diachiso.core.profile import load_profile
from diachiso.core.sheet_fields import Stamp, filled_fields, find_headers

PROFILE = load_profile()


def test_codes_and_places_are_not_filled_by_sheets() -> None:
    names = {f.name for f in filled_fields(PROFILE)}
    assert {"house_number", "street", "settlement", "use", "floors", "note"} <= names
    assert not names & {"code", "address_id", "stage", "commune_code", "place_id", "other_code", "plus_code", "photo",
                        "address_text", "edited_by", "province"}  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "start", "columns"),
    [
        ([["address_id", "exported", "street"], ["Định danh", "exported", "Đường, phố"], ["u", "", "x"]], 1,
         {"address_id": 0, "exported": 1, "street": 2}),
        ([["address_id", "code", "street"], ["address_id", "Mã địa chỉ số", "Đường, phố"], ["u", "1", "x"]], 2,
         {"address_id": 0, "code": 1, "street": 2}),
        ([["ma_dia_chi_so", "so_nha", "ten_duong"], ["1", "2", "3"]], 1, {"code": 0, "house_number": 1, "street": 2}),
        ([["UBND XÃ"], [], ["STT", "Mã địa chỉ số", "SỐ NHÀ"], ["1", "0010100001", "5"]], 3,
         {"code": 1, "house_number": 2}),
        # a header of two rows whose upper cells are merged
        ([["Mã địa chỉ số", "Thông tin", "", "Ghi chú"], ["", "Số nhà", "Đường, phố", ""], ["1", "2", "x", ""]], 2,
         {"code": 0, "house_number": 1, "street": 2, "note": 3}),
        # columns numbered below the header
        ([["Mã địa chỉ số", "Số nhà", "Tầng"], ["(1)", "(2)", "(3)"], ["1", "2", "3"]], 2,
         {"code": 0, "house_number": 1, "floor": 2}),
        ([["dia_chi", "ghi_chu"], ["12 Trần Phú", "x"]], 1, {"address_text": 0, "note": 1}),
    ],
)  # fmt: skip
def test_headers(rows: list[list[str]], start: int, columns: dict[str, int]) -> None:
    found = find_headers(rows, PROFILE)
    assert found is not None and found.columns == columns and found.start in (start, start + 1)


@pytest.mark.parametrize("rows", [[], [["a", "b"]], [["so_nha", "ten_duong"]], [["ma_dia_chi_so"], ["1"]]])
def test_no_header(rows: list[list[str]]) -> None:
    assert find_headers(rows, PROFILE) is None


def test_columns_of_people_are_told_from_unknown_ones() -> None:
    found = find_headers([["code", "so_nha", "Họ tên chủ hộ", "SĐT", "CCCD", "Màu sơn"]], PROFILE)
    assert found is not None and set(found.personal) == {"Họ tên chủ hộ", "SĐT", "CCCD"}
    assert found.unknown == ("Màu sơn",)


def test_a_stamp_comes_back() -> None:
    stamp = Stamp(12, "2026-11-21T08:00:00Z", "c4158d88-a4c8-4ac2-9f8c-2bff31696a91")
    assert Stamp.read(f" {stamp} ") == stamp
    assert Stamp.read("") is None and Stamp.read("hôm qua") is None
