"""The local copy of a register on a server that stays: brought up to date by what changed, read at a file's speed."""
from __future__ import annotations

import atexit
import shutil
from collections.abc import Callable
from pathlib import Path
from tempfile import mkdtemp

from ..cancelling import never
from .driver import PgPlace
from .mirror import mirrored
from .side_files import file_in


def fresh_copy(place: PgPlace, *, cancelled: Callable[[], bool] = never) -> Path:
    """The register as of now as a file for reading; no people in it. Its path stays while `place.keep` is set."""
    folder = Path(mkdtemp(prefix="diachiso-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    with mirrored(place, writes=False, people=False, cancelled=cancelled) as path:
        return Path(shutil.copyfile(path, file_in(folder, place)))
