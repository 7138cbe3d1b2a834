"""The zip of a package or a receipt: written with its manifest and signature, and checked before anything is read."""
from __future__ import annotations

import hashlib
import hmac
import json
import os
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Union

from ...core.errors import QT_TRANSLATE_NOOP, DiachisoError, Message
from ..wire import as_bytes, digest

MANIFEST, SIGNATURE = "manifest.json", "manifest.sig"
PACKAGE, RECEIPT = "diachiso-package", "diachiso-receipt"
VERSION = 1
ALGORITHM = "HMAC-SHA256"
_SIGNED = re.compile(rf"({ALGORITHM}) ([0-9a-f]{{16}}) ([0-9a-f]{{64}})\s*")
_BLOCK = 1 << 20
_MOST_FILES, _MOST_BYTES, _MOST_MANIFEST, _MOST_SIGNATURE = 20_000, 4 << 30, 16 << 20, 1_000
# A zip that is none, lacks a file, is cut off, is packed in a way that Python does not know, or asks for a password.
_UNREADABLE = (OSError, zipfile.BadZipFile, KeyError, EOFError, NotImplementedError, RuntimeError, zlib.error)
_STORED = (".xlsx",)  # zips themselves
_DATE = (1980, 1, 1, 0, 0, 0)

Content = Union[bytes, Path]

NOT_ONE = Message(
    "package_not_one",
    QT_TRANSLATE_NOOP(
        "diachiso", "{path} is no package and no receipt of this plugin ({problem}). Nothing was read. Choose the zip "
        "file as it was sent, not unpacked and packed again."
    ),
)
WRONG_KEY = Message(
    "package_wrong_key",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "{path} was signed with another key ({theirs}, yours is {ours}). Nothing was read. Compare the keys with the "
        "sender, and choose the one that both of you use.",
    ),
)
FORGED = Message(
    "package_forged",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "The signature of {path} does not fit its content: it was changed after it was signed. Nothing was read. Have "
        "the sender send it again.",
    ),
)
CHANGED = Message(
    "package_changed",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "{file} in {path} is not as it was when it was signed. Nothing was read. Have the sender send it again.",
    ),
)
OTHER_FORMAT = Message(
    "package_other_format",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "{path} is a {found} of version {version}; this needs a {wanted} of version {known}. Nothing was read. Choose "
        "another file, or update the plugin.",
    ),
)
NOT_WRITTEN = Message(
    "package_not_written",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "The package {path} cannot be written ({problem}). Check the free space and that you may write into the "
        "folder, and try again.",
    ),
)


class PackageError(DiachisoError):
    """A package or receipt that is not what it should be."""


@dataclass(frozen=True)
class SigningKey:
    """The key that both sides share; it never leaves the process, its `fingerprint` may be seen by all."""

    secret: bytes

    @property
    def fingerprint(self) -> str:
        """16 characters that tell keys apart and tell nothing of them."""
        return hmac.new(self.secret, b"diachiso key", hashlib.sha256).hexdigest()[:16]

    def sign(self, data: bytes) -> str:
        """The signature of some bytes, in hexadecimal."""
        return hmac.new(self.secret, data, hashlib.sha256).hexdigest()

    def __repr__(self) -> str:
        return f"SigningKey({self.fingerprint})"  # an error report shows local variables


def write_archive(
    path: Path, kind: str, about: Mapping[str, Any], files: Mapping[str, Content], key: SigningKey
) -> str:
    """Write a package or receipt; `about` is the manifest without its files. Returns the manifest's SHA-256.

    OSError where it cannot be written; what stands at `path` is replaced, so write aside first.
    """
    listed = []
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            sha256, size = _add(archive, name, files[name])
            listed.append({"name": name, "sha256": sha256, "bytes": size})
        manifest = as_bytes({**about, "format": kind, "format_version": VERSION, "files": listed})
        _add(archive, MANIFEST, manifest)
        _add(archive, SIGNATURE, f"{ALGORITHM} {key.fingerprint} {key.sign(manifest)}\n".encode("ascii"))
    with open(path, "rb+") as written:
        os.fsync(written.fileno())
    return digest(manifest)


def _add(archive: zipfile.ZipFile, name: str, content: Content) -> tuple[str, int]:
    entry = zipfile.ZipInfo(name, _DATE)  # no times: the same content is the same file
    entry.compress_type = zipfile.ZIP_STORED if name.endswith(_STORED) else zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    hashed, size = hashlib.sha256(), 0
    with archive.open(entry, "w", force_zip64=True) as target:
        for block in _blocks(content):
            hashed.update(block)
            size += len(block)
            target.write(block)
    return hashed.hexdigest(), size


def _blocks(content: Content) -> Iterator[bytes]:
    if isinstance(content, bytes):
        yield content
        return
    with content.open("rb") as opened:
        while block := opened.read(_BLOCK):
            yield block


