"""A keeper who syncs a register on a server: tests of a file's sync (tests/sync/pretend) run on it, and its own."""
from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Any

import pytest

from diachiso.register.postgres.driver import PgPlace, open_register
from diachiso.register.postgres.move import move_register
from diachiso.register.postgres.served import served

from ...postgres_server import Server, server
from ..pretend.conftest import empty_register, registry
from ..pretend.pretend_registry import PretendRegistry
from ..pretend.town import Technician

__all__ = ["empty_register", "registry", "server"]


class Keeper(Technician):
    """At work on a copy whose writes are the server's."""

    def __init__(self, path: Path, registry: PretendRegistry, place: PgPlace, server: Server) -> None:
        super().__init__(path, registry)
        self.place, self.server = place, server

    def lose_connections(self) -> None:
        """Whatever is connected to the register is no more."""
        self.server.run(
            f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{self.place.name}'"
        )

    def ask(self, sql: str) -> list[tuple[Any, ...]]:
        """What stands on the server now."""
        with closing(open_register(self.place)) as con, con.cursor() as cur:
            cur.execute(sql)
            return list(cur.fetchall())

    def states(self) -> dict[str, int]:
        """How many operations are in each state there."""
        return dict(self.ask("SELECT state, count(*) FROM sync_op GROUP BY state"))

    def keys(self) -> set[str]:
        """The operations there."""
        return {op_id for (op_id,) in self.ask("SELECT op_id FROM sync_op")}


@pytest.fixture
def empty_place(server: Server, empty_register: Path, tmp_path: Path) -> Callable[[], PgPlace]:
    """Factory: an empty register on the server, a database of its own."""

    def make() -> PgPlace:
        if not hasattr(server, "empty_sync"):
            server.empty_sync = server.database()
            copy = Path(shutil.copyfile(empty_register, tmp_path / "moved.gpkg"))
            move_register(copy, server.place(server.empty_sync))
        return server.place(server.database(server.empty_sync))

    return make


@pytest.fixture
def keeper(
    server: Server, empty_place: Callable[[], PgPlace], registry: PretendRegistry, tmp_path: Path
) -> Iterator[Callable[..., Keeper]]:
    """Factory: keeper() with a new register; keeper(place) with one that is there, as a second computer."""
    with ExitStack() as stack:

        def make(place: PgPlace | None = None, people: bool = False) -> Keeper:
            there = place or empty_place()
            return Keeper(stack.enter_context(served(there, people=people)), registry, there, server)

        yield make


@pytest.fixture
def technician(keeper: Callable[..., Keeper]) -> Callable[[str], Keeper]:
    """As tests of a file's sync ask for it."""
    return lambda name="an": keeper()
