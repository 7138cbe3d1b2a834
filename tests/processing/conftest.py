"""The provider in a running QGIS, algorithms run as the toolbox runs them, and what they said."""
from __future__ import annotations

import os
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from qgis.core import QgsApplication, QgsProcessingContext, QgsProcessingException, QgsProcessingFeedback, QgsProject

from ..stores import Connections, store, stores

__all__ = ["store", "stores"]


@pytest.fixture(scope="session")
def root() -> Path:
    """Stands for the repository root: a folder with a copy of resources/sample, which QGIS may write into."""
    return Path(os.environ["DIACHISO_SAMPLE"]).parents[1]


@pytest.fixture
def provider(qgis_app: Any) -> Iterator[Any]:
    """Our provider, registered for the time of a test."""
    import processing
    from processing.core.Processing import Processing

    from diachiso.processing.provider import DiachisoProvider

    assert "diachiso" not in Path(processing.__file__).parts[-3:]
    Processing.initialize()
    ours = DiachisoProvider()
    registry = QgsApplication.processingRegistry()
    registry.addProvider(ours)
    yield ours
    registry.removeProvider(ours)


class Heard(QgsProcessingFeedback):
    """A feedback that remembers warnings and other text."""

    def __init__(self) -> None:
        super().__init__(False)
        self.warnings: list[str] = []

    def pushWarning(self, warning: str) -> None:  # noqa: N802
        self.warnings.append(warning)
        super().pushWarning(warning)


@pytest.fixture
def run(provider: Any, store: str, request: pytest.FixtureRequest) -> Iterator[Callable[..., dict[str, Any]]]:
    """run("undoapply", REGISTER=path) -> results; its attribute `heard` is the feedback of the last run.

    With `both_stores` also with the register on a server (tests/stores.py).
    """
    import processing

    there = Connections(request.getfixturevalue("stores")) if store == "postgres" else None

    def run_algorithm(name: str, **parameters: Any) -> dict[str, Any]:
        values = {key: str(value) if isinstance(value, Path) else value for key, value in parameters.items()}
        if there is None:
            return run_there(name, values)
        return there.run(values, lambda changed: run_there(name, changed))

    def run_there(name: str, values: dict[str, Any]) -> dict[str, Any]:
        context = QgsProcessingContext()
        context.setProject(QgsProject.instance())
        run_algorithm.heard = Heard()
        try:
            return processing.run(f"diachiso:{name}", values, context=context, feedback=run_algorithm.heard)
        except QgsProcessingException as error:
            traceback.clear_frames(error.__traceback__)  # QGIS keeps them for ever, and with them the open layers
            raise
        finally:
            del context

    run_algorithm.connections = there
    yield run_algorithm
    if there is not None:
        there.close()


@pytest.fixture
def project(qgis_app: Any) -> Iterator[QgsProject]:
    """The open project, emptied afterwards."""
    yield QgsProject.instance()
    QgsProject.instance().removeAllMapLayers()
