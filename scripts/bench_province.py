#!/usr/bin/env python3
"""Measure a register of a province on PostgreSQL. Called by bench.sh with `province` first.

Half of the addresses are assigned into an empty register, then the other half; each is measured against COPY of its
rows into tables of the same columns with the same indexes, that hold what the register held before. Then, at full
size: how long a form takes to open a record, the figures of the overview, the search, and a check, beside a GeoPackage
of the same contents.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from bench import PROVINCE, SCRIPTS, WrongCounts, layer, qgis, verdict
from bench_copied import copied, timed
from bench_search import keystrokes
from bench_sync import linked
from bench_usage import CommandFailed, measure
from load_qgis import CONNECTION, Qgis
from load_town import Server

SIZE, QUICK, JUDGED_FROM = 2_000_000, 100_000, 2_000_000
COPY, AS_FILE, FORM_MS, OVERVIEW_S, KEY_MS = 2.0, 2.0, 200.0, 2.0, 20.0
RECORDS, TYPED, LOOKS = 50, 100, 3
# As an office's server has it: everything is on the disk when a commit returns.
SETTINGS = (
    "listen_addresses=''", "max_connections=20", "shared_buffers=1GB", "work_mem=64MB", "maintenance_work_mem=512MB",
    "max_wal_size=8GB", "checkpoint_timeout=30min", "wal_compression=on", "jit=off", "logging_collector=off",
)  # fmt: skip


class _NoRegistry:
    url, accounts = "", {"kythuat1": {"password": ""}}


class Table:
    """Lines that are printed as they come; a target is judged at the full size."""

    def __init__(self, size: int) -> None:
        self.judged = size >= JUDGED_FROM
        self._start = time.perf_counter()

    def say(self, what: str, figure: str, good: bool = True, target: bool = False) -> None:
        """One line, with the minutes since the beginning."""
        minutes = (time.perf_counter() - self._start) / 60
        print(f"{minutes:5.1f} min  {what:<50} {figure} {verdict(good, target and self.judged)}".rstrip(), flush=True)


class Province:
    """The register on its server, and the desk of its keeper."""

    def __init__(self, work: Path, size: int, out: Table) -> None:
        self.work, self.size, self.out = work, size, out
        self.land, file = work / "land.gpkg", work / "empty.gpkg"
        self._prepare(file)
        project_of = shutil.copyfile(file, work / "project.gpkg")
        self.server = Server(file, ["p"], SETTINGS)
        try:
            self._open(project_of)
        except BaseException:
            self.server.stop()
            raise

    def _prepare(self, file: Path) -> None:
        blocks = self.work / "blocks.csv"
        if not self.land.exists():
            command = [sys.executable, str(SCRIPTS / "make_bench_data.py"), str(self.land), "--streets"]
            command += ["--buildings", str(self.size), "--blocks", str(blocks)]
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        file.unlink(missing_ok=True)
        units, streets = layer(self.land, "communes"), layer(self.land, "streets")
        measure(qgis("diachiso:createregister", f"PROVINCE={PROVINCE}", f"UNITS={units}", f"STREETS={streets}",
                     f"OUTPUT={file}"))  # fmt: skip
        measure(qgis("diachiso:addcodeblock", f"REGISTER={file}", f"BLOCKS={blocks}"))
        self.out.say("land layers and an empty register", f"{self.size:,} buildings")

    def _open(self, file: Path) -> None:
        profile = self.work / "profile"
        profile.mkdir(exist_ok=True)
        os.environ.update(HOME=str(profile), XDG_CONFIG_HOME=str(profile), QGIS_CUSTOM_CONFIG_PATH=str(profile))
        os.environ["QT_LOGGING_RULES"] = "default.*=false"  # windows that are shown nowhere say so each time
        self.qgis = Qgis(self.server.order("p", self.work, _NoRegistry(), 0, 0), window=True)
        from diachiso.publish.project.server_layers import server_sources
        from diachiso.publish.project.writer import write_project

        self.project = self.work / "province.qgz"
        write_project(file, self.project, "vi", sources=server_sources(self.qgis.uri))

    def place(self) -> Any:
        """The register as the dock names it."""
        from diachiso.publish.project.register_place import place_of

        return place_of(f"pg:{CONNECTION}")

    # -- what is measured --------------------------------------------------------------------------------

    def assign(self, half: int) -> float:
        """Seconds of an assign of half of the buildings, as the toolbox runs it (WrongCounts)."""
        # The file has one town after another: the second half is of other communes, as surveys come in.
        sign = "<=" if half == 0 else ">"
        buildings = f"{layer(self.land, 'buildings')}|subset=bld_id {sign} {self.size // 2}"
        seconds, done = timed(lambda: self.qgis.run("assigncodes", INPUT=buildings, DRY_RUN=False, OUTPUT=None))
        if done["NEW"] < 0.85 * self.size / 2:
            raise WrongCounts(f"half {half}: {done}")
        self.out.say(f"assign, half {half + 1}", f"{done['NEW']:,} new in {seconds:.1f} s")
        return seconds

    def forms(self) -> tuple[list[float], list[float]]:
        """Milliseconds that some records take to open, sorted: in the register's form, and in the one that QGIS makes.

        Each is fetched from the server, too, and the layer may be edited.
        """
        from qgis.core import QgsProject, QgsVectorLayer
        from qgis.gui import QgsGui

        QgsGui.editorWidgetRegistry().initEditors()
        project = QgsProject.instance()
        if not project.read(str(self.project)):
            raise WrongCounts(f"the project does not open: {project.error()}")
        (address,) = project.mapLayersByName(self._title(project))
        plain = QgsVectorLayer(address.source(), "plain", "postgres")
        project.addMapLayer(plain)
        shown = (address, plain)
        for one in shown:
            one.startEditing()
        waits: tuple[list[float], list[float]] = ([], [])
        first, last = self.server.rows("SELECT min(fid), max(fid) FROM address")[0]
        rng = random.Random(1)
        for number in range(RECORDS + 1):
            fid = rng.randint(first, last)
            for one, found in zip(shown, waits):
                wait = self._form_ms(one, fid)
                if number:  # the first one makes what all share
                    found.append(wait)
        for one in shown:
            one.rollBack()
        project.clear()
        return sorted(waits[0]), sorted(waits[1])

    @staticmethod
    def _form_ms(layer: Any, fid: int) -> float:
        """Milliseconds until the form of a record is there."""
        from qgis.gui import QgsAttributeDialog
        from qgis.PyQt import sip
        from qgis.PyQt.QtCore import QCoreApplication

        start = time.perf_counter()
        dialog = QgsAttributeDialog(layer, layer.getFeature(fid), False)
        dialog.show()
        QCoreApplication.processEvents()
        wait = 1000 * (time.perf_counter() - start)
        dialog.close()
        sip.delete(dialog)  # at once: no loop of events runs here that would do it later
        QCoreApplication.processEvents()
        return wait

    @staticmethod
    def _title(project: Any) -> str:
        return next(
            str(one.name()) for one in project.mapLayers().values()
            if one.customProperty("diachiso/register_table") == "address"
        )  # fmt: skip

    def overview(self) -> list[float]:
        """Seconds until the dock has the figures after somebody's edit, several times."""
        from diachiso.register.indicators import read_indicators
        from diachiso.ui.session_reading import read_register

        place, found = self.place(), []
        for number in range(LOOKS):
            self.server.rows(
                "UPDATE address SET name = %s WHERE fid = (SELECT max(fid) FROM address)", f"Nhà {number}"
            )
            found.append(timed(lambda: read_indicators(read_register(place, lambda: False).path))[0])
        return found


