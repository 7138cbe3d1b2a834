"""The addressable objects of a land layer, as arrays."""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from .carry_over import Side
from .columns import BlobColumn, TextColumn, repeated
from .geometry import ragged
from .geometry.engine import GeometryEngine
from .geometry.simple_rings import surely_simple
from .land.table import Shape
from .land.wkb import build, parts

WAITING = 3  # batches that may wait to be measured

ATTRIBUTES = (
    "house_number", "street", "name", "object_class", "settlement", "commune",
    "map_sheet", "map_parcel", "certificate_sheet", "certificate_parcel",
)  # fmt: skip


@dataclass(frozen=True)
class Objects:
    """`n` objects in one metric CRS.

    `side` what identifies them; `kind` (n,) ragged.Kind; `fid` (n,) feature ids of the layer; `attributes` TextColumns
    by canonical name; `inner` (n,) the position is not the centroid; `mended` (n,) the outline was invalid.
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


def _rounded(wkb: bytes) -> bytes:
    """A mended outline to the micrometre: where its lines cross, versions of GEOS differ in the last bit."""
    polygons = [[np.round(ring, 6) for ring in rings] for rings in parts(wkb, Shape.polygon)]
    return build(polygons, Shape.polygon)


class ObjectsBuilder:
    """Collects objects batch by batch; while one is being read, the one before is measured and GEOS judges another."""

    def __init__(self, engine: GeometryEngine) -> None:
        self._engine = engine
        self._measurer, self._judge = ThreadPoolExecutor(max_workers=1), ThreadPoolExecutor(max_workers=1)
        self._batches: list[_Batch] = []
        self._shapes: list[BlobColumn] = []
        self._attributes: list[dict[str, TextColumn]] = []
        self._columns: defaultdict[str, list[np.ndarray]] = defaultdict(list)

    def add(
        self, fid: np.ndarray, key: np.ndarray, wkb: list[bytes | None], attributes: dict[str, TextColumn]
    ) -> None:
        """Add a batch: `fid` (k,), `key` (k,) bytes, `wkb` (k,) in a metric CRS, `attributes` of k rows."""
        measured = self._measurer.submit(self._measure, wkb)
        self._batches.append(_Batch(np.asarray(fid, np.int64), key, attributes, measured))
        if len(self._batches) > WAITING:
            self._collect(self._batches.pop(0))

    def _measure(self, wkb: list[bytes | None]) -> _Measured:
        shapes = ragged.decode(wkb)
        measures = ragged.measure(shapes)
        for i in np.flatnonzero((shapes.kind == ragged.Kind.HUGE) | (shapes.kind == ragged.Kind.UNREADABLE)).tolist():
            wkb[i] = None
        doubtful = np.flatnonzero((shapes.kind == ragged.Kind.POLYGON) & ~measures.convex)
        doubtful = doubtful[~surely_simple(shapes, doubtful)]
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
        changed = [(int(i), shape and _rounded(shape)) for i, shape in zip(batch.doubtful, answers) if shape != b""]
        mended = np.zeros(len(batch.kind), bool)
        if not changed:
            return batch.shapes, mended
        index = np.array([i for i, _ in changed])
        mended[index] = True
        again = ragged.measure(ragged.decode([shape for _, shape in changed]))
        measures = batch.measures
        for name in ("bounds", "area", "position"):
            old, new = getattr(measures, name), getattr(again, name)
            old[index] = new
        measures.inner[index] = again.inner
        extra = BlobColumn.of([shape for _, shape in changed])
        both = BlobColumn.concatenate([batch.shapes, extra])
        rows = np.arange(len(batch.kind))
        rows[index] = len(batch.kind) + np.arange(len(index))
        return both.take(rows), mended

    def _collect(self, batch: _Batch) -> None:
        """Keep of a batch what the objects are made of, and nothing else."""
        measured = batch.measured.result()
        shapes, mended = self._settle(measured)
        measures = measured.measures
        self._shapes.append(shapes)
        self._attributes.append(batch.attributes)
        for name, column in (
            ("fid", batch.fid), ("key", batch.key), ("kind", measured.kind), ("fingerprint", measures.fingerprint),
            ("box", measures.bounds), ("area", measures.area), ("centre", measures.position),
            ("inner", measures.inner), ("mended", mended),
        ):  # fmt: skip
            self._columns[name].append(column)

    def build(self) -> Objects:
        """All batches as one; the builder is empty afterwards."""
        for batch in self._batches:
            self._collect(batch)
        self._batches = []
        self._measurer.shutdown()
        self._judge.shutdown()

        def together(name: str, empty: np.ndarray) -> np.ndarray:
            parts = self._columns.pop(name, [])  # each column's parts go when it is whole
            return np.concatenate(parts) if parts else empty

        wkb = BlobColumn.concatenate(self._shapes)
        self._shapes = []
        fid = together("fid", np.zeros(0, np.int64))
        side = Side(
            key=together("key", np.zeros(0, "S1")).astype(bytes),
            fingerprint=together("fingerprint", np.zeros(0, np.int64)),
            box=together("box", np.zeros((0, 4))),
            area=together("area", np.zeros(0)),
            centre=together("centre", np.zeros((0, 2))),
            wkb=wkb,
        )
        return Objects(
            side,
            together("kind", np.zeros(0, np.uint8)),
            fid,
            together("inner", np.zeros(0, bool)),
            together("mended", np.zeros(0, bool)),
            self._all_attributes(),
        )

    def _all_attributes(self) -> dict[str, TextColumn]:
        batches, self._attributes = self._attributes, []
        names = sorted({name for batch in batches for name in batch})  # the same in all batches of a layer
        return {name: TextColumn.concatenate([batch[name] for batch in batches]) for name in names}
