"""The sheet that a post office, the police or a commune answers: a row per address, three open cells."""
from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ..core.answers import CODE, DECISION, KEY, OP_ID, PACKAGE, REASON, Decision
from ..core.errors import QT_TRANSLATE_NOOP
from .project.words import Words
from .xlsx import INTEGER, TEXT, Column, Rule, SheetLayout, SheetWriter, Style, Value, list_rule, write_workbook

TO_ANSWER = QT_TRANSLATE_NOOP("diachiso", "To answer")
HOW = QT_TRANSLATE_NOOP("diachiso", "How to answer")
LISTS = QT_TRANSLATE_NOOP("diachiso", "Lists")
DECISION_WORDS = {
    Decision.ACCEPTED: QT_TRANSLATE_NOOP("diachiso", "Accept"),
    Decision.REJECTED: QT_TRANSLATE_NOOP("diachiso", "Reject"),
}
_TITLE = QT_TRANSLATE_NOOP("diachiso", "{recipient}: {count} addresses to verify – {commune}")
_ORIGIN = QT_TRANSLATE_NOOP("diachiso", "{province}, package {number} of {day}")
_LABELS = {
    "number": QT_TRANSLATE_NOOP("diachiso", "No."),
    KEY: QT_TRANSLATE_NOOP("diachiso", "Key (do not change)"),
    "address_text": QT_TRANSLATE_NOOP("diachiso", "Address"),
    "object_class": QT_TRANSLATE_NOOP("diachiso", "Object"),
    "name": QT_TRANSLATE_NOOP("diachiso", "Name of the object"),
    "matter": QT_TRANSLATE_NOOP("diachiso", "Matter"),
    "position": QT_TRANSLATE_NOOP("diachiso", "Position (latitude, longitude)"),
    DECISION: QT_TRANSLATE_NOOP("diachiso", "Result"),
    CODE: QT_TRANSLATE_NOOP("diachiso", "Issued address code"),
    REASON: QT_TRANSLATE_NOOP("diachiso", "Reason, if rejected"),
}
_CHOOSE = QT_TRANSLATE_NOOP("diachiso", "Choose “{accept}” or “{reject}”. Empty: not answered yet.")
_WRITE_CODE = QT_TRANSLATE_NOOP("diachiso", "The code that was issued to this address. Empty: none yet.")
_WRITE_REASON = QT_TRANSLATE_NOOP("diachiso", "What has to be corrected. Needed where the address is rejected.")
INSTRUCTIONS = (
    QT_TRANSLATE_NOOP("diachiso", "Each row is an address. Compare it with the place and with your own records."),
    QT_TRANSLATE_NOOP("diachiso", "Column “Result”: choose from the list. Leave it empty where you do not know yet."),
    QT_TRANSLATE_NOOP("diachiso", "Where you reject, say in a few words what has to be corrected."),
    QT_TRANSLATE_NOOP("diachiso", "Where a code has been issued, write all of its digits, zeros in front as well."),
    QT_TRANSLATE_NOOP(
        "diachiso", "Grey cells are locked: by the key the answer finds its address. You may filter."
    ),
    QT_TRANSLATE_NOOP(
        "diachiso", "Write no names, telephone numbers or numbers of identity papers of people into this sheet."
    ),
    QT_TRANSLATE_NOOP("diachiso", "Send the file back as it is (XLSX), even if not everything is filled in."),
)

_SHOWN = ("number", KEY, "address_text", "object_class", "name", "matter", "position")
_OPEN = (DECISION, CODE, REASON)
_WIDTHS = {
    "number": 6.0, KEY: 15.0, "address_text": 50.0, "object_class": 18.0, "name": 22.0, "matter": 12.0,
    "position": 21.0, DECISION: 14.0, CODE: 15.0, REASON: 34.0,
}  # fmt: skip
_HIDDEN = (OP_ID, PACKAGE)
_HEAD = Style(fill="595959", colour="FFFFFF", bold=True, wrap=True, centred=True, border=True)
_HEAD_OPEN = replace(_HEAD, fill="1F4E79")
_LOCKED = Style(TEXT, fill="EDEDED", border=True)
_WRAPPED = replace(_LOCKED, wrap=True)
_CENTRED = replace(_LOCKED, centred=True)
_NUMBER = replace(_CENTRED, number_format=INTEGER)
_FREE = Style(TEXT, border=True, locked=False, fill="FFF2CC", wrap=True)
_FILLED = replace(_FREE, wrap=False, centred=True)
_MACHINE, _BIG, _PLAIN = Style(), Style(bold=True), Style(wrap=True)
_HEAD_HEIGHT, _TITLE_HEIGHT = 36.0, 20.0
_FIRST_ROW = 5  # below the machine names, the two lines of the title and the labels
_LINE = 48  # characters of an address that fit into a line of its cell


