"""This computer in the eyes of the sync: an id of its own, and how far each register had come when it was here last.

A register restored from an old copy, or copied to a second computer, does not know it; the computer does.
"""
from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from qgis.core import QgsSettings

from ..register.server_copies import server_side


class Device(Protocol):
    """What a computer remembers."""

    @property
    def id(self) -> str:
        """The computer's id for the sync; made once, tells nothing of its owner."""

    def mark_of(self, register_id: str) -> int:
        """How many syncs the register had seen when it was last used here; 0: never."""

    def keep(self, register_id: str, mark: int) -> None:
        """Remember that."""

    def package_of(self, register_id: str) -> tuple[int, str]:
        """Number and SHA-256 of the last package of the register that was made here; 0 and '': none."""

    def keep_package(self, register_id: str, number: int, sha256: str) -> None:
        """Remember that."""


@dataclass
class MemoryDevice:
    """A computer that forgets, for tests and one-off runs."""

    id: str = field(default_factory=lambda: str(uuid.uuid4()))
    marks: dict[str, int] = field(default_factory=dict)
    packages: dict[str, tuple[int, str]] = field(default_factory=dict)

    def mark_of(self, register_id: str) -> int:
        """How far the register had come."""
        return self.marks.get(register_id, 0)

    def keep(self, register_id: str, mark: int) -> None:
        """Remember that."""
        self.marks[register_id] = mark

    def package_of(self, register_id: str) -> tuple[int, str]:
        """The last package."""
        return self.packages.get(register_id, (0, ""))

    def keep_package(self, register_id: str, number: int, sha256: str) -> None:
        """Remember it."""
        self.packages[register_id] = (number, sha256)


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

    def package_of(self, register_id: str) -> tuple[int, str]:
        """Number and digest of the last package, none where the settings are not ours to read."""
        number, _, sha256 = str(QgsSettings().value(_key(register_id, "packages"), "") or "").partition(" ")
        return (int(number), sha256) if number.isdigit() else (0, "")

    def keep_package(self, register_id: str, number: int, sha256: str) -> None:
        """Remember it."""
        QgsSettings().setValue(_key(register_id, "packages"), f"{number} {sha256}")


@dataclass(frozen=True)
class DatabaseDevice:
    """A register on a server in the eyes of the sync: one, whichever of its keepers' computers it is synced from.

    How far it had come is remembered by the computer all the same: an older backup of the database does not know it.
    """

    id: str
    computer: Device

    def mark_of(self, register_id: str) -> int:
        """How far the register had come."""
        return self.computer.mark_of(register_id)

    def keep(self, register_id: str, mark: int) -> None:
        """Remember that."""
        self.computer.keep(register_id, mark)

    def package_of(self, register_id: str) -> tuple[int, str]:
        """The last package."""
        return self.computer.package_of(register_id)

    def keep_package(self, register_id: str, number: int, sha256: str) -> None:
        """Remember it."""
        self.computer.keep_package(register_id, number, sha256)


def device_of(register: Path, computer: Device) -> Device:
    """The device that syncs a register: this computer, or the database of which the file is a copy."""
    side = server_side(register)
    return computer if side is None else DatabaseDevice(str(uuid.uuid5(_DATABASES, side.identity())), computer)


_DATABASES = uuid.UUID("6d0ff3a5-40a5-4d0b-9f8e-5a1f2a4f8d3c")


def _key(register_id: str, what: str = "marks") -> str:
    return f"diachiso/sync/{what}/{register_id}"
