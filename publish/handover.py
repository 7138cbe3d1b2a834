"""Túi bàn giao thôn: what the head of a settlement takes along — map, slips, and the list that recipients sign."""
from __future__ import annotations

import math
from collections.abc import Sequence
from html import escape
from pathlib import Path

import numpy as np
from qgis.PyQt.QtCore import QPointF, QRectF, Qt
from qgis.PyQt.QtGui import QColor, QPainter, QPen, QPolygonF

from ..core.agency import Margins, date_values, place_values
from ..core.errors import QT_TRANSLATE_NOOP, DiachisoError, Message
from ..core.qr import qr_matrix
from ..core.rules.local_metres import LocalMetres
from .letter_flow import LetterFlow
from .notice_letter import foot_line
from .notice_run import Made, Maker, NoticeWork
from .pdf_pages import UNIT, PdfPages, pdf_pages
from .place_sketch import Mark, paint_sketch
from .qr import qr_path
from .xlsx import DATE, TEXT, Column, SheetLayout, Style, Value, list_rule, write_workbook

A3, A4_WIDE = (420.0, 297.0), (297.0, 210.0)
SLIP = (95.0, 66.0)
_SLIPS = (2, 4)
ROW_MM, SIGN_QR_MM = 14.0, 12.0
MAP_MARGINS, LIST_MARGINS = Margins(12, 12, 12, 12), Margins(15, 15, 15, 15)
_COLUMNS = (("STT", 10), ("Người nhận", 52), ("Địa chỉ", 82), ("Mã địa chỉ số", 28), ("Ngày nhận", 22),
            ("Ký nhận", 38), ("", 35))  # fmt: skip
_QR_COLUMN = "Quét khi đã giao"
_LEAST_M = 120.0
_DETAIL_M, _MOST_HALVINGS = 500.0, 4  # of a sheet, in metres; sixteen sheets at most
_ANYBODY = "Chủ sở hữu, người sử dụng"
_FILLED = (("STT", 6), ("Số thông báo", 22), ("Người nhận", 34), ("Địa chỉ", 52), ("Mã địa chỉ số", 16),
           ("Kết quả", 18), ("Ngày nhận", 14), ("Ghi chú", 30))  # fmt: skip
_OUTCOMES, _RESULTS = ("Đã giao", "Từ chối nhận", "Không gặp được"), "Các kết quả"
_TITLE, _CELL = Style(bold=True, fill="D9E2F3", border=True, wrap=True, centred=True), Style(border=True, wrap=True)
_OPEN, _OPEN_DAY = (Style(form, border=True, fill="FFF2CC", locked=False, wrap=True) for form in (TEXT, DATE))

SEVERAL_COMMUNES = Message(
    "handover_several_communes",
    QT_TRANSLATE_NOOP(
        "diachiso", "Several communes have a settlement of this name: {communes}. Say for which of them the bag is."
    ),
)


def kit_maker(folder: Path, name: str) -> Maker:
    """Map (A3), slips and the list to sign as PDFs named after the settlement, and that list to be filled in on a
    computer, as `noticeresults` takes it. DiachisoError where it is a settlement of several communes.
    """

    def make(work: NoticeWork, made_in: Path) -> Made:
        communes = sorted({address.commune for _, letter in work.letters for address in letter.addresses})
        if len(communes) > 1:
            raise DiachisoError(SEVERAL_COMMUNES, communes=", ".join(communes))
        made = []
        for part, paint in (("ban_do", _map), ("giay_bao", _slips), ("ky_nhan", _list)):
            work.check()
            file = made_in / f"{part}.pdf"
            with pdf_pages(file, f"{name} {part}, {work.batch}") as pages:
                paint(work, pages)
            made.append((file, folder / f"{name}_{part}.pdf"))
            work.progress(len(made) / 4)
        file = made_in / "ky_nhan.xlsx"
        _table(work, file)
        made.append((file, folder / f"{name}_ky_nhan.xlsx"))
        return made

    return make


