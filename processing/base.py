"""What our algorithms share: texts, icons, the REGISTER parameter, and errors that say what to do."""
from __future__ import annotations

import traceback
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from enum import Enum
from functools import partial
from pathlib import Path
from typing import Any

from qgis.core import (
    Qgis,
    QgsMessageLog,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterFile,
)
from qgis.PyQt.QtGui import QIcon

from ..compat import translate
from ..core.errors import QT_TRANSLATE_NOOP, DiachisoError, Message
from ..publish.project.register_place import on_server, place_of
from ..register.postgres.driver import PgPlace
from ..register.stand_in import NO_BACKUP
from .register_layers import refuse_unsaved_edits, reload_layers

ICONS = Path(__file__).parent.parent / "resources" / "icons"
REGISTER = "REGISTER"
LOG = "diachiso"

NO_SUCH_CHOICE = Message(
    "no_such_choice",
    QT_TRANSLATE_NOOP("diachiso", "{value} is none of the choices of {parameter}. Write one of: {names}."),
)
NOT_ON_SERVER = Message(
    "not_on_server",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "{register} is on a PostgreSQL server, and this tool works on a register in a file (.gpkg) only. Check "
        "communes out of it, work in the copy and check it in; or bring the whole register into a file with \"Move "
        "register\".",
    ),
)
REGISTER_HELP = QT_TRANSLATE_NOOP(
    "diachiso",
    "The register: a GeoPackage made by \"Create register\", on this computer's disk; or pg: and the name of a QGIS "
    "connection, such as pg:province, for the keeper of a register on PostgreSQL.",
)
ALSO_ON_SERVER = QT_TRANSLATE_NOOP("diachiso", "Or pg: and the name of a QGIS connection to PostgreSQL.")
UNEXPECTED = QT_TRANSLATE_NOOP(
    "diachiso",
    "Unexpected error ({kind}: {text}). Nothing was left half-written. Try again; if it happens again, "
    "send the developers what stands in the panel Log Messages under \"diachiso\".",
)


class Group(Enum):
    """The groups of the toolbox: value = stable id, title = English source text."""

    REGISTER = "register"
    LAND = "land"
    CODES = "codes"
    PUBLISH = "publish"

    @property
    def title(self) -> str:
        """The English name, marked for translation."""
        return {
            Group.REGISTER: QT_TRANSLATE_NOOP("diachiso", "Register"),
            Group.LAND: QT_TRANSLATE_NOOP("diachiso", "Land layers"),
            Group.CODES: QT_TRANSLATE_NOOP("diachiso", "Address codes"),
            Group.PUBLISH: QT_TRANSLATE_NOOP("diachiso", "Publication"),
        }[self]


