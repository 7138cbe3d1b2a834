"""Photos that go to the field and come back: by paths below the folder, and never one over another."""
from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Union

from ..core.field_package import safe_relative
from ..core.field_reasons import FieldReason
from .file_digest import file_digest


def copy_photos(source: Path, target: Path, paths: Iterable[str]) -> tuple[int, list[str]]:
    """Copy the photos from below one folder to below the other; how many, and the paths that lead nowhere."""
    copied, lost = 0, []
    for path in paths:
        file = _below(source, path)
        if file is None:
            lost.append(path)
            continue
        place = target.joinpath(*(safe_relative(path) or file).parts)
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, place)
        copied += 1
    return copied, lost


class ReturnedPhotos:
    """Finds the place of each photo of a package beside the register; copied is nothing until `bring`."""

    def __init__(self, package: Path, home: Path) -> None:
        self._package, self._home = package, home
        self._planned: dict[str, Path] = {}
        self._made: list[Path] = []

    def path(self, text: str) -> Union[str, FieldReason]:
        """The path, from the register's folder, that a photo of the package has there; or why there is none.

        The same photo has the same place whenever it is asked for, so that nothing is copied twice.
        """
        pure = safe_relative(text)
        if pure is None:
            return FieldReason.PHOTO_OUTSIDE
        file = _below(self._package, text)
        if file is None:
            return str(pure) if self._home.joinpath(*pure.parts).is_file() else FieldReason.PHOTO_MISSING
        digest, k, place = file_digest(file).sha256, 1, pure
        while True:
            there = self._home.joinpath(*place.parts)
            known = self._planned.get(str(place)) or (there if there.exists() else None)
            if known is None:
                self._planned[str(place)] = file
                return str(place)
            if known.is_file() and file_digest(known).sha256 == digest:
                return str(place)
            k += 1
            place = pure.with_name(f"{pure.stem}-{k}{pure.suffix}")

    def bring(self, wanted: Iterable[str]) -> int:
        """Copy the planned photos among the wanted paths; how many. A file that is there is never written over."""
        for path in dict.fromkeys(wanted):
            file = self._planned.get(path)
            if file is None:
                continue
            place = self._home.joinpath(*path.split("/"))
            place.parent.mkdir(parents=True, exist_ok=True)
            with file.open("rb") as source, place.open("xb") as target:
                self._made.append(place)
                shutil.copyfileobj(source, target)
        return len(self._made)

    def take_back(self) -> None:
        """Remove what `bring` has copied: the register was not written."""
        for place in self._made:
            place.unlink(missing_ok=True)
        self._made.clear()


def _below(folder: Path, path: str) -> Union[Path, None]:
    """The file at a path below a folder; None if it is not there, or elsewhere by a link."""
    pure = safe_relative(path)
    if pure is None:
        return None
    file = folder.joinpath(*pure.parts)
    root = os.path.realpath(folder)
    real = os.path.realpath(file)
    return file if file.is_file() and os.path.commonpath((root, real)) == root else None
