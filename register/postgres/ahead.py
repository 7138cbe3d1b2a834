"""Making pieces in a thread while others are being sent: one processor makes, the server's takes."""
from __future__ import annotations

from collections.abc import Callable, Iterator
from queue import Full, Queue
from threading import Event, Thread
from typing import Optional, Union

_AHEAD = 6  # pieces
_POLL_S = 0.1


class Ahead:
    """The pieces of an iterator that is made and used up in a thread of its own; what it raises is raised by `next`."""

    def __init__(self, make: Callable[[], Iterator[bytes]]) -> None:
        self._queue: Queue[Union[bytes, Optional[BaseException]]] = Queue(_AHEAD)
        self._stopped = Event()
        self._thread = Thread(target=self._work, args=(make,), daemon=True)
        self._thread.start()

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        piece = self._queue.get()
        if isinstance(piece, bytes):
            return piece
        self._queue.put(None)  # it stays at its end
        if piece is None:
            raise StopIteration
        raise piece

    def close(self) -> None:
        """No more pieces are wanted; returns when the thread has ended."""
        self._stopped.set()
        self._thread.join()

    def _work(self, make: Callable[[], Iterator[bytes]]) -> None:
        try:
            for piece in make():
                if not self._put(piece):
                    return
            self._put(None)
        except BaseException as error:
            self._put(error)

    def _put(self, piece: Union[bytes, Optional[BaseException]]) -> bool:
        while not self._stopped.is_set():
            try:
                self._queue.put(piece, timeout=_POLL_S)
            except Full:
                continue
            return True
        return False
