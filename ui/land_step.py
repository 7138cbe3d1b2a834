"""*Lớp đất đai*: a land layer as it is, diagnosed, mended with one button, and given its role."""
from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Any

from qgis.core import QgsProcessingUtils, QgsProject, QgsVectorLayer
from qgis.PyQt.QtCore import Qt, QUrl
from qgis.PyQt.QtGui import QDesktopServices
from qgis.PyQt.QtWidgets import QFileDialog, QLabel, QWidget

from ..compat import translate
from ..core.roles import guess_role
from . import labels
from .background import Reader
from .desk import Desk
from .icons import icon
from .land_box import LandBox
from .land_choices import AUTO, CRS_OPTIONS, LandChoices
from .land_drop import watch_drops
from .land_files import is_open, layers_in, name_of, remember_folder, short_name, suggested_output
from .land_findings import FindingsView, ShownFinding, notes, read_findings, still_doubtful
from .layer_roles import GEOMETRY, ROLES
from .widgets import Note, ReasonButton, Step, button_row


class LandStep(Step):
    """Takes a layer of any format; `findings` is what was found, or after the import what was done and what is left."""

    def __init__(self, desk: Desk, page: QWidget, parent: QWidget | None = None) -> None:
        super().__init__("landStep", 0, translate("diachiso", "Land layer"), parent)
        self.desk = desk
        self.input = ""
        self.findings: tuple[ShownFinding, ...] = ()
        self.report = ""
        self._layers = Reader()
        self.box = LandBox(self)
        self.box.chosen.connect(self.take)
        self.problem = Note("landProblem", self, strong=True)
        self.summary = Note("landSummary", self)
        self.link = QLabel(self)
        self.link.setObjectName("landReport")
        self.link.setText(f'<a href="report">{translate("diachiso", "Report")}</a>')
        self.link.setTextInteractionFlags(Qt.TextInteractionFlag.LinksAccessibleByMouse
                                          | Qt.TextInteractionFlag.LinksAccessibleByKeyboard)  # fmt: skip
        self.link.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.link.linkActivated.connect(self.open_report)
        self.choices = LandChoices(self)
        self.fix_button = ReasonButton(
            "landFixAll",
            translate("diachiso", "Fix all…"),
            translate(
                "diachiso",
                "Write a clean layer into a GeoPackage of your choice; what is doubtful is left as it is and listed",
            ),
        )
        self.fix_button.setIcon(icon("mend"))
        self.fix_button.clicked.connect(self.ask_fix)
        self.fix_row = button_row(self.fix_button)
        self.personal = Note("landPersonal", self)
        self.view = FindingsView(self)
        for widget in (self.box, self.problem, self.summary, self.link, self.choices, self.personal, self.fix_row,
                       self.view):  # fmt: skip
            self.body.addWidget(widget)
        self.drops = watch_drops(page, self.take, self.box.show_hover)
        self._show()

    # -- actions --------------------------------------------------------------------------------------------

    def take(self, inputs: list[str]) -> None:
        """Diagnose the first of these layers (path, path|layername=…, id of a layer of the project)."""
        busy = self.desk.jobs.reason_busy()
        if busy or not inputs:
            self.problem.say(busy or translate("diachiso", "This is no layer that could be read. Drag a file."))
            return
        first, *others = inputs
        if os.path.isdir(first) and not first.lower().endswith(".gdb"):
            text = translate("diachiso", "The folder {folder} is no FileGDB (.gdb): drag the layer's file out of it.")
            self.problem.say(text.format(folder=name_of(first, QgsProject.instance())))
            return
        self._forget()
        self.input = first
        self.setCollapsed(False)
        self._show()
        self._look_for_layers()
        self._diagnose()
        if others:
            names = ", ".join(name_of(other, QgsProject.instance()) for other in others)
            text = translate("diachiso", "One layer at a time. Not taken: {layers}")
            self.problem.say(text.format(layers=names))

    def ask_fix(self) -> None:
        """Ask where the clean layer goes, then import."""
        suggested = suggested_output(self.input, QgsProject.instance())
        title = translate("diachiso", "Save the clean layer")
        path, _kind = QFileDialog.getSaveFileName(self, title, suggested, "GeoPackage (*.gpkg *.GPKG)")
        if path:
            self.fix(path if path.lower().endswith(".gpkg") else f"{path}.gpkg")

    def fix(self, path: str) -> None:
        """Import the layer into this GeoPackage with all that is certain and chosen; put it on the map."""
        if is_open(path, QgsProject.instance()):
            text = translate("diachiso", "{file} is on the map: choose another file, or remove its layer first.")
            self.problem.say(text.format(file=Path(path).name))
            return
        self.problem.say("")
        report = _report_path()
        certain: dict[str, Any] = {}
        for finding in self.findings:
            if finding.level == "certain":
                certain.update({k: v for k, v in finding.options.items() if k not in CRS_OPTIONS})
        parameters = {
            "INPUT": self.input, **certain, **self.choices.parameters(), **self._reference(), "OUTPUT": path,
            "OUTPUT_HTML": report,
        }  # fmt: skip

        def imported(results: dict[str, Any]) -> None:
            remember_folder(path)
            self._imported(str(results.get("OUTPUT") or path), results, report)

        title = translate("diachiso", "Importing the land layer")
        self.desk.jobs.run("diachiso:importlayer", parameters, title, imported, self._failed)

    def open_report(self, *_link: object) -> None:
        """Show the report in the browser."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(self.report))

    # -- the way of a layer ---------------------------------------------------------------------------------

    def _look_for_layers(self) -> None:
        """Offer the other layers of the same file."""
        value = self.input
        self.box.offer_layers("", [])
        if QgsProject.instance().mapLayer(value) is None:
            self._layers.start(
                translate("diachiso", "Looking for the layers of the file"),
                lambda _task: layers_in(value.split("|")[0]),
                lambda names: self.box.offer_layers(value, names),
                self.problem.say,
            )

    def _diagnose(self) -> None:
        report = _report_path()

        def diagnosed(results: dict[str, Any]) -> None:
            self.findings = read_findings(str(results.get("FINDINGS") or ""))
            self.report = str(results.get("OUTPUT_HTML") or report)
            self.choices.offer(self.findings)
            self._show()

        def failed(text: str) -> None:
            self._forget()
            self._failed(text)

        parameters = {"INPUT": self.input, "OUTPUT_HTML": report, **self._reference()}
        title = translate("diachiso", "Diagnosing the land layer")
        self.desk.jobs.run("diachiso:diagnoselayer", parameters, title, diagnosed, failed)

    def _imported(self, source: str, results: dict[str, Any], report: str) -> None:
        name = short_name(self.input, QgsProject.instance())
        layer = QgsVectorLayer(source, name, "ogr")
        if not layer.isValid():
            self._failed(translate("diachiso", "The clean layer {file} could not be opened.").format(file=source))
            return
        chosen = self.choices.parameters()["ROLE"]
        role = _role(layer) if chosen == AUTO else chosen
        QgsProject.instance().addMapLayer(layer)
        left = still_doubtful(self.findings, self.desk.jobs.warnings)
        self._forget()
        self.report = str(results.get("OUTPUT_HTML") or report)
        self.findings = (*left, *notes("info", self.desk.jobs.infos))
        text = translate("diachiso", "{written} of {read} features are now in {file}.").format(
            written=labels.number(int(results.get("WRITTEN") or 0)),
            read=labels.number(int(results.get("READ") or 0)),
            file=Path(source.split("|")[0]).name,
        )
        decoded = int(results.get("DECODED") or 0)
        if decoded:
            unicode = translate("diachiso", "{count} texts were turned into Unicode.")
            text += " " + unicode.format(count=labels.number(decoded))
        if role:
            self.desk.roles.choose(role, layer)
            here = translate("diachiso", "The layer is chosen as “{role}” in step 1.")
            text += " " + here.format(role=translate("diachiso", ROLES[role]))
        else:
            text += " " + translate("diachiso", "Choose in step 1 what it is.")
        self._show(text, done=True)
        self.desk.say_done(text)

    def _failed(self, text: str) -> None:
        self.problem.say(text)
        self._show()

    def _reference(self) -> dict[str, Any]:
        """The open register tells where the layer should lie."""
        return {"REGISTER": self.desk.session.register} if self.desk.session.register else {}

    def _forget(self) -> None:
        self.input, self.findings, self.report = "", (), ""
        self.problem.say("")

    # -- state ----------------------------------------------------------------------------------------------

    def close_step(self) -> None:
        """Stop reading."""
        self._layers.cancel()

    def refresh(self) -> None:
        """Allow what can be done now."""
        busy = self.desk.jobs.reason_busy()
        self.box.block(busy)
        self.fix_button.block(busy)

    def _show(self, text: str = "", done: bool = False) -> None:
        """Show what was found, or `text` where the layer has been imported."""
        diagnosed = bool(self.input and self.findings)
        levels = [finding.level for finding in self.findings]
        if self.input:
            text = translate("diachiso", "{layer} is being diagnosed.")
            if diagnosed:
                text = translate("diachiso", "{layer}: {certain} certain, {doubtful} to be decided.")
            counts = {level: labels.number(levels.count(level)) for level in ("certain", "doubtful")}
            text = text.format(layer=name_of(self.input, QgsProject.instance()), **counts)
        self.show_state("", done)
        self.summary.say(text)
        self.link.setVisible(bool(self.report))
        self.choices.setVisible(diagnosed)
        self.fix_row.setVisible(diagnosed)
        fields = ", ".join(f.field_name for f in self.findings if f.id == "personal")
        personal = translate("diachiso", "Personal data is left out: {fields}.").format(fields=fields)
        self.personal.say(personal if fields else "")
        self.view.show_findings(self.findings)
        self.refresh()


def _role(layer: QgsVectorLayer) -> str:
    """What an imported layer holds by its name, geometry and fields; '' where that is not clear."""
    geometry = GEOMETRY.get(layer.geometryType(), "none")
    role, _sure = guess_role(layer.name(), geometry, layer.fields().names(), layer.featureCount())
    return role.value if role is not None else ""


def _report_path() -> str:
    """A new file for a report; it lives as long as QGIS."""
    folder = tempfile.mkdtemp(prefix="diachiso-", dir=QgsProcessingUtils.tempFolder())
    return str(Path(folder) / "report.html")
