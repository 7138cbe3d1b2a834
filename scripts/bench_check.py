#!/usr/bin/env python3
"""Measure checkaddresses and checkland against a copy of what they read. Called by bench.sh with `check` first."""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from bench import PROVINCE, SCRIPTS, WrongCounts, counts, fresh, layer, qgis, verdict
from bench_check_land import land_rows
from bench_usage import CommandFailed, Usage, measure

SIZES, QUICK, JUDGED_FROM = (100_000, 1_000_000), (100_000,), 1_000_000
COPY, MEMORY, PATIENCE = 4.0, 1536.0, 2.0


@dataclass(frozen=True)
class Round:
    """One repeat: the address table copied, the register checked, and checked again."""

    copy: Usage
    first: Usage
    again: Usage
    results: dict[str, int]


class Bench:
    """A register of generated buildings along streets, in a folder of its own."""

    def __init__(self, work: Path, buildings: int) -> None:
        self.buildings, self.folder = buildings, work / str(buildings)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.land, self.register = self.folder / "land.gpkg", self.folder / "assigned.gpkg"

    def prepare(self) -> None:
        """Generate the land data, and give every building its address."""
        blocks = self.folder / "blocks.csv"
        command = [sys.executable, str(SCRIPTS / "make_bench_data.py"), str(self.land), "--buildings"]
        subprocess.run(
            [*command, str(self.buildings), "--streets", "--blocks", str(blocks)],
            check=True, stdout=subprocess.DEVNULL,
        )  # fmt: skip
        self.register.unlink(missing_ok=True)
        units, streets = layer(self.land, "communes"), layer(self.land, "streets")
        measure(qgis("diachiso:createregister", f"PROVINCE={PROVINCE}", f"UNITS={units}", f"STREETS={streets}",
                     f"OUTPUT={self.register}"))  # fmt: skip
        measure(qgis("diachiso:addcodeblock", f"REGISTER={self.register}", f"BLOCKS={blocks}"))
        buildings = layer(self.land, "buildings")
        measure(qgis("diachiso:assigncodes", f"INPUT={buildings}", f"REGISTER={self.register}", "DRY_RUN=false"))

    def run(self) -> Round:
        """One repeat."""
        checked = self.folder / "checked.gpkg"
        with fresh(self.folder / "copy.gpkg") as copied:
            copy = measure(["ogr2ogr", "-f", "GPKG", str(copied), str(self.register), "address"])
        with fresh(checked):
            shutil.copyfile(self.register, checked)
            command = qgis("diachiso:checkaddresses", f"REGISTER={checked}")
            first, again = measure(command), measure(command)
        found, found_again = counts(first.output), counts(again.output)
        kinds = ("ERRORS", "WARNINGS", "INFOS")
        if found.get("CHECKED", 0) < 0.9 * self.buildings or any(found[k] != found_again.get(k) for k in kinds):
            raise WrongCounts(f"{self.buildings} buildings: first {found}, again {found_again}")
        if found_again["NEW"] or found_again["FIXED"]:
            raise WrongCounts(f"{self.buildings} buildings: the second check found other things: {found_again}")
        return Round(copy, first, again, {k: found[k] for k in (*kinds, "CHECKED")})

    def longest_silence(self) -> float:
        """The longest time between two questions whether the check is still wanted: how long a cancel may take."""
        with fresh(self.folder / "checked.gpkg") as checked:
            shutil.copyfile(self.register, checked)
            done = measure([sys.executable, str(SCRIPTS / "bench_check_cancel.py"), str(checked)])
        return float(done.output.splitlines()[-1])


def address_row(bench: Bench, rounds: list[Round], silence: float) -> str:
    """A row of the table: medians, targets judged at the largest size."""
    judged = bench.buildings >= JUDGED_FROM
    ratio = median(max(r.first.seconds, r.again.seconds) / r.copy.seconds for r in rounds)
    memory = median(max(r.first.megabytes, r.again.megabytes) for r in rounds)
    results = rounds[-1].results
    cells = (
        f"{results['CHECKED']:>9,} addresses",
        f"copy {median(r.copy.seconds for r in rounds):.1f} s",
        f"check {median(r.first.seconds for r in rounds):.1f} s, again {median(r.again.seconds for r in rounds):.1f} s",
        f"check/copy {ratio:.2f} (<={COPY:.0f}) {verdict(ratio <= COPY, judged)}",
        f"memory {memory:.0f} MB (<={MEMORY:.0f}) {verdict(memory <= MEMORY, judged)}",
        f"longest until a cancel is heard {silence:.1f} s (<={PATIENCE:.0f}) {verdict(silence <= PATIENCE, judged)}",
        f"{results['ERRORS']:,} errors, {results['WARNINGS']:,} warnings, {results['INFOS']:,} notes",
    )
    return "  ".join(cells)


def addresses(work: Path, size: int, repeats: int) -> str:
    """The row of one size."""
    bench = Bench(work, size)
    bench.prepare()
    rounds = []
    for repeat in range(repeats):
        rounds.append(bench.run())
        print(f"{size:,} addresses: {repeat + 1} of {repeats}", file=sys.stderr, flush=True)
    return address_row(bench, rounds, bench.longest_silence())


def heuristics() -> list[str]:
    """How right the heuristics are, on errors put into clean registers; WrongCounts if a certain rule is not right."""
    command = [sys.executable, str(SCRIPTS / "rules_rightness.py")]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    head, *lines = done.stdout.splitlines() or [done.stderr]
    wrong = [line for line in lines if "WRONG" in line]
    if done.returncode:
        raise WrongCounts("\n".join(["rules that are not right:", head, *(wrong or [done.stderr])]))
    return [head, *(line for line in lines if "heuristic" in line)]


def main() -> int:
    """Parse the command line, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="100,000 addresses only")
    parser.add_argument("--sizes", help="numbers of buildings, with commas between")
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--work", type=Path, help="folder for the data, left as it is afterwards")
    parser.add_argument("--only", choices=("addresses", "land", "rightness"), help="one part")
    options = parser.parse_args()
    sizes = [int(n) for n in options.sizes.split(",")] if options.sizes else QUICK if options.quick else SIZES
    work = (options.work or Path(tempfile.mkdtemp(prefix="diachiso-bench-"))).resolve()
    lines: list[str] = []
    try:
        if options.only in (None, "addresses"):
            lines += [addresses(work, size, options.repeats) for size in sizes]
        if options.only in (None, "land"):
            for size in sizes:
                lines += land_rows(work, size, size // 5, options.repeats)
        if options.only in (None, "rightness"):
            lines += heuristics()
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
