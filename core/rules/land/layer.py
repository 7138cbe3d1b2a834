"""A land layer as the rules see it: whole, but in little memory, with every outline measured once."""
from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Optional

import numpy as np

from ...columns import BlobColumn, TextColumn, repeated
from ...geometry.engine import GeometryEngine
from ...geometry.ragged import Kind, Ragged, decode
from ...land.shapes import inspect
from ..catalogue import RuleSubject

COMMUNE, FORMER, SHEET, NUMBER, OLD_NUMBER, CLASS, NAME = (
    "commune", "former_commune", "sheet", "number", "old_number", "object_class", "name",
)  # fmt: skip
"""Text columns that the rules look at; a layer has those that its fields tell."""


@dataclass(frozen=True)
class LandLayer:
    """`n` objects of one layer, in metres.

    `fid` (n,) int64; `key` (n,) bytes, b'' where the layer has none; `shapes` WKB; `kind` (n,) ragged.Kind; `bounds`
    (n, 4), `position` (n, 2), `area` and `length` of the rings (n,); `outline` (n,) a number per outline, the same to
    the millimetre; `valid`, `convex` (n,) bool; `texts` by column; `recorded` (n,) area by the record, m², NaN unknown.
    """

    subject: RuleSubject
    name: str
    fid: np.ndarray
    key: np.ndarray
    shapes: BlobColumn
    kind: np.ndarray
    bounds: np.ndarray
    position: np.ndarray
    area: np.ndarray
    length: np.ndarray
    outline: np.ndarray
    valid: np.ndarray
    convex: np.ndarray
    texts: Mapping[str, TextColumn] = field(default_factory=dict)
    recorded: np.ndarray = field(default_factory=lambda: np.zeros(0))

    @property
    def size(self) -> int:
        """Number of objects."""
        return len(self.fid)

    @property
    def placed(self) -> np.ndarray:
        """(n,) which objects have a readable geometry at a possible place."""
        return (self.kind >= Kind.POINT) & (self.kind <= Kind.POLYGON)

    @property
    def sound(self) -> np.ndarray:
        """(n,) which objects are valid polygons with an area: only these are compared with others."""
        return (self.kind == Kind.POLYGON) & self.valid & (self.area > 0)

    def text(self, column: str) -> TextColumn:
        """A text column, empty where the layer has none."""
        found = self.texts.get(column)
        return TextColumn.empty(self.size) if found is None else found

    def has(self, column: str) -> bool:
        """Whether any object has a value there."""
        found = self.texts.get(column)
        return found is not None and bool((found.codes >= 0).any())

    def object_id(self, i: int) -> str:
        """What the object is known by: its key, a commune's code, a parcel's commune/sheet/number, else its row; with
        its row where another object goes by the same.
        """
        name, row = self._named(i), str(int(self.fid[i]))
        if not name:
            return row
        return f"{name}#{row}" if self._shared[i] else name

    def _named(self, i: int) -> str:
        if self.key[i] != b"":
            return bytes(self.key[i]).decode("utf-8", "replace")
        if self.subject is RuleSubject.commune:
            return self.text(COMMUNE)[i] or self.text(NAME)[i] or ""
        number = self.text(NUMBER)[i]
        if not number:
            return ""
        return "/".join((self.text(FORMER)[i] or self.text(COMMUNE)[i] or "", self.text(SHEET)[i] or "", number))

    @cached_property
    def _shared(self) -> np.ndarray:
        """(n,) which objects go by a name that another one bears, too."""
        if (self.key != b"").any():
            return repeated(self.key) & (self.key != b"")
        columns = (COMMUNE, NAME) if self.subject is RuleSubject.commune else (FORMER, COMMUNE, SHEET, NUMBER)
        known = np.zeros(self.size, np.int64)
        for column in columns:
            text = self.text(column)
            known = known * (len(text.values) + 1) + text.codes + 1
        return repeated(known)

    def wkb(self, index: np.ndarray) -> list[bytes]:
        """The outlines of some objects, b'' for none."""
        return [blob or b"" for blob in self.shapes.take(index).values()]

    def outline_of(self, index: np.ndarray) -> Callable[[int], bytes]:
        """How to ask for the outline of one of some objects, by its position in `index`."""
        return lambda k: self.shapes[int(index[k])] or b""

    def vertices(self, index: np.ndarray) -> Ragged:
        """The vertices of some objects."""
        return decode(self.wkb(index))


class LayerBuilder:
    """Takes rows a batch at a time; outlines in metres."""

    def __init__(self, subject: RuleSubject, name: str, engine: GeometryEngine) -> None:
        self._subject, self._name, self._engine = subject, name, engine
        self._parts: list[tuple[np.ndarray, ...]] = []
        self._shapes: list[BlobColumn] = []
        self._texts: dict[str, list[TextColumn]] = {}

    def add(
        self,
        fid: np.ndarray,
        wkb: Sequence[Optional[bytes]],
        key: np.ndarray,
        texts: Mapping[str, TextColumn],
        recorded: Optional[np.ndarray] = None,
    ) -> None:
        """Some rows; every batch with the same text columns."""
        facts = inspect(wkb, self._engine)
        found = facts.measures
        self._parts.append((
            fid, key, facts.kind, found.bounds, found.position, facts.area, facts.length, found.fingerprint,
            facts.valid, found.convex, np.full(len(fid), np.nan) if recorded is None else recorded,
        ))  # fmt: skip
        self._shapes.append(BlobColumn.of(wkb))
        for name, column in texts.items():
            self._texts.setdefault(name, []).append(column)

    def build(self) -> LandLayer:
        """The layer."""
        if not self._parts:
            self.add(np.zeros(0, np.int64), [], np.zeros(0, "S1"), {})
        fid, key, kind, bounds, position, area, length, outline, valid, convex, recorded = (
            np.concatenate(part) for part in zip(*self._parts)
        )
        return LandLayer(
            self._subject, self._name, fid, key, BlobColumn.concatenate(self._shapes), kind, bounds, position, area,
            length, outline, valid, convex, {n: TextColumn.concatenate(c) for n, c in self._texts.items()}, recorded,
        )  # fmt: skip
