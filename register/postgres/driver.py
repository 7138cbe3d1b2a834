"""How a register on a server is reached: psycopg2, loaded only then; transactions tried again; what errors mean.

Nothing of a login stands in a message: `shown` is the name of the connection as the person knows it.
"""
from __future__ import annotations

import re
import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Optional, TypeVar

from ...core.errors import QT_TRANSLATE_NOOP, Message
from ..errors import RegisterError
from ..version import SCHEMA_VERSION

SCHEMA = "diachiso"
PREFIX = "pg:"
OLDEST_SERVER = 150000  # PostgreSQL 15
OLDEST_POSTGIS = (3, 3)
REFUSED_STATE = "DI001"  # the SQLSTATE of what the guards refuse
# What the server undoes by itself because others were at work: the same work may be tried again.
_AGAIN = {"40001", "40P01"}
_TRIES = 8
_NOTHING_THERE = {"42P01", "3F000", "42501"}  # no such table, no such schema, no right to read it
_PASSWORD = re.compile(r"password\s*=\s*('(?:[^'\\]|\\.)*'|\S+)", re.IGNORECASE)

NO_DRIVER = Message(
    "pg_no_driver",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "This Python has no psycopg2, which a register on PostgreSQL ({register}) needs. On Debian install "
        "python3-psycopg2; QGIS for Windows brings it.",
    ),
)
NO_CONNECTION = Message(
    "pg_no_connection",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "{register} cannot be reached ({problem}). Test the connection of that name in QGIS, its server and its "
        "authentication configuration.",
    ),
)
OLD_SERVER = Message(
    "pg_old_server",
    QT_TRANSLATE_NOOP(
        "diachiso", "The server of {register} is too old ({found}). A register needs PostgreSQL 15 and PostGIS 3.3."
    ),
)
NO_POSTGIS = Message(
    "pg_no_postgis",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "The database of {register} has no PostGIS 3.3 or newer. Have its administrator run: CREATE EXTENSION postgis;",
    ),
)
NO_REGISTER = Message(
    "pg_no_register",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "The database of {register} holds no address register that you may read. Make one with \"Move register\", or "
        "have a role of it given to you.",
    ),
)
PG_NEWER = Message(
    "pg_newer",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "{register} was made by a newer version of the plugin (schema {found}, this version knows {known}). Update the "
        "plugin.",
    ),
)
PG_REFUSED = Message(
    "pg_refused",
    QT_TRANSLATE_NOOP(
        "diachiso", "The register {register} refused the change: {problem}. Mend the record and try again."
    ),
)
PG_NO_RIGHT = Message(
    "pg_no_right",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "You have no right to do this in {register} ({problem}). Nothing was changed. Ask whoever runs the database "
        "for the role that it needs.",
    ),
)
PG_BUSY = Message(
    "pg_busy",
    QT_TRANSLATE_NOOP(
        "diachiso", "Others were writing to the same records of {register} all the time ({problem}). Nothing was "
        "changed. Try again."
    ),
)  # fmt: skip
PG_FAILED = Message(
    "pg_failed",
    QT_TRANSLATE_NOOP("diachiso", "The register {register} reports: {problem}. Nothing was changed."),
)

Connection = Any  # psycopg2's, which may be missing where types are checked
Result = TypeVar("Result")


@dataclass(frozen=True)
class PgPlace:
    """A register on a server: the name of the QGIS connection, and how to connect (with its login: never shown).

    `keep`: the folder in which local copies of it may stay; None: a temporary one each time. `photos`: the folder of
    this computer in which its photos lie, where it is known.
    """

    name: str
    dsn: str = field(repr=False)
    keep: Optional[Path] = None
    photos: Optional[Path] = None

    @property
    def shown(self) -> str:
        """The register as the parameter REGISTER names it."""
        return PREFIX + self.name

    def __str__(self) -> str:
        return self.shown


def connect_server(place: PgPlace, *, application: str = "diachiso") -> Connection:
    """A connection without an open transaction, in UTF-8 and UTC, that finds the register's names (RegisterError)."""
    try:
        import psycopg2
    except ImportError as error:
        raise RegisterError(NO_DRIVER, register=place.shown) from error
    try:
        con = psycopg2.connect(place.dsn, application_name=application, connect_timeout=15)
    except psycopg2.Error as error:
        raise RegisterError(NO_CONNECTION, register=place.shown, problem=_said(error, place)) from None
    con.set_client_encoding("UTF8")
    with pg_errors(place), con.cursor() as cur:
        if con.server_version < OLDEST_SERVER:
            found = con.get_parameter_status("server_version")
            con.close()
            raise RegisterError(OLD_SERVER, register=place.shown, found=found)
        con.autocommit = True
        cur.execute(
            "SET SESSION standard_conforming_strings = on; SET SESSION TimeZone = 'UTC';"
            " SET SESSION search_path = diachiso, public"
        )
        con.autocommit = False
    return con


