"""Every English source text has a finished Vietnamese translation with the same fields."""

from __future__ import annotations

import importlib.util
import string
import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parent.parent
CONTEXT = "diachiso"
TS = ROOT / "i18n" / "diachiso_vi.ts"


@dataclass(frozen=True)
class Entry:
    """One message of a .ts file."""

    context: str
    source: str
    translation: str
    kind: str  # "", "unfinished", "vanished" or "obsolete"


def entries(ts: Path) -> list[Entry]:
    """All the messages of a .ts file."""
    return [
        Entry(
            context.findtext("name", ""),
            message.findtext("source", ""),
            message.findtext("translation", ""),
            message.find("translation").get("type", ""),  # type: ignore[union-attr]
        )
        for context in ElementTree.parse(ts).getroot().iter("context")
        for message in context.iter("message")
    ]


def fields(text: str) -> set[str]:
    """The {named} fields of a text."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def faults(entry: Entry) -> list[str]:
    """What is wrong with one translation."""
    if entry.kind or not entry.translation.strip():
        return [f"{entry.kind or 'empty'}: {entry.source!r}"]
    found = []
    if fields(entry.source) != fields(entry.translation):
        found.append(f"other fields: {entry.source!r} → {entry.translation!r}")
    for mark in ("…", ":"):
        if entry.source.rstrip().endswith(mark) != entry.translation.rstrip().endswith(mark):
            found.append(f"'{mark}' at the end of one only: {entry.source!r} → {entry.translation!r}")
    return found


def script() -> ModuleType:
    """scripts/texts.py as a module."""
    spec = importlib.util.spec_from_file_location("diachiso_texts", ROOT / "scripts" / "texts.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def committed() -> list[Entry]:
    """What i18n/diachiso_vi.ts holds."""
    return entries(TS)


def test_every_text_is_translated(committed: list[Entry]) -> None:
    assert committed
    found = [fault for entry in committed for fault in faults(entry)]
    assert not found, "\n" + "\n".join(found)


def test_the_file_is_what_the_collector_writes(committed: list[Entry]) -> None:
    texts = script()
    held, today = {entry.source for entry in committed}, set(texts.collect(ROOT))
    assert not today - held, "new texts: run scripts/i18n.sh and translate them"
    assert not held - today, "texts that no code has: run scripts/i18n.sh"
    assert {entry.context for entry in committed} == {CONTEXT}
    fresh = texts.document(texts.collect(ROOT), texts.translations(TS), "vi_VN")
    assert TS.read_text(encoding="utf-8") == fresh, "run scripts/i18n.sh"


@pytest.mark.parametrize(
    ("source", "texts"),
    [
        ('translate("diachiso", "a {n}").format(n=1)', ["a {n}"]),
        ('compat.translate("diachiso", "a")', ["a"]),
        ('x = Message("id", QT_TRANSLATE_NOOP("diachiso", "a "\n"b",),)', ["a b"]),
        ("x = f\"{translate('diachiso', 'a')}: {translate('diachiso', 'b')}\"", ["a", "b"]),
        ('translate("diachiso", ("a "\n"b"))', ["a b"]),
        ('translate("other", "a")', []),
        ("translate(CONTEXT, message.text)", []),
    ],
)
def test_the_collector_sees_every_text(source: str, texts: list[str]) -> None:
    assert [text for _, text in script().texts_of(source)] == texts


def test_an_update_keeps_translations_and_drops_what_is_gone(tmp_path: Path) -> None:
    texts, ts = script(), tmp_path / "x.ts"
    ts.write_text(
        texts.document({"a <b>": ["x.py"], "gone": ["x.py"]}, {"a <b>": "á & <b>", "gone": "đi"}, "vi_VN"), "utf-8"
    )
    ts.write_text(texts.document({"a <b>": ["y.py"], "new": ["y.py"]}, texts.translations(ts), "vi_VN"), "utf-8")
    assert entries(ts) == [Entry(CONTEXT, "a <b>", "á & <b>", ""), Entry(CONTEXT, "new", "", "unfinished")]


@pytest.mark.parametrize(
    ("source", "translation", "kind", "fault"),
    [
        ("Open", "", "unfinished", "unfinished"),
        ("Open", "Mở", "vanished", "vanished"),
        ("Open", " ", "", "empty"),
        ("{n} codes", "{m} mã", "", "other fields"),
        ("{n} codes", "mã", "", "other fields"),
        ("Open…", "Mở", "", "at the end"),
        ("Name:", "Tên", "", "at the end"),
    ],
)
def test_a_bad_translation_is_found(source: str, translation: str, kind: str, fault: str) -> None:
    assert any(fault in f for f in faults(Entry(CONTEXT, source, translation, kind)))
    assert faults(Entry(CONTEXT, "{n} codes in {place}…", "{place} có {n} mã…", "")) == []
