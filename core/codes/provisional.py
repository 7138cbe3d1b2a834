"""Provisional keys: what an object bears until the platform issues its code, never a look-alike of one."""
from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ..errors import QT_TRANSLATE_NOOP, DiachisoError, Message
from .chars import TextArray, decimal_digits, to_texts

PREFIX = "TAM-"
DIGITS = 8
MAX_NUMBER = 10**DIGITS - 1

TOO_LARGE = Message(
    "provisional.exhausted",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "Provisional keys have numbers from 1 to {highest}; {number} lies outside. "
        "Add a code block, or have the registry answer the keys given so far.",
    ),
)

_KEY = re.compile(rf"{PREFIX}[0-9]{{{DIGITS}}}")


def provisional_keys(seed_numbers: ArrayLike) -> TextArray:
    """Keys 'TAM-00000001' of register-wide running numbers from 1 on."""
    numbers = np.atleast_1d(np.asarray(seed_numbers, dtype=np.int64))
    outside = (numbers < 1) | (numbers > MAX_NUMBER)
    if outside.any():
        raise DiachisoError(TOO_LARGE, highest=MAX_NUMBER, number=int(numbers[outside][0]))
    keys = np.empty((len(numbers), len(PREFIX) + DIGITS), dtype=np.uint32)
    keys[:, : len(PREFIX)] = [ord(letter) for letter in PREFIX]
    keys[:, len(PREFIX):] = decimal_digits(numbers, DIGITS)
    return to_texts(keys)


def is_provisional(code: str | None) -> bool:
    """Whether a code is a provisional key."""
    return bool(code) and _KEY.fullmatch(str(code)) is not None


def provisional_mask(codes: TextArray) -> NDArray[np.bool_]:
    """(n,) which of many codes, '' for none, are provisional keys; by their beginning, which no other code has."""
    return np.asarray(codes.astype(f"U{len(PREFIX)}") == PREFIX)


def provisional_numbers(codes: Sequence[str | None]) -> NDArray[np.int64]:
    """Running numbers of provisional keys; 0 for whatever is none."""
    return np.array([int(str(c)[len(PREFIX):]) if is_provisional(c) else 0 for c in codes], dtype=np.int64)
