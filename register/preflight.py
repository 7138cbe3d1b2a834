"""What must be true of a file before anything is written to it: here, local, writable, with room to work."""
from __future__ import annotations

import os
import shutil
import stat
from pathlib import Path

from ..core.errors import QT_TRANSLATE_NOOP, Message
from .errors import NOT_FOUND, NOT_GEOPACKAGE, READ_ONLY, RegisterError
from .network_share import network_share

WORK_SPACE = 64 * 1024 * 1024  # bytes kept free besides a backup and a journal of the register's own size

NETWORK_SHARE = Message(
    "register_on_network_share",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "{path} lies on the network share {share}, where two people could write at once unnoticed. Nothing "
        "was written. Take the communes that you work on to a disk of this computer with \"Check out communes\", work "
        "there, and bring them back with \"Check in communes\": both can be done with a register on a network share.",
    ),
)
FOLDER_READ_ONLY = Message(
    "folder_read_only",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "The folder {folder} does not allow writing, so the register in it cannot be changed safely. "
        "Nothing was written. Ask for the right to write there, or copy the register to a folder of your "
        "own.",
    ),
)
NOT_ENOUGH_ROOM = Message(
    "not_enough_room",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "The disk of {folder} has {free} MB free; the work and its backup need {needed} MB. Nothing was "
        "written. Free some space, or move the register to another disk.",
    ),
)


def check_place(path: Path, room: int = 0) -> None:
    """Raise RegisterError unless the file is there, local, writable, with space for a backup + `room` bytes.

    Looks at the file from outside only: opening it here would drop the locks that QGIS holds on it.
    """
    try:
        status = path.stat()
    except OSError as error:
        raise RegisterError(NOT_FOUND, path=str(path)) from error
    if not stat.S_ISREG(status.st_mode):
        raise RegisterError(NOT_GEOPACKAGE, path=str(path))
    share = network_share(path)
    if share is not None:
        raise RegisterError(NETWORK_SHARE, path=path, share=share)
    if not os.access(path.parent, os.W_OK):
        raise RegisterError(FOLDER_READ_ONLY, folder=path.parent)
    # the mode is asked too, since an administrator could write all the same: the mark is there for a reason
    if not os.access(path, os.W_OK) or not status.st_mode & 0o222:
        raise RegisterError(READ_ONLY, path=str(path))
    needed = 2 * status.st_size + WORK_SPACE + room
    free = shutil.disk_usage(path.parent).free
    if free < needed:
        raise RegisterError(
            NOT_ENOUGH_ROOM, folder=path.parent, free=free // 1024**2, needed=-(-needed // 1024**2)
        )
