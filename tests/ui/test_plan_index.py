"""The folds over a plan's rows: counts, filters, search and sort."""

from __future__ import annotations

import numpy as np
import pytest

ROWS = [
    (5, ("new", "", "Phường A", 7)),
    (2, ("conflict", "match", "Phường B", 7)),
    (9, ("new", "exclude", "Phường B", 7)),
    (4, ("unheard of", None, None, None)),
]


@pytest.fixture
def plan():
    from diachiso.ui.plan_index import build_index

    return build_index(iter(ROWS))


def test_counts(plan):
    assert plan.count() == 4
    assert plan.status_counts() == {"conflict": 2, "new": 2}  # an unknown status is for a person to decide
    assert plan.decision_counts() == {"match": 1, "exclude": 1}
    assert plan.revision == 7
    assert list(plan.fids) == [2, 4, 5, 9]


@pytest.mark.parametrize(
    ("statuses", "commune", "found", "fids"),
    [
        ((), None, None, [2, 4, 5, 9]),
        (("new",), None, None, [5, 9]),
        (("new", "conflict"), "Phường B", None, [2, 9]),
        ((), "", None, [4]),
        (("new",), None, [9, 2], [9]),
        (("missing",), None, None, []),
    ],
)
def test_select(plan, statuses, commune, found, fids):
    found = None if found is None else np.array(found, dtype=np.int64)
    assert list(plan.fids[plan.select(frozenset(statuses), commune, found)]) == fids


def test_positions_leave_out_strangers(plan):
    assert list(plan.positions([9, 3, 2, 100])) == [3, 0]


@pytest.mark.parametrize(
    ("text", "fids"),
    [
        ("tran phu", [1, 2]),
        ("TRẦN phú 12", [1]),
        ("hoà", [3]),  # the tone's place does not matter
        ("0010100002", [2]),
        ("nowhere", []),
    ],
)
def test_find_text(text, fids):
    from diachiso.ui.plan_index import find_text

    rows = [(1, ("12", "Trần Phú", None)), (2, ("14", "Trần Phú", "0010100002")), (3, (None, "Khánh Hòa", ""))]
    assert list(find_text(rows, text)) == fids


def test_rank_follows_the_alphabet_without_diacritics():
    from diachiso.ui.plan_index import rank

    ids, places = rank([(7, ("Đống Đa",)), (3, ("An Bình",)), (5, (None,)), (1, ("Dương",))])
    assert list(ids) == [1, 3, 5, 7]
    assert list(ids[np.argsort(places)]) == [5, 3, 7, 1]


def test_an_empty_plan():
    from diachiso.ui.plan_index import build_index

    plan = build_index(iter(()))
    assert plan.count() == 0 and plan.status_counts() == {} and list(plan.positions([1])) == []
    assert list(plan.select(frozenset(), None, None)) == []