def percentile(waits: list[float], share: float = 0.95) -> float:
    """Of sorted numbers."""
    return waits[min(int(share * len(waits)), len(waits) - 1)]


def all_of(province: Province, out: Table) -> None:
    """The measurements in their order."""
    from diachiso.register.postgres.replica import fresh_copy

    for half in range(2):
        seconds = province.assign(half)
        peer = copied(province.server, half > 0)
        out.say("COPY of its rows into empty tables, then indexes", f"{peer.rows:,} rows in {peer.empty:.1f} s")
        if half:
            out.say("COPY of its rows beside the first half", f"{peer.same:.1f} s")
            out.say("assign / COPY into empty tables", f"{seconds / peer.empty:.2f}")
        good = seconds <= COPY * peer.same
        out.say("assign / COPY", f"{seconds / peer.same:.2f} (<={COPY:.0f})", good, True)
    province.server.rows("ANALYZE")
    waits, plain = province.forms()
    p95 = percentile(waits)
    out.say("a form that QGIS makes, p95", f"{percentile(plain):.0f} ms, median {percentile(plain, 0.5):.0f} ms")
    out.say("a form opens a record, p95", f"{p95:.0f} ms (<={FORM_MS:.0f}), median {percentile(waits, 0.5):.0f} ms",
            p95 <= FORM_MS, True)  # fmt: skip
    with first_copy(province, out):
        looks = province.overview()
        worst = max(looks)
        out.say("overview, after an edit of somebody", f"{worst:.2f} s (<={OVERVIEW_S:.0f}), best {min(looks):.2f} s",
                worst <= OVERVIEW_S, True)  # fmt: skip
        copy = fresh_copy(province.place())
        file = province.work / "same.gpkg"
        shutil.copyfile(copy, file)
        search(copy, file, out)
        check(province, file, out)


