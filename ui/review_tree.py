"""The tree of results: rules with their communes (or communes with their rules), each with its count."""
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Flag
from typing import Any, Optional

from qgis.PyQt.QtCore import QAbstractItemModel, QModelIndex, QObject, Qt

from ..compat import translate
from . import labels
from .review_style import LEVEL, level_icon

_LEVELS = tuple(LEVEL)
_RIGHT: Any = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
if not isinstance(_RIGHT, Flag):
    _RIGHT = int(_RIGHT)  # Qt 5 wants a number here, Qt 6 the flags
_TOP = 0  # internal id of the upper nodes; a lower one has its parent's row + 1


@dataclass(frozen=True)
class Tally:
    """How many results a rule has in a commune, with the words to show."""

    rule: str
    level: str
    title: str
    commune: str
    commune_name: str
    count: int


@dataclass(frozen=True)
class Choice:
    """What a node of the tree stands for; empty parts mean all (`commune` None: all, "": without one)."""

    rule: str = ""
    commune: Optional[str] = None


@dataclass(frozen=True)
class _Node:
    text: str
    level: str
    count: int
    choice: Choice
    below: tuple[_Node, ...] = ()


class ReviewTree(QAbstractItemModel):
    """All of them, then two levels: errors first, then what there is most of."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tallies: tuple[Tally, ...] = ()
        self._by_commune = False
        self._nodes: tuple[_Node, ...] = ()
        self._icons = {level: level_icon(level) for level in LEVEL}

    def show_tallies(self, tallies: Iterable[Tally]) -> None:
        """Show these counts."""
        self._tallies = tuple(tally for tally in tallies if tally.count)
        self._build()

    def group_by_commune(self, by_commune: bool) -> None:
        """Communes above their rules, or rules above their communes."""
        if by_commune is not self._by_commune:
            self._by_commune = by_commune
            self._build()

    def choice(self, index: QModelIndex) -> Choice:
        """What the node stands for; everything outside the tree."""
        node = self._node(index)
        return node.choice if node is not None else Choice()

    def find(self, choice: Choice) -> QModelIndex:
        """The node that stands for this; an invalid index where there is none."""
        for row, node in enumerate(self._nodes):
            if node.choice == choice:
                return self.index(row, 0)
            for below, child in enumerate(node.below):
                if child.choice == choice:
                    return self.index(below, 0, self.index(row, 0))
        return QModelIndex()

    # -- Qt's interface -------------------------------------------------------------------------------------

    def index(self, row: int, column: int, parent: QModelIndex = QModelIndex()) -> QModelIndex:  # noqa: B008
        """The index of a node."""
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        return self.createIndex(row, column, parent.row() + 1 if parent.isValid() else _TOP)

    def parent(self, index: QModelIndex = QModelIndex()) -> Any:  # noqa: B008 - Qt's signature
        """The node above."""
        above = index.internalId() if index.isValid() else _TOP
        return self.createIndex(above - 1, 0, _TOP) if above != _TOP else QModelIndex()

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's signature
        """Nodes below this one."""
        if not parent.isValid():
            return len(self._nodes)
        node = self._node(parent)
        return len(node.below) if node is not None and parent.column() == 0 else 0

    def columnCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's signature
        """The name and its count."""
        return 2

    def headerData(  # noqa: N802 - Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """No titles: the tree speaks for itself."""
        return None

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Text, picture and count of a node."""
        node = self._node(index)
        if node is None:
            return None
        if index.column() == 1:
            if role == Qt.ItemDataRole.DisplayRole:
                return labels.number(node.count)
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return _RIGHT
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return node.text
        if role == Qt.ItemDataRole.DecorationRole:
            return self._icons.get(node.level)
        return None

    # -- building -------------------------------------------------------------------------------------------

    def _node(self, index: QModelIndex) -> Optional[_Node]:
        if not index.isValid():
            return None
        above = index.internalId()
        nodes = self._nodes if above == _TOP else self._nodes[above - 1].below
        return nodes[index.row()] if index.row() < len(nodes) else None

    def _build(self) -> None:
        self.beginResetModel()
        groups: dict[str, list[Tally]] = {}
        for tally in self._tallies:
            groups.setdefault(tally.commune if self._by_commune else tally.rule, []).append(tally)
        made = [self._group(tallies) for tallies in groups.values()]
        everything = translate("diachiso", "All results")
        self._nodes = (
            _Node(everything, "", sum(tally.count for tally in self._tallies), Choice()),
            *sorted(made, key=_order),
        )
        self.endResetModel()

    def _group(self, tallies: list[Tally]) -> _Node:
        first, total = tallies[0], sum(tally.count for tally in tallies)
        below = tuple(sorted((self._leaf(tally) for tally in tallies), key=_order))
        if self._by_commune:
            return _Node(first.commune_name, "", total, Choice(commune=first.commune), below)
        return _Node(first.title, first.level, total, Choice(rule=first.rule), below)

    def _leaf(self, tally: Tally) -> _Node:
        choice = Choice(tally.rule, tally.commune)
        if self._by_commune:
            return _Node(tally.title, tally.level, tally.count, choice)
        return _Node(tally.commune_name, "", tally.count, choice)


def _order(node: _Node) -> tuple[int, int, str]:
    return _LEVELS.index(node.level) if node.level in _LEVELS else len(_LEVELS), -node.count, node.text
