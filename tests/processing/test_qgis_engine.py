"""The geometry engine on QgsGeometry answers as the one on shapely does."""
from __future__ import annotations

import math

import numpy as np
import pytest

shapely = pytest.importorskip("shapely", minversion="2.0")


def winding_area(corners: int) -> bytes:
    """A star of many corners: the tree that both engines ask has several levels."""
    turn = [2 * math.pi * k / corners for k in range(corners)]
    reach = [1000 * (1.0 + 0.5 * math.sin(9 * t)) for t in turn]
    return bytes(shapely.to_wkb(shapely.Polygon([(r * math.cos(t), r * math.sin(t)) for r, t in zip(reach, turn)])))


@pytest.mark.parametrize("corners", [4, 400, 4000])
def test_points_in_an_area_and_their_distance(qgis_app, corners: int) -> None:
    from diachiso.core.geometry.shapely_engine import ShapelyEngine
    from diachiso.processing.qgis_engine import QgisEngine

    area = winding_area(corners)
    points = np.random.default_rng(corners).uniform(-1600, 1600, (2000, 2))
    ours, theirs = QgisEngine(), ShapelyEngine()
    expected = theirs.covers(area, points)
    assert 100 < expected.sum() < 1900
    for _ in range(5):  # an area freed too early is only sometimes overwritten
        np.testing.assert_array_equal(ours.covers(area, points), expected)
        np.testing.assert_allclose(ours.distance(area, points), theirs.distance(area, points), atol=1e-9)
