"""Letters to the communes that are behind (công văn đôn đốc): one each, as a text to edit and as PDF."""
from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from html import escape
from pathlib import Path

from ..core.agency import DocumentForm
from ..core.report_period import Period
from ..core.report_table import LateCommune
from . import office_html as html
from . import report_words as say
from .odt import OdtContent, Value, fill_odt
from .paged_pdf import write_pdf
from .report_odt import letter_values
from .report_texts import ReportTexts, copy_lines


@dataclass(frozen=True)
class Letter:
    """A letter's texts; `form` the kind of document, filled in for the commune."""

    form: DocumentForm
    to: str
    grounds: tuple[str, ...]
    state: str
    items: tuple[str, ...]
    ask: str
    help: str


def write_letters(folder: Path, texts: ReportTexts, template: Path, check: Callable[[], None]) -> list[Path]:
    """A text (.odt) and a PDF per late commune, named after its code; the files (DiachisoError).

    `check` raises where the user has cancelled; letters that are whole by then stay.
    """
    made = []
    for late in texts.report.table.late:
        check()
        letter = letter_of(texts, late)
        name = f"{texts.report.period}_{late.commune}"
        fill_odt(template, folder / f"{name}.odt", letter_content(texts, letter))
        write_pdf(folder / f"{name}.pdf", letter_body(texts, letter), " ".join(letter.form.title))
        made += [folder / f"{name}.odt", folder / f"{name}.pdf"]
    return made


def letter_of(texts: ReportTexts, late: LateCommune) -> Letter:
    """What a commune is told: its targets that are not met, with numbers, and until when to answer."""
    report, words = texts.report, texts.words
    commune = texts.commune(late.commune)
    values = texts.values(commune)
    form = report.agency.document("reminder", values)
    line = next(line for line in report.table.communes if line.commune == late.commune)
    numbers = html.number
    items = [
        words(say.LETTER_ITEM, target=state.target.label.text(texts.language), share=texts.share(state),
              part=numbers(state.part, texts.language), whole=numbers(state.whole, texts.language),
              missing=numbers(state.missing, texts.language), asked=texts.asked(state))
        for state in late.states
    ]  # fmt: skip
    said = values["commune"]
    return Letter(
        form=form,
        to=words(say.TO, commune=said),
        grounds=tuple(words(say.GROUNDS, grounds=text) for text in form.grounds),
        state=words(say.LETTER_STATE, issuer=form.issuer.text_name, period=texts.in_month,
                    today=texts.day(report.today), commune=said, total=numbers(line.now.total, texts.language)),
        items=tuple(items),
        ask=words(say.LETTER_ASK, deadline=texts.day(deadline(report.period, report.profile.reply_day, texts.sign_on))),
        help=words(say.LETTER_HELP, coordinating=report.agency.body("coordinating", values),
                   issuer=form.issuer.text_name),
    )  # fmt: skip


def deadline(period: Period, reply_day: int, sign_on: date) -> date:
    """The first reply day after the letter is signed, not before the month that it is about."""
    found = period
    while found.closing(reply_day) <= sign_on:
        found = found.shifted(1)
    return found.closing(reply_day)


def letter_content(texts: ReportTexts, letter: Letter) -> OdtContent:
    """What the template of the letter may name."""
    form, words = letter.form, texts.words
    values: dict[str, Value] = {
        **letter_values(texts), "issuer_parent": "\n".join(form.issuer.parent),
        "issuer_name": "\n".join(form.issuer.name), "number": words(say.NUMBERED, number=form.number),
        "signatory": "\n".join(form.issuer.signatory), "signer": form.issuer.signer,
        "copies": "\n".join(copy_lines(form.copies)), "about": "\n".join(form.title), "to": letter.to,
        "state": letter.state, "ask": letter.ask, "help": letter.help,
    }  # fmt: skip
    lists = {name: [{"text": text} for text in found] for name, found in
             (("grounds", letter.grounds), ("items", letter.items))}  # fmt: skip
    return OdtContent(values, lists)


def letter_body(texts: ReportTexts, letter: Letter) -> str:
    """The letter as HTML."""
    form, words = letter.form, texts.words
    left = [
        *(escape(line) for line in form.issuer.parent), *(f"<b>{escape(line)}</b>" for line in form.issuer.name),
        "―――――――", escape(words(say.NUMBERED, number=form.number)),
    ]  # fmt: skip
    right = [
        f"<b>{escape(words(say.REPUBLIC))}</b>", f"<b>{escape(words(say.MOTTO))}</b>", "―――――――――――――",
        f"<i>{escape(texts.place_date())}</i>",
    ]  # fmt: skip
    listed = "<br>".join(escape(line) for line in copy_lines(form.copies))
    signed = [*(f"<b>{escape(line)}</b>" for line in form.issuer.signatory), *["&nbsp;"] * 4,
              f"<b>{escape(form.issuer.signer)}</b>"]  # fmt: skip
    return "\n".join((
        html.facing(left, right, (42, 58)), _half("<br>".join(escape(line) for line in form.title)),
        html.paragraph(letter.to, "center", "b"), "<p>&nbsp;</p>",
        *(html.paragraph(text) for text in (*letter.grounds, letter.state)),
        *(html.paragraph(f"– {text};") for text in letter.items), html.paragraph(letter.ask),
        html.paragraph(letter.help), "<p>&nbsp;</p>",
        f'{_PLAIN_TABLE}<tr><td width="50%" valign="top" style="font-size:10pt"><b><i>'
        f'{escape(words(say.COPIES))}</i></b><br>{listed}</td>'
        f'<td width="50%" align="center" valign="top">{"<br>".join(signed)}</td></tr></table>',
    ))  # fmt: skip


_PLAIN_TABLE = '<table width="100%" border="0" cellspacing="0" cellpadding="0">'


def _half(text: str) -> str:
    """What stands below the number, in the left half; it may take several lines there."""
    cell = f'<td width="42%" align="center" valign="top" style="font-size:11pt">{text}</td>'
    return f'{_PLAIN_TABLE}<tr>{cell}<td width="58%">&nbsp;</td></tr></table><p>&nbsp;</p>'
