"""The page Review: run the checks, walk through what they found, mend it, or say why it is right."""
from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Callable, Optional

from qgis.core import QgsProject, QgsVectorLayer
from qgis.PyQt.QtWidgets import QWidget

from ..compat import translate
from ..core.resources import local_profiles
from ..core.rules.catalogue import load_rules
from ..register.qa_certificate import CertificateFacts, certificate_facts
from ..register.qa_recheck import recheck_records
from ..register.qa_results import has_results
from .background import Reader, ReadTask
from .desk import Desk
from .page import Page
from .review_actions import ReviewActions, on_key
from .review_check import ReviewCheck
from .review_filters import ReviewFilters
from .review_form import ReviewForm
from .review_layers import layer_of, outline_of
from .review_map import ReviewMap
from .review_view import ReviewView
from .review_words import ReviewWords
from .widgets import Note

SEARCH = "Ctrl+Alt+F"


@dataclass(frozen=True)
class _State:
    """What the page reads of the register at once."""

    facts: Optional[CertificateFacts]  # None: the register was made before there was a review
    words: ReviewWords


class ReviewPage(Page):
    """Tree and list of results; the current one can be shown on the map, opened, mended, marked as exception."""

    NAME = "review"
    FILLS = True

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._shown: Any = None  # the overview whose results are shown
        self._keep_row, self._row_before = False, 0
        self._id_before = -1
        self._zoom_next = False
        self._reader, self._checker = Reader(), Reader()
        self._state: Optional[_State] = None
        self.map = ReviewMap(desk.iface)
        self.form_panel: Optional[ReviewForm] = None
        self.head = Note("reviewHead", self)
        self.check = ReviewCheck(desk, self)
        self.filters = ReviewFilters(self)
        self.view = ReviewView(self)
        self.actions_box = ReviewActions(desk, self.view.selected_ids, self)
        self.model, self.tree, self.list = self.view.model, self.view.tree, self.view.list
        self.column.setContentsMargins(8, 4, 8, 4)
        self.column.setSpacing(4)
        # What wraps would ask for the height it has in the narrowest page; this leaves it to its height at this width.
        self.widget().setMinimumHeight(1)
        for widget in (self.head, self.check, self.filters):
            self.column.addWidget(widget)
        self.column.addWidget(self.view, 1)
        self.column.addWidget(self.actions_box)
        self.filters.changed.connect(self._filter)
        self.filters.by_commune.toggled.connect(self._group)
        self.view.chosen.connect(self._list)
        self.model.listed.connect(self._listed)
        self.model.loaded.connect(self._loaded)
        self.model.failed.connect(desk.say_error)
        self.list.selectionModel().currentChanged.connect(lambda *_: self._show_current())
        self.list.selectionModel().selectionChanged.connect(lambda *_: self._allow())
        self.list.activated.connect(lambda _index: self.show_place())
        self.actions_box.step.connect(self.step)
        self.actions_box.show_place.connect(self.show_place)
        self.actions_box.show_form.connect(lambda: self.show_form())
        on_key(self, SEARCH, self.filters.search.setFocus)
        self.refresh()

    def title(self) -> str:
        """The page's name."""
        return translate("diachiso", "Review")

    # -- the register ---------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read the results again where the register was read again."""
        overview = self.desk.session.overview
        self._say_head()
        self.check.refresh()
        if overview is None:
            self._shown, self._state = None, None
            self._reader.cancel()
            self.model.clear()
            self.view.tree_model.show_tallies(())
            self.check.show_facts(None, is_old=False)
            self._leave()
        elif overview is not self._shown:
            self._shown = overview
            self.reload()
        self._allow()

    def _say_head(self) -> None:
        problem = self._state.words.problem if self._state is not None else ""
        self.head.say(self.desk.reason_no_register() or problem)

    def reload(self) -> None:
        """Read counts and results anew; the place in the list is kept."""
        path, profile = self.desk.session.path, self._shown.meta.profile

        def read(_task: ReadTask) -> _State:
            file = Path(path)
            found = certificate_facts(file) if has_results(file) else None
            return _State(found, ReviewWords.of_register(path, profile))

        self._reader.start(translate("diachiso", "Reading the results"), read, self._take, self.desk.say_error)

    def is_reading(self) -> bool:
        """Whether results are being read."""
        return self._reader.is_reading() or self._checker.is_reading() or self.model.is_reading()

    def close_page(self) -> None:
        """Stop reading and take everything off the map (the dock goes away)."""
        self._reader.cancel()
        self._checker.cancel()
        self.model.stop()
        self.filters.stop()
        self.actions_box.stop()
        self.map.clear()
        panel, self.form_panel = self.form_panel, None
        if panel is not None:
            panel.stop()
            self.desk.iface.removeDockWidget(panel)
            panel.hide()
            panel.setParent(None)
            panel.deleteLater()

    def hideEvent(self, event: Any) -> None:  # noqa: N802 - Qt's name
        """Another page is shown: what was drawn on the map goes."""
        super().hideEvent(event)
        self.map.clear()

    # -- what a person does ---------------------------------------------------------------------------------

    def step(self, by: int) -> None:
        """Go to the next (1) or the previous (-1) result and show it on the map."""
        row = self.list.currentIndex().row() + by
        if 0 <= row < self.model.rowCount():
            self.view.select(row)
            self.show_place()

    def show_place(self) -> None:
        """Zoom to the current result, draw its line, flash it; as soon as it is read."""
        row = self._current()
        self._zoom_next = row is None and self.list.currentIndex().isValid()
        if row is None:
            return
        place = None if row.lon is None or row.lat is None else (row.lon, row.lat)
        layer = self._layer_of_current() if row.source else None
        outline = outline_of(layer, row.fid)
        crs = layer.crs() if layer is not None else None
        if not self.map.show(place, row.line, row.level, outline, crs):
            self.actions_box.reason.say(translate("diachiso", "This result has no place on the map."))

    def show_form(self, is_following: bool = False) -> None:
        """Open the form of the current result's record beside the results; it follows from then on."""
        row = self._current()
        layer = self._layer_of_current()
        if row is None or layer is None or row.fid is None:
            return
        if self.form_panel is None:
            self.form_panel = ReviewForm(self.desk.iface, self.desk.iface.mainWindow())
            self.form_panel.saved.connect(self._recheck)
            self.form_panel.step.connect(self.step)
            self.form_panel.back.connect(self.list.setFocus)
            self.form_panel.place()
        if not self.form_panel.show_feature(layer, row.fid, self.model.words.message(row)):
            self.actions_box.reason.say(translate("diachiso", "This object is not in its layer any more: check again."))
            return
        self.form_panel.show()
        if not is_following:
            self.form_panel.take_focus()

    def _recheck(self, fid: int) -> None:
        """A record was saved: what its results say of it alone is looked at anew."""
        row, session = self._current(), self.desk.session
        if row is None or row.fid != fid or row.source or not session.is_keeper:
            session.refresh()
            return
        rules_of, title = session.path, translate("diachiso", "Checking the record again")

        def check(file: Path, cancelled: Callable[[], bool]) -> Any:
            rules = load_rules("addresses", local_profiles(rules_of, "rules"))
            return recheck_records(file, [row.object_id], rules, cancelled=cancelled)

        session.write(self._checker, title, check, self.desk.say_error)

    # -- results --------------------------------------------------------------------------------------------

    def _take(self, state: _State) -> None:
        self._state = state
        self.actions_box.words = state.words
        self._say_head()
        self.check.show_facts(state.facts)
        self.check.refresh()
        if state.facts is not None:
            self.filters.show_counts(state.facts.counts, state.facts.communes)
        self._keep_row = True
        self._filter()

    def _filter(self) -> None:
        """Show the tree of what passes the filter, then the list of what its chosen node stands for."""
        state = self._state
        if state is None or state.facts is None:
            return
        chosen = self.view.tree_model.choice(self.tree.currentIndex())
        tallies = self.filters.tallies(state.words, state.facts.communes)
        self._fill_tree(lambda: self.view.tree_model.show_tallies(tallies), chosen)

    def _group(self, by_commune: bool) -> None:
        chosen = self.view.tree_model.choice(self.tree.currentIndex())
        self._fill_tree(lambda: self.view.tree_model.group_by_commune(by_commune), chosen)

    def _fill_tree(self, fill: Any, chosen: Any) -> None:
        fill()
        self.view.choose(chosen)
        self._list()

    def _list(self) -> None:
        state = self._state
        if state is None or not self.desk.session.path:
            return
        row = self.list.currentIndex().row()
        self._id_before = next(iter(self.model.ids(range(row, row + 1))), -1)
        self._row_before = max(row, 0) if self._keep_row else 0
        self._keep_row = False
        wanted = self.filters.wanted(self.view.tree_model.choice(self.tree.currentIndex()))
        self.actions_box.filter = wanted
        self.model.show_results(self.desk.session.path, wanted, state.words)

    def _listed(self) -> None:
        count = self.model.rowCount()
        row = self.model.row_of(self._id_before)
        if row < 0:  # it was worked off: the one that has moved up into its place is next
            row = min(self._row_before, count - 1)
        if row >= 0:
            self.view.select(row)
        else:
            self._show_current()

    def _loaded(self, first: int, last: int) -> None:
        if first <= self.list.currentIndex().row() <= last:
            self._show_current()
            if self._zoom_next:
                self.show_place()

    def _current(self) -> Any:
        return self.model.result(self.list.currentIndex().row())

    def _show_current(self) -> None:
        row = self._current()
        self.map.clear()
        self.view.show_detail(row)
        follows = self.form_panel is not None and self.form_panel.isVisible()
        if row is not None and follows and self._layer_of_current() is not None:
            self.show_form(is_following=True)
        self._allow()

    def _allow(self) -> None:
        index = self.list.currentIndex()
        self.actions_box.row = self._current()
        self.actions_box.allow(self.model.rowCount(), index.row(), self._no_form())

    def _no_form(self) -> str:
        row = self._current()
        if row is None or self._layer_of_current() is not None:
            return ""
        if row.source:
            text = translate("diachiso", "The layer {layer} is not on the map: add it first.")
            return text.format(layer=row.source)
        return translate("diachiso", "Add the register's layers to the map first (page Overview).")

    def _layer_of_current(self) -> Optional[QgsVectorLayer]:
        row = self._current()
        if row is None:
            return None
        return layer_of(row, self.desk.session.register, QgsProject.instance())

    def _leave(self) -> None:
        self.map.clear()
        if self.form_panel is not None:
            self.form_panel.clear()
            self.form_panel.hide()
