"""Objects that may own an issued code which has none yet: noted when codes are matched, until one is decided on."""
from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

TABLE = "official_candidate"
STATEMENTS = (
    """CREATE TABLE official_candidate (
        candidate_id INTEGER PRIMARY KEY, code TEXT NOT NULL, role TEXT NOT NULL, source_key TEXT,
        lon REAL NOT NULL, lat REAL NOT NULL)""",
    "CREATE INDEX official_candidate_code ON official_candidate(code)",
)


@dataclass(frozen=True)
class Candidate:
    """An object by its key ('' where it has none) and a place in it (EPSG:4326, 7 decimals: a centimetre)."""

    code: str
    source_key: str
    lon: float
    lat: float


def read_candidates(con: sqlite3.Connection, role: str, scheme: str) -> list[Candidate]:
    """The candidates of this role for codes of a scheme that still wait for their object; none in an old register."""
    if con.execute("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?", (TABLE,)).fetchone() is None:
        return []
    rows = con.execute(
        "SELECT c.code, coalesce(c.source_key, ''), c.lon, c.lat FROM official_candidate c"
        " JOIN code_ledger l ON l.code = c.code WHERE l.state = 'official' AND l.address_id IS NULL"
        " AND c.role = ? AND l.scheme = ? ORDER BY c.code, c.candidate_id",
        (role, scheme),
    )
    return [Candidate(*row) for row in rows]


def write_candidates(
    con: sqlite3.Connection, role: str, codes: Iterable[str], candidates: Iterable[Candidate]
) -> None:
    """Replace the candidates of these codes, inside the caller's transaction."""
    con.executemany("DELETE FROM official_candidate WHERE code = ? AND role = ?", ((code, role) for code in codes))
    con.executemany(
        "INSERT INTO official_candidate (code, role, source_key, lon, lat) VALUES (?, ?, nullif(?, ''), ?, ?)",
        ((c.code, role, c.source_key, c.lon, c.lat) for c in candidates),
    )
