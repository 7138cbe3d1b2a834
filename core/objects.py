"""The addressable objects of a land layer, as arrays."""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from .carry_over import Side
from .columns import BlobColumn, TextColumn, repeated
from .geometry import ragged
from .geometry.engine import GeometryEngine

WAITING = 3  # batches that may wait to be measured

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
        """How plans and reviews name object i: by its key where that is its own, else by the feature id."""
        key = bytes(self.side.key[i])
        return "k:" + key.decode() if key and key not in self._shared_keys else f"f:{int(self.fid[i])}"

    @cached_property
    def _shared_keys(self) -> frozenset[bytes]:
        """Keys that several objects bear, so that they name none of them."""
        return frozenset(self.side.key[repeated(self.side.key)].tolist())


@dataclass(frozen=True)
class _Measured:
    """What a batch's outlines are; `mending` becomes known when GEOS has judged the `doubtful` ones."""

    kind: np.ndarray
    measures: ragged.Measures
    shapes: BlobColumn
    doubtful: np.ndarray
    mending: Future[list[bytes | None]]


@dataclass(frozen=True)
class _Batch:
    """Objects of one batch; `measured` becomes known in another thread."""

    fid: np.ndarray
    key: np.ndarray
    attributes: dict[str, TextColumn]
    measured: Future[_Measured]


class ObjectsBuilder:
    """Collects objects batch by batch; while one is being read, the one before is measured and GEOS judges another."""

    def __init__(self, engine: GeometryEngine) -> None:
        self._engine = engine
        self._measurer, self._judge = ThreadPoolExecutor(max_workers=1), ThreadPoolExecutor(max_workers=1)
        self._batches: list[_Batch] = []

    def add(
        self, fid: np.ndarray, key: np.ndarray, wkb: list[bytes | None], attributes: dict[str, TextColumn]
    ) -> None:
        """Add a batch: `fid` (k,), `key` (k,) bytes, `wkb` (k,) in a metric CRS, `attributes` of k rows."""
        measured = self._measurer.submit(self._measure, wkb)
        self._batches.append(_Batch(np.asarray(fid, np.int64), key, attributes, measured))
        if len(self._batches) > WAITING:
            self._batches[-WAITING].measured.result()

    def _measure(self, wkb: list[bytes | None]) -> _Measured:
        shapes = ragged.decode(wkb)
        measures = ragged.measure(shapes)
        for i in np.flatnonzero((shapes.kind == ragged.Kind.HUGE) | (shapes.kind == ragged.Kind.UNREADABLE)).tolist():
            wkb[i] = None
        doubtful = np.flatnonzero((shapes.kind == ragged.Kind.POLYGON) & ~measures.convex)
        mending = self._judge.submit(self._mend, [wkb[i] or b"" for i in doubtful.tolist()])
        return _Measured(shapes.kind, measures, BlobColumn.of(wkb), doubtful, mending)

    def _mend(self, wkb: list[bytes]) -> list[bytes | None]:
        """The outlines to use instead, b'' for those that are valid as they are, None where nothing remains."""
        valid = self._engine.is_valid(wkb)
        out: list[bytes | None] = [b""] * len(wkb)
        invalid = np.flatnonzero(~valid).tolist()
        for i, mended in zip(invalid, self._engine.mend([wkb[i] for i in invalid])):
            out[i] = mended
        return out

    def _settle(self, batch: _Measured) -> tuple[BlobColumn, np.ndarray]:
        """The batch's outlines with the mended ones in place, and which those are.

        The fingerprint stays that of the layer's own coordinates; area and position come from the mended outline.
        """
        answers = batch.mending.result()
        changed = [(int(i), shape) for i, shape in zip(batch.doubtful, answers) if shape != b""]
        mended = np.zeros(len(batch.kind), bool)
        if not changed:
            return batch.shapes, mended
        index = np.array([i for i, _ in changed])
        mended[index] = True
        again = ragged.measure(ragged.decode([shape for _, shape in changed]))
        measures = batch.measures
        for old, new in ((measures.bounds, again.bounds), (measures.area, again.area), (measures.position, again.position)):
            old[index] = new
        measures.inner[index] = again.inner
        extra = BlobColumn.of([shape for _, shape in changed])
        both = BlobColumn.concatenate([batch.shapes, extra])
        rows = np.arange(len(batch.kind))
        rows[index] = len(batch.kind) + np.arange(len(index))
        return both.take(rows), mended

    def build(self) -> Objects:
        """All batches as one; the builder is empty afterwards."""
        batches, self._batches = self._batches, []
        measured = [batch.measured.result() for batch in batches]
        settled = [self._settle(batch) for batch in measured]
        self._measurer.shutdown()
        self._judge.shutdown()

        def together(parts: Sequence[np.ndarray], empty: np.ndarray) -> np.ndarray:
            return np.concatenate(parts) if parts else empty

        names = sorted({name for batch in batches for name in batch.attributes})
        attributes = {
            name: TextColumn.concatenate([b.attributes.get(name) or TextColumn.empty(len(b.fid)) for b in batches])
            for name in names
        }
        side = Side(
            key=together([b.key for b in batches], np.zeros(0, "S1")).astype(bytes),
            fingerprint=together([b.measures.fingerprint for b in measured], np.zeros(0, np.int64)),
            box=together([b.measures.bounds for b in measured], np.zeros((0, 4))),
            area=together([b.measures.area for b in measured], np.zeros(0)),
            centre=together([b.measures.position for b in measured], np.zeros((0, 2))),
            wkb=BlobColumn.concatenate([shapes for shapes, _ in settled]),
        )
        return Objects(
            side,
            together([b.kind for b in measured], np.zeros(0, np.uint8)),
            together([b.fid for b in batches], np.zeros(0, np.int64)),
            together([b.measures.inner for b in measured], np.zeros(0, bool)),
            together([m for _, m in settled], np.zeros(0, bool)),
            attributes,
        )
