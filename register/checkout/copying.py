"""Making a check-out's copy: a register of its own with the records, codes and numbers of some communes.

It is made anew and filled, not cut out of a copy: so nothing that does not belong there was ever in the file.
"""
from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Optional

from ...core.codes.provisional import MAX_NUMBER
from ...core.errors import QT_TRANSLATE_NOOP, Message
from ...core.profile import Profile
from ...core.text import compare_key
from ..cancelling import never
from ..errors import RegisterError
from ..gpkg import rtree_name
from ..row_copy import ALL, codes_and_photos, copy_rows, drop_tree_triggers, make_tree_triggers, new_copy
from ..side_tables import SIDE_TABLES
from ..sql import Sql, build, insert, join
from ..triggers import install
from .holds import ELSEWHERE, Range, complement, hold
from .trail import Trace, trace

META_KEY = "checkout"
_NULL = Sql("NULL")
_MADE_ANEW = ("register_id", "schema_version", "profile", "application", "revision", META_KEY)

IN_A_COPY = Message(
    "checkout_in_a_copy",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "{path} is itself a check-out of another register. Do this in the register that it was taken from ({home}).",
    ),
)
NO_SUCH_COMMUNE = Message(
    "checkout_no_such_commune",
    QT_TRANSLATE_NOOP(
        "diachiso", "The register has no commune “{commune}”. Write its code or its full name: {known}."
    ),
)


@dataclass(frozen=True)
class CopyOrder:
    """What goes into a copy: the communes, the numbers by block, the provisional ones, and what it says of itself."""

    checkout_id: str
    communes: tuple[str, ...]
    numbers: Mapping[int, Sequence[Range]]
    provisional: Range
    said: Mapping[str, Any]
    with_persons: bool = True


@dataclass(frozen=True)
class MadeCopy:
    """What went into a copy: rows by table, the codes and photos of its addresses, its log's state."""

    counts: dict[str, int]
    codes: tuple[str, ...]
    photos: tuple[str, ...]
    trace: Trace


def find_communes(con: sqlite3.Connection, wanted: Sequence[str]) -> tuple[str, ...]:
    """The codes of communes named by code or name (RegisterError)."""
    rows = con.execute("SELECT code, full_name, name FROM admin_unit WHERE level = 'commune' ORDER BY code").fetchall()
    found: list[str] = []
    for text in wanted:
        key = compare_key(text)
        codes = {code for code, *names in rows if code == text or key in [compare_key(n or "") for n in names]}
        if len(codes) != 1:
            some = [f"{code} {name}" for code, name, _ in rows if not codes or code in codes]
            shown = ", ".join(some[:20]) + (", …" if len(some) > 20 else "")
            raise RegisterError(NO_SUCH_COMMUNE, commune=text, known=shown)
        found += codes
    return tuple(sorted(dict.fromkeys(found)))


def make_copy(
    register: Path, target: Path, order: CopyOrder, at: str, cancelled: Callable[[], bool] = never
) -> MadeCopy:
    """Write the copy to `target`, which must not exist (RegisterError, GateCancelled)."""
    with new_copy(register, target, cancelled) as (con, profile):
        return _Copier(con, order).run(profile, at)


def said_of_checkout(con: sqlite3.Connection) -> Optional[dict[str, Any]]:
    """What a register says of the check-out that it is; None if it is none."""
    row = con.execute("SELECT value FROM register_meta WHERE key = ?", (META_KEY,)).fetchone()
    try:
        return dict(json.loads(row[0])) if row else None
    except (ValueError, TypeError):
        return {}


def refuse_copy(con: sqlite3.Connection, path: Path) -> None:
    """RegisterError in a copy, for what only the register it was taken from may do."""
    said = said_of_checkout(con)
    if said is not None:
        raise RegisterError(IN_A_COPY, path=str(path), home=str(said.get("register_name") or "?"))


