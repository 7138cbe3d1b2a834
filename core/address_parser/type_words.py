"""The words for kinds of units before or behind a name: "P.", "Quận", "TP", "Ward"."""
from __future__ import annotations

from typing import NamedTuple

from ..text import ascii_key
from .keys import soft_key

PROVINCE, DISTRICT, COMMUNE = range(3)

LEVELS_OF_TYPE: dict[str, tuple[int, ...]] = {
    "Phường": (COMMUNE,),
    "Xã": (COMMUNE,),
    "Thị trấn": (COMMUNE,),
    "Đặc khu": (COMMUNE,),
    "Thị xã": (DISTRICT,),
    "Quận": (DISTRICT,),
    "Huyện": (DISTRICT,),
    "Thành phố": (DISTRICT, PROVINCE),
    "Tỉnh": (PROVINCE,),
}

_FORMS: dict[str, tuple[str, ...]] = {
    "Phường": ("phường", "p", "f", "ph", "phuờng", "phừơng", "ward", "w"),
    "Xã": ("xã", "x", "xã đảo", "commune"),
    "Thị trấn": ("thị trấn", "tt", "ttr", "t t", "town", "township", "thị trần"),
    "Đặc khu": ("đặc khu", "đk"),
    "Thị xã": ("thị xã", "tx", "t x"),
    "Quận": ("quận", "q", "qu", "district", "dist"),
    "Huyện": ("huyện", "h", "huyện đảo", "hu"),
    "Thành phố": ("thành phố", "tp", "t p", "city", "thanhpho", "tph"),
    "Tỉnh": ("tỉnh", "t", "province", "tinh"),
}
_BEHIND = frozenset({"ward", "commune", "town", "township", "district", "dist", "city", "province"})


class TypeWord(NamedTuple):
    """A form of a type: how many tokens, its soft keys, whether it may be an abbreviation of something else."""

    unit_type: str
    tokens: tuple[str, ...]
    keys: tuple[str, ...]
    is_short: bool
    may_follow: bool


def _type_words() -> dict[str, list[TypeWord]]:
    found: dict[str, list[TypeWord]] = {}
    for unit_type, forms in _FORMS.items():
        for form in forms:
            tokens = tuple(ascii_key(word) for word in form.split())
            keys = tuple(soft_key(word) for word in form.split())
            is_short = len("".join(tokens)) <= 2
            found.setdefault(tokens[0], []).append(TypeWord(unit_type, tokens, keys, is_short, form in _BEHIND))
    for words in found.values():
        words.sort(key=lambda word: -len(word.tokens))
    return found


TYPE_WORDS = _type_words()


def is_behind(word: str) -> bool:
    """Whether a word (ASCII key) is a type that is written behind the name: "Ward", "City"."""
    return word in _BEHIND


# Glued before a name without a dot ("tphcm", "phuongvinhhai"), longest first.
GLUED_TYPES: tuple[tuple[str, str], ...] = tuple(
    sorted(
        (("".join(word.tokens), word.unit_type) for ws in TYPE_WORDS.values() for word in ws if not word.may_follow),
        key=lambda pair: -len(pair[0]),
    )
)
