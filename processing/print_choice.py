"""The parameters that say which addresses are printed, for plaques and notices alike."""
from __future__ import annotations

from typing import Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingParameterEnum,
    QgsProcessingParameterExpression,
    QgsProcessingParameterString,
)

from ..compat import translate
from ..core.lifecycle import Stage
from ..core.lifecycle_actions import STAGE_WORDS
from ..core.print_selection import PrintFilter
from .base import DiachisoAlgorithm
from .record_filter import listed_codes, matching_records

COMMUNE, SETTLEMENT, STREET, CLASS, STAGE = "COMMUNE", "SETTLEMENT", "STREET", "CLASS", "STAGE"
CODES, FILTER = "CODES", "FILTER"
_STAGES = tuple(stage for stage in Stage if stage is not Stage.RETIRED)


def add_choice(algorithm: DiachisoAlgorithm) -> None:
    """Add COMMUNE, SETTLEMENT, STREET, CLASS, STAGE, CODES and FILTER; none of them is needed."""
    places = (
        (
            COMMUNE, translate("diachiso", "Communes"),
            translate("diachiso", "Codes or names, with semicolons between them. Empty: all."),
        ),
        (
            SETTLEMENT, translate("diachiso", "Settlements"),
            translate("diachiso", "Names, with semicolons between them. Empty: all."),
        ),
        (
            STREET, translate("diachiso", "Streets"),
            translate("diachiso", "Names, with semicolons between them, with or without the word for street."),
        ),
        (
            CLASS, translate("diachiso", "Object classes"),
            translate("diachiso", "Classes such as house, or the groups I, II, III, with semicolons between them."),
        ),
    )  # fmt: skip
    for name, title, help_text in places:
        algorithm.add(QgsProcessingParameterString(name, title, optional=True), help_text)
    stages = [translate("diachiso", STAGE_WORDS[stage]) for stage in _STAGES]
    algorithm.add(
        QgsProcessingParameterEnum(STAGE, translate("diachiso", "Stages"), stages, allowMultiple=True, optional=True),
        translate("diachiso", "Only records in these stages. Empty: all but the retired ones."),
    )
    algorithm.add(
        QgsProcessingParameterString(
            CODES, translate("diachiso", "Codes of the records"), multiLine=True, optional=True
        ),
        translate("diachiso", "Codes or address ids, with commas, semicolons or lines between them."),
    )
    algorithm.add(
        QgsProcessingParameterExpression(FILTER, translate("diachiso", "Filter"), optional=True),
        translate(
            "diachiso",
            "An expression on the addresses, such as \"floors\" > 3. What is chosen above must meet it, too.",
        ),
    )


def read_choice(
    algorithm: DiachisoAlgorithm, parameters: dict[str, Any], context: QgsProcessingContext
) -> PrintFilter:
    """What the parameters choose (DiachisoError for a filter that cannot be used)."""

    def names(name: str) -> tuple[str, ...]:
        text = algorithm.parameterAsString(parameters, name, context) or ""
        return tuple(part.strip() for part in text.split(";") if part.strip())

    stages = algorithm.parameterAsEnums(parameters, STAGE, context) if parameters.get(STAGE) not in (None, "") else []
    codes = listed_codes(algorithm.parameterAsString(parameters, CODES, context))
    wanted = (algorithm.parameterAsString(parameters, FILTER, context) or "").strip()
    only = frozenset(codes) if codes else None
    if wanted:
        found = matching_records(algorithm.register_path(parameters, context), wanted, context)
        only = frozenset(found.values()) if only is None else frozenset(found[code] for code in only if code in found)
    return PrintFilter(
        communes=names(COMMUNE), settlements=names(SETTLEMENT), streets=names(STREET), classes=names(CLASS),
        stages=tuple(_STAGES[k].value for k in stages), only=only,
    )  # fmt: skip
