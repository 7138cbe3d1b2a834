"""One plaque after the other onto a painter whose unit is 1/100 mm, as its layout says."""
from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from qgis.core import (
    QgsExpressionContext,
    QgsExpressionContextScope,
    QgsFeature,
    QgsField,
    QgsFields,
)
from qgis.PyQt.QtCore import QPointF, QRectF, Qt, QVariant
from qgis.PyQt.QtGui import QColor, QFont, QPainter

from ..core.plaque_design import QrSpec
from ..core.qr import qr_matrix
from .fitted_text import FittedText, Ruler, fit_text, with_letters
from .pdf_pages import UNIT
from .plaque_art import VARIABLE, Part, PlaqueArt, TextArt, Variable
from .qr import qr_path

DRAFT_COLOUR, DRAFT_BAND = QColor(200, 0, 0, 235), QColor(255, 255, 255, 190)
_DRAFT_SHARE = 0.2  # of the plaque's height
_DRAFT_ANGLE = -24.0
_REMEMBERED = 500


class PlaquePainter:
    """Paints the plaques of one design; `draft`: the words across what must not be mounted."""

    def __init__(self, art: PlaqueArt, qr: QrSpec, columns: list[str], draft: str) -> None:
        self.art, self._qr, self._draft = art, qr, draft
        self._fields = QgsFields()
        for name in columns:
            self._fields.append(QgsField(name, QVariant.String))
        self._context = QgsExpressionContext()
        self._scope = QgsExpressionContextScope()
        for name, value in art.variables.items():
            self._scope.setVariable(name, value)
        self._context.appendScope(self._scope)
        self._dark, self._light = QColor(qr.dark), QColor(qr.light)
        self._fitted: dict[int, dict[str, FittedText]] = {}  # by label, and what it says
        self.smallest = 1.0
        """The smallest share of its wanted size that a text had to be set in."""

    def paint(
        self, painter: QPainter, values: Mapping[str, Any], link: str, draft: bool, variables: Mapping[str, str]
    ) -> None:
        """Paint a plaque; (0, 0) is the corner of the finished plaque, the bleed lies outside.

        `variables`: what its lines may name besides the address's columns.
        """
        for name, value in variables.items():
            self._scope.setVariable(VARIABLE.format(name=name), value)
        self._fill_in(values)
        art = self.art
        painter.save()
        painter.translate(QPointF(-art.bleed * UNIT, -art.bleed * UNIT))
        # A picture is drawn in the size of its own device.
        scale = art.ground.logicalDpiX() / painter.device().logicalDpiX()
        painter.scale(scale, scale)
        painter.drawPicture(0, 0, art.ground)
        painter.restore()
        for text in art.texts:
            self._paint_text(painter, text, self._said(text))
        code = str(values.get("code") or "")
        said = " ".join((self._draft, code)).strip() if draft else self._qr.text.format(link=link, code=code)
        box = art.qr_box
        painter.fillRect(box, self._light)
        side = min(box.width(), box.height())
        left, top = box.center().x() - side / 2, box.center().y() - side / 2
        painter.fillPath(qr_path(qr_matrix(said, self._qr.level), left, top, side, self._qr.quiet), self._dark)
        if draft:
            self._paint_draft(painter)

    def _fill_in(self, values: Mapping[str, Any]) -> None:
        feature = QgsFeature(self._fields)
        feature.setAttributes([values.get(name) for name in self._fields.names()])
        self._context.setFeature(feature)
        for name, expression in self.art.lines.items():
            said = expression.evaluate(self._context)
            self._scope.setVariable(name, _text(said))

    def lines(self) -> dict[str, str]:
        """What the lines of the last plaque say, by name."""
        prefix = len(VARIABLE.format(name=""))
        return {name[prefix:]: _text(self._scope.variable(name)) for name in self.art.lines}

    def _said(self, text: TextArt) -> str:
        return "".join(map(self._part, text.parts))

    def _part(self, part: Part) -> str:
        if isinstance(part, str):
            return part
        return _text(self._scope.variable(part.name) if isinstance(part, Variable) else part.evaluate(self._context))

    def _paint_text(self, painter: QPainter, text: TextArt, said: str) -> None:
        if not said.strip():
            return
        fitted = self._fit(text, said)
        self.smallest = min(self.smallest, fitted.size / text.size)
        font = QFont(text.font)
        font.setPixelSize(fitted.size)
        painter.setFont(font)
        painter.setPen(text.colour)
        turned = bool(text.angle)
        if turned:
            painter.save()
            painter.translate(text.box.center())
            painter.rotate(text.angle)
            painter.translate(-text.box.center())
        _draw(painter, fitted)
        if turned:
            painter.restore()

    def _fit(self, text: TextArt, said: str) -> FittedText:
        """The text in its label; neighbours share street, settlement and commune."""
        known = self._fitted.setdefault(id(text), {})
        if said not in known:
            if len(known) >= _REMEMBERED:
                known.clear()
            known[said] = fit_text(said, text.box, text.size, text.ruler, text.across, text.down)
        return known[said]

    def _paint_draft(self, painter: QPainter) -> None:
        width, height = self.art.width * UNIT, self.art.height * UNIT
        font, ruler = _draft_font(self.art.texts[0].font.family() if self.art.texts else "")
        box = QRectF(width * 0.06, height * (0.5 - _DRAFT_SHARE), width * 0.88, height * 2 * _DRAFT_SHARE)
        middle = int(Qt.AlignmentFlag.AlignHCenter), int(Qt.AlignmentFlag.AlignVCenter)
        fitted = fit_text(self._draft, box, box.height(), ruler, *middle)
        painter.save()
        painter.translate(QPointF(width / 2, height / 2))
        painter.rotate(_DRAFT_ANGLE)
        painter.translate(QPointF(-width / 2, -height / 2))
        painter.setClipRect(QRectF(0, 0, width, height))
        painter.fillRect(box.adjusted(-width, height * _DRAFT_SHARE / 3, width, -height * _DRAFT_SHARE / 3), DRAFT_BAND)
        font.setPixelSize(fitted.size)
        painter.setFont(font)
        painter.setPen(DRAFT_COLOUR)
        _draw(painter, fitted)
        painter.restore()


def _draw(painter: QPainter, fitted: FittedText) -> None:
    for line in fitted.lines:
        if fitted.stretch == 1.0:
            painter.drawText(QPointF(line.x, line.y), line.text)
        else:
            painter.save()
            painter.translate(QPointF(line.x, line.y))
            painter.scale(fitted.stretch, 1.0)
            painter.drawText(QPointF(0, 0), line.text)
            painter.restore()


def _text(value: Any) -> str:
    if value is None or (hasattr(value, "isNull") and value.isNull()):
        return ""
    return str(value)


@lru_cache(maxsize=4)
def _draft_font(family: str) -> tuple[QFont, Ruler]:
    font = QFont(family)
    font.setBold(True)
    found = with_letters(font, ())
    return found, Ruler(found)
