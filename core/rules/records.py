"""How the rules read addresses: column by column, a chunk at a time, as of one moment."""
from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from enum import Enum
from typing import Any, Protocol

import numpy as np

CHUNK = 10_000


class Virtual(str, Enum):
    """Columns that the reader joins from other tables; all may be None. Every column of `address` may be asked too."""

    ledger_state = "ledger_state"
    """`code_ledger.state` of the row of this `code` (given, official, retired, burned); None: not in the ledger."""
    ledger_address_id = "ledger_address_id"
    """`code_ledger.address_id` of that row."""
    ledger_block_id = "ledger_block_id"
    """`code_ledger.block_id` of that row."""
    recipients = "recipients"
    """int: how many persons (owners, representatives, users) the address has; None or 0: none."""
    notices = "notices"
    """int: how many of its notices were sent or reached (state sent or reached); None or 0: none."""
    plaque_state = "plaque_state"
    """State of its newest plaque that is not removed or replaced (planned, ordered, made …); None: no plaque."""
    changed_after_verified = "changed_after_verified"
    """Names of basic fields ("geom" the position; joined by ",") changed since the record was verified or issued, by
    anything but the registry's own answer; None: none."""
    parent_stage = "parent_stage"
    """`stage` of the address that `parent_id` names; None: no such address (or no parent_id)."""
    photo_exists = "photo_exists"
    """0 where `photo` names a file that is not there (relative to the register's folder); 1 where it is; None: no photo
    named, or a web address."""
    footprint = "footprint"
    """bytes: WKB outline of the building or parcel that the address came from (`address_source.footprint`)."""
    footprint_crs = "footprint_crs"
    """CRS of that outline (`address_source.crs`), such as EPSG:9217."""


class AddressChunk(Protocol):
    """Some addresses in the order of fid; lists and arrays of equal length."""

    fid: np.ndarray
    """(n,) int64"""
    lon: np.ndarray
    """(n,) float64, EPSG:4326; NaN where there is no geometry"""
    lat: np.ndarray
    """(n,) float64"""

    def column(self, name: str) -> Sequence[Any]:
        """The values of a column of `address` or of `Virtual`, as SQLite has them: None where NULL."""


class AddressReader(Protocol):
    """Reads the addresses of a register as of one moment, as often as asked; retired ones are among them."""

    count: int
    """How many addresses there are: progress goes by it."""

    def chunks(self, columns: Sequence[str], size: int = CHUNK) -> Iterator[AddressChunk]:
        """All addresses with these columns (and fid, lon, lat), in the order of fid."""

    def pick(self, fids: np.ndarray, columns: Sequence[str]) -> AddressChunk:
        """The addresses of these fids (sorted int64, at most CHUNK) with these columns, in the order of fid."""


class ListChunk:
    """A chunk held in memory: for one record of a form, for tests, and for readers to make."""

    def __init__(
        self, fid: np.ndarray, lon: np.ndarray, lat: np.ndarray, columns: Mapping[str, Sequence[Any]]
    ) -> None:
        self.fid, self.lon, self.lat = fid, lon, lat
        self._columns = columns

    def column(self, name: str) -> Sequence[Any]:
        """The column's values; all None for one that is not held."""
        found = self._columns.get(name)
        return [None] * len(self.fid) if found is None else found


class MemoryReader:
    """An AddressReader over lists: tests and single records."""

    def __init__(self, chunk: ListChunk) -> None:
        self._chunk = chunk
        self.count = len(chunk.fid)

    def chunks(self, columns: Sequence[str], size: int = CHUNK) -> Iterator[AddressChunk]:
        """The records in slices."""
        for low in range(0, self.count, size):
            yield self._rows(columns, range(low, min(low + size, self.count)))

    def pick(self, fids: np.ndarray, columns: Sequence[str]) -> AddressChunk:
        """The records of these fids."""
        return self._rows(columns, np.flatnonzero(np.isin(self._chunk.fid, fids)).tolist())

    def _rows(self, columns: Sequence[str], rows: Sequence[int]) -> ListChunk:
        at = np.asarray(rows, np.int64)
        chunk = self._chunk
        values = {}
        for name in columns:
            column = chunk.column(name)
            values[name] = [column[row] for row in rows]
        return ListChunk(chunk.fid[at], chunk.lon[at], chunk.lat[at], values)
