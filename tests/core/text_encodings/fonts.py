"""Writing Vietnamese in the encodings of old fonts, for tests: made here, not taken from the code under test."""
from __future__ import annotations

import unicodedata

# TCVN 5712 VN3 and VPS, letter by letter in the order of their bytes.
_TCVN3 = {
    **dict(zip("ĂÂÊÔƠƯĐăâêôơưđ", range(0xA1, 0xAF))),
    **dict(zip("àảãáạ", range(0xB5, 0xBA))),
    **dict(zip("ằẳẵắ", range(0xBB, 0xBF))),
    **dict(zip("ặầẩẫấậè", range(0xC6, 0xCD))),
    **dict(zip("ẻẽéẹềểễếệìỉ", range(0xCE, 0xD9))),
    **dict(zip("ĩíịò", range(0xDC, 0xE0))),
    **dict(zip("ỏõóọồổỗốộờởỡớợù", range(0xE1, 0xF0))),
    **dict(zip("ủũúụừửữứựỳỷỹýỵ", range(0xF1, 0xFF))),
}
_VNI_LETTERS = {"đ": "ñ", "ơ": "ô", "ư": "ö", "í": "í", "ì": "ì", "ỉ": "æ", "ĩ": "ó", "ị": "ò", "ỵ": "î"}
_TONE = {"\u0301": "ù", "\u0300": "ø", "\u0309": "û", "\u0303": "õ", "\u0323": "ï"}
_HAT = {"": "â", "\u0301": "á", "\u0300": "à", "\u0309": "å", "\u0303": "ã", "\u0323": "ä"}
_BREVE = {"": "ê", "\u0301": "é", "\u0300": "è", "\u0309": "ú", "\u0303": "ü", "\u0323": "ë"}


def tcvn3(text: str) -> str:
    """TCVN3 as ISO-8859-1 characters; capitals with a tone mark become small letters, as in the file."""
    return "".join(chr(_TCVN3.get(c, _TCVN3.get(c.lower(), ord(c)))) for c in text)


def vni(text: str) -> str:
    """VNI-Windows as ISO-8859-1 characters."""
    return "".join(map(_vni_letter, text))


def cp1258(text: str) -> str:
    """Windows-1258 as ISO-8859-1 characters: base letters, tones behind them."""
    found = []
    for char in text:
        try:
            found.append(char.encode("cp1258"))
        except UnicodeEncodeError:
            parts = unicodedata.normalize("NFD", char)
            tone = next(c for c in parts if c in _TONE)
            found.append((unicodedata.normalize("NFC", parts.replace(tone, "")) + tone).encode("cp1258"))
    return b"".join(found).decode("latin-1")


def mojibake(text: str) -> str:
    """UTF-8 read as ISO-8859-1."""
    return text.encode("utf-8").decode("latin-1")


def _vni_letter(char: str) -> str:
    lower = char.lower()
    if lower in _VNI_LETTERS:
        written = _VNI_LETTERS[lower]
    else:
        parts = unicodedata.normalize("NFD", lower)
        tone = next((c for c in parts if c in _TONE), "")
        bare = unicodedata.normalize("NFC", parts.replace(tone, ""))
        if bare in "âêô":
            written = unicodedata.normalize("NFD", bare)[0] + _HAT[tone]
        elif bare == "ă":
            written = "a" + _BREVE[tone]
        else:
            written = _VNI_LETTERS.get(bare, bare) + _TONE.get(tone, "")
    return written.upper() if char.isupper() else written
