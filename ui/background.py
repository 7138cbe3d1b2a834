"""Work off the main thread: functions that read, and one algorithm at a time that writes."""
from __future__ import annotations

from typing import Any, Callable

from qgis.core import (
    QgsApplication,
    QgsProcessingAlgRunnerTask,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProject,
    QgsTask,
)
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal

from ..compat import translate
from ..core.errors import DiachisoError


def error_text(error: BaseException) -> str:
    """An error as the user should read it: our own in their language, others with their kind."""
    if isinstance(error, DiachisoError):
        return error.localized(translate)
    text = str(error).strip()
    return text if text else type(error).__name__


def cancelled_text() -> str:
    """What is said after a cancel."""
    return translate("diachiso", "Cancelled. The register is as it was.")


def add_later(task: QgsTask, is_wanted: Callable[[], bool]) -> None:
    """Start a task as soon as QGIS has dealt with those that are ending, if it is still wanted then.

    The end of one is often the start of the next. A task that is added while another one ends may be dropped by QGIS
    (3.22) in the other's place: it takes them apart by an address in memory that both may have had.
    """

    def add() -> None:
        if is_wanted():
            QgsApplication.taskManager().addTask(task)

    QTimer.singleShot(0, add)


WATCH_MS = 1000  # how often it is asked whether QGIS still knows what it was given


def is_lost(task: QgsTask) -> bool:
    """Whether QGIS has let a task go: nobody will hear of it any more."""
    return sip.isdeleted(task) or task not in QgsApplication.taskManager().tasks()


class Cancelled(Exception):
    """The task was cancelled while its function worked."""


class ReadTask(QgsTask):
    """Runs `function(task)` in a thread, then `on_done(value)` or `on_error(text)` in the main thread."""

    def __init__(
        self,
        title: str,
        function: Callable[[ReadTask], Any],
        on_done: Callable[[Any], None],
        on_error: Callable[[str], None],
    ) -> None:
        super().__init__(title, QgsTask.Flag.CanCancel)
        self._title = title
        self._function = function
        self._on_done: Callable[[Any], None] | None = on_done
        self._on_error: Callable[[str], None] | None = on_error
        self._value: Any = None
        self._error: BaseException | None = None
        self.has_begun = False
        self.outcome: bool | None = None
        """What `run` returned."""

    def run(self) -> bool:
        """In the thread: call the function; an exception is kept for the main thread."""
        self.has_begun = True
        self.outcome = self._run()
        return self.outcome

    def _run(self) -> bool:
        try:
            self._value = self._function(self)
        except Cancelled:
            return False
        except Exception as error:  # shown to the user by finished()
            self._error = error
            return False
        return True

    def finished(self, result: bool) -> None:
        """In the main thread: hand over the value or the error, unless it was forgotten meanwhile."""
        on_done, on_error = self._on_done, self._on_error
        self.forget()
        if result and on_done is not None:
            on_done(self._value)
        elif on_error is not None:  # without an error it was cancelled where QGIS lists its tasks
            on_error(error_text(self._error) if self._error is not None else cancelled_text())

    def again(self) -> ReadTask | None:
        """Another task for the same, where this one was forgotten by nobody."""
        if self._on_done is None or self._on_error is None:
            return None
        return ReadTask(self._title, self._function, self._on_done, self._on_error)

    def check_cancelled(self) -> None:
        """Raise Cancelled where the user or the closing dock asked to stop."""
        if self.isCanceled():
            raise Cancelled()

    def forget(self) -> None:
        """Call nobody back any more."""
        self._on_done = self._on_error = None


class Reader:
    """Keeps the newest of a kind of read: starting another cancels and forgets the one before."""

    def __init__(self) -> None:
        self._task: ReadTask | None = None

    def start(
        self,
        title: str,
        function: Callable[[ReadTask], Any],
        on_done: Callable[[Any], None],
        on_error: Callable[[str], None],
    ) -> None:
        """Run the function in a thread; only the last one started reports."""
        self.cancel()
        self._add(ReadTask(title, function, self._then(on_done), self._then(on_error)))

    def is_reading(self) -> bool:
        """Whether a read is under way."""
        return self._task is not None

    def cancel(self) -> None:
        """Stop and forget the read that is under way, if any."""
        task, self._task = self._task, None
        if task is not None:
            task.forget()
            if not sip.isdeleted(task):
                task.cancel()

    def _add(self, task: ReadTask) -> None:
        self._task = task
        add_later(task, lambda: self._task is task)
        QTimer.singleShot(WATCH_MS, lambda: self._watch(task, False))

    def _watch(self, task: ReadTask, was_over: bool) -> None:
        """Nobody waits for ever for a task that QGIS has dropped: it is begun anew, or its end is told after all."""
        if self._task is not task:
            return
        is_over = task.outcome is not None
        if is_over and was_over:
            task.finished(bool(task.outcome))
        elif not task.has_begun and is_lost(task) and (anew := task.again()) is not None:
            self._add(anew)
        else:
            QTimer.singleShot(WATCH_MS, lambda: self._watch(task, is_over))

    def _then(self, callback: Callable[[Any], None]) -> Callable[[Any], None]:
        def finished(value: Any) -> None:
            self._task = None
            callback(value)

        return finished


