"""QR codes (ISO/IEC 18004) as matrices: byte and numeric segments, versions 1 to 40, the mask with the least penalty.

Written here because the libraries that do it cannot pass the plugin site's scanners; a thousand plaques need one each,
so what depends on the size only is made once.
"""
from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from .errors import QT_TRANSLATE_NOOP, DiachisoError, Message
from .qr_tables import BLOCKS, EC_PER_BLOCK, LEVEL_BITS

Matrix = NDArray[np.bool_]

TOO_LONG = Message(
    "qr_too_long",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "A QR code cannot hold this text of {length} bytes; at the level {level} it holds {most}. Shorten the text.",
    ),
)

QUIET_ZONE = 4
"""Modules that must stay light around a code."""
_MOST_VERSION = 40
_DIGITS = re.compile(rb"[0-9]{8,}")  # a shorter run costs more in a segment of its own
_NUMERIC, _BYTE, _UTF8 = 0b0001, 0b0100, (0b0111_00011010, 12)
_PADDING = (0b11101100, 0b00010001)


def qr_matrix(text: str, level: str = "M") -> Matrix:
    """The modules of the smallest code that holds `text`, dark ones True, without its quiet zone.

    `level` of error correction: L, M, Q or H (7, 15, 25, 30 % may be damaged). DiachisoError for a text too long.
    """
    data = text.encode("utf-8")
    segments = _segments(data)
    version, bits = _fitted(segments, level, not text.isascii(), len(data))
    frame = _frame(version)
    codewords = _with_correction(_padded(bits, version, level), version, level)
    plain = np.zeros(len(frame.order), bool)
    plain[: 8 * len(codewords)] = np.unpackbits(codewords).astype(bool)
    masked = frame.fixed[None] | np.zeros((8, 1, 1), bool)
    rows, columns = frame.order.T
    masked[:, rows, columns] = plain ^ frame.masks
    for mask in range(8):
        _draw_format(masked[mask], level, mask)
    return np.ascontiguousarray(masked[int(np.argmin(_penalties(masked)))])


class _Frame(NamedTuple):
    """What codes of one version share: the fixed modules, the way of the data bits, and the masks along it."""

    fixed: Matrix
    order: NDArray[np.int64]  # (n, 2) row, column
    masks: Matrix  # (8, n)


def _segments(data: bytes) -> list[tuple[int, bytes]]:
    """(mode, bytes) in order: long runs of digits take a third of the room."""
    found: list[tuple[int, bytes]] = []
    at = 0
    for run in _DIGITS.finditer(data):
        if run.start() > at:
            found.append((_BYTE, data[at: run.start()]))
        found.append((_NUMERIC, run.group()))
        at = run.end()
    if at < len(data) or not found:
        found.append((_BYTE, data[at:]))
    return found


def _fitted(segments: list[tuple[int, bytes]], level: str, utf8: bool, length: int) -> tuple[int, str]:
    """The smallest version that holds the segments, and their bits."""
    for version in range(1, _MOST_VERSION + 1):
        bits = _bits(segments, version, utf8)
        if len(bits) <= 8 * _capacity(version, level):
            return version, bits
    raise DiachisoError(TOO_LONG, length=length, level=level, most=_capacity(_MOST_VERSION, level) - 3)


@lru_cache(maxsize=512)
def _digit_bits(digits: bytes) -> str:
    return format(int(digits), f"0{(0, 4, 7, 10)[len(digits)]}b")


def _bits(segments: list[tuple[int, bytes]], version: int, utf8: bool) -> str:
    size = 0 if version < 10 else 1 if version < 27 else 2
    parts = [format(_UTF8[0], f"0{_UTF8[1]}b")] if utf8 else []
    for mode, data in segments:
        width = (10, 12, 14)[size] if mode == _NUMERIC else (8, 16, 16)[size]
        parts += [format(mode, "04b"), format(len(data), f"0{width}b")]
        if len(data) >= 1 << width:  # a version this small cannot even say how long it is
            return "0" * (1 << 20)
        if mode == _NUMERIC:
            parts += [_digit_bits(data[k: k + 3]) for k in range(0, len(data), 3)]
        else:
            parts += [format(byte, "08b") for byte in data]
    return "".join(parts)


def _padded(bits: str, version: int, level: str) -> NDArray[np.uint8]:
    room = _capacity(version, level)
    bits += "0" * min(4, 8 * room - len(bits))
    bits += "0" * (-len(bits) % 8)
    words = [int(bits[k: k + 8], 2) for k in range(0, len(bits), 8)]
    words += [_PADDING[k % 2] for k in range(room - len(words))]
    return np.array(words, np.uint8)


