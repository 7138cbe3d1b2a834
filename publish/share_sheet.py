"""The sheet that goes with shared data: to whom, what for, until when, on which conditions."""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from ..core.agency import Agency
from ..core.errors import QT_TRANSLATE_NOOP
from ..register.export_records import ExportRecord
from . import office_html as html
from .project.words import Words

TITLE = QT_TRANSLATE_NOOP("diachiso", "Data sharing sheet")
GIVER, RECIPIENT, PURPOSE, BASIS, EXPIRY, FIELDS, ROWS, PERSONS, FILE, NUMBER, DAY = (
    QT_TRANSLATE_NOOP("diachiso", "Given by"),
    QT_TRANSLATE_NOOP("diachiso", "Recipient"),
    QT_TRANSLATE_NOOP("diachiso", "Purpose"),
    QT_TRANSLATE_NOOP("diachiso", "Legal basis"),
    QT_TRANSLATE_NOOP("diachiso", "May be used until"),
    QT_TRANSLATE_NOOP("diachiso", "Fields"),
    QT_TRANSLATE_NOOP("diachiso", "Rows"),
    QT_TRANSLATE_NOOP("diachiso", "Rows with personal data"),
    QT_TRANSLATE_NOOP("diachiso", "File"),
    QT_TRANSLATE_NOOP("diachiso", "Number in the register's log"),
    QT_TRANSLATE_NOOP("diachiso", "Day"),
)
CONDITIONS = QT_TRANSLATE_NOOP("diachiso", "Conditions")
USE = QT_TRANSLATE_NOOP("diachiso", "The data serves the purpose named above and no other; it is not passed on.")
DELETE = QT_TRANSLATE_NOOP(
    "diachiso", "When the time has run out, the recipient deletes the data and says so in writing."
)
PROTECT = QT_TRANSLATE_NOOP(
    "diachiso",
    "The data holds personal data: it is protected under Law 91/2025/QH15, and a loss or leak is reported at once.",
)
GIVER_SIGNS = QT_TRANSLATE_NOOP("diachiso", "FOR THE GIVER")
RECIPIENT_SIGNS = QT_TRANSLATE_NOOP("diachiso", "FOR THE RECIPIENT")


def write_share_sheet(
    path: Path, record: ExportRecord, number: int, day: date, titles: Sequence[str], agency: Agency,
    values: Mapping[str, object], words: Words,
) -> None:  # fmt: skip
    """Write the sheet as an HTML page that prints on A4; OSError."""
    language = words.language
    shown = "%d/%m/%Y" if language.startswith("vi") else "%Y-%m-%d"
    pairs: list[tuple[str, html.Cell]] = [
        (words(GIVER), agency.document("report", values).issuer.text_name),
        (words(RECIPIENT), record.recipient), (words(PURPOSE), record.purpose),
    ]  # fmt: skip
    if record.legal_basis:
        pairs.append((words(BASIS), record.legal_basis))
    pairs += [
        (words(EXPIRY), date.fromisoformat(record.expires_on).strftime(shown)), (words(FIELDS), "; ".join(titles)),
        (words(ROWS), record.rows), (words(PERSONS), record.persons), (words(FILE), ", ".join(record.files)),
        (words(NUMBER), str(number)), (words(DAY), day.strftime(shown)),
    ]  # fmt: skip
    conditions = [words(USE), words(DELETE), *([words(PROTECT)] if record.persons else [])]
    body = "\n".join([
        html.paragraph(words(TITLE).upper(), "center", "b"), html.facts(pairs, language),
        html.heading(words(CONDITIONS)), *(html.paragraph(f"{k}. {text}") for k, text in enumerate(conditions, 1)),
        html.facing([f"<b>{words(GIVER_SIGNS)}</b>", "<br><br><br>"], [f"<b>{words(RECIPIENT_SIGNS)}</b>"]),
    ])
    path.write_text(html.page(words(TITLE), language, body), encoding="utf-8")
