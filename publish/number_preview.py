"""A proposal of house numbers as a map to be looked at or printed: one SVG file, drawn to scale, text as text."""
from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import Optional

import numpy as np

from ..core.house_numbers.model import HouseNumber, NumberStatus, Proposal

COLOURS = {
    NumberStatus.NEW: "#00785a", NumberStatus.KEPT: "#555555", NumberStatus.RESERVED: "#8a6d00",
    NumberStatus.LOCKED: "#7b5aa6", NumberStatus.SKIPPED: "#d55e00",
}  # fmt: skip
_MARGIN = 30.0  # metres around the houses
_PER_METRE = 4.0  # pixels: a house of 4 m is 16 pixels wide
_FONT, _STREET_FONT, _LEGEND = 2.6, 4.0, 3.2  # metres
_ARROW_EVERY = 60.0


def preview(
    proposal: Proposal, outlines: Sequence[Optional[np.ndarray]], title: str, words: Mapping[NumberStatus, str]
) -> str:
    """The whole file; `outlines` of the houses by row (metres, north up), `words` for the legend."""
    rows = [row for row in proposal.numbers if row.at[0] == row.at[0]]
    places = np.array([row.at for row in rows]).reshape(-1, 2)
    if not len(places):
        places = np.zeros((1, 2))
    low, high = places.min(axis=0) - _MARGIN, places.max(axis=0) + _MARGIN
    high[1] += _LEGEND * 3
    width, height = (high - low).tolist()
    shown = _Frame(low, high)
    body = [
        *(shown.area(outlines[row.house]) for row in rows if row.house >= 0),
        *(part for street in proposal.streets for line in street.lines for part in shown.street(line, street.street)),
        *(part for row in rows for part in shown.house(row)),
        *shown.legend(title, words, {row.status for row in rows}),
    ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.1f} {height:.1f}"'
        f' width="{width * _PER_METRE:.0f}" height="{height * _PER_METRE:.0f}" font-family="sans-serif">\n'
        f'<title>{escape(title)}</title>\n<rect width="{width:.1f}" height="{height:.1f}" fill="#ffffff"/>\n'
        + "\n".join(part for part in body if part) + "\n</svg>\n"
    )  # fmt: skip


class _Frame:
    """Turns metres into the picture's coordinates, south down."""

    def __init__(self, low: np.ndarray, high: np.ndarray) -> None:
        self._low, self._high = low, high

    def _xy(self, place: Sequence[float] | np.ndarray) -> tuple[float, float]:
        return float(place[0] - self._low[0]), float(self._high[1] - place[1])

    def _points(self, line: np.ndarray) -> str:
        return " ".join("{:.1f},{:.1f}".format(*self._xy(place)) for place in line)

    def area(self, ring: Optional[np.ndarray]) -> str:
        """A house's outline."""
        if ring is None or not len(ring):
            return ""
        return f'<polygon points="{self._points(ring)}" fill="#d9dde3" stroke="#9aa3af" stroke-width="0.15"/>'

    def street(self, line: np.ndarray, name: str) -> Iterator[str]:
        """A street from its beginning, with arrows and its name; what lies outside of the picture is left to it."""
        yield f'<polyline points="{self._points(line)}" fill="none" stroke="#e08a00" stroke-width="0.6"/>'
        way = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(line, axis=0).T))])
        for at in np.arange(_ARROW_EVERY / 2, way[-1], _ARROW_EVERY):
            here, ahead = (np.array([np.interp(a, way, line[:, k]) for k in (0, 1)]) for a in (at, at + 1.0))
            x, y = self._xy(here)
            turn = -np.degrees(np.arctan2(ahead[1] - here[1], ahead[0] - here[0]))
            inside = self._low[0] < here[0] < self._high[0] and self._low[1] < here[1] < self._high[1]
            if inside:
                yield (
                    f'<path d="M-1.2,-1.2 L1.6,0 L-1.2,1.2 Z" fill="#e08a00"'
                    f' transform="translate({x:.1f},{y:.1f}) rotate({turn:.0f})"/>'
                )
                if int(at / _ARROW_EVERY) % 2 == 0:
                    flip = 180.0 if 90 < abs(turn) < 270 else 0.0
                    yield (
                        f'<text font-size="{_STREET_FONT}" fill="#a36400" text-anchor="middle" dy="-1.4"'
                        f' transform="translate({x:.1f},{y:.1f}) rotate({turn + flip:.0f})">{escape(name)}</text>'
                    )

    def house(self, row: HouseNumber) -> Iterator[str]:
        """The line to the street, a dot and the number."""
        x, y = self._xy(row.at)
        colour = COLOURS[row.status]
        if row.foot[0] == row.foot[0]:
            to_x, to_y = self._xy(row.foot)
            yield (
                f'<line x1="{x:.1f}" y1="{y:.1f}" x2="{to_x:.1f}" y2="{to_y:.1f}" stroke="#8c8c8c"'
                ' stroke-width="0.15" stroke-opacity="0.6"/>'
            )
        hollow = row.status is NumberStatus.RESERVED
        yield (
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="0.6" fill="{"#ffffff" if hollow else colour}" stroke="{colour}"'
            ' stroke-width="0.2"/>'
        )
        if row.written:
            yield (
                f'<text x="{x:.1f}" y="{y - 0.9:.1f}" font-size="{_FONT}" font-weight="bold" fill="{colour}"'
                ' text-anchor="middle" stroke="#ffffff" stroke-width="0.5" paint-order="stroke">'
                f"{escape(row.written)}</text>"
            )

    def legend(self, title: str, words: Mapping[NumberStatus, str], there: set[NumberStatus]) -> Iterator[str]:
        """The title and what the colours say."""
        size = f'font-size="{_LEGEND * 1.2:.1f}" font-weight="bold"'
        yield f'<text x="2" y="{_LEGEND * 1.3:.1f}" {size}>{escape(title)}</text>'
        x = 2.0
        for status in NumberStatus:
            if status in there:
                word = escape(words[status])
                yield f'<circle cx="{x + 1:.1f}" cy="{_LEGEND * 2.3:.1f}" r="1" fill="{COLOURS[status]}"/>'
                yield f'<text x="{x + 3:.1f}" y="{_LEGEND * 2.6:.1f}" font-size="{_LEGEND}">{word}</text>'
                x += 6 + len(word) * _LEGEND * 0.55
