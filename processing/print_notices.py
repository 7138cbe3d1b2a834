"""diachiso:printnotices — letters that tell recipients their codes, or the list for those who send messages."""
from __future__ import annotations

from pathlib import Path
from typing import Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingOutputString,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFile,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterFolderDestination,
    QgsProcessingParameterString,
)

from ..compat import translate
from ..core.agency import load_agency
from ..core.errors import QT_TRANSLATE_NOOP, DiachisoError, Message
from ..core.notices import CHANNEL_WORDS, ROLES, Channel
from ..publish.notice_lists import FIELDS, list_maker, personal_fields
from ..publish.notice_run import (
    MESSAGES,
    NOTICES,
    PURPOSE,
    SKIP_WORDS,
    Maker,
    NoticeJob,
    NoticeRun,
    all_makers,
    letters_maker,
    make_notices,
)
from ..publish.project.side_forms import RECIPIENTS
from .base import DiachisoAlgorithm, Group
from .days import day_or_today
from .destination import TABLES, refuse_files
from .print_choice import add_choice, read_choice

TEMPLATE, CHANNEL, RECIPIENTS_, UNKNOWN, AGAIN, DRAFTS = (
    "TEMPLATE", "CHANNEL", "RECIPIENTS", "UNKNOWN", "AGAIN", "DRAFTS",
)  # fmt: skip
NUMBER, DAY, PURPOSE_, OUTPUT, FOLDER, TABLE = "NUMBER", "DAY", "PURPOSE", "OUTPUT", "FOLDER", "TABLE"
COUNT, ADDRESSES, PERSONS, SKIPPED, BATCH = "COUNT", "ADDRESSES", "PERSONS", "SKIPPED", "BATCH"
_LETTER_FIELDS = ("full_name", "organisation")
_LIST_ONLY = (Channel.MESSAGE, Channel.EMAIL)

NO_TABLE = Message(
    "notices_no_table",
    QT_TRANSLATE_NOOP(
        "diachiso", "Text messages and e-mails are sent from a list: choose a file for it (.xlsx or .csv)."
    ),
)
NO_OUTPUT = Message(
    "notices_no_output", QT_TRANSLATE_NOOP("diachiso", "Choose a file for the letters (.pdf), or for the list.")
)


