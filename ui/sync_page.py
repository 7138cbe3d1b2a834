"""The page Sync: what waits, push and pull, what came of it, conflicts and records that came back, packages."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Optional

from qgis.core import QgsProject, QgsVectorLayer
from qgis.PyQt.QtWidgets import QWidget

from ..compat import translate
from ..core.lifecycle import Stage
from ..publish.project.layers import present_layers
from ..register.sync_store import RejectedRow, RunRow, Waiting, runs, waiting
from ..sync.edits import has_sync
from ..sync.queue import send_again
from .background import Reader, ReadTask
from .desk import Desk
from .icons import icon
from .page import Page
from .review_form import ReviewForm
from .sync_conflicts import SyncConflicts
from .sync_lists import SyncLists
from .sync_packages import PackagesStep
from .sync_registry import RegistryBox
from .sync_run import SyncRun
from .sync_views import RESULTS, Views, counts_of
from .sync_words import FieldWords
from .widgets import Note, ReasonButton, button_row


@dataclass(frozen=True)
class _State:
    """What the page reads of the register at once; `waiting` None: it was made before there was a sync."""

    waiting: Optional[Waiting]
    last_run: Optional[RunRow] = None


class SyncPage(Page):
    """Head, lists, registry and packages; conflicts are settled in a panel below the map."""

    NAME = "sync"
    FILLS = True

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._shown: Any = None  # the overview whose state is shown
        self._register, self._is_stale = "", False
        self._run_id: Optional[int] = None
        self._state: Optional[_State] = None
        self._reader, self._writer = Reader(), Reader()
        self.form_panel: Optional[ReviewForm] = None
        self.conflicts: Optional[SyncConflicts] = None
        self.head = Note("syncHead", self)
        self.upgrade_button = ReasonButton(
            "syncUpgrade", translate("diachiso", "Check and upgrade register"),
            translate("diachiso", "Guards put back, tables of newer versions added, after a backup"),
        )  # fmt: skip
        self.upgrade_button.setIcon(icon("check"))
        self.upgrade_button.clicked.connect(lambda _checked=False: self.upgrade())
        self.upgrade_row = button_row(self.upgrade_button)
        self.registry = RegistryBox(desk, self)
        self.run_box = SyncRun(desk, self.registry, self)
        self.lists = SyncLists(self._no_form, desk.reason_no_register, self)
        self.packages = PackagesStep(desk, self)
        self.column.setSpacing(6)
        # What wraps would ask for the height it has in the narrowest page; this leaves it to its height at this width.
        self.widget().setMinimumHeight(1)
        for widget in (self.head, self.upgrade_row, self.run_box):
            self.column.addWidget(widget)
        self.column.addWidget(self.lists, 1)
        self.column.addWidget(self.registry)
        self.column.addWidget(self.packages)
        self.registry.changed.connect(self._allow)
        self.run_box.synced.connect(self._synced)
        self.lists.show_place.connect(self.show_place)
        self.lists.show_form.connect(lambda: self.show_form(self.lists.current()))
        self.lists.settle.connect(self.settle)
        self.lists.again.connect(self.send_again)
        self.lists.show_results.connect(self.show_results)
        self.lists.model.failed.connect(desk.say_error)
        self.refresh()

    def title(self) -> str:
        """The page's name."""
        return translate("diachiso", "Sync")

    # -- the register ---------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read the state again where the register was read again."""
        overview = self.desk.session.overview
        if self.desk.session.register != self._register:
            self._register = self.desk.session.register
            self._run_id, self._state = None, None
            self.run_box.forget()
            self.packages.forget()
        if overview is None:
            self._shown, self._state = None, None
            self._reader.cancel()
            self.registry.show_register("")
            self.packages.show_register("")
            self._leave()
            self._show()
        elif overview is not self._shown:
            self._shown, self._is_stale = overview, True
            self._read_if_seen()
        self._allow()

    def showEvent(self, event: Any) -> None:  # noqa: N802 - Qt's name
        """The page comes to the front: what it did not read while nobody saw it is read now."""
        super().showEvent(event)
        self._read_if_seen()

    def _read_if_seen(self) -> None:
        is_seen = self.isVisible() or (self.conflicts is not None and self.conflicts.isVisible())
        if self._is_stale and is_seen and self._shown is not None:
            self.reload()

    def reload(self) -> None:
        """Read what waits, and the lists, anew."""
        path, self._is_stale = Path(self.desk.session.path), False

        def read(_task: ReadTask) -> _State:
            if not has_sync(path):
                return _State(None)
            return _State(waiting(path), next(iter(runs(path, 1)), None))

        title = translate("diachiso", "Reading the state of the sync")
        self._reader.start(title, read, self._take, self.desk.say_error)

    def is_reading(self) -> bool:
        """Whether anything is being read."""
        panel = self.conflicts is not None and self.conflicts.is_reading()
        own = self._reader.is_reading() or self._writer.is_reading()
        return panel or own or self.lists.model.is_reading() or self.registry.is_reading()

    def close_page(self) -> None:
        """Stop reading, take the panels away (the dock goes away)."""
        self._reader.cancel()
        self.lists.model.stop()
        self.registry.stop()
        panels = (self.form_panel, self.conflicts)
        self.form_panel = self.conflicts = None
        for panel in panels:
            if panel is not None:
                panel.stop()
                self.desk.iface.removeDockWidget(panel)
                panel.hide()
                panel.setParent(None)
                panel.deleteLater()

    # -- what a person does ---------------------------------------------------------------------------------

    def upgrade(self) -> None:
        """Give a register of an older version the tables of the sync."""

        def upgraded(_results: dict[str, Any]) -> None:
            self.desk.say_done(translate("diachiso", "The register is in order."))

        run = {"REGISTER": self.desk.session.register}
        self.desk.run("upgraderegister", run, translate("diachiso", "Checking the register"), upgraded)

    def show_place(self) -> None:
        """Zoom to the current row's record and flash it."""
        row, layer = self.lists.current(), self._layer()
        if row is None or layer is None:
            return
        canvas = self.desk.iface.mapCanvas()
        canvas.zoomToFeatureIds(layer, [row.fid])
        canvas.flashFeatureIds(layer, [row.fid])

    def show_form(self, row: Any) -> None:
        """Open the form of a row's record, with what is to be said of it."""
        layer = self._layer()
        if row is None or layer is None:
            return
        if self.form_panel is None:
            self.form_panel = ReviewForm(self.desk.iface, self.desk.iface.mainWindow())
            self.form_panel.saved.connect(lambda _fid: self.desk.session.refresh())
            self.form_panel.place()
        note = row.reason if isinstance(row, RejectedRow) else row.problem
        if not self.form_panel.show_feature(layer, row.fid, note):
            self.lists.reason.say(translate("diachiso", "The register has no such record yet."))
            return
        self.form_panel.show()
        self.form_panel.raise_()

    def send_again(self) -> None:
        """Have the current row's record tried anew by the next sync; one that came back is submitted again."""
        row = self.lists.current()
        if isinstance(row, RejectedRow) and row.by_verifier:
            ways = (Stage.CREATED, Stage.SUBMITTED)
            self._submit(row.address_id, ways[1:] if row.stage == Stage.CREATED.value else ways)
            return
        if row is None or not self.desk.may_write():
            return
        title = translate("diachiso", "Writing into the register")
        ids = [row.address_id]
        desk = self.desk
        desk.session.write(self._writer, title, lambda file, _cancelled: send_again(file, ids), desk.say_error)

    def _submit(self, address_id: str, stages: Sequence[Stage]) -> None:
        """Lead a record through these stages, one after the other."""

        def changed(_results: dict[str, Any]) -> None:
            if stages[1:]:
                self._submit(address_id, stages[1:])
            else:
                self.desk.say_done(translate("diachiso", "Submitted again: the next sync sends it."))

        run = {
            "REGISTER": self.desk.session.register, "CODES": address_id, "STAGE": list(Stage).index(stages[0]),
            "REASON": "", "DRY_RUN": False,
        }  # fmt: skip
        self.desk.run("changestage", run, translate("diachiso", "Changing stages"), changed)

    def settle(self) -> None:
        """Open the panel of conflicts below the map."""
        if self.conflicts is None:
            self.conflicts = SyncConflicts(self.desk, self.desk.iface.mainWindow())
            self.conflicts.show_form.connect(self.show_form)
            self.conflicts.place()
        self.conflicts.show()
        self.conflicts.raise_()
        self.conflicts.reload(self._words())

    def show_results(self, run_id: int) -> None:
        """List what became of each record in this sync."""
        self._run_id = run_id
        self.lists.view = RESULTS
        self._show()

    # -- state ----------------------------------------------------------------------------------------------

    def _take(self, state: _State) -> None:
        self._state = state
        last = state.last_run
        meta = self._shown.meta
        used = last.registry if last is not None and last.registry.startswith("http") else ""
        self.registry.show_register(meta.register_id, used)
        self.packages.show_register(meta.register_id)
        if self._run_id is None and last is not None:
            self._run_id = last.run_id
        self._show()
        if self.conflicts is not None and self.conflicts.isVisible():
            self.conflicts.reload(self._words())
        self._allow()

    def _synced(self, run_id: int) -> None:
        """The results of the sync that has just ended are shown (0: it did not get as far)."""
        self._run_id = run_id or None
        if run_id:
            self.lists.view = RESULTS

    def _show(self) -> None:
        found = self._state.waiting if self._state is not None else None
        self.run_box.show_waiting(found)
        if found is None:
            self.lists.show_views(None, {})
            return
        views = Views(Path(self.desk.session.path), found, self._words(), self._run_id)
        self.lists.show_views(views, counts_of(found))

    def _allow(self) -> None:
        old = self._state is not None and self._state.waiting is None
        upgrade = translate("diachiso", "This register was made before there was a sync: check and upgrade it first.")
        no_register = self.desk.reason_no_register()
        self.head.say(no_register or (upgrade if old else ""))
        self.upgrade_row.setVisible(old)
        self.upgrade_button.block(no_register)
        self.registry.refresh()
        self.run_box.refresh(no_register or (upgrade if old else ""))
        self.lists.allow()
        self.packages.refresh()
        if self.conflicts is not None:
            self.conflicts.allow()

    def _no_form(self, row: Any) -> str:
        if self._layer() is None:
            return translate("diachiso", "Add the register's layers to the map first (page Overview).")
        return translate("diachiso", "The register has no such record yet.") if row.fid < 0 else ""

    def _words(self) -> FieldWords:
        return FieldWords(self._shown.meta.profile if self._shown is not None else None)

    def _layer(self) -> Optional[QgsVectorLayer]:
        register = self.desk.session.register
        return present_layers(register, QgsProject.instance()).get("address") if register else None

    def _leave(self) -> None:
        if self.form_panel is not None:
            self.form_panel.clear()
            self.form_panel.hide()
        if self.conflicts is not None:
            self.conflicts.clear()
            self.conflicts.hide()
