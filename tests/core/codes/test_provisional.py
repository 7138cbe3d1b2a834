"""Provisional keys: clearly marked, and never taken for an official code."""
from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diachiso.core.codes.provisional import MAX_NUMBER, provisional_numbers
from diachiso.core.codes.scheme import is_provisional, load_schemes, provisional_keys
from diachiso.core.errors import DiachisoError


def test_keys() -> None:
    assert provisional_keys([1, 42, MAX_NUMBER]).tolist() == ["TAM-00000001", "TAM-00000042", "TAM-99999999"]
    assert provisional_keys([]).tolist() == []


@pytest.mark.parametrize("number", [0, -1, MAX_NUMBER + 1])
def test_numbers_that_have_no_key(number: int) -> None:
    with pytest.raises(DiachisoError) as caught:
        provisional_keys([1, number])
    assert str(number) in str(caught.value)


@pytest.mark.parametrize(("code", "provisional"), [
    ("TAM-00000001", True), ("TAM-1", False), ("TAM-000000011", False), ("tam-00000001", False),
    ("TAM-00000001_1", False), ("0000100001", False), ("", False), (None, False),
])
def test_is_provisional(code: str | None, provisional: bool) -> None:
    assert is_provisional(code) is provisional


@given(st.lists(st.integers(1, MAX_NUMBER), max_size=20))
def test_no_scheme_takes_a_key_for_its_code(numbers: list[int]) -> None:
    keys = provisional_keys(numbers)
    assert provisional_numbers(keys.tolist()).tolist() == numbers
    for scheme in load_schemes().values():
        assert not scheme.is_wellformed(keys).any()
