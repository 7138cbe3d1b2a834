"""Chooses one of the communes that the register has addresses in, or all of them."""
from __future__ import annotations

from typing import Any

from qgis.PyQt.QtWidgets import QComboBox, QWidget

from ..compat import translate
from .widgets import let_shrink


class CommuneCombo(QComboBox):
    """All communes, then each by name; keeps what was chosen while the register is read again."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._offered: list[tuple[str, str]] = []
        let_shrink(self)
        self.addItem(translate("diachiso", "All communes"), "")

    def offer(self, overview: Any) -> None:
        """Offer the communes of this reading of the register."""
        counts = overview.by_commune if overview is not None else {}
        names = overview.communes if overview is not None else {}
        offered = sorted((names.get(code, code), code) for code, count in counts.items() if code and count)
        if offered == self._offered:
            return
        self._offered, chosen = offered, self.currentData()
        self.clear()
        self.addItem(translate("diachiso", "All communes"), "")
        for name, code in offered:
            self.addItem(name, code)
        self.setCurrentIndex(max(self.findData(chosen), 0))

    def parameter(self) -> dict[str, str]:
        """COMMUNE of the algorithms; nothing for all."""
        return {"COMMUNE": str(self.currentData())} if self.currentData() else {}
