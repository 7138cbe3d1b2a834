"""What the parser promises on noisy texts of the project's own generator: shares of right readings, and confidence."""
from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Optional

import pytest

from diachiso.core.address_parser import ParserTables, parse
from diachiso.tests.effort import effort

sys.path.insert(0, str(Path(__file__).resolve().parents[3] / "scripts"))
import address_noise as noise  # noqa: E402

TABLES = ParserTables.load()
SEED = 4_711  # not one that the parser was tuned with


def judged(texts: Iterable[tuple[str, Any]], legacy: Optional[bool]) -> list[tuple[float, bool]]:
    """Confidence and rightness of each reading."""
    found = []
    for text, truth in texts:
        parsed = parse(text, TABLES, legacy)
        codes = tuple(unit.code if unit else None for unit in (parsed.commune, parsed.district, parsed.province))
        found.append((parsed.confidence, codes == (truth.commune, truth.district, truth.province)))
    return found


def share(results: list[tuple[float, bool]]) -> float:
    return sum(right for _, right in results) / len(results)


@pytest.mark.parametrize("kind", [None, *noise.SEEN])
def test_one_kind_of_noise(kind: Optional[str]) -> None:
    assert share(judged(noise.of_kind(SEED, effort(60), kind), True)) >= 0.96


@pytest.mark.parametrize("kind", [*noise.UNSEEN])
def test_one_kind_that_was_not_tuned_with(kind: str) -> None:
    assert share(judged(noise.of_kind(SEED, effort(60), kind), True)) >= 0.9


@pytest.mark.parametrize("is_legacy", [True, False])
def test_the_era_need_not_be_told(is_legacy: bool) -> None:
    assert share(judged(noise.noisy(SEED, effort(300), noise.SEEN, is_legacy), None)) >= 0.96


def test_the_more_confident_the_more_often_right() -> None:
    results = []
    for is_legacy in (True, False):
        for kinds in (noise.SEEN, noise.UNSEEN):
            results += judged(noise.noisy(SEED, effort(400), kinds, is_legacy), None)
    low, middle, high = (
        [r for r in results if least <= r[0] < most] for least, most in ((0, 0.7), (0.7, 0.99), (0.99, 1.01))
    )
    assert share(low) < share(middle) < share(high)
    assert share(high) >= 0.98
    told = sum(confidence for confidence, _ in results) / len(results)
    assert abs(told - share(results)) < 0.05


def test_the_generator_makes_the_same_texts_from_a_seed_and_others_from_another() -> None:
    first, again, other = (list(noise.noisy(seed, 20, noise.SEEN)) for seed in (1, 1, 2))
    assert first == again
    assert first != other
    assert not set(noise.SEEN) & set(noise.UNSEEN)
