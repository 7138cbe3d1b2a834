"""Texts of equal width as matrices of code points, so that codes are made a column at a time, not a row."""
from __future__ import annotations

from collections.abc import Sequence
from typing import Union

import numpy as np
from numpy.typing import NDArray

CharMatrix = NDArray[np.uint32]
"""Shape (rows, width): Unicode code points, 0 after the end of a shorter text (numpy's layout of `<U`)."""

TextArray = NDArray[np.str_]
Texts = Union[Sequence[str], TextArray]

_ZERO = ord("0")


def alphabet_table(alphabet: str) -> NDArray[np.uint32]:
    """Code points of an alphabet by digit value."""
    return np.array([ord(letter) for letter in alphabet], dtype=np.uint32)


def value_table(alphabet: str) -> NDArray[np.int16]:
    """Digit values by ASCII code (length 128); -1 where a character is not in the alphabet."""
    table = np.full(128, -1, dtype=np.int16)
    table[[ord(letter) for letter in alphabet]] = np.arange(len(alphabet), dtype=np.int16)
    return table


def values_of(matrix: CharMatrix, table: NDArray[np.int16]) -> NDArray[np.int16]:
    """Digit values of characters, -1 where unknown; the same shape."""
    return np.where(matrix < 128, table[np.minimum(matrix, 127)], -1).astype(np.int16)


def to_texts(matrix: CharMatrix) -> TextArray:
    """The rows of a matrix as an array of str."""
    rows, width = matrix.shape
    if width == 0:
        return np.zeros(rows, dtype="<U1")
    return np.ascontiguousarray(matrix, dtype="<u4").view(f"<U{width}").reshape(rows)


def to_matrix(texts: Texts, width: int | None = None) -> CharMatrix:
    """Texts as a matrix; without `width` as wide as the longest, with it cut to that width."""
    array = np.asarray(texts, dtype=str if width is None else f"<U{width}")
    array = np.ascontiguousarray(array, dtype=array.dtype.newbyteorder("<"))
    return array.view("<u4").reshape(len(array), array.dtype.itemsize // 4)


def decimal_digits(numbers: NDArray[np.int64], width: int) -> CharMatrix:
    """Non-negative numbers as `width` decimal digits, zero-padded; the caller checks the range."""
    matrix = np.empty((len(numbers), width), dtype=np.uint32)
    rest = numbers.astype(np.int64)
    for column in range(width - 1, -1, -1):
        rest, digit = np.divmod(rest, 10)
        matrix[:, column] = digit + _ZERO
    return matrix