class DiachisoAlgorithm(QgsProcessingAlgorithm):
    """Base of every algorithm.

    A subclass states its texts as class attributes (English, marked for translation) and overrides
    `initAlgorithm`, `work` and, where it must look at the project, `prepare_work`.
    """

    NAME = ""
    TITLE = ""
    HELP = ""
    TAGS = ""
    GROUP = Group.REGISTER
    ICON = "diachiso.svg"
    CHOICES: Mapping[str, Sequence[str]] = {}
    """Names of the choices of parameters that QGIS numbers: they may be written instead, and no language changes them.
    """
    WRITES = True
    """Whether it writes to REGISTER (algorithms with DRY_RUN override `writes`)."""
    ON_SERVER = True
    """Whether REGISTER may be on a server: then `work` gets a file with its contents, and changes are written back."""
    FILES = False
    """Whether it works with what lies beside the register besides a province's own settings: states of check-outs,
    photos.
    """
    PEOPLE = True
    """Whether it needs people: else the file that stands for a server's register holds none."""
    AT_ONCE = False
    """Whether what it writes down must be on the server before it goes on: files leave the house, requests are sent."""
    NOT_THERE = NOT_ON_SERVER
    """Why it does not run there, and what to do instead; only where not ON_SERVER."""

    def name(self) -> str:
        """The stable id."""
        return self.NAME

    def displayName(self) -> str:  # noqa: N802
        """The title in the user's language."""
        return translate("diachiso", self.TITLE)

    def shortHelpString(self) -> str:  # noqa: N802
        """What it does, in the user's language."""
        return translate("diachiso", self.HELP)

    def tags(self) -> list[str]:
        """Words by which it is found, besides its title."""
        return translate("diachiso", self.TAGS).split(",") if self.TAGS else []

    def group(self) -> str:
        """The toolbox group in the user's language."""
        return translate("diachiso", self.GROUP.title)

    def groupId(self) -> str:  # noqa: N802
        """The group's stable id."""
        return str(self.GROUP.value)

    def icon(self) -> QIcon:
        """The algorithm's icon."""
        return QIcon(self.svgIconPath())

    def svgIconPath(self) -> str:  # noqa: N802
        """The same as a file."""
        return str(ICONS / self.ICON)

    def createInstance(self) -> DiachisoAlgorithm:  # noqa: N802
        """A fresh one for each run, as QGIS asks."""
        return type(self)()

    # -- for the subclasses ------------------------------------------------------------------------------

    def add(
        self, parameter: QgsProcessingParameterDefinition, help_text: str, advanced: bool = False
    ) -> None:
        """Add a parameter with its help (already translated)."""
        parameter.setHelp(help_text)
        if advanced:
            parameter.setFlags(parameter.flags() | QgsProcessingParameterDefinition.Flag.FlagAdvanced)
        self.addParameter(parameter)

    def add_register(self, title: str = "", help_text: str = "", optional: bool = False) -> None:
        """Add the REGISTER parameter; texts of its own are translated already."""
        kinds = translate("diachiso", "Address register (*.gpkg *.GPKG)")
        if self.ON_SERVER:  # pg:… is no file, and QGIS would refuse it
            kinds = translate("diachiso", "Address register (*.gpkg *.GPKG);;All files (*)")
            said = " ".join((help_text, translate("diachiso", ALSO_ON_SERVER))) if help_text else ""
            help_text = said or translate("diachiso", REGISTER_HELP)
        title = title or translate("diachiso", "Address register")
        self.add(
            QgsProcessingParameterFile(REGISTER, title, fileFilter=kinds, optional=optional),
            help_text or translate(
                "diachiso", "The register: a GeoPackage made by \"Create register\", on this computer's disk."
            ),
        )  # fmt: skip

    def refused_by_server(self, parameters: dict[str, Any], context: QgsProcessingContext) -> None:
        """The server did not take what `work` changed: take back what stands elsewhere."""

    def register_path(self, parameters: dict[str, Any], context: QgsProcessingContext) -> Path:
        """The register's path, within `work` also of one on a server; DiachisoError for `pg:…` where that cannot be."""
        value = self.parameterAsString(parameters, REGISTER, context)
        if on_server(value):
            raise DiachisoError(self.NOT_THERE, register=value)
        return Path(value).absolute()

    def is_on_server(self, parameters: dict[str, Any], context: QgsProcessingContext) -> bool:
        """Whether this run works on a register on a server."""
        asked = self.ON_SERVER and self.parameterDefinition(REGISTER) is not None
        return asked and on_server(self.parameterAsString(parameters, REGISTER, context))

    def writes(self, parameters: dict[str, Any], context: QgsProcessingContext) -> bool:
        """Whether this run writes to REGISTER."""
        return self.WRITES and self.parameterDefinition(REGISTER) is not None

    def needs_people(self, parameters: dict[str, Any], context: QgsProcessingContext) -> bool:
        """Whether this run needs people."""
        return self.PEOPLE

    def prepare_work(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> None:
        """Look at the project, in the main thread (where there is one)."""

    def work(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Do the work in a background thread and return the outputs; may raise DiachisoError."""
        raise NotImplementedError

    def work_on_server(
        self, place: PgPlace, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """The same work on a file with the register's contents; a path inside its folder is no result."""
        from ..register.postgres.mirror import mirrored
        from ..register.postgres.served import served

        writes, done, file = self.writes(parameters, context), False, Path()
        copy = partial(served, place) if writes and self.AT_ONCE else partial(mirrored, place, writes=writes)
        try:
            with copy(
                files=self.FILES, people=self.needs_people(parameters, context), cancelled=feedback.isCanceled,
                waiting=lambda turn: feedback.pushInfo(turn.localized(translate)),
            ) as file:
                results = self.work({**parameters, REGISTER: str(file)}, context, feedback)
                done = True
        except DiachisoError as error:
            if done:
                self.refused_by_server(parameters, context)
            name_place(error, file, place)
            raise
        nothing = str(NO_BACKUP)
        return {
            name: "" if isinstance(value, str) and (str(file.parent) in value or value == nothing) else value
            for name, value in results.items()
        }

    def _shown(self, parameters: dict[str, Any], context: QgsProcessingContext) -> str:
        """The register as open layers are looked for."""
        return str(self._place or self.register_path(parameters, context))

    def _numbered(self, parameters: dict[str, Any]) -> dict[str, Any]:
        """The parameters with numbers for the names of choices."""
        numbers = {
            name: names.index(str(parameters[name]).strip())
            for name, names in self.CHOICES.items()
            if str(parameters.get(name, "")).strip() in names
        }
        return {**parameters, **numbers}

    # -- called by QGIS ----------------------------------------------------------------------------------

    def checkParameterValues(  # noqa: N802
        self, parameters: dict[str, Any], context: QgsProcessingContext
    ) -> tuple[bool, str]:
        """Say why `pg:…` is refused before QGIS only calls it a wrong file; take the names of choices for numbers."""
        if self.parameterDefinition(REGISTER) is not None:
            try:
                if self.is_on_server(parameters, context):
                    place_of(self.parameterAsString(parameters, REGISTER, context))
                else:
                    self.register_path(parameters, context)
            except DiachisoError as error:
                return False, error.localized(translate)
        numbered = self._numbered(parameters)
        for name, names in self.CHOICES.items():
            value = numbered.get(name)
            if isinstance(value, str) and value.strip() and not value.strip().isdecimal():
                refused = DiachisoError(NO_SUCH_CHOICE, value=value, parameter=name, names=", ".join(names))
                return False, refused.localized(translate)
        return super().checkParameterValues(numbered, context)

    def prepareAlgorithm(  # noqa: N802
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> bool:
        """Look for unsaved edits of the register; then the algorithm's own preparation.

        A refusal is kept for `processAlgorithm`: QGIS would replace its text here by "There were errors".
        """
        parameters = self._numbered(parameters)
        self._written = ""
        self._refusal: QgsProcessingException | None = None
        self._place: PgPlace | None = None
        try:
            with guarded():
                if self.is_on_server(parameters, context):
                    place = place_of(self.parameterAsString(parameters, REGISTER, context), context.project())
                    self._place = place if isinstance(place, PgPlace) else None
                if self.writes(parameters, context):
                    refuse_unsaved_edits(self._shown(parameters, context))
                self.prepare_work(parameters, context, feedback)
        except QgsProcessingException as error:
            self._refusal = QgsProcessingException(str(error))  # without the frames that hold the open layers
        return True

    def processAlgorithm(  # noqa: N802
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Run, with errors turned into messages."""
        parameters = self._numbered(parameters)
        try:
            with guarded():
                if self._refusal is not None:
                    raise self._refusal
                run = self.work if self._place is None else partial(self.work_on_server, self._place)
                results = run(parameters, context, feedback)
                if self.writes(parameters, context):
                    self._written = self._shown(parameters, context)
                self._results = results
                return results
        finally:
            del parameters, context, feedback  # QGIS keeps an exception and this frame for ever: not the open layers

    def postProcessAlgorithm(  # noqa: N802
        self, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Show what was written in the open layers."""
        with guarded():
            if self._written:
                reload_layers(self._written)
        return {}


def name_place(error: DiachisoError, file: Path, place: PgPlace) -> None:
    """Let an error name the server's register where it names the file that stood for it, or a setting beside that."""
    for name, value in error.params.items():
        if isinstance(value, (str, Path)) and file.name and str(file.parent) in str(value):
            error.params[name] = str(value).replace(str(file), place.shown).replace(str(file.parent), place.shown)


@contextmanager
def guarded() -> Iterator[None]:
    """Turn every error into a QgsProcessingException that a person can read; unexpected ones are logged
    whole.
    """
    try:
        yield
    except QgsProcessingException:
        raise
    except DiachisoError as error:
        traceback.clear_frames(error.__traceback__)  # QGIS keeps the exception for ever: not our layers and files, too
        raise QgsProcessingException(error.localized(translate)) from error
    except Exception as error:
        QgsMessageLog.logMessage(traceback.format_exc(), LOG, Qgis.MessageLevel.Critical)
        text = translate("diachiso", UNEXPECTED).format(kind=type(error).__name__, text=error)
        traceback.clear_frames(error.__traceback__)
        raise QgsProcessingException(text) from error
