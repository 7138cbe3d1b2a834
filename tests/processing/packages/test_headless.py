"""For the night: the key comes out of QGIS's store by the master password's file, or it is said what is missing."""
from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from .conftest import SECRET

ROOT = Path(__file__).resolve().parents[3]
MASTER = "mat khau chinh cua kho"
STORE = """
import os
from qgis.core import QgsApplication, QgsAuthMethodConfig
application = QgsApplication([], False)
application.initQgis()
manager = QgsApplication.authManager()
assert manager.setMasterPassword(os.environ["MASTER"], True)
config = QgsAuthMethodConfig("Basic")
config.setName("diachiso")
config.setConfig("username", "tỉnh")
config.setConfig("password", os.environ["SECRET"])
assert manager.storeAuthenticationConfig(config)
os._exit(0)
"""
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not (shutil.which("qgis_process") or shutil.which("qgis_process.bin")), reason="qgis_process is not installed"
    ),
]


def test_by_the_command_line(register: Path, tmp_path: Path) -> None:
    store, file, package = tmp_path / "profile" / "profiles" / "default", tmp_path / "master", tmp_path / "gói.zip"
    store.mkdir(parents=True)
    file.write_text(MASTER + "\n", encoding="utf-8")
    plain = {k: v for k, v in os.environ.items() if not k.startswith(("QGIS_", "DIACHISO_"))}
    secrets = {"QGIS_AUTH_DB_DIR_PATH": f"{store}/", "MASTER": MASTER, "SECRET": SECRET.decode()}
    subprocess.run([sys.executable, "-c", STORE], env={**plain, **secrets}, check=True, timeout=120)

    def run(**more: str) -> subprocess.CompletedProcess[str]:
        command = 'source "$1/scripts/env.sh"; shift; qgis_process_ run diachiso:exportpackage --json -- "$@"'
        return subprocess.run(
            ["bash", "-c", command, "bash", str(ROOT), f"REGISTER={register}", f"PACKAGE={package}"],
            env={**plain, "DIACHISO_PROFILE": str(tmp_path / "profile"), "DIACHISO_LOCALE": "en", **more},
            stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False, timeout=120,
        )  # fmt: skip

    locked = run()
    assert locked.returncode != 0 and "master password" in locked.stdout + locked.stderr and not package.exists()
    done = run(QGIS_AUTH_PASSWORD_FILE=str(file))
    assert done.returncode == 0 and '"COUNT": 4' in done.stdout and package.exists(), done.stderr
    assert SECRET.decode() not in done.stdout + done.stderr and SECRET not in package.read_bytes()
