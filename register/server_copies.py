"""Copies of registers on servers that this process works on: what is written to one stands on the server at once.

The gate and the transactions of a file ask here; for a file that is no such copy there is nothing to do.
"""
from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import Optional, Protocol


class ServerSide(Protocol):
    """The server's side of a copy."""

    def holding(
        self, timeout_s: float, cancelled: Callable[[], bool], fresh: bool
    ) -> AbstractContextManager[None]:
        """Nobody else's tool is inside its gate meanwhile; with `fresh` the copy is of now."""

    def writing(self) -> AbstractContextManager[None]:
        """What is written to the copy inside the block is on the server at its end, or the block raises."""

    def syncing(self) -> AbstractContextManager[bool]:
        """Whether no other sync of the register is under way; while it is so, none begins."""

    def mend_guards(self) -> tuple[str, ...]:
        """Put back the guards of the register there that are gone; their names."""

    def identity(self) -> str:
        """Which database it is: another one after a restore into a new database."""


_COPIES: dict[Path, list[ServerSide]] = {}


@contextmanager
def copy_of_server(path: Path, side: ServerSide) -> Iterator[None]:
    """The file at `path` is such a copy for the time of the block."""
    sides = _COPIES.setdefault(path.resolve(), [])
    sides.append(side)
    try:
        yield
    finally:
        sides.remove(side)
        if not sides:
            _COPIES.pop(path.resolve(), None)


def server_side(path: Path) -> Optional[ServerSide]:
    """The server's side of a copy; None for any other file."""
    sides = _COPIES.get(path.resolve()) if _COPIES else None
    return sides[-1] if sides else None


def held_there(
    path: Path, timeout_s: float, cancelled: Callable[[], bool], fresh: bool
) -> AbstractContextManager[None]:
    """The gate of a copy's server; nothing for any other file."""
    side = server_side(path)
    return nullcontext() if side is None else side.holding(timeout_s, cancelled, fresh)


_AHEAD: dict[Path, Callable[[Path], AbstractContextManager[None]]] = {}


@contextmanager
def sends_ahead(path: Path, send: Callable[[Path], AbstractContextManager[None]]) -> Iterator[None]:
    """For the time of the block `send` takes rows for the server that are complete while the copy is being written."""
    _AHEAD[path.resolve()] = send
    try:
        yield
    finally:
        del _AHEAD[path.resolve()]


def sent_ahead(path: Path, folder: Path) -> AbstractContextManager[None]:
    """While a job in `folder` writes to a copy, its complete tables go to the server; nothing for any other file."""
    send = _AHEAD.get(path.resolve()) if _AHEAD else None
    return nullcontext() if send is None else send(folder)


def written_there(path: Path) -> AbstractContextManager[None]:
    """Writes to a copy that reach its server; nothing for any other file."""
    side = server_side(path)
    return nullcontext() if side is None else side.writing()
