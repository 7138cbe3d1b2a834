"""The rows of a plan as a table: an index in memory, the few rows on the screen read when they are shown."""
from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from typing import Any

import numpy as np
from qgis.core import QgsFeatureRequest, QgsVectorLayer
from qgis.PyQt.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt, pyqtSignal

from ..compat import none_if_null, translate
from ..core.errors import QT_TRANSLATE_NOOP
from . import labels
from .background import Reader
from .candidates import readable, readable_list
from .plan_index import INDEX_FIELDS, SEARCH_FIELDS, STATUSES, PlanIndex, build_index, find_text, rank
from .plan_reading import column_reader, decision_writer, write_decision
from .plan_style import status_icon

COLUMNS = (
    ("status", QT_TRANSLATE_NOOP("diachiso", "Status")),
    ("source_key", QT_TRANSLATE_NOOP("diachiso", "Object")),
    ("code", QT_TRANSLATE_NOOP("diachiso", "Code")),
    ("reason_text", QT_TRANSLATE_NOOP("diachiso", "Reason")),
    ("decision", QT_TRANSLATE_NOOP("diachiso", "Decision")),
    ("address_text", QT_TRANSLATE_NOOP("diachiso", "Address")),
    ("commune", QT_TRANSLATE_NOOP("diachiso", "Commune")),
    ("old_code", QT_TRANSLATE_NOOP("diachiso", "Former code")),
    ("candidates", QT_TRANSLATE_NOOP("diachiso", "Candidates")),
)
UNSEEN = ("reason", "decision_code")  # read with each row, no columns of the table
PAGE = 256  # rows read at once
PAGES_KEPT = 64
WITHOUT_THREAD = 2000  # decisions on more rows than this are written in the background


