"""Asking for a file or a folder; where the last one lay is remembered for all of the dock."""
from __future__ import annotations

from pathlib import Path

from qgis.core import QgsSettings
from qgis.PyQt.QtWidgets import QFileDialog, QWidget

FOLDER_KEY = "diachiso/last_folder"


def ask_file(parent: QWidget, title: str, kinds: str) -> str:
    """A file to read; empty where the person gave up."""
    path, _kind = QFileDialog.getOpenFileName(parent, title, last_folder(), kinds)
    if path:
        remember_folder(Path(path).parent)
    return str(path)


def ask_folder(parent: QWidget, title: str) -> str:
    """A folder; empty where the person gave up."""
    path = str(QFileDialog.getExistingDirectory(parent, title, last_folder()))
    if path:
        remember_folder(Path(path))
    return path


def last_folder() -> str:
    """Where the last file lay."""
    return str(QgsSettings().value(FOLDER_KEY, "", type=str))


def remember_folder(folder: Path) -> None:
    """Begin here the next time."""
    QgsSettings().setValue(FOLDER_KEY, str(folder))
