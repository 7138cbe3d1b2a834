"""The register's search for algorithms and expressions: brought up to date in a process of its own, then opened."""
from __future__ import annotations

from pathlib import Path
from typing import Any, Callable, Optional

from qgis.core import QgsApplication, QgsProcessingFeedback, QgsTask

from ..compat import translate
from ..core.errors import DiachisoError
from ..register.child_process import run_reader
from ..register.search_file import bring_up, side_car
from ..register.search_index import SearchIndex
from ..register.verifying import Verifier

_SHARE = 10.0  # of the progress


def open_index(register: Path, feedback: QgsProcessingFeedback) -> Verifier:
    """A verifier of the register as it is now; RegisterError, or GateCancelled."""
    return Verifier(search_index(register, feedback))


def search_index(register: Path, feedback: QgsProcessingFeedback) -> SearchIndex:
    """The register's search as it is now."""
    feedback.setProgressText(translate("diachiso", "Preparing the search"))
    _bring_up(register, feedback.isCanceled, lambda share: feedback.setProgress(_SHARE * share))
    return SearchIndex(side_car(register))


def _bring_up(register: Path, cancelled: Callable[[], bool], progress: Callable[[float], None]) -> None:
    if run_reader("search_file", register, str(register), cancelled=cancelled, progress=progress) is None:
        bring_up(register, progress)


class Preparation:
    """Search files that are being made in the background, for those who must not wait for them."""

    def __init__(self) -> None:
        self._tasks: dict[Path, QgsTask] = {}
        self._problems: dict[Path, DiachisoError] = {}

    def begin(self, register: Path) -> None:
        """Start on a register's, unless that has begun; the DiachisoError of an earlier try is raised once."""
        problem = self._problems.pop(register, None)
        if problem is not None:
            raise problem
        if register in self._tasks:
            return

        def make(task: Any) -> None:
            _bring_up(register, task.isCanceled, lambda share: task.setProgress(100.0 * share))

        def made(problem: Optional[Exception], _nothing: Any = None) -> None:
            self._tasks.pop(register, None)
            if isinstance(problem, DiachisoError):
                self._problems[register] = problem

        task = QgsTask.fromFunction(translate("diachiso", "Preparing the search"), make, on_finished=made)
        self._tasks[register] = task  # QGIS does not keep it
        QgsApplication.taskManager().addTask(task)

    def end(self) -> None:
        """Stop what is under way."""
        for task in self._tasks.values():
            task.cancel()
