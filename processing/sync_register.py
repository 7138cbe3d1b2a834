"""diachiso:syncregister — the register and a registry agree: push, pull or both; also at night, with nobody there."""
from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from qgis.core import (
    QgsApplication,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingOutputString,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterEnum,
    QgsProcessingParameterString,
)

from ..compat import translate
from ..core.errors import QT_TRANSLATE_NOOP, Message
from ..core.resources import local_profiles
from ..register.postgres.beside import look_beside
from ..sync.device import QgisDevice, device_of
from ..sync.engine import sync
from ..sync.options import Direction, Options, SyncCounts
from ..sync.pauses import PAUSE_TEXTS
from .base import DiachisoAlgorithm
from .destination import refuse_destination
from .record_table import OUTPUT, table_parameter, write_table
from .registry_account import AUTHCFG, REGISTRY, add_registry, registry_address, unlocked_account

DIRECTION, SUBMIT = "DIRECTION", "SUBMIT"
ATTENDED, RESTORED, LOST, NOTE = "ATTENDED", "RESTORED", "RESEND_LOST", "NOTE"
PAUSE, NOTICE, RUN_ID = "PAUSE", "NOTICE", "RUN_ID"
NIGHT_PATIENCE_S = 60.0
_COLUMNS = ("address_id", "code", "address_text", "reason")
_DIRECTIONS = (
    (Direction.BOTH, QT_TRANSLATE_NOOP("diachiso", "Push and pull")),
    (Direction.PUSH, QT_TRANSLATE_NOOP("diachiso", "Push")),
    (Direction.PULL, QT_TRANSLATE_NOOP("diachiso", "Pull")),
)
_COUNTS = {
    "pushed": QT_TRANSLATE_NOOP("diachiso", "Records sent"),
    "pulled": QT_TRANSLATE_NOOP("diachiso", "Records received"),
    "merged": QT_TRANSLATE_NOOP("diachiso", "Records merged"),
    "conflicts": QT_TRANSLATE_NOOP("diachiso", "Conflicts found"),
    "rejected": QT_TRANSLATE_NOOP("diachiso", "Records that the registry refused"),
    "unknown": QT_TRANSLATE_NOOP("diachiso", "Records without an answer yet"),
    "refused": QT_TRANSLATE_NOOP("diachiso", "Records not ready to be sent"),
    "submitted": QT_TRANSLATE_NOOP("diachiso", "Records submitted"),
    "waiting": QT_TRANSLATE_NOOP("diachiso", "Records that still wait"),
    "held": QT_TRANSLATE_NOOP("diachiso", "Issued elsewhere, not sent as new"),
    "lost": QT_TRANSLATE_NOOP("diachiso", "Records that the registry had lost"),
    "persons": QT_TRANSLATE_NOOP("diachiso", "Records sent with personal data"),
}

STOPPED = Message(
    "sync_stopped",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "The sync stopped before its end: {reason} Nothing was lost; it goes on from there next time. ({counts})",
    ),
)


