"""diachiso:erasepersonaldata — one person's data out of the register, everywhere; what becomes of backups is said."""
from __future__ import annotations

from typing import Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterString,
)

from ..compat import translate
from ..core.errors import QT_TRANSLATE_NOOP, DiachisoError, Message
from ..register.erase import ErasureSummary, erase_person
from ..register.people import Subject
from ..register.postgres.driver import PgPlace
from ..register.postgres.packing import pack_tables
from .base import DiachisoAlgorithm
from .destination import refuse_destination
from .record_table import OUTPUT, table_parameter, write_table

PERSON_ID, PHONE, NAME, REASON = "PERSON_ID", "PHONE", "NAME", "REASON"
DELETE_BACKUPS, DRY_RUN = "DELETE_BACKUPS", "DRY_RUN"
ROWS, ELSEWHERE, DOUBTFUL, BACKUPS = "ROWS", "ELSEWHERE", "DOUBTFUL", "BACKUPS"
_COLUMNS = ("what", "where", "count", "done", "records")
_MOST = 20  # records that a line lists

BAD_NUMBER = Message(
    "person_bad_number",
    QT_TRANSLATE_NOOP(
        "diachiso", "{text} is no number of a person. Write numbers with commas between them, such as 12, 15."
    ),
)


NOT_PACKED = QT_TRANSLATE_NOOP(
    "diachiso",
    "The data are erased, but the file could not be packed, since another program reads it or the disk is full: what "
    "was deleted long before may still be in its unused parts. The next erasure packs it.",
)
NOT_PACKED_THERE = QT_TRANSLATE_NOOP(
    "diachiso",
    "The data are erased in {register}, but its tables could not be packed, since somebody works on them or the disk "
    "is full: what was deleted may still be in their unused parts. The next erasure packs them.",
)
BACKUPS_THERE = QT_TRANSLATE_NOOP(
    "diachiso",
    "Backups of the database of {register} that were made before hold the data still, and so do communes that are "
    "checked out. Delete the backups, or keep them locked away.",
)


