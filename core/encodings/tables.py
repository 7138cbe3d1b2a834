"""Reading one token of text as if its characters were bytes of a legacy encoding (resources/encodings/legacy.json).

A reader that does not know the encoding hands a byte on as ISO-8859-1 or Windows-1252 character, or as a lone
surrogate (Python's surrogateescape, as GDAL's bindings do for text that is not UTF-8).
"""
from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from typing import Callable, Optional

from ..resources import read_json
from .model import TextEncoding

# A token is a run with at least one character that encodings differ in, and no ASCII but letters and digits;
# VPS keeps some capitals among the control characters.
_STRANGE = "\x02-\x06\x10-\x15\x19\x1c\x1d\x80-\U0010ffff"
TOKEN = re.compile(f"[0-9A-Za-z]*[{_STRANGE}][0-9A-Za-z{_STRANGE}]*")
# Quotes, dashes and the like of Windows-1252 stand in text of any font, where it came from a word processor.
_TYPOGRAPHY = frozenset("–—‘’‚“”„†‡•…‰‹›€\u00a0")
_MOST_ROUNDS = 3


def _windows_1252() -> dict[str, int]:
    found = {}
    for byte in range(0x80, 0xA0):
        char = bytes([byte]).decode("cp1252", "ignore")
        if char:
            found[char] = byte
    return found


_BYTE_OF = {
    **{chr(byte): byte for byte in range(256)},
    **_windows_1252(),
    **{chr(0xDC00 + byte): byte for byte in range(0x80, 0x100)},
}


_SIGN_OF = {
    **{char: char for char in _TYPOGRAPHY},
    **{chr(byte): char for char, byte in _windows_1252().items() if char in _TYPOGRAPHY},
    **{chr(0xDC00 + byte): char for char, byte in _windows_1252().items() if char in _TYPOGRAPHY},
}


def carried_bytes(token: str) -> Optional[bytes]:
    """The bytes that a token's characters stand for; None if one of them can stand for no byte."""
    try:
        return bytes([_BYTE_OF[char] for char in token])
    except KeyError:
        return None


def read_as(token: str, encoding: TextEncoding) -> Optional[str]:
    """The token read in an encoding, in NFC; None where it cannot be that encoding."""
    return _READERS[encoding](token)


def _single_byte(encoding: TextEncoding) -> Callable[[str], Optional[str]]:
    def read(token: str) -> Optional[str]:
        letters = _tables()[encoding.value]
        found = []
        for char in token:
            byte = _BYTE_OF.get(char)
            if char.isascii() and char.isprintable():
                found.append(char)
            elif byte in letters:
                found.append(letters[byte])
            elif char in _SIGN_OF:
                found.append(_SIGN_OF[char])
            else:
                return None
        return "".join(found)

    return read


def _vni(token: str) -> Optional[str]:
    data = carried_bytes(token)
    if data is None:
        return None
    letters, marks = _vni_tables()
    found: list[str] = []
    base = ""
    for char, byte in zip(token, data):
        plain = chr(byte)
        mark = marks.get(base + plain.lower())
        if mark is not None:
            found.append(mark)
            base = ""
            continue
        base = plain.lower()
        if plain.isascii():
            found.append(plain)
        elif base in letters:
            letter = letters[base]
            found.append(letter.upper() if plain.isupper() else letter)
        elif char in _SIGN_OF:
            found.append(_SIGN_OF[char])
        else:
            return None
    return unicodedata.normalize("NFC", "".join(found))


def _cp1258(token: str) -> Optional[str]:
    data = carried_bytes(token)
    if data is None:
        return None
    try:
        return unicodedata.normalize("NFC", data.decode("cp1258"))
    except UnicodeDecodeError:
        return None


def _mojibake(token: str) -> Optional[str]:
    # Text that was misread twice is read back twice, so that reading it again changes nothing.
    found = None
    for _ in range(_MOST_ROUNDS):
        data = carried_bytes(token)
        if data is None or data.isascii():
            break
        try:
            token = found = data.decode("utf-8")
        except UnicodeDecodeError:
            break
    return None if found is None else unicodedata.normalize("NFC", found)


_READERS: Mapping[TextEncoding, Callable[[str], Optional[str]]] = {
    TextEncoding.tcvn3: _single_byte(TextEncoding.tcvn3),
    TextEncoding.vps: _single_byte(TextEncoding.vps),
    TextEncoding.vni: _vni,
    TextEncoding.cp1258: _cp1258,
    TextEncoding.mojibake: _mojibake,
}


@lru_cache(maxsize=1)
def _tables() -> dict[str, dict[Optional[int], str]]:
    data = read_json("encodings", "legacy.json")["single_byte"]
    return {
        name: {int(first, 16) + step: letter for first, run in runs.items() for step, letter in enumerate(run)}
        for name, runs in data.items()
    }


@lru_cache(maxsize=1)
def _vni_tables() -> tuple[dict[str, str], dict[str, str]]:
    data = read_json("encodings", "legacy.json")["vni"]
    marks = {
        vowel + mark: combining
        for group in data["marks"]
        for vowel in group["vowels"]
        for mark, combining in group["marks"].items()
    }
    return data["letters"], marks
