#!/usr/bin/env python3
"""Measure a check-out and its check-in against an ogr2ogr copy of the same records. Called by bench.sh (`hands`).

The largest commune of a register is checked out; a tenth of its addresses is edited in the copy, another tenth at home;
then it is looked at, checked in, and checked in once more, through qgis_process; ratios are without its start.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from bench import WrongCounts, counts, fresh, qgis
from bench_sync import linked, million
from bench_usage import CommandFailed, Usage, measure

SIZE, QUICK = 100_000, 20_000
EVERY = 10


@dataclass(frozen=True)
class Round:
    """One repeat; `start` is a qgis_process that does nothing."""

    copy: Usage
    start: Usage
    out: Usage
    look: Usage
    back: Usage
    again: Usage


def edit(register: Path, commune: str, rest: int) -> int:
    """Give every tenth address of the commune another number, as somebody does by hand; how many."""
    from diachiso.register.connect import connect

    with closing(connect(register, write=True)) as con:
        return con.execute(
            "UPDATE address SET house_number = coalesce(house_number, '') || '/7' WHERE commune_code = ?"
            f" AND fid % {EVERY} = ?", (commune, rest),
        ).rowcount  # fmt: skip


def largest(register: Path) -> tuple[str, int]:
    """The code of the commune with the most addresses, and how many it has."""
    from diachiso.register.connect import connect

    with closing(connect(register)) as con:
        row = con.execute(
            "SELECT commune_code, count(*) FROM address WHERE commune_code <> '' GROUP BY 1 ORDER BY 2 DESC LIMIT 1"
        ).fetchone()
    if row is None:
        raise WrongCounts(f"{register} has no addresses")
    return str(row[0]), int(row[1])


def there_and_back(source: Path, commune: str, folder: Path) -> Round:
    """A commune leaves, is edited on both sides, and comes back."""
    home, stick = folder / "home.gpkg", folder / "stick"
    with fresh(home), fresh(folder / "peer.gpkg") as peer:
        shutil.copyfile(source, home)
        shutil.rmtree(stick, ignore_errors=True)
        out = measure(qgis("diachiso:checkoutregister", f"REGISTER={home}", f"COMMUNES={commune}", f"OUTPUT={stick}"))
        (left,) = stick.glob("*.gpkg")
        copy = measure(["ogr2ogr", "-f", "GPKG", str(peer), str(left)])
        start = measure([qgis("")[0], "help", "diachiso:checkinregister"])
        edited, kept = edit(left, commune, 0), edit(home, commune, EVERY // 2)
        check_in = "diachiso:checkinregister", f"REGISTER={home}", f"PACKAGE={stick}"
        look = measure(qgis(*check_in))
        back, again = (measure(qgis(*check_in, "DRY_RUN=false")) for _ in range(2))
        found, repeated = counts(back.output), counts(again.output)
        if found["CONFLICTS"] or found["CHANGED"] < edited or found["ONLY_HERE"] < kept or repeated["CHANGED"]:
            raise WrongCounts(f"{edited} edited there, {kept} here: {found}, again {repeated}")
    return Round(copy, start, out, look, back, again)


def lines(rounds: list[Round]) -> list[str]:
    """Seconds by the clock and of the processor, and ratios of the work to the copy: medians over the repeats."""
    titles = {
        "copy": "ogr2ogr copy of what left", "start": "start of QGIS", "out": "check-out",
        "look": "check-in, differences only", "back": "check-in", "again": "check-in again",
    }  # fmt: skip
    told = []
    for name, title in titles.items():
        runs = [getattr(one, name) for one in rounds]
        ratio = median((run.seconds - one.start.seconds) / one.copy.seconds for run, one in zip(runs, rounds))
        seconds, most = median(run.seconds for run in runs), max(run.megabytes for run in runs)
        judged = "" if name in ("copy", "start") else f"{ratio:8.1f} x{most:7.0f} MB"
        processor = median(run.processor for run in runs)
        told.append(f"{title:<28}{seconds:7.1f} s{processor:7.1f} s{judged}")
    return told


def main() -> int:
    """Parse the command line, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help=f"{QUICK:,} buildings")
    parser.add_argument("--sizes", type=int, help="how many buildings in all")
    parser.add_argument("--register", type=Path, help="a copy of this one, instead of one that is made")
    parser.add_argument("--repeats", type=int, default=1)
    parser.add_argument("--work", type=Path, help="folder for the data, left as it is afterwards")
    options = parser.parse_args()
    work = (options.work or Path(tempfile.mkdtemp(prefix="diachiso-bench-"))).resolve()
    try:
        with tempfile.TemporaryDirectory(prefix="diachiso-bench-") as folder:
            linked(Path(folder))
            source = options.register or million(work, options.sizes or (QUICK if options.quick else SIZE))
            commune, addresses = largest(source)
            rounds = [there_and_back(source, commune, work) for _ in range(options.repeats)]
        print(f"commune {commune}: {addresses:,} addresses, a tenth edited on each side"
              " (by the clock, of the processor)")
        print("\n".join(lines(rounds)))
    except (CommandFailed, WrongCounts, subprocess.CalledProcessError) as error:
        print(error, file=sys.stderr)
        return 1
    finally:
        if options.work is None:
            shutil.rmtree(work, ignore_errors=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
