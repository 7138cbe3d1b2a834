"""What a rule found: one object, one place, what is wrong with it, and the values that would mend it."""
from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

MOST = 20_000
"""The most hits of one batch."""


@dataclass(frozen=True)
class Hit:
    """A result before it is kept: which rule, on which object, where, and why.

    `rule` and `subject` are a Rule's id and the value of its RuleSubject; `object_id` an address_id, or the key of a
    land layer's object; `lon`, `lat` EPSG:4326, NaN where there is no place; `commune` a code, "" unknown.
    `part` tells apart several hits of one rule on one object (a column's name, another object's id).
    `line`: what is drawn on the map (EPSG:4326), such as the way from an address to its street.
    `fix`: {column: value} that certainly mends it, empty where a person must decide.
    `watched`: `fingerprint` of the values that the rule looked at; an exception ends when it changes.
    """

    rule: str
    subject: str
    object_id: str
    fid: int
    commune: str = ""
    lon: float = float("nan")
    lat: float = float("nan")
    params: Mapping[str, Any] = field(default_factory=dict, hash=False)
    part: str = ""
    line: tuple[tuple[float, float], ...] = ()
    fix: Mapping[str, Any] = field(default_factory=dict, hash=False)
    watched: int = 0


def fingerprint(*values: object) -> int:
    """A signed 64-bit number of values (texts, numbers, None), the same on every machine and in every run."""
    try:
        return _known_fingerprint(*values)
    except TypeError:  # a list or a mapping among them
        return _fingerprint(*values)


def _fingerprint(*values: object) -> int:
    digest = hashlib.blake2b("\x1f".join(map(_text, values)).encode("utf-8", "surrogatepass"), digest_size=8)
    return int.from_bytes(digest.digest(), "big", signed=True)


_known_fingerprint = lru_cache(maxsize=1 << 12, typed=True)(_fingerprint)


def batched(hits: Iterator[Hit], size: int = MOST) -> Iterator[list[Hit]]:
    """The hits in lists of at most `size`."""
    batch: list[Hit] = []
    for hit in hits:
        batch.append(hit)
        if len(batch) >= size:
            yield batch
            batch = []
    if batch:
        yield batch


def _text(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.7f}"  # a centimetre in degrees: what a file rounds away is no change
    return "\x00" if value is None else str(value)
