"""A plaque's layout taken apart once: what never changes as a picture, the labels to be filled in, the place of the QR.

Taken apart, a plaque is drawn faster than QGIS draws the layout's page, the text of each label is fitted into its box,
and several plaques go onto one sheet. Made in the main thread, since layouts
belong there.
"""
from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Union

from qgis.core import (
    QgsExpression,
    QgsExpressionContext,
    QgsExpressionContextUtils,
    QgsField,
    QgsFields,
    QgsLayoutExporter,
    QgsLayoutItem,
    QgsLayoutItemLabel,
    QgsLayoutItemPicture,
    QgsPathResolver,
    QgsPrintLayout,
    QgsProject,
    QgsReadWriteContext,
    QgsUnitTypes,
)
from qgis.PyQt.QtCore import QPointF, QRect, QRectF, QVariant
from qgis.PyQt.QtGui import QColor, QFont, QPainter, QPicture
from qgis.PyQt.QtXml import QDomDocument

from ..core.errors import QT_TRANSLATE_NOOP, DiachisoError, Message
from ..core.plaque_design import PlaqueDesign
from .fitted_text import Ruler, with_letters
from .pdf_pages import UNIT

QR_ID, LOGO_ID = "qr", "logo"
VARIABLE = "plaque_{name}"
_EXPRESSION = re.compile(r"\[%(.*?)%\]", re.DOTALL)
_VARIABLE = re.compile(r"@(\w+)")
_MM_PER_POINT = 25.4 / 72

NOT_A_LAYOUT = Message(
    "plaque_not_a_layout",
    QT_TRANSLATE_NOOP(
        "diachiso", "{path} is no print layout. Save it in QGIS's layout designer with Layout → Save as template."
    ),
)
BAD_EXPRESSION = Message(
    "plaque_bad_expression",
    QT_TRANSLATE_NOOP(
        "diachiso", "{path}: the expression “{expression}” cannot be used ({problem}). Correct it there."
    ),
)
NO_QR = Message(
    "plaque_no_qr",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "The layout {path} has no picture with the id “qr” for the QR code. Add a picture in the layout designer and "
        "give it this id.",
    ),
)


@dataclass(frozen=True)
class Variable:
    """A variable alone, which needs no expression to be asked."""

    name: str


Part = Union[str, Variable, QgsExpression]


@dataclass(frozen=True)
class TextArt:
    """A label: its box in 1/100 mm before it is turned by `angle` degrees about its middle, its font and its text."""

    box: QRectF
    angle: float
    font: QFont
    size: float
    colour: QColor
    across: int
    down: int
    parts: tuple[Part, ...]
    ruler: Ruler


@dataclass(frozen=True)
class PlaqueArt:
    """A layout taken apart; `width`, `height` of the finished plaque and `bleed` in mm, boxes in 1/100 mm.

    `ground` shows everything but labels and QR, from the corner of the bleed on. `lines`: expressions by variable;
    `variables`: those that are the same on all plaques.
    """

    width: float
    height: float
    bleed: float
    ground: QPicture
    texts: tuple[TextArt, ...]
    qr_box: QRectF
    lines: Mapping[str, QgsExpression]
    variables: Mapping[str, object]


def read_art(design: PlaqueDesign, columns: Sequence[str], variables: Mapping[str, str]) -> PlaqueArt:
    """Take the layout of a design apart; `columns` of an address, further `variables` that it may name (DiachisoError).

    In the main thread of QGIS, if there is one.
    """
    project = QgsProject()  # a layout does not keep its project alive
    layout = load_layout(design.layout, project)
    try:
        return _taken_apart(layout, design, columns, variables)
    finally:
        del layout
        del project


def _taken_apart(
    layout: QgsPrintLayout, design: PlaqueDesign, columns: Sequence[str], variables: Mapping[str, str]
) -> PlaqueArt:
    colours = {f"colour_{name}": colour for name, colour in design.colours.items()}
    for name, value in {**colours, **variables}.items():
        QgsExpressionContextUtils.setLayoutVariable(layout, VARIABLE.format(name=name), value)
    page = layout.pageCollection().page(0).sizeWithUnits()
    converted = layout.convertToLayoutUnits(page)
    known = {*columns}
    names = {VARIABLE.format(name=name): text for name, text in design.lines.items()}
    scope = QgsExpressionContextUtils.layoutScope(layout)
    fixed = {name: scope.variable(name) for name in scope.variableNames()}
    context = QgsExpressionContext()
    context.appendScope(scope)
    context.setFields(_fields(columns))
    lines = {name: _expression(text, design.file, context, known) for name, text in names.items()}
    texts, qr = [], None
    for item in sorted(_items(layout), key=lambda one: one.zValue()):
        if not item.isVisible() or item.excludeFromExports():
            continue
        if isinstance(item, QgsLayoutItemLabel) and item.mode() == QgsLayoutItemLabel.Mode.ModeFont:
            texts.append(_text(item, design, context, known))
            item.setText("")
        elif isinstance(item, QgsLayoutItemPicture) and item.id() == QR_ID:
            qr = _box(item)
            item.setPicturePath("")
        elif isinstance(item, QgsLayoutItemPicture) and item.id() == LOGO_ID:
            item.setPicturePath(str(design.logo) if design.logo else "")
    if qr is None:
        raise DiachisoError(NO_QR, path=str(design.layout))
    ground = _picture(layout, converted.width(), converted.height(), design.bleed)
    return PlaqueArt(converted.width(), converted.height(), design.bleed, ground, tuple(texts), qr, lines, fixed)


