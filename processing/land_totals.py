"""Objects of land layers that have no address yet: what a trial run of assigncodes would give one to."""
from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Optional

import numpy as np
from qgis.core import QgsProcessingContext, QgsProcessingFeatureSource, QgsProcessingFeedback, QgsVectorLayer

from ..core.plan import Numbers, Plan
from ..core.reasons import PlanStatus, status_code
from ..publish.month_report import LandObjects
from ..register.plan_writer import PlanContext
from .assignment import Assignment, AssignmentRequest

_WITHOUT = [status_code(s) for s in (PlanStatus.NEW, PlanStatus.PROVISIONAL, PlanStatus.SPLIT)]
_NO_NUMBERS = Numbers({}, {}, 1)  # no codes are given
_FIELDS = ("ID_FIELD", "NUMBER_FIELD", "STREET_FIELD", "CLASS_FIELD", "NAME_FIELD", "SETTLEMENT_FIELD", "UNIT_FIELD")
_REACH_M = 500.0


@dataclass(frozen=True)
class LandLayer:
    """A layer as the user gave it; `role` building or parcel; `fields` that were chosen, by parameter of assigncodes.
    """

    role: str
    source: QgsProcessingFeatureSource
    parameter: Any
    layer: Optional[QgsVectorLayer]
    fields: Mapping[str, str]


def land_objects(
    register: Path, layers: list[LandLayer], context: QgsProcessingContext, feedback: QgsProcessingFeedback
) -> LandObjects:
    """Compare the layers with the register; annexes, and parcels with a coded building, are no objects of their own.

    DiachisoError where a layer does not fit the register (another place, no ID, no geometry).
    """
    counted: Counter[tuple[str, str]] = Counter()
    doubtful = 0
    for given in layers:
        request = AssignmentRequest(
            register=register, scheme="ndas", role=given.role,
            fields={name: given.fields.get(name, "") for name in _FIELDS}, object_class="", annexes=False,
            parcels_with_building=False, tolerance=_REACH_M, dry_run=True, hold_candidates=False,
        )  # fmt: skip
        run = Assignment(request, given.source, given.parameter, given.layer, None, None, context, feedback)
        with run.opened():
            plan = run.plan(_NO_NUMBERS)
            counted.update(_by_place(plan, run.context))
            conflict = plan.status == status_code(PlanStatus.CONFLICT)
            doubtful += int((conflict & (plan.known < 0)).sum())
    return LandObjects(dict(counted), doubtful, tuple(given.source.sourceName() for given in layers))


def _by_place(plan: Plan, context: PlanContext) -> Counter[tuple[str, str]]:
    """How many objects without an address there are, by commune and class."""
    without = np.flatnonzero((plan.known < 0) & np.isin(plan.status, _WITHOUT))
    classes = context.object_class
    pairs, counts = np.unique(
        np.stack([plan.commune[without].astype(np.int64), classes.codes[without].astype(np.int64)]), axis=1,
        return_counts=True,
    )  # fmt: skip
    communes = context.communes.communes
    found: Counter[tuple[str, str]] = Counter()
    for (commune, kind), count in zip(pairs.T.tolist(), counts.tolist()):
        code = communes[commune].code if commune >= 0 else ""
        found[code, classes.values[kind] if kind >= 0 else ""] += count
    return found
