"""The units of a building or market, as a person describes them: floors and flats per floor, or a list of stalls.

A flat's number is its floor and its running number on the floor, two digits each: "25 – 06" (Thông tư 08/2024/TT-BXD).
How floors are called (12A, 12B for 13, a ground floor with a name) differs from house to house, so it is asked.
"""
from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Optional

from .errors import QT_TRANSLATE_NOOP, DiachisoError, Message
from .text import ascii_key, compare_key, nfc

MOST_UNITS = 5_000
MOST_FLOORS = 200
MOST_ON_FLOOR = 999
LONGEST_LABEL = 20

_SEPARATOR = " – "
_PIECES = re.compile(r"[,;\n]")
_FLOOR = re.compile(r"[0-9]{1,3}[^\W\d_]?|[^\W\d_]{1,6}[0-9]{0,2}")
_RANGE = re.compile(r"([0-9]{1,3})\s*[-–—]\s*([0-9]{1,3})")
_STALLS = re.compile(r"([^\W\d_]{0,4})([0-9]{1,4})\s*[-–—]\s*([^\W\d_]{0,4})([0-9]{1,4})")
_PAIR = re.compile(r"([^=:]+)[=:]([^=:]+)")
# What people write before the number of a flat or stall; it does not tell two units apart.
_WORDS = re.compile(r"^(?:can ho|can|phong|gian hang|gian|ki-?\s?ot|kiot|sap|quay|so|p|ph)\b\.?\s*(?=\S*\d)")
_FLAT = re.compile(r"^(?:tang|lau|t)?\s*([0-9a-z]+?)\s*-\s*0*([0-9]+)$")
_LEADING_ZEROS = re.compile(r"(?<!\d)0+(?=\d)")
_NUMBER_OF_PERSON = re.compile(r"\d{8,}")

NO_UNITS = Message(
    "units_none",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "Say which units there are: either floors and units per floor (FLOORS, UNITS_PER_FLOOR), or a list (LIST), "
        "not both.",
    ),
)
BAD_FLOORS = Message(
    "units_bad_floors",
    QT_TRANSLATE_NOOP(
        "diachiso",
        'The floors cannot be understood at "{piece}". Write how many there are (25), or name them: 1-12, 12A, 14-25.',
    ),
)
BAD_COUNTS = Message(
    "units_bad_counts",
    QT_TRANSLATE_NOOP(
        "diachiso",
        'The units per floor cannot be understood at "{piece}". Write a number (8), with exceptions if there are: '
        "8, 1:4, 24-25:6.",
    ),
)
BAD_NAMES = Message(
    "units_bad_floor_names",
    QT_TRANSLATE_NOOP(
        "diachiso", 'The names of floors cannot be understood at "{piece}". Write them like 13=12B, 4=3A.'
    ),
)
BAD_STALL = Message(
    "units_bad_label",
    QT_TRANSLATE_NOOP(
        "diachiso",
        'The list cannot be understood at "{piece}". Write numbers of units, of at most {longest} characters each: '
        "A01-A20, B3, Kiosk 5; a floor goes before them with a colon (2: A01-A20; 3: B1). No names of people: they "
        "belong in the table of people.",
    ),
)
TWICE = Message(
    "units_twice",
    QT_TRANSLATE_NOOP("diachiso", "{what} is named twice. Name each floor and each unit once."),
)
TOO_MANY = Message(
    "units_too_many",
    QT_TRANSLATE_NOOP(
        "diachiso", "These are more than {most} units in one building. Check the floors, or add them in parts."
    ),
)


@dataclass(frozen=True)
class PlannedUnit:
    """A unit as asked for: its floor ('' for none), its number as on the door, and the key that it is known by."""

    floor: str
    label: str
    key: str


def flats(floors: str, per_floor: str, floor_names: str = "") -> list[PlannedUnit]:
    """The flats of the floors, from below upward and by running number (DiachisoError).

    `floors`: "25" or "1-12, 12A, 14-25"; `per_floor`: "8" or "8, 1:4, 24-25:6"; `floor_names`: "13=12B, 4=3A".
    """
    names = _floor_names(floor_names)
    listed = _unique(names.get(floor, floor) for floor in _floors(floors))
    count_of = _counts(per_floor, names)
    for floor in count_of:
        if floor and floor not in listed:
            raise DiachisoError(BAD_COUNTS, piece=floor)
    made = [_flat(floor, n) for floor in listed for n in range(1, count_of.get(floor, count_of[""]) + 1)]
    return _checked(made)


def stalls(text: str) -> list[PlannedUnit]:
    """The units of a list such as "A01-A20, B3", or by floor "1: A1-A20; 2: B1-B10" (DiachisoError)."""
    made = []
    for part in re.split(r"[;\n]", nfc(text)):
        floor, colon, labels = part.rpartition(":")
        floor = floor.strip()
        if colon and not _FLOOR.fullmatch(floor):
            raise DiachisoError(BAD_STALL, piece=part.strip(), longest=LONGEST_LABEL)
        for label in _labels(labels):
            key = unit_key(label)
            made.append(PlannedUnit(_floor_label(floor), label, f"{compare_key(floor)}:{key}" if floor else key))
    return _checked(made)


