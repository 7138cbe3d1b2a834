"""The real QGIS under Xvfb does the whole job through the dock, and is photographed doing it."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import pytest

from ..effort import NAME

ROOT = Path(__file__).resolve().parents[2]
PAGES = (
    "01_overview_empty", "02_create", "03_blocks", "04_overview_new", "05_assign", "06_match_plan", "07_match_zoom",
    "08_assign_plan", "09_review", "10_applied", "11_overview", "12_overview_below",
)  # fmt: skip


@pytest.mark.desktop
@pytest.mark.slow
def test_the_main_job_on_the_real_desktop(tmp_path):
    if not (shutil.which("qgis.bin") and shutil.which("xvfb-run")):
        pytest.skip("needs qgis.bin and xvfb-run")
    tours = [] if NAME == "thorough" else ["--main"]  # the other tours are clicked through in tests of their own
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("QT_", "DIACHISO_"))}
    done = subprocess.run(
        [str(ROOT / "scripts" / "screenshots.sh"), str(tmp_path), "--sample", *tours, "vi"],
        env=environment,
        capture_output=True,
        text=True,
        timeout=600,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    folder = tmp_path / "vi"
    assert [page for page in PAGES if not (folder / f"{page}.png").stat().st_size] == []
    with closing(sqlite3.connect(folder / "register.gpkg")) as con:
        codes = [code for (code,) in con.execute("SELECT code FROM address")]
    assert len(codes) > 1000 and len(set(codes)) == len(codes)
    assert sum(code.startswith("001") for code in codes) > 1000  # from the blocks, not provisional
