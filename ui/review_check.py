"""The head of the page Review: run the checks, when they last ran, how much is worked off, the certificate."""
from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Optional

from qgis.PyQt.QtCore import QUrl
from qgis.PyQt.QtGui import QDesktopServices
from qgis.PyQt.QtWidgets import QFileDialog, QProgressBar, QVBoxLayout, QWidget

from ..compat import translate
from ..core.rules.catalogue import RuleLevel
from ..register.qa_certificate import CertificateFacts
from ..register.qa_results import ResultState, RunRow
from . import labels
from .desk import Desk
from .history import local_time
from .icons import icon
from .widgets import Note, ReasonButton, button_row

ADDRESS = "address"
LAND_ROLES = {"PARCELS": "parcel", "BUILDINGS": "building"}


class ReviewCheck(QWidget):
    """Buttons and a bar of progress."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.addresses_button = ReasonButton(
            "reviewCheckAddresses", translate("diachiso", "Check addresses"),
            translate("diachiso", "Look at every address of the register with all rules"),
        )  # fmt: skip
        self.addresses_button.setIcon(icon("check"))
        self.land_button = ReasonButton(
            "reviewCheckLand", translate("diachiso", "Check land layers"),
            translate("diachiso", "Look at parcels and buildings of this project with all rules"),
        )  # fmt: skip
        self.land_button.setIcon(icon("layers"))
        self.certificate_button = ReasonButton(
            "reviewCertificate", translate("diachiso", "Certificate…"),
            translate("diachiso", "What was checked and what was found, as a document (PDF or HTML)"),
        )  # fmt: skip
        self.certificate_button.setIcon(icon("export"))
        self.addresses_button.clicked.connect(self.check_addresses)
        self.land_button.clicked.connect(self.check_land)
        self.certificate_button.clicked.connect(self.ask_certificate)
        self.last = Note("reviewLast", self)
        self.bar = QProgressBar(self)
        self.bar.setObjectName("reviewProgress")
        self.bar.setFixedHeight(self.bar.fontMetrics().height() + 4)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(button_row(self.addresses_button, self.land_button, self.certificate_button))
        layout.addWidget(self.last)
        layout.addWidget(self.bar)
        self._runs: tuple[RunRow, ...] = ()
        self._is_old = False

    # -- what a person does ---------------------------------------------------------------------------------

    def check_addresses(self) -> None:
        """Check the register; what is found replaces what was found before."""
        run = {"REGISTER": self.desk.session.register, **self._layers()}
        self.desk.run("checkaddresses", run, translate("diachiso", "Checking addresses"), self._checked)

    def check_land(self) -> None:
        """Check the project's land layers; what is found is kept in the register."""
        run = {"REGISTER": self.desk.session.register, **self._layers()}
        communes = self.desk.roles.layer("commune")
        if communes is not None:
            run["UNITS"] = communes.id()
        self.desk.run("checkland", run, translate("diachiso", "Checking land layers"), self._checked)

    def ask_certificate(self) -> None:
        """Ask for a file, then write the certificate."""
        session = self.desk.session
        name = translate("diachiso", "Certificate of review {name}").format(name=session.name())
        proposed = session.folder() / name
        kinds = translate("diachiso", "Document to print (*.pdf);;Web page (*.html)")
        title = translate("diachiso", "Certificate of review")
        path, _kind = QFileDialog.getSaveFileName(self, title, f"{proposed}.pdf", kinds)
        if path:
            self.write_certificate(path)

    def write_certificate(self, path: str) -> None:
        """Write the certificate into this file (PDF, or HTML by its name) and open it."""
        is_html = path.lower().endswith((".html", ".htm"))
        target = path if is_html or path.lower().endswith(".pdf") else f"{path}.pdf"
        run = {"REGISTER": self.desk.session.register, "OUTPUT_HTML" if is_html else "OUTPUT_PDF": target}

        def written(_results: dict[str, Any]) -> None:
            self.desk.say_done(translate("diachiso", "The certificate is written: {path}").format(path=target))
            QDesktopServices.openUrl(QUrl.fromLocalFile(target))

        title = translate("diachiso", "Writing the certificate")
        self.desk.run("reviewcertificate", run, title, written, writes=False)

    # -- what is shown --------------------------------------------------------------------------------------

    def show_facts(self, facts: Optional[CertificateFacts], is_old: bool = True) -> None:
        """Say when the register was checked, and how many of the results are worked off.

        None: there is none (`is_old`: the register was made before there was a review).
        """
        self._is_old = facts is None and is_old
        self._runs = facts.runs if facts is not None else ()
        lines = [self._told(run, facts.edited_since.get(run.run_id, 0)) for run in newest(self._runs)] if facts else []
        self.last.say(self._in_short(facts))
        self.last.setToolTip("\n".join(lines))
        total = done = 0
        for count in facts.counts if facts is not None else ():
            if count.level == RuleLevel.information.value:
                continue  # there is nothing to do about it
            total += count.count
            done += count.count if count.state != ResultState.OPEN.value else 0
        self.bar.setVisible(total > 0)
        self.bar.setRange(0, max(total, 1))
        self.bar.setValue(done)
        text = translate("diachiso", "{done} of {total} worked off")
        self.bar.setFormat(text.format(done=labels.number(done), total=labels.number(total)))

    def refresh(self) -> None:
        """Say why a button is off."""
        none = self.desk.reason_no_register()
        if self._is_old and not none:
            none = translate(
                "diachiso",
                "This register was made before there was a review: run “Check and upgrade register” in the toolbox"
                " once.",
            )
            self.last.say(none)
        self.addresses_button.block(none)
        has_land = any(self.desk.roles.layer(role) is not None for role in LAND_ROLES.values())
        no_land = translate("diachiso", "Add parcels or buildings to the map first (their roles: page Assign).")
        self.land_button.block(none or ("" if has_land else no_land))
        unchecked = "" if self._runs else translate("diachiso", "Check the addresses first.")
        self.certificate_button.block(none or unchecked)

    def _layers(self) -> dict[str, Any]:
        found = {parameter: self.desk.roles.layer(role) for parameter, role in LAND_ROLES.items()}
        return {parameter: layer.id() for parameter, layer in found.items() if layer is not None}

    def _checked(self, results: dict[str, Any]) -> None:
        text = translate("diachiso", "Checked: {errors} errors, {warnings} warnings, {infos} pieces of information.")
        counts = {key: labels.number(int(results.get(key.upper()) or 0)) for key in ("errors", "warnings", "infos")}
        self.desk.say_done(text.format(**counts))

    def _in_short(self, facts: Optional[CertificateFacts]) -> str:
        if facts is None or not self._runs:
            return translate("diachiso", "Nothing has been checked yet.")
        last = max(self._runs, key=lambda run: run.at)
        text = translate("diachiso", "Checked {time} by {person}.")
        told = text.format(time=local_time(last.at), person=last.by or "–")
        edited = next((facts.edited_since.get(run.run_id, 0) for run in newest(self._runs) if not run.source), 0)
        since = translate("diachiso", "{count} addresses were edited since: check again.")
        return f"{told} {since.format(count=labels.number(edited))}" if edited else told

    @staticmethod
    def _told(run: RunRow, edited: int) -> str:
        what = run.source or translate("diachiso", "Addresses")
        text = translate("diachiso", "{what}: checked {time} by {person}, rules {version}")
        told = text.format(what=what, time=local_time(run.at), person=run.by or "–", version=run.version)
        since = translate("diachiso", "{count} addresses were edited since: check again.")
        return f"{told}. {since.format(count=labels.number(edited))}" if edited else told


def newest(runs: Iterable[RunRow]) -> list[RunRow]:
    """The last check of each subject and source; the runs come with the last one first."""
    found: dict[tuple[bool, str], RunRow] = {}
    for run in runs:
        found.setdefault((run.subject == ADDRESS, run.source), run)
    return list(found.values())
