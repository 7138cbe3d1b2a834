"""Texts that tell of a person where nobody should: their record does not leave until they are gone."""
from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Optional

from ..core.errors import QT_TRANSLATE_NOOP, Message
from ..core.lifecycle_actions import Refusal
from ..core.personal_numbers import (
    EMAIL,
    LABELLED_PHONE,
    WITHIN,
    is_mobile,
    is_spaced_phone,
    names_identity_number,
)
from ..core.profile import FieldType, Profile
from ..core.text import ascii_key
from .wire import WireField, clean

_NUMBER, _MASK = re.compile(r"\d(?:[ .\-]?\d){7,}"), "[…]"
_CODES = frozenset({"other_code", "parent_id"})

PERSONAL_TEXT = Message(
    "package_personal_text",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "In “{field}” stands a telephone number, an e-mail address or the number of an identity paper. Take it out: "
        "no data of people leaves with an address.",
    ),
)


class PersonalTexts:
    """Looks into the columns that go to a registry and hold what people write."""

    def __init__(self, profile: Profile, fields: tuple[WireField, ...], language: str) -> None:
        self._profile, self._language = profile, language
        # A code of ten digits may look like a telephone number.
        self._columns = sorted(
            f.column for f in fields
            if f.type is FieldType.TEXT and not f.derived and f.column not in _CODES
            and profile.field(f.column).pattern is None
        )  # fmt: skip

    def refusal(self, row: Mapping[str, Any]) -> Optional[Refusal]:
        """Why the record may not leave; None where it tells of nobody."""
        for name in self._columns:
            if is_personal(clean(row.get(name))):
                return Refusal(PERSONAL_TEXT, {"field": self._profile.field(name).label.text(self._language)})
        return None


def is_personal(value: Any) -> bool:
    """Whether a text holds a mobile or named telephone number, an e-mail address or a named identity number."""
    if not isinstance(value, str) or len(value) < 6:
        return False
    if EMAIL.search(value) or names_identity_number(value):
        return True
    if sum(map(str.isdigit, value)) < 9:
        return False
    if LABELLED_PHONE.search(ascii_key(value)) or is_spaced_phone(value):
        return True
    return any(map(is_mobile, WITHIN.findall(value)))


def masked(reason: str) -> str:
    """A reason without telephone numbers, identity numbers and e-mail addresses: it stands in the history for ever."""
    return _NUMBER.sub(_MASK, EMAIL.sub(_MASK, reason)) if is_personal(reason) else reason
