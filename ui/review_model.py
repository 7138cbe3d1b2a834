"""The list of results: their numbers in memory, the few rows on the screen as they are in the register."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Optional

from qgis.PyQt.QtCore import QModelIndex, QObject, Qt

from ..compat import translate
from ..register.qa_results import ResultFilter, ResultRow, read_ids, read_rows
from .paged_rows import WAITING, PagedRows
from .review_style import LEVEL, level_icon
from .review_words import ReviewWords, object_name

ROW_ROLE = int(Qt.ItemDataRole.UserRole)


@dataclass(frozen=True)
class Results:
    """Results of a register by their numbers."""

    path: Path
    ids: list[int]

    def __len__(self) -> int:
        return len(self.ids)

    def read(self, first: int, limit: int) -> list[Optional[ResultRow]]:
        """Results, in the order of the numbers; None where one is gone."""
        ids = self.ids[first: first + limit]
        found = {row.result_id: row for row in read_rows(self.path, ids)}
        return [found.get(result_id) for result_id in ids]


class ReviewModel(PagedRows[Results]):
    """Results that pass a filter, in the register's order."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(translate("diachiso", "Reading the results"), parent)
        self._filter = ResultFilter()
        self._icons = {level: level_icon(level) for level in LEVEL}
        self.words = ReviewWords({})

    def show_results(self, path: str, wanted: ResultFilter, words: ReviewWords) -> None:
        """List the results of this register that pass the filter; `listed` follows."""
        register = Path(path)
        self._filter, self.words = wanted, words
        self.show_listing(lambda: Results(register, read_ids(register, wanted)))

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
        found: Optional[ResultRow] = self.row_at(row)
        return found

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

    @property
    def _ids(self) -> list[int]:
        return [] if self.listing is None else self.listing.ids
