"""The sheet that a commune fills: one row per object, what may not change locked, lists where a field has one."""
from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from ..core.cell_values import CellReader
from ..core.collected import PROTECTED, is_blank
from ..core.completeness import completeness
from ..core.errors import QT_TRANSLATE_NOOP
from ..core.field_spec import FieldGroup, FieldSpec, FieldType, names_in
from ..core.profile import Profile
from ..core.sheet_fields import ADDRESS_ID, ADDRESS_TEXT, CODE, COMMUNE_CODE, STAMP, Stamp
from .project.words import Words
from .xlsx import INTEGER, TEXT, Column, Rule, SheetLayout, SheetWriter, Style, Value, list_rule, write_workbook

_SHOWN_HEAD, _BASIC_HEAD, _ADVANCED_HEAD = (
    Style(fill=fill, colour="FFFFFF", bold=True, wrap=True, centred=True, border=True)
    for fill in ("595959", "1F4E79", "2E7D5B")
)
_LOCKED = Style(TEXT, fill="EDEDED", border=True)
_OPEN_TEXT = Style(TEXT, border=True, locked=False)
_OPEN = dict.fromkeys(FieldType, _OPEN_TEXT)
_OPEN[FieldType.INTEGER], _OPEN[FieldType.REAL] = (replace(_OPEN_TEXT, number_format=f) for f in (INTEGER, ""))
_KEPT = {kind: replace(style, fill="EDEDED", locked=True) for kind, style in _OPEN.items()}
_NEEDED = {kind: replace(style, fill="FFF2CC") for kind, style in _OPEN.items()}
_MACHINE, _TITLE, _PLAIN = Style(), Style(bold=True, wrap=True), Style(wrap=True)
_HEAD_HEIGHT = 48.0
_PAGES_WIDE = 3  # on one, nobody could read it
_FIRST_ROW = 3  # below the machine names and the labels
_WIDTHS = {CODE: 16.0, ADDRESS_TEXT: 46.0, "stage": 12.0, "name": 26.0, "street": 22.0, "settlement": 22.0,
           "object_class": 22.0}  # fmt: skip
_WIDTH, _NUMBER_WIDTH, _LONG_WIDTH = 16.0, 9.0, 30.0

TO_FILL = QT_TRANSLATE_NOOP("diachiso", "To fill in")
HOW = QT_TRANSLATE_NOOP("diachiso", "How to fill it in")
LISTS = QT_TRANSLATE_NOOP("diachiso", "Lists")
NOT_LISTED = QT_TRANSLATE_NOOP(
    "diachiso", "Choose one of the list. What is missing there is added by the land office."
)
TITLE = QT_TRANSLATE_NOOP("diachiso", "{commune}: {count} addresses to complete, sheet of {day}")
NEEDS = QT_TRANSLATE_NOOP("diachiso", "To be complete an address needs, as its class asks: {what}.")
INSTRUCTIONS = (
    QT_TRANSLATE_NOOP(
        "diachiso",
        "Fill in the white cells. Grey ones are locked: codes never change, and what has been submitted or verified "
        "stays as it is.",
    ),
    QT_TRANSLATE_NOOP("diachiso", "Yellow cells lack what the basic information needs: begin with them."),
    QT_TRANSLATE_NOOP("diachiso", "Blue columns are basic information, green ones are further information."),
    QT_TRANSLATE_NOOP("diachiso", "Where a cell offers a list, choose from it."),
    QT_TRANSLATE_NOOP("diachiso", "Leave empty what you do not know: an empty cell changes nothing."),
    QT_TRANSLATE_NOOP(
        "diachiso", "Write no names, telephone numbers or numbers of identity papers of people into this sheet."
    ),
    QT_TRANSLATE_NOOP(
        "diachiso",
        "Add no rows, and take no hidden columns away: rows find their address by them. You may filter.",
    ),
    QT_TRANSLATE_NOOP("diachiso", "Send the file back as it is (XLSX), even if not everything is filled in."),
)


@dataclass(frozen=True)
class SheetContent:
    """What goes into a sheet: rows of address_id, the shown and the filled fields, then commune_code. `same`: the
    commune's code, whose streets and settlements the lists offer; '' for all. `groups`: of each object class.
    """

    title: str
    shown: Sequence[FieldSpec]
    filled: Sequence[FieldSpec]
    readers: Mapping[str, CellReader]
    rows: Iterable[Sequence[Any]]
    stamp: Stamp
    words: Words
    profile: Profile
    groups: Mapping[str, str]
    same: str = ""

    @property
    def language(self) -> int:
        """0 Vietnamese, 1 English: where labels stand in a pair."""
        return 0 if self.words.language.lower().startswith("vi") else 1


def write_collect_sheet(path: Path, content: SheetContent) -> int:
    """Write the file; returns the number of addresses. DiachisoError where it cannot be written."""
    names = [content.words(text) for text in (TO_FILL, HOW, LISTS)]
    lists = _lists(content)
    with write_workbook(path, 3) as book:
        with book.sheet(_layout(names[0], content)) as sheet:
            _headers(sheet, content)
            count = _rows(sheet, content)
            _rules(sheet, content, lists, names[2])
        with book.sheet(SheetLayout(names[1], [Column(100)], protected=True)) as sheet:
            for k, text in enumerate(_instructions(content, count)):
                sheet.row([(text, _PLAIN if k else _TITLE)])
        with book.sheet(SheetLayout(names[2], [Column(30)] * max(1, len(lists)), hidden=True)) as sheet:
            columns = list(lists.values())
            for k in range(max(map(len, columns), default=0)):
                sheet.row((column[k] if k < len(column) else None, _LOCKED) for column in columns)
    return count


