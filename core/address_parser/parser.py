"""Reading an address text: mend the text, find the units, read what is left."""
from __future__ import annotations

import re
from dataclasses import replace
from typing import Optional

from ..encodings import decode, diagnose
from ..units import AdminUnit
from .chains import Chain, find_chains
from .confidence import confidence_of
from .fuzzy import fuzzy_mentions
from .local_parts import POSTCODE_LENGTHS, LocalParts, read_local
from .local_words import COUNTRY, Field
from .mentions import Mention, commune_claims, find_mentions
from .model import ParsedAddress, UnitChain
from .tables import ParserTables, Place
from .tokens import COMMA, Tokens, tidy

_LONGEST = 600
_GUESSES = 2  # the second one knows the district that the first has found, and looks among its communes
_MOST_ALTERNATIVES = 5
_CONTRADICTED = 0.4  # of the confidence is left
_INITIALS = 3  # letters at the most: NT, KH
# Characters that Vietnamese text does not hold, but text read in a wrong encoding does.
_BROKEN = re.compile(
    "[\x80-\x9f\xa1-\xaf\xb1\xb3-\xb6\xb8-\xbf\xc4-\xc7\xcb\xce-\xcf\xd1\xd6-\xd8\xdb-\xdc\xde-\xdf"
    "\xe4-\xe7\xeb\xee-\xef\xf1\xf6-\xf8\xfb-\xfc\xfe-\xff\ud800-\udfff]"
)
_HEADING = re.compile(r"^\W*(?:địa\s+chỉ|dia\s+chi|đ/c|đc|d/c|address|add)\s*:\s*", re.IGNORECASE)


def parse(
    text: str, tables: Optional[ParserTables] = None, legacy: Optional[bool] = None, home: Optional[str] = None
) -> ParsedAddress:
    """Read an address in any order, spelling and era; never raises for a text.

    `legacy` says that the text is of before 1/7/2025 (True) or after (False): a commune's name alone does not tell.
    `home` is the code of today's province that texts are mostly of, as in a province's register: it decides between
    communes of one name.
    """
    tables = tables or ParserTables.load()
    text = _mended(text[:_LONGEST])
    tokens = Tokens(text)
    mentions, types = find_mentions(tokens, tables)
    claims = commune_claims(tokens, types)
    provinces = tables.home(home) if home else ()
    chains = find_chains(mentions, legacy, claims, provinces)
    used = _used(tokens, chains[0] if chains else None)
    known = list(mentions)
    for _ in range(_GUESSES):
        before = chains[0] if chains else None
        guessed = fuzzy_mentions(tokens, tables, types, chains, used)
        if not guessed:
            break
        known += guessed
        chains = find_chains(known, legacy, claims, provinces)
        best = chains[0] if chains else None
        used = _used(tokens, best)
        if best is None or best.commune is not None or before is None or best.lowest.id == before.lowest.id:
            break
    if chains and len(used) < len(tokens):
        _use_repeated(tokens, used, mentions, chains[0], tables)
    local = read_local(tokens, used, types)
    found = _made(text, tables, chains, local)
    if found.commune is not None and _is_contradicted(tokens, used, mentions):
        return replace(found, confidence=round(found.confidence * _CONTRADICTED, 3))
    return found


def _mended(text: str) -> str:
    if not text.isascii() and _BROKEN.search(text):
        found = diagnose([text])
        text = decode([text], found.encoding)[0] or text
    return _HEADING.sub("", tidy(text))


def _used(tokens: Tokens, chain: Optional[Chain]) -> set[int]:
    used: set[int] = set()
    for mention in chain.mentions if chain else ():
        used.update(range(mention.first, mention.end))
    # The country says nothing, at the end or, in the order of other peoples, at the beginning.
    for length in (2, 1):
        count = len(tokens) - _ends_with_postcode(tokens)
        for start in (count - length, 0) if count >= length else ():
            is_apart = start > 0 or tokens.gaps[length] == COMMA
            if is_apart and tuple(tokens.plains[start:start + length]) in COUNTRY:
                used.update(range(start, start + length))
    return used


