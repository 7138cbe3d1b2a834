"""Background work: progress, cancelling, failing, one job at a time, reads that are overtaken."""

from __future__ import annotations

from typing import Any

import pytest
from qgis.core import QgsApplication

from . import doubles


@pytest.fixture
def jobs(qgis_app: Any):
    from diachiso.ui.background import Jobs

    provider = doubles.DoublesProvider()
    QgsApplication.processingRegistry().addProvider(provider)
    jobs = Jobs()
    yield jobs
    jobs.close()
    QgsApplication.processingRegistry().removeProvider(provider)


class Outcome:
    """Collects what a job reports."""

    def __init__(self) -> None:
        self.results: Any = None
        self.error = ""

    def done(self, results: Any) -> None:
        self.results = results

    def failed(self, text: str) -> None:
        self.error = text


def finish(jobs: Any, qtbot: Any) -> None:
    qtbot.waitUntil(lambda: not jobs.is_busy(), timeout=10000)


def test_an_algorithm_runs_off_the_main_thread_and_says_its_progress(jobs, qtbot):
    outcome, texts, percents = Outcome(), [], []
    jobs.said.connect(texts.append)
    jobs.progressed.connect(percents.append)
    assert jobs.run("doubles:answers", {"NUMBER": 42}, "Answering", outcome.done, outcome.failed)
    assert jobs.is_busy() and "Answering" in jobs.reason_busy()
    finish(jobs, qtbot)
    assert outcome.results["ANSWER"] == 42 and outcome.error == ""
    assert doubles.seen["main_thread"] is False
    qtbot.waitUntil(lambda: texts == ["half way"] and 50.0 in percents, timeout=2000)
    assert jobs.reason_busy() == ""


@pytest.mark.parametrize(
    ("algorithm", "parameters", "text"),
    [
        ("doubles:fails", {}, "The block is used up. Add another one."),
        ("doubles:refuses", {}, "There are unsaved edits. Save them."),
        ("doubles:answers", {"NUMBER": -1}, "NUMBER"),
        ("doubles:absent", {}, "doubles:absent"),
    ],
)
def test_a_failure_is_told_with_its_text(jobs, qtbot, algorithm, parameters, text):
    outcome = Outcome()
    jobs.run(algorithm, parameters, "Trying", outcome.done, outcome.failed)
    finish(jobs, qtbot)
    assert text in outcome.error and outcome.results is None


def test_cancelling_stops_the_work(jobs, qtbot):
    outcome = Outcome()
    jobs.run("doubles:waits", {}, "Waiting", outcome.done, outcome.failed)
    qtbot.wait(50)
    jobs.cancel()
    finish(jobs, qtbot)
    assert outcome.results is None
    assert outcome.error == "Cancelled. The register is as it was."


def test_only_one_job_at_a_time(jobs, qtbot):
    first, second = Outcome(), Outcome()
    jobs.run("doubles:waits", {}, "Waiting", first.done, first.failed)
    assert not jobs.run("doubles:answers", {}, "Answering", second.done, second.failed)
    assert "Waiting" in second.error
    jobs.cancel()
    finish(jobs, qtbot)


def test_after_closing_nobody_is_called_back(jobs, qtbot):
    outcome = Outcome()
    jobs.run("doubles:waits", {}, "Waiting", outcome.done, outcome.failed)
    jobs.close()
    finish(jobs, qtbot)
    assert outcome.results is None and outcome.error == ""


def test_only_the_newest_read_reports(qgis_app, qtbot):
    from diachiso.ui.background import Reader

    reader, values = Reader(), []

    def slow(task: Any) -> str:
        while True:
            task.check_cancelled()

    reader.start("first", slow, values.append, values.append)
    reader.start("second", lambda task: "second", values.append, values.append)
    qtbot.waitUntil(lambda: bool(values), timeout=5000)
    qtbot.wait(100)
    assert values == ["second"] and not reader.is_reading()


def test_an_error_of_ours_is_told_in_the_users_words(qgis_app, qtbot):
    from diachiso.core.errors import DiachisoError, Message
    from diachiso.ui.background import Reader

    def fail(_task: Any) -> None:
        raise DiachisoError(Message("x", "{path} is no register. Choose another file."), path="a.gpkg")

    reader, errors = Reader(), []
    reader.start("read", fail, lambda _value: None, errors.append)
    qtbot.waitUntil(lambda: bool(errors), timeout=5000)
    assert errors == ["a.gpkg is no register. Choose another file."]


def test_reads_that_start_each_other_all_arrive(qgis_app, qtbot):
    """QGIS 3.22 may drop a task that is added while another one ends, the sooner the busier the machine is."""
    from diachiso.ui.background import Reader

    reader, seen = Reader(), []

    def then(value: int) -> None:
        seen.append(value)
        if value < 300:
            reader.start("read", lambda task: value + 1, then, seen.append)

    reader.start("read", lambda task: 1, then, seen.append)
    qtbot.waitUntil(lambda: len(seen) == 300, timeout=20000)
    assert seen == list(range(1, 301))


def test_a_read_that_is_cancelled_where_qgis_lists_its_tasks_ends(qgis_app, qtbot):
    from diachiso.ui.background import Reader

    reader, said = Reader(), []

    def slow(task: Any) -> None:
        while True:
            task.check_cancelled()

    reader.start("read", slow, said.append, said.append)
    qtbot.waitUntil(lambda: QgsApplication.taskManager().countActiveTasks() > 0, timeout=5000)
    QgsApplication.taskManager().cancelAll()
    qtbot.waitUntil(lambda: not reader.is_reading(), timeout=5000)
    assert said == ["Cancelled. The register is as it was."]


def test_what_qgis_drops_leaves_nobody_waiting(jobs, qtbot, monkeypatch):
    """A read that never began is begun anew, one whose end is not told tells it, a job has failed."""
    from diachiso.ui import background

    monkeypatch.setattr(background, "WATCH_MS", 50)
    given: list[Any] = []

    def drop(task: Any, is_wanted: Any) -> None:
        given.append(task)
        if len(given) == 2:
            task.run()

    monkeypatch.setattr(background, "add_later", drop)
    reader, said, outcome = background.Reader(), [], Outcome()
    reader.start("read", lambda task: "read", said.append, said.append)
    qtbot.waitUntil(lambda: not reader.is_reading(), timeout=5000)
    assert said == ["read"] and len(given) == 2
    jobs.run("doubles:answers", {"NUMBER": 42}, "Answering", outcome.done, outcome.failed)
    finish(jobs, qtbot)
    assert "stopped without a message" in outcome.error
