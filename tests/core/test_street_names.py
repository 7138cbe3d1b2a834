"""Spellings of one street compare equal; different streets do not."""
from __future__ import annotations

import pytest

from diachiso.core.street_names import street_key


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("2/4", "Đ. 2/4"), ("2/4", "đường 2/4"), ("Đường 23/10", "23/10"), ("Trầm Hương", "Đ.Trầm Hương"),
        ("BIỂN XANH", "Biển Xanh"), ("Phố Huế", "Huế"), ("Đại lộ Hùng Vương", "ĐL Hùng Vương"),
        ("đường phố Hoa Sứ", "Hoa Sứ"), ("Đ Lưu Ly", "Lưu Ly"), ("Hòa Bình", "Hoà Bình"),
    ],
)  # fmt: skip
def test_spellings_of_one_street(a: str, b: str) -> None:
    assert street_key(a) == street_key(b) != ""


@pytest.mark.parametrize(
    ("a", "b"),
    [("2/4", "30/4"), ("Lý Thái Tổ", "Lý Thường Kiệt"), ("Đống Đa", "Đa"), ("Đinh Tiên Hoàng", "inh Tiên Hoàng")],
)
def test_different_streets(a: str, b: str) -> None:
    assert street_key(a) != street_key(b)


def test_the_word_alone_stays() -> None:
    assert street_key("Đường") == "đường"
    assert street_key("") == ""
