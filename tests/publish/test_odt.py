"""Filled OpenDocument templates: what LibreOffice reads out of them, and templates that do not serve."""
from __future__ import annotations

import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

from diachiso.core.errors import DiachisoError
from diachiso.core.resources import resource_path
from diachiso.publish.odt import KIND, OdtContent, Picture, fill_odt
from diachiso.publish.qr import qr_svg

MIME = "application/vnd.oasis.opendocument.text"
SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{full}:1.0"'
    for name, full in (("office", "office"), ("text", "text"), ("table", "table"), ("draw", "drawing"),
                       ("style", "style"), ("manifest", "manifest"))
) + ' xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" xmlns:xlink="http://www.w3.org/1999/xlink"'
BODY = (
    '<text:p>Kính gửi: {recip<text:span text:style-name="T1">ient</text:span>}</text:p>'
    "<text:p>{notes.text}</text:p>"
    '<table:table table:name="a"><table:table-column table:number-columns-repeated="2"/>'
    "<table:table-header-rows><table:table-row><table:table-cell><text:p>Xã</text:p></table:table-cell>"
    "<table:table-cell><text:p>Số</text:p></table:table-cell></table:table-row></table:table-header-rows>"
    "<table:table-row><table:table-cell><text:p>{rows.name}</text:p></table:table-cell>"
    "<table:table-cell><text:p>{rows.count} / {total}</text:p></table:table-cell></table:table-row>"
    "<table:table-row><table:table-cell><text:p>Cộng {rows@sum.name}</text:p></table:table-cell>"
    "<table:table-cell><text:p>{rows@sum.count}</text:p></table:table-cell></table:table-row></table:table>"
    '<text:p><draw:frame draw:name="qr" svg:width="3cm" svg:height="3cm"><draw:image xlink:href="old.png"/>'
    "</draw:frame></text:p><text:p>Braces {} and { alone stay</text:p>"
)


def template(folder: Path, body: str = BODY, mime: str = MIME) -> Path:
    path = folder / "mẫu.odt"
    content = f"<office:document-content {SPACES}><office:body><office:text>{body}</office:text></office:body>"
    files = {
        "content.xml": f'<?xml version="1.0" encoding="UTF-8"?>{content}</office:document-content>',
        "META-INF/manifest.xml": f'<manifest:manifest {SPACES}><manifest:file-entry manifest:full-path="/" '
        f'manifest:media-type="{mime}"/><manifest:file-entry manifest:full-path="content.xml" '
        'manifest:media-type="text/xml"/></manifest:manifest>',
    }
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("mimetype", mime)
        for name, text in files.items():
            package.writestr(name, text)
    return path


CONTENT = OdtContent(
    {"recipient": "Bà Nguyễn & <con>\nĐường 2/4", "total": 7},
    {
        "notes": [{"text": "Một"}, {"text": "Hai  ba"}],
        "rows": [
            {"name": "Phường Biển", "count": 5}, {"name": "Xã Núi", "count": 2}, {KIND: "sum", "name": "", "count": 7},
        ],
    },
    {"qr": Picture(qr_svg("https://example.vn").encode(), "svg")},
)  # fmt: skip


def as_text(path: Path) -> str:
    soffice = shutil.which("soffice") or shutil.which("libreoffice")
    if soffice is None:
        pytest.skip("LibreOffice is not installed")
    subprocess.run(
        [soffice, f"-env:UserInstallation={(path.parent / 'office').as_uri()}", "--headless", "--convert-to",
         "txt:Text (encoded):UTF8", "--outdir", str(path.parent), str(path)],
        check=True, capture_output=True, timeout=90,
    )  # fmt: skip
    return path.with_suffix(".txt").read_text(encoding="utf-8-sig")


def test_libreoffice_reads_what_was_filled_in(tmp_path: Path) -> None:
    filled = tmp_path / "Thông báo.odt"
    fill_odt(template(tmp_path), filled, CONTENT)
    assert as_text(filled).split("\n")[:14] == [
        "Kính gửi: Bà Nguyễn & <con>", "Đường 2/4", "Một", "Hai  ba", "Xã", "Số", "Phường Biển", "5 / 7", "Xã Núi",
        "2 / 7", "Cộng ", "7", "", "Braces {} and { alone stay",
    ]  # fmt: skip


def test_the_package_is_an_opendocument(tmp_path: Path) -> None:
    filled = tmp_path / "filled.odt"
    fill_odt(template(tmp_path, mime=MIME + "-template"), filled, CONTENT)
    with zipfile.ZipFile(filled) as package:
        first = package.infolist()[0]
        assert (first.filename, first.compress_type, package.read("mimetype")) == ("mimetype", 0, MIME.encode())
        manifest = package.read("META-INF/manifest.xml").decode()
        assert f'"{MIME}"' in manifest and "Pictures/diachiso0.svg" in manifest
        assert package.read("Pictures/diachiso0.svg").startswith(b"<svg")
        assert b"old.png" not in package.read("content.xml")


def test_an_empty_list_leaves_nothing(tmp_path: Path) -> None:
    filled = tmp_path / "filled.odt"
    fill_odt(template(tmp_path, "<text:p>{rows.name}</text:p>"), filled, OdtContent({}, {"rows": []}))
    with zipfile.ZipFile(filled) as package:
        assert b"<text:p>" not in package.read("content.xml")


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("<text:p>{nobody}</text:p>", ("nobody", "{recipient}")),
        ("<text:p>{rows.nothing}</text:p>", ("rows.nothing", "{name}")),
        ("<text:p>{none.name}</text:p>", ("none", "{rows.…}")),
        ("<text:p>plain</text:p>", ("qr",)),
    ],
)
def test_a_field_that_is_not_known_is_named(tmp_path: Path, body: str, words: tuple[str, ...]) -> None:
    output = tmp_path / "filled.odt"
    with pytest.raises(DiachisoError) as error:
        fill_odt(template(tmp_path, body), output, CONTENT)
    for word in ("mẫu.odt", *words):
        assert word in str(error.value)
    assert not output.exists() and not list(tmp_path.glob("*.part"))


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 broken", b"%PDF"])
def test_what_is_no_template_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "mẫu.odt"
    path.write_bytes(content)
    with pytest.raises(DiachisoError, match="mẫu.odt"):
        fill_odt(path, tmp_path / "filled.odt", CONTENT)


def test_a_spreadsheet_is_no_template(tmp_path: Path) -> None:
    with pytest.raises(DiachisoError, match="spreadsheet"):
        fill_odt(template(tmp_path, mime=MIME.replace("text", "spreadsheet")), tmp_path / "filled.odt", CONTENT)


@pytest.mark.parametrize("name", ["report", "reminder"])
def test_pages_are_numbered_from_the_second_on_and_all_have_their_foot(name: str) -> None:
    with zipfile.ZipFile(resource_path("layouts", f"{name}.odt")) as package:
        styles = package.read("styles.xml").decode()
    parts = {part: styles.split(f"<style:{part}>")[1].split(f"</style:{part}>")[0]
             for part in ("header", "header-first", "footer", "footer-first")}  # fmt: skip
    assert "text:page-number" in parts["header"] and "text:page-number" not in parts["header-first"]
    assert "{running}" in parts["footer"] and "{running}" in parts["footer-first"]
