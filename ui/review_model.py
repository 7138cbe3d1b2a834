"""The list of results: their numbers in memory, the few rows on the screen read in the background when they show."""
from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Optional

from qgis.PyQt.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt, pyqtSignal

from ..compat import translate
from ..register.qa_results import ResultFilter, ResultRow, read_ids, read_rows
from .background import Reader
from .review_style import LEVEL, level_icon
from .review_words import ReviewWords, object_name

PAGE = 128  # rows read at once
PAGES_KEPT = 48
ROW_ROLE = int(Qt.ItemDataRole.UserRole)
WAITING = "…"


class ReviewModel(QAbstractTableModel):
    """Results that pass a filter, in the register's order; a row that is not read yet shows “…”."""

    listed = pyqtSignal()  # the numbers are known
    loaded = pyqtSignal(int, int)  # rows first..last can be shown
    failed = pyqtSignal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._path: Optional[Path] = None
        self._filter = ResultFilter()
        self._ids: list[int] = []
        self._pages: OrderedDict[int, list[Optional[ResultRow]]] = OrderedDict()
        self._wanted: list[int] = []  # pages asked for, the newest last
        self._ids_reader, self._page_reader = Reader(), Reader()
        self._icons = {level: level_icon(level) for level in LEVEL}
        self.words = ReviewWords({})

    # -- what is shown --------------------------------------------------------------------------------------

    def show_results(self, path: str, wanted: ResultFilter, words: ReviewWords) -> None:
        """List the results of this register that pass the filter; `listed` follows."""
        self._path, self._filter, self.words = Path(path), wanted, words
        self._page_reader.cancel()
        self._wanted.clear()
        self._ids_reader.start(
            translate("diachiso", "Reading the results"), lambda task: read_ids(Path(path), wanted),
            self._take_ids, self.failed.emit,
        )  # fmt: skip

    def clear(self) -> None:
        """Show nothing."""
        self.stop()
        self._path = None
        self._take([])

    def stop(self) -> None:
        """Stop all reading (the page goes away)."""
        self._ids_reader.cancel()
        self._page_reader.cancel()
        self._wanted.clear()

    def is_reading(self) -> bool:
        """Whether numbers or rows are being read."""
        return self._ids_reader.is_reading() or self._page_reader.is_reading()

    # -- rows -----------------------------------------------------------------------------------------------

    def filter(self) -> ResultFilter:
        """The filter of what is shown."""
        return self._filter

    def ids(self, rows: Sequence[int]) -> list[int]:
        """The results' numbers of these rows."""
        return [self._ids[row] for row in rows if 0 <= row < len(self._ids)]

    def row_of(self, result_id: int) -> int:
        """The row of a result; -1 where it is not shown."""
        try:
            return self._ids.index(result_id)
        except ValueError:
            return -1

    def result(self, row: int) -> Optional[ResultRow]:
        """The result of a row; None while it is not read yet (`loaded` follows)."""
        if not 0 <= row < len(self._ids):
            return None
        number = row // PAGE
        page = self._pages.get(number)
        if page is None:
            self._ask(number)
            return None
        self._pages.move_to_end(number)
        return page[row % PAGE]

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's signature
        """Results that pass the filter."""
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's signature
        """One column, drawn in two lines."""
        return 0 if parent.isValid() else 1

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The message, the level's picture, the whole text as tooltip, the result itself."""
        if not index.isValid():
            return None
        row = self.result(index.row())
        if role == Qt.ItemDataRole.DisplayRole:
            return self.words.message(row) if row is not None else WAITING
        if row is None:
            return None
        if role == Qt.ItemDataRole.DecorationRole:
            return self._icons.get(row.level)
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{object_name(row)}\n{self.words.message(row)}"
        return row if role == ROW_ROLE else None

    # -- reading --------------------------------------------------------------------------------------------

    def _take_ids(self, ids: list[int]) -> None:
        self._take(ids)
        self.listed.emit()

    def _take(self, ids: list[int]) -> None:
        self.beginResetModel()
        self._ids = ids
        self._pages.clear()
        self._wanted.clear()
        self.endResetModel()

    def _ask(self, number: int) -> None:
        if number in self._wanted:
            self._wanted.remove(number)
        self._wanted.append(number)  # what was scrolled to last is read first
        del self._wanted[:-PAGES_KEPT]
        if not self._page_reader.is_reading():
            self._read_next()

    def _read_next(self) -> None:
        if not self._wanted or self._path is None:
            return
        number, path = self._wanted[-1], self._path
        ids = self._ids[number * PAGE: (number + 1) * PAGE]
        self._page_reader.start(
            translate("diachiso", "Reading the results"), lambda task: read_rows(path, ids),
            lambda rows: self._take_page(number, ids, rows), self._failed_page,
        )  # fmt: skip

    def _take_page(self, number: int, ids: list[int], rows: list[ResultRow]) -> None:
        by_id = {row.result_id: row for row in rows}
        self._pages[number] = [by_id.get(result_id) for result_id in ids]
        if len(self._pages) > PAGES_KEPT:
            self._pages.popitem(last=False)
        if number in self._wanted:
            self._wanted.remove(number)
        first, last = number * PAGE, number * PAGE + len(ids) - 1
        self.dataChanged.emit(self.index(first, 0), self.index(last, 0))
        self.loaded.emit(first, last)
        self._read_next()

    def _failed_page(self, text: str) -> None:
        self._wanted.clear()
        self.failed.emit(text)
