"""A run that is refused lets go of its layers: their files can be moved, deleted and opened by others."""
from __future__ import annotations

import gc
import os
import shutil
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from qgis.core import QgsApplication, QgsProcessingContext, QgsProcessingException, QgsProcessingFeedback

FDS = Path("/proc/self/fd")
pytestmark = pytest.mark.skipif(not FDS.is_dir(), reason="open files are counted as Linux shows them")


def open_files(folder: Path) -> dict[str, int]:
    """How often each file of a folder is open in this process."""
    gc.collect()
    found: Counter[str] = Counter()
    for link in os.listdir(FDS):
        try:
            found[os.readlink(FDS / link)] += 1
        except OSError:  # closed meanwhile
            continue
    return {name: count for name, count in found.items() if name.startswith(str(folder))}


def refused(name: str, parameters: dict[str, Any]) -> None:
    """Run as the toolbox's task does: `processing.run` has frames of its own, which QGIS keeps with the exception."""
    context, feedback = QgsProcessingContext(), QgsProcessingFeedback(False)
    algorithm = QgsApplication.processingRegistry().createAlgorithmById(f"diachiso:{name}")
    assert algorithm.prepare(parameters, context, feedback)
    with pytest.raises(QgsProcessingException):
        algorithm.runPrepared(parameters, context, feedback)
    del algorithm, context, feedback


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("assigncodes", {"CLASS": "nothing"}),
        ("assigncodes", {"SCHEME": "nothing"}),
        ("matchcodes", {"SCHEME": "nothing"}),
        ("createregister", {"PROVINCE": "nothing"}),
    ],
)
def test_no_file_stays_open(run, root: Path, tmp_path: Path, name: str, wrong: dict[str, Any]) -> None:
    land, register = tmp_path / "land.gpkg", tmp_path / "register.gpkg"
    shutil.copy(root / "resources" / "sample" / "sample_town.gpkg", land)
    run("createregister", PROVINCE="56", UNITS=f"{land}|layername=communes", OUTPUT=register)
    buildings = f"{land}|layername=buildings"
    parameters: dict[str, Any] = {
        "assigncodes": {"INPUT": buildings, "REGISTER": register},
        "matchcodes": {"INPUT": buildings, "OFFICIAL": f"{land}|layername=official", "REGISTER": register},
        "createregister": {"UNITS": f"{land}|layername=communes", "OUTPUT": tmp_path / "other.gpkg"},
    }[name]
    before = open_files(tmp_path)
    for _ in range(3):
        refused(name, {key: str(value) for key, value in {**parameters, **wrong}.items()})
    assert open_files(tmp_path) == before
