"""A PostgreSQL server for tests of registers: one for each pytest process, and a database of its own for each test.

The same cluster in a temporary folder that the reference registry runs on (tests/registry/cluster.py).
"""
from __future__ import annotations

import itertools
import os
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from typing import Any, Union

import pytest

from diachiso.register.postgres.driver import PgPlace

from .registry.cluster import Cluster, missing

OWNER = "chu"
# login → the roles that it has
LOGINS = {
    "khach": "diachiso_read", "lan": "diachiso_declare", "minh": "diachiso_create", "dung": "diachiso_create",
    "hoa": "diachiso_verify", "nhan": "diachiso_people",
}  # fmt: skip
_NUMBERS = itertools.count(1)


class Server:
    """A running cluster with the extension PostGIS and the logins of an office."""

    def __init__(self) -> None:
        self._cluster = Cluster()
        self.run("CREATE ROLE chu LOGIN CREATEROLE", "CREATE DATABASE empty_register OWNER chu")
        self.run("CREATE EXTENSION postgis", database="empty_register")

    def stop(self) -> None:
        """End it and remove its data."""
        self._cluster.stop()

    def dsn(self, database: str, login: str = "registry") -> str:
        """How to connect."""
        return self._cluster.dsn.replace("dbname=postgres", f"dbname={database}").replace(
            "user=registry", f"user={login}"
        )

    def run(self, *statements: str, database: str = "postgres") -> None:
        """Statements of the server's administrator, each in a transaction of its own."""
        import psycopg2

        with closing(psycopg2.connect(self.dsn(database))) as con:
            con.autocommit = True
            for statement in statements:
                con.cursor().execute(statement)

    def identity(self, database: str) -> str:
        """What tells a database from all others, in the names of local copies too."""
        import psycopg2

        with closing(psycopg2.connect(self.dsn("postgres"))) as con, con.cursor() as cur:
            cur.execute(
                "SELECT concat_ws('-', s.system_identifier, d.oid) FROM pg_control_system() s, pg_database d"
                " WHERE datname = %s", (database,),
            )  # fmt: skip
            return str(cur.fetchone()[0])

    def database(self, template: str = "empty_register") -> str:
        """The name of a new database, a copy of another one."""
        name = f"register_{next(_NUMBERS)}"
        self.run(f"CREATE DATABASE {name} TEMPLATE {template} OWNER {OWNER}")
        return name

    def place(self, database: str, login: str = OWNER) -> PgPlace:
        """The register in a database, for a login."""
        return PgPlace(f"{database} {login}" if login != OWNER else database, self.dsn(database, login))

    @contextmanager
    def office(self) -> Iterator[None]:
        """The logins of an office with their roles, which a register has made.

        Roles are the whole server's: afterwards nobody has any, so that the next test's register is everybody's.
        """
        for login, role in LOGINS.items():
            self.run(
                f"DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = '{login}') THEN"
                f" CREATE ROLE {login} LOGIN; END IF; END $$",
                f"GRANT {role} TO {login}",
            )
        try:
            yield
        finally:
            self.run(
                "DO $$ DECLARE one record; BEGIN FOR one IN SELECT r.rolname AS role, l.rolname AS login"
                " FROM pg_auth_members m JOIN pg_roles r ON r.oid = m.roleid JOIN pg_roles l ON l.oid = m.member"
                " WHERE r.rolname LIKE 'diachiso\\_%' AND l.rolcanlogin LOOP"
                " EXECUTE format('REVOKE %I FROM %I', one.role, one.login); END LOOP; END $$"
            )


_KEY = pytest.StashKey[Union[Server, str]]()


def shared(config: pytest.Config) -> Server:
    """The one server of this pytest process; skips where there can be none."""
    if _KEY not in config.stash:
        reason = missing()
        if reason is not None:
            if os.environ.get("DIACHISO_REGISTRY") == "required":  # scripts/test.sh: a skip would hide a broken one
                raise RuntimeError(reason)
            config.stash[_KEY] = reason
        else:
            made = Server()
            config.stash[_KEY] = made
            config.add_cleanup(made.stop)
    found = config.stash[_KEY]
    if isinstance(found, str):
        pytest.skip(f"no PostgreSQL: {found}")
    return found


@pytest.fixture
def server(request: pytest.FixtureRequest) -> Server:
    """The server."""
    pytest.importorskip("psycopg2", reason="no psycopg2: it comes with python3-qgis")
    return shared(request.config)


@pytest.fixture
def empty_place(server: Server) -> PgPlace:
    """An empty database."""
    return server.place(server.database())


@pytest.fixture
def logged_in() -> Iterator[Callable[[PgPlace], Any]]:
    """Factory: logged_in(place) → a connection to the register, closed after the test."""
    from diachiso.register.postgres.driver import open_register

    made = []

    def connect(place: PgPlace) -> Any:
        made.append(open_register(place))
        return made[-1]

    yield connect
    for con in made:
        con.close()