def load_layout(path: Path, project: QgsProject) -> QgsPrintLayout:
    """The layout of a template, in a project that the caller keeps alive (DiachisoError)."""
    layout = QgsPrintLayout(project)
    document = QDomDocument()
    content = path.read_text(encoding="utf-8")
    context = QgsReadWriteContext()
    context.setPathResolver(QgsPathResolver(str(path)))
    read = document.setContent(content)
    if not (read[0] if isinstance(read, tuple) else bool(read)) or document.documentElement().tagName() != "Layout":
        raise DiachisoError(NOT_A_LAYOUT, path=str(path))
    _items_read, done = layout.loadFromTemplate(document, context)
    if not done or layout.pageCollection().pageCount() < 1:
        raise DiachisoError(NOT_A_LAYOUT, path=str(path))
    layout.refresh()
    return layout


def _items(layout: QgsPrintLayout) -> list[QgsLayoutItem]:
    pages = layout.pageCollection().pages()
    return [i for i in layout.items() if isinstance(i, QgsLayoutItem) and i not in pages and i.page() == 0]


def _fields(columns: Sequence[str]) -> QgsFields:
    fields = QgsFields()
    for name in columns:
        fields.append(QgsField(name, QVariant.String))
    return fields


def _text(item: QgsLayoutItemLabel, design: PlaqueDesign, context: QgsExpressionContext, known: set[str]) -> TextArt:
    font, size, colour = _format(item)
    font = with_letters(font, design.fonts)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    box = _box(item)
    across, down = item.marginX() * UNIT, item.marginY() * UNIT
    parts: list[Part] = []
    for k, piece in enumerate(_EXPRESSION.split(item.text())):
        if k % 2:
            alone = _VARIABLE.fullmatch(piece.strip())
            parts.append(
                Variable(alone[1]) if alone else _expression(piece.strip(), design.layout, context, known)
            )
        elif piece:
            parts.append(piece)
    return TextArt(
        box.adjusted(across, down, -across, -down), item.itemRotation(), font, size * UNIT,
        QColor(design.colours.get(item.id(), colour.name())), int(item.hAlign()), int(item.vAlign()), tuple(parts),
        Ruler(font),
    )  # fmt: skip


def _format(item: QgsLayoutItemLabel) -> tuple[QFont, float, QColor]:
    """Font, size in mm, colour; QGIS before 3.24 has no text format here."""
    if not hasattr(item, "textFormat"):
        font = item.font()
        return QFont(font), font.pointSizeF() * _MM_PER_POINT, item.fontColor()
    style = item.textFormat()
    in_mm = style.sizeUnit() == QgsUnitTypes.RenderUnit.RenderMillimeters
    return QFont(style.font()), style.size() * (1 if in_mm else _MM_PER_POINT), style.color()


def _box(item: QgsLayoutItem) -> QRectF:
    """Where an item stands on its page, unturned, in 1/100 mm."""
    size = item.rect()
    middle = item.mapToScene(size.center()) - item.layout().pageCollection().page(0).pos()
    corner = QPointF(middle.x() - size.width() / 2, middle.y() - size.height() / 2)
    return QRectF(corner.x() * UNIT, corner.y() * UNIT, size.width() * UNIT, size.height() * UNIT)


def _expression(text: str, where: Path, context: QgsExpressionContext, known: set[str]) -> QgsExpression:
    expression = QgsExpression(text)
    problem = expression.parserErrorString() if expression.hasParserError() else ""
    unknown = sorted(expression.referencedColumns() - known - {"#!allattributes!#"})
    if problem or unknown:
        raise DiachisoError(BAD_EXPRESSION, path=str(where), expression=text, problem=problem or ", ".join(unknown))
    expression.prepare(context)
    return expression


def _picture(layout: QgsPrintLayout, width: float, height: float, bleed: float) -> QPicture:
    picture = QPicture()
    region = QRectF(-bleed, -bleed, width + 2 * bleed, height + 2 * bleed)
    picture.setBoundingRect(QRect(0, 0, round(region.width() * UNIT), round(region.height() * UNIT)))
    painter = QPainter(picture)
    QgsLayoutExporter(layout).renderRegion(painter, region)
    painter.end()
    return picture
