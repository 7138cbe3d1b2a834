#!/usr/bin/env python3
"""Measure assigncodes against a copy of its input and against the native algorithms. Called by bench.sh."""

from __future__ import annotations

import argparse
import csv
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from bench_usage import CommandFailed, Usage, measure

SCRIPTS = Path(__file__).resolve().parent
SIZES = (10_000, 100_000, 1_000_000)
OVERLAP_AT = 10_000  # a million took the native algorithms more than ten minutes; the ratio only grows
QUICK = SIZES[:2]
PROVINCE = "56"
JUDGED_FROM = 1_000_000  # below, the start of QGIS outweighs the work
COPY, RERUN, NATIVE, MEMORY, LINEAR = 1.5, 0.5, 5.0, 1024.0, 1.25
FORMULA = "lpad(to_string(@row_number), 10, '0')"


@dataclass(frozen=True)
class Round:
    """One repeat at one size."""

    copy: Usage
    first: Usage
    again: Usage
    native: Usage


@dataclass(frozen=True)
class Figures:
    """What the rounds of one size come to."""

    buildings: int
    copy: float
    first: float
    copy_ratio: float
    again_ratio: float
    native_ratio: float
    megabytes: float


class WrongCounts(Exception):
    """A run did something else than it should have."""


def qgis(algorithm: str, *parameters: str) -> list[str]:
    """The command of a QGIS algorithm, in the profile of env.sh."""
    # Debian 12's wrapper passes an option that its own binary refuses.
    program = shutil.which("qgis_process.bin") or shutil.which("qgis_process")
    if program is None:
        raise CommandFailed("qgis_process is not installed: run scripts/setup.sh")
    return [program, "run", algorithm, "--", *parameters]


def layer(file: Path, name: str) -> str:
    """A layer as QGIS names it."""
    return f"{file}|layername={name}"


def calculate(source: Path, target: Path) -> list[str]:
    """The command that gives each feature a number of ten digits."""
    return qgis(
        "native:fieldcalculator", f"INPUT={source}", "FIELD_NAME=address_code", "FIELD_TYPE=2", "FIELD_LENGTH=10",
        f"FORMULA={FORMULA}", f"OUTPUT={target}",
    )  # fmt: skip


def counts(output: str) -> dict[str, int]:
    """The numbers that an algorithm returned, by name."""
    pairs = (line.partition(":") for line in output.splitlines())
    return {name: int(value) for name, _, value in pairs if name.isupper() and value.strip().isdigit()}


class Bench:
    """The measurements at one size, in a folder of its own."""

    def __init__(self, work: Path, buildings: int) -> None:
        self.folder = work / str(buildings)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.buildings = buildings
        self.land = self.folder / "land.gpkg"
        self.empty = self.folder / "empty.gpkg"

    def prepare(self) -> None:
        """Generate the land data and a register with blocks."""
        blocks = self.folder / "blocks.csv"
        command = [sys.executable, str(SCRIPTS / "make_bench_data.py"), str(self.land), "--buildings"]
        subprocess.run([*command, str(self.buildings), "--blocks", str(blocks)], check=True, stdout=subprocess.DEVNULL)
        self.empty.unlink(missing_ok=True)
        units = layer(self.land, "communes")
        measure(qgis("diachiso:createregister", f"PROVINCE={PROVINCE}", f"UNITS={units}", f"OUTPUT={self.empty}"))
        measure(qgis("diachiso:addcodeblock", f"REGISTER={self.empty}", f"BLOCKS={blocks}"))

    def run(self, with_native: bool, native: Usage) -> Round:
        """One repeat; `native` is what it took before, where it is not measured again."""
        buildings = layer(self.land, "buildings")
        register, joined, done = (self.folder / f"{name}.gpkg" for name in ("register", "joined", "done"))
        with fresh(self.folder / "copy.gpkg") as copied:
            copy = measure(["ogr2ogr", "-f", "GPKG", str(copied), str(self.land), "buildings"])
        assign = qgis("diachiso:assigncodes", f"INPUT={buildings}", f"REGISTER={register}", "DRY_RUN=false")
        with fresh(register):
            shutil.copyfile(self.empty, register)
            first = measure(assign)
            again = measure(assign)
        self._check(counts(first.output), counts(again.output))
        if with_native:
            with fresh(joined), fresh(done):
                # The first commune found, a lesser job, for comparison: see `largest_overlap` for the same job.
                parts = measure(self._join(buildings, joined, method=1)), measure(calculate(joined, done))
            native = Usage(sum(p.seconds for p in parts), max(p.megabytes for p in parts), "")
        return Round(copy, first, again, native)

    def largest_overlap(self) -> float:
        """Seconds that the native algorithms take for the job of assigncodes: each building's commune is the one that
        it overlaps most. That join stops at an invalid outline, so they are fixed first.
        """
        fixed, joined, done = (self.folder / f"{name}.gpkg" for name in ("fixed", "joined", "done"))
        with fresh(fixed), fresh(joined), fresh(done):
            fix = qgis("native:fixgeometries", f"INPUT={layer(self.land, 'buildings')}", f"OUTPUT={fixed}")
            commands = fix, self._join(str(fixed), joined, method=2), calculate(joined, done)
            return sum(measure(command).seconds for command in commands)

    def _join(self, buildings: str, joined: Path, method: int) -> list[str]:
        return qgis(
            "native:joinattributesbylocation", f"INPUT={buildings}", f"JOIN={layer(self.land, 'communes')}",
            "PREDICATE=0", "JOIN_FIELDS=code", f"METHOD={method}", f"OUTPUT={joined}",
        )  # fmt: skip

    def _check(self, first: dict[str, int], again: dict[str, int]) -> None:
        new, kept = first.get("NEW", 0), again.get("KEPT", 0)
        if new < 0.9 * self.buildings or kept != new or again.get("NEW", -1) != 0:
            raise WrongCounts(f"{self.buildings} buildings: first {first}, again {again}")


