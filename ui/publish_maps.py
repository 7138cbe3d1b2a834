"""Thematic maps: shown on the map, as a sheet in the layout designer, printed as PDF and PNG."""
from __future__ import annotations

from typing import Any, Optional

from qgis.core import (
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCsException,
    QgsLayerTreeModel,
    QgsProject,
    QgsRectangle,
    QgsVectorLayer,
)
from qgis.PyQt.QtWidgets import QComboBox, QFormLayout, QWidget

from ..compat import translate
from ..core.agency import load_agency
from ..core.errors import DiachisoError
from ..core.map_themes import MapTheme, load_themes
from ..publish.project.layers import present_layers
from ..publish.project.themes import BELOW, add_sheet, add_themes, theme_name
from ..publish.project.words import Words
from . import labels
from .commune_combo import CommuneCombo
from .desk import Desk
from .folders import ask_folder
from .widgets import Note, Step, action_button, button_row, let_shrink

WGS84 = "EPSG:4326"
MOST_DEGREES = 6.0  # the width of a province at most


class MapsBox(Step):
    """A theme and a commune, and what to do with them."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__("mapsBox", 0, translate("diachiso", "Thematic maps"), parent)
        self.desk = desk
        self._offered: str | None = None
        self._themes: list[MapTheme] = []
        self.theme = QComboBox(self)
        self.theme.setObjectName("mapsTheme")
        let_shrink(self.theme)
        self.commune = CommuneCombo("mapsCommune", self)
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        form.addRow(translate("diachiso", "&Theme"), self.theme)
        form.addRow(translate("diachiso", "Co&mmune"), self.commune)
        self.body.addLayout(form)
        self.show_button = action_button(
            "mapsShow", translate("diachiso", "Show the theme"),
            translate("diachiso", "The register's layers in the theme's signs; “Addresses by stage” brings them back"),
            self.show_theme,
        )  # fmt: skip
        self.sheet_button = action_button(
            "mapsSheet", translate("diachiso", "Sheet…"),
            translate("diachiso", "A sheet with title and legend in the layout designer, to be changed and printed"),
            self.open_sheet,
        )  # fmt: skip
        self.print_button = action_button(
            "mapsPrint", translate("diachiso", "PDF and PNG…"),
            translate("diachiso", "The finished map with legend, counts and source, into a folder"), self.ask_print,
        )  # fmt: skip
        self.more_button = action_button(
            "mapsMore", translate("diachiso", "With zones…"),
            translate("diachiso", "More choices: a layer of outbreaks or safe zones, paper, title"), self.open_dialog,
        )  # fmt: skip
        self.body.addWidget(button_row(self.show_button, self.sheet_button, self.print_button, self.more_button))
        self.reason = Note("mapsReason", self)
        self.body.addWidget(self.reason)

    def chosen(self) -> Optional[MapTheme]:
        """The theme that is chosen."""
        return next((theme for theme in self._themes if theme.id == self.theme.currentData()), None)

    def show_theme(self) -> None:
        """Show the register's layers in the signs of the theme."""
        theme, layers = self.chosen(), self._layers()
        if theme is None or layers is None:
            return
        project, name = QgsProject.instance(), theme_name(theme, QgsApplication.locale())
        root = project.layerTreeRoot()
        project.mapThemeCollection().applyTheme(name, root, QgsLayerTreeModel(root))
        text = translate("diachiso", "The map shows the theme “{theme}”.")
        self.show_state(text.format(theme=theme.title.text(QgsApplication.locale())))

    def open_sheet(self) -> None:
        """Make the sheet of what the map shows, and open it in the layout designer."""
        theme, layers = self.chosen(), self._layers()
        overview = self.desk.session.overview
        if theme is None or layers is None or overview is None:
            return
        project, words = QgsProject.instance(), Words(QgsApplication.locale())
        sheet = add_sheet(
            project, layers["address"], theme, load_agency(None, self.desk.session.path), words,
            place=self.commune.currentText() if self.commune.currentData() else overview.meta.province,
            province_code=overview.meta.province_code, extent=self._extent(layers["address"]),
        )  # fmt: skip
        self.desk.iface.openLayoutDesigner(sheet)

    def ask_print(self) -> None:
        """Ask for the folder, then print."""
        folder = ask_folder(self, translate("diachiso", "Folder for the maps"))
        if folder:
            self.print_map(folder)

    def print_map(self, folder: str) -> None:
        """Write PDF and PNG into this folder."""
        theme = self.chosen()
        if theme is None:
            return

        def printed(results: dict[str, Any]) -> None:
            text = translate("diachiso", "The map with {count} objects is in {folder}.")
            text = text.format(count=labels.number(int(results["COUNT"])), folder=folder)
            self.show_state(text)
            self.desk.say_done(text)

        run = {**self._run(), "OUTPUT": folder}
        self.desk.run("thematicmap", run, translate("diachiso", "Drawing a thematic map"), printed, writes=False)

    def open_dialog(self) -> None:
        """Open the algorithm's own dialog for all its choices."""
        run = self._run()
        self.desk.open_dialog("thematicmap", {key: value for key, value in run.items() if key != "REGISTER"})

    def refresh(self) -> None:
        """Offer the themes of the register, and what can be done now."""
        path = self.desk.session.path
        self.commune.offer(self.desk.session.overview)
        reason = self.desk.reason_not_open()
        if path and path != self._offered:
            self._offered = path
            reason = self._offer(path) or reason
        reason = reason or ("" if self._themes else self.reason.text())
        for button in (self.show_button, self.sheet_button):
            button.block(reason)
        for button in (self.print_button, self.more_button):
            button.block(reason or self.desk.reason_no_register())

    def close_box(self) -> None:
        """Nothing runs here by itself."""

    def _offer(self, path: str) -> str:
        chosen = self.theme.currentData()
        try:
            self._themes, problem = load_themes(path), ""
        except DiachisoError as error:  # a file of the province's own is wrong
            self._themes, problem = [], error.localized(translate)
        self.theme.clear()
        for theme in self._themes:
            self.theme.addItem(theme.title.text(QgsApplication.locale()), theme.id)
        self.theme.setCurrentIndex(max(0, self.theme.findData(chosen)))
        self.reason.say(problem)
        return problem

    def _run(self) -> dict[str, Any]:
        """The parameters; a theme of the province's own is given as its file."""
        theme = self.chosen()
        run: dict[str, Any] = {**self.commune.parameter(), "REGISTER": self.desk.session.register}
        shipped = {one.id for one in load_themes()}
        if theme is not None and theme.id in shipped:
            run["THEME"] = theme.id
        elif theme is not None:
            run["PROFILE"] = theme.file
        return run

    def _extent(self, addresses: QgsVectorLayer) -> QgsRectangle:
        """What the map shows in EPSG:4326; all addresses where it shows none of them, or half the world."""
        settings, project = self.desk.iface.mapCanvas().mapSettings(), QgsProject.instance()
        wgs84 = QgsCoordinateReferenceSystem(WGS84)
        transform = QgsCoordinateTransform(settings.destinationCrs(), wgs84, project.transformContext())
        everything = QgsRectangle(addresses.extent())
        try:
            shown = transform.transformBoundingBox(settings.visibleExtent())
        except QgsCsException:
            return everything
        return shown if shown.intersects(everything) and shown.width() < MOST_DEGREES else everything

    def _layers(self) -> Optional[dict[str, QgsVectorLayer]]:
        """The register's layers in the project with the themes; added where they are not there."""
        register, project = self.desk.session.register, QgsProject.instance()
        language = QgsApplication.locale()
        layers = present_layers(register, project)
        if not {"address", *BELOW} <= set(layers):
            self.desk.add_layers()
            layers = present_layers(register, project)
        if "address" not in layers:
            self.desk.say_error(translate("diachiso", "The register's layers could not be opened."))
            return None
        known = project.mapThemeCollection().mapThemes()
        missing = [theme for theme in self._themes if theme_name(theme, language) not in known]
        add_themes(project, layers, missing, language)
        return layers
