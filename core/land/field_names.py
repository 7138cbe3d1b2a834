"""Field names typed in an old Vietnamese font, in Unicode: "Sè tê" is a sheet number, "Tªn chñ" an owner."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Optional

from ..encodings import TextEncoding, decode, diagnose
from ..roles import guess_fields, personal_fields

_FONTS = (TextEncoding.tcvn3, TextEncoding.vni, TextEncoding.mojibake)


def unicode_names(names: Sequence[str]) -> list[str]:
    """The names in Unicode, where they tell the font themselves or where one of them means something in it.

    Names stay distinct, whatever their case: one that would become like another stays as it is.
    """
    listed = list(names)
    found = diagnose(listed, next(filter(None, map(_font, listed)), None))
    read = decode(listed, found.encoding, found.by_company) if found.changes and found.sure else listed
    taken = {name.lower() for name in listed}
    out = []
    for name, after in zip(listed, read):
        if after and after != name and after.lower() not in taken:
            taken.add(after.lower())
            name = after
        out.append(name)
    return out


def _font(name: str) -> Optional[TextEncoding]:
    """The font in which a name says what its field holds, where it does not as it stands."""
    if name.isascii() or _means(name):
        return None
    read = {font: decode([name], font, by_company=True)[0] for font in _FONTS}
    return next((font for font, after in read.items() if after and after != name and _means(after)), None)


def _means(name: str) -> bool:
    return bool(guess_fields([name]) or personal_fields([name]))
