"""Columns of a million rows in little memory: texts by their distinct values, byte strings end to end."""
from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Callable, Optional

import numpy as np

_WORD = 8  # bytes of a machine word
_SPREAD = np.uint64(0x9E3779B97F4A7C15)  # odd, its bits without a pattern: products differ in their high bits
_ROOM = 16  # places of a sieve for each value


def comparable(*columns: np.ndarray) -> tuple[np.ndarray, ...]:
    """Columns in the same order and with the same equalities, quicker to sort: short byte strings as numbers."""
    if any(c.dtype.kind != "S" or c.dtype.itemsize > _WORD for c in columns):
        return columns
    return tuple(c.astype(f"S{_WORD}").view(">u8").astype(np.uint64) for c in columns)


def found_in(values: np.ndarray, among: np.ndarray) -> np.ndarray:
    """(n,) which values stand among others."""
    a, b = comparable(values, among)
    found = perhaps_in(a, b)
    found[found] = np.isin(a[found], b)
    return found


def perhaps_in(values: np.ndarray, among: np.ndarray) -> np.ndarray:
    """(n,) False where a value surely does not stand among others: of what is left, little has to be sorted.

    Columns as `comparable` gives them.
    """
    if values.dtype.kind not in "iuS" or among.dtype.kind not in "iuS":
        return np.ones(len(values), bool)
    bits = max(int(_ROOM * len(among)).bit_length(), 10)
    sieve = np.zeros(1 << bits, bool)
    sieve[_scattered(among, bits)] = True
    return np.asarray(sieve[_scattered(values, bits)])


