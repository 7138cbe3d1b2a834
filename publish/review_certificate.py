"""The certificate of review: what was checked, when, by whom and by which rules, what is left, what was excepted."""
from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import TypeVar

from ..core.resources import local_profiles
from ..core.rules.catalogue import Rule, RuleBook, load_rules
from ..register.qa_certificate import CertificateFacts, certificate_facts
from ..register.qa_exceptions import ExceptionRow
from ..register.qa_results import ResultCount, RunRow
from . import certificate_words as words
from .office_html import Column, Row, facing, facts, grid, heading, local_time, number, page, paragraph
from .paged_pdf import write_pdf, write_text
from .project.words import Words

STATES = ("open", "fixed", "exception")
FEW = 6  # rules left out that are named rather than those that were asked
_Key = TypeVar("_Key", bound=Hashable)


@dataclass(frozen=True)
class Certificate:
    """A certificate: the body of its HTML, and the line at the foot of printed pages; open results by level."""

    title: str
    language: str
    body: str
    running: str
    errors: int
    warnings: int
    infos: int
    exceptions: int

    def write_html(self, path: Path) -> None:
        """Write the page (DiachisoError)."""
        write_text(path, page(self.title, self.language, self.body))

    def write_pdf(self, path: Path) -> int:
        """Write the document; returns its number of pages (DiachisoError)."""
        return write_pdf(path, self.body, self.title, self.running)


def make_certificate(register: Path, language: str = "vi") -> Certificate:
    """The certificate of a register as it is now (RegisterError, DiachisoError); it names no people but who worked."""
    folders = local_profiles(register, "rules")
    books = {name: load_rules(name, folders) for name in ("addresses", "land")}
    return _Work(register.name, certificate_facts(register), books, Words(language)).certificate()


