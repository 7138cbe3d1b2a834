"""The files from which registers are read: a register's own, or the local copy of one on a server.

Who opens a register on a server (the dock) says where its copy is; expressions, which are evaluated in any thread and
may not wait for a server, read that.
"""
from __future__ import annotations

from pathlib import Path

from ...core.errors import QT_TRANSLATE_NOOP, DiachisoError, Message
from .register_place import on_server

NOT_OPEN = Message(
    "local_copy_not_open",
    QT_TRANSLATE_NOOP("diachiso", "{register} is on a server: open it in the panel “Địa chỉ số” first."),
)
_COPIES: dict[str, Path] = {}


def note_copy(register: str, file: Path) -> None:
    """This file holds what a register on a server held when it was last read."""
    _COPIES[register.strip()] = file


def file_to_read(register: str) -> Path:
    """The file of a register (a path, or `pg:` and a connection); DiachisoError where no copy of it is known."""
    if not on_server(register):
        return Path(register)
    found = _COPIES.get(register.strip())
    if found is None:
        raise DiachisoError(NOT_OPEN, register=register)
    return found