class ErasePersonalData(DiachisoAlgorithm):
    """Finds one person, never a list of people of one name."""

    NAME = "erasepersonaldata"
    TITLE = QT_TRANSLATE_NOOP("diachiso", "Erase a person's data")
    HELP = QT_TRANSLATE_NOOP(
        "diachiso",
        "Erases one person's data from the register, at the person's request or when its time is over: all rows of the "
        "person; telephone and mail wherever they stand; the name in notes, in the log and in what an undo remembers. "
        "The file is packed, so that nothing stays in its unused parts. That it was done, by whom, when and why stands "
        "in the history, without the data.\n\n"
        "The person is found by number, telephone or full name; where several people fit, nothing is done and they are "
        "listed masked. Somebody who has no record of his own is looked for by name and telephone in notes, in the log "
        "and in what an undo remembers: the dry run lists the records, without it name and number are blacked out "
        "there. A name outside notes may be a street's or a shop's: there it is only listed, for a person to look "
        "at.\n\n"
        "No backup is made before. The backups that hold the data are listed; they can be deleted, and a backup of the "
        "register as it is then takes their place. A backup that is kept holds the data until it is replaced after ten "
        "more; restoring it does not bring the person's rows back, but notes may return. Sheets, packages and prints "
        "that have left this computer are not reached: see who received them.",
    )
    TAGS = QT_TRANSLATE_NOOP("diachiso", "address,register,person,personal data,privacy,erase,delete,forget")
    ICON = "exclude.svg"

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:  # noqa: N802
        """The parameters and outputs."""
        self.add_register()
        for name, title, help_text in (
            (
                PERSON_ID,
                translate("diachiso", "Number of the person's record"),
                translate("diachiso", "Such as 12, or 12, 15 where they are one person's; as reports show them."),
            ),
            (
                PHONE,
                translate("diachiso", "Telephone"),
                translate("diachiso", "In any spelling; +84 counts as 0."),
            ),
            (
                NAME,
                translate("diachiso", "Full name or organisation"),
                translate("diachiso", "The whole name with its tones."),
            ),
            (
                REASON,
                translate("diachiso", "Reason"),
                translate(
                    "diachiso", "Stands in the history, so without the name: such as the request's number and date."
                ),
            ),
        ):
            self.add(QgsProcessingParameterString(name, title, optional=True), help_text)
        self.add(
            QgsProcessingParameterBoolean(
                DELETE_BACKUPS, translate("diachiso", "Delete the backups that hold the data"), False
            ),
            translate("diachiso", "If not, they are only listed. What they alone hold is lost with them."),
        )
        self.add(
            QgsProcessingParameterBoolean(DRY_RUN, translate("diachiso", "Dry run: only look"), True),
            translate("diachiso", "Show what would be erased, masked, and write nothing."),
        )
        self.add(
            table_parameter(translate("diachiso", "What was found")),
            translate("diachiso", "The person's rows (masked), the other places by table, and the backups."),
        )
        for name, text in (
            (ROWS, translate("diachiso", "Rows of the person")),
            (ELSEWHERE, translate("diachiso", "Other rows with the data")),
            (DOUBTFUL, translate("diachiso", "Rows with the name, for a person to look at")),
            (BACKUPS, translate("diachiso", "Backups that still hold the data")),
        ):
            self.addOutput(QgsProcessingOutputNumber(name, text))

    def writes(self, parameters: dict[str, Any], context: QgsProcessingContext) -> bool:
        """A dry run writes nothing."""
        return not self.parameterAsBool(parameters, DRY_RUN, context)

    def work_on_server(
        self, place: PgPlace, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """The same there; then the tables are packed, and what is said of backups is said of the database's."""
        results = super().work_on_server(place, parameters, context, feedback)
        if self._touched:
            if not pack_tables(place, self._touched):
                feedback.pushWarning(translate("diachiso", NOT_PACKED_THERE).format(register=place.shown))
            feedback.pushWarning(translate("diachiso", BACKUPS_THERE).format(register=place.shown))
        return results

    def work(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Look, erase, and say what was found."""
        register = self.register_path(parameters, context)
        refuse_destination(parameters.get(OUTPUT), context, register, ())
        subject = Subject(
            _numbers(self.parameterAsString(parameters, PERSON_ID, context)),
            self.parameterAsString(parameters, PHONE, context),
            self.parameterAsString(parameters, NAME, context),
        )
        dry_run = not self.writes(parameters, context)
        done = erase_person(
            register,
            subject,
            self.parameterAsString(parameters, REASON, context),
            delete_backups=self.parameterAsBool(parameters, DELETE_BACKUPS, context),
            dry_run=dry_run,
            cancelled=feedback.isCanceled,
        )
        if not dry_run and not done.erased.compacted:
            feedback.pushWarning(translate("diachiso", NOT_PACKED))
        self._touched = () if dry_run else ("person", *done.erased.blacked)
        left = [held for held in done.backups if not held.deleted]
        if left and not dry_run:
            text = translate(
                "diachiso", "{count} backups still hold the data: {names}. Delete them, or keep them locked away."
            )
            feedback.pushWarning(text.format(count=len(left), names=", ".join(held.backup.path.name for held in left)))
        return {
            **write_table(self, parameters, context, _COLUMNS, _rows(done, dry_run), numbers=("count",)),
            ROWS: len(done.erased.person_ids),
            ELSEWHERE: sum(done.erased.blacked.values()),
            DOUBTFUL: sum(done.erased.doubtful.values()),
            BACKUPS: len(left),
        }


def _numbers(text: str) -> tuple[int, ...]:
    """The numbers of a text with commas; DiachisoError for anything else in it."""
    pieces = [piece.strip().lstrip("#") for piece in text.replace(";", ",").split(",") if piece.strip()]
    for piece in pieces:
        if not (piece.isascii() and piece.isdecimal()):
            raise DiachisoError(BAD_NUMBER, text=piece)
    return tuple(map(int, pieces))


def _rows(done: ErasureSummary, dry_run: bool) -> list[tuple[str, str, int, str, str]]:
    erased = "found" if dry_run else "erased"
    found = len(done.erased.person_ids) > 0  # else no row of a person, but remarks
    rows = [("person" if found else "remarks only", masked, int(found), erased, "") for masked in done.erased.masked]
    for what, counts, state in (
        ("text", done.erased.blacked, erased), ("name", done.erased.doubtful, "to look at"),
    ):  # fmt: skip
        for place, count in counts.items():
            listed = done.erased.records.get(place, [])
            more = ", …" if len(listed) > _MOST else ""
            rows.append((what, place, count, state, ", ".join(listed[:_MOST]) + more))
    for held in done.backups:
        state = "deleted" if held.deleted else "holds it" if held.readable else "unreadable, may hold it"
        rows.append(("backup", held.backup.path.name, 1, state, ""))
    return rows
