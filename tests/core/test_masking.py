"""Masks: enough to tell who it is, too little to use."""
from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diachiso.core.masking import mask_email, mask_name, mask_phone, phone_digits


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("Nguyễn Văn An", "Nguyễn V** A**"), ("Trần Thị", "Trần T**"), ("  Lê   Đức Ý ", "Lê Đ** Ý**"), ("Lan", "L**"),
        ("", ""), (None, ""),
    ],
)  # fmt: skip
def test_names(name: str | None, masked: str) -> None:
    assert mask_name(name) == masked


@pytest.mark.parametrize(
    ("phone", "masked"),
    [
        ("0905123123", "09xx xxx 123"), ("0905 123 123", "09xx xxx 123"), ("+84 905 123 123", "09xx xxx 123"),
        ("84905123123", "09xx xxx 123"), ("02583 822 123", "02xxx xxx 123"), ("113", "xxx"), ("", ""), (None, ""),
    ],
)  # fmt: skip
def test_phones(phone: str | None, masked: str) -> None:
    assert mask_phone(phone) == masked


@pytest.mark.parametrize(("email", "masked"), [("nam@vnpt.vn", "n**@v**"), ("", ""), ("x", "x**")])
def test_mail(email: str, masked: str) -> None:
    assert mask_email(email) == masked


@pytest.mark.parametrize(
    "text", ["0905123456", "+84905123456", "0084 905-123-456", "84.905.123.456", "+84 (0)905 123456"]
)
def test_one_number_in_many_hands(text: str) -> None:
    assert phone_digits(text) == "0905123456"


@given(st.from_regex(r"0[1-9][0-9]{8,9}", fullmatch=True))
def test_a_masked_number_shows_five_digits(phone: str) -> None:
    assert sum(c.isdigit() for c in mask_phone(phone)) == 5
