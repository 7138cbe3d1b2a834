"""What the dock shows while a job runs: progress, a cancel button, and buttons that are off with a reason."""

from __future__ import annotations

from typing import Any

import pytest
from qgis.core import QgsApplication
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QLabel, QProgressBar, QPushButton, QToolButton

from . import doubles


@pytest.fixture
def working(opened: Any, qtbot: Any):
    """The dock with a job that works until it is cancelled."""
    provider = doubles.DoublesProvider()
    QgsApplication.processingRegistry().addProvider(provider)
    opened.desk.jobs.run("doubles:waits", {}, "Waiting", lambda _results: None, opened.desk.say_error)
    yield opened
    opened.desk.jobs.cancel()
    qtbot.waitUntil(lambda: not opened.desk.jobs.is_busy(), timeout=5000)
    QgsApplication.processingRegistry().removeProvider(provider)


def test_progress_is_shown_and_other_jobs_are_off(working, qtbot):
    assert working.job_bar.isVisible()
    assert working.findChild(QLabel, "jobText").text() == "Waiting"
    bar = working.findChild(QProgressBar, "jobProgress")
    qtbot.waitUntil(lambda: bar.maximum() == 100 and bar.value() > 0, timeout=5000)
    for name in ("registerOpen", "registerCreate", "blocksAdd", "assignPlan", "matchPlan", "undoApply"):
        button = working.findChild(QPushButton, name)
        assert not button.isEnabled() and "Waiting" in button.toolTip(), name
    assert "Waiting" in working.pages["assign"].head.text()


def test_the_job_can_be_cancelled(working, messages, qtbot):
    qtbot.mouseClick(working.findChild(QPushButton, "jobCancel"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not working.desk.jobs.is_busy(), timeout=5000)
    assert working.findChild(QLabel, "jobProblem").text() == "Cancelled. The register is as it was."
    assert any("Cancelled" in text for text in messages())
    qtbot.mouseClick(working.findChild(QToolButton, "jobProblemClose"), Qt.MouseButton.LeftButton)
    assert working.job_bar.isHidden()
    assert working.findChild(QPushButton, "registerOpen").isEnabled()


def test_nothing_is_shown_while_nothing_runs(opened):
    assert opened.job_bar.isHidden()
