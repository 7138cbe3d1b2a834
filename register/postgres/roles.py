"""Roles of the database: who reads, declares, creates, verifies, sees people; rights on tables, and rows of `person`.

A login gets its powers by membership: GRANT diachiso_create TO lan. The roles belong to the whole server.
"""
from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from ...core.powers import Power, Powers
from ..actor import Login
from ..sql import Sql, build, idents, literal
from .driver import SCHEMA
from .structure import TableSpec

READ, PEOPLE = "diachiso_read", "diachiso_people"
ROLE_OF = {power: f"diachiso_{power.value}" for power in Power}
ROLES = (READ, *ROLE_OF.values(), PEOPLE)

_CREATE, _DECLARE, _VERIFY = ROLE_OF[Power.CREATE], ROLE_OF[Power.DECLARE], ROLE_OF[Power.VERIFY]
# What a role may do beyond reading; audit and marks are written by the guards with the owner's rights.
_RIGHTS = (
    (_DECLARE, "INSERT, UPDATE", ("address",)),
    (_DECLARE, "INSERT, UPDATE, DELETE", ("address_position", "notification", "plaque")),
    (_CREATE, "INSERT, UPDATE", ("admin_unit", "settlement", "street", "object_class", "successor", "code_ledger",
                                 "address_source", "apply_run", "apply_change")),
    (_CREATE, "INSERT, UPDATE, DELETE", ("qa_result", "qa_exception", "qa_run", "official_candidate")),
    (_VERIFY, "UPDATE", ("address",)),
    (PEOPLE, "SELECT, INSERT, UPDATE, DELETE", ("person",)),
)  # fmt: skip
# Rows that name people, told by what the row says it is of.
_PRIVATE = {"person": "true", "apply_change": "table_name = 'person'"}


def login_of(cur: Any) -> Login:
    """Who works here. A power is held by the logins that have its role; the keeper declares and creates without it."""
    cur.execute(
        "SELECT session_user::text, r.rolname::text, l.rolname::text FROM (SELECT 1) one LEFT JOIN pg_roles r"
        " ON r.rolname = ANY (%s) LEFT JOIN pg_roles l ON l.rolcanlogin AND NOT l.rolsuper"
        " AND pg_has_role(l.oid, r.oid, 'MEMBER') ORDER BY 3", (list(ROLE_OF.values()),),
    )  # fmt: skip
    rows = cur.fetchall()
    name = str(rows[0][0])
    holders = {}
    for power, role in ROLE_OF.items():
        names = [login for _, found, login in rows if found == role and login is not None]
        if power is not Power.VERIFY and name not in names:
            names.append(name)
        holders[power] = tuple(names)
    return Login(name, Powers(*(holders[power] for power in Power)))


@contextmanager
def as_owner(cur: Any) -> Iterator[None]:
    """Make things as the role that owns the register, whichever of its keepers works: they belong to all of them."""
    cur.execute(
        "SELECT r.rolname::text FROM pg_namespace n JOIN pg_roles r ON r.oid = n.nspowner WHERE n.nspname = %s",
        (SCHEMA,),
    )
    cur.execute(build("SET LOCAL ROLE {owner}", owner=cur.fetchone()[0]))
    yield
    cur.execute("RESET ROLE")  # where the block fails, the transaction's end does it


def role_statements() -> Iterator[Sql]:
    """Make the roles that the server lacks; whoever creates includes who declares, and both read."""
    for role in ROLES:
        yield build(
            "DO $diachiso$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = {name}) THEN"
            " CREATE ROLE {role} NOLOGIN; END IF; END $diachiso$", name=literal(role), role=role,
        )  # fmt: skip
    for member, of in ((_DECLARE, READ), (_CREATE, _DECLARE), (_VERIFY, READ), (PEOPLE, READ)):
        yield build(
            "DO $diachiso$ BEGIN IF NOT pg_has_role({name}, {other}, 'MEMBER') THEN GRANT {of} TO {member}; END IF;"
            " END $diachiso$", name=literal(member), other=literal(of), of=of, member=member,
        )  # fmt: skip


def right_statements(tables: Sequence[TableSpec]) -> Iterator[Sql]:
    """Who may do what with the tables that are there, and which rows are seen by whom."""
    names = {table.name for table in tables}
    yield build("GRANT USAGE ON SCHEMA {schema} TO {roles}", schema=SCHEMA, roles=idents(ROLES))
    yield build("REVOKE ALL ON ALL TABLES IN SCHEMA {schema} FROM PUBLIC", schema=SCHEMA)
    yield build("GRANT SELECT ON ALL TABLES IN SCHEMA {schema} TO {read}", schema=SCHEMA, read=READ)
    for role, rights, on in _RIGHTS:
        listed = [name for name in on if name in names]
        yield build("GRANT {rights} ON {tables} TO {role}", rights=Sql(rights), tables=listed, role=role)
    for table, private in _PRIVATE.items():
        yield build("ALTER TABLE {table} ENABLE ROW LEVEL SECURITY", table=table)
        yield build("DROP POLICY IF EXISTS people_only ON {table}", table=table)
        yield build(
            "CREATE POLICY people_only ON {table}"
            " USING (NOT ({private}) OR pg_has_role(current_user, {people}, 'USAGE'))",
            table=table, private=Sql(private), people=literal(PEOPLE),
        )  # fmt: skip
