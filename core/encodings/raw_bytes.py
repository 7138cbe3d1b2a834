"""How a reader should open text of unknown encoding, judged by raw bytes."""
from __future__ import annotations

from collections.abc import Iterable

UTF_8, LATIN_1 = "UTF-8", "ISO-8859-1"


def bytes_guess(values: Iterable[bytes]) -> str:
    """'UTF-8' if every value is UTF-8 (its last character may be cut off by the field's width), else 'ISO-8859-1'.

    ISO-8859-1 has a character for each byte, so it carries TCVN3, VNI, VPS, CP1258 and mixed fields whole to
    `decode`; Windows-1252 loses five of the bytes.
    """
    return UTF_8 if all(map(_is_utf_8, values)) else LATIN_1


def _is_utf_8(value: bytes) -> bool:
    try:
        value.rstrip(b" \0").decode("utf-8")
    except UnicodeDecodeError as error:
        return error.reason == "unexpected end of data"
    return True
