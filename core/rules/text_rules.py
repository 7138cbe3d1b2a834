"""Rules: text is Unicode NFC, whole, in no font's encoding, without stray spaces and leftover Telex typing."""
from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from ..encodings.field import decode, diagnose
from ..encodings.lost import lost_among
from ..encodings.model import LEGACY
from ..encodings.syllables import oddness
from ..encodings.tables import TOKEN
from ..field_spec import FieldGroup, FieldSpec, FieldType, FormUse
from ..text import compare_key
from .catalogue import Rule
from .frame import Frame
from .hits import Hit
from .rule_set import Bench
from .telex import read_telex

_NAMES = (
    "text_not_nfc", "text_stray_spaces", "text_lost_characters", "text_legacy_encoded", "text_telex",
)  # fmt: skip
_MOST_KNOWN = 300_000  # texts without fault that are remembered, for a column with few distinct values
_SPACE = "\\s"  # of all widths, the one that does not break, too
_INVISIBLE = re.compile("[\u200b-\u200f\u2028\u2029\u2060\ufeff\u00ad\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
STRAY = re.compile(
    f"^{_SPACE}|{_SPACE}$|{_SPACE}{{2}}|[\u00a0\u2000-\u200f\u2028-\u202f\u2060\u3000\ufeff\u00ad\t\x00-\x1f\x7f]"
)
"""Spaces that do not belong in a line of text."""
# Letters in an old font: a soft hyphen is TCVN3's ư, controls are VISCII's Ẳ, Ẵ … None is taken out unasked.
_MAY_BE_LETTER = re.compile("[\u00ad\x00-\x08\x0e-\x1f\x7f]")
# UTF-8 read as Windows text, its last byte swallowed on the way: "há»c" was "học".
_TORN = re.compile("\u00e1[\u00ba\u00bb](?=[^\\W\\d_])|\u00c6\u00b0")
_NO_QUESTION = re.compile("\ufffd|\\?[^\\W\\d_]|[^\\W\\d_]\\?\\?")
_LINES = re.compile(r"\r\n?|\n")


@dataclass(frozen=True)
class _Fault:
    """What is wrong with a text: the rule, what the text would be, and whether that is certain."""

    rule: str
    after: str = ""
    sure: bool = False


class TextRules:
    """The rules of `_NAMES` for every text that a person writes; each distinct text is looked at once."""

    def __init__(self, bench: Bench) -> None:
        self._rules: dict[str, Rule] = {name: rule for name in _NAMES if (rule := bench.rule(name)) is not None}
        self._fields = [f for f in bench.reference.profile.fields if _is_written(f)] if self._rules else []
        self.columns: tuple[str, ...] = tuple(f.name for f in self._fields)
        self._faulty: dict[str, dict[str, tuple[_Fault, ...]]] = {name: {} for name in self.columns}
        self._known = _known_names(bench)
        self._fine: dict[str, set[Any]] = {name: {None} for name in self.columns}

    def hits(self, frame: Frame) -> Iterator[Hit]:
        """What is wrong with the texts of a chunk."""
        for spec in self._fields:
            values = frame.values(spec.name)
            faulty = self._learn(spec, set(values))
            if not faulty:
                continue
            label = {"vi": spec.label.vi, "en": spec.label.en}
            for row, value in enumerate(values):
                if value in faulty and frame.live[row]:
                    for fault in faulty[value]:
                        yield self._told(frame, row, spec, label, value, fault)

    def _told(self, frame: Frame, row: int, spec: FieldSpec, label: dict[str, str], value: str, fault: _Fault) -> Hit:
        params = {"field": label, "text": value, "after": fault.after}
        fix = {spec.name: fault.after} if fault.sure else {}
        return frame.hit(self._rules[fault.rule], row, watched=(value,), params=params, part=spec.name, fix=fix)

    def _learn(self, spec: FieldSpec, distinct: set[Any]) -> dict[str, tuple[_Fault, ...]]:
        """The faulty texts among these, with their faults."""
        fine, faulty = self._fine[spec.name], self._faulty[spec.name]
        new = distinct - fine
        if not new:
            return {}
        texts = {text for text in new if isinstance(text, str) and text not in faulty}
        known = self._known.get(spec.name, frozenset())
        found = {text: self._judge(text, spec.form is FormUse.MULTILINE, known) for text in texts}
        for text, fault in self._in_a_font(texts).items():
            # What is in a font's encoding is no Telex and has lost nothing; its spaces are those of the text it is.
            stray = (f for f in found[text] if f.rule == "text_stray_spaces" and STRAY.search(fault.after))
            found[text] = (*(f for f in (fault,) if f.rule in self._rules), *stray)
        faulty.update({text: faults for text, faults in found.items() if faults})
        if len(fine) < _MOST_KNOWN:
            fine.update(new.difference(faulty))
        return {text: faulty[text] for text in new if text in faulty}

    def _judge(self, text: str, lines: bool, known: frozenset[str]) -> tuple[_Fault, ...]:
        faults = []
        plain = text.isascii()
        if not plain and not unicodedata.is_normalized("NFC", text):
            faults.append(_Fault("text_not_nfc", unicodedata.normalize("NFC", text), sure=True))
        pieces = _LINES.split(text) if lines else [text]
        if any(STRAY.search(piece) for piece in pieces):
            sure = not _MAY_BE_LETTER.search(text)
            faults.append(_Fault("text_stray_spaces", "\n".join(map(_tidy, pieces)), sure))
        # People ask questions in a note ("Cổng nào? Hỏi bảo vệ."): there only a mark before a letter counts.
        marked = ("?" in text or "\ufffd" in text) and (not lines or _NO_QUESTION.search(text))
        if (marked and lost_among({text})) or (not plain and _TORN.search(text)):
            faults.append(_Fault("text_lost_characters"))
        telex = read_telex(text, known)
        if telex is not None:
            faults.append(_Fault("text_telex", telex.text, telex.sure))
        return tuple(f for f in faults if f.rule in self._rules)

    def _in_a_font(self, texts: Iterable[str]) -> dict[str, _Fault]:
        odd = sorted(text for text in texts if not text.isascii() and _is_odd(text))
        found = _read_in_a_font(odd)
        return {text: _Fault("text_legacy_encoded", after, sure) for text, (after, sure) in found.items()}


def _read_in_a_font(odd: list[str]) -> dict[str, tuple[str, bool]]:
    """Texts in a legacy encoding: {text: (what it says, whether that is certain)}; together first, then one by one."""
    if not odd:
        return {}
    found: dict[str, tuple[str, bool]] = {}
    together = diagnose(odd)
    if together.encoding in LEGACY:
        doubtful = {odd[row] for row in (*together.doubtful, *together.case_lost)}
        for text, after in zip(odd, decode(odd, together.encoding)):
            if after and after != text and unicodedata.normalize("NFC", text) != after:
                found[text] = (after, together.sure and text not in doubtful and not _is_odd(after))
    for text in odd:
        if text in found:
            continue
        alone = diagnose([text])
        if alone.encoding in LEGACY and alone.changes:
            after = decode([text], alone.encoding)[0] or text
            if after != text and unicodedata.normalize("NFC", text) != after:
                found[text] = (after, alone.sure and not alone.case_lost and not _is_odd(after))
    return found


def _is_odd(text: str) -> bool:
    return any(_odd_token(token) for token in TOKEN.findall(unicodedata.normalize("NFC", text)))


@lru_cache(maxsize=1 << 16)
def _odd_token(token: str) -> bool:
    return oddness(token) > 0


def _tidy(text: str) -> str:
    return " ".join(re.split(f"{_SPACE}+", _INVISIBLE.sub("", text).strip())).strip()


def _known_names(bench: Bench) -> dict[str, frozenset[str]]:
    """Compare keys of the names that may stand in a column."""
    reference = bench.reference
    return {
        "street": frozenset(compare_key(street.name or "") for street in reference.streets),
        "settlement": frozenset(compare_key(settlement.name or "") for settlement in reference.settlements),
    }


def _is_written(spec: FieldSpec) -> bool:
    """Whether people write into a field: not what the machine fills, nor what comes from a list of values."""
    by_hand = spec.form in (FormUse.EDIT, FormUse.MULTILINE)
    free = spec.type is FieldType.TEXT and not spec.values and spec.pattern is None
    listed = spec.domain is not None and spec.domain.key in ("code",)
    return by_hand and free and not listed and spec.group in (FieldGroup.BASIC, FieldGroup.ADVANCED)
