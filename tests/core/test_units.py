from __future__ import annotations

import csv
import subprocess
import sys
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from typing import Optional

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diachiso.core import text, unit_names
from diachiso.core.units import LEGACY_LAST_DAY, Crosswalk, UnitLevel, UnitTable

from ..effort import effort
from ..real_data import DATA

BEFORE_DONG_NAI_CITY = date(2026, 4, 29)
# The one code in which our source and the reference list differ (see scripts/make_units.py).
BA_CHE_OURS, BA_CHE_REFERENCE = "06970", "06978"


@pytest.fixture(scope="module")
def table() -> UnitTable:
    return UnitTable.load()


def reference(name: str) -> list[dict[str, str]]:
    path = DATA / "admin" / name
    if not path.exists():
        pytest.skip(f"the reference data {path} is not here")
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


# --- the tables -------------------------------------------------------------------------------------------------


def test_counts_of_each_level_and_time(table: UnitTable) -> None:
    def count(level: UnitLevel, on: Optional[date]) -> int:
        return sum(unit.level is level and unit.is_valid(on) for unit in table.units)

    for day in (None, date(2025, 7, 1), BEFORE_DONG_NAI_CITY):
        assert [count(level, day) for level in UnitLevel] == [34, 0, 3321]
    assert [count(level, LEGACY_LAST_DAY) for level in UnitLevel] == [63, 696, 10035]
    assert len(Crosswalk.load().rows) == 10602


def test_no_code_means_two_units_on_one_day(table: UnitTable) -> None:
    for day in (None, date(2025, 7, 1), BEFORE_DONG_NAI_CITY, date(2026, 4, 30), LEGACY_LAST_DAY):
        codes = [unit.code for unit in table.units if unit.is_valid(day)]
        assert len(codes) == len(set(codes))


def test_names_are_nfc_without_loose_spaces_and_parents_exist(table: UnitTable) -> None:
    for unit in table.units:
        assert unit.full_name == text.nfc(" ".join(unit.full_name.split()))
        assert "(" not in unit.full_name
        if unit.parent_code:
            parent = table.by_code(unit.parent_code, unit.valid_to)
            assert parent is not None
            assert parent.level is not unit.level


def test_units_equal_the_reference_list(table: UnitTable) -> None:
    rows = reference("units_2025.csv")
    for row in rows:
        code = BA_CHE_OURS if row["code"] == BA_CHE_REFERENCE else row["code"]
        unit = table.by_code(code)
        assert unit is not None, row
        assert unit.is_valid(None)
        assert (unit.level.value, unit.province_code) == (row["level"], row["province_code"])
        assert unit.unit_type == row["type"], row
        assert text.compare_key(unit.full_name) == text.compare_key(row["full_name"])
    assert len(rows) == sum(unit.is_valid(None) for unit in table.units)


def test_crosswalk_equals_the_reference_list(table: UnitTable) -> None:
    rows = reference("crosswalk_2025.csv")
    ours = {(row.old_code, row.new_code, row.is_split) for row in Crosswalk.load().rows}
    island_districts = {code for code, _, _ in ours if len(code) == 3}
    assert len(island_districts) == 5
    theirs = {(row["old_commune_code"], row["new_commune_code"], row["is_split"] == "1") for row in rows}
    assert {("" if old in island_districts else old, new, split) for old, new, split in ours} == theirs
    for row in rows:
        old = table.by_code(row["old_commune_code"], LEGACY_LAST_DAY)
        if row["old_commune_code"]:
            assert old is not None
            assert text.compare_key(old.full_name) == text.compare_key(row["old_commune"])
            assert (old.province_code, old.parent_code) == (row["old_province_code"], row["old_district_code"])


def test_crosswalk_says_where_an_old_commune_went() -> None:
    crosswalk = Crosswalk.load()
    assert [(s.new_code, s.is_main) for s in crosswalk.successors("00001")] == [("00097", True)]
    split = next(row.old_code for row in crosswalk.rows if row.is_split)
    parts = crosswalk.successors(split)
    assert len(parts) > 1
    assert [part.is_main for part in parts] == [True] + [False] * (len(parts) - 1)
    assert all(part in crosswalk.predecessors(part.new_code) for part in parts)
    assert crosswalk.successors("99999") == () == crosswalk.predecessors("99999")


def test_the_tables_are_what_their_script_writes(tmp_path: Path) -> None:
    if find_spec("vietnamadminunits") is None:
        pytest.skip("the package vietnamadminunits, from which the tables are made, is not installed")
    root = Path(__file__).resolve().parents[2]
    subprocess.run([sys.executable, root / "scripts" / "make_units.py", tmp_path], check=True)
    written = sorted(path.name for path in tmp_path.iterdir())
    assert written == ["crosswalk_2025.csv", "units_2025.csv", "units_legacy.csv"]
    for name in written:
        assert (tmp_path / name).read_bytes() == (root / "resources" / "admin" / name).read_bytes()


# --- finding ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "on", "full_name"),
    [
        ("00004", None, "Phường Ba Đình"),
        ("00004", LEGACY_LAST_DAY, "Phường Trúc Bạch"),
        ("001", None, "Quận Ba Đình"),
        ("001", date(2025, 7, 1), None),
        ("26248", None, "Phường Trảng Bom"),
        ("26248", BEFORE_DONG_NAI_CITY, "Xã Trảng Bom"),
        ("75", BEFORE_DONG_NAI_CITY, "Tỉnh Đồng Nai"),
        ("75", date(2026, 4, 30), "Thành phố Đồng Nai"),
        ("00000", None, None),
    ],
)
def test_by_code_reads_the_date(table: UnitTable, code: str, on: Optional[date], full_name: Optional[str]) -> None:
    unit = table.by_code(code, on)
    assert (unit.full_name if unit else None) == full_name


