"""diachiso:checkinregister — what was done in a checked-out copy, as a plan of differences; then written."""
from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

from qgis.core import (
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingOutputString,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterFile,
    QgsWkbTypes,
)

from ..compat import none_if_null, translate
from ..core.checkin.model import Choices, Side, Verdict
from ..core.checkin.reasons import CheckinReason
from ..core.errors import QT_TRANSLATE_NOOP, DiachisoError, Message
from ..publish.checkout import refresh
from ..register.backup import backup_folder
from ..register.checkout.checkin import CheckinResult, check_in
from ..register.checkout.package import find_copy
from ..register.checkout.share import at_hand
from ..register.connect import connect
from ..register.reading import read_meta
from ..register.stand_in import stands_in
from .base import DiachisoAlgorithm
from .checkin_layer import DECISION, ITEM, CheckinRows, checkin_fields
from .destination import refuse_destination
from .register_layers import refuse_unsaved_edits
from .transforms import WGS84

PACKAGE, CONFLICTS, DECISIONS, AFTERWARDS = "PACKAGE", "CONFLICTS", "DECISIONS", "AFTERWARDS"
GO_ON, REFRESH, BACK = AFTER = ("go_on", "refresh", "hand_back")
DRY_RUN, OUTPUT, BACKUP = "DRY_RUN", "OUTPUT", "BACKUP"
SIDES = (Side.OPEN, Side.MINE, Side.THEIRS)
_COUNTS = {
    "NEW": QT_TRANSLATE_NOOP("diachiso", "New records"),
    "CHANGED": QT_TRANSLATE_NOOP("diachiso", "Values changed"),
    "RETIRED": QT_TRANSLATE_NOOP("diachiso", "Addresses retired"),
    "REMOVED": QT_TRANSLATE_NOOP("diachiso", "Notices, plaques, positions and people taken out"),
    "CONFLICTS": QT_TRANSLATE_NOOP("diachiso", "Conflicts left open"),
    "SETTLED": QT_TRANSLATE_NOOP("diachiso", "Conflicts decided"),
    "REFUSED": QT_TRANSLATE_NOOP("diachiso", "Values and records not taken"),
    "ONLY_HERE": QT_TRANSLATE_NOOP("diachiso", "Changes of the register that the copy does not have yet"),
    "UNUSED": QT_TRANSLATE_NOOP("diachiso", "Decisions that decide nothing"),
    "PHOTOS": QT_TRANSLATE_NOOP("diachiso", "Photos copied"),
}
NO_DECISION = Message(
    "checkin_no_decision",
    QT_TRANSLATE_NOOP(
        "diachiso",
        'The decisions say "{decision}" about {item}, which is no decision. Write mine (the register\'s value stays), '
        "theirs (the copy's is taken), or nothing.",
    ),
)
NO_COLUMN = Message(
    "checkin_no_column",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "The layer {layer} holds no decisions: it has no field {field}. Choose the differences of a dry run.",
    ),
)
COPY_NOT_TOLD = QT_TRANSLATE_NOOP(
    "diachiso",
    "The copy itself could not be written to (a read-only medium, or in use), so it does not know that it was checked "
    "in. An undo there may free codes that the register has by now: check in again where it can be written.",
)
ERASED = QT_TRANSLATE_NOOP(
    "diachiso",
    "{count} people in the copy were erased in the register. Erase them in the copy, too, or check it out anew.",
)
ERASED_THERE = QT_TRANSLATE_NOOP(
    "diachiso",
    "{count} people were erased in the copy. Their rows are taken out here, too; run \"Erase a person's data\" for "
    "them, so that nothing of theirs stays in remarks and backups.",
)
LEFT_OPEN = QT_TRANSLATE_NOOP(
    "diachiso",
    "{count} conflicts are left open: nothing of them was written, and they are shown again at the next check-in.",
)
UNUSED = QT_TRANSLATE_NOOP("diachiso", "{count} decisions were passed over: {items}. {reason}")
_SHOWN = 5


