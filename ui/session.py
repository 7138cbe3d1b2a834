"""The register that the dock works on: where it is, what it holds, and those opened lately.

A register is a file, or it is on a PostgreSQL server: then a local copy without people is read, which is brought up to
date by what changed on the server since.
"""
from __future__ import annotations

from pathlib import Path
from typing import Any, Callable

from qgis.core import QgsProject, QgsSettings
from qgis.PyQt.QtCore import QObject, pyqtSignal

from ..compat import translate
from ..core.errors import DiachisoError
from ..publish.project.local_copies import note_copy
from ..publish.project.open_layers import register_paths
from ..publish.project.register_place import connections, on_server, place_of
from ..register.postgres.driver import PREFIX
from .background import Reader
from .folders import last_folder
from .session_reading import Reading, Work, read_register, write_register

RECENT_KEY = "diachiso/recent_registers"
RECENT_MOST = 8


class RegisterSession(QObject):
    """Knows the open register; `changed` follows each opening, closing and fresh reading."""

    changed = pyqtSignal()
    failed = pyqtSignal(str)
    written_elsewhere = pyqtSignal()
    """A register on a server was found changed when it was looked at quietly."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.register = ""
        """The register as algorithms take it: a path, or `pg:` and the name of a connection."""
        self.path = ""
        """The file that is read: the register itself, or the local copy of one on a server."""
        self.overview: Any = None
        self.is_keeper = True
        """Whether the tools are this person's; whoever opens a file is its keeper."""
        self.unreachable = ""
        """Why the server could not be asked when it was last looked at; empty where it could."""
        self._state: Any = None
        self._reader = Reader()

    def open(self, register: str) -> None:
        """Open a register: it becomes the dock's own once it could be read, else `failed` says why."""

        def opened(reading: Reading) -> None:
            self.register = register
            self._take(reading)
            self._remember(register)
            self.changed.emit()

        self._read(register, opened, self.failed.emit)

    def refresh(self) -> None:
        """Read the open register again, after something was written."""
        if self.register:
            self._read(self.register, self._refreshed, self._not_refreshed)

    def look(self) -> None:
        """See quietly whether others have changed a register on a server; one that is being read is left alone."""
        if self.on_server() and not self.is_reading():
            self._read(self.register, self._looked, self._not_reached)

    def close(self) -> None:
        """Let go of the register."""
        self._reader.cancel()
        self.register = self.path = self.unreachable = ""
        self.overview, self._state, self.is_keeper = None, None, True
        self.changed.emit()

    def is_reading(self) -> bool:
        """Whether the register is being read just now."""
        return self._reader.is_reading()

    def on_server(self) -> bool:
        """Whether the open register is on a server."""
        return on_server(self.register)

    def name(self) -> str:
        """What the register is called: its file without folder and ending, or its connection."""
        return self.register[len(PREFIX):].strip() if self.on_server() else Path(self.path).stem

    def folder(self) -> Path:
        """Where files about the register are proposed to lie: beside it, or where the last file lay."""
        if not self.on_server():
            return Path(self.path).parent
        home = QgsProject.instance().homePath()
        return Path(last_folder() or home or str(Path.home()))

    def write(self, reader: Reader, title: str, work: Work, on_error: Callable[[str], None]) -> None:
        """Let `work(file, cancelled)` write to the register in a thread, wherever it is; then read it again."""
        try:
            place = place_of(self.register)
        except DiachisoError as error:
            on_error(error.localized(translate))
            return
        reader.start(
            title, lambda task: write_register(place, work, task.isCanceled), lambda _done: self.refresh(), on_error
        )

    def recent(self) -> list[str]:
        """Registers opened lately that are still there, and those whose layers the project shows; the last one first.
        """
        stored = QgsSettings().value(RECENT_KEY, [], type=list) or []
        shown = register_paths(QgsProject.instance())
        names = {PREFIX + name for name in connections()}
        found = [register for register in (*shown, *stored) if isinstance(register, str)]
        return [r for r in dict.fromkeys(found) if r in names or (not on_server(r) and Path(r).is_file())]

    def cancel(self) -> None:
        """Stop reading (the dock is going away)."""
        self._reader.cancel()

    def _read(self, register: str, on_done: Callable[[Reading], None], on_failed: Callable[[str], None]) -> None:
        try:
            place = place_of(register)  # asks for the login, here in the main thread
        except DiachisoError as error:
            on_failed(error.localized(translate))
            return
        title = translate("diachiso", "Reading the address register")
        self._reader.start(title, lambda task: read_register(place, task.isCanceled), on_done, on_failed)

    def _take(self, reading: Reading) -> None:
        self.path, self.overview, self.is_keeper = str(reading.path), reading.overview, reading.is_keeper
        self._state, self.unreachable = reading.state, ""
        if self.on_server():
            note_copy(self.register, reading.path)

    def _refreshed(self, reading: Reading) -> None:
        self._take(reading)
        self.changed.emit()

    def _looked(self, reading: Reading) -> None:
        is_changed = reading.state != self._state
        if is_changed or self.unreachable:
            self._refreshed(reading)
        if is_changed:
            self.written_elsewhere.emit()

    def _not_refreshed(self, text: str) -> None:
        self._not_reached(text)
        self.failed.emit(text)

    def _not_reached(self, text: str) -> None:
        if self.on_server() and text != self.unreachable:
            self.unreachable = text
            self.changed.emit()

    def _remember(self, register: str) -> None:
        stored = QgsSettings().value(RECENT_KEY, [], type=list) or []
        others = [other for other in stored if isinstance(other, str) and other != register]
        QgsSettings().setValue(RECENT_KEY, [register, *others][:RECENT_MOST])
