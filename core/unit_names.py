"""Reading a unit's name: its type ("Phường", "P.", "Ward"), its bare name, and whether two names agree."""

from __future__ import annotations

import re
from typing import NamedTuple, Optional

from .text import ascii_key, compare_key

# What people write before (Vietnamese) or behind (English) the bare name, and the types that it may mean.
_PREFIXES: dict[str, tuple[str, ...]] = {
    "Phường": ("phường", "phuong", "p", "f"),
    "Xã": ("xã", "xa", "x"),
    "Thị trấn": ("thị trấn", "thi tran", "tt"),
    "Đặc khu": ("đặc khu", "dac khu", "đk", "dk"),
    "Thị xã": ("thị xã", "thi xa", "tx"),
    "Quận": ("quận", "quan", "q"),
    "Huyện": ("huyện", "huyen", "h"),
    "Thành phố": ("thành phố", "thanh pho", "tp"),
    "Tỉnh": ("tỉnh", "tinh", "t"),
}
_SUFFIXES: dict[str, tuple[str, ...]] = {
    "Phường": ("ward",),
    "Xã": ("commune",),
    "Thị trấn": ("township",),
    "Đặc khu": ("special zone",),
    "Tỉnh": ("province",),
    "Thành phố": ("city",),
}


def _alternatives(words: dict[str, tuple[str, ...]]) -> tuple[str, dict[str, str]]:
    types = {compare_key(form): unit_type for unit_type, forms in words.items() for form in forms}
    return "|".join(re.escape(form) for form in sorted(types, key=len, reverse=True)), types


_PREFIX_FORMS, _PREFIX_TYPES = _alternatives(_PREFIXES)
_SUFFIX_FORMS, _SUFFIX_TYPES = _alternatives(_SUFFIXES)
# "P12" and "Q.1" are glued; a whole word needs a space or a dot behind it.
_PREFIX = re.compile(rf"({_PREFIX_FORMS})(?:\.\s*|\s+|(?=\d))(?=\S)")
_SUFFIX = re.compile(rf"(?<=\S)\s+({_SUFFIX_FORMS})$")


class UnitName(NamedTuple):
    """A unit's name in parts; `key` is for comparing."""

    unit_type: Optional[str]  # None where the text does not say it
    key: str
    is_plain: bool = False  # the type is spelt without its diacritics, so the name is too


def name_key(name: str) -> str:
    """Return the comparing key of a bare unit name: hyphens and apostrophes do not count, nor Đăk for Đắk."""
    words = compare_key(name).replace("-", " ").replace("'", "").split()
    return " ".join(_plain_number(word.replace("đăk", "đắk")) for word in words)


def split_unit_name(text: str) -> UnitName:
    """Return the type that stands before or behind a name, and the key of the rest.

    "P. Vĩnh Hải" -> (Phường, "vĩnh hải"); "Nha Trang" -> (None, "nha trang"). A name that only looks as if it began
    with a type ("Xa Mát") is for the caller to try whole first: `name_key(text)`.
    """
    key = compare_key(text)
    prefix = _PREFIX.match(key)
    if prefix:
        form = prefix.group(1)
        unit_type = _PREFIX_TYPES[form]
        is_plain = form.isascii() and form == ascii_key(unit_type)
        return UnitName(unit_type, name_key(key[prefix.end():]), is_plain)
    suffix = _SUFFIX.search(key)
    if suffix:
        return UnitName(_SUFFIX_TYPES[suffix.group(1)], name_key(key[: suffix.start()]))
    return UnitName(None, name_key(key))


def lacks_diacritics_of(typed: str, known: str) -> bool:
    """Whether `typed` is `known` with diacritics left out of some words (both are keys of `name_key`)."""
    one, other = typed.split(), known.split()
    return len(one) == len(other) and all(t in (k, ascii_key(k)) for t, k in zip(one, other))


def _plain_number(word: str) -> str:
    return word.lstrip("0") or "0" if word.isdecimal() else word
