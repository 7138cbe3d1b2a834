"""Why a house gets its number, keeps it, or gets none."""
from __future__ import annotations

from enum import Enum

from ..errors import QT_TRANSLATE_NOOP, Message


class NumberReason(str, Enum):
    """The stable ids; `TEXTS` says them to people."""

    FIRST = "first"
    NEXT = "next"
    AFTER_GAP = "after_gap"
    BETWEEN = "between"
    SUFFIX = "suffix"
    GAP = "gap"
    PLOT = "plot"
    EXISTING = "existing"
    LOCKED = "locked"
    NO_POSITION = "no_position"
    NO_STREET = "no_street"
    UNKNOWN_STREET = "unknown_street"
    TOO_FAR = "too_far"
    FIXED = "fixed"
    NAMELESS_ALLEY = "nameless_alley"
    FULL = "full"


_BY_NAME = {
    NumberReason.FIRST: QT_TRANSLATE_NOOP("diachiso", "First house on the {side} of {street}."),
    NumberReason.NEXT: QT_TRANSLATE_NOOP("diachiso", "Next on the {side} of {street} after number {before}."),
    NumberReason.AFTER_GAP: QT_TRANSLATE_NOOP(
        "diachiso",
        "On the {side} of {street} after number {before} and a gap of {metres} m, for which {count} numbers are left.",
    ),
    NumberReason.BETWEEN: QT_TRANSLATE_NOOP(
        "diachiso", "On the {side} of {street} between the existing numbers {before} and {after}."
    ),
    NumberReason.SUFFIX: QT_TRANSLATE_NOOP(
        "diachiso",
        "Inserted on the {side} of {street} after number {before}: no number is free before {after}, so the one before "
        "takes a letter.",
    ),
    NumberReason.GAP: QT_TRANSLATE_NOOP("diachiso", "Left free for the {metres} m of land after number {before}."),
    NumberReason.PLOT: QT_TRANSLATE_NOOP("diachiso", "Left free for a lot of the detailed plan."),
    NumberReason.EXISTING: QT_TRANSLATE_NOOP("diachiso", "The house has this number already; it is kept."),
    NumberReason.LOCKED: QT_TRANSLATE_NOOP("diachiso", "The street {street} is locked: nothing is proposed on it."),
    NumberReason.NO_POSITION: QT_TRANSLATE_NOOP("diachiso", "The house has no position."),
    NumberReason.NO_STREET: QT_TRANSLATE_NOOP(
        "diachiso",
        "No street lies within {metres} m of the house. Draw its street, or raise the distance in the rules.",
    ),
    NumberReason.UNKNOWN_STREET: QT_TRANSLATE_NOOP(
        "diachiso", "The street layer has no street {street} here. Correct the name, or draw the street."
    ),
    NumberReason.TOO_FAR: QT_TRANSLATE_NOOP(
        "diachiso", "The house is {metres} m off {street}: perhaps it stands in an alley that is not drawn."
    ),
    NumberReason.FIXED: QT_TRANSLATE_NOOP(
        "diachiso",
        "The record takes no number from here: it was submitted, verified, issued or retired, or is a unit of a "
        "building.",
    ),
    NumberReason.NAMELESS_ALLEY: QT_TRANSLATE_NOOP(
        "diachiso", "Its alley meets no numbered house on {street}, so it cannot be named yet."
    ),
    NumberReason.FULL: QT_TRANSLATE_NOOP(
        "diachiso",
        "No letter is left for houses inserted after number {before}: number this part of {street} by hand.",
    ),
}
TEXTS = {reason: Message(f"number_{reason.value}", text) for reason, text in _BY_NAME.items()}


class Choice(str, Enum):
    """Why a house belongs to its street, where more than one was near."""

    NAMED = "named"
    NEAREST = "nearest"
    WIDER = "wider"
    DOOR = "door"
    FACADE = "facade"
    ALLEY = "alley"


CHOICE_TEXTS = {
    Choice.WIDER: Message(
        "number_wider", QT_TRANSLATE_NOOP("diachiso", "Corner house: {street} is wider than {other}.")
    ),
    Choice.DOOR: Message(
        "number_door", QT_TRANSLATE_NOOP("diachiso", "Corner house: its main door opens to {street}, not to {other}.")
    ),
    Choice.FACADE: Message(
        "number_facade",
        QT_TRANSLATE_NOOP(
            "diachiso",
            "Corner house between {street} and {other}, whose widths and whose main door are not known: the nearer one "
            "was taken. Please check.",
        ),
    ),
    Choice.ALLEY: Message(
        "number_alley",
        QT_TRANSLATE_NOOP("diachiso", "The alley is named after number {before} of {street}, before its mouth."),
    ),
}
ALLEY_AFTER = Message(
    "number_alley_after",
    QT_TRANSLATE_NOOP(
        "diachiso", "The alley is named after number {before} of {street}: no house stands before its mouth."
    ),
)
ALLEY_OWN = Message(
    "number_alley_own", QT_TRANSLATE_NOOP("diachiso", "The alley has this name already on the map or at its houses.")
)

SIDES = {True: QT_TRANSLATE_NOOP("diachiso", "left side"), False: QT_TRANSLATE_NOOP("diachiso", "right side")}


class Turned(str, Enum):
    """What told in which direction a street is numbered."""

    EXISTING = "existing"
    GIVEN = "given"
    RADIAL = "radial"
    RULE = "rule"
    MOUTH = "mouth"
    RING = "ring"


TURNED_TEXTS = {
    Turned.EXISTING: QT_TRANSLATE_NOOP("diachiso", "as it is numbered already"),
    Turned.GIVEN: QT_TRANSLATE_NOOP("diachiso", "as the street layer says"),
    Turned.RADIAL: QT_TRANSLATE_NOOP("diachiso", "from the centre outward"),
    Turned.RULE: QT_TRANSLATE_NOOP("diachiso", "north to south, east to west"),
    Turned.MOUTH: QT_TRANSLATE_NOOP("diachiso", "from its mouth"),
    Turned.RING: QT_TRANSLATE_NOOP("diachiso", "a ring, as it is drawn"),
}
