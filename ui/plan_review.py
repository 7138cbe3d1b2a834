"""The panel in which a person reviews a plan: why each object is planned as it is, and what to do instead."""
from __future__ import annotations

from typing import Any

from qgis.core import QgsCoordinateTransform, QgsFeatureRequest, QgsProject, QgsRectangle, QgsVectorLayer
from qgis.gui import QgsFilterLineEdit
from qgis.PyQt.QtCore import Qt, QTimer, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QDockWidget,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from ..compat import translate
from . import labels
from .candidates import parse_candidates, readable_list
from .icons import icon
from .match_dialog import MatchDialog
from .plan_chips import StatusChips
from .plan_model import COLUMNS, PlanModel
from .plan_pick import PlanPick
from .plan_store import is_applied, plan_kind
from .widgets import FlowLayout, Note, ReasonButton

WIDTHS = {"status": 150, "source_key": 80, "code": 110, "reason_text": 320, "decision": 140, "address_text": 260}
TYPING_PAUSE_MS = 300
ZOOM_MARGIN_M = 60.0
METRES_PER_DEGREE = 111_320.0
MOST_ON_MAP = 2000  # rows that zooming and flashing look at


class PlanReview(QDockWidget):
    """Shows one plan at a time; `apply_requested` asks the owner of the plan to apply it."""

    apply_requested = pyqtSignal()

    def __init__(self, iface: Any, parent: QWidget | None = None) -> None:
        super().__init__(translate("diachiso", "Plan review"), parent)
        self.setObjectName("diachisoPlanReview")
        self.iface = iface
        self.model = PlanModel(self)
        self._build()
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(TYPING_PAUSE_MS)
        self._typing.timeout.connect(lambda: self.model.set_text(self.search.value()))
        self.search.textChanged.connect(lambda _text: self._typing.start())
        self.chips.chosen.connect(self.model.set_statuses)
        self.commune.currentIndexChanged.connect(lambda _at: self.model.set_commune(self.commune.currentData()))
        self.model.indexed.connect(self._show_index)
        self.model.filtered.connect(self._show_shown)
        self.model.decided.connect(self._show_decisions)
        self.model.failed.connect(self.note.say)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._allow())
        self.table.activated.connect(lambda _index: self.zoom_to_selected())  # double click or Enter
        self._apply_reason = ""
        self.show_plan(None)

    # -- the plan -------------------------------------------------------------------------------------------

    def show_plan(self, layer: QgsVectorLayer | None) -> None:
        """Review this plan layer; None empties the panel."""
        for box in (self.search, self.commune):
            box.blockSignals(True)
            box.clear()
            box.blockSignals(False)
        self.chips.clear()
        self.chips.show_counts({})
        self.note.say("")
        self.table.horizontalHeader().setSortIndicator(0, Qt.SortOrder.AscendingOrder)
        self.model.set_layer(layer)
        self._allow()

    def layer(self) -> QgsVectorLayer | None:
        """The plan under review."""
        return self.model.layer()

    def block_apply(self, reason: str) -> None:
        """Say why the plan cannot be applied now; empty: it can."""
        self._apply_reason = reason
        self._allow()

    def stop(self) -> None:
        """Stop all background reading (the panel goes away)."""
        self._typing.stop()
        self.pick.stop()
        self.model.stop()

    # -- what a person does ---------------------------------------------------------------------------------

    def selected_fids(self) -> list[int]:
        """Ids in the plan of the selected rows (by ranges: a million rows may be selected)."""
        fids: list[int] = []
        for part in self.table.selectionModel().selection():
            fids.extend(self.model.fids(part.top(), part.bottom()))
        return fids

    def decide(self, decision: str, code: str = "") -> None:
        """Write a decision for the selected rows."""
        self.model.decide(self.selected_fids(), decision, code)

    def ask_match(self) -> None:
        """Ask which code belongs to the selected object (or which object to the issued code), and decide so."""
        rows = self.table.selectionModel().selectedRows()
        if len(rows) != 1:
            return
        row = rows[0].row()
        if self._is_of_issued_codes():
            question = translate("diachiso", "Which object does the issued code {code} belong to?")
            question = question.format(code=self.model.value(row, "code") or "")
            label = translate("diachiso", "O&bject")
        else:
            name = self.model.value(row, "address_text") or self.model.value(row, "source_key") or ""
            question = translate("diachiso", "Which issued code belongs to {object}?").format(object=name)
            label = translate("diachiso", "&Code")
        dialog = MatchDialog(question, label, parse_candidates(self.model.value(row, "candidates")), self)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self.decide("match", dialog.token())

    def zoom_to_selected(self) -> None:
        """Show the selected objects on the map and flash them."""
        layer, fids = self.model.layer(), self.selected_fids()[:MOST_ON_MAP]
        if layer is None or not fids:
            return
        extent = QgsRectangle()
        extent.setMinimal()
        request = QgsFeatureRequest().setFilterFids(fids).setSubsetOfAttributes([])
        for feature in layer.getFeatures(request):
            if not feature.geometry().isEmpty():
                extent.combineExtentWith(feature.geometry().boundingBox())
        if extent.xMinimum() > extent.xMaximum():
            self.note.say(translate("diachiso", "This object has no place on the map."))
            return
        self.note.say("")
        extent.grow(ZOOM_MARGIN_M / METRES_PER_DEGREE)
        canvas = self.iface.mapCanvas()
        way = QgsCoordinateTransform(layer.crs(), canvas.mapSettings().destinationCrs(), QgsProject.instance())
        canvas.setExtent(way.transformBoundingBox(extent))
        canvas.refresh()
        canvas.flashFeatureIds(layer, fids)

    # -- what is shown --------------------------------------------------------------------------------------

    def _show_index(self) -> None:
        plan = self.model.index_of_plan
        if plan is None:
            return
        self.chips.show_counts(plan.status_counts())
        chosen = self.commune.currentData()
        self.commune.blockSignals(True)
        self.commune.clear()
        self.commune.addItem(translate("diachiso", "All communes"), None)
        for commune in sorted(plan.communes):
            self.commune.addItem(commune or translate("diachiso", "(no commune)"), commune)
        self.commune.setCurrentIndex(max(self.commune.findData(chosen), 0))
        self.commune.blockSignals(False)
        self._show_decisions()

    def _show_shown(self) -> None:
        plan = self.model.index_of_plan
        if plan is None:
            self.shown.setText("")
        else:
            number = labels.number
            text = translate("diachiso", "{shown} of {total} objects")
            self.shown.setText(text.format(shown=number(self.model.rowCount()), total=number(plan.count())))
        self._allow()

    def _show_decisions(self) -> None:
        plan = self.model.index_of_plan
        counts = plan.decision_counts() if plan else {}
        words = [f"{labels.label(labels.DECISION, d)}: {labels.number(n)}" for d, n in counts.items()]
        self.decisions.say(" · ".join(words))
        self._allow()

    def _show_detail(self, undecidable: str) -> None:
        """The whole reason of a single selected row: the columns of a narrow table cut it off."""
        rows = self.table.selectionModel().selectedRows() if self._picked() == 1 else []
        if not rows:
            self.detail.say("")
            self.pick.show_row(None, None, undecidable)
            return
        address, reason, candidates = (
            self.model.value(rows[0].row(), name) for name in ("address_text", "reason_text", "candidates")
        )
        self.pick.show_row(self.layer(), candidates, undecidable)
        self.detail.say(" · ".join(filter(None, (address, reason, readable_list(candidates)))))

    def _reason_waits(self) -> str:
        """Why the selected object cannot be matched here: the code that may be its own has no address yet."""
        row = self.table.selectionModel().selectedRows()[0].row()
        if self._is_of_issued_codes() or self.model.value(row, "reason") != "may_own_issued":
            return ""
        return translate("diachiso", "Match the issued code in step 3; here the object can get a new code or be left.")

    def _is_of_issued_codes(self) -> bool:
        """Whether the rows are issued codes (a plan of matchcodes) and not objects."""
        layer = self.layer()
        return layer is not None and plan_kind(layer) == "match"

    def _picked(self) -> int:
        return sum(part.bottom() - part.top() + 1 for part in self.table.selectionModel().selection())

    def _allow(self) -> None:
        picked = self._picked()
        none = "" if picked else translate("diachiso", "Select one or more rows first.")
        one = "" if picked == 1 else translate("diachiso", "Select exactly one row first.")
        layer = self.layer()
        over = translate("diachiso", "This plan has been applied.") if layer is not None and is_applied(layer) else ""
        self.zoom_button.block(none)
        for button in (self.exclude_button, self.clear_button):
            button.block(over or none)
        issued = translate("diachiso", "An issued code is matched or excluded; new codes are given in step 4.")
        self.new_button.block(over or (issued if self._is_of_issued_codes() else none))
        unmatched = over or one or self._reason_waits()
        self.match_button.block(unmatched)
        self._show_detail(unmatched)
        self.apply_button.block(
            self._apply_reason or ("" if self.layer() else translate("diachiso", "There is no plan to apply."))
        )

    def _build(self) -> None:
        body = QWidget(self)
        self.chips = StatusChips(body)
        self.commune = QComboBox(body)
        self.commune.setObjectName("planCommune")
        self.commune.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.commune.setMinimumContentsLength(16)
        self.search = QgsFilterLineEdit(body)
        self.search.setObjectName("planSearch")
        self.search.setShowSearchIcon(True)
        self.search.setPlaceholderText(translate("diachiso", "Search code, street, number, reason…"))
        self.shown = QLabel(body)
        self.shown.setObjectName("planShown")
        self.decisions = Note("planDecisions", body)
        self.detail = Note("planDetail", body)
        self.note = Note("planNote", body)

        filters = QHBoxLayout()
        commune_label = QLabel(translate("diachiso", "Co&mmune"), body)
        commune_label.setBuddy(self.commune)
        filters.addWidget(commune_label)
        filters.addWidget(self.commune)
        filters.addWidget(self.search, 1)
        filters.addWidget(self.shown)

        self.table = QTableView(body)
        self.table.setObjectName("planTable")
        self.table.setModel(self.model)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setAlternatingRowColors(True)
        self.table.setWordWrap(False)
        self.table.setTabKeyNavigation(False)
        self.table.setSortingEnabled(True)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.table.verticalHeader().setDefaultSectionSize(self.table.fontMetrics().height() + 8)
        self.table.horizontalHeader().setStretchLastSection(True)
        for column, (name, _title) in enumerate(COLUMNS):
            self.table.setColumnWidth(column, WIDTHS.get(name, 130))

        actions = QWidget(body)
        flow = FlowLayout(actions, spacing=6)
        self.zoom_button = _button("planZoom", "zoom_to", translate("diachiso", "Zoom to"))
        self.exclude_button = _button("planExclude", "exclude", translate("diachiso", "Exclude"))
        self.match_button = _button("planMatch", "match", translate("diachiso", "Match…"))
        self.pick = PlanPick(self.iface, lambda token: self.decide("match", token), self.note.say, self)
        self.new_button = _button("planNew", "assign", translate("diachiso", "New code"))
        self.clear_button = _button("planClear", "undo", translate("diachiso", "As planned"))
        self.apply_button = _button("planApply", "apply", translate("diachiso", "Apply the plan"))
        self.zoom_button.clicked.connect(self.zoom_to_selected)
        self.exclude_button.clicked.connect(lambda: self.decide("exclude"))
        self.match_button.clicked.connect(self.ask_match)
        self.new_button.clicked.connect(lambda: self.decide("new"))
        self.clear_button.clicked.connect(lambda: self.decide(""))
        self.apply_button.clicked.connect(self.apply_requested)
        for button in (
            self.zoom_button, self.exclude_button, self.match_button, self.pick.button, self.new_button,
            self.clear_button,
        ):  # fmt: skip
            flow.addWidget(button)
        last = QHBoxLayout()
        last.addWidget(actions, 1)
        last.addWidget(self.apply_button)

        layout = QVBoxLayout(body)
        layout.setContentsMargins(6, 4, 6, 4)
        layout.addWidget(self.chips)
        layout.addLayout(filters)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.detail)
        layout.addWidget(self.note)
        layout.addLayout(last)
        layout.addWidget(self.decisions)
        self.setWidget(body)


def _button(name: str, picture: str, text: str) -> ReasonButton:
    button = ReasonButton(name, text)
    button.setIcon(icon(picture))
    return button
