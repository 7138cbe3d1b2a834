"""Tree, list and detail of the page Review."""
from __future__ import annotations

from typing import Optional

from qgis.PyQt.QtCore import QItemSelectionModel, QSize, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QSizePolicy,
    QSplitter,
    QTableView,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from ..compat import translate
from ..register.qa_results import ResultRow, ResultState
from .history import local_time
from .review_delegate import ReviewDelegate, row_height
from .review_model import ReviewModel
from .review_tree import Choice, ReviewTree
from .review_words import object_name
from .widgets import Note

TREE_HEIGHT, LIST_HEIGHT = 64, 64
_ROW = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows


class ReviewView(QWidget):
    """Shows; what is shown is the page's business."""

    chosen = pyqtSignal()  # another node of the tree

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tree_model, self.model = ReviewTree(self), ReviewModel(self)
        self.tree, self.list = self._tree(), self._list()
        self._choosing = False
        self.message, self.detail, self.fix = (
            Note("reviewMessage", self, strong=True), Note("reviewDetail", self), Note("reviewFix", self)
        )  # fmt: skip
        splitter = _Splitter(Qt.Orientation.Vertical, self)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self.tree)
        splitter.addWidget(self.list)
        splitter.setStretchFactor(0, 2)
        splitter.setStretchFactor(1, 3)
        splitter.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(splitter, 1)
        for note in (self.message, self.detail, self.fix):
            layout.addWidget(note)
        self.tree.selectionModel().currentChanged.connect(lambda *_: self._tell())

    def choose(self, choice: Choice) -> None:
        """Make a node of the tree the current one, all results where it is not there; tells nobody."""
        index = self.tree_model.find(choice)
        if not index.isValid():
            index = self.tree_model.index(0, 0)
        self._choosing = True
        self.tree.selectionModel().setCurrentIndex(index, _ROW)
        self._choosing = False
        if index.parent().isValid():
            self.tree.expand(index.parent())

    def select(self, row: int) -> None:
        """Make a row of the list the current one."""
        index = self.model.index(row, 0)
        self.list.selectionModel().setCurrentIndex(index, _ROW)
        self.list.scrollTo(index)

    def selected_ids(self) -> list[int]:
        """The numbers of the selected results (by ranges: 100,000 may be selected)."""
        found: list[int] = []
        for part in self.list.selectionModel().selection():
            found += self.model.ids(range(part.top(), part.bottom() + 1))
        return found

    def show_detail(self, row: Optional[ResultRow]) -> None:
        """The whole of a result below the list, whose lines may be cut; None: nothing."""
        words = self.model.words
        if row is None:
            for note in (self.message, self.detail, self.fix):
                note.say("")
            return
        self.message.say(words.message(row))
        lines = [object_name(row), words.remedy(row)]
        if row.state == ResultState.EXCEPTION.value:
            text = translate("diachiso", "Exception: {reason} ({person}, {time})")
            lines.append(text.format(reason=row.reason, person=row.by or "–", time=local_time(row.at)))
        self.detail.say("\n".join(filter(None, lines)))
        fix = words.fix(row)
        self.fix.say(translate("diachiso", "Suggested: {fix}").format(fix=fix) if fix else "")

    def _tell(self) -> None:
        if not self._choosing:
            self.chosen.emit()

    def _tree(self) -> QTreeView:
        tree = QTreeView(self)
        tree.setObjectName("reviewTree")
        tree.setAccessibleName(translate("diachiso", "Rules and communes"))
        tree.setModel(self.tree_model)
        tree.setHeaderHidden(True)
        tree.setUniformRowHeights(True)
        _fit(tree, TREE_HEIGHT)
        header = tree.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        return tree

    def _list(self) -> QTableView:
        table = QTableView(self)
        table.setObjectName("reviewList")
        table.setAccessibleName(translate("diachiso", "Results"))
        table.setModel(self.model)
        table.setItemDelegate(ReviewDelegate(table))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setAlternatingRowColors(True)
        table.setShowGrid(False)
        table.setTabKeyNavigation(False)
        _fit(table, LIST_HEIGHT)
        table.horizontalHeader().hide()
        table.horizontalHeader().setStretchLastSection(True)
        table.verticalHeader().hide()
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        table.verticalHeader().setDefaultSectionSize(row_height(table.fontMetrics()))
        return table


class _Splitter(QSplitter):
    """Asks for no more height than it must have: what is left it gets anyway, and the page need not scroll."""

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """The least."""
        return self.minimumSizeHint()


def _fit(view: QAbstractItemView, least: int) -> None:
    """Let a view have the height that is left."""
    view.setMinimumHeight(least)
    view.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