class _Work:
    def __init__(
        self, file: str, found: CertificateFacts, books: Mapping[str, RuleBook], say: Words
    ) -> None:
        self.file, self.found, self.books, self.say = file, found, books, say
        self.runs = tuple(_in_force(found.runs))
        self.language = say.language
        self.rules: dict[str, Rule] = {k: rule for book in books.values() for k, rule in book.rules.items()}
        self.time = local_time(found.read_at, self.language)

    def certificate(self) -> Certificate:
        say, found = self.say, self.found
        left: Counter[str] = Counter()
        for count in found.counts:
            if count.state == "open":
                left[count.level] += count.count
        body = "\n".join((
            self._head(), self._verdict(left), heading(say(words.SECTION_WHAT)), self._register(),
            heading(say(words.SECTION_CHECKS)), self._checks(), heading(say(words.SECTION_RULES)), self._by_rule(),
            heading(say(words.SECTION_COMMUNES)), self._by_commune(), heading(say(words.SECTION_BOTH)), self._by_both(),
            heading(say(words.SECTION_EXCEPTIONS)), self._exceptions(), self._signatures(),
        ))  # fmt: skip
        return Certificate(
            say(words.TITLE), self.language, body,
            say(words.RUNNING, file=self.file, revision=found.revision, time=self.time),
            left["error"], left["warning"], left["information"], len(found.exceptions),
        )  # fmt: skip

    # -- parts ----------------------------------------------------------------------------------------------

    def _head(self) -> str:
        say, province = self.say, self.found.province
        left = (f"<b>{escape(province.upper())}</b>", "……………………………")
        right = (f"<b>{escape(say(words.REPUBLIC))}</b>", f"<b><u>{escape(say(words.MOTTO))}</u></b>")
        title = f'<p align="center"><b style="font-size:15pt">{escape(say(words.TITLE).upper())}</b><br>'
        title += f"<b>{escape(say(words.OF_REGISTER, province=province))}</b></p>"
        return facing(left, right, (36, 64)) + paragraph(say(words.WRITTEN, time=self.time), "right", "i") + title

    def _verdict(self, left: Mapping[str, int]) -> str:
        said = {name: number(left.get(level, 0), self.language) for name, level in
                (("errors", "error"), ("warnings", "warning"), ("infos", "information"))}  # fmt: skip
        counted = self.say(words.LEFT, exceptions=number(len(self.found.exceptions), self.language), **said)
        lines = [counted] if left.get("error") else [f"{self.say(words.NOTHING_LEFT)} {counted}"]
        whole = [run for run in self.runs if not run.source and run.rules is None and run.communes is None]
        if not whole:
            lines.append(self.say(words.NOT_CHECKED))
        stale = self.found.edited_since.get(whole[0].run_id, 0) if whole else 0
        if stale:
            lines.append(self.say(words.STALE, count=number(stale, self.language)))
        others = [run for run in self.runs if self._is_other_book(run)]
        lines += [self.say(words.CHANGED_BOOK, what=self._what(run)) for run in others]
        return "".join(paragraph(line, tag="b") for line in lines)

    def _register(self) -> str:
        say, found = self.say, self.found
        version = say(words.VERSION_SAID, revision=found.revision, seq=found.audit_seq, time=self.time)
        return facts(
            (
                (say(words.FILE), self.file), (say(words.REGISTER_ID), found.register_id),
                (say(words.PROVINCE), found.province), (say(words.IN_USE), found.addresses),
                (say(words.VERSION), version),
            ),
            self.language,
        )  # fmt: skip

    def _checks(self) -> str:
        say = self.say
        columns = (
            Column(say(words.CHECKED), 24), Column(say(words.WHEN), 18), Column(say(words.BOOK), 26),
            Column(say(words.EXTENT), 20), Column(say(words.OBJECTS), 12, "right"),
        )  # fmt: skip
        rows = [
            Row((self._what(run), f"{local_time(run.at, self.language)}, {run.by or '–'}",
                 f"{run.version} ({run.fingerprint})", self._extent(run), run.checked))
            for run in self.runs
        ]  # fmt: skip
        return self._grid(columns, rows)

    def _by_rule(self) -> str:
        counts = _fold(self.found.counts, lambda c: c.rule)
        level_of = {c.rule: c.level for c in self.found.counts}
        rows, k = [], 0
        for level, word in words.LEVELS.items():
            of_level = [rule for rule in counts if level_of[rule] == level]
            for rule in sorted(of_level, key=lambda r: (-counts[r]["open"], self._title(r))):
                k += 1
                rows.append(Row((k, self._title(rule), self.say(word), *_cells(counts[rule]))))
        if rows:
            rows.append(Row(("", self.say(words.TOTAL), "", *_cells(sum(counts.values(), Counter()))), strong=True))
        columns = (
            Column(self.say(words.NUMBER), 7, "right"), Column(self.say(words.RULE), 42),
            Column(self.say(words.LEVEL), 12), *self._state_columns(13),
        )  # fmt: skip
        silent = sorted(self._title(rule) for rule in self._checked_rules() - set(counts))
        if not silent:
            return self._grid(columns, rows)
        text = self.say(words.FOUND_NOTHING, count=len(silent), rules="; ".join(silent))
        return self._grid(columns, rows) + paragraph(text)

    def _by_commune(self) -> str:
        counts = _fold(self.found.counts, lambda c: c.commune_code)
        errors = _fold((c for c in self.found.counts if c.level == "error"), lambda c: c.commune_code)
        order = sorted(counts, key=self._commune)
        rows = [
            Row((k, self._commune(code), errors.get(code, Counter())["open"], *_cells(counts[code])))
            for k, code in enumerate(order, 1)
        ]  # fmt: skip
        if rows:
            whole: Counter[str] = sum(counts.values(), Counter())
            worst: Counter[str] = sum(errors.values(), Counter())
            rows.append(Row(("", self.say(words.TOTAL), worst["open"], *_cells(whole)), strong=True))
        columns = (
            Column(self.say(words.NUMBER), 7, "right"), Column(self.say(words.COMMUNE), 39),
            Column(self.say(words.OPEN_ERRORS), 15, "right"), *self._state_columns(13),
        )  # fmt: skip
        return self._grid(columns, rows)

    def _by_both(self) -> str:
        rows = []
        for code in sorted({c.commune_code for c in self.found.counts}, key=self._commune):
            rules = _fold((c for c in self.found.counts if c.commune_code == code), lambda c: c.rule)
            rows.append(Row((self._commune(code), *_cells(sum(rules.values(), Counter()))), strong=True))
            for rule in sorted(rules, key=lambda r: (-rules[r]["open"], self._title(r))):
                rows.append(Row((self._title(rule), *_cells(rules[rule]))))
        both = f"{self.say(words.COMMUNE)} / {self.say(words.RULE)}"
        return self._grid((Column(both, 61), *self._state_columns(13)), rows)

    def _exceptions(self) -> str:
        say = self.say
        columns = (
            Column(say(words.NUMBER), 7, "right"), Column(say(words.RULE), 24), Column(say(words.OBJECT), 29),
            Column(say(words.REASON), 24), Column(say(words.BY), 16),
        )  # fmt: skip
        rows = [
            Row((k, self._title(e.rule), self._object(e), e.reason,
                 f"{e.by or '–'}, {local_time(e.at, self.language)}"))
            for k, e in enumerate(self.found.exceptions, 1)
        ]  # fmt: skip
        return self._grid(columns, rows)

    def _signatures(self) -> str:
        say = self.say
        left, right = (
            (f"<b>{escape(say(who))}</b>", f"<i>{escape(say(how))}</i>", *["&nbsp;"] * 4)
            for who, how in ((words.MADE_BY, words.SIGN), (words.HEAD, words.SEAL))
        )
        return f"<p>&nbsp;</p>{facing(left, right)}"

    # -- words ----------------------------------------------------------------------------------------------

    def _grid(self, columns: Sequence[Column], rows: Sequence[Row]) -> str:
        return grid(columns, rows, self.language) if rows else paragraph(self.say(words.NO_RESULTS))

    def _state_columns(self, width: int) -> tuple[Column, ...]:
        widths = (width - 1, width - 1, width + 2)
        texts = (words.OPEN, words.FIXED, words.EXCEPTED)
        return tuple(Column(self.say(text), share, "right") for text, share in zip(texts, widths))

    def _title(self, rule: str) -> str:
        found = self.rules.get(rule)
        return found.title_in(self.language) if found is not None else rule

    def _commune(self, code: str) -> str:
        return self.found.communes.get(code, code) or self.say(words.NO_COMMUNE)

    def _what(self, run: RunRow) -> str:
        return run.source or self.say(words.ADDRESSES)

    def _object(self, row: ExceptionRow) -> str:
        name = row.address_text or f"{row.source} {row.object_id}".strip()
        return f"{name} ({row.code})" if row.code else name

    def _extent(self, run: RunRow) -> str:
        left_out = self._left_out(run)
        titles = [self._title(rule) for rule in (left_out if len(left_out) <= FEW else run.rules or ())]
        text = words.ALL_RULES if not left_out else words.ALL_BUT if len(left_out) <= FEW else words.SOME_RULES
        parts = [self.say(text, rules="; ".join(titles)) if titles else self.say(text)]
        unasked = _unasked(run)
        if unasked:
            parts.append(self.say(words.NO_DATA, rules="; ".join(map(self._title, unasked))))
        if run.communes is not None:
            names = ", ".join(self._commune(code) for code in run.communes)
            parts.append(self.say(words.SOME_COMMUNES, communes=names))
        return "; ".join(parts)

    def _left_out(self, run: RunRow) -> list[str]:
        """The rules for what was checked that were not asked."""
        if run.rules is None:
            return []
        rules = self._book_of(run).enabled.values()
        return [rule.id for rule in rules if rule.subject.value == run.subject and rule.id not in run.rules]

    def _book_of(self, run: RunRow) -> RuleBook:
        return self.books["land" if run.source else "addresses"]

    def _is_other_book(self, run: RunRow) -> bool:
        book = self._book_of(run)
        chosen = book if run.rules is None else book.select([rule for rule in run.rules if rule in book.rules])
        return run.fingerprint not in (book.fingerprint(), chosen.fingerprint())

    def _checked_rules(self) -> set[str]:
        """The rules that the checks in force have asked, also those that found nothing."""
        asked: set[str] = set()
        for run in self.runs:
            enabled = self._book_of(run).enabled
            asked |= (set(enabled) if run.rules is None else set(run.rules) & set(enabled)).difference(_unasked(run))
        return asked


def _unasked(run: RunRow) -> list[str]:
    """The rules that the register had no data for when the check was made."""
    return [str(name) for name in run.params.get("unasked", ())]


def _in_force(runs: Iterable[RunRow]) -> Iterator[RunRow]:
    """The runs, newest first, without those that a later one has made superfluous."""
    later: list[RunRow] = []
    for run in runs:
        if not any(_covers(other, run) for other in later):
            yield run
        later.append(run)


def _covers(later: RunRow, run: RunRow) -> bool:
    if (later.subject, later.source) != (run.subject, run.source) or later.communes is not None:
        return False
    return later.rules is None or (run.rules is not None and set(run.rules) <= set(later.rules))


def _fold(counts: Iterable[ResultCount], key: Callable[[ResultCount], _Key]) -> dict[_Key, Counter[str]]:
    """Counts by state of each key."""
    found: dict[_Key, Counter[str]] = {}
    for count in counts:
        found.setdefault(key(count), Counter())[count.state] += count.count
    return found


def _cells(counts: Mapping[str, int]) -> tuple[int, ...]:
    return tuple(counts.get(state, 0) for state in STATES)
