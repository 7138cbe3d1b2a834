"""Which of the mentions in a text belong together: commune in district in province, by the hierarchy of the units."""
from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Optional

from .mentions import Mention, place_score
from .tables import Place
from .type_words import COMMUNE, DISTRICT

LINK, ACROSS_ERAS, ORDER = 2.0, -1.0, 0.3
GAP = -0.35  # for each word between the mentions that belongs to none
_MOST = 12  # chains that are kept


class Chain(NamedTuple):
    """Mentions that name places lying in each other; a level without a mention is None."""

    score: float
    commune: Optional[Place]
    district: Optional[Place]
    province: Optional[Place]
    mentions: tuple[Mention, ...]
    crosses: bool

    @property
    def lowest(self) -> Place:
        """The smallest place that is named."""
        place = self.commune or self.district or self.province
        if place is None:
            raise ValueError("a chain has a place")
        return place


def find_chains(mentions: Sequence[Mention]) -> list[Chain]:
    """Chains by score, best first."""
    above: list[Chain] = []
    for mention in mentions:
        for place in mention.entry.provinces:
            above.append(Chain(place_score(mention, place), None, None, place, (mention,), False))
    provinces = tuple(above)
    for mention in mentions:
        for place in mention.entry.districts:
            above.append(Chain(place_score(mention, place), None, place, None, (mention,), False))
        if mention.entry.districts:
            above.extend(_below(mention, provinces, DISTRICT))
    found = list(above)
    for mention in mentions:
        if not mention.entry.communes:
            continue
        linked = _below(mention, above, COMMUNE)
        found.extend(linked)
        if not linked:
            found.extend(
                Chain(place_score(mention, place), place, None, None, (mention,), False)
                for place in mention.entry.communes
            )
    found = [chain._replace(score=chain.score + _shape(chain)) for chain in found]
    # Of equals, today's units come first, then the lower code: the order must not rest on chance.
    found.sort(key=lambda chain: (-chain.score, chain.lowest.is_legacy, chain.lowest.unit.code))
    return found[:_MOST]


def _below(mention: Mention, above: Sequence[Chain], level: int) -> list[Chain]:
    made = []
    within = mention.entry.within
    for chain in above:
        parent = chain.district or chain.province
        places = within.get(parent.id) if parent is not None else None
        if not places or _overlap(mention, chain.mentions):
            continue
        for place, crosses in places:
            if place.level != level:
                continue
            score = chain.score + place_score(mention, place) + LINK + (ACROSS_ERAS if crosses else 0.0)
            mentions = (mention, *chain.mentions)
            across = crosses or chain.crosses
            if level == COMMUNE:
                made.append(Chain(score, place, chain.district, chain.province, mentions, across))
            else:
                made.append(Chain(score, None, place, chain.province, mentions, across))
    return made


def _overlap(mention: Mention, others: tuple[Mention, ...]) -> bool:
    return any(mention.first < other.end and other.first < mention.end for other in others)


def _shape(chain: Chain) -> float:
    """What the order of the mentions and the words between them add."""
    mentions = chain.mentions
    if len(mentions) == 1:
        return 0.0
    starts = [mention.first for mention in mentions]
    in_order = all(a < b for a, b in zip(starts, starts[1:]))
    reverse = all(a > b for a, b in zip(starts, starts[1:]))
    covered = sum(mention.end - mention.first for mention in mentions)
    gap = max(mention.end for mention in mentions) - min(starts) - covered
    return (ORDER if in_order else 0.0 if reverse else -ORDER) + GAP * gap
