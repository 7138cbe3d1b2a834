"""Functions on the server that the guards call: time, days, blobs, who may do what, whether the register is open."""
from __future__ import annotations

import re
from collections.abc import Iterator

from ..sql import Sql, build, join, literal
from .driver import REFUSED_STATE, SCHEMA
from .state import ARRIVING_KEY, MOVED_KEY

_VARIABLES = ("is_bulk", "is_restoring", "may_declare", "may_create", "may_verify")
MOVED_TEXT = "Sổ này đã chuyển đi và chỉ còn để xem. / This register has moved; it is kept for reading only."
ARRIVING_TEXT = (
    "Sổ này đang được chuyển đến, chưa dùng được: hãy chạy lại công cụ “Chuyển sổ”. / "
    "This register is still arriving: run “Move register” again."
)


def functions(path: Sql) -> Iterator[Sql]:
    """CREATE FUNCTION of each; `path` is the search path that they run with."""
    yield _sql("utc_now()", "text", "SELECT to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.MS\"Z\"')")
    yield _sql("utc_today()", "text", "SELECT to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD')")
    yield build(
        "CREATE OR REPLACE FUNCTION iso_day(day text) RETURNS text LANGUAGE plpgsql STABLE PARALLEL SAFE AS {body}",
        body=_quoted(
            "BEGIN IF day !~ '^\\d{4}-\\d{2}-\\d{2}$' THEN RETURN NULL; END IF;"
            " RETURN to_char(day::date, 'YYYY-MM-DD'); EXCEPTION WHEN others THEN RETURN NULL; END"
        ),
    )
    # As audit and history write a geometry: the hex digits of the blob that a GeoPackage holds.
    yield build(
        "CREATE OR REPLACE FUNCTION blob_hex(shape geometry) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE"
        " SET search_path = {path} AS {body}",
        path=path,
        body=_quoted(
            "SELECT CASE WHEN shape IS NULL THEN 'null' ELSE '\"' ||"
            " CASE WHEN ST_IsEmpty(shape) THEN '47500011E6100000' ELSE '47500001E6100000' END"
            " || upper(encode(ST_AsBinary(shape, 'NDR'), 'hex')) || '\"' END"
        ),
    )
    yield _sql(
        "is_owner()", "boolean",
        build("SELECT pg_has_role(session_user, nspowner, 'MEMBER') FROM pg_namespace WHERE nspname = {schema}",
              schema=literal(SCHEMA)),
    )  # fmt: skip
    # Work of the owner's own that writes audit and marks itself; anybody may set the word, only the owner is believed.
    yield _sql(
        "is_bulk()", "boolean", "SELECT coalesce(current_setting('diachiso.bulk', true), '') = 'on' AND is_owner()"
    )
    yield _sql("is_restoring()", "boolean", "SELECT coalesce(current_setting('diachiso.restoring', true), '') = 'on'")
    yield _sql("holds(role_name text)", "boolean",
               "SELECT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = role_name"
               " AND pg_has_role(session_user, oid, 'MEMBER'))")
    yield build(
        "CREATE OR REPLACE FUNCTION guard_open() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER"
        " SET search_path = {path} AS {body}",
        path=path,
        body=_quoted(build(
            "DECLARE found text; BEGIN IF is_bulk() THEN RETURN NULL; END IF;"
            " SELECT key INTO found FROM register_meta WHERE key IN ({moved}, {arriving}) LIMIT 1;"
            " IF found = {moved} THEN RAISE EXCEPTION USING ERRCODE = {state}, MESSAGE = {moved_text};"
            " ELSIF found IS NOT NULL THEN RAISE EXCEPTION USING ERRCODE = {state}, MESSAGE = {arriving_text};"
            " END IF; RETURN NULL; END",
            moved=literal(MOVED_KEY), arriving=literal(ARRIVING_KEY), state=literal(REFUSED_STATE),
            moved_text=literal(MOVED_TEXT), arriving_text=literal(ARRIVING_TEXT),
        )),
    )  # fmt: skip
    yield build(
        "CREATE OR REPLACE FUNCTION guard_whole() RETURNS trigger LANGUAGE plpgsql AS {body}",
        body=_quoted(build(
            "BEGIN RAISE EXCEPTION USING ERRCODE = {state}, MESSAGE = {text}; END", state=literal(REFUSED_STATE),
            text=literal("Không xóa trắng bảng của sổ. / A table of the register is never emptied."),
        )),
    )  # fmt: skip
    yield build(
        "CREATE OR REPLACE FUNCTION guard_key() RETURNS trigger LANGUAGE plpgsql AS {body}",
        body=_quoted(build(
            "BEGIN RAISE EXCEPTION USING ERRCODE = {state}, MESSAGE = {text}; END", state=literal(REFUSED_STATE),
            text=literal("Khóa của bản ghi không được thay đổi. / The key of a record never changes."),
        )),
    )  # fmt: skip


def function(name: str, body: str, path: Sql, declare: str = "") -> Sql:
    """A trigger function that runs with the owner's rights, so that nobody needs any on the books that it writes."""
    return build(
        "CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER"
        " SET search_path = {path} AS {body}",
        name=name, path=path,
        body=_quoted("".join(("DECLARE is_bulk boolean := is_bulk(); is_restoring boolean := is_restoring();",
                              declare, " BEGIN ", body, " END"))),
    )  # fmt: skip


def planned(statement: str, into: str = "") -> Sql:
    """A statement over the rows of an edit, planned anew each time: for one row, or for a million.

    Else the plan made for the first edit of a session, of one row, would serve for all, and a join of new and old rows
    would take the square of their number.
    """
    used = [name for name in _VARIABLES if re.search(rf"\b{name}\b", statement)]
    for number, name in enumerate(used, 1):
        statement = re.sub(rf"\b{name}\b", f"${number}", statement)
    using = join((" USING ", ", ".join(used))) if used else ""
    return join(("EXECUTE ", literal(statement), into and f" INTO {into}", using))


def _sql(signature: str, kind: str, body: str) -> Sql:
    return build(
        "CREATE OR REPLACE FUNCTION {signature} RETURNS {kind} LANGUAGE sql STABLE PARALLEL SAFE AS {body}",
        signature=Sql(signature), kind=Sql(kind), body=_quoted(body),
    )  # fmt: skip


def _quoted(body: str) -> Sql:
    return Sql("".join(("$diachiso$", body, "$diachiso$")))
