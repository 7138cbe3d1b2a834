"""This computer in the eyes of the sync: an id of its own, and how far each register had come when it was here last.

A register restored from an old copy, or copied to a second computer, does not know it; the computer does.
"""
from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from typing import Protocol

from qgis.core import QgsSettings


class Device(Protocol):
    """What a computer remembers."""

    @property
    def id(self) -> str:
        """The computer's id for the sync; made once, tells nothing of its owner."""

    def mark_of(self, register_id: str) -> int:
        """How many syncs the register had seen when it was last used here; 0: never."""

    def keep(self, register_id: str, mark: int) -> None:
        """Remember that."""


@dataclass
class MemoryDevice:
    """A computer that forgets, for tests and one-off runs."""

    id: str = field(default_factory=lambda: str(uuid.uuid4()))
    marks: dict[str, int] = field(default_factory=dict)

    def mark_of(self, register_id: str) -> int:
        """How far the register had come."""
        return self.marks.get(register_id, 0)

    def keep(self, register_id: str, mark: int) -> None:
        """Remember that."""
        self.marks[register_id] = mark


class QgisDevice:
    """This computer, in the settings of the QGIS profile."""

    @property
    def id(self) -> str:
        """The id, made on first use."""
        settings = QgsSettings()
        found = str(settings.value("diachiso/sync/device", "") or "")
        if not found:
            found = str(uuid.uuid4())
            settings.setValue("diachiso/sync/device", found)
        return found

    def mark_of(self, register_id: str) -> int:
        """How far the register had come."""
        text = str(QgsSettings().value(_key(register_id), "0") or "0")
        return int(text) if text.isdigit() else 0

    def keep(self, register_id: str, mark: int) -> None:
        """Remember that."""
        QgsSettings().setValue(_key(register_id), str(mark))


def _key(register_id: str) -> str:
    return "".join(("diachiso/sync/marks/", register_id))
