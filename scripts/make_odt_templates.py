#!/usr/bin/env python3
"""Make the shipped templates of documents, resources/layouts/{report,reminder}.odt, from what stands here.

Offices edit copies of them in LibreOffice or Word; the same bytes come out each time.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterable, Sequence
from html import escape
from io import BytesIO
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LAYOUTS = ROOT / "resources" / "layouts"
MIME = "application/vnd.oasis.opendocument.text"
TIMESTAMP = (2025, 1, 1, 0, 0, 0)
NAMES = {
    "office": "office", "text": "text", "table": "table", "style": "style", "draw": "drawing",
    "fo": "xsl-fo-compatible", "svg": "svg-compatible", "manifest": "manifest", "meta": "meta",
}  # fmt: skip
SPACES = " ".join(f'xmlns:{k}="urn:oasis:names:tc:opendocument:xmlns:{full}:1.0"' for k, full in NAMES.items())
FONT = "Times New Roman"
FILLS = {"Whole": "#dde3ea", "Strong": "#eef1f5", "Head": "#e8ecf1", "Plain": ""}


def paragraph_style(name: str, align: str = "start", size: float = 12, bold: bool = False, italic: bool = False,
                    above: float = 0, below: float = 0, indent: float = 0) -> str:  # fmt: skip
    """A style of paragraphs; sizes in pt, distances in cm."""
    weight = ' fo:font-weight="bold" style:font-weight-complex="bold"' if bold else ""
    slope = ' fo:font-style="italic"' if italic else ""
    return (
        f'<style:style style:name="{name}" style:family="paragraph"><style:paragraph-properties fo:text-align="{align}"'
        f' fo:margin-top="{above}cm" fo:margin-bottom="{below}cm" fo:text-indent="{indent}cm"/>'
        f'<style:text-properties style:font-name="{FONT}" fo:font-size="{size}pt"{weight}{slope}/></style:style>'
    )


def styles(width: float) -> str:
    """All automatic styles; `width` of the text in cm."""
    cells = "".join(
        f'<style:style style:name="{name}" style:family="table-cell"><style:table-cell-properties'
        f' fo:padding="0.06cm" fo:border="{border}" style:vertical-align="middle"{colour}/></style:style>'
        for name, border, colour in (
            *((name, "0.5pt solid #555555", f' fo:background-color="{fill}"' if fill else "")
              for name, fill in FILLS.items()),
            ("Bare", "none", ""),
        )
    )  # fmt: skip
    return "".join((
        *(paragraph_style(f"Head{name}", "center", 11, bold=name == "Bold", italic=name == "Italic")
          for name in ("Line", "Bold", "Italic")),
        paragraph_style("Center", "center"), paragraph_style("CenterBold", "center", bold=True),
        paragraph_style("CenterItalic", "center", italic=True),
        paragraph_style("Title1", "center", 14, bold=True, above=0.5),
        paragraph_style("Title2", "center", 13, bold=True, below=0.1),
        paragraph_style("Heading", size=13, bold=True, above=0.4, below=0.15),
        paragraph_style("Text", "justify", 13, above=0.15, indent=1.0), paragraph_style("Note", "justify", 11),
        paragraph_style("Small", size=11), paragraph_style("SmallBold", size=11, bold=True, italic=True),
        paragraph_style("HeadCell", "center", 9, bold=True), paragraph_style("Cell", size=9),
        paragraph_style("CellBold", size=9, bold=True), paragraph_style("CellNumber", "end", 9),
        paragraph_style("CellNumberBold", "end", 9, bold=True), paragraph_style("CellCenter", "center", 9),
        paragraph_style("CellCenterBold", "center", 9, bold=True),
        '<style:style style:name="Row" style:family="table-row"><style:table-row-properties'
        ' fo:keep-together="always"/></style:style>',
        f'<style:style style:name="Wide" style:family="table"><style:table-properties style:width="{width}cm"'
        ' table:align="margins" table:border-model="collapsing" style:may-break-between-rows="true"'
        ' fo:margin-bottom="0.2cm"/></style:style>', cells,
    ))  # fmt: skip


def paragraph(text: str, style: str) -> str:
    """A paragraph of a style."""
    return f'<text:p text:style-name="{style}">{escape(text, quote=False)}</text:p>'


def cell(text: str, style: str, kind: str = "Plain", columns: int = 1, rows: int = 1) -> str:
    """A cell of a table, over several columns or rows."""
    span = f' table:number-columns-spanned="{columns}"' if columns > 1 else ""
    span += f' table:number-rows-spanned="{rows}"' if rows > 1 else ""
    lines = "".join(paragraph(line, style) for line in text.split("\n"))
    return f'<table:table-cell table:style-name="{kind}"{span}>{lines}</table:table-cell>' + COVERED * (columns - 1)


COVERED = "<table:covered-table-cell/>"


def row(cells: Iterable[str]) -> str:
    """A row that is not torn apart."""
    return f'<table:table-row table:style-name="Row">{"".join(cells)}</table:table-row>'


class Body:
    """The text of a document, with the widths of its tables' columns as styles."""

    def __init__(self, width: float) -> None:
        self.width, self.parts, self.styles, self.tables = width, [], [], 0

    def add(self, *parts: str) -> None:
        """Append pieces."""
        self.parts += parts

    def table(self, shares: Sequence[float], heads: Sequence[str], rows: Sequence[str]) -> None:
        """A table whose columns have these shares of the width."""
        self.tables += 1
        whole, columns = sum(shares), []
        for k, share in enumerate(shares):
            name = f"T{self.tables}C{k}"
            wide = f"{self.width * share / whole:.3f}cm"
            self.styles.append(
                f'<style:style style:name="{name}" style:family="table-column"><style:table-column-properties'
                f' style:column-width="{wide}"/></style:style>'
            )
            columns.append(f'<table:table-column table:style-name="{name}"/>')
        head = f"<table:table-header-rows>{''.join(heads)}</table:table-header-rows>" if heads else ""
        self.add(
            f'<table:table table:name="Table{self.tables}" table:style-name="Wide">{"".join(columns)}{head}'
            f"{''.join(rows)}</table:table>"
        )


