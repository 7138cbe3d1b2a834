"""What a cell of a filled sheet means for a field, with the habits of Excel: lost zeros, dates made of numbers."""
from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import Enum
from typing import Optional, Union

from .field_spec import FieldSpec, FieldType, FormUse
from .land.numbers import has_lost_digits, parse_number
from .street_names import street_key
from .text import ascii_key, compare_key, nfc

Value = Union[str, int, float]

_EPOCH = date(1899, 12, 30)
_SERIALS = (20_000, 80_000)  # 1954 to 2119: what a spreadsheet's number of a day looks like
_YES = frozenset(("co", "yes", "true", "x", "1", "da", "dung", "v", "y", "1.0"))
_NO = frozenset(("khong", "no", "false", "0", "chua", "sai", "n", "0.0"))
_MONTHS = dict(zip(re.findall("...", "janfebmaraprmayjunjulaugsepoctnovdec"), range(1, 13)))
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?Z?)?")
_DAY_FIRST = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2}))?)?")
_DAY_MONTH = re.compile(r"(\d{1,2})[- ](?:([A-Za-z]{3})|[Tt]hg ?(\d{1,2}))(?:[- ]\d{2,4})?")
_WHOLE = re.compile(r"(\d+)[.,]0")
_SCIENTIFIC = re.compile(r"\d(?:[.,]\d+)?[eE]\+\d+")
_QUOTED = re.compile(r'="(.*)"')
_FIXED_DIGITS = re.compile(r"\\d\{(\d+)\}")
_MOST_LOST_ZEROS = 3


class CellProblem(str, Enum):
    """Why a cell cannot be taken."""

    NOT_IN_DOMAIN = "not_in_domain"
    WRONG_PATTERN = "wrong_pattern"
    OUT_OF_RANGE = "out_of_range"
    NOT_A_NUMBER = "not_a_number"
    NOT_A_DATE = "not_a_date"
    NOT_YES_OR_NO = "not_yes_or_no"
    BECAME_DATE = "became_date"
    LOST_DIGITS = "lost_digits"


@dataclass(frozen=True)
class BadCell:
    """A cell that cannot be taken: why, and what might have been meant."""

    problem: CellProblem
    hint: str = ""


@dataclass(frozen=True)
class DomainRow:
    """A value that a field may take, how it is shown, and what must agree with the record ('' where nothing must)."""

    value: str
    labels: tuple[str, ...]
    same: str = ""


