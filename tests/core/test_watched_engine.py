"""A watched engine answers as the one behind it does, and stops soon when it is told to."""
from __future__ import annotations

import numpy as np
import pytest

from diachiso.core.geometry import watched_engine
from diachiso.core.geometry.watched_engine import WatchedEngine

shapely = pytest.importorskip("shapely", minversion="2.0")


class Stop(Exception):
    """The user has cancelled."""


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch):
    """An engine, of which a watched one asks for little at a time."""
    from diachiso.core.geometry.shapely_engine import ShapelyEngine

    monkeypatch.setattr(watched_engine, "PIECE", 7)
    monkeypatch.setattr(watched_engine, "STRIP", 10)
    return ShapelyEngine()


def boxes(seed: int, n: int, size: float) -> np.ndarray:
    low = np.random.default_rng(seed).uniform(0, 100, (n, 2))
    return np.hstack([low, low + size])


@pytest.mark.parametrize(("n", "m"), [(0, 5), (5, 0), (10, 10), (95, 40), (40, 95), (101, 101)])
def test_box_pairs(engine, n: int, m: int) -> None:
    asked: list[int] = []
    watched = WatchedEngine(engine, lambda: asked.append(1))
    a, b = boxes(1, n, 9.0), boxes(2, m, 20.0)
    a[: n // 3, 0] = a[: n // 3, 2] - 60  # some that reach over many strips
    for got, wanted in zip(watched.box_pairs(a, b), engine.box_pairs(a, b)):
        assert got.tolist() == wanted.tolist()
    assert len(asked) == (-(-n // 10) if n > 10 else 0)


def test_overlap_area(engine) -> None:
    watched = WatchedEngine(engine, lambda: None)
    a, b = (shapely.to_wkb(shapely.box(*boxes(k, 40, 30.0).T)).tolist() for k in (3, 4))
    assert watched.overlap_area(a, b).tolist() == engine.overlap_area(a, b).tolist()
    assert len(watched.overlap_area([], [])) == 0


def test_stops(engine) -> None:
    left = [2]

    def check() -> None:
        left[0] -= 1
        if left[0] < 0:
            raise Stop

    watched = WatchedEngine(engine, check)
    wkb = shapely.to_wkb(shapely.box(*boxes(5, 40, 30.0).T)).tolist()
    with pytest.raises(Stop):
        watched.overlap_area(wkb, wkb)
    with pytest.raises(Stop):
        watched.box_pairs(boxes(6, 40, 30.0), boxes(7, 40, 30.0))