def open_register(place: PgPlace) -> Connection:
    """A connection to a register that is there and of a version that this plugin knows (RegisterError)."""
    con = connect_server(place)
    try:
        with pg_errors(place):
            check_version(con, place)
    except BaseException:
        con.close()
        raise
    return con


def check_version(con: Connection, place: PgPlace) -> None:
    """RegisterError where the database holds no register, or one of a newer version."""
    import psycopg2

    from .state import LAYOUT, LAYOUT_KEY  # the state knows this module

    with alone(con) as cur:
        try:
            cur.execute(
                "SELECT key, value FROM diachiso.register_meta WHERE key IN ('schema_version', %s)", (LAYOUT_KEY,)
            )
        except psycopg2.Error as error:
            if error.pgcode not in _NOTHING_THERE:
                raise
            raise RegisterError(NO_REGISTER, register=place.shown) from None
        found = dict(cur.fetchall())
    for key, known in (("schema_version", SCHEMA_VERSION), (LAYOUT_KEY, LAYOUT)):
        version = str(found.get(key, ""))
        if not version.isdigit():
            raise RegisterError(NO_REGISTER, register=place.shown)
        if int(version) > known:
            raise RegisterError(PG_NEWER, register=place.shown, found=version, known=known)


@contextmanager
def alone(con: Connection) -> Iterator[Any]:
    """A cursor whose statements are each a transaction: for questions before a work begins, or for a single one."""
    con.autocommit = True
    try:
        with con.cursor() as cur:
            yield cur
    finally:
        if not con.closed:
            con.autocommit = False


@contextmanager
def transaction(con: Connection, place: PgPlace) -> Iterator[Any]:
    """A cursor in a transaction that commits at the end of the block, or leaves nothing (RegisterError)."""
    try:
        with pg_errors(place), con.cursor() as cur:
            yield cur
            con.commit()
    finally:
        if not con.closed:
            con.rollback()


def tried_again(con: Connection, place: PgPlace, work: Callable[[Any], Result]) -> Result:
    """`work(cursor)` in a transaction, again and from its beginning where it lost against others (RegisterError)."""
    import psycopg2

    for attempt in range(1, _TRIES + 1):
        try:
            with con.cursor() as cur:
                result = work(cur)
                con.commit()
                return result
        except psycopg2.Error as error:
            if error.pgcode not in _AGAIN or attempt == _TRIES:
                raise pg_error(error, place) from None
        finally:
            if not con.closed:
                con.rollback()
        # Whoever lost together comes back apart.
        time.sleep(secrets.SystemRandom().uniform(0, 0.02 * 2**attempt))
    raise AssertionError  # pragma: no cover


@contextmanager
def pg_errors(place: PgPlace) -> Iterator[None]:
    """Turns every error of the driver inside the block into a RegisterError about this register."""
    import psycopg2

    try:
        yield
    except psycopg2.Error as error:
        raise pg_error(error, place) from None  # its frames know the login


def pg_error(error: Any, place: PgPlace) -> RegisterError:
    """The error of ours that says what an error of the driver means."""
    code = error.pgcode or ""
    message = PG_FAILED
    if code == REFUSED_STATE or code.startswith("23"):
        message = PG_REFUSED
    elif code == "42501":
        message = PG_NO_RIGHT
    elif code in _AGAIN or code == "55P03":
        message = PG_BUSY
    elif not code or code.startswith(("08", "57P")):
        message = NO_CONNECTION
    return RegisterError(message, register=place.shown, problem=_said(error, place))


def _said(error: Any, place: PgPlace) -> str:
    """The first lines of what the server said, without what the connection was opened with."""
    diag = getattr(error, "diag", None)
    main = getattr(diag, "message_primary", None)
    detail = getattr(diag, "message_detail", None)
    text = " – ".join(filter(None, (main, detail))) if main else str(error).strip()
    for secret in _PASSWORD.findall(place.dsn):
        plain = secret[1:-1] if secret.startswith("'") else secret
        for hidden in (secret, plain, re.sub(r"\\(.)", r"\1", plain)):
            if hidden:
                text = text.replace(hidden, "…")
    return " ".join(text.split()).rstrip(".")
