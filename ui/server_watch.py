"""Others change a register on a server at any time: the dock looks now and then, and when it comes to the front."""
from __future__ import annotations

from typing import Callable

from qgis.core import QgsProject
from qgis.PyQt.QtCore import QObject, QTimer

from ..publish.project.open_layers import register_layers
from .session import RegisterSession

EVERY_MS = 180_000
SOON_MS = 1_000  # after edits of one's own: several layers are often saved at once


class ServerWatch(QObject):
    """Has the session look at its server quietly; its layers show anew what others have changed."""

    def __init__(self, session: RegisterSession, is_busy: Callable[[], bool], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session, self._is_busy = session, is_busy
        self._watched: set[str] = set()
        self._every = QTimer(self)
        self._every.setInterval(EVERY_MS)
        self._every.timeout.connect(self.look)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SOON_MS)
        self._soon.timeout.connect(self.look)
        session.changed.connect(self._follow)
        session.written_elsewhere.connect(self._repaint)

    def look(self) -> None:
        """Look now, unless a tool is at work: it reads the register anew when it has ended."""
        if not self._is_busy():
            self._session.look()

    def stop(self) -> None:
        """Look no more (the dock goes away)."""
        self._every.stop()
        self._soon.stop()
        self._session.changed.disconnect(self._follow)
        self._session.written_elsewhere.disconnect(self._repaint)

    def watch_layers(self) -> None:
        """What is saved in a layer of the register by hand is looked at soon."""
        if not self._session.on_server():
            return
        for layer in register_layers(self._session.register, QgsProject.instance()):
            if layer.id() not in self._watched:
                self._watched.add(layer.id())
                layer.afterCommitChanges.connect(self._soon.start)

    def _follow(self) -> None:
        if self._session.on_server():
            self._every.start()
            self.watch_layers()
        else:
            self._every.stop()

    def _repaint(self) -> None:
        for layer in register_layers(self._session.register, QgsProject.instance()):
            if layer.isSpatial() and not layer.isEditable():
                layer.triggerRepaint()
