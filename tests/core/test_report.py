"""The report of a month in core: months, lines and their sums, targets, the profile and its mistakes."""
from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diachiso.core.errors import DiachisoError
from diachiso.core.indicators import CountRow, Counts, thousandths, with_objects
from diachiso.core.report_period import Period, parse_period
from diachiso.core.report_profile import load_report_profile, parse_report_profile, read_applications
from diachiso.core.report_table import LineKind, make_table
from diachiso.core.resources import read_json

PROFILE = load_report_profile()
CLASSES = {"house": "I", "office": "II", "school": "II", "hydrant": "III", "parcel": "III"}
NAMES = {"1": "Phường Biển", "2": "Xã Núi", "3": "Xã Không"}
counts = st.lists(st.integers(0, 1000), min_size=6, max_size=6).map(lambda n: Counts(*n))
rows = st.lists(
    st.builds(CountRow, st.sampled_from(["1", "2", "", "9"]), st.sampled_from([*CLASSES, "", "?"]), counts), max_size=12
)


@pytest.mark.parametrize(("text", "today", "expected"), [
    ("", date(2026, 11, 22), "2026-11"), ("2026-11", date(2026, 11, 22), "2026-11"),
    ("11/2026", date(2026, 11, 22), "2026-11"), (" 2026-9 ", date(2026, 11, 22), "2026-09"),
    ("2026-12", date(2026, 11, 16), "2026-12"), ("2027-01", date(2026, 12, 16), "2027-01"),
])  # fmt: skip
def test_months_as_people_write_them(text: str, today: date, expected: str) -> None:
    assert str(parse_period(text, today, 15)) == expected


@pytest.mark.parametrize("text", ["tháng 11", "2026-13", "2026", "0026-11", "2026-12", "2026-11-15"])
def test_no_month(text: str) -> None:
    with pytest.raises(DiachisoError):
        parse_period(text, date(2026, 11, 15), 15)


def test_a_month_is_open_until_the_next_one_closes() -> None:
    month = Period(2026, 11)
    assert month.begin(15) == date(2026, 10, 16) and month.closing(15) == date(2026, 11, 15)
    days = [date(2026, 10, 15), date(2026, 10, 16), date(2026, 12, 14), date(2026, 12, 15)]
    assert [month.is_open(day, 15) for day in days] == [False, True, True, False]
    assert Period(2026, 2).closing(31) == date(2026, 2, 28)
    assert [str(Period(2026, 1).shifted(n)) for n in (-1, -13, 12)] == ["2025-12", "2024-12", "2027-01"]


@given(rows, st.one_of(st.none(), rows))
def test_every_sum_is_the_sum_of_its_lines(now: list[CountRow], before: list[CountRow] | None) -> None:
    table = make_table(now, before, CLASSES, NAMES, PROFILE)
    whole = sum((row.counts for row in now), Counts())
    assert table.whole.now == whole
    assert sum((line.now for line in table.communes), Counts()) == whole
    for lines in (table.groups, table.both):
        sections = [line for line in lines if line.kind is LineKind.SECTION]
        assert sum((line.now for line in sections), Counts()) == whole
        for section in filter(lambda line: line.section, sections):
            groups = [x for x in lines if x.kind is LineKind.GROUP and x.section == section.section
                      and x.commune == section.commune]  # fmt: skip
            assert sum((line.now for line in groups), Counts()) == section.now
    assert (table.whole.before is None) == (before is None)
    if before is not None:
        assert table.whole.before == sum((row.counts for row in before), Counts())
    assert {line.commune for line in table.communes} >= set(NAMES)


def test_targets_count_parts_one_and_two_alone_and_name_who_is_late() -> None:
    now = [
        CountRow("1", "house", Counts(10, 10, 9, 4, 4, 1)), CountRow("1", "parcel", Counts(50)),
        CountRow("2", "office", Counts(2, 2, 2, 0, 0, 0)), CountRow("", "house", Counts(1, 0, 0, 0, 0, 0)),
    ]  # fmt: skip
    table = make_table(now, None, CLASSES, NAMES, PROFILE, applications=1)
    state = {one.target.id: one for one in table.targets}
    assert (state["collected"].part, state["collected"].whole, state["collected"].met) == (12, 13, False)
    assert (state["notified"].part, state["recipients"].met, state["applications"].met) == (11, True, True)
    assert [(late.commune, [one.target.id for one in late.states]) for late in table.late] == [("1", ["notified"])]


