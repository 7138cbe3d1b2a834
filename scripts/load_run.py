#!/usr/bin/env python3
"""Let processes work on one register on PostgreSQL, kill some of them, and judge what became of it. See load.sh."""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from typing import Any

import load_judge as judge
from bench_sync import linked
from load_journal import Deed, read_journal
from load_town import COMMUNES, Order, Server, make_file

SCRIPTS = Path(__file__).resolve().parent
KILL_EVERY_S = 20.0
GRACE_S = 400.0
FIRST_HOUSES = 600
SHOWN = 40


class Process:
    """A process of the load run, started again where it was killed."""

    def __init__(self, order: Order) -> None:
        self.order, self.kills = order, 0
        self._start(order)

    def _start(self, order: Order) -> None:
        profile = Path(order.folder) / order.name / "profile"
        (profile / "run").mkdir(parents=True, exist_ok=True)
        (profile / "run").chmod(0o700)
        environment = {
            **os.environ, "HOME": str(profile), "XDG_CONFIG_HOME": str(profile),
            "XDG_RUNTIME_DIR": str(profile / "run"),
            "QGIS_CUSTOM_CONFIG_PATH": str(profile), "QT_QPA_PLATFORM": "offscreen", "TMPDIR": str(profile / "run"),
        }  # fmt: skip
        self._log = (Path(order.folder) / f"{order.name}.log").open("ab")
        self._process = subprocess.Popen(
            [sys.executable, str(SCRIPTS / "load_worker.py"), order.text()], stdin=subprocess.DEVNULL,
            stdout=self._log, stderr=self._log, env=environment, start_new_session=True,
        )  # fmt: skip

    def kill(self, left_s: float, seed: int) -> None:
        """As a power cut would, with all that it started; then another one in its place."""
        self.end()
        self.kills += 1
        self._start(Order(**{**asdict(self.order), "seconds": left_s, "seed": seed}))

    def end(self) -> None:
        """At once; only what this process began."""
        try:
            os.killpg(self._process.pid, signal.SIGKILL)
        except ProcessLookupError:
            return  # it was faster
        finally:
            self._process.wait()
            self._log.close()

    def wait(self, seconds: float) -> bool:
        """Whether it ended by itself, and well."""
        try:
            return self._process.wait(seconds) == 0
        except subprocess.TimeoutExpired:
            self.end()
            return False


def load(server: Server, registry: Any, folder: Path, options: argparse.Namespace) -> list[Process]:
    """The load itself."""
    rng, seconds = random.Random(options.seed), options.minutes * 60
    alone(server.order("w0", folder, registry, options.houses, 1, "first"))
    names = [f"w{k}" for k in range(1, options.processes + 1)]
    processes = [Process(server.order(n, folder, registry, seconds, rng.randrange(10**9))) for n in names]
    start = time.monotonic()
    every = min(KILL_EVERY_S, seconds / 3)
    try:
        while (left := start + seconds - time.monotonic()) > 0:
            time.sleep(min(left, every * rng.uniform(0.6, 1.4)))
            left = start + seconds - time.monotonic()
            if left > every / 2 and not options.no_kills:
                rng.choice(processes).kill(left, rng.randrange(10**9))
        hung = [p.order.name for p in processes if not p.wait(GRACE_S)]
    except BaseException:
        for process in processes:
            process.end()
        raise
    if hung:
        raise SystemExit(f"did not end well: {', '.join(hung)} (see its .log)")
    alone(server.order("w0", folder, registry, 0, 1, "home"))
    return processes


def alone(order: Order) -> None:
    """A process while nobody else works."""
    if not Process(order).wait(GRACE_S):
        raise SystemExit(f"{order.task} did not end well (see {order.name}.log)")


def read_journals(folder: Path) -> list[Deed]:
    """What all processes did."""
    return [deed for path in sorted(folder.glob("w*.journal")) for deed in read_journal(path)]


def addresses(server: Server) -> dict[str, dict[str, Any]]:
    """All addresses as they are now."""
    names = ("address_id", "code", "name", "building_name", "stage", "house_number", "street", "floors")
    rows = server.rows(f"SELECT {', '.join(names)} FROM address")  # noqa: S608 - names of our own
    return {row[0]: dict(zip(names, row)) for row in rows}


def judged(
    server: Server, registry: Any, deeds: Sequence[Deed], folder: Path, known: Sequence[str] = ()
) -> judge.Verdict:
    """Everything that can be wrong, besides what is known already."""
    verdict = judge.Verdict(wrong=list(known))
    rows, log = addresses(server), judge.read_log(server)
    verdict.counts["addresses"] = len(rows)
    verdict.add(judge.edits_kept(deeds, log, verdict))
    verdict.add(judge.chain_whole(log, rows, verdict))
    verdict.add(judge.codes_once(deeds, log, rows, verdict))
    verdict.add(judge.deadlocks_retried(deeds, server, verdict))
    verdict.add(judge.nothing_failed(deeds, verdict))
    verdict.add(judge.registry_agrees(registry.items(), rows, verdict))
    verdict.add(copies_agree(server, folder, verdict))
    return verdict


