"""diachiso:updateplaques — plaques ordered, delivered, mounted …: scanned, pasted, or from a filled route list."""
from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFile,
    QgsProcessingParameterPoint,
    QgsProcessingParameterString,
)

from ..compat import translate
from ..core.agency import load_agency
from ..core.errors import QT_TRANSLATE_NOOP, DiachisoError, Message
from ..core.plaque_life import NOT_MOUNTED_WORDS, STATE_WORDS, NotMounted, PlaqueState, scanned_codes
from ..register.cancelling import GATE_CANCELLED, GateCancelled
from ..register.plaques import ChangedPlaque, PlaqueChange, change_plaques, plaques_of_run
from .base import DiachisoAlgorithm, Group
from .destination import refuse_destination
from .plaque_file import BAD_DAY, ListedStep, read_day, read_plaque_list, told
from .record_table import OUTPUT, table_parameter, write_table

STATE, CODES, BATCH, TABLE, DAY, BY = "STATE", "CODES", "BATCH", "TABLE", "DATE", "BY"
NOT_MOUNTED, POSITION, PHOTO, PLACE, DRY_RUN = "NOT_MOUNTED", "POSITION", "PHOTO", "PLACE", "DRY_RUN"
CHANGED, REFUSED, WARNINGS = "CHANGED", "REFUSED", "WARNINGS"
_COLUMNS = ("key", "address_id", "code", "address_text", "before", "after", "status", "reason_text", "metres")
_REASON, _TOLD = _COLUMNS.index("reason_text"), 20
_WGS84 = QgsCoordinateReferenceSystem("EPSG:4326")

NOTHING_CHOSEN = Message(
    "plaques_nothing_chosen",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "No plaque is named. Scan or paste codes (CODES), name a print run (BATCH), or choose a filled route list "
        "(TABLE).",
    ),
)
NO_STATE = Message(
    "plaques_no_state",
    QT_TRANSLATE_NOOP("diachiso", "Choose what the plaques are now (STATE): it is needed for codes and print runs."),
)
ONE_POSITION = Message(
    "plaques_one_position",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "A position or a photo belongs to one plaque, but {count} are named. Leave it out, or give a table with "
        "positions and photos.",
    ),
)


