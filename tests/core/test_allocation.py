"""Serials out of blocks: none twice, none that the ledger knows, ascending, the same for the same ledger."""
from __future__ import annotations

import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from diachiso.core.allocation import Block, BlockExhausted, allocate, free_count


def block(first: int, last: int, block_id: int = 1, prefix: str = "00123") -> Block:
    return Block(block_id, "ndas", prefix, "22000", first, last)


def ints(*values: int) -> np.ndarray:
    return np.array(values, dtype=np.int64)


@st.composite
def situations(draw: st.DrawFn) -> tuple[list[Block], dict[str, np.ndarray], int]:
    """Blocks without overlap under up to two prefixes, a ledger with numbers in and around them, a demand."""
    blocks = []
    for prefix in draw(st.lists(st.sampled_from(["00123", "00124"]), min_size=1, max_size=2, unique=True)):
        start = 1
        for _ in range(draw(st.integers(1, 3))):
            first = start + draw(st.integers(0, 5))
            last = first + draw(st.integers(0, 30))
            blocks.append(block(first, last, len(blocks) + 1, prefix))
            start = last + 1
    taken = {
        prefix: ints(*sorted(draw(st.sets(st.integers(1, 120))))) for prefix in {b.prefix for b in blocks}
    }
    blocks = draw(st.permutations(blocks))
    return blocks, taken, draw(st.integers(0, 80))


@given(situations())
def test_promise_1_never_a_taken_number_and_none_twice(situation) -> None:
    blocks, taken, n = situation
    by_id = {b.block_id: b for b in blocks}
    known = {(prefix, serial) for prefix, serials in taken.items() for serial in serials.tolist()}
    free = {(b.prefix, s) for b in blocks for s in range(b.first, b.last + 1)} - known
    assert sum(free_count(b, taken[b.prefix]) for b in blocks) == len(free)
    if n > len(free):
        with pytest.raises(BlockExhausted) as error:
            allocate(blocks, taken, n)
        assert error.value.params["free"] == len(free)
        return
    ids, serials = allocate(blocks, taken, n)
    given_out = [(by_id[i].prefix, s) for i, s in zip(ids.tolist(), serials.tolist())]
    assert given_out == sorted(free)[:n]
    assert all(by_id[i].first <= s <= by_id[i].last for i, s in zip(ids.tolist(), serials.tolist()))


@given(situations())
def test_promise_4_the_order_of_the_blocks_does_not_matter(situation) -> None:
    blocks, taken, n = situation
    n = min(n, sum(free_count(b, taken[b.prefix]) for b in blocks))
    one, other = allocate(blocks, taken, n), allocate(blocks[::-1], taken, n)
    assert np.array_equal(one[0], other[0]) and np.array_equal(one[1], other[1])


@given(situations(), st.integers(0, 80))
def test_two_allocations_are_as_one(situation, m: int) -> None:
    """Giving n, noting them in the ledger and giving m more is the same as giving n + m at once."""
    blocks, taken, n = situation
    total = sum(free_count(b, taken[b.prefix]) for b in blocks)
    n = min(n, total)
    m = min(m, total - n)
    by_id = {b.block_id: b for b in blocks}
    ids, serials = allocate(blocks, taken, n)
    prefixes = np.array([by_id[i].prefix for i in ids.tolist()], dtype=object)
    noted = {prefix: np.union1d(old, serials[prefixes == prefix]) for prefix, old in taken.items()}
    more = allocate(blocks, noted, m)[1]
    assert np.array_equal(np.concatenate([serials, more]), allocate(blocks, taken, n + m)[1])


@pytest.mark.parametrize(
    ("blocks", "needed", "free", "names"),
    [
        ([], 1, 0, ("Vĩnh Hải", "–")),
        ([block(1, 10)], 9, 8, ("Vĩnh Hải", "00123 1–10")),
        ([block(1, 10), block(50, 50, 2)], 12, 9, ("00123 1–10", "00123 50–50")),
    ],
)
def test_running_out_names_the_commune_the_blocks_and_the_remedy(blocks, needed, free, names) -> None:
    with pytest.raises(BlockExhausted) as error:
        allocate(blocks, {"00123": ints(3, 4)}, needed, "Vĩnh Hải")
    text = str(error.value)
    assert error.value.params["free"] == free
    assert all(name in text for name in (*names, str(needed), "Add code block"))


def test_a_very_wide_block_does_not_take_memory_for_its_width() -> None:
    ids, serials = allocate([block(1, 10**12)], {"00123": ints(1, 2, 5)}, 4)
    assert serials.tolist() == [3, 4, 6, 7]
    assert ids.tolist() == [1, 1, 1, 1]


def test_a_million_numbers_take_well_under_a_second() -> None:
    taken = {"00123": np.arange(1, 2_000_000, 2, dtype=np.int64)}
    start = time.perf_counter()
    serials = allocate([block(1, 3_000_000)], taken, 1_000_000)[1]
    assert time.perf_counter() - start < 1
    assert len(serials) == 1_000_000 and not np.intersect1d(serials, taken["00123"]).size
