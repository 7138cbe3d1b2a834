"""The bench measures what it says, judges by ratios, and notices a run that did something else."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPTS = Path(__file__).resolve().parents[2] / "scripts"
sys.path.insert(0, str(SCRIPTS))

import bench  # noqa: E402
import bench_hands  # noqa: E402
from bench_usage import CommandFailed, Usage, measure  # noqa: E402

from ..effort import NAME  # noqa: E402

HOLD = "import time; held = bytearray(%d << 20); time.sleep(1)"


def usage(seconds: float, megabytes: float = 100.0, processor: float = 0.0) -> Usage:
    return Usage(seconds, megabytes, "", processor)


def figures(buildings: int, first: float, copy: float = 10.0, megabytes: float = 900.0) -> bench.Figures:
    rounds = [bench.Round(usage(copy), usage(first, megabytes), usage(first * 0.4), usage(first * 6))] * 3
    return bench.figures(buildings, rounds)


@pytest.mark.skipif(not Path("/proc/self/smaps_rollup").exists(), reason="no /proc to look at")
def test_memory_of_a_process_and_its_child_together() -> None:
    child = HOLD % 60
    parent = f"import subprocess, sys; held = bytearray(40 << 20); subprocess.run([sys.executable, '-c', {child!r}])"
    assert 100 <= measure([sys.executable, "-c", parent]).megabytes <= 160


def test_time_and_output_of_a_command() -> None:
    burn = "import time; time.sleep(0.5); print('NEW:\\t12')\nwhile time.process_time() < 0.3: pass"
    found = measure([sys.executable, "-c", burn])
    assert found.seconds >= 0.5 and bench.counts(found.output) == {"NEW": 12}
    assert 0.3 <= found.processor <= found.seconds - 0.4  # it slept meanwhile


def test_a_command_that_fails_says_why() -> None:
    with pytest.raises(CommandFailed, match="why"):
        measure([sys.executable, "-c", "raise SystemExit('why')"])


def test_each_ratio_is_the_median_of_the_repeats() -> None:
    rounds = [
        bench.Round(usage(10), usage(first), usage(5), usage(100), )
        for first in (14.0, 40.0, 15.0)  # the machine was busy in the second one
    ]  # fmt: skip
    found = bench.figures(1_000_000, rounds)
    assert (found.copy_ratio, found.first) == (1.5, 15.0)


def test_a_check_out_is_told_without_the_start_of_qgis() -> None:
    rounds = [bench_hands.Round(usage(2), usage(start), *[usage(start + 5, processor=0.7)] * 4) for start in (3, 40, 4)]
    told = bench_hands.lines(rounds)
    assert [line.split()[-4] for line in told[2:]] == ["2.5"] * 4 and "x" not in told[0]
    assert [line.split()[-6] for line in told[2:]] == ["0.7"] * 4


@pytest.mark.parametrize(
    ("first", "megabytes", "missed"), [(15.0, 900.0, 0), (16.0, 900.0, 1), (16.0, 1100.0, 2)]
)
def test_targets_missed_are_named(first: float, megabytes: float, missed: int) -> None:
    text = "\n".join(bench.table([figures(1_000_000, first, megabytes=megabytes)]))
    assert text.count("MISSED") == missed


@pytest.mark.parametrize(("seconds", "times"), [((3.0, 4.0, 14.0), 1.0), ((3.0, 4.0, 34.0), 3.0)])
def test_growth_leaves_the_start_aside(seconds: tuple[float, float, float], times: float) -> None:
    found = [figures(n, s) for n, s in zip((10_000, 110_000, 1_110_000), seconds)]
    assert bench.growth(found) == pytest.approx(times)


def test_wrong_counts_are_no_result(tmp_path: Path) -> None:
    made = bench.Bench(tmp_path, 1000)
    made._check({"NEW": 950, "KEPT": 0}, {"NEW": 0, "KEPT": 950})
    for first, again in (({"NEW": 10}, {"NEW": 0, "KEPT": 10}), ({"NEW": 950}, {"NEW": 5, "KEPT": 945})):
        with pytest.raises(bench.WrongCounts):
            made._check(first, again)


@pytest.mark.slow
@pytest.mark.skipif(NAME != "thorough", reason="a minute: with DIACHISO_EFFORT=thorough")
@pytest.mark.skipif(not shutil.which("qgis_process"), reason="needs qgis_process")
def test_the_whole_bench_on_few_buildings_grows_no_faster_than_they_do(tmp_path: Path) -> None:
    command = f". '{SCRIPTS}/env.sh' && exec '{sys.executable}' '{SCRIPTS}/bench.py' --sizes 1000,5000,25000"
    environment = {**os.environ, "DIACHISO_PROFILE": str(tmp_path / "profile")}
    csv_file = tmp_path / "figures.csv"
    done = subprocess.run(
        ["bash", "-c", f"{command} --repeats 1 --work '{tmp_path}' --csv '{csv_file}'"], capture_output=True, text=True,
        env=environment, timeout=600,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    header, small, _, large = (line.split(",") for line in csv_file.read_text().splitlines())
    first = header.index("first")
    # 25 times the buildings, start of QGIS included: a cost that grew with their square would show even so.
    assert float(large[first]) < 8 * float(small[first])
    assert "assign/copy" in done.stdout
