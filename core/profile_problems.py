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
        "diachiso",
        "{file} is no field profile: it has no list named “fields”. Choose another file or mend this one.",
    ),
)
BAD_NAME = Message(
    "profile_bad_name",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "Field profile {file}, {path} (“{field}”): the name is not made of small letters a–z, digits and "
        "_. Rename it.",
    ),
)
RESERVED = Message(
    "profile_reserved",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "Field profile {file}, {path} (“{field}”): this name is reserved (register or personal data). Rename it.",
    ),
)
PERSONAL_NEW = Message(
    "profile_personal_new",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "Field profile {file}, {path} (“{field}”): by its name this field holds personal data. Take it out: people are "
        "entered apart, in the table of people. If it holds something else, rename it and its label.",
    ),
)
NO_SUCH_CLASS = Message(
    "profile_no_such_class",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "Field profile {file}, {path} (“{field}”): “{key}” names “{value}”, which is neither a group (I, II, III) nor "
        "an object class of this register. Correct it, or add the class to the list of classes first.",
    ),
)
PERSONAL_FIXED = Message(
    "profile_personal_fixed",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "Field profile {file}, {path} (“{field}”): personal fields cannot be added, only worded and "
        "required. Take it out.",
    ),
)
TWICE = Message(
    "profile_twice",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "Field profile {file}, {path}: “{field}” stands there twice. Take one of them out.",
    ),
)
UNKNOWN_KEY = Message(
    "profile_unknown_key",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "Field profile {file}, {path} (“{field}”): nothing is known by this name. Remove it, or write one "
        "of: {known}.",
    ),
)
FIXED = Message(
    "profile_fixed",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "Field profile {file}, {path} (“{field}”): “{key}” of this built-in field must stay {value}. Take "
        "“{key}” out.",
    ),
)
STAYS_REQUIRED = Message(
    "profile_stays_required",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "Field profile {file}, {path} (“{field}”): this built-in field must stay required. Take “required” out.",
    ),
)
BAD_VALUES = Message(
    "profile_bad_values",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "Field profile {file}, {path} (“{field}”): “values” is not a list of objects with value, vi and "
        "en. Mend it.",
    ),
)
BAD_DEFAULT = Message(
    "profile_bad_default",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "Field profile {file}, {path} (“{field}”): “default” is not a text. Put it between quotation marks.",
    ),
)
NO_WORDS = Message(
    "profile_no_words",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "Field profile {file}, {path} (“{field}”): “{key}” lacks its text. Give it in vi and in en.",
    ),
)
BAD_REQUIRED = Message(
    "profile_bad_required",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "Field profile {file}, {path} (“{field}”): “required” is not true or false. Write one of the two.",
    ),
)
NOT_ONE_OF = Message(
    "profile_not_one_of",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "Field profile {file}, {path} (“{field}”): “{key}” is {value}. Write one of: {allowed}.",
    ),
)
NOT_A_LIST = Message(
    "profile_not_a_list",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "Field profile {file}, {path}: this is not a list. Put its items between [ and ].",
    ),
)
NOT_A_TEXT = Message(
    "profile_not_a_text",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "Field profile {file}, {path} (“{field}”): “{key}” is not a text. Put it between quotation marks.",
    ),
)
NOT_TEXTS = Message(
    "profile_not_texts",
    QT_TRANSLATE_NOOP(
        "diachiso",
        'Field profile {file}, {path} (“{field}”): “{key}” is not a list of texts. Write it as ["house", "II"].',
    ),
)
NOT_GROUPS = Message(
    "profile_not_groups",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "Field profile {file}, {path} (“{field}”): “{key}” is not a list of lists of field names. Write it "
        'as [["house_number", "street"], ["settlement"]].',
    ),
)
NO_SUCH_FIELD = Message(
    "profile_no_such_field",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "Field profile {file}, {path} (“{field}”): there is no field “{name}”. Add it to “fields” or "
        "correct the name.",
    ),
)
NOT_A_NUMBER = Message(
    "profile_not_a_number",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "Field profile {file}, {path} (“{field}”): “{key}” is not a number. Write it without quotation marks.",
    ),
)
NO_RANGE = Message(
    "profile_no_range",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "Field profile {file}, {path} (“{field}”): only integer and real fields have a “{key}”. Take it out.",
    ),
)
EMPTY_RANGE = Message(
    "profile_empty_range",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "Field profile {file}, {path} (“{field}”): “min” is above “max”. Exchange them.",
    ),
)
BAD_PATTERN = Message(
    "profile_bad_pattern",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "Field profile {file}, {path} (“{field}”): “pattern” is no regular expression ({problem}). Mend "
        "it; \\d{{5}} means five digits.",
    ),
)
NO_PATTERN = Message(
    "profile_no_pattern",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "Field profile {file}, {path} (“{field}”): only text fields have a “pattern”. Take it out.",
    ),
)
BAD_DOMAIN = Message(
    "profile_bad_domain",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "Field profile {file}, {path} (“{field}”): “domain” does not name its table, key and label. Write "
        "all three.",
    ),
)