class _Copier:
    def __init__(self, con: sqlite3.Connection, order: CopyOrder) -> None:
        self.con, self.order = con, order
        self.there = {name for (name,) in con.execute("SELECT name FROM source.sqlite_master WHERE type = 'table'")}
        self.counts: dict[str, int] = {}

    def run(self, profile: Profile, at: str) -> MadeCopy:
        con, order = self.con, self.order
        drop_tree_triggers(con)
        con.execute("CREATE TEMP TABLE communes (code TEXT PRIMARY KEY NOT NULL)")
        con.executemany("INSERT INTO temp.communes VALUES (?)", [(code,) for code in order.communes])
        self._choose()
        self._fill()
        self._hold_back()
        con.execute("UPDATE register_meta SET value = ? WHERE key = 'register_id'", (order.checkout_id,))
        marks = Sql(", ".join("?" * len(_MADE_ANEW)))
        con.execute(
            build(
                "INSERT INTO register_meta (key, value) SELECT key, value FROM source.register_meta"
                " WHERE key NOT IN ({marks})",
                marks=marks,
            ),
            _MADE_ANEW,
        )
        said = (META_KEY, json.dumps(dict(order.said), ensure_ascii=False))
        con.execute(insert("register_meta", ("key", "value")), said)
        make_tree_triggers(con)
        con.execute("COMMIT")
        con.execute("DETACH source")  # else triggers of a name would be looked for there, too
        con.execute("BEGIN")
        install(con, profile)
        con.execute("COMMIT")
        codes, photos = codes_and_photos(con)
        return MadeCopy(self.counts, codes, photos, trace(con, at))

    def _choose(self) -> None:
        """The addresses of the communes, retired ones too, with the units of their buildings and the other way."""
        con = self.con
        con.execute("CREATE TEMP TABLE wanted (fid INTEGER PRIMARY KEY)")
        con.execute(
            "INSERT INTO temp.wanted SELECT fid FROM source.address WHERE commune_code IN (SELECT code FROM communes)"
        )
        con.execute(
            "INSERT OR IGNORE INTO temp.wanted SELECT p.fid FROM source.address u JOIN source.address p"
            " ON p.address_id = u.parent_id WHERE u.fid IN (SELECT fid FROM temp.wanted)"
        )
        con.execute(
            "INSERT OR IGNORE INTO temp.wanted SELECT u.fid FROM source.address u JOIN source.address p"
            " ON p.address_id = u.parent_id WHERE p.fid IN (SELECT fid FROM temp.wanted)"
        )

    def _fill(self) -> None:
        fids = Sql("fid IN (SELECT fid FROM temp.wanted)")
        ids = Sql("address_id IN (SELECT address_id FROM main.address)")
        ours = Sql("commune_code IN (SELECT code FROM temp.communes)")
        # An apply of the register is none of the copy's, whose own ones begin anew.
        no_apply = {"apply_id": _NULL}
        self._copy("address", fids, instead=no_apply)
        self._copy("address_source", fids)
        self._copy("admin_unit")
        self._copy("settlement", join((ours, Sql(" OR "), self._near("settlement"))))
        self._copy("street", join((ours, Sql(" OR "), self._near("street"))))
        self._copy("object_class")
        self._copy("code_block", ours)
        prefixes = Sql(
            "EXISTS (SELECT 1 FROM main.code_block b WHERE code >= b.prefix AND code < b.prefix || char(1114111))"
        )
        self._copy("code_ledger", join((ids, Sql(" OR "), prefixes)), instead=no_apply)
        self._copy("address_position", ids)
        people = self.order.with_persons
        if people:
            self._copy("person", ids)
        for name, table in SIDE_TABLES.items():
            # Without people, texts that may name them stay at home, too.
            gone = {} if people else dict.fromkeys((*table.private, "person_id"), _NULL)
            self._copy(name, ids, instead=gone)
        both = Sql(
            "old_address_id IN (SELECT address_id FROM main.address)"
            " AND new_address_id IN (SELECT address_id FROM main.address)"
        )
        self._copy("successor", both, instead=no_apply)
        objects = Sql("object_id IN (SELECT address_id FROM main.address)")
        self._copy("qa_run")
        self._copy("qa_result", join((objects, Sql(" OR "), ours)), instead=no_apply)
        self._copy("qa_exception", objects)
        self._copy("official_candidate", Sql("code IN (SELECT code FROM main.code_ledger)"))
        self._copy("audit_log", objects, instead={**no_apply, "hash": _NULL})

    def _near(self, table: str) -> Sql:
        """What lies in none of the communes by its code, but beside their addresses: shown, not the copy's own."""
        tree = build("source.{tree}", tree=rtree_name(table))
        box = self.con.execute(
            "SELECT min(minx), min(miny), max(maxx), max(maxy) FROM source.rtree_admin_unit_geom WHERE id IN"
            " (SELECT fid FROM source.admin_unit WHERE level = 'commune' AND code IN (SELECT code FROM temp.communes))"
        ).fetchone()
        if None in box:
            return Sql("0")
        west, south, east, north = (Sql(repr(float(value))) for value in box)
        return build(
            "fid IN (SELECT id FROM {t} WHERE maxx >= {w} AND maxy >= {s} AND minx <= {e} AND miny <= {n})",
            t=tree, w=west, s=south, e=east, n=north,
        )  # fmt: skip

    def _hold_back(self) -> None:
        """The numbers that stay at home are not given in the copy."""
        blocks = self.con.execute("SELECT block_id, first_serial, last_serial FROM code_block").fetchall()
        for block_id, first, last in blocks:
            hold(self.con, ELSEWHERE, block_id, complement(first, last, self.order.numbers.get(block_id, ())))
        hold(self.con, ELSEWHERE, None, complement(1, MAX_NUMBER, [self.order.provisional]))

    def _copy(self, table: str, where: Sql = ALL, *, instead: Optional[Mapping[str, Sql]] = None) -> None:
        if table in self.there:
            self.counts[table] = copy_rows(self.con, table, where, instead=instead)
