"""A land layer as the import sees it: its fields, and its rows a batch at a time, whatever the format."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any, Optional

import numpy as np


class FieldKind(str, Enum):
    """What a field holds; the value is the column type of a GeoPackage."""

    text = "TEXT"
    integer = "INTEGER"
    real = "REAL"
    boolean = "BOOLEAN"
    date = "DATE"
    datetime = "DATETIME"
    binary = "BLOB"


class Shape(str, Enum):
    """The kind of geometry that a layer holds."""

    point = "point"
    line = "line"
    polygon = "polygon"
    mixed = "mixed"
    none = "none"


@dataclass(frozen=True)
class LandField:
    """A field of a land layer."""

    name: str
    kind: FieldKind


@dataclass(frozen=True)
class LandBatch:
    """Some rows: `fid` (n,) int64 of the source, `wkb` one per row (None = no geometry), `columns` by field name.

    Values are None, str, int, float or bytes (booleans are 0 and 1); dates and times are texts in ISO 8601.
    """

    fid: np.ndarray
    wkb: list[Optional[bytes]]
    columns: Mapping[str, list[Any]]

    def __len__(self) -> int:
        return len(self.fid)

    def take(self, index: Sequence[int]) -> LandBatch:
        """The rows of an index."""
        return LandBatch(
            self.fid[np.asarray(index, np.int64)],
            [self.wkb[i] for i in index],
            {name: [values[i] for i in index] for name, values in self.columns.items()},
        )
