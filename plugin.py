"""Wires the plugin into QGIS: translations, menu, toolbar, dock, Processing; unload() undoes all of it."""
from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QCoreApplication, Qt, QTranslator
from qgis.PyQt.QtGui import QIcon
from qgis.PyQt.QtWidgets import QAction, QDockWidget, QMenu, QToolBar

from .compat import translate

HERE = Path(__file__).parent
TITLE = "Địa chỉ số"  # a proper name: the same in every language


class DiachisoPlugin:
    """The plugin as QGIS sees it; `iface` is None under qgis_process."""

    def __init__(self, iface: Any) -> None:
        self.iface = iface
        self.translator: QTranslator | None = None
        self.provider: Any = None
        self.menu: QMenu | None = None
        self.toolbar: QToolBar | None = None
        self.toggle_action: QAction | None = None
        self.dock: QDockWidget | None = None
        self.locator: Any = None

    def initProcessing(self) -> None:  # noqa: N802 - the name that QGIS calls
        """Offer the algorithms (all that qgis_process asks for)."""
        self._install_translator()
        if self.provider is None:
            from .processing.provider import DiachisoProvider

            self.provider = DiachisoProvider()
            QgsApplication.processingRegistry().addProvider(self.provider)
            from .processing.expressions import register_functions

            register_functions()

    def initGui(self) -> None:  # noqa: N802 - the name that QGIS calls
        """Put the menu, the toolbar and the algorithms in place; the dock waits until it is asked for."""
        self.initProcessing()
        main = self.iface.mainWindow()
        self.menu = QMenu(TITLE, main)
        self.menu.setObjectName("diachisoMenu")
        self.toolbar = self.iface.addToolBar(TITLE)
        self.toolbar.setObjectName("diachisoToolbar")

        self.toggle_action = self._action("ToggleDock", "diachiso.svg", TITLE)
        self.toggle_action.setCheckable(True)
        self.toggle_action.setToolTip(translate("diachiso", "Show or hide the address panel"))
        self.toggle_action.toggled.connect(self.show_dock)
        self.menu.addSeparator()
        self.toolbar.addSeparator()
        for algorithm, icon, text in (
            ("createregister", "create_register.svg", translate("diachiso", "Create a register…")),
            ("addcodeblock", "add_block.svg", translate("diachiso", "Add a block of codes…")),
            ("matchcodes", "match.svg", translate("diachiso", "Match issued codes…")),
            ("assigncodes", "assign.svg", translate("diachiso", "Assign new codes…")),
            ("undoapply", "undo.svg", translate("diachiso", "Undo the last apply…")),
        ):
            action = self._action(algorithm, icon, text)
            action.triggered.connect(lambda _checked=False, name=algorithm: self.open_algorithm(name))

        bar = main.menuBar()
        menus = (a for a in bar.actions() if a.menu() is not None)
        help_menu = next((a for a in menus if a.menu().objectName() == "mHelpMenu"), None)
        bar.insertMenu(help_menu, self.menu)  # None: at the end

    def unload(self) -> None:
        """Take everything back out of QGIS, in the opposite order."""
        if self.locator is not None:
            self.iface.deregisterLocatorFilter(self.locator)
            self.locator = None
        if self.dock is not None:
            self.iface.removeDockWidget(self.dock)
            self._discard(self.dock)
        if self.menu is not None:
            self.iface.mainWindow().menuBar().removeAction(self.menu.menuAction())
            self._discard(self.menu)  # the actions are its children
        if self.toolbar is not None:
            self._discard(self.toolbar)
        self.dock = self.menu = self.toolbar = self.toggle_action = None
        if self.provider is not None:
            from .processing.expressions import unregister_functions

            unregister_functions()
            QgsApplication.processingRegistry().removeProvider(self.provider)
            self.provider = None
        if self.translator is not None:
            QCoreApplication.removeTranslator(self.translator)
            self.translator = None
        # QGIS forgets only some of a plugin's modules (no packages, nothing of importlib): the next version of
        # the plugin, installed in this session, must not run on old ones.
        for name in [name for name in sys.modules if name.startswith(f"{__package__}.")]:
            del sys.modules[name]

    def show_dock(self, visible: bool) -> None:
        """Show or hide the panel; it is made the first time that somebody wants it."""
        if self.dock is None:
            if not visible:
                return
            from .ui.dock import AddressDock
            from .ui.locator import AddressLocator

            dock = self.dock = AddressDock(self.iface, self.iface.mainWindow())
            self.locator = AddressLocator(lambda: dock.desk.search, dock.search_box.show_address)
            self.iface.registerLocatorFilter(self.locator)
            self.iface.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, self.dock)
            self.dock.visibilityChanged.connect(self._dock_visibility_changed)
        self.dock.setVisible(visible)
        if visible:
            self.dock.raise_()

    def open_algorithm(self, name: str) -> None:
        """Open the dialog of one algorithm of ours, as the toolbox does."""
        import processing  # QGIS's own; our room of that name is only ever imported relatively

        processing.execAlgorithmDialog(f"diachiso:{name}")

    def _dock_visibility_changed(self, _visible: bool) -> None:
        # A dock that is tabbed behind another is not visible, yet not closed: isHidden tells the two apart.
        if self.dock is not None and self.toggle_action is not None:
            self.toggle_action.setChecked(not self.dock.isHidden())

    def _action(self, name: str, icon: str, text: str) -> QAction:
        """A new action in the menu and the toolbar; its object name is what shortcuts remember."""
        action = QAction(QIcon(str(HERE / "resources" / "icons" / icon)), text, self.menu)
        action.setObjectName(f"diachiso{name[0].upper()}{name[1:]}")
        for place in (self.menu, self.toolbar):
            if place is not None:
                place.addAction(action)
        return action

    def _install_translator(self) -> None:
        """Load the language of QGIS: the exact locale (vi_VN), else its language (vi); English needs none."""
        if self.translator is not None:
            return
        locale = QgsApplication.locale()
        for name in (locale, locale.split("_")[0]):
            translator = QTranslator()
            if translator.load(str(HERE / "i18n" / f"diachiso_{name}.qm")):
                QCoreApplication.installTranslator(translator)
                self.translator = translator
                return

    @staticmethod
    def _discard(widget: Any) -> None:
        """Remove a widget from its parent now, and from memory when Qt gets to it."""
        widget.hide()
        widget.setParent(None)
        widget.deleteLater()
