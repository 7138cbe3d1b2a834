"""Whether a path lies on a network share, where SQLite's locks cannot be trusted."""
from __future__ import annotations

import ctypes
import ntpath
import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

NETWORK_FILE_SYSTEMS = frozenset(
    (
        *("nfs", "nfs3", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "afs", "ncpfs", "ceph", "lustre"),
        *("davfs", "fuse.davfs2", "fuse.sshfs", "fuse.gvfsd-fuse", "fuse.rclone", "fuse.smbnetfs"),
        *("glusterfs", "fuse.glusterfs", "fuse.ceph"),
    )
)
MOUNT_TABLE = Path("/proc/self/mounts")
DRIVE_REMOTE = 4  # the answer of Windows' GetDriveTypeW


@dataclass(frozen=True)
class Mount:
    """One line of the mount table: what is mounted where, as which file system."""

    source: str
    point: str
    kind: str


def network_share(path: Path) -> str | None:
    """The name of the network share on which the (absolute) path lies; None on a local disk or if unknown."""
    if os.name == "nt":
        return windows_share(str(path), _windows_drive_type)
    try:
        table = MOUNT_TABLE.read_text(encoding="utf-8", errors="surrogateescape")
    except OSError:  # no such table on this system: nothing can be said
        return None
    mount = mount_of(str(path), parse_mounts(table))
    return mount.source if mount is not None and mount.kind in NETWORK_FILE_SYSTEMS else None


def parse_mounts(table: str) -> list[Mount]:
    """The lines of /proc/self/mounts; blanks in names stand there as octal escapes."""
    rows = (line.split() for line in table.splitlines())
    return [Mount(_unescape(row[0]), _unescape(row[1]), row[2]) for row in rows if len(row) >= 3]


def mount_of(path: str, mounts: Iterable[Mount]) -> Mount | None:
    """The mount that holds the path: the longest mount point above it, the last one mounted there."""
    found: Mount | None = None
    for mount in mounts:
        inside = path == mount.point or path.startswith(mount.point.rstrip("/") + "/")
        if inside and (found is None or len(mount.point) >= len(found.point)):
            found = mount
    return found


def windows_share(path: str, drive_type: Callable[[str], int]) -> str | None:
    """The share (UNC name or mapped drive) of a Windows path; `drive_type("Z:\\\\")` is Windows' answer."""
    plain = path.replace("/", "\\")
    for long_form, short_form in (("\\\\?\\UNC\\", "\\\\"), ("\\\\?\\", "")):
        if plain.upper().startswith(long_form):
            plain = short_form + plain[len(long_form):]
            break
    drive = ntpath.splitdrive(plain)[0]
    if drive.startswith("\\\\"):
        return drive
    return drive if drive and drive_type(drive + "\\") == DRIVE_REMOTE else None


def _unescape(text: str) -> str:
    for code, character in (("\\040", " "), ("\\011", "\t"), ("\\012", "\n"), ("\\134", "\\")):
        text = text.replace(code, character)
    return text


def _windows_drive_type(root: str) -> int:
    windll = getattr(ctypes, "windll", None)
    return int(windll.kernel32.GetDriveTypeW(root)) if windll is not None else 0
