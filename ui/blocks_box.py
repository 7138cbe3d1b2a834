"""The register's blocks of codes, and adding some; on Overview and as step 2 of Assign."""
from __future__ import annotations

from typing import Any

from qgis.PyQt.QtWidgets import QDialog, QWidget

from ..compat import translate
from . import labels
from .block_dialog import BlockDialog
from .blocks_table import BlocksTable
from .desk import Desk
from .icons import icon
from .widgets import ReasonButton, Step, button_row


class BlocksBox(Step):
    """A table of the blocks and a button to add more; numbered where it is a step."""

    def __init__(self, desk: Desk, name: str, number: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(name, number, translate("diachiso", "Blocks of codes"), parent)
        self.desk = desk
        self.table = BlocksTable(f"{name}Table", self)
        self.add_button = ReasonButton(f"{name}Add", translate("diachiso", "Add blocks…"))
        self.add_button.setIcon(icon("add_block"))
        self.add_button.clicked.connect(self.ask_add)
        self.body.addWidget(self.table)
        self.body.addWidget(button_row(self.add_button))

    def ask_add(self) -> None:
        """Ask for blocks and add them in the background."""
        overview = self.desk.session.overview
        dialog = BlockDialog(overview.communes if overview is not None else {}, self)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self.add(dialog.parameters())

    def add(self, parameters: dict[str, Any]) -> None:
        """Add blocks with these parameters of addcodeblock."""

        def added(_results: dict[str, Any]) -> None:
            self.desk.say_done(translate("diachiso", "The blocks are added."))

        run = {**parameters, "REGISTER": self.desk.session.register}
        self.desk.run("addcodeblock", run, translate("diachiso", "Adding blocks"), added)

    def refresh(self) -> None:
        """Show the blocks as they are now."""
        overview = self.desk.session.overview
        blocks = overview.blocks if overview is not None else ()
        self.table.setVisible(bool(blocks))
        self.table.show_blocks(overview)
        self.add_button.block(self.desk.reason_no_register())
        if overview is None:
            self.show_state("")
        elif not blocks:
            self.show_state(
                translate("diachiso", "No blocks yet: objects get provisional codes (TAM-…) until there are some.")
            )
        else:
            number = labels.number
            text = translate("diachiso", "{free} numbers free, in {with_blocks} of {communes} communes.")
            served = {block.commune_code for block in blocks if block.free}
            self.show_state(
                text.format(
                    free=number(sum(block.free for block in blocks)),
                    with_blocks=number(len(served)),
                    communes=number(len(overview.communes)),
                ),
                done=True,
            )
