"""The file that stands for a register on a server while a tool works with it: a mark beside it tells every process.

Nothing of it is kept but what goes back to the server in one transaction, so no backup of it is made.
"""
from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Optional

NO_BACKUP = Path()
"""Stands where a backup is told that is not made."""


@dataclass(frozen=True)
class Said:
    """What a mark says: the register as people name it, the folder of this computer that holds its photos ('' where
    none is known), and the paths of photos that the server keeps and that do not lie beside the file.
    """

    register: str
    photos: str = ""
    kept: frozenset[str] = frozenset()


def mark_path(path: Path) -> Path:
    """The mark of a file."""
    return path.with_name(path.name + ".stands-in")


def mark(path: Path, register: str, photos: Optional[Path] = None, kept: Iterable[str] = ()) -> None:
    """Say that a file stands for a register on a server (see Said)."""
    said = {"register": register, "photos": "" if photos is None else str(photos), "kept": sorted(kept)}
    mark_path(path).write_text(json.dumps(said, ensure_ascii=False), encoding="utf-8")


def stands_in(path: Path) -> bool:
    """Whether a file stands for a register on a server."""
    return mark_path(path).exists()


def said_of(path: Path) -> Optional[Said]:
    """What is said of a file that stands for a register on a server; None of any other."""
    try:
        said = json.loads(mark_path(path).read_text(encoding="utf-8"))
        return Said(said["register"], said["photos"], frozenset(said["kept"]))
    except FileNotFoundError:
        return None
    except (ValueError, TypeError, KeyError):  # of an older version
        return Said("")
