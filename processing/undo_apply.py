"""diachiso:undoapply — take back the last apply."""
from __future__ import annotations

from typing import Any

from qgis.core import QgsProcessingContext, QgsProcessingFeedback, QgsProcessingOutputNumber, QgsProcessingOutputString

from ..compat import translate
from ..core.errors import QT_TRANSLATE_NOOP
from ..register.undo import undo_last_apply
from .base import DiachisoAlgorithm

REMOVED, RESTORED, FREED, BURNED = "REMOVED", "RESTORED", "FREED", "BURNED"
OFFICIAL, BACKUP = "OFFICIAL", "BACKUP"


class UndoApply(DiachisoAlgorithm):
    """Undoes all of it, or nothing."""

    NAME = "undoapply"
    TITLE = QT_TRANSLATE_NOOP("diachiso", "Undo the last apply")
    HELP = QT_TRANSLATE_NOOP(
        "diachiso",
        "Takes the last matching or assignment of codes back: new addresses go, changed ones become what "
        "they were. Numbers whose codes have left this computer (exported, printed, synced) are never "
        "given again; the others are free again. If people have edited those addresses since, nothing is "
        "undone and they are named.",
    )
    TAGS = QT_TRANSLATE_NOOP("diachiso", "address,register,undo,revert")
    ICON = "undo.svg"

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:  # noqa: N802
        """The register, and what was done."""
        self.add_register()
        for name, text in (
            (REMOVED, translate("diachiso", "Addresses removed")),
            (RESTORED, translate("diachiso", "Addresses restored")),
            (FREED, translate("diachiso", "Codes free again")),
            (BURNED, translate("diachiso", "Codes never given again")),
            (OFFICIAL, translate("diachiso", "Official codes that wait for their object again")),
        ):
            self.addOutput(QgsProcessingOutputNumber(name, text))
        self.addOutput(QgsProcessingOutputString(BACKUP, translate("diachiso", "Backup made before")))

    def work(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Undo."""
        done = undo_last_apply(self.register_path(parameters, context), cancelled=feedback.isCanceled)
        text = translate(
            "diachiso",
            "The apply of {at} is undone: {removed} addresses removed, {restored} restored, {freed} codes "
            "free again, {burned} never given again.",
        )
        feedback.pushInfo(
            text.format(
                at=done.at, removed=done.removed, restored=done.restored, freed=done.freed, burned=done.burned
            )
        )
        return {
            REMOVED: done.removed,
            RESTORED: done.restored,
            FREED: done.freed,
            BURNED: done.burned,
            OFFICIAL: done.official,
            BACKUP: str(done.backup),
        }
