"""Text that fits its box whatever it says: broken into lines, made smaller, a little narrower; never clipped.

Lengths in the painter's units; fonts are given in whole units per em.
"""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from qgis.PyQt.QtCore import QRectF, Qt
from qgis.PyQt.QtGui import QFont, QFontDatabase, QFontMetricsF, QRawFont

LEADING = 1.26
"""From line to line, in ems: below a hook or a tilde on a capital of the next line nothing touches."""
NARROWEST = 0.8
"""How far letters are narrowed before they are made smaller still."""
_NARROW_BELOW = 0.75  # of the wanted size: from there on narrowing is the lesser evil
_REFERENCE = 1000
_REMEMBERED = 5000
VIETNAMESE = "ắằẵẫệỗợựữỹđĐƯỚỀ"


@dataclass(frozen=True)
class FittedLine:
    """A line and where its baseline begins."""

    text: str
    x: float
    y: float


@dataclass(frozen=True)
class FittedText:
    """Lines in a font of `size` units per em, drawn `stretch` times as wide as the font is."""

    lines: tuple[FittedLine, ...]
    size: int
    stretch: float


class Ruler:
    """Measures texts in one font."""

    def __init__(self, font: QFont) -> None:
        reference = QFont(font)
        reference.setPixelSize(_REFERENCE)
        reference.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        self._metrics = QFontMetricsF(reference)
        self.cap = max(self._metrics.capHeight(), 1.0) / _REFERENCE
        self._known: dict[str, tuple[float, float, float]] = {}

    def width(self, text: str) -> float:
        """The width in ems, with what sticks out beyond the last letter's advance."""
        return self._measured(text)[0]

    def reach(self, text: str) -> tuple[float, float]:
        """How far the text reaches above and below its baseline, in ems; capitals count as the least."""
        return self._measured(text)[1:]

    def _measured(self, text: str) -> tuple[float, float, float]:
        known = self._known.get(text)
        if known is None:
            if len(self._known) > _REMEMBERED:
                self._known.clear()
            bounds = self._metrics.tightBoundingRect(text)
            wide = max(self._metrics.horizontalAdvance(text), bounds.right() + max(0.0, -bounds.left()))
            up, down = max(self.cap, -bounds.top() / _REFERENCE), max(0.0, bounds.bottom() / _REFERENCE)
            self._known[text] = known = (wide / _REFERENCE, up, down)
        return known


def fit_text(text: str, box: QRectF, wanted: float, ruler: Ruler, across: int, down: int) -> FittedText:
    """Set a text into a box, at most `wanted` units per em high; `across`, `down`: Qt's alignment.

    Line breaks in it are kept; others are added between words where that leaves larger letters.
    """
    paragraphs = [" ".join(part.split()) for part in text.replace("\r", "").split("\n")]
    paragraphs = [part for part in paragraphs if part]
    if not paragraphs or box.width() <= 0 or box.height() <= 0:
        return FittedText((), 1, 1.0)
    best: tuple[float, float, list[str]] = (0.0, 1.0, [])
    most = max(len(paragraphs), int(box.height() / (wanted * 0.4 * LEADING)) + 1)
    for count in range(len(paragraphs), most + 1):
        lines = _broken(paragraphs, count, ruler)
        if lines is None:
            break
        size, stretch = _size(lines, box, wanted, ruler)
        if size > best[0] * 1.001:
            best = (size, stretch, lines)
        if size >= wanted:
            break
    size, stretch, lines = best
    whole = max(1, int(size))
    return FittedText(tuple(_placed(lines, box, whole, stretch, ruler, across, down)), whole, stretch)


def _size(lines: Sequence[str], box: QRectF, wanted: float, ruler: Ruler) -> tuple[float, float]:
    up, down = ruler.reach(lines[0])[0], ruler.reach(lines[-1])[1]
    height = box.height() / (up + down + LEADING * (len(lines) - 1))
    widest = max(ruler.width(line) for line in lines)
    width = box.width() / max(widest, 1e-6)
    size = min(wanted, height, width)
    if width < min(wanted, height) and size < _NARROW_BELOW * wanted:
        narrowed = min(wanted * _NARROW_BELOW, height, width / NARROWEST)
        if narrowed > size:
            return narrowed, min(1.0, box.width() / (widest * narrowed))
    return size, 1.0


def _placed(
    lines: Sequence[str], box: QRectF, size: int, stretch: float, ruler: Ruler, across: int, down: int
) -> list[FittedLine]:
    up, below = ruler.reach(lines[0])[0] * size, ruler.reach(lines[-1])[1] * size
    leading = LEADING * size
    body = leading * (len(lines) - 1)
    if down == Qt.AlignmentFlag.AlignTop:
        first = box.top() + up
    elif down == Qt.AlignmentFlag.AlignBottom:
        first = box.bottom() - below - body
    else:  # capitals in the middle, so that plaques side by side have one line; within the box all the same
        first = box.center().y() + (ruler.cap * size - body) / 2
        first = max(box.top() + up, min(first, box.bottom() - below - body))
    placed = []
    for k, line in enumerate(lines):
        spare = box.width() - ruler.width(line) * size * stretch
        share = {int(Qt.AlignmentFlag.AlignRight): 1.0, int(Qt.AlignmentFlag.AlignHCenter): 0.5}.get(int(across), 0.0)
        placed.append(FittedLine(line, box.left() + spare * share, first + k * leading))
    return placed


def _broken(paragraphs: Sequence[str], count: int, ruler: Ruler) -> list[str] | None:
    """The paragraphs in `count` lines, the widest as narrow as can be; None where there are too few words."""
    if len(paragraphs) == count:
        return list(paragraphs)
    words = [part.split(" ") for part in paragraphs]
    runs = ((w, a, b) for w in words for a in range(len(w)) for b in range(a + 1, len(w) + 1))
    widths = sorted({ruler.width(" ".join(w[a:b])) for w, a, b in runs})
    low, high = 0, len(widths) - 1
    while low < high:
        middle = (low + high) // 2
        if sum(len(_filled(w, widths[middle], ruler)) for w in words) <= count:
            high = middle
        else:
            low = middle + 1
    lines = [line for w in words for line in _filled(w, widths[low], ruler)]
    return lines if len(lines) == count else None


def _filled(words: Sequence[str], width: float, ruler: Ruler) -> list[str]:
    lines = [words[0]]
    for word in words[1:]:
        longer = " ".join((lines[-1], word))
        if ruler.width(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


@lru_cache(maxsize=1)
def _families() -> frozenset[str]:
    database = getattr(QFontDatabase, "families", None)
    try:
        return frozenset(database()) if database else frozenset()
    except TypeError:  # before Qt 6 not a static function
        return frozenset(QFontDatabase().families())


def with_letters(font: QFont, others: Sequence[str]) -> QFont:
    """The font, or the first of `others` that is installed and has all Vietnamese letters; else whatever Qt finds."""
    for family in (font.family(), *others):
        if family not in _families():
            continue
        tried = QFont(font)
        tried.setFamily(family)
        tried.setStyleName("")
        raw = QRawFont.fromFont(tried)
        if raw.isValid() and all(raw.supportsCharacter(ord(letter)) for letter in VIETNAMESE):
            return tried
    return font
