"""The life of the selected records: what may be done with them, and of each other step why not."""
from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from qgis.core import QgsApplication
from qgis.PyQt.QtWidgets import QInputDialog, QWidget

from ..compat import translate
from ..core.errors import QT_TRANSLATE_NOOP
from ..core.lifecycle import Stage
from ..core.lifecycle_actions import Action, Offer
from ..register.stage_change import read_offers
from .background import Reader
from .desk import Desk
from .widgets import Note, ReasonButton, Step, button_row

WORDS = {
    Action.CREATE: QT_TRANSLATE_NOOP("diachiso", "Created"),
    Action.SUBMIT: QT_TRANSLATE_NOOP("diachiso", "Submit"),
    Action.VERIFY: QT_TRANSLATE_NOOP("diachiso", "Verify"),
    Action.ISSUE: QT_TRANSLATE_NOOP("diachiso", "Issue"),
    Action.REJECT: QT_TRANSLATE_NOOP("diachiso", "Reject…"),
    Action.RETIRE: QT_TRANSLATE_NOOP("diachiso", "Retire…"),
    Action.RESTORE: QT_TRANSLATE_NOOP("diachiso", "Restore…"),
}
REASONED = (Action.REJECT, Action.RETIRE, Action.RESTORE)


class StageBox(Step):
    """Buttons for the steps of a record's life; they act on the selection in the layer of addresses."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__("stageBox", 0, translate("diachiso", "Selected records"), parent)
        self.desk = desk
        self._reader = Reader()
        self._shown: tuple[Any, tuple[str, ...]] = (None, ())
        self.buttons = {action: ReasonButton(f"stage_{action.value}", translate("diachiso", WORDS[action]))
                        for action in WORDS}  # fmt: skip
        for action, button in self.buttons.items():
            button.clicked.connect(lambda _checked=False, chosen=action: self.ask(chosen))
        self.reason = Note("stageReason", self)
        self.body.addWidget(button_row(*self.buttons.values()))
        self.body.addWidget(self.reason)
        desk.selection.changed.connect(self.refresh)

    def refresh(self) -> None:
        """Look at the selection again."""
        ids = self.desk.selection.ids()
        shown = (self.desk.session.overview, ids)
        reason = self.desk.reason_no_register() or self.desk.selection.reason_none()
        if reason:
            self._reader.cancel()
            self._shown = (None, ())
            self._block(reason)
        elif shown != self._shown:
            self._shown = shown
            path = Path(self.desk.session.path)
            title = translate("diachiso", "Looking at the selected records")
            locale = QgsApplication.locale()
            self._reader.start(title, lambda task: read_offers(path, ids, locale), self.show_offers, self._block)

    def show_offers(self, offers: Sequence[Sequence[Offer]]) -> None:
        """Enable what may be done with every record; the first reason against stands at each other button."""
        found = translate("diachiso", "{count} selected.").format(count=len(offers))
        self.show_state(found)
        self.reason.say("")
        for action, button in self.buttons.items():
            refusals = [o.refusal for record in offers for o in record if o.action is action and o.refusal is not None]
            button.block(refusals[0].render(translate) if refusals else "")
        if not any(button.isEnabled() for button in self.buttons.values()):
            self.reason.say(next(iter(self.buttons.values())).reason)

    def ask(self, action: Action) -> None:
        """Ask for the reason where one is needed, then do it."""
        ids = self.desk.selection.ids()
        reason = ""
        if action in REASONED:
            title = self.buttons[action].text().rstrip("…")
            reason, accepted = QInputDialog.getText(
                self, title, translate("diachiso", "Reason (it stands in the history; no names of people):")
            )
            if not accepted or not reason.strip():
                return
        self.change(action, ids, reason)

    def change(self, action: Action, ids: Sequence[str], reason: str) -> None:
        """Change all of these records, or none."""
        run: dict[str, Any] = {
            "REGISTER": self.desk.session.register, "CODES": "\n".join(ids), "REASON": reason, "DRY_RUN": False,
        }  # fmt: skip
        if action is Action.RESTORE:
            run["RESTORE"] = True
        else:
            run["STAGE"] = list(Stage).index(Stage(action.value))

        def changed(results: dict[str, Any]) -> None:
            text = translate("diachiso", "{count} records changed.")
            self.desk.say_done(text.format(count=results.get("CHANGED", len(ids))))

        self.desk.run("changestage", run, translate("diachiso", "Changing stages"), changed)

    def close_box(self) -> None:
        """Stop reading (the dock goes away)."""
        self._reader.cancel()

    def _block(self, reason: str) -> None:
        self.show_state("")
        self.reason.say(reason)
        for button in self.buttons.values():
            button.block(reason)
