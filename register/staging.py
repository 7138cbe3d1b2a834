"""Tables of a million rows on their way to the writing process: plain files of columns in a folder, no pickle."""
from __future__ import annotations

import json
import mmap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Optional, Union

import numpy as np

from ..core.columns import BlobColumn, TextColumn

CHUNK = 5_000  # as many as stay in the cache of a processor
MEAN_RUN = 500  # rows that pieces of equal values must have on average to be worth it


Column = Union[np.ndarray, TextColumn, BlobColumn]


@dataclass(frozen=True)
class Table:
    """Named columns of equal length. NULL is NaN in a float column, '' in a text or bytes column."""

    columns: Mapping[str, Column] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(next(iter(self.columns.values()))) if self.columns else 0

    def names(self) -> list[str]:
        """The columns in their order."""
        return list(self.columns)

    def chunks(self, names: Optional[list[str]] = None) -> Iterator[list[list[Any]]]:
        """Lists of Python values, one per column, some ten thousand rows at a time."""
        names = self.names() if names is None else names
        for low in range(0, len(self), CHUNK):
            high = min(low + CHUNK, len(self))
            yield [_values(self.columns[name], low, high) for name in names]

    def runs(self, by: str = "") -> Iterator[tuple[dict[str, list[Any]], dict[str, Any]]]:
        """The rows in pieces in which the column `by` mostly stays the same: their columns, and what is the same in
        all rows of the piece. The first column always counts as different.
        """
        first, *_ = self.names() or [""]
        for low, high in _pieces(self.columns.get(by), len(self)):
            varying: dict[str, list[Any]] = {}
            same: dict[str, Any] = {}
            for name, column in self.columns.items():
                numbers = _numbers(column)
                if name != first and numbers is not None and (numbers[low:high] == numbers[low]).all():
                    (same[name],) = _values(column, low, low + 1)
                else:
                    varying[name] = _values(column, low, high)
            yield varying, same
            for column in self.columns.values():
                _let_go(column)

    def take(self, rows: np.ndarray) -> Table:
        """The rows of an index array."""
        return Table({name: c[rows] if isinstance(c, np.ndarray) else c.take(rows) for name, c in self.columns.items()})

    def rows(self, names: Optional[list[str]] = None) -> Iterator[list[tuple[Any, ...]]]:
        """Rows of Python values, some ten thousand at a time."""
        for columns in self.chunks(names):
            yield list(zip(*columns))


def _numbers(column: Optional[Column]) -> Optional[np.ndarray]:
    """Numbers (n,) that are equal where the values are; None for a column that is not worth looking at."""
    if isinstance(column, TextColumn):
        return column.codes
    return column if isinstance(column, np.ndarray) and column.dtype.kind in "iu" else None


def _pieces(by: Optional[Column], n: int) -> list[tuple[int, int]]:
    """Ranges of rows, no longer than a chunk, that end where the column changes, unless it does so all the time."""
    ends = set(range(CHUNK, n, CHUNK))
    numbers = _numbers(by)
    if numbers is not None:
        changes = (np.flatnonzero(numbers[1:] != numbers[:-1]) + 1).tolist()
        if len(changes) <= n // MEAN_RUN:
            ends.update(changes)
    bounds = [0, *sorted(ends), n]
    return [(low, high) for low, high in zip(bounds, bounds[1:]) if low < high]


def _values(column: Column, low: int, high: int) -> list[Any]:
    """Python values of rows low..high, None for NULL."""
    if isinstance(column, TextColumn):
        texts = [*column.values, None]
        return [texts[code] for code in column.codes[low:high].tolist()]
    if isinstance(column, BlobColumn):
        return list(column.values(low, high))
    part = column[low:high]
    if part.dtype.kind == "S":
        return [t.decode() or None for t in part.tolist()]
    if part.dtype.kind == "U":
        return [t or None for t in part.tolist()]
    if part.dtype.kind == "f" and np.isnan(part).any():
        return [None if v != v else v for v in part.tolist()]
    return list(part.tolist())


def _let_go(column: Column) -> None:
    """Unmap what was read of a file: it stays in the system's cache, but is no longer memory of this process."""
    if isinstance(column, BlobColumn):
        arrays = [column.data, column.start, column.stop]
    else:
        arrays = [column.codes if isinstance(column, TextColumn) else column]
    for array in arrays:
        mapped = array.base
        if isinstance(mapped, mmap.mmap) and hasattr(mmap, "MADV_DONTNEED"):
            mapped.madvise(mmap.MADV_DONTNEED)


def write_table(folder: Path, name: str, table: Table) -> None:
    """Write a table into the folder."""
    kinds: dict[str, Any] = {}
    for column_name, column in table.columns.items():
        stem = f"{name}.{column_name}"
        if isinstance(column, TextColumn):
            np.save(folder / f"{stem}.npy", column.codes)
            kinds[column_name] = {"text": list(column.values)}
        elif isinstance(column, BlobColumn):
            np.save(folder / f"{stem}.npy", column.data)
            np.save(folder / f"{stem}.start.npy", column.start)
            np.save(folder / f"{stem}.stop.npy", column.stop)
            kinds[column_name] = {"blob": True}
        else:
            np.save(folder / f"{stem}.npy", column)
            kinds[column_name] = {}
    (folder / f"{name}.json").write_text(json.dumps(kinds, ensure_ascii=False), encoding="utf-8")


def read_table(folder: Path, name: str) -> Table:
    """Read a table back; large columns stay on disk until they are used."""
    description = folder / f"{name}.json"
    if not description.exists():
        return Table()
    columns: dict[str, Column] = {}
    for column_name, kind in json.loads(description.read_text(encoding="utf-8")).items():
        stem = f"{name}.{column_name}"
        array = _load(folder / f"{stem}.npy")
        if "text" in kind:
            columns[column_name] = TextColumn(array, tuple(kind["text"]))
        elif "blob" in kind:
            start, stop = _load(folder / f"{stem}.start.npy"), _load(folder / f"{stem}.stop.npy")
            columns[column_name] = BlobColumn(array, start, stop)
        else:
            columns[column_name] = array
    return Table(columns)


def _load(path: Path) -> np.ndarray:
    # An empty file cannot be mapped.
    mode = "r" if path.stat().st_size > 4096 else None
    return np.load(path, mmap_mode=mode, allow_pickle=False)  # type: ignore[arg-type]
