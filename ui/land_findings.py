"""The findings of a diagnosis to read: certain, doubtful, information; with samples before → after."""
from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Any

from qgis.gui import QgsCollapsibleGroupBox
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QResizeEvent, QTextOption
from qgis.PyQt.QtWidgets import QFrame, QSizePolicy, QTextBrowser, QVBoxLayout, QWidget

from ..compat import translate
from ..core.errors import QT_TRANSLATE_NOOP
from . import labels

GROUPS = {
    "certain": QT_TRANSLATE_NOOP("diachiso", "Certain: fixed by “Fix all” ({count})"),
    "doubtful": QT_TRANSLATE_NOOP("diachiso", "To be decided by you ({count})"),
    "left": QT_TRANSLATE_NOOP("diachiso", "Not fixed ({count})"),
    "info": QT_TRANSLATE_NOOP("diachiso", "Information ({count})"),
}
# What an import judges anew, with the encoding and the CRS that were chosen for it.
JUDGED_ANEW = frozenset(
    ("encoding_unsure", "encoding_unknown", "lost", "case_lost", "doubtful_text", "crs", "no_crs", "unknown",
     "metres_in_geographic", "degrees_in_projected", "swapped_axes", "wrong_unit", "wrong_zone", "wrong_datum",
     "no_shift", "zero_shift", "wrong_rotation", "other_shift", "unshifted_data")
)  # fmt: skip


@dataclass(frozen=True)
class ShownFinding:
    """A finding as `diagnoselayer` tells it; `options`: parameters of importlayer that mend it, `others` instead."""

    level: str
    text: str
    id: str = ""
    field_name: str = ""
    samples: tuple[tuple[str, str], ...] = ()
    options: Mapping[str, Any] = field(default_factory=dict)
    others: tuple[Mapping[str, Any], ...] = ()


def read_findings(text: str) -> tuple[ShownFinding, ...]:
    """The findings out of the JSON of `diagnoselayer`."""
    return tuple(
        ShownFinding(
            level=str(item["level"]),
            text=str(item["text"]),
            id=str(item["id"]),
            field_name=str(item.get("field") or ""),
            samples=tuple((str(before), str(after)) for before, after in item.get("samples") or ()),
            options=dict(item.get("options") or {}),
            others=tuple(dict(options) for options in item.get("others") or ()),
        )
        for item in json.loads(text or "[]")
    )


def notes(level: str, texts: Iterable[str]) -> tuple[ShownFinding, ...]:
    """Plain messages as findings, each once."""
    return tuple(ShownFinding(level, text) for text in dict.fromkeys(texts))


def still_doubtful(findings: Sequence[ShownFinding], warnings: Iterable[str]) -> tuple[ShownFinding, ...]:
    """What an import has left to a person: its own warnings, and what it does not look at."""
    others = [f.text for f in findings if f.level == "doubtful" and f.id not in JUDGED_ANEW]
    return notes("left", [*warnings, *others])


class FindingsView(QWidget):
    """A foldable group per level; groups without findings are hidden."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("landFindings")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.boxes: dict[str, QgsCollapsibleGroupBox] = {}
        self.texts: dict[str, FindingsText] = {}
        for level in GROUPS:
            box = QgsCollapsibleGroupBox(self)
            box.setObjectName(f"landGroup_{level}")
            box.setSaveCollapsedState(False)
            text = FindingsText(f"landText_{level}", box)
            inside = QVBoxLayout(box)
            inside.setContentsMargins(0, 0, 0, 0)
            inside.addWidget(text)
            column.addWidget(box)
            self.boxes[level], self.texts[level] = box, text
        self.show_findings(())

    def show_findings(self, findings: Sequence[ShownFinding]) -> None:
        """Show these findings, in their order."""
        for level, box in self.boxes.items():
            found = [finding for finding in findings if finding.level == level]
            box.setVisible(bool(found))
            box.setTitle(translate("diachiso", GROUPS[level]).format(count=labels.number(len(found))))
            self.texts[level].show_findings(found)
        self.setVisible(bool(findings))


class FindingsText(QTextBrowser):
    """Text to read and copy, as high as it needs to be: the page scrolls, not the text."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setAcceptDrops(False)  # what is dropped here is meant for the page
        self.setOpenLinks(False)
        self.setTabChangesFocus(True)
        self.viewport().setAutoFillBackground(False)
        self.document().setDocumentMargin(4)

    def show_findings(self, findings: Sequence[ShownFinding]) -> None:
        """Show the findings as a list."""
        self.setHtml(findings_html(findings, self.palette().mid().color().name()))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Another width breaks the lines elsewhere."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        margins = self.contentsMargins()
        height = self.document().size().height() + margins.top() + margins.bottom()
        self.setFixedHeight(int(height) + 1)


def findings_html(findings: Sequence[ShownFinding], line: str) -> str:
    """The findings as rich text; `line`: the colour of the samples' lines. All of it is escaped."""
    return "".join(f'<p style="margin:2px 0 4px 0">{_text(f)}</p>{_samples(f.samples, line)}' for f in findings)


def _text(finding: ShownFinding) -> str:
    """The text with its field in bold."""
    text, name = escape(finding.text), escape(finding.field_name)
    if not name:
        return f"• {text}"
    bold, times = re.subn(rf"(?<!\w){re.escape(name)}(?!\w)", lambda found: f"<b>{found[0]}</b>", text, count=1)
    return f"• {bold}" if times else f"• <b>{name}</b>: {text}"


def _samples(samples: Sequence[tuple[str, str]], line: str) -> str:
    if not samples:
        return ""
    titles = translate("diachiso", "Before"), translate("diachiso", "After")
    rows = [f'<tr><th align="left">{escape(titles[0])}</th><th align="left">{escape(titles[1])}</th></tr>']
    rows += [f"<tr><td>{escape(before)}</td><td>{escape(after)}</td></tr>" for before, after in samples]
    style = f'border="1" style="border-collapse:collapse; border-color:{line}; margin:0 0 6px 10px"'
    return f'<table width="96%" cellspacing="0" cellpadding="3" {style}>{"".join(rows)}</table>'
