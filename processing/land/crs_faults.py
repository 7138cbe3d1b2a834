"""What can be wrong with a layer's CRS, and what is said about it."""
from __future__ import annotations

from enum import Enum

from ...core.errors import QT_TRANSLATE_NOOP, Message


class CrsFault(str, Enum):
    """What is wrong with a layer's CRS."""

    no_crs = "no_crs"
    metres_in_geographic = "metres_in_geographic"
    degrees_in_projected = "degrees_in_projected"
    swapped_axes = "swapped_axes"
    wrong_unit = "wrong_unit"
    wrong_zone = "wrong_zone"
    wrong_datum = "wrong_datum"
    no_shift = "no_shift"
    zero_shift = "zero_shift"
    wrong_rotation = "wrong_rotation"
    other_shift = "other_shift"
    unshifted_data = "unshifted_data"
    unknown = "unknown"


_TEXTS = {
    CrsFault.no_crs: QT_TRANSLATE_NOOP("diachiso", "The layer has no CRS; its coordinates fit {best}."),
    CrsFault.metres_in_geographic: QT_TRANSLATE_NOOP(
        "diachiso", "The layer is labelled {declared}, in degrees, but holds metres that fit {best}."
    ),
    CrsFault.degrees_in_projected: QT_TRANSLATE_NOOP(
        "diachiso", "The layer is labelled {declared}, in metres, but holds degrees that fit {best}."
    ),
    CrsFault.swapped_axes: QT_TRANSLATE_NOOP("diachiso", "X and Y are swapped: the northing stands first."),
    CrsFault.wrong_unit: QT_TRANSLATE_NOOP(
        "diachiso", "The coordinates are not in metres: they must be multiplied by {scale}."
    ),
    CrsFault.wrong_zone: QT_TRANSLATE_NOOP(
        "diachiso", "The layer is labelled {declared}, which puts it {shift} m from where {best} puts it."
    ),
    CrsFault.wrong_datum: QT_TRANSLATE_NOOP(
        "diachiso",
        "The layer is labelled {declared}, but its coordinates lie on another datum: {best} ({shift} m off).",
    ),
    CrsFault.no_shift: QT_TRANSLATE_NOOP(
        "diachiso", "The layer's CRS {declared} has no datum shift; {best} has it and moves the layer by {shift} m."
    ),
    CrsFault.zero_shift: QT_TRANSLATE_NOOP(
        "diachiso",
        "The datum shift in the layer's CRS {declared} is zero; {best} has the right one and moves the layer by "
        "{shift} m.",
    ),
    CrsFault.wrong_rotation: QT_TRANSLATE_NOOP(
        "diachiso",
        "The rotations in the layer's CRS {declared} have the wrong signs; {best} has the right ones and moves the "
        "layer by {shift} m.",
    ),
    CrsFault.other_shift: QT_TRANSLATE_NOOP(
        "diachiso",
        "The datum shift in the layer's CRS {declared} is not that of VN-2000; {best} has it and moves the layer by "
        "{shift} m.",
    ),
    CrsFault.unshifted_data: QT_TRANSLATE_NOOP(
        "diachiso",
        "The layer is labelled {declared}, but its coordinates were made with another datum shift: {best} "
        "({shift} m off).",
    ),
    CrsFault.unknown: QT_TRANSLATE_NOOP(
        "diachiso", "The coordinates fit no known CRS of Viet Nam. Ask who made the layer, then set its CRS."
    ),
}
FAULTS = {fault: Message(f"crs.{fault.value}", text) for fault, text in _TEXTS.items()}
RIGHT = Message("crs.right", QT_TRANSLATE_NOOP("diachiso", "The CRS {declared} fits where the layer lies."))
KEEP = Message("crs.keep", QT_TRANSLATE_NOOP("diachiso", "The layer's CRS is {declared}."))
NO_REFERENCE = Message(
    "crs.no_reference",
    QT_TRANSLATE_NOOP(
        "diachiso", "There was nothing to check the place against: choose a register or a layer that lies right."
    ),
)
SEVERAL = Message(
    "crs.several",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "Other definitions put it in the province or near it too (in brackets how far from the reference): {others}; "
        "{best} ({best_distance}). Look at the map and choose.",
    ),
)
ONLY_DEFINITION = Message(
    "crs.only_definition",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "This is seen in the definition only, not in the coordinates: compare with a layer that lies right before "
        "you change it.",
    ),
)
OUTSIDE = Message(
    "crs.outside",
    QT_TRANSLATE_NOOP("diachiso", "Only {percent} % of the layer lies in the communes of the reference."),
)