def _title(work: NoticeWork) -> str:
    first = work.letters[0][1].addresses[0]
    return ", ".join(filter(None, (first.settlement, first.commune, work.province)))


# -- the map -------------------------------------------------------------------------------------------------


def _map(work: NoticeWork, pages: PdfPages) -> None:
    """The whole settlement on one sheet; where not all numbers find room there, parts of it on further ones."""
    flow = LetterFlow(pages, A3, MAP_MARGINS, work.family, lambda page: foot_line(work.batch, work.version, page))
    flow.begin()
    marks = [
        Mark(address.lonlat, str(number))
        for number, (_, letter) in enumerate(work.letters, 1)
        for address in letter.addresses
        if address.lonlat is not None
    ]
    if not marks:
        _map_head(flow, work, "")
        flow.html("Không có địa chỉ nào có vị trí.", 13)
        return
    if not _map_sheet(flow, work, marks, marks, ""):
        return
    parts = _parts(marks)
    for number, part in enumerate(parts if len(parts) > 1 else (), 1):
        work.check()
        flow.next_page()
        _map_sheet(flow, work, part, marks, f" – tờ chi tiết {number}/{len(parts)}")


def _map_head(flow: LetterFlow, work: NoticeWork, which: str) -> None:
    flow.html('<div align="center"><b>BẢN ĐỒ BÀN GIAO THÔNG BÁO MÃ ĐỊA CHỈ SỐ</b></div>', 16)
    flow.html(f'<div align="center">{escape(_title(work) + which)}</div>', 13)
    flow.space(3)


def _map_sheet(flow: LetterFlow, work: NoticeWork, part: Sequence[Mark], marks: Sequence[Mark], which: str) -> int:
    """A sheet that shows the places of a part, and others around; how many of all had no room for their number."""
    _map_head(flow, work, which)
    rect = QRectF(flow.margins.left, flow.y, flow.width, flow.bottom - flow.y - 4)
    centre, metres_per_mm = _fit([mark.lonlat for mark in part], rect)
    half = np.array([rect.width(), rect.height()]) / 2 * metres_per_mm
    plane = LocalMetres(np.array([centre[1]]))
    dx, dy = plane.lonlat(half[None, :])[0].tolist()
    sketch = work.sketches.read((centre[0] - dx, centre[1] - dy, centre[0] + dx, centre[1] + dy))
    seen = [m for m in marks if abs(m.lonlat[0] - centre[0]) <= dx and abs(m.lonlat[1] - centre[1]) <= dy]
    hidden = paint_sketch(flow.painter, rect, sketch, centre, metres_per_mm, seen, work.family, 2.4)
    _north(flow.painter, rect)
    scale = f"Tỷ lệ 1:{round(metres_per_mm * 1000):,}".replace(",", ".")
    said = f"{scale} · Số trên bản đồ là số thứ tự trong danh sách ký nhận."
    if hidden:
        said += " Nơi nhà dày chỉ ghi một phần các số; số của nhà liền kề tiếp nối nhau."
    flow.beside(escape(said), flow.margins.left, rect.bottom() + 1, flow.width, 10)
    return hidden


def _parts(marks: Sequence[Mark], deep: int = _MOST_HALVINGS) -> list[Sequence[Mark]]:
    """The places in parts that a sheet shows in detail: halved across their longer side until they are small."""
    lonlat = np.array([mark.lonlat for mark in marks])
    sides = np.ptp(LocalMetres(lonlat[:, 1]).xy(lonlat), axis=0)
    if deep == 0 or len(marks) < 2 or max(sides) <= _DETAIL_M:
        return [marks]
    along = lonlat[:, int(np.argmax(sides))]
    low = along <= (along.min() + along.max()) / 2
    halves = ([mark for mark, here in zip(marks, low) if here == side] for side in (True, False))
    return [part for half in halves for part in _parts(half, deep - 1)]