class JobFeedback(QgsProcessingFeedback):
    """Feedback of an algorithm that says its steps to the dock and remembers its errors."""

    said = pyqtSignal(str)

    def __init__(self) -> None:
        super().__init__(False)
        self.errors: list[str] = []
        self.warnings: list[str] = []
        self.infos: list[str] = []

    def reportError(self, error: str, fatalError: bool = False) -> None:  # noqa: N802, N803 - Qt's names
        """Remember an error; the last one is the exception that ended the algorithm."""
        self.errors.append(error)

    def pushWarning(self, warning: str) -> None:  # noqa: N802 - Qt's name
        """Remember a warning, to be shown after the work."""
        self.warnings.append(warning)

    def pushInfo(self, info: str) -> None:  # noqa: N802 - Qt's name
        """Remember what the algorithm says of its results."""
        self.infos.append(info)

    def setProgressText(self, text: str) -> None:  # noqa: N802 - Qt's name
        """Show what the algorithm is doing."""
        self.said.emit(text)


class Jobs(QObject):
    """Runs one processing algorithm at a time as a background task."""

    busy_changed = pyqtSignal()
    progressed = pyqtSignal(float)
    said = pyqtSignal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.title = ""
        self.warnings: list[str] = []  # of the last job that succeeded
        self.infos: list[str] = []
        self._task: QgsProcessingAlgRunnerTask | None = None
        self._context: QgsProcessingContext | None = None
        self._feedback: JobFeedback | None = None
        self._on_done: Callable[[dict[str, Any]], None] | None = None
        self._on_failed: Callable[[str], None] | None = None
        self._cancelled = ""

    def is_busy(self) -> bool:
        """Whether an algorithm is running."""
        return self._task is not None

    def reason_busy(self) -> str:
        """Why no other job may start now; empty when one may."""
        if not self.is_busy():
            return ""
        return translate("diachiso", "“{title}” is running: wait until it has finished, or cancel it.").format(
            title=self.title
        )

    def run(
        self,
        algorithm_id: str,
        parameters: dict[str, Any],
        title: str,
        on_done: Callable[[dict[str, Any]], None],
        on_failed: Callable[[str], None],
        cancelled: str = "",
    ) -> bool:
        """Start the algorithm; False (and `on_failed` with the reason) where it cannot start.

        `cancelled` is what `on_failed` is told after a cancel, where it is not the usual.
        """
        if self.is_busy():
            on_failed(self.reason_busy())
            return False
        self._cancelled = cancelled
        algorithm = QgsApplication.processingRegistry().createAlgorithmById(algorithm_id)
        if algorithm is None:
            text = translate(
                "diachiso",
                "The tool {algorithm} is not in the Processing toolbox. Switch the plugin off and on again in the"
                " plugin manager.",
            )
            on_failed(text.format(algorithm=algorithm_id))
            return False
        context = QgsProcessingContext()
        context.setProject(QgsProject.instance())
        feedback = JobFeedback()
        context.setFeedback(feedback)
        possible, why = algorithm.checkParameterValues(parameters, context)
        if not possible:
            on_failed(why)
            return False
        task = QgsProcessingAlgRunnerTask(algorithm, parameters, context, feedback)
        if task.isCanceled():  # the algorithm refused in its preparation, which is done by now
            on_failed(self._why(feedback))
            return False
        feedback.setParent(self)  # Python's collector would free it in whatever thread it runs
        self.title = title
        self._task, self._context, self._feedback = task, context, feedback
        self._on_done, self._on_failed = on_done, on_failed
        feedback.said.connect(self.said)
        feedback.progressChanged.connect(self.progressed)
        task.executed.connect(self._executed)
        task.taskTerminated.connect(self._terminated)
        self.busy_changed.emit()
        add_later(task, lambda: self._task is task)
        QTimer.singleShot(WATCH_MS, lambda: self._watch(task, False))
        return True

    def _watch(self, task: QgsProcessingAlgRunnerTask, was_lost: bool) -> None:
        """A job that QGIS has dropped has failed: the dock would be busy for ever."""
        if self._task is not task:
            return
        lost = is_lost(task)
        if lost and was_lost:
            self._executed(False, {})
        else:
            QTimer.singleShot(WATCH_MS, lambda: self._watch(task, lost))

    def cancel(self) -> None:
        """Ask the running algorithm to stop; it leaves the register as it was."""
        if self._task is not None and not sip.isdeleted(self._task):
            self._task.cancel()

    def close(self) -> None:
        """Stop what runs and call nobody back (the dock is going away)."""
        self._on_done = self._on_failed = None
        self.cancel()

    def _terminated(self) -> None:
        # A task cancelled while it still waited for a thread is never executed().
        self._executed(False, {})

    def _executed(self, succeeded: bool, results: dict[str, Any]) -> None:
        feedback, on_done, on_failed = self._feedback, self._on_done, self._on_failed
        if self._task is None or feedback is None:
            return
        # The context owns temporary layers: it must outlive the callback.
        context = self._context
        self._task = self._context = self._feedback = self._on_done = self._on_failed = None
        self.busy_changed.emit()
        if succeeded and on_done is not None:
            self.warnings, self.infos = feedback.warnings, feedback.infos
            on_done(dict(results))
        elif not succeeded and on_failed is not None:
            on_failed(self._why(feedback))
        feedback.deleteLater()
        del context

    def _why(self, feedback: JobFeedback) -> str:
        if feedback.errors:
            return feedback.errors[-1].strip()
        if feedback.isCanceled():
            return self._cancelled or cancelled_text()
        return translate("diachiso", "The work stopped without a message. See the Processing log for details.")