# -- error correction: Reed-Solomon over GF(256) with x^8 + x^4 + x^3 + x^2 + 1 --------------------------------------

def _field() -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    powers = [1]
    for _ in range(254):
        doubled = powers[-1] << 1
        powers.append(doubled ^ 0x11D if doubled > 255 else doubled)
    logs = np.zeros(256, np.int64)
    logs[powers] = np.arange(255)
    return np.array(powers * 2, np.int64), logs


_EXP, _LOG = _field()


@cache
def _generator_logs(degree: int) -> NDArray[np.int64]:
    """Logarithms of the generator's coefficients but the first (none is 0)."""
    polynomial = np.array([1], np.int64)
    for k in range(degree):
        shifted = np.append(polynomial, 0)
        scaled = np.where(polynomial > 0, _EXP[_LOG[polynomial] + k], 0)
        shifted[1:] ^= scaled
        polynomial = shifted
    return _LOG[polynomial[1:]]


def _remainder(data: NDArray[np.uint8], degree: int) -> NDArray[np.uint8]:
    generator = _generator_logs(degree)
    rest = np.concatenate([data.astype(np.int64), np.zeros(degree, np.int64)])
    for k in range(len(data)):
        lead = int(rest[k])
        if lead:
            rest[k + 1: k + 1 + degree] ^= _EXP[generator + _LOG[lead]]
    return rest[len(data):].astype(np.uint8)


def _with_correction(data: NDArray[np.uint8], version: int, level: str) -> NDArray[np.uint8]:
    """Data and correction words in the order in which they are placed: the blocks' words in turn."""
    count, degree = BLOCKS[level][version - 1], EC_PER_BLOCK[level][version - 1]
    short = len(data) // count
    sizes = [short + (k >= count - len(data) % count) for k in range(count)]
    blocks = np.split(data, np.cumsum(sizes)[:-1])
    longest = max(sizes)
    words = [block[k] for k in range(longest) for block in blocks if k < len(block)]
    corrections = np.stack([_remainder(block, degree) for block in blocks])
    return np.concatenate([np.array(words, np.uint8), corrections.T.reshape(-1)])


# -- the modules -----------------------------------------------------------------------------------------------------

@cache
def _capacity(version: int, level: str) -> int:
    """Data words that a code holds."""
    words = _data_modules(version) // 8
    return words - BLOCKS[level][version - 1] * EC_PER_BLOCK[level][version - 1]


def _data_modules(version: int) -> int:
    side = 4 * version + 17
    aligned = version // 7 + 2 if version > 1 else 0
    reserved = 3 * 64 + 2 * (side - 16) + 31 + (36 if version >= 7 else 0)
    if aligned:  # two of the row and two of the column of alignment patterns lie on the timing patterns
        reserved += 25 * (aligned**2 - 3) - 10 * (aligned - 2)
    return side * side - reserved


def _alignment_places(version: int) -> list[int]:
    if version == 1:
        return []
    count, side = version // 7 + 2, 4 * version + 17
    step = 26 if version == 32 else (version * 4 + count * 2 + 1) // (count * 2 - 2) * 2
    return [6, *(side - 7 - step * k for k in range(count - 2, -1, -1))]


@lru_cache(maxsize=8)
def _frame(version: int) -> _Frame:
    side = 4 * version + 17
    fixed, taken = np.zeros((side, side), bool), np.zeros((side, side), bool)
    alternate = np.arange(side) % 2 == 0
    fixed[6], fixed[:, 6] = alternate, alternate
    taken[6] = taken[:, 6] = True
    ring = np.maximum(*np.abs(np.indices((9, 9)) - 4))
    finder = (ring != 2) & (ring != 4)
    for row, column in ((0, 0), (0, side - 7), (side - 7, 0)):  # with the light line around it
        top, left = max(row - 1, 0), max(column - 1, 0)
        bottom, right = min(row + 8, side), min(column + 8, side)
        fixed[top:bottom, left:right] = finder[top - row + 1: bottom - row + 1, left - column + 1: right - column + 1]
        taken[top:bottom, left:right] = True
    places = _alignment_places(version)
    corners = {(6, 6), (6, side - 7), (side - 7, 6)}
    for row, column in ((r, c) for r in places for c in places if (r, c) not in corners):
        fixed[row - 2: row + 3, column - 2: column + 3] = ring[2:7, 2:7] != 1
        taken[row - 2: row + 3, column - 2: column + 3] = True
    taken[8, :9] = taken[:9, 8] = taken[8, -8:] = taken[-8:, 8] = True
    fixed[side - 8, 8] = True
    if version >= 7:
        _draw_version(fixed, taken, version)
    order = _data_order(taken)
    return _Frame(fixed, order, _masks(order))


