"""Plan statuses and the reason of each row, with the text that a person reads."""

from __future__ import annotations

from enum import Enum, IntEnum

from .errors import QT_TRANSLATE_NOOP, Message


class PlanStatus(str, Enum):
    """What an apply will do with an object."""

    KEPT = "kept"
    MATCHED = "matched"
    NEW = "new"
    PROVISIONAL = "provisional"
    MOVED = "moved"
    SPLIT = "split"
    MERGED = "merged"
    MISSING = "missing"
    CONFLICT = "conflict"
    SKIPPED = "skipped"


STATUSES: tuple[PlanStatus, ...] = tuple(PlanStatus)


def status_code(status: PlanStatus) -> int:
    """The number that stands for a status in arrays."""
    return STATUSES.index(status)


class Reason(IntEnum):
    """Why a row of the plan has its status; the name in lower case is the stable id."""

    UNCHANGED = 0
    RESHAPED = 1
    REKEYED = 2
    POSITION_MOVED = 3
    POSITION_OFFICIAL = 4
    FIRST_CODE = 5
    FROM_PROVISIONAL = 6
    NO_BLOCK = 7
    SPLIT_KEEPER = 8
    SPLIT_PART = 9
    MERGE_SURVIVOR = 10
    ABSORBED = 11
    NOT_ON_LAYER = 12
    KEY_FAR = 13
    KEY_AGAINST_SHAPE = 14
    TANGLED = 15
    DUPLICATE_KEY = 16
    ABSORBED_OFFICIAL = 17
    NO_GEOMETRY = 20
    UNREADABLE = 21
    HUGE = 22
    DUPLICATE = 23
    OUTSIDE = 24
    ANNEX_CLASS = 25
    ANNEX_AREA = 26
    ANNEX_NOT_LARGEST = 27
    HAS_BUILDING = 28
    EXCLUDED = 29
    NO_AREA = 30
    DERIVED = 31
    IMPORTED_VALUE = 32
    OUTSIDE_NEAREST = 33
    OUTSIDE_FIELD = 34
    DECISION_UNKNOWN = 35
    RETIRED_ADDRESS = 36
    RENUMBERED = 37
    NOT_SELECTED = 38
    MAY_OWN_ISSUED = 39
    OFFICIAL_NUMBER = 40
    OFFICIAL_NAME = 41
    OFFICIAL_ALONE = 42
    OFFICIAL_TEXT = 43
    OFFICIAL_KNOWN = 44
    OFFICIAL_BY_HAND = 45
    OFFICIAL_SEVERAL_OBJECTS = 46
    OFFICIAL_SEVERAL_POINTS = 47
    OFFICIAL_OTHER_CODE = 48
    OFFICIAL_FAR = 49
    OFFICIAL_MALFORMED = 50
    OFFICIAL_TWICE = 51
    OFFICIAL_NOT_FOUND = 52
    OFFICIAL_NUMBER_DIFFERS = 53
    OFFICIAL_ELSEWHERE = 54
    OFFICIAL_WITHDRAWN = 55
    OTHER_COMMUNE = 56

    @property
    def id(self) -> str:
        """The stable id that plan layers carry."""
        return self.name.lower()

    @property
    def message(self) -> Message:
        """What the reason says to a person."""
        return Message(f"reason_{self.id}", _TEXTS[self])


