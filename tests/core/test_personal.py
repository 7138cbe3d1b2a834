"""Personal columns by content and by name. All people and numbers are made up."""
from __future__ import annotations

import csv
import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diachiso.core.personal import PersonalKind, personal_columns, personal_content

from ..effort import effort

RANDOM = random.Random(20)
PROVINCES = ["056", "058", "054", "079"]


def cccd(rng: random.Random) -> str:
    sex = rng.randrange(2)
    return f"{rng.choice(PROVINCES)}{sex}{rng.randrange(40, 99):02}{rng.randrange(10**6):06}"


def cmnd(rng: random.Random) -> str:
    return f"{rng.choice(['225', '225', '225', '264', '024'])}{rng.randrange(10**6):06}"


def mobile(rng: random.Random) -> str:
    return f"{rng.choice(['090', '091', '098', '035', '077', '058'])}{rng.randrange(10**7):07}"


def many(make, size: int = 40) -> list[str]:
    return [make(RANDOM) for _ in range(size)]


OWNERS = [
    "Nguyễn Thị Lan Anh", "Trần Văn Bình", "Lê Thị Cúc", "Phạm Minh Đức", "Võ Thị Én", "Hồ Văn Giang", "Đặng Thị Hoa",
    "Bùi Quốc Khánh", "Đỗ Thị Lý", "Công ty TNHH Biển Xanh", "Ngô Văn Mạnh", "UBND xã",
]  # fmt: skip
STREETS = [
    "Nguyễn Trãi", "Trần Hưng Đạo", "Lê Lợi", "Nguyễn Thị Minh Khai", "Võ Thị Sáu", "Nguyễn Văn Trỗi", "Lê Văn Tám",
    "Phạm Văn Đồng", "Hoàng Văn Thụ", "Võ Văn Tần", "Lý Tự Trọng", "Bà Triệu", "Bà Huyện Thanh Quan", "Ông Ích Khiêm",
]  # fmt: skip

FOUND = [
    (many(cccd), PersonalKind.identity_number),
    (many(cccd, 1), PersonalKind.identity_number),
    (many(cccd, 3), PersonalKind.identity_number),
    ([number.lstrip("0") for number in many(cccd)], PersonalKind.identity_number),
    ([float(number) for number in many(cccd)], PersonalKind.identity_number),
    ([int(number) for number in many(cccd)], PersonalKind.identity_number),
    (many(cmnd), PersonalKind.identity_number),
    (many(cmnd, 6), PersonalKind.identity_number),
    ([*many(cmnd, 20), *many(cccd, 20), "B1234567", None, ""], PersonalKind.identity_number),
    (["Thửa số 12, CCCD 056093001234", "không"], PersonalKind.identity_number),
    (["CMND số: 225123456 cấp tại Khánh Hòa"], PersonalKind.identity_number),
    (["225123456 cấp ngày 01/02/2005", "đất ở"], PersonalKind.identity_number),
    (["056093001234, nơi cấp: Cục CSQLHC"], PersonalKind.identity_number),
    ([*(f"đất ở số {k}" for k in range(6000)), "chủ mới: CCCD 056093001234"], PersonalKind.identity_number),
    ([f"{name} - {number}" for name, number in zip(OWNERS, many(mobile, 12))], PersonalKind.phone),
    ([*(f"đất ở số {k}" for k in range(50)), *(f"gọi {n} trước" for n in many(mobile, 5))], PersonalKind.phone),
    (["liên hệ 0905123456", "đất ở"], PersonalKind.phone),
    (many(mobile), PersonalKind.phone),
    (many(mobile, 3), PersonalKind.phone),
    ([number[1:] for number in many(mobile)], PersonalKind.phone),
    (["0905 123 456"], PersonalKind.phone),
    (["+84905123456", "+84 912 345 678"], PersonalKind.phone),
    (["(0258) 3822 123", "0258.3822.124"], PersonalKind.phone),
    (["0905123456; 0912.345.678", "0935123456"], PersonalKind.phone),
    (["ĐT: 0905123456"], PersonalKind.phone),
    (["an@example.org", "binh.le@example.vn", None], PersonalKind.email),
    (["Liên hệ an@example.org", "không có"], PersonalKind.email),
    (OWNERS, PersonalKind.person_name),
    ([name.upper() for name in OWNERS], PersonalKind.person_name),
    ([f"{name}\n{other}\n" for name, other in zip(OWNERS, OWNERS[1:])], PersonalKind.person_name),
    (["Nguyen Thi Lan", "Tran Van Binh", "Le Thi Cuc", "Pham Duc", "Vo Thi En", "Ho Van Giang", "Bui Thi Hoa", "Do Ly"],
     PersonalKind.person_name),
    (["Hộ ông Nguyễn Văn A", "Hộ bà: Trần Thị B"], PersonalKind.person_name),
    (["Ông Lê Văn C và bà Võ Thị D", "Bà Phan Thị E", "UBND phường"], PersonalKind.person_name),
]  # fmt: skip

