"""The backups that precede each apply, and going back to one of them."""
from __future__ import annotations

from pathlib import Path
from typing import Any

from qgis.gui import QgsCollapsibleGroupBox
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ..compat import translate
from ..register.backup import list_backups
from . import labels
from .desk import Desk
from .history import short_time
from .icons import icon
from .widgets import Note, ReasonButton, ask, button_row, fit_rows

MOST_ROWS = 6
PATH = Qt.ItemDataRole.UserRole


class BackupsBox(QgsCollapsibleGroupBox):
    """A list of backups, newest first, and one button."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(translate("diachiso", "Backups"), parent)
        self.setObjectName("backupsBox")
        self.desk = desk
        self.list = QTreeWidget(self)
        self.list.setObjectName("backupsList")
        self.list.setHeaderLabels(
            [translate("diachiso", "Made at"), translate("diachiso", "Before"), translate("diachiso", "Size")]
        )
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.list.header().setStretchLastSection(False)
        self.list.header().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        for column in (0, 2):
            self.list.header().setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        self.restore_button = ReasonButton("backupRestore", translate("diachiso", "Restore…"))
        self.restore_button.setIcon(icon("restore"))
        self.reason = Note("backupReason", self)
        layout = QVBoxLayout(self)
        layout.addWidget(self.list)
        layout.addWidget(button_row(self.restore_button))
        layout.addWidget(self.reason)
        self.list.itemSelectionChanged.connect(self._allow)
        self.restore_button.clicked.connect(self.ask_restore)

    def refresh(self) -> None:
        """List the backups of the open register."""
        session = self.desk.session
        self.list.clear()
        for backup in list_backups(Path(session.path)) if session.path and not session.on_server() else ():
            size = labels.user_locale().formattedDataSize(backup.size)
            item = QTreeWidgetItem(
                [short_time(backup.at), labels.label(labels.BACKUP_REASON, backup.reason), size]
            )
            item.setData(0, PATH, str(backup.path))
            item.setToolTip(0, str(backup.path))
            self.list.addTopLevelItem(item)
        self.list.setCurrentItem(self.list.topLevelItem(0))  # going back one step is one click
        fit_rows(self.list, MOST_ROWS)
        self.list.setVisible(self.list.topLevelItemCount() > 0)
        self._allow()

    def ask_restore(self) -> None:
        """Ask, then go back to the selected backup."""
        item = self.list.currentItem()
        if item is None:
            return
        title = translate("diachiso", "Restore a backup")
        text = translate("diachiso", "Go back to the register of {time}?").format(time=item.text(0))
        details = translate("diachiso", "The present state is kept as a backup too, so that this can be taken back.")
        if ask("restoreQuestion", self, title, text, translate("diachiso", "Restore"), details):
            self.restore(str(item.data(0, PATH)))

    def restore(self, backup: str) -> None:
        """Go back to this backup, in the background."""

        def restored(_results: dict[str, Any]) -> None:
            self.desk.say_done(" ".join(self.desk.jobs.infos) or translate("diachiso", "The backup is restored."))

        run = {"REGISTER": self.desk.session.register, "BACKUP": backup}
        self.desk.run("restorebackup", run, translate("diachiso", "Restoring the backup"), restored)

    def _allow(self) -> None:
        self.restore_button.setVisible(not self.desk.session.on_server())
        if self.desk.session.on_server():
            self.reason.say(
                translate(
                    "diachiso", "A register on a server is backed up by whoever runs the server (pg_dump): see "
                    "“Backup and restore” in docs/postgresql.md."
                )
            )  # fmt: skip
            return
        reason = self.desk.reason_no_register()
        if not reason and not self.list.topLevelItemCount():
            reason = translate("diachiso", "No backups yet: one is made before each apply.")
        elif not reason and not self.list.selectedItems():
            reason = translate("diachiso", "Select a backup first.")
        self.restore_button.block(reason)
        self.reason.say("" if self.desk.reason_no_register() else reason)
