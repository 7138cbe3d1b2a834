"""The register's side of field packages: which ones it has given, and what came back in one."""
from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Optional

from ..core.errors import QT_TRANSLATE_NOOP, DiachisoError, Message
from ..core.field_changes import WATCHED, FieldRecord, Pair
from ..core.field_package import BASE_FILE, MANIFEST, NOT_A_PACKAGE, REGISTER_FILE, PackageManifest
from .cancelling import never
from .child_process import run_child
from .connect import connect, sqlite_uri
from .errors import RegisterError, sqlite_errors
from .field_copy import META_KEY
from .field_positions import PositionPair, read_position_pairs
from .field_sides import SidePair, count_changed_people, read_side_pairs
from .file_digest import file_digest
from .geometry_functions import envelope
from .ledger import mark_left
from .sql import Sql, build, join
from .transaction import write_audit, write_transaction

TABLE = "field_package"  # in the audit log

OTHER_REGISTER = Message(
    "field_other_register",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "{path} is a package of another register ({name}), so nothing was read. Choose the register that it was "
        "exported from.",
    ),
)
UNKNOWN_PACKAGE = Message(
    "field_unknown_package",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "The register's log knows no export of the package {path}: it was made from a copy of this register, or its "
        "description was changed. Nothing was read. Import it into the register that exported it.",
    ),
)
TAMPERED = Message(
    "field_tampered",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "{file} of the package {path} is not as it was exported, so nobody can tell what was changed in the field. "
        "Nothing was read. Copy the whole folder from the device again.",
    ),
)
DAMAGED = Message(
    "field_damaged",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "{file} of the package {path} is damaged ({problem}). Nothing was read. Copy the whole folder from the device "
        "again.",
    ),
)


@dataclass(frozen=True)
class Returned:
    """A package that came back: what differs from its base, and how many addresses it was made with."""

    manifest: PackageManifest
    pairs: tuple[Pair, ...]
    addresses: int
    missing_columns: tuple[str, ...]
    positions: tuple[PositionPair, ...]
    sides: tuple[SidePair, ...] = ()
    people: int = 0
    """Rows of people that were changed in the package; they are not taken."""


def note_export(path: Path, manifest: PackageManifest, codes: Sequence[str]) -> None:
    """Write down that a package leaves: whose people go along and why, its codes, by whom. Hold the writer gate."""
    new: dict[str, Any] = {
        "base_sha256": manifest.base_sha256, "scope": dict(manifest.scope), "counts": dict(manifest.counts),
        "persons": dict(manifest.persons) if manifest.persons else 0,
    }  # fmt: skip
    with write_transaction(path) as con:
        new["codes_left"] = mark_left(con, codes)
        write_audit(con, TABLE, "export", object_id=manifest.package_id, new=new)


def register_sha256(path: Path, cancelled: Callable[[], bool] = never) -> str:
    """The digest of the register's file now; '' where no Python is to be found beside QGIS. Hold the writer gate."""
    job = json.dumps({"task": "digest", "path": str(path)})
    said = run_child("tasks", path, first_line=job, cancelled=cancelled)
    return "" if said is None else str(said["result"]["sha256"])


def read_manifest(folder: Path) -> PackageManifest:
    """What a package says of itself (DiachisoError)."""
    for name in (MANIFEST, REGISTER_FILE, BASE_FILE):
        if not (folder / name).is_file():
            raise DiachisoError(NOT_A_PACKAGE, path=str(folder), file=name)
    try:
        text = (folder / MANIFEST).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise RegisterError(DAMAGED, path=str(folder), file=MANIFEST, problem=str(error)) from error
    return PackageManifest.of_json(text, str(folder))


def read_returned(con: sqlite3.Connection, folder: Path, register_id: str, names: Sequence[str]) -> Returned:
    """Check a package against the register `con` and read what differs from its base in the columns `names`.

    DiachisoError where it is no package of this register, or was changed other than by editing it.
    """
    manifest = read_manifest(folder)
    if manifest.register_id != register_id:
        raise RegisterError(OTHER_REGISTER, path=str(folder), name=manifest.register_name or manifest.register_id)
    row = con.execute(
        "SELECT new FROM audit_log WHERE table_name = ? AND action = 'export' AND object_id = ? ORDER BY seq",
        (TABLE, manifest.package_id),
    ).fetchone()
    if row is None:
        raise RegisterError(UNKNOWN_PACKAGE, path=str(folder))
    said = json.loads(row[0] or "{}").get("base_sha256")
    if said != manifest.base_sha256 or file_digest(folder / BASE_FILE).sha256 != said:
        raise RegisterError(TAMPERED, path=str(folder), file=BASE_FILE)
    with _both(folder) as both:
        if _package_of(both) != manifest.package_id:
            raise RegisterError(TAMPERED, path=str(folder), file=REGISTER_FILE)
        return _compare(both, folder, manifest, names)


