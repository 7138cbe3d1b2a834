"""The line at the foot of the dock: what is running, how far it is, and a button to cancel it."""
from __future__ import annotations

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ..compat import translate
from .background import Jobs
from .widgets import Note


class JobBar(QWidget):
    """Shows the running job, then what went wrong; hidden where there is nothing to say."""

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("jobBar")
        self._jobs = jobs
        self.text = QLabel(self)
        self.text.setObjectName("jobText")
        self.text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.progress = QProgressBar(self)
        self.progress.setObjectName("jobProgress")
        self.cancel = QPushButton(translate("diachiso", "Cancel"), self)
        self.cancel.setObjectName("jobCancel")
        self.cancel.clicked.connect(self._cancel)
        line = QHBoxLayout()
        line.addWidget(self.progress, 1)
        line.addWidget(self.cancel)
        self.running = QWidget(self)
        running = QVBoxLayout(self.running)
        running.setContentsMargins(0, 0, 0, 0)
        running.addWidget(self.text)
        running.addLayout(line)
        # The message bar shows two lines of a long text; here all of it can be read.
        self.problem = Note("jobProblem", self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 2, 6, 6)
        self.close_button = QToolButton(self)
        self.close_button.setObjectName("jobProblemClose")
        self.close_button.setText("✕")
        self.close_button.setAutoRaise(True)
        self.close_button.setToolTip(translate("diachiso", "Close"))
        self.close_button.clicked.connect(lambda: self.tell(""))
        problem = QHBoxLayout()
        problem.addWidget(self.problem, 1)
        problem.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self.running)
        layout.addLayout(problem)
        jobs.busy_changed.connect(self._show)
        jobs.progressed.connect(self._progress)
        jobs.said.connect(self._say)
        self._show()

    def tell(self, problem: str) -> None:
        """Show what went wrong, until the next job starts."""
        self.problem.say(problem)
        self._show()

    def _show(self) -> None:
        busy = self._jobs.is_busy()
        if busy:
            self.problem.say("")
        self.running.setVisible(busy)
        self.close_button.setVisible(bool(self.problem.text()))
        self.setVisible(busy or bool(self.problem.text()))
        self.text.setText(self._jobs.title)
        self.progress.setRange(0, 0)  # until the first figure comes
        self.cancel.setEnabled(True)

    def _progress(self, percent: float) -> None:
        self.progress.setRange(0, 100)
        self.progress.setValue(int(percent))

    def _say(self, text: str) -> None:
        self.text.setText(f"{self._jobs.title}: {text}")

    def _cancel(self) -> None:
        self.cancel.setEnabled(False)
        self.text.setText(translate("diachiso", "Cancelling…"))
        self._jobs.cancel()
