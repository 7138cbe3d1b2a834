"""A copy of part of a register for work in the field: complete for its forms, without people, and giving no codes.

It is made anew and filled, not cut out of a copy: so nothing that does not belong there was ever in the file.
"""
from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Optional

from ..core.errors import QT_TRANSLATE_NOOP, Message
from ..core.profile import Profile
from ..core.text import compare_key
from .cancelling import never
from .errors import RegisterError
from .gpkg import rtree_name
from .row_copy import ALL, codes_and_photos, copy_rows, drop_tree_triggers, make_tree_triggers, new_copy
from .side_tables import SIDE_TABLES
from .sql import Sql, build, insert, join
from .trigger import refuse, trigger
from .triggers import install

META_KEY = "field_package"
Box = tuple[float, float, float, float]  # min x, min y, max x, max y in EPSG:4326
# What a form in the field does not show, since it would not be taken back.
_KEPT = ("province_code", "province", "created_at")

NO_SUCH_COMMUNE = Message(
    "field_no_such_commune",
    QT_TRANSLATE_NOOP(
        "diachiso", "The register has no commune “{commune}”. Write its code or its full name: {known}."
    ),
)
NOTHING_THERE = Message(
    "field_nothing_there",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "There are neither addresses nor communes of the register in this extent, so there is nothing to take to the "
        "field. Choose another extent or commune.",
    ),
)


@dataclass(frozen=True)
class FieldScope:
    """Which part of a register: of a commune (code or name) and within a box; all of it where neither is said."""

    commune: str = ""
    box: Optional[Box] = None


@dataclass(frozen=True)
class FieldCopy:
    """What went into a copy, and of which state of which register it is."""

    register_id: str
    revision: int
    audit_seq: int
    commune: str
    counts: dict[str, int]
    codes: tuple[str, ...]
    photos: tuple[str, ...]


def make_field_copy(
    register: Path,
    target: Path,
    scope: FieldScope,
    package_id: str,
    *,
    with_persons: bool = False,
    cancelled: Callable[[], bool] = never,
) -> FieldCopy:
    """Write the copy to `target`, which must not exist (RegisterError, GateCancelled)."""
    with new_copy(register, target, cancelled) as (con, profile):
        return _Copier(con, scope, with_persons).run(package_id, profile)


def left_out(con: sqlite3.Connection) -> tuple[str, ...]:
    """The tables that the forms of this register do without: none, unless it is a field copy."""
    row = con.execute("SELECT value FROM register_meta WHERE key = ?", (META_KEY,)).fetchone()
    return tuple(json.loads(row[0]).get("left_out", ())) if row else ()