class UpdatePlaques(DiachisoAlgorithm):
    """What can be done is done, what cannot is listed with its reason."""

    NAME = "updateplaques"
    TITLE = QT_TRANSLATE_NOOP("diachiso", "Update plaques")
    HELP = QT_TRANSLATE_NOOP(
        "diachiso",
        "Follows plaques from the workshop to the wall: ordered, printed, delivered, mounted (when, by whom, photo, "
        "position), not mounted with a reason, damaged, replaced, removed. Scan the QR codes of a box of plaques or "
        "paste codes; or name a print run; or take in the route list that those who mount have filled in. A scanner "
        "may write the whole link of the portal. Each plaque that can take the step takes it; the others are listed "
        "with the reason why not. A plaque that hangs more than 50 m from its address is told. Who did it and when "
        "stands in the history.",
    )
    TAGS = QT_TRANSLATE_NOOP("diachiso", "plaque,mount,deliver,order,scan,barcode,qr,route")
    ICON = "plaque.svg"
    PEOPLE = False
    GROUP = Group.PUBLISH

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:  # noqa: N802
        """The parameters and outputs."""
        self.add_register()
        self.add(
            QgsProcessingParameterEnum(
                STATE, translate("diachiso", "What they are now"),
                [translate("diachiso", text) for text in STATE_WORDS.values()], optional=True,
            ),  # fmt: skip
            translate("diachiso", "The state of the plaques named by codes or a print run."),
        )
        self.add(
            QgsProcessingParameterString(
                CODES, translate("diachiso", "Scanned or pasted codes"), multiLine=True, optional=True
            ),
            translate("diachiso", "Codes, links of the portal or address ids, with anything between them."),
        )
        self.add(
            QgsProcessingParameterString(BATCH, translate("diachiso", "Or a print run"), optional=True),
            translate("diachiso", "All plaques of that run that are in use, such as 20261122-1a2b3c."),
        )
        self.add(
            QgsProcessingParameterFile(TABLE, translate("diachiso", "Or a filled route list"), optional=True),
            translate(
                "diachiso",
                "XLSX, XLS, ODS or CSV with the address code and the day of mounting, or the reason why not, or the "
                "state; also photo, longitude and latitude. Rows that say nothing are left out.",
            ),
        )
        self.add(
            QgsProcessingParameterString(DAY, translate("diachiso", "Day"), optional=True),
            translate("diachiso", "Like 22/11/2026; today if empty."),
        )
        self.add(
            QgsProcessingParameterString(BY, translate("diachiso", "Mounted by (unit)"), optional=True),
            translate("diachiso", "The unit or team; no telephone numbers."),
        )
        self.add(
            QgsProcessingParameterEnum(
                NOT_MOUNTED, translate("diachiso", "Why not mounted"),
                [translate("diachiso", text) for text in NOT_MOUNTED_WORDS.values()], optional=True,
            ),  # fmt: skip
            translate("diachiso", "Needed where they are not mounted."),
        )
        self.add(
            QgsProcessingParameterPoint(POSITION, translate("diachiso", "Where it hangs"), optional=True),
            translate("diachiso", "The position of one plaque; farther than 50 m from its address it is told."),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterString(PHOTO, translate("diachiso", "Photo"), optional=True),
            translate("diachiso", "The photo's path, relative to the register's folder, of one plaque."),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterString(PLACE, translate("diachiso", "Where on the object"), optional=True),
            translate("diachiso", "Such as: left of the main door."),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterBoolean(DRY_RUN, translate("diachiso", "Look only"), False),
            translate("diachiso", "List what would be done and write nothing."),
        )
        self.add(
            table_parameter(translate("diachiso", "Plaques and what became of them")),
            translate("diachiso", "One row per plaque: its state before and after, why not, what to look at."),
        )
        self.addOutput(QgsProcessingOutputNumber(CHANGED, translate("diachiso", "Plaques updated")))
        self.addOutput(QgsProcessingOutputNumber(REFUSED, translate("diachiso", "Plaques refused")))
        self.addOutput(QgsProcessingOutputNumber(WARNINGS, translate("diachiso", "Plaques to look at")))

    def writes(self, parameters: dict[str, Any], context: QgsProcessingContext) -> bool:
        """Looking writes nothing."""
        return not self.parameterAsBool(parameters, DRY_RUN, context)

    def work(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Gather the steps and take them."""
        register = self.register_path(parameters, context)
        refuse_destination(parameters.get(OUTPUT), context, register, (), [self._table(parameters, context)])
        steps = self._steps(register, parameters, context, feedback)
        changes = [step.change for step in steps if step.change is not None]
        done = change_plaques(
            register, changes, dry_run=not self.writes(parameters, context), cancelled=feedback.isCanceled,
            progress=lambda share: feedback.setProgress(100 * share),
        )  # fmt: skip
        wrong = [step for step in steps if step.change is None]
        rows = [_row(one) for one in done] + [_wrong(step) for step in wrong]
        results = write_table(self, parameters, context, _COLUMNS, rows)
        refused = sum(one.problem is not None for one in done) + len(wrong)
        warnings = sum(one.problem is None and one.warning is not None for one in done)
        text = translate("diachiso", "{changed} plaques updated, {refused} refused, {warnings} to look at.")
        feedback.pushInfo(text.format(changed=len(rows) - refused, refused=refused, warnings=warnings))
        for row in [row for row in rows if row[_REASON]][:_TOLD]:
            feedback.pushWarning(f"{row[0]}: {row[_REASON]}")
        return {**results, CHANGED: len(rows) - refused, REFUSED: refused, WARNINGS: warnings}

    def _table(self, parameters: dict[str, Any], context: QgsProcessingContext) -> str:
        return str(self.parameterAsString(parameters, TABLE, context) or "")

    def _steps(
        self, register: Path, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> list[ListedStep]:
        link = load_agency(register=register).portal_link
        usual = self._usual(parameters, context)
        keys = scanned_codes(self.parameterAsString(parameters, CODES, context) or "", link)
        batch = (self.parameterAsString(parameters, BATCH, context) or "").strip()
        if batch:
            keys += [key for key in plaques_of_run(register, batch) if key not in keys]
        table = self._table(parameters, context)
        if not (keys or table):
            raise DiachisoError(NOTHING_CHOSEN)
        if keys and usual is None:
            raise DiachisoError(NO_STATE)
        steps: list[ListedStep] = []
        if keys and usual is not None:
            if len(keys) > 1 and (usual.lonlat or usual.photo):
                raise DiachisoError(ONE_POSITION, count=len(keys))
            steps = [ListedStep(key, replace(usual, key=key)) for key in keys]
        if table:

            def go_on() -> None:
                if feedback.isCanceled():
                    raise GateCancelled(GATE_CANCELLED, path=str(register))

            steps += read_plaque_list(Path(table), usual, link, go_on)
        return steps

    def _usual(self, parameters: dict[str, Any], context: QgsProcessingContext) -> PlaqueChange | None:
        """What codes and rows without a word of their own ask for."""
        if parameters.get(STATE) in (None, ""):
            return None
        written = (self.parameterAsString(parameters, DAY, context) or "").strip()
        day = read_day(written) if written else date.today().isoformat()
        if not day:
            raise DiachisoError(BAD_DAY, text=written)
        lonlat = None
        if parameters.get(POSITION) not in (None, ""):
            point = self.parameterAsPoint(parameters, POSITION, context, _WGS84)
            lonlat = (point.x(), point.y())
        why = None
        if parameters.get(NOT_MOUNTED) not in (None, ""):
            why = list(NotMounted)[self.parameterAsEnum(parameters, NOT_MOUNTED, context)]
        by, place, photo = (
            str(self.parameterAsString(parameters, name, context) or "").strip() for name in (BY, PLACE, PHOTO)
        )
        state = list(PlaqueState)[self.parameterAsEnum(parameters, STATE, context)]
        return PlaqueChange("", state, day, by, place, photo, lonlat, why)


def _row(one: ChangedPlaque) -> tuple[Any, ...]:
    words = {state.value: translate("diachiso", text) for state, text in STATE_WORDS.items()}
    said = one.problem or one.warning
    params = {**one.params, "before": words.get(one.before, one.before), "after": words.get(one.after, one.after)}
    status = "refused" if one.problem is not None else "warning" if one.warning is not None else "changed"
    return (
        one.key, one.address_id, one.code, one.address_text, one.before,
        one.before if one.problem is not None else one.after, status,
        said.render(translate, **params) if said is not None else "",
        "" if one.metres is None else str(round(one.metres)),
    )  # fmt: skip


def _wrong(step: ListedStep) -> tuple[Any, ...]:
    words = [translate("diachiso", text) for text in STATE_WORDS.values()]
    text = step.problem.render(translate, **told(step, words)) if step.problem is not None else ""
    return (step.key, "", "", "", "", "", "refused", text, "")
