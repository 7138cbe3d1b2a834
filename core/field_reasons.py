"""Why something that came back from the field is not taken, in words that say what to do."""
from __future__ import annotations

from enum import Enum
from typing import Any, Callable, Optional

from .errors import QT_TRANSLATE_NOOP, Message


class FieldReason(Enum):
    """The value is the text; the member's name in small letters the stable id."""

    NEWER_EDIT = QT_TRANSLATE_NOOP(
        "diachiso",
        "{by} edited this in the register on {at}, after the package was made. Compare both and correct it in the "
        "form.",
    )
    PROTECTED = QT_TRANSLATE_NOOP(
        "diachiso", "The record has been submitted or verified: what it says is not overwritten from the field."
    )
    OFFICIAL_POSITION = QT_TRANSLATE_NOOP(
        "diachiso", "The position is the official one: it is not moved from the field."
    )
    NO_POSITION = QT_TRANSLATE_NOOP(
        "diachiso", "It has no position in the package. Draw it on the map in the register."
    )
    BAD_POSITION = QT_TRANSLATE_NOOP(
        "diachiso", "The point does not lie in Viet Nam. Its layer was perhaps saved in another coordinate system."
    )
    DELETED = QT_TRANSLATE_NOOP(
        "diachiso",
        "The address is no longer in the package. Nothing is deleted in the register: if the object is gone, retire "
        "the address in the form.",
    )
    POSITION_DELETED = QT_TRANSLATE_NOOP(
        "diachiso",
        "This position is no longer in the package. It stays in the register: if it is gone, take it out in the form.",
    )
    POSITION_GONE = QT_TRANSLATE_NOOP("diachiso", "This position was taken out of the register since.")
    ROW_DELETED = QT_TRANSLATE_NOOP(
        "diachiso",
        "This notice or plaque is no longer in the package. It stays in the register: if it was entered by mistake, "
        "take it out in the form.",
    )
    WITHHELD = QT_TRANSLATE_NOOP(
        "diachiso",
        "The register has a text here that did not go along to the field, since it may name people. Put both together "
        "in the form.",
    )
    ROW_GONE = QT_TRANSLATE_NOOP("diachiso", "This notice or plaque was taken out of the register since.")
    FAR_PLAQUE = QT_TRANSLATE_NOOP(
        "diachiso",
        "It is taken, but the plaque hangs {metres} m from its address. Is it the right house? Look at both positions.",
    )
    GONE = QT_TRANSLATE_NOOP(
        "diachiso",
        "The register no longer has this address: the apply that made it was undone, or a backup was restored. If the "
        "object exists, draw it in the register.",
    )
    NOT_FROM_FIELD = QT_TRANSLATE_NOOP(
        "diachiso", "This field is not taken from a field package. Change it in the register."
    )
    BAD_PARENT = QT_TRANSLATE_NOOP(
        "diachiso", "The building that this belongs to is not in the register, retired, or itself a unit."
    )
    SAME_IDENTITY = QT_TRANSLATE_NOOP(
        "diachiso", "Another row of the package has the same identity. Draw this address again in the register."
    )
    PHOTO_MISSING = QT_TRANSLATE_NOOP(
        "diachiso", "The photo {file} is not in the package. Copy it from the device and import the package again."
    )
    PHOTO_OUTSIDE = QT_TRANSLATE_NOOP(
        "diachiso", "The photo lies outside the package ({file}), so it was not followed. Put it into the folder."
    )

    @property
    def id(self) -> str:
        """The stable name."""
        return self.name.lower()

    def render(self, translate: Optional[Callable[[str, str], str]] = None, **params: Any) -> str:
        """The reason in the user's language."""
        return Message(self.id, self.value).render(translate, **params).strip()
