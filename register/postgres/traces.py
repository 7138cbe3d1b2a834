"""What the guards write on the server: columns that a row fills by itself, dirty marks, audit, renames, retired codes.

The same rows that the triggers of a GeoPackage write; who did it is the login, which nobody can make up.
"""
from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...core.address_text import COLUMNS as TEXT_COLUMNS
from ...core.profile import Profile
from ..address_text_sql import expression
from ..address_triggers import content_columns
from ..sql import Sql, build, join, literal
from ..table_triggers import AUDITED
from .dialect import translate
from .functions import function, planned
from .structure import Kind, TableSpec

_NEW = {"NEW": "NEW", "OLD": "OLD"}
_DELETED = ("notification", "plaque", "address_position", "person")
_RENAMES = {
    # table: (column that is renamed, what tells one from another, (address column, where))
    "street": ("name", "street_id", (("street", "a.commune_code = n.commune_code"),)),
    "settlement": ("name", "settlement_id", (("settlement", "a.commune_code = n.commune_code"),)),
    "admin_unit": ("full_name", "", (("commune", "n.level = 'commune' AND a.commune_code = n.code"),
                                     ("province", "n.level = 'province' AND a.province_code = n.code"))),
}  # fmt: skip
_BY = Sql("session_user::text")


def row_trigger(table: TableSpec, profile: Profile, path: Sql) -> Iterator[Sql]:
    """What a row of `address` fills by itself before it is written."""
    if table.name != "address":
        return
    text = translate(expression(lambda column: build("NEW.{c}", c=column)), _NEW)
    content = content_columns(profile)
    edited = Sql(" OR ".join(build("NEW.{c} IS DISTINCT FROM OLD.{c}", c=c) for c in content))
    body = build(
        "IF is_bulk THEN RETURN NEW; END IF;"
        " IF TG_OP = 'INSERT' THEN"
        # QGIS makes `…_1` out of the code of a feature that it duplicates: a new address, without code or apply.
        " IF NEW.code ~ '_\\d*$' AND EXISTS (SELECT 1 FROM code_ledger l WHERE l.code = regexp_replace(NEW.code,"
        " '_\\d*$', '')) THEN NEW.code := NULL; NEW.code_scheme := NULL; NEW.code_origin := NULL;"
        " IF NEW.stage = 'created' THEN NEW.stage := 'declared'; END IF; END IF;"
        " NEW.apply_id := NULL; NEW.address_id := coalesce(nullif(NEW.address_id, ''), gen_random_uuid()::text);"
        " NEW.created_at := coalesce(NEW.created_at, utc_now()); NEW.created_by := {by}; NEW.edited_by := {by};"
        " NEW.edited_at := utc_now(); NEW.address_text := {text}; RETURN NEW; END IF;"
        " IF {edited} THEN NEW.edited_at := utc_now(); NEW.edited_by := {by};"
        " ELSE NEW.edited_at := OLD.edited_at; NEW.edited_by := OLD.edited_by; END IF;"
        " IF NEW.address_text IS DISTINCT FROM OLD.address_text OR {parts} THEN NEW.address_text := {text}; END IF;"
        " RETURN NEW;",
        by=_BY, text=text, edited=edited,
        parts=Sql(" OR ".join(build("NEW.{c} IS DISTINCT FROM OLD.{c}", c=c) for c in TEXT_COLUMNS)),
    )  # fmt: skip
    yield function("fill_address", body, path)
    yield Sql(
        "CREATE TRIGGER ab_row BEFORE INSERT OR UPDATE ON address FOR EACH ROW EXECUTE FUNCTION fill_address()"
    )


def traces(table: TableSpec, event: str, profile: Profile) -> list[Sql]:
    """The statements that write what an event of a table leaves behind, over the rows n and o."""
    made = [planned(statement) for statement in _traces(table, event, profile)]
    return [join(("IF NOT is_bulk THEN ", join(made, "; "), "; END IF"))] if made else []


def _traces(table: TableSpec, event: str, profile: Profile) -> Iterator[Sql]:
    if table.name == "address" and event != "DELETE":
        yield from _of_address(table, event, content_columns(profile))
    if table.name == "address_position":
        yield from _of_position(event)
    if table.name == "person":
        yield _audit(table, event, "person_id", "address_id", ())
    elif table.name in AUDITED and (event != "DELETE" or table.name in _DELETED):
        key, object_id, columns = AUDITED[table.name]
        yield _audit(table, event, key, object_id, columns)
    if event == "UPDATE" and table.name in _RENAMES:
        yield from _renames(table.name)


