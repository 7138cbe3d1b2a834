"""Errors and messages: English source text with named fields, translated by the rooms that know Qt."""
from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Callable


def QT_TRANSLATE_NOOP(context: str, text: str) -> str:  # noqa: N802 - the name pylupdate looks for
    """Mark a text for translation and return it unchanged."""
    return text


@dataclass(frozen=True)
class Message:
    """A text for the user: what happened, where, and the remedy; `text` has named `str.format` fields."""

    id: str
    text: str

    def render(self, translate: Callable[[str, str], str] | None = None, **params: Any) -> str:
        """The text with its fields filled in, translated by `translate(context, text)` where given."""
        text = translate("diachiso", self.text) if translate else self.text
        return text.format(**params)


class DiachisoError(Exception):
    """An error that a user can act on; carries its message and fields so that it can be translated."""

    def __init__(self, message: Message, **params: Any) -> None:
        self.message = message
        self.params = params
        super().__init__(message.render(None, **params))

    def localized(self, translate: Callable[[str, str], str]) -> str:
        """The message in the user's language."""
        return self.message.render(translate, **self.params)
