"""QR codes: what an independent reader (zbar) decodes, sizes of the standard, and their outlines."""
from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diachiso.core.errors import DiachisoError
from diachiso.core.qr import qr_matrix
from diachiso.core.qr_outline import outlines

from ..effort import effort

LINK = "https://diachiso.gov.vn/#/map/0010100001"
TEXTS = (
    "", "0", "A", "12345678", "0010100001", LINK, "TAM-22528-000001", "12345678901234567890123 rest 98765432",
    "Số 12 ngõ 34, đường Nguyễn Thị Minh Khai", "đ" * 300, "0" * 1500, "https://example.vn/" + "a/7" * 400,
)  # fmt: skip
needs_zbar = pytest.mark.skipif(shutil.which("zbarimg") is None, reason="zbarimg is not installed")


def read(folder: Path, codes: list[np.ndarray]) -> list[str]:
    """What zbar reads in each of the codes."""
    files = []
    for k, matrix in enumerate(codes):
        grey = np.where(np.pad(matrix, 4), 0, 255).astype(np.uint8).repeat(4, 0).repeat(4, 1)
        files.append(folder / f"{k:04d}.pgm")
        files[-1].write_bytes(b"P5 %d %d 255\n" % grey.shape[::-1] + grey.tobytes())
    return [
        subprocess.run(["zbarimg", "-q", "--raw", "-Sbinary", str(f)], capture_output=True, check=False).stdout.decode()
        for f in files
    ]


@needs_zbar
@pytest.mark.parametrize("level", "LMQH")
def test_a_reader_decodes_what_was_said(tmp_path: Path, level: str) -> None:
    texts = [text for text in TEXTS if text and not (level == "H" and len(text) > 1200)]
    codes = [qr_matrix(text, level) for text in texts]
    assert read(tmp_path, codes) == texts


@needs_zbar
def test_the_versions_are_decoded(tmp_path: Path) -> None:
    # bytes that fill version 1, 2 … at level Q, so that the code is of that version
    lengths = (11, 20, 32, 46, 60, 74, 86, 108, 130, 151, 177, 203, 241, 258, 292, 322, 364, 394, 442, 482, 805)
    texts = ["".join(chr(33 + (7 * k * k + k) % 90) for k in range(length)) for length in lengths]
    codes = [qr_matrix(text, "Q") for text in texts]
    assert [(len(code) - 17) // 4 for code in codes] == [*range(1, 21), 27]
    assert read(tmp_path, codes) == texts


@pytest.mark.parametrize(
    ("text", "level", "side"),
    # capacities of the standard: 14 bytes in 1-M, 41 digits in 1-L, 42 bytes in 3-M, 2331 bytes in 40-M
    [("a" * 14, "M", 21), ("a" * 15, "M", 25), ("1" * 41, "L", 21), ("1" * 42, "L", 25), ("a" * 42, "M", 29),
     ("a" * 43, "M", 33), ("a" * 2331, "M", 177), (LINK, "M", 29), (LINK, "Q", 33), ("a" * 2953, "L", 177)],
)  # fmt: skip
def test_the_smallest_version_that_holds_it(text: str, level: str, side: int) -> None:
    assert qr_matrix(text, level).shape == (side, side)


def test_too_long_a_text_is_refused() -> None:
    with pytest.raises(DiachisoError, match="2332 bytes.*2331"):
        qr_matrix("a" * 2332, "M")


@needs_zbar
def test_damage_within_the_level_is_repaired(tmp_path: Path) -> None:
    matrix = qr_matrix(LINK, "M")
    damaged = matrix.copy()
    damaged[12:17, 12:18] ^= True  # 30 of 841 modules: about 8 of 70 words
    assert read(tmp_path, [damaged]) == [LINK]


@given(st.integers(1, 12), st.integers(1, 12), st.randoms(use_true_random=False))
@settings(max_examples=effort(60))
def test_outlines_hold_just_the_dark_modules(rows: int, columns: int, random: object) -> None:
    matrix = np.array([[random.random() < 0.5 for _ in range(columns)] for _ in range(rows)])  # type: ignore[attr-defined]
    lines = outlines(matrix)
    winding = np.zeros(matrix.shape, int)
    for line in lines:
        for (x0, y0), (x1, y1) in zip(line, [*line[1:], line[0]]):
            assert (x0 == x1) != (y0 == y1)
            # cells to the right of a vertical piece are inside once more, or less
            if x0 == x1:
                winding[min(y0, y1): max(y0, y1), x0:] += 1 if y1 < y0 else -1
    assert (winding == matrix).all()


def test_an_outline_tells_corners_only() -> None:
    assert outlines(np.ones((3, 5), bool)) == [[(0, 0), (5, 0), (5, 3), (0, 3)]]