def _of_address(table: TableSpec, event: str, columns: Sequence[str]) -> Iterator[Sql]:
    rows, changed = _rows(table, event), _if_changed(event, columns)
    yield build(
        "INSERT INTO sync_dirty (table_name, fid) SELECT 'address', n.fid FROM {rows} WHERE {changed} ORDER BY n.fid"
        " ON CONFLICT DO NOTHING", rows=rows, changed=changed,
    )  # fmt: skip
    steps = Sql(
        "CASE WHEN n.stage IS NOT DISTINCT FROM o.stage THEN 'update' WHEN n.stage = 'retired' THEN 'retire'"
        " WHEN o.stage = 'retired' THEN 'unretire' ELSE 'update' END"
    )
    yield _audit(table, event, "fid", "address_id", columns, steps if event == "UPDATE" else None)
    if event == "UPDATE":
        yield Sql(
            "UPDATE code_ledger l SET state = 'retired' FROM new_rows n JOIN old_rows o USING (fid)"
            " WHERE n.stage = 'retired' AND o.stage IS DISTINCT FROM 'retired' AND l.code = n.code"
            " AND l.address_id = n.address_id AND l.state = 'given'"
        )


def _of_position(event: str) -> Iterator[Sql]:
    if event != "DELETE":
        yield Sql(
            "INSERT INTO sync_dirty (table_name, fid) SELECT 'address_position', n.fid FROM new_rows n"
            " ORDER BY 2 ON CONFLICT DO NOTHING"
        )
    for rows in {"INSERT": ("new_rows",), "DELETE": ("old_rows",)}.get(event, ("new_rows", "old_rows")):
        yield build(
            "INSERT INTO sync_dirty (table_name, fid) SELECT 'address', a.fid FROM address a"
            " WHERE a.address_id IN (SELECT p.address_id FROM {rows} p) ORDER BY 2"
            " ON CONFLICT DO NOTHING",
            rows=Sql(rows),
        )


def _renames(table: str) -> Iterator[Sql]:
    """A new name goes to the addresses that bear the old one, unless a namesake in the commune bears it too."""
    column, identity, targets = _RENAMES[table]
    namesake = Sql("false")
    if identity:
        namesake = build(
            "EXISTS (SELECT 1 FROM {t} s WHERE s.commune_code = n.commune_code AND s.name = o.name AND s.fid <> n.fid"
            " AND s.{id} IS DISTINCT FROM n.{id})", t=table, id=identity,
        )  # fmt: skip
    for target, where in targets:
        yield build(
            "UPDATE address a SET {target} = n.{c} FROM new_rows n JOIN old_rows o USING (fid) WHERE n.{c} IS NOT NULL"
            " AND n.{c} IS DISTINCT FROM o.{c} AND coalesce(n.valid_to, '') = '' AND {where} AND a.{target} = o.{c}"
            " AND NOT {namesake}", target=target, c=column, where=Sql(where), namesake=namesake,
        )  # fmt: skip


def _audit(
    table: TableSpec, event: str, key: str, object_id: str, columns: Sequence[str], action: Sql | None = None
) -> Sql:
    row = Sql("o" if event == "DELETE" else "n")
    old = _json(table, "o", columns, event) if event != "INSERT" and columns else Sql("NULL")
    new = _json(table, "n", columns, event) if event != "DELETE" and columns else Sql("NULL")
    return build(
        "INSERT INTO audit_log (at, by, table_name, fid, object_id, action, old, new)"
        " SELECT utc_now(), {by}, {table}, {row}.{key}, {row}.{object_id}, {action}, {old}, {new}"
        " FROM {rows} WHERE {changed} ORDER BY {row}.{key}",
        by=_BY, table=literal(table.name), row=row, key=key, object_id=object_id,
        action=action or literal(event.lower()), old=old, new=new, rows=_rows(table, event),
        changed=_if_changed(event, columns),
    )  # fmt: skip


def _json(table: TableSpec, row: str, columns: Sequence[str], event: str) -> Sql:
    """A JSON object of the columns that changed, or of those that say something: as the triggers of a GeoPackage do."""
    kinds = {column.name: column.kind for column in table.columns}
    members = []
    for c in columns:
        value = build("{row}.{c}", row=Sql(row), c=c)
        asked = _differs((c,)) if event == "UPDATE" else build("{value} IS NOT NULL", value=value)
        shown = {
            Kind.GEOMETRY: "blob_hex({value})", Kind.BOOLEAN: "coalesce(({value}::int)::text, 'null')",
        }.get(kinds[c], "coalesce(to_json({value})::text, 'null')")  # fmt: skip
        members.append(
            build("CASE WHEN {asked} THEN {key} || {shown} ELSE '' END", asked=asked,
                  key=literal(f',"{c}":'), shown=build(shown, value=value))
        )  # fmt: skip
    return build("'{{' || substr({members}, 2) || '}}'", members=join(members, " || "))


def _if_changed(event: str, columns: Sequence[str]) -> Sql:
    return build("({c})", c=_differs(columns)) if event == "UPDATE" and columns else Sql("true")


def _differs(columns: Sequence[str]) -> Sql:
    return Sql(" OR ".join(build("o.{c} IS DISTINCT FROM n.{c}", c=c) for c in columns))


def _rows(table: TableSpec, event: str) -> Sql:
    if event == "UPDATE":
        return build("new_rows n JOIN old_rows o USING ({key})", key=list(table.key))
    return Sql("new_rows n" if event == "INSERT" else "old_rows o")
