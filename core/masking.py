"""Names, telephone numbers and addresses of mail as lists show them: enough to tell who it is, too little to use."""
from __future__ import annotations

from typing import Optional

HIDDEN = "**"
_COUNTRY = "84"
_SHOWN_FIRST, _SHOWN_LAST = 2, 3


def mask_name(name: Optional[str]) -> str:
    """A name with its first word and the initials of the others: “Nguyễn V** A**”; a lone word keeps its initial."""
    words = (name or "").split()
    if len(words) == 1:
        return words[0][:1] + HIDDEN
    return " ".join([*words[:1], *(word[:1] + HIDDEN for word in words[1:])])


def mask_phone(phone: Optional[str]) -> str:
    """A number with its first two and last three digits: “09xx xxx 123”; too short a one is hidden whole."""
    digits = phone_digits(phone)
    if len(digits) < _SHOWN_FIRST + _SHOWN_LAST + 3:
        return "x" * len(digits)
    hidden = "x" * (len(digits) - _SHOWN_FIRST - _SHOWN_LAST)
    return f"{digits[:_SHOWN_FIRST]}{hidden[:-3]} {hidden[-3:]} {digits[-_SHOWN_LAST:]}"


def mask_email(email: Optional[str]) -> str:
    """An address of mail with the first letter of each side: “n**@g**”."""
    name, at, host = (email or "").strip().partition("@")
    return f"{name[:1]}{HIDDEN}{at}{host[:1]}{HIDDEN if host else ''}" if name or host else ""


def phone_digits(phone: Optional[str]) -> str:
    """The digits of a number as it is dialled in the country: "+84 905 123 456" is "0905123456"."""
    text = (phone or "").strip()
    digits = "".join(c for c in text if c.isdecimal() and c.isascii())
    for lead in ("00" + _COUNTRY, _COUNTRY):
        if digits.startswith(lead) and (text.startswith("+") or lead.startswith("00") or len(digits) > 10):
            return "0" + digits[len(lead):].lstrip("0")
    return digits
