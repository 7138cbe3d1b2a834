"""How far the work is: targets as bars, an indicator by commune, its trend and map; a click shows what is missing."""
from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any, Optional, Union

from qgis.core import QgsApplication, QgsProject
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QComboBox, QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from ..compat import translate
from ..core.indicators import Figure, thousandths
from ..core.report_profile import ReportColumn, Target
from ..core.report_table import Line
from ..publish.progress import Progress, read_progress
from ..publish.progress_layer import show_addresses, show_progress
from ..register.indicator_missing import MissingAddresses, missing_addresses
from . import labels
from .background import Reader
from .bars import SHARE_ROLE, BarDelegate, TrendLine
from .desk import Desk
from .widgets import Note, ReasonButton, Step, button_row, fit_rows, let_shrink

MOST_ROWS = 8
_KEY = int(Qt.ItemDataRole.UserRole)
_OF_PEOPLE = {Figure.RECIPIENTS, Figure.RECIPIENTS_NOTIFIED}


class TargetsBox(Step):
    """Counted in a thread after each change of the register."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__("targetsBox", 0, translate("diachiso", "Targets and progress"), parent)
        self.desk = desk
        self._reader, self._finder = Reader(), Reader()
        self._shown: Any = None
        self.progress: Optional[Progress] = None
        self.targets = _tree("targetsTree", translate("diachiso", "Target"), translate("diachiso", "Reached"))
        self.targets.itemClicked.connect(lambda item, _column: self._target_clicked(item))
        self.indicator = QComboBox(self)
        self.indicator.setObjectName("targetsIndicator")
        self.indicator.setToolTip(translate("diachiso", "What the list, the trend and the map below show."))
        let_shrink(self.indicator)
        self.indicator.currentIndexChanged.connect(lambda _index: self._show_indicator())
        self.communes = _tree(
            "targetsCommunes", translate("diachiso", "Commune"), translate("diachiso", "Reached"),
            translate("diachiso", "Change"),
        )
        self.communes.itemClicked.connect(lambda item, _column: self._commune_clicked(item))
        self.trend = TrendLine("targetsTrend", self)
        self.trend_note = Note("targetsTrendNote", self)
        self.map_button = ReasonButton(
            "targetsMap", translate("diachiso", "Show on the map"),
            translate("diachiso", "Colours the communes by this indicator; a map theme is made for each of them."),
            self,
        )
        self.map_button.clicked.connect(self.show_map)
        self.report_button = ReasonButton(
            "targetsReport", translate("diachiso", "Report of the month…"),
            translate("diachiso", "Table, document and letters; the figures are kept for the trend."), self,
        )
        self.report_button.clicked.connect(lambda: self.desk.open_dialog("progressreport", {}))
        self.found = Note("targetsFound", self)
        for widget in (
            self.targets, self.indicator, self.communes, self.trend, self.trend_note,
            button_row(self.map_button, self.report_button), self.found,
        ):  # fmt: skip
            self.body.addWidget(widget)

    # -- reading --------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Count again where the register was read anew."""
        session = self.desk.session
        if session.overview is None or session.overview.addresses == 0:
            self._reader.cancel()
            self._shown = self.progress = None
            return
        busy = self.desk.jobs.reason_busy()
        self.report_button.block(busy)
        self.map_button.block("" if self.progress is not None else translate("diachiso", "The counting is under way."))
        if session.overview is self._shown:
            return
        self._shown = session.overview
        path = Path(session.path)
        self.found.say("")
        self._reader.start(
            translate("diachiso", "Counting the progress"),
            lambda task: read_progress(path, date.today(), task.isCanceled), self.show_progress, self._failed,
        )  # fmt: skip

    def close_box(self) -> None:
        """Stop reading (the dock goes away)."""
        self._reader.cancel()
        self._finder.cancel()

    def _failed(self, text: str) -> None:
        self.progress = None
        self.map_button.block(text)
        self.show_state(text)

    # -- showing --------------------------------------------------------------------------------------------

    def show_progress(self, progress: Progress) -> None:
        """Show these figures; the indicator that a person chose stays."""
        self.progress = progress
        self.show_state("")
        self.map_button.block("")
        self.targets.clear()
        language = QgsApplication.locale()
        for k, state in enumerate(progress.table.targets):
            item = QTreeWidgetItem([state.target.short.text(language), self._target_text(state)])
            if self._is_of_people(state.target):
                item.setText(1, "–")
                item.setData(0, _KEY, k)
                item.setToolTip(1, self._told_of_people())
                self.targets.addTopLevelItem(item)
                continue
            share = state.thousandths
            if state.target.figure is None:
                share = min(1000 * state.part // max(state.whole, 1), 1000)
            item.setData(1, SHARE_ROLE, share)
            item.setData(0, _KEY, k)
            numbers = f"{labels.number(state.part)} / {labels.number(state.whole)}"
            for column in (0, 1):
                item.setToolTip(column, f"{state.target.label.text(language)}: {numbers}")
            self.targets.addTopLevelItem(item)
        fit_rows(self.targets, MOST_ROWS)
        chosen = self.indicator.currentData()
        self.indicator.blockSignals(True)
        self.indicator.clear()
        for shown in (column for column in progress.shares if not self._is_of_people(column)):
            self.indicator.addItem(shown.heading.text(language), shown.id)
        self.indicator.setCurrentIndex(max(self.indicator.findData(chosen), 0))
        self.indicator.blockSignals(False)
        self._show_indicator()

    def _is_of_people(self, counted: Union[Target, ReportColumn]) -> bool:
        """Whether it counts people, whom the local copy of a register on a server has not got."""
        return self.desk.session.on_server() and bool({counted.figure, counted.base} & _OF_PEOPLE)

    @staticmethod
    def _told_of_people() -> str:
        return translate(
            "diachiso", "People of a register on a server stay there: the report of the month counts them."
        )

    def _target_text(self, state: Any) -> str:
        if state.target.figure is None:
            return f"{labels.number(state.part)} / {labels.number(state.whole)}"
        return _percent(state.thousandths)

    def _column(self) -> Any:
        progress, chosen = self.progress, self.indicator.currentData()
        return next((c for c in progress.shares if c.id == chosen), None) if progress is not None else None

    def _show_indicator(self) -> None:
        column, progress = self._column(), self.progress
        self.communes.clear()
        if column is None or progress is None:
            return
        lines = sorted(progress.table.communes, key=lambda line: (_order(line.value(column)), line.commune))
        for line in lines:
            self.communes.addTopLevelItem(self._commune_item(line, column))
        fit_rows(self.communes, MOST_ROWS)
        points = []
        for point in progress.trend:
            share = thousandths(point.counts.of(column.figure), point.counts.of(column.base))
            label = f"{point.period[5:]}/{point.period[:4]}" if point.period else translate("diachiso", "today")
            points.append((label, share or 0, _percent(share)))
        self.trend.show_points(points)
        self.trend.setVisible(len(points) > 1)
        self.trend_note.say(
            "" if len(points) > 1
            else translate("diachiso", "The trend begins with the first report of the month, which keeps its figures.")
        )

    def _commune_item(self, line: Line, column: Any) -> QTreeWidgetItem:
        share = line.value(column)
        name = labels.label({}, self._commune_name(line.commune))
        change = "" if line.before is None else _signed(line.now.of(column.figure) - line.before.of(column.figure))
        item = QTreeWidgetItem([_short(name), _percent(share), change])
        item.setData(1, SHARE_ROLE, share)
        item.setData(0, _KEY, line.commune)
        item.setTextAlignment(2, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        numbers = f"{labels.number(line.now.of(column.figure))} / {labels.number(line.now.of(column.base))}"
        for k in range(3):
            item.setToolTip(k, f"{name}: {numbers}")
        return item

    def _commune_name(self, code: str) -> str:
        names = self.progress.communes if self.progress is not None else {}
        return names.get(code, code) or translate("diachiso", "(no commune)")

    # -- what lacks -----------------------------------------------------------------------------------------

    def _target_clicked(self, item: QTreeWidgetItem) -> None:
        if self.progress is None:
            return
        target = self.progress.table.targets[item.data(0, _KEY)].target
        if target.figure is None:
            self.found.say(translate("diachiso", "Map applications are named in the report profile, or in the report."))
            return
        if self._is_of_people(target):
            self.found.say(self._told_of_people())
            return
        self.show_missing(target.figure, None, target.sections, target.label.text(QgsApplication.locale()))

    def _commune_clicked(self, item: QTreeWidgetItem) -> None:
        column, code = self._column(), item.data(0, _KEY)
        if column is not None:
            name = self._commune_name(code)
            self.show_missing(column.figure, code, (), f"{name}, {self.indicator.currentText()}")

    def show_missing(self, figure: Figure, commune: Optional[str], sections: tuple[str, ...], title: str) -> None:
        """Select the addresses that lack it and open them in the attribute table."""
        path = self.desk.session.path

        def show(missing: MissingAddresses) -> None:
            self._show_found(missing, title)

        self._finder.start(
            translate("diachiso", "Looking for what is missing"),
            lambda task: missing_addresses(path, figure, commune, sections), show, self.found.say,
        )  # fmt: skip

    def _show_found(self, missing: MissingAddresses, title: str) -> None:
        if not missing.count:
            self.found.say(translate("diachiso", "{what}: nothing is missing.").format(what=title))
            return
        layer = self.desk.selection.layer()
        count = labels.number(missing.count)
        if layer is None:
            text = translate(
                "diachiso", "{what}: {count} are missing. Add the register's layers to the map to see them."
            )
            self.found.say(text.format(what=title, count=count))
            return
        text = translate("diachiso", "{what}: {count} are missing.").format(what=title, count=count)
        if missing.count > len(missing.fids):
            first = translate("diachiso", "The first {shown} are selected.")
            text = f"{text} {first.format(shown=labels.number(len(missing.fids)))}"
        self.found.say(text)
        show_addresses(QgsProject.instance(), self.desk.session.register)
        layer.selectByIds(list(missing.fids))
        self.desk.iface.setActiveLayer(layer)
        self.desk.iface.showAttributeTable(layer, "is_selected()")

    # -- map ------------------------------------------------------------------------------------------------

    def show_map(self) -> None:
        """Colour the communes by the chosen indicator."""
        column = self._column()
        if self.progress is None or column is None:
            return
        register = self.desk.session.register
        layer = show_progress(QgsProject.instance(), register, self.progress, column, QgsApplication.locale())
        if layer is None:
            self.desk.say_error(translate("diachiso", "The communes of the register cannot be opened."))


def _tree(name: str, *heads: str) -> QTreeWidget:
    tree = QTreeWidget()
    tree.setObjectName(name)
    tree.setRootIsDecorated(False)
    tree.setHeaderLabels(list(heads))
    tree.setItemDelegate(BarDelegate(tree))  # of all columns: rows are as high as a bar
    tree.setTextElideMode(Qt.TextElideMode.ElideRight)
    header = tree.header()
    header.setStretchLastSection(False)
    header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
    header.setSectionResizeMode(1, QHeaderView.ResizeMode.Fixed)
    header.resizeSection(1, 100)
    if len(heads) > 2:
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.ResizeToContents)
    return tree


def _short(name: str) -> str:
    """A commune's name for a narrow column: what tells communes apart stands at its end."""
    for word, short in (("Phường ", "P. "), ("Đặc khu ", "ĐK. "), ("Thị trấn ", "TT. ")):
        if name.startswith(word):
            return short + name[len(word):]
    return name


def _percent(share: Optional[int]) -> str:
    if share is None:
        return "–"
    shown = labels.user_locale().toString(share / 10, "f", 1 if share % 10 else 0)
    return f"{shown} %"


def _signed(count: int) -> str:
    return f"{'+' if count > 0 else '−' if count < 0 else ''}{labels.number(abs(count))}"


def _order(share: Optional[int]) -> int:
    """The least first; what has nothing to count, last."""
    return 10_000 if share is None else share
