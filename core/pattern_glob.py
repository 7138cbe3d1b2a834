"""Regular expressions of fixed length as GLOB patterns: SQLite knows no regular expressions by itself."""
from __future__ import annotations

import re
from typing import Optional

# A digit, a class of plain characters and ranges, or a plain character; how often it stands there.
_ATOM = re.compile(
    r"(\\d|\[[0-9A-Za-z](?:[0-9A-Za-z]|-[0-9A-Za-z])*\]|\\[-./ ]|[0-9A-Za-z _/,:;=@-])(?:\{(\d{1,3})\})?"
)


def glob_of(pattern: str) -> Optional[str]:
    """The GLOB pattern that matches the same texts as the whole `pattern`; None where there is none."""
    at, pieces = 0, []
    while at < len(pattern):
        atom = _ATOM.match(pattern, at)
        if atom is None:
            return None
        text = "[0-9]" if atom.group(1) == r"\d" else atom.group(1)
        pieces.append((text[1:] if text.startswith("\\") else text) * int(atom.group(2) or 1))
        at = atom.end()
    return "".join(pieces) or None