NOT_FOUND: list[list[object]] = [
    [f"0760{n // 10}{n:05}" for n in range(1, 300)],  # address codes of ten digits that look like mobile numbers
    [f"{p}{n:05}" for p in ("08120", "08330", "08510", "08660", "08970") for n in range(1, 60)],
    [f"{n} Lê Lợi, mã 0760{n // 10}{n:05}" for n in range(1, 300)],  # and the same among words
    ["GCN số BX 225123 cấp ngày 01/02/2005", "Quyết định 123/QĐ-UBND cấp huyện"],
    ["1151502853", "9430703500", "5701000001"],
    [f"{57000 + n}" for n in range(200)],  # postcodes
    [f"0560000{n:05}" for n in range(500)],  # place ids: province, then a running number
    [f"05622333{n:04}" for n in range(500)],
    [f"{RANDOM.randrange(10**12):012}" for _ in range(200)],
    [f"{n}" for n in range(1, 300)],  # parcels
    [f"{223330000 + n * 3}" for n in range(300)],  # commune, sheet and parcel in nine digits
    [f"{RANDOM.randrange(10**8, 10**9)}" for _ in range(300)],  # identifiers of OpenStreetMap
    [f"{RANDOM.randrange(10**3, 10**6) / 10}" for _ in range(100)],  # areas
    [f"{1356000 + RANDOM.random() * 1000:.3f}" for _ in range(100)],
    [f"109.{RANDOM.randrange(10**8):08}" for _ in range(100)],
    [f"0.{RANDOM.randrange(10**9):09}" for _ in range(100)],
    ["2024-01-31", "31/01/2024", "20240131", "202401311200", "2024"],
    ["ODT", "ONT", "BHK", "CLN", "LUC"],
    ["8.5", "1,250.75", "1.250,75"],
    [*STREETS],
    [f"Đường {name}" for name in STREETS],
    [name.upper() for name in STREETS],
    ["Nguyen Trai", "Tran Hung Dao", "Le Loi", "Nguyen Thi Minh Khai", "Vo Thi Sau", "Vo Van Tan", "Le Lai"],
    ["Phường Bắc Nha Trang", "Xã Vạn Thắng", "Phường Tây Nha Trang", "Xã Diên Khánh"],
    ["Trường THCS Nguyễn Văn Trỗi", "Trường Tiểu học Võ Thị Sáu", "Chợ Đầm"],
    ["Lê Văn A", "Trần Thị B"],  # too few to tell without titles
    ["12/3", "57b", "K448/20"],
    ["2/4", "30/4"],
    ["https://a.example/@x", "a@b"],
    [],
    [None, "", " "],
    [True, False],
]


@pytest.mark.parametrize(("values", "kind"), FOUND)
def test_personal_content_is_found(values: list[object], kind: PersonalKind) -> None:
    assert personal_content(values) is kind
    assert personal_content([*values, *values]) is kind


@pytest.mark.parametrize("values", NOT_FOUND)
def test_other_content_is_not(values: list[object]) -> None:
    assert personal_content(values) is None


def test_columns_by_name_and_by_content() -> None:
    columns: dict[str, list[object]] = {
        "MaXa": ["22333", "22336"],
        "SoHieuToBanDo": ["12", "13"],
        "TenChu": ["x", "y"],
        "SoCCCD": ["", ""],
        "GhiChu": [*many(cccd)],
        "LienHe": ["", ""],
        "NamSinh": ["1980"],
        "owner": [*many(cccd)],
        "Truong1": [*many(mobile)],
        "Truong2": [*OWNERS],
        "ten_duong": [*OWNERS],  # streets are named after people
        "DiaChi": ["12 Nguyễn Trãi, phường Nha Trang", "5 Lê Lợi"],
        "ma_dia_chi_so": [*many(mobile)],  # by its name a code, whatever its digits look like
        "place_id": [*many(cccd)],
        "MaDinhDanhDiaDiem": [*many(cccd)],
        "email": [],
    }
    assert personal_columns(list(columns), columns.__getitem__) == {
        "TenChu": PersonalKind.person_name,
        "SoCCCD": PersonalKind.identity_number,
        "GhiChu": PersonalKind.identity_number,
        "LienHe": PersonalKind.other,
        "NamSinh": PersonalKind.other,
        "owner": PersonalKind.identity_number,
        "Truong1": PersonalKind.phone,
        "Truong2": PersonalKind.person_name,
        "email": PersonalKind.email,
    }


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("ten_chu", PersonalKind.person_name),
        ("ChuSuDung", PersonalKind.person_name),
        ("HoTen", PersonalKind.person_name),
        ("SDT", PersonalKind.phone),
        ("so_dien_thoai", PersonalKind.phone),
        ("SoGiayTo", PersonalKind.identity_number),
        ("cmnd", PersonalKind.identity_number),
        ("thu_dien_tu", PersonalKind.email),
        ("ngay_sinh", PersonalKind.other),
        ("ma_so_thue", PersonalKind.other),
    ],
)
def test_kind_of_an_empty_column_by_its_name(name: str, kind: PersonalKind) -> None:
    assert personal_columns([name], lambda _: []) == {name: kind}


