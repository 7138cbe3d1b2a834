"""The page Overview: which register, how far the work is, what it holds, its blocks and its backups."""
from __future__ import annotations

from qgis.PyQt.QtWidgets import QWidget

from ..compat import translate
from .backups_box import BackupsBox
from .blocks_box import BlocksBox
from .completeness_box import CompletenessBox
from .counts_box import CountsBox
from .desk import Desk
from .page import Page
from .register_box import RegisterBox
from .stage_box import StageBox
from .targets_box import TargetsBox


class OverviewPage(Page):
    """Shows the register; the boxes below the head appear with a register."""

    NAME = "overview"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.register_box = RegisterBox(desk, self)
        self.targets = TargetsBox(desk, self)
        self.counts = CountsBox(self)
        self.completeness = CompletenessBox(desk, self)
        self.stages = StageBox(desk, self)
        self.blocks = BlocksBox(desk, "blocks", parent=self)
        self.backups = BackupsBox(desk, self)
        boxes = (self.targets, self.counts, self.completeness, self.stages, self.blocks, self.backups)
        for widget in (self.register_box, *boxes):
            self.column.addWidget(widget)
        self.column.addStretch(1)
        self.refresh()

    def title(self) -> str:
        """The page's name."""
        return translate("diachiso", "Overview")

    def refresh(self) -> None:
        """Show the register as it is now."""
        overview = self.desk.session.overview
        for box in (self.counts, self.blocks, self.backups):
            box.setVisible(overview is not None)
        for box in (self.targets, self.counts, self.completeness, self.stages):
            box.setVisible(overview is not None and overview.addresses > 0)
        self.register_box.refresh()
        self.targets.refresh()
        self.counts.show_overview(overview)
        self.completeness.refresh()
        self.stages.refresh()
        self.blocks.refresh()
        self.backups.refresh()

    def close_page(self) -> None:
        """Stop counting (the dock goes away)."""
        self.targets.close_box()
        self.completeness.close_box()
        self.stages.close_box()