@dataclass(frozen=True)
class CellReader:
    """Reads and shows the values of one field; `rows`: its domain, empty where it may hold anything."""

    spec: FieldSpec
    rows: tuple[DomainRow, ...] = ()
    decimal: str = ","
    _by_key: dict[str, dict[str, Optional[str]]] = field(default_factory=dict, compare=False, repr=False)
    _labels: dict[str, tuple[str, ...]] = field(default_factory=dict, compare=False, repr=False)

    def __post_init__(self) -> None:
        for key_of in self._keys:
            known = {same: dict(values) for same, values in self._by_key.items()}
            for row in self.rows:
                values = self._by_key.setdefault(row.same, {})
                for key in map(key_of, (row.value, *row.labels)):
                    if key not in known.get(row.same, ()):
                        # Two values of one spelling are told apart by nobody.
                        values[key] = row.value if values.get(key, row.value) == row.value else None
        self._labels.update((row.value, row.labels) for row in self.rows)

    def read(self, text: str, same: Optional[str] = None) -> Union[Value, BadCell]:
        """The value of a cell that is not empty; `same`: what the domain's rows must agree with."""
        plain = clean(text, self.spec)
        kind = self.spec.type
        if kind is FieldType.BOOLEAN:
            key = ascii_key(plain)
            return 1 if key in _YES else 0 if key in _NO else BadCell(CellProblem.NOT_YES_OR_NO)
        if kind in (FieldType.INTEGER, FieldType.REAL):
            return self._number(plain)
        if kind in (FieldType.DATE, FieldType.DATETIME):
            return _as_date(plain, kind) or BadCell(CellProblem.NOT_A_DATE)
        if self.rows:
            return self._of_domain(plain, same)
        return self._text(plain)

    def shown(self, value: object, language: int = 0) -> object:
        """The value as a sheet shows it; `language`: 0 Vietnamese, 1 English."""
        if value is None:
            return None
        if self.spec.type is FieldType.BOOLEAN:
            return (("Không", "Có"), ("No", "Yes"))[language][bool(value)]
        labels = self._labels.get(str(value), ())
        return labels[min(language, len(labels) - 1)] if labels else value

    def is_same(self, current: object, text: str, read: Union[Value, BadCell]) -> bool:
        """Whether a cell says what the register has, even if a spreadsheet has spoilt its spelling."""
        if current is None:
            return False
        if not isinstance(read, BadCell) and read == current:
            return True
        if not isinstance(current, str):
            return isinstance(current, (int, float)) and isinstance(read, (int, float)) and float(read) == current
        kept, plain = clean(current, self.spec), clean(text, self.spec)
        if plain == kept or any(plain == clean(label, self.spec) for label in self._labels.get(current, ())):
            return True
        if not isinstance(read, BadCell) and read == kept:
            return True
        return _is_spoilt(kept, plain)

    def _of_domain(self, plain: str, same: Optional[str]) -> Union[str, BadCell]:
        places = ("", same or "") if any(self._by_key) else ("",)
        known = [self._by_key[place] for place in dict.fromkeys(places) if place in self._by_key]
        if not known:  # nothing is listed for this commune yet: a person's word is all there is
            return self._text(plain)
        for values in known:
            found = next(filter(None, (values.get(key_of(plain)) for key_of in self._keys)), None)
            if found is not None:
                return found
        if _is_made_date(plain):
            return BadCell(CellProblem.BECAME_DATE)
        wanted = ascii_key(plain)
        near = [v for values in known for key, v in values.items() if v and ascii_key(key) == wanted]
        return BadCell(CellProblem.NOT_IN_DOMAIN, near[0] if near else "")

    @property
    def _keys(self) -> tuple[Callable[[str], str], ...]:
        """How spellings are compared, the stricter way first."""
        domain = self.spec.domain
        return (compare_key, street_key) if domain is not None and domain.table == "street" else (compare_key,)

    def _number(self, plain: str) -> Union[Value, BadCell]:
        number = parse_number(plain, self.decimal)
        if number is None or (self.spec.type is FieldType.INTEGER and not number.is_integer()):
            return BadCell(CellProblem.NOT_A_NUMBER)
        if not self.spec.in_range(number):
            return BadCell(CellProblem.OUT_OF_RANGE)
        return int(number) if self.spec.type is FieldType.INTEGER else number

    def _text(self, plain: str) -> Union[str, BadCell]:
        if self.spec.form is not FormUse.MULTILINE and _is_made_date(plain):
            return BadCell(CellProblem.BECAME_DATE)
        if _SCIENTIFIC.fullmatch(plain) and has_lost_digits(plain.replace(",", ".")):
            return BadCell(CellProblem.LOST_DIGITS)
        if self.spec.pattern is not None:
            plain = with_lost_zeros(plain, self.spec.pattern)
        return plain if self.spec.accepts(plain) else BadCell(CellProblem.WRONG_PATTERN)


def clean(text: str, spec: Optional[FieldSpec] = None) -> str:
    """The text of a cell in NFC without what a spreadsheet adds: spaces, ="…" and ' around texts, .0 behind numbers."""
    quoted = _QUOTED.fullmatch(text.strip())
    plain = nfc(quoted[1] if quoted else text)
    if spec is not None and spec.form is FormUse.MULTILINE:
        lines = (" ".join(line.split()) for line in plain.splitlines())
        return "\n".join(lines).strip()
    plain = " ".join(plain.replace("\u200b", "").replace("\ufeff", "").split())
    if plain.startswith("'") and plain[1:].strip().isdigit():
        plain = plain[1:].strip()
    whole = None if spec is not None and spec.type is FieldType.REAL else _WHOLE.fullmatch(plain)
    return whole[1] if whole else plain


