"""What every test of land layers needs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from diachiso.processing.land import remembered_maps


@pytest.fixture(autouse=True)
def kept_maps(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Field maps of a test stay in the test."""
    kept = tmp_path_factory.mktemp("profile") / "field_maps.json"
    monkeypatch.setattr(remembered_maps, "file", lambda: kept)
    yield kept
