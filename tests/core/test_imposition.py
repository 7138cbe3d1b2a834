"""Plaques on sheets: how many fit, none over another or the edge, marks outside of what is printed."""
from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diachiso.core.errors import DiachisoError
from diachiso.core.imposition import Imposition, Sheet, SheetKind, impose

from ..effort import effort

HOUSE, ALLEY = (200.0, 150.0), (120.0, 80.0)


@pytest.mark.parametrize(
    ("kind", "plaque", "columns", "rows", "size"),
    [
        (SheetKind.a4, HOUSE, 1, 1, (210, 297)),
        (SheetKind.a3, HOUSE, 1, 2, (297, 420)),
        (SheetKind.a4, ALLEY, 2, 2, (297, 210)),
        (SheetKind.a3, ALLEY, 3, 3, (420, 297)),
        (SheetKind.roll, HOUSE, 4, 19, (914, 3000)),
        (SheetKind.single, HOUSE, 1, 1, (218, 168)),
    ],
)
def test_how_many_fit(kind: SheetKind, plaque: tuple, columns: int, rows: int, size: tuple) -> None:
    found = impose(kind, plaque, 3, True)
    assert (found.columns, found.rows, (found.width, found.height)) == (columns, rows, size)


def test_a_plaque_larger_than_the_sheet_is_refused() -> None:
    with pytest.raises(DiachisoError, match="300 × 120.*210 × 297"):
        impose(SheetKind.a4, (300, 120), 3, True)
    assert impose(SheetKind.a4, (291, 120), 0, True).columns == 1


def test_a_roll_ends_where_the_plaques_end() -> None:
    roll = impose(SheetKind.roll, HOUSE, 3, True, (610, 1000))
    first, last = roll.sheets(14)
    assert (roll.columns, roll.rows, first.count, last.count) == (2, 6, 12, 2)
    assert first.height == pytest.approx(6 * 156 + 12) and last.height == pytest.approx(156 + 12)


@st.composite
def sheets(draw: st.DrawFn) -> Sheet:
    kind = draw(st.sampled_from(list(SheetKind)))
    plaque = draw(st.tuples(st.floats(40, 200), st.floats(30, 200)))
    roll = (draw(st.floats(300, 1600)), 2000.0)
    found: Imposition = impose(kind, plaque, draw(st.floats(0, 4)), draw(st.booleans()), roll)
    return draw(st.sampled_from(list(found.sheets(draw(st.integers(1, 60))))))


@given(sheets())
@settings(max_examples=effort(80))
def test_no_plaque_lies_over_another_or_the_edge(sheet: Sheet) -> None:
    width, height = sheet.of.plaque
    bleed = sheet.of.bleed
    cells = sheet.cells
    assert len(cells) == sheet.count <= sheet.of.per_sheet
    for cell in cells:
        assert cell.x - bleed >= -1e-6 and cell.x + width + bleed <= sheet.of.width + 1e-6
        assert cell.y - bleed >= -1e-6 and cell.y + height + bleed <= sheet.height + 1e-6
    for k, a in enumerate(cells):
        for b in cells[:k]:
            assert abs(a.x - b.x) >= width + 2 * bleed - 1e-6 or abs(a.y - b.y) >= height + 2 * bleed - 1e-6
    for mark in sheet.marks:
        for x, y in ((mark.x1, mark.y1), (mark.x2, mark.y2)):
            assert -1e-6 <= x <= sheet.of.width + 1e-6 and -1e-6 <= y <= sheet.height + 1e-6
            for cell in cells:
                inside_x = cell.x - bleed < x - 1e-6 and x + 1e-6 < cell.x + width + bleed
                inside_y = cell.y - bleed < y - 1e-6 and y + 1e-6 < cell.y + height + bleed
                assert not (inside_x and inside_y)
    edges = {round(m.x1, 6) for m in sheet.marks if m.x1 == m.x2}
    if edges:
        assert {round(c.x, 6) for c in cells} | {round(c.x + width, 6) for c in cells} == edges


def test_all_plaques_are_on_some_sheet_in_order() -> None:
    found = impose(SheetKind.a3, ALLEY, 3, True)
    assert [(sheet.first, sheet.count) for sheet in found.sheets(19)] == [(0, 9), (9, 9), (18, 1)]
