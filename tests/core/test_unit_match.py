from __future__ import annotations

import sqlite3
from datetime import date
from typing import Any, Optional

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diachiso.core import unit_match
from diachiso.core.unit_fields import five_digits
from diachiso.core.unit_match import RowState, UnitMatch, match_polygons
from diachiso.core.units import LEGACY_LAST_DAY, UnitLevel, UnitTable

from ..effort import effort
from ..real_data import NHA_TRANG

KHANH_HOA, HA_NOI, QUANG_NINH = "56", "01", "22"
Rows = list[dict[str, Any]]


@pytest.fixture(scope="module")
def table() -> UnitTable:
    return UnitTable.load()


@pytest.fixture(scope="module")
def communes() -> Rows:
    """The attribute rows of the 65 real communes of Khánh Hòa."""
    if not NHA_TRANG.exists():
        pytest.skip(f"the real layer {NHA_TRANG} is not here")
    connection = sqlite3.connect(f"file:{NHA_TRANG}?mode=ro", uri=True)
    connection.row_factory = sqlite3.Row
    rows = [{key: row[key] for key in row.keys() if key != "geom"} for row in connection.execute(  # noqa: SIM118
        "SELECT * FROM communes"
    )]  # fmt: skip
    connection.close()
    return rows


def of_today(table: UnitTable, province: str) -> Rows:
    return [{"ma": unit.code, "ten": unit.full_name} for unit in table.communes(province)]


def of_before(table: UnitTable, *provinces: str) -> Rows:
    units = [unit for province in provinces for unit in table.communes(province, LEGACY_LAST_DAY)]
    return [{"ma": unit.code, "ten": unit.full_name} for unit in units]


def codes(match: UnitMatch) -> list[Optional[str]]:
    return [unit.code if unit else None for unit in match.units]


def told(match: UnitMatch) -> list[str]:
    return [notice.message.id for notice in match.notices]


# --- the real layer ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kept", "code_field", "name_field"),
    [
        (None, "code", "full_name"),
        (["fid", "code"], "code", None),
        (["fid", "name", "full_name", "name_en", "area_km2"], None, "full_name"),
        (["fid", "full_name"], None, "full_name"),
        (["fid", "full_name_std"], None, "full_name_std"),
        (["fid", "name"], None, "name"),
    ],
)
def test_all_communes_of_the_real_layer_are_found(
    table: UnitTable, communes: Rows, kept: Optional[list[str]], code_field: Optional[str], name_field: Optional[str]
) -> None:
    rows = [{key: row[key] for key in (kept or row)} for row in communes]
    match = match_polygons(rows, table, KHANH_HOA)
    assert codes(match) == [row["code"] for row in communes]
    assert (match.fields.code, match.fields.name) == (code_field, name_field)
    assert match.missing == ()
    assert told(match) == []


def test_the_postcode_field_is_reported_and_read(table: UnitTable, communes: Rows) -> None:
    match = match_polygons(communes, table, KHANH_HOA)
    assert match.fields.postcode == "postcode"
    assert [row.postcode for row in match.rows] == [row["postcode"] for row in communes]
    renamed = [{"ten": row["name"], "mabuuchinh": int(row["postcode"])} for row in communes]
    again = match_polygons(renamed, table, KHANH_HOA)
    assert again.fields.postcode == "mabuuchinh"
    assert [row.postcode for row in again.rows] == [row["postcode"] for row in communes]


def test_wild_field_names_and_types(table: UnitTable, communes: Rows) -> None:
    rows = [{"OBJECTID": i, "MaXa": float(row["code"]), "GHI_CHU": None} for i, row in enumerate(communes)]
    match = match_polygons(rows, table, KHANH_HOA)
    assert match.fields.code == "MaXa"
    assert codes(match) == [row["code"] for row in communes]


# --- made layers ------------------------------------------------------------------------------------------------


def test_codes_that_lost_their_zeros(table: UnitTable) -> None:
    rows = [{"fid": n, "ma": int(row["ma"])} for n, row in enumerate(of_today(table, HA_NOI), start=1)]
    match = match_polygons(rows, table, HA_NOI)
    assert match.fields.code == "ma"
    assert codes(match) == [row["ma"] for row in of_today(table, HA_NOI)]


