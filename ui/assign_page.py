"""The page Assign: land layer → layers → blocks → match issued codes → assign new ones → undo, step by step."""
from __future__ import annotations

from qgis.PyQt.QtWidgets import QWidget

from ..compat import translate
from .assign_step import AssignStep
from .blocks_box import BlocksBox
from .desk import Desk
from .land_step import LandStep
from .match_step import MatchStep
from .page import Page
from .plan_step import PlanStep
from .roles_step import RolesStep
from .undo_step import UndoStep
from .widgets import Note


class AssignPage(Page):
    """Guides through the main job; each step says its state and why a button is off."""

    NAME = "assign"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.head = Note("assignHead", self)
        self.land = LandStep(desk, self.widget(), self)
        self.roles = RolesStep(desk, 1, self)
        self.blocks = BlocksBox(desk, "blocksStep", 2, self)
        self.match = MatchStep(desk, 3, translate("diachiso", "Match issued codes"), self)
        self.assign = AssignStep(desk, 4, translate("diachiso", "Assign new codes"), self)
        self.undo = UndoStep(desk, 5, self)
        for widget in (self.head, self.land, self.roles, self.blocks, self.match, self.assign, self.undo):
            self.column.addWidget(widget)
        self.column.addStretch(1)
        self.refresh()

    def title(self) -> str:
        """The page's name."""
        return translate("diachiso", "Assign")

    def plan_steps(self) -> tuple[PlanStep, ...]:
        """The steps that make plans."""
        return (self.match, self.assign)

    def refresh(self) -> None:
        """Show each step as it is now."""
        self.head.say(self.desk.reason_no_register())
        for step in (self.land, self.roles, self.blocks, self.match, self.assign, self.undo):
            step.refresh()

    def close_page(self) -> None:
        """Stop reading."""
        self.land.close_step()
        for step in self.plan_steps():
            step.close_step()
