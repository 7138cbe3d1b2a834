"""Files that lie beside a register: states of its check-outs, photos that check-ins brought; on a server in a table.

They are the owner's own: readers of the register have no right to them.
"""
from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any

from ...core.field_package import safe_relative
from ..checkout.base import base_folder
from ..file_digest import file_digest
from ..sql import Sql, build
from .driver import PgPlace

TABLE = "side_file"
_STATES = "checkouts"  # for the folder whose name follows the register's
_UNSAFE = re.compile(r'[<>:"/\\|?*\x00-\x1f]+')

CREATE = build(
    "CREATE TABLE IF NOT EXISTS {t} (path {text} PRIMARY KEY, data bytea NOT NULL, at timestamptz NOT NULL"
    " DEFAULT now())", t=TABLE, text=Sql('text COLLATE "C"'),
)  # fmt: skip
REVOKE = build("REVOKE ALL ON {t} FROM PUBLIC, {read}", t=TABLE, read="diachiso_read")


def file_in(folder: Path, place: PgPlace) -> Path:
    """The file that stands for the register in a folder of its own, named like its connection."""
    return folder / "".join((_UNSAFE.sub("_", place.name).strip(" .") or "register", ".gpkg"))


def bring_files(cur: Any, register: Path) -> None:
    """Put the server's side files beside the register's file."""
    cur.execute(build("SELECT path FROM {t} ORDER BY path", t=TABLE))
    for (name,) in cur.fetchall():
        target = _place(register, name)
        if target is None:
            continue
        cur.execute(build("SELECT data FROM {t} WHERE path = %s", t=TABLE), (name,))
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(bytes(cur.fetchone()[0]))


def keep_files(cur: Any, register: Path) -> None:
    """Make the server's side files those that lie beside the register's file now."""
    found = dict(_beside(register))
    cur.execute(build("SELECT path, encode(sha256(data), 'hex') FROM {t}", t=TABLE))
    known = dict(cur.fetchall())
    for name in known:
        if name not in found or file_digest(found[name]).sha256 != known[name]:
            cur.execute(build("DELETE FROM {t} WHERE path = %s", t=TABLE), (name,))
            known[name] = None
    for name, file in found.items():
        if known.get(name) is None:
            _insert(cur, name, file)


def keep_states(cur: Any, register: Path) -> None:
    """Take the states of the check-outs of a file along to the server; its photos stay in their folder."""
    for name, file in _states(register):
        _insert(cur, name, file)


def _insert(cur: Any, name: str, file: Path) -> None:
    import psycopg2

    data = psycopg2.Binary(file.read_bytes())
    cur.execute(build("INSERT INTO {t} (path, data) VALUES (%s, %s)", t=TABLE), (name, data))


def _beside(register: Path) -> Iterator[tuple[str, Path]]:
    yield from _states(register)
    states = base_folder(register)
    for file in sorted(register.parent.rglob("*")):
        name = file.relative_to(register.parent)
        ours = file.name.startswith((register.name, ".")) or name.parts[0].endswith(".backups")
        if file.is_file() and not ours and states not in file.parents:
            yield name.as_posix(), file


def _states(register: Path) -> Iterator[tuple[str, Path]]:
    folder = base_folder(register)
    for file in sorted(folder.glob("*.base")) if folder.is_dir() else ():
        yield f"{_STATES}/{file.name}", file


def _place(register: Path, name: str) -> Any:
    """Where a side file lies; None for one that would lie outside of the folder."""
    path = PurePosixPath(name)
    if path.parts[0] == _STATES:
        return base_folder(register) / path.name
    pure = safe_relative(name)
    return None if pure is None else register.parent.joinpath(*pure.parts)
