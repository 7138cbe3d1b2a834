"""Annexes: by class, by size, by the largest building of a parcel; never a main house, never by row order."""
from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from diachiso.core.annexes import AnnexRules, annex_mask, load_annex_rules
from diachiso.core.classes import ObjectClass, load_classes
from diachiso.core.errors import DiachisoError
from diachiso.core.reasons import Reason

CLASSES = {**load_classes(), "kiosk": ObjectClass("kiosk", "Ki-ốt", "Kiosk", "II", min_area=4)}
NONE, CLASS, AREA, LARGEST = 0, Reason.ANNEX_CLASS, Reason.ANNEX_AREA, Reason.ANNEX_NOT_LARGEST

SIZE = AnnexRules(min_area=10)
LARGE = AnnexRules(min_area=10, largest_per_parcel=True)

# rules, then (area, class, parcel, reason) per polygon
CASES = [
    ("shipped rules", load_annex_rules(), [(80, "", 0, NONE), (9, "", 0, AREA), (80, "toilet", 0, CLASS),
     (40, "", 0, NONE)]),
    ("a main house of any size", SIZE, [(5, "house", 0, NONE), (9.9, "", -1, AREA), (10, "", -1, NONE)]),
    ("unknown area", SIZE, [(0, "", 0, NONE), (np.nan, "", 0, NONE), (np.nan, "wall", 0, CLASS)]),
    ("no rules", AnnexRules(), [(1, "", 0, NONE), (1, "toilet", 0, CLASS)]),
    ("class of a province", AnnexRules(classes=("hydrant",), main_classes=("storage",)),
     [(1, "hydrant", 0, CLASS), (1, "storage", 0, NONE), (1, "unheard_of", 0, NONE)]),
    ("a class with its own least area", SIZE, [(3, "kiosk", 0, AREA), (5, "kiosk", 0, NONE)]),
    ("largest of its parcel", LARGE, [(80, "", 0, NONE), (40, "", 0, LARGEST), (30, "", 1, NONE),
     (20, "", -1, NONE), (15, "", -1, NONE)]),
    ("equals are kept", LARGE, [(80, "", 0, NONE), (80, "", 0, NONE), (79, "", 0, LARGEST)]),
    ("a main house is never a rival's annex", LARGE, [(80, "", 0, NONE), (40, "house", 0, NONE),
     (20, "", 0, LARGEST)]),
    ("beside a larger main house", LARGE, [(40, "", 0, LARGEST), (80, "house", 0, NONE)]),
    ("an annex is no rival", LARGE, [(200, "shelter", 0, CLASS), (40, "", 0, NONE), (5, "", 0, AREA)]),
    ("nothing", LARGE, []),
]  # fmt: skip


@pytest.mark.parametrize(("rules", "rows"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_cases(rules: AnnexRules, rows: list[tuple[float, str, int, int]]) -> None:
    area, class_id, parcel = ([row[i] for row in rows] for i in range(3))
    mask, reason = annex_mask(area, class_id, parcel, rules, CLASSES)
    assert reason.tolist() == [row[3] for row in rows]
    assert mask.tolist() == [row[3] != NONE for row in rows]


rows = st.tuples(
    st.sampled_from([0.0, np.nan, 5.0, 10.0, 20.0, 20.0, 80.0]),
    st.sampled_from(["", "", "house", "toilet"]),
    st.integers(-1, 2),
)


@given(st.lists(rows, max_size=12), st.randoms(use_true_random=False))
def test_the_order_of_the_rows_does_not_matter(polygons: list[tuple[float, str, int]], random: object) -> None:
    def reasons(of: list[tuple[float, str, int]]) -> list[int]:
        return annex_mask([r[0] for r in of], [r[1] for r in of], [r[2] for r in of], LARGE, CLASSES)[1].tolist()

    order = list(range(len(polygons)))
    random.shuffle(order)  # type: ignore[attr-defined]
    before = reasons(polygons)
    assert reasons([polygons[i] for i in order]) == [before[i] for i in order]
    # A parcel with buildings of known size never loses them all to the comparison of sizes.
    for parcel in range(3):
        left = [b for b, row in zip(before, polygons) if row[2] == parcel]
        assert LARGEST not in left or NONE in left


def test_rules_of_a_province(tmp_path: Path) -> None:
    file = tmp_path / "nhà phụ.json"
    file.write_text(json.dumps({"min_area": 6.5, "largest_per_parcel": True}), encoding="utf-8")
    assert load_annex_rules(file) == AnnexRules(min_area=6.5, largest_per_parcel=True)
    file.write_text(json.dumps({"min_area": "6,5"}), encoding="utf-8")
    with pytest.raises(DiachisoError) as caught:
        load_annex_rules(file)
    assert caught.value.params["key"] == "min_area" and str(file) in str(caught.value)
