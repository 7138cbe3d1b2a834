"""A list of any length in the page Sync: what it lists, and how a row is shown."""
from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Optional

from qgis.PyQt.QtCore import QModelIndex, QObject, Qt
from qgis.PyQt.QtGui import QIcon

from ..compat import translate
from .paged_rows import WAITING, PagedRows


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


@dataclass(frozen=True)
class Lines:
    """A source whose rows were counted."""

    source: LineSource
    count: int

    def __len__(self) -> int:
        return self.count

    def read(self, first: int, limit: int) -> list[Any]:
        """Rows of the source."""
        return list(self.source.read(first, limit))


class LineModel(PagedRows[Lines]):
    """The rows of a source, two lines each."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(translate("diachiso", "Reading the state of the sync"), parent)

    def show_source(self, source: LineSource) -> None:
        """List these rows; `listed` follows."""
        self.show_listing(lambda: Lines(source, source.count()))

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The two lines, the picture, both lines whole as a tooltip."""
        if not index.isValid() or self.listing is None:
            return None
        row = self.row_at(index.row())
        if row is None:
            return WAITING if role == Qt.ItemDataRole.DisplayRole else None
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.DecorationRole):
            return None
        line = self.listing.source.line(row)
        return line.picture if role == Qt.ItemDataRole.DecorationRole else f"{line.title}\n{line.text}"
