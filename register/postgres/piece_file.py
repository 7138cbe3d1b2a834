"""Pieces of bytes as the file that COPY FROM reads."""
from __future__ import annotations

from collections.abc import Iterator
from typing import Optional


class PieceFile:
    """The file; `problem` is what stopped the pieces, which the driver would hide."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self.problem: Optional[BaseException] = None
        self._pieces = pieces
        self._rest = b""

    def read(self, size: int) -> bytes:
        """The next bytes, at most `size`; none at the end."""
        try:
            while not self._rest:
                self._rest = next(self._pieces)
        except StopIteration:
            return b""
        except BaseException as error:
            self.problem = error
            raise
        piece, self._rest = self._rest[:size], self._rest[size:]
        return piece
