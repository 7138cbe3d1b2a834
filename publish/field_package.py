"""A package for work in the field: a folder with part of the register, its project, its photos, and what it is."""
from __future__ import annotations

import os
import secrets
import shutil
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path
from typing import Any, Optional

from ..core.errors import QT_TRANSLATE_NOOP, DiachisoError, Message
from ..core.field_package import BASE_FILE, MANIFEST, REGISTER_FILE, PackageManifest
from ..register.actor import current_user
from ..register.cancelling import GATE_CANCELLED, GateCancelled, never
from ..register.field_copy import FieldScope, make_field_copy
from ..register.field_package import note_export, register_sha256
from ..register.field_photos import copy_photos
from ..register.file_digest import file_digest
from ..register.gate import writer_gate
from ..register.photo_folders import folders_of
from .project.layers import HELPERS, SHOWN
from .project.writer import project_path, write_project

EDITED = ("address", "address_position", "notification", "plaque")
LOCKED = ("stage", "place_id", "other_code")  # an import would not take them
PHOTO_FOLDER = "DCIM"  # where QField puts its pictures

FOLDER_NOT_EMPTY = Message(
    "field_folder_not_empty",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "{path} holds files already, perhaps a package with work in it. Nothing was written. Choose a new folder.",
    ),
)
CANNOT_WRITE = Message(
    "field_cannot_write",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "The folder {path} could not be written ({problem}). Choose a folder of your own, or free some space.",
    ),
)
REASON_NEEDED = Message(
    "field_reason_needed",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "People may go along only with a reason and a recipient, which are written into the register's log. Fill in "
        "both, or leave people out.",
    ),
)


@dataclass(frozen=True)
class PersonsAsked:
    """Why people's records go along, and to whom."""

    reason: str
    recipient: str


@dataclass(frozen=True)
class WrittenPackage:
    """A package that stands: its folder, what it says, how many photos, and those that were not found."""

    folder: Path
    manifest: PackageManifest
    photos: int
    lost_photos: tuple[str, ...]


def export_field_package(
    register: Path,
    folder: Path,
    scope: FieldScope,
    language: str,
    *,
    persons: Optional[PersonsAsked] = None,
    with_photos: bool = True,
    progress: Callable[[float], None] = lambda share: None,
    cancelled: Callable[[], bool] = never,
) -> WrittenPackage:
    """Make the package in `folder`, new or empty: it stands whole or not at all, and the register notes it.

    DiachisoError, GateCancelled. Call it in the main thread, or in one that makes and drops every QGIS object itself.
    """
    if persons is not None and not (persons.reason.strip() and persons.recipient.strip()):
        raise DiachisoError(REASON_NEEDED)
    folder = folder.absolute()
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise DiachisoError(FOLDER_NOT_EMPTY, path=str(folder))
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        aside = folder.with_name("".join((".", folder.name, ".", secrets.token_hex(4), ".part")))
        aside.mkdir()
    except OSError as error:
        raise DiachisoError(CANNOT_WRITE, path=str(folder), problem=error.strerror or error) from error
    try:
        with writer_gate(register, action="export a field package", cancelled=cancelled):
            made = _Package(register, aside, progress, cancelled).make(scope, language, persons, with_photos)
            if cancelled():
                raise GateCancelled(GATE_CANCELLED, path=str(register))
            # Noted before it stands: a package that nobody noted could never come back.
            note_export(register, made.manifest, made.codes)
            if folder.exists():
                folder.rmdir()
            os.replace(aside, folder)
    except OSError as error:
        raise DiachisoError(CANNOT_WRITE, path=str(folder), problem=error.strerror or error) from error
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return WrittenPackage(folder, made.manifest, made.photos, made.lost)


@dataclass(frozen=True)
class _Made:
    manifest: PackageManifest
    codes: tuple[str, ...]
    photos: int
    lost: tuple[str, ...]


class _Package:
    def __init__(
        self, register: Path, aside: Path, progress: Callable[[float], None], cancelled: Callable[[], bool]
    ) -> None:
        self.register, self.aside, self.progress, self.cancelled = register, aside, progress, cancelled

    def make(
        self, scope: FieldScope, language: str, persons: Optional[PersonsAsked], with_photos: bool
    ) -> _Made:
        """Everything, aside."""
        package_id = str(uuid.uuid4())
        file, base = self.aside / REGISTER_FILE, self.aside / BASE_FILE
        now = datetime.now(timezone.utc).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        digest = register_sha256(self.register, self.cancelled)
        self.progress(0.1)
        copy = make_field_copy(
            self.register, file, scope, package_id, with_persons=persons is not None, cancelled=self.cancelled
        )
        self.progress(0.6)
        base.parent.mkdir()
        shutil.copyfile(file, base)
        (self.aside / PHOTO_FOLDER).mkdir()
        photos, lost = copy_photos(folders_of(self.register), self.aside, copy.photos) if with_photos else (0, [])
        self.progress(0.8)
        others = [table for table in (*SHOWN, *HELPERS) if table not in EDITED]
        write_project(file, project_path(file), language, read_only=others, locked=LOCKED, with_themes=False)
        said: Optional[dict[str, Any]] = None
        if persons is not None:
            said = {
                "reason": persons.reason.strip(), "recipient": persons.recipient.strip(),
                "count": copy.counts.get("person", 0),
            }  # fmt: skip
        manifest = PackageManifest(
            package_id=package_id, register_id=copy.register_id, revision=copy.revision, audit_seq=copy.audit_seq,
            exported_at=now, exported_by=current_user(), base_sha256=file_digest(base).sha256, register_sha256=digest,
            register_name=self.register.name,
            scope={"commune": copy.commune, "extent": list(scope.box) if scope.box else None},
            counts=copy.counts, persons=said,
        )  # fmt: skip
        (self.aside / MANIFEST).write_text(manifest.to_json(), encoding="utf-8")
        self.progress(0.95)
        return _Made(manifest, copy.codes, photos, tuple(lost))
