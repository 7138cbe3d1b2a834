"""The life of a plaque: its states and the steps between them, why one is printed again, why one does not hang."""
from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from enum import Enum
from math import cos, hypot, radians

from .errors import QT_TRANSLATE_NOOP

FAR_M = 50.0
"""A plaque that hangs farther from its address than this, in metres, is a mistake until somebody has looked."""
_DEGREE_M = 111_320.0


class PlaqueState(str, Enum):
    """Where a plaque is; `made` is printed."""

    planned = "planned"
    ordered = "ordered"
    made = "made"
    delivered = "delivered"
    mounted = "mounted"
    not_mounted = "not_mounted"
    damaged = "damaged"
    replaced = "replaced"
    removed = "removed"


class PrintReason(str, Enum):
    """Why a plaque is printed."""

    new = "new"
    replacement = "replacement"
    correction = "correction"


class NotMounted(str, Enum):
    """Why a plaque does not hang."""

    absent = "absent"
    refused = "refused"
    no_place = "no_place"
    gone = "gone"
    wrong_plaque = "wrong_plaque"
    other = "other"


STATE_WORDS: Mapping[PlaqueState, str] = {
    PlaqueState.planned: QT_TRANSLATE_NOOP("diachiso", "Planned"),
    PlaqueState.ordered: QT_TRANSLATE_NOOP("diachiso", "Ordered"),
    PlaqueState.made: QT_TRANSLATE_NOOP("diachiso", "Printed"),
    PlaqueState.delivered: QT_TRANSLATE_NOOP("diachiso", "Delivered"),
    PlaqueState.mounted: QT_TRANSLATE_NOOP("diachiso", "Mounted"),
    PlaqueState.not_mounted: QT_TRANSLATE_NOOP("diachiso", "Not mounted"),
    PlaqueState.damaged: QT_TRANSLATE_NOOP("diachiso", "Damaged"),
    PlaqueState.replaced: QT_TRANSLATE_NOOP("diachiso", "Replaced"),
    PlaqueState.removed: QT_TRANSLATE_NOOP("diachiso", "Removed"),
}
REASON_WORDS: Mapping[PrintReason, str] = {
    PrintReason.new: QT_TRANSLATE_NOOP("diachiso", "New plaque"),
    PrintReason.replacement: QT_TRANSLATE_NOOP("diachiso", "Replacement of a lost or damaged one"),
    PrintReason.correction: QT_TRANSLATE_NOOP("diachiso", "Correction of a wrong one"),
}
NOT_MOUNTED_WORDS: Mapping[NotMounted, str] = {
    NotMounted.absent: QT_TRANSLATE_NOOP("diachiso", "Nobody there"),
    NotMounted.refused: QT_TRANSLATE_NOOP("diachiso", "Refused"),
    NotMounted.no_place: QT_TRANSLATE_NOOP("diachiso", "No place for it"),
    NotMounted.gone: QT_TRANSLATE_NOOP("diachiso", "The object is gone"),
    NotMounted.wrong_plaque: QT_TRANSLATE_NOOP("diachiso", "Wrong or damaged plaque"),
    NotMounted.other: QT_TRANSLATE_NOOP("diachiso", "Other reason"),
}

ENDED = frozenset({PlaqueState.replaced, PlaqueState.removed})
PRINTED = frozenset(set(PlaqueState) - ENDED - {PlaqueState.planned, PlaqueState.ordered})
"""States of a plaque that exists: another one is a reprint."""
_S = PlaqueState
STEPS: Mapping[PlaqueState, frozenset[PlaqueState]] = {
    _S.planned: frozenset({_S.ordered, _S.made, _S.removed}),
    _S.ordered: frozenset({_S.made, _S.delivered, _S.removed}),
    _S.made: frozenset({_S.delivered, _S.mounted, _S.not_mounted, _S.damaged, _S.replaced, _S.removed}),
    _S.delivered: frozenset({_S.mounted, _S.not_mounted, _S.damaged, _S.replaced, _S.removed}),
    _S.mounted: frozenset({_S.damaged, _S.replaced, _S.removed}),
    _S.not_mounted: frozenset({_S.delivered, _S.mounted, _S.damaged, _S.replaced, _S.removed}),
    _S.damaged: frozenset({_S.mounted, _S.replaced, _S.removed}),
    _S.replaced: frozenset(),
    _S.removed: frozenset(),
}
DATES: Mapping[PlaqueState, str] = {
    _S.ordered: "ordered_at", _S.made: "made_at", _S.delivered: "delivered_at", _S.mounted: "mounted_at",
    _S.replaced: "ended_at", _S.removed: "ended_at",
}  # fmt: skip
"""The column that the day of a step goes into."""
_SEPARATORS = re.compile(r"[\s,;|]+")
_CODE = re.compile(r"[0-9A-Za-z+-]{4,64}")


def is_lawful(old: PlaqueState, new: PlaqueState) -> bool:
    """Whether a plaque may go from one state to another; staying is lawful, so that scanning twice does no harm."""
    return old is new or new in STEPS[old]


def scanned_codes(text: str, link: str = "") -> list[str]:
    """The codes in a text as scanners and people leave it, once each: portal links, codes, anything between them.

    `link`: the portal's link with {code}; of other links the last part that can be a code.
    """
    before, _, after = link.partition("{code}")
    found: dict[str, None] = {}
    for word in _SEPARATORS.split(text.strip()):
        if before and word.casefold().startswith(before.casefold()):
            end = len(word) - len(after) if after and word.endswith(after) else len(word)
            word = word[len(before): end]
        elif "/" in word:
            parts = [part for part in re.split(r"[/#?&=]", word) if _CODE.fullmatch(part)]
            word = parts[-1] if parts else ""
        word = word.strip("\"'()[]<>.")
        if word:
            found.setdefault(word)
    return list(found)


def metres_apart(a: Sequence[float], b: Sequence[float]) -> float:
    """Metres between two places given as longitude and latitude, near each other."""
    return hypot((a[0] - b[0]) * cos(radians((a[1] + b[1]) / 2)), a[1] - b[1]) * _DEGREE_M
