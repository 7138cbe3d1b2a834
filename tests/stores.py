"""The same test on both stores: a register in a file, and the same register on a PostgreSQL server.

`@both_stores` on a test that uses `run` runs it twice, `@only_server` the second way alone, `@thorough_stores` twice
where tests try hard (a tool that does nothing of its own there: others have shown the way). Then each algorithm gets
`pg:` and the name of a connection for its REGISTER. The file is brought to a database of its own first, and comes back
to its place afterwards, so that a test looks into it as ever. `on_server` does the same for functions that take a path.
"""
from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from diachiso.register.checkout.base import base_folder
from diachiso.register.connect import connect
from diachiso.register.errors import RegisterError
from diachiso.register.postgres import move
from diachiso.register.postgres.copy_book import look_there
from diachiso.register.postgres.copy_place import copies_of
from diachiso.register.postgres.driver import PgPlace, connect_server, transaction
from diachiso.register.postgres.mirror import mirrored
from diachiso.register.postgres.side_files import SETTINGS
from diachiso.register.transaction import last_edit, revision

from .effort import NAME
from .postgres_server import OWNER, Server, shared

both_stores = pytest.mark.parametrize("store", ["file", "postgres"], indirect=True)
thorough_stores = pytest.mark.parametrize("store", ["file", *["postgres"] * (NAME == "thorough")], indirect=True)
only_server = pytest.mark.parametrize("store", ["postgres"], indirect=True)


@pytest.fixture
def store(request: pytest.FixtureRequest) -> str:
    """Where this test has its registers: "file" unless `both_stores` says otherwise.

    DIACHISO_STORE=postgres lets every test of a tool run there, to look for what no test of both has shown yet.
    """
    return str(getattr(request, "param", os.environ.get("DIACHISO_STORE", "file")))


@dataclass
class _Kept:
    """A register on the server: its database, and the file as it was when both were the same."""

    database: str
    state: tuple[Any, ...] = ()


@dataclass
class Stores:
    """The registers of a test that are on the server, by their files."""

    server: Server
    folder: Path
    kept: dict[Path, _Kept] = field(default_factory=dict)

    def place(self, file: Path) -> PgPlace:
        """The register of a file on the server, as it is in the file now."""
        file = file.absolute()
        kept = self.kept.get(file)
        if kept is None or kept.state != _state(file):
            if kept is not None:
                self._drop(kept)
            kept = self.kept[file] = _Kept(self._bring(file), _state(file))
        return PgPlace(kept.database, self.server.dsn(kept.database, OWNER))

    def back(self, file: Path) -> None:
        """Make the file what the server has; with the states of check-outs and photos that came in."""
        file, place = file.absolute(), self.place_known(file)
        with mirrored(place, writes=False, files=True) as found:
            for beside in (p for p in sorted(found.parent.rglob("*")) if p.is_file()):
                if not beside.name.startswith((found.name, ".")):
                    _copy_beside(beside, found, file)
            fresh = file.with_name(f".{file.name}.back")
            shutil.copyfile(found, fresh)
            for gone in base_folder(file).glob("*.base"):
                if not (base_folder(found) / gone.name).exists():
                    gone.unlink()
        os.replace(fresh, file)
        self.kept[file].state = _state(file)

    def place_known(self, file: Path) -> PgPlace:
        """The register of a file on the server, however the file is now."""
        kept = self.kept[file.absolute()]
        # Like another user's copy, which stays and catches up.
        return PgPlace(kept.database, self.server.dsn(kept.database, OWNER), self.folder)

    def close(self) -> None:
        """Let the databases go."""
        for kept in self.kept.values():
            self._drop(kept)
        self.kept.clear()

    def _bring(self, file: Path) -> str:
        database = self.server.database()
        place = PgPlace(database, self.server.dsn(database, OWNER))
        # A test may have spoiled its ledger, for the tool to find.
        ready = patch.object(move.file_store, "check_ready", lambda con, path: None)
        with ready, closing(connect_server(place)) as con, transaction(con, place) as cur:
            move._copy_to_server(cur, file, file, place, move.Watch(lambda share: None, lambda: False, place.shown))
            move.server.set_meta(cur, move.ARRIVING_KEY, None)
            # The move's own row is no part of the test.
            move.server.bulk(cur)
            cur.execute("ALTER TABLE audit_log DISABLE TRIGGER USER")
            cur.execute("DELETE FROM audit_log WHERE action = 'moved_in' AND seq = (SELECT max(seq) FROM audit_log)")
            cur.execute(
                "SELECT setval(pg_get_serial_sequence('audit_log', 'seq'), greatest(max(seq), 1), max(seq) IS NOT NULL)"
                " FROM audit_log"
            )
            cur.execute("ALTER TABLE audit_log ENABLE TRIGGER USER")
        return database

    def _drop(self, kept: _Kept) -> None:
        self.server.run(f"DROP DATABASE IF EXISTS {kept.database} WITH (FORCE)")


