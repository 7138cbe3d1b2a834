"""A cursor that waits for the server only where an answer is read: what comes before goes along with that question.

Over a slow network a work waits as often as it asks, however little it asks. The server carries out statements that are
sent together one after the other, as if they had come alone; one that fails stops those behind it. So its error comes
with the next question: what somebody is ready for (a lock that is not free, a savepoint to go back to) is sent at once.
"""
from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

# Statements whose answer says nothing.
_WAITING = (
    "SET ", "ALTER TABLE", "SAVEPOINT", "RELEASE", "CREATE TEMP TABLE", "CREATE INDEX ON", "ANALYZE", "DROP TABLE",
    "INSERT INTO", "UPDATE", "DELETE FROM", "WITH gone",
)  # fmt: skip
_MOST = 1 << 20  # bytes


class JoinedCursor:
    """As a cursor of psycopg2; `flush` at the end."""

    def __init__(self, cur: Any) -> None:
        self._cur = cur
        self._waiting: list[bytes] = []
        self._size = 0

    def execute(self, statement: Any, values: Any = None) -> None:
        """Send a statement, or let it wait for the next one whose answer is read."""
        said = self._cur.mogrify(statement, values) if values is not None else _bytes(statement)
        self._waiting.append(said)
        self._size += len(said)
        if self._size > _MOST or not said.lstrip().startswith(_HEADS):
            self.flush()

    def executemany(self, statement: Any, rows: Iterable[Any]) -> None:
        """The same statement with each of the rows."""
        for row in rows:
            self.execute(statement, row)

    def copy_expert(self, statement: str, file: Any, size: int = 8192) -> None:
        """COPY, behind what waits."""
        joined = b";\n".join((*self._taken(), _bytes(statement)))
        self._cur.copy_expert(joined.decode(), file, size)

    def flush(self) -> None:
        """Send what waits."""
        waiting = self._taken()
        if waiting:
            self._cur.execute(b";\n".join(waiting))

    def _taken(self) -> list[bytes]:
        waiting, self._waiting, self._size = self._waiting, [], 0
        return waiting

    def __iter__(self) -> Iterator[Any]:
        self.flush()
        return iter(self._cur)

    def __getattr__(self, name: str) -> Any:
        if name not in ("mogrify", "connection"):
            self.flush()  # an answer, or how many rows there were
        return getattr(self._cur, name)


_HEADS = tuple(head.encode() for head in _WAITING)


def _bytes(statement: Any) -> bytes:
    return statement if isinstance(statement, bytes) else str(statement).encode()
