"""diachiso:resolveconflicts — conflicts with the registry settled: whose value stays, field by field."""
from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterEnum,
    QgsProcessingParameterString,
)

from ..compat import translate
from ..core.errors import QT_TRANSLATE_NOOP
from ..register.sync_store import conflicts
from ..sync.resolving import resolve_conflicts
from .base import DiachisoAlgorithm
from .result_numbers import result_numbers

CONFLICTS, SIDE, CHOICES, COUNT = "CONFLICTS", "SIDE", "CHOICES", "COUNT"
OURS, THEIRS = "mine", "theirs"
_EVERY = -1  # of a LIMIT


class ResolveConflicts(DiachisoAlgorithm):
    """All of them or none."""

    NAME = "resolveconflicts"
    TITLE = QT_TRANSLATE_NOOP("diachiso", "Settle conflicts with the registry")
    HELP = QT_TRANSLATE_NOOP(
        "diachiso",
        "Closes conflicts that a sync has found: for each field that both sides changed, ours or the registry's value "
        "stays. What only one side changed stays as that side has it. What is ours is sent with the next sync. The "
        "page Sync of the dock shows both sides and the map; this is for many conflicts at once.",
    )
    TAGS = QT_TRANSLATE_NOOP("diachiso", "address,register,sync,conflict,registry")
    ICON = "match.svg"
    PEOPLE = False

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:  # noqa: N802
        """Declare parameters and outputs."""
        self.add_register()
        self.add(
            QgsProcessingParameterString(CONFLICTS, translate("diachiso", "Conflicts"), optional=True),
            translate("diachiso", "Numbers of the conflicts (conflict_id), with commas between; empty: all open ones."),
        )
        sides = [translate("diachiso", "Ours stays"), translate("diachiso", "The registry's is taken")]
        self.add(
            QgsProcessingParameterEnum(SIDE, translate("diachiso", "Side"), options=sides, defaultValue=0),
            translate("diachiso", "Whose value stays in the fields that are not named below."),
        )
        self.add(
            QgsProcessingParameterString(CHOICES, translate("diachiso", "Choice by field"), optional=True),
            translate("diachiso", "JSON, column and side, for instance {example}.").format(
                example='{"house_number": "theirs", "position": "mine"}'
            ),
        )
        self.addOutput(QgsProcessingOutputNumber(COUNT, translate("diachiso", "Conflicts settled")))

    def work(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Settle them."""
        register = Path(self.register_path(parameters, context))
        wanted = set(result_numbers(self.parameterAsString(parameters, CONFLICTS, context)))
        chosen = _choices(self.parameterAsString(parameters, CHOICES, context))
        side = self.parameterAsEnum(parameters, SIDE, context) == 1
        choices = {
            row.conflict_id: {field.column: chosen.get(field.column, side) for field in row.fields}
            for row in conflicts(register, _EVERY)
            if not wanted or row.conflict_id in wanted
        }
        choices.update({number: {} for number in wanted - set(choices)})  # closed meanwhile: it is said so
        count = resolve_conflicts(register, choices) if choices else 0
        feedback.pushInfo(translate("diachiso", "{count} conflicts are settled.").format(count=count))
        return {COUNT: count}


def _choices(text: str) -> dict[str, bool]:
    """Whether the registry's value is taken, by column."""
    try:
        found = json.loads(text) if text.strip() else {}
    except ValueError:
        found = None
    if not isinstance(found, dict) or any(side not in (OURS, THEIRS) for side in found.values()):
        wrong = translate("diachiso", "“{text}” does not say “mine” or “theirs” by column.")
        raise QgsProcessingException(wrong.format(text=text))
    return {str(column): side == THEIRS for column, side in found.items()}
