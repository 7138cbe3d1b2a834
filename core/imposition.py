"""Plaques on sheets: how many fit, where each stands, where the cutter's marks are. Millimetres, y downward."""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from math import floor

from .errors import QT_TRANSLATE_NOOP, DiachisoError, Message

MARK, MARK_GAP = 5.0, 1.0
"""Length of a mark, and how far it stays off the bleed."""
LEAST_MARGIN = 2.0
"""What a sheet needs beside the bleed, so that a mark of a millimetre is seen."""
MOST_ROLL = 5000.0  # PDF readers take no page longer than 5,080 mm

TOO_LARGE = Message(
    "plaques_too_large",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "A plaque of {width} × {height} mm with {bleed} mm of bleed does not fit on a sheet of {sheet_width} × "
        "{sheet_height} mm. Choose a larger sheet, or one plaque a page.",
    ),
)


class SheetKind(str, Enum):
    """What is printed on: a page of its own for each plaque, sheets, or a roll of the plotter, cut where it ends."""

    single = "single"
    a4 = "a4"
    a3 = "a3"
    roll = "roll"


SHEETS = {SheetKind.a4: (210.0, 297.0), SheetKind.a3: (297.0, 420.0)}


@dataclass(frozen=True)
class Cell:
    """Where a plaque's own corner (without its bleed) stands on the sheet."""

    x: float
    y: float


@dataclass(frozen=True)
class Mark:
    """A line of the cutter, from one point to another."""

    x1: float
    y1: float
    x2: float
    y2: float


@dataclass(frozen=True)
class Imposition:
    """Sheets of one kind; a roll's last piece is as long as it needs to be (`rows` then counts those of a full one)."""

    width: float
    height: float
    plaque: tuple[float, float]
    bleed: float
    columns: int
    rows: int
    cut_marks: bool
    is_roll: bool

    @property
    def per_sheet(self) -> int:
        """Plaques on a full sheet."""
        return self.columns * self.rows

    def sheets(self, count: int) -> Iterator[Sheet]:
        """The sheets for so many plaques."""
        for first in range(0, count, self.per_sheet):
            here = min(self.per_sheet, count - first)
            yield Sheet(self, first, here)


@dataclass(frozen=True)
class Sheet:
    """A sheet with the plaques `first` … `first + count - 1`, row by row."""

    of: Imposition
    first: int
    count: int

    @property
    def rows(self) -> int:
        """Rows that are used."""
        return -(-self.count // self.of.columns)

    @property
    def height(self) -> float:
        """The sheet's height; of a roll what is used of it."""
        if not self.of.is_roll:
            return self.of.height
        return self.rows * self._pitch[1] + 2 * self._edge

    @property
    def cells(self) -> list[Cell]:
        """Where the plaques stand, in their order."""
        left, top = self._corner
        across, down = self._pitch
        return [
            Cell(left + k % self.of.columns * across, top + k // self.of.columns * down) for k in range(self.count)
        ]

    @property
    def marks(self) -> list[Mark]:
        """The cutter's lines at the sheet's edges, two for each column and row of plaques."""
        if not self.of.cut_marks:
            return []
        left, top = self._corner
        across, down = self._pitch
        bleed, (width, height) = self.of.bleed, self.of.plaque
        columns = min(self.of.columns, self.count)
        xs = [left + k * across + side for k in range(columns) for side in (0.0, width)]
        ys = [top + k * down + side for k in range(self.rows) for side in (0.0, height)]
        far_x, far_y = max(xs) + bleed, max(ys) + bleed
        near_x, near_y = left - bleed, top - bleed
        marks = []
        for x in xs:
            marks.append(_upright(x, near_y, -1, near_y))
            marks.append(_upright(x, far_y, 1, self.height - far_y))
        for y in ys:
            marks.append(_level(y, near_x, -1, near_x))
            marks.append(_level(y, far_x, 1, self.of.width - far_x))
        return [mark for mark in marks if (mark.x1, mark.y1) != (mark.x2, mark.y2)]

    @property
    def _pitch(self) -> tuple[float, float]:
        width, height = self.of.plaque
        return width + 2 * self.of.bleed, height + 2 * self.of.bleed

    @property
    def _edge(self) -> float:
        return MARK_GAP + MARK if self.of.cut_marks else LEAST_MARGIN

    @property
    def _corner(self) -> tuple[float, float]:
        """The first plaque's own corner: columns in the middle of the sheet, rows from the top of a roll."""
        across, down = self._pitch
        left = (self.of.width - self.of.columns * across) / 2 + self.of.bleed
        top = self._edge if self.of.is_roll else (self.of.height - self.of.rows * down) / 2
        return left, top + self.of.bleed


def _upright(x: float, y: float, way: int, room: float) -> Mark:
    begin, end = _ends(room)
    return Mark(x, y + way * begin, x, y + way * end)


def _level(y: float, x: float, way: int, room: float) -> Mark:
    begin, end = _ends(room)
    return Mark(x + way * begin, y, x + way * end, y)


def _ends(room: float) -> tuple[float, float]:
    """Where a mark begins and ends in the room beside the bleed: shorter where there is little, none without."""
    gap = min(MARK_GAP, room / 3)
    return max(0.0, gap), max(0.0, min(gap + MARK, room))


def impose(
    kind: SheetKind, plaque: tuple[float, float], bleed: float, cut_marks: bool,
    roll: tuple[float, float] = (914.0, 3000.0),
) -> Imposition:  # fmt: skip
    """How plaques of a size (mm) go onto sheets; `roll`: its width and the longest piece. DiachisoError if none fits.

    A sheet is turned where more plaques go onto it then, else stands upright.
    """
    if kind is SheetKind.single:
        edge = MARK_GAP + MARK if cut_marks else 0.0
        width, height = (side + 2 * (bleed + edge) for side in plaque)
        return Imposition(width, height, plaque, bleed, 1, 1, cut_marks, False)
    if kind is SheetKind.roll:
        sizes = [(roll[0], min(roll[1], MOST_ROLL))]
    else:
        sizes = [SHEETS[kind], (SHEETS[kind][1], SHEETS[kind][0])]
    margin = LEAST_MARGIN if cut_marks else 0.0
    best = None
    for width, height in sizes:
        end = MARK_GAP + MARK if kind is SheetKind.roll and cut_marks else margin
        columns = floor((width - 2 * margin + 1e-6) / (plaque[0] + 2 * bleed))
        rows = floor((height - 2 * end + 1e-6) / (plaque[1] + 2 * bleed))
        if columns > 0 and rows > 0 and (best is None or columns * rows > best.per_sheet):
            best = Imposition(width, height, plaque, bleed, columns, rows, cut_marks, kind is SheetKind.roll)
    if best is None:
        width, height = sizes[0]
        raise DiachisoError(
            TOO_LARGE, width=f"{plaque[0]:g}", height=f"{plaque[1]:g}", bleed=f"{bleed:g}", sheet_width=f"{width:g}",
            sheet_height=f"{height:g}",
        )  # fmt: skip
    return best
