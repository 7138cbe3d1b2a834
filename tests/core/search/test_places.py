"""Streets and names ranked by what somebody types."""
from __future__ import annotations

import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diachiso.core.search.grams import GramTable
from diachiso.core.search.places import Places
from diachiso.core.search.query import read_query
from diachiso.core.text import ascii_key

from ...effort import effort

LINES = [
    "Lê Lợi", "Lê Lợi nối dài", "Lê Lai", "Trần Phú", "Trần Hưng Đạo", "đường 2/4", "đường 23/10", "Nguyễn Huệ",
    "Nguyễn Hữu Huân", "Hoàng Hoa Thám", "thôn 1", "thôn 2", "Trường tiểu học Lộc Thọ", "Lý Lợi",
]  # fmt: skip
COMMUNES = ["Phường Nha Trang, Tỉnh Khánh Hòa", "Xã Cam Lâm, Tỉnh Khánh Hòa"]


def places() -> Places:
    line_of = np.repeat(np.arange(len(LINES)), len(COMMUNES))
    return Places(LINES, COMMUNES, line_of, np.tile(np.arange(len(COMMUNES)), len(LINES)))


def best(typed: str) -> list[tuple[str, str]]:
    found = places().rank(read_query(typed), 5)
    return [(LINES[f.place // 2], COMMUNES[f.place % 2].split(",")[0]) for f in found]


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("le loi", "Lê Lợi"), ("lê lợi", "Lê Lợi"), ("12 le loi", "Lê Lợi"), ("le lo", "Lê Lợi"),
        ("le loi noi", "Lê Lợi nối dài"),
        ("tran phu", "Trần Phú"), ("trn phu", "Trần Phú"), ("trần phus", "Trần Phú"), ("tranphu 5", "Trần Phú"),
        ("15 2/4", "đường 2/4"), ("2/4", "đường 2/4"), ("23/10 so 5", "đường 23/10"), ("nguyen hue", "Nguyễn Huệ"),
        ("nguyễn hu", "Nguyễn Huệ"), ("ngyuen hue 3", "Nguyễn Huệ"), ("hoang hoa thma", "Hoàng Hoa Thám"),
        ("thon 2", "thôn 2"), ("truong loc tho", "Trường tiểu học Lộc Thọ"), ("lý lợi", "Lý Lợi"),
    ],
)  # fmt: skip
def test_the_best_line(typed: str, line: str) -> None:
    assert best(typed)[0][0] == line


@pytest.mark.parametrize(
    ("typed", "commune"),
    [("le loi cam lam", "Xã Cam Lâm"), ("12 tran phu, nha trang", "Phường Nha Trang"), ("thon 1 camlam", "Xã Cam Lâm")],
)
def test_the_commune_decides_between_streets_of_one_name(typed: str, commune: str) -> None:
    assert best(typed)[0][1] == commune


@pytest.mark.parametrize("typed", ["xyz qwv", "cam lam", "0", "Ω"])
def test_what_is_like_nothing_finds_nothing(typed: str) -> None:
    assert best(typed) == []


@given(st.lists(st.text("abcde ", min_size=1, max_size=12), max_size=12), st.text("abcdef ", min_size=1, max_size=9))
@settings(max_examples=effort(60))
def test_texts_that_share_most_come_first(texts: list[str], typed: str) -> None:
    keys = [ascii_key(text) for text in texts]
    found = GramTable(keys).alike(ascii_key(typed), 50).tolist()

    def grams(key: str) -> set[str]:
        padded = f" {key} "
        return {padded[i: i + 3] for i in range(len(padded) - 2)}

    assert set(found) == {i for i, key in enumerate(keys) if grams(key) & grams(ascii_key(typed))}
    if ascii_key(typed) in keys and len(ascii_key(typed)) > 1:
        assert keys[found[0]].split() == ascii_key(typed).split() or grams(keys[found[0]]) >= grams(ascii_key(typed))


def test_thousands_of_lines_and_a_slip_of_the_finger() -> None:
    rng = random.Random(7)
    starts, ends = "b ch d gi h kh l m ng nh ph qu t th tr v x", "an ang ao anh inh o ong on ung uong oi u"
    syllables = [start + end for start in starts.split() for end in ends.split()]
    lines = sorted({" ".join(rng.choices(syllables, k=3)) for _ in range(20_000)})
    table = Places(lines, COMMUNES, np.arange(len(lines)), np.zeros(len(lines), np.int64))
    missed = []
    for line in rng.sample(lines, 60):
        at = rng.randrange(1, len(line))
        typed = line[:at] + line[at + 1:]
        found = [lines[f.place] for f in table.rank(read_query(typed), 10)]
        if line not in found:
            missed.append((typed, line, found[:2]))
    assert len(missed) <= 3, missed
