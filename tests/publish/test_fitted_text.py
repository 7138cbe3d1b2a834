"""Texts fitted into boxes: whole, inside, as large as can be; the same whatever the order of what was fitted before."""
from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from qgis.PyQt.QtCore import QRectF, Qt
from qgis.PyQt.QtGui import QFont, QFontMetricsF

from diachiso.publish.fitted_text import NARROWEST, FittedText, Ruler, fit_text, with_letters

from ..effort import effort

WORDS = ("Nguyễn", "Thị", "Minh", "Khai", "Ỷ", "Lan", "120/1/22", "Ắ", "đường", "Trường", "Sa", "g", "–", "Ổ")
ACROSS = (Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignHCenter, Qt.AlignmentFlag.AlignRight)
DOWN = (Qt.AlignmentFlag.AlignTop, Qt.AlignmentFlag.AlignVCenter, Qt.AlignmentFlag.AlignBottom)


@pytest.fixture(scope="module")
def ruler(qgis_app: Any) -> Ruler:
    font = with_letters(QFont("Arial"), ("Noto Sans", "DejaVu Sans"))
    font.setBold(True)
    return Ruler(font)


def inked(fitted: FittedText) -> list[QRectF]:
    """The ink of each line, measured anew in the size in which it is drawn."""
    font = with_letters(QFont("Arial"), ("Noto Sans", "DejaVu Sans"))
    font.setBold(True)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    font.setPixelSize(fitted.size)
    metrics = QFontMetricsF(font)
    boxes = []
    for line in fitted.lines:
        ink = metrics.tightBoundingRect(line.text)
        boxes.append(
            QRectF(line.x + ink.left() * fitted.stretch, line.y + ink.top(), ink.width() * fitted.stretch, ink.height())
        )
    return boxes


@given(
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=14), st.floats(800, 20000), st.floats(400, 8000),
    st.floats(200, 6000), st.sampled_from(ACROSS), st.sampled_from(DOWN),
)  # fmt: skip
@settings(max_examples=effort(60))
def test_nothing_is_lost_or_sticks_out(
    ruler: Ruler, words: list[str], width: float, height: float, wanted: float, across: Any, down: Any
) -> None:
    box = QRectF(1000, 500, width, height)
    fitted = fit_text(" ".join(words), box, wanted, ruler, int(across), int(down))
    assert " ".join(line.text for line in fitted.lines) == " ".join(words)
    assert 1 <= fitted.size <= wanted + 1 and NARROWEST - 0.01 <= fitted.stretch <= 1
    if fitted.size < 20:
        return  # whole units are too coarse to say more
    slack = 0.03 * fitted.size + 2
    rows = inked(fitted)
    for ink in rows:
        assert box.left() - slack <= ink.left() and ink.right() <= box.right() + slack
        assert box.top() - slack <= ink.top() and ink.bottom() <= box.bottom() + slack
    for above, below in zip(rows, rows[1:]):
        assert above.bottom() <= below.top() + slack, "lines touch"


def test_what_fits_keeps_its_size_and_one_line(ruler: Ruler) -> None:
    fitted = fit_text("Trần Phú", QRectF(0, 0, 18000, 2500), 1700, ruler, int(ACROSS[1]), int(DOWN[1]))
    assert (fitted.size, fitted.stretch, len(fitted.lines)) == (1700, 1.0, 1)


def test_lines_are_added_before_letters_get_small(ruler: Ruler) -> None:
    box = QRectF(0, 0, 9000, 5000)
    fitted = fit_text("Trường Trung học phổ thông Nguyễn Thị Minh Khai", box, 1800, ruler, int(ACROSS[0]), int(DOWN[1]))
    assert len(fitted.lines) > 1 and fitted.size > 900
    widths = [ruler.width(line.text) for line in fitted.lines]
    assert max(widths) < 1.7 * min(widths), "lines are balanced"


def test_line_breaks_of_the_text_are_kept(ruler: Ruler) -> None:
    fitted = fit_text("một\nhai ba", QRectF(0, 0, 90000, 90000), 1000, ruler, int(ACROSS[0]), int(DOWN[0]))
    assert [line.text for line in fitted.lines] == ["một", "hai ba"]
    assert fit_text(" \n ", QRectF(0, 0, 9, 9), 10, ruler, 0, 0).lines == ()


def test_a_font_without_vietnamese_letters_is_replaced(qgis_app: Any) -> None:
    assert with_letters(QFont("No Such Font"), ("Nor This", "DejaVu Sans")).family() == "DejaVu Sans"
    assert with_letters(QFont("DejaVu Sans"), ("Noto Sans",)).family() == "DejaVu Sans"
