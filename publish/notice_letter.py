"""The letter that tells somebody the codes of their addresses: a Vietnamese official document on A4 (NĐ 30/2020/NĐ-CP).
"""
from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from html import escape

from qgis.PyQt.QtCore import QPointF, QRectF, Qt
from qgis.PyQt.QtGui import QColor, QPainter

from ..core.agency import Agency, date_values, place_values
from ..core.notices import Letter, NoticeAddress
from ..core.qr import qr_matrix
from ..register.notices import DataVersion
from .letter_flow import LetterFlow
from .office_html import facing
from .pdf_pages import UNIT
from .place_sketch import Mark, SketchMaker, box_around, paint_sketch
from .qr import qr_path
from .report_texts import copy_lines

MAP_MM, QR_MM, GAP_MM = (52.0, 34.0), 24.0, 3.0
METRES_PER_MM = 2.0
A4 = (210.0, 297.0)
NATION, MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"
ROLE_WORDS = {
    "owner": "chủ sở hữu", "representative": "người đại diện theo pháp luật", "user": "người sử dụng, quản lý",
}  # fmt: skip
DRAFT = "BẢN NHÁP – KHÔNG CÓ GIÁ TRỊ"
_RULE = "─" * 14


@dataclass(frozen=True)
class LetterForm:
    """What all letters of a run have in common; `number` of the document ('' dots to fill in), `day` of issue."""

    agency: Agency
    province: str
    number: str
    day: date
    version: DataVersion
    family: str
    draft: bool = False


def paint_letter(
    flow: LetterFlow, letter: Letter, form: LetterForm, sketches: SketchMaker, check: Callable[[], None]
) -> None:
    """Paint one letter; it begins on a page of its own."""
    values = {
        **place_values(form.province, letter.addresses[0].commune), **date_values(form.day),
        **({"number": form.number} if form.number else {}),
    }  # fmt: skip
    document = form.agency.document("notice", values)
    issuer = document.issuer
    flow.begin()
    left = [
        *(escape(line) for line in issuer.parent), *(f"<b>{escape(line)}</b>" for line in issuer.name), _RULE,
        escape("Số: " + document.number) if document.number else "",
    ]  # fmt: skip
    day = "ngày {day} tháng {month} năm {year}".format(**values)
    right = [f"<b>{NATION}</b>", f"<b>{MOTTO}</b>", _RULE, f"<i>{escape(issuer.place)}, {day}</i>"]
    flow.html(facing(left, right, (44, 56)).replace("font-size:11pt", ""), 12)
    flow.space(5)
    title, *about = document.title
    flow.html(f'<div align="center"><b>{escape(title)}</b></div>', 14)
    flow.html("".join(f'<div align="center"><b>{escape(line)}</b></div>' for line in about), 13)
    flow.space(3)
    flow.html(f'<div align="center">Kính gửi: {_recipient(letter)}</div>', 13)
    flow.space(3)
    flow.html(_opening(letter, document.grounds, issuer.text_name), 13)
    flow.space(2)
    for address in letter.addresses:
        check()
        _paint_address(flow, address, form, sketches)
    for name in ("purpose", "data_protection"):
        flow.html(f'<p align="justify">{escape(form.agency.text(name, values))}</p>', 12)
        flow.space(1.5)
    contact = ", ".join(text for text in form.agency.contact.values() if text)
    if contact:
        flow.html(f"<p>Liên hệ: {escape(contact)}.</p>", 12)
    flow.space(2)
    copies = ["<b><i>Nơi nhận:</i></b>", *(escape(line) for line in copy_lines(document.copies))]
    signed = [*(f"<b>{escape(line)}</b>" for line in issuer.signatory), "", "", "", f"<b>{escape(issuer.signer)}</b>"]
    table = facing([], signed, (50, 50)).replace("font-size:11pt", "")
    flow.need(flow.height_of(table, flow.width, 13) + 2)
    if document.copies:
        flow.beside("<br>".join(copies), flow.margins.left, flow.y, flow.width / 2, 11)
    flow.html(table, 13)


