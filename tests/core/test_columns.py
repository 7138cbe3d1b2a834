"""Columns: quick ways say the same as the plain ones."""
from __future__ import annotations

from collections import Counter

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from diachiso.core.columns import TextColumn, comparable, distinct_count, found_in, number_texts, repeated

KEYS = st.lists(st.sampled_from([b"", b"1", b"10", b"9", b"a", b"ab", b"12345678", b"123456789", b"T\xc3\xa2y"]))


@given(st.lists(st.integers(-5, 2**40) | st.integers(0, 12) | st.integers(0, 2**32)))
def test_whole_numbers_become_their_digits(numbers: list[int]) -> None:
    texts = number_texts(np.array(numbers, np.int64))
    assert texts.tolist() == [str(n).encode() for n in numbers]


@given(KEYS, KEYS)
def test_short_byte_strings_compare_as_numbers_do(a: list[bytes], b: list[bytes]) -> None:
    x, y = np.array(a, bytes), np.array(b, bytes)
    assert found_in(x, y).tolist() == [v in b for v in a]
    counts = Counter(a)
    assert repeated(x).tolist() == [counts[v] > 1 for v in a]
    assert distinct_count(x) == len(counts)
    assert [a[i] for i in np.argsort(comparable(x)[0], kind="stable")] == sorted(a)


def test_texts_are_counted_and_numbered() -> None:
    column = TextColumn.of(["b", None, "a", "b", ""])
    assert column.counts() == {"": 2, "b": 2, "a": 1} and TextColumn.empty(0).counts() == {}
    assert column.numbers({"a": 7, "c": 9}).tolist() == [-1, -1, 7, -1, -1]
    assert column.numbers({"b": 1}, 0).tolist() == [1, 0, 0, 1, 0]
