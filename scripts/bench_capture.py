#!/usr/bin/env python3
"""Measure what the triggers add to an edit of every record. Called by bench.sh with `capture` first."""

from __future__ import annotations

import argparse
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from statistics import median

from bench import QUICK, SIZES, Bench, fresh, layer, qgis, verdict
from bench_usage import CommandFailed, measure

DIRTY, ALL = 2.0, 6.0
MARK = (
    "CREATE TRIGGER mark AFTER UPDATE ON address BEGIN INSERT INTO sync_dirty (table_name, fid)"
    " VALUES ('address', NEW.fid) ON CONFLICT DO NOTHING; END"
)


def edit(register: Path, keep: bool, more: Iterable[str] = ()) -> float:
    """Seconds of an UPDATE of every address, by another program; `keep` the register's own triggers, or `more`."""
    with fresh(register.with_name("edited.gpkg")) as copy:
        shutil.copyfile(register, copy)
        with closing(sqlite3.connect(copy, isolation_level=None)) as con:
            rows = con.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'address'")
            for (name,) in rows.fetchall():
                if not keep or name.startswith("rtree_"):  # plain SQLite lacks the functions that the R-tree's ask
                    con.execute(f'DROP TRIGGER "{name}"')
            for statement in more:
                con.execute(statement)
            con.execute("DELETE FROM sync_dirty")
            con.execute("BEGIN IMMEDIATE")
            start = time.perf_counter()
            con.execute("UPDATE address SET note = 'x'")
            con.execute("COMMIT")
            seconds = time.perf_counter() - start
            edited, marked = (
                con.execute(query).fetchone()[0]
                for query in ("SELECT count(*) FROM address", "SELECT count(*) FROM sync_dirty")
            )
            if (keep or more) and edited != marked:
                raise CommandFailed(f"{edited} addresses edited, {marked} marked")
    return seconds


def row(work: Path, addresses: int, repeats: int) -> str:
    """A line of the table for one size."""
    bench = Bench(work, addresses)
    bench.prepare()
    land = layer(bench.land, "buildings")
    measure(qgis("diachiso:assigncodes", f"INPUT={land}", f"REGISTER={bench.empty}", "DRY_RUN=false"))
    rounds = [
        (edit(bench.empty, False), edit(bench.empty, False, [MARK]), edit(bench.empty, True)) for _ in range(repeats)
    ]
    judged = addresses >= SIZES[-1]
    dirty, full = (median(r[k] / r[0] for r in rounds) for k in (1, 2))
    return (
        f"{addresses:>9,} addresses  no trigger {median(r[0] for r in rounds):.1f} s  "
        f"dirty marks {dirty:.2f} x (<={DIRTY:.0f}) {verdict(dirty <= DIRTY, judged)}  "
        f"all triggers {full:.2f} x (<={ALL:.0f}) {verdict(full <= ALL, judged)}"
    )


def main() -> int:
    """Parse the command line, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="up to 100,000 addresses")
    parser.add_argument("--sizes", help="numbers of addresses, with commas between")
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--work", type=Path, help="folder for the data, left as it is afterwards")
    options = parser.parse_args()
    sizes = [int(n) for n in options.sizes.split(",")] if options.sizes else QUICK if options.quick else SIZES[1:]
    work = options.work or Path(tempfile.mkdtemp(prefix="diachiso-bench-"))
    try:
        for size in sizes:
            print(row(work.resolve(), size, options.repeats), flush=True)
    except (CommandFailed, subprocess.CalledProcessError) as error:
        print(error, file=sys.stderr)
        return 1
    finally:
        if options.work is None:
            shutil.rmtree(work, ignore_errors=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
