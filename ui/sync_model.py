"""A list of any length in the page Sync: counted in the background, its rows read by pages when they show."""
from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Optional

from qgis.PyQt.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt, pyqtSignal
from qgis.PyQt.QtGui import QIcon

from ..compat import translate
from .background import Reader

PAGE = 100  # rows read at once
PAGES_KEPT = 40
WAITING = "…"


@dataclass(frozen=True)
class Line:
    """How a row is shown: what it is about, what is to be said of it, a picture."""

    title: str
    text: str
    picture: Optional[QIcon] = None


@dataclass(frozen=True)
class LineSource:
    """Where rows come from (`count` and `read` are called in a thread) and how each is shown."""

    count: Callable[[], int]
    read: Callable[[int, int], Sequence[Any]]
    """`read(offset, limit)`."""
    line: Callable[[Any], Line]


class LineModel(QAbstractTableModel):
    """The rows of a source, two lines each; a row that is not read yet shows “…”."""

    listed = pyqtSignal()  # their number is known
    loaded = pyqtSignal(int, int)  # rows first..last can be shown
    failed = pyqtSignal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._source: Optional[LineSource] = None
        self._count = 0
        self._pages: OrderedDict[int, list[Any]] = OrderedDict()
        self._wanted: list[int] = []
        self._counter, self._reader = Reader(), Reader()

    def show_source(self, source: LineSource) -> None:
        """List these rows; `listed` follows."""
        self._reader.cancel()
        self._wanted.clear()

        def counted(count: int) -> None:
            self._take(source, count)
            self.listed.emit()

        title = translate("diachiso", "Reading the state of the sync")
        self._counter.start(title, lambda task: source.count(), counted, self.failed.emit)

    def clear(self) -> None:
        """Show nothing."""
        self.stop()
        self._take(None, 0)

    def stop(self) -> None:
        """Stop all reading (the page goes away)."""
        self._counter.cancel()
        self._reader.cancel()
        self._wanted.clear()

    def is_reading(self) -> bool:
        """Whether rows are being counted or read."""
        return self._counter.is_reading() or self._reader.is_reading()

    def row_at(self, row: int) -> Any:
        """A row; None while it is not read yet (`loaded` follows)."""
        if not 0 <= row < self._count:
            return None
        number = row // PAGE
        page = self._pages.get(number)
        if page is None:
            self._ask(number)
            return None
        self._pages.move_to_end(number)
        return page[row % PAGE] if row % PAGE < len(page) else None

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's signature
        """Rows of the source."""
        return 0 if parent.isValid() else self._count

    def columnCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's signature
        """One column of two lines."""
        return 0 if parent.isValid() else 1

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The two lines, the picture, both lines whole as a tooltip."""
        if not index.isValid() or self._source is None:
            return None
        row = self.row_at(index.row())
        if row is None:
            return WAITING if role == Qt.ItemDataRole.DisplayRole else None
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.DecorationRole):
            return None
        line = self._source.line(row)
        return line.picture if role == Qt.ItemDataRole.DecorationRole else f"{line.title}\n{line.text}"

    def _take(self, source: Optional[LineSource], count: int) -> None:
        self.beginResetModel()
        self._source, self._count = source, count
        self._pages.clear()
        self._wanted.clear()
        self.endResetModel()

    def _ask(self, number: int) -> None:
        if number in self._wanted:
            self._wanted.remove(number)
        self._wanted.append(number)  # what was scrolled to last is read first
        del self._wanted[:-PAGES_KEPT]
        if not self._reader.is_reading():
            self._read_next()

    def _read_next(self) -> None:
        if not self._wanted or self._source is None:
            return
        number, source = self._wanted[-1], self._source
        title = translate("diachiso", "Reading the state of the sync")
        self._reader.start(
            title, lambda task: list(source.read(number * PAGE, PAGE)),
            lambda rows: self._take_page(number, rows), self._failed,
        )  # fmt: skip

    def _take_page(self, number: int, rows: list[Any]) -> None:
        self._pages[number] = rows
        if len(self._pages) > PAGES_KEPT:
            self._pages.popitem(last=False)
        if number in self._wanted:
            self._wanted.remove(number)
        first, last = number * PAGE, min((number + 1) * PAGE, self._count) - 1
        if last >= first:
            self.dataChanged.emit(self.index(first, 0), self.index(last, 0))
            self.loaded.emit(first, last)
        self._read_next()

    def _failed(self, text: str) -> None:
        self._wanted.clear()
        self.failed.emit(text)
