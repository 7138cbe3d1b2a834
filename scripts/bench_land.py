#!/usr/bin/env python3
"""Measure importlayer and diagnoselayer against a copy of their input. Called by bench.sh with `land` first."""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from bench import SCRIPTS, WrongCounts, counts, fresh, layer, qgis, verdict
from bench_usage import CommandFailed, Usage, measure

SIZES, QUICK, JUDGED_FROM = (100_000, 1_000_000), (100_000,), 1_000_000
COPY, MEMORY = 2.0, 1024.0


@dataclass(frozen=True)
class Round:
    """One repeat at one size."""

    copy: Usage
    imported: Usage
    diagnosed: Usage


def rounds_of(work: Path, buildings: int, repeats: int) -> list[Round]:
    """Generate the layer, then copy, import and diagnose it side by side, some times."""
    folder = work / str(buildings)
    folder.mkdir(parents=True, exist_ok=True)
    land = folder / "land.gpkg"
    command = [sys.executable, str(SCRIPTS / "make_bench_data.py"), str(land), "--buildings", str(buildings)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    source, rounds = layer(land, "buildings"), []
    for repeat in range(repeats):
        with fresh(folder / "copy.gpkg") as copied:
            copy = measure(["ogr2ogr", "-f", "GPKG", str(copied), str(land), "buildings"])
        with fresh(folder / "imported.gpkg") as target:
            imported = measure(qgis("diachiso:importlayer", f"INPUT={source}", f"OUTPUT={target}"))
        diagnosed = measure(qgis("diachiso:diagnoselayer", f"INPUT={source}"))
        found = counts(imported.output)
        if found.get("READ") != buildings or found.get("WRITTEN", 0) + found.get("SKIPPED", 0) < buildings:
            raise WrongCounts(f"{buildings} buildings: {found}")
        rounds.append(Round(copy, imported, diagnosed))
        print(f"{buildings:,} polygons: {repeat + 1} of {repeats}", file=sys.stderr, flush=True)
    return rounds


def line(buildings: int, rounds: list[Round]) -> str:
    """A row of the table: medians, targets judged at the largest size."""
    judged = buildings >= JUDGED_FROM
    ratio = median(r.imported.seconds / r.copy.seconds for r in rounds)
    memory = median(r.imported.megabytes for r in rounds)
    cells = (
        f"{buildings:>9,} polygons",
        f"copy {median(r.copy.seconds for r in rounds):.1f} s",
        f"import {median(r.imported.seconds for r in rounds):.1f} s",
        f"import/copy {ratio:.2f} (<={COPY}) {verdict(ratio <= COPY, judged)}",
        f"memory {memory:.0f} MB (<={MEMORY:.0f}) {verdict(memory <= MEMORY, judged)}",
        f"diagnosis {median(r.diagnosed.seconds for r in rounds):.1f} s, "
        f"{median(r.diagnosed.megabytes for r in rounds):.0f} MB",
    )
    return "  ".join(cells)


def main() -> int:
    """Parse the command line, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="100,000 polygons only")
    parser.add_argument("--sizes", help="numbers of polygons, with commas between")
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--work", type=Path, help="folder for the data, left as it is afterwards")
    options = parser.parse_args()
    sizes = [int(n) for n in options.sizes.split(",")] if options.sizes else QUICK if options.quick else SIZES
    work = options.work or Path(tempfile.mkdtemp(prefix="diachiso-bench-"))
    try:
        lines = [line(size, rounds_of(work.resolve(), size, options.repeats)) for size in sizes]
    except (CommandFailed, WrongCounts, subprocess.CalledProcessError) as error:
        print(error, file=sys.stderr)
        return 1
    finally:
        if options.work is None:
            shutil.rmtree(work, ignore_errors=True)
    print("\n".join(lines))
    return 0


if __name__ == "__main__":
    sys.exit(main())