@contextmanager
def first_copy(province: Province, out: Table) -> Iterator[None]:
    """Tells what the first local copy of a keeper costs, once, and how long one that is there takes to follow."""
    from diachiso.register.postgres.replica import fresh_copy

    place = province.place()
    with tempfile.TemporaryDirectory(dir=province.work) as keep:
        seconds, copy = timed(lambda: fresh_copy(replace(place, keep=Path(keep))))
        out.say("the first local copy", f"{seconds:.1f} s, {copy.stat().st_size / 2**20:,.0f} MB")
    seconds, _ = timed(lambda: fresh_copy(place))
    out.say("a local copy that is up to date, looked at", f"{seconds:.2f} s")
    yield


def search(copy: Path, file: Path, out: Table) -> None:
    """The search in the local copy, and in a file."""
    there, here = keystrokes(copy, TYPED), keystrokes(file, TYPED)
    out.say("search, made ready: server / file", f"{there.build:.1f} s / {here.build:.1f} s")
    ratio = there.p95 / here.p95
    out.say("search, a keystroke, p95: server / file", f"{there.p95:.1f} ms / {here.p95:.1f} ms = {ratio:.2f} "
            f"(<={AS_FILE:.0f})", ratio <= AS_FILE, True)  # fmt: skip


def check(province: Province, file: Path, out: Table) -> None:
    """All rules over all addresses, on the server and in a file."""
    here, found = timed(lambda: province.qgis.run("checkaddresses", REGISTER=file, OUTPUT=None))
    there, same = timed(lambda: province.qgis.run("checkaddresses", OUTPUT=None))
    kinds = ("ERRORS", "WARNINGS", "INFOS", "CHECKED")
    if any(found[kind] != same[kind] for kind in kinds):
        raise WrongCounts(f"the file: {found}, the server: {same}")
    ratio = there / here
    out.say("check: server / file", f"{there:.1f} s / {here:.1f} s = {ratio:.2f} (<={AS_FILE:.0f}), "
            f"{found['ERRORS']:,} errors", ratio <= AS_FILE, True)  # fmt: skip


def main() -> int:
    """Parse the command line, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help=f"{QUICK:,} addresses")
    parser.add_argument("--sizes", type=int, default=SIZE, help="how many addresses")
    parser.add_argument("--work", type=Path, help="folder for the data, left as it is afterwards")
    options = parser.parse_args()
    size = QUICK if options.quick else options.sizes
    work = (options.work or Path(tempfile.mkdtemp(prefix="diachiso-bench-"))).resolve()
    work.mkdir(parents=True, exist_ok=True)
    out = Table(size)
    province = None
    try:
        with tempfile.TemporaryDirectory(prefix="diachiso-bench-") as package:
            linked(Path(package))
            os.environ["DIACHISO_PARENT"] = package
            province = Province(work, size, out)
            all_of(province, out)
    except (CommandFailed, WrongCounts, subprocess.CalledProcessError) as error:
        print(error, file=sys.stderr)
        return 1
    finally:
        if province is not None:
            province.server.stop()
        if options.work is None:
            shutil.rmtree(work, ignore_errors=True)
    sys.stdout.flush()
    os._exit(0)  # QGIS may crash where Python ends it


if __name__ == "__main__":
    sys.exit(main())
