"""Which of the mentions in a text belong together: commune in district in province, by the hierarchy of the units."""
from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from typing import NamedTuple, Optional

from .mentions import BASE, BEST_OF_PLACE, Mention, place_score
from .tables import Place
from .type_words import COMMUNE, DISTRICT

LINK, ACROSS_ERAS, ORDER = 2.0, -1.0, 0.3
WRONG_ERA = -4.0  # where the caller has said which era the text is of
GAP = -0.35  # for each word between the mentions that belongs to none
BARE_AND_ALONE = -2.0  # a commune without type amid other words, no larger unit beside it
AT_HOME = 1.5
LEAST = 0.0  # below, the words speak rather against any unit
CLAIMED = -2.5  # a bare name for the commune, where another stands behind a commune's type
CONTRADICTED = -3.0  # a commune alone, in none of the larger units that stand behind it
_MOST = 12  # chains that are kept
_MOST_ABOVE = 60
_LEAD = 7.0  # of a chain over another, which no order of the parts makes up for


class Chain(NamedTuple):
    """Mentions that name places lying in each other; a level without a mention is None."""

    score: float
    commune: Optional[Place]
    district: Optional[Place]
    province: Optional[Place]
    mentions: tuple[Mention, ...]
    crosses: bool
    mask: int  # the tokens of its mentions, a bit for each

    @property
    def lowest(self) -> Place:
        """The smallest place that is named."""
        place = self.commune or self.district or self.province
        if place is None:
            raise ValueError("a chain has a place")
        return place


def find_chains(
    mentions: Sequence[Mention],
    legacy: Optional[bool] = None,
    claims: Sequence[int] = (),
    home: Container[int] = (),
) -> list[Chain]:
    """Chains by score, best first; `legacy` tells which era is meant, where that is known.

    `claims` are the tokens of a commune's type: what stands behind them is the commune, though it may be unknown.
    `home` are the provinces that the text is most likely of.
    """
    above = [
        Chain(place_score(mention, place), None, None, place, (mention,), False, mention.mask)
        for mention in mentions
        for place in mention.entry.provinces
    ]
    provinces = _by_parent(above)
    for mention in mentions:
        if mention.entry.districts:
            for place in mention.entry.districts:
                above.append(Chain(place_score(mention, place), None, place, None, (mention,), False, mention.mask))
            _add_below(mention, provinces, DISTRICT, above)
    if len(above) > _MOST_ABOVE:
        above = sorted(above, key=lambda chain: -chain.score)[:_MOST_ABOVE]
    parents = _by_parent(above)
    found = list(above)
    alone: list[Mention] = []
    for mention in mentions:
        if mention.entry.communes and not _add_below(mention, parents, COMMUNE, found):
            alone.append(mention)
    # A name that dozens of communes bear counts only where nothing better is found.
    lead = max([chain.score for chain in found], default=0.0) - _LEAD
    for mention in alone:
        is_guess = mention.edits > 0 and mention.unit_type is None
        if mention.score + BEST_OF_PLACE > lead and not is_guess:
            bare = 0.0 if mention.begins or mention.unit_type else BARE_AND_ALONE
            if any(_stands_behind(chain, mention) for chain in above):
                bare += CONTRADICTED
            found.extend(
                Chain(place_score(mention, place) + bare, place, None, None, (mention,), False, mention.mask)
                for place in mention.entry.communes
            )
    return _best(found, legacy, claims, home)


def _stands_behind(above: Chain, mention: Mention) -> bool:
    """Whether a larger unit is surely named behind the commune: "P. Tân Lập, Nha Trang" is not the one of Đắk Lắk."""
    larger = above.mentions[0]
    return larger.first >= mention.end and not larger.edits and larger.score > BASE


def _best(
    found: list[Chain], legacy: Optional[bool], claims: Sequence[int], home: Container[int]
) -> list[Chain]:
    lead = max([chain.score for chain in found], default=0.0) - _LEAD
    scored: list[tuple[float, bool, str, int, Chain]] = []
    for chain in found:
        if chain.score > lead:
            score = chain.score + _shape(chain)
            lowest = chain.lowest
            if legacy is not None and lowest.is_legacy != legacy:
                score += WRONG_ERA
            if claims and chain.commune is not None and chain.mentions[0].unit_type is None:
                score += CLAIMED
            if home and lowest.province in home:
                score += AT_HOME
            if score <= LEAST:
                continue
            # Of equals, today's units come first, then the lower code: the order must not rest on chance.
            scored.append((-score, lowest.is_legacy, lowest.unit.code, len(scored), chain))
    scored.sort()
    return [Chain(-score, *chain[1:]) for score, *_, chain in scored[:_MOST]]


def _by_parent(chains: Iterable[Chain]) -> list[tuple[int, list[Chain]]]:
    """Chains by the smallest place that they name."""
    found: dict[int, list[Chain]] = {}
    for chain in chains:
        place = chain.district or chain.province
        if place is not None:
            found.setdefault(place.id, []).append(chain)
    return list(found.items())


def _add_below(mention: Mention, parents: list[tuple[int, list[Chain]]], level: int, found: list[Chain]) -> bool:
    """Add the chains that a mention makes with those above it; whether there are any."""
    within = mention.entry.communes_in if level == COMMUNE else mention.entry.districts_in
    before = len(found)
    for parent, above in parents:
        places = within.get(parent)
        if not places:
            continue
        for score, _, district, province, mentions, crossed, taken in above:
            if mention.mask & taken:
                continue
            both, mask = (mention, *mentions), mention.mask | taken
            for place, crosses in places:
                total = score + place_score(mention, place) + (LINK + ACROSS_ERAS if crosses else LINK)
                if level == COMMUNE:
                    found.append(Chain(total, place, district, province, both, crosses or crossed, mask))
                else:
                    found.append(Chain(total, None, place, province, both, crosses or crossed, mask))
    return len(found) > before


def _shape(chain: Chain) -> float:
    """What the order of the mentions and the words between them add."""
    mentions = chain.mentions
    count = len(mentions)
    if count == 1:
        return 0.0
    ahead = sum([a.first < b.first for a, b in zip(mentions, mentions[1:])])
    covered = sum([mention.end - mention.first for mention in mentions])
    gap = max([mention.end for mention in mentions]) - min([mention.first for mention in mentions]) - covered
    return (ORDER if ahead == count - 1 else 0.0 if not ahead else -ORDER) + GAP * gap
