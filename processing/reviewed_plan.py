"""A plan that a person has reviewed: the decisions in it, and whether it is still the plan that would be applied."""
from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from qgis.core import QgsFeatureRequest, QgsProcessingFeatureSource

from ..compat import none_if_null
from ..core.errors import QT_TRANSLATE_NOOP, DiachisoError, Message
from ..core.objects import Objects
from ..core.plan import ACTIONS, Decision, Plan
from ..core.reasons import STATUSES, PlanStatus
from ..register.value_changes import PlanState
from .layer_reader import plain_text

_FIELDS = (
    "object_ref", "status", "code", "source_key", "scheme", "decision", "decision_code", "register_id",
    "register_revision",
)  # fmt: skip
# Statuses whose rows an apply writes, besides those that carry a new code.
_WRITTEN = frozenset({PlanStatus.MATCHED, PlanStatus.MOVED, PlanStatus.SPLIT, PlanStatus.MERGED})

STALE_PLAN = Message(
    "stale_plan",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "The reviewed plan was made for another state of the register (revision {expected}, now {found}). "
        "Nothing was written. Make the plan again and review that one.",
    ),
)
OTHER_REGISTER = Message(
    "plan_of_other_register",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "The reviewed plan was made for another register. Nothing was written. Choose the register that it was made "
        "for, or make the plan again for this one.",
    ),
)
NO_PLAN = Message(
    "not_a_plan",
    QT_TRANSLATE_NOOP(
        "diachiso", "The layer {layer} is no plan: it has no field {field}. Choose the layer that a dry run made."
    ),
)
NO_DECISION = Message(
    "no_decision",
    QT_TRANSLATE_NOOP(
        "diachiso",
        'The reviewed plan says "{decision}" about {ref}, which is no decision. Write one of {known}, or nothing.',
    ),
)
OTHER_SCHEME = Message(
    "plan_of_other_scheme",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "The reviewed plan was made for the code scheme {planned}, not for {scheme}. Nothing was written. Choose the "
        "same scheme, or make the plan again.",
    ),
)
PLAN_DIFFERS = Message(
    "plan_differs",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "The land layer or the options have changed since the plan was reviewed: {refs} would now become something "
        "else than what was reviewed. Nothing was written. Make the plan again and review that one.",
    ),
)


@dataclass(frozen=True)
class Review:
    """Decisions by object reference, and fingerprints of what was shown of every row."""

    decisions: Mapping[str, Decision]
    shown: frozenset[int]

    def check_plan(self, plan: Plan, objects: Objects) -> None:
        """Raise DiachisoError if an undecided row that would be written is not as it was reviewed."""
        written = np.isin(plan.status, [STATUSES.index(s) for s in _WRITTEN]) | (plan.code != "")
        self._check(
            (objects.reference(int(i)), STATUSES[plan.status[i]].value, str(plan.code[i]))
            for i in np.flatnonzero(written)
        )

    def check_matches(self, rows: Iterable[tuple[str, str, str]]) -> None:
        """The same for (reference, status, key of the object) of matched codes."""
        self._check(rows)

    def _check(self, rows: Iterable[tuple[str, str, str]]) -> None:
        other = [
            row[0] for row in rows if row[0] not in self.decisions and hash(row) not in self.shown
        ]
        if other:
            raise DiachisoError(PLAN_DIFFERS, refs=", ".join(other[:5]) + (", …" if len(other) > 5 else ""))


def require_fields(source: QgsProcessingFeatureSource, names: Iterable[str]) -> None:
    """DiachisoError where the layer lacks one of the fields of a plan."""
    for name in names:
        if source.fields().indexOf(name) < 0:
            raise DiachisoError(NO_PLAN, layer=source.sourceName(), field=name)


def check_made_of(row: Mapping[str, object], state: PlanState) -> None:
    """DiachisoError where this row of a plan was made for another register, or another state of it."""
    if row["register_id"] != state.register_id:
        raise DiachisoError(OTHER_REGISTER)
    made_of = plain_text(row["register_revision"])
    if made_of != str(state.revision):
        raise DiachisoError(STALE_PLAN, expected=made_of or "?", found=state.revision)


def read_review(source: QgsProcessingFeatureSource, state: PlanState, scheme: str) -> Review:
    """Read a reviewed plan; DiachisoError if it is none, or of another register, state of it, or scheme."""
    require_fields(source, _FIELDS)
    request = QgsFeatureRequest().setFlags(QgsFeatureRequest.Flag.NoGeometry)
    request.setSubsetOfAttributes(list(_FIELDS), source.fields())
    decisions: dict[str, Decision] = {}
    shown: set[int] = set()
    for feature in source.getFeatures(request):
        row = {name: none_if_null(feature.attribute(name)) for name in _FIELDS}
        check_made_of(row, state)
        if row["scheme"] != scheme:
            raise DiachisoError(OTHER_SCHEME, planned=row["scheme"], scheme=scheme)
        ref, status = str(row["object_ref"]), str(row["status"])
        # A row of an address without a new code, one with it, and a matched code with its object.
        shown.update(hash((ref, status, str(row[name] or ""))) for name in ("code", "source_key"))
        shown.add(hash((ref, status, "")))
        action = str(row["decision"] or "").strip().lower()
        if action and action not in ACTIONS:
            raise DiachisoError(NO_DECISION, ref=ref, decision=action, known=", ".join(ACTIONS))
        if action:
            decisions[ref] = Decision(action, str(row["decision_code"] or "").strip())
    return Review(decisions, frozenset(shown))
