"""What the pages share: the register, the layers' roles, the running job, messages, and saving edits first."""
from __future__ import annotations

from typing import Any, Callable

from qgis.core import Qgis, QgsProject
from qgis.PyQt.QtCore import QObject, pyqtSignal
from qgis.PyQt.QtWidgets import QWidget

from ..compat import translate
from ..core.errors import DiachisoError
from ..publish.project.open_layers import select_again, selections, unsaved_layers
from .background import Jobs
from .layer_roles import LayerRoles
from .register_layers import add_register_layers, reload_layers, save_edits
from .search import Search
from .selected_records import SelectedRecords
from .server_watch import ServerWatch
from .session import RegisterSession
from .suspended_editing import SuspendedEditing
from .widgets import ask

MOST_WARNINGS = 8  # all of them stand in the algorithm's own log
SHORT_S = 8  # a result may go away by itself; an error stays until it was read


class Desk(QObject):
    """The dock's common state; `changed` tells the pages to look at it again."""

    changed = pyqtSignal()
    problem = pyqtSignal(str)
    plan_made = pyqtSignal(object)  # the plan layer, to be reviewed

    def __init__(self, iface: Any, parent: QWidget) -> None:
        super().__init__(parent)
        self._window = parent
        self.iface = iface
        self.session = RegisterSession(self)
        self.jobs = Jobs(self)
        self.roles = LayerRoles(QgsProject.instance(), self)
        self.selection = SelectedRecords(self.session, self)
        self.search = Search(self.session, self)
        self._editing = SuspendedEditing()
        self._watch = ServerWatch(self.session, self.jobs.is_busy, self)
        self.session.changed.connect(self.changed)
        self.session.failed.connect(self.say_error)
        self.jobs.busy_changed.connect(self._resume_editing)
        self.jobs.busy_changed.connect(self.changed)
        self.roles.changed.connect(self.changed)

    def reason_no_register(self) -> str:
        """Why no tool can be run on the register now; empty where one can."""
        reason = self.reason_not_open()
        if reason or self.session.is_keeper:
            return reason
        text = translate(
            "diachiso", "You are not the keeper of {register}, whose tools run for the keeper only. Edit its records "
            "in forms and tables, or have communes checked out to you.",
        )  # fmt: skip
        return text.format(register=self.session.register)

    def reason_not_open(self) -> str:
        """Why the register cannot be worked on by hand now; empty where it can."""
        if not self.session.register:
            return translate("diachiso", "Open or create a register on the page Overview first.")
        return self.jobs.reason_busy()

    def add_layers(self) -> None:
        """Put the open register's layers on the map; those already there are kept."""
        try:
            add_register_layers(self.session.register, QgsProject.instance(), self.session.path)
        except DiachisoError as error:
            self.say_error(error.localized(translate))
        self._watch.watch_layers()

    def look(self) -> None:
        """See quietly what others have changed on the server."""
        self._watch.look()

    def unsaved(self) -> list[Any]:
        """The register's layers whose edits are not saved."""
        return unsaved_layers(self.session.register, QgsProject.instance()) if self.session.register else []

    def may_write(self) -> bool:
        """Whether the register may be written now; offers to save the edits of its layers first."""
        layers = self.unsaved()
        if not layers:
            return True
        text = translate(
            "diachiso",
            "These layers of the register have unsaved edits: {layers}. Save them and go on?",
        ).format(layers=", ".join(layer.name() for layer in layers))
        title, save = translate("diachiso", "Unsaved edits"), translate("diachiso", "Save and go on")
        if not ask("unsavedEdits", self._window, title, text, save):
            return False
        problems = save_edits(layers)
        if problems:
            self.say_error("\n".join(problems))
            return False
        return True

    def run(
        self,
        algorithm: str,
        parameters: dict[str, Any],
        title: str,
        on_done: Callable[[dict[str, Any]], None],
        writes: bool = True,
        on_failed: Callable[[], None] | None = None,
        cancelled: str = "",
    ) -> bool:
        """Start an algorithm of ours; afterwards the register is read again and its layers shown anew.

        `cancelled`: what to say after a cancel, where it is not that the register is as it was.
        """
        if writes and not self.may_write():
            return False

        project = QgsProject.instance()
        selected = selections(self.session.register, project) if writes and self.session.register else {}

        def done(results: dict[str, Any]) -> None:
            if writes and self.session.register:
                reload_layers(self.session.register, project)
                select_again(selected, project)
                self.session.refresh()
            on_done(results)
            if self.jobs.warnings:
                self.problem.emit("\n".join(self.jobs.warnings[:MOST_WARNINGS]))

        def failed(text: str) -> None:
            self.say_error(text, title)
            if on_failed is not None:
                on_failed()
            if writes:
                self.session.refresh()

        started = self.jobs.run(f"diachiso:{algorithm}", parameters, title, done, failed, cancelled)
        at_work = started and writes and self.session.register and self.jobs.is_busy()
        if at_work and self._editing.suspend(self.session.register, QgsProject.instance()):
            self.jobs.said.emit(translate("diachiso", "the register cannot be edited until it is done"))
        return started

    def open_dialog(self, algorithm: str, parameters: dict[str, Any]) -> None:
        """Open the Processing dialog of an algorithm of ours for the open register; afterwards all is read anew."""
        if not self.may_write():
            return
        import processing  # QGIS's own; our room of that name is only ever imported relatively

        register, project = self.session.register, QgsProject.instance()
        selected = selections(register, project)
        processing.execAlgorithmDialog(f"diachiso:{algorithm}", {**parameters, "REGISTER": register})
        reload_layers(register, project)
        select_again(selected, project)
        self.session.refresh()

    def _resume_editing(self) -> None:
        if not self.jobs.is_busy():
            self._editing.resume(QgsProject.instance())

    def say_done(self, text: str) -> None:
        """Tell a result in the message bar."""
        self.iface.messageBar().pushMessage(
            translate("diachiso", "Address register"), text, Qgis.MessageLevel.Success, SHORT_S
        )

    def say_error(self, text: str, title: str = "") -> None:
        """Tell an error in the message bar, until it is closed."""
        self.problem.emit(text)
        self.iface.messageBar().pushMessage(
            title or translate("diachiso", "Address register"), text, Qgis.MessageLevel.Warning, 0
        )

    def close(self) -> None:
        """Stop background work and let go of the project's signals."""
        for signal, slot in (
            (self.session.changed, self.changed),
            (self.jobs.busy_changed, self.changed),
            (self.jobs.busy_changed, self._resume_editing),
            (self.roles.changed, self.changed),
        ):
            signal.disconnect(slot)
        self.session.failed.disconnect(self.say_error)
        self.search.close()
        self._watch.stop()
        self.session.cancel()
        self.jobs.close()
        self._editing.resume(QgsProject.instance())
        self.roles.close()
