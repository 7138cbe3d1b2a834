#!/usr/bin/env python3
"""Measure the sync against the reference registry, 100 ms away. Called by bench.sh with `sync` first.

10,000 new addresses are sent at a simulated round trip of 100 ms (the registry waits so long before each answer), and
a register with 1,000,000 edited addresses is looked at before a push: a package is to be proposed instead.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

from bench import SIZES, Bench, layer, qgis, verdict
from bench_usage import CommandFailed, measure

ROOT = Path(__file__).resolve().parent.parent
OPERATIONS, ROUND_TRIP, MINUTES, PLANNED, MEGABYTES = 10_000, 0.1, 5.0, 30.0, 512.0


def linked(folder: Path) -> None:
    """Offer the checkout as the package `diachiso`, as QGIS does; its own folder would hide QGIS's `processing`."""
    (folder / "diachiso").symlink_to(ROOT, target_is_directory=True)
    sys.path[:] = [str(folder), *(p for p in sys.path if Path(p or ".").resolve() != ROOT)]


def push(operations: int) -> dict[str, float]:
    """Seconds and megabytes of a sync that sends so many new addresses; runs in a process of its own."""
    with tempfile.TemporaryDirectory(prefix="diachiso-bench-") as folder:
        linked(Path(folder))
        from diachiso.tests.registry.running import RunningRegistry
        from diachiso.tests.sync.carrier import plain
        from diachiso.tests.sync.desk import Desk, fill, make_register

        registry = RunningRegistry()
        try:
            desk = Desk(make_register(Path(folder) / "register.gpkg"), registry.url, plain(registry.token()))
            fill(desk.path, operations)
            registry.fault("delay", seconds=ROUND_TRIP, count=10**9)
            start = time.perf_counter()
            counts = desk.sync()
            seconds = time.perf_counter() - start
            requests = len(desk.sent)
            registry.clear_faults()
            there = len(registry.items())
        finally:
            registry.stop()
        if (counts.pushed, there, counts.waiting) != (operations, operations, 0):
            raise CommandFailed(f"{counts} of {operations}, {there} there")
    return {"seconds": seconds, "megabytes": memory(), "requests": requests}


def plan(register: Path) -> dict[str, float]:
    """Seconds and megabytes of the look at a register of which every address was edited."""
    with tempfile.TemporaryDirectory(prefix="diachiso-bench-") as folder:
        linked(Path(folder))
        from diachiso.register.additions import create_additions
        from diachiso.register.connect import connect
        from diachiso.sync.planning import forecast

        with closing(connect(register, write=True)) as con:
            con.execute("BEGIN IMMEDIATE")
            create_additions(con)  # a register from before there was a sync will do
            con.execute("UPDATE sync_ctl SET value = '1' WHERE key = 'applying'")
            con.execute("UPDATE address SET stage = 'submitted' WHERE stage <> 'submitted'")
            con.execute("INSERT OR IGNORE INTO sync_dirty (table_name, fid) SELECT 'address', fid FROM address")
            con.execute("UPDATE sync_ctl SET value = '0' WHERE key = 'applying'")
            con.execute("COMMIT")
        start = time.perf_counter()
        found = forecast(register)
        seconds = time.perf_counter() - start
    waiting = found.creates + found.updates
    return {"seconds": seconds, "megabytes": memory(), "waiting": waiting, "package": found.package_advised}


def memory() -> float:
    """The most memory that this process had, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def alone(*arguments: str) -> dict[str, float]:
    """This script in a process of its own, so that its memory is its own."""
    done = subprocess.run([sys.executable, __file__, *arguments], capture_output=True, text=True, check=False)
    if done.returncode:
        raise CommandFailed(done.stderr.strip())
    return json.loads(done.stdout.splitlines()[-1])  # type: ignore[no-any-return]


def million(work: Path, size: int) -> Path:
    """A register with so many addresses."""
    bench = Bench(work, size)
    bench.prepare()
    measure(
        qgis("diachiso:assigncodes", f"INPUT={layer(bench.land, 'buildings')}", f"REGISTER={bench.empty}",
             "DRY_RUN=false")
    )  # fmt: skip
    return Path(bench.empty)


def main() -> int:
    """Parse the command line, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="1,000 operations, 100,000 edited addresses")
    parser.add_argument("--repeats", type=int, default=1)
    parser.add_argument("--sizes", help="numbers of operations, with commas between")
    parser.add_argument("--register", type=Path, help="copy this one for the edited addresses, instead of making one")
    parser.add_argument("--work", type=Path, help="folder for the data, left as it is afterwards")
    parser.add_argument("--push", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--plan", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.push or options.plan:
        print(json.dumps(push(options.push) if options.push else plan(options.plan)))
        return 0
    default = f"{OPERATIONS // 10}" if options.quick else f"{OPERATIONS // 10},{OPERATIONS}"
    work = options.work or Path(tempfile.mkdtemp(prefix="diachiso-bench-"))
    try:
        for size in map(int, (options.sizes or default).split(",")):
            for _ in range(options.repeats):
                print(pushed(size), flush=True)
        register = work / "edited.gpkg"
        edited = SIZES[-2] if options.quick else SIZES[-1]
        source = options.register or million(work.resolve(), edited)
        shutil.copyfile(source, register)
        found = alone("--plan", str(register))
        os.unlink(register)
        ok = found["seconds"] <= PLANNED and bool(found["package"])
        proposed = "a package is proposed" if found["package"] else "no package is proposed"
        print(
            f"{found['waiting']:>9,} edited      looked at in {found['seconds']:.1f} s (<={PLANNED:.0f}), {proposed}, "
            f"{found['megabytes']:.0f} MB  {verdict(ok, True)}"
        )
    except (CommandFailed, subprocess.CalledProcessError) as error:
        print(error, file=sys.stderr)
        return 1
    finally:
        if options.work is None:
            shutil.rmtree(work, ignore_errors=True)
    return 0


def pushed(size: int) -> str:
    """A line of the table for one number of operations."""
    found = alone("--push", str(size))
    limit = MINUTES * 60
    ok = found["seconds"] <= limit and found["megabytes"] <= MEGABYTES
    return (
        f"{size:>9,} operations  {found['requests']:.0f} requests at {ROUND_TRIP * 1000:.0f} ms: "
        f"{found['seconds']:.0f} s (<={limit:.0f})  {found['megabytes']:.0f} MB (<={MEGABYTES:.0f})  "
        f"{verdict(ok, size >= OPERATIONS)}"
    )


if __name__ == "__main__":
    sys.exit(main())