@pytest.mark.parametrize(
    ("written", "province", "on", "codes"),
    [
        ("Phường Nha Trang", "56", None, ["22366"]),
        ("P. Nha Trang", "56", None, ["22366"]),
        ("P.Nha Trang", None, None, ["22366"]),
        ("phuong nha trang", "56", None, ["22366"]),
        ("NHA TRANG", "56", None, ["22366"]),
        ("Nha Trang Ward", "56", None, ["22366"]),
        ("Xã Nha Trang", "56", None, ["22366"]),  # a wrong or former type
        ("Phường Hòa Thắng", "56", None, ["22591"]),
        ("Phường Hoà Thắng", "56", None, ["22591"]),
        ("Thanh An", "79", None, ["25807"]),
        ("Xã Thanh An", "79", None, ["25807"]),
        ("Xa Thanh An", "79", None, ["25807", "27676"]),  # Thanh An, Thạnh An
        ("Đặc khu Trường Sa", None, None, ["22736"]),
        ("Xã Ea H’leo", None, None, ["24184"]),
        ("Ea Hleo", None, None, ["24184"]),
        ("Chân Mây – Lăng Cô", None, None, ["20137"]),
        ("Đăk Mil", None, None, ["24670"]),
        ("Xa Son Ha", "51", None, ["21289", "21292"]),  # Sơn Hà, Sơn Hạ: both may be meant
        ("Xã Sơn Hà", "51", None, ["21289"]),
        ("Xã Sơn Hã", "51", None, []),  # a wrong diacritic is not a missing one
        ("TT. Tân Thạnh", "80", LEGACY_LAST_DAY, ["27826"]),
        ("", "56", None, []),
        ("Phường", "56", None, []),
    ],
)
def test_find_takes_names_as_people_write_them(
    table: UnitTable, written: str, province: Optional[str], on: Optional[date], codes: list[str]
) -> None:
    found = table.find(written, level="commune", province_code=province, on=on)
    assert [unit.code for unit in found] == codes


def test_numbered_wards_and_districts_of_before(table: UnitTable) -> None:
    def wards(written: str) -> set[str]:
        found = table.find(written, level=UnitLevel.commune, province_code="79", on=LEGACY_LAST_DAY)
        return {unit.full_name for unit in found}

    assert wards("P12") == wards("Phường 12") == wards("p. 12") == {"Phường 12"}
    assert wards("Phường 01") == {"Phường 1"}
    assert [u.code for u in table.find("Q.1", level="district", province_code="79", on=LEGACY_LAST_DAY)] == ["760"]
    assert table.find("Quận 1", level="district", province_code="79") == []


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("56", "56"),
        (56, "56"),
        (1, "01"),
        ("58", "56"),
        ("91", "91"),  # a code of today means today's province, not legacy Kiên Giang
        ("Ninh Thuận", "56"),
        ("Tỉnh Khánh Hoà", "56"),
        ("T. Khánh Hòa", "56"),
        ("khanh hoa", "56"),
        ("Khanh Hoa Province", "56"),
        ("TP.HCM", "79"),
        ("tphcm", "79"),
        ("TP Hồ Chí Minh", "79"),
        ("Sài Gòn", "79"),
        ("brvt", "79"),
        ("Thừa Thiên - Huế", "46"),
        ("Thua Thien Hue", "46"),
        ("Đăk Lăk", "66"),
        ("Đắc Lắc", "66"),
        ("Tỉnh Đồng Nai", "75"),
        ("Thành phố Đồng Nai", "75"),
        ("Nha Trang", None),
        ("", None),
        ("999", None),
        ("001", None),
    ],
)
def test_province_by_code_or_name(table: UnitTable, written: object, code: Optional[str]) -> None:
    unit = table.province(written)  # type: ignore[arg-type]
    assert (unit.code if unit else None) == code


def test_every_legacy_province_leads_to_one_of_today(table: UnitTable) -> None:
    legacy = [u for u in table.units if u.level is UnitLevel.province and u.is_valid(LEGACY_LAST_DAY)]
    today = {u.code for u in table.units if u.level is UnitLevel.province and u.is_valid(None)}
    reached = {found.code for unit in legacy if (found := table.province(unit.full_name))}
    assert reached == today
    assert table.legacy_provinces("56") == ["56", "58"]
    kien_giang = table.province("91", LEGACY_LAST_DAY)
    assert kien_giang is not None
    assert kien_giang.name == "Kiên Giang"


def test_every_commune_is_found_by_its_own_name_in_its_province(table: UnitTable) -> None:
    for unit in table.units:
        if unit.level is UnitLevel.commune and unit.is_valid(None):
            for written in (unit.full_name, unit.name, text.ascii_key(unit.full_name)):
                found = table.find(written, level="commune", province_code=unit.province_code)
                assert unit in found
            assert table.find(unit.name, level="commune", province_code=unit.province_code) == [unit]


@settings(max_examples=effort(200))
@given(st.text(max_size=30))
def test_any_text_is_a_question_not_an_error(written: str) -> None:
    table = UnitTable.load()
    for unit in table.find(written, level="commune", province_code="56"):
        typed = unit_names.split_unit_name(written)
        keys = {unit_names.name_key(written), typed.key}
        assert any(unit_names.lacks_diacritics_of(key, unit_names.name_key(unit.name)) for key in keys)
    table.province(written)
