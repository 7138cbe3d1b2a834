"""Registers for the tests of this room."""
from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from diachiso.register.create import create_register
from diachiso.register.rows import UnitRow

COMMUNES = {"22000": "Phường Vĩnh Hải", "22001": "Xã Ninh Hòa", "22002": "Phường Tây Ninh Hòa"}


def create(path: Path, **more: Any) -> Path:
    """A new register with three communes; further arguments go to create_register."""
    path.parent.mkdir(parents=True, exist_ok=True)
    units = [
        UnitRow(code, "commune", full_name.split(" ", 1)[1], full_name, province_code="56")
        for code, full_name in COMMUNES.items()
    ]
    create_register(
        path, **{"province": SimpleNamespace(code="56", full_name="Tỉnh Khánh Hòa"), "units": units, **more}
    )
    return path


@pytest.fixture
def make_register(tmp_path: Path) -> Callable[..., Path]:
    """Factory: make_register("Sổ địa chỉ.gpkg") -> path of a new register, made as `create` makes it."""

    def make(name: str = "Nguyễn Văn Á/Sổ địa chỉ.gpkg", **more: Any) -> Path:
        return create(tmp_path / name, **more)

    return make


@pytest.fixture(scope="session")
def pristine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A register that nobody opens: it is copied."""
    return create(tmp_path_factory.mktemp("pristine") / "register.gpkg")


@pytest.fixture
def register(pristine: Path, tmp_path: Path) -> Path:
    """A new register in a folder with a Vietnamese name."""
    path = tmp_path / "Nguyễn Văn Á" / "Sổ địa chỉ.gpkg"
    path.parent.mkdir()
    return Path(shutil.copyfile(pristine, path))
