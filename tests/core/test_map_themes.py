"""Themes: what the shipped ones hold, which category an object is of, and files that are wrong."""
from __future__ import annotations

import json
from pathlib import Path

import pytest

from diachiso.core.classes import load_classes
from diachiso.core.errors import DiachisoError
from diachiso.core.map_themes import MapTheme, choose_themes, load_themes, parse_theme
from diachiso.core.resources import read_json

ORDER = ["health", "education", "tourism", "farm_products", "fire_hydrants", "epidemiology", "safe_zones"]


@pytest.fixture(scope="module")
def themes() -> dict[str, MapTheme]:
    return {theme.id: theme for theme in load_themes()}


def test_the_themes_that_the_law_names_are_there_and_know_their_classes(themes: dict[str, MapTheme]) -> None:
    assert list(themes) == ORDER
    known = load_classes()
    for theme in themes.values():
        assert set(theme.classes) <= set(known) and theme.title.vi.startswith("Bản đồ")
        assert len({category.id for category in theme.categories}) == len(theme.categories)


@pytest.mark.parametrize(("theme", "object_class", "texts", "category"), [
    ("health", "health", ["Bệnh viện Đa khoa tỉnh"], "hospital"),
    ("health", "health", ["TRẠM Y TẾ phường 1", None], "health_station"),
    ("health", "health", [None, None], "other"), ("health", "house", ["Bệnh viện"], None),
    ("health", "health", ["Cơ sở", "phòng khám"], "clinic"), ("education", "school", ["THCS-THPT Lý Tự Trọng"],
                                                             "lower_secondary"),
    ("farm_products", "farm_facility", ["Trang trại gà"], "livestock"),
    ("farm_products", "farm_facility", ["Trang trại Gành Đá"], "farm"),
    ("farm_products", "farm_facility", ["Trang trại (gà, vịt)"], "livestock"),
    ("farm_products", "shop", ["Cửa hàng tạp hóa"], None), ("fire_hydrants", "hydrant", [""], "hydrant"),
])  # fmt: skip
def test_the_first_category_that_fits_counts(
    themes: dict[str, MapTheme], theme: str, object_class: str, texts: list, category: str | None
) -> None:
    found = themes[theme].category_of(object_class, texts)
    assert (found.id if found else None) == category


@pytest.mark.parametrize(("said", "kind"), [
    ("Ổ dịch số 3", "infected"), ("vùng an toàn dịch bệnh", "safe"), ("VÙNG ĐỆM", "buffer"), ("không rõ", None),
    ("", None), (None, None),
])  # fmt: skip
def test_a_zone_is_told_by_the_longest_word(themes: dict[str, MapTheme], said: str | None, kind: str | None) -> None:
    found = themes["safe_zones"].area_of(said)
    assert (found.id if found else None) == kind


def test_a_province_adds_a_theme_and_replaces_another(tmp_path: Path) -> None:
    folder = tmp_path / "profiles" / "themes"
    folder.mkdir(parents=True)
    health = read_json("profiles", "themes", "health.json")
    (folder / "a.json").write_text(json.dumps({**health, "id": "wells", "order": 0}), encoding="utf-8")
    title = {"vi": "Bản đồ của tỉnh", "en": "The province's"}
    (folder / "b.json").write_text(json.dumps({**health, "title": title}), encoding="utf-8")
    found = load_themes(tmp_path / "register.gpkg")
    assert [theme.id for theme in found] == ["wells", *ORDER]
    assert choose_themes(found, "health")[0].title.vi == "Bản đồ của tỉnh"
    assert len(choose_themes(found, "all")) == 8
    with pytest.raises(DiachisoError, match="wells"):
        choose_themes(found, "weather")


@pytest.mark.parametrize(("change", "error"), [
    ({"shape": "heart"}, "profile.not_one_of"), ({"colour": "red"}, "theme_bad_colour"),
    ({"classes": "health"}, "profile.not_list"), ({"colours": "#ffffff"}, "profile.unknown_key"),
    ({"size": 0}, "profile.not_number"),
])  # fmt: skip
def test_a_wrong_category_names_file_and_key(change: dict, error: str) -> None:
    data = read_json("profiles", "themes", "health.json")
    data["categories"][2].update(change)
    with pytest.raises(DiachisoError) as caught:
        parse_theme(data, "own.json")
    assert caught.value.message.id == error and "own.json" in str(caught.value) and "categories[2]" in str(caught.value)
