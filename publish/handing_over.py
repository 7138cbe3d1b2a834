"""Finished files into their places, all or none: what stood there before comes back where one cannot be placed."""
from __future__ import annotations

import errno
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from ..core.errors import QT_TRANSLATE_NOOP, DiachisoError, Message

CANNOT_WRITE = Message(
    "outgoing_cannot_write",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "{path} cannot be written ({problem}). Nothing was handed over. Close it in other programs, check the free "
        "space and that you may write into the folder, and try again.",
    ),
)


@contextmanager
def handing_over(made: Sequence[tuple[Path, Path]]) -> Iterator[Callable[[], None]]:
    """Files of ours, each with its place, which may be on another disk (DiachisoError names the place).

    Call what is yielded as the last within the block: the files then stand in their places. An error in the block, even
    after that, puts everything back as it was; so what is written down within it holds for the files as well.
    """
    with ExitStack() as stack:
        near = [(_beside(file, target, stack), target) for file, target in made]
        placed: list[tuple[Path, Path]] = []
        try:
            yield lambda: _place(near, placed)
        except BaseException:
            for target, old in reversed(placed):
                _put_back(target, old)
            raise


def all_of(made: Path, folder: Path) -> list[tuple[Path, Path]]:
    """The files of a folder of ours, each with its place in another."""
    return [(file, folder / file.name) for file in sorted(made.iterdir())]


def _beside(file: Path, target: Path, stack: ExitStack) -> Path:
    """The file on the disk of its place, so that it can take the place at once."""
    with _said(target):
        if target.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        target.parent.mkdir(parents=True, exist_ok=True)
        if file.parent.stat().st_dev == target.parent.stat().st_dev:
            return file
        folder = Path(tempfile.mkdtemp(prefix=".diachiso-", dir=target.parent))
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        return Path(shutil.copyfile(file, folder / file.name))


def _place(made: Sequence[tuple[Path, Path]], placed: list[tuple[Path, Path]]) -> None:
    for file, target in made:
        old = file.with_name("".join((file.name, ".old")))
        with _said(target):
            if target.exists():
                os.replace(target, old)  # on Windows this already says that somebody has it open
            placed.append((target, old))
            os.replace(file, target)


def _put_back(target: Path, old: Path) -> None:
    target.unlink(missing_ok=True)
    if old.exists():
        os.replace(old, target)


@contextmanager
def _said(target: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise DiachisoError(CANNOT_WRITE, path=str(target), problem=error.strerror or str(error)) from error
