"""Which people's rows were changed in a copy and here since it left: the logs tell, without a word of what stood there.

A check-out's base holds no people, so that nobody who is erased stays in it.
"""
from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Optional

from ...core.checkin.three_way import Key, Row, Values


@dataclass(frozen=True)
class PeopleChanged:
    """Numbers of rows, known here: changed, made or deleted in the copy since it came last; changed here since.

    `erased`: erased here; `erased_there`: how many were erased in the copy since.
    """

    there: frozenset[int]
    made_there: frozenset[int]
    here: frozenset[int]
    erased: frozenset[int]
    erased_there: int = 0


def people_changed(
    con: sqlite3.Connection, copy: sqlite3.Connection, *, first_seq: int, last_seq: int, home_seq: int,
    checkins: Collection[int], open_people: Collection[int], numbers: Mapping[int, int],
) -> PeopleChanged:  # fmt: skip
    """`first_seq`, `last_seq`: how far the copy's log went when it left and when it came last; `home_seq`: ours when it
    left; `checkins`: applies that took from it; `open_people`: not settled then; `numbers`: there → here.
    """
    made = _fids(copy, "action = 'insert' AND seq > ?", first_seq)
    changed = _fids(copy, "seq > ?", last_seq)

    def here(number: int) -> int:
        return numbers.get(number, -number if number in made else number)

    rows = con.execute(
        "SELECT fid, apply_id FROM audit_log WHERE table_name = 'person' AND fid IS NOT NULL AND seq > ?",
        (home_seq,),
    )
    return PeopleChanged(
        frozenset({here(n) for n in changed} | set(open_people)),
        frozenset(-n for n in made),
        frozenset(fid for fid, apply_id in rows if apply_id not in checkins),
        frozenset(_fids(con, "action = 'erase' AND seq > ?", -1)),
        len(_fids(copy, "action = 'erase' AND seq > ?", last_seq)),
    )


def base_of_people(mine: list[Row], theirs: list[Row], changed: PeopleChanged) -> Iterator[Row]:
    """The rows as they must have been: equal to the side that has not changed them."""
    here, there = dict(mine), dict(theirs)
    for key in sorted({*here, *there}):
        row = _before(key, here.get(key), there.get(key), changed)
        if row is not None:
            yield key, row


def _before(key: Key, here: Optional[Values], there: Optional[Values], changed: PeopleChanged) -> Optional[Values]:
    if key in changed.made_there and here is None:
        return None
    if key not in changed.there:
        return there
    if key not in changed.here:
        return here
    return (object(),) * len(here or there or ())


def _fids(con: sqlite3.Connection, where: str, seq: int) -> set[int]:
    query = "".join(("SELECT fid FROM audit_log WHERE table_name = 'person' AND fid IS NOT NULL AND ", where))
    return {int(fid) for (fid,) in con.execute(query, (seq,))}