def _data_order(taken: Matrix) -> NDArray[np.int64]:
    side = len(taken)
    places: list[tuple[int, int]] = []
    upward = True
    for right in [*range(side - 1, 6, -2), 5, 3, 1]:
        rows = range(side - 1, -1, -1) if upward else range(side)
        places += [(row, column) for row in rows for column in (right, right - 1) if not taken[row, column]]
        upward = not upward
    return np.array(places, np.int64)


def _masks(order: NDArray[np.int64]) -> Matrix:
    r, c = order.T
    return np.stack([
        (r + c) % 2, r % 2, c % 3, (r + c) % 3, (r // 2 + c // 3) % 2, r * c % 2 + r * c % 3,
        (r * c % 2 + r * c % 3) % 2, ((r + c) % 2 + r * c % 3) % 2,
    ]) == 0  # fmt: skip


def _check_bits(value: int, polynomial: int, degree: int) -> int:
    rest = value << degree
    for shift in range(value.bit_length() - 1, -1, -1):
        if rest >> (shift + degree) & 1:
            rest ^= polynomial << shift
    return value << degree | rest


@cache
def _format_modules(level: str, mask: int) -> NDArray[np.bool_]:
    """The 15 bits that say level and mask, the lowest first."""
    bits = _check_bits(LEVEL_BITS[level] << 3 | mask, 0b101_0011_0111, 10) ^ 0b101_0100_0001_0010
    return np.array([bits >> k & 1 for k in range(15)], bool)


def _draw_format(modules: Matrix, level: str, mask: int) -> None:
    bits, side = _format_modules(level, mask), len(modules)
    modules[[0, 1, 2, 3, 4, 5, 7, 8], 8] = bits[:8]
    modules[8, [7, 5, 4, 3, 2, 1, 0]] = bits[8:]
    modules[8, side - 1: side - 9: -1] = bits[:8]
    modules[side - 7:, 8] = bits[8:]


def _draw_version(fixed: Matrix, taken: Matrix, version: int) -> None:
    bits, side = _check_bits(version, 0b1_1111_0010_0101, 12), len(fixed)
    block = np.array([bits >> k & 1 for k in range(18)], bool).reshape(6, 3)
    fixed[:6, side - 11: side - 8], fixed[side - 11: side - 8, :6] = block, block.T
    taken[:6, side - 11: side - 8] = taken[side - 11: side - 8, :6] = True


# -- the choice of the mask ------------------------------------------------------------------------------------------

_LIKE_FINDER = 0b0000_1011101, 0b1011101_0000


def _penalties(codes: Matrix) -> NDArray[np.int64]:
    """Penalty (8,) of codes (8, n, n), the four rules of the standard."""
    both = np.concatenate([codes, codes.transpose(0, 2, 1)])
    per_line = _runs(both) + _finder_likes(both)
    total = per_line[:8] + per_line[8:]
    same = codes[:, 1:, 1:] == codes[:, :-1, :-1]
    same &= (codes[:, 1:, 1:] == codes[:, 1:, :-1]) & (codes[:, 1:, 1:] == codes[:, :-1, 1:])
    total = total + 3 * same.sum((1, 2))
    modules = codes.shape[1] ** 2
    dark = codes.sum((1, 2))
    return total + 10 * (np.abs(20 * dark - 10 * modules) // modules)


def _runs(codes: Matrix) -> NDArray[np.int64]:
    """3 for five alike in a row, one more for each further one."""
    alike = codes[:, :, 1:] == codes[:, :, :-1]
    four = alike[:, :, 3:] & alike[:, :, 2:-1] & alike[:, :, 1:-2] & alike[:, :, :-3]
    first = four.copy()
    first[:, :, 1:] &= ~four[:, :, :-1]
    return four.sum((1, 2)) + 2 * first.sum((1, 2))


def _finder_likes(codes: Matrix) -> NDArray[np.int64]:
    """40 for each place that looks like a finder pattern with four light modules beside it."""
    count, _, side = codes.shape
    window = np.zeros((count, side, side - 10), np.int16)
    for k in range(11):
        window += codes[:, :, k: side - 10 + k].astype(np.int16) << (10 - k)
    return 40 * np.isin(window, _LIKE_FINDER).sum((1, 2))
