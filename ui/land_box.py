"""The place where a land layer is dropped, or chosen with a button."""
from __future__ import annotations

from qgis.core import QgsProject, QgsVectorLayer
from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QAction, QComboBox, QFileDialog, QFrame, QMenu, QVBoxLayout, QWidget

from ..compat import translate
from .icons import icon
from .land_files import file_filter, last_folder, remember_folder
from .register_layers import is_register_layer
from .widgets import Note, ReasonButton, button_row, let_shrink

STYLE = "#landDrop {{ border: 1px dashed palette({colour}); border-radius: 4px; }}"


class LandBox(QFrame):
    """A framed field with two buttons; `chosen` has the input for our algorithms."""

    chosen = pyqtSignal(list)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("landDrop")
        self.hint = Note("landHint", self)
        self.hint.say(translate("diachiso", "Drag a land file or layer here, as it is: any format, font or CRS."))
        self.file_button = ReasonButton(
            "landFile",
            translate("diachiso", "File…"),
            translate(
                "diachiso",
                "Shapefile (also zipped), GeoPackage, MapInfo TAB, GML, GeoJSON, CSV or XLSX with coordinates, DGN v7,"
                " DXF",
            ),
        )
        self.file_button.setIcon(icon("open_land"))
        self.file_button.clicked.connect(self.ask_file)
        self.layer_button = ReasonButton("landLayer", translate("diachiso", "Layer or FileGDB ▾"))
        self.layer_button.setIcon(icon("layers"))
        self.layer_menu = QMenu(self.layer_button)
        self.layer_menu.setObjectName("landLayerMenu")
        self.layer_menu.aboutToShow.connect(self._fill_menu)
        self.layer_menu.triggered.connect(self._pick)
        # Not setMenu: dark themes draw its arrow over the text.
        self.layer_button.clicked.connect(self._open_menu)
        self.layers = QComboBox(self)
        self.layers.setObjectName("landLayers")
        let_shrink(self.layers)
        self.layers.activated.connect(lambda index: self.chosen.emit([self.layers.itemData(index)]))
        column = QVBoxLayout(self)
        column.addWidget(self.hint)
        column.addWidget(button_row(self.file_button, self.layer_button))
        column.addWidget(self.layers)
        self.offer_layers("", [])
        self.show_hover(False)

    def show_hover(self, hovers: bool) -> None:
        """Show that what is dragged may be dropped."""
        self.setStyleSheet(STYLE.format(colour="highlight" if hovers else "dark"))

    def offer_layers(self, value: str, names: list[str]) -> None:
        """Offer the layers of the file that `value` (path, path|layername=…) is about; none: hide the combo."""
        path = value.split("|")[0]
        self.layers.clear()
        self.layers.addItem(translate("diachiso", "Main layer of the file"), path)
        for name in names:
            text = translate("diachiso", "Layer of the file: {name}").format(name=name)
            self.layers.addItem(text, f"{path}|layername={name}")
        self.layers.setCurrentIndex(max(self.layers.findData(value), 0))
        self.layers.setVisible(bool(names))

    def block(self, reason: str) -> None:
        """Switch the buttons off for this reason."""
        for button in (self.file_button, self.layer_button):
            button.block(reason)
        self.layers.setEnabled(not reason)

    def ask_file(self) -> None:
        """Choose a file."""
        title = translate("diachiso", "Choose a land layer")
        self._take(QFileDialog.getOpenFileName(self, title, last_folder(), file_filter())[0])

    def ask_folder(self) -> None:
        """Choose a FileGDB, which is a folder."""
        title = translate("diachiso", "Choose the folder of a FileGDB (.gdb)")
        self._take(QFileDialog.getExistingDirectory(self, title, last_folder()))

    def _take(self, path: str) -> None:
        if path:
            remember_folder(path)
            self.chosen.emit([path])

    def _open_menu(self) -> None:
        self.layer_menu.popup(self.layer_button.mapToGlobal(self.layer_button.rect().bottomLeft()))

    def _pick(self, action: QAction) -> None:
        layer_id = action.data()
        if layer_id:
            self.chosen.emit([layer_id])
        else:
            self.ask_folder()

    def _fill_menu(self) -> None:
        self.layer_menu.clear()
        self.layer_menu.addAction(translate("diachiso", "FileGDB folder…"))
        self.layer_menu.addSeparator()
        for node in QgsProject.instance().layerTreeRoot().findLayers():
            layer = node.layer()
            if isinstance(layer, QgsVectorLayer) and layer.isValid() and not is_register_layer(layer):
                action = self.layer_menu.addAction(layer.name().replace("&", "&&"))
                action.setData(layer.id())
