"""Diagnosing and decoding a text field: one encoding for the field, one decision for each distinct text.

A text is *proof* of an encoding if it is better Vietnamese when read in it than as it stands. Texts that are equally
good either way ("Phó" is Phú in TCVN3) follow the proofs of their field, but never where other rows of the field
hold Unicode text: what may be right is left as it is. Since decoding leaves no proof behind, decoding twice
changes nothing more.
"""
from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Optional

from .letter_case import capitals_lost, with_capitals
from .lost import lost_among
from .model import LEGACY, FieldDiagnosis, TextEncoding
from .syllables import is_syllable, oddness
from .tables import TOKEN, carried_bytes, read_as

_LEAST_EXPLAINED = 0.6  # share of the broken texts that one encoding must explain
_LEAST_PERFECT = 0.3  # share of the proofs that are good Vietnamese throughout: Krông and Đắk are no syllables
_LEAST_IN_MIXED = 3  # proofs wanted where the field holds Unicode text as well
_CLEAR_LEAD = 0.7  # a second encoding that explains this much of what the first one does leaves doubt
_SURE_SHARE = 0.9
_MOST_SAMPLES = 5
_WORDS = 2
_SAMPLE = 2000  # broken texts that choose the encoding
_CAPITALS_IN_FONT = (TextEncoding.tcvn3, TextEncoding.vps)
_UNREADABLE = re.compile("[\x80-\x9f\ud800-\udfff]")
# The first bytes of Vietnamese letters in UTF-8, as characters.
_LEAD_BYTES = re.compile("[\u00c3\u00c4\u00c6]|\u00e1[\u00ba\u00bb]")
_LAYOUT = {ord(char): None for char in "\t\n\r"}


@dataclass
class _Reading:
    """What one encoding makes of the distinct texts of a field."""

    encoding: TextEncoding
    proofs: dict[str, str] = field(default_factory=dict)
    equal: dict[str, str] = field(default_factory=dict)
    gain: int = 0
    perfect: int = 0
    tokens: set[str] = field(default_factory=set)


@dataclass(frozen=True)
class _Choice:
    """The encoding of a field, the reading behind it, and how much of that the runner-up explains as well (0-1)."""

    encoding: TextEncoding
    reading: Optional[_Reading] = None
    lead: float = 0.0
    by_company: bool = False


class _Tokens:
    """Oddness and readings of tokens, kept for one field: words repeat far more often than texts."""

    def __init__(self) -> None:
        self._odd: dict[str, int] = {}
        self._read: dict[tuple[str, TextEncoding], Optional[str]] = {}

    def odd(self, text: str) -> int:
        return sum([self._odd_of(token) for token in TOKEN.findall(text)])

    def read(self, text: str, encoding: TextEncoding) -> Optional[str]:
        """The text in the encoding; None if any of its tokens cannot be read so."""
        for token in TOKEN.findall(text):
            key = (token, encoding)
            if key not in self._read:
                self._read[key] = read_as(token, encoding)
            if self._read[key] is None:
                return None
        read = TOKEN.sub(lambda match: self._read[match.group(), encoding] or "", text)
        return with_capitals(read) if encoding in _CAPITALS_IN_FONT else read

    def _odd_of(self, token: str) -> int:
        if token not in self._odd:
            self._odd[token] = oddness(token)
        return self._odd[token]


def diagnose(values: Sequence[Optional[str]], company: Optional[TextEncoding] = None) -> FieldDiagnosis:
    """The encoding of a text field and what decoding it would change; plain ASCII is nfc without changes.

    `company` is the encoding of the layer's other fields: it decides where this field alone cannot tell.
    """
    texts = _distinct(values)
    lost = lost_among(texts)
    tokens = _Tokens()
    choice = _choose(texts - lost, tokens, company)
    changed = _changes(texts - lost, choice.encoding, tokens, choice.by_company, choice.reading)
    doubtful = set(choice.reading.equal) - set(changed) if choice.reading else set()
    other = _in_another(texts - lost - set(changed), tokens) if choice.reading else set()
    lost |= _half_read(texts - set(changed) - other, choice.encoding)
    faded = {text for text, after in changed.items() if capitals_lost(after)}
    return FieldDiagnosis(
        encoding=choice.encoding,
        changes=sum(value in changed for value in values) if changed else 0,
        lost=_rows(values, lost),
        samples=_samples(values, changed),
        sure=choice.by_company or _is_sure(choice, bool(doubtful), changed),
        doubtful=_rows(values, doubtful | other),
        case_lost=_rows(values, faded if choice.encoding is TextEncoding.tcvn3 else set()),
        by_company=choice.by_company,
    )


