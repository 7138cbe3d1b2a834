"""A list of any length: listed in the background, its rows read there by pages when they show."""
from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import Any, Generic, Optional, Protocol, TypeVar

from qgis.PyQt.QtCore import QAbstractTableModel, QModelIndex, QObject, pyqtSignal

from .background import Reader

PAGE = 128  # rows read at once
PAGES_KEPT = 48
WAITING = "…"


class Listing(Protocol):
    """What there is to list: how many rows, and rows `first` to `first + limit`, read in a thread."""

    def __len__(self) -> int: ...

    def read(self, first: int, limit: int) -> Sequence[Any]: ...


Listed = TypeVar("Listed", bound=Listing)


class PagedRows(QAbstractTableModel, Generic[Listed]):
    """The rows of a listing, in one column; a row that is not read yet is None, and `loaded` follows."""

    listed = pyqtSignal()  # their number is known
    loaded = pyqtSignal(int, int)  # rows first..last can be shown
    failed = pyqtSignal(str)

    def __init__(self, title: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._title = title
        self.listing: Optional[Listed] = None
        self._pages: OrderedDict[int, Sequence[Any]] = OrderedDict()
        self._wanted: list[int] = []  # pages asked for, the newest last
        self._lister, self._reader = Reader(), Reader()

    def show_listing(self, listing: Callable[[], Listed]) -> None:
        """List what the function, called in a thread, finds; `listed` follows."""
        self._reader.cancel()
        self._wanted.clear()

        def found(listed: Listed) -> None:
            self._take(listed)
            self.listed.emit()

        self._lister.start(self._title, lambda task: listing(), found, self.failed.emit)

    def clear(self) -> None:
        """Show nothing."""
        self.stop()
        self._take(None)

    def stop(self) -> None:
        """Stop all reading (the page goes away)."""
        self._lister.cancel()
        self._reader.cancel()
        self._wanted.clear()

    def is_reading(self) -> bool:
        """Whether the listing or rows are being read."""
        return self._lister.is_reading() or self._reader.is_reading()

    def row_at(self, row: int) -> Any:
        """A row; None while it is not read yet (`loaded` follows), or where it went since it was listed."""
        if not 0 <= row < self.rowCount():
            return None
        number = row // PAGE
        page = self._pages.get(number)
        if page is None:
            self._ask(number)
            return None
        self._pages.move_to_end(number)
        return page[row % PAGE] if row % PAGE < len(page) else None

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's signature
        """Rows of the listing."""
        return 0 if parent.isValid() or self.listing is None else len(self.listing)

    def columnCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's signature
        """One column, of two lines."""
        return 0 if parent.isValid() else 1

    def _take(self, listing: Optional[Listed]) -> None:
        self.beginResetModel()
        self.listing = listing
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
        if not self._wanted or self.listing is None:
            return
        number, listing = self._wanted[-1], self.listing
        self._reader.start(
            self._title, lambda task: listing.read(number * PAGE, PAGE),
            lambda rows: self._take_page(number, rows), self._failed,
        )  # fmt: skip

    def _take_page(self, number: int, rows: Sequence[Any]) -> None:
        self._pages[number] = rows
        if len(self._pages) > PAGES_KEPT:
            self._pages.popitem(last=False)
        if number in self._wanted:
            self._wanted.remove(number)
        first, last = number * PAGE, min((number + 1) * PAGE, self.rowCount()) - 1
        if last >= first:
            self.dataChanged.emit(self.index(first, 0), self.index(last, 0))
            self.loaded.emit(first, last)
        self._read_next()

    def _failed(self, text: str) -> None:
        self._wanted.clear()
        self.failed.emit(text)
