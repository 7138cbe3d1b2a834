"""What the forms of a register are made from, and where each of their layers is found in the file."""
from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Optional

from ..core.profile import Profile, load_profile, merge_profiles
from ..core.resources import local_profiles
from ..core.rules.catalogue import RuleBook, load_rules
from .additions import absent_additions
from .connect import connect
from .errors import sqlite_errors
from .field_copy import left_out
from .reading import read_meta
from .sql import Sql, build

# Streets and settlements lie there piece by piece: a list shows each name of a commune once.
_NAMES = "fid IN (SELECT min(fid) FROM {table} WHERE coalesce(valid_to, '') = '' GROUP BY commune_code, name)"
# Where they are many, each name once: people type it.
_NAMES_EVERYWHERE = "fid IN (SELECT min(fid) FROM {table} WHERE coalesce(valid_to, '') = '' GROUP BY name)"
# The same row by row: one name is found, by an index, without the others.
_NAMES_ON_SERVER = (
    "fid = (SELECT s.fid FROM {source} s WHERE s.name = {table}.name AND coalesce(s.valid_to, '') = ''"
    " ORDER BY s.fid LIMIT 1)"
)
# QGIS reads a list as a whole, three times for each form: so many names take some 90 ms.
_LONG_LIST = 3000
_PLAQUES = (
    "SELECT a.fid, a.geom, a.code, a.address_text, p.state, p.design, p.batch, p.made_at, p.delivered_at, p.mounted_at,"
    " p.not_mounted, p.photo FROM address a JOIN plaque p ON p.plaque_id = (SELECT max(q.plaque_id) FROM plaque q"
    " WHERE q.address_id = a.address_id)"
)
# Hidden from other programs, but opened by name when they are asked for.
_UNREGISTERED = ("audit_log",)


@dataclass(frozen=True)
class FormFacts:
    """A register's profile, the group of each of its object classes, its province and where it lies (EPSG:4326)."""

    profile: Profile
    groups: Mapping[str, str]
    province_code: str
    province: str
    absent: frozenset[str]
    extent: Optional[tuple[float, float, float, float]]
    has_streets: bool
    has_settlements: bool
    rules: RuleBook
    """The rules of the review, of which the forms tell some."""
    on_server: bool = False
    """Whether the layers of the forms are on a server, where each look at another row is a journey."""
    long_lists: frozenset[str] = frozenset()
    """Tables (`street`, `settlement`) with so many names that a form cannot read them all."""
    looked_at: frozenset[str] = frozenset()
    """Tables that the forms show and do not let change."""


def read_form_facts(path: str | Path) -> FormFacts:
    """Read what the forms need (RegisterError).

    Where the register's profile is of an older version, the default one says what it does not.
    """
    with closing(connect(path)) as con, sqlite_errors(path):
        meta = read_meta(con)
        profile = meta.profile if meta.profile.sections else merge_profiles(load_profile(), meta.profile)
        bounds = con.execute(
            "SELECT min(min_x), min(min_y), max(max_x), max(max_y) FROM gpkg_contents"
            " WHERE table_name IN ('address', 'admin_unit')"
        ).fetchone()
        return FormFacts(
            profile=profile,
            groups=dict(con.execute("SELECT code, object_group FROM object_class WHERE NOT is_annex ORDER BY fid")),
            province_code=meta.province_code,
            province=meta.province,
            absent=frozenset((*absent_additions(con), *left_out(con))),
            extent=None if None in bounds else bounds,
            has_streets=con.execute("SELECT 1 FROM street LIMIT 1").fetchone() is not None,
            has_settlements=con.execute("SELECT 1 FROM settlement LIMIT 1").fetchone() is not None,
            long_lists=frozenset(table for table in ("street", "settlement") if _is_long(con, table)),
            rules=load_rules("addresses", local_profiles(path, "rules")),
        )


def _is_long(con: sqlite3.Connection, table: str) -> bool:
    names = build(
        "SELECT 1 FROM {table} WHERE coalesce(valid_to, '') = '' GROUP BY commune_code, name LIMIT 1 OFFSET {count}",
        table=table, count=Sql(str(_LONG_LIST)),
    )  # fmt: skip
    return con.execute(names).fetchone() is not None


def layer_source(path: str | Path, table: str) -> str:
    """The source by which QGIS opens a table of the register as a layer."""
    more = "|option:LIST_ALL_TABLES=YES" if table in _UNREGISTERED else ""
    return f"{path}|layername={table}{more}"


def plaques_source(path: str | Path) -> str:
    """The source of the addresses that have a plaque, with the state of their newest one."""
    return f"{path}|layername=address|subset={_PLAQUES}"


def names_source(path: str | Path, table: str) -> str:
    """The source of the distinct names of `street` or `settlement`, one row for each name of a commune."""
    return f"{path}|layername={table}|subset={build(_NAMES, table=table)}"


def names_everywhere_source(path: str | Path, table: str) -> str:
    """The source of the distinct names of `street` or `settlement` of the whole province."""
    return f"{path}|layername={table}|subset={build(_NAMES_EVERYWHERE, table=table)}"


def plaques_on_server(schema: str) -> str:
    """The query of the same addresses with a plaque, on a server."""
    here = build("{schema}.", schema=schema)
    return _PLAQUES.replace("FROM ", f"FROM {here}").replace("JOIN ", f"JOIN {here}")


def names_on_server(schema: str, table: str) -> str:
    """The condition that leaves one row for each name of a commune, on a server."""
    return str(build(_NAMES.replace("{table}", "{schema}.{table}"), schema=schema, table=table))


def names_everywhere_on_server(schema: str, table: str) -> str:
    """The condition that leaves one row for each name, on a server."""
    source = build("{schema}.{table}", schema=schema, table=table)
    return str(build(_NAMES_ON_SERVER, table=table, source=source))