def diagnose_layer(columns: Mapping[str, Sequence[Optional[str]]]) -> dict[str, FieldDiagnosis]:
    """`diagnose` for the text fields of one layer, where fields that cannot tell follow those that can."""
    found = {name: diagnose(values) for name, values in columns.items()}
    certain = {d.encoding for d in found.values() if d.encoding in LEGACY and d.sure}
    if len(certain) == 1:
        company = certain.pop()
        for name, values in columns.items():
            if found[name].encoding is not company or not found[name].sure:
                found[name] = diagnose(values, company)
    return found


def decode(
    values: Sequence[Optional[str]], encoding: TextEncoding, by_company: bool = False
) -> list[Optional[str]]:
    """The texts of one whole field in NFC, read in an encoding where they are in it; right and lost ones stay.

    Give all texts of a field at once (or its distinct ones): the field is what tells "Phó" from "Phú". Decoding
    twice changes nothing more, except `by_company`, which takes the word of the diagnosis (its field of this name)
    that texts which can be read both ways are in the encoding.
    """
    texts = _distinct(values)
    changed = _changes(texts - lost_among(texts), encoding, _Tokens(), by_company)
    if not changed:
        return list(values)
    return [changed.get(value, value) if value is not None else None for value in values]


def _changes(
    texts: set[str], encoding: TextEncoding, tokens: _Tokens, by_company: bool, reading: Optional[_Reading] = None
) -> dict[str, str]:
    """{text: what it becomes} for the texts that change."""
    forms = {text: text if text.isascii() else _nfc(text) for text in texts}
    read: dict[str, str] = {}
    if encoding in LEGACY:
        candidates = {form for form in forms.values() if not _plain(form)}
        reading = reading or _reading(candidates, encoding, tokens)
        read.update(reading.proofs)
        if (reading.proofs or by_company) and not _has_unicode(candidates, tokens):
            read.update(reading.equal)
        if encoding is not TextEncoding.mojibake:
            # A table of many hands: rows that are UTF-8 stand among rows in the font's encoding.
            read.update(_reading(candidates - set(read), TextEncoding.mojibake, tokens, encoding).proofs)
    return {text: after for text, form in forms.items() if (after := read.get(form, form)) != text}


def _reading(
    texts: Iterable[str], encoding: TextEncoding, tokens: _Tokens, other: TextEncoding = TextEncoding.mojibake
) -> _Reading:
    """Which texts are proof of the encoding; what would be read once more, in it or the other one, is not."""
    found = _Reading(encoding)
    for text in texts:
        read = tokens.read(text, encoding)
        if read is None:
            continue
        before, after = tokens.odd(text), tokens.odd(read)
        if read == text or after > before:
            continue
        if after and (_would_change(read, encoding, tokens) or _would_change(read, other, tokens)):
            continue
        if before == after:
            found.equal[text] = read
        else:
            found.proofs[text] = read
            found.gain += before - after
            found.perfect += after == 0
            found.tokens.update(TOKEN.findall(text))
    return found


def _would_change(text: str, encoding: TextEncoding, tokens: _Tokens) -> bool:
    again = tokens.read(text, encoding)
    return again is not None and again != text and tokens.odd(again) < tokens.odd(text)


def _half_read(texts: Iterable[str], encoding: TextEncoding) -> set[str]:
    """Texts among misread UTF-8 that are no UTF-8 any more: a reader of Windows-1252 dropped bytes."""
    if encoding is not TextEncoding.mojibake:
        return set()
    return {text for text in texts if _LEAD_BYTES.search(text) and oddness("".join(TOKEN.findall(text)))}


def _in_another(texts: set[str], tokens: _Tokens) -> set[str]:
    """Texts that the field's encoding left broken and another one explains: rows of another office's table."""
    rest = _choose(texts, tokens, None)
    return set(rest.reading.proofs) if rest.reading else set()


