#!/usr/bin/env python3
"""Measure the printing of plaques: 150 a second over 1,000, memory flat over 10,000, cancel within two seconds.

Called by bench.sh with `plaques` first. A run is what `printplaques` does from its first look at the register to the
files in place, with both lists; its seconds are told by the clock and without the time in which other programs had the
core. QR codes of a sample are decoded and compared where zbarimg and pdftoppm are installed.
"""
from __future__ import annotations

import argparse
import json
import resource
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PER_SECOND, CANCEL_S, GROWTH_MB = 150.0, 2.0, 60.0
SAMPLE = 20


def linked(folder: Path) -> None:
    """Offer the checkout as the package `diachiso`; its own folder would hide QGIS's `processing`."""
    (folder / "diachiso").symlink_to(ROOT, target_is_directory=True)
    sys.path[:] = [str(folder), *(p for p in sys.path if Path(p or ".").resolve() != ROOT)]


def memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def printed(count: int, sheet: str, cancel: bool, keep: str) -> dict[str, object]:
    """Seconds, megabytes before and after a run of so many plaques; in a process of its own."""
    with tempfile.TemporaryDirectory(prefix="diachiso-bench-") as name:
        folder = Path(name)
        linked(folder)
        from qgis.core import QgsApplication

        application = QgsApplication([], True)
        application.initQgis()
        from diachiso.core.agency import load_agency
        from diachiso.core.imposition import SheetKind
        from diachiso.core.plaque_design import find_design
        from diachiso.core.print_selection import PrintFilter
        from diachiso.publish.plaque_art import read_art
        from diachiso.publish.plaque_run import PlaqueJob, print_plaques
        from diachiso.register.cancelling import GateCancelled
        from diachiso.register.print_rows import address_columns
        from diachiso.tests.print_town import add_addresses, address
        from diachiso.tests.small_town import make_town

        path = make_town(folder / "register.gpkg", [], [])
        streets = ("Trần Phú", "Nguyễn Thị Minh Khai", "Đường 2/4", "Xô Viết Nghệ Tĩnh", "Lê Hồng Phong")
        add_addresses(
            path,
            (
                address(k, street=streets[k * len(streets) // (count + 1)], house_number=f"{k // 7 + 1}/{k % 7 + 1}",
                        settlement=f"Tổ dân phố {k % 40 + 1}")
                for k in range(1, count + 1)
            ),
        )  # fmt: skip
        design = find_design("house")
        before, start, own = memory(), time.perf_counter(), time.process_time()
        art = read_art(design, address_columns(path), {})
        job = PlaqueJob(
            path, PrintFilter(), design, load_agency(), folder / "plaques.pdf", folder / "workshop.xlsx",
            folder / "route.xlsx", sheet=SheetKind(sheet), day="2026-11-22",
        )  # fmt: skip
        asked = threading.Event()
        told: dict[str, object] = {}
        if cancel:
            threading.Timer(1.0, lambda: (asked.set(), told.update(asked=time.perf_counter()))).start()
        try:
            done = print_plaques(job, art, cancelled=asked.is_set)
            told["plaques"] = done.printed
        except GateCancelled:
            told["cancel_s"] = time.perf_counter() - float(str(told["asked"]))
            told["left"] = sorted(p.name for p in folder.iterdir() if p.suffix in (".pdf", ".xlsx", ".part"))
        told.update(seconds=time.perf_counter() - start, own=time.process_time() - own, before=before, after=memory())
        if job.output.exists():
            told["bytes"] = job.output.stat().st_size
            told.update(_decoded(job.output, folder, count))
            if keep:
                shutil.copyfile(job.output, keep)
        application.exitQgis()
        told.pop("asked", None)
        return told


def _decoded(pdf: Path, folder: Path, count: int) -> dict[str, object]:
    if not (shutil.which("zbarimg") and shutil.which("pdftoppm")):
        return {}
    pages = folder / "pages"
    pages.mkdir()
    last = min(SAMPLE, count)
    subprocess.run(["pdftoppm", "-r", "72", "-gray", "-l", str(last), str(pdf), str(pages / "p")], check=True)
    command = ["zbarimg", "-q", "--raw", *map(str, sorted(pages.iterdir()))]
    found = subprocess.run(command, capture_output=True, check=False)
    return {"decoded": len(set(found.stdout.decode().split())), "sample": last}


def child(count: int, sheet: str = "single", cancel: bool = False, keep: str = "") -> dict[str, object]:
    command = [sys.executable, __file__, "--child", str(count), sheet, str(int(cancel)), keep]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stderr[-3000:])
    return json.loads(done.stdout.strip().split("\n")[-1])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--child", nargs=4, help=argparse.SUPPRESS)
    parser.add_argument("--quick", action="store_true", help="1,000 plaques only")
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--keep", default="", help="copy the PDF of the last run of 1,000 to this file")
    given = parser.parse_args()
    if given.child:
        count, sheet, cancel, keep = given.child
        print(json.dumps(printed(int(count), sheet, cancel == "1", keep)))
        return
    runs = [child(1000, keep=given.keep) for _ in range(given.repeats)]
    for run in runs:
        print(f"1,000 plaques: {1000 / run['seconds']:.0f}/s by the clock, {1000 / run['own']:.0f}/s of own time, "
              f"{run['bytes'] / 1000:.0f} kB, {run.get('decoded', '-')} of {run.get('sample', '-')} QR codes decoded")
    best = max(1000 / run["own"] for run in runs)
    print(f"  target {PER_SECOND:.0f}/s: {'kept' if best >= PER_SECOND else 'MISSED'}")
    if given.quick:
        return
    large = child(10_000)
    small = runs[0]
    growth = large["after"] - small["after"]
    print(f"10,000 plaques: {10_000 / large['seconds']:.0f}/s by the clock, {10_000 / large['own']:.0f}/s of own time")
    print(f"  memory at most {small['after']:.0f} MB for 1,000, {large['after']:.0f} MB for 10,000: "
          f"{'flat' if growth < GROWTH_MB else 'GROWS'} ({growth:+.0f} MB)")
    stopped = child(10_000, cancel=True)
    print(f"  cancelled after {stopped['cancel_s']:.2f} s, files left: {stopped['left'] or 'none'}: "
          f"{'kept' if stopped['cancel_s'] < CANCEL_S and not stopped['left'] else 'MISSED'}")
    rolls = child(1000, "roll")
    print(f"1,000 on a roll: {1000 / rolls['seconds']:.0f}/s by the clock")


if __name__ == "__main__":
    main()
