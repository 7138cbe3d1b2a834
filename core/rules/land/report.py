"""From rows of a layer to hits: object, place, commune, and the number that tells when an exception has ended."""
from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Optional

import numpy as np

from ..catalogue import Rule
from ..hits import MOST, Hit, fingerprint
from .layer import LandLayer

ToLonLat = Callable[[np.ndarray], np.ndarray]
"""Points (n, 2) of the work's CRS in EPSG:4326, NaN where there is no such place."""

LENGTH, AREA = 2, 1
"""Decimals of metres and square metres in messages."""


@dataclass(frozen=True)
class Report:
    """Makes the hits of one layer; `commune` (n,) the code of the commune that holds each object, '' unknown."""

    layer: LandLayer
    commune: np.ndarray
    to_lonlat: ToLonLat

    def hits(
        self,
        rule: Rule,
        index: np.ndarray,
        params: Optional[Iterable[Mapping[str, Any]]] = None,
        *,
        parts: Optional[Sequence[str]] = None,
        places: Optional[np.ndarray] = None,
        lines: Optional[Sequence[np.ndarray]] = None,
    ) -> Iterator[list[Hit]]:
        """A hit per row of `index`, in batches; `params` of the message, `parts` where a rule may hit an object twice,
        `places` (k, 2) where not the object's own, `lines` (m, 2) each, in the work's CRS.

        `watched` goes by the outline's place, what the record says and the params: an exception ends with any of them.
        """
        given = iter(params) if params is not None else None
        for low in range(0, len(index), MOST):
            some = index[low: low + MOST]
            where = self.layer.position[some] if places is None else places[low: low + MOST]
            lonlat = self.to_lonlat(where)
            batch = []
            for k, (i, (lon, lat)) in enumerate(zip(some.tolist(), lonlat.tolist())):
                values = {} if given is None else dict(next(given))
                part = parts[low + k] if parts is not None else ""
                line = () if lines is None else tuple(map(tuple, self.to_lonlat(lines[low + k]).tolist()))
                batch.append(Hit(
                    rule.id, rule.subject.value, self.layer.object_id(i), int(self.layer.fid[i]), self._commune(i),
                    lon, lat, values, part, line, watched=fingerprint(int(self.layer.outline[i]), *values.values()),
                ))  # fmt: skip
            yield batch

    def _commune(self, i: int) -> str:
        return str(self.commune[i]) if len(self.commune) else ""


def metres(value: float, digits: int = LENGTH) -> float:
    """A measure as a message shows it."""
    return round(float(value), digits)
