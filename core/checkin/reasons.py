"""Why something that was done in a checked-out copy is not simply taken, in words that say what to do."""
from __future__ import annotations

from enum import Enum
from typing import Any, Callable, Optional

from ..errors import QT_TRANSLATE_NOOP, Message


class CheckinReason(Enum):
    """The value is the text; the member's name in small letters the stable id."""

    BOTH_CHANGED = QT_TRANSLATE_NOOP(
        "diachiso", "It was changed in the copy and in the register. Choose which of the two stays."
    )
    BOTH_MADE = QT_TRANSLATE_NOOP(
        "diachiso", "The copy and the register have made it apart from each other. Choose which of the two stays."
    )
    GONE_HERE = QT_TRANSLATE_NOOP(
        "diachiso", "It was changed in the copy and taken out of the register. Choose which of the two stays."
    )
    CHANGED_HERE = QT_TRANSLATE_NOOP(
        "diachiso", "It was taken out of the copy and changed in the register. Choose which of the two stays."
    )
    RETIRED_HERE = QT_TRANSLATE_NOOP(
        "diachiso", "The address was retired in the register since. Choose whether the copy's value is written all the"
        " same."
    )  # fmt: skip
    PROTECTED = QT_TRANSLATE_NOOP(
        "diachiso",
        "The record was submitted, verified or issued in the register since the copy was made: an older copy changes "
        "nothing in it. Correct it in the register's form if need be.",
    )
    OFFICIAL_POSITION = QT_TRANSLATE_NOOP(
        "diachiso", "The register has the official position since: an older copy does not move it."
    )
    CODE_TAKEN = QT_TRANSLATE_NOOP(
        "diachiso",
        "The code {code} belongs to another address or was withdrawn in the register, so this one does not get it. It "
        "comes in without a code: give it one with \"Assign codes\".",
    )
    CODE_OUTSIDE = QT_TRANSLATE_NOOP(
        "diachiso",
        "The code {code} does not lie among the numbers that this copy took along. It is not taken over: give the "
        "address one with \"Assign codes\".",
    )
    CODE_KEPT = QT_TRANSLATE_NOOP(
        "diachiso",
        "The register has given this address the code {code} since. It keeps it; the copy's code is never given again.",
    )
    WITHOUT_CODE = QT_TRANSLATE_NOOP(
        "diachiso", "Without a code the address does not get this stage. Give it a code, then change the stage."
    )
    STAGE_KEPT = QT_TRANSLATE_NOOP(
        "diachiso",
        "The stage was changed in the register since, and no lawful step leads from there to the copy's. It stays.",
    )
    UNITS_HERE = QT_TRANSLATE_NOOP(
        "diachiso", "Units were added to the building in the register since: retire them first, or keep the building."
    )
    DELETED_THERE = QT_TRANSLATE_NOOP(
        "diachiso",
        "It is no longer in the copy: an apply was undone there after it had been checked in. It stays here: retire it "
        "by hand if it is wrong.",
    )
    NOT_OURS = QT_TRANSLATE_NOOP(
        "diachiso", "It belongs to no commune of this check-out and went along to be looked at only. Change it in the"
        " register."
    )  # fmt: skip
    NO_ADDRESS = QT_TRANSLATE_NOOP("diachiso", "Its address is not in the register.")
    ERASED = QT_TRANSLATE_NOOP(
        "diachiso",
        "This person's data were erased in the register and do not come back. Erase them in the copy, too, or refresh "
        "it.",
    )
    PHOTO = QT_TRANSLATE_NOOP(
        "diachiso", "The photo {file} was not found in the copy's folder. Copy the whole folder again."
    )
    NO_RECORD = QT_TRANSLATE_NOOP(
        "diachiso",
        "Neither the register nor the copy has such a record, so the decision decides nothing. Take the differences of "
        "a dry run with this copy.",
    )
    NO_CONFLICT = QT_TRANSLATE_NOOP(
        "diachiso",
        "There is no such conflict, or none any more, so the decision decides nothing. What becomes of the record is "
        "said beside it, if anything.",
    )

    @property
    def id(self) -> str:
        """The stable id."""
        return self.name.lower()

    def render(self, translate: Optional[Callable[[str, str], str]] = None, **params: Any) -> str:
        """The text with its fields filled in."""
        return Message(self.id, self.value).render(translate, **params)