def test_a_row_number_is_not_a_code(table: UnitTable) -> None:
    rows = [{"fid": n} for n in range(1, 127)]
    match = match_polygons(rows, table, HA_NOI)
    assert match.fields.code is None
    assert told(match) == ["units.no_field"]


def test_the_users_choice_of_a_field_goes_first(table: UnitTable) -> None:
    rows = [{"code": "22366", "newer": "22708"}]
    assert codes(match_polygons(rows, table, KHANH_HOA)) == ["22366"]
    match = match_polygons(rows, table, KHANH_HOA, code_field="newer")
    assert (codes(match), match.fields.code) == (["22708"], "newer")


def test_a_code_of_another_list_is_found_by_name(table: UnitTable) -> None:
    rows = of_today(table, QUANG_NINH)[:9] + [{"ma": "06978", "ten": "Xã Ba Chẽ"}]
    assert codes(match_polygons(rows, table, QUANG_NINH))[-1] == "06970"


def test_a_type_in_a_field_of_its_own(table: UnitTable) -> None:
    match = match_polygons([{"TYPE_3": "Phường", "NAME_3": "Nha Trang", "NAME_1": "Khánh Hòa"}], table, KHANH_HOA)
    assert codes(match) == ["22366"]
    assert match.fields == unit_match.UnitFields(name="NAME_3", unit_type="TYPE_3", province="NAME_1")


def test_code_and_name_that_disagree_are_for_a_person(table: UnitTable) -> None:
    rows = of_today(table, KHANH_HOA)
    rows[0] = {"ma": "22366", "ten": "Xã Suối Dầu"}
    match = match_polygons(rows, table, KHANH_HOA)
    assert match.rows[0].state is RowState.ambiguous
    assert {unit.code for unit in match.rows[0].candidates} == {"22366", "22708"}
    assert codes(match)[0] is None
    assert "units.ambiguous" in told(match)


def test_a_broken_name_does_not_spoil_a_good_code(table: UnitTable) -> None:
    rows = of_today(table, KHANH_HOA)
    rows[3]["ten"] = "X· Vạn ?"
    assert codes(match_polygons(rows, table, KHANH_HOA)) == [row["ma"] for row in rows]


def test_names_without_diacritics_that_fit_two_communes(table: UnitTable) -> None:
    match = match_polygons([{"ten_xa": "Xa Son Ha"}, {"ten_xa": "xa Ba Gia"}], table, "51")
    assert [row.state for row in match.rows] == [RowState.ambiguous, RowState.matched]


def test_what_matches_nothing_and_what_has_no_area_is_told(table: UnitTable) -> None:
    rows = [*of_today(table, KHANH_HOA)[:-2], {"ma": None, "ten": "Hồ Kênh Hạ"}, {"ma": None, "ten": None}]
    match = match_polygons(rows, table, KHANH_HOA)
    assert match.indices(RowState.unmatched) == [63, 64]
    assert len(match.missing) == 2
    assert told(match) == ["units.unmatched", "units.missing"]
    notice = match.notices[0]
    assert "Hồ Kênh Hạ, ?" in notice.message.render(None, **notice.params)


def test_several_areas_of_one_commune_are_told(table: UnitTable) -> None:
    rows = of_today(table, KHANH_HOA)
    match = match_polygons([*rows, rows[0]], table, KHANH_HOA)
    assert codes(match)[0] == codes(match)[-1] == rows[0]["ma"]
    assert told(match) == ["units.repeated"]


def test_layer_of_the_whole_country(table: UnitTable) -> None:
    units = [unit for unit in table.units if unit.level is UnitLevel.commune and unit.is_valid(None)]
    right = [unit.code if unit.province_code == KHANH_HOA else None for unit in units]
    coded = [{"ma": unit.code, "ten_xa": unit.full_name} for unit in units]
    named = [{"ten_xa": unit.full_name, "ma_tinh": unit.province_code} for unit in units]
    for rows in (coded, named):
        match = match_polygons(rows, table, KHANH_HOA)
        assert codes(match) == right
        assert len(match.indices(RowState.elsewhere)) == len(rows) - 65
        assert told(match) == []
    # Names alone: a namesake in another province must never be taken for ours.
    alone = codes(match_polygons([{"ten_xa": unit.full_name} for unit in units], table, KHANH_HOA))
    assert all(found in (None, truth) for found, truth in zip(alone, right))
    assert any(alone)


