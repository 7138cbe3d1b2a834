"""How sure a reading is: the share of readings like it that are right."""
from __future__ import annotations

import math
from typing import TYPE_CHECKING

from .local_parts import LocalParts
from .tokens import Tokens

if TYPE_CHECKING:
    from .chains import Chain


def confidence_of(tokens: Tokens, chains: list[Chain], local: LocalParts) -> float:
    """0 for nothing found; otherwise between 0 and 1."""
    if not chains:
        return 0.0
    best = chains[0]
    rival = next((c.score for c in chains[1:] if c.lowest.id != best.lowest.id and not _above(c, best)), None)
    lead = best.score if rival is None else best.score - rival
    edits = sum(mention.edits for mention in best.mentions)
    level = 0.0 if best.commune else -1.5
    value = -0.5 + 0.8 * min(lead, 5.0) + level - 0.6 * edits - 0.5 * len(local.leftovers)
    return round(1.0 / (1.0 + math.exp(-value)), 3)


def _above(chain: Chain, best: Chain) -> bool:
    return chain.lowest.id in (best.lowest.district, best.lowest.province)
