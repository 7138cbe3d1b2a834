"""The report of a month as PDF in landscape; its tables repeat their heads on each page."""
from __future__ import annotations

from collections.abc import Iterable
from html import escape
from pathlib import Path

from ..core.patience import Check, never_asked
from ..core.report_profile import ColumnKind
from ..core.report_table import Line, LineKind
from . import office_html as html
from . import report_words as say
from .paged_pdf import write_pdf
from .report_texts import ReportTexts, copy_lines, counted_kind

_FILLS = {LineKind.WHOLE: "#dde3ea", LineKind.COMMUNE: "#eef1f5", LineKind.SECTION: "#f7f8fa", LineKind.GROUP: ""}
# A share has five letters at most, a count of a province nine.
_WEIGHTS = {ColumnKind.COUNT: 1.25, ColumnKind.SHARE: 0.8, ColumnKind.CHANGE: 1.1}
_LABEL_SHARE = 22  # percent of the width
_NUMBER_SHARE = 3.5
_TABLE = (
    '<table border="1" cellspacing="0" cellpadding="2" width="100%"'
    ' style="border-collapse:collapse;border-style:solid;border-color:#555555;font-size:8.5pt">'
)


def write_report_pdf(path: Path, texts: ReportTexts, check: Check = never_asked) -> int:
    """Write the document; its number of pages (DiachisoError). `check` is asked before each and may raise."""
    title = " ".join(texts.form.title)
    return write_pdf(path, report_body(texts), title, texts.running(), landscape=True, check=check)


def report_body(texts: ReportTexts) -> str:
    """Head, targets, the three tables, map applications, notes, signatures; HTML."""
    table, words = texts.report.table, texts.words
    targets = html.grid(
        [html.Column(title, width, align) for title, width, align in zip(
            texts.target_heads(), (5, 45, 10, 11, 11, 8, 10),
            ("center", "left", "center", "right", "right", "right", "center"))],
        [html.Row(texts.target_row(k, state)) for k, state in enumerate(table.targets, 1)], texts.language,
    )  # fmt: skip
    parts = [
        head(texts), html.heading(words(say.TARGETS)), targets,
        html.heading(words(say.BY_GROUP)), lines_table(texts, (table.whole, *table.groups), say.GROUP),
        html.heading(words(say.BY_COMMUNE)), lines_table(texts, (table.whole, *table.communes), say.COMMUNE),
        html.heading(words(say.BY_BOTH)), lines_table(texts, table.both, say.COMMUNE_GROUP),
        html.heading(words(say.APPLICATIONS)), _applications(texts), html.heading(words(say.NOTES)),
        *(html.paragraph(f"– {note}") for note in texts.notes()), signatures(texts),
    ]  # fmt: skip
    return "\n".join(parts)


def head(texts: ReportTexts) -> str:
    """The head of an office's document: issuer and motto, number and date, title, month."""
    form, words = texts.form, texts.words
    left = [escape(line) for line in form.issuer.parent]
    left += [f"<b>{escape(line)}</b>" for line in form.issuer.name]
    left += ["―――――――", escape(words(say.NUMBERED, number=form.number))]
    right = [
        f"<b>{escape(words(say.REPUBLIC))}</b>", f"<b>{escape(words(say.MOTTO))}</b>", "―――――――――――――",
        f"<i>{escape(texts.place_date())}</i>",
    ]  # fmt: skip
    first, *more = form.title
    profile = texts.report.profile
    lines = [f'<b style="font-size:14pt">{escape(first)}</b>', *(f"<b>{escape(line)}</b>" for line in more),
             escape(profile.title.text(texts.language)), f"<i>{escape(profile.form.text(texts.language))}</i>",
             f"<i>{escape(texts.period_line())}</i>"]  # fmt: skip
    return f'{html.facing(left, right, (42, 58))}<p align="center">{"<br>".join(lines)}</p>'


