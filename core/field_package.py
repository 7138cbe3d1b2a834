"""What a field package says of itself, and which of its paths may be followed."""
from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import PurePosixPath, PureWindowsPath
from typing import Any, Optional

from .errors import QT_TRANSLATE_NOOP, DiachisoError, Message

FORMAT, VERSION = "diachiso-field-package", 1
MANIFEST = "package.json"
REGISTER_FILE = "register.gpkg"
BASE_FILE = "base/register.gpkg"

NOT_A_PACKAGE = Message(
    "field_not_a_package",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "{path} is no field package: {file} is missing there. Choose the whole folder as it came back from the field.",
    ),
)
BROKEN_MANIFEST = Message(
    "field_broken_manifest",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "{path} does not say what package it is ({problem}), so nothing was read. Copy {file} again from the device, "
        "or export a new package.",
    ),
)
NEWER_PACKAGE = Message(
    "field_newer_package",
    QT_TRANSLATE_NOOP("diachiso", "{path} was made by a newer version of the plugin. Update the plugin."),
)


@dataclass(frozen=True)
class PackageManifest:
    """Whose copy a package is: of which register in which state, made when and by whom, of which part.

    `audit_seq`: the newest row of the register's log then; `register_sha256`, `base_sha256`: of the register's file
    ('' where it could not be read) and of the copy that the differences are told from. `persons`: None, or the reason,
    the recipient and the count of records of people that went along.
    """

    package_id: str
    register_id: str
    revision: int
    audit_seq: int
    exported_at: str
    exported_by: str
    base_sha256: str
    register_sha256: str = ""
    register_name: str = ""
    scope: Mapping[str, Any] = field(default_factory=dict)
    counts: Mapping[str, int] = field(default_factory=dict)
    persons: Optional[Mapping[str, Any]] = None

    def to_json(self) -> str:
        """The text of the manifest."""
        return json.dumps({"format": FORMAT, "version": VERSION, **asdict(self)}, ensure_ascii=False, indent=2) + "\n"

    @staticmethod
    def of_json(text: str, path: str) -> PackageManifest:
        """The manifest of a text (DiachisoError)."""
        try:
            data = json.loads(text)
            if data.get("format") != FORMAT:
                raise ValueError(f"format {data.get('format')!r}")
            if int(data["version"]) > VERSION:
                raise DiachisoError(NEWER_PACKAGE, path=path)
            names = PackageManifest.__dataclass_fields__
            made = PackageManifest(**{name: data[name] for name in names if name in data})
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise DiachisoError(BROKEN_MANIFEST, path=path, file=MANIFEST, problem=str(error)) from error
        texts = (made.package_id, made.register_id, made.exported_at, made.base_sha256)
        numbers = (made.revision, made.audit_seq)
        if not all(isinstance(t, str) and t for t in texts) or not all(isinstance(n, int) for n in numbers):
            raise DiachisoError(BROKEN_MANIFEST, path=path, file=MANIFEST, problem="register_id, base_sha256, …")
        return made


def safe_relative(path: str) -> Optional[PurePosixPath]:
    """A path below a folder, with `/` between its parts; None for one that leads anywhere else."""
    text = path.strip().replace("\\", "/")
    pure = PurePosixPath(text)
    odd = not text or pure.is_absolute() or PureWindowsPath(text).drive or "\x00" in text
    if odd or ":" in text or any(part in ("..", "~") for part in pure.parts) or not pure.parts:
        return None
    return pure