class _Copier:
    def __init__(self, con: sqlite3.Connection, scope: FieldScope, with_persons: bool) -> None:
        self.con, self.box, self.with_persons = con, scope.box, with_persons
        self.meta = dict(con.execute("SELECT key, value FROM source.register_meta"))
        self.commune = self._commune(scope.commune.strip()) if scope.commune.strip() else ""
        self.counts: dict[str, int] = {}
        there = {name for (name,) in con.execute("SELECT name FROM source.sqlite_master WHERE type = 'table'")}
        self.absent = [table for table in SIDE_TABLES if table not in there]

    def run(self, package_id: str, profile: Profile) -> FieldCopy:
        con = self.con
        audit_seq = int(con.execute("SELECT coalesce(max(seq), 0) FROM source.audit_log").fetchone()[0])
        drop_tree_triggers(con)
        self._choose()
        self._fill()
        state = {
            "package_id": package_id, "register_id": self.meta["register_id"], "revision": int(self.meta["revision"]),
            "audit_seq": audit_seq, "left_out": [*self.absent, *(() if self.with_persons else ("person",))],
        }  # fmt: skip
        con.execute("UPDATE register_meta SET value = ? WHERE key = 'register_id'", (package_id,))
        # Powers stay at home: a telephone does not know an office's names, and whoever imports is asked for his own.
        kept = [(key, value) for key, value in self.meta.items() if key in _KEPT]
        con.executemany(insert("register_meta", ("key", "value")), [*kept, (META_KEY, json.dumps(state))])
        make_tree_triggers(con)
        con.execute("COMMIT")
        con.execute("DETACH source")  # else triggers of a name would be looked for there, too
        con.execute("BEGIN")
        install(con, profile)
        for table in ("code_ledger", "code_block"):
            con.execute(
                trigger(table, "field_copy", "BEFORE INSERT", "1", refuse(
                    "This is a field copy: codes are given in the register only.",
                    "Đây là bản thực địa: mã chỉ được cấp trong sổ gốc.",
                )).sql
            )  # fmt: skip
        con.execute("COMMIT")
        codes, photos = codes_and_photos(con)
        return FieldCopy(
            self.meta["register_id"], state["revision"], audit_seq, self.commune, self.counts, codes, photos
        )

    def _commune(self, wanted: str) -> str:
        rows = self.con.execute(
            "SELECT code, full_name, name FROM source.admin_unit WHERE level = 'commune' ORDER BY code"
        ).fetchall()
        key = compare_key(wanted)
        found = {code for code, *names in rows if code == wanted or key in [compare_key(n or "") for n in names]}
        if len(found) != 1:
            some = [f"{code} {name}" for code, name, _ in rows if not found or code in found]
            shown = ", ".join(some[:20]) + (", …" if len(some) > 20 else "")
            raise RegisterError(NO_SUCH_COMMUNE, commune=wanted, known=shown)
        return str(found.pop())

    # -- which rows --------------------------------------------------------------------------------------

    def _choose(self) -> None:
        """The addresses in use of the scope, with the units of its buildings and the buildings of its units."""
        con, conditions = self.con, ["stage <> 'retired'"]
        values: list[Any] = []
        con.execute("CREATE TEMP TABLE wanted (fid INTEGER PRIMARY KEY)")
        if self.commune:
            conditions.append("commune_code = ?")
            values.append(self.commune)
        if self.box is not None:
            conditions.append("fid IN (SELECT id FROM source.rtree_address_geom WHERE maxx >= ? AND maxy >= ?"
                              " AND minx <= ? AND miny <= ?)")  # fmt: skip
            values += self.box
        con.execute(
            build("INSERT INTO temp.wanted SELECT fid FROM source.address WHERE {c}", c=Sql(" AND ".join(conditions))),
            values,
        )
        con.execute(
            "INSERT OR IGNORE INTO temp.wanted SELECT u.fid FROM source.address u JOIN source.address p"
            " ON p.address_id = u.parent_id WHERE u.stage <> 'retired' AND p.fid IN (SELECT fid FROM temp.wanted)"
        )
        con.execute(
            "INSERT OR IGNORE INTO temp.wanted SELECT p.fid FROM source.address u JOIN source.address p"
            " ON p.address_id = u.parent_id WHERE u.fid IN (SELECT fid FROM temp.wanted)"
        )
        if self.commune and self.box is None:
            self.box = self._bounds()

    def _bounds(self) -> Optional[Box]:
        """Where the commune and its addresses lie."""
        row = self.con.execute(
            "SELECT min(minx), min(miny), max(maxx), max(maxy) FROM (SELECT minx, miny, maxx, maxy"
            " FROM source.rtree_address_geom WHERE id IN (SELECT fid FROM temp.wanted) UNION ALL"
            " SELECT minx, miny, maxx, maxy FROM source.rtree_admin_unit_geom WHERE id IN"
            " (SELECT fid FROM source.admin_unit WHERE code = ? AND level = 'commune'))",
            (self.commune,),
        ).fetchone()
        return None if None in row else tuple(row)

    def _near(self, table: str, more: str) -> tuple[Sql, Sequence[Any]]:
        """The rows of a layer that lie in the box, or for another reason belong to the copy."""
        if self.box is None:
            return Sql("1"), ()
        tree = build("source.{tree}", tree=rtree_name(table))
        inside = build("fid IN (SELECT id FROM {t} WHERE maxx >= ? AND maxy >= ? AND minx <= ? AND miny <= ?)", t=tree)
        return join((inside, Sql(" OR "), Sql(more))), self.box

    # -- the copying -------------------------------------------------------------------------------------

    def _fill(self) -> None:
        communes = "(SELECT commune_code FROM source.address WHERE fid IN (SELECT fid FROM temp.wanted))"
        self._copy("address", Sql("fid IN (SELECT fid FROM temp.wanted)"))
        self._copy("admin_unit", *self._near("admin_unit", f"level <> 'commune' OR code IN {communes}"))
        if not self.counts["address"] and not self._has_commune():
            raise RegisterError(NOTHING_THERE)
        self._copy("settlement", *self._near("settlement", f"commune_code IN {communes}"))
        self._copy("street", *self._near("street", f"commune_code IN {communes}"))
        self._copy("object_class")
        # Who owns a code: so a copied feature loses it and a retired one keeps it, as in the register.
        ids = Sql("address_id IN (SELECT address_id FROM main.address)")
        self._copy("code_ledger", join((ids, Sql(" AND state IN ('given', 'retired')"))))
        self._copy("address_position", ids)
        if self.with_persons:
            self._copy("person", ids)
        for name, table in SIDE_TABLES.items():
            if name not in self.absent:
                self._copy(name, ids, without=() if self.with_persons else table.private)

    def _has_commune(self) -> bool:
        return self.con.execute("SELECT 1 FROM admin_unit WHERE level = 'commune' LIMIT 1").fetchone() is not None

    def _copy(self, table: str, where: Sql = ALL, values: Sequence[Any] = (), without: Sequence[str] = ()) -> None:
        self.counts[table] = copy_rows(self.con, table, where, values, without=without)
