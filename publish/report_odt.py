"""The report of a month as an OpenDocument text, filled into a template that an office edits."""
from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Optional

from ..core.field_spec import Bilingual
from ..core.indicators import FIGURES, Figure
from ..core.report_profile import ColumnKind, ReportColumn
from ..core.report_table import Line, LineKind
from ..core.resources import PathLike, local_profiles, resource_path
from . import report_words as say
from .odt import KIND, OdtContent, Value, fill_odt
from .report_texts import ReportTexts, copy_lines, counted_kind

_TARGET_FIELDS = ("number", "target", "asked", "part", "whole", "share", "result")
_APPLICATION_FIELDS = ("number", "name", "since", "link")


def template_of(name: str, register: Optional[PathLike] = None) -> Path:
    """The template of a document (report, reminder): the province's own in `profiles/report` beside its register."""
    own = [folder / f"{name}.odt" for folder in local_profiles(register, "report")] if register is not None else []
    return next((path for path in own if path.is_file()), resource_path("layouts", f"{name}.odt"))


def write_report_odt(path: Path, texts: ReportTexts, template: Path) -> None:
    """Fill the template (DiachisoError)."""
    fill_odt(template, path, report_content(texts))


def report_content(texts: ReportTexts) -> OdtContent:
    """Everything that a template may name: see docs/report.md."""
    table = texts.report.table
    lists: dict[str, Sequence[Mapping[str, Value]]] = {
        "targets": [dict(zip(_TARGET_FIELDS, texts.target_row(k, state))) for k, state in enumerate(table.targets, 1)],
        "by_group": _lines(texts, (table.whole, *table.groups)),
        "by_commune": _lines(texts, (table.whole, *table.communes)),
        "by_both": _lines(texts, table.both),
        "applications": [dict(zip(_APPLICATION_FIELDS, row)) for row in texts.application_rows()] or [
            {"number": "", "name": texts.words(say.NO_APPLICATIONS), "since": "", "link": ""}],
        "notes": [{"text": note} for note in texts.notes()],
    }  # fmt: skip
    return OdtContent(_values(texts), lists)


def letter_values(texts: ReportTexts) -> dict[str, Value]:
    """The fields that the head and the foot of every document of ours have."""
    issuer, words = texts.form.issuer, texts.words
    return {
        "issuer_parent": "\n".join(issuer.parent), "issuer_name": "\n".join(issuer.name),
        "number": words(say.NUMBERED, number=texts.form.number), "republic": words(say.REPUBLIC),
        "motto": words(say.MOTTO), "place_date": texts.place_date(), "signatory": "\n".join(issuer.signatory),
        "signer": issuer.signer, "copies_title": words(say.COPIES),
        "copies": "\n".join(copy_lines(texts.form.copies)), "running": texts.running(),
    }  # fmt: skip


def _values(texts: ReportTexts) -> dict[str, Value]:
    words, profile, language = texts.words, texts.report.profile, texts.language
    first, *more = texts.form.title or ("",)
    values = {
        **letter_values(texts), "title": first, "subtitle": "\n".join(more),
        "form_title": profile.title.text(language), "form_note": profile.form.text(language),
        "period_line": texts.period_line(), "title_targets": words(say.TARGETS), "title_by_group": words(say.BY_GROUP),
        "title_by_commune": words(say.BY_COMMUNE), "title_by_both": words(say.BY_BOTH),
        "title_applications": words(say.APPLICATIONS), "title_notes": words(say.NOTES),
        "head_number": words(say.NUMBER), "head_group": words(say.GROUP), "head_commune": words(say.COMMUNE),
        "head_both": words(say.COMMUNE_GROUP),
    }  # fmt: skip
    for name, fields, heads in (
        ("targets", _TARGET_FIELDS, texts.target_heads()),
        ("applications", _APPLICATION_FIELDS, texts.application_heads()),
    ):
        values.update({f"head_{name}_{field}": head for field, head in zip(fields, heads)})
    for column in _columns(profile.columns):
        values[f"heading_{column.id}"] = column.heading.text(language)
        values[f"label_{column.id}"] = column.label.text(language)
    return values


def _lines(texts: ReportTexts, lines: Iterable[Line]) -> list[Mapping[str, Value]]:
    shown = list(lines)
    counted, columns = counted_kind(shown), _columns(texts.report.profile.columns)
    rows: list[Mapping[str, Value]] = []
    count = 0
    for line in shown:
        count += line.kind is counted
        plain = line.kind is LineKind.GROUP or (line.kind is LineKind.COMMUNE and shown[-1].kind is LineKind.COMMUNE)
        rows.append({
            KIND: "" if plain else "whole" if line.kind is LineKind.WHOLE else "strong",
            "number": str(count) if line.kind is counted else "", "label": texts.label(line),
            **{column.id: texts.cell(line, column) for column in columns},
        })  # fmt: skip
    return rows


def _columns(columns: Sequence[ReportColumn]) -> list[ReportColumn]:
    """The profile's columns, and every count, share and change by its plain name: a template may name each."""
    known = {column.id for column in columns}
    nothing = Bilingual("", "")
    more = [
        ReportColumn(f"{figure.value}{ending}", nothing, nothing, figure, kind,
                     Figure.RECIPIENTS if figure is Figure.RECIPIENTS_NOTIFIED else Figure.TOTAL)
        for figure in FIGURES
        for kind, ending in ((ColumnKind.COUNT, ""), (ColumnKind.SHARE, "_share"), (ColumnKind.CHANGE, "_change"))
    ]  # fmt: skip
    return [*columns, *(column for column in more if column.id not in known)]
