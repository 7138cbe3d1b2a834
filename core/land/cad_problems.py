"""What is wrong in a cadastral drawing: each with its place, its reason and the remedy."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, Optional

from ..errors import QT_TRANSLATE_NOOP, Message


class CadProblemKind(str, Enum):
    """Kinds of problems, in the order in which a person should look at them."""

    two_numbers = "two_numbers"
    duplicate_number = "duplicate_number"
    unlabelled_face = "unlabelled_face"
    no_sheet = "no_sheet"
    text_outside = "text_outside"
    loose_end = "loose_end"
    area_differs = "area_differs"
    sliver = "sliver"
    crossing = "crossing"


MESSAGES: dict[CadProblemKind, Message] = {
    CadProblemKind.two_numbers: Message(
        "cad_two_numbers",
        QT_TRANSLATE_NOOP(
            "diachiso",
            "One face holds several parcel numbers ({values}): a boundary between them is missing or not closed, or a "
            "number stands in the neighbour. The face has no number until the drawing is mended.",
        ),
    ),
    CadProblemKind.duplicate_number: Message(
        "cad_duplicate_number",
        QT_TRANSLATE_NOOP(
            "diachiso",
            "Parcel {parcel} of sheet {sheet} is drawn {count} times. Correct the wrong number in the drawing.",
        ),
    ),
    CadProblemKind.unlabelled_face: Message(
        "cad_unlabelled_face",
        QT_TRANSLATE_NOOP(
            "diachiso",
            "A closed face of {area} m² has no parcel number (a street or water, or a number forgotten or on another "
            "level). If it is a parcel, write its number into it.",
        ),
    ),
    CadProblemKind.no_sheet: Message(
        "cad_no_sheet",
        QT_TRANSLATE_NOOP(
            "diachiso",
            "Parcel {parcel} has no sheet number: the file names several sheets or none. Give the sheet number at the "
            "import, or draw the sheet frames and add their level to the profile.",
        ),
    ),
    CadProblemKind.text_outside: Message(
        "cad_text_outside",
        QT_TRANSLATE_NOOP(
            "diachiso",
            "The text “{value}” stands in no closed face: the boundary around it has a gap, or it is a note beside the "
            "map. Close the boundary, or raise the tolerance at the import.",
        ),
    ),
    CadProblemKind.loose_end: Message(
        "cad_loose_end",
        QT_TRANSLATE_NOOP(
            "diachiso",
            "A boundary line ends freely ({length} m to the next meeting of lines). It was left out; where it should "
            "close a parcel, draw it to the line it misses.",
        ),
    ),
    CadProblemKind.area_differs: Message(
        "cad_area_differs",
        QT_TRANSLATE_NOOP(
            "diachiso",
            "Parcel {parcel} of sheet {sheet}: the drawing measures {area} m², the text says {stated} m². Check the "
            "boundary and the text.",
        ),
    ),
    CadProblemKind.sliver: Message(
        "cad_sliver",
        QT_TRANSLATE_NOOP(
            "diachiso",
            "A sliver of {area} m² between two lines was left out: a boundary is drawn twice and not quite alike. "
            "Raise the tolerance or erase one of the lines.",
        ),
    ),
    CadProblemKind.crossing: Message(
        "cad_crossing",
        QT_TRANSLATE_NOOP(
            "diachiso",
            "Lines meet here in a way that could not be resolved. Check the parcels around this place and redraw the "
            "lines.",
        ),
    ),
}


@dataclass(frozen=True)
class CadProblem:
    """One problem: kind, place in the file's coordinates, and the fields of its message. Never personal data."""

    kind: CadProblemKind
    x: float
    y: float
    params: Mapping[str, Any] = field(default_factory=dict)

    @property
    def message(self) -> Message:
        """The message for the user."""
        return MESSAGES[self.kind]

    def text(self, translate: Optional[Callable[[str, str], str]] = None) -> str:
        """The message in the user's language."""
        return self.message.render(translate, **self.params)
