"""A report as a page in a window: read, saved, or opened elsewhere to be printed."""
from __future__ import annotations

import re
import shutil
from pathlib import Path

from qgis.PyQt.QtCore import QUrl
from qgis.PyQt.QtGui import QDesktopServices
from qgis.PyQt.QtWidgets import QDialog, QFileDialog, QTextBrowser, QVBoxLayout, QWidget

from ..compat import translate
from ..publish.office_html import PRINT_STYLE
from .icons import icon
from .widgets import ReasonButton, button_row

_STYLE = re.compile("<style>.*?</style>", re.DOTALL)
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
        document = self.text.document()
        document.setDefaultFont(self.font())
        document.setDefaultStyleSheet(PRINT_STYLE)  # what Qt knows of a page's own style
        document.setHtml(_STYLE.sub("", Path(path).read_text(encoding="utf-8")))
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