_TEXTS: dict[Reason, str] = {
    Reason.UNCHANGED: QT_TRANSLATE_NOOP("diachiso", "The object has not changed; its code stays."),
    Reason.RESHAPED: QT_TRANSLATE_NOOP("diachiso", "The outline changed a little; code and position stay."),
    Reason.REKEYED: QT_TRANSLATE_NOOP("diachiso", "Known by its place under another key; its code stays."),
    Reason.POSITION_MOVED: QT_TRANSLATE_NOOP(
        "diachiso", "The object moved off its position; the code stays, the position follows."
    ),
    Reason.POSITION_OFFICIAL: QT_TRANSLATE_NOOP(
        "diachiso", "The object moved, but its position is official or was set by hand: check it."
    ),
    Reason.FIRST_CODE: QT_TRANSLATE_NOOP("diachiso", "The object gets its first code."),
    Reason.FROM_PROVISIONAL: QT_TRANSLATE_NOOP(
        "diachiso", "The provisional code is replaced by one from the commune's block."
    ),
    Reason.NO_BLOCK: QT_TRANSLATE_NOOP(
        "diachiso", "The commune has no block: a provisional code until the registry answers."
    ),
    Reason.SPLIT_KEEPER: QT_TRANSLATE_NOOP(
        "diachiso", "The object was split; this part (with the entrance, else the larger) keeps the code."
    ),
    Reason.SPLIT_PART: QT_TRANSLATE_NOOP("diachiso", "A part of a split object; it gets a code of its own."),
    Reason.MERGE_SURVIVOR: QT_TRANSLATE_NOOP("diachiso", "Objects were merged; this code survives."),
    Reason.ABSORBED: QT_TRANSLATE_NOOP(
        "diachiso", "Merged into another object; this code is retired and names its successor."
    ),
    Reason.NOT_ON_LAYER: QT_TRANSLATE_NOOP(
        "diachiso", "The address has no object on the layer any more. Nothing is retired: check on site."
    ),
    Reason.KEY_FAR: QT_TRANSLATE_NOOP(
        "diachiso", "The key belongs to an address far from here. Check the key, or decide by hand."
    ),
    Reason.KEY_AGAINST_SHAPE: QT_TRANSLATE_NOOP(
        "diachiso", "Key and outline point to different addresses. Decide by hand."
    ),
    Reason.TANGLED: QT_TRANSLATE_NOOP("diachiso", "Several old and new objects overlap one another. Decide by hand."),
    Reason.DUPLICATE_KEY: QT_TRANSLATE_NOOP(
        "diachiso", "Other objects have the same key. Give each its own, or choose another ID field."
    ),
    Reason.ABSORBED_OFFICIAL: QT_TRANSLATE_NOOP(
        "diachiso", "A merge would retire an address that is submitted, verified or issued. Decide by hand."
    ),
    Reason.NO_GEOMETRY: QT_TRANSLATE_NOOP("diachiso", "No geometry. Draw the object, or delete the row."),
    Reason.UNREADABLE: QT_TRANSLATE_NOOP(
        "diachiso", "The geometry cannot be read or is of a curved type. Redraw or convert it."
    ),
    Reason.HUGE: QT_TRANSLATE_NOOP(
        "diachiso", "Coordinates are infinite or out of range. Check the layer's CRS and this object."
    ),
    Reason.DUPLICATE: QT_TRANSLATE_NOOP(
        "diachiso", "The same outline stands on the layer twice; the other one has the code."
    ),
    Reason.OTHER_COMMUNE: QT_TRANSLATE_NOOP(
        "diachiso", "It lies in a commune that is not part of this check-out: it gets its address in the register."
    ),
    Reason.OUTSIDE: QT_TRANSLATE_NOOP(
        "diachiso", "Outside every commune, and none near. Check the CRS, or name the commune in a field."
    ),
    Reason.ANNEX_CLASS: QT_TRANSLATE_NOOP("diachiso", "Annex by its class."),
    Reason.ANNEX_AREA: QT_TRANSLATE_NOOP("diachiso", "Annex: smaller than the smallest main building."),
    Reason.ANNEX_NOT_LARGEST: QT_TRANSLATE_NOOP("diachiso", "Annex: not the largest building of its parcel."),
    Reason.HAS_BUILDING: QT_TRANSLATE_NOOP("diachiso", "A building on the parcel has the code."),
    Reason.EXCLUDED: QT_TRANSLATE_NOOP("diachiso", "Excluded in the review."),
    Reason.NO_AREA: QT_TRANSLATE_NOOP("diachiso", "The outline encloses no area. Redraw the object."),
    Reason.DERIVED: QT_TRANSLATE_NOOP("diachiso", "Computed from the position."),
    Reason.IMPORTED_VALUE: QT_TRANSLATE_NOOP("diachiso", "Another value was imported and is not overwritten."),
    Reason.OUTSIDE_NEAREST: QT_TRANSLATE_NOOP("diachiso", "Outside every commune; the nearest one was taken."),
    Reason.OUTSIDE_FIELD: QT_TRANSLATE_NOOP("diachiso", "Outside every commune; the one named by the layer was taken."),
    Reason.DECISION_UNKNOWN: QT_TRANSLATE_NOOP(
        "diachiso", "The decision names a code that is not free to be matched. Choose another."
    ),
    Reason.RETIRED_ADDRESS: QT_TRANSLATE_NOOP(
        "diachiso",
        'The address of this object was retired by a person. If the object stands, decide "new" in the review.',
    ),
    Reason.RENUMBERED: QT_TRANSLATE_NOOP("diachiso", "Sheet or parcel number changed; the code stays."),
    Reason.MAY_OWN_ISSUED: QT_TRANSLATE_NOOP(
        "diachiso",
        "An issued code that has no object yet may be this object's. Match that code first (or exclude it there), "
        "or decide \"New code\" here.",
    ),
    Reason.NOT_SELECTED: QT_TRANSLATE_NOOP("diachiso", "The object is not among those selected."),
    Reason.OFFICIAL_NUMBER: QT_TRANSLATE_NOOP("diachiso", "Number and street agree."),
    Reason.OFFICIAL_NAME: QT_TRANSLATE_NOOP("diachiso", "The name agrees."),
    Reason.OFFICIAL_ALONE: QT_TRANSLATE_NOOP("diachiso", "The only object within the accuracy."),
    Reason.OFFICIAL_TEXT: QT_TRANSLATE_NOOP("diachiso", "The address text agrees with one object only."),
    Reason.OFFICIAL_KNOWN: QT_TRANSLATE_NOOP("diachiso", "The register has this code already."),
    Reason.OFFICIAL_BY_HAND: QT_TRANSLATE_NOOP("diachiso", "Matched by hand in the review."),
    Reason.OFFICIAL_SEVERAL_OBJECTS: QT_TRANSLATE_NOOP(
        "diachiso", "Several objects lie within the accuracy. Decide by hand."
    ),
    Reason.OFFICIAL_SEVERAL_POINTS: QT_TRANSLATE_NOOP(
        "diachiso", "Several issued codes claim the same object. Decide by hand."
    ),
    Reason.OFFICIAL_OTHER_CODE: QT_TRANSLATE_NOOP("diachiso", "The object has another code already. Decide by hand."),
    Reason.OFFICIAL_FAR: QT_TRANSLATE_NOOP("diachiso", "No object within the accuracy."),
    Reason.OFFICIAL_MALFORMED: QT_TRANSLATE_NOOP(
        "diachiso", "The code does not have the form of the scheme. Correct it at its source."
    ),
    Reason.OFFICIAL_TWICE: QT_TRANSLATE_NOOP(
        "diachiso", "The same code stands in the issued list more than once. Correct the list."
    ),
    Reason.OFFICIAL_NOT_FOUND: QT_TRANSLATE_NOOP("diachiso", "No object has this address."),
    Reason.OFFICIAL_NUMBER_DIFFERS: QT_TRANSLATE_NOOP(
        "diachiso", "The only object near has another number or street. Decide by hand."
    ),
    Reason.OFFICIAL_ELSEWHERE: QT_TRANSLATE_NOOP(
        "diachiso", "The register has given this code to another address. Decide by hand."
    ),
    Reason.OFFICIAL_WITHDRAWN: QT_TRANSLATE_NOOP(
        "diachiso", "The register knows this code as retired or burned. Ask the registry."
    ),
}
