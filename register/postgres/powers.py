"""Who holds which power in a register on a server: members of the roles of the database; shown, given, taken away."""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import closing
from typing import Any

from ...core.errors import QT_TRANSLATE_NOOP, Message
from ...core.powers import EVERYBODY, Power, Powers
from ..errors import RegisterError
from ..sql import build
from .driver import PgPlace, open_register, transaction
from .messages import NOT_KEEPER
from .roles import ROLE_OF, login_of
from .server import bulk, is_keeper, write_audit_row

NOT_A_LOGIN = Message(
    "pg_not_a_login",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "The server of {register} has no login {name}. Nothing was changed. On a server, powers are given to logins of "
        "the database: write their names as the server knows them, or have its administrator make one (CREATE ROLE … "
        "LOGIN).",
    ),
)


def server_powers(place: PgPlace) -> Powers:
    """The logins that hold each power (RegisterError)."""
    with closing(open_register(place)) as con, transaction(con, place) as cur:
        return login_of(cur).powers


def set_server_powers(place: PgPlace, names: Mapping[Power, Sequence[str]]) -> Powers:
    """Give roles to exactly these logins, others stay as they are, and write it down; returns all powers now.

    All or nothing; RegisterError where a name is no login, or whoever asks may not give roles.
    """
    with closing(open_register(place)) as con, transaction(con, place) as cur:
        if not is_keeper(cur):
            raise RegisterError(NOT_KEEPER, register=place.shown)
        old, new = {}, {}
        for power, wanted in names.items():
            before = _members(cur, ROLE_OF[power])
            if set(wanted) == set(before):
                continue
            _refuse_strangers(cur, wanted, place)
            for name in wanted:
                if name not in before:
                    cur.execute(build("GRANT {role} TO {name}", role=ROLE_OF[power], name=name))
            for name in before:
                if name not in wanted:
                    cur.execute(build("REVOKE {role} FROM {name}", role=ROLE_OF[power], name=name))
            old[power.value], new[power.value] = before, list(wanted)
        if new:
            bulk(cur)
            write_audit_row(cur, "register_meta", "powers", {"old": old, "new": new})
        return login_of(cur).powers


def _members(cur: Any, role: str) -> list[str]:
    """The logins to which a role was given itself."""
    cur.execute(
        "SELECT m.rolname::text FROM pg_auth_members a JOIN pg_roles r ON r.oid = a.roleid"
        " JOIN pg_roles m ON m.oid = a.member WHERE r.rolname = %s AND m.rolcanlogin ORDER BY 1", (role,),
    )  # fmt: skip
    return [name for (name,) in cur.fetchall()]


def _refuse_strangers(cur: Any, names: Sequence[str], place: PgPlace) -> None:
    for name in names:
        cur.execute("SELECT 1 FROM pg_roles WHERE rolname = %s AND rolcanlogin", (name,))
        if name == EVERYBODY or cur.fetchone() is None:
            raise RegisterError(NOT_A_LOGIN, register=place.shown, name=name)
