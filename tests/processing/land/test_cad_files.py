"""Whole drawings, as files: every parcel of the sample town and of Luxiol comes back with its sheet and number."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from osgeo import gdal

from diachiso.core.errors import DiachisoError
from diachiso.core.json_reader import ProfileError
from diachiso.core.land.cad_profile import CadRole, CadRule, load_cad_profile
from diachiso.processing.land.cad_file import is_cad
from diachiso.processing.land.cad_layer import building_layer, import_cad, parcel_layer, problem_layer
from diachiso.processing.land.cad_reader import ElementKind, level_structure, read_cad

from .drawings import Drawing, Faults, Parcel, draw, parcels_of, token, write_dgn, write_dxf

WRITERS: dict[str, Callable[[Path, Drawing], Path]] = {"dgn": write_dgn, "dxf": write_dxf}
TOWN_FIELDS = ("SoHieuToBanDo", "SoThuTuThua", "KyHieuMucDichSuDung")
CANARY = "Nguyễn Thị Canary"


@pytest.fixture(scope="module")
def town() -> list[Parcel]:
    """The parcels of the bundled sample (a copy of it)."""
    return parcels_of(Path(os.environ["DIACHISO_SAMPLE"]) / "sample_town.gpkg", TOWN_FIELDS)


@pytest.fixture(scope="module")
def luxiol(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Parcel]:
    """511 real parcels."""
    copy = shutil.copy(shared_data / "luxiol.gpkg", tmp_path_factory.mktemp("luxiol") / "luxiol.gpkg")
    return parcels_of(Path(copy), None)


FAULTS = {
    "closed polylines": Faults(split=False),
    "each line once": Faults(),
    "shared lines twice": Faults(twice=True),
    "gaps and overshoots": Faults(gap=0.015, overshoot=0.015),
    "twice with gaps": Faults(twice=True, gap=0.02, overshoot=0.02),
    "long overshoots": Faults(overshoot=0.4),
}


def check(found: Any, parcels: list[Parcel], tolerance: float) -> None:
    expected = {(p.sheet, p.number): p for p in parcels}
    assert len(expected) == len(parcels)
    assert found.size == len(parcels)
    got = dict(zip(zip(found.sheet, found.parcel), zip(found.area.tolist(), found.land_use)))
    assert set(got) == set(expected)
    for key, (area, land_use) in got.items():
        perimeter = sum(
            ((a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2) ** 0.5
            for ring in expected[key].rings
            for a, b in zip(ring, ring[1:])
        )
        assert area == pytest.approx(expected[key].area, abs=tolerance * perimeter + 0.01), key
        assert land_use == expected[key].land_use


@pytest.mark.parametrize("ending", WRITERS)
@pytest.mark.parametrize("faults", FAULTS.values(), ids=FAULTS)
def test_every_parcel_of_the_town_comes_back(town: list[Parcel], faults: Faults, ending: str, tmp_path: Path) -> None:
    path = WRITERS[ending](tmp_path / f"to.{ending}", draw(town, faults))
    found = import_cad(path)
    check(found.parcels, town, 0.05)
    kinds = {p.kind.value for p in found.problems}
    assert kinds <= ({"loose_end", "sliver", "unlabelled_face"} if faults.overshoot > 0.05 else set())


@pytest.mark.parametrize("ending", WRITERS)
@pytest.mark.parametrize("faults", FAULTS.values(), ids=FAULTS)
def test_every_real_parcel_comes_back(luxiol: list[Parcel], faults: Faults, ending: str, tmp_path: Path) -> None:
    path = WRITERS[ending](tmp_path / f"luxiol.{ending}", draw(luxiol, faults))
    check(import_cad(path).parcels, luxiol, 0.05)


def test_without_shapely_the_result_is_the_same(town: list[Parcel], qgis_app: Any, tmp_path: Path) -> None:
    from diachiso.core.geometry.shapely_engine import ShapelyEngine
    from diachiso.processing.qgis_engine import QgisEngine

    path = write_dgn(tmp_path / "to.dgn", draw(town, FAULTS["twice with gaps"]))
    ours, theirs = import_cad(path, engine=ShapelyEngine()), import_cad(path, engine=QgisEngine())
    assert ours.parcels.wkb == theirs.parcels.wkb
    assert (ours.parcels.parcel, ours.problems) == (theirs.parcels.parcel, theirs.problems)


@pytest.mark.parametrize("ending", WRITERS)
def test_one_file_per_sheet_with_a_title_in_an_old_font(town: list[Parcel], ending: str, tmp_path: Path) -> None:
    sheet = [p for p in town if p.sheet == "7"]
    drawing = draw(sheet, sheet_texts=False)
    x, y = sheet[0].inside
    title = b"T\xea b\xb6n \xae\xe5 s\xe8: 7"  # "Tờ bản đồ số: 7" in TCVN3
    drawing.texts.append(("63", (x - 2000, y), token(title) if ending == "dgn" else title.decode("latin-1")))
    for word in (b"\xa7\xea \xae\xb5i", b"\xae\xad\xeang Tr\xc7n Ph\xf3", b"s\xab ng \xae\xb5o"):
        drawing.texts.append(("20", (x, y), token(word) if ending == "dgn" else word.decode("latin-1")))
    path = WRITERS[ending](tmp_path / f"to7.{ending}", drawing)
    found = import_cad(path)
    check(found.parcels, sheet, 0.05)
    (names,) = [level for level in found.layers.levels if level.level == "20"]
    assert "đường Trần Phú" in names.samples
    assert found.problems == ()


@pytest.mark.parametrize("ending", WRITERS)
def test_owners_names_are_never_read(town: list[Parcel], ending: str, tmp_path: Path) -> None:
    drawing = draw(town[:30])
    for n, p in enumerate(town[:30]):
        drawing.texts.append(("8", p.inside, CANARY if n == 0 else f"Trần Văn {chr(65 + n)}n"))
        drawing.texts.append(("13", (p.inside[0], p.inside[1] + 0.1), CANARY))
    path = WRITERS[ending](tmp_path / f"a.{ending}", drawing)
    profile = load_cad_profile()
    personal = replace(profile, rules=(*profile.rules, CadRule(CadRole.personal, ("8",))))
    for known in (profile, personal):
        found = import_cad(path, known)
        assert found.parcels.size == 30
        owners = next(level for level in found.layers.levels if level.level == "8")
        assert owners.counts == {ElementKind.text: 30}
        assert owners.personal
        assert "Canary" not in repr(found)
        assert all("Canary" not in p.text() for p in found.problems)


def test_level_structure_for_the_diagnosis(town: list[Parcel], tmp_path: Path) -> None:
    path = write_dgn(tmp_path / "to.dgn", draw(town[:50], Faults(split=False)))
    found = {level.level: level for level in level_structure(path)}
    assert list(found) == ["4", "5", "10", "13", "63"]
    assert found["10"].counts == {ElementKind.closed: 50}
    assert CadRole.boundary in found["10"].roles
    assert found["13"].counts == {ElementKind.text: 50}
    assert found["5"].samples and set(found["5"].samples) <= {p.land_use for p in town}
    assert not any(level.personal for level in found.values())


def test_layers_carry_the_given_crs_and_the_fields(town: list[Parcel], qgis_app: Any, tmp_path: Path) -> None:
    from qgis.core import QgsCoordinateReferenceSystem

    drawing = draw(town[:40])
    (x, y) = town[0].inside
    drawing.lines.append(("14", [(x, y), (x + 2, y), (x + 2, y + 2), (x, y + 2), (x, y)]))
    drawing.texts.append(("15", (x + 1, y + 1), "12/3"))
    drawing.texts.append(("13", (x + 5000, y), "999"))
    found = import_cad(write_dxf(tmp_path / "to.dxf", drawing))
    crs = QgsCoordinateReferenceSystem("EPSG:9217")
    parcels, buildings = parcel_layer(found.parcels, crs), building_layer(found.buildings, crs)
    problems = problem_layer(found.problems, crs)
    assert parcels.crs() == buildings.crs() == problems.crs() == crs
    assert (parcels.featureCount(), buildings.featureCount(), problems.featureCount()) == (40, 1, 1)
    assert [f.name() for f in parcels.fields()] == ["map_sheet", "map_parcel", "land_use", "area", "stated_area"]
    drawn = {(p.sheet, p.number) for p in town[:40]}
    assert {(f["map_sheet"], f["map_parcel"]) for f in parcels.getFeatures()} == drawn
    assert [f["house_number"] for f in buildings.getFeatures()] == ["12/3"]
    assert [f["kind"] for f in problems.getFeatures()] == ["text_outside"]
    assert "999" in next(problems.getFeatures())["text"]


DXF = """0
SECTION
2
HEADER
9
$ACADVER
1
AC1015
9
$DWGCODEPAGE
3
ANSI_1252
0
ENDSEC
0
SECTION
2
BLOCKS
0
BLOCK
8
0
2
LABEL
70
0
10
0
20
0
30
0
0
TEXT
8
13
10
0
20
0
30
0
40
1.0
1
2
0
LINE
8
10
10
0
20
-5
30
7
11
0
21
5
31
9
0
ENDBLK
8
0
0
ENDSEC
0
SECTION
2
ENTITIES
{entities}0
ENDSEC
0
EOF
"""


def entity(name: str, layer: str, *codes: tuple[int, object]) -> str:
    return f"0\n{name}\n8\n{layer}\n" + "".join(f"{code}\n{value}\n" for code, value in codes)


def polyline(layer: str, points: list[tuple[float, float]], closed: int, bulge: float = 0.0) -> str:
    codes: list[tuple[int, object]] = [(90, len(points)), (70, closed), (38, 12.5)]
    for n, (x, y) in enumerate(points):
        codes += [(10, x), (20, y), (42, bulge if n == len(points) - 1 else 0)]
    return entity("LWPOLYLINE", layer, *codes)


def text(layer: str, x: float, y: float, value: str, *more: tuple[int, object]) -> str:
    return entity("TEXT", layer, (10, x), (20, y), (30, 3), (40, 1.0), (1, value), *more)


RECTANGLE = polyline("10", [(0, 0), (20, 0), (20, 10), (0, 10)], 1)
MIDDLE = entity("LINE", "10", (10, 10), (20, 0), (30, 4.5), (11, 10), (21, 10), (31, 9))
ONE, TWO = text("13", 5, 5, "1"), text("13", 15, 5, "2")
SHEET = text("63", 50, 50, "7")


@pytest.mark.parametrize(
    ("name", "entities", "areas"),
    [
        ("heights are dropped", [RECTANGLE, MIDDLE, ONE, TWO], [100, 100]),
        ("a block with a line and a number", [RECTANGLE, ONE,
         entity("INSERT", "0", (2, "LABEL"), (10, 10), (20, 5), (30, 0))], [100, 100]),
        ("an arc bulges out", [polyline("10", [(0, 0), (20, 0), (20, 10), (0, 10)], 1, 1.0), MIDDLE, ONE, TWO],
         [100 + 3.141592 * 25 / 2, 100]),
        ("several lines of text", [RECTANGLE, MIDDLE, ONE,
         entity("MTEXT", "13", (10, 15), (20, 5), (40, 1), (71, 5), (1, "ODT\\P{\\fArial|b0;2}\\P100.0"))], [100, 100]),
        ("a middle-centred text", [RECTANGLE, MIDDLE, ONE,
         text("13", 0, 0, "2", (72, 1), (73, 2), (11, 15), (21, 5))], [100, 100]),
        ("a middle-centred text on its side", [RECTANGLE, MIDDLE, ONE,
         text("13", 0, 0, "2", (50, 90), (72, 1), (73, 2), (11, 15), (21, 5))], [100, 100]),
        ("a hatch is no boundary", [RECTANGLE, MIDDLE, ONE, TWO,
         entity("HATCH", "10", (100, "AcDbEntity"), (100, "AcDbHatch"), (10, 0), (20, 0), (30, 0), (2, "SOLID"),
                (70, 1), (71, 0), (91, 1), (92, 2), (72, 0), (73, 1), (93, 3), (10, 2), (20, 2), (10, 8), (20, 2),
                (10, 8), (20, 8), (97, 0), (75, 0), (76, 1), (98, 0))], [100, 100]),
        ("layers by name", [RECTANGLE.replace("8\n10\n", "8\nRANH_THUA\n"), MIDDLE.replace("8\n10\n", "8\nranh_thua\n"),
         ONE.replace("8\n13\n", "8\nSo_thua\n"), TWO.replace("8\n13\n", "8\nSO_THUA\n")], [100, 100]),
        ("paper space is no map", [RECTANGLE, MIDDLE, ONE, TWO, text("13", 5, 6, "99", (67, 1))], [100, 100]),
    ],
)  # fmt: skip
def test_what_a_dxf_may_hold(name: str, entities: list[str], areas: list[float], tmp_path: Path) -> None:
    path = tmp_path / "drawing.dxf"
    path.write_text(DXF.replace("{entities}", "".join([*entities, SHEET])), "latin-1")
    found = import_cad(path)
    assert found.parcels.parcel == ["1", "2"]
    assert found.parcels.sheet == ["7", "7"]
    assert found.parcels.area.tolist() == pytest.approx(areas, abs=0.05)
    assert found.problems == ()


def test_the_middle_of_a_left_justified_writing_counts_where_its_start_is_beside(tmp_path: Path) -> None:
    """Tube houses 4 m wide with centred numbers 2 m high, as MicroStation stores them: by the lower left corner."""
    drawing = Drawing(height=2.0)
    drawing.lines.append(("10", [(0, 0), (40, 0), (40, 20), (0, 20), (0, 0)]))
    drawing.lines += [("10", [(x, 0), (x, 20)]) for x in range(4, 40, 4)]
    for n in range(10):
        number = str(101 + n)
        drawing.texts.append(("13", (4 * n + 2 - len(number) * 0.9, 9), number))
    drawing.texts.append(("63", (100, 100), "7"))
    for path in (write_dgn(tmp_path / "a.dgn", drawing), write_dxf(tmp_path / "a.dxf", drawing)):
        found = import_cad(path)
        assert found.parcels.parcel == [str(101 + n) for n in range(10)]
        assert found.problems == ()


@pytest.mark.parametrize(
    ("name", "head", "words"),
    [
        ("a.dgn", bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600), ("a.dgn", "V7", "DXF")),
        ("a.dxf", bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600), ("version 8",)),
        ("a.dwg", b"AC1027" + bytes(600), ("a.dwg", "DXF")),
        ("a.dxf", b"AC1032" + bytes(600), ("DWG", "DXF")),
        ("a.dxf", b"AutoCAD Binary DXF\r\n\x1a\0" + bytes(600), ("ASCII",)),
        ("a.dgn", b"hello" * 100, ("a.dgn",)),
        ("a.dxf", b"", ("a.dxf",)),
        ("a.dxf", b"PK\x03\x04" + bytes(600), ("a.dxf",)),
    ],
)
def test_what_cannot_be_read_says_the_way_out(name: str, head: bytes, words: tuple[str, ...], tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(head)
    for reader in (read_cad, level_structure):
        with pytest.raises(DiachisoError) as error:
            reader(path)
        assert all(word in str(error.value) for word in words)


def test_a_missing_file_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(DiachisoError, match="none.dgn"):
        read_cad(tmp_path / "none.dgn")


@pytest.mark.parametrize("ending", WRITERS)
def test_levels_that_are_not_those_of_the_profile_are_named(town: list[Parcel], ending: str, tmp_path: Path) -> None:
    moved = {"10": "22", "13": "33", "63": "63", "4": "4", "5": "5"}
    drawing = draw(town[:5])
    other = Drawing([(moved[level], line) for level, line in drawing.lines], drawing.texts)
    with pytest.raises(DiachisoError, match="boundary levels.*22"):
        read_cad(WRITERS[ending](tmp_path / f"a.{ending}", other))
    other = Drawing(drawing.lines, [(moved[level], place, value) for level, place, value in drawing.texts])
    with pytest.raises(DiachisoError, match="parcel numbers.*33"):
        read_cad(WRITERS[ending](tmp_path / f"b.{ending}", other))
    own = load_cad_profile()
    rules = (CadRule(CadRole.boundary, ("22",)), *(r for r in own.rules if r.role is not CadRole.boundary))
    other = Drawing([("22", line) for _, line in drawing.lines], drawing.texts)
    path = WRITERS[ending](tmp_path / f"c.{ending}", other)
    assert import_cad(path, replace(own, rules=rules)).parcels.size == 5


def test_settings_of_gdal_are_left_as_they_were(town: list[Parcel], tmp_path: Path) -> None:
    gdal.SetConfigOption("OGR_ARC_STEPSIZE", "7")
    try:
        read_cad(write_dxf(tmp_path / "a.dxf", draw(town[:2])))
        assert gdal.GetConfigOption("OGR_ARC_STEPSIZE") == "7"
        assert gdal.GetConfigOption("DXF_MERGE_BLOCK_GEOMETRIES") is None
    finally:
        gdal.SetConfigOption("OGR_ARC_STEPSIZE", None)


class Cancelled:
    """A feedback of somebody who has pressed cancel."""

    def isCanceled(self) -> bool:  # noqa: N802 - QGIS's name
        return True


def test_reading_can_be_cancelled(town: list[Parcel], tmp_path: Path) -> None:
    with pytest.raises(DiachisoError, match="Cancelled"):
        read_cad(write_dgn(tmp_path / "a.dgn", draw(town[:2])), feedback=Cancelled())


def test_drawings_are_known_by_their_ending() -> None:
    assert all(is_cad(name) for name in ("a.dgn", "b.DXF", "c.dwg"))
    assert not any(is_cad(name) for name in ("a.shp", "dgn", "a.dgn.zip"))


def test_a_wrong_profile_is_named(tmp_path: Path) -> None:
    (tmp_path / "own.json").write_text("{}", "utf-8")
    with pytest.raises(ProfileError, match="own.json"):
        load_cad_profile(tmp_path / "own.json")


def labelled(town: list[Parcel], label: str) -> Drawing:
    """Some parcels, each with one text in it."""
    drawing = draw(town[:4], sheet_texts=False)
    named = [("13", p.inside, label.format(sheet=p.sheet, number=p.number, area=p.area)) for p in town[:4]]
    drawing.texts[:] = named
    return drawing


@pytest.mark.parametrize(
    ("label", "parcel", "sheet"),
    [
        ("{number}/{area:.1f}", None, ""),
        ("{sheet}/{number}", r"\d+/(?P<value>\d+)", r"(?P<value>\d+)/\d+"),
        ("{sheet}-{number}", r"\d+-(?P<value>\d+)", r"(?P<value>\d+)-\d+"),
    ],
)
def test_one_text_may_say_two_things(
    town: list[Parcel], label: str, parcel: Any, sheet: str, tmp_path: Path
) -> None:
    """Number and area as the shipped profile reads them; sheet and number where a profile's patterns say so."""
    profile = load_cad_profile()
    if parcel:
        others = tuple(rule for rule in profile.rules if rule.role not in (CadRole.parcel, CadRole.area))
        own = (CadRule(CadRole.parcel, ("13",), re.compile(parcel)), CadRule(CadRole.sheet, ("13",), re.compile(sheet)))
        profile = replace(profile, rules=(*others, *own))
    found = import_cad(write_dxf(tmp_path / "a.dxf", labelled(town, label)), profile).parcels
    wanted = {(p.sheet if parcel else "", p.number) for p in town[:4]}
    assert set(zip(found.sheet, found.parcel)) == wanted
    if not parcel:
        assert abs(found.stated_area - found.area).max() < 0.1


def test_texts_that_the_pattern_does_not_know_are_named_with_it(town: list[Parcel], tmp_path: Path) -> None:
    path = write_dxf(tmp_path / "a.dxf", labelled(town, "T{sheet}#{number}"))
    with pytest.raises(DiachisoError) as caught:
        read_cad(path)
    said = str(caught.value)
    pattern = next(rule.pattern for rule in load_cad_profile().rules if rule.role is CadRole.parcel)
    assert pattern is not None and pattern.pattern in said
    assert "(13)" in said and f"T{town[0].sheet}#" in said
