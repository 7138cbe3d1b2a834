"""The SHA-256 of a file; of a register only in a process of its own, since an open and close drops SQLite's locks."""
from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

_CHUNK = 1 << 20


@dataclass(frozen=True)
class FileDigest:
    """The digest as hexadecimal text."""

    sha256: str


def file_digest(file: Path, announce: Callable[[FileDigest], None] = lambda digest: None) -> FileDigest:
    """The digest of a file's bytes, announced too; in a process that has no SQLite connection to it."""
    digest = hashlib.sha256()
    with file.open("rb") as opened:
        while block := opened.read(_CHUNK):
            digest.update(block)
    done = FileDigest(digest.hexdigest())
    announce(done)
    return done