def _choose(texts: set[str], tokens: _Tokens, company: Optional[TextEncoding]) -> _Choice:
    forms = {text if text.isascii() else _nfc(text) for text in texts}
    form = TextEncoding.nfc if texts <= forms else TextEncoding.nfd
    candidates = [text for text in forms if not _plain(text)]
    mixed = _has_unicode(candidates, tokens)
    broken = [text for text in candidates if tokens.odd(text) and carried_bytes(text) is not None]
    if company in LEGACY and not mixed:
        reading = _reading(candidates, company, tokens)
        if (reading.proofs or reading.equal) and len(reading.proofs) >= _LEAST_EXPLAINED * len(broken):
            return _Choice(company, reading, by_company=True)
    step = 1 + len(broken) // _SAMPLE
    some = sorted(broken)[::step]
    readings = [_reading(some, encoding, tokens) for encoding in LEGACY] if some else []
    ranked = sorted((r for r in readings if _explains(r, some, mixed)), key=lambda r: -r.gain)
    if ranked:
        best = _reading(candidates, ranked[0].encoding, tokens)
        return _Choice(best.encoding, best, ranked[1].gain / ranked[0].gain if len(ranked) > 1 else 0.0)
    return _Choice(TextEncoding.unknown if any(map(_UNREADABLE.search, broken)) else form)


def _explains(reading: _Reading, broken: Sequence[str], mixed: bool) -> bool:
    if reading.encoding is TextEncoding.mojibake:  # hardly any other text is valid UTF-8
        return bool(reading.proofs)
    if not reading.perfect or len(reading.proofs) < _LEAST_EXPLAINED * len(broken):
        return False
    least = _LEAST_PERFECT if reading.perfect > 1 else _LEAST_EXPLAINED
    if reading.perfect < least * len(reading.proofs):
        return False
    if mixed and reading.perfect < _LEAST_IN_MIXED:
        return False
    return len(reading.tokens) >= _WORDS or _vietnamese_company(reading.proofs)


def _vietnamese_company(texts: Iterable[str]) -> bool:
    # One word alone proves little: "restaurant Thaï" must not become Thạ.
    plain = [word for text in texts for word in re.findall(r"\b[A-Za-z]{2,}\b", TOKEN.sub(" ", text))]
    return sum(map(is_syllable, plain)) * 2 >= len(plain)


def _has_unicode(texts: Iterable[str], tokens: _Tokens) -> bool:
    """Whether texts hold good Vietnamese in letters that no byte stands for: Unicode beyond doubt."""
    return any(carried_bytes(text) is None and tokens.odd(text) == 0 for text in texts)


def _is_sure(choice: _Choice, doubt: bool, changed: dict[str, str]) -> bool:
    reading = choice.reading
    if reading is None:
        return choice.encoding is not TextEncoding.unknown
    few = len(reading.tokens) < _WORDS and reading.encoding is not TextEncoding.mojibake
    weak = reading.perfect < _SURE_SHARE * len(reading.proofs)
    # Not one capital in the whole field: typed for a font that shows small letters as capitals (.VnTimeH).
    no_case = reading.encoding is TextEncoding.tcvn3 and not any(c.isupper() for t in changed.values() for c in t)
    return not (few or weak or doubt or no_case or choice.lead >= _CLEAR_LEAD)


def _samples(values: Sequence[Optional[str]], changed: dict[str, str]) -> tuple[tuple[str, str], ...]:
    found: dict[str, str] = {}
    for value in values if changed else ():
        if value in changed and value is not None:
            found[value] = changed[value]
            if len(found) == _MOST_SAMPLES:
                break
    return tuple(found.items())


def _rows(values: Sequence[Optional[str]], texts: set[str]) -> tuple[int, ...]:
    return tuple(row for row, value in enumerate(values) if value in texts) if texts else ()


def _distinct(values: Iterable[Optional[str]]) -> set[str]:
    return {value for value in set(values) if value}


def _nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _plain(text: str) -> bool:
    return text.isascii() and (text.isprintable() or text.translate(_LAYOUT).isprintable())
