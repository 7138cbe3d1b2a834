"""diachiso:restorebackup — make the register what it was in one of its backups."""
from __future__ import annotations

from pathlib import Path
from typing import Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingOutputString,
    QgsProcessingParameterFile,
)

from ..compat import translate
from ..core.errors import QT_TRANSLATE_NOOP, DiachisoError, Message
from ..register.backup import backup_folder, list_backups
from ..register.restore import restore_backup
from .base import DiachisoAlgorithm

BACKUP, RESTORED, BEFORE, BURNED, OFFICIAL = "BACKUP", "RESTORED", "BEFORE", "BURNED", "OFFICIAL"

NO_BACKUP = Message(
    "no_backup",
    QT_TRANSLATE_NOOP("diachiso", "There is no backup {backup}. Choose one from the folder {folder}."),
)
NOT_THERE = Message(
    "restore_not_on_server",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "{register} is on a PostgreSQL server: its backups are the database's own (pg_dump), and pg_restore brings one "
        "back into a new database, as docs/postgresql.md says. What the last tool wrote, “Undo the last apply” takes "
        "back there, too.",
    ),
)


class RestoreBackup(DiachisoAlgorithm):
    """Restores the newest backup unless another is named."""

    NAME = "restorebackup"
    TITLE = QT_TRANSLATE_NOOP("diachiso", "Restore a backup")
    HELP = QT_TRANSLATE_NOOP(
        "diachiso",
        "Makes the register what it was in a backup, the newest one unless another is chosen. The state "
        "before is backed up first, so that this can be taken back too. Codes given since the backup are "
        "never given again.",
    )
    TAGS = QT_TRANSLATE_NOOP("diachiso", "address,register,backup,restore")
    ICON = "restore.svg"
    ON_SERVER = False
    NOT_THERE = NOT_THERE

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:  # noqa: N802
        """The register, the backup, and what was done."""
        self.add_register()
        self.add(
            QgsProcessingParameterFile(
                BACKUP,
                translate("diachiso", "Backup"),
                fileFilter=translate("diachiso", "Backup of a register (*.gpkg)"),
                optional=True,
            ),
            translate("diachiso", "A file of the folder beside the register; the newest one if none is chosen."),
        )
        self.addOutput(QgsProcessingOutputString(RESTORED, translate("diachiso", "Backup that was restored")))
        self.addOutput(QgsProcessingOutputString(BEFORE, translate("diachiso", "Backup of the state before")))
        self.addOutput(QgsProcessingOutputNumber(BURNED, translate("diachiso", "Codes never given again")))
        self.addOutput(
            QgsProcessingOutputNumber(OFFICIAL, translate("diachiso", "Official codes that stay known"))
        )

    def work(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Restore."""
        register = self.register_path(parameters, context)
        backup = self._backup(self.parameterAsFile(parameters, BACKUP, context), register)
        done = restore_backup(register, backup, cancelled=feedback.isCanceled)
        text = translate("diachiso", "Restored {backup}; {burned} codes given since are never given again.")
        feedback.pushInfo(text.format(backup=backup.name, burned=done.burned))
        return {
            RESTORED: str(done.backup),
            BEFORE: str(done.before),
            BURNED: done.burned,
            OFFICIAL: done.official,
        }

    def _backup(self, chosen: str, register: Path) -> Path:
        if chosen:
            backup = Path(chosen).absolute()
        else:
            newest = next(iter(list_backups(register)), None)
            backup = newest.path if newest else backup_folder(register)
        if not backup.is_file():
            raise DiachisoError(NO_BACKUP, backup=str(backup), folder=str(backup_folder(register)))
        return backup
