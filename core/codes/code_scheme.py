"""A code scheme: codes made of its parts, an array at a time, and taken apart again."""
from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Union
from urllib.parse import quote

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ..errors import QT_TRANSLATE_NOOP, DiachisoError, Message
from . import geohash, olc
from .chars import CharMatrix, TextArray, Texts, decimal_digits, to_matrix, to_texts
from .parts import CheckPart, CodePart, FixedPart, OlcPart, SerialPart, UnitPart

UnitValues = Union[str, None, Sequence[Union[str, None]], TextArray]


class CodeError(DiachisoError):
    """A code, a prefix or a serial number that does not fit its scheme."""


NO_SERIAL = Message(
    "code.no_serial",
    QT_TRANSLATE_NOOP(
        "diachiso",
        'The code scheme "{scheme}" has no running number, so no block serves it. Choose a scheme with blocks.',
    ),
)
NO_POSITION = Message(
    "code.no_position",
    QT_TRANSLATE_NOOP(
        "diachiso",
        'Codes of the scheme "{scheme}" are not computed from a position. Choose a derived scheme such as pluscode.',
    ),
)
BAD_PREFIX = Message(
    "code.bad_prefix",
    QT_TRANSLATE_NOOP(
        "diachiso",
        'The prefix "{prefix}" does not fit the code scheme "{scheme}": it must be {width} characters like '
        '"{sample}". Compare it with the authority\'s document.',
    ),
)
BAD_SERIAL = Message(
    "code.bad_serial",
    QT_TRANSLATE_NOOP(
        "diachiso",
        'The running number {serial} does not fit the code scheme "{scheme}": it must be from 1 to {highest}. '
        "Correct the block.",
    ),
)
BAD_UNIT = Message(
    "code.bad_unit",
    QT_TRANSLATE_NOOP(
        "diachiso",
        'The code scheme "{scheme}" needs the {unit} of the administrative unit, {width} digits, not "{value}". '
        "Complete the unit's record.",
    ),
)
MALFORMED = Message(
    "code.malformed",
    QT_TRANSLATE_NOOP(
        "diachiso", '"{code}" is not a code of the scheme "{scheme}". Check it against its source.'
    ),
)