def copies_agree(server: Server, folder: Path, verdict: judge.Verdict) -> Iterator[str]:
    """A fresh copy is sound, and so is the copy that each process has kept, once it is up to date."""
    from diachiso.core.errors import DiachisoError
    from diachiso.register.postgres.mirror import mirrored
    from diachiso.register.postgres.replica import fresh_copy
    from diachiso.tests.sample_town import unsound

    with mirrored(server.place(), writes=False) as path:
        # A register that syncs keeps notes of its own where an apply does; unsound() knows new registers only.
        problems = (p for p in unsound(path) if not (p.startswith("left behind") and "'applying': '0'" in p))
        yield from (f"a fresh copy: {problem}" for problem in problems)
        yield from (f"a fresh copy: {problem}" for problem in differing(server, path))
    for keep in sorted(folder.glob("w*/profile/**/diachiso/replicas")):
        name = keep.relative_to(folder).parts[0]
        try:
            copy = fresh_copy(server.place(name, keep))
        except DiachisoError as error:
            yield f"the local copy of {name}: {error}"
            continue
        verdict.counts["local copies, brought up to date"] += 1
        yield from (f"the local copy of {name}: {problem}" for problem in differing(server, copy, ("person",)))


def differing(server: Server, path: Path, leave_out: Sequence[str] = ()) -> Iterator[str]:
    """Tables of a copy that are not the server's, row by row."""
    from diachiso.register.postgres import file_store
    from diachiso.register.postgres import server as at_server
    from diachiso.register.postgres.driver import open_register
    from diachiso.register.postgres.structure import read_structure

    with file_store.reading(path) as con, closing(open_register(server.place())) as pg, pg.cursor() as cur:
        for table in read_structure(con):
            if table.name not in leave_out:
                here, there = file_store.file_digest(con, table), at_server.read_table(cur, table)
                if here != there:
                    yield f"{table.name} differs: {here.rows} rows here, {there.rows} on the server"
        pg.rollback()


def told(verdict: judge.Verdict, processes: Sequence[Process], deeds: Sequence[Deed], minutes: float) -> str:
    """The summary."""
    counts: Mapping[str, int] = verdict.counts
    kills = sum(process.kills for process in processes)
    lines = [f"{len(processes)} processes, {minutes:g} minutes, {kills} killed, {len(deeds)} deeds"]
    lines += [f"  {name}: {number:,}" for name, number in sorted(counts.items())]
    refused = sorted({f"{d.kind}: {d.facts.get('text', '')[:110]}" for d in deeds if d.end == "refused"})
    if refused:
        lines += ["lawfully refused, for example:", *(f"  {text}" for text in refused[:12])]
    if verdict.wrong:
        lines += [f"{len(verdict.wrong)} WRONG:", *(f"  {text}" for text in verdict.wrong[:SHOWN])]
    else:
        lines.append("all well: nothing lost, no code twice, no deadlock left unretried")
    return "\n".join(lines)


def main() -> int:
    """Parse the command line, load, judge, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("minutes", nargs="?", type=float, default=10.0)
    parser.add_argument("processes", nargs="?", type=int, default=8)
    parser.add_argument("--seed", type=int, default=20261122)
    parser.add_argument("--houses", type=int, default=FIRST_HOUSES, help="in each commune at the beginning")
    parser.add_argument("--work", type=Path, help="folder for journals and profiles, left as it is afterwards")
    parser.add_argument("--no-kills", action="store_true")
    parser.add_argument("--no-promises", action="store_true")
    options = parser.parse_args()
    folder = (options.work or Path(tempfile.mkdtemp(prefix="diachiso-load-"))).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="diachiso-load-") as package:
        linked(Path(package))
        os.environ.update(DIACHISO_PARENT=package, DIACHISO_SAMPLE=package)
        from diachiso.tests.registry.running import RunningRegistry

        file = make_file(folder / "register.gpkg")
        registry = RunningRegistry()
        server = Server(file, [*(f"w{k}" for k in range(options.processes + 1)), "wp"])
        try:
            for k, commune in enumerate(COMMUNES):
                registry.set_prefix(commune, f"{k + 1:05d}")
            processes = load(server, registry, folder, options)
            verdict = judged(server, registry, read_journals(folder), folder)
            if not options.no_promises:
                alone(server.order("wp", folder, registry, 0, 1, "promises"))
                verdict = judged(server, registry, read_journals(folder), folder, verdict.wrong)
            deeds = read_journals(folder)
            print(told(verdict, processes, deeds, options.minutes), flush=True)
        finally:
            shutil.copyfile(server.log, folder / "postgres.log")
            server.stop()
            registry.stop()
            if options.work is None:
                shutil.rmtree(folder, ignore_errors=True)
    return 1 if verdict.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
