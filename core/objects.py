"""The addressable objects of a land layer, as arrays."""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Optional

import numpy as np

from .carry_over import Side
from .columns import TextColumn
from .geometry import ragged
from .geometry.engine import GeometryEngine

ATTRIBUTES = (
    "house_number", "street", "name", "object_class", "settlement", "commune",
    "map_sheet", "map_parcel", "certificate_sheet", "certificate_parcel",
)  # fmt: skip


@dataclass(frozen=True)
class Objects:
    """`n` objects in one metric CRS.

    `side` what identifies them; `kind` (n,) ragged.Kind; `fid` (n,) feature ids of the layer, `attributes` TextColumns by
    canonical name; `inner` (n,) the position is not the centroid; `mended` (n,) the outline was invalid.
    """

    side: Side
    kind: np.ndarray
    fid: np.ndarray
    inner: np.ndarray
    mended: np.ndarray
    attributes: Mapping[str, TextColumn] = field(default_factory=dict)

    @property
    def size(self) -> int:
        """Number of objects."""
        return len(self.kind)

    def attribute(self, name: str) -> TextColumn:
        """A column by its canonical name; all NULL where the layer has none."""
        return self.attributes.get(name) or TextColumn.empty(self.size)

    def reference(self, i: int) -> str:
        """How plans and reviews name object i: by its key, else by the feature id."""
        key = bytes(self.side.key[i])
        return "k:" + key.decode() if key else f"f:{int(self.fid[i])}"


class ObjectsBuilder:
    """Collects objects batch by batch, so that a layer of a million never stands in memory twice."""

    def __init__(self, engine: GeometryEngine) -> None:
        self._engine = engine
        self._fid: list[np.ndarray] = []
        self._key: list[np.ndarray] = []
        self._kind: list[np.ndarray] = []
        self._measures: list[ragged.Measures] = []
        self._mended: list[np.ndarray] = []
        self._wkb: list[Optional[bytes]] = []
        self._attributes: list[dict[str, TextColumn]] = []

    def add(
        self, fid: np.ndarray, key: np.ndarray, wkb: Sequence[Optional[bytes]], attributes: dict[str, TextColumn]
    ) -> None:
        """Add a batch: `fid` (k,), `key` (k,) bytes, `wkb` (k,) in a metric CRS, `attributes` of k rows."""
        shapes = ragged.decode(wkb)
        measures = ragged.measure(shapes)
        shape_list = list(wkb)
        doubtful = np.flatnonzero((shapes.kind == ragged.Kind.POLYGON) & ~measures.convex)
        mended = np.zeros(len(shape_list), bool)
        if len(doubtful):
            invalid = doubtful[~self._engine.is_valid([shape_list[i] or b"" for i in doubtful])]
            mended[invalid] = True
            # The fingerprint stays that of the layer's own coordinates; area and position come from the mended outline.
            for i, shape in zip(invalid.tolist(), self._engine.mend([shape_list[i] or b"" for i in invalid])):
                shape_list[i] = shape
            self._remeasure(invalid, shape_list, measures)
        no_outline = np.flatnonzero((shapes.kind == ragged.Kind.HUGE) | (shapes.kind == ragged.Kind.UNREADABLE))
        for i in no_outline.tolist():
            shape_list[i] = None
        self._fid.append(np.asarray(fid, np.int64))
        self._key.append(np.asarray(key))
        self._kind.append(shapes.kind)
        self._measures.append(measures)
        self._mended.append(mended)
        self._wkb.extend(shape_list)
        self._attributes.append(attributes)

    @staticmethod
    def _remeasure(index: np.ndarray, shapes: Sequence[Optional[bytes]], measures: ragged.Measures) -> None:
        again = ragged.measure(ragged.decode([shapes[i] for i in index]))
        for old, new in ((measures.bounds, again.bounds), (measures.area, again.area), (measures.position, again.position)):
            old[index] = new
        measures.inner[index] = again.inner

    def build(self) -> Objects:
        """All batches as one."""

        def together(parts: Sequence[np.ndarray]) -> np.ndarray:
            return np.concatenate(parts) if parts else np.zeros(0)

        names = {name for batch in self._attributes for name in batch}
        attributes = {}
        for name in sorted(names):
            attributes[name] = TextColumn.concatenate(
                [batch.get(name) or TextColumn.empty(len(f)) for batch, f in zip(self._attributes, self._fid)]
            )
        side = Side(
            key=together(self._key).astype(bytes) if self._key else np.zeros(0, "S1"),
            fingerprint=together([m.fingerprint for m in self._measures]).astype(np.int64),
            box=together([m.bounds for m in self._measures]).reshape(-1, 4),
            area=together([m.area for m in self._measures]),
            centre=together([m.position for m in self._measures]).reshape(-1, 2),
            wkb=self._wkb,
        )
        return Objects(
            side,
            together(self._kind).astype(np.uint8),
            together(self._fid).astype(np.int64),
            together([m.inner for m in self._measures]).astype(bool),
            together(self._mended).astype(bool),
            attributes,
        )
