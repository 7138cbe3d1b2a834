"""The head of the page Sync: what waits and since when, and the buttons that push and pull."""
from __future__ import annotations

from typing import Any, Optional

from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QCheckBox, QLineEdit, QVBoxLayout, QWidget

from ..compat import translate
from ..register.sync_store import Waiting
from ..sync.model import Pause
from . import labels
from .desk import Desk
from .icons import icon
from .sync_registry import RegistryBox
from .sync_words import DIRECTION, age, counts_line, pause_text
from .widgets import Note, ReasonButton, ask, button_row

DIRECTIONS = ("both", "push", "pull")
LARGE = 50_000  # edits; so many go quicker and safer as a package


class SyncRun(QWidget):
    """Runs `syncregister`; `synced` tells the number of the run that has ended (0: none was recorded)."""

    synced = pyqtSignal(int)

    def __init__(self, desk: Desk, registry: RegistryBox, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk, self.registry = desk, registry
        self.waits = Note("syncWaits", self, strong=True)
        self.advice = Note("syncAdvice", self)
        self.buttons = {
            direction: ReasonButton(f"sync_{direction}", translate("diachiso", DIRECTION[direction]), tip)
            for direction, tip in (
                ("both", translate("diachiso", "Fetch what is new there, then send what has changed here")),
                ("push", translate("diachiso", "Send what has changed here")),
                ("pull", translate("diachiso", "Fetch what is new there; nothing is sent")),
            )
        }
        self.buttons["both"].setIcon(icon("sync"))
        self.buttons["push"].setIcon(icon("export"))
        self.buttons["pull"].setIcon(icon("refresh"))
        for direction, button in self.buttons.items():
            button.clicked.connect(lambda _checked=False, way=direction: self.run(way))
        self.submit = QCheckBox(translate("diachiso", "&Submit what is created and complete"), self)
        self.submit.setObjectName("syncSubmit")
        self.submit.setToolTip(
            translate("diachiso", "Off: only what was submitted before is sent. Once submitted, the registry decides.")
        )
        self.restored_button = ReasonButton(
            "syncRestored", translate("diachiso", "Go on with this copy…"),
            translate("diachiso", "Everything at the registry is read anew first; then the edits here are sent"),
        )  # fmt: skip
        self.restored_button.setIcon(icon("restore"))
        self.restored_button.clicked.connect(lambda _checked=False: self.go_on())
        self.restored_button.hide()
        self.note = QLineEdit(self)
        self.note.setObjectName("syncNote")
        self.note.setPlaceholderText(translate("diachiso", "Note to this sync (no names of people)"))
        self.note.setAccessibleName(self.note.placeholderText())
        self.outcome, self.reason = Note("syncOutcome", self), Note("syncReason", self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.waits)
        layout.addWidget(self.advice)
        layout.addWidget(button_row(*self.buttons.values()))
        for widget in (self.submit, self.note, self.outcome):
            layout.addWidget(widget)
        layout.addWidget(button_row(self.restored_button))
        layout.addWidget(self.reason)

    def go_on(self) -> None:
        """The register is an older copy, and that is meant so: after a question, everything there is read anew."""
        title, accept = self.restored_button.text().rstrip("…"), translate("diachiso", "Go on")
        text = translate("diachiso", "Is this register, an older copy, the one to work with from now on?")
        details = translate("diachiso", "Nobody may go on with the other file: two copies work against each other.")
        if ask("restoredQuestion", self, title, text, accept, details):
            self.run("both", restored=True)

    def run(self, direction: str, restored: bool = False) -> None:
        """Sync in this direction; what became of it stands below the buttons."""
        if not self.registry.unlock():
            self.outcome.say(translate("diachiso", "The logins are locked: enter the master password of QGIS."))
            return
        run = {
            **self.registry.parameters(), "REGISTER": self.desk.session.path,
            "DIRECTION": DIRECTIONS.index(direction), "SUBMIT": self.submit.isChecked(),
            "NOTE": self.note.text().strip(), "ATTENDED": True, "RESTORED": restored,
        }  # fmt: skip
        self.outcome.say("")
        self.restored_button.hide()
        title = translate("diachiso", "Sync: {direction}").format(direction=self.buttons[direction].text())
        stopped = translate("diachiso", "Stopped. What has been sent stays sent; the rest goes on with the next sync.")
        self.desk.run("syncregister", run, title, self._done, on_failed=self.synced_anyhow, cancelled=stopped)

    def show_waiting(self, waiting: Optional[Waiting]) -> None:
        """Say what waits; None: not known."""
        self.waits.say(waits_text(waiting) if waiting is not None else "")
        large = waiting is not None and waiting.edits > LARGE
        text = translate("diachiso", "So many edits go quicker as a package (below); a sync can be cancelled any time.")
        self.advice.say(text if large else "")
        ready = waiting.ready_to_submit if waiting is not None else 0
        self.submit.setEnabled(ready > 0 or self.submit.isChecked())

    def refresh(self, blocked: str) -> None:
        """Allow what can be done now; `blocked`: why nothing can."""
        reason = blocked or self.registry.reason_not_set()
        for button in (*self.buttons.values(), self.restored_button):
            button.block(reason)
        self.reason.say("" if blocked else reason)

    def synced_anyhow(self) -> None:
        """It did not end as it should: what it did until then stands in the lists all the same."""
        self.synced.emit(0)

    def forget(self) -> None:
        """Another register is open."""
        self.restored_button.hide()
        self.outcome.say("")
        self.note.clear()
        self.submit.setChecked(False)

    def _done(self, results: dict[str, Any]) -> None:
        counts = {name.lower(): value for name, value in results.items()}
        told = counts_line(counts) or translate("diachiso", "Both sides agree: nothing was to be done.")
        pause = str(results.get("PAUSE") or "")
        self.outcome.say("\n".join(filter(None, [told, pause_text(pause)])))
        self.restored_button.setVisible(pause == Pause.REGISTER_RESTORED.value)
        self.note.clear()
        if not pause:
            self.desk.say_done(told)
        self.synced.emit(int(results.get("RUN_ID") or 0))


def waits_text(waiting: Waiting) -> str:
    """“12 edits wait, the oldest for 3 days · 8 complete, not submitted · 2 conflicts”."""
    number, parts = labels.number, []
    if waiting.edits:
        old = age(waiting.oldest_at)
        text = translate("diachiso", "{count} edits wait, the oldest for {age}") if old else (
            translate("diachiso", "{count} edits wait")
        )  # fmt: skip
        parts.append(text.format(count=number(waiting.edits), age=old))
    for count, text in (
        (waiting.ready_to_submit, translate("diachiso", "{count} complete, not submitted yet")),
        (waiting.open_operations, translate("diachiso", "{count} on their way")),
        (waiting.unknown, translate("diachiso", "{count} without an answer")),
        (waiting.conflicts, translate("diachiso", "{count} conflicts")),
        (waiting.rejected, translate("diachiso", "{count} rejected")),
        (waiting.poisoned, translate("diachiso", "{count} failed five times")),
    ):
        if count:
            parts.append(text.format(count=number(count)))
    return " · ".join(parts) or translate("diachiso", "No edits wait.")
