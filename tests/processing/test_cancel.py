"""Promise 5 for whoever changes their mind: cancelled at any moment, soon done, and the register is as it was.

A run asks again and again whether it was cancelled. An undisturbed run says when it asked: the longest time between two
questions bounds how long a cancel may take. Other runs are cancelled at some of these questions.
"""
from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Optional

import pytest
from qgis.core import (
    QgsApplication,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProject,
    QgsVectorLayer,
)

from diachiso.register.connect import connect
from diachiso.register.ledger import verify_ledger

from ..effort import effort, own_time

ROOT = Path(__file__).resolve().parents[2]
BUILDINGS = effort(20_000)
PATIENCE_S = 1.0 if BUILDINGS < 100_000 else 2.0
SHARES = (0.0, 0.4, 0.7, 0.85, 0.95)  # of the time that a whole run takes


class Watch(QgsProcessingFeedback):
    """Notes when it was asked whether it is cancelled, and says yes from the question `until` on."""

    def __init__(self, until: Optional[int] = None) -> None:
        super().__init__(False)
        self.until = until
        self.asked: list[float] = []
        self.steps: list[float] = []
        self.progressChanged.connect(self.steps.append)

    def isCanceled(self) -> bool:  # noqa: N802
        self.asked.append(own_time())
        if self.until is not None and len(self.asked) > self.until:
            self.cancel()
        return bool(super().isCanceled())

    def longest_gap(self, begin: float, end: float) -> float:
        times = [begin, *self.asked, end]
        return max(b - a for a, b in zip(times, times[1:]))

    def question_at(self, begin: float, end: float, share: float) -> int:
        """The first question after a share of the time."""
        moment = begin + share * (end - begin)
        return next((i for i, asked in enumerate(self.asked) if asked >= moment), len(self.asked) - 1)


@dataclass(frozen=True)
class Run:
    """What a run came to."""

    done: bool
    results: dict[str, Any]
    error: str
    begin: float
    end: float


@pytest.fixture
def job(provider) -> Callable[..., Run]:
    """job(watch, "assigncodes", …): as a task of the desktop runs it."""

    def run(watch: QgsProcessingFeedback, name: str, **parameters: Any) -> Run:
        context = QgsProcessingContext()
        context.setProject(QgsProject.instance())
        context.setFeedback(watch)
        algorithm = QgsApplication.processingRegistry().createAlgorithmById(f"diachiso:{name}")
        values = {key: str(value) if isinstance(value, Path) else value for key, value in parameters.items()}
        assert algorithm.prepare(values, context, watch)
        begin = own_time()
        try:
            results, error = algorithm.runPrepared(values, context, watch), ""
        except QgsProcessingException as exception:
            results, error = {}, str(exception)
        return Run(not error, results, error, begin, own_time())

    return run


@pytest.fixture(scope="module")
def big(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a province: big.gpkg and blocks.csv."""
    pytest.importorskip("shapely", minversion="2.0")
    folder = tmp_path_factory.mktemp("big")
    script = ROOT / "scripts" / "make_bench_data.py"
    subprocess.run(
        [sys.executable, str(script), str(folder / "big.gpkg"), "--buildings", str(BUILDINGS),
         "--blocks", str(folder / "blocks.csv"), "--communes", str(folder / "none.gpkg")],
        check=True, capture_output=True,
    )  # fmt: skip
    return folder


@pytest.fixture
def register(run, big: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A register of the province, without an address; temporary files of the runs go beside it."""
    path = tmp_path / "register.gpkg"
    run("createregister", PROVINCE="56", UNITS=f"{big / 'big.gpkg'}|layername=communes", OUTPUT=path)
    run("addcodeblock", REGISTER=path, BLOCKS=big / "blocks.csv")
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    return path


def content(path: Path) -> str:
    """Everything in a register, as one hash; it is sound."""
    digest = hashlib.sha256()
    with closing(connect(path)) as con:
        assert verify_ledger(con) == []
        for (table,) in con.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY 1").fetchall():
            digest.update(table.encode())
            for row in con.execute(f'SELECT * FROM "{table}"'):
                digest.update(repr(row).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def left_behind(register: Path) -> list[str]:
    """What a run that was broken off may not leave: locks, journals, staged tables."""
    beside = [p.name for p in register.parent.iterdir() if p.name.startswith(register.name) and p != register]
    return sorted(beside + [p.name for p in (register.parent / "temporary").iterdir() if p.name.startswith("diachiso")])


def cancel_at_all_moments(job, register: Path, name: str, parameters: dict[str, Any]) -> None:
    """Cancel at several moments; last of all nobody cancels."""
    before = content(register)
    watch = Watch()
    planned = job(watch, name, **{**parameters, "DRY_RUN": True})
    assert planned.done and watch.longest_gap(planned.begin, planned.end) < PATIENCE_S
    assert content(register) == before
    # A first whole run on a copy tells the moments.
    copy = register.with_name("copy.gpkg")
    shutil.copy(register, copy)
    watch = Watch()
    whole = job(watch, name, **{**parameters, "REGISTER": copy})
    assert whole.done, whole.error
    assert watch.longest_gap(whole.begin, whole.end) < PATIENCE_S
    assert watch.steps == sorted(watch.steps) and 50 < watch.steps[-1] <= 100
    moments = sorted({watch.question_at(whole.begin, whole.end, share) for share in SHARES})
    assert len(moments) >= 4
    for moment in moments:
        stopped = Watch(until=moment)
        cancelled = job(stopped, name, **parameters)
        if cancelled.done:  # asked too late: all of it was written
            assert moment == moments[-1]
            assert cancelled.results["OUTPUT"] and content(register) != before
            return
        assert "Cancelled" in cancelled.error and "othing was written" in cancelled.error
        assert cancelled.end - stopped.asked[moment] < PATIENCE_S, (moment, len(watch.asked))
        assert content(register) == before
        assert left_behind(register) == []
    done = job(Watch(), name, **parameters)
    assert done.done and {k: v for k, v in done.results.items() if k != "OUTPUT"} == {
        k: v for k, v in whole.results.items() if k != "OUTPUT"
    }


@pytest.mark.slow
def test_promise_5_assigncodes_cancelled(job, register: Path, big: Path, tmp_path: Path) -> None:
    cancel_at_all_moments(job, register, "assigncodes", {
        "REGISTER": register, "INPUT": f"{big / 'big.gpkg'}|layername=buildings", "ID_FIELD": "bld_id",
        "DRY_RUN": False, "OUTPUT": tmp_path / "plan.gpkg",
    })  # fmt: skip


@pytest.mark.slow
def test_promise_5_matchcodes_cancelled(job, register: Path, big: Path, tmp_path: Path, make_layer) -> None:
    buildings = QgsVectorLayer(f"{big / 'big.gpkg'}|layername=buildings|subset=fid % 20 = 0", "buildings", "ogr")
    points, codes = [], []
    for feature in buildings.getFeatures():
        points.append(feature.geometry().pointOnSurface().asWkt(3))
        codes.append(f"00999{feature.id():05d}")
    assert len(codes) > BUILDINGS / 25
    official = make_layer(points, {"code": codes}, crs="EPSG:9217", name="official")
    cancel_at_all_moments(job, register, "matchcodes", {
        "OFFICIAL": official, "CODE_FIELD": "code", "ACCURACY": 2.0, "REGISTER": register, "ID_FIELD": "bld_id",
        "INPUT": f"{big / 'big.gpkg'}|layername=buildings", "DRY_RUN": False, "OUTPUT": tmp_path / "plan.gpkg",
    })  # fmt: skip