def test_a_target_of_nothing_is_not_met_and_nobody_is_reminded_of_it() -> None:
    table = make_table([CountRow("1", "house", Counts(5, 5, 5))], None, CLASSES, NAMES, PROFILE)
    state = {one.target.id: one for one in table.targets}["recipients"]
    assert (state.whole, state.met, state.thousandths, table.late) == (0, False, None, ())


def test_communes_stand_in_the_order_of_their_names() -> None:
    names = ["Phường Bảo An", "Phường Đô Vinh", "Phường Tây Nha Trang", "Xã Anh Dũng", "Đặc khu Trường Sa"]
    given = {str(k): name for k, name in enumerate(reversed(names))}
    rows = [CountRow("", "house", Counts(1)), CountRow("zz", "house", Counts(1))]
    table = make_table(rows, None, CLASSES, given, PROFILE)
    assert [given.get(line.commune, line.commune) for line in table.communes] == [*names, "zz", ""]


def test_a_share_is_a_hundred_only_where_it_is_all() -> None:
    assert thousandths(99_999, 100_000) == 999 and thousandths(7, 7) == 1000 and thousandths(0, 0) is None


def test_objects_without_address_count_in_the_totals_alone() -> None:
    rows = [CountRow("1", "house", Counts(3, 2, 1, 1, 1, 1))]
    assert with_objects(rows, {("1", "house"): 4, ("2", "school"): 5}) == [
        CountRow("1", "house", Counts(7, 2, 1, 1, 1, 1)), CountRow("2", "school", Counts(5)),
    ]  # fmt: skip


@pytest.mark.parametrize("change", [
    {"period_day": 40}, {"groups": []}, {"columns": [{"id": "x"}]}, {"unknown": 1}, {"targets": [{"id": "t"}]},
    {"columns": read_json("profiles", "report", "default.json")["columns"][:1] * 2},
    {"applications": [{"name": "Bản đồ", "since": "15/11/2026"}]},
])  # fmt: skip
def test_mistakes_in_a_profile_are_named(change: dict) -> None:
    data = {**read_json("profiles", "report", "default.json"), **change}
    with pytest.raises(DiachisoError) as error:
        parse_report_profile(data, "mẫu.json")
    assert "mẫu.json" in str(error.value)


def test_a_province_says_only_what_differs(tmp_path: Path) -> None:
    folder = tmp_path / "profiles" / "report"
    folder.mkdir(parents=True)
    (folder / "khanh_hoa.json").write_text(json.dumps({
        "id": "khanh_hoa", "period_day": 20,
        "applications": [{"name": "Bản đồ y tế", "since": "2026-10-01", "link": "https://vidu.vn"}],
    }))  # fmt: skip
    profile = load_report_profile(register=tmp_path / "r.gpkg")
    assert (profile.id, profile.period_day, len(profile.columns)) == ("khanh_hoa", 20, len(PROFILE.columns))
    assert profile.applications[0].since == date(2026, 10, 1)


def test_map_applications_of_a_table(tmp_path: Path) -> None:
    file = tmp_path / "ung_dung.csv"
    file.write_text("name,since,link\nBản đồ du lịch,2026-05-01,https://vidu.vn\nTrụ nước,,\n", encoding="utf-8")
    assert [(a.name, a.since, a.link) for a in read_applications(file)] == [
        ("Bản đồ du lịch", date(2026, 5, 1), "https://vidu.vn"), ("Trụ nước", None, ""),
    ]  # fmt: skip
    for text in ("ten\nBản đồ\n", "name,since\nBản đồ,hôm qua\n"):
        file.write_text(text, encoding="utf-8")
        with pytest.raises(DiachisoError, match="ung_dung"):
            read_applications(file)
