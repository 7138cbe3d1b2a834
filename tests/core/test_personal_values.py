"""What single values hide, and what they never do. All people and numbers are made up."""
from __future__ import annotations

import csv
import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diachiso.core.personal_values import ColumnNumbers, suspects

from ..effort import effort
from .test_personal import NOT_FOUND, STREETS, cccd, mobile

HIDDEN = [
    ("0905123456", None),
    ("0358772345", None),
    ("02583822123", None),
    ("+84 905 123 456", None),
    ("0905\u00a0123\u00a0456", None),
    ("(0258) 3822 123", None),
    ("0905123456; 0912.345.678", None),
    ("an@example.org", None),
    ("056093001234", None),
    ("gọi 0905123456 trước", "gọi *** trước"),
    ("ĐT: 01234567890", "ĐT: ***"),
    ("liên hệ 0905 123 456, đất ở", "liên hệ ***, đất ở"),
    ("đất ở; 0258.3822.124", "đất ở; ***"),
    ("SĐT 0321012345", "SĐT ***"),
    ("thư: an@example.org, đất ở", "thư: ***, đất ở"),
    ("Thửa số 12, CCCD 056093001234", "Thửa số 12, CCCD ***"),
    ("CCCD số 056 093 001 234", "CCCD số ***"),
    ("056.093.001.234 của chủ cũ", "*** của chủ cũ"),
    ("225123456 cấp ngày 01/02/2005", "*** cấp ngày 01/02/2005"),
    ("CMND: 225123456", "CMND: ***"),
    ("chủ mới 056093001234", "chủ mới ***"),
    ("đất của hộ ông Nguyễn Văn An, thôn 3", "đất của hộ ông ***, thôn 3"),
    ("Hộ Bà: Phan Thị E", "Hộ Bà: ***"),
    ("HỘ ÔNG TRẦN VĂN BÌNH", "HỘ ÔNG ***"),
    ("Ông Trần Văn B và bà Lê Thị C", "Ông *** và bà ***"),
    ("ho ong Nguyen Van A", "ho ong ***"),
]
KEPT = [
    "0760112345",  # Nam Định's postcode and a serial number: an address code
    "12 Lê Lợi, mã 0760112345",
    "1151502853",
    "9430703500",
    "5701000001",
    "57000",
    "Số vào sổ CH 0258012345",
    "MST 0312345678",
    "BX 225123 cấp ngày 01/02/2005",
    "thửa 225123456",
    "Tờ 12 thửa 345, diện tích 1.250,75 m2",
    "0.905123456",
    "109.19123456 12.24123456",
    "1356000.123 593000.456",
    "2024-01-31 10:20:30",
    "01/02/2005 - 30/12/2024",
    "way/123456789",
    "6f9619ff-8b86-d011-b42d-00cf4fc964ff",
    "05622333/0012/0345",
    "a@b",
    "https://a.example/@x",
    "Bà Triệu",
    "Đường Bà Huyện Thanh Quan",
    "Ông Ích Khiêm",
    "Bà Lê Chân",
    "đường ông Nguyễn Văn Bảy",
    "Trường THCS Nguyễn Văn Trỗi",
    "Nguyễn Văn Trỗi",
    "nhà ông bà để lại",
    "Cầu Ông Tạ, chợ Bà Hoa",
    "phong Nguyen Van A",
    "*** trước",
]


@pytest.mark.parametrize(("text", "after"), HIDDEN)
def test_what_is_hidden(text: str, after: str) -> None:
    assert suspects(["đất ở", text, ""]) == [1]
    assert ColumnNumbers().hide(text) == after
    assert after is None or ColumnNumbers().hide(after) == after


@pytest.mark.parametrize("text", KEPT)
def test_what_is_kept(text: str) -> None:
    assert ColumnNumbers().hide(text) == text


@pytest.mark.parametrize("text", [text for text, _ in HIDDEN[:3]] + ["056093001234", "chủ mới 056093001234"])
def test_a_column_of_numbers_of_its_own_keeps_them(text: str) -> None:
    assert ColumnNumbers.of([], own=True).hide(text) == text
    assert ColumnNumbers.of([], own=True).hide(f"CCCD {text}; an@example.org") != f"CCCD {text}; an@example.org"


@pytest.mark.parametrize("values", NOT_FOUND)
def test_columns_that_are_nobodys_stay_as_they_are(values: list[object]) -> None:
    texts = [str(value) for value in values if value is not None]
    numbers = ColumnNumbers.of(texts)
    assert [numbers.hide(text) for text in texts if text.strip()] == [text for text in texts if text.strip()]


def test_one_telephone_in_a_column_of_codes() -> None:
    codes = [f"57010{n:05}" for n in range(300)]
    numbers = ColumnNumbers.of([*codes, "0905123456"])
    assert [numbers.hide(code) for code in codes] == codes
    assert numbers.hide("0905123456") is None


def test_the_sweep_finds_rows_among_many() -> None:
    values = [None, "", "đường số 5", "0905123456", "a@b.vn", "1.234.567,8", "hộ ông Lê Văn A", "Đông Hà", None]
    assert suspects(values) == [3, 4, 6, 7]
    assert [ColumnNumbers().hide(values[k] or "") for k in (3, 4, 6, 7)] == [None, None, "hộ ông ***", "Đông Hà"]
    assert suspects([]) == suspects([None]) == []
    assert set(suspects(["a\0b", "0905123456"])) >= {1}


@settings(max_examples=effort(60), deadline=None)
@given(st.integers(0, 10**6), st.integers(1, 300))
def test_numbers_of_people_are_hidden_and_codes_are_not(seed: int, size: int) -> None:
    rng = random.Random(seed)
    rare = [f"gọi {mobile(rng)} hoặc {mobile(rng)}" for _ in range(size)] + [f"chủ cũ {cccd(rng)}" for _ in range(size)]
    numbers = ColumnNumbers.of(["đất ở", *rare])
    for text in rare:
        assert suspects([text]) == [0]
        assert numbers.hide(text) in ("gọi *** hoặc ***", "chủ cũ ***")
    # No postcode begins with 09.
    prefixes = [f"{rng.choice([*range(1, 9), *range(10, 100)]):02}{rng.randrange(1000):03}" for _ in range(5)]
    codes = [f"{rng.choice(prefixes)}{rng.randrange(1, 9999):05}" for _ in range(size)]
    of_codes = ColumnNumbers.of(codes)
    assert [of_codes.hide(code) for code in codes] == codes


def test_real_texts_stay_as_they_are(shared_data: Path) -> None:
    texts = [*STREETS]
    for path in (*shared_data.glob("admin/*.csv"), shared_data / "encodings" / "street_names_encodings.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            texts += [value for row in csv.DictReader(file) for value in row.values() if value]
    assert len(texts) > 10_000
    assert [text for text in texts if ColumnNumbers().hide(text) != text] == []