class Archive:
    """A package or receipt whose signature and digests were found right."""

    def __init__(self, opened: zipfile.ZipFile, path: Path, manifest: Mapping[str, Any], sha256: str) -> None:
        self._opened, self.path, self.manifest, self.sha256 = opened, path, manifest, sha256

    @property
    def names(self) -> Sequence[str]:
        """The files beside the manifest."""
        return [str(file["name"]) for file in self.manifest["files"]]

    def lines(self, name: str) -> Iterator[bytes]:
        """The lines of a file without their ends; PackageError where it is not there."""
        if name not in self.names:
            raise PackageError(NOT_ONE, path=str(self.path), problem=name)
        with self._opened.open(name) as stream:
            for line in stream:
                yield line.rstrip(b"\r\n")


def is_archive(path: Path) -> bool:
    """Whether a file looks like a package or receipt: a workbook is a zip, too."""
    try:
        with zipfile.ZipFile(path) as opened:
            return MANIFEST in opened.namelist()
    except (OSError, zipfile.BadZipFile):
        return False


@contextmanager
def open_archive(path: Path, kind: str, key: SigningKey) -> Iterator[Archive]:
    """Check the signature, then every file, then open it (PackageError). Nothing is parsed before it is known whose.

    The signature proves that the holder of the shared key made it, and that nothing was changed since; no more.
    """
    with ExitStack() as stack:
        try:
            opened = stack.enter_context(zipfile.ZipFile(path))
            _check_size(opened, path)
            manifest = _limited(opened, MANIFEST, _MOST_MANIFEST, path)
            _check_signature(manifest, _limited(opened, SIGNATURE, _MOST_SIGNATURE, path), path, key)
            archive = Archive(opened, path, _checked(opened, path, kind, manifest), digest(manifest))
        except _UNREADABLE as error:
            raise PackageError(NOT_ONE, path=str(path), problem=str(error)[:200]) from error
        yield archive


def _check_size(opened: zipfile.ZipFile, path: Path) -> None:
    """No archive that unpacks to more than any package has."""
    files = opened.infolist()
    names = [file.filename for file in files]
    if len(files) > _MOST_FILES or sum(file.file_size for file in files) > _MOST_BYTES or len({*names}) < len(names):
        raise PackageError(NOT_ONE, path=str(path), problem=f"{len(files)} files")


def _limited(opened: zipfile.ZipFile, name: str, most: int, path: Path) -> bytes:
    with opened.open(name) as stream:
        data = stream.read(most + 1)
    if len(data) > most:
        raise PackageError(NOT_ONE, path=str(path), problem=name)
    return data


def _check_signature(manifest: bytes, signature: bytes, path: Path, key: SigningKey) -> None:
    found = _SIGNED.fullmatch(signature.decode("ascii", "replace"))
    if found is None:
        raise PackageError(NOT_ONE, path=str(path), problem=SIGNATURE)
    if not hmac.compare_digest(found[2], key.fingerprint):
        raise PackageError(WRONG_KEY, path=str(path), theirs=found[2], ours=key.fingerprint)
    if not hmac.compare_digest(found[3], key.sign(manifest)):
        raise PackageError(FORGED, path=str(path))


def _checked(opened: zipfile.ZipFile, path: Path, kind: str, data: bytes) -> Mapping[str, Any]:
    try:
        manifest = json.loads(data)
        listed = {str(f["name"]): (str(f["sha256"]), int(f["bytes"])) for f in manifest["files"]}
        found, version = str(manifest["format"]), int(manifest["format_version"])
    except (ValueError, KeyError, TypeError) as error:
        raise PackageError(NOT_ONE, path=str(path), problem=MANIFEST) from error
    if (found, version) != (kind, VERSION):
        raise PackageError(
            OTHER_FORMAT, path=str(path), found=found[:40], version=version, wanted=kind, known=VERSION
        )
    there = set(opened.namelist()) - {MANIFEST, SIGNATURE}
    for name in sorted(there ^ set(listed)):
        raise PackageError(CHANGED, path=str(path), file=name)
    for name, (sha256, size) in listed.items():
        if _digest_of(opened, name, size) != sha256:
            raise PackageError(CHANGED, path=str(path), file=name)
    return dict(manifest)


def _digest_of(opened: zipfile.ZipFile, name: str, most: int) -> str:
    """'' where there is more than the manifest says, however much that may be."""
    hashed, size = hashlib.sha256(), 0
    try:
        with opened.open(name) as stream:
            while block := stream.read(_BLOCK):
                size += len(block)
                if size > most:
                    return ""
                hashed.update(block)
    except (zipfile.BadZipFile, zlib.error):  # its own checksum does not fit
        return ""
    return hashed.hexdigest()
