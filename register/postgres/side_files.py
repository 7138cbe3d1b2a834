"""Files that lie beside a register: a province's own settings, states of check-outs, photos; on a server in a table.

The settings (folder `profiles`) may be read by every reader of the register, the rest is the owner's own.
"""
from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any

from ...core.field_package import safe_relative
from ..checkout.base import base_folder
from ..file_digest import file_digest
from ..sql import Sql, build, literal
from .driver import PgPlace

TABLE = "side_file"
_STATES = "checkouts"  # for the folder whose name follows the register's
SETTINGS = "profiles"
_UNSAFE = re.compile(r'[<>:"/\\|?*\x00-\x1f]+')

CREATE = build(
    "CREATE TABLE IF NOT EXISTS {t} (path {text} PRIMARY KEY, data bytea NOT NULL, at timestamptz NOT NULL"
    " DEFAULT now())", t=TABLE, text=Sql('text COLLATE "C"'),
)  # fmt: skip
RIGHTS = tuple(
    build(statement, t=TABLE, read="diachiso_read", policy="settings_are_read", settings=literal(SETTINGS + "/"))
    for statement in (
        "REVOKE ALL ON {t} FROM PUBLIC, {read}",
        "ALTER TABLE {t} ENABLE ROW LEVEL SECURITY",
        "DROP POLICY IF EXISTS {policy} ON {t}",
        "CREATE POLICY {policy} ON {t} FOR SELECT USING (starts_with(path, {settings}))",
        "GRANT SELECT ON {t} TO {read}",
    )
)


def file_in(folder: Path, place: PgPlace) -> Path:
    """The file that stands for the register in a folder of its own, named like its connection."""
    return folder / "".join((_UNSAFE.sub("_", place.name).strip(" .") or "register", ".gpkg"))


def bring_files(cur: Any, register: Path) -> list[str]:
    """Put the server's side files beside the register's file; settings that differ there stay, and are named."""
    cur.execute(build("SELECT path FROM {t} ORDER BY path", t=TABLE))
    stayed = []
    for (name,) in cur.fetchall():
        target = _place(register, name)
        if target is None:
            continue
        data = _data(cur, name)
        if name.startswith(SETTINGS) and target.exists():
            stayed += [name] if target.read_bytes() != data else []
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    return stayed


def bring_settings(cur: Any, register: Path) -> list[str]:
    """Make the settings beside a copy those of the server; only what differs is written. The photos that stay there.

    Whoever is no keeper hears of settings only.
    """
    cur.execute(
        build("SELECT path, CASE WHEN starts_with(path, {s}) THEN encode(sha256(data), 'hex') END FROM {t}"
              " WHERE NOT starts_with(path, {states}) ORDER BY path",
              t=TABLE, s=literal(SETTINGS + "/"), states=literal(_STATES + "/"))
    )  # fmt: skip
    found = dict(cur.fetchall())
    wanted = {name: digest for name, digest in found.items() if digest is not None}
    there = {name: file_digest(file).sha256 for name, file in _settings(register.parent / SETTINGS)}
    for name in there.keys() - wanted.keys():
        register.parent.joinpath(name).unlink()
    for name, digest in wanted.items():
        target = _place(register, name)
        if target is not None and there.get(name) != digest:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(_data(cur, name))
    return [name for name in found if name not in wanted]


def keep_settings(cur: Any, folder: Path) -> list[str]:
    """Make the server's settings those of a folder; the names of those that are there now."""
    cur.execute(build("DELETE FROM {t} WHERE starts_with(path, {s})", t=TABLE, s=literal(SETTINGS + "/")))
    found = list(_settings(folder))
    for name, file in found:
        _insert(cur, name, file)
    return [name for name, _ in found]


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


def keep_beside(cur: Any, register: Path) -> None:
    """Take settings and the states of check-outs of a file along to the server; photos stay in their folder."""
    for name, file in (*_states(register), *_settings(register.parent / SETTINGS)):
        _insert(cur, name, file)


def _data(cur: Any, name: str) -> bytes:
    cur.execute(build("SELECT data FROM {t} WHERE path = %s", t=TABLE), (name,))
    return bytes(cur.fetchone()[0])


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


def _settings(folder: Path) -> Iterator[tuple[str, Path]]:
    for file in sorted(folder.rglob("*")) if folder.is_dir() else ():
        if file.is_file() and not file.name.startswith("."):
            yield "/".join((SETTINGS, file.relative_to(folder).as_posix())), file


def _place(register: Path, name: str) -> Any:
    """Where a side file lies; None for one that would lie outside of the folder."""
    path = PurePosixPath(name)
    if path.parts[0] == _STATES:
        return base_folder(register) / path.name
    pure = safe_relative(name)
    return None if pure is None else register.parent.joinpath(*pure.parts)
