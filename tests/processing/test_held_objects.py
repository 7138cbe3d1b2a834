"""An object that may own an issued code gets no second one: held back until a person has decided."""
from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from qgis.core import QgsFeature, QgsField, QgsGeometry, QgsPointXY, QgsProject, QgsVectorLayer
from qgis.PyQt.QtCore import QVariant

from diachiso.core.units import UnitTable
from diachiso.register.blocks import BlockRequest, add_blocks
from diachiso.register.connect import connect
from diachiso.register.create import create_register
from diachiso.register.ledger import verify_ledger
from diachiso.register.rows import UnitRow

LON, LAT = 109.19, 12.24
M = 1 / 111_320  # a metre in degrees, near enough
CODE = "0010100007"
COMMUNE = UnitRow("22366", "commune", "Nha Trang", "Phường Nha Trang", province_code="56", postcode="00101")


def box(x: float, y: float, width: float, depth: float) -> QgsGeometry:
    corners = ((x, y), (x + width, y), (x + width, y + depth), (x, y + depth), (x, y))
    ring = ",".join(f"{LON + a * M} {LAT + b * M}" for a, b in corners)
    return QgsGeometry.fromWkt(f"Polygon(({ring}))")


def layer_of(name: str, kind: str, fields: list[str], rows: list[tuple[QgsGeometry, list[Any]]]) -> QgsVectorLayer:
    layer = QgsVectorLayer(f"{kind}?crs=EPSG:4326", name, "memory")
    layer.dataProvider().addAttributes([QgsField(field, QVariant.String) for field in fields])
    layer.updateFields()
    for geometry, values in rows:
        feature = QgsFeature(layer.fields())
        feature.setGeometry(geometry)
        feature.setAttributes(values)
        assert layer.dataProvider().addFeature(feature)
    QgsProject.instance().addMapLayer(layer)
    return layer


@pytest.fixture
def houses(project: Any) -> QgsVectorLayer:
    """Ten tube houses of 4 m, without numbers: a phone's position tells none from the next."""
    rows = [(box(4.2 * i, 0, 4, 15), [f"B{i}"]) for i in range(10)]
    return layer_of("buildings", "Polygon", ["bld_id"], rows)


@pytest.fixture
def official(project: Any) -> QgsVectorLayer:
    """A code that was issued for one of the houses around the third."""
    place = QgsGeometry.fromPointXY(QgsPointXY(LON + 10 * M, LAT + 16 * M))
    return layer_of("official", "Point", ["ma_dia_chi"], [(place, [CODE])])


@pytest.fixture
def register(tmp_path: Path) -> Path:
    path = tmp_path / "Sổ địa chỉ.gpkg"
    commune = box(-1000, -1000, 2000, 2000)
    commune.convertToMultiType()
    unit = UnitRow(**{**COMMUNE.__dict__, "wkb": bytes(commune.asWkb())})
    create_register(path, province=UnitTable.load().by_code("56"), units=[unit])
    add_blocks(path, [BlockRequest("22366", "00101", 100, 500, "01/GM")])
    return path


def rows(layer: Any) -> dict[str, tuple[str, str]]:
    plan = layer if isinstance(layer, QgsVectorLayer) else QgsVectorLayer(layer, "plan", "ogr")
    return {f["source_key"]: (f["status"], f["reason"]) for f in plan.getFeatures()}


@pytest.fixture
def match(run: Any, houses: Any, official: Any, register: Path) -> Any:
    def go(**more: Any) -> dict[str, Any]:
        given = {"OFFICIAL": official, "INPUT": houses, "REGISTER": register, "ACCURACY": 8, "DRY_RUN": False}
        return run("matchcodes", **{**given, "OUTPUT": "TEMPORARY_OUTPUT", **more})

    return go


@pytest.fixture
def assign(run: Any, houses: Any, register: Path) -> Any:
    def go(**more: Any) -> dict[str, Any]:
        given = {"INPUT": houses, "REGISTER": register, "DRY_RUN": True, "OUTPUT": "TEMPORARY_OUTPUT"}
        return run("assigncodes", **{**given, **more})

    return go


HELD, NEW = ("conflict", "may_own_issued"), ("new", "first_code")


def held(found: dict[str, tuple[str, str]]) -> set[str]:
    assert set(found.values()) <= {HELD, NEW}
    return {key for key, row in found.items() if row == HELD}


def decided(plan: Any, decision: str, code: str = "") -> QgsVectorLayer:
    """The plan with one decision for all of its rows that are to be decided."""
    layer = plan if isinstance(plan, QgsVectorLayer) else QgsVectorLayer(plan, "plan", "ogr")
    at, of_code = layer.fields().lookupField("decision"), layer.fields().lookupField("decision_code")
    changes = {f.id(): {at: decision, of_code: code} for f in layer.getFeatures() if f["status"] == "conflict"}
    assert changes and layer.dataProvider().changeAttributeValues(changes)
    return layer


def test_the_candidates_wait_and_the_others_get_their_codes(match, assign, register):
    assert match()["CONFLICT"] == 1
    found = assign()
    waiting = held(rows(found["OUTPUT"]))
    assert {"B1", "B2", "B3"} <= waiting and "B9" not in waiting and found["NEW"] == 10 - len(waiting)
    named = {f["candidates"] for f in found["OUTPUT"].getFeatures() if f["status"] == "conflict"}
    assert named == {CODE}
    assert assign(DRY_RUN=False)["CONFLICT"] == len(waiting)
    with closing(connect(register)) as con:
        assert con.execute("SELECT count(*) FROM address").fetchone() == (10 - len(waiting),)
        assert [str(p) for p in verify_ledger(con)] == []


def test_who_wants_to_go_on_may(match, assign):
    match()
    assert assign(HOLD_CANDIDATES=False)["NEW"] == 10
    plan = decided(assign()["OUTPUT"], "new")
    assert assign(DRY_RUN=False, REVIEWED_PLAN=plan)["NEW"] == 10


def test_a_code_that_is_matched_or_excluded_holds_nobody(match, assign, register):
    match()
    plan = decided(match(DRY_RUN=True)["OUTPUT"], "match", "k:B2")
    assert match(REVIEWED_PLAN=plan)["MATCHED"] == 1
    found = assign()
    assert (found["KEPT"], found["NEW"], found["CONFLICT"]) == (1, 9, 0)


def test_an_excluded_code_holds_nobody(match, assign):
    match()
    plan = decided(match(DRY_RUN=True)["OUTPUT"], "exclude")
    match(REVIEWED_PLAN=plan)
    assert assign()["CONFLICT"] == 0


def test_matching_again_writes_nothing(match, register):
    def applies() -> Any:
        with closing(connect(register)) as con:
            return con.execute("SELECT count(*) FROM apply_run").fetchone()

    match()
    before = applies()
    match()
    assert applies() == before


def test_houses_without_keys_are_known_by_their_place(match, assign, houses, register):
    match()
    with closing(connect(register, write=True)) as con:
        con.execute("UPDATE official_candidate SET source_key = NULL")
    waiting = held(rows(assign()["OUTPUT"]))
    assert {"B1", "B2", "B3"} <= waiting and "B9" not in waiting


def test_a_register_of_an_earlier_version_gets_the_table_when_it_is_needed(match, assign, register):
    with closing(connect(register, write=True)) as con:
        con.execute("DROP TABLE official_candidate")
    assert assign()["NEW"] == 10  # nothing to read, nothing to complain of
    match()
    assert assign()["CONFLICT"] > 0
