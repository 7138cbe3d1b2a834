"""The sample town on the disk for tests of whole jobs: registers, layers, a register's contents, real processes."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

from diachiso.register.connect import connect
from diachiso.register.ledger import verify_ledger

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = Path(os.environ["DIACHISO_SAMPLE"]) / "sample_town.gpkg"  # a copy: QGIS may write into it
BLOCKS = ROOT / "resources" / "sample" / "blocks.csv"
LOGS = {"audit_log", "apply_run", "apply_change", "sync_dirty", "sync_ctl"}

RUN_ALGORITHM = """
import json, os, sys
sys.path[:] = [os.environ["DIACHISO_PARENT"], *filter(None, sys.path)]  # the root's processing/ would shadow QGIS's
sys.path.append("/usr/share/qgis/python/plugins")
from qgis.core import QgsApplication, QgsProcessingFeedback
app = QgsApplication([], False)
app.initQgis()
import processing
from processing.core.Processing import Processing
Processing.initialize()
from diachiso.processing.provider import DiachisoProvider
provider = DiachisoProvider()
QgsApplication.processingRegistry().addProvider(provider)
print("ready", flush=True)
for line in sys.stdin:
    name, parameters = json.loads(line)
    try:
        results = processing.run("diachiso:" + name, parameters, feedback=QgsProcessingFeedback(False))
        answer = {k: v for k, v in results.items() if isinstance(v, (int, float, str))}
    except Exception as error:
        answer = {"error": str(error)}
    print(json.dumps(answer), flush=True)
os._exit(0)
"""


def layer(name: str) -> str:
    """A layer of the sample as an algorithm takes it."""
    return f"{SAMPLE}|layername={name}"


class Desk:
    """Another QGIS, in a process of its own, that runs our algorithms one after the other."""

    def __init__(self, **environment: str) -> None:
        values = {**os.environ, "QT_QPA_PLATFORM": "offscreen", **environment}
        values["TMPDIR"] = str(SAMPLE.parent)  # what it leaves behind when it is killed goes with the sample
        self.process = subprocess.Popen(
            [sys.executable, "-c", RUN_ALGORITHM], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, env=values, text=True,
        )  # fmt: skip

    def wait_ready(self) -> Desk:
        """Return when QGIS has started."""
        while self.process.stdout.readline().strip() != "ready":
            if self.process.poll() is not None:
                raise RuntimeError("QGIS did not start")
        return self

    def start(self, name: str, **parameters: Any) -> None:
        """Start an algorithm; `result` waits for its end."""
        values = {k: str(v) if isinstance(v, Path) else v for k, v in parameters.items()}
        self.process.stdin.write(json.dumps([name, values]) + "\n")
        self.process.stdin.flush()

    def result(self) -> dict[str, Any] | None:
        """What the algorithm answered, {"error": …} where it failed, None where the process ended."""
        for line in self.process.stdout:
            if line.startswith("{"):
                return json.loads(line)
        return None

    def run(self, name: str, **parameters: Any) -> dict[str, Any] | None:
        """Run an algorithm and wait."""
        self.start(name, **parameters)
        return self.result()

    def kill(self) -> None:
        """End it like a power cut would."""
        self.process.kill()
        self.close()

    def close(self) -> None:
        """End it."""
        self.process.stdin.close()
        try:
            self.process.wait(20)
        finally:
            self.process.kill()
        self.process.stdout.close()


def children(pid: int) -> list[int]:
    """Process ids of the children of a process."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            stat = (folder / "stat").read_text(errors="replace")
        except OSError:  # it has just ended
            continue
        if int(stat.rsplit(")", 1)[1].split()[1]) == pid:
            found.append(int(folder.name))
    return found


def writers(pid: int) -> list[int]:
    """The writing processes that a QGIS has started."""
    out = []
    for child in children(pid):
        try:
            command = (Path("/proc") / str(child) / "cmdline").read_bytes()
        except OSError:
            continue
        if b".register." in command:
            out.append(child)
    return out


class Assassin(threading.Thread):
    """Kills (-9) the writing process that `pid` starts, `delay` seconds after it (or its journal) appears."""

    def __init__(
        self, pid: int, delay: float, journal: Path | None = None, also: Callable[[], None] | None = None
    ) -> None:
        super().__init__(daemon=True)
        self.pid, self.delay, self.journal, self.also = pid, delay, journal, also
        self.hit = False
        self.stop = threading.Event()

    def run(self) -> None:
        """Wait for the writer, then strike."""
        while not self.stop.is_set():
            found = writers(self.pid)
            if found and (self.journal is None or self.journal.exists()):
                time.sleep(self.delay)
                for victim in found:
                    try:
                        os.kill(victim, signal.SIGKILL)
                        self.hit = True
                    except ProcessLookupError:
                        continue  # it was faster
                if self.also is not None:
                    self.also()
                return
            time.sleep(0.002)

    def done(self) -> bool:
        """End the watch; whether somebody was killed."""
        self.stop.set()
        self.join()
        return self.hit


