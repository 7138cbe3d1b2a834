"""Which serial numbers of a commune's reserved blocks are given next."""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .errors import QT_TRANSLATE_NOOP, DiachisoError, Message

IntArray = NDArray[np.int64]

BLOCK_EXHAUSTED = Message(
    "block_exhausted",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "Commune {commune} needs {needed} numbers, but only {free} are free in its blocks ({blocks}); numbers that are "
        "with a check-out are not free here. Ask the authority for a further block and add it with \"Add code block\", "
        "or check in what is out.",
    ),
)


class BlockExhausted(DiachisoError):
    """A commune's blocks have fewer free numbers than are needed."""


@dataclass(frozen=True)
class Block:
    """A range of serial numbers (both ends included) that the authority reserved for a commune."""

    block_id: int
    scheme: str
    prefix: str
    commune_code: str
    first: int
    last: int
    next: int = 1
    authority_doc: str = ""

    def label(self) -> str:
        """The block as people write it: prefix and range."""
        return f"{self.prefix} {self.first}–{self.last}"


def free_serials(block: Block, taken: IntArray, n: int) -> IntArray:
    """The `n` lowest numbers of the block, or as many as it has, that do not stand in `taken` (sorted)."""
    low, high = np.searchsorted(taken, (block.first, block.last + 1))
    used = taken[low:high]
    # n + the number of used ones is a window that surely holds n free ones, however wide the block is
    size = min(block.last - block.first + 1, n + len(used))
    free = np.ones(size, dtype=bool)
    offsets = used - block.first
    free[offsets[offsets < size]] = False
    return np.flatnonzero(free)[:n].astype(np.int64) + block.first


def free_count(block: Block, taken: IntArray) -> int:
    """How many numbers of the block do not stand in `taken` (sorted, none twice)."""
    low, high = np.searchsorted(taken, (block.first, block.last + 1))
    return block.last - block.first + 1 - int(high - low)


def allocate(
    blocks: Sequence[Block], taken: Mapping[str, IntArray], n: int, commune: str = ""
) -> tuple[IntArray, IntArray]:
    """The next `n` (block ids, serials) of one commune's blocks, by ascending prefix and serial.

    `taken`: per prefix the sorted serials, none twice, that stand in the ledger in whatever state: the
    ledger alone says what is free, so the same ledger always gives the same numbers.
    Raises BlockExhausted, naming `commune`.
    """
    ids: list[IntArray] = []
    serials: list[IntArray] = []
    missing = n
    nothing = np.empty(0, dtype=np.int64)
    ordered = sorted(blocks, key=lambda block: (block.prefix, block.first))
    for block in ordered:
        found = free_serials(block, taken.get(block.prefix, nothing), missing)
        ids.append(np.full(len(found), block.block_id, dtype=np.int64))
        serials.append(found)
        missing -= len(found)
    if missing > 0:
        raise BlockExhausted(
            BLOCK_EXHAUSTED,
            commune=commune or (ordered[0].commune_code if ordered else "?"),
            needed=n,
            free=n - missing,
            blocks=", ".join(block.label() for block in ordered) or "–",
        )
    return np.concatenate([nothing, *ids]), np.concatenate([nothing, *serials])