class CheckInRegister(DiachisoAlgorithm):
    """The plan is the result of a dry run; without it, it is applied."""

    NAME = "checkinregister"
    TITLE = QT_TRANSLATE_NOOP("diachiso", "Check in communes")
    HELP = QT_TRANSLATE_NOOP(
        "diachiso",
        "Takes what was done in a checked-out copy into the register: new and changed records, units, people, notices, "
        "plaques, streets, exceptions of the check, photos, and the codes given there. Each field is told from the "
        "state in which the copy left or came back last: what only the copy has changed is taken; what both have "
        "changed is a conflict, with the value before, the register's (mine) and the copy's (theirs). What was "
        "submitted, verified or issued in the register since is never overwritten; a code that stands for another "
        "address is never taken over.\n\n"
        "Start with a dry run, look at the differences and write mine or theirs into the column decision where you "
        "want to; give that layer as decisions, or decide all conflicts alike. Those left open are shown again at the "
        "next check-in. Either everything is written or nothing; a verified backup is made first, and the check-in "
        "can be undone. Checking in twice changes nothing. Work in the copy may go on afterwards; an older state of "
        "it, or a second copy that was edited apart, is told and refused. Handed back, the copy is closed and its "
        "unused numbers are the register's again.",
    )
    TAGS = QT_TRANSLATE_NOOP("diachiso", "address,register,checkin,merge,conflict,copy,offline,USB,office")
    ICON = "apply.svg"
    FILES = True
    CHOICES = {CONFLICTS: [side.value for side in SIDES], AFTERWARDS: AFTER}

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:  # noqa: N802
        """The parameters and outputs."""
        self.add_register()
        self.add(
            QgsProcessingParameterFile(
                PACKAGE, translate("diachiso", "Folder of the check-out"),
                behavior=QgsProcessingParameterFile.Behavior.Folder,
            ),  # fmt: skip
            translate("diachiso", "The whole folder as it came back, or the register (.gpkg) in it."),
        )
        self.add(
            QgsProcessingParameterEnum(
                CONFLICTS, translate("diachiso", "Conflicts without a decision"),
                [
                    translate("diachiso", "Leave open"), translate("diachiso", "The register's value stays (mine)"),
                    translate("diachiso", "The copy's value is taken (theirs)"),
                ],
                defaultValue=0,
            ),  # fmt: skip
            translate("diachiso", "Besides the number, its name may be written: open, mine or theirs."),
        )
        self.add(
            QgsProcessingParameterFeatureSource(
                DECISIONS, translate("diachiso", "Decisions"), [QgsProcessing.SourceType.TypeVector], optional=True
            ),
            translate(
                "diachiso",
                "The differences of a dry run, with mine or theirs in the column decision of those that are decided.",
            ),
        )
        self.add(
            QgsProcessingParameterEnum(
                AFTERWARDS, translate("diachiso", "Afterwards"),
                [
                    translate("diachiso", "Work in the copy goes on"),
                    translate("diachiso", "Refresh the copy from the register"),
                    translate("diachiso", "Hand the copy back"),
                ],
                defaultValue=0,
            ),  # fmt: skip
            translate(
                "diachiso",
                "Refreshed, the copy has what others have done since, and goes on with its numbers. Handed back, it is "
                "closed, and its unused numbers are the register's again. For both, every conflict must be decided. "
                "Besides the number, its name may be written: go_on, refresh or hand_back.",
            ),
        )
        self.add(
            QgsProcessingParameterBoolean(DRY_RUN, translate("diachiso", "Dry run: differences only"), True),
            translate("diachiso", "Show the differences and write nothing."),
        )
        self.add(
            QgsProcessingParameterFeatureSink(
                OUTPUT, translate("diachiso", "Differences"), QgsProcessing.SourceType.TypeVectorPoint,
                optional=True, createByDefault=True,
            ),  # fmt: skip
            translate(
                "diachiso", "A row per field that differs: before, mine, theirs, what becomes of it, and why."
            ),
        )
        for name, text in _COUNTS.items():
            self.addOutput(QgsProcessingOutputNumber(name, translate("diachiso", text)))
        self.addOutput(QgsProcessingOutputString(BACKUP, translate("diachiso", "Backup made before")))

    def writes(self, parameters: dict[str, Any], context: QgsProcessingContext) -> bool:
        """A dry run writes nothing."""
        return not self.parameterAsBool(parameters, DRY_RUN, context)

    def prepare_work(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> None:
        """What is not saved in the copy would be lost."""
        refuse_unsaved_edits(find_copy(self._package(parameters, context)))

    def refused_by_server(self, parameters: dict[str, Any], context: QgsProcessingContext) -> None:
        """No record names the photos that came in: they go."""
        self._done.take_back_photos()

    def work(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Plan, show, and write."""
        register, package = self.register_path(parameters, context), self._package(parameters, context)
        refuse_destination(parameters.get(OUTPUT), context, register, (), [str(find_copy(package))])
        default = SIDES[self.parameterAsEnum(parameters, CONFLICTS, context)]
        afterwards = AFTER[self.parameterAsEnum(parameters, AFTERWARDS, context)]
        with at_hand(register, feedback.isCanceled) as here:
            done = self._done = check_in(
                here, package, Choices(default, self._decisions(parameters, context)),
                dry_run=not self.writes(parameters, context),
                hand_back=afterwards == BACK, settle_all=afterwards == REFRESH,
                progress=lambda share: feedback.setProgress(90 * share), cancelled=feedback.isCanceled,
            )  # fmt: skip
        try:
            return self._finish(register, done, parameters, context, feedback)
        except BaseException:
            if stands_in(register):
                done.take_back_photos()
            raise

    def _finish(
        self, register: Path, done: CheckinResult, parameters: dict[str, Any], context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
    ) -> dict[str, Any]:  # fmt: skip
        """Show what was done, and do what comes after it."""
        afterwards = AFTER[self.parameterAsEnum(parameters, AFTERWARDS, context)]
        results = self._show(register, done, parameters, context)
        counts = {**done.counts, "CONFLICTS": done.counts["OPEN"], "PHOTOS": done.photos}
        counts = {name: counts[name] for name in _COUNTS}
        for name, text in _COUNTS.items():
            feedback.pushInfo(f"{translate('diachiso', text)}: {counts[name]}")
        if done.backup is not None:
            results[BACKUP] = str(backup_folder(register) / done.backup.name)
            if counts["CONFLICTS"]:
                feedback.pushWarning(translate("diachiso", LEFT_OPEN).format(count=counts["CONFLICTS"]))
        _warn_of_unused(done, feedback)
        if not done.copy_told:
            feedback.pushWarning(translate("diachiso", COPY_NOT_TOLD))
        if done.erased:
            feedback.pushWarning(translate("diachiso", ERASED).format(count=done.erased))
        if done.erased_there:
            feedback.pushWarning(translate("diachiso", ERASED_THERE).format(count=done.erased_there))
        if afterwards == REFRESH and self.writes(parameters, context):
            refresh(register, done.file, QgsApplication.locale(), cancelled=feedback.isCanceled)
            feedback.pushInfo(translate("diachiso", "The copy was refreshed: {path}").format(path=done.file))
        return {**results, **counts}

    def _show(
        self, register: Path, done: CheckinResult, parameters: dict[str, Any], context: QgsProcessingContext
    ) -> dict[str, Any]:
        crs = QgsCoordinateReferenceSystem(WGS84)
        sink, target = self.parameterAsSink(parameters, OUTPUT, context, checkin_fields(), QgsWkbTypes.Type.Point, crs)
        if sink is None:
            return {}
        with closing(connect(register)) as con:
            profile = read_meta(con).profile
        CheckinRows(done, profile).write(sink)
        del sink
        return {OUTPUT: target}

    def _decisions(self, parameters: dict[str, Any], context: QgsProcessingContext) -> Mapping[str, Side]:
        source = self.parameterAsSource(parameters, DECISIONS, context)
        if source is None:
            return {}
        for name in (ITEM, DECISION):
            if source.fields().lookupField(name) < 0:
                raise DiachisoError(NO_COLUMN, layer=source.sourceName(), field=name)
        found: dict[str, Side] = {}
        for feature in source.getFeatures():
            said = str(none_if_null(feature[DECISION]) or "").strip().lower()
            if not said:
                continue
            if said not in {side.value for side in SIDES}:
                raise DiachisoError(NO_DECISION, decision=said, item=feature[ITEM])
            found[str(feature[ITEM])] = Side(said)
        return found

    def _package(self, parameters: dict[str, Any], context: QgsProcessingContext) -> Path:
        return Path(self.parameterAsString(parameters, PACKAGE, context)).absolute()


def _warn_of_unused(done: CheckinResult, feedback: QgsProcessingFeedback) -> None:
    """Name the decisions that decided nothing, by their reasons; the differences list all of them."""
    found: dict[CheckinReason, list[str]] = {}
    for d in done.differences:
        if d.verdict is Verdict.UNUSED and d.reason is not None:
            found.setdefault(d.reason, []).append(str(d.details["item"]))
    for reason, items in found.items():
        shown = ", ".join(items[:_SHOWN]) + (", …" if len(items) > _SHOWN else "")
        told = translate("diachiso", UNUSED)
        feedback.pushWarning(told.format(count=len(items), items=shown, reason=reason.render(translate)))
