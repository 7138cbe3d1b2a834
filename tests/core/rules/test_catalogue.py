"""The catalogue: every rule has its texts; a province changes levels, tolerances and words, and errors say where."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from diachiso.core.errors import DiachisoError
from diachiso.core.rules.catalogue import RuleLevel, load_rules

RULES = load_rules("addresses")


def own(folder: Path, *rules: dict[str, Any], **more: Any) -> Path:
    (folder / "own.json").write_text(json.dumps({"rules": list(rules), **more}, ensure_ascii=False), "utf-8")
    return folder


@pytest.mark.parametrize("rule", RULES.rules.values(), ids=lambda rule: rule.id)
def test_each_rule_says_what_and_how_to_mend_it(rule: Any) -> None:
    for language in ("vi", "en"):
        assert rule.title_in(language) and rule.remedy_in(language).endswith(".")
        assert rule.text(language, {}).strip()
    assert rule.title["vi"] != rule.title["en"]


def test_a_text_in_both_languages_is_told_in_the_asked_one() -> None:
    rule = RULES.rules["basic_field_missing"]
    label = {"vi": "Số nhà", "en": "House number"}
    assert rule.text("vi_VN", {"field": label}) == "Thiếu “Số nhà”."
    assert rule.text("fr", {"field": label}) == "“House number” is missing."


def test_a_province_changes_what_it_wants(tmp_path: Path) -> None:
    folder = own(
        tmp_path,
        {"id": "position_same", "level": "error", "tolerances": {"metres": 2}},
        {"id": "photo_not_taken", "enabled": True},
        version="Khánh Hòa 3",
    )
    book = load_rules("addresses", [folder])
    assert book.rules["position_same"].level is RuleLevel.error
    assert book.rules["position_same"].tolerance("metres") == 2
    assert book.active("photo_not_taken") and not RULES.active("photo_not_taken")
    assert book.version == "2026.1+Khánh Hòa 3"
    assert book.fingerprint() != RULES.fingerprint() and RULES.fingerprint() == load_rules("addresses").fingerprint()
    assert book.rules["street_far"] == RULES.rules["street_far"]


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ({"id": "no_such_rule"}, "rules[0].id"),
        ({"id": "position_same", "level": "fatal"}, "rules[0].level"),
        ({"id": "position_same", "tolerances": {"meters": 2}}, "rules[0].tolerances.meters"),
        ({"id": "position_same", "tolerances": {"metres": -1}}, "rules[0].tolerances.metres"),
        ({"id": "position_same", "message": {"vi": "{sai}", "en": "{other}"}}, "message.vi"),
        ({"id": "position_same", "message": {"vi": "{other", "en": "{other}"}}, "message.vi"),
        ({"id": "position_same", "titel": 1}, "rules[0].titel"),
    ],
)
def test_a_mistake_in_a_province_file_is_told_with_its_place(tmp_path: Path, rule: dict[str, Any], said: str) -> None:
    with pytest.raises(DiachisoError) as error:
        load_rules("addresses", [own(tmp_path, rule)])
    assert said in str(error.value) and "own.json" in str(error.value)


def test_some_rules_only() -> None:
    assert list(RULES.select(["street_far"]).rules) == ["street_far"]
    assert RULES.select([]) is RULES
    with pytest.raises(DiachisoError, match="street_fra"):
        RULES.select(["street_fra"])


GUIDE = (Path(__file__).resolve().parents[3] / "docs" / "rules.md").read_text("utf-8")


def test_the_example_of_the_guide_works(tmp_path: Path) -> None:
    (tmp_path / "own.json").write_text(GUIDE.split("```json")[1].split("```")[0], "utf-8")
    book = load_rules("addresses", [tmp_path])
    assert book.rules["address_text_same"].level is RuleLevel.error
    assert book.rules["street_far"].tolerances == {**RULES.rules["street_far"].tolerances, "metres": 200}
    assert book.active("photo_not_taken") and not book.active("number_gap")


@pytest.mark.parametrize("rule", RULES.rules.values(), ids=lambda rule: rule.id)
def test_the_guide_names_each_rule_with_its_tolerances(rule: Any) -> None:
    row = next(row for row in GUIDE.splitlines() if row.startswith(f"| `{rule.id}` "))
    assert rule.title["vi"] in row and rule.title["en"] in row and rule.level.value in row
    assert all(f"`{name}` {value:g}" in row for name, value in rule.tolerances.items())
