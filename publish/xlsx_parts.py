"""The small parts of an XLSX file: content types, relations, the workbook and its styles."""
from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_FIRST_OWN_FORMAT = 164  # below it stand Excel's built-in ones
_BUILT_IN = {"": 0, "0": 1, "@": 49}
# What XML 1.0 cannot hold, however it is escaped.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_CENTRED, _TOP = ' horizontal="center" vertical="center"', ' vertical="top"'
_RIGHT = ' horizontal="right" vertical="top"'
_HIDDEN = ' state="hidden"'
_CALCULATE = '<calcPr calcId="191029" fullCalcOnLoad="1"/>'
_IN_NAME = re.compile(r"[\[\]:*?/\\]")

TEXT, INTEGER, DATE, DATETIME = "@", "0", "dd/mm/yyyy", "dd/mm/yyyy hh:mm"
"""Number formats: a text cell keeps its leading zeros, and what begins with = stays a text in it."""


@dataclass(frozen=True)
class Style:
    """How a cell looks; colours as RRGGBB. A cell is locked unless it says otherwise."""

    number_format: str = ""
    fill: str = ""
    colour: str = ""
    bold: bool = False
    wrap: bool = False
    centred: bool = False
    right: bool = False
    border: bool = False
    locked: bool = True


def clean(text: str) -> str:
    """The text escaped for XML, without the characters that XML cannot hold."""
    return escape(_UNWRITABLE.sub("", text), quote=False)


def attribute(text: str) -> str:
    """The text as an XML attribute's value, quotation marks included."""
    return "".join(('"', escape(_UNWRITABLE.sub("", text)), '"'))


def flag(name: str, on: bool) -> str:
    """The attribute of a yes-or-no property, where it is so."""
    return f' {name}="1"' if on else ""


def sheet_name(text: str) -> str:
    """The text as the name of a sheet: at most 31 characters, none of []:*?/\\, no apostrophe at its ends."""
    return _IN_NAME.sub(" ", _UNWRITABLE.sub("", text)).strip(" '")[:31].strip(" '") or "Sheet"


def quoted_name(name: str) -> str:
    """The name of a sheet as formulas write it."""
    return "".join(("'", name.replace("'", "''"), "'"))


def content_types(sheets: int) -> str:
    """[Content_Types].xml."""
    parts = [("/xl/workbook.xml", "sheet.main+xml"), ("/xl/styles.xml", "styles+xml")]
    parts += [(f"/xl/worksheets/sheet{k}.xml", "worksheet+xml") for k in range(1, sheets + 1)]
    listed = "".join(f'<Override PartName="{part}" ContentType="{_TYPE}.{kind}"/>' for part, kind in parts)
    relations = "application/vnd.openxmlformats-package.relationships+xml"
    return (
        f'{HEAD}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType="{relations}"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{listed}</Types>'
    )


def root_relations() -> str:
    """_rels/.rels."""
    return _relations([("officeDocument", "xl/workbook.xml")])


def workbook_relations(sheets: int) -> str:
    """xl/_rels/workbook.xml.rels: rId1 … the sheets, then the styles."""
    return _relations([*(("worksheet", f"worksheets/sheet{k}.xml") for k in range(1, sheets + 1)),
                       ("styles", "styles.xml")])


def workbook(
    names: Sequence[str], hidden: Sequence[bool], defined: Sequence[tuple[int, str, str]], calculates: bool = False
) -> str:
    """xl/workbook.xml; `defined`: (index of the sheet, name, formula) of what is defined for one sheet; `calculates`:
    the formulas are worked out when it is opened.
    """
    first = next((k for k, off in enumerate(hidden) if not off), 0)
    sheets = "".join(
        f'<sheet name={attribute(name)} sheetId="{k}"{_HIDDEN if off else ""} r:id="rId{k}"/>'
        for k, (name, off) in enumerate(zip(names, hidden), 1)
    )
    listed = "".join(
        f'<definedName name="{name}" localSheetId="{k}"{flag("hidden", "Filter" in name)}>'
        f"{clean(formula)}</definedName>"
        for k, name, formula in sorted(defined, key=lambda one: (one[1], one[0]))
    )
    return (
        f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><bookViews><workbookView activeTab="{first}"/>'
        f"</bookViews><sheets>{sheets}</sheets>{f'<definedNames>{listed}</definedNames>' if listed else ''}"
        f"{_CALCULATE if calculates else ''}</workbook>"
    )


def styles(known: Mapping[Style, int]) -> str:
    """xl/styles.xml; the styles in the order of their numbers, 0 being the plain one."""
    ordered = sorted(known, key=lambda style: known[style])
    formats: dict[str, int] = {}
    fonts = {_font(Style()): 0}
    # The first two are Excel's own, whatever stands there.
    fills = {f'<fill><patternFill patternType="{kind}"/></fill>': k for k, kind in enumerate(("none", "gray125"))}
    cells = []
    for style in ordered:
        number = _BUILT_IN.get(style.number_format)
        if number is None:
            number = formats.setdefault(style.number_format, _FIRST_OWN_FORMAT + len(formats))
        font = fonts.setdefault(_font(style), len(fonts))
        fill = fills.setdefault(_fill(style), len(fills)) if style.fill else 0
        cells.append(
            f'<xf numFmtId="{number}" fontId="{font}" fillId="{fill}" borderId="{int(style.border)}" xfId="0"'
            ' applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1" applyProtection="1">'
            f'<alignment{_CENTRED if style.centred else _RIGHT if style.right else _TOP} wrapText="{int(style.wrap)}"/>'
            f'<protection locked="{int(style.locked)}"/></xf>'
        )
    own = "".join(f'<numFmt numFmtId="{k}" formatCode={attribute(code)}/>' for code, k in formats.items())
    thin = "".join(f'<{side} style="thin"><color rgb="FFBFBFBF"/></{side}>' for side in
                   ("left", "right", "top", "bottom"))
    return (
        f'{HEAD}<styleSheet xmlns="{MAIN}">{_counted("numFmts", [own] * bool(own), len(formats))}'
        f'{_counted("fonts", list(fonts), len(fonts))}{_counted("fills", list(fills), len(fills))}'
        '<borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border>'
        f"<border>{thin}<diagonal/></border></borders>"
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        f'{_counted("cellXfs", cells, len(cells))}'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    )


def _counted(tag: str, items: Sequence[str], count: int) -> str:
    return f'<{tag} count="{count}">{"".join(items)}</{tag}>' if count else ""


def _font(style: Style) -> str:
    bold = "<b/>" if style.bold else ""
    colour = f'<color rgb="FF{style.colour}"/>' if style.colour else ""
    return f'<font>{bold}<sz val="11"/>{colour}<name val="Arial"/><family val="2"/></font>'


def _fill(style: Style) -> str:
    return f'<fill><patternFill patternType="solid"><fgColor rgb="FF{style.fill}"/></patternFill></fill>'


def _relations(targets: Sequence[tuple[str, str]]) -> str:
    listed = "".join(
        f'<Relationship Id="rId{k}" Type="{RELATIONS}/{kind}" Target="{target}"/>'
        for k, (kind, target) in enumerate(targets, 1)
    )
    return f'{HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{listed}</Relationships>'
