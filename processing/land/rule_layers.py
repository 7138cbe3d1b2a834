"""A land layer read for the rules: in the metric CRS of the work, with the texts and areas that they look at."""
from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any, Callable, Optional

import numpy as np
from qgis.core import QgsCoordinateReferenceSystem, QgsCoordinateTransformContext

from ...core.columns import TextColumn
from ...core.errors import DiachisoError
from ...core.geometry.engine import GeometryEngine
from ...core.geometry.ragged import paths
from ...core.land.numbers import parse_number
from ...core.patience import Check
from ...core.rules.catalogue import RuleSubject
from ...core.rules.land.fields import LandFields
from ...core.rules.land.layer import COMMUNE, LandLayer, LayerBuilder
from ..layer_reader import plain_text
from ..memory import release_memory
from ..transforms import Transform
from .source import LandSource

_SAMPLES, _JUDGED = 200, 400  # points of a batch, and of all those by which the CRS is judged
_SQUARE_METRES = re.compile(r"\s*m[2²]\s*$", re.IGNORECASE)
_PIECE = 5_000  # outlines transformed between two questions whether to go on


@dataclass(frozen=True)
class ReadLayer:
    """A layer, some of its first vertices (k, 2) as they stand in the file, and the communes that those objects name.
    """

    layer: LandLayer
    points: np.ndarray
    communes: list[str]


class LayerReading:
    """Reads sources into one CRS."""

    def __init__(
        self, crs: QgsCoordinateReferenceSystem, context: QgsCoordinateTransformContext, engine: GeometryEngine,
        check: Check,
    ) -> None:  # fmt: skip
        self._crs, self._context, self._engine, self._check = crs, context, engine, check

    def read(
        self, source: LandSource, crs: QgsCoordinateReferenceSystem, subject: RuleSubject, fields: LandFields,
        name: str, progress: Callable[[float], None],
    ) -> ReadLayer:  # fmt: skip
        """The whole layer; `crs`: what its coordinates are in. DiachisoError for what cannot be read."""
        transform = None if crs == self._crs else Transform(crs, self._crs, self._context)
        builder = LayerBuilder(subject, name, self._engine)
        points: list[np.ndarray] = []
        communes: list[str] = []
        done = 0
        for batch in source.batches(fields.names()):
            self._check()
            self._sample(batch.wkb, batch.columns.get(fields.texts.get(COMMUNE, "")), points, communes)
            wkb = batch.wkb if transform is None else self._moved(batch.wkb, transform)
            texts = {column: _texts(batch.columns[field]) for column, field in fields.texts.items()}
            recorded = _numbers(batch.columns[fields.recorded]) if fields.recorded else None
            keys = _keys(batch.columns[fields.key]) if fields.key else np.zeros(len(batch), "S1")
            builder.add(batch.fid, wkb, keys, texts, recorded)
            done += len(batch)
            progress(min(done / max(source.count, 1), 1.0))
        layer = builder.build()
        release_memory()
        step = max(len(points) // _JUDGED, 1)
        return ReadLayer(layer, np.array(points[::step], float).reshape(-1, 2), communes[::step])

    def _sample(
        self, wkb: Sequence[Optional[bytes]], named: Optional[Sequence[Any]], points: list[np.ndarray],
        communes: list[str],
    ) -> None:  # fmt: skip
        # By chance, but the same each time: what is wrong with every so-manieth row must not stand for them all.
        chosen = np.random.default_rng(len(points)).choice(len(wkb), min(_SAMPLES, len(wkb)), replace=False)
        for i in np.sort(chosen).tolist():
            found = paths(wkb[i] or b"")
            if found and len(found[0]):
                points.append(found[0][0])
                communes.append(plain_text(named[i]) if named else "")

    def _moved(self, wkb: Sequence[Optional[bytes]], transform: Transform) -> list[Optional[bytes]]:
        out: list[Optional[bytes]] = []
        for low in range(0, len(wkb), _PIECE):
            self._check()
            out += [_shape(blob, transform) for blob in wkb[low: low + _PIECE]]
        return out


def _shape(wkb: Optional[bytes], transform: Transform) -> Optional[bytes]:
    """An outline in the work's CRS; as it stands where PROJ refuses, which the rule for impossible places tells."""
    try:
        return transform.shape(wkb)
    except DiachisoError:
        return wkb


def _texts(values: Sequence[Any]) -> TextColumn:
    """Values as texts; each distinct one is treated once."""
    known: defaultdict[Any, int] = defaultdict(count().__next__)
    codes = np.fromiter(map(known.__getitem__, values), np.int32, len(values))
    texts = TextColumn.of(plain_text(value) for value in known)
    return TextColumn(texts.codes[codes] if len(codes) else codes, texts.values)


def _keys(values: Sequence[Any]) -> np.ndarray:
    return np.array([plain_text(value).encode() for value in values] or [b""], dtype=bytes)[: len(values)]


def _numbers(values: Sequence[Any]) -> np.ndarray:
    return np.array([_number(value) for value in values], float)


def _number(value: Any) -> float:
    """A recorded area; texts are read as people write numbers, and what is none is unknown."""
    if isinstance(value, (int, float)):
        return float(value)
    found = parse_number(_SQUARE_METRES.sub("", str(value or "")), ",")
    return float("nan") if found is None else found
