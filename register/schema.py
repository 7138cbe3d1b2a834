"""The tables of a register. The columns of `address` come from the field profile; the rest stands here.

Positions are EPSG:4326. No generated columns (they look writable in QGIS), foreign keys immediate (a failed
deferred one left other layers unable to open). Every registered table has an integer key, or GDAL warns.
"""

from __future__ import annotations

import sqlite3
import uuid

from ..core.profile import FieldSpec, FieldType, Profile, profile_to_json
from .additions import ADDITIONS, create_additions
from .gpkg import Layer, create_bookkeeping, register_layers
from .sql import Sql, build, ident, insert, join, literal
from .version import APPLICATION, SCHEMA_VERSION

# A version 4 UUID as 36 characters without braces.
UUID_SQL = Sql(
    "lower(hex(randomblob(4))) || '-' || lower(hex(randomblob(2))) || '-4'"
    " || substr(lower(hex(randomblob(2))), 2)"
    " || '-' || substr('89ab', 1 + (random() & 3), 1) || substr(lower(hex(randomblob(2))), 2)"
    " || '-' || lower(hex(randomblob(6)))"
)
NOW_SQL = Sql("strftime('%Y-%m-%dT%H:%M:%fZ','now')")

LAYERS = (
    Layer("address", "Address", "POINT"),
    Layer("address_position", "Address position", "POINT"),
    Layer("admin_unit", "Administrative unit", "MULTIPOLYGON"),
    Layer("settlement", "Settlement", "MULTIPOLYGON"),
    Layer("street", "Street", "MULTILINESTRING"),
    Layer("object_class", "Object class"),
    Layer("code_block", "Code block"),
    Layer("successor", "Successor"),
    Layer("person", "Person"),
    Layer("register_meta", "Register"),
    *(addition.layer for addition in ADDITIONS if addition.shown),
)

_TYPES = {
    FieldType.TEXT: "TEXT",
    FieldType.INTEGER: "INTEGER",
    FieldType.BOOLEAN: "BOOLEAN",
    FieldType.REAL: "REAL",
    FieldType.DATE: "DATE",
    FieldType.DATETIME: "DATETIME",
}
# What the database itself demands of the fields that it works with.
_CONSTRAINTS = {
    # Two pairs of brackets: SQLite keeps one, and GDAL then knows an expression, not a text, as default. Not NOT NULL:
    # QGIS knows no such default, writes NULL, and its form would not even let the person go on; a trigger fills it.
    "address_id": join(("DEFAULT ((", UUID_SQL, "))")),
    "role": Sql("NOT NULL"),
    "stage": Sql("NOT NULL"),
    "parent_id": Sql("REFERENCES address(address_id)"),
}

_TABLES = (
    """CREATE TABLE address_position (
        fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, geom POINT,
        address_id TEXT NOT NULL REFERENCES address(address_id),
        kind TEXT NOT NULL DEFAULT 'entrance', note TEXT)""",
    """CREATE TABLE admin_unit (
        fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, geom MULTIPOLYGON, code TEXT NOT NULL,
        level TEXT NOT NULL,
        unit_type TEXT, name TEXT NOT NULL, full_name TEXT NOT NULL, province_code TEXT, parent_code TEXT,
        postcode TEXT,
        valid_from TEXT, valid_to TEXT)""",
    """CREATE TABLE settlement (
        fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, geom MULTIPOLYGON, settlement_id TEXT, kind TEXT,
        name TEXT NOT NULL, commune_code TEXT, former_commune_code TEXT, valid_from TEXT, valid_to TEXT)""",
    """CREATE TABLE street (
        fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, geom MULTILINESTRING, street_id TEXT, name TEXT,
        commune_code TEXT, former_commune_code TEXT, direction TEXT, locked BOOLEAN NOT NULL DEFAULT 0,
        valid_from TEXT, valid_to TEXT)""",
    """CREATE TABLE object_class (
        fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, code TEXT NOT NULL UNIQUE, name_vi TEXT NOT NULL,
        name_en TEXT NOT NULL, object_group TEXT NOT NULL, is_annex BOOLEAN NOT NULL DEFAULT 0,
        min_area REAL)""",
    """CREATE TABLE code_block (
        block_id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, scheme TEXT NOT NULL, prefix TEXT NOT NULL,
        commune_code TEXT NOT NULL, first_serial INTEGER NOT NULL, last_serial INTEGER NOT NULL,
        next_serial INTEGER NOT NULL, authority_doc TEXT NOT NULL, added_at TEXT NOT NULL, added_by TEXT,
        CHECK (first_serial <= last_serial AND next_serial BETWEEN first_serial AND last_serial + 1))""",
    """CREATE TABLE successor (
        successor_id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
        old_address_id TEXT NOT NULL REFERENCES address(address_id),
        new_address_id TEXT NOT NULL REFERENCES address(address_id),
        kind TEXT NOT NULL CHECK (kind IN ('split', 'merge', 'rebuild')),
        old_code TEXT, new_code TEXT, old_parcel TEXT, new_parcel TEXT, apply_id INTEGER,
        at TEXT NOT NULL)""",
    # Personal data stand here and nowhere else.
    """CREATE TABLE person (
        person_id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
        address_id TEXT NOT NULL REFERENCES address(address_id),
        role TEXT NOT NULL, full_name TEXT, organisation TEXT, phone TEXT, email TEXT,
        legal_basis TEXT NOT NULL,
        retention_date TEXT)""",
    """CREATE TABLE register_meta (
        fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, key TEXT NOT NULL UNIQUE, value TEXT)""",
    # Not registered in gpkg_contents: the machine's own books, hidden from the layer list.
    """CREATE TABLE code_ledger (
        code TEXT PRIMARY KEY NOT NULL, scheme TEXT NOT NULL, address_id TEXT,
        state TEXT NOT NULL CHECK (state IN ('given', 'official', 'retired', 'burned')),
        block_id INTEGER, serial INTEGER, apply_id INTEGER, given_at TEXT, left_at TEXT) WITHOUT ROWID""",
    """CREATE TABLE address_source (
        fid INTEGER PRIMARY KEY NOT NULL, role TEXT, source_key TEXT, fingerprint INTEGER, crs TEXT,
        area REAL,
        footprint BLOB)""",
    """CREATE TABLE apply_run (
        apply_id INTEGER PRIMARY KEY NOT NULL, kind TEXT NOT NULL, at TEXT NOT NULL, by TEXT, source TEXT,
        params TEXT,
        counts TEXT, revision INTEGER, backup TEXT, undone_at TEXT, undone_by TEXT)""",
    # What a row was before an apply changed it (JSON of all its columns), so that the apply can be undone.
    """CREATE TABLE apply_change (
        change_id INTEGER PRIMARY KEY NOT NULL, apply_id INTEGER NOT NULL, table_name TEXT NOT NULL,
        fid INTEGER, old BLOB NOT NULL)""",
    """CREATE TABLE audit_log (
        seq INTEGER PRIMARY KEY NOT NULL, at TEXT NOT NULL, by TEXT, apply_id INTEGER,
        table_name TEXT NOT NULL,
        fid INTEGER, object_id TEXT, action TEXT NOT NULL, old TEXT, new TEXT, hash TEXT)""",
    """CREATE TABLE sync_dirty (
        table_name TEXT NOT NULL, fid INTEGER NOT NULL, PRIMARY KEY (table_name, fid)) WITHOUT ROWID""",
    "CREATE TABLE sync_ctl (key TEXT PRIMARY KEY NOT NULL, value TEXT) WITHOUT ROWID",
)

