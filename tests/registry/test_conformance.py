"""The kit against our registry: all levels pass, and a registry that promises more than it does is found out."""
from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from .running import RunningRegistry

KIT = Path(__file__).parent / "conformance"
ALONE = ["-c", os.devnull, "--rootdir", str(KIT), "--import-mode=importlib", "-p", "no:cacheprovider", "-q", "-x"]


def run_kit(registry: RunningRegistry, *options: str) -> subprocess.CompletedProcess[str]:
    tokens = {"token": "kythuat1", "token2": "kythuat2", "verifier-token": "congan", "issuer-token": "capma"}
    given = [f"--{option}={registry.token(account)}" for option, account in tokens.items()]
    command = [sys.executable, "-m", "pytest", str(KIT), *ALONE, f"--url={registry.url}", *given, *options]
    env = {"PATH": os.environ["PATH"], "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "NO_PROXY": "*"}
    return subprocess.run(command, capture_output=True, text=True, cwd=KIT, env=env, timeout=300)


@pytest.mark.parametrize("level", [0, 1, 2, 3])
def test_our_registry_conforms(registry: RunningRegistry, level: int) -> None:
    registry.set_level(level)
    registry.take_people()
    found = run_kit(registry)
    assert found.returncode == 0, found.stdout
    skipped = re.search(r"(\d+) skipped", found.stdout)
    assert (skipped is None) == (level == 3)


def test_less_than_was_asked_for_is_a_failure(registry: RunningRegistry) -> None:
    registry.set_level(2)
    assert run_kit(registry, "--level=3").returncode == 1
