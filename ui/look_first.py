"""A step that looks before it writes: a dry run says what would change, then the same is written, all or nothing."""
from __future__ import annotations

from pathlib import Path
from typing import Any

from qgis.core import QgsProject, QgsVectorLayer
from qgis.PyQt.QtWidgets import QWidget

from ..compat import translate
from .desk import Desk
from .differences_layer import add_differences, differences_path
from .icons import icon
from .widgets import Note, ReasonButton, Step, button_row


class LookFirstStep(Step):
    """Look → differences → write, of one algorithm with DRY_RUN and OUTPUT; a subclass adds its options."""

    KIND = ""  # short name, in object names
    ALGORITHM = ""
    ICON = "plan"
    WRITTEN: tuple[str, ...] = ()  # counts that say whether there is anything to write; none: always

    def __init__(
        self, desk: Desk, title: str, look_text: str, write_text: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(f"{self.KIND}Step", 0, title, parent)
        self.desk = desk
        self._parameters: dict[str, Any] | None = None  # what was looked at and may be written
        self._revision = -1
        self._layer_id = ""
        self._is_idle = False  # looked, and nothing is to be written
        self.build_options()
        self.look_button = ReasonButton(
            f"{self.KIND}Look", look_text, translate("diachiso", "See what would change; nothing is written yet")
        )
        self.look_button.setIcon(icon(self.ICON))
        self.show_button = ReasonButton(
            f"{self.KIND}Show",
            translate("diachiso", "Show as a table"),
            translate("diachiso", "Each difference with its reason; it also lies on the map"),
        )
        self.show_button.setIcon(icon("review"))
        self.write_button = ReasonButton(
            f"{self.KIND}Write",
            write_text,
            translate("diachiso", "Write it into the register, all or nothing, after a backup"),
        )
        self.write_button.setIcon(icon("apply"))
        self.look_button.clicked.connect(self.ask)
        self.show_button.clicked.connect(self.show_rows)
        self.write_button.clicked.connect(self.write)
        self.found = Note(f"{self.KIND}Found", self)
        self.reason = Note(f"{self.KIND}Reason", self)
        self.body.addWidget(button_row(self.look_button, self.show_button, self.write_button))
        self.body.addWidget(self.found)
        self.body.addWidget(self.reason)

    # -- for the subclasses ---------------------------------------------------------------------------------

    def build_options(self) -> None:
        """Add the widgets of this step's options to the body."""

    def reason_not_ready(self) -> str:
        """Why one cannot look with these options; empty where one can."""
        return ""

    def asked(self) -> dict[str, Any] | None:
        """The algorithm's own parameters, after asking for a file if need be; None where the person gave up."""
        raise NotImplementedError

    def name_of(self, parameters: dict[str, Any]) -> str:
        """What is looked at, for the title of the differences."""
        raise NotImplementedError

    def more_outputs(self, folder: Path) -> dict[str, Any]:
        """Further outputs of the dry run, in the folder of its rows."""
        return {}

    def add_layer(self, results: dict[str, Any], title: str, register: str) -> QgsVectorLayer | None:
        """Put what the dry run found on the map; the layer whose table is shown."""
        return add_differences(str(results.get("OUTPUT")), title, register, QgsProject.instance())

    def before_write(self, parameters: dict[str, Any]) -> dict[str, Any] | None:
        """What is run to write what was looked at; None where it cannot be now."""
        return parameters

    # -- the way --------------------------------------------------------------------------------------------

    def ask(self) -> None:
        """Ask what is needed, then look."""
        parameters = self.asked()
        if parameters is not None:
            self.look(parameters)

    def look(self, parameters: dict[str, Any]) -> None:
        """Run dry; what would change goes on the map and is told in a line."""
        if not self.desk.may_write():  # what is not saved would not be compared
            return
        path, register = differences_path(), self.desk.session.register

        def looked(results: dict[str, Any]) -> None:
            overview = self.desk.session.overview
            self._revision = overview.meta.revision if overview is not None else -1
            self._parameters = parameters
            self._is_idle = bool(self.WRITTEN) and not any(results.get(name) for name in self.WRITTEN)
            self._forget_layer()
            name = self.name_of(parameters)
            title = translate("diachiso", "Differences: {name}").format(name=name)
            layer = self.add_layer({"OUTPUT": path, **results}, title, register)
            self._layer_id = layer.id() if layer is not None else ""
            self.show_state("")
            self.found.say("\n".join([name, *_telling(self.desk.jobs.infos)]))
            self.refresh()

        more = self.more_outputs(Path(path).parent)
        run = {**parameters, "REGISTER": register, "DRY_RUN": True, "OUTPUT": path, **more}
        self.desk.run(self.ALGORITHM, run, translate("diachiso", "Looking for differences"), looked, writes=False)

    def show_rows(self) -> None:
        """Open the table of the differences."""
        layer = self.layer()
        if layer is not None:
            self.desk.iface.showAttributeTable(layer)

    def write(self) -> None:
        """Write what was looked at."""
        if self._parameters is None or self._reason_no_write():
            return

        def written(_results: dict[str, Any]) -> None:
            told = _telling(self.desk.jobs.infos)
            self._parameters = None
            self._forget_layer()
            self.found.say("\n".join(told))
            self.show_state(translate("diachiso", "Written into the register:"), done=True)
            self.desk.say_done(" · ".join(told))
            self.refresh()

        parameters = self.before_write(self._parameters)
        if parameters is None:
            return
        run = {**parameters, "REGISTER": self.desk.session.register, "DRY_RUN": False}
        self.desk.run(self.ALGORITHM, run, self.write_button.text().rstrip("…"), written)

    def layer(self) -> QgsVectorLayer | None:
        """The differences on the map."""
        return QgsProject.instance().mapLayer(self._layer_id) if self._layer_id else None

    # -- state ----------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Allow what can be done now."""
        no_register = self.desk.reason_no_register()
        self.look_button.block(no_register or self.reason_not_ready())
        self.show_button.block(
            "" if self.layer() is not None else translate("diachiso", "There are no differences to show.")
        )
        self.write_button.block(no_register or self._reason_no_write())
        looked = self._parameters is not None
        self.show_button.setVisible(looked)
        self.write_button.setVisible(looked)
        self.reason.say("" if no_register else self.look_button.reason or (self.write_button.reason if looked else ""))

    def forget(self) -> None:
        """Another register is open: what was looked at is of no use."""
        self._parameters = None
        self._forget_layer()
        self.found.say("")
        self.show_state("")

    def _reason_no_write(self) -> str:
        overview = self.desk.session.overview
        if self._parameters is None:
            return translate("diachiso", "Look at the differences first.")
        if self._is_idle:
            return translate("diachiso", "There is nothing to write.")
        if overview is not None and overview.meta.revision != self._revision:
            return translate("diachiso", "The register has changed since: look at the differences again.")
        return ""

    def _forget_layer(self) -> None:
        if self.layer() is not None:
            QgsProject.instance().removeMapLayer(self._layer_id)
        self._layer_id = ""


def _telling(infos: list[str]) -> list[str]:
    """What an algorithm says, without its noughts where there is anything else."""
    return [text for text in infos if not text.endswith(": 0")] or infos
