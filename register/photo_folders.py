"""Where the photos lie that a register's records name: the one place that every tool asks.

Beside a register in a file. Of a register on a server tools work on a local copy: there they are looked for in the
office's folder (the variable diachiso_photos) and among those that check-ins brought into the server's own table.
"""
from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Optional

from ..core.field_package import safe_relative
from .stand_in import said_of


@dataclass(frozen=True)
class PhotoFolders:
    """Folders that hold a register's photos by their paths, the nearest first.

    `home`: where new ones go; `elsewhere`: paths of photos that are kept, but not at hand; `complete`: whether a photo
    that is in none of these is lost, rather than in a folder that this computer does not know.
    """

    folders: tuple[Path, ...]
    home: Path
    elsewhere: frozenset[str] = frozenset()
    complete: bool = True

    def file(self, path: str) -> Optional[Path]:
        """The photo of a path; None where it is not at hand, or leads out of its folder."""
        found = (_below(folder, path) for folder in self.folders)
        return next((file for file in found if file is not None), None)

    def exists(self, path: str) -> Optional[bool]:
        """Whether there is such a file, which may lie outside; None where nobody can tell here."""
        text = path.strip()
        if text in self.elsewhere or any((folder / text).is_file() for folder in self.folders):
            return True
        return False if self.complete else None

    def free(self, path: str) -> bool:
        """Whether a new photo may have this path (below the folder)."""
        return path not in self.elsewhere and not any((folder / path).exists() for folder in self.folders)


def folders_of(register: Path) -> PhotoFolders:
    """Where the photos of a register (its file, or the local copy that stands for it) are found."""
    beside, said = register.parent, said_of(register)
    if said is None:
        return PhotoFolders((beside,), beside)
    office = Path(said.photos) if said.photos else None
    if office is None or not office.is_dir():  # a share that is not mounted just now tells nothing
        return PhotoFolders((beside,), beside, said.kept, complete=False)
    return PhotoFolders((beside, office), office if os.access(office, os.W_OK) else beside, said.kept)


def plain_folder(folder: Path) -> PhotoFolders:
    """One folder alone, such as that of a package."""
    return PhotoFolders((folder,), folder)


def _below(folder: Path, path: str) -> Optional[Path]:
    """The file at a path below a folder; None if it is not there, or elsewhere by a link."""
    pure = safe_relative(path)
    if pure is None:
        return None
    file = folder.joinpath(*pure.parts)
    root = os.path.realpath(folder)
    real = os.path.realpath(file)
    return file if file.is_file() and os.path.commonpath((root, real)) == root else None