def foot_line(reference: str, version: DataVersion, page: int, draft: bool = False) -> str:
    """The foot of a page: the notice's reference, the state of the data, the page."""
    at = version.at[:10].split("-")
    day = "/".join(reversed(at)) if len(at) == 3 else ""
    reference = DRAFT if draft else reference
    return escape(f"{reference} · Dữ liệu: phiên bản {version.revision}.{version.seq}, {day} · Trang {page}")


def _recipient(letter: Letter) -> str:
    if not letter.name:
        return f"<b>Chủ sở hữu, người sử dụng</b><br>{escape(letter.addresses[0].text)}"
    name = f"<b>{escape(letter.name)}</b>"
    if letter.organisation and letter.organisation != letter.name:
        name += f"<br>{escape(letter.organisation)}"
    return name


def _opening(letter: Letter, grounds: tuple[str, ...], issuer: str) -> str:
    cause = "".join(f"<p align='justify'>Căn cứ {escape(text)};</p>" for text in grounds)
    role = ROLE_WORDS.get(letter.role, "")
    whose = "của địa chỉ sau" if not letter.name else f"mà Ông/Bà (cơ quan, tổ chức) là {role}"
    count = f"{len(letter.addresses)} địa chỉ " if len(letter.addresses) > 1 else ""
    said = f"{issuer} thông báo mã địa chỉ số của {count}{whose}:".replace("số của của", "số của")
    if letter.name and len(letter.addresses) == 1:
        said = f"{issuer} thông báo mã địa chỉ số của địa chỉ {whose}:"
    return f"{cause}<p align='justify'>{escape(said[:1].upper() + said[1:])}</p>"


def _paint_address(flow: LetterFlow, address: NoticeAddress, form: LetterForm, sketches: SketchMaker) -> None:
    wide = flow.width - MAP_MM[0] - QR_MM - 2 * GAP_MM
    text = (
        f'<p style="font-size:{round(15 * 25.4 / 72 * UNIT)}px"><b>{escape(address.code)}</b></p>'
        f"<p>{escape(address.text)}</p>"
        + (f"<p><i>{escape(address.object_class)}</i></p>" if address.object_class else "")
        + (f"<p>{escape(address.name)}</p>" if address.name else "")
    )
    high = max(MAP_MM[1], QR_MM, flow.height_of(text, wide, 12))
    flow.need(high + GAP_MM)
    left, top = flow.margins.left, flow.y
    flow.beside(text, left, top, wide, 12)
    x = left + wide + GAP_MM
    painter = flow.painter
    painter.save()
    said = f"{DRAFT}: {address.code}" if form.draft else form.agency.link(address.code)  # a draft leads nowhere
    painter.fillPath(qr_path(qr_matrix(said), x * UNIT, top * UNIT, QR_MM * UNIT), QColor("#000000"))
    painter.restore()
    x += QR_MM + GAP_MM
    if address.lonlat is not None:
        half = (MAP_MM[0] / 2 * METRES_PER_MM, MAP_MM[1] / 2 * METRES_PER_MM)
        sketch = sketches.read(box_around(address.lonlat, *half))
        paint_sketch(
            painter, QRectF(x, top, *MAP_MM), sketch, address.lonlat, METRES_PER_MM, [Mark(address.lonlat)], form.family
        )
    flow.space(high + GAP_MM)


def paint_draft(painter: QPainter) -> None:
    """The words across a page of A4 that has no force."""
    painter.save()
    font = painter.font()
    font.setPixelSize(round(12 * UNIT))
    font.setBold(True)
    painter.setFont(font)
    painter.setPen(QColor(200, 40, 40, 110))
    painter.translate(QPointF(A4[0] / 2 * UNIT, A4[1] / 2 * UNIT))
    painter.rotate(-50)
    wide, high = A4[1] * UNIT, 40 * UNIT
    painter.drawText(QRectF(-wide / 2, -high / 2, wide, high), int(Qt.AlignmentFlag.AlignCenter), DRAFT)
    painter.restore()
