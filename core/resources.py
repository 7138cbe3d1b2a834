"""The package's own resources (JSON, CSV) and profile files given by path: found, read, never written."""
from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any, Union

from .errors import QT_TRANSLATE_NOOP, DiachisoError, Message

MISSING = Message(
    "resource.missing",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "The file {path} does not exist or cannot be read ({detail}). "
        "Check the path; if the file belongs to the plugin, reinstall the plugin.",
    ),
)
NOT_JSON = Message(
    "resource.not_json",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "The file {path} is not valid JSON: {detail}. Correct the file at that place and save it as UTF-8.",
    ),
)
NOT_CSV = Message(
    "resource.not_csv",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "The file {path} is not a CSV table in UTF-8: {detail}. "
        "Save it again as CSV UTF-8 with a header row.",
    ),
)

PathLike = Union[str, Path]

LOCAL_KINDS = (
    "agency", "annexes", "classes", "open_data", "plaques", "report", "rules", "schemes", "sync", "themes",
)  # fmt: skip
"""The folders that `profiles` beside a register may have."""


def resource_path(*parts: str) -> Path:
    """The path of a file or folder under `resources/`; it need not exist."""
    return Path(__file__).resolve().parent.parent.joinpath("resources", *parts)


def local_profiles(register: PathLike, kind: str) -> list[Path]:
    """A province's own schemes, classes or annexes (`kind`): the folder `profiles/<kind>` beside its register."""
    folder = Path(register).parent / "profiles" / kind
    return [folder] if folder.is_dir() else []


def read_json(*parts: str) -> Any:
    """The content of a JSON file under `resources/`."""
    return read_json_file(resource_path(*parts))


def read_csv(*parts: str) -> list[dict[str, str]]:
    """The rows of a CSV file with a header under `resources/`."""
    return read_csv_file(resource_path(*parts))


def read_json_file(path: PathLike) -> Any:
    """The content of a JSON file, UTF-8 with or without a byte order mark."""
    text = _read_text(path, NOT_JSON)
    try:
        return json.loads(text)
    except ValueError as error:
        raise DiachisoError(NOT_JSON, path=str(path), detail=str(error)) from error


def read_csv_file(path: PathLike) -> list[dict[str, str]]:
    """The rows of a CSV file with a header; a missing cell is an empty text."""
    text = _read_text(path, NOT_CSV)
    try:
        rows = list(csv.DictReader(io.StringIO(text, newline=""), restval="", strict=True))
    except csv.Error as error:
        raise DiachisoError(NOT_CSV, path=str(path), detail=str(error)) from error
    return [{key: value for key, value in row.items() if key is not None} for row in rows]


def json_files(path: PathLike) -> list[Path]:
    """The JSON files that a path stands for: the file itself, or those of a folder in order of name."""
    found = Path(path)
    if found.is_dir():
        return sorted(found.glob("*.json"), key=lambda file: file.name)
    return [found]


def _read_text(path: PathLike, wrong_encoding: Message) -> str:
    try:
        return Path(path).read_text(encoding="utf-8-sig")  # Notepad writes a byte order mark
    except UnicodeDecodeError as error:
        raise DiachisoError(wrong_encoding, path=str(path), detail=str(error)) from error
    except OSError as error:
        raise DiachisoError(MISSING, path=str(path), detail=error.strerror or str(error)) from error
