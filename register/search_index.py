"""Looking into the side-car of the search: addresses by code, by words in any spelling, near a position."""
from __future__ import annotations

import math
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Optional

import numpy as np

from ..core.errors import QT_TRANSLATE_NOOP, Message
from ..core.search.places import Places, RankedPlace
from ..core.search.query import Kind, Query, Reading, read_query
from .connect import open_database
from .errors import RegisterError, sqlite_errors
from .search_file import Mark, read_mark
from .sql import Sql, join

PLACES = 24  # that are looked up for a query
NEAR_M = 150.0  # around a position
EXACT, BEGUN, UNNUMBERED, OTHER_NUMBER = 0.3, 0.2, 0.12, -0.1
_LAST = "\U0010ffff"
_METRES = 111_320.0  # per degree of latitude
ENTRY = Sql("SELECT fid, code, text, lon, lat, stage, number, coalesce(name_place, 0), place FROM entry")
BY_CODE = join([ENTRY, "WHERE code = ?"], " ")
OF_CODES = join([ENTRY, "WHERE code >= ? AND code < ? ORDER BY code LIMIT ?"], " ")
AROUND = join([ENTRY, "WHERE lon BETWEEN ? AND ? AND lat BETWEEN ? AND ?"], " ")
AT_NUMBER = join([ENTRY, "WHERE place IN (SELECT value FROM json_each(?)) AND number = ? ORDER BY place LIMIT ?"], " ")
FROM_NUMBER = join(
    [ENTRY, "WHERE place = ? AND number >= ? AND number < ? ORDER BY length(number), number LIMIT ?"], " "
)
IN_PLACE = join([ENTRY, "WHERE place = ? ORDER BY length(number), number LIMIT ?"], " ")
IN_STREET = join([ENTRY, "WHERE place = ? LIMIT ?"], " ")
CALLED = join([ENTRY, "WHERE name_place = ? LIMIT ?"], " ")
_RETIRED = 0.15


STALE = Message(
    "search_stale", QT_TRANSLATE_NOOP("diachiso", "The search file {path} was made anew. Ask once more.")
)


class StaleSearch(RegisterError):
    """The side-car was made anew since this index was read: it must be read again."""


@dataclass(frozen=True)
class Found:
    """An address: `lon`, `lat` degrees, None where it has no position; `score` compares answers to one query."""

    fid: int
    code: str
    text: str
    name: str
    commune: str
    lon: Optional[float]
    lat: Optional[float]
    stage: str
    score: float


class SearchIndex:
    """What a side-car held when it was opened. Any thread may ask: each question has a connection of its own."""

    def __init__(self, file: Path) -> None:
        self.file = file
        with closing(open_database(file, mode="ro")) as con, sqlite_errors(file):
            con.execute("BEGIN")  # one state of the file
            self._made = _made(con)
            lines = [text for (text,) in con.execute("SELECT text FROM line ORDER BY line")]
            communes = [text for (text,) in con.execute("SELECT text FROM commune ORDER BY commune")]
            rows = con.execute("SELECT line, commune FROM place ORDER BY place").fetchall()
        pairs = np.array(rows, np.int64).reshape(-1, 2) - 1  # numbered from 1 without gaps
        self.mark: Optional[Mark] = read_mark(file)
        self.lines = lines
        self.line_of, self.commune_of = pairs[:, 0], pairs[:, 1]
        self.places = Places(lines, communes, self.line_of, self.commune_of)

    def is_same(self, other: SearchIndex) -> bool:
        """Whether both were read from the same state of the same file."""
        return (self._made, self.mark) == (other._made, other.mark)

    def find(self, text: str, limit: int = 10) -> list[Found]:
        """The addresses that a typed text may mean, the best first; none for metres, see `near`."""
        query = read_query(text)
        if query.kind is Kind.CODE:
            return self.by_code(query.code, limit)
        if query.kind is Kind.POSITION and query.lonlat is not None:
            return self.near(*query.lonlat, limit)
        return self.by_words(query, limit) if query.kind is Kind.WORDS else []

    def by_code(self, code: str, limit: int) -> list[Found]:
        """Addresses whose code begins so."""
        with closing(self.open()) as con:
            rows = con.execute(OF_CODES, (code, code + _LAST, limit)).fetchall()
        return [self._found(row, 1.0 if row[1] == code else 0.9) for row in rows]

    def near(self, lon: float, lat: float, limit: int, reach_m: float = NEAR_M) -> list[Found]:
        """Addresses around a position (degrees), the nearest first."""
        wide, high = reach_m / (_METRES * math.cos(math.radians(lat))), reach_m / _METRES
        with closing(self.open()) as con:
            rows = con.execute(AROUND, (lon - wide, lon + wide, lat - high, lat + high)).fetchall()
        away = [math.hypot((row[3] - lon) / wide, (row[4] - lat) / high) for row in rows]
        ranked = sorted(range(len(rows)), key=away.__getitem__)[:limit]
        return [self._found(rows[i], 1.0 - away[i] / 2) for i in ranked if away[i] <= 1.0]

    def by_words(self, query: Query, limit: int) -> list[Found]:
        """Addresses in the places that the words mean, with the house number where one was typed."""
        ranked = self.places.rank(query, PLACES)
        found: dict[int, Found] = {}
        with closing(self.open()) as con:
            for place in ranked:
                if len(found) >= limit and place.score + EXACT < min(f.score for f in found.values()):
                    break
                for entry in self._in_place(con, place, query.readings[place.reading], limit):
                    if entry.fid not in found or found[entry.fid].score < entry.score:
                        found[entry.fid] = entry
        return sorted(found.values(), key=lambda f: (-f.score, f.text))[:limit]

    # -- one place -------------------------------------------------------------------------------------------

    def _in_place(self, con: sqlite3.Connection, place: RankedPlace, reading: Reading, limit: int) -> list[Found]:
        number = place.place + 1
        if reading.number:
            rows = con.execute(FROM_NUMBER, (number, reading.number, reading.number + _LAST, limit)).fetchall()
            if rows:
                return [self._found(r, place.score + (EXACT if r[6] == reading.number else BEGUN)) for r in rows]
        rows = con.execute(CALLED, (number, limit)).fetchall()
        if rows:
            return [self._found(row, place.score + (BEGUN if not reading.number else 0.0)) for row in rows]
        rows = con.execute(IN_PLACE, (number, limit)).fetchall()
        extra = OTHER_NUMBER if reading.number else UNNUMBERED
        return [self._found(row, place.score + extra) for row in rows]

    def _found(self, row: Sequence[Any], score: float) -> Found:
        fid, code, text, lon, lat, stage, _number, name_place, place = row
        name = self.lines[self.line_of[name_place - 1]] if name_place else ""
        commune = self.places.communes[self.commune_of[place - 1]] if place else ""
        off = _RETIRED if stage == "retired" else 0.0
        return Found(fid, code or "", text, name, commune, lon, lat, stage or "", score - off)

    def open(self) -> sqlite3.Connection:
        """A connection for many questions of one thread; StaleSearch where the file was made anew since."""
        con = open_database(self.file, mode="ro")
        if _made(con) != self._made:
            con.close()
            raise StaleSearch(STALE, path=str(self.file))
        return con


def _made(con: sqlite3.Connection) -> str:
    row = con.execute("SELECT value FROM about WHERE key = 'made'").fetchone()
    return str(row[0]) if row else ""
