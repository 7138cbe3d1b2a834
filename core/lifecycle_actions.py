"""What may be done with a record now, and if not, why: for forms and pages that disable with the reason."""
from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, Optional

from .errors import QT_TRANSLATE_NOOP, Message
from .lifecycle import CREATED_OR_LATER, FIRST_STAGES, TRANSITIONS, Stage
from .powers import POWER_FOR, Power, Powers

STAGE_WORDS: Mapping[Stage, str] = {
    Stage.DECLARED: QT_TRANSLATE_NOOP("diachiso", "Declared"),
    Stage.CREATED: QT_TRANSLATE_NOOP("diachiso", "Created"),
    Stage.SUBMITTED: QT_TRANSLATE_NOOP("diachiso", "Submitted"),
    Stage.VERIFIED: QT_TRANSLATE_NOOP("diachiso", "Verified"),
    Stage.ISSUED: QT_TRANSLATE_NOOP("diachiso", "Issued"),
    Stage.REJECTED: QT_TRANSLATE_NOOP("diachiso", "Rejected"),
    Stage.RETIRED: QT_TRANSLATE_NOOP("diachiso", "Retired"),
}
POWER_WORDS: Mapping[Power, str] = {
    Power.DECLARE: QT_TRANSLATE_NOOP("diachiso", "declare"),
    Power.CREATE: QT_TRANSLATE_NOOP("diachiso", "create"),
    Power.VERIFY: QT_TRANSLATE_NOOP("diachiso", "verify"),
}

ALREADY = Message("stage_already", QT_TRANSLATE_NOOP("diachiso", "The record is in the stage “{stage}” already."))
NOT_A_STEP = Message(
    "stage_not_a_step",
    QT_TRANSLATE_NOOP("diachiso", "From “{stage}” a record does not become “{target}”, only: {ways}."),
)
IS_RETIRED = Message(
    "stage_is_retired",
    QT_TRANSLATE_NOOP("diachiso", "The record is retired. Restore it first: it then is what it was before."),
)
NOT_A_FIRST = Message(
    "stage_not_a_first",
    QT_TRANSLATE_NOOP("diachiso", "A new record is “{declared}” or “{created}”, and becomes “{target}” later."),
)
NO_POWER = Message(
    "stage_no_power",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "{actor} does not hold the power to {power} in this register. Ask whoever does ({holders}), or have it given "
        "with “Set powers”.",
    ),
)
LACKS = Message(
    "stage_lacks", QT_TRANSLATE_NOOP("diachiso", "To become “{target}” the record still needs: {missing}.")
)
HAS_ERRORS = Message(
    "stage_has_errors",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "The review finds errors in it: {errors}. Correct them and check again, or mark an exception with its reason.",
    ),
)
NOT_RETIRED = Message(
    "restore_not_retired", QT_TRANSLATE_NOOP("diachiso", "Only a retired record can be restored; this one is in use.")
)
FORMER_UNKNOWN = Message(
    "restore_former_unknown",
    QT_TRANSLATE_NOOP(
        "diachiso", "The history does not say what the record was before it was retired, so it is not restored."
    ),
)
SUCCEEDED = Message(
    "restore_succeeded",
    QT_TRANSLATE_NOOP(
        "diachiso", "The record was merged into {successor}, which stands for it now. Undo that assignment instead."
    ),
)
PARENT_IS_RETIRED = Message(
    "restore_parent_retired",
    QT_TRANSLATE_NOOP("diachiso", "The building that it belongs to is retired. Restore the building first."),
)
UNITS_IN_USE = Message(
    "retire_units_in_use",
    QT_TRANSLATE_NOOP(
        "diachiso", "{count} of its units (flats, stalls) are in use. Retire them first, or together with it."
    ),
)


class Action(str, Enum):
    """What a person does with a record; its value is the stage that follows, save for `restore`."""

    DECLARE = "declared"
    CREATE = "created"
    SUBMIT = "submitted"
    VERIFY = "verified"
    ISSUE = "issued"
    REJECT = "rejected"
    RETIRE = "retired"
    RESTORE = "restore"


@dataclass(frozen=True)
class Refusal:
    """Why something may not be done; params that are words of ours are translated, too."""

    message: Message
    params: Mapping[str, Any] = field(default_factory=dict)

    def render(self, translate: Optional[Callable[[str, str], str]] = None) -> str:
        """The reason in the user's language."""
        return self.message.render(translate, **{k: _said(v, translate) for k, v in self.params.items()})