@pytest.mark.parametrize("name", ["TEN_CSD", "TenCSH", "TenNSD", "hoten_vo", "chunha_ten2", "ChuCu", "chuhogd"])
def test_short_names_of_owner_columns(name: str) -> None:
    assert personal_columns([name], lambda _: []) != {}


@pytest.mark.parametrize("name", ["chuc_nang", "chu_vi", "chu_thich", "CSDL", "tenchung", "chuoi"])
def test_names_that_only_begin_like_those_of_owners(name: str) -> None:
    assert personal_columns([name], lambda _: []) == {}


def people(rng: random.Random, size: int) -> list[str]:
    """Names as the young bear them, few Thị and Văn among them; a third of the families is Raglai or Chăm."""
    families = ["Nguyễn", "Trần", "Lê", "Phạm", "Võ", "Đặng", "Katơr", "Pinăng", "Chamaléa", "Đàng"]
    middles = ["Thị", "Minh", "Đức", "Ngọc", "Quốc"]
    names = [f"{f} {m} {g}" for f in families for m in middles for g in ("An", "Bảo", "Hà", "Khánh", "My", "Quân")]
    return rng.sample(names, size)


def test_owners_with_few_old_middle_names(shared_data: Path) -> None:
    """Where no streets are expected; the same share of Thị and Văn among streets proves nothing."""
    rng = random.Random(5)
    found = [personal_content(people(rng, 120), few=True) for _ in range(20)]
    assert found.count(PersonalKind.person_name) == len(found)
    with (shared_data / "encodings" / "street_names_encodings.csv").open(encoding="utf-8", newline="") as file:
        streets = [row["unicode_nfc"] for row in csv.DictReader(file)]
    assert personal_content(streets, few=True) is None
    for _ in range(60):
        some = rng.sample(streets, rng.randrange(15, 80))
        assert personal_content(some, few=True) is None, some


def test_real_columns_hold_nothing_personal(shared_data: Path) -> None:
    with (shared_data / "encodings" / "street_names_encodings.csv").open(encoding="utf-8", newline="") as file:
        streets = [row["unicode_nfc"] for row in csv.DictReader(file)]
    assert personal_content(streets) is None
    for start in range(0, len(streets) - 12, 6):
        assert personal_content(streets[start: start + 12]) is None, streets[start: start + 12]
    for path in shared_data.glob("admin/*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        assert personal_columns(list(rows[0]), lambda name, rows=rows: [row[name] for row in rows]) == {}, path.name


FEW = [
    (["Lê Văn A", "Trần Thị B"], True),
    (["Nguyễn Văn An"], True),
    (["NGUYỄN THỊ LAN", "TRẦN VĂN BÌNH", "Lê Quốc Cường"], True),
    (["Nguyen Van An"], True),
    (["Nguyễn Thị Minh Khai"], False),  # a street, a school
    (["Nguyễn Văn An", "Lê Lợi"], False),
    (["Trần Hưng Đạo", "Lê Văn An"], False),
    (["Lê Lai"], False),
    (["Thôn Văn Đăng"], False),
    (["đất ở"], False),
]


@pytest.mark.parametrize(("values", "found"), FEW)
def test_a_handful_of_names(values: list[object], found: bool) -> None:
    """Where the layer is none of streets; one of streets keeps its names."""
    assert personal_content(values, few=True) is (PersonalKind.person_name if found else None)
    assert personal_content(values) is None
    assert personal_columns(["cot1"], lambda _: values, few=True) == (
        {"cot1": PersonalKind.person_name} if found else {}
    )
    for place in ("ten_duong", "TenXa", "ten_thon"):
        assert personal_columns([place], lambda _: values, few=True) == {}


@settings(max_examples=effort(60), deadline=None)
@given(st.integers(0, 10**6), st.integers(20, 400))
def test_columns_of_people_are_found_and_columns_of_codes_are_not(seed: int, size: int) -> None:
    rng = random.Random(seed)
    assert personal_content([cccd(rng) for _ in range(size)]) is PersonalKind.identity_number
    assert personal_content([mobile(rng) for _ in range(size)]) is PersonalKind.phone
    prefixes = [f"{rng.randrange(1, 100):02}{rng.randrange(1000):03}" for _ in range(5)]
    codes = [f"{rng.choice(prefixes)}{rng.randrange(1, 9999):05}" for _ in range(size)]
    assert personal_content(codes) is None


@given(st.lists(st.one_of(st.none(), st.integers(), st.floats(), st.text(), st.booleans()), max_size=20))
def test_any_values_can_be_asked_about(values: list[object]) -> None:
    assert personal_content(values) in (None, *PersonalKind)