# name → statement; a bulk write may drop those of `address` and make them again inside its transaction.
INDEXES: dict[str, str] = {
    "address_identity": "CREATE UNIQUE INDEX address_identity ON address(address_id)",
    "address_code": "CREATE UNIQUE INDEX address_code ON address(code) WHERE code IS NOT NULL",
    # Covers the overview's counts (no look at the wide rows) and finds a commune's addresses on a rename.
    "address_overview": "CREATE INDEX address_overview ON address"
    "(commune_code, stage, role, code_origin, object_class)",
    "address_parent": "CREATE INDEX address_parent ON address(parent_id) WHERE parent_id IS NOT NULL",
    "address_position_address": "CREATE INDEX address_position_address ON address_position(address_id)",
    "person_address": "CREATE INDEX person_address ON person(address_id)",
    "successor_old": "CREATE INDEX successor_old ON successor(old_address_id)",
    "successor_new": "CREATE INDEX successor_new ON successor(new_address_id)",
    "admin_unit_code": "CREATE INDEX admin_unit_code ON admin_unit(code)",
    "code_block_prefix": "CREATE INDEX code_block_prefix ON code_block(scheme, prefix, first_serial)",
}

_CONTROL = (("applying", "0"), ("apply_id", None), ("actor", None))


def create_schema(con: sqlite3.Connection, profile: Profile) -> None:
    """Make every table, index and R-tree in an empty database, in one transaction; no triggers yet."""
    con.execute("BEGIN IMMEDIATE")
    try:
        create_bookkeeping(con)
        con.execute(address_table(profile))
        for statement in (*_TABLES, *INDEXES.values()):
            con.execute(statement)
        register_layers(con, [layer for layer in LAYERS if layer not in [a.layer for a in ADDITIONS]])
        create_additions(con)
        con.executemany(insert("sync_ctl", ("key", "value")), _CONTROL)
        con.executemany(insert("register_meta", ("key", "value")), _meta_rows(profile))
        con.execute("COMMIT")
    except BaseException:
        if con.in_transaction:
            con.execute("ROLLBACK")
        raise


def address_table(profile: Profile) -> Sql:
    """CREATE TABLE address, with the profile's fields in their order."""
    columns = [Sql("fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL"), Sql("geom POINT")]
    columns.extend(column_of(spec) for spec in profile.fields)
    return build("CREATE TABLE address ({columns})", columns=join(columns, ", "))


def column_of(spec: FieldSpec) -> Sql:
    """The definition of a field's column, as CREATE TABLE and ADD COLUMN take it."""
    pieces = [ident(spec.name), Sql(_TYPES[spec.type])]
    if spec.name in _CONSTRAINTS:
        pieces.append(_CONSTRAINTS[spec.name])
    if spec.default is not None:
        pieces.append(join(("DEFAULT ", literal(spec.default))))
    return join(pieces, " ")


def _meta_rows(profile: Profile) -> list[tuple[str, str]]:
    return [
        ("application", APPLICATION),
        ("schema_version", str(SCHEMA_VERSION)),
        ("profile", profile_to_json(profile)),
        ("register_id", str(uuid.uuid4())),
        ("revision", "0"),
    ]
