"""Reading a profile written by hand: every mistake names the file, the key, what is wrong and the remedy."""
from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from .errors import QT_TRANSLATE_NOOP, DiachisoError, Message


class ProfileError(DiachisoError):
    """A profile file (code scheme, classes, annex rules) that cannot be used as it is."""


MISSING_KEY = Message(
    "profile.missing_key",
    QT_TRANSLATE_NOOP(
        "diachiso",
        'The file {file} lacks the key "{key}". Add it; the profiles shipped with the plugin show how.',
    ),
)
UNKNOWN_KEY = Message(
    "profile.unknown_key",
    QT_TRANSLATE_NOOP(
        "diachiso", 'The file {file} has an unknown key "{key}". Remove it or correct it to one of: {known}.'
    ),
)
NOT_OBJECT = Message(
    "profile.not_object",
    QT_TRANSLATE_NOOP(
        "diachiso", 'In the file {file}, "{key}" must be an object {{"…": …}}, not {value}. Correct it there.'
    ),
)
NOT_LIST = Message(
    "profile.not_list",
    QT_TRANSLATE_NOOP(
        "diachiso", 'In the file {file}, "{key}" must be a list […], not {value}. Put its items in brackets.'
    ),
)
NOT_TEXT = Message(
    "profile.not_text",
    QT_TRANSLATE_NOOP(
        "diachiso", 'In the file {file}, "{key}" must be a text that is not empty, not {value}. Put it in quotes.'
    ),
)
NOT_NUMBER = Message(
    "profile.not_number",
    QT_TRANSLATE_NOOP(
        "diachiso",
        'In the file {file}, "{key}" must be a number from {lowest} to {highest}, not {value}. Correct it there.',
    ),
)
NOT_FLAG = Message(
    "profile.not_flag",
    QT_TRANSLATE_NOOP(
        "diachiso", 'In the file {file}, "{key}" must be true or false, not {value}. Correct it there.'
    ),
)
NOT_ONE_OF = Message(
    "profile.not_one_of",
    QT_TRANSLATE_NOOP(
        "diachiso", 'In the file {file}, "{key}" must be one of {allowed}, not {value}. Correct it there.'
    ),
)
NOT_IDENTIFIER = Message(
    "profile.not_identifier",
    QT_TRANSLATE_NOOP(
        "diachiso",
        'In the file {file}, "{key}" must consist of small letters a-z, digits and "_" and begin with a letter, '
        "not {value}. Choose another one.",
    ),
)
DUPLICATE_ID = Message(
    "profile.duplicate_id",
    QT_TRANSLATE_NOOP(
        "diachiso", 'In the file {file}, "{key}" is {value}, which {other} uses already. Choose another one.'
    ),
)

_IDENTIFIER = re.compile(r"[a-z][a-z0-9_]*")


class JsonReader:
    """A JSON object read key by key; `finish` complains of keys that nobody asked for."""

    def __init__(self, data: Any, file: str, key: str = "") -> None:
        self.file = file
        self._key = key
        self._asked: list[str] = []
        if not isinstance(data, Mapping):
            raise self.error(NOT_OBJECT, "", value=_shown(data))
        self._data = data

    def error(self, message: Message, key: str, **params: Any) -> ProfileError:
        """An error at a key of this object, for the caller to raise."""
        return ProfileError(message, file=self.file, key=self.at(key), **params)

    def at(self, key: str) -> str:
        """The full name of a key of this object, such as parts[1].width."""
        return ".".join(filter(None, (self._key, key))) or "{}"

    def has(self, key: str) -> bool:
        """Whether the key is there (null counts as absent)."""
        self._asked.append(key)
        return self._data.get(key) is not None

    def names(self) -> list[str]:
        """The keys of this object, for one whose keys are data; those that begin with "_" are comments."""
        return [str(key) for key in self._data if not str(key).startswith("_")]

    def text(self, key: str, default: str | None = None) -> str:
        """A text that is not empty; required without a default."""
        value = self._value(key, default)
        if not isinstance(value, str) or (not value and default is None):
            raise self.error(NOT_TEXT, key, value=_shown(value))
        return value

    def identifier(self, key: str, default: str | None = None) -> str:
        """A text that serves as an id in code, columns and files."""
        value = self.text(key, default)
        if not _IDENTIFIER.fullmatch(value):
            raise self.error(NOT_IDENTIFIER, key, value=_shown(value))
        return value

    def choice(self, key: str, allowed: Sequence[str], default: str | None = None) -> str:
        """One of a few texts."""
        value = self._value(key, default)
        if value not in allowed:
            raise self.error(NOT_ONE_OF, key, allowed=", ".join(allowed), value=_shown(value))
        return str(value)

    def integer(self, key: str, lowest: int, highest: int, default: int | None = None) -> int:
        """A whole number in a range, both ends included."""
        value = self._value(key, default)
        if isinstance(value, bool) or not isinstance(value, int) or not lowest <= value <= highest:
            raise self.error(NOT_NUMBER, key, lowest=lowest, highest=highest, value=_shown(value))
        return value

    def number(self, key: str, lowest: float, highest: float, default: float | None = None) -> float:
        """A number in a range, both ends included."""
        value = self._value(key, default)
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not lowest <= value <= highest:
            raise self.error(NOT_NUMBER, key, lowest=lowest, highest=highest, value=_shown(value))
        return float(value)

    def flag(self, key: str, default: bool) -> bool:
        """True or false."""
        value = self._value(key, default)
        if not isinstance(value, bool):
            raise self.error(NOT_FLAG, key, value=_shown(value))
        return value

    def object(self, key: str) -> JsonReader:
        """The object under a key."""
        return JsonReader(self._value(key, None), self.file, self.at(key))

    def objects(self, key: str, required: bool = True) -> list[JsonReader]:
        """The objects of a list."""
        return [JsonReader(item, self.file, where) for item, where in self._list(key, required)]

    def texts(self, key: str, required: bool = True) -> tuple[str, ...]:
        """The texts of a list."""
        items = self._list(key, required)
        for item, where in items:
            if not isinstance(item, str) or not item:
                raise ProfileError(NOT_TEXT, file=self.file, key=where, value=_shown(item))
        return tuple(item for item, _ in items)

    def labels(self, key: str) -> dict[str, str]:
        """A text in Vietnamese and in English, by language."""
        reader = self.object(key)
        both = {language: reader.text(language) for language in ("vi", "en")}
        reader.finish()
        return both

    def finish(self) -> None:
        """Complain of the first key that nobody asked for: most likely a misspelt one."""
        unknown = [key for key in self._data if key not in self._asked and not str(key).startswith("_")]
        if unknown:
            raise self.error(UNKNOWN_KEY, str(unknown[0]), known=", ".join(self._asked))

    def _value(self, key: str, default: Any) -> Any:
        self._asked.append(key)
        value = self._data.get(key)
        if value is None:
            if default is None:
                raise self.error(MISSING_KEY, key)
            return default
        return value

    def _list(self, key: str, required: bool) -> list[tuple[Any, str]]:
        value = self._value(key, None if required else [])
        if not isinstance(value, list):
            raise self.error(NOT_LIST, key, value=_shown(value))
        return [(item, f"{self.at(key)}[{i}]") for i, item in enumerate(value)]


def _shown(value: Any) -> str:
    shown = repr(value) if not isinstance(value, str) else f'"{value}"'
    return shown if len(shown) <= 60 else shown[:57] + "…"
