"""Which results are shown: levels as chips with their counts, state, commune, text."""
from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Optional

from qgis.gui import QgsFilterLineEdit
from qgis.PyQt.QtCore import Qt, QTimer, pyqtSignal
from qgis.PyQt.QtWidgets import QComboBox, QHBoxLayout, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from ..compat import translate
from ..register.qa_results import ResultCount, ResultFilter, ResultState
from . import labels
from .icons import icon
from .review_style import LEVEL, STATE, level_icon
from .review_tree import Choice, Tally
from .review_words import ReviewWords
from .widgets import FlowLayout, let_shrink

TYPING_PAUSE_MS = 300


class ReviewFilters(QWidget):
    """Says what is filtered; `changed` when a person changed it."""

    changed = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._counts: list[ResultCount] = []
        self.chips: dict[str, QToolButton] = {}
        chips = QWidget(self)
        flow = FlowLayout(chips)
        for level in LEVEL:
            chip = QToolButton(chips)
            chip.setObjectName(f"reviewLevel_{level}")
            chip.setCheckable(True)
            chip.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            chip.setIcon(level_icon(level))
            chip.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            chip.clicked.connect(lambda _checked=False: self._tell())
            flow.addWidget(chip)
            self.chips[level] = chip
        self.state = self._combo("reviewState", translate("diachiso", "Which state"))
        for state, word in STATE.items():
            self.state.addItem(translate("diachiso", word), state)
        self.state.addItem(translate("diachiso", "Any state"), "")
        self.commune = self._combo("reviewCommune", translate("diachiso", "Commune"))
        self.commune.addItem(translate("diachiso", "Any commune"), None)
        self.search = QgsFilterLineEdit(self)
        self.search.setObjectName("reviewSearch")
        self.search.setShowSearchIcon(True)
        self.search.setPlaceholderText(translate("diachiso", "Search…"))
        self.search.setToolTip(translate("diachiso", "Address, code or number of the object, with or without accents"))
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(TYPING_PAUSE_MS)
        self._typing.timeout.connect(self.changed)
        self.search.textChanged.connect(lambda _text: self._typing.start())
        self.state.currentIndexChanged.connect(lambda _index: self._tell())
        self.commune.currentIndexChanged.connect(lambda _index: self._tell())

        self.by_commune = QToolButton(self)
        self.by_commune.setObjectName("reviewByCommune")
        self.by_commune.setIcon(icon("overview"))
        self.by_commune.setToolTip(translate("diachiso", "Show the rules of each commune"))
        self.by_commune.setAccessibleName(self.by_commune.toolTip())
        self.by_commune.setCheckable(True)
        self.by_commune.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

        first, second = QHBoxLayout(), QHBoxLayout()
        first.addWidget(chips, 1)
        first.addWidget(self.by_commune)
        second.setSpacing(4)
        for box in (self.state, self.commune, self.search):  # by their shares of the line, not by what they hold
            box.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        second.addWidget(self.state, 7)
        second.addWidget(self.commune, 9)
        second.addWidget(self.search, 5)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(first)
        layout.addLayout(second)
        self._show_chips()

    def show_counts(self, counts: Iterable[ResultCount], communes: Mapping[str, str]) -> None:
        """Show how many results there are, and offer the communes that have some."""
        self._counts = list(counts)
        present = sorted({count.commune_code for count in self._counts}, key=lambda code: communes.get(code, code))
        chosen = self.commune.currentData()
        self.commune.blockSignals(True)
        self.commune.clear()
        self.commune.addItem(translate("diachiso", "Any commune"), None)
        for code in present:
            self.commune.addItem(commune_name(code, communes), code)
        self.commune.setCurrentIndex(max(self.commune.findData(chosen), 0))
        self.commune.blockSignals(False)
        self._show_chips()

    def tallies(self, words: ReviewWords, communes: Mapping[str, str]) -> list[Tally]:
        """The counts that pass state, commune and levels (the text is asked of the register only)."""
        levels = self.levels()
        passing: Counter[tuple[str, str, str]] = Counter()
        for count in self._of_place():
            if not levels or count.level in levels:
                passing[count.rule, count.level, count.commune_code] += count.count
        return [
            Tally(rule, level, words.title(rule), code, commune_name(code, communes), count)
            for (rule, level, code), count in passing.items()
        ]

    def levels(self) -> frozenset[str]:
        """The levels that are checked; none means all."""
        return frozenset(level for level, chip in self.chips.items() if chip.isChecked())

    def wanted(self, choice: Choice) -> ResultFilter:
        """The register's filter for this, narrowed by the chosen node of the tree."""
        state, commune = self.state.currentData(), self.commune.currentData()
        if choice.commune is not None:
            commune = choice.commune
        return ResultFilter(
            states=frozenset({state} if state else {s.value for s in ResultState}),
            levels=self.levels(),
            rules=frozenset({choice.rule} if choice.rule else ()),
            communes=frozenset() if commune is None else frozenset({commune}),
            text=self.search.value(),
        )

    def stop(self) -> None:
        """Wait for no more typing (the page goes away)."""
        self._typing.stop()

    def _of_place(self) -> list[ResultCount]:
        state: str = self.state.currentData()
        commune: Optional[str] = self.commune.currentData()
        return [
            count for count in self._counts
            if (not state or count.state == state) and (commune is None or count.commune_code == commune)
        ]  # fmt: skip

    def _tell(self) -> None:
        self._typing.stop()
        self._show_chips()
        self.changed.emit()

    def _show_chips(self) -> None:
        totals: Counter[str] = Counter()
        for count in self._of_place():
            totals[count.level] += count.count
        for level, chip in self.chips.items():
            chip.setText(f"{labels.label(LEVEL, level)}  {labels.number(totals[level])}")

    def _combo(self, name: str, title: str) -> QComboBox:
        combo = QComboBox(self)
        combo.setObjectName(name)
        combo.setAccessibleName(title)
        let_shrink(combo)
        return combo


def commune_name(code: str, communes: Mapping[str, str]) -> str:
    """A commune's name; for objects without one, so."""
    return communes.get(code, code) or translate("diachiso", "(no commune)")
