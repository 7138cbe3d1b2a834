"""qgis_process: results as JSON, progress, failure with an exit code, and Vietnamese where it is asked for."""
from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = Path(os.environ["DIACHISO_SAMPLE"]) / "sample_town.gpkg"  # a copy: QGIS may write into it
pytestmark = pytest.mark.skipif(
    not (shutil.which("qgis_process") or shutil.which("qgis_process.bin")), reason="qgis_process is not installed"
)


def layer(name: str) -> str:
    return f"{SAMPLE}|layername={name}"


def qgis_process(profile: Path, *arguments: str, locale: str = "en") -> subprocess.CompletedProcess[str]:
    """Run QGIS's command line in a profile of its own, as scripts/env.sh sets it up."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("QGIS_", "DIACHISO_", "QT_"))}
    environment.update(DIACHISO_PROFILE=str(profile), DIACHISO_LOCALE=locale)
    command = 'source "$1/scripts/env.sh"; shift; qgis_process_ "$@"'
    return subprocess.run(
        ["bash", "-c", command, "bash", str(ROOT), *arguments], env=environment, capture_output=True, text=True,
        check=False, timeout=120,
    )  # fmt: skip


def run(profile: Path, name: str, locale: str = "en", **parameters: Any) -> tuple[int, dict[str, Any]]:
    """Exit code and JSON of `run diachiso:<name> --json`."""
    values = [f"{key}={value}" for key, value in parameters.items()]
    done = qgis_process(profile, "run", f"diachiso:{name}", "--json", "--", *values, locale=locale)
    begin = done.stdout.find("{")
    return done.returncode, json.loads(done.stdout[begin:]) if begin >= 0 else {}


def test_a_whole_job_and_its_counts(tmp_path: Path) -> None:
    profile, register = tmp_path / "profile", tmp_path / "Sổ địa chỉ.gpkg"
    code, made = run(profile, "createregister", PROVINCE="56", UNITS=layer("communes"), OUTPUT=register)
    assert code == 0 and made["results"]["COMMUNES"] == 65 and Path(made["results"]["OUTPUT"]) == register
    code, added = run(profile, "addcodeblock", REGISTER=register, BLOCKS=ROOT / "resources" / "sample" / "blocks.csv")
    assert code == 0 and added["results"] == {"COUNT": 8, "NUMBERS": 9000}
    assign = {"INPUT": layer("buildings"), "REGISTER": register}
    code, planned = run(profile, "assigncodes", **assign, DRY_RUN="true", OUTPUT=tmp_path / "plan.gpkg")
    assert code == 0 and planned["results"]["NEW"] > 1300 and "OUTPUT" in planned["results"]
    assert isinstance(planned["results"]["SKIPPED"], int)
    code, applied = run(profile, "assigncodes", locale="vi", **assign, DRY_RUN="false", OUTPUT=tmp_path / "plan.gpkg")
    assert code == 0
    assert {k: v for k, v in applied["results"].items() if k != "OUTPUT"} == {
        k: v for k, v in planned["results"].items() if k != "OUTPUT"
    }
    assert f"Cấp mới: {applied['results']['NEW']}" in applied["log"]["info"]
    done = qgis_process(profile, "run", "diachiso:assigncodes", "--", *(f"{k}={v}" for k, v in assign.items()))
    assert done.returncode == 0 and f"KEPT:\t{planned['results']['NEW']}" in done.stdout
    assert "10..." in done.stdout  # progress


@pytest.mark.parametrize(
    ("locale", "words"),
    [
        ("en", ("There is no register at", "Check the path")),
        ("vi", ("Không có sổ địa chỉ tại", "Hãy kiểm tra đường dẫn")),
    ],
)
def test_a_failure_has_an_exit_code_and_a_remedy(tmp_path: Path, locale: str, words: tuple[str, ...]) -> None:
    done = qgis_process(
        tmp_path / "profile", "run", "diachiso:assigncodes", "--", f"INPUT={layer('buildings')}",
        f"REGISTER={tmp_path / 'none.gpkg'}", locale=locale,
    )  # fmt: skip
    assert done.returncode == 1
    assert all(word in done.stderr + done.stdout for word in words), done.stderr
    assert "Traceback" not in done.stderr + done.stdout


def test_the_help_is_vietnamese_where_it_is_asked_for(tmp_path: Path) -> None:
    done = qgis_process(tmp_path / "profile", "help", "diachiso:matchcodes", locale="vi")
    assert done.returncode == 0
    assert "Ghép mã đã cấp (diachiso:matchcodes)" in done.stdout
    assert "ACCURACY: Sai số của vị trí (m)" in done.stdout and "Issued codes" not in done.stdout
