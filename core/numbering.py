"""House numbers as a person reads them: their order along the street, and when two of them are the same number.

A number is brought to one form first: the way from the street to the door. "Số 12 ngõ 34 ngách 5", "12 ngách
34/5" and "34/5/12" are one door, as are "K448/20", "kiệt 448/20" and "448/20", "57b" and "57 B", "52 + 54" and
"52-54". An alley without a house is "24/". What cannot be understood keeps its own form: it sorts somewhere, and
is the same number as nothing else.
"""
from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from .text import ascii_key

NumberKey = tuple[tuple[int, int, str], ...]
"""Marks (rank, number, text) that compare in walking order."""

# Ranks of marks. After 12 come 12-14, then the doors in its alley (12/1), then the inserted house 12A.
_NUMBER, _JOIN, _SLASH, _WORD, _NOTHING = 1, 2, 3, 4, 9

_SIGNS = {"-": (_JOIN, 0, ""), ".": (_JOIN, 1, ""), "/": (_SLASH, 0, "")}

# The levels of an alley path; hẻm is the first level in the south and the third in the north, last either way.
_LEVELS = {"ngo": 1, "kiet": 1, "ngach": 2, "hem": 3}
_HOUSE = 9

_LEVEL_WORD = re.compile(r"\b(ngo|kiet|ngach|hem)\b[.:]?\s*|\b(ngo|kiet|ngach|hem)(?=\d)")
_HOUSE_WORD = re.compile(r"\b(?:so nha|nha so|so|sn|nha)\b[.:]?\s*|\b(?:so|sn)(?=\d)")
# Kiệt and hẻm in short, as Huế and Đà Nẵng write them; alone, "H12" may as well be a block's name.
_SHORT_LEVEL = re.compile(r"^[kh](?=\d)")
_JOINS = re.compile(r"\s*(?:[-+&,;]|\bva\b)\s*(?=\w)")
_MARK = re.compile(r"\d+|[^\W\d_]+|[-/.]")
# What most houses have is in its one form already.
_PLAIN = re.compile(r"[1-9][0-9]{0,8}[a-z]?(?:/[1-9][0-9]{0,8}[a-z]?)*")
_SOME_DIGIT = re.compile("[1-9]")
_LONGEST = 100  # of a text that may be a house number; the rest of a note typed in the wrong field is not read


def canonical_number(text: str | None) -> str:
    """The one form of a house number, such as "34/5/12", "7-9", "57b"; '' for none."""
    if not text:
        return ""
    plain = text.lower()
    return plain if _PLAIN.fullmatch(plain) else _canonical(text)


def number_key(text: str | None) -> NumberKey:
    """Sort key of a house number along its street; what has no number comes last."""
    canonical = canonical_number(text)
    if not canonical:
        return ((_NOTHING, 0, ""),)
    return tuple(_rank(mark) for mark in _MARK.findall(canonical))


def number_keys(texts: Iterable[str | None]) -> NDArray[np.bytes_]:
    """The keys as bytes of one width, which sort like `number_key`: for np.lexsort and np.argsort."""
    listed = list(texts)
    known = {text: _key_bytes(number_key(text)) for text in set(listed)}
    return np.array([known[text] for text in listed], dtype=np.bytes_)


def number_ranks(texts: Sequence[str | None]) -> NDArray[np.int32]:
    """Places of the numbers among each other, equal numbers alike: sorts faster than `number_keys`."""
    listed = list(texts)
    keys = {text: _key_bytes(number_key(text)) for text in set(listed)}
    places = {key: place for place, key in enumerate(sorted(set(keys.values())))}
    known = {text: places[key] for text, key in keys.items()}
    return np.fromiter((known[text] for text in listed), dtype=np.int32, count=len(listed))


def same_number(a: str | None, b: str | None) -> bool:
    """Whether two texts are surely one house number; nothing equals nothing."""
    first = canonical_number(a)
    # "không số" and "0" are no numbers, though two houses may both bear them.
    return bool(_SOME_DIGIT.search(first)) and first == canonical_number(b)


def full_number(house_number: str | None, alley: str | None) -> str:
    """House number and alley as one text, for registers and layers that keep them apart."""
    number, path = (house_number or "").strip(), (alley or "").strip()
    return f"{number} ngõ {path}".strip() if path[:1].isdecimal() else f"{number} {path}".strip()


@lru_cache(maxsize=1 << 16)
def _canonical(text: str) -> str:
    key = ascii_key(unicodedata.normalize("NFKC", text)[:_LONGEST]).replace("\\", "/").replace("_", " ")
    pieces = _pieces(_HOUSE_WORD.sub("#", key))
    alley: list[str] = []
    house: list[str] = []
    for level, segments in sorted(pieces, key=lambda piece: piece[0]):
        if level == _HOUSE:
            house = _continue(house, segments)
        else:
            alley = _continue(alley, segments)
    if not house and alley:
        # "kiệt 448/20" says the house as well; "ngách 34/5" is an alley of an alley.
        is_house = len(alley) > 1 and key.startswith("kiet")
        return "/".join(alley) + ("" if is_house else "/")
    return "/".join(_continue(alley, house))


def _pieces(key: str) -> list[tuple[int, list[str]]]:
    """Level and segments of each run of the text: what follows "ngo", "ngach", …, "so", or nothing."""
    marked = _LEVEL_WORD.sub(lambda m: f"#{_LEVELS[m.group(1) or m.group(2)]}:", key)
    pieces = []
    for run in marked.split("#"):
        level, colon, rest = run.partition(":")
        known = bool(colon) and level.isdigit()
        segments = _segments(rest if known else run, house=not known)
        if segments:
            pieces.append((int(level) if known else _HOUSE, segments))
    return pieces


def _segments(run: str, house: bool) -> list[str]:
    """The way written in a run, "k448/20" as 448, 20; each segment without spaces or leading zeros."""
    joined = _JOINS.sub("-", run.strip(" ,;.-+&"))
    segments = [segment for segment in map(_segment, joined.split("/")) if segment]
    last = len(segments) - 1
    return [_SHORT_LEVEL.sub("", s) if not house or i < last else s for i, s in enumerate(segments)]


def _segment(text: str) -> str:
    segment = ""
    for mark in _MARK.findall(text):
        if mark.isdecimal():  # "12 34" is not 1234
            segment += "." * segment[-1:].isdecimal() + str(int(mark))
        elif mark != ".":
            segment += mark
    return segment.strip("-")


def _continue(way: list[str], further: list[str]) -> list[str]:
    # "ngõ 34, ngách 34/5": the deeper level often repeats the way to it.
    if len(further) > len(way) and further[: len(way)] == way:
        return further
    return way + further


def _rank(mark: str) -> tuple[int, int, str]:
    if mark.isdecimal():
        return (_NUMBER, int(mark), "")
    if mark in _SIGNS:
        return _SIGNS[mark]
    return (_WORD, 0, mark)


def _key_bytes(key: NumberKey) -> bytes:
    # A number is preceded by how many digits it has, so that 9 stands before 10. A word ends where the next rank
    # begins: ranks are digits, which sort before letters, so "a" stands before "ab".
    parts = []
    for rank, number, word in key:
        length = chr(0x20 + len(str(number))) if rank == _NUMBER else ""
        parts.append(f"{rank}{word}" if rank == _WORD else f"{rank}{length}{number}")
    return "".join(parts).encode("utf-8")
