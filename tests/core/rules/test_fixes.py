"""Promise: a suggested fix removes its hit and brings no new one of level error."""

from __future__ import annotations

import sys
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

pytest.importorskip("shapely", minversion="2.0")
sys.path.insert(0, str(Path(__file__).resolve().parents[3] / "scripts"))

from rules_injections import INJECTIONS, numbered  # noqa: E402
from rules_worlds import World, book, drawn, hits  # noqa: E402

from diachiso.core.address_text import compose  # noqa: E402
from diachiso.core.rules.hits import Hit  # noqa: E402

from ...effort import effort  # noqa: E402

BOOK = book()
# Fixes are made of these; so each of them must be seen in the tests.
MENDING = {
    "street_unknown", "street_spelling", "number_in_street_field", "street_in_number_field",
    "settlement_in_street_field", "alley_in_number_field", "text_not_nfc", "text_legacy_encoded", "text_stray_spaces",
    "text_telex", "unit_name_differs", "unit_province_differs", "postcode_differs",
    "other_code_malformed", "derived_code_differs",
}  # fmt: skip

number = st.sampled_from(
    ["12", "7-9", "57b", "30/4", "120/1/22", "Số 12 ngõ 34 ngách 5", "5 Trần Phú", "12 đường 30/4", "", " 8 ", "24/"]
)
street = st.sampled_from(
    [
        "Trần Phú", "Tran Phu", "Trần  Phú ", "ĐƯỜNG TRẦN PHÚ", "Traafn Phus", "Nguyễn Thị Minh Kai", "12 Trần Phú",
        "Số 5, đường 30/4", "Đường số 5", "đường số 6", "Tổ dân phố 3", "Thôn Phú Vinh", "tr\u1eacn ph\u00fa",
        "NguyÔn ThÞ Minh Khai", "Trá\u00ba\u00a7n PhÃº", "", "2/9", "30/4 ", "Trần Phú\u200b",
    ]
)  # fmt: skip
record = st.fixed_dictionaries(
    {"house_number": number, "street": street},
    optional={
        "settlement": st.sampled_from(["Thôn Phú Vinh", "Thoon Phus Vinh", "", "thôn phú vinh"]),
        "no_number": st.sampled_from([None, 1]), "alley": st.sampled_from(["ngõ 34", "ngách 5", "", None]),
        "name": st.sampled_from(["Chợ  Đầm", "Cho\u031b\u0323 Đầm", "Truwowngf Tieeur hocj", None, "Bus Max"]),
        "commune": st.sampled_from(["Phường Nha Trang", "Phuờng Nha Trang", "phường NHA trang"]),
        "postcode": st.sampled_from(["00101", "57133", None]), "province_code": st.sampled_from(["56", "79"]),
        "stage": st.sampled_from(["declared", "created", "submitted"]),
        "object_class": st.sampled_from(["house", "hydrant", "office"]),
    },
)  # fmt: skip


def errors(found: list[Hit]) -> set[tuple[str, str, str]]:
    return {(h.rule, h.object_id, h.part) for h in found if BOOK.rules[h.rule].level.value == "error"}


def mended(world: World, hit: Hit) -> list[Hit]:
    """The hits after one fix was applied."""
    after = world.copy()
    target = next(r for r in after.records if r["address_id"] == hit.object_id)
    target.update(hit.fix)
    return hits(after)


def check_fixes(world: World, found: list[Hit]) -> set[str]:
    """Apply each fix by itself; the rules that had one."""
    before = errors(found)
    for hit in found:
        if hit.fix:
            after = mended(world, hit)
            assert (hit.rule, hit.object_id, hit.part) not in {(h.rule, h.object_id, h.part) for h in after}, hit
            assert not errors(after) - before, hit
    return {hit.rule for hit in found if hit.fix}


@settings(max_examples=effort(60), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(values=record, seed=st.integers(0, 1000))
def test_a_fix_removes_its_hit_and_brings_no_error(values: dict[str, Any], seed: int) -> None:
    world = drawn()
    chosen = Random(seed).choice([r for r in world.records if numbered(r)])
    chosen.update(values)
    check_fixes(world, hits(world))


def test_each_rule_that_mends_does() -> None:
    world = drawn()
    seen = set()
    for seed, injection in enumerate(INJECTIONS):
        if injection.rule in MENDING and not injection.only:
            spoilt = world.copy()
            injection.spoil(spoilt, Random(seed))
            seen |= check_fixes(spoilt, hits(spoilt))
    village = next(r for r in world.records if r.get("settlement") and not r.get("house_number"))
    village.update(street=village["settlement"], settlement=None)
    seen |= check_fixes(world, hits(world))
    assert seen >= MENDING - {"unit_name_differs"}


def test_a_name_spelt_otherwise_is_mended() -> None:
    world = drawn()
    world.records[0]["commune"] = "phường Nha Trang"
    assert check_fixes(world, hits(world)) == {"unit_name_differs"}
    assert mended(world, next(h for h in hits(world) if h.fix)) is not None


def test_fixes_are_plain_values_of_columns() -> None:
    world = drawn()
    for injection in INJECTIONS:
        if not injection.only and injection.rule in MENDING:
            spoilt = world.copy()
            injection.spoil(spoilt, Random(3))
            for hit in hits(spoilt):
                for column, value in hit.fix.items():
                    assert column in world.reference.profile.names and (value is None or isinstance(value, str))
                    assert "address_text" not in hit.fix and compose({column: value}) is not None
