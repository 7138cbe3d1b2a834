"""A Processing provider whose algorithms are slow, fail, or say what they do: for tests of the background work."""

from __future__ import annotations

import threading
from typing import Any

from qgis.core import (
    QgsProcessingAlgorithm,
    QgsProcessingException,
    QgsProcessingParameterNumber,
    QgsProcessingProvider,
)
from qgis.PyQt.QtCore import QCoreApplication, QThread

seen: dict[str, Any] = {}


class Double(QgsProcessingAlgorithm):
    """An algorithm without outputs."""

    NAME = ""

    def name(self) -> str:
        return self.NAME

    def displayName(self) -> str:  # noqa: N802
        return self.NAME

    def createInstance(self) -> Double:  # noqa: N802
        return type(self)()

    def initAlgorithm(self, configuration: Any = None) -> None:  # noqa: N802
        self.addParameter(QgsProcessingParameterNumber("NUMBER", "number", minValue=0, defaultValue=1))


class Answers(Double):
    """Says where it runs, and its progress."""

    NAME = "answers"

    def processAlgorithm(self, parameters: Any, context: Any, feedback: Any) -> dict[str, Any]:  # noqa: N802
        seen["main_thread"] = QThread.currentThread() == QCoreApplication.instance().thread()
        feedback.setProgressText("half way")
        feedback.setProgress(50)
        return {"ANSWER": self.parameterAsInt(parameters, "NUMBER", context)}


class Waits(Double):
    """Works until it is cancelled."""

    NAME = "waits"

    def processAlgorithm(self, parameters: Any, context: Any, feedback: Any) -> dict[str, Any]:  # noqa: N802
        pause = threading.Event()
        for percent in range(6000):
            if feedback.isCanceled():
                break
            feedback.setProgress(percent / 60)
            pause.wait(0.01)
        return {}


class Fails(Double):
    """Ends with a message."""

    NAME = "fails"

    def processAlgorithm(self, parameters: Any, context: Any, feedback: Any) -> dict[str, Any]:  # noqa: N802
        raise QgsProcessingException("The block is used up. Add another one.")


class Refuses(Double):
    """Does not even start."""

    NAME = "refuses"

    def prepareAlgorithm(self, parameters: Any, context: Any, feedback: Any) -> bool:  # noqa: N802
        raise QgsProcessingException("There are unsaved edits. Save them.")

    def processAlgorithm(self, parameters: Any, context: Any, feedback: Any) -> dict[str, Any]:  # noqa: N802
        return {}


class DoublesProvider(QgsProcessingProvider):
    """Offers them as `doubles:<name>`."""

    def id(self) -> str:
        return "doubles"

    def name(self) -> str:
        return "doubles"

    def loadAlgorithms(self) -> None:  # noqa: N802
        for algorithm in (Answers, Waits, Fails, Refuses):
            self.addAlgorithm(algorithm())