class PrintNotices(DiachisoAlgorithm):
    """Letters or a list, by the channel."""

    NAME = "printnotices"
    TITLE = QT_TRANSLATE_NOOP("diachiso", "Print notices")
    HELP = QT_TRANSLATE_NOOP(
        "diachiso",
        "Tells owners, legal representatives and users the codes of their addresses: one letter per recipient in the "
        "form of an official document, with every address of theirs, its code, a small map, a QR code, the purpose and "
        "how personal data are protected; stamped with the state of the data. For delivery by hand the letters also "
        "come as a PDF per commune and settlement. For messages, e-mails and the post a list comes instead, with only "
        "the fields that this needs. Only issued codes are told, others only as marked drafts. What was sent to whom "
        "is written down, and every export with personal data is recorded.",
    )
    TAGS = QT_TRANSLATE_NOOP("diachiso", "notice,letter,print,pdf,owner,sms,e-mail,post,notification")
    ICON = "export.svg"
    GROUP = Group.PUBLISH
    CHOICES = {CHANNEL: tuple(channel.value for channel in Channel)}
    AT_ONCE = True

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:  # noqa: N802
        """The parameters and outputs."""
        self.add_register()
        add_choice(self)
        self.add(
            QgsProcessingParameterEnum(
                CHANNEL, translate("diachiso", "How they are told"),
                [translate("diachiso", CHANNEL_WORDS[channel]) for channel in Channel], defaultValue=0,
            ),  # fmt: skip
            translate("diachiso", "By hand and in person: letters. Message, e-mail: a list. By post: both."),
        )
        self.add(
            QgsProcessingParameterEnum(
                RECIPIENTS_, translate("diachiso", "Recipients"),
                [translate("diachiso", RECIPIENTS[role]) for role in ROLES], allowMultiple=True,
                defaultValue=list(range(len(ROLES))),
            ),  # fmt: skip
            translate("diachiso", "Which kinds of people of an address are told."),
        )
        for name, title, value, text in (
            (UNKNOWN, translate("diachiso", "Letters where nobody is known"), True,
             translate("diachiso", "Addressed to whoever owns or uses the place; without any personal data.")),
            (AGAIN, translate("diachiso", "Tell again"), False,
             translate("diachiso", "Also addresses of which somebody has been told already.")),
            (DRAFTS, translate("diachiso", "Drafts of what is not issued"), False,
             translate("diachiso", "All letters are marked as drafts, and nothing is written down.")),
        ):  # fmt: skip
            self.add(QgsProcessingParameterBoolean(name, title, value), text)
        self.add(
            QgsProcessingParameterString(NUMBER, translate("diachiso", "Number of the document"), optional=True),
            translate("diachiso", "Empty: dots, to be filled in by hand."),
        )
        self.add(
            QgsProcessingParameterString(DAY, translate("diachiso", "Day of issue"), optional=True),
            translate("diachiso", "Like 2027-12-31; today if empty."),
        )
        self.add(
            QgsProcessingParameterString(PURPOSE_, translate("diachiso", "Purpose"), PURPOSE),
            translate("diachiso", "Stands in the record of the export."),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterFile(
                TEMPLATE, translate("diachiso", "Agency profile"), extension="json", optional=True
            ),
            translate("diachiso", "Who writes, with which texts and margins. Empty: the one beside the register."),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterFileDestination(
                OUTPUT, translate("diachiso", "Letters (PDF)"), translate("diachiso", "PDF files (*.pdf)"), None,
                optional=True,
            ),  # fmt: skip
            translate("diachiso", "All letters by commune and settlement, in walking order."),
        )
        self.add(
            QgsProcessingParameterFolderDestination(
                FOLDER, translate("diachiso", "Folder for a PDF per settlement"), None, optional=True,
                createByDefault=False,
            ),  # fmt: skip
            translate("diachiso", "For those who deliver by hand."),
        )
        self.add(
            QgsProcessingParameterFileDestination(
                TABLE, translate("diachiso", "List of recipients"), translate("diachiso", "Tables (*.xlsx *.csv)"),
                None, optional=True, createByDefault=False,
            ),  # fmt: skip
            translate("diachiso", "For messages, e-mails and the post: only the fields that these need."),
        )
        add_numbers(self)

    def work(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Make the letters or the list."""
        register = self.register_path(parameters, context)
        files = {name: self._file(parameters, name, context) for name in (OUTPUT, FOLDER, TABLE)}
        refuse_files(files, context, register, {TABLE: TABLES})
        channel = list(Channel)[self.parameterAsEnum(parameters, CHANNEL, context)]
        job = NoticeJob(
            register=register,
            chosen=read_choice(self, parameters, context),
            agency=load_agency(self.parameterAsString(parameters, TEMPLATE, context) or None, register),
            channel=channel,
            roles=tuple(ROLES[k] for k in self.parameterAsEnums(parameters, RECIPIENTS_, context)),
            to_unknown=self.parameterAsBool(parameters, UNKNOWN, context),
            again=self.parameterAsBool(parameters, AGAIN, context),
            drafts=self.parameterAsBool(parameters, DRAFTS, context),
            number=self.parameterAsString(parameters, NUMBER, context).strip(),
            day=day_or_today(self.parameterAsString(parameters, DAY, context)),
            purpose=self.parameterAsString(parameters, PURPOSE_, context).strip() or PURPOSE,
        )
        watch: dict[str, Any] = {
            "progress": lambda share: feedback.setProgress(100 * share), "cancelled": feedback.isCanceled,
        }  # fmt: skip
        wanted = {name: file for name, file in files.items() if file is not None and _is_made(name, channel)}
        makers: list[Maker] = []
        fields: list[str] = []
        if OUTPUT in wanted:
            makers.append(letters_maker(wanted[OUTPUT], wanted.get(FOLDER)))
            fields += _LETTER_FIELDS
        if TABLE in wanted:
            makers.append(list_maker(wanted[TABLE]))
            fields += personal_fields(channel)
        if not makers:
            raise DiachisoError(NO_TABLE if channel in _LIST_ONLY else NO_OUTPUT)
        folder, kind = next(iter(wanted.values())).parent, NOTICES if OUTPUT in wanted else MESSAGES
        done = make_notices(job, folder, kind, fields, all_makers(makers), **watch)
        tell(done, feedback)
        return {**{name: str(file) for name, file in wanted.items()}, **numbers(done)}

    def _file(self, parameters: dict[str, Any], name: str, context: QgsProcessingContext) -> Path | None:
        text = self.parameterAsFileOutput(parameters, name, context)
        return Path(text).absolute() if text else None


def _is_made(name: str, channel: Channel) -> bool:
    """Whether a channel has letters, or a list."""
    return channel in FIELDS if name == TABLE else channel not in _LIST_ONLY


def add_numbers(algorithm: DiachisoAlgorithm) -> None:
    """Declare the numbers of a run as outputs."""
    for name, title in (
        (COUNT, translate("diachiso", "Recipients told")),
        (ADDRESSES, translate("diachiso", "Addresses told")),
        (PERSONS, translate("diachiso", "Records of people given out")),
        (SKIPPED, translate("diachiso", "Left out")),
    ):
        algorithm.addOutput(QgsProcessingOutputNumber(name, title))
    algorithm.addOutput(QgsProcessingOutputString(BATCH, translate("diachiso", "Run")))


def numbers(done: NoticeRun) -> dict[str, Any]:
    """The numbers of a run as outputs."""
    return {
        COUNT: done.letters, ADDRESSES: done.addresses, PERSONS: done.persons, SKIPPED: sum(done.skipped.values()),
        BATCH: done.batch,
    }  # fmt: skip


def tell(done: NoticeRun, feedback: QgsProcessingFeedback) -> None:
    """Say what was made and what was left out."""
    text = translate("diachiso", "Run {batch}: {letters} recipients told of {addresses} addresses.")
    feedback.pushInfo(text.format(batch=done.batch, letters=done.letters, addresses=done.addresses))
    for skip, count in done.skipped.items():
        if count:
            text = translate("diachiso", "{count} left out: {reason}.")
            feedback.pushInfo(text.format(count=count, reason=translate("diachiso", SKIP_WORDS[skip])))
