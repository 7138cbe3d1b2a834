"""Work that is done rarely: a line of buttons that open the algorithms' own dialogs, for the open register."""
from __future__ import annotations

from pathlib import Path
from typing import Any

from qgis.PyQt.QtWidgets import QWidget

from ..compat import translate
from ..register.mend import lost_guards
from . import labels
from .background import Reader
from .desk import Desk
from .widgets import Note, ReasonButton, Step, button_row


class ToolBox(Step):
    """A section whose buttons each open a dialog with the register filled in."""

    KIND = ""

    def __init__(self, desk: Desk, title: str, text: str, parent: QWidget | None = None) -> None:
        super().__init__(f"{self.KIND}Box", 0, title, parent)
        self.desk = desk
        self.show_state(text)
        self.buttons: dict[str, ReasonButton] = {}
        for algorithm, (name, tip) in self.tools().items():
            button = ReasonButton(f"{self.KIND}_{algorithm}", name, tip)
            button.clicked.connect(lambda _checked=False, chosen=algorithm: self.open(chosen))
            self.buttons[algorithm] = button
        self.reason = Note(f"{self.KIND}Reason", self)
        self.body.addWidget(button_row(*self.buttons.values()))
        self.body.addWidget(self.reason)

    def tools(self) -> dict[str, tuple[str, str]]:
        """The button and what it does, by algorithm."""
        raise NotImplementedError

    def parameters(self, algorithm: str) -> dict[str, Any]:
        """What the dialog is opened with, besides the register."""
        return {}

    def open(self, algorithm: str) -> None:
        """Open the dialog of an algorithm."""
        self.desk.open_dialog(algorithm, self.parameters(algorithm))

    def refresh(self) -> None:
        """Allow what can be done now."""
        reason = self.desk.reason_no_register()
        for button in self.buttons.values():
            button.block(reason)


class PeopleBox(ToolBox):
    """Owners and users: taken in with a legal basis, erased at their request, told when their time is over."""

    KIND = "people"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        text = translate("diachiso", "Names and telephones are kept apart and masked; each step is recorded.")
        super().__init__(desk, translate("diachiso", "People (personal data)"), text, parent)

    def tools(self) -> dict[str, tuple[str, str]]:
        """Import, erase, report."""
        return {
            "importpersons": (
                translate("diachiso", "Take in people…"),
                translate("diachiso", "Owners from a land layer; the legal basis is asked for"),
            ),
            "erasepersonaldata": (
                translate("diachiso", "Erase a person…"),
                translate("diachiso", "One person's data, everywhere in the register; looks first"),
            ),
            "retentionreport": (
                translate("diachiso", "Past their date…"),
                translate("diachiso", "Whose data has been kept long enough"),
            ),
        }


class CareBox(ToolBox):
    """The register itself: checked and upgraded, its fields, and who may do what."""

    KIND = "care"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, translate("diachiso", "Care of the register"), "", parent)
        self._reader = Reader()
        self._shown: Any = None  # the reading of the register whose guards were counted

    def tools(self) -> dict[str, tuple[str, str]]:
        """Upgrade, profile, powers."""
        return {
            "upgraderegister": (
                translate("diachiso", "Check and upgrade"),
                translate("diachiso", "Guards put back, tables of newer versions added, after a backup"),
            ),
            "updateprofile": (
                translate("diachiso", "Field profile…"),
                translate("diachiso", "Fields and words of the province; what is filled in stays"),
            ),
            "setpowers": (
                translate("diachiso", "Powers…"),
                translate("diachiso", "Who may declare, create and verify addresses"),
            ),
        }

    def open(self, algorithm: str) -> None:
        """Checking asks nothing, so it runs at once, in the background."""
        if algorithm == "upgraderegister":
            self.upgrade()
        else:
            super().open(algorithm)

    def upgrade(self) -> None:
        """Check and upgrade the register."""

        def upgraded(results: dict[str, Any]) -> None:
            problems = int(results.get("PROBLEMS") or 0)
            text = translate("diachiso", "The register is in order.")
            if problems:
                text = translate("diachiso", "Checked; {count} problems need a person.").format(count=problems)
            infos = self.desk.jobs.infos
            self.show_state("\n".join([text, *infos]), done=not problems)
            self.desk.say_done(text)

        run = {"REGISTER": self.desk.session.register}
        self.desk.run("upgraderegister", run, translate("diachiso", "Checking the register"), upgraded)

    def refresh(self) -> None:
        """A register whose guards are not whole says so; they are counted in a thread."""
        super().refresh()
        overview, path = self.desk.session.overview, self.desk.session.path
        if overview is None or not path:
            self.close_box()
            self.show_state("")
            self.reason.say("")
        elif overview is not self._shown:
            self._shown = overview
            title = translate("diachiso", "Looking at the register's guards")
            self._reader.start(title, lambda task: lost_guards(Path(path)), self.show_guards, self.reason.say)

    def show_guards(self, lost: list[str]) -> None:
        """Say how many guards are off."""
        text = translate("diachiso", "{count} of the register's guards are off or of an older version: check it.")
        self.reason.say(text.format(count=labels.number(len(lost))) if lost else "")

    def close_box(self) -> None:
        """Stop reading."""
        self._reader.cancel()
        self._shown = None
