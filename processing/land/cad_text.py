"""Where a text of a drawing stands: the point it was set at, and the middle of the writing as far as it is known."""

from __future__ import annotations

import math
import re

_CONTENT = re.compile(r't:"(?:[^"\\]|\\.)*"')
_ANGLE = re.compile(r"[(,]a:(-?[\d.]+)")
_SIZE = re.compile(r"[(,]s:([\d.]+)g")
_STRETCH = re.compile(r"[(,]w:([\d.]+)")
_OFFSET = re.compile(r"[(,]d([xy]):(-?[\d.]+)g")
_ANCHOR = re.compile(r"[(,]p:(\d+)")
_LETTER = 0.8  # width of a letter over its height, in the fonts that drawings use
_LINE = 1.5  # from line to line, over the height of a letter
# OGR's anchors 1-12: left, centre, right of the base line, the middle, the top, the bottom.
_UP = {0: 0.5, 1: 0.0, 2: -0.5, 3: 0.5}


def text_points(x: float, y: float, text: str, style: str, is_dgn: bool) -> tuple[float, float, float, float]:
    """Middle of the writing and point it was set at (x, y, x, y), from the OGR style string.

    A DGN text starts at its lower left corner, however it was justified; a DXF text says its anchor. The writing's
    width is an estimate: fonts are not in the file.
    """
    style = _CONTENT.sub("", style)
    for axis, offset in [] if is_dgn else _OFFSET.findall(style):  # a justified DXF text: its second point
        x, y = (x + float(offset), y) if axis == "x" else (x, y + float(offset))
    size = _SIZE.search(style)
    if size is None:
        return x, y, x, y
    lines = text.replace("\\P", "\n").split("\n")
    height = float(size.group(1))
    stretch = _STRETCH.search(style)
    width = height * _LETTER * max(map(len, lines)) * (float(stretch.group(1)) / 100 if stretch else 1.0)
    tall = height * (1 + _LINE * (len(lines) - 1))
    anchor = _ANCHOR.search(style)
    place = min(max(int(anchor.group(1)), 1), 12) - 1 if anchor and not is_dgn else 0
    right, up = width * (0.5, 0.0, -0.5)[place % 3], tall * _UP[place // 3]
    angle = _ANGLE.search(style)
    turn = math.radians(float(angle.group(1))) if angle else 0.0
    middle_x = x + right * math.cos(turn) - up * math.sin(turn)
    middle_y = y + right * math.sin(turn) + up * math.cos(turn)
    return middle_x, middle_y, x, y
