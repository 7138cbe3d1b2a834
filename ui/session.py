"""The register that the dock works on: its path, what it holds, and those opened lately."""
from __future__ import annotations

from pathlib import Path
from typing import Any

from qgis.core import QgsSettings
from qgis.PyQt.QtCore import QObject, pyqtSignal

from ..compat import translate
from ..register.reading import read_overview
from .background import Reader

RECENT_KEY = "diachiso/recent_registers"
RECENT_MOST = 8


class RegisterSession(QObject):
    """Knows the open register; `changed` follows each opening, closing and fresh reading."""

    changed = pyqtSignal()
    failed = pyqtSignal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.path = ""
        self.overview: Any = None
        self._reader = Reader()

    def open(self, path: str) -> None:
        """Open a register: it becomes the dock's own once it could be read, else `failed` says why."""

        def opened(overview: Any) -> None:
            self.path, self.overview = path, overview
            self._remember(path)
            self.changed.emit()

        self._read(path, opened)

    def refresh(self) -> None:
        """Read the open register again, after something was written."""
        if self.path:
            self._read(self.path, self._refreshed)

    def close(self) -> None:
        """Let go of the register."""
        self._reader.cancel()
        self.path, self.overview = "", None
        self.changed.emit()

    def is_reading(self) -> bool:
        """Whether the register is being read just now."""
        return self._reader.is_reading()

    def recent(self) -> list[str]:
        """Registers opened lately that are still there, the last one first."""
        stored = QgsSettings().value(RECENT_KEY, [], type=list) or []
        return [path for path in stored if isinstance(path, str) and Path(path).is_file()]

    def cancel(self) -> None:
        """Stop reading (the dock is going away)."""
        self._reader.cancel()

    def _read(self, path: str, on_done: Any) -> None:
        title = translate("diachiso", "Reading the address register")
        self._reader.start(title, lambda task: read_overview(path), on_done, self.failed.emit)

    def _refreshed(self, overview: Any) -> None:
        self.overview = overview
        self.changed.emit()

    def _remember(self, path: str) -> None:
        others = [other for other in self.recent() if other != path]
        QgsSettings().setValue(RECENT_KEY, [path, *others][:RECENT_MOST])
