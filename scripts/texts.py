"""Collect the English source texts of the package into a .ts file, keeping the translations that are there.

pylupdate5 misses texts (several strings in a row before a comma, calls inside f-strings); Python's own parser
sees them all. Qt Linguist and lrelease read the result as any other .ts file.
"""

from __future__ import annotations

import argparse
import ast
import sys
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree
from xml.sax.saxutils import escape

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("core", "register", "sync", "publish", "processing", "ui")
CONTEXT = "diachiso"
CALLS = ("translate", "QT_TRANSLATE_NOOP")
HEAD = (
    '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n'
    '<TS version="2.1" language="{language}" sourcelanguage="en">\n'
)


def texts_of(source: str) -> Iterator[tuple[int, str]]:
    """(line, text) of every text that a module gives to translate() or QT_TRANSLATE_NOOP() in our context."""
    for node in ast.walk(ast.parse(source)):
        if not (isinstance(node, ast.Call) and len(node.args) >= 2):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        values = [a.value if isinstance(a, ast.Constant) else None for a in node.args[:2]]
        if name in CALLS and values[0] == CONTEXT and isinstance(values[1], str):
            yield node.lineno, values[1]


def collect(root: Path) -> dict[str, list[str]]:
    """Each text of the package with the files that it stands in, by file and line of the first."""
    files = sorted([*root.glob("*.py"), *(path for room in ROOMS for path in (root / room).rglob("*.py"))])
    found: dict[str, list[str]] = {}
    for path in files:
        for _, text in sorted(texts_of(path.read_text(encoding="utf-8"))):
            places = found.setdefault(text, [])
            place = path.relative_to(root).as_posix()
            if place not in places:
                places.append(place)
    return found


def translations(ts: Path) -> dict[str, str]:
    """The translations that a .ts file holds, unfinished ones too."""
    if not ts.is_file():
        return {}
    messages = ElementTree.parse(ts).getroot().iter("message")
    return {m.findtext("source", ""): m.findtext("translation", "") for m in messages}


def document(texts: dict[str, list[str]], known: dict[str, str], language: str) -> str:
    """The .ts file: every text once, without line numbers (they would change with every edit of the code)."""
    lines = [HEAD.format(language=language), f"<context>\n    <name>{CONTEXT}</name>\n"]
    for text, places in texts.items():
        translation = known.get(text, "")
        state = "" if translation else ' type="unfinished"'
        lines.append("    <message>\n")
        lines += [f'        <location filename="../{place}"/>\n' for place in places]
        lines.append(f"        <source>{escape(text)}</source>\n")
        lines.append(f"        <translation{state}>{escape(translation)}</translation>\n    </message>\n")
    return "".join([*lines, "</context>\n</TS>\n"])


def main() -> int:
    """Update the .ts file and say what is left to translate."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("ts", type=Path, nargs="?", default=ROOT / "i18n" / "diachiso_vi.ts")
    parser.add_argument("--language", default="vi_VN")
    arguments = parser.parse_args()
    texts, known = collect(ROOT), translations(arguments.ts)
    arguments.ts.write_text(document(texts, known, arguments.language), encoding="utf-8", newline="\n")
    missing = sum(1 for text in texts if not known.get(text))
    print(f"{arguments.ts.name}: {len(texts)} texts, {missing} to translate, {len(set(known) - set(texts))} dropped")
    return 0


if __name__ == "__main__":
    sys.exit(main())