def lines_table(texts: ReportTexts, lines: Iterable[Line], label: str) -> str:
    """A table of figures with two rows of heads; a long one is made of several, since Qt takes the square of their
    length to draw them.
    """
    shown = list(lines)
    counted, last = counted_kind(shown), shown[-1].kind if shown else LineKind.GROUP
    rows, count = [], 0
    for line in shown:
        count += line.kind is counted
        strong = line.kind not in (LineKind.GROUP, *([last] if counted is last else []))
        rows.append(_row(texts, line, str(count) if line.kind is counted else "", strong))
    heads = _heads(texts, label)
    return "\n".join(
        f"{_TABLE}<thead>{heads}</thead><tbody>{''.join(rows[low: low + html.LONGEST])}</tbody></table>"
        for low in range(0, max(len(rows), 1), html.LONGEST)
    )


def _heads(texts: ReportTexts, label: str) -> str:
    columns, language = texts.report.profile.columns, texts.language
    whole = sum(_WEIGHTS[column.kind] for column in columns) or 1
    shares = [(100 - _LABEL_SHARE - _NUMBER_SHARE) * _WEIGHTS[column.kind] / whole for column in columns]
    cells = [
        f'<th rowspan="2" width="{width}%" align="center" valign="middle">{escape(texts.words(text))}</th>'
        for text, width in ((say.NUMBER, _NUMBER_SHARE), (label, _LABEL_SHARE))
    ]
    headings = [column.heading.text(language) for column in columns]
    first = 0
    for k in range(1, len(headings) + 1):
        if k == len(headings) or headings[k] != headings[first]:
            cells.append(
                f'<th colspan="{k - first}" width="{sum(shares[first:k]):.2f}%" align="center" valign="middle">'
                f"{escape(headings[first])}</th>"
            )
            first = k
    below = "".join(
        f'<th width="{share:.2f}%" align="center">{escape(column.label.text(language))}</th>'
        for column, share in zip(columns, shares)
    )
    return f'<tr bgcolor="#e8ecf1">{"".join(cells)}</tr><tr bgcolor="#e8ecf1">{below}</tr>'


def _row(texts: ReportTexts, line: Line, number: str, strong: bool) -> str:
    fill = f' bgcolor="{_FILLS[line.kind]}"' if _FILLS[line.kind] and strong else ""
    indent = "&nbsp;&nbsp;&nbsp;" if line.kind is LineKind.GROUP else ""
    label = f"{indent}{escape(texts.label(line))}"
    values = [texts.cell(line, column) for column in texts.report.profile.columns]
    cells = [f'<td align="center">{_strong(number, strong)}</td>', f"<td>{_strong(label, strong)}</td>"]
    cells += [
        f'<td align="right" style="white-space:nowrap">{_strong(escape(value), strong)}</td>' for value in values
    ]
    return f"<tr{fill}>{''.join(cells)}</tr>"


def _strong(text: str, strong: bool) -> str:
    return f"<b>{text}</b>" if strong and text else text


def _applications(texts: ReportTexts) -> str:
    rows = texts.application_rows()
    if not rows:
        return html.paragraph(texts.words(say.NO_APPLICATIONS))
    columns = [html.Column(title, width, align) for title, width, align in zip(
        texts.application_heads(), (6, 40, 14, 40), ("right", "left", "center", "left"))]  # fmt: skip
    return html.grid(columns, [html.Row(row) for row in rows], texts.language)


def signatures(texts: ReportTexts) -> str:
    """Who gets copies, and who signs."""
    form = texts.form
    listed = "<br>".join(escape(line) for line in copy_lines(form.copies))
    copies = f"<b><i>{escape(texts.words(say.COPIES))}</i></b><br>{listed}" if listed else ""
    signed = [*(f"<b>{escape(line)}</b>" for line in form.issuer.signatory), *["&nbsp;"] * 4,
              f"<b>{escape(form.issuer.signer)}</b>"]  # fmt: skip
    return (
        '<p>&nbsp;</p><table width="100%" border="0" cellspacing="0" cellpadding="0"><tr>'
        f'<td width="55%" valign="top" style="font-size:10pt">{copies}</td>'
        f'<td width="45%" align="center" valign="top">{"<br>".join(signed)}</td></tr></table>'
    )
