"""The register's search for algorithms and expressions: brought up to date in a process of its own, then opened."""
from __future__ import annotations

from pathlib import Path

from qgis.core import QgsProcessingFeedback

from ..compat import translate
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

    def progress(share: float) -> None:
        feedback.setProgress(_SHARE * share)

    if run_reader("search_file", register, str(register), cancelled=feedback.isCanceled, progress=progress) is None:
        bring_up(register, progress)
    return SearchIndex(side_car(register))
