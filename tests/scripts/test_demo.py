"""The README's first command does what it says, from the sample, with nothing but the script."""
from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
RESULTS = (
    "register.gpkg", "plan.gpkg", "map.png", "plaques.pdf", "plaques_workshop.xlsx", "plaques_route.xlsx",
    "notices.pdf", "report.xlsx", "report.odt", "report.pdf",
)  # fmt: skip


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("qgis_process"), reason="needs qgis_process")
def test_the_demo_ends_with_all_its_results(tmp_path: Path) -> None:
    command = [str(ROOT / "scripts" / "demo.sh"), str(tmp_path), "--sample"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=400)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    missing = [name for name in RESULTS if not (tmp_path / name).is_file() or not (tmp_path / name).stat().st_size]
    assert missing == [] and all(name.split(".")[0] in done.stdout for name in RESULTS)