def _is_contradicted(tokens: Tokens, used: set[int], mentions: list[Mention]) -> bool:
    """Whether another province stands behind the units that were read: "Lộc Thọ, Nha Trang, Ninh Thuận"."""
    last = max(used, default=len(tokens))
    return any(
        mention.first > last and mention.entry.provinces and len(mention.entry.plain) > _INITIALS
        and (mention.unit_type or tokens.gaps[mention.first] == COMMA == tokens.gaps[mention.end])
        for mention in mentions
    )  # fmt: skip


def _ends_with_postcode(tokens: Tokens) -> bool:
    """Whether a postcode stands behind the country: "Vietnam 650000"."""
    return len(tokens) > 1 and tokens.plains[-1].isdecimal() and len(tokens.plains[-1]) in POSTCODE_LENGTHS


def _use_repeated(
    tokens: Tokens, used: set[int], mentions: list[Mention], chain: Chain, tables: ParserTables
) -> None:
    """Take a unit's name that is written twice as used both times, and that of what it was before or is today."""
    known = {place.id for place in tables.around(chain.lowest)}
    names = {mention.entry.plain for mention in chain.mentions}
    for mention in mentions:
        if not used.isdisjoint(range(mention.first, mention.end)):
            continue
        entry = mention.entry
        places = (*entry.provinces, *entry.districts, *entry.communes)
        stands_apart = mention.unit_type or tokens.gaps[mention.first] == COMMA or mention.first - 1 in used
        if stands_apart and (entry.plain in names or any(place.id in known for place in places)):
            used.update(range(mention.first, mention.end))


def _made(text: str, tables: ParserTables, chains: list[Chain], local: LocalParts) -> ParsedAddress:
    best = chains[0] if chains else None
    commune, district, province = _units(best, tables)
    is_legacy = bool(best and best.lowest.is_legacy)
    communes: tuple[str, ...] = ()
    if commune is not None and (tables.streets or tables.settlements):
        communes = tuple(unit.code for unit in tables.today(commune)) if is_legacy else (commune.code,)
    street = tables.streets.find(local.first(Field.street), communes)
    settlement = tables.settlements.find(local.first(Field.settlement), communes)
    return ParsedAddress(
        text=text,
        unit=", ".join(local.texts.get(Field.unit, ())),
        floor=local.first(Field.floor),
        block=local.first(Field.block),
        building=local.first(Field.building),
        number=local.first(Field.number),
        alley=tuple(local.alley),
        street=street.name if street else local.first(Field.street),
        housing_area=local.first(Field.housing_area),
        settlement=", ".join(local.texts.get(Field.settlement, ())),
        commune=commune,
        district=district,
        province=province,
        is_legacy=is_legacy,
        postcode=local.first(Field.postcode),
        leftovers=tuple(local.leftovers),
        street_id=street.id if street else None,
        settlement_id=settlement.id if settlement else None,
        confidence=confidence_of(chains, local),
        alternatives=_alternatives(chains, tables),
    )


def _units(chain: Optional[Chain], tables: ParserTables) -> tuple[Optional[AdminUnit], ...]:
    if chain is None:
        return None, None, None
    lowest = chain.lowest
    district: Optional[Place] = chain.district
    if district is None and lowest.district >= 0:
        district = tables.places[lowest.district]
    province = tables.places[lowest.province] if lowest.province >= 0 else chain.province
    if chain.commune is not None and not chain.commune.is_legacy:
        district = None
    return (
        chain.commune.unit if chain.commune else None,
        district.unit if district else None,
        province.unit if province else None,
    )


def _alternatives(chains: list[Chain], tables: ParserTables) -> tuple[UnitChain, ...]:
    if not chains:
        return ()
    seen = {chains[0].lowest.id}
    above = {chains[0].lowest.district, chains[0].lowest.province}
    found = []
    for chain in chains[1:]:
        lowest = chain.lowest
        if lowest.id in seen or lowest.id in above:
            continue
        seen.add(lowest.id)
        commune, district, province = _units(chain, tables)
        found.append(UnitChain(commune, district, province, lowest.is_legacy, chain.score))
        if len(found) == _MOST_ALTERNATIVES:
            break
    return tuple(found)
