"""A step that makes a plan, has it reviewed, and applies it: what matching and assigning have in common."""
from __future__ import annotations

from typing import Any

from qgis.core import QgsProject, QgsVectorLayer
from qgis.PyQt.QtWidgets import QWidget

from ..compat import translate
from . import labels
from .background import Reader
from .desk import Desk
from .icons import icon
from .only_selected import as_run, select_again
from .plan_index import INDEX_FIELDS, PlanIndex, build_index
from .plan_reading import column_reader
from .plan_store import (
    add_plan_layer,
    applied_counts,
    find_plan,
    is_applied,
    mark_applied,
    new_plan_path,
    plan_parameters,
    remove_plan,
)
from .widgets import Note, ReasonButton, Step, button_row, first_reason


class PlanStep(Step):
    """Plan → review → apply of one algorithm; a subclass adds its options above the buttons."""

    KIND = ""  # short name, in file and object names
    ALGORITHM = ""

    def __init__(self, desk: Desk, number: int, title: str, parent: QWidget | None = None) -> None:
        super().__init__(f"{self.KIND}Step", number, title, parent)
        self.desk = desk
        self.step_title = title
        self._plan: PlanIndex | None = None
        self._plan_layer_id = ""
        self._reader = Reader()
        self.build_options()
        self.plan_button = ReasonButton(
            f"{self.KIND}Plan",
            translate("diachiso", "Make the plan"),
            translate("diachiso", "Work out what would be written; nothing is written yet"),
        )
        self.plan_button.setIcon(icon("plan"))
        self.review_button = ReasonButton(f"{self.KIND}Review", translate("diachiso", "Review"))
        self.review_button.setIcon(icon("review"))
        self.apply_button = ReasonButton(
            f"{self.KIND}Apply",
            translate("diachiso", "Apply"),
            translate("diachiso", "Write the plan into the register, all or nothing, after a backup"),
        )
        self.apply_button.setIcon(icon("apply"))
        self.plan_button.clicked.connect(self.make_plan)
        self.review_button.clicked.connect(self.review)
        self.apply_button.clicked.connect(self.apply)
        self.reason = Note(f"{self.KIND}Reason", self)
        self.body.addWidget(button_row(self.plan_button, self.review_button, self.apply_button))
        self.body.addWidget(self.reason)

    # -- for the subclasses ---------------------------------------------------------------------------------

    def build_options(self) -> None:
        """Add the widgets of this step's options to the body."""

    def reason_not_ready(self) -> str:
        """Why no plan can be made with these options; empty where one can."""
        raise NotImplementedError

    def parameters(self) -> dict[str, Any]:
        """The algorithm's parameters, without REGISTER, DRY_RUN, REVIEWED_PLAN and OUTPUT."""
        raise NotImplementedError

    # -- the way of a plan ----------------------------------------------------------------------------------

    def plan_layer(self) -> QgsVectorLayer | None:
        """The newest plan of this step on the map."""
        return find_plan(self.KIND, self.desk.session.register, QgsProject.instance())

    def make_plan(self) -> None:
        """Run the algorithm dry; its plan goes on the map and into the review panel."""
        register = self.desk.session.register
        parameters = {**self.parameters(), "REGISTER": register}
        path = new_plan_path(register, self.desk.session.path, self.KIND)

        def planned(results: dict[str, Any]) -> None:
            title = translate("diachiso", "Plan: {step}").format(step=self.step_title)
            source = str(results.get("OUTPUT") or path)
            layer = add_plan_layer(source, title, self.KIND, register, parameters, QgsProject.instance())
            if layer is None:
                self.desk.say_error(
                    translate("diachiso", "The plan {path} could not be opened. Make it again.").format(path=source)
                )
                return
            self.refresh()
            self.desk.plan_made.emit(layer)

        title = translate("diachiso", "Making the plan")
        if not self.desk.may_write():  # a plan made beside unsaved edits would be refused when applied
            return
        run = {**as_run(parameters), "DRY_RUN": True, "OUTPUT": path}
        self.desk.run(self.ALGORITHM, run, title, planned, writes=False, on_failed=lambda: remove_plan(path))

    def review(self) -> None:
        """Show the plan in the review panel."""
        layer = self.plan_layer()
        if layer is not None:
            self.desk.plan_made.emit(layer)

    def apply(self) -> None:
        """Write the reviewed plan into the register."""
        layer = self.plan_layer()
        if layer is None or self.reason_not_applicable():
            return
        if layer.isEditable() and not layer.commitChanges():
            self.desk.say_error("\n".join(layer.commitErrors()))
            return

        def applied(results: dict[str, Any]) -> None:
            counts = status_counts(results)
            mark_applied(layer, counts, QgsProject.instance())
            self.desk.add_layers()
            self.refresh()
            text = translate("diachiso", "The plan is applied: {counts}")
            told = {status: count for status, count in counts.items() if status not in ("kept", "skipped")}
            self.desk.say_done(text.format(counts=labels.join_counts(told or counts)))

        planned = plan_parameters(layer)
        select_again(planned, layer, QgsProject.instance())
        parameters = {**as_run(planned), "DRY_RUN": False, "REVIEWED_PLAN": layer.id()}
        self.desk.run(self.ALGORITHM, parameters, translate("diachiso", "Applying the plan"), applied)

    # -- state ----------------------------------------------------------------------------------------------

    def reason_not_applicable(self) -> str:
        """Why the plan cannot be applied now; empty where it can."""
        layer = self.plan_layer()
        if self.desk.reason_no_register():
            return self.desk.reason_no_register()
        if layer is None:
            return translate("diachiso", "Make the plan first.")
        if is_applied(layer):
            return translate("diachiso", "This plan has been applied. Make a new plan when the layer has changed.")
        if self._is_outdated():
            return translate("diachiso", "The register has changed since this plan was made: make the plan again.")
        return ""

    def refresh(self) -> None:
        """Look at the register and the plan again."""
        no_register = self.desk.reason_no_register()
        layer = self.plan_layer()
        if layer is None:
            self._plan, self._plan_layer_id = None, ""
        elif layer.id() != self._plan_layer_id:
            self._read(layer)
        self.plan_button.block(no_register or self.reason_not_ready())
        self.review_button.block("" if layer else translate("diachiso", "Make the plan first."))
        self.apply_button.block(self.reason_not_applicable())
        # What holds for the whole page stands at its head.
        self.reason.say("" if no_register else first_reason(self.plan_button, self.apply_button))
        self._say_state(layer)

    def close_step(self) -> None:
        """Stop reading (the dock goes away)."""
        self._reader.cancel()

    def _is_outdated(self) -> bool:
        overview = self.desk.session.overview
        if self._plan is None or self._plan.revision is None or overview is None:
            return False
        return bool(self._plan.revision != overview.meta.revision)

    def _read(self, layer: QgsVectorLayer) -> None:
        self._plan, self._plan_layer_id = None, layer.id()
        rows = column_reader(layer, INDEX_FIELDS)

        def read(plan: PlanIndex) -> None:
            self._plan = plan
            self.refresh()

        title = translate("diachiso", "Reading the plan")
        self._reader.start(title, lambda task: build_index(rows(task)), read, self.desk.say_error)

    def _say_state(self, layer: QgsVectorLayer | None) -> None:
        if layer is None:
            self.show_state(translate("diachiso", "No plan yet."))
            return
        if is_applied(layer):
            words = labels.join_counts(applied_counts(layer))
            self.show_state(translate("diachiso", "Applied: {counts}").format(counts=words), done=True)
        else:
            words = labels.join_counts(self._plan.status_counts() if self._plan else {})
            self.show_state(translate("diachiso", "Plan, not applied yet: {counts}").format(counts=words))


def status_counts(results: dict[str, Any]) -> dict[str, int]:
    """The algorithm's outputs KEPT, NEW … as counts per status."""
    return {
        status: int(results[status.upper()])
        for status in labels.STATUS
        if isinstance(results.get(status.upper()), (int, float))
    }
