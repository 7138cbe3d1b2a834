"""How far a copy's own log had gone whenever it came back: so that an older or a second copy is told from it."""
from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

_STEP = 5_000


@dataclass(frozen=True)
class Trace:
    """A state of a copy: when it came back (UTC, ISO), the newest row of its log, the digest of the log up to it."""

    at: str
    seq: int
    digest: str


def trace(con: sqlite3.Connection, at: str) -> Trace:
    """The state of a copy now."""
    seq = int(con.execute("SELECT coalesce(max(seq), 0) FROM audit_log").fetchone()[0])
    return Trace(at, seq, digest_of_log(con, seq))


def digest_of_log(con: sqlite3.Connection, seq: int) -> str:
    """The SHA-256 of a log's rows up to one of them; its rows never change, so only the same past has the same."""
    digest = hashlib.sha256()
    cursor = con.execute(
        "SELECT seq, at, by, table_name, fid, object_id, action, old, new FROM audit_log WHERE seq <= ? ORDER BY seq",
        (seq,),
    )
    while True:
        rows = cursor.fetchmany(_STEP)
        if not rows:
            return digest.hexdigest()
        for row in rows:
            digest.update(json.dumps(row, default=str).encode())


def fits(con: sqlite3.Connection, known: Trace) -> bool:
    """Whether a copy has gone on from a state."""
    last = con.execute("SELECT coalesce(max(seq), 0) FROM audit_log").fetchone()[0]
    return int(last) >= known.seq and digest_of_log(con, known.seq) == known.digest


def to_json(trail: Sequence[Trace]) -> str:
    """The states as text."""
    return json.dumps([[t.at, t.seq, t.digest] for t in trail])


def from_json(text: str) -> list[Trace]:
    """The states of a text."""
    return [Trace(*row) for row in json.loads(text or "[]")]