def with_lost_zeros(text: str, pattern: str) -> str:
    """The digits of a text with the leading zeros that a pattern of so many digits misses."""
    digits = _FIXED_DIGITS.fullmatch(pattern)
    length = int(digits[1]) if digits else 0
    return text.zfill(length) if text.isdigit() and 0 < length - len(text) <= _MOST_LOST_ZEROS else text


def domain_of_choices(spec: FieldSpec) -> tuple[DomainRow, ...]:
    """The values that a profile lists for a field, as a domain."""
    return tuple(DomainRow(c.value, (c.label.vi, c.label.en)) for c in spec.values)


def readers(
    specs: Iterable[FieldSpec], domains: Mapping[str, tuple[DomainRow, ...]], decimal: str = ","
) -> dict[str, CellReader]:
    """A reader for each field; `domains` by field name, `decimal`: the sign where a number may mean two."""
    return {f.name: CellReader(f, domain_of_choices(f) or domains.get(f.name, ()), decimal) for f in specs}


def _is_spoilt(kept: str, plain: str) -> bool:
    """Whether a spreadsheet has made `plain` out of `kept`: zeros lost, a date made of a number with a stroke."""
    if kept.isdigit() and plain.isdigit():
        return kept.startswith("0") and kept.lstrip("0") == plain
    if _SCIENTIFIC.fullmatch(plain) and kept.isdigit():
        shown = float(plain.replace(",", "."))
        digits = len(re.sub(r"\D", "", plain.lower().partition("e")[0])) - 1
        return f"{float(kept):.{digits}e}" == f"{shown:.{digits}e}"
    pair = re.fullmatch(r"(\d{1,2})[/-](\d{1,2})", kept)
    found = _day_and_month(plain) if pair else None
    return found is not None and pair is not None and found in (
        {(int(pair[1]), int(pair[2])), (int(pair[2]), int(pair[1]))}
    )


def _is_made_date(plain: str) -> bool:
    """Whether a text is what a spreadsheet shows of a date: 2026-02-03, 2026/02/03, 03/02/2026, 3-Feb, 3-thg 2."""
    day_month = _DAY_MONTH.fullmatch(plain)
    named = day_month is not None and (day_month[3] is not None or day_month[2].lower() in _MONTHS)
    whole = _ISO.fullmatch(plain) or _DAY_FIRST.fullmatch(plain)
    return named or (whole is not None and _as_date(plain, FieldType.DATE) is not None)


def _day_and_month(plain: str) -> Optional[tuple[int, int]]:
    iso, first, named = _ISO.fullmatch(plain), _DAY_FIRST.fullmatch(plain), _DAY_MONTH.fullmatch(plain)
    if iso:
        return int(iso[3]), int(iso[2])
    if first:
        return int(first[1]), int(first[2])
    if named:
        month = int(named[3]) if named[3] else _MONTHS.get(named[2].lower(), 0)
        return int(named[1]), month
    serial = _serial(plain)
    return None if serial is None else (serial.day, serial.month)


def _serial(plain: str) -> Optional[date]:
    if not plain.isdigit() or not _SERIALS[0] <= int(plain) <= _SERIALS[1]:
        return None
    return _EPOCH + timedelta(days=int(plain))


def _as_date(plain: str, kind: FieldType) -> Optional[str]:
    """A date as the register keeps it; day before month where the year stands last, as people write here."""
    serial = _serial(plain)
    if serial is not None:
        moment = datetime(serial.year, serial.month, serial.day)
    else:
        iso, first = _ISO.fullmatch(plain), _DAY_FIRST.fullmatch(plain)
        found = iso or first
        if found is None:
            return None
        year, month, day = (found[1], found[2], found[3]) if iso else (found[3], found[2], found[1])
        try:
            hour, minute, second = (int(found[k] or 0) for k in (4, 5, 6))
            moment = datetime(int(year), int(month), int(day), hour, minute, second)
        except ValueError:
            return None
    if kind is FieldType.DATE:
        return moment.date().isoformat()
    return moment.strftime("%Y-%m-%dT%H:%M:%S.000Z")
