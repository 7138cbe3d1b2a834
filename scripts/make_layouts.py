"""Make the shipped plaque layouts, resources/layouts/plaque_*.qpt, as somebody would draw them in the layout designer.

A province changes a copy in QGIS; this file is how the shipped ones came to be. Run it with QGIS's Python.
"""
from __future__ import annotations

import os
import re
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "scripts"))

from qgis.core import (  # noqa: E402
    QgsApplication,
    QgsExpressionContextUtils,
    QgsFillSymbol,
    QgsLayoutItemLabel,
    QgsLayoutItemPicture,
    QgsLayoutItemShape,
    QgsLayoutMeasurement,
    QgsLayoutPoint,
    QgsLayoutSize,
    QgsPathResolver,
    QgsPrintLayout,
    QgsProject,
    QgsProperty,
    QgsReadWriteContext,
    QgsSymbolLayer,
)  # fmt: skip
from qgis.PyQt.QtCore import Qt  # noqa: E402
from qgis.PyQt.QtGui import QColor, QFont  # noqa: E402

FOLDER = ROOT / "resources" / "layouts"
BLEED = 3.0
LEFT, MIDDLE, RIGHT = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignHCenter, Qt.AlignmentFlag.AlignRight
SAMPLE = {
    "head": "PHƯỜNG BIỂN – TỈNH KHÁNH HÒA", "number": "120/1/22", "street": "Nguyễn Thị Minh Khai",
    "place": "Tổ dân phố 5, Phường Biển, Tỉnh Khánh Hòa", "code": "0010100001", "caption": "Mã địa chỉ số",
    "name": "Ủy ban nhân dân xã Núi", "scan": "Quét mã để xem địa chỉ",
}  # fmt: skip


@dataclass(frozen=True)
class Label:
    name: str
    box: tuple[float, float, float, float]
    mm: float
    colour: str = "#ffffff"
    bold: bool = False
    across: Qt.AlignmentFlag = LEFT
    down: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True)
class Plate:
    name: str
    size: tuple[float, float]
    ground: str
    line: str
    frame: tuple[float, float, float]  # inset, width, radius
    rules: tuple[tuple[float, float, float, float], ...]
    qr: tuple[float, float, float]
    logo: tuple[float, float, float]
    labels: tuple[Label, ...]


PLATES = (
    Plate(
        "house", (200, 150), "#0b4ea2", "#ffffff", (5, 1.0, 4), ((11, 116, 178, 0.6),), (128, 25, 61), (177, 9.5, 12),
        (
            Label("head", (11, 9.5, 162, 10), 6.5, bold=True),
            Label("number", (11, 23, 112, 60), 62, bold=True, across=MIDDLE),
            Label("street", (11, 88, 178, 25), 17, bold=True, across=MIDDLE),
            Label("place", (11, 119, 106, 20), 7.0),
            Label("caption", (120, 119, 69, 6), 4.6, across=RIGHT),
            Label("code", (120, 126, 69, 13), 11.5, bold=True, across=RIGHT),
        ),
    ),
    Plate(
        "alley", (120, 80), "#0b4ea2", "#ffffff", (3, 0.7, 2.5), ((7, 62.5, 106, 0.4),), (73, 14, 40), (107, 5, 6.5),
        (
            Label("head", (7, 5.2, 98, 6), 3.9, bold=True),
            Label("number", (7, 13, 63, 30), 28, bold=True, across=MIDDLE),
            Label("street", (7, 44, 63, 16), 7.6, bold=True, across=MIDDLE),
            Label("place", (7, 64, 63, 11), 3.8),
            Label("caption", (72, 55.5, 42, 4.5), 3.2, across=MIDDLE),
            Label("code", (72, 64, 41, 10), 7.2, bold=True, across=RIGHT),
        ),
    ),
    Plate(
        "office", (300, 120), "#9c1420", "#f2c84b", (4, 1.0, 3), ((11, 72, 208, 0.7),), (228, 19, 62), (206, 9, 13),
        (
            Label("head", (11, 9, 190, 13), 7.5, "#f2c84b", bold=True),
            Label("name", (11, 24, 208, 45), 21, bold=True),
            Label("street", (11, 75, 208, 20), 10),
            Label("place", (11, 96, 208, 14), 7.5),
            Label("caption", (226, 83, 66, 6.5), 4.8, "#f2c84b", across=MIDDLE),
            Label("code", (226, 90, 66, 14), 11, bold=True, across=MIDDLE),
        ),
    ),
)  # fmt: skip