def _copy_beside(beside: Path, found: Path, file: Path) -> None:
    target = file.parent / beside.relative_to(found.parent)
    if base_folder(found) in beside.parents:
        target = base_folder(file) / beside.name
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(beside, target)


def _state(file: Path) -> tuple[Any, ...]:
    """What tells whether the file, or a province's own settings beside it, changed since."""
    settings = (f for f in sorted((file.parent / SETTINGS).rglob("*")) if f.is_file())
    stats = [(str(f), f.stat().st_size, f.stat().st_mtime_ns) for f in (file, *settings)]
    with closing(connect(file)) as con:
        return (*stats, revision(con), last_edit(con))


@pytest.fixture
def stores(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stores]:
    """The registers of this test that are on the server."""
    pytest.importorskip("psycopg2", reason="no psycopg2: it comes with python3-qgis")
    made = Stores(shared(request.config), tmp_path_factory.mktemp("stores"))
    yield made
    made.close()


@contextmanager
def on_server(stores: Stores, file: Path, writes: bool = True, **options: Any) -> Iterator[Path]:
    """The path at which a function works on a file's register as on one on a server; the file has it all afterwards."""
    try:
        with mirrored(stores.place(file), writes=writes, **options) as path:
            yield path
    finally:
        stores.back(file)


class Connections:
    """QGIS connections to the databases of a test, whose names are those of the files."""

    def __init__(self, stores: Stores) -> None:
        from qgis.core import QgsProviderRegistry

        self._stores = stores
        self._metadata = QgsProviderRegistry.instance().providerMetadata("postgres")
        self._made: dict[str, str] = {}

    def name(self, file: Path) -> str:
        """The connection to a file's register on the server."""
        from qgis.core import QgsDataSourceUri

        place = self._stores.place(file)
        name = f"{file.stem} {os.getpid()}{len(str(file))}"  # other processes share the settings of QGIS
        if self._made.get(name) != place.name:
            parts = dict(p.split("=", 1) for p in place.dsn.split())
            uri = QgsDataSourceUri()
            uri.setConnection(parts["host"], parts["port"], place.name, OWNER, "", QgsDataSourceUri.SslMode.SslPrefer)
            made = self._metadata.createConnection(uri.uri(False), {"saveUsername": True})
            self._metadata.saveConnection(made, name)
            self._made[name] = place.name
        return name

    def close(self) -> None:
        """Forget them, and the local copies that QGIS's profile keeps of their registers."""
        from diachiso.publish.project.register_place import place_of

        for name in self._made:
            place = place_of(f"pg:{name}")
            with closing(connect_server(place)) as con, con.cursor() as cur:
                folder = copies_of(place, look_there(cur).register)
            if folder is not None:
                shutil.rmtree(folder, ignore_errors=True)
            self._metadata.deleteConnection(name)

    def run(self, parameters: dict[str, Any], algorithm: Callable[[dict[str, Any]], Any]) -> Any:
        """Run an algorithm with its REGISTER on the server; the file has all that it did."""
        given = parameters.get("REGISTER")
        file = Path(str(given)) if given else None
        if file is None or not _is_register(file):
            return algorithm(parameters)
        register = f"pg:{self.name(file)}"
        try:
            return algorithm({**parameters, "REGISTER": register})
        finally:
            self._stores.back(file)


def _is_register(file: Path) -> bool:
    """Whether the server could take it: no file that a test has spoiled."""
    if not file.is_file():
        return False
    try:
        with closing(connect(file)):
            return True
    except RegisterError:
        return False