@contextmanager
def _both(folder: Path) -> Iterator[sqlite3.Connection]:
    """The edited copy, with the base attached."""
    file = folder / REGISTER_FILE
    try:
        with closing(connect(file)) as con, sqlite_errors(file):
            problem = con.execute("PRAGMA quick_check(1)").fetchone()[0]
            if problem != "ok":
                raise RegisterError(DAMAGED, path=str(folder), file=REGISTER_FILE, problem=problem)
            con.execute("ATTACH ? AS base", (sqlite_uri((folder / BASE_FILE).resolve(), "ro"),))
            yield con
    except RegisterError as error:
        if error.message in (DAMAGED, TAMPERED):
            raise
        raise RegisterError(DAMAGED, path=str(folder), file=REGISTER_FILE, problem=str(error)) from error


def _package_of(con: sqlite3.Connection) -> Optional[str]:
    row = con.execute("SELECT value FROM register_meta WHERE key = ?", (META_KEY,)).fetchone()
    try:
        return str(json.loads(row[0])["package_id"]) if row else None
    except (ValueError, TypeError, KeyError):
        return None


def _compare(con: sqlite3.Connection, folder: Path, manifest: PackageManifest, names: Sequence[str]) -> Returned:
    query = "SELECT name FROM pragma_table_info('address', ?)"
    mine, base = ({name for (name,) in con.execute(query, (schema,))} for schema in ("main", "base"))
    needed = {"fid", "geom", "address_id"}
    if not needed <= mine or not needed <= base:
        raise RegisterError(DAMAGED, path=str(folder), file=REGISTER_FILE, problem="address")
    wanted = list(dict.fromkeys([*names, *WATCHED, "address_text", "commune_code", "edited_by", "edited_at"]))
    columns = [name for name in wanted if name in mine and name in base]
    compared = [name for name in columns if name not in ("address_text", "edited_by", "edited_at")]
    differs = join((build("m.{c} IS NOT b.{c}", c=name) for name in ("geom", *compared)), " OR ")

    def listed(row: str) -> Sql:
        return join((build("{r}.{c}", r=Sql(row), c=name) for name in ("fid", "address_id", "geom", *columns)), ", ")

    found = []
    statement = build(
        "SELECT {m}, {b} FROM main.address m LEFT JOIN base.address b ON b.address_id = m.address_id"
        " WHERE b.fid IS NULL OR {differs} ORDER BY m.fid",
        m=listed("m"), b=listed("b"), differs=differs,
    )  # fmt: skip
    width = len(columns) + 3
    for row in con.execute(statement):
        found.append(Pair(_record(row[:width], columns), _record(row[width:], columns) if row[width] else None))
    gone = build(
        "SELECT {b} FROM base.address b WHERE NOT EXISTS"
        " (SELECT 1 FROM main.address m WHERE m.address_id = b.address_id) ORDER BY b.fid",
        b=listed("b"),
    )
    found += [Pair(None, _record(row, columns)) for row in con.execute(gone)]
    total = int(con.execute("SELECT count(*) FROM base.address").fetchone()[0])
    missing = tuple(n for n in names if n in base and n not in mine)
    people = count_changed_people(con)
    return Returned(manifest, tuple(found), total, missing, read_position_pairs(con), read_side_pairs(con), people)


def _record(row: Sequence[Any], columns: Sequence[str]) -> FieldRecord:
    fid, address_id, geom, *values = row
    try:
        box = envelope(geom)
    except ValueError:
        box = None
    return FieldRecord(
        int(fid), str(address_id or ""), dict(zip(columns, values)), None if box is None else (box[0], box[2])
    )


def usable_parents(con: sqlite3.Connection, ids: Sequence[str]) -> frozenset[str]:
    """Those of the addresses that may have units."""
    query = "SELECT 1 FROM address WHERE address_id = ? AND parent_id IS NULL AND stage <> 'retired'"
    return frozenset(a for a in dict.fromkeys(ids) if con.execute(query, (a,)).fetchone())


def read_commune_names(con: sqlite3.Connection) -> dict[str, dict[str, Optional[str]]]:
    """What an address has of its commune, by the commune's code."""
    rows = con.execute(
        "SELECT u.code, u.full_name, u.postcode, u.province_code, p.full_name FROM admin_unit u"
        " LEFT JOIN admin_unit p ON p.level = 'province' AND p.code = u.province_code"
        " AND coalesce(p.valid_to, '') = ''"
        " WHERE u.level = 'commune' AND coalesce(u.valid_to, '') = ''"
    )
    names = ("commune", "postcode", "province_code", "province")
    return {code: dict(zip(names, values)) for code, *values in rows}