def facing(
    body: Body, left: Sequence[tuple[str, str]], right: Sequence[tuple[str, str]], shares: Sequence[float]
) -> None:
    """Two columns without lines: the head of a letter, the places of signatures; (text, style) each."""
    cells = [
        '<table:table-cell table:style-name="Bare">'
        f"{''.join(paragraph(text, style) for text, style in lines)}</table:table-cell>"
        for lines in (left, right)
    ]
    body.table(shares, (), (row(cells),))


def letter_head(body: Body, shares: Sequence[float], about: Sequence[tuple[str, str]] = ()) -> None:
    """Issuer and motto, number and date."""
    facing(
        body,
        [("{issuer_parent}", "HeadLine"), ("{issuer_name}", "HeadBold"), ("―――――――", "HeadLine"),
         ("{number}", "HeadLine"), *about],
        [("{republic}", "HeadBold"), ("{motto}", "HeadBold"), ("――――――――――――", "HeadLine"),
         ("{place_date}", "HeadItalic")],
        shares,
    )  # fmt: skip


def figure_table(body: Body, columns: Sequence[dict[str, str]], name: str, label: str) -> None:
    """A table of figures: two rows of heads, a row for each kind of line."""
    ids = [column["id"] for column in columns]
    headings = [json.dumps(column["heading"]) for column in columns]
    first, upper = 0, [cell(f"{{{field}}}", "HeadCell", "Head", rows=2) for field in ("head_number", label)]
    for k in range(1, len(ids) + 1):
        if k == len(ids) or headings[k] != headings[first]:
            upper.append(cell(f"{{heading_{ids[first]}}}", "HeadCell", "Head", columns=k - first))
            first = k
    lower = [COVERED * 2, *(cell(f"{{label_{one}}}", "HeadCell", "Head") for one in ids)]
    rows = []
    for kind, fill, bold in (("", "Plain", ""), ("@strong", "Strong", "Bold"), ("@whole", "Whole", "Bold")):
        texts = [cell(f"{{{name}{kind}.number}}", f"CellCenter{bold}", fill),
                 cell(f"{{{name}{kind}.label}}", f"Cell{bold}", fill)]  # fmt: skip
        rows.append(row([*texts, *(cell(f"{{{name}{kind}.{one}}}", f"CellNumber{bold}", fill) for one in ids)]))
    shares = [3.5, 22, *({"count": 6.2, "share": 4.2, "change": 5.6}[column["kind"]] for column in columns)]
    body.table(shares, [row(upper), row(lower)], rows)


def plain_table(body: Body, name: str, shares: Sequence[float], fields: Sequence[str], aligned: str) -> None:
    """A table with one row of heads and one kind of row; `aligned`: l, c or r per column."""
    styles_of = {"l": "Cell", "c": "CellCenter", "r": "CellNumber"}
    heads = row(cell(f"{{head_{name}_{field}}}", "HeadCell", "Head") for field in fields)
    cells = (cell(f"{{{name}.{field}}}", styles_of[side]) for field, side in zip(fields, aligned))
    body.table(shares, [heads], [row(cells)])


def signatures(body: Body) -> None:
    """Who gets copies, and who signs."""
    body.add(paragraph("", "Small"))
    signed = [("{signatory}", "CenterBold"), *[("", "Center")] * 4, ("{signer}", "CenterBold")]
    facing(body, [("{copies_title}", "SmallBold"), ("{copies}", "Small")], signed, (50, 50))


