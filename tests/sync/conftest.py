"""Technicians at a desk of their own, and the registry between them."""
from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from ..registry.fixtures import registry
from ..registry.running import RunningRegistry
from .carrier import plain
from .desk import Desk, make_register

__all__ = ["registry"]


@pytest.fixture
def town(tmp_path: Path, once: Callable[..., Path]) -> Callable[[str], Path]:
    """town("hoa") -> path of an empty register in a folder of that name."""
    return lambda name: once(_towns, tmp_path / name) / "register.gpkg"


def _towns(folder: Path) -> None:
    make_register(folder / "register.gpkg")


@pytest.fixture
def hoa(registry: RunningRegistry, town: Callable[[str], Path]) -> Desk:
    """The first technician."""
    return Desk(town("hoa"), registry.url, plain(registry.token("kythuat1")), token=registry.token("kythuat1"))


@pytest.fixture
def binh(registry: RunningRegistry, town: Callable[[str], Path]) -> Desk:
    """The second one, whose codes are of another block."""
    return Desk(town("bình"), registry.url, plain(registry.token("kythuat2")), serial=50_000)
