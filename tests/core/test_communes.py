"""Which commune an object belongs to: inside, on a border, outside; both geometry engines say the same."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import shapely
from shapely.geometry import Point, Polygon, box

from diachiso.core.communes import Commune, CommuneIndex, CommuneMethod
from diachiso.core.geometry import ragged
from diachiso.core.geometry.shapely_engine import ShapelyEngine

IN, OVER, FIELD, NEAR, NO = (
    CommuneMethod.INSIDE, CommuneMethod.OVERLAP, CommuneMethod.FIELD, CommuneMethod.NEAREST, CommuneMethod.NONE,
)  # fmt: skip


def commune(code: str, shape: Polygon) -> Commune:
    return Commune(code, f"Xã {code}", "00101", "56", "Khánh Hòa", shapely.to_wkb(shape))


LAND = [
    commune("2", box(1000, 0, 2000, 1000)),
    commune("1", box(0, 0, 1000, 1000)),
    commune("3", Polygon([(0, 1000), (2000, 1000), (1000, 3000)], [box(900, 1500, 1100, 1700).exterior.coords])),
    commune("4", box(950, 1550, 1050, 1650)),  # an enclave in the hole, with a ring of no man's land
]
NAMES = {c.code: i for i, c in enumerate(sorted(LAND, key=lambda c: c.code))}


@pytest.fixture(params=["shapely", "qgis"])
def engine(request: pytest.FixtureRequest) -> Any:
    if request.param == "shapely":
        return ShapelyEngine()
    request.getfixturevalue("qgis_app")
    from diachiso.processing.qgis_engine import QgisEngine

    return QgisEngine()


def locate(engine: Any, shapes: list[Any], hint: str = "", tolerance: float = 500.0) -> list[tuple[str, CommuneMethod]]:
    wkb = [shapely.to_wkb(s) for s in shapes]
    m = ragged.measure(ragged.decode(wkb))
    index = CommuneIndex(LAND, engine)
    found, method = index.locate(m.bounds, m.position, lambda i: wkb[i], lambda i: NAMES.get(hint, -1), tolerance)
    codes = [c.code for c in index.communes]
    return [("" if f < 0 else codes[f], CommuneMethod(int(how))) for f, how in zip(found, method)]


CASES = {
    "well inside": (box(500, 500, 510, 510), "1", IN),
    "inside, near the border": (box(985, 500, 999, 510), "1", IN),
    "mostly in the first": (box(993, 500, 1003, 510), "1", OVER),
    "mostly in the second": (box(998, 500, 1008, 510), "2", OVER),
    "half and half: the lower code": (box(995, 500, 1005, 510), "1", OVER),
    "an L around the corner of three": (
        Polygon([(990, 990), (1030, 990), (1030, 995), (1001, 995), (1001, 1010), (990, 1010)]), "2", OVER),
    "wall on the border": (box(1000, 500, 1010, 510), "2", IN),
    "a point on the border": (Point(1000, 500), "1", IN),
    "a point on the corner of three": (Point(1000, 1000), "1", IN),
    "a point": (Point(1500, 20), "2", IN),
    "larger than a cell of the index": (box(700, 100, 1200, 400), "1", OVER),
    "in the enclave": (box(990, 1590, 1010, 1610), "4", IN),
    "in no man's land": (box(910, 1510, 912, 1512), "3", NEAR),
    "overhanging the coast": (box(-4, 500, 6, 510), "1", IN),
    "mostly over the coast": (box(-8, 500, 2, 510), "1", NEAR),
    "afloat": (box(-300, 500, -290, 510), "1", NEAR),
    "out at sea": (box(-3000, 500, -2990, 510), "", NO),
}  # fmt: skip


def test_every_place(engine: Any) -> None:
    found = locate(engine, [shape for shape, _, _ in CASES.values()])
    expected = {name: (code, method) for name, (_, code, method) in CASES.items()}
    assert dict(zip(CASES, found)) == expected


def test_the_layer_s_own_field_counts_only_outside(engine: Any) -> None:
    found = locate(engine, [CASES[name][0] for name in ("well inside", "afloat", "out at sea")], hint="2")
    assert found == [("1", IN), ("2", FIELD), ("2", FIELD)]


def test_tolerance(engine: Any) -> None:
    afloat = box(-300, 500, -290, 510)
    assert locate(engine, [afloat], tolerance=295.5) == [("1", NEAR)]
    assert locate(engine, [afloat], tolerance=294.5) == [("", NO)]
    assert locate(engine, [afloat], tolerance=0) == [("", NO)]


def test_any_place_agrees_with_plain_geometry(engine: Any) -> None:
    rng = np.random.default_rng(7)
    corner = np.vstack([rng.uniform(-200, 2200, (150, 2)), rng.uniform(980, 1010, (150, 2))])
    shapes = [box(x, y, x + w, y + d) for (x, y), w, d in zip(corner, rng.uniform(2, 30, 300), rng.uniform(2, 30, 300))]
    areas = {c.code: shapely.from_wkb(c.wkb) for c in LAND}
    for shape, (code, method) in zip(shapes, locate(engine, shapes, tolerance=50)):
        share = {c: round(area.intersection(shape).area, 3) for c, area in areas.items()}
        held = {c: s for c, s in share.items() if s > 0}
        if len(held) > 1:
            assert method == OVER and share[code] == max(held.values())
        elif method == IN:
            assert areas[code].intersects(shape.centroid) and set(held) == {code}
        elif method == NEAR:
            distance = {c: area.distance(shape.centroid) for c, area in areas.items()}
            assert distance[code] == pytest.approx(min(distance.values()), abs=2e-3) and distance[code] <= 50.01
        else:
            assert method == NO and min(area.distance(shape.centroid) for area in areas.values()) > 49.99


def test_is_near() -> None:
    index = CommuneIndex(LAND, ShapelyEngine())
    boxes = np.array([[9000.0, 0, 9001, 1], [np.nan] * 4, [2100, 0, 2101, 1]])
    assert index.is_near(boxes, 200) and not index.is_near(boxes, 50) and not index.is_near(boxes[1:2], 1e9)
