"""diachiso:setpowers — who declares, creates and verifies in a register; shown, and changed where asked."""
from __future__ import annotations

from typing import Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputString,
    QgsProcessingParameterString,
)

from ..compat import translate
from ..core.errors import QT_TRANSLATE_NOOP
from ..core.powers import EVERYBODY, Power, Powers, names_of
from ..register.postgres.driver import PgPlace
from ..register.power_setting import read_powers, set_powers
from .base import DiachisoAlgorithm

NOBODY = "-"


class SetPowers(DiachisoAlgorithm):
    """An empty field leaves a power as it is."""

    NAME = "setpowers"
    TITLE = QT_TRANSLATE_NOOP("diachiso", "Set powers (declare, create, verify)")
    HELP = QT_TRANSLATE_NOOP(
        "diachiso",
        "Says who may declare, create and verify addresses in this register, and shows who may now. At first everybody "
        "declares and creates, and nobody verifies until someone is named. Names are those that programs tell: the "
        "login name on the computer, or the full name that QGIS knows; give both where they differ. * is everybody, - "
        "is nobody; an empty field stays as it is.\n\n"
        "The register refuses a step by someone who does not hold its power, in whatever program. But it is a file and "
        "asks for no password: whoever can write it can also write another name. It keeps colleagues to their tasks "
        "and shows who did what; against misuse, protect the file and its folder. Each change of powers is recorded."
        "\n\nOn a PostgreSQL server powers are roles of the database (diachiso_declare, diachiso_create, "
        "diachiso_verify), which the server itself enforces: names are logins there, * is refused, and who sets them "
        "needs the right to give roles (CREATEROLE). The keeper always declares and creates.",
    )
    TAGS = QT_TRANSLATE_NOOP("diachiso", "address,register,power,permission,role,verify,user")
    ICON = "review.svg"

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:  # noqa: N802
        """A list of names for each power, and who holds them afterwards."""
        self.add_register()
        titles = {
            Power.DECLARE: translate("diachiso", "Who declares"),
            Power.CREATE: translate("diachiso", "Who creates, submits, retires and restores"),
            Power.VERIFY: translate("diachiso", "Who verifies, enters what was issued, and rejects"),
        }
        help_text = translate("diachiso", "Names with commas or lines between them; * everybody, - nobody.")
        for power, title in titles.items():
            self.add(QgsProcessingParameterString(power.name, title, multiLine=True, optional=True), help_text)
        for power, title in titles.items():
            self.addOutput(QgsProcessingOutputString(_output(power), title))

    def work(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Change what was asked for; tell all."""
        register = self.register_path(parameters, context)
        asked = self._asked(parameters, context)
        powers = set_powers(register, asked, cancelled=feedback.isCanceled) if asked else read_powers(register)
        return self._told(powers, feedback)

    def work_on_server(
        self, place: PgPlace, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """The same with the roles of the database."""
        from ..register.postgres.powers import server_powers, set_server_powers

        asked = self._asked(parameters, context)
        return self._told(set_server_powers(place, asked) if asked else server_powers(place), feedback)

    def _asked(self, parameters: dict[str, Any], context: QgsProcessingContext) -> dict[Power, tuple[str, ...]]:
        asked = {}
        for power in Power:
            text = self.parameterAsString(parameters, power.name, context).strip()
            if text:
                asked[power] = tuple(name for name in names_of(text) if name != NOBODY)
        return asked

    def _told(self, powers: Powers, feedback: QgsProcessingFeedback) -> dict[str, Any]:
        results = {}
        for power in Power:
            names = powers.holders(power)
            shown = translate("diachiso", "everybody") if EVERYBODY in names else ", ".join(names)
            results[_output(power)] = shown or translate("diachiso", "nobody")
            feedback.pushInfo(f"{self.parameterDefinition(power.name).description()}: {results[_output(power)]}")
        return results


def _output(power: Power) -> str:
    return f"{power.name}_NOW"