def make(plate: Plate) -> None:
    project = QgsProject()  # the layout does not keep it
    layout = QgsPrintLayout(project)
    layout.setName(f"plaque_{plate.name}")
    layout.initializeDefaults()
    layout.pageCollection().page(0).setPageSize(QgsLayoutSize(*plate.size))
    for name, value in {**SAMPLE, "colour_ground": plate.ground, "colour_line": plate.line}.items():
        QgsExpressionContextUtils.setLayoutVariable(layout, f"plaque_{name}", value)
    width, height = plate.size
    shape(layout, "ground", (-BLEED, -BLEED, width + 2 * BLEED, height + 2 * BLEED), fill=plate.ground)
    inset, thick, radius = plate.frame
    inner = (inset, inset, width - 2 * inset, height - 2 * inset)
    shape(layout, "frame", inner, line=(plate.line, thick), radius=radius)
    for k, box in enumerate(plate.rules, 1):
        shape(layout, f"line{k}", box, fill=plate.line, variable="line")
    for label in plate.labels:
        add_label(layout, label)
    for name, (x, y, side), file in (("logo", plate.logo, ""), ("qr", plate.qr, "plaque_qr_sample.svg")):
        picture = QgsLayoutItemPicture(layout)
        picture.setId(name)
        place(layout, picture, (x, y, side, side))
        picture.setPicturePath(str(FOLDER / file) if file else "")
    save(layout, FOLDER / f"plaque_{plate.name}.qpt")
    del layout
    del project


def shape(layout, name, box, fill="", line=("", 0.0), radius=0.0, variable="ground"):
    item = QgsLayoutItemShape(layout)
    item.setId(name)
    item.setShapeType(QgsLayoutItemShape.Shape.Rectangle)
    item.setCornerRadius(QgsLayoutMeasurement(radius))
    if fill:
        symbol = QgsFillSymbol.createSimple({"color": fill, "outline_style": "no"})
        what = QgsSymbolLayer.Property.PropertyFillColor
    else:
        symbol = QgsFillSymbol.createSimple({"style": "no", "outline_color": line[0], "outline_width": str(line[1])})
        what, variable = QgsSymbolLayer.Property.PropertyStrokeColor, "line"
    symbol.symbolLayer(0).setDataDefinedProperty(what, QgsProperty.fromExpression(f"@plaque_colour_{variable}"))
    item.setSymbol(symbol)
    place(layout, item, box)


def add_label(layout, label: Label) -> None:
    item = QgsLayoutItemLabel(layout)
    item.setId(label.name)
    item.setText(f"[% @plaque_{label.name} %]")
    font = QFont("Arial")
    font.setPointSizeF(label.mm * 72 / 25.4)
    font.setBold(label.bold)
    item.setFont(font)
    item.setFontColor(QColor(label.colour))
    item.setHAlign(label.across)
    item.setVAlign(label.down)
    item.setMarginX(0)
    item.setMarginY(0)
    place(layout, item, label.box)


def place(layout, item, box) -> None:
    item.attemptMove(QgsLayoutPoint(*box[:2]))
    item.attemptResize(QgsLayoutSize(*box[2:]))
    layout.addLayoutItem(item)


def save(layout: QgsPrintLayout, path: Path) -> None:
    context = QgsReadWriteContext()
    context.setPathResolver(QgsPathResolver(str(path)))
    if not layout.saveAsTemplate(str(path), context):
        raise SystemExit(f"{path} cannot be written")
    # QGIS draws new ids each time: fixed ones, so that making a layout again changes nothing.
    text = path.read_text(encoding="utf-8")
    ids = dict.fromkeys(re.findall(r"\{[0-9a-f]{8}-[0-9a-f-]{27}\}", text))
    for k, found in enumerate(ids, 1):
        text = text.replace(found, f"{{00000000-0000-0000-0000-{k:012x}}}")
    path.write_text(text, encoding="utf-8")


def main() -> None:
    application = QgsApplication([], True)
    application.initQgis()
    for plate in PLATES:
        make(plate)
        print(FOLDER / f"plaque_{plate.name}.qpt")
    application.exitQgis()


if __name__ == "__main__":
    if os.environ.get("QT_HASH_SEED") != "0":  # else the attributes stand in another order each time
        os.execve(sys.executable, [sys.executable, __file__], {**os.environ, "QT_HASH_SEED": "0"})
    main()
