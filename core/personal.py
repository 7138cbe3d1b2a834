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
from datetime import date
from enum import Enum
from functools import lru_cache
from typing import Optional

from .person_names import are_person_names
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
_OLDEST_BIRTH = 1910
_NEAR = 10  # numbers as near as this follow each other
_SERIAL_SHARE = 0.2
_MAIN_PROVINCE = 0.5
_SPREAD_OF = 200  # of so many numbers at least half begin differently; more numbers need no more beginnings
_LOW_SERIALS = 0.5
# Roles whose columns hold names of places, and those whose columns hold numbers of their own.
_PLACES = frozenset(
    ("street", "settlement", "commune", "province", "number", "address", "object_class", "unit_type", "land_use")
)
_NUMBERS = frozenset(
    ("id", "code", "postcode", "commune_code", "province_code", "map_sheet", "map_parcel")
    + ("certificate_sheet", "certificate_parcel")
)

_EMAIL = re.compile(r"(?<![\w.])[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}(?![\w@])", re.IGNORECASE)
_NUMBER = r"(?<!\d)(?:\d{12}|\d{9})(?!\d)"
_LABELLED_ID = re.compile(
    rf"\b(?:cccd|cmnd|cmt|cmtnd|can cuoc|chung minh)\D{{0,25}}{_NUMBER}|{_NUMBER}\W{{0,3}}(?:(?:ngay|noi) )?cap\b"
)
_LABELLED_PHONE = re.compile(
    r"\b(?:dt|sdt|dtdd|tel|phone|dien thoai|zalo|hotline|di dong|lien he|lh)\b\D{0,15}0\d{8,10}(?!\d)"
)
_LONG = re.compile(r"\d{9}")
_WITHIN = re.compile(r"(?<!\w)0\d{9}(?!\w)")  # a number among words
_SPACED_PHONE = re.compile(
    r"(?<![\d.,])(?:\+84[ .-]?|\(0|0)(\d{2,3})\)?[ .-]?\d{3,4}[ .-]?\d{3,4}(?![\d.,]\d|\d)"
)


@dataclass(frozen=True)
class _Rules:
    provinces: frozenset[str]
    cmnd: tuple[str, str]
    mobile: frozenset[str]
    kinds: dict[PersonalKind, tuple[str, ...]]
    places: tuple[str, ...]


def personal_columns(names: Sequence[str], sample_of: Callable[[str], Iterable[object]]) -> dict[str, PersonalKind]:
    """The personal columns among `names`, by name or by content; `sample_of` gives values of a column.

    A column that a name makes personal stays so whatever it holds; identity numbers are told by content even there.
    """
    by_name = set(personal_fields(names))
    role_of = {column: role for role, column in guess_fields(names).items()}
    found: dict[str, PersonalKind] = {}
    for name in names:
        content = personal_content(sample_of(name))
        if name in by_name:
            identity = content is PersonalKind.identity_number
            found[name] = content if identity and content else _kind_of_name(name) or content or PersonalKind.other
        elif content is not None and _believable(content, name, role_of.get(name, "")):
            found[name] = content
    return found


def personal_content(values: Iterable[object]) -> Optional[PersonalKind]:
    """What personal data a column's values are, without regard to its name; None if they seem to be none."""
    # The first ones in their order: numbers that follow each other must stay neighbours.
    everything = [text for text in dict.fromkeys(_plain(v) for v in values if v is not None) if text]
    texts = everything[:_MOST_VALUES]
    if not texts:
        return None
    # One is enough: such a number may stay nowhere.
    if any(map(_names_identity_number, everything)) or _are_identity_numbers(texts):
        return PersonalKind.identity_number
    if _share(map(bool, map(_EMAIL.search, texts))) >= _MENTIONED:
        return PersonalKind.email
    if _are_phones(texts):
        return PersonalKind.phone
    return PersonalKind.person_name if are_person_names(texts) else None


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


def _plain(value: object) -> str:
    text = " ".join(str(value).split())
    return text[:-2] if re.fullmatch(r"\d{9,12}\.0", text) else text  # a number that a table keeps as a fraction


def _share(marks: Iterable[bool]) -> float:
    listed = list(marks)
    return sum(listed) / len(listed) if listed else 0.0


def _names_identity_number(text: str) -> bool:
    return len(text) > 12 and _LONG.search(text) is not None and _LABELLED_ID.search(ascii_key(text)) is not None


