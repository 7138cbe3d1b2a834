"""A pattern that has a GLOB matches the same texts by it."""
from __future__ import annotations

import re
import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diachiso.core.pattern_glob import glob_of

PATTERNS = [r"\d{5}", r"\d{12}", "[A-Z]{2}-\\d{3}", "H[0-9A-F]{2}", "a b", r"TAM\-\d{2}", "x"]


@pytest.mark.parametrize("pattern", [r"\d+", ".", "a|b", "(a)", "^a$", r"\w", "[^a]", "a?", "", "[a-]", r"\d{2,3}"])
def test_what_has_none(pattern: str) -> None:
    assert glob_of(pattern) is None


@given(st.data())
def test_the_same_texts(data: st.DataObject) -> None:
    pattern = data.draw(st.sampled_from(PATTERNS))
    texts = st.one_of(st.from_regex(pattern, fullmatch=True), st.text("0123459ABHTMxab -*?[]", max_size=13))
    text = data.draw(texts.filter(lambda t: t.isascii()))
    con = sqlite3.connect(":memory:")
    matched = con.execute("SELECT ? GLOB ?", (text, glob_of(pattern))).fetchone()[0]
    con.close()
    assert bool(matched) is bool(re.fullmatch(pattern, text))
