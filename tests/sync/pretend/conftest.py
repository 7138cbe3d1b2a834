"""A technician with a register, and the registry."""
from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from .pretend_registry import PretendRegistry
from .town import Technician, create


@pytest.fixture(scope="session")
def empty_register(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A register that nobody opens: it is copied."""
    return create(tmp_path_factory.mktemp("empty") / "register.gpkg")


@pytest.fixture
def registry() -> PretendRegistry:
    """A registry with nothing in it."""
    return PretendRegistry()


@pytest.fixture
def technician(empty_register: Path, tmp_path: Path, registry: PretendRegistry) -> Callable[[str], Technician]:
    """Factory: technician("an") with an empty register of their own."""

    def make(name: str = "an") -> Technician:
        folder = tmp_path / f"Nguyễn {name}"
        folder.mkdir()
        return Technician(Path(shutil.copyfile(empty_register, folder / "sổ.gpkg")), registry)

    return make
