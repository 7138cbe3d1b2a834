"""How sure a reading is: the share of readings like it whose units are right.

The weights are those of a logistic regression over 27,000 texts of scripts/address_noise.py (seeds below 1,000).
"""
from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Optional

from .local_parts import LocalParts

if TYPE_CHECKING:
    from .chains import Chain

_BIAS = -0.58
_WEIGHTS = (
    0.59,  # lead over the next reading
    0.07,  # no lead
    0.34,  # edits, which the lead has already paid for
    -3.57,  # units of both eras
    -2.13,  # no commune
    0.77,  # one unit only
    0.72,  # score of each unit
    -2.04,  # words left over
    -2.48,  # a legacy commune without its district
)
_MOST_LEAD, _MOST_SCORE = 5.0, 30.0
_TIE = 0.05


def confidence_of(chains: Sequence[Chain], local: LocalParts) -> float:
    """Between 0 and 1; 0 where no unit was found."""
    if not chains:
        return 0.0
    value = _BIAS + sum([weight * feature for weight, feature in zip(_WEIGHTS, features(chains, local))])
    return round(1.0 / (1.0 + math.exp(-value)) / (1 + _equals(chains)), 3)


def features(chains: Sequence[Chain], local: LocalParts) -> tuple[float, ...]:
    """What tells right readings from wrong ones."""
    best = chains[0]
    mentions = best.mentions
    rival = _rival(chains)
    lead = _MOST_LEAD if rival is None else min(best.score - rival, _MOST_LEAD)
    edits = sum([mention.edits for mention in mentions])
    per_level = min(best.score, _MOST_SCORE) / len(mentions)
    return (
        lead,
        float(lead < _TIE),
        float(edits),
        float(best.crosses),
        float(best.commune is None),
        float(len(mentions) == 1),
        per_level,
        float(min(len(local.leftovers), 2)),
        float(best.commune is not None and best.commune.is_legacy and best.district is None),
    )


def _rival(chains: Sequence[Chain]) -> Optional[float]:
    best = chains[0]
    above = (best.lowest.id, best.lowest.district, best.lowest.province)
    return next((chain.score for chain in chains[1:] if chain.lowest.id not in above), None)


def _equals(chains: Sequence[Chain]) -> int:
    """Readings as good as the best one that name another place; the commune of one name in both eras is one place."""
    best = chains[0]
    place = best.lowest
    others = {
        chain.lowest.id
        for chain in chains[1:]
        if best.score - chain.score < _TIE
        and not (
            chain.lowest.plain == place.plain
            and chain.lowest.level == place.level
            and chain.lowest.is_legacy != place.is_legacy
        )
    }
    return len(others - {place.id, place.district, place.province})