def report() -> bytes:
    """The report of a month, landscape."""
    profile = json.loads((ROOT / "resources/profiles/report/default.json").read_text(encoding="utf-8"))
    body = Body(26.2)
    letter_head(body, (44, 56))
    body.add(
        paragraph("{title}", "Title1"), paragraph("{subtitle}", "Title2"), paragraph("{form_title}", "Center"),
        paragraph("{form_note}", "CenterItalic"), paragraph("{period_line}", "CenterItalic"),
        paragraph("{title_targets}", "Heading"),
    )  # fmt: skip
    plain_table(body, "targets", (4, 46, 10, 11, 11, 8, 10),
                ("number", "target", "asked", "part", "whole", "share", "result"), "clcrrrc")  # fmt: skip
    for name, label in (("by_group", "head_group"), ("by_commune", "head_commune"), ("by_both", "head_both")):
        body.add(paragraph(f"{{title_{name}}}", "Heading"))
        figure_table(body, profile["columns"], name, label)
    body.add(paragraph("{title_applications}", "Heading"))
    plain_table(body, "applications", (5, 40, 14, 41), ("number", "name", "since", "link"), "clcl")
    body.add(paragraph("{title_notes}", "Heading"), paragraph("– {notes.text}", "Note"))
    signatures(body)
    return document(body, (29.7, 21.0), (2.0, 2.0, 2.0, 1.5), "landscape")


def reminder() -> bytes:
    """The letter to a commune that is behind (công văn), portrait."""
    body = Body(16.5)
    letter_head(body, (44, 56), [("{about}", "HeadLine")])
    body.add(
        paragraph("{to}", "Title2"), paragraph("{grounds.text}", "Text"), paragraph("{state}", "Text"),
        paragraph("– {items.text};", "Text"), paragraph("{ask}", "Text"), paragraph("{help}", "Text"),
    )  # fmt: skip
    signatures(body)
    return document(body, (21.0, 29.7), (2.0, 2.0, 3.0, 1.5), "portrait")


def document(body: Body, size: tuple[float, float], margins: tuple[float, float, float, float], turned: str) -> bytes:
    """The whole file; size and margins (top, bottom, left, right) in cm."""
    top, bottom, left, right = margins
    fonts = (
        f'<office:font-face-decls><style:font-face style:name="{FONT}" svg:font-family="&apos;{FONT}&apos;"'
        ' style:font-family-generic="roman" style:font-pitch="variable"/></office:font-face-decls>'
    )
    content = (
        f'<office:document-content {SPACES} office:version="1.3">{fonts}<office:automatic-styles>{styles(body.width)}'
        f'{"".join(body.styles)}</office:automatic-styles><office:body><office:text>{"".join(body.parts)}'
        "</office:text></office:body></office:document-content>"
    )
    page = (
        f'<style:page-layout style:name="Page"><style:page-layout-properties fo:page-width="{size[0]}cm"'
        f' fo:page-height="{size[1]}cm" style:print-orientation="{turned}" fo:margin-top="{top / 2}cm"'
        f' fo:margin-bottom="{bottom / 2}cm" fo:margin-left="{left}cm" fo:margin-right="{right}cm"/>'
        f'<style:footer-style><style:header-footer-properties fo:min-height="{bottom / 2}cm"'
        ' fo:margin-top="0.2cm"/></style:footer-style><style:header-style><style:header-footer-properties'
        f' fo:min-height="{top / 2}cm" fo:margin-bottom="0.2cm"/></style:header-style></style:page-layout>'
    )
    master = (
        f'<office:document-styles {SPACES} office:version="1.3">{fonts}<office:styles><style:default-style'
        f' style:family="paragraph"><style:text-properties style:font-name="{FONT}" fo:font-size="13pt"'
        ' fo:language="vi" fo:country="VN"/></style:default-style></office:styles><office:automatic-styles>'
        f'{paragraph_style("Running", "center", 9)}{paragraph_style("PageNumber", "center", 12)}{page}'
        '</office:automatic-styles><office:master-styles><style:master-page style:name="Standard"'
        ' style:page-layout-name="Page"><style:header><text:p text:style-name="PageNumber"><text:page-number'
        ' text:select-page="current"/></text:p></style:header><style:header-first><text:p'  # the first has no number
        ' text:style-name="PageNumber"/></style:header-first><style:footer><text:p text:style-name="Running">'
        '{running}</text:p></style:footer><style:footer-first><text:p text:style-name="Running">{running}</text:p>'
        "</style:footer-first></style:master-page></office:master-styles></office:document-styles>"
    )
    entries = "".join(
        f'<manifest:file-entry manifest:full-path="{path}" manifest:media-type="{kind}"/>'
        for path, kind in (("/", MIME), ("content.xml", "text/xml"), ("styles.xml", "text/xml"))
    )
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    files = (
        ("mimetype", MIME), ("content.xml", head + content), ("styles.xml", head + master),
        ("META-INF/manifest.xml", f'{head}<manifest:manifest {SPACES} manifest:version="1.3">{entries}'
         "</manifest:manifest>"),
    )  # fmt: skip
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, text in files:
            kind = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            info = zipfile.ZipInfo(name, TIMESTAMP)
            info.compress_type = kind
            package.writestr(info, text)
    return out.getvalue()


def main() -> None:
    """Write them."""
    LAYOUTS.mkdir(exist_ok=True)
    for name, made in (("report", report()), ("reminder", reminder())):
        (LAYOUTS / f"{name}.odt").write_bytes(made)


if __name__ == "__main__":
    main()