@dataclass(frozen=True)
class CodeScheme:
    """One kind of code: its parts, who makes it (`kind`), and the column of `address` that holds it."""

    id: str
    label: Mapping[str, str] = field(hash=False)
    help: Mapping[str, str] = field(hash=False)
    kind: str
    column: str
    parts: tuple[CodePart, ...]
    pattern: str
    link: str = ""
    trial: bool = False
    """A trial computation: never overwrites a value that was imported."""

    @property
    def width(self) -> int:
        """Number of characters of a code made of the parts."""
        return sum(part.width for part in self.parts)

    @property
    def max_serial(self) -> int:
        """The highest running number of a prefix; 0 where the scheme has none."""
        return next((10**part.width - 1 for part in self.parts if isinstance(part, SerialPart)), 0)

    @property
    def needs_units(self) -> tuple[str, ...]:
        """The unit codes that a code is made of, such as postcode."""
        return tuple(part.unit for part in self.parts if isinstance(part, UnitPart))

    @property
    def serial_place(self) -> tuple[int, int]:
        """Where a code has its running number: first character, counted from 1, and width; (1, 0) without one."""
        at = 1
        for part in self.parts:
            if isinstance(part, SerialPart):
                return at, part.width
            at += part.width
        return 1, 0

    def prefix_for(self, units: Mapping[str, str]) -> str:
        """What stands before the running number for a unit today; a block may have been given an older one."""
        before = self.parts[: self._serial_index]
        return "".join(part.text if isinstance(part, FixedPart) else self._unit(part, units) for part in before)

    def check_prefix(self, prefix: str) -> None:
        """Refuse a block's prefix that cannot stand before the running number."""
        before = self.parts[: self._serial_index]
        if not re.fullmatch("".join(part.pattern for part in before), prefix):
            sample = "".join(_sample(part) for part in before)
            width = sum(part.width for part in before)
            raise CodeError(BAD_PREFIX, prefix=prefix, scheme=self.id, width=width, sample=sample)

    def compose_serials(
        self, prefix: str, serials: ArrayLike, units: Mapping[str, str] | None = None
    ) -> TextArray:
        """Codes of running numbers (1 to max_serial) under a block's prefix; '' = the units' prefix of today."""
        units = units or {}
        before = self._serial_index
        prefix = prefix or self.prefix_for(units)
        self.check_prefix(prefix)
        numbers = np.atleast_1d(np.asarray(serials, dtype=np.int64))
        outside = (numbers < 1) | (numbers > self.max_serial)
        if outside.any():
            serial = int(numbers[outside][0])
            raise CodeError(BAD_SERIAL, serial=serial, scheme=self.id, highest=self.max_serial)
        blocks = [_repeat(prefix, len(numbers)), decimal_digits(numbers, self.parts[before].width)]
        for part in self.parts[before + 1:]:
            if isinstance(part, CheckPart):
                blocks.append(self._check(part, blocks))
            else:
                text = part.text if isinstance(part, FixedPart) else self._unit(part, units)
                blocks.append(_repeat(text, len(numbers)))
        return to_texts(np.hstack(blocks))

    def derive(
        self, lon: ArrayLike, lat: ArrayLike, units: Mapping[str, UnitValues] | None = None
    ) -> TextArray:
        """Codes of positions (degrees WGS84); '' where there is no position or a unit's code is missing."""
        if self.kind != "derived":
            raise CodeError(NO_POSITION, scheme=self.id)
        lons, lats = np.atleast_1d(np.asarray(lon, dtype=float)), np.atleast_1d(np.asarray(lat, dtype=float))
        rows = len(lons)
        blocks: list[CharMatrix] = []
        for part in self.parts:
            if isinstance(part, FixedPart):
                blocks.append(_repeat(part.text, rows))
            elif isinstance(part, UnitPart):
                blocks.append(_unit_column(part, (units or {}).get(part.unit), rows))
            elif isinstance(part, OlcPart):
                blocks.append(part.cut(to_matrix(olc.encode(lats, lons, part.digits), part.digits + 1)))
            elif isinstance(part, CheckPart):
                blocks.append(self._check(part, blocks))
            elif not isinstance(part, SerialPart):
                codes = to_matrix(geohash.encode(lats, lons, part.characters), part.characters)
                blocks.append(codes[:, part.skip:])
        matrix = np.hstack(blocks)
        matrix[(matrix == 0).any(axis=1)] = 0
        return to_texts(matrix)

    def is_wellformed(self, codes: Sequence[str | None] | TextArray) -> NDArray[np.bool_]:
        """Whether each text is a code of this scheme: its pattern, and its check characters where it has some."""
        listed = _listed(codes)
        match = self._regex.fullmatch
        fits = np.array([match(code) is not None for code in listed], dtype=np.bool_)
        if not any(isinstance(part, CheckPart) for part in self.parts):
            return fits
        fits &= np.array([len(code) == self.width for code in listed], dtype=np.bool_)
        matrix = to_matrix([code for code, fit in zip(listed, fits) if fit], self.width)
        right = np.ones(len(matrix), dtype=np.bool_)
        blocks = np.split(matrix, np.cumsum([part.width for part in self.parts])[:-1], axis=1)
        for i, part in enumerate(self.parts):
            if isinstance(part, CheckPart):
                right &= (self._check(part, blocks[:i]) == blocks[i]).all(axis=1)
        fits[fits] = right
        return fits

    def split(self, code: str) -> dict[str, str]:
        """The text of each part by its name; empty for a scheme without parts."""
        if not self.is_wellformed([code])[0]:
            raise CodeError(MALFORMED, code=code, scheme=self.id)
        ends = np.cumsum([part.width for part in self.parts]).tolist()
        return {part.name: code[end - part.width: end] for part, end in zip(self.parts, ends)}

    def split_serials(self, codes: Sequence[str | None] | TextArray) -> tuple[TextArray, NDArray[np.int64]]:
        """Prefixes and running numbers of codes; '' and -1 where the text is not a code of this scheme."""
        index = self._serial_index
        start = sum(part.width for part in self.parts[:index])
        end = start + self.parts[index].width
        listed = _listed(codes)
        fits = self.is_wellformed(listed)
        good = [code for code, fit in zip(listed, fits) if fit]
        prefixes = np.full(len(listed), "", dtype=f"<U{max(start, 1)}")
        serials = np.full(len(listed), -1, dtype=np.int64)
        prefixes[fits] = [code[:start] for code in good]
        serials[fits] = [int(code[start:end]) for code in good]
        return prefixes, serials

    def url(self, code: str) -> str:
        """The portal link of a code; '' where the scheme has none."""
        return self.link.replace("{code}", quote(code, safe="")) if code else ""

    @cached_property
    def _regex(self) -> re.Pattern[str]:
        return re.compile(self.pattern, re.ASCII)

    @property
    def _serial_index(self) -> int:
        for index, part in enumerate(self.parts):
            if isinstance(part, SerialPart):
                return index
        raise CodeError(NO_SERIAL, scheme=self.id)

    def _unit(self, part: CodePart, units: Mapping[str, str]) -> str:
        unit = part.unit if isinstance(part, UnitPart) else part.name
        value = units.get(unit) or ""
        if not re.fullmatch(part.pattern, value):
            raise CodeError(BAD_UNIT, scheme=self.id, unit=unit, width=part.width, value=value)
        return value

    def _check(self, part: CheckPart, blocks: Sequence[CharMatrix]) -> CharMatrix:
        matrix = np.hstack(list(blocks))
        return part.over(matrix, "".join(_sample(p) for p in self.parts)[: matrix.shape[1]])


def _sample(part: CodePart) -> str:
    return part.system.check_alphabet[0] * part.width if isinstance(part, CheckPart) else part.sample


def _listed(codes: Sequence[str | None] | TextArray) -> list[str]:
    return [code or "" for code in (codes.tolist() if isinstance(codes, np.ndarray) else codes)]


def _repeat(text: str, rows: int) -> CharMatrix:
    return np.repeat(to_matrix([text], max(len(text), 1))[:, : len(text)], rows, axis=0)


def _unit_column(part: UnitPart, values: UnitValues, rows: int) -> CharMatrix:
    """The unit's code for each row; 0 where it is missing or not `part.width` digits."""
    if values is None or isinstance(values, str):
        values = [values]
    texts: Texts = values if isinstance(values, np.ndarray) and values.dtype.kind == "U" else [
        value or "" for value in values
    ]
    # One character more than wanted, so that a longer text is seen and not cut to a look-alike.
    matrix = to_matrix(texts, part.width + 1)
    digits = (matrix[:, :-1] >= ord("0")) & (matrix[:, :-1] <= ord("9"))
    column = np.where((digits.all(axis=1) & (matrix[:, -1] == 0))[:, None], matrix[:, :-1], 0)
    return np.broadcast_to(column, (rows, part.width)).astype(np.uint32)
