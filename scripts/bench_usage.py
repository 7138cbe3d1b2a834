"""How long a command takes, and how much memory it and all its children hold together at the worst moment."""

from __future__ import annotations

import os
import subprocess
import threading
import time
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

INTERVAL_S = 0.1
SHARE = 0.02  # of the time may go into looking: a process waits while its pages are counted


@dataclass(frozen=True)
class Usage:
    """`seconds` by the clock, `megabytes` at the peak (0 where there is no /proc), `output` of the command.

    `processor`: seconds of it that the command and all its children took: other work on the machine adds little there.
    """

    seconds: float
    megabytes: float
    output: str
    processor: float = 0.0


class CommandFailed(Exception):
    """The command ended with an error; the text is what it said."""


def measure(command: list[str]) -> Usage:
    """Run a command to its end. Raises CommandFailed."""
    start, before = time.perf_counter(), _processor()
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        watch = _Watch(process.pid)
        watch.start()
        output, _ = process.communicate()
    seconds = time.perf_counter() - start
    watch.stop()
    if process.returncode:
        raise CommandFailed(f"{' '.join(command)}\n{output}")
    return Usage(seconds, watch.peak / 1024, output, _processor() - before)


def _processor() -> float:
    """Seconds of the processor of all children that have ended."""
    told = os.times()
    return told.children_user + told.children_system


class _Watch(threading.Thread):
    """Looks at the processes again and again; `peak` in kB."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.pid, self.peak = pid, 0
        self._ended = threading.Event()

    def run(self) -> None:
        wait = INTERVAL_S
        while not self._ended.wait(wait):
            start = time.thread_time()  # by the clock it would look too rarely on a busy machine
            self.peak = max(self.peak, sum(_memory(pid) for pid in _family(self.pid)))
            wait = max(INTERVAL_S, (time.thread_time() - start) / SHARE)

    def stop(self) -> None:
        self._ended.set()
        self.join()


def _family(pid: int) -> list[int]:
    """The process and all its descendants."""
    children: defaultdict[int, list[int]] = defaultdict(list)
    for name in os.listdir("/proc") if os.path.isdir("/proc") else []:
        if name.isdigit():
            try:
                # The command's name stands in brackets and may hold anything; the parent comes second after it.
                parent = int(Path("/proc", name, "stat").read_text().rpartition(")")[2].split()[1])
            except (OSError, ValueError, IndexError):
                continue  # it has just ended
            children[parent].append(int(name))
    family = [pid]
    for member in family:
        family.extend(children[member])
    return family


def _memory(pid: int) -> int:
    """Proportional set size in kB: pages that processes share count once in all."""
    try:
        lines = Path("/proc", str(pid), "smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)
