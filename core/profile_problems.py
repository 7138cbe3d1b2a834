"""What can be wrong with a field profile, each with its place and its remedy."""
from __future__ import annotations

from typing import Any

from .errors import QT_TRANSLATE_NOOP, DiachisoError, Message


class ProfileError(DiachisoError):
    """A profile that cannot be used, and what to change in it."""


class Wrong(Exception):
    """A wrong field, before its file and its name are known."""

    def __init__(self, message: Message, **params: Any) -> None:
        super().__init__(message.id)
        self.message = message
        self.params = params


NO_FIELDS = Message(
    "profile_no_fields",
    QT_TRANSLATE_NOOP(
        "diachiso", "{file} is no field profile: it has no list named “fields”. Choose another file or mend this one."
    ),
)
BAD_NAME = Message(
    "profile_bad_name",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "Field profile {file}, field “{field}”: the name is not made of small letters a–z, digits and _. Rename it.",
    ),
)
RESERVED = Message(
    "profile_reserved",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "Field profile {file}, field “{field}”: this name is reserved (register or personal data). Rename it.",
    ),
)
TWICE = Message(
    "profile_twice",
    QT_TRANSLATE_NOOP("diachiso", "Field profile {file}, field “{field}” stands there twice. Take one of them out."),
)
TYPE_FIXED = Message(
    "profile_type_fixed",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "Field profile {file}, field “{field}”: the type of this built-in field must stay {type}. Take “type” out.",
    ),
)
STAYS_REQUIRED = Message(
    "profile_stays_required",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "Field profile {file}, field “{field}”: this built-in field must stay required. Take “required” out.",
    ),
)
BAD_VALUES = Message(
    "profile_bad_values",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "Field profile {file}, field “{field}”: “values” is not a list of objects with value, vi and en. Mend it.",
    ),
)
BAD_DEFAULT = Message(
    "profile_bad_default",
    QT_TRANSLATE_NOOP(
        "diachiso", "Field profile {file}, field “{field}”: “default” is not a text. Put it between quotation marks."
    ),
)
NO_WORDS = Message(
    "profile_no_words",
    QT_TRANSLATE_NOOP(
        "diachiso", "Field profile {file}, field “{field}”: “{key}” lacks its text. Give it in vi and in en."
    ),
)
BAD_REQUIRED = Message(
    "profile_bad_required",
    QT_TRANSLATE_NOOP(
        "diachiso", "Field profile {file}, field “{field}”: “required” is not true or false. Write one of the two."
    ),
)
NOT_ONE_OF = Message(
    "profile_not_one_of",
    QT_TRANSLATE_NOOP(
        "diachiso", "Field profile {file}, field “{field}”: “{key}” is {value}. Write one of: {allowed}."
    ),
)
