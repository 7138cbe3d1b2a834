"""A report as a page in a window: read, saved, or opened elsewhere to be printed."""
from __future__ import annotations

import shutil

from qgis.PyQt.QtCore import QUrl
from qgis.PyQt.QtGui import QDesktopServices
from qgis.PyQt.QtWidgets import QDialog, QFileDialog, QTextBrowser, QVBoxLayout, QWidget

from ..compat import translate
from .icons import icon
from .widgets import ReasonButton, button_row

SIZE = (900, 620)  # fits a desktop of 1366 × 768


class ReportDialog(QDialog):
    """Shows an HTML file of ours; it has no script and nothing from elsewhere."""

    def __init__(self, name: str, title: str, path: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setWindowTitle(title)
        self._path = path
        self.resize(*SIZE)
        self.text = QTextBrowser(self)
        self.text.setObjectName(f"{name}Text")
        self.text.setOpenLinks(False)
        with open(path, encoding="utf-8") as file:
            self.text.setHtml(file.read())
        save = ReasonButton(f"{name}Save", translate("diachiso", "Save as…"))
        save.setIcon(icon("export"))
        save.clicked.connect(self.ask_save)
        show = ReasonButton(
            f"{name}Open", translate("diachiso", "Open in the browser"), translate("diachiso", "To print it")
        )
        show.clicked.connect(lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(self._path)))
        layout = QVBoxLayout(self)
        layout.addWidget(self.text, 1)
        layout.addWidget(button_row(save, show))

    def ask_save(self) -> None:
        """Ask where, then keep a copy."""
        kinds = translate("diachiso", "Web page (*.html)")
        path, _filter = QFileDialog.getSaveFileName(self, self.windowTitle(), "", kinds)
        if path:
            shutil.copyfile(self._path, path if path.lower().endswith(".html") else f"{path}.html")
