"""Build dist/diachiso-<version>.zip: the same bytes from the same sources, and only what a user needs."""

from __future__ import annotations

import argparse
import configparser
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NAME = "diachiso"
TOP_FILES = (
    "__init__.py",
    "plugin.py",
    "compat.py",
    "metadata.txt",
    "LICENSE",
    "README.md",
    "README.vi.md",
    "CHANGELOG.md",
)
FOLDERS = ("core", "register", "sync", "publish", "processing", "ui", "resources", "i18n")
SUFFIXES = frozenset(
    {".py", ".json", ".csv", ".md", ".txt", ".svg", ".png", ".qml", ".qpt", ".odt", ".model3", ".qm", ".gpkg", ".bat"}
    | {".html", ".css", ".js"}
)
LEFT_OUT = frozenset({".ts", ".pyc"})
TIMESTAMP = (2025, 1, 1, 0, 0, 0)  # any fixed date: a zip holds no truer one that would be the same tomorrow


class PackageError(Exception):
    """What keeps the zip from being built."""


def version(root: Path) -> str:
    """The version that metadata.txt states."""
    metadata = configparser.ConfigParser(interpolation=None)
    metadata.read(root / "metadata.txt", encoding="utf-8")
    return metadata["general"]["version"]


def contents(root: Path) -> list[Path]:
    """The files of the zip, relative to the root and sorted; a file of an unknown kind is an error."""
    found = [Path(name) for name in TOP_FILES if (root / name).is_file()]
    for folder in FOLDERS:
        for path in (root / folder).rglob("*"):
            hidden = any(
                part.startswith(".") or part == "__pycache__" for part in path.relative_to(root).parts
            )
            if hidden or not path.is_file() or path.suffix in LEFT_OUT:
                continue
            if path.suffix not in SUFFIXES:
                raise PackageError(
                    f"{path.relative_to(root)}: not a kind of file for the zip"
                )
            found.append(path.relative_to(root))
    missing = [name for name in ("__init__.py", "metadata.txt", "LICENSE") if Path(name) not in found]
    if missing:
        raise PackageError(f"missing: {', '.join(missing)}")
    if (
        (root / "i18n").is_dir()
        and any((root / "i18n").glob("*.ts"))
        and not any(p.suffix == ".qm" for p in found)
    ):
        raise PackageError("no translation is built: run scripts/i18n.sh --release")
    return sorted(found, key=lambda p: p.as_posix())


def build(root: Path, folder: Path) -> Path:
    """Write the zip into `folder` and return its path."""
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"{NAME}-{version(root)}.zip"
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path in contents(root):
            info = zipfile.ZipInfo(f"{NAME}/{path.as_posix()}", TIMESTAMP)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 3  # Unix, whatever system builds it
            info.external_attr = 0o100644 << 16
            archive.writestr(info, (root / path).read_bytes())
    return target


def main() -> int:
    """Build the zip and say where it lies."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--output", type=Path, default=ROOT / "dist", help="folder of the zip (default: dist)"
    )
    try:
        target = build(ROOT, parser.parse_args().output)
    except PackageError as error:
        print(f"package: {error}", file=sys.stderr)
        return 1
    print(target)
    return 0


if __name__ == "__main__":
    sys.exit(main())
