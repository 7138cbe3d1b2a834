"""The candidates that a plan names for a doubtful row: what the decision stores, and what a person reads."""
from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Candidate:
    """`token` goes into `decision_code`: a code, or an object's reference (`k:` its key, `f:` its feature id)."""

    token: str
    label: str


def parse_candidates(text: Any) -> list[Candidate]:
    """The candidates of a plan's text “token (what it is); …”; – stands for an address without a code."""
    found = []
    for part in str(text or "").split("; "):
        token = part.split(" (")[0].strip()
        if token not in ("", "–"):
            found.append(Candidate(token, readable(part.strip())))
    return found


def readable(part: str) -> str:
    """A candidate or reference without the mark of its kind: “k:B0012 (12 Trần Phú)” is “B0012 (12 Trần Phú)”."""
    return part[2:] if part.startswith("k:") else part


def readable_list(text: Any) -> str:
    """The whole text of the candidates, readable."""
    return "; ".join(readable(part.strip()) for part in str(text or "").split("; "))
