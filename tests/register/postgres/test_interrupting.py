"""Whoever cancels does not wait for a long statement of the server."""
from __future__ import annotations

import threading
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from diachiso.register.cancelling import GateCancelled
from diachiso.register.postgres import early_rows
from diachiso.register.postgres.driver import PgPlace, open_register, transaction
from diachiso.register.postgres.interrupting import interruptible
from diachiso.register.postgres.mirror import mirrored
from diachiso.register.server_copies import sent_ahead

from .test_copies import copied, same, truth
from .test_early_rows import Writing

psycopg2 = pytest.importorskip("psycopg2")
LONG = "SELECT pg_sleep(600)"


def test_a_long_statement_ends_where_the_person_cancels(place: PgPlace) -> None:
    with closing(open_register(place)) as con, pytest.raises(GateCancelled, match="Nothing was written"), transaction(
        con, place
    ) as cur, interruptible(cur, place, lambda: True):
        cur.execute(LONG)


def test_what_is_wrong_for_another_reason_is_told_as_it_is(place: PgPlace) -> None:
    with closing(open_register(place)) as con, con.cursor() as cur, pytest.raises(
        psycopg2.errors.DivisionByZero
    ), interruptible(cur, place, lambda: False):
        cur.execute("SELECT 1 / 0")


@pytest.mark.parametrize("where", ["while the rest is written", "after it is written"])
def test_rows_that_go_ahead_do_not_hold_up_who_cancels(
    where: str, place: PgPlace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept, asleep, cancelled = replace(place, keep=tmp_path / "bản sao"), threading.Event(), threading.Event()

    def sleep(cur: Any, _statements: list[str]) -> None:
        asleep.set()
        cur.execute(LONG)

    monkeypatch.setattr(early_rows, "put_back", sleep)
    copied(kept)
    before = truth(kept)
    with suppress(GateCancelled), mirrored(kept, writes=True, cancelled=cancelled.is_set) as file:
        job = Writing(file, tmp_path / "job")
        with sent_ahead(file, job.folder):
            assert asleep.wait(20)
            if where.startswith("while"):
                job.con.close()
                raise GateCancelled(early_rows.GATE_CANCELLED, path=str(file))
            job.run()
            cancelled.set()
    same(kept)
    assert truth(kept) == before
