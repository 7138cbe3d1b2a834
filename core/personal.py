"""Personal data in the columns of a land layer, by the columns' names and by what they hold.

Numbers are judged by structure and by statistics of the whole column, because registers are full of other long
numbers: an identity number (CCCD) is a province, a digit for century and sex, a year of birth and six digits without
order, so a column of them shows many years; address codes, place ids and serial numbers share few beginnings or
follow each other. Names are judged in `person_names`.
"""
from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from typing import Optional

from .person_names import are_person_names
from .personal_numbers import (
    EMAIL,
    LABELLED_PHONE,
    WITHIN,
    are_dialled,
    as_cccd,
    is_cmnd,
    is_landline,
    is_mobile,
    is_serial,
    is_spaced_phone,
    is_spread,
    names_identity_number,
    plain,
    share,
)  # fmt: skip
from .resources import read_json
from .roles import guess_fields, personal_fields
from .text import ascii_key


class PersonalKind(str, Enum):
    """What a personal column holds; `other` is personal by its name alone (date of birth, tax number …)."""

    identity_number = "identity_number"
    phone = "phone"
    person_name = "person_name"
    email = "email"
    other = "other"


_MOST_VALUES = 5000
_MENTIONED = 0.05  # share of texts with a labelled phone or an e-mail address that makes a column personal
_CCCD_SHARE, _CMND_SHARE, _PHONE_SHARE, _SHORT_PHONE_SHARE = 0.4, 0.8, 0.8, 0.95
_FEWEST_CMND, _FEWEST_PHONES, _FEWEST_SHORT_PHONES = 5, 3, 10
_MAIN_PROVINCE = 0.5
# Roles whose columns hold names of places, and those whose columns hold numbers of their own.
_PLACES = frozenset(
    ("street", "settlement", "commune", "province", "number", "address", "object_class", "unit_type", "land_use")
)
_NUMBERS = frozenset(
    ("id", "code", "postcode", "commune_code", "province_code", "map_sheet", "map_parcel")
    + ("certificate_sheet", "certificate_parcel")
)


@dataclass(frozen=True)
class _Rules:
    kinds: dict[PersonalKind, tuple[str, ...]]
    places: tuple[str, ...]


def personal_columns(
    names: Sequence[str], sample_of: Callable[[str], Iterable[object]], few: bool = False
) -> dict[str, PersonalKind]:
    """The personal columns among `names`, by name or by content; `sample_of` gives values of a column, `few`: even a
    handful of names are persons', since the layer is none of streets.

    A column that a name makes personal stays so whatever it holds; identity numbers are told by content even there.
    """
    by_name = set(personal_fields(names))
    role_of = {column: role for role, column in guess_fields(names).items()}
    found: dict[str, PersonalKind] = {}
    for name in names:
        content = personal_content(sample_of(name), few)
        if name in by_name:
            identity = content is PersonalKind.identity_number
            found[name] = content if identity and content else _kind_of_name(name) or content or PersonalKind.other
        elif content is not None and _believable(content, name, role_of.get(name, "")):
            found[name] = content
    return found


def personal_content(values: Iterable[object], few: bool = False) -> Optional[PersonalKind]:
    """What personal data a column's values are, without regard to its name; None if they seem to be none."""
    # The first ones in their order: numbers that follow each other must stay neighbours.
    everything = [text for text in dict.fromkeys(plain(v) for v in values if v is not None) if text]
    texts = everything[:_MOST_VALUES]
    if not texts:
        return None
    # One is enough: such a number may stay nowhere.
    if any(map(names_identity_number, everything)) or _are_identity_numbers(texts):
        return PersonalKind.identity_number
    if share(map(bool, map(EMAIL.search, texts))) >= _MENTIONED:
        return PersonalKind.email
    if _are_phones(texts):
        return PersonalKind.phone
    return PersonalKind.person_name if are_person_names(texts, few) else None


def own_numbers(name: str, role: str) -> bool:
    """Whether a column, by its name, holds numbers of its own: codes, sheets, place ids."""
    letters = re.sub("[^a-z]", "", ascii_key(name))
    return role in _NUMBERS or any(place in letters for place in _rules().places)


def _believable(content: PersonalKind, name: str, role: str) -> bool:
    letters = re.sub("[^a-z]", "", ascii_key(name))
    if any(place in letters for place in _rules().places):
        return False
    if content is PersonalKind.person_name:
        return role not in _PLACES and role not in _NUMBERS
    return content is not PersonalKind.phone or role not in _NUMBERS


def _kind_of_name(name: str) -> Optional[PersonalKind]:
    parted = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", name)
    key = " {} ".format(" ".join(re.findall("[a-z]+", ascii_key(parted))))
    glued = key.replace(" ", "")
    for kind, words in _rules().kinds.items():
        if any(f" {word.replace('_', ' ')} " in key or word.replace("_", "") == glued for word in words):
            return kind
    return None


def _are_identity_numbers(texts: Sequence[str]) -> bool:
    squeezed = [text.replace(" ", "").replace(".", "") for text in texts]
    cccd = [number for number in map(as_cccd, squeezed) if number]
    cmnd = [text for text in squeezed if is_cmnd(text)]
    if cccd and len(cccd) + len(cmnd) >= _CCCD_SHARE * len(texts) and not is_serial(cccd):
        births = len({number[:6] for number in cccd})
        return births >= max(1, min(len(cccd), 40) // 4)
    return len(cmnd) >= max(_FEWEST_CMND, _CMND_SHARE * len(texts)) and _are_cmnd(cmnd)


def _are_cmnd(numbers: Sequence[str]) -> bool:
    # People of one place have most of their numbers from one province, and no order in the rest.
    starts = [number[:2] for number in numbers]
    main = max(starts.count(start) for start in set(starts))
    return main >= _MAIN_PROVINCE * len(numbers) and not is_serial(numbers) and is_spread(numbers, 6)


def _are_phones(texts: Sequence[str]) -> bool:
    labelled = [bool(LABELLED_PHONE.search(ascii_key(text))) for text in texts]
    if share(labelled) >= _MENTIONED:
        return True
    within = [n for text in texts if len(text) > 12 for n in WITHIN.findall(text) if is_mobile(n)]
    if len(within) >= max(_FEWEST_PHONES, _MENTIONED * len(texts)) and are_dialled(within):
        return True
    spaced = [is_spaced_phone(text) for text in texts]
    raw = [text for text in texts if is_mobile(text) or is_landline(text)]
    if any(spaced) and sum(spaced) + len(raw) >= _MAIN_PROVINCE * len(texts):
        return True
    if len(raw) >= max(_FEWEST_PHONES, _PHONE_SHARE * len(texts)) and are_dialled(raw):
        return True
    short = ["0" + text for text in texts if len(text) == 9 and is_mobile("0" + text)]  # the zero lost in a table
    enough = max(_FEWEST_SHORT_PHONES, _SHORT_PHONE_SHARE * len(texts))
    return len(short) >= enough and are_dialled(short)


@lru_cache(maxsize=1)
def _rules() -> _Rules:
    data = read_json("profiles", "personal", "content.json")
    return _Rules(
        kinds={PersonalKind(kind): tuple(words) for kind, words in data["kinds"].items()},
        places=tuple(place.replace("_", "") for place in data["places"]),
    )
