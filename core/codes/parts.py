"""The parts of a code: what each is made of, how wide it is, how it is read from a scheme file."""
from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Union

import numpy as np

from ..errors import QT_TRANSLATE_NOOP, Message
from ..json_reader import JsonReader
from . import geohash, iso7064, olc
from .chars import CharMatrix, to_matrix, to_texts

PART_TYPES = ("fixed", "unit", "serial", "olc", "geohash", "check")
UNITS = ("postcode", "commune_code", "district_code", "province_code")
# What people put between the parts of a code; ISO 7064 protects what lies between them.
CHECK_SEPARATORS = " -./+"

_DIGITS = "0123456789"
_UNIT_WIDTHS = {"postcode": 5, "commune_code": 5, "district_code": 3, "province_code": 2}

EMPTY_SLICE = Message(
    "scheme.empty_slice",
    QT_TRANSLATE_NOOP(
        "diachiso",
        'In the code scheme {file}, "{key}" leaves no character of the {width} there are. '
        'Make "skip" smaller.',
    ),
)


@dataclass(frozen=True)
class FixedPart:
    """A text that every code of the scheme bears."""

    name: str
    text: str

    @property
    def width(self) -> int:
        """Number of characters."""
        return len(self.text)

    @property
    def pattern(self) -> str:
        """Regular expression of the part."""
        return re.escape(self.text)

    @property
    def sample(self) -> str:
        """A text that the part may be."""
        return self.text

    @property
    def alphabet(self) -> str:
        """The characters the part may have."""
        return self.text


@dataclass(frozen=True)
class UnitPart:
    """The postcode or code of the administrative unit at the time: decimal digits."""

    name: str
    unit: str
    width: int

    @property
    def pattern(self) -> str:
        """Regular expression of the part."""
        return f"[0-9]{{{self.width}}}"

    @property
    def sample(self) -> str:
        """A text that the part may be."""
        return "0" * self.width

    @property
    def alphabet(self) -> str:
        """The characters the part may have."""
        return _DIGITS


@dataclass(frozen=True)
class SerialPart:
    """The running number within the unit, zero-padded."""

    name: str
    width: int

    @property
    def pattern(self) -> str:
        """Regular expression of the part."""
        return f"[0-9]{{{self.width}}}"

    @property
    def sample(self) -> str:
        """A text that the part may be."""
        return "0" * self.width

    @property
    def alphabet(self) -> str:
        """The characters the part may have."""
        return _DIGITS


@dataclass(frozen=True)
class OlcPart:
    """An Open Location Code of `digits` digits without its first `skip`; with its "+" where `plus`."""

    name: str
    digits: int
    skip: int
    plus: bool

    @property
    def width(self) -> int:
        """Number of characters."""
        return self.digits - self.skip + self.plus

    @property
    def pattern(self) -> str:
        """Regular expression of the part."""
        letters = f"[{olc.ALPHABET}]"
        if not self.plus:
            return f"{letters}{{{self.width}}}"
        before = olc.SEPARATOR_POSITION - self.skip
        return f"{letters}{{{before}}}\\+{letters}{{{self.width - before - 1}}}"

    @property
    def sample(self) -> str:
        """A text that the part may be."""
        return str(to_texts(self.cut(to_matrix(olc.encode(0.0, 0.0, self.digits))))[0])

    @property
    def alphabet(self) -> str:
        """The characters the part may have."""
        return olc.ALPHABET + (olc.SEPARATOR if self.plus else "")

    def cut(self, codes: CharMatrix) -> CharMatrix:
        """The part's columns of full codes of `digits` digits."""
        if not self.plus:
            codes = np.delete(codes, olc.SEPARATOR_POSITION, axis=1)
        return codes[:, self.skip:]


@dataclass(frozen=True)
class GeohashPart:
    """A GeoHash of `characters` characters without its first `skip`."""

    name: str
    characters: int
    skip: int

    @property
    def width(self) -> int:
        """Number of characters."""
        return self.characters - self.skip

    @property
    def pattern(self) -> str:
        """Regular expression of the part."""
        return f"[{geohash.ALPHABET}]{{{self.width}}}"

    @property
    def sample(self) -> str:
        """A text that the part may be."""
        return "0" * self.width

    @property
    def alphabet(self) -> str:
        """The characters the part may have."""
        return geohash.ALPHABET


@dataclass(frozen=True)
class CheckPart:
    """ISO 7064 check characters over everything before them but separators."""

    name: str
    system: iso7064.CheckSystem

    @property
    def width(self) -> int:
        """Number of characters."""
        return self.system.width

    @property
    def pattern(self) -> str:
        """Regular expression of the part."""
        return f"[{re.escape(self.system.check_alphabet)}]{{{self.width}}}"

    @property
    def alphabet(self) -> str:
        """The characters the part may have."""
        return self.system.check_alphabet

    def over(self, codes: CharMatrix, sample: str) -> CharMatrix:
        """Check characters over codes; separators stand where the sample of what comes before has them."""
        kept = [column for column, letter in enumerate(sample) if letter not in CHECK_SEPARATORS]
        return iso7064.compute_matrix(self.system, codes[:, kept])

    def characters(self, text: str) -> str:
        """Check characters over one text."""
        return str(to_texts(self.over(to_matrix([text]), text))[0])


DataPart = Union[FixedPart, UnitPart, SerialPart, OlcPart, GeohashPart]
CodePart = Union[DataPart, CheckPart]


def read_part(reader: JsonReader) -> CodePart:
    """One part of a scheme; its name is its type, or its unit, unless it gives another."""
    kind = reader.choice("type", PART_TYPES)
    part: CodePart
    if kind == "fixed":
        part = FixedPart(reader.identifier("name", "fixed"), reader.text("text"))
    elif kind == "unit":
        unit = reader.choice("unit", UNITS)
        width = reader.integer("width", 1, 12, _UNIT_WIDTHS[unit])
        part = UnitPart(reader.identifier("name", unit), unit, width)
    elif kind == "serial":
        part = SerialPart(reader.identifier("name", "serial"), reader.integer("width", 1, 12))
    elif kind == "olc":
        part = _olc_part(reader)
    elif kind == "geohash":
        characters = reader.integer("characters", 1, geohash.MAX_LENGTH, geohash.MAX_LENGTH)
        skip = reader.integer("skip", 0, geohash.MAX_LENGTH, 0)
        if skip >= characters:
            raise reader.error(EMPTY_SLICE, "skip", width=characters)
        part = GeohashPart(reader.identifier("name", "geohash"), characters, skip)
    else:
        system = reader.choice("system", tuple(iso7064.SYSTEMS))
        part = CheckPart(reader.identifier("name", "check"), iso7064.SYSTEMS[system])
    reader.finish()
    return part


def _olc_part(reader: JsonReader) -> OlcPart:
    digits = reader.integer("digits", olc.PAIR_DIGITS, olc.MAX_DIGITS, olc.PAIR_DIGITS)
    plus = reader.flag("plus", True)
    # The "+" stands after the eighth digit: what is cut off with its place cannot bear it.
    skip = reader.integer("skip", 0, olc.SEPARATOR_POSITION if plus else olc.MAX_DIGITS, 0)
    if skip >= digits:
        raise reader.error(EMPTY_SLICE, "skip", width=digits)
    return OlcPart(reader.identifier("name", "olc"), digits, skip, plus)