class SyncRegister(DiachisoAlgorithm):
    """Nothing lost, nothing twice, nothing silent."""

    NAME = "syncregister"
    TITLE = QT_TRANSLATE_NOOP("diachiso", "Sync the register with a registry")
    HELP = QT_TRANSLATE_NOOP(
        "diachiso",
        "Sends what was edited here to a registry (OGC API – Features) and takes in what was changed there: stages, "
        "codes, reasons of rejections, records of colleagues. Each edit arrives once, whatever happens on the way: "
        "what has no answer is looked up, not sent anew. Where both changed the same, a person chooses (page Sync). "
        "Records that lack a basic field or have open errors are not sent, and listed with the reason. A registry that "
        "cannot tell a repeated write from a new one is written only while somebody watches (Attended), and nothing is "
        "taken in from it. Run without anybody there, a sync that had to stop ends with an error.\n\n"
        "Notes are never sent. Personal data is sent only where a file in profiles/sync beside the register names the "
        "fields, the recipient, the purpose, the legal basis and the day until which it may be kept; each sending is "
        "written down as an export.",
    )
    TAGS = QT_TRANSLATE_NOOP("diachiso", "address,register,sync,registry,push,pull,issue")
    ICON = "sync.svg"
    AT_ONCE = True

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:  # noqa: N802
        """The parameters and outputs."""
        self.add_register()
        add_registry(self)
        self.add(
            QgsProcessingParameterEnum(
                DIRECTION, translate("diachiso", "Direction"),
                [translate("diachiso", title) for _, title in _DIRECTIONS], defaultValue=0,
            ),  # fmt: skip
            translate("diachiso", "Push sends, pull takes in; both pulls first."),
        )
        self.add(
            QgsProcessingParameterBoolean(SUBMIT, translate("diachiso", "Submit what is complete"), False),
            translate(
                "diachiso",
                "Edited records that are created, complete and without errors are submitted and sent. Off: a person "
                "submits them first.",
            ),
        )
        self.add(
            QgsProcessingParameterBoolean(ATTENDED, translate("diachiso", "Attended"), False),
            translate("diachiso", "Somebody watches: a registry of a lower level may be written, too."),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterBoolean(RESTORED, translate("diachiso", "Go on with a restored register"), False),
            translate(
                "diachiso",
                "The register is an older copy, and that is meant so: everything at the registry is read anew first.",
            ),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterBoolean(LOST, translate("diachiso", "Send anew what the registry lost"), False),
            translate(
                "diachiso",
                "The registry's keeper has said that its data is lost for good. What it once accepted and no longer "
                "has is sent as new; where it has an older state, or somebody has worked on that since, a person "
                "chooses. What was verified or issued waits there for the verifier again; codes stay.",
            ),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterString(NOTE, translate("diachiso", "Note to this sync"), optional=True),
            translate("diachiso", "Stands in the history of syncs. No names of people."),
            advanced=True,
        )
        self.add(
            table_parameter(translate("diachiso", "Records not sent")),
            translate("diachiso", "The records that were not ready to be sent, each with the reason."),
        )
        for name, title in _COUNTS.items():
            self.addOutput(QgsProcessingOutputNumber(name.upper(), translate("diachiso", title)))
        self.addOutput(QgsProcessingOutputString(PAUSE, translate("diachiso", "Why it stopped")))
        self.addOutput(QgsProcessingOutputString(NOTICE, translate("diachiso", "What is to be known of it")))
        self.addOutput(QgsProcessingOutputNumber(RUN_ID, translate("diachiso", "Number of the sync")))

    def prepare_work(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> None:
        """Read the account and unlock the store of logins, in the main thread: a password may be asked for."""
        self._authcfg = unlocked_account(self.parameterAsString(parameters, AUTHCFG, context))

    def needs_people(self, parameters: dict[str, Any], context: QgsProcessingContext) -> bool:
        """Only where a registry may be told of them, or a province's own rules may ask how many there are."""
        if self._place is None:
            return True
        with TemporaryDirectory(prefix="diachiso-") as folder:
            register = look_beside(self._place, Path(folder)).register
            return any(local_profiles(register, kind) for kind in ("sync", "rules"))

    def work(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Sync, list what was refused, and say how it went."""
        register = self.register_path(parameters, context)
        refuse_destination(parameters.get(OUTPUT), context, register, ())
        url = registry_address(self.parameterAsString(parameters, REGISTRY, context))
        attended = self.parameterAsBool(parameters, ATTENDED, context)
        options = Options(
            direction=_DIRECTIONS[self.parameterAsEnum(parameters, DIRECTION, context)][0],
            submit=self.parameterAsBool(parameters, SUBMIT, context),
            attended=attended,
            restored_ok=self.parameterAsBool(parameters, RESTORED, context),
            lost_ok=self.parameterAsBool(parameters, LOST, context),
            note=self.parameterAsString(parameters, NOTE, context).strip(),
            language=QgsApplication.locale(),
            patience_s=0.0 if attended else NIGHT_PATIENCE_S,
        )
        from ..sync.qgis_transport import qgis_transport  # Qt's network is no business of a start

        carrier = qgis_transport(self._authcfg, feedback.isCanceled)
        done = sync(
            register, carrier, url, device_of(register, QgisDevice()), options,
            cancelled=feedback.isCanceled, progress=feedback.setProgress,
        )  # fmt: skip
        self._say(done, feedback)
        rows = ((r.address_id, r.code, r.address_text, r.refusal.render(translate)) for r in done.refusals)
        results = write_table(self, parameters, context, _COLUMNS, rows)
        if done.pause is not None and not attended and not done.cancelled:
            reason = PAUSE_TEXTS[done.pause].render(translate)
            raise QgsProcessingException(STOPPED.render(translate, reason=reason, counts=_counts(done)))
        pause = done.pause.value if done.pause is not None else ""
        notice = "\n".join(notice.render(translate) for notice in done.notices)
        numbers = {k.upper(): n for k, n in done.numbers().items()}
        return {**results, **numbers, PAUSE: pause, NOTICE: notice, RUN_ID: done.run_id}

    def _say(self, done: SyncCounts, feedback: QgsProcessingFeedback) -> None:
        feedback.pushInfo(_counts(done))
        for notice in done.notices:
            feedback.pushWarning(notice.render(translate))
        if done.pause is not None:
            feedback.pushWarning(PAUSE_TEXTS[done.pause].render(translate))


def _counts(done: SyncCounts) -> str:
    numbers = done.numbers()
    return ", ".join("".join((translate("diachiso", text), ": ", str(numbers[k]))) for k, text in _COUNTS.items())
