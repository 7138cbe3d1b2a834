"""What each field of a surveyed layer holds: how its texts are written, what is lost, whether they are somebody's."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Callable, Optional

from ..encodings import FieldDiagnosis, TextEncoding, decode, diagnose_layer
from ..personal import PersonalKind, own_numbers, personal_columns
from ..personal_values import HIDDEN, ColumnNumbers
from ..roles import guess_fields, personal_fields
from .findings import MAX_SAMPLES
from .patterns import convert, same_numbers
from .survey import LISTED, Survey, TextSurvey

# Fields in which a name is a place's.
_PLACES = frozenset(("street", "settlement", "commune", "province", "object_class", "unit_type"))
_MANY = 20  # distinct values
_LEAVE = (TextEncoding.nfc, TextEncoding.unknown)


@dataclass(frozen=True)
class FieldReport:
    """A field: `diagnosis` of its distinct texts, `rows` that decoding changes, `lost`: texts that nobody can bring
    back with their first rows, `personal`: what personal data it seems to hold; `changed`: {pattern: what it becomes},
    `samples` of it; `capped`: there are more patterns than the survey kept; `numbers`: what hides somebody's number,
    mail address or name in a value, where a value may hold some, and `hidden` in how many it does; `marked`: texts
    (before, after) whose case is lost ("case_lost") or that can be read in two ways ("doubtful").
    """

    diagnosis: Optional[FieldDiagnosis] = None
    rows: int = 0
    lost: Mapping[str, int] = field(default_factory=dict)
    lost_rows: int = 0
    personal: Optional[PersonalKind] = None
    changed: Mapping[str, str] = field(default_factory=dict)
    samples: tuple[tuple[str, str], ...] = ()
    capped: bool = False
    numbers: Optional[ColumnNumbers] = None
    hidden: int = 0
    marked: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)

    @property
    def encoding(self) -> TextEncoding:
        """How the texts are written."""
        return self.diagnosis.encoding if self.diagnosis else TextEncoding.nfc

    @property
    def decodes(self) -> bool:
        """Whether the import decodes the field without being asked: there is something to change, and no doubt."""
        return bool(self.changed) and (self.diagnosis is None or self.diagnosis.sure)


def report_fields(
    survey: Survey,
    forced: Optional[TextEncoding] = None,
    *,
    imported: bool = False,
    places: bool = False,
    go_on: Callable[[], None] = lambda: None,
) -> dict[str, FieldReport]:
    """A report of every field; `forced`: an encoding that a person names for all texts; `go_on` is called now and then
    and may raise.

    Of a layer that was `imported` nothing is certain: the first import has seen all of the texts, this one only those
    of the features that it kept. In a layer of `places` (streets, communes) a lone name is a place's.
    """
    diagnoses = diagnose_layer({name: found.values for name, found in survey.texts.items()})
    if imported:
        diagnoses = {name: replace(found, sure=False) for name, found in diagnoses.items()}
    texts = {}
    for name, found in survey.texts.items():
        go_on()
        texts[name] = _text_report(found, diagnoses[name], forced)
    go_on()
    names = [f.name for f in survey.fields]

    def sample(name: str) -> list[str]:
        changed = texts[name].changed if name in texts else {}
        return [convert(value, changed) for value in survey.sample(name)]

    personal = personal_columns(names, sample, few=not places and not imported)
    if imported:  # what few values are left of a column says less than the whole did
        by_name = set(personal_fields(names))
        personal = {n: kind for n, kind in personal.items() if n in by_name or len(sample(n)) >= _MANY}
    roles = {field: role for role, field in guess_fields(names).items()}
    reports = {}
    for name in names:
        kind = personal.get(name)
        if kind is not None:
            reports[name] = FieldReport(personal=kind)
        elif name in texts:
            role = roles.get(name, "")
            own, named = imported or own_numbers(name, role), places or role in _PLACES
            reports[name] = _hidden(texts[name], survey.texts[name], own, named)
        else:
            reports[name] = FieldReport()
    return reports


def _hidden(report: FieldReport, survey: TextSurvey, own: bool, places: bool) -> FieldReport:
    """The report of a field that stays, with what its values must not show; `own`: it has numbers of its own."""
    if not survey.suspects and not report.decodes:
        return report
    changed = report.changed if report.decodes else {}
    read = {text: convert(text, changed) for text in survey.suspects}
    numbers = ColumnNumbers.of(read.values(), own=own, places=places)
    hidden = {text for text, after in read.items() if numbers.hide(after) != after}

    def shown(pairs: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
        after = ((a, numbers.hide(b) or HIDDEN, b) for a, b in pairs)
        return tuple((a if masked == b else HIDDEN, masked) for a, masked, b in after)

    return replace(
        report,
        numbers=numbers,
        hidden=sum(survey.suspects[text] for text in hidden),
        samples=shown(report.samples),
        marked={kind: shown(pairs) for kind, pairs in report.marked.items()},
        lost={numbers.hide(text) or HIDDEN: row for text, row in report.lost.items()},
    )


def _text_report(
    survey: TextSurvey, diagnosis: FieldDiagnosis, forced: Optional[TextEncoding]
) -> FieldReport:
    values = survey.values
    if forced is not None:  # what a person says is no longer in doubt
        same = forced is diagnosis.encoding
        diagnosis = replace(diagnosis, sure=True) if same else FieldDiagnosis(forced, lost=diagnosis.lost)
    changed: dict[str, str] = {}
    if diagnosis.encoding not in _LEAVE:
        patterns = list(survey.count)
        after = decode(patterns, diagnosis.encoding, diagnosis.by_company)
        changed = {a: b for a, b in zip(patterns, after) if b is not None and a != b and same_numbers(a, b)}
    lost = {survey.example[values[k]]: survey.first[values[k]] for k in diagnosis.lost}

    def pairs(rows: Iterable[int]) -> tuple[tuple[str, str], ...]:
        texts = [survey.example.get(values[k], values[k]) for k in islice(rows, MAX_SAMPLES)]
        return tuple((text, convert(text, changed)) for text in texts)

    return FieldReport(
        diagnosis=diagnosis,
        rows=sum(survey.count[pattern] for pattern in changed),
        lost=dict(list(lost.items())[:LISTED]),
        lost_rows=sum(survey.count[values[k]] for k in diagnosis.lost),
        changed=changed,
        samples=tuple((survey.example[p], convert(survey.example[p], changed)) for p in islice(changed, MAX_SAMPLES)),
        capped=survey.capped,
        marked={"case_lost": pairs(diagnosis.case_lost), "doubtful": pairs(diagnosis.doubtful)},
    )
