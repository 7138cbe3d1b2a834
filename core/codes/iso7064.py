"""ISO/IEC 7064:2003 check characters, for arrays of texts: five pure systems and three hybrid ones.

A pure system `MOD m-r` protects a text so that its value in radix r is 1 modulo m; a hybrid one `MOD m+1,m`
runs the recursion of clause 9 of the standard.
"""
from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .chars import CharMatrix, TextArray, Texts, alphabet_table, to_matrix, to_texts, value_table, values_of

_DIGITS = "0123456789"
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True)
class CheckSystem:
    """One check character system: `alphabet` of the text, `check_alphabet` of its check characters."""

    name: str
    modulus: int
    radix: int  # 0 for a hybrid system
    alphabet: str
    check_alphabet: str
    width: int

    @property
    def hybrid(self) -> bool:
        """Whether the system is a hybrid one (two moduli)."""
        return self.radix == 0


def _pure(name: str, modulus: int, radix: int, alphabet: str, extra: str = "", width: int = 1) -> CheckSystem:
    return CheckSystem(name, modulus, radix, alphabet, alphabet + extra, width)


SYSTEMS: dict[str, CheckSystem] = {
    system.name: system
    for system in (
        _pure("MOD 11-2", 11, 2, _DIGITS, extra="X"),
        _pure("MOD 37-2", 37, 2, _DIGITS + _LETTERS, extra="*"),
        _pure("MOD 97-10", 97, 10, _DIGITS, width=2),
        _pure("MOD 661-26", 661, 26, _LETTERS, width=2),
        _pure("MOD 1271-36", 1271, 36, _DIGITS + _LETTERS, width=2),
        CheckSystem("MOD 11,10", 10, 0, _DIGITS, _DIGITS, 1),
        CheckSystem("MOD 27,26", 26, 0, _LETTERS, _LETTERS, 1),
        CheckSystem("MOD 37,36", 36, 0, _DIGITS + _LETTERS, _DIGITS + _LETTERS, 1),
    )
}


def compute(system: CheckSystem, texts: Texts) -> TextArray:
    """Check characters of each text; '' where it is empty or a character is not of the system's alphabet."""
    return to_texts(compute_matrix(system, to_matrix(texts)))


def compute_one(system: CheckSystem, text: str) -> str:
    """The check characters of one text."""
    return str(compute(system, [text])[0])


def verify(system: CheckSystem, texts: Texts) -> NDArray[np.bool_]:
    """Whether each text, check characters at its end, is consistent."""
    matrix = to_matrix(texts)
    lengths = np.count_nonzero(matrix, axis=1)
    result = np.zeros(len(matrix), dtype=bool)
    for length in np.unique(lengths[lengths > system.width]):
        rows = lengths == length
        body, check = np.split(matrix[rows][:, :length], [length - system.width], axis=1)
        result[rows] = (compute_matrix(system, body) == check).all(axis=1)
    return result


def verify_one(system: CheckSystem, text: str) -> bool:
    """Whether one text, check characters at its end, is consistent."""
    return bool(verify(system, [text])[0])


def compute_matrix(system: CheckSystem, matrix: CharMatrix) -> CharMatrix:
    """Check characters as a matrix (rows, system.width); 0 where there are none."""
    values = values_of(matrix, value_table(system.alphabet))
    present = matrix != 0
    fold = _hybrid if system.hybrid else _pure_sum
    check = fold(system, values, present)
    letters = alphabet_table(system.check_alphabet)[check]
    wrong = ((values < 0) & present).any(axis=1) | ~present.any(axis=1)
    letters[wrong] = 0
    return letters


def _pure_sum(
    system: CheckSystem, values: NDArray[np.int16], present: NDArray[np.bool_]
) -> NDArray[np.int64]:
    total = np.zeros(len(values), dtype=np.int64)
    for column in range(values.shape[1]):
        longer = (total + values[:, column]) * system.radix % system.modulus
        total = np.where(present[:, column], longer, total)
    if system.width == 1:
        return ((1 - total) % system.modulus)[:, None]
    check = (1 - total * system.radix) % system.modulus
    return np.column_stack(np.divmod(check, system.radix))


def _hybrid(system: CheckSystem, values: NDArray[np.int16], present: NDArray[np.bool_]) -> NDArray[np.int64]:
    modulus = system.modulus
    product = np.full(len(values), modulus, dtype=np.int64)
    for column in range(values.shape[1]):
        total = (product + values[:, column]) % modulus
        longer = np.where(total == 0, modulus, total) * 2 % (modulus + 1)
        product = np.where(present[:, column], longer, product)
    return ((1 - product) % modulus)[:, None]