def unit_key(room: Optional[str], floor: Optional[str] = None) -> str:
    """The key under which two spellings of a unit's number are equal: "Căn 05 – 06" and "5-6"; '' for none.

    A number without its floor in it is led by `floor`, where that is given.
    """
    key = _LEADING_ZEROS.sub("", _plain(room or ""))
    found = _FLAT.fullmatch(key)
    if found:
        return f"{found.group(1)}-{found.group(2)}"
    if key and floor and key.isdecimal():
        return f"{_LEADING_ZEROS.sub('', _plain(floor))}-{key}"
    return key.replace(" ", "")


def _plain(text: str) -> str:
    return _WORDS.sub("", ascii_key(nfc(text)).strip())


def _flat(floor: str, number: int) -> PlannedUnit:
    label = f"{_two_digits(floor)}{_SEPARATOR}{number:02d}"
    return PlannedUnit(floor, label, unit_key(label))


def _two_digits(floor: str) -> str:
    digits = re.match(r"[0-9]*", floor)
    head = digits.group() if digits else ""
    return head.zfill(2) + floor[len(head):] if head else floor


def _floor_label(text: str) -> str:
    """A floor as it is written: letters after a number large, words as they are."""
    return text.upper() if text[:1].isdigit() else text


def _floors(text: str) -> Iterator[str]:
    pieces = [piece.strip() for piece in _PIECES.split(nfc(text)) if piece.strip()]
    if len(pieces) == 1 and pieces[0].isdecimal():  # a lone number says how many there are
        if not 1 <= int(pieces[0]) <= MOST_FLOORS:
            raise DiachisoError(BAD_FLOORS, piece=pieces[0])
        yield from map(str, range(1, int(pieces[0]) + 1))
        return
    if not pieces:
        raise DiachisoError(NO_UNITS)
    for piece in pieces:
        yield from _floor_range(piece, BAD_FLOORS)


def _floor_range(piece: str, wrong: Message) -> list[str]:
    ends = _RANGE.fullmatch(piece)
    if ends:
        low, high = int(ends.group(1)), int(ends.group(2))
        if low > high or high - low >= MOST_FLOORS:
            raise DiachisoError(wrong, piece=piece)
        return [str(floor) for floor in range(low, high + 1)]
    if not _FLOOR.fullmatch(piece):
        raise DiachisoError(wrong, piece=piece)
    return [_floor_label(piece)]


def _floor_names(text: str) -> dict[str, str]:
    names = {}
    for piece in filter(None, (p.strip() for p in _PIECES.split(nfc(text)))):
        pair = _PAIR.fullmatch(piece)
        number, name = (part.strip() for part in pair.groups()) if pair else ("", "")
        if not number.isdecimal() or not _FLOOR.fullmatch(name):
            raise DiachisoError(BAD_NAMES, piece=piece)
        names[str(int(number))] = _floor_label(name)
    return names


def _counts(text: str, names: Mapping[str, str]) -> dict[str, int]:
    """Units per floor by the floor's name; under '' those of every other floor."""
    counts: dict[str, int] = {}
    for piece in filter(None, (p.strip() for p in _PIECES.split(nfc(text)))):
        where, colon, number = (part.strip() for part in piece.rpartition(":"))
        floors = _floor_range(where, BAD_COUNTS) if colon else [""]
        if not number.isdecimal() or int(number) > MOST_ON_FLOOR or (not colon and "" in counts):
            raise DiachisoError(BAD_COUNTS, piece=piece)
        counts.update({names.get(floor, floor): int(number) for floor in floors})
    if not counts:
        raise DiachisoError(NO_UNITS)
    counts.setdefault("", 0)
    return counts


def _labels(text: str) -> Iterator[str]:
    for piece in filter(None, (p.strip() for p in text.split(","))):
        ends = _STALLS.fullmatch(piece)
        if ends and ends.group(3) in ("", ends.group(1)):
            letters, low, high = ends.group(1), ends.group(2), ends.group(4)
            if int(low) > int(high) or int(high) - int(low) >= MOST_UNITS:
                raise DiachisoError(BAD_STALL, piece=piece, longest=LONGEST_LABEL)
            yield from (f"{letters}{number:0{len(low)}d}" for number in range(int(low), int(high) + 1))
        else:
            yield _label(piece)


def _label(piece: str) -> str:
    """A label that is one: short, with a digit or but a letter or two, and no text that may name a person."""
    label = " ".join(piece.split())
    words = label.split()
    numbered = any(c.isdigit() for c in label)
    if (
        len(label) > LONGEST_LABEL or len(words) > 3 or _NUMBER_OF_PERSON.search(label.replace(" ", ""))
        or not (numbered or len(label) <= 3)
    ):  # fmt: skip
        raise DiachisoError(BAD_STALL, piece=piece, longest=LONGEST_LABEL)
    return label


def _unique(floors: Iterable[str]) -> list[str]:
    seen: dict[str, str] = {}
    for floor in floors:
        if compare_key(floor) in seen:
            raise DiachisoError(TWICE, what=floor)
        seen[compare_key(floor)] = floor
    return list(seen.values())


def _checked(units: list[PlannedUnit]) -> list[PlannedUnit]:
    if not units:
        raise DiachisoError(NO_UNITS)
    if len(units) > MOST_UNITS:
        raise DiachisoError(TOO_MANY, most=MOST_UNITS)
    known: set[str] = set()
    for unit in units:
        if unit.key in known:
            raise DiachisoError(TWICE, what=unit.label)
        known.add(unit.key)
    return units
