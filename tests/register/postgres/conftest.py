"""A register with something in every table, in a file and on a server."""
from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from diachiso.register.postgres.driver import PgPlace
from diachiso.register.postgres.move import move_register

from ...postgres_server import Server, empty_place, logged_in, server
from .full_town import make_full_town

__all__ = ["empty_place", "logged_in", "server"]


@pytest.fixture(scope="session")
def pristine_town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A register that nobody opens: it is copied."""
    return make_full_town(tmp_path_factory.mktemp("full") / "register.gpkg")


@pytest.fixture
def town(pristine_town: Path, tmp_path: Path) -> Path:
    """A register with something in every table."""
    return Path(shutil.copyfile(pristine_town, tmp_path / "Sổ địa chỉ #1 100%.gpkg"))


@pytest.fixture
def place(server: Server, pristine_town: Path, tmp_path: Path) -> Iterator[PgPlace]:
    """The same register on the server, a database of its own for each test."""
    if not hasattr(server, "town"):
        server.town = server.database()
        copy = Path(shutil.copyfile(pristine_town, tmp_path / "moved.gpkg"))
        move_register(copy, server.place(server.town))
    with server.office():
        yield server.place(server.database(server.town))


@pytest.fixture
def as_login(server: Server, place: PgPlace, logged_in: Callable[[PgPlace], Any]) -> Callable[[str], Any]:
    """Factory: as_login("lan") → a connection of that login to the register of this test."""
    return lambda login: logged_in(PgPlace(place.name, server.dsn(place.name, login)))
