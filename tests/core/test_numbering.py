"""House numbers: their one form, their walking order, and when two are the same."""
from __future__ import annotations

import random
import unicodedata

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from diachiso.core.numbering import (
    canonical_number,
    full_number,
    number_key,
    number_keys,
    number_ranks,
    same_number,
)

FORMS = [
    ("12", "12"), ("012", "12"), (" 12 ", "12"), ("12.", "12"), ("12/", "12"), ("１２", "12"),
    ("Số 12", "12"), ("số nhà 12", "12"), ("SN 12", "12"), ("SN12", "12"), ("so nha 12", "12"),
    ("12A", "12a"), ("12 a", "12a"), ("57b", "57b"), ("12 Bis", "12bis"), ("12.A", "12a"),
    ("120/1/22", "120/1/22"), ("120 / 1 / 22", "120/1/22"), ("120\\1\\22", "120/1/22"), ("35/37", "35/37"),
    ("7-9", "7-9"), ("7 – 9", "7-9"), ("52 + 54", "52-54"), ("52 và 54", "52-54"), ("52 & 54", "52-54"),
    ("K448/20", "448/20"), ("kiệt 448/20", "448/20"), ("K.448/20", "448/20"), ("K448/H12/3", "448/12/3"),
    ("H12/3", "12/3"), ("H12", "h12"), ("K5", "k5"), ("A12/3", "a12/3"),
    ("Số 12 ngõ 34", "34/12"), ("12, ngõ 34", "34/12"), ("ngõ 34 số 12", "34/12"), ("12 ngo34", "34/12"),
    ("Số 12 ngõ 34 ngách 5", "34/5/12"), ("Số 12 ngách 5 ngõ 34", "34/5/12"), ("12 ngách 34/5", "34/5/12"),
    ("12 ngõ 34, ngách 34/5", "34/5/12"), ("SO 12 NGO 34 NGACH 5", "34/5/12"), ("12 hẻm 34", "34/12"),
    ("Số 12 ngõ 34/5 hẻm 7", "34/5/7/12"), ("34 ngõ 34", "34/34"),
    ("kiệt 24", "24/"), ("ngõ 34", "34/"), ("ngách 34/5", "34/5/"), ("hẻm 30/4", "30/4/"),
    ("12 34", "12.34"), ("12.5", "12.5"),
    ("", ""), (None, ""), ("-", ""), ("…", ""),
]  # fmt: skip


@pytest.mark.parametrize(("text", "form"), FORMS)
def test_one_form(text: str | None, form: str) -> None:
    assert canonical_number(text) == form


@pytest.mark.parametrize("text", ["Số 12 ngõ 34 ngách 5", "kiệt 448/20", "52 và 54", "12 hẻm 34"])
def test_unicode_form_and_missing_diacritics_do_not_matter(text: str) -> None:
    bare = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    assert canonical_number(unicodedata.normalize("NFD", text)) == canonical_number(text)
    assert canonical_number(bare.replace("đ", "d")) == canonical_number(text)


@given(st.text(max_size=20))
def test_the_one_form_is_its_own_form(text: str) -> None:
    # An alley's short letter in front of a number goes once: "kk5/3" may become shorter, so letters are left out.
    form = canonical_number("".join(c for c in text if not c.isalpha()))
    assert canonical_number(form).rstrip("/") == form.rstrip("/")


WALK = [
    "1", "2", "3", "7", "7-9", "9", "10", "12", "12-14", "12/1", "12/1/5", "12/1A", "12/2", "12/10", "12A", "12A/3",
    "12B", "12Bis", "14", "35/37", "52 + 54", "57", "57b", "99", "100", "120/1/22", "K448/20", "A2", "A12", "B1",
    "không số", "",
]  # fmt: skip


def test_walking_order() -> None:
    shuffled = WALK.copy()
    random.Random(5).shuffle(shuffled)
    assert sorted(shuffled, key=number_key) == WALK
    assert np.array(shuffled)[np.argsort(number_keys(shuffled), kind="stable")].tolist() == WALK
    assert np.array(shuffled)[np.lexsort((number_ranks(shuffled),))].tolist() == WALK


numbers = st.one_of(
    st.from_regex(r"[KHA]?[0-9]{1,3}[A-Ca-c]?([-/+ ][0-9]{1,3}[a-c]?){0,3}", fullmatch=True),
    st.text(alphabet="0129aAđ/-. Ngõ", max_size=8),
    st.text(max_size=8),
    st.none(),
)


@given(st.lists(numbers, max_size=12))
def test_bytes_and_ranks_sort_like_keys(texts: list[str | None]) -> None:
    keys = [number_key(text) for text in texts]
    encoded, ranks = number_keys(texts), number_ranks(texts)
    for i in range(len(texts)):
        for j in range(len(texts)):
            assert (keys[i] < keys[j]) == bool(encoded[i] < encoded[j]) == bool(ranks[i] < ranks[j])
            assert (keys[i] == keys[j]) == bool(encoded[i] == encoded[j]) == bool(ranks[i] == ranks[j])


def test_very_long_numbers_sort_too() -> None:
    texts = ["9" * 30, "1" + "0" * 30, "5", "1" * 9000]
    assert np.argsort(number_keys(texts), kind="stable").tolist()[:3] == [2, 0, 1]


SAME = [
    ("57b", "57 B", True), ("12", "Số 012", True), ("K448/20", "448/20", True),
    ("Số 12 ngõ 34 ngách 5", "34/5/12", True), ("52 + 54", "52-54", True), ("7-9", "7–9", True),
    ("12", "12A", False), ("12", "120", False), ("35/37", "35-37", False), ("12 34", "1234", False),
    ("kiệt 24", "24", False), ("120/1/22", "120/122", False), ("7-9", "7", False), ("A12", "12", False),
    ("", "", False), (None, None, False), ("không số", "không số", False), ("0", "0", False), ("-", "-", False),
]  # fmt: skip


@pytest.mark.parametrize(("a", "b", "same"), SAME)
def test_same_number(a: str | None, b: str | None, same: bool) -> None:
    assert same_number(a, b) is same
    assert same_number(b, a) is same


@pytest.mark.parametrize(("number", "alley", "form"), [
    ("12", "34", "34/12"), ("12", "ngõ 34", "34/12"), ("12", "kiệt 34/5", "34/5/12"), ("12", None, "12"),
    (None, "ngõ 34", "34/"), (None, None, ""),
])
def test_number_and_alley_kept_apart(number: str | None, alley: str | None, form: str) -> None:
    assert canonical_number(full_number(number, alley)) == form