def test_layer_of_another_province(table: UnitTable) -> None:
    rows = [{"ma": row["ma"], "ten_xa": row["ten"], "ma_tinh": 56} for row in of_today(table, KHANH_HOA)]
    match = match_polygons(rows, table, HA_NOI)
    assert codes(match) == [None] * 65
    assert told(match) == ["units.other_province"]


@pytest.mark.parametrize("fields", [("ma", "ten"), ("ma",), ("ten",)])
def test_a_layer_of_legacy_communes_is_refused_whole(table: UnitTable, fields: tuple[str, ...]) -> None:
    rows = [{field: row[field] for field in fields} for row in of_before(table, "56", "58")]
    match = match_polygons(rows, table, KHANH_HOA)
    assert match.is_legacy_layer
    assert codes(match) == [None] * len(rows)
    assert {row.state for row in match.rows} == {RowState.legacy}
    assert told(match) == ["units.legacy_layer"]


def test_legacy_communes_among_todays_are_left_out(table: UnitTable) -> None:
    today, before = of_today(table, KHANH_HOA), of_before(table, "56")
    names = {row["ten"] for row in today}
    old = [row for row in before if row["ten"] not in names][:10]
    match = match_polygons(today + old, table, KHANH_HOA)
    assert codes(match) == [row["ma"] for row in today] + [None] * 10
    assert told(match) == ["units.legacy_rows"]
    assert not match.is_legacy_layer


def test_a_legacy_layer_matches_on_a_day_of_its_time(table: UnitTable) -> None:
    rows = of_before(table, "56", "58")
    match = match_polygons(rows, table, KHANH_HOA, on=date(2025, 1, 1))
    ours = {unit.code for unit in table.communes(KHANH_HOA, LEGACY_LAST_DAY)}
    assert codes(match) == [row["ma"] if row["ma"] in ours else None for row in rows]
    assert match.missing == ()


@pytest.mark.parametrize("province", ["01", "08", "19", "22", "37", "51", "66", "75", "79", "91", "96"])
def test_layers_of_today_are_never_taken_for_legacy_ones(table: UnitTable, province: str) -> None:
    rows = of_today(table, province)
    for fields in (("ma", "ten"), ("ma",), ("ten",)):
        match = match_polygons([{field: row[field] for field in fields} for row in rows], table, province)
        assert codes(match) == [row["ma"] for row in rows]


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("22366", "22366"),
        (" 00004 ", "00004"),
        (4, "00004"),
        (4.0, "00004"),
        ("4.0", "00004"),
        ("22366.00", "22366"),
        (22366.5, None),
        (float("nan"), None),
        (float("inf"), None),
        (123456, None),
        (-4, None),
        ("", None),
        (None, None),
        (True, None),
        ("22a66", None),
        ("٢٢٣٦٦", None),
    ],
)
def test_five_digits(value: Any, code: Optional[str]) -> None:
    assert five_digits(value) == code


VALUES = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=12), st.sampled_from(["22366", "Nha Trang"])
)


@settings(max_examples=effort(150), deadline=None)
@given(st.lists(st.dictionaries(st.sampled_from(["ma_xa", "ten", "x", "ma_tinh"]), VALUES), max_size=6))
def test_any_rows_are_answered_in_their_order(rows: Rows) -> None:
    table = UnitTable.load()
    match = match_polygons(rows, table, KHANH_HOA)
    assert len(match.rows) == len(rows)
    present = {unit.code for unit in match.units if unit}
    assert present | {unit.code for unit in match.missing} == {u.code for u in table.communes(KHANH_HOA)}
    for notice in match.notices:
        assert notice.message.render(None, **notice.params)
