"""Geometries made fit for use, a batch at a time: what can be mended is, what cannot is left out with its reason."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Callable, Optional

import numpy as np

from ..errors import QT_TRANSLATE_NOOP, Message
from ..geometry.engine import GeometryEngine
from ..geometry.ragged import Kind, bounds, decode
from .shapes import ShapeFacts, at_origin, far_apart, inspect, slivers
from .table import LandBatch, Shape
from .wkb import Rings, Unreadable, build, parts, tidy

_KIND = {Shape.point: Kind.POINT, Shape.line: Kind.LINE, Shape.polygon: Kind.POLYGON}
_PROMOTE = {shape: struct.pack("<BII", 1, code, 1) for shape, code in ((Shape.line, 5), (Shape.polygon, 6))}


class Split(str, Enum):
    """When the parts of a multi-geometry become objects of their own."""

    never = "never"
    apart = "apart"
    always = "always"


class Note(str, Enum):
    """What happened to a feature."""

    no_geometry = "no_geometry"
    empty = "empty"
    unreadable = "unreadable"
    far_off = "far_off"
    other_shape = "other_shape"
    beyond_repair = "beyond_repair"
    duplicate = "duplicate"
    mended = "mended"
    split_up = "split"
    repeated = "repeated"
    heights = "heights"
    sliver = "sliver"
    at_origin = "at_origin"

    @property
    def message(self) -> Message:
        """The note in words."""
        return Message(f"land_note.{self.value}", _TEXTS[self])


# In the order in which a feature is judged.
SKIPS = (
    Note.no_geometry, Note.empty, Note.unreadable, Note.far_off, Note.other_shape, Note.beyond_repair, Note.duplicate,
)  # fmt: skip
CHANGES = (Note.mended, Note.split_up, Note.repeated, Note.heights)
LOOK = (Note.sliver, Note.at_origin)
_TEXTS = {
    Note.no_geometry: QT_TRANSLATE_NOOP("diachiso", "left out: no geometry"),
    Note.empty: QT_TRANSLATE_NOOP("diachiso", "left out: empty geometry"),
    Note.unreadable: QT_TRANSLATE_NOOP("diachiso", "left out: unreadable geometry"),
    Note.far_off: QT_TRANSLATE_NOOP("diachiso", "left out: coordinates that are no place on Earth"),
    Note.other_shape: QT_TRANSLATE_NOOP("diachiso", "left out: another kind of geometry than the layer's"),
    Note.beyond_repair: QT_TRANSLATE_NOOP("diachiso", "left out: nothing remains of the outline when it is mended"),
    Note.duplicate: QT_TRANSLATE_NOOP("diachiso", "left out: the same outline and attributes as an earlier feature"),
    Note.mended: QT_TRANSLATE_NOOP("diachiso", "outline mended"),
    Note.split_up: QT_TRANSLATE_NOOP("diachiso", "parts made objects of their own"),
    Note.repeated: QT_TRANSLATE_NOOP("diachiso", "repeated vertices removed"),
    Note.heights: QT_TRANSLATE_NOOP("diachiso", "heights (Z) and measures (M) removed"),
    Note.sliver: QT_TRANSLATE_NOOP("diachiso", "sliver: kept, look at it"),
    Note.at_origin: QT_TRANSLATE_NOOP("diachiso", "at 0, 0 and so outside Viet Nam: kept, give it its place"),
}


@dataclass(frozen=True)
class Rules:
    """How to mend: the shape and whether it is stored as multi-geometry; `distance` beyond which parts are objects of
    their own, in units of the CRS; `metres` per unit; `swap` exchanges X and Y first, and `scale` multiplies them.
    """

    shape: Shape
    multi: bool = True
    split: Split = Split.apart
    distance: float = 50.0
    metres: float = 1.0
    swap: bool = False
    scale: float = 1.0


@dataclass
class Mended:
    """A batch made fit: per output row its `row` in the batch, `part` (0 = whole, else 1, 2 …), WKB and bounds (n, 4).

    `notes`: rows of the batch by what happened to them; `areas`: (before, after) of each mended row; `before`: area of
    all that came, `after`: of all that goes, in square units.
    """

    rows: np.ndarray
    part: np.ndarray
    wkb: list[bytes]
    bounds: np.ndarray
    notes: dict[Note, list[int]] = field(default_factory=dict)
    areas: dict[int, tuple[float, float]] = field(default_factory=dict)
    before: float = 0.0
    after: float = 0.0


def mend(
    batch: LandBatch,
    rules: Rules,
    engine: GeometryEngine,
    left_out: Optional[np.ndarray] = None,
    transform: Optional[Callable[[bytes], Optional[bytes]]] = None,
) -> Mended:
    """Mend the geometries of a batch; `left_out` (n,): rows that are duplicates; `transform` to another CRS."""
    wkb = list(batch.wkb)
    if rules.swap or rules.scale != 1.0:
        wkb = [_rearranged(w, rules) for w in wkb]
    facts = inspect(wkb, engine, rules.metres)
    notes = _skipped(wkb, facts, rules.shape)
    if left_out is not None and left_out.any():
        notes.setdefault(Note.duplicate, []).extend(np.flatnonzero(left_out).tolist())
    keep = np.ones(len(wkb), bool)
    for left in notes.values():
        keep[left] = False
    before = float(facts.area[facts.usable].sum())
    area, box, changed = facts.area.copy(), facts.measures.bounds.copy(), np.zeros(len(wkb), bool)

    def note(kind: Note, which: np.ndarray) -> list[int]:
        found: list[int] = np.flatnonzero(which & keep).tolist()
        if found:
            notes[kind] = found
        return found

    note(Note.heights, facts.heights)
    note(Note.repeated, facts.repeated > 0)
    for i in np.flatnonzero(keep & (~facts.plain | (facts.repeated > 0))).tolist():
        wkb[i], changed[i] = build(tidy(wkb[i] or b"", rules.shape), rules.shape), True
    areas = {}
    invalid = note(Note.mended, ~facts.valid)
    if invalid:
        made = engine.mend([wkb[i] or b"" for i in invalid])
        lost = [i for i, w in zip(invalid, made) if w is None]
        keep[lost] = False
        notes[Note.mended] = [i for i in invalid if keep[i]]
        if lost:
            notes[Note.beyond_repair] = lost
        for i, w in zip(invalid, made):
            if w is not None:
                wkb[i], changed[i] = w, True
                areas[i] = (float(facts.area[i]), 0.0)
    again = np.flatnonzero(changed & keep)
    if len(again):
        now = inspect([wkb[i] for i in again.tolist()], engine, rules.metres)
        area[again], box[again] = now.area, now.measures.bounds
        areas = {i: (was, float(area[i])) for i, (was, _) in areas.items()}
    apart, thin = _apart(wkb, keep, facts, rules), slivers(facts, rules.metres)
    if len(again):  # what mending made of a geometry is judged like any other: the next import would
        apart[again] = _apart([wkb[i] for i in again.tolist()], keep[again], now, rules)
        thin[again] = slivers(now, rules.metres)
    note(Note.sliver, thin)
    note(Note.at_origin, at_origin(facts, rules.metres))
    note(Note.split_up, apart)
    after = float(area[keep].sum())
    if transform is not None:
        for i in np.flatnonzero(keep).tolist():
            wkb[i] = transform(wkb[i] or b"")
        rows = np.flatnonzero(keep)
        box[rows] = bounds(decode([wkb[i] for i in rows.tolist()]))
    rows, part, out, box = _parted(wkb, keep, apart, box, rules)
    return Mended(rows, part, out, box, notes, areas, before, after)


def _skipped(wkb: Sequence[Optional[bytes]], facts: ShapeFacts, shape: Shape) -> dict[Note, list[int]]:
    null = np.fromiter((w is None for w in wkb), bool, len(wkb))
    found = {
        Note.no_geometry: null,
        Note.empty: (facts.kind == Kind.NONE) & ~null,
        Note.unreadable: facts.kind == Kind.UNREADABLE,
        Note.far_off: facts.kind == Kind.HUGE,
        Note.other_shape: facts.usable & (facts.kind != _KIND[shape]),
    }
    return {kind: np.flatnonzero(which).tolist() for kind, which in found.items() if which.any()}


def _apart(wkb: Sequence[Optional[bytes]], keep: np.ndarray, facts: ShapeFacts, rules: Rules) -> np.ndarray:
    """(n,) which features have parts that are objects of their own."""
    several = keep & (facts.parts > 1)
    if not rules.multi or rules.split is Split.always:  # stored as single points, a multi-point is as many objects
        return several
    if rules.split is Split.never:
        return np.zeros(len(wkb), bool)
    return several & far_apart(facts, wkb, rules.distance)


def _parted(
    wkb: Sequence[Optional[bytes]], keep: np.ndarray, apart: np.ndarray, box: np.ndarray, rules: Rules
) -> tuple[np.ndarray, np.ndarray, list[bytes], np.ndarray]:
    """Output rows: several for a feature whose parts are objects of their own, one for all others."""
    rows = np.flatnonzero(keep)
    apart = apart & keep
    if not apart.any():
        return rows, np.zeros(len(rows), np.int64), [_stored(wkb[i], rules) for i in rows.tolist()], box[rows]
    out: list[bytes] = []
    index: list[int] = []
    number: list[int] = []
    for i in rows.tolist():
        if not apart[i]:
            out.append(_stored(wkb[i], rules))
            index.append(i)
            number.append(0)
            continue
        for k, found in enumerate(parts(wkb[i] or b"", rules.shape), 1):
            out.append(build([found], rules.shape, multi=rules.multi))
            index.append(i)
            number.append(k)
    return np.array(index, np.int64), np.array(number, np.int64), out, bounds(decode(out))


def _stored(wkb: Optional[bytes], rules: Rules) -> bytes:
    """A geometry in the layer's type: a single one gets the head of a multi-geometry, without being read."""
    blob = wkb or b""
    single = blob[1:5] in (b"\1\0\0\0", b"\2\0\0\0", b"\3\0\0\0")
    if rules.multi == (not single):
        return blob
    if rules.multi and rules.shape in _PROMOTE:
        return _PROMOTE[rules.shape] + blob
    found: list[Rings] = parts(blob, rules.shape)
    return build(found, rules.shape, multi=rules.multi)


def _rearranged(wkb: Optional[bytes], rules: Rules) -> Optional[bytes]:
    if wkb is None:
        return None
    try:
        found = tidy(wkb, rules.shape, swap=rules.swap, scale=rules.scale)
    except Unreadable:  # it will be left out
        return wkb
    return build(found, rules.shape) if found else wkb