def _layout(name: str, content: SheetContent) -> SheetLayout:
    columns = [Column(38, hidden=True), Column(20, hidden=True)]
    columns += [Column(_width(spec)) for spec in (*content.shown, *content.filled)]
    frozen = 2 + sum(spec.name in (CODE, ADDRESS_TEXT) for spec in content.shown)
    return SheetLayout(
        name, columns, protected=True, frozen=(2, frozen), filter_row=2, repeated_row=2, repeated_columns=frozen,
        pages_wide=_PAGES_WIDE,
    )  # fmt: skip


def _width(spec: FieldSpec) -> float:
    if spec.name in _WIDTHS:
        return _WIDTHS[spec.name]
    if spec.type in (FieldType.INTEGER, FieldType.REAL, FieldType.BOOLEAN):
        return _NUMBER_WIDTH
    return _LONG_WIDTH if spec.form.value == "multiline" else _WIDTH


def _headers(sheet: SheetWriter, content: SheetContent) -> None:
    specs = (*content.shown, *content.filled)
    names = [ADDRESS_ID, STAMP, *(spec.name for spec in specs)]
    sheet.row([(name, _MACHINE) for name in names], hidden=True)
    styles = [_SHOWN_HEAD] * len(content.shown)
    styles += [_BASIC_HEAD if spec.group is FieldGroup.BASIC else _ADVANCED_HEAD for spec in content.filled]
    labels = [(_label(spec, content), style) for spec, style in zip(specs, styles)]
    sheet.row([(ADDRESS_ID, _SHOWN_HEAD), (STAMP, _SHOWN_HEAD), *labels], height=_HEAD_HEIGHT)


def _label(spec: FieldSpec, content: SheetContent) -> str:
    return (spec.label.vi, spec.label.en)[content.language]


def _rows(sheet: SheetWriter, content: SheetContent) -> int:
    stamp, language, count = str(content.stamp), content.language, 0
    stage = next(k for k, spec in enumerate(content.shown) if spec.name == "stage")
    readers = [content.readers[spec.name] for spec in (*content.shown, *content.filled)]
    first = len(content.shown)
    names = [reader.spec.name for reader in readers] + [COMMUNE_CODE]
    in_combination = {c.id: names_in(c.one_of) for c in content.profile.combinations}
    for address_id, *values in content.rows:
        protected = values[stage] in PROTECTED
        lacking = completeness(dict(zip(names, values)), content.profile, content.groups).basic_missing
        needed = {name for item in lacking for name in in_combination.get(item, (item,))}
        cells: list[tuple[Value, Style]] = [(address_id, _LOCKED), (stamp, _LOCKED)]
        for k, (reader, value) in enumerate(zip(readers, values)):
            shown: Any = reader.shown(value, language)
            keep = k < first or (protected and not is_blank(value, reader.spec))
            needs = reader.spec.name in needed and is_blank(value, reader.spec)
            styles = _KEPT if keep else _NEEDED if needs else _OPEN
            cells.append((shown, styles[reader.spec.type]))
        sheet.row(cells)
        count += 1
    return count


def _lists(content: SheetContent) -> dict[str, list[str]]:
    """The drop-down lists by field, in the words of the language."""
    out: dict[str, list[str]] = {}
    for spec in content.filled:
        reader = content.readers[spec.name]
        if spec.type is FieldType.BOOLEAN:
            out[spec.name] = [str(reader.shown(value, content.language)) for value in (1, 0)]
        elif reader.rows:
            rows = [row for row in reader.rows if not content.same or row.same in ("", content.same)]
            shown = dict.fromkeys(str(reader.shown(row.value, content.language)) for row in rows)
            if shown:
                out[spec.name] = list(shown)
    return out


def _rules(sheet: SheetWriter, content: SheetContent, lists: Mapping[str, Sequence[str]], lists_name: str) -> None:
    places = {name: k for k, name in enumerate(lists)}
    wrong = content.words(NOT_LISTED)
    for k, spec in enumerate(content.filled, 2 + len(content.shown)):
        title, prompt = _label(spec, content), (spec.help.vi, spec.help.en)[content.language]
        if spec.name in places:
            rule = list_rule(lists_name, places[spec.name], 1, len(lists[spec.name]), title, prompt, wrong)
        elif spec.type is FieldType.INTEGER:
            low, high = (0 if spec.minimum is None else spec.minimum), (10**9 if spec.maximum is None else spec.maximum)
            rule = Rule("whole", (f"{low:.0f}", f"{high:.0f}"), title, prompt, prompt)
        else:
            rule = Rule("any", (), title, prompt)
        sheet.rule(k, _FIRST_ROW, sheet.rows, rule)


def _instructions(content: SheetContent, count: int) -> list[str]:
    day = "/".join(reversed(content.stamp.at[:10].split("-")))
    title = content.words(TITLE, commune=content.title, count=count, day=day)
    needs = [c.label.text(content.words.language) for c in content.profile.combinations]
    return [title, *(content.words(text) for text in INSTRUCTIONS), *(content.words(NEEDS, what=n) for n in needs)]