def _are_identity_numbers(texts: Sequence[str]) -> bool:
    squeezed = [text.replace(" ", "").replace(".", "") for text in texts]
    cccd = [number for number in map(_as_cccd, squeezed) if number]
    cmnd = [text for text in squeezed if _is_cmnd(text)]
    if cccd and len(cccd) + len(cmnd) >= _CCCD_SHARE * len(texts) and not _is_serial(cccd):
        births = len({number[:6] for number in cccd})
        return births >= max(1, min(len(cccd), 40) // 4)
    return len(cmnd) >= max(_FEWEST_CMND, _CMND_SHARE * len(texts)) and _are_cmnd(cmnd)


def _as_cccd(text: str) -> str:
    """The 12 digits of an identity number, '' for another text; a table of numbers has lost the first zero."""
    number = text.zfill(12) if len(text) == 11 and text[0] != "0" else text
    if len(number) != 12 or not (number.isascii() and number.isdecimal()) or number[:3] not in _rules().provinces:
        return ""
    century = 1900 + int(number[3]) // 2 * 100
    birth = century + int(number[4:6])
    return number if _OLDEST_BIRTH <= birth <= date.today().year else ""


def _is_cmnd(text: str) -> bool:
    first, last = _rules().cmnd
    return len(text) == 9 and text.isascii() and text.isdecimal() and first <= text[:2] <= last


def _are_cmnd(numbers: Sequence[str]) -> bool:
    # People of one place have most of their numbers from one province, and no order in the rest.
    starts = [number[:2] for number in numbers]
    main = max(starts.count(start) for start in set(starts))
    return main >= _MAIN_PROVINCE * len(numbers) and not _is_serial(numbers) and _is_spread(numbers, 6)


def _are_phones(texts: Sequence[str]) -> bool:
    labelled = [bool(_LABELLED_PHONE.search(ascii_key(text))) for text in texts]
    if _share(labelled) >= _MENTIONED:
        return True
    within = [n for text in texts if len(text) > 12 for n in _WITHIN.findall(text) if _is_mobile(n)]
    if len(within) >= max(_FEWEST_PHONES, _MENTIONED * len(texts)) and _are_dialled(within):
        return True
    spaced = [_is_spaced_phone(text) for text in texts]
    raw = [text for text in texts if _is_mobile(text) or _is_landline(text)]
    if any(spaced) and sum(spaced) + len(raw) >= _MAIN_PROVINCE * len(texts):
        return True
    if len(raw) >= max(_FEWEST_PHONES, _PHONE_SHARE * len(texts)) and _are_dialled(raw):
        return True
    short = ["0" + text for text in texts if len(text) == 9 and _is_mobile("0" + text)]  # the zero lost in a table
    enough = max(_FEWEST_SHORT_PHONES, _SHORT_PHONE_SHARE * len(texts))
    return len(short) >= enough and _are_dialled(short)


def _is_spaced_phone(text: str) -> bool:
    for match in _SPACED_PHONE.finditer(text):
        number = "0" + re.sub(r"\D", "", re.sub(r"^(?:\+84|\(?0)", "", match.group()))
        if not match.group().isdecimal() and (_is_mobile(number) or _is_landline(number)):
            return True
    return False


def _is_mobile(text: str) -> bool:
    return len(text) == 10 and text.isascii() and text.isdecimal() and text[:3] in _rules().mobile


def _is_landline(text: str) -> bool:
    return len(text) == 11 and text.isascii() and text.isdecimal() and text.startswith("02")


def _are_dialled(numbers: Sequence[str]) -> bool:
    # An address code of ten digits starts with its commune's postcode: few beginnings, and serial numbers behind.
    several = len({number[:3] for number in numbers}) > 1
    low = sum(number[5] == "0" for number in numbers) > _LOW_SERIALS * len(numbers)
    return several and not low and not _is_serial(numbers) and _is_spread(numbers, 5)


def _is_serial(numbers: Sequence[str]) -> bool:
    ordered = sorted(set(map(int, numbers)))
    return _share(b - a <= _NEAR for a, b in zip(ordered, ordered[1:])) > _SERIAL_SHARE


def _is_spread(numbers: Sequence[str], digits: int) -> bool:
    return len({number[:digits] for number in numbers}) * 2 > min(len(numbers), _SPREAD_OF)


@lru_cache(maxsize=1)
def _rules() -> _Rules:
    data = read_json("profiles", "personal", "content.json")
    return _Rules(
        provinces=frozenset(data["cccd_provinces"].split()),
        cmnd=(data["cmnd"][0], data["cmnd"][1]),
        mobile=frozenset(data["mobile"].split()),
        kinds={PersonalKind(kind): tuple(words) for kind, words in data["kinds"].items()},
        places=tuple(place.replace("_", "") for place in data["places"]),
    )
