"""Promise 6 in small: by street and number where known, else along the curve; never by the order of the layer."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from diachiso.core.columns import TextColumn
from diachiso.core.order import walking_order


def order_of(rows: list[tuple[int, float, float, str, str, str]]) -> list[str]:
    """Keys in walking order of rows (commune, x, y, street, number, key)."""
    commune, x, y, street, number, key = zip(*rows)
    box = np.column_stack([x, y, x, y]).astype(float)
    prints = np.array([hash((r[1], r[2])) for r in rows], np.int64)
    keys = np.array([k.encode() for k in key])
    ranked = walking_order(np.array(commune), box, TextColumn.of(street), TextColumn.of(number), keys, prints)
    return [key[i] for i in ranked]


def test_a_street_is_walked_by_number_not_as_texts() -> None:
    numbers = ["1", "2", "2A", "2B", "3", "9", "10", "11", "12/1", "12/2", "12/10", "100"]
    rows = [(0, 1000 - 5.0 * i, 0.0, "2/4", n, n) for i, n in enumerate(numbers)]
    assert order_of(rows[::-1]) == numbers


def test_the_street_of_one_name_in_two_spellings() -> None:
    rows = [
        (0, 0.0, 0.0, "Trần Phú", "1", "a"),
        (0, 9.0, 0.0, "TRẦN PHÚ", "2", "b"),
        (0, 18.0, 0.0, "Tran Phu", "3", "c"),
    ]
    assert order_of(rows)[:2] == ["a", "b"]


def test_communes_and_streets_stay_together() -> None:
    rows = [(c, 50.0 * i, 7.0 * c, f"s{i % 2}", str(i), f"{c}{i % 2}{i}") for c in (1, 0) for i in range(10)]
    walked = [k[:2] for k in order_of(rows)]
    assert walked == sorted(walked, key=walked.index) and walked[0].startswith("0")


def test_without_streets_neighbours_follow_one_another() -> None:
    rng = np.random.default_rng(3)
    points = rng.uniform(0, 3000, (2000, 2))
    rows = [(0, x, y, "", "", str(i)) for i, (x, y) in enumerate(points.tolist())]
    walked = points[[int(k) for k in order_of(rows)]]
    assert np.hypot(*np.diff(walked, axis=0).T).mean() < np.hypot(*np.diff(points, axis=0).T).mean() / 15


row = st.tuples(
    st.integers(0, 2),
    st.integers(0, 40),
    st.integers(0, 40),
    st.sampled_from(["", "2/4", "Hoa Sứ"]),
    st.sampled_from(["", "1", "2", "12A", "30/4"]),
    st.sampled_from(["", "k1", "k2"]),
)


@given(st.lists(row, min_size=1, max_size=25), st.randoms(use_true_random=False))
@settings(deadline=None)
def test_promise_4_the_order_of_the_layer_does_not_count(rows: list[tuple], random: object) -> None:
    named = [(*r[:5], f"{r[5]}|{r}") for r in dict.fromkeys(rows)]
    shuffled = list(named)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert order_of(named) == order_of(shuffled)
