"""Which cells of an XLSX sheet are merged: GDAL gives their text to the first one only."""
from __future__ import annotations

import re
import zipfile
from html import unescape

_SHEET = re.compile(r"<(?:\w+:)?sheet\s[^>]*>")
_RELATION = re.compile(r"<(?:\w+:)?Relationship\s[^>]*>")
_ATTRIBUTE = re.compile(r'([\w:]+)\s*=\s*(?:"([^"]*)"|\'([^\']*)\')')
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s+ref="([A-Z]+)(\d+):([A-Z]+)(\d+)"')
_BLOCK, _OVERLAP = 1 << 20, 100
_MOST = 100_000


def merged_cells(path: str, sheet: str) -> list[tuple[int, int, int, int]]:
    """Top row (from 1), left column (from 0), bottom row and right column of each; none where the file is no XLSX."""
    found: list[tuple[int, int, int, int]] = []
    try:
        with zipfile.ZipFile(path) as package:
            part = _part_of(package, sheet)
            if not part:
                return []
            with package.open(part) as stream:
                rest = b""
                while len(found) < _MOST:
                    block = stream.read(_BLOCK)
                    if not block:
                        break
                    text = rest + block
                    end = 0
                    for match in _MERGED.finditer(text):
                        a, top, b, bottom = match.groups()
                        found.append((int(top), _column(a), int(bottom), _column(b)))
                        end = match.end()
                    rest = text[max(end, len(text) - _OVERLAP):]
    except (OSError, KeyError, zipfile.BadZipFile):
        return []  # an XLS or ODS file; GDAL has read it, and only the merged cells stay as they are
    return found


def _part_of(package: zipfile.ZipFile, sheet: str) -> str:
    """The part of the package that holds a sheet, '' if none is called so."""
    workbook = package.read("xl/workbook.xml").decode("utf-8", "replace")
    sheets = {unescape(a.get("name", "")): a.get("r:id", "") for a in map(_attributes, _SHEET.findall(workbook))}
    relations = package.read("xl/_rels/workbook.xml.rels").decode("utf-8", "replace")
    targets = {a.get("Id", ""): a.get("Target", "") for a in map(_attributes, _RELATION.findall(relations))}
    target = targets.get(sheets.get(sheet, ""), "")
    return "" if not target else target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def _attributes(tag: str) -> dict[str, str]:
    return {name: a or b for name, a, b in _ATTRIBUTE.findall(tag)}


def _column(letters: bytes) -> int:
    column = 0
    for letter in letters:
        column = column * 26 + letter - 64
    return column - 1
