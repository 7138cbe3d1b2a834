"""Step 5: take back the last apply."""
from __future__ import annotations

from typing import Any

from qgis.PyQt.QtWidgets import QWidget

from ..compat import translate
from .desk import Desk
from .history import describe_apply, what_was_written
from .icons import icon
from .widgets import Note, ReasonButton, Step, ask, button_row


class UndoStep(Step):
    """Says what the last apply did and undoes it after a question."""

    def __init__(self, desk: Desk, number: int, parent: QWidget | None = None) -> None:
        super().__init__("undoStep", number, translate("diachiso", "Undo"), parent)
        self.desk = desk
        self.undo_button = ReasonButton("undoApply", translate("diachiso", "Undo the last apply…"))
        self.undo_button.setIcon(icon("undo"))
        self.undo_button.clicked.connect(self.undo)
        self.reason = Note("undoReason", self)
        self.body.addWidget(button_row(self.undo_button))
        self.body.addWidget(self.reason)

    def refresh(self) -> None:
        """Show the last apply."""
        last = self._last()
        reason = self.desk.reason_no_register()
        if not reason and last is None:
            reason = translate("diachiso", "Nothing has been applied that could be undone.")
        self.show_state(describe_apply(last) if last is not None else "")
        self.undo_button.block(reason)
        self.reason.say("" if self.desk.reason_no_register() else reason)

    def undo(self) -> None:
        """Ask, then undo."""
        last = self._last()
        if last is None:
            return
        details = translate(
            "diachiso",
            "The register goes back to the state before. Codes that have left this computer meanwhile"
            " (exported, printed, synced) are never given again.",
        )
        title = translate("diachiso", "Undo the last apply")
        text = "\n".join(filter(None, (describe_apply(last), what_was_written(last))))
        if not ask("undoQuestion", self, title, text, translate("diachiso", "Undo it"), details):
            return

        def undone(_results: dict[str, Any]) -> None:
            self.desk.say_done(" ".join(self.desk.jobs.infos) or translate("diachiso", "The last apply is undone."))

        title = translate("diachiso", "Undoing the last apply")
        self.desk.run("undoapply", {"REGISTER": self.desk.session.register}, title, undone)

    def _last(self) -> Any:
        overview = self.desk.session.overview
        return overview.undoable if overview is not None else None
