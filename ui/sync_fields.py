"""A conflict field by field: what it was, what we have, what the registry has; a click on a side chooses it."""
from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Optional, Protocol

from qgis.PyQt.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt, pyqtSignal
from qgis.PyQt.QtGui import QColor, QFont

from ..compat import translate
from ..register.sync_store import ConflictRow, FieldRow
from .sync_style import COLOURS, side_icon
from .sync_words import FieldWords

FIELD, BASE, MINE, THEIRS = range(4)
CHOSEN = "✓ "
_TINT = 60  # of 255


class Words(Protocol):
    """How fields and values are said."""

    def field(self, column: str) -> str:
        """A field's word."""

    def value(self, column: str, value: Any) -> str:
        """A value as a person reads it."""


class FieldTable(QAbstractTableModel):
    """Columns: field, base, mine, theirs. A field that is not chosen yet has no tick."""

    chosen = pyqtSignal()

    def __init__(self, parent: QObject | None = None, theirs: str = "") -> None:
        super().__init__(parent)
        self._theirs_title = theirs or translate("diachiso", "Registry")
        self.words: Words = FieldWords()
        self._fields: tuple[FieldRow, ...] = ()
        self._theirs: dict[str, bool] = {}
        self._marks = {BASE: side_icon("base"), MINE: side_icon("mine"), THEIRS: side_icon("theirs")}

    def show_conflict(self, row: Optional[ConflictRow]) -> None:
        """Show the fields of a conflict, none of them chosen."""
        self.show_fields(row.fields if row is not None else ())

    def show_fields(self, fields: tuple[FieldRow, ...], chosen: Mapping[str, bool] = MappingProxyType({})) -> None:
        """Show fields, with what was chosen of them."""
        self.beginResetModel()
        self._fields = fields
        self._theirs = {field.column: chosen[field.column] for field in fields if field.column in chosen}
        self.endResetModel()
        self.chosen.emit()

    def choices(self) -> Mapping[str, bool]:
        """Per column that a person has chosen: whether the registry's value is taken."""
        return dict(self._theirs)

    def is_complete(self) -> bool:
        """Whether every field is chosen."""
        return bool(self._fields) and all(field.column in self._theirs for field in self._fields)

    def choose(self, row: int, theirs: bool) -> None:
        """Choose a side for the field in this row."""
        if 0 <= row < len(self._fields):
            self._theirs[self._fields[row].column] = theirs
            self.dataChanged.emit(self.index(row, BASE), self.index(row, THEIRS))
            self.chosen.emit()

    def choose_all(self, theirs: bool) -> None:
        """Choose a side for every field."""
        for row in range(len(self._fields)):
            self.choose(row, theirs)

    def choose_at(self, index: QModelIndex) -> None:
        """Choose the side whose cell this is; the other cells choose nothing."""
        if index.isValid() and index.column() in (MINE, THEIRS):
            self.choose(index.row(), index.column() == THEIRS)

    # -- Qt's interface -------------------------------------------------------------------------------------

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's signature
        """Fields in conflict."""
        return 0 if parent.isValid() else len(self._fields)

    def columnCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's signature
        """Field, base, mine, theirs."""
        return 0 if parent.isValid() else 4

    def headerData(  # noqa: N802 - Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """What the columns are, with the marks that the map draws."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DecorationRole and section != FIELD:
            return self._marks[section]
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return (
            translate("diachiso", "Field"), translate("diachiso", "Before"), translate("diachiso", "Here"),
            self._theirs_title,
        )[section]  # fmt: skip

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The value; of the chosen side with a tick, bold and tinted."""
        if not index.isValid():
            return None
        field, column = self._fields[index.row()], index.column()
        taken = self._theirs.get(field.column) if column in (MINE, THEIRS) else None
        is_chosen = taken is not None and taken == (column == THEIRS)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            text = self._text(field, column)
            return CHOSEN + text if is_chosen and role != Qt.ItemDataRole.ToolTipRole else text
        if role == Qt.ItemDataRole.FontRole and is_chosen:
            font = QFont()
            font.setBold(True)
            return font
        if role == Qt.ItemDataRole.BackgroundRole and is_chosen:
            tint = QColor(COLOURS["theirs" if column == THEIRS else "mine"])
            tint.setAlpha(_TINT)
            return tint
        return None

    def _text(self, field: FieldRow, column: int) -> str:
        if column == FIELD:
            return self.words.field(field.column)
        return self.words.value(field.column, (None, field.base, field.mine, field.theirs)[column])
