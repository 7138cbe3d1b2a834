"""What a person does with results: walk through them, mend, mark as exception; each key stands in the tooltip."""
from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Optional

from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtGui import QKeySequence
from qgis.PyQt.QtWidgets import QAction, QDialog, QLabel, QVBoxLayout, QWidget

from ..compat import translate
from ..register.qa_results import ResultFilter, ResultRow, ResultState, read_ids
from . import labels
from .background import Reader
from .desk import Desk
from .icons import icon
from .review_dialog import ExceptionDialog
from .review_words import ReviewWords, object_name
from .widgets import Note, ReasonButton, ask, button_row

# None of these is a key of QGIS itself: two actions with one key take it from each other.
NEXT, PREVIOUS, SHOW, FORM = "F8", "Shift+F8", "Ctrl+F8", "F2"
FIX, FIX_ALL, EXCEPT, END = "Ctrl+Return", "Ctrl+Shift+Return", "Ctrl+Shift+E", "Ctrl+Backspace"


class ReviewActions(QWidget):
    """Buttons and their keys; `selected()` gives the numbers of the chosen results, `row` is the current one."""

    step = pyqtSignal(int)
    show_place = pyqtSignal()
    show_form = pyqtSignal()

    def __init__(self, desk: Desk, selected: Callable[[], list[int]], page: QWidget) -> None:
        super().__init__(page)
        self.desk, self.selected, self._page = desk, selected, page
        self.words = ReviewWords({})
        self.row: Optional[ResultRow] = None
        self.filter = ResultFilter()
        self._reader = Reader()
        self.previous_button = self._button("Previous", "previous", translate("diachiso", "Previous"), PREVIOUS)
        self.next_button = self._button("Next", "next", translate("diachiso", "Next"), NEXT)
        self.show_button = self._button("Show", "zoom_to", translate("diachiso", "Zoom to"), SHOW)
        self.form_button = self._button("Form", "form", translate("diachiso", "Form"), FORM)
        self.fix_button = self._button("Fix", "mend", translate("diachiso", "Apply the fix"), FIX)
        fix_all = translate("diachiso", "Fix all of this kind…")
        self.fix_all_button = self._button("FixAll", "mend", fix_all, FIX_ALL)
        self.except_button = self._button("Except", "exclude", translate("diachiso", "Exception…"), EXCEPT)
        self.end_button = self._button("EndException", "undo", translate("diachiso", "End exception"), END)
        for button, act in (
            (self.previous_button, lambda: self.step.emit(-1)), (self.next_button, lambda: self.step.emit(1)),
            (self.show_button, self.show_place.emit), (self.form_button, self.show_form.emit),
            (self.fix_button, self.fix), (self.fix_all_button, self.fix_all),
            (self.except_button, self.ask_exception), (self.end_button, self.end_exception),
        ):  # fmt: skip
            button.clicked.connect(lambda _checked=False, do=act: do())
        self.shown = QLabel(self)
        self.shown.setObjectName("reviewShown")
        self.shown.setMinimumHeight(self.next_button.sizeHint().height())
        self.reason = Note("reviewReason", self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        first = (self.previous_button, self.next_button, self.shown, self.show_button, self.form_button)
        layout.addWidget(button_row(*first))
        layout.addWidget(button_row(self.fix_button, self.fix_all_button, self.except_button, self.end_button))
        layout.addWidget(self.reason)

    # -- what a person does ---------------------------------------------------------------------------------

    def fix(self) -> None:
        """Write the suggested fixes of the selected results."""
        self._fix(self.selected())

    def fix_all(self) -> None:
        """Write the suggested fixes of every open result of this rule that the filter shows, after a question."""
        row = self.row
        if row is None:
            return
        path = self.desk.session.path
        same = replace(
            self.filter, rules=frozenset({row.rule}), states=frozenset({ResultState.OPEN.value}), fixable=True
        )  # fmt: skip

        def found(ids: list[int]) -> None:
            text = translate("diachiso", "“{rule}”: write the suggested fix of {count} results?")
            details = translate("diachiso", "A backup is made first. “Undo” on the page Assign takes all of it back.")
            shown = text.format(rule=self.words.title(row.rule), count=labels.number(len(ids)))
            title, accept = translate("diachiso", "Fix all of this kind"), translate("diachiso", "Fix all")
            if ids and ask("fixAllQuestion", self, title, shown, accept, details):
                self._fix(ids)

        title = translate("diachiso", "Reading the results")
        self._reader.start(title, lambda task: read_ids(Path(path), same), found, self.desk.say_error)

    def ask_exception(self) -> None:
        """Ask why the selected results are right, and mark them so."""
        row, ids = self.row, self.selected()
        if row is None or not ids:
            return
        dialog = ExceptionDialog(f"{object_name(row)}\n{self.words.message(row)}", len(ids), self)
        if dialog.exec() != QDialog.DialogCode.Accepted:
            return
        run = {"RESULTS": _numbers(ids), "REASON": dialog.text()}
        text = translate("diachiso", "{count} results are exceptions now.")
        self._write("markexceptions", run, translate("diachiso", "Marking exceptions"), text)

    def end_exception(self) -> None:
        """The selected exceptions hold no longer."""
        run = {"RESULTS": _numbers(self.selected()), "WITHDRAW": True}
        text = translate("diachiso", "{count} results are open again.")
        self._write("markexceptions", run, translate("diachiso", "Ending exceptions"), text)

    # -- what is possible -----------------------------------------------------------------------------------

    def allow(self, count: int, current: int, no_form: str) -> None:
        """Say why a button is off: `count` results are listed, the current one is in row `current` (-1: none)."""
        row = self.row
        self.reason.say("")
        place = translate("diachiso", "{row} of {count}")
        self.shown.setText(place.format(row=labels.number(current + 1), count=labels.number(count)) if count else "")
        none = "" if row is not None else translate("diachiso", "Select a result first.")
        empty = "" if count else translate("diachiso", "No results are shown.")
        self.previous_button.block(empty or ("" if current > 0 else translate("diachiso", "This is the first result.")))
        at_end = count > 0 and current >= count - 1
        self.next_button.block(empty or (translate("diachiso", "This is the last result.") if at_end else ""))
        nowhere = translate("diachiso", "This result has no place on the map.")
        self.show_button.block(none or (nowhere if row is not None and row.lon is None and not row.line else ""))
        self.form_button.block(none or no_form)
        busy = self.desk.reason_no_register() or none
        state = row.state if row is not None else ""
        is_open = "" if state == ResultState.OPEN.value else translate("diachiso", "This result is not open any more.")
        no_fix = translate("diachiso", "No certain fix is known: correct the record in its form.")
        unfixable = busy or is_open or ("" if row is not None and row.fix else no_fix)
        self.fix_button.block(unfixable)
        self.fix_all_button.block(unfixable)
        self.except_button.block(busy or is_open)
        is_exception = state == ResultState.EXCEPTION.value
        self.end_button.block(busy or ("" if is_exception else translate("diachiso", "This result is no exception.")))

    def stop(self) -> None:
        """Stop reading (the page goes away)."""
        self._reader.cancel()

    def _fix(self, ids: Sequence[int]) -> None:
        text = translate("diachiso", "{count} results are mended.")
        self._write("applyfixes", {"RESULTS": _numbers(ids)}, translate("diachiso", "Writing suggested fixes"), text)

    def _write(self, algorithm: str, parameters: dict[str, Any], title: str, text: str) -> None:
        def done(results: dict[str, Any]) -> None:
            self.desk.say_done(text.format(count=labels.number(int(results.get("COUNT") or 0))))

        self.desk.run(algorithm, {"REGISTER": self.desk.session.register, **parameters}, title, done)

    def _button(self, name: str, picture: str, text: str, key: str) -> ReasonButton:
        shown = QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)
        button = ReasonButton(f"review{name}", text, f"{text.rstrip('…')} ({shown})")
        button.setIcon(icon(picture))
        on_key(self._page, key, lambda: self._press(button))
        return button

    def _press(self, button: ReasonButton) -> None:
        self.reason.say(button.reason)
        button.click()


def on_key(page: QWidget, key: str, act: Callable[[], Any]) -> None:
    """Let a key work wherever the focus is on the page, and nowhere else."""
    action = QAction(page)
    action.setShortcut(QKeySequence(key))
    action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    action.triggered.connect(lambda _checked=False: act())
    page.addAction(action)


def _numbers(ids: Sequence[int]) -> str:
    return ",".join(map(str, ids))
