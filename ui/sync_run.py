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
        self.lost_button = ReasonButton(
            "syncLost", translate("diachiso", "Send anew what it lost…"),
            translate("diachiso", "Everything at the registry is read, and what it once accepted and lost is sent"),
        )  # fmt: skip
        self.lost_button.setIcon(icon("restore"))
        self.lost_button.clicked.connect(lambda _checked=False: self.send_lost())
        self.lost_button.hide()
        self.note = QLineEdit(self)
        self.note.setObjectName("syncNote")
        self.note.setPlaceholderText(translate("diachiso", "Note to this sync (no names of people)"))
        self.note.setAccessibleName(self.note.placeholderText())
        self.outcome, self.reason = Note("syncOutcome", self), Note("syncReason", self)
        self.people = Note("syncRunPeople", self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.waits)
        layout.addWidget(self.advice)
        layout.addWidget(button_row(*self.buttons.values()))
        for widget in (self.submit, self.note, self.people, self.outcome):
            layout.addWidget(widget)
        layout.addWidget(button_row(self.restored_button, self.lost_button))
        layout.addWidget(self.reason)

    def go_on(self) -> None:
        """The register is an older copy, and that is meant so: after a question, everything there is read anew."""
        title, accept = self.restored_button.text().rstrip("…"), translate("diachiso", "Go on")
        text = translate("diachiso", "Is this register, an older copy, the one to work with from now on?")
        details = translate("diachiso", "Nobody may go on with the other file: two copies work against each other.")
        if ask("restoredQuestion", self, title, text, accept, details):
            self.run("both", restored=True)

    def send_lost(self) -> None:
        """The registry has lost data for good: after a question, what it lost is sent anew."""
        title, accept = self.lost_button.text().rstrip("…"), translate("diachiso", "Send anew")
        text = translate("diachiso", "Has the registry's keeper said that its newer data is lost for good?")
        details = translate(
            "diachiso",
            "If the newer data comes back later, wait for it. What was verified or issued since has to be verified "
            "there again; codes stay. Where somebody has worked on the older state, you choose.",
        )
        if ask("lostQuestion", self, title, text, accept, details):
            self.run("both", lost=True)

    def run(self, direction: str, restored: bool = False, lost: bool = False) -> None:
        """Sync in this direction; what became of it stands below the buttons."""
        if not self.registry.unlock():
            self.outcome.say(translate("diachiso", "The logins are locked: enter the master password of QGIS."))
            return
        run = {
            **self.registry.parameters(), "REGISTER": self.desk.session.register,
            "DIRECTION": DIRECTIONS.index(direction), "SUBMIT": self.submit.isChecked(),
            "NOTE": self.note.text().strip(), "ATTENDED": True, "RESTORED": restored,
            "RESEND_LOST": lost,
        }  # fmt: skip
        self.outcome.say("")
        self.restored_button.hide()
        self.lost_button.hide()
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
        for button in (*self.buttons.values(), self.restored_button, self.lost_button):
            button.block(reason)
        goes, words = self.registry.told_of_people()
        self.people.say(words if goes and not reason else "")
        self.reason.say("" if blocked else reason)

    def synced_anyhow(self) -> None:
        """It did not end as it should: what it did until then stands in the lists all the same."""
        self.synced.emit(0)

    def forget(self) -> None:
        """Another register is open."""
        self.restored_button.hide()
        self.lost_button.hide()
        self.outcome.say("")
        self.note.clear()
        self.submit.setChecked(False)

    def _done(self, results: dict[str, Any]) -> None:
        counts = {name.lower(): value for name, value in results.items()}
        pause, notice = str(results.get("PAUSE") or ""), str(results.get("NOTICE") or "")
        told = counts_line(counts)
        if not (told or pause or notice):  # else that would be more than is known
            told = translate("diachiso", "Both sides agree: nothing was to be done.")
        self.outcome.say("\n".join(filter(None, [told, pause_text(pause), notice])))
        self.restored_button.setVisible(pause == Pause.REGISTER_RESTORED.value)
        self.lost_button.setVisible(pause == Pause.SERVER_RESTORED.value)
        self.note.clear()
        if not pause:
            self.desk.say_done(told or notice)
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
