"""How often a work waits for its server, which over a slow network is how long it takes."""
from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from diachiso.register.connect import connect
from diachiso.register.postgres.driver import PgPlace
from diachiso.register.postgres.joined import JoinedCursor
from diachiso.register.postgres.mirror import mirrored
from diachiso.register.postgres.replica import fresh_copy
from diachiso.register.postgres.served import served
from diachiso.register.transaction import write_transaction

from .round_trips import CountingProxy


@pytest.fixture
def proxy(place: PgPlace, tmp_path: Path) -> Iterator[CountingProxy]:
    """Between the register and its user, whose local copies stay."""
    made = CountingProxy(replace(place, keep=tmp_path / "keep"))
    yield made
    made.close()


def number(path: Path, text: str) -> None:
    with closing(connect(path, write=True)) as con:
        con.execute("UPDATE address SET house_number = ? WHERE fid = 1", (text,))


def test_small_works_wait_seldom(proxy: CountingProxy) -> None:
    """The highest numbers that were seen, the connection (2) included; an edit once took 83."""
    place, counted = proxy.place, proxy.counted
    found = {}

    def note(name: str) -> None:
        found[name] = len(counted.turns)
        counted.clear()

    with mirrored(place, writes=True, people=False) as path:
        number(path, "1")
    fresh_copy(place)
    counted.clear()
    with mirrored(place, writes=True, people=False) as path:
        number(path, "2")
    note("edit")
    with mirrored(place, writes=True, people=False):
        pass
    note("nothing written")
    with mirrored(place, writes=False, people=False):
        pass
    note("read")
    fresh_copy(place)
    note("panel that takes an edit over")
    fresh_copy(place)
    note("panel")
    with served(place, people=False) as path:
        note("sync begins")
        with write_transaction(path) as con:
            con.execute("UPDATE address SET house_number = '3' WHERE fid = 1")
        note("a write of a sync")
    limits = {
        "edit": 28, "nothing written": 17, "read": 14, "panel that takes an edit over": 20, "panel": 13,
        "sync begins": 20, "a write of a sync": 32,
    }  # fmt: skip
    assert not {name: (count, limits[name]) for name, count in found.items() if count > limits[name]}
    with mirrored(place, writes=False) as path, closing(connect(path)) as con:
        assert con.execute("SELECT house_number FROM address WHERE fid = 1").fetchone() == ("3",)


def test_what_nobody_reads_goes_with_the_next_question(
    proxy: CountingProxy, logged_in: Callable[[PgPlace], Any]
) -> None:
    import psycopg2

    con = logged_in(proxy.place)
    with con.cursor() as cur:
        cur.execute("CREATE TEMP TABLE t (k int PRIMARY KEY, v text)")
        proxy.counted.clear()
        joined = JoinedCursor(cur)
        joined.executemany("INSERT INTO t VALUES (%s, %s)", [(1, "100 %"), (2, None)])
        joined.execute("UPDATE t SET v = 'ổ; --' WHERE k = 2")
        assert not proxy.counted.turns and joined.rowcount == 1
        joined.execute("DELETE FROM t WHERE k = 1")
        joined.execute("SELECT k, v FROM t WHERE v LIKE '%'")
        assert joined.fetchall() == [(2, "ổ; --")] and len(proxy.counted.turns) == 2
        joined.execute("SAVEPOINT before")
        joined.execute("INSERT INTO t VALUES (2, '')")
        with pytest.raises(psycopg2.errors.UniqueViolation):
            joined.execute("SELECT 1")
        joined.execute("ROLLBACK TO SAVEPOINT before")
        joined.execute("INSERT INTO t VALUES (3, '')")
        joined.flush()
        cur.execute("SELECT count(*) FROM t")
        assert cur.fetchone() == (2,)
    con.rollback()