def _scattered(values: np.ndarray, bits: int) -> np.ndarray:
    """(n,) a whole number below 2**bits for each value, the same for equal ones."""
    if values.dtype.kind == "S":
        words = -(-values.dtype.itemsize // _WORD)
        parts = values.astype(f"S{words * _WORD}").view(np.uint64).reshape(len(values), words)
    else:
        parts = values.astype(np.int64 if values.dtype.kind == "i" else np.uint64).view(np.uint64)[:, None]
    mixed = np.zeros(len(values), np.uint64)
    for part in parts.T[::-1]:  # from the end: words without letters, of which one column may have more, leave 0
        mixed = (mixed ^ part) * _SPREAD
        mixed ^= mixed >> np.uint64(32)
    return (mixed * _SPREAD >> np.uint64(64 - bits)).astype(np.intp)


def distinct_count(values: np.ndarray) -> int:
    """How many different values there are."""
    return len(np.unique(comparable(values)[0]))


def repeated(values: np.ndarray) -> np.ndarray:
    """(n,) which values stand more than once."""
    (values,) = comparable(values)
    ordered = np.sort(values)
    again = np.unique(ordered[1:][ordered[1:] == ordered[:-1]])
    return np.isin(values, again) if len(again) else np.zeros(len(values), bool)


def number_texts(numbers: np.ndarray) -> np.ndarray:
    """Whole numbers (n,) as people write them, in ASCII bytes."""
    if not len(numbers) or int(numbers.min()) < 0 or int(numbers.max()) >= 2**32:
        return numbers.astype("S20")
    width = len(str(int(numbers.max())))
    rest = numbers.astype(np.uint32)
    length = 1 + np.searchsorted(10 ** np.arange(1, width, dtype=np.uint64), rest, side="right")
    padded = np.empty((len(rest), width), np.uint8)
    for column in range(width - 1, -1, -1):
        rest, padded[:, column] = np.divmod(rest, 10)
    padded += ord("0")
    out = np.zeros((len(rest), width), np.uint8)
    for digits in np.unique(length).tolist():
        rows = length == digits
        out[rows, :digits] = padded[rows, width - digits:]
    return out.view(f"S{width}").reshape(len(rest))


@dataclass(frozen=True)
class TextColumn:
    """`codes` (n,) int32 index into `values`, -1 for NULL."""

    codes: np.ndarray
    values: tuple[str, ...]

    @staticmethod
    def of(texts: Iterable[Optional[str]]) -> TextColumn:
        """From texts; None and '' are NULL."""
        known: dict[str, int] = {}
        codes = [-1 if not t else known.setdefault(t, len(known)) for t in texts]
        return TextColumn(np.array(codes, np.int32), tuple(known))

    @staticmethod
    def empty(n: int) -> TextColumn:
        """All NULL."""
        return TextColumn(np.full(n, -1, np.int32), ())

    @staticmethod
    def constant(n: int, value: Optional[str]) -> TextColumn:
        """The same value in every row."""
        return TextColumn(np.zeros(n, np.int32), (value,)) if value else TextColumn.empty(n)

    @staticmethod
    def concatenate(columns: Sequence[TextColumn]) -> TextColumn:
        """One below the other."""
        known: dict[str, int] = {}
        parts = []
        for column in columns:
            new = np.array([known.setdefault(v, len(known)) for v in column.values] + [-1], np.int32)
            parts.append(new[column.codes])
        return TextColumn(np.concatenate(parts) if parts else np.zeros(0, np.int32), tuple(known))

    def __bool__(self) -> bool:
        return True  # an empty column is still a column

    def __len__(self) -> int:
        return len(self.codes)

    def __getitem__(self, i: int) -> Optional[str]:
        code = int(self.codes[i])
        return None if code < 0 else self.values[code]

    def take(self, index: np.ndarray) -> TextColumn:
        """The rows of an index array."""
        return TextColumn(self.codes[index], self.values)

    def map(self, function: Callable[[str], Optional[str]]) -> TextColumn:
        """Each distinct value turned into another; None or '' is NULL."""
        known: dict[str, int] = {}
        changed = [function(v) for v in self.values]
        new = np.array([-1 if not t else known.setdefault(t, len(known)) for t in changed] + [-1], np.int32)
        return TextColumn(new[self.codes], tuple(known))

    def numbers(self, known: Mapping[str, int], other: int = -1) -> np.ndarray:
        """(n,) the number of each text; `other` for NULL and what is not known."""
        return np.array([*(known.get(value, other) for value in self.values), other], np.int32)[self.codes]

    def counts(self) -> Counter[str]:
        """How often each text stands there; '' is NULL."""
        found: Counter[str] = Counter()
        for value, count in zip(("", *self.values), np.bincount(self.codes + 1).tolist()):
            if count:
                found[value] += count
        return found

    def objects(self) -> np.ndarray:
        """The texts as an object array, None for NULL."""
        return np.array([*self.values, None], dtype=object)[self.codes]


@dataclass(frozen=True)
class BlobColumn:
    """Byte strings in one array: value i is `data[start[i]:stop[i]]`, NULL where empty."""

    data: np.ndarray
    start: np.ndarray
    stop: np.ndarray

    @staticmethod
    def of(blobs: Sequence[bytes | None]) -> BlobColumn:
        """From byte strings; None is NULL."""
        full = [b or b"" for b in blobs]
        stop = np.cumsum(np.fromiter(map(len, full), np.int64, len(full)))
        data = np.frombuffer(b"".join(full), np.uint8)
        return BlobColumn(data, np.concatenate([[0], stop[:-1]]).astype(np.int64), stop)

    @staticmethod
    def concatenate(columns: Sequence[BlobColumn]) -> BlobColumn:
        """One below the other."""
        shift = np.cumsum([0, *(len(c.data) for c in columns)])
        return BlobColumn(
            np.concatenate([np.zeros(0, np.uint8), *(c.data for c in columns)]),
            np.concatenate([np.zeros(0, np.int64), *(c.start + s for c, s in zip(columns, shift))]),
            np.concatenate([np.zeros(0, np.int64), *(c.stop + s for c, s in zip(columns, shift))]),
        )

    def __bool__(self) -> bool:
        return True

    def __len__(self) -> int:
        return len(self.start)

    def __getitem__(self, i: int) -> bytes | None:
        return self.data[self.start[i]: self.stop[i]].tobytes() or None

    def take(self, index: np.ndarray) -> BlobColumn:
        """The rows of an index array; the bytes are not copied."""
        return BlobColumn(self.data, self.start[index], self.stop[index])

    def values(self, low: int = 0, high: int | None = None) -> list[bytes | None]:
        """Rows low..high as byte strings."""
        view = memoryview(self.data)  # type: ignore[arg-type]
        pairs = zip(self.start[low:high].tolist(), self.stop[low:high].tolist())
        return [bytes(view[a:b]) if b > a else None for a, b in pairs]
