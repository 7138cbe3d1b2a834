"""Plaques on the page Publish: printed, then followed to the wall by scanning or pasting their codes."""
from __future__ import annotations

from typing import Any

from qgis.core import QgsApplication, QgsProject
from qgis.PyQt.QtWidgets import QComboBox, QFormLayout, QInputDialog, QLineEdit, QPlainTextEdit, QWidget

from ..compat import translate
from ..core.errors import DiachisoError
from ..core.plaque_design import PlaqueDesign, load_designs
from ..core.plaque_life import NOT_MOUNTED_WORDS, STATE_WORDS, NotMounted, PlaqueState, scanned_codes
from ..publish.plaque_layouts import add_layout
from ..register.plaques import PlaqueCounts, read_plaque_counts
from . import labels
from .background import Reader
from .desk import Desk
from .icons import icon
from .widgets import ReasonButton, Step, action_button, button_row, let_shrink

STATES = (
    PlaqueState.delivered, PlaqueState.mounted, PlaqueState.not_mounted, PlaqueState.damaged, PlaqueState.removed,
    PlaqueState.ordered,
)  # fmt: skip
_LINES = 3


class PlaquesBox(Step):
    """How many there are, a button to print more, and a field for the scanner."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__("plaquesBox", 0, translate("diachiso", "Plaques"), parent)
        self.desk = desk
        self._reader = Reader()
        self._layout = ""  # the design that was opened in the designer
        self._shown: Any = None  # the reading of the register that was counted
        self.print_button = action_button(
            "plaques_printplaques", translate("diachiso", "Print plaques…"),
            translate("diachiso", "A PDF for the workshop, with its list and the route; only issued codes"),
            self.print_plaques,
        )  # fmt: skip
        self.list_button = action_button(
            "plaques_updateplaques", translate("diachiso", "Take in a route list…"),
            translate("diachiso", "What those who mount have filled in; or a whole print run at once"),
            lambda: self.desk.open_dialog("updateplaques", {}),
        )  # fmt: skip
        self.print_button.setIcon(icon("plaque"))
        self.design_button = action_button(
            "plaques_design", translate("diachiso", "Change a design…"),
            translate("diachiso", "Opens a plaque in QGIS's layout designer; what you change there is printed"),
            self.ask_design,
        )  # fmt: skip
        self.body.addWidget(button_row(self.print_button, self.list_button, self.design_button))
        self._build_form()
        self.refresh()

    def _build_form(self) -> None:
        self.codes = QPlainTextEdit(self)
        self.codes.setObjectName("plaquesCodes")
        self.codes.setPlaceholderText(translate("diachiso", "Scan the QR codes of plaques here, or paste codes"))
        self.codes.setTabChangesFocus(True)
        self.codes.setFixedHeight((_LINES + 1) * self.codes.fontMetrics().lineSpacing())
        self.state_now = QComboBox(self)
        self.state_now.setObjectName("plaquesState")
        for state in STATES:
            self.state_now.addItem(translate("diachiso", STATE_WORDS[state]), state.value)
        self.why = QComboBox(self)
        self.why.setObjectName("plaquesWhy")
        for reason, text in NOT_MOUNTED_WORDS.items():
            self.why.addItem(translate("diachiso", text), reason.value)
        for combo in (self.state_now, self.why):
            let_shrink(combo)
        self.unit = QLineEdit(self)
        self.unit.setObjectName("plaquesUnit")
        self.form = QFormLayout()
        self.form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        self.form.addRow(translate("diachiso", "&Codes"), self.codes)
        self.form.addRow(translate("diachiso", "They are now"), self.state_now)
        self.form.addRow(translate("diachiso", "Why not"), self.why)
        self.form.addRow(translate("diachiso", "Unit"), self.unit)
        self.body.addLayout(self.form)
        self.set_button = ReasonButton(
            "plaquesSet", translate("diachiso", "Write down"),
            translate("diachiso", "Each that can take the step takes it; the others are told with their reason"),
        )  # fmt: skip
        self.set_button.clicked.connect(lambda _checked=False: self.write_down())
        self.body.addWidget(button_row(self.set_button))
        self.codes.textChanged.connect(self._block)
        self.state_now.currentIndexChanged.connect(self._show_fields)
        self._show_fields()

    def print_plaques(self) -> None:
        """Open the dialog, for the selected addresses where some are selected, with the design that was changed."""
        ids = self.desk.selection.ids()
        parameters = {"CODES": "\n".join(ids)} if ids else {}
        if self._layout and QgsProject.instance().layoutManager().layoutByName(self._layout) is not None:
            parameters["TEMPLATE"] = self._layout
        self.desk.open_dialog("printplaques", parameters)

    def ask_design(self) -> None:
        """Ask which design, then open it."""
        try:
            designs = load_designs(self.desk.session.path)
        except DiachisoError as error:
            self.desk.say_error(error.localized(translate))
            return
        titles = {design.title.text(QgsApplication.locale()): design for design in designs.values()}
        title, chosen = QInputDialog.getItem(
            self, translate("diachiso", "Change a design"), translate("diachiso", "Design"), list(titles), 0, False
        )
        if chosen:
            self.open_design(titles[title], title)

    def open_design(self, design: PlaqueDesign, title: str) -> None:
        """Put the design into the project as a layout and open the layout designer."""
        self._layout = ": ".join((translate("diachiso", "Plaque"), title))
        try:
            layout = add_layout(QgsProject.instance(), design, self._layout)
        except DiachisoError as error:
            self.desk.say_error(error.localized(translate))
            return
        self.desk.iface.openLayoutDesigner(layout)
        text = translate(
            "diachiso",
            "The layout “{name}” is in the project: “Print plaques” takes it. To use it everywhere, save it as "
            "template into profiles/plaques beside the register.",
        )
        self.desk.say_done(text.format(name=self._layout))

    def chosen(self) -> PlaqueState:
        """The state that is chosen."""
        return PlaqueState(self.state_now.currentData())

    def write_down(self) -> None:
        """Take the plaques of the scanned codes a step on."""
        run: dict[str, Any] = {
            "REGISTER": self.desk.session.register, "CODES": self.codes.toPlainText(),
            "STATE": list(PlaqueState).index(self.chosen()),
        }  # fmt: skip
        if self.chosen() is PlaqueState.not_mounted:
            run["NOT_MOUNTED"] = list(NotMounted).index(NotMounted(self.why.currentData()))
        if self.chosen() is PlaqueState.mounted:
            run["BY"] = self.unit.text().strip()

        def written(results: dict[str, Any]) -> None:
            changed, refused = int(results["CHANGED"]), int(results["REFUSED"])
            text = translate("diachiso", "{changed} plaques written down, {refused} refused.")
            self.desk.say_done(text.format(changed=labels.number(changed), refused=labels.number(refused)))
            if not refused:
                self.codes.clear()

        self.desk.run("updateplaques", run, translate("diachiso", "Writing down plaques"), written)

    def refresh(self) -> None:
        """Count again where the register was read anew; allow what can be done now."""
        reason = self.desk.reason_no_register()
        for button in (self.print_button, self.list_button, self.design_button):
            button.block(reason)
        self._block()
        overview = self.desk.session.overview
        if overview is None:
            self.close_box()
            self.show_state("")
        elif overview is not self._shown:
            self._shown = overview
            path = self.desk.session.path
            title = translate("diachiso", "Counting plaques")
            self._reader.start(title, lambda task: read_plaque_counts(path), self.show_counts, self.show_state)

    def show_counts(self, counts: PlaqueCounts) -> None:
        """Say how many plaques are in which state."""
        parts = [
            f"{translate('diachiso', STATE_WORDS[state])}: {labels.number(counts.by_state[state])}"
            for state in PlaqueState if counts.by_state.get(state)
        ]  # fmt: skip
        text = translate("diachiso", "Issued codes without a plaque: {count}")
        text = text.format(count=labels.number(counts.without))
        self.show_state("\n".join((" · ".join(parts), text)) if parts else text)

    def close_box(self) -> None:
        """Stop counting."""
        self._reader.cancel()
        self._shown = None

    def _show_fields(self) -> None:
        """A reason where they are not mounted, a unit where they are."""
        for field, state in ((self.why, PlaqueState.not_mounted), (self.unit, PlaqueState.mounted)):
            shown = self.chosen() is state
            field.setVisible(shown)
            label = self.form.labelForField(field)
            if label is not None:
                label.setVisible(shown)
        self._block()

    def _block(self) -> None:
        none = "" if scanned_codes(self.codes.toPlainText()) else translate("diachiso", "Scan or paste codes first.")
        self.set_button.block(self.desk.reason_no_register() or none)