def _fit(places: Sequence[tuple[float, float]], rect: QRectF) -> tuple[tuple[float, float], float]:
    """The middle in degrees and a round scale (metres per mm) that shows all places."""
    lonlat = np.array(places)
    low, high = lonlat.min(axis=0), lonlat.max(axis=0)
    centre = (low + high) / 2
    plane = LocalMetres(lonlat[:, 1])
    wide, tall = np.maximum(np.diff(plane.xy(np.array([low, high])), axis=0)[0], _LEAST_M).tolist()
    wanted = 1.08 * max(wide / rect.width(), tall / rect.height())
    step = 10 ** math.floor(math.log10(wanted))
    scale = next(step * k for k in (1, 1.25, 1.5, 2, 2.5, 3, 4, 5, 6, 7.5, 10) if step * k >= wanted)
    return (float(centre[0]), float(centre[1])), float(scale)


def _north(painter: QPainter, rect: QRectF) -> None:
    x, y = (rect.right() - 9) * UNIT, (rect.top() + 16) * UNIT
    painter.save()
    painter.setPen(QPen(QColor("#333333"), 0.25 * UNIT))
    painter.setBrush(QColor("#333333"))
    tip = [(0, -11), (3.2, 0), (0, -2.4), (-3.2, 0)]
    painter.drawPolygon(QPolygonF([QPointF(x + a * UNIT, y + b * UNIT) for a, b in tip]))
    font = painter.font()
    font.setPixelSize(round(4 * UNIT))
    font.setBold(True)
    painter.setFont(font)
    painter.drawText(QRectF(x - 5 * UNIT, y + 0.5 * UNIT, 10 * UNIT, 5 * UNIT), int(Qt.AlignmentFlag.AlignCenter), "B")
    painter.restore()


# -- the slips -----------------------------------------------------------------------------------------------


def _slips(work: NoticeWork, pages: PdfPages) -> None:
    across, down = _SLIPS
    flow = LetterFlow(pages, (210.0, 297.0), Margins(10, 10, 10, 10), work.family, lambda page: "")
    slips = [(number, ref, letter, a) for number, (ref, letter) in enumerate(work.letters, 1) for a in letter.addresses]
    for place, (number, reference, letter, address) in enumerate(slips):
        work.check()
        row, column = divmod(place % (across * down), across)
        if row == column == 0:
            flow.next_page()
        x, y = 10 + column * SLIP[0], 12 + row * SLIP[1]
        painter = flow.painter
        painter.setPen(QPen(QColor("#999999"), 0.1 * UNIT, Qt.PenStyle.DashLine))
        painter.drawRect(QRectF(x * UNIT, y * UNIT, SLIP[0] * UNIT, SLIP[1] * UNIT))
        inner = SLIP[0] - 8
        high = flow.beside("<b>THÔNG BÁO MÃ ĐỊA CHỈ SỐ</b>", x + 4, y + 3, inner, 11)
        who = escape(letter.name) if letter.name else _ANYBODY
        text = f"{number}. Kính gửi: <b>{who}</b><br>{escape(address.text)}"
        high += flow.beside(text, x + 4, y + 4 + high, inner, 10) + 2
        qr = min(30.0, SLIP[1] - high - 18)
        top = y + 4 + high
        painter.fillPath(
            qr_path(qr_matrix(work.job.agency.link(address.code)), (x + 4) * UNIT, top * UNIT, qr * UNIT), QColor(0)
        )
        flow.beside(f"<b>{escape(address.code)}</b>", x + qr + 8, top + 1, inner - qr - 4, 17)
        purpose = work.job.agency.text("purpose", {})
        flow.beside(escape(purpose), x + qr + 8, top + 9, inner - qr - 4, 7)
        flow.beside(escape(reference), x + 4, y + SLIP[1] - 5, inner, 7)


# -- the list to sign ----------------------------------------------------------------------------------------


