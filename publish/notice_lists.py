"""Lists for those who send messages, e-mails and letters: a row per recipient, the fields that this needs."""
from __future__ import annotations

import csv
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..core.agency import Agency
from ..core.notices import Channel, Letter
from .notice_run import Made, Maker, NoticeWork
from .xlsx import Column, SheetLayout, Style, write_workbook

_HEAD = Style(bold=True, fill="D9E2F3", border=True, wrap=True)
_CELL = Style(wrap=True)
SUBJECT = "Thông báo mã địa chỉ số"


@dataclass(frozen=True)
class ListField:
    """A column: its heading and what it says of a letter; `personal` where that is somebody's."""

    title: str
    value: Callable[[str, Letter, Agency], str]
    personal: bool = False


_REFERENCE = ListField("Số thông báo", lambda reference, letter, agency: reference)
_TEXT = ListField("Nội dung", lambda reference, letter, agency: message_text(letter, agency))
FIELDS: Mapping[Channel, tuple[ListField, ...]] = {
    Channel.MESSAGE: (
        _REFERENCE, ListField("Điện thoại", lambda reference, letter, agency: letter.phone, True), _TEXT,
    ),
    Channel.EMAIL: (
        _REFERENCE, ListField("Email", lambda reference, letter, agency: letter.email, True),
        ListField("Tiêu đề", lambda reference, letter, agency: SUBJECT), _TEXT,
    ),
    Channel.POST: (
        _REFERENCE, ListField("Người nhận", lambda reference, letter, agency: _addressee(letter), True),
        ListField("Địa chỉ", lambda reference, letter, agency: letter.addresses[0].text),
        ListField("Mã địa chỉ số", lambda reference, letter, agency: letter.addresses[0].code),
    ),
}  # fmt: skip
"""Of the channels that take a list."""


def message_text(letter: Letter, agency: Agency) -> str:
    """What a message says: each code with its address, and where to look; no name."""
    told = "; ".join(f"{a.code} ({a.text})" for a in letter.addresses)
    return f"Mã địa chỉ số: {told}. Tra cứu: {agency.link(letter.addresses[0].code)}"


def personal_fields(channel: Channel) -> list[str]:
    """The headings of what is somebody's, for the record of the export."""
    return [field.title for field in FIELDS[channel] if field.personal]


def list_maker(output: Path) -> Maker:
    """A table (.xlsx or .csv) of the run's recipients."""

    def make(work: NoticeWork, made_in: Path) -> Made:
        file = made_in / ("list" + output.suffix.lower())
        fields = FIELDS[work.job.channel]
        rows = [[field.value(ref, letter, work.job.agency) for field in fields] for ref, letter in work.letters]
        _write(file, [field.title for field in fields], rows)
        return [(file, output)]

    return make


def _write(file: Path, titles: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    if file.suffix == ".csv":
        with open(file, "w", encoding="utf-8-sig", newline="") as stream:  # Excel knows UTF-8 by its mark
            table = csv.writer(stream)
            table.writerow(titles)
            table.writerows([_plain(cell) for cell in row] for row in rows)
        return
    with write_workbook(file, 1) as book:
        columns = [Column(20), *[Column(40)] * (len(titles) - 1)]
        layout = SheetLayout("Danh sách", columns, frozen=(1, 0), filter_row=1, fitted=True)
        with book.sheet(layout) as sheet:
            sheet.row([(title, _HEAD) for title in titles])
            for row in rows:
                sheet.row([(cell, _CELL) for cell in row])


def _plain(text: str) -> str:
    """Nothing that a spreadsheet would take for a formula."""
    return "'" + text if text[:1] in ("=", "+", "-", "@") and not text[1:].isdecimal() else text


def _addressee(letter: Letter) -> str:
    if not letter.name:
        return "Chủ sở hữu, người sử dụng"
    return ", ".join(dict.fromkeys(filter(None, (letter.name, letter.organisation))))