@dataclass(frozen=True)
class AnswerRow:
    """A row: `matter` and `object_class` in words, `position` as text to paste into a map."""

    op_id: str
    key: str
    address_text: str
    object_class: str
    name: str
    matter: str
    position: str


@dataclass(frozen=True)
class AnswerSheet:
    """What goes into a sheet; `stamp` says in each row which package of which register it came with."""

    commune: str
    province: str
    recipient: str
    number: int
    day: str
    stamp: str
    rows: Sequence[AnswerRow]
    words: Words


def write_answer_sheet(path: Path, content: AnswerSheet) -> None:
    """Write the file. DiachisoError where it cannot be written."""
    words = content.words
    decisions = [words(text) for text in DECISION_WORDS.values()]
    with write_workbook(path, 3) as book:
        with book.sheet(_layout(words(TO_ANSWER))) as sheet:
            _heads(sheet, content)
            _rows(sheet, content)
            _rules(sheet, words, decisions)
        with book.sheet(SheetLayout(words(HOW), [Column(100)], protected=True)) as sheet:
            for k, text in enumerate((_title(content), *map(words, INSTRUCTIONS))):
                sheet.row([(text, _PLAIN if k else Style(bold=True, wrap=True))])
        with book.sheet(SheetLayout(words(LISTS), [Column(30)], hidden=True)) as sheet:
            for decision in decisions:
                sheet.row([(decision, _LOCKED)])


def _layout(name: str) -> SheetLayout:
    columns = [Column(12, hidden=True) for _ in _HIDDEN] + [Column(_WIDTHS[c]) for c in (*_SHOWN, *_OPEN)]
    return SheetLayout(
        name, columns, protected=True, frozen=(_FIRST_ROW - 1, len(_HIDDEN) + 2), filter_row=_FIRST_ROW - 1,
        repeated_row=_FIRST_ROW - 1,
    )  # fmt: skip


def _title(content: AnswerSheet) -> str:
    return content.words(_TITLE, recipient=content.recipient, count=len(content.rows), commune=content.commune or "–")


def _heads(sheet: SheetWriter, content: AnswerSheet) -> None:
    words, names = content.words, (*_HIDDEN, *_SHOWN, *_OPEN)
    sheet.row([(name, _MACHINE) for name in names], hidden=True)
    origin = words(_ORIGIN, province=content.province, number=content.number, day=content.day)
    for text, style in ((_title(content), _BIG), (origin, _MACHINE)):
        # Under hidden columns a text would be hidden, too: it begins in the first column that is seen.
        sheet.row([(None, _MACHINE), (None, _MACHINE), (text, style)], height=_TITLE_HEIGHT)
    labels = [(words(_LABELS[name]), _HEAD_OPEN if name in _OPEN else _HEAD) for name in (*_SHOWN, *_OPEN)]
    sheet.row([*((name, _MACHINE) for name in _HIDDEN), *labels], height=_HEAD_HEIGHT)


def _rows(sheet: SheetWriter, content: AnswerSheet) -> None:
    for number, row in enumerate(content.rows, 1):
        shown: Iterable[tuple[Value, Style]] = (
            (row.op_id, _LOCKED), (content.stamp, _LOCKED), (number, _NUMBER), (row.key, _CENTRED),
            (row.address_text, _WRAPPED), (row.object_class, _WRAPPED), (row.name, _WRAPPED), (row.matter, _CENTRED),
            (row.position, _CENTRED), (None, _FILLED), (None, _FILLED), (None, _FREE),
        )  # fmt: skip
        lines = max(_lines(row.address_text, _LINE), _lines(row.name, 23), _lines(row.object_class, 19))
        sheet.row(shown, height=15.0 * lines + 3)


def _lines(text: str, width: int) -> int:
    """Lines that a text takes in a cell, about: Excel gives a row its height only when somebody edits it."""
    return max(1, -(-len(text) // width))


def _rules(sheet: SheetWriter, words: Words, decisions: Sequence[str]) -> None:
    first, last = _FIRST_ROW, sheet.rows
    at = {name: k for k, name in enumerate((*_HIDDEN, *_SHOWN, *_OPEN))}
    choose = words(_CHOOSE, accept=decisions[0], reject=decisions[1])
    listed = list_rule(words(LISTS), 0, 1, len(decisions), words(_LABELS[DECISION]), choose, choose)
    sheet.rule(at[DECISION], first, last, listed)
    sheet.rule(at[CODE], first, last, Rule("any", (), words(_LABELS[CODE]), words(_WRITE_CODE)))
    sheet.rule(at[REASON], first, last, Rule("any", (), words(_LABELS[REASON]), words(_WRITE_REASON)))