def _list(work: NoticeWork, pages: PdfPages) -> None:
    flow = LetterFlow(pages, A4_WIDE, LIST_MARGINS, work.family, lambda page: foot_line(work.batch, work.version, page))
    first = work.letters[0][1].addresses[0]
    values = {**place_values(work.province, first.commune), **date_values(work.job.day)}
    form = work.job.agency.document("handover", values)
    flow.begin()
    lines = "<br>".join(f"<b>{escape(line)}</b>" for line in form.title)
    issuer = " ".join(form.issuer.name)
    flow.html(f'<div align="center">{escape(issuer)}<br>{lines}<br>{escape(_title(work))}</div>', 12)
    flow.space(3)
    _head(flow)
    for number, (reference, letter) in enumerate(work.letters, 1):
        work.check()
        address = "<br>".join(escape(a.text) for a in letter.addresses)
        codes = "<br>".join(f"<b>{escape(a.code)}</b>" for a in letter.addresses)
        who = escape(letter.name) if letter.name else _ANYBODY
        cells = [str(number), who, address, codes, "", "", ""]
        high = max(ROW_MM, *(flow.height_of(c, w - 2, 10) + 2 for c, (_, w) in zip(cells, _COLUMNS) if c))
        if flow.y + high > flow.bottom:
            flow.next_page()
            _head(flow)
        _row(flow, cells, high)
        x = flow.margins.left + sum(w for _, w in _COLUMNS[:-1])
        flow.painter.fillPath(
            qr_path(qr_matrix(reference), (x + 11) * UNIT, (flow.y + 1) * UNIT, SIGN_QR_MM * UNIT), QColor(0)
        )
        flow.space(high)
    flow.space(6)
    flow.need(30)
    left, right = flow.margins.left, flow.margins.left + flow.width / 2
    flow.beside('<div align="center"><b>Người giao</b><br><i>(Ký, ghi rõ họ tên)</i></div>', left, flow.y, 120, 11)
    signed = "<br>".join(f"<b>{escape(line)}</b>" for line in form.issuer.signatory)
    flow.beside(f'<div align="center">{signed}</div>', right, flow.y, 120, 11)


def _table(work: NoticeWork, file: Path) -> None:
    """The list as a table: with a result, or the day, in its row, a notice has been handed over."""
    with write_workbook(file, 2) as book:
        columns = [Column(wide) for _, wide in _FILLED]
        layout = SheetLayout("Ký nhận", columns, frozen=(1, 0), filter_row=1, repeated_row=1, fitted=True)
        with book.sheet(layout) as sheet:
            sheet.row([(title, _TITLE) for title, _ in _FILLED])
            for number, (reference, letter) in enumerate(work.letters, 1):
                work.check()
                told = ["\n".join(texts) for texts in zip(*((a.text, a.code) for a in letter.addresses))]
                known: list[Value] = [number, reference, letter.name or _ANYBODY, *told]
                open_cells: list[tuple[Value, Style]] = [(None, _OPEN), (None, _OPEN_DAY), (None, _OPEN)]
                sheet.row([*((value, _CELL) for value in known), *open_cells])
            sheet.rule(len(_FILLED) - 3, 2, sheet.rows, list_rule(_RESULTS, 0, 1, len(_OUTCOMES), "Kết quả"))
        with book.sheet(SheetLayout(_RESULTS, [Column(20)], hidden=True)) as sheet:
            for text in _OUTCOMES:
                sheet.row([(text, _CELL)])


def _head(flow: LetterFlow) -> None:
    titles = [f"<b>{title or _QR_COLUMN}</b>" for title, _ in _COLUMNS]
    flow.painter.fillRect(
        QRectF(flow.margins.left * UNIT, flow.y * UNIT, sum(w for _, w in _COLUMNS) * UNIT, 8 * UNIT), QColor("#eeeeee")
    )
    _row(flow, titles, 8)
    flow.space(8)


def _row(flow: LetterFlow, cells: Sequence[str], high: float) -> None:
    painter, x = flow.painter, flow.margins.left
    lines = []
    for cell, (_, wide) in zip(cells, _COLUMNS):
        if cell:
            flow.beside(cell, x + 1, flow.y + 1, wide - 2, 10)
        lines.append(QRectF(x * UNIT, flow.y * UNIT, wide * UNIT, high * UNIT))
        x += wide
    painter.setPen(QPen(QColor("#555555"), 0.15 * UNIT))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRects(lines)
