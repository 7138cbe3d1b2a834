"""Diagnosis and import as one HTML file that explains itself: no script, nothing from elsewhere, all text escaped."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path
from typing import Any

from qgis.PyQt.QtCore import QLocale

from ...compat import translate
from ...core.errors import QT_TRANSLATE_NOOP, DiachisoError
from ...core.land.findings import MAX_SAMPLES, Finding, FindingLevel
from ...core.land.mending import Note
from .diagnosis import role_name
from .output import NOT_WRITTEN
from .pipeline import ImportResult, totals
from .source import LandSource

_LISTED = 200
_LEVELS = {
    FindingLevel.certain: QT_TRANSLATE_NOOP("diachiso", "Certain: mended by the import"),
    FindingLevel.doubtful: QT_TRANSLATE_NOOP("diachiso", "Doubtful: for a person to look at"),
    FindingLevel.info: QT_TRANSLATE_NOOP("diachiso", "Information"),
}
_STYLE = """
body{font:15px/1.5 system-ui,"Segoe UI",sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1d2733}
h1{font-size:1.5rem;margin:0 0 .2rem}h2{font-size:1.1rem;margin:1.6rem 0 .4rem}.about{color:#5b6673}
table{border-collapse:collapse;width:100%;margin:.3rem 0}th,td{text-align:left;vertical-align:top;padding:.3rem .6rem;
border-bottom:1px solid #dde3ea}th{background:#f3f6f9;font-weight:600}td.n{text-align:right;white-space:nowrap}
li{margin:.35rem 0}li.certain::marker{color:#1a7f4b}li.doubtful::marker{color:#b45309}.samples{margin:.2rem 0 .4rem;
width:auto}.samples td{font-size:.95em}.areas{max-width:30rem}
"""


def write_report(path: Path, html: str) -> None:
    """Write a report whole or not at all; DiachisoError where the place cannot be written."""
    partial = path.with_name(path.name + ".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        partial.write_text(html, encoding="utf-8")
        os.replace(partial, path)
    except OSError as error:
        partial.unlink(missing_ok=True)
        raise DiachisoError(NOT_WRITTEN, path=str(path), problem=error.strerror or str(error)) from error


def diagnosis_html(source: LandSource, findings: Sequence[Finding]) -> str:
    """The report of a diagnosis."""
    title = translate("diachiso", "Diagnosis of a land layer")
    return _page(title, _about(source), [_findings(findings)])


def import_html(source: LandSource, result: ImportResult, findings: Sequence[Finding]) -> str:
    """The report of an import: what was done, field by field and feature by feature, and what is left to look at."""
    title = translate("diachiso", "Import of a land layer")
    parts = [_counts(result), _fields(source, result), _features(result), _areas(result), _findings(findings)]
    return _page(title, _about(source), parts)


def _page(title: str, about: str, parts: Iterable[str]) -> str:
    language = QLocale().name()[:2]
    body = "\n".join(part for part in parts if part)
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(language)}"><head><meta charset="utf-8"><title>{escape(title)}</title>\n'
        f"<style>{_STYLE}</style></head>\n<body><h1>{escape(title)}</h1>\n{about}\n{body}\n</body></html>\n"
    )


def _about(source: LandSource) -> str:
    where = Path(source.path).name if source.path else source.name
    when = dt.datetime.now().strftime("%Y-%m-%d %H:%M")
    return f'<p class="about">{escape(where)} · {escape(source.name)} · {when}</p>'


def _findings(findings: Sequence[Finding]) -> str:
    parts = []
    for level, heading in _LEVELS.items():
        chosen = [finding for finding in findings if finding.level is level]
        if chosen:
            items = "\n".join(_finding(finding) for finding in chosen)
            parts.append(f"<h2>{escape(translate('diachiso', heading))} ({len(chosen)})</h2>\n<ul>\n{items}\n</ul>")
    return "\n".join(parts)


def _finding(finding: Finding) -> str:
    samples = ""
    if finding.samples:
        head = _row([translate("diachiso", "Before"), translate("diachiso", "After")], "th")
        rows = "".join(_row(pair) for pair in finding.samples[:MAX_SAMPLES])
        samples = f'<table class="samples">{head}{rows}</table>'
    return f'<li class="{finding.level.value}">{escape(finding.text(translate))}{samples}</li>'


def _counts(result: ImportResult) -> str:
    rows = [
        (translate("diachiso", "Features read"), result.read),
        (translate("diachiso", "Features written"), result.written),
        (translate("diachiso", "Features left out"), result.skipped),
        (translate("diachiso", "Values decoded"), result.decoded),
        (translate("diachiso", "Personal fields left out"), len(result.dropped)),
        (translate("diachiso", "Values with something personal in them, hidden"), sum(result.hidden.values())),
    ]
    lines = "".join(_row(row) for row in rows)
    held = role_name(result.role) if result.role else "–"
    same = result.crs == result.source_crs
    names = [_crs(result.source_crs)] if same else [_crs(result.source_crs), _crs(result.crs)]
    lines += _row((translate("diachiso", "The layer holds"), held)) + _row(("CRS", " → ".join(names)))
    return f"<h2>{escape(translate('diachiso', 'Result'))}</h2>\n<table class=\"areas\">{lines}</table>"


def _crs(crs: Any) -> str:
    return f"{crs.authid()} {crs.description()}".strip() if crs.isValid() else "–"


def _fields(source: LandSource, result: ImportResult) -> str:
    rows = []
    for name in source.field_names():
        column = result.mapping.columns.get(name)
        report = result.reports[name]
        if report.personal is not None:
            what = translate("diachiso", "left out: personal data")
        elif column is None:
            what = translate("diachiso", "left out by the field map")
        elif report.decodes:
            what = translate("diachiso", "decoded from {encoding}: {count} values").format(
                encoding=report.encoding.value.upper(), count=report.rows
            )
        else:
            what = ""
        if name in result.hidden:
            more = translate("diachiso", "something personal hidden in {count} values")
            what = "; ".join(filter(None, (what, more.format(count=result.hidden[name]))))
        rows.append(_row((name, column or "–", what)))
    titles = [translate("diachiso", "Field"), translate("diachiso", "Column"), translate("diachiso", "What was done")]
    head = _row(titles, "th")
    return f"<h2>{escape(translate('diachiso', 'Fields'))}</h2>\n<table>{head}{''.join(rows)}</table>"


def _features(result: ImportResult) -> str:
    counted = totals(result)
    if not counted and not result.problems:
        return ""
    lines = ((note_text(note), count, _numbers(result.notes[note], count)) for note, count in counted.items())
    titles = [translate("diachiso", "What was done"), translate("diachiso", "Features")]
    head = _row([*titles, translate("diachiso", "Their numbers")], "th")
    rows = "".join(_row(line) for line in lines)
    rows += "".join(_row((text, "", str(number))) for number, text in result.problems[:_LISTED])
    return f"<h2>{escape(translate('diachiso', 'Features'))}</h2>\n<table>{head}{rows}</table>"


def note_text(note: Note) -> str:
    """What happened to a feature, in the user's language."""
    return note.message.render(translate)


def _numbers(found: Sequence[int], count: int) -> str:
    return ", ".join(map(str, found[:_LISTED])) + (" …" if count > _LISTED else "")


def _areas(result: ImportResult) -> str:
    if not result.area_before and not result.area_after:
        return ""
    before, after = translate("diachiso", "Area before"), translate("diachiso", "Area after")
    head = _row([translate("diachiso", "Feature"), before, after], "th")
    rows = _row((translate("diachiso", "All"), _area(result.area_before), _area(result.area_after)))
    rows += "".join(_row((fid, _area(a), _area(b))) for fid, (a, b) in list(result.areas.items())[:_LISTED])
    return (
        f"<h2>{escape(translate('diachiso', 'Areas, in square units of the CRS'))}</h2>\n"
        f'<table class="areas">{head}{rows}</table>'
    )


def _area(value: float) -> str:
    return f"{value:,.2f}" if abs(value) >= 1 else f"{value:.3g}"


def _row(cells: Iterable[Any], tag: str = "td") -> str:
    made = []
    for cell in cells:
        number = ' class="n"' if isinstance(cell, int) and tag == "td" else ""
        text = f"{cell:,}" if isinstance(cell, int) else str(cell)
        made.append(f"<{tag}{number}>{escape(text)}</{tag}>")
    return f"<tr>{''.join(made)}</tr>"