class PlanModel(QAbstractTableModel):
    """The plan, filtered and sorted; rows are looked up by place in the index."""

    indexed = pyqtSignal()  # counts and communes are known
    filtered = pyqtSignal()  # the rows shown have changed
    decided = pyqtSignal()  # decisions were written
    failed = pyqtSignal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.index_of_plan: PlanIndex | None = None
        self._layer: QgsVectorLayer | None = None
        self._rows = np.zeros(0, dtype=np.int32)  # positions in the index, in the order shown
        self._places: np.ndarray | None = None  # sort key per position; None: by status
        self._descending = False
        self._statuses: frozenset[str] = frozenset()
        self._commune: str | None = None
        self._text = ""
        self._found: np.ndarray | None = None
        self._pages: OrderedDict[int, dict[int, list[Any]]] = OrderedDict()
        self._fields: list[int] = []
        self._index_reader, self._text_reader, self._sort_reader = Reader(), Reader(), Reader()
        self._writer = Reader()
        self._icons = {status: status_icon(status) for status in STATUSES}

    # -- the plan -------------------------------------------------------------------------------------------

    def set_layer(self, layer: QgsVectorLayer | None) -> None:
        """Show this plan layer (None: nothing); the index is read in the background."""
        self.stop()
        self.beginResetModel()
        self._layer, self.index_of_plan = layer, None
        self._rows, self._places, self._found, self._text = self._rows[:0], None, None, ""
        self._statuses, self._commune = frozenset(), None
        self._pages.clear()
        if layer is not None:
            self._fields = [layer.fields().lookupField(name) for name in (*(name for name, _ in COLUMNS), *UNSEEN)]
        self.endResetModel()
        self.reload()

    def layer(self) -> QgsVectorLayer | None:
        """The plan layer, None where none is shown."""
        return self._layer

    def reload(self) -> None:
        """Read the index again (the plan layer was edited elsewhere)."""
        if self._layer is None:
            return
        rows = column_reader(self._layer, INDEX_FIELDS)
        self._index_reader.start(
            translate("diachiso", "Reading the plan"),
            lambda task: build_index(rows(task)),
            self._take_index,
            self.failed.emit,
        )

    def is_reading(self) -> bool:
        """Whether the index, a search or a sort is still under way."""
        readers = (self._index_reader, self._text_reader, self._sort_reader, self._writer)
        return any(reader.is_reading() for reader in readers)

    def stop(self) -> None:
        """Stop all reading (the panel closes or shows another plan)."""
        for reader in (self._index_reader, self._text_reader, self._sort_reader, self._writer):
            reader.cancel()

    # -- filter, sort ---------------------------------------------------------------------------------------

    def set_statuses(self, statuses: frozenset[str]) -> None:
        """Show only rows with one of these statuses; none means all."""
        self._statuses = statuses
        self._show()

    def set_commune(self, commune: str | None) -> None:
        """Show only rows of this commune; None means all."""
        self._commune = commune
        self._show()

    def set_text(self, text: str) -> None:
        """Show only rows in which every word of the text occurs; searched in the background."""
        text = text.strip()
        if text == self._text or self._layer is None:
            return
        self._text = text
        if not text:
            self._text_reader.cancel()
            self._found = None
            self._show()
            return
        rows = column_reader(self._layer, SEARCH_FIELDS)
        self._text_reader.start(
            translate("diachiso", "Searching the plan"),
            lambda task: find_text(rows(task), text),
            self._take_found,
            self.failed.emit,
        )

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column, read in the background; by status what needs a decision comes first."""
        self._descending = order == Qt.SortOrder.DescendingOrder
        if column < 0 or self._layer is None or COLUMNS[column][0] == "status":
            self._sort_reader.cancel()
            self._places = None
            self._show()
        else:
            rows = column_reader(self._layer, (COLUMNS[column][0],))
            self._sort_reader.start(
                translate("diachiso", "Sorting the plan"),
                lambda task: rank(rows(task)),
                self._take_rank,
                self.failed.emit,
            )

    # -- decisions ------------------------------------------------------------------------------------------

    def decide(self, fids: Sequence[int], decision: str, code: str = "") -> None:
        """Write a decision for these rows into the plan; many rows in the background."""
        layer = self._layer
        if layer is None or not len(fids):
            return
        if layer.isEditable() or len(fids) <= WITHOUT_THREAD:
            try:
                write_decision(layer, fids, decision, code)
            except OSError as error:
                self.failed.emit(str(error))
            else:
                self._take_decision(fids, decision)
            return
        self._writer.start(
            translate("diachiso", "Writing decisions"),
            decision_writer(layer, list(fids), decision, code),
            lambda _none: self._take_decision(fids, decision),
            self.failed.emit,
        )

    # -- rows -----------------------------------------------------------------------------------------------

    def fid(self, row: int) -> int:
        """The id in the plan layer of a row that is shown."""
        plan = self.index_of_plan
        if plan is None:
            raise IndexError(row)
        return int(plan.fids[self._rows[row]])

    def fids(self, first: int, last: int) -> list[int]:
        """The ids of the rows first..last that are shown."""
        plan = self.index_of_plan
        return [] if plan is None else [int(fid) for fid in plan.fids[self._rows[first: last + 1]]]

    def value(self, row: int, name: str) -> Any:
        """The value of a field of COLUMNS or UNSEEN in a row that is shown."""
        names = [column for column, _ in COLUMNS] + list(UNSEEN)
        return self._record(row)[names.index(name)]

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's signature
        """Rows that pass the filter."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's signature
        """Columns shown."""
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(  # noqa: N802 - Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Titles of the columns; rows are numbered."""
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation == Qt.Orientation.Horizontal:
            return translate("diachiso", COLUMNS[section][1])
        return section + 1

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Text, icon and tooltip of a cell."""
        if not index.isValid() or self._layer is None:
            return None
        name = COLUMNS[index.column()][0]
        if role == Qt.ItemDataRole.DecorationRole:
            return self._icons.get(str(self._record(index.row())[0])) if name == "status" else None
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        record = self._record(index.row())
        value = record[index.column()]
        if name == "status":
            return labels.label(labels.STATUS, value)
        if name == "decision":
            text = labels.label(labels.DECISION, value) if value else ""
            return f"{text} {readable(str(record[-1]))}" if value == "match" and record[-1] else text
        if name == "candidates":
            return readable_list(value)
        return "" if value is None else str(value)

    def _record(self, row: int) -> list[Any]:
        number = row // PAGE
        page = self._pages.get(number)
        if page is None:
            page = self._read_page(number)
            self._pages[number] = page
            if len(self._pages) > PAGES_KEPT:
                self._pages.popitem(last=False)
        else:
            self._pages.move_to_end(number)
        return page.get(self.fid(row)) or [None] * len(self._fields)

    def _read_page(self, number: int) -> dict[int, list[Any]]:
        layer = self._layer
        if layer is None:
            return {}
        first = number * PAGE
        request = QgsFeatureRequest().setFilterFids(self.fids(first, first + PAGE - 1))
        request.setFlags(QgsFeatureRequest.Flag.NoGeometry)
        request.setSubsetOfAttributes([field for field in self._fields if field >= 0])
        return {
            feature.id(): [none_if_null(feature.attribute(f)) if f >= 0 else None for f in self._fields]
            for feature in layer.getFeatures(request)
        }

    # -- results of the background reads --------------------------------------------------------------------

    def _take_index(self, plan: PlanIndex) -> None:
        self.index_of_plan = plan
        if self._commune is not None and self._commune not in plan.communes:
            self._commune = None
        self._places = None
        self._show()
        self.indexed.emit()

    def _take_found(self, found: np.ndarray) -> None:
        self._found = found
        self._show()

    def _take_rank(self, ranked: tuple[np.ndarray, np.ndarray]) -> None:
        plan = self.index_of_plan
        # A plan edited while it was being sorted has other rows: keep the order of the plan then.
        if plan is not None and np.array_equal(ranked[0], plan.fids):
            self._places = ranked[1]
        self._show()

    def _take_decision(self, fids: Sequence[int], decision: str) -> None:
        plan = self.index_of_plan
        if plan is not None:
            plan.decision[plan.positions(fids)] = list(labels.DECISION).index(decision)
        self._pages.clear()
        if self._rows.size:
            last = self.index(len(self._rows) - 1, len(COLUMNS) - 1)
            self.dataChanged.emit(self.index(0, 0), last)
        if self._layer is not None:
            self._layer.triggerRepaint()
        self.decided.emit()

    def _show(self) -> None:
        plan = self.index_of_plan
        self.beginResetModel()
        self._pages.clear()
        if plan is None:
            self._rows = self._rows[:0]
        else:
            rows = plan.select(self._statuses, self._commune, self._found)
            places = plan.status if self._places is None else self._places
            order = np.argsort(places[rows], kind="stable")
            self._rows = rows[order[::-1] if self._descending else order]
        self.endResetModel()
        self.filtered.emit()