@dataclass(frozen=True)
class Situation:
    """A record as far as its life goes: what it lacks, what depends on it, and what it was before it was retired."""

    stage: Optional[Stage]
    """None: it is being entered."""
    lacks_to_be_created: Sequence[str] = ()
    lacks_to_be_submitted: Sequence[str] = ()
    errors: Sequence[str] = ()
    """What the rules of the review find wrong, as far as it keeps the record from being submitted."""
    units_in_use: int = 0
    former: Optional[Stage] = None
    merged_into: str = ""
    parent_retired: bool = False


@dataclass(frozen=True)
class Offer:
    """An action, the stage it leads to, and why it may not be done (None: it may)."""

    action: Action
    target: Optional[Stage]
    refusal: Optional[Refusal]

    @property
    def allowed(self) -> bool:
        """Whether it may be done."""
        return self.refusal is None


def offers(record: Situation, powers: Powers, actor: Optional[str]) -> tuple[Offer, ...]:
    """Every action on a record for this person, each with the reason if it may not be done."""
    return tuple(
        Offer(action, target_of(record, action), why_not(record, action, powers, actor)) for action in Action
    )


def target_of(record: Situation, action: Action) -> Optional[Stage]:
    """The stage that an action leads to; None for a restore whose former stage is not known."""
    return record.former if action is Action.RESTORE else Stage(action.value)


def why_not(record: Situation, action: Action, powers: Powers, actor: Optional[str]) -> Optional[Refusal]:
    """Why this person may not do this with the record now; None if they may.

    First what can never be, then what this person may not, then what is missing: so nobody fills fields in vain.
    """
    return (
        _restore_fault(record) if action is Action.RESTORE else _step_fault(record.stage, Stage(action.value))
    ) or _power_fault(target_of(record, action), action, powers, actor) or _content_fault(record, action)


def _restore_fault(record: Situation) -> Optional[Refusal]:
    if record.stage is not Stage.RETIRED:
        return Refusal(NOT_RETIRED)
    if record.merged_into:
        return Refusal(SUCCEEDED, {"successor": record.merged_into})
    if record.former is None:
        return Refusal(FORMER_UNKNOWN)
    return Refusal(PARENT_IS_RETIRED) if record.parent_retired else None


def _step_fault(stage: Optional[Stage], target: Stage) -> Optional[Refusal]:
    if stage is None:
        words = {"declared": Stage.DECLARED, "created": Stage.CREATED, "target": target}
        return None if target in FIRST_STAGES else Refusal(NOT_A_FIRST, words)
    if stage is target:
        return Refusal(ALREADY, {"stage": stage})
    if target in TRANSITIONS[stage]:
        return None
    if stage is Stage.RETIRED:
        return Refusal(IS_RETIRED)
    ways = [step for step in Stage if step in TRANSITIONS[stage]]
    return Refusal(NOT_A_STEP, {"stage": stage, "target": target, "ways": ways})


def _power_fault(
    target: Optional[Stage], action: Action, powers: Powers, actor: Optional[str]
) -> Optional[Refusal]:
    power = POWER_FOR[Stage.RETIRED if action is Action.RESTORE or target is None else target]
    if powers.has(actor, power):
        return None
    holders = ", ".join(powers.holders(power)) or "–"
    return Refusal(NO_POWER, {"actor": actor or "?", "power": power, "holders": holders})


def _content_fault(record: Situation, action: Action) -> Optional[Refusal]:
    target = target_of(record, action)
    if target is Stage.RETIRED:
        return Refusal(UNITS_IN_USE, {"count": record.units_in_use}) if record.units_in_use else None
    missing = record.lacks_to_be_created if target in CREATED_OR_LATER else ()
    if action is Action.SUBMIT:
        missing = record.lacks_to_be_submitted
    if missing:
        return Refusal(LACKS, {"target": target, "missing": ", ".join(missing)})
    wrong = record.errors if action is Action.SUBMIT else ()
    return Refusal(HAS_ERRORS, {"errors": ", ".join(wrong)}) if wrong else None


def _said(value: Any, translate: Optional[Callable[[str, str], str]]) -> Any:
    if isinstance(value, list):
        return ", ".join(_said(item, translate) for item in value)
    word = STAGE_WORDS[value] if isinstance(value, Stage) else POWER_WORDS[value] if isinstance(value, Power) else None
    if word is None:
        return value
    return translate("diachiso", word) if translate else word
