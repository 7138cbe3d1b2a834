"""Why a cell or a row of a filled sheet is not taken, in words that say what to do."""
from __future__ import annotations

from enum import Enum
from typing import Any, Callable, Optional

from .errors import QT_TRANSLATE_NOOP, Message


class Reason(Enum):
    """The value is the text; the member's name in small letters the stable id."""

    NEWER_EDIT = QT_TRANSLATE_NOOP(
        "diachiso",
        "{by} edited this field on {at}, after the sheet was made. Compare both and correct it in the form.",
    )
    NO_KEY = QT_TRANSLATE_NOOP("diachiso", "The row has neither code nor address: nobody knows whose it is.")
    UNKNOWN_ROW = QT_TRANSLATE_NOOP(
        "diachiso",
        "No address of the register is “{key}”. New objects are not entered by a sheet, since it has no positions: "
        "draw them on the map.",
    )
    SEVERAL = QT_TRANSLATE_NOOP("diachiso", "Several addresses read “{key}”. Write the code into the row.")
    CONTRADICTION = QT_TRANSLATE_NOOP(
        "diachiso", "Code and hidden id of the row belong to two addresses (“{key}”). Take the row from a new sheet."
    )
    OTHER_REGISTER = QT_TRANSLATE_NOOP(
        "diachiso",
        "The row “{key}” was made from another register. Import the sheet that it comes from into that register.",
    )
    RETIRED = QT_TRANSLATE_NOOP("diachiso", "The address “{key}” is no longer in use.")
    PROTECTED = QT_TRANSLATE_NOOP(
        "diachiso", "The record has been submitted or verified: what it says is not overwritten by a sheet."
    )
    NOT_IN_DOMAIN = QT_TRANSLATE_NOOP(
        "diachiso", "The value is not in the list. Choose one of the list, or add it to the list first. {hint}"
    )
    WRONG_PATTERN = QT_TRANSLATE_NOOP("diachiso", "The value is not written as this field asks for.")
    OUT_OF_RANGE = QT_TRANSLATE_NOOP("diachiso", "The number is not between {low} and {high}.")
    NOT_A_NUMBER = QT_TRANSLATE_NOOP("diachiso", "This is no number.")
    NOT_A_DATE = QT_TRANSLATE_NOOP("diachiso", "This is no date. Write it as 31/12/2026.")
    NOT_YES_OR_NO = QT_TRANSLATE_NOOP("diachiso", "This is neither yes nor no.")
    BECAME_DATE = QT_TRANSLATE_NOOP(
        "diachiso",
        "The spreadsheet has made a date of the text (3/2 became 3 February). Format the cell as text and type it "
        "again.",
    )
    LOST_DIGITS = QT_TRANSLATE_NOOP(
        "diachiso", "The spreadsheet has cut digits off the number. Format the cell as text and type it again."
    )
    PERSONAL_COLUMN = QT_TRANSLATE_NOOP(
        "diachiso",
        "The column “{column}” holds personal data. It was not read: people are entered in the register, apart from "
        "addresses.",
    )
    PERSONAL_TEXT = QT_TRANSLATE_NOOP(
        "diachiso",
        "The text seems to hold a person's name, telephone number, e-mail address or number of identity papers. It was "
        "not read.",
    )
    TWICE = QT_TRANSLATE_NOOP(
        "diachiso",
        "Row {other} says something else of the same address, so neither is taken. Correct one of them and import the "
        "sheet again.",
    )
    REQUIRED = QT_TRANSLATE_NOOP("diachiso", "This field cannot be emptied.")

    @property
    def id(self) -> str:
        """The stable name."""
        return self.name.lower()

    def render(self, translate: Optional[Callable[[str, str], str]] = None, **params: Any) -> str:
        """The reason in the user's language."""
        return Message(self.id, self.value).render(translate, **params).strip()
