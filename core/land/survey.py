"""What is learnt of a land layer by reading it once: distinct texts of each field, and the faults of its shapes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Optional

import numpy as np

from ..columns import repeated
from ..geometry.ragged import Kind
from ..personal_values import suspects
from .patterns import pattern_of
from .shapes import ShapeFacts, at_origin, far_apart, slivers
from .table import FieldKind, LandBatch, LandField, Shape

MAX_DISTINCT = 50_000  # patterns of texts that an encoding may have spoilt
MAX_JUDGED = 10_000  # of them that the encoding is told by
MAX_SUSPECTS = 20_000  # distinct texts with a long number, a mail address or a title
MAX_PLAIN = 5_000  # plain ASCII texts
LISTED = 20  # rows named for each kind of fault
SAMPLE_POINTS = 500
SAMPLE_STEP = 50  # sample points of a batch
_LOCAL = 10_000.0  # metres
_NUMBERS = (FieldKind.integer, FieldKind.real)
_SHAPES = {Kind.POINT: Shape.point, Kind.LINE: Shape.line, Kind.POLYGON: Shape.polygon}


def thinned(size: int) -> np.ndarray:
    """Indexes of the sample points that are kept in the end."""
    return np.arange(0, size, max(size // SAMPLE_POINTS, 1))[:SAMPLE_POINTS]


class TextSurvey:
    """Texts of a field: `count` and `first` row of each pattern (patterns.py) that an encoding may have spoilt, with an
    `example`; of plain ASCII ones some, which tell of contents only; `suspects`: how often a text stands in the field
    that a person's number, mail address or name may be in.
    """

    def __init__(self) -> None:
        self.count: dict[str, int] = {}
        self.first: dict[str, int] = {}
        self.example: dict[str, str] = {}
        self._plain: dict[str, None] = {}
        self.suspects: dict[str, int] = {}
        self.capped = False

    def add(self, values: Sequence[Any], fid: np.ndarray) -> None:
        """Look at some rows."""
        count, plain = self.count, self._plain
        if len(self.suspects) < MAX_SUSPECTS:
            for k in suspects(values):
                self.suspects[values[k]] = self.suspects.get(values[k], 0) + 1
        for k, value in enumerate(values):
            if not value:
                continue
            if value.isascii() and "?" not in value:
                if len(plain) < MAX_PLAIN:
                    plain[value] = None
                continue
            pattern = pattern_of(value)
            if pattern in count:
                count[pattern] += 1
            elif len(count) < MAX_DISTINCT:
                count[pattern] = 1
                self.first[pattern] = int(fid[k])
                self.example[pattern] = value
            else:
                self.capped = True

    @property
    def values(self) -> list[str]:
        """Patterns, those with signs of loss first, then plain texts; more than the statistics need are left out."""
        lossy = [text for text in self.count if "?" in text or "\ufffd" in text]
        known = set(lossy)
        others = [text for text in self.count if text not in known]
        return [*lossy, *others[:: len(others) // MAX_JUDGED + 1], *self._plain]

    @property
    def texts(self) -> list[str]:
        """Some texts as they stand."""
        return [*self.example.values(), *self._plain]


class ShapeSurvey:
    """Counts and first rows of each geometry fault, bounds, sample points and fingerprints."""

    def __init__(self, distance: float, metres: float = 1.0) -> None:
        self._distance, self._metres = distance, metres
        self.faults: dict[str, int] = {}
        self.rows: dict[str, list[int]] = {}
        self.shapes: dict[Shape, int] = {}
        self.area = 0.0
        self.bounds = np.array([np.inf, np.inf, -np.inf, -np.inf])
        self._points: list[np.ndarray] = []
        self._prints: list[np.ndarray] = []
        self._fids: list[np.ndarray] = []

    def add(self, fid: np.ndarray, wkb: Sequence[Optional[bytes]], facts: ShapeFacts) -> list[int]:
        """Look at some rows; those whose first vertex is a sample point."""
        usable = facts.usable
        self._note("no_geometry", fid, np.fromiter((w is None for w in wkb), bool, len(wkb)))
        self._note("empty", fid, (facts.kind == Kind.NONE) & np.fromiter((w is not None for w in wkb), bool, len(wkb)))
        self._note("unreadable", fid, facts.kind == Kind.UNREADABLE)
        self._note("far_off", fid, facts.kind == Kind.HUGE)
        self._note("invalid", fid, usable & ~facts.valid)
        self._note("repeated", fid, usable & (facts.repeated > 0))
        self._note("heights", fid, facts.heights)
        self._note("multipart", fid, (facts.kind == Kind.POLYGON) & (facts.parts > 1))
        self._note("far_apart", fid, far_apart(facts, wkb, self._distance))
        self._note("at_origin", fid, at_origin(facts, self._metres))
        self._note("sliver", fid, usable & slivers(facts, self._metres))
        for kind, shape in _SHAPES.items():
            self.shapes[shape] = self.shapes.get(shape, 0) + int((facts.kind == kind).sum())
        self.area += float(facts.area[usable].sum())
        box = facts.measures.bounds[usable]
        if len(box):
            self.bounds[:2] = np.minimum(self.bounds[:2], box[:, :2].min(axis=0))
            self.bounds[2:] = np.maximum(self.bounds[2:], box[:, 2:].max(axis=0))
        self._prints.append(facts.measures.fingerprint[usable])
        self._fids.append(fid[usable])
        return self._sample(facts)

    def _sample(self, facts: ShapeFacts) -> list[int]:
        ragged = facts.ragged
        step = max(len(ragged.owner) // SAMPLE_STEP, 1)
        self._points.append(ragged.xy[ragged.ring[:-1][::step]])
        rows: list[int] = ragged.owner[::step].tolist()
        return rows

    def _note(self, fault: str, fid: np.ndarray, which: np.ndarray) -> None:
        found = fid[which]
        if len(found):
            self.faults[fault] = self.faults.get(fault, 0) + len(found)
            listed = self.rows.setdefault(fault, [])
            listed.extend(found[: LISTED - len(listed)].tolist())

    @property
    def points(self) -> np.ndarray:
        """Sample points (k, 2) from all over the layer, in its CRS."""
        found = np.concatenate(self._points) if self._points else np.zeros((0, 2))
        return found[thinned(len(found))]

    @property
    def is_local(self) -> bool:
        """Whether most of the layer lies around 0, 0 itself, as a drawing in coordinates of its own does."""
        points = self.points
        return len(points) > 0 and float(np.median(np.hypot(*points.T))) * self._metres < _LOCAL

    def duplicates(self) -> tuple[int, list[int]]:
        """How many features have an outline that an earlier one has to the millimetre, and the first such rows."""
        if not self._prints:
            return 0, []
        prints, fids = np.concatenate(self._prints), np.concatenate(self._fids)
        _, first = np.unique(prints, return_index=True)
        later = np.ones(len(prints), bool)
        later[first] = False
        return int(later.sum()), fids[later][:LISTED].tolist()

    def main_shape(self) -> Shape:
        """The kind of geometry that most features have."""
        known = {shape: n for shape, n in self.shapes.items() if n}
        return max(known, key=lambda shape: known[shape]) if known else Shape.none


class KeySurvey:
    """Whether the values of a field tell the objects apart."""

    def __init__(self) -> None:
        self._hashes: list[np.ndarray] = []
        self.empty = 0

    def add(self, values: Sequence[Any]) -> None:
        """Look at some rows."""
        filled = [v for v in values if v not in (None, "")]
        self.empty += len(values) - len(filled)
        self._hashes.append(np.fromiter(map(hash, filled), np.int64, len(filled)))

    def repeats(self) -> int:
        """How many rows have a value that another row has, too."""
        return int(repeated(np.concatenate(self._hashes)).sum()) if self._hashes else 0


class RowSurvey:
    """Rows that are equal to an earlier one in geometry and every attribute."""

    def __init__(self) -> None:
        self._seen: set[int] = set()
        self.count = 0
        self.rows: list[int] = []

    def add(self, batch: LandBatch, without: frozenset[str]) -> np.ndarray:
        """Look at some rows; (n,) which of them repeat one. `without`: fields that number the rows."""
        columns = [values for name, values in batch.columns.items() if name not in without]
        again = np.zeros(len(batch), bool)
        for k, row in enumerate(zip(batch.wkb, *columns)):
            found = hash(row)
            if found in self._seen:
                again[k] = True
                if len(self.rows) < LISTED:
                    self.rows.append(int(batch.fid[k]))
            else:
                self._seen.add(found)
        self.count += int(again.sum())
        return again


class Survey:
    """A whole layer: `texts` by text field, `shapes`, `keys` of the fields that seem to be ids, `rows`."""

    def __init__(
        self,
        fields: Sequence[LandField],
        keys: Sequence[str],
        shapes: Optional[ShapeSurvey],
        count_rows: bool,
        commune: Optional[str] = None,
    ) -> None:
        self.fields = tuple(fields)
        self.texts: Mapping[str, TextSurvey] = {f.name: TextSurvey() for f in fields if f.kind is FieldKind.text}
        # Numbers may be somebody's, too.
        self.numbers: Mapping[str, set[str]] = {f.name: set() for f in fields if f.kind in _NUMBERS}
        self.keys: Mapping[str, KeySurvey] = {name: KeySurvey() for name in keys}
        self.shapes = shapes
        self.rows = RowSurvey() if count_rows else None
        self.size = 0
        self._commune = commune
        self._communes: list[str] = []
        self._numbering = frozenset(keys)

    def add(self, batch: LandBatch, facts: Optional[ShapeFacts]) -> None:
        """Look at some rows; `facts` of their geometry where the shapes are surveyed."""
        self.size += len(batch)
        for name, text in self.texts.items():
            if name in batch.columns:
                text.add(batch.columns[name], batch.fid)
        for name, found in self.numbers.items():
            if name in batch.columns and len(found) < MAX_PLAIN:
                found.update(str(int(v)) for v in batch.columns[name] if v is not None and v == v and abs(v) < 1e18)
        for name, key in self.keys.items():
            key.add(batch.columns[name])
        if self.shapes is not None and facts is not None:
            rows = self.shapes.add(batch.fid, batch.wkb, facts)
            if self._commune is not None:
                codes = batch.columns[self._commune]
                self._communes += ["" if codes[i] is None else str(codes[i]) for i in rows]
        if self.rows is not None:
            self.rows.add(batch, self._numbering)

    @property
    def communes(self) -> Optional[list[str]]:
        """The commune code that each sample point's row names; None without such a field."""
        if self._commune is None:
            return None
        return [self._communes[i] for i in thinned(len(self._communes)).tolist()]

    def sample(self, name: str) -> list[str]:
        """Some values of a field as texts, whatever it holds."""
        text = self.texts.get(name)
        return text.texts if text is not None else sorted(self.numbers.get(name, ()))
