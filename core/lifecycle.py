"""Stages of an address, and the lawful steps between them: the one place that says so."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum


class Stage(str, Enum):
    """Life of an address; from `submitted` on the registry decides."""

    DECLARED = "declared"
    CREATED = "created"
    SUBMITTED = "submitted"
    VERIFIED = "verified"
    ISSUED = "issued"
    REJECTED = "rejected"
    RETIRED = "retired"


# A retired address comes back only through an undo or a restore of ours, never by an edit: its code may
# already stand on a successor's papers. So `retired` has no way out here.
TRANSITIONS: Mapping[Stage, frozenset[Stage]] = {
    Stage.DECLARED: frozenset({Stage.CREATED, Stage.RETIRED}),
    Stage.CREATED: frozenset({Stage.DECLARED, Stage.SUBMITTED, Stage.RETIRED}),
    Stage.SUBMITTED: frozenset({Stage.VERIFIED, Stage.REJECTED, Stage.RETIRED}),
    Stage.VERIFIED: frozenset({Stage.ISSUED, Stage.REJECTED, Stage.RETIRED}),
    Stage.ISSUED: frozenset({Stage.RETIRED}),
    Stage.REJECTED: frozenset({Stage.CREATED, Stage.RETIRED}),
    Stage.RETIRED: frozenset(),
}

# Stages in which a person may enter a new address; the others are reached.
FIRST_STAGES: frozenset[Stage] = frozenset({Stage.DECLARED, Stage.CREATED})

# Stages that demand the profile's required fields (code, commune, class), so all but the draft and its end.
CREATED_OR_LATER: frozenset[Stage] = frozenset(
    {Stage.CREATED, Stage.SUBMITTED, Stage.VERIFIED, Stage.ISSUED, Stage.REJECTED}
)

# To be submitted, one of these groups must be filled: a house without a number is common in the country.
LOCATION_GROUPS: tuple[tuple[str, ...], ...] = (("house_number", "street"), ("settlement", "no_number"))


def is_lawful(old: Stage, new: Stage) -> bool:
    """Whether an edit may take an address from one stage to another (staying is lawful)."""
    return old is new or new in TRANSITIONS[old]


def is_filled(value: object) -> bool:
    """Whether a field says something: neither NULL, nor a blank text, nor an unticked box."""
    return bool(value.strip(" ")) if isinstance(value, str) else bool(value)


def has_location(record: Mapping[str, object]) -> bool:
    """Whether the record has number + street, or a settlement + an explicit “no number yet”."""
    return any(all(is_filled(record.get(name)) for name in group) for group in LOCATION_GROUPS)
