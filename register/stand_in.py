"""The file that stands for a register on a server while a tool works with it: a mark beside it tells every process.

Nothing of it is kept but what goes back to the server in one transaction, so no backup of it is made.
"""
from __future__ import annotations

from pathlib import Path

NO_BACKUP = Path()
"""Stands where a backup is told that is not made."""


def mark_path(path: Path) -> Path:
    """The mark of a file."""
    return path.with_name(path.name + ".stands-in")


def mark(path: Path, register: str) -> None:
    """Say that a file stands for a register on a server (as people name it)."""
    mark_path(path).write_text(register, encoding="utf-8")


def stands_in(path: Path) -> bool:
    """Whether a file stands for a register on a server."""
    return mark_path(path).exists()
