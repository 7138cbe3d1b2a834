"""diachiso:importfieldpackage — what was done in the field, as a plan of differences; then written, all or nothing."""
from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import Any, cast

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingParameterFile,
)

from ..compat import translate
from ..core.collected import Status
from ..core.errors import QT_TRANSLATE_NOOP
from ..core.field_changes import FieldPlan
from ..core.field_package import REGISTER_FILE
from ..core.field_reasons import FieldReason
from ..register.field_apply import apply_field_plan
from ..register.field_import import FieldReturn, plan_returned
from ..register.field_photos import ReturnedPhotos
from ..register.gate import writer_gate
from ..register.photo_folders import folders_of
from ..register.snapshot import snapshot
from .destination import refuse_destination
from .difference_layer import DifferenceRows
from .differences_step import BACKUP, DRY_RUN, OUTPUT, DifferencesAlgorithm
from .register_layers import refuse_unsaved_edits

PACKAGE, _TOLD = "PACKAGE", 20
_COUNTS = {
    "ADDED": QT_TRANSLATE_NOOP("diachiso", "New addresses"),
    "CHANGED": QT_TRANSLATE_NOOP("diachiso", "Addresses changed"),
    "MOVED": QT_TRANSLATE_NOOP("diachiso", "Addresses moved (among those changed)"),
    "CONFLICTS": QT_TRANSLATE_NOOP("diachiso", "Values edited in the register since, for a person"),
    "REJECTED": QT_TRANSLATE_NOOP("diachiso", "Values and rows not taken"),
    "DELETED": QT_TRANSLATE_NOOP("diachiso", "Addresses deleted in the package (reported only)"),
    "UNCHANGED": QT_TRANSLATE_NOOP("diachiso", "Addresses that stay as they are"),
    "PHOTOS": QT_TRANSLATE_NOOP("diachiso", "Photos copied"),
    "FAR": QT_TRANSLATE_NOOP("diachiso", "Plaques more than 50 m from their address (taken, to be looked at)"),
}
MISSING_COLUMNS = QT_TRANSLATE_NOOP(
    "diachiso", "Fields that the package no longer has, so that nothing is known of them: {columns}"
)
PEOPLE = QT_TRANSLATE_NOOP(
    "diachiso",
    "{count} records of people were changed in the package. They are not taken from there: enter them in the register, "
    "or with \"Take persons into the register\".",
)


class ImportFieldPackage(DifferencesAlgorithm):
    """The plan is the result of a dry run; without it, it is applied."""

    NAME = "importfieldpackage"
    TITLE = QT_TRANSLATE_NOOP("diachiso", "Import field package")
    HELP = QT_TRANSLATE_NOOP(
        "diachiso",
        "Brings the folder back that \"Export field package\" made and people have worked in, with QField, QGIS or "
        "any other program. What was changed is told field by field from the copy that the package carries: changed"
        " fields, moved positions, new addresses, notices and plaques, new photos. What was edited in the register "
        "since is a conflict for a person; what has been submitted or verified is never overwritten; nothing is "
        "deleted; codes are never taken from a package, so new addresses come without one and get it from \"Assign "
        "codes\". Nor are people taken: personal data come into the register by its own form or by \"Take persons into "
        "the register\" only, on a legal basis; changes that another program made are counted and told.\n\n"
        "Start with a dry run and look at the differences, then apply: either everything is written or nothing. A "
        "verified backup is made first, and the import can be undone. Importing a package twice changes nothing.",
    )
    TAGS = QT_TRANSLATE_NOOP("diachiso", "address,register,field,QField,mobile,offline,package,import,photo")
    ICON = "apply.svg"
    COUNTS = _COUNTS
    FILES = True

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:  # noqa: N802
        """The parameters and outputs."""
        self.add(
            QgsProcessingParameterFile(
                PACKAGE, translate("diachiso", "Folder of the package"),
                behavior=QgsProcessingParameterFile.Behavior.Folder,
            ),  # fmt: skip
            translate("diachiso", "The whole folder as it came back from the field."),
        )
        self.add_register()
        self.add_differences()

    def prepare_work(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> None:
        """What is not saved in the package would be lost."""
        refuse_unsaved_edits(self._package(parameters, context) / REGISTER_FILE)

    def refused_by_server(self, parameters: dict[str, Any], context: QgsProcessingContext) -> None:
        """No record names the photos: they go."""
        self._photos.take_back()

    def work(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Plan, show, and write."""
        register, package = self.register_path(parameters, context), self._package(parameters, context)
        dry_run = self.parameterAsBool(parameters, DRY_RUN, context)
        refuse_destination(parameters.get(OUTPUT), context, register, (), [str(package / REGISTER_FILE)])
        cancelled = feedback.isCanceled
        photos = self._photos = ReturnedPhotos(package, folders_of(register))
        with ExitStack() as stack:
            if not dry_run:
                action = translate("diachiso", "importing a field package")
                stack.enter_context(writer_gate(register, action=action, cancelled=cancelled))
            with snapshot(register, cancelled) as con:
                returned = plan_returned(con, package, photos)
            feedback.setProgress(50)
            plan = returned.plan
            rows = DifferenceRows(plan.plan, plan.known, plan.readers, plan.places)
            results = self.write_differences(parameters, context, rows)
            copied, counts = 0, _counts(returned)
            if not dry_run and plan.writes:
                try:
                    copied = photos.bring(returned.photo_paths)
                    backup = apply_field_plan(
                        register, returned, counts,
                        progress=lambda share: feedback.setProgress(50 + 50 * share), cancelled=cancelled,
                    )  # fmt: skip
                except BaseException:
                    photos.take_back()
                    raise
                results[BACKUP] = str(backup)
        counts["PHOTOS"] = copied
        self.tell_counts(counts, feedback)
        for address, why in far_plaques(plan)[:_TOLD]:
            feedback.pushWarning(f"{address}: {why}")
        if returned.missing_columns:
            text = translate("diachiso", MISSING_COLUMNS)
            feedback.pushWarning(text.format(columns=", ".join(returned.missing_columns)))
        if returned.people:
            feedback.pushWarning(translate("diachiso", PEOPLE).format(count=returned.people))
        return {**results, **counts}

    def _package(self, parameters: dict[str, Any], context: QgsProcessingContext) -> Path:
        path = Path(self.parameterAsString(parameters, PACKAGE, context)).absolute()
        return path.parent if path.is_file() else path


def far_plaques(plan: FieldPlan) -> list[tuple[str, str]]:
    """The plaques that hang far from their address: its text or id, and what to look at."""
    found = [d for d in plan.plan.differences if cast(object, d.reason) is FieldReason.FAR_PLAQUE and d.reason]
    known = [plan.known[d.known] for d in found]
    texts = [str(k.values.get("address_text") or k.code or k.address_id) for k in known]
    return [(text, d.reason.render(translate, **d.details)) for text, d in zip(texts, found) if d.reason]


def _counts(returned: FieldReturn) -> dict[str, int]:
    plan: FieldPlan = returned.plan
    return {
        "ADDED": len(plan.new), "CHANGED": plan.changed, "MOVED": len(plan.moved),
        "CONFLICTS": plan.plan.count(Status.CONFLICT), "REJECTED": plan.plan.count(Status.REJECTED),
        "DELETED": plan.deleted, "UNCHANGED": max(0, returned.addresses - plan.changed), "PHOTOS": 0,
        "FAR": len(far_plaques(plan)),
    }  # fmt: skip