@contextmanager
def fresh(file: Path) -> Iterator[Path]:
    """A file that is not there yet, and no longer is afterwards; nor are a register's backups."""

    def remove() -> None:
        for leftover in file.parent.glob(f"{file.stem}.*"):
            if leftover.is_dir():
                shutil.rmtree(leftover)
            else:
                leftover.unlink()

    remove()
    try:
        yield file
    finally:
        remove()


def figures(buildings: int, rounds: list[Round]) -> Figures:
    """The medians."""
    return Figures(
        buildings,
        copy=median(r.copy.seconds for r in rounds),
        first=median(r.first.seconds for r in rounds),
        copy_ratio=median(r.first.seconds / r.copy.seconds for r in rounds),
        again_ratio=median(r.again.seconds / r.first.seconds for r in rounds),
        native_ratio=median(r.native.seconds / r.first.seconds for r in rounds),
        megabytes=median(max(r.first.megabytes, r.again.megabytes) for r in rounds),
    )


def growth(found: list[Figures]) -> float:
    """How much more each building costs between the two largest sizes than between the two smallest: 1 is linear."""
    a, b, c = found[-3:]
    small = (b.first - a.first) / (b.buildings - a.buildings)
    large = (c.first - b.first) / (c.buildings - b.buildings)
    return large / small


def verdict(good: bool, judged: bool) -> str:
    """What the table says of a target."""
    return ("ok" if good else "MISSED") if judged else ""


def table(found: list[Figures]) -> list[str]:
    """The table, targets in its head."""
    head = ("buildings", "copy s", "assign s", f"assign/copy <={COPY}", f"re-run/assign <={RERUN}",
            "first-found native/assign", f"memory MB <={MEMORY:.0f}")  # fmt: skip
    rows = [head]
    for f in found:
        judged = f.buildings >= JUDGED_FROM
        rows.append((
            f"{f.buildings:,}", f"{f.copy:.1f}", f"{f.first:.1f}",
            f"{f.copy_ratio:.2f} {verdict(f.copy_ratio <= COPY, judged)}",
            f"{f.again_ratio:.2f} {verdict(f.again_ratio <= RERUN, judged)}",
            f"{f.native_ratio:.1f}",
            f"{f.megabytes:.0f} {verdict(f.megabytes <= MEMORY, judged)}",
        ))  # fmt: skip
    widths = [max(len(row[k]) for row in rows) for k in range(len(head))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip() for row in rows]
    if len(found) >= 3:
        times = growth(found)
        lines.append(f"cost per building at the largest size / before: {times:.2f} (<={LINEAR}) "
                     f"{verdict(times <= LINEAR, found[-1].buildings >= JUDGED_FROM)}")  # fmt: skip
    return lines


def main() -> int:
    """Parse the command line, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="up to 100,000 buildings")
    parser.add_argument("--sizes", help="numbers of buildings, with commas between")
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--work", type=Path, help="folder for the data, left as it is afterwards")
    parser.add_argument("--csv", type=Path, help="write the figures there, too")
    options = parser.parse_args()
    sizes = [int(n) for n in options.sizes.split(",")] if options.sizes else QUICK if options.quick else SIZES
    work = options.work or Path(tempfile.mkdtemp(prefix="diachiso-bench-"))
    found, overlap = [], (0, 0.0)
    try:
        for buildings in sizes:
            bench = Bench(work.resolve(), buildings)
            bench.prepare()
            rounds: list[Round] = []
            for repeat in range(options.repeats):
                # The native run is far from its target and long: once is enough for the largest layer.
                with_native = repeat == 0 or buildings < JUDGED_FROM
                rounds.append(bench.run(with_native, rounds[0].native if rounds else Usage(0, 0, "")))
                print(f"{buildings:,} buildings: {repeat + 1} of {options.repeats}", file=sys.stderr, flush=True)
            found.append(figures(buildings, rounds))
            if buildings == OVERLAP_AT:
                overlap = buildings, bench.largest_overlap() / found[-1].first
    except (CommandFailed, WrongCounts, subprocess.CalledProcessError) as error:
        print(error, file=sys.stderr)
        return 1
    finally:
        if options.work is None:
            shutil.rmtree(work, ignore_errors=True)
    print("\n".join(table(found)))
    size, times = overlap
    if size:
        print(
            f"native joinattributesbylocation + fieldcalculator by largest overlap, the job of assigncodes, at {size:,}"
            f" buildings: {times:.1f} x assigncodes (>={NATIVE:.0f}) {verdict(times >= NATIVE, True)}"
        )
    if options.csv:
        with options.csv.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(Figures.__dataclass_fields__)
            writer.writerows([[getattr(f, name) for name in Figures.__dataclass_fields__] for f in found])
    return 0


if __name__ == "__main__":
    sys.exit(main())
