"""Photos that go to the field and come back: by paths below the folder, and never one over another."""
from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Union

from ..core.field_package import safe_relative
from ..core.field_reasons import FieldReason
from .file_digest import file_digest
from .photo_folders import PhotoFolders, plain_folder


def copy_photos(source: PhotoFolders, target: Path, paths: Iterable[str]) -> tuple[int, list[str]]:
    """Copy a register's photos to below a folder; how many, and the paths that lead nowhere."""
    copied, lost = 0, []
    for path in paths:
        file = source.file(path)
        if file is None:
            lost.append(path)
            continue
        place = target.joinpath(*(safe_relative(path) or file).parts)
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, place)
        copied += 1
    return copied, lost


class ReturnedPhotos:
    """Finds the place of each photo of a package among the register's; copied is nothing until `bring`."""

    def __init__(self, package: Path, home: PhotoFolders) -> None:
        self._package, self._home = plain_folder(package), home
        self._planned: dict[str, Path] = {}
        self._made: list[Path] = []

    def path(self, text: str) -> Union[str, FieldReason]:
        """The path that a photo of the package has among the register's; or why there is none.

        The same photo has the same place whenever it is asked for, so that nothing is copied twice.
        """
        pure = safe_relative(text)
        if pure is None:
            return FieldReason.PHOTO_OUTSIDE
        file = self._package.file(text)
        if file is None:
            return str(pure) if self._home.exists(str(pure)) else FieldReason.PHOTO_MISSING
        digest, k, place = file_digest(file).sha256, 1, pure
        while True:
            known = self._planned.get(str(place)) or self._home.file(str(place))
            if known is None and self._home.free(str(place)):
                self._planned[str(place)] = file
                return str(place)
            if known is not None and file_digest(known).sha256 == digest:
                return str(place)
            k += 1
            place = pure.with_name(f"{pure.stem}-{k}{pure.suffix}")

    def bring(self, wanted: Iterable[str]) -> int:
        """Copy the planned photos among the wanted paths; how many. A file that is there is never written over."""
        for path in dict.fromkeys(wanted):
            file = self._planned.get(path)
            if file is None:
                continue
            place = self._home.home.joinpath(*path.split("/"))
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