def new_register(run: Callable[..., dict], path: Path, blocks: bool = True) -> Path:
    """The register of the sample town, with its blocks."""
    path.parent.mkdir(parents=True, exist_ok=True)
    run("createregister", PROVINCE="56", UNITS=layer("communes"), STREETS=layer("streets"), OUTPUT=path)
    if blocks:
        run("addcodeblock", REGISTER=path, BLOCKS=BLOCKS)
    return path


def copy_register(source: Path, target: Path) -> Path:
    """A register that nobody has open, as it is."""
    target.parent.mkdir(parents=True, exist_ok=True)
    return Path(shutil.copyfile(source, target))


def query(path: Path, statement: str, *values: Any) -> list[tuple]:
    """The rows of a query."""
    with closing(connect(path)) as con:
        return con.execute(statement, values).fetchall()


def tables(path: Path) -> list[str]:
    """All tables of a register but SQLite's own and the R-trees' (which are asked for what they hold)."""
    names = query(path, "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
    return [n for (n,) in names if not n.startswith(("sqlite_", "rtree_"))]


def contents(path: Path, leave_out: set[str] = frozenset()) -> dict[str, Any]:
    """Everything in a register, by table, and what its R-trees hold."""
    with closing(connect(path)) as con:
        found = {t: Counter(con.execute(f'SELECT * FROM "{t}"')) for t in tables(path) if t not in leave_out}
        trees = con.execute("SELECT name FROM sqlite_master WHERE sql LIKE 'CREATE VIRTUAL TABLE%rtree%'")
        for (tree,) in trees.fetchall():
            found[tree] = Counter(con.execute(f'SELECT * FROM "{tree}"'))
        found["schema"] = Counter(
            con.execute("SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'")
        )
    return found


def differences(one: Mapping[str, Any], other: Mapping[str, Any]) -> dict[str, list]:
    """What differs, a few rows of each table, so that a failure can be read."""
    return {t: list(((one[t] - other[t]) + (other[t] - one[t])).keys())[:3] for t in one if one[t] != other[t]}


def unsound(path: Path) -> list[str]:
    """What is wrong with a register as a file and as a ledger; nothing in a sound one."""
    with closing(connect(path)) as con:
        problems = [str(p) for p in verify_ledger(con)]
        problems += [row[0] for row in con.execute("PRAGMA integrity_check") if row[0] != "ok"]
        problems += [str(row) for row in con.execute("PRAGMA foreign_key_check")]
        problems += [r[0] for r in con.execute("SELECT rtreecheck('rtree_address_geom')") if r[0] != "ok"]
        placed = con.execute("SELECT count(*) FROM address WHERE geom IS NOT NULL").fetchone()
        if placed != con.execute("SELECT count(*) FROM rtree_address_geom").fetchone():
            problems.append("the R-tree does not hold every address")
        state = dict(con.execute("SELECT key, value FROM sync_ctl"))
        if state != {"applying": "0", "apply_id": None, "actor": None}:
            problems.append(f"left behind: {state}")
        triggers = con.execute(
            "SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'address'"
        ).fetchone()
        if triggers[0] < 10:
            problems.append(f"only {triggers[0]} triggers guard the addresses")
    return problems


def codes_by_key(path: Path) -> dict[str, str]:
    """Code of each address by the key of its object, or by its place where it has none."""
    rows = query(
        path,
        "SELECT coalesce(s.source_key, ''), hex(a.geom), a.code FROM address a JOIN address_source s USING (fid)"
        " WHERE a.code IS NOT NULL",
    )
    return {key or place: code for key, place, code in rows}


def plan_rows(found: Any) -> Iterator[dict[str, Any]]:
    """The rows of a plan layer as plain values."""
    from qgis.core import QgsVectorLayer

    plan = found if isinstance(found, QgsVectorLayer) else QgsVectorLayer(str(found), "plan", "ogr")
    assert plan.isValid()
    names = plan.fields().names()
    for feature in plan.getFeatures():
        values = {n: feature.attribute(n) for n in names}
        yield {n: None if v is None or str(v) == "NULL" else v for n, v in values.items()}
