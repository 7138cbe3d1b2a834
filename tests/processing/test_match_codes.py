"""Matching issued codes through the algorithm, on the sample town whose points say what to expect of them."""
from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest
from qgis.core import QgsProcessingException, QgsVectorLayer

from diachiso.register.actor import current_user
from diachiso.register.connect import connect
from diachiso.register.ledger import verify_ledger

from ..stores import both_stores

# What the sample's makers expect → the plan's status.
STATUS_OF = {"matched": "matched", "conflict": "conflict", "unmatched": "skipped", "skipped": "skipped"}


def sample(root: Path, layer: str) -> str:
    return f"{root / 'resources' / 'sample' / 'sample_town.gpkg'}|layername={layer}"


@pytest.fixture
def register(run, once, root: Path, tmp_path: Path) -> Path:
    def make(folder: Path) -> None:
        path = folder / "Sổ địa chỉ.gpkg"
        run("createregister", PROVINCE="56", UNITS=sample(root, "communes"), OUTPUT=path)
        run("addcodeblock", REGISTER=path, BLOCKS=root / "resources" / "sample" / "blocks.csv")

    return once(make, tmp_path) / "Sổ địa chỉ.gpkg"


def match(run, root: Path, register: Path, official: str, **more):
    return run(
        "matchcodes", OFFICIAL=sample(root, official), INPUT=sample(root, "buildings"), REGISTER=register,
        OFFICIAL_NAME_FIELD="ten", NAME_FIELD="ten",
        OUTPUT=more.pop("OUTPUT", "TEMPORARY_OUTPUT"), DRY_RUN=more.pop("DRY_RUN", True), **more,
    )  # fmt: skip


def layer_of(output) -> QgsVectorLayer:
    return output if isinstance(output, QgsVectorLayer) else QgsVectorLayer(output, "plan", "ogr")


@pytest.mark.parametrize("official", ["official", "official_table"])
def test_every_code_of_the_sample_ends_as_expected(run, root: Path, register: Path, official: str) -> None:
    plan = layer_of(match(run, root, register, official)["OUTPUT"])
    found: dict[str, list[tuple[str, str]]] = {}
    for row in plan.getFeatures():
        found.setdefault(row["code"], []).append((row["status"], row["source_key"] or ""))
    truth = QgsVectorLayer(sample(root, official), "truth", "ogr")
    wrong = []
    for row in truth.getFeatures():
        code, expected = str(row["ma_dia_chi"]), STATUS_OF[row["expect"]]
        key = str(row["truth_bld_id"]) if expected == "matched" else ""
        as_expected = (expected, key) in found[code] if key else expected in [status for status, _ in found[code]]
        if not as_expected:
            wrong.append((row["case"], code, expected, found[code]))
    assert truth.featureCount() > 30
    assert wrong == []


def test_applied_codes_are_issued_and_the_others_noted(run, root: Path, register: Path) -> None:
    first = match(run, root, register, "official", DRY_RUN=False)
    assert first["MATCHED"] > 100
    with closing(connect(register)) as con:
        stages = dict(con.execute("SELECT stage || ' ' || code_origin, count(*) FROM address GROUP BY 1").fetchall())
        assert stages == {"issued import": first["MATCHED"]}
        noted = "SELECT count(*) FROM code_ledger WHERE state = 'official' AND address_id IS NULL"
        assert con.execute(noted).fetchone()[0] > 0
        assert [str(p) for p in verify_ledger(con)] == []
        applies = con.execute("SELECT count(*) FROM apply_run").fetchone()
    again = match(run, root, register, "official", DRY_RUN=False)
    assert (again["MATCHED"], again["KEPT"]) == (0, first["MATCHED"])
    with closing(connect(register)) as con:
        assert con.execute("SELECT count(*) FROM apply_run").fetchone() == applies


def test_issued_codes_are_written_down_by_whoever_verifies(run, root: Path, register: Path) -> None:
    run("setpowers", REGISTER=register, VERIFY="Trần Thị Lan")
    with pytest.raises(QgsProcessingException, match="power to verify.*Trần Thị Lan"):
        match(run, root, register, "official", DRY_RUN=False)
    assert match(run, root, register, "official")["MATCHED"] > 100, "looking is free"
    with closing(connect(register)) as con:
        assert con.execute("SELECT count(*) FROM address").fetchone() == (0,)
        assert con.execute("SELECT count(*) FROM apply_run").fetchone() == (0,)
    run("setpowers", REGISTER=register, VERIFY=current_user())
    assert match(run, root, register, "official", DRY_RUN=False)["MATCHED"] > 100


def test_a_provisional_code_gives_way_to_the_issued_one(run, root: Path, tmp_path: Path) -> None:
    register = tmp_path / "register.gpkg"
    run("createregister", PROVINCE="56", UNITS=sample(root, "communes"), OUTPUT=register)
    assigned = run("assigncodes", INPUT=sample(root, "buildings"), REGISTER=register, DRY_RUN=False)
    assert assigned["PROVISIONAL"] > 1000
    matched = match(run, root, register, "official", DRY_RUN=False)
    with closing(connect(register)) as con:
        replaced = con.execute(
            "SELECT count(*) FROM code_ledger WHERE scheme = 'provisional' AND state = 'retired'"
        ).fetchone()[0]
        issued = con.execute("SELECT count(*) FROM address WHERE stage = 'issued'").fetchone()[0]
        total = con.execute("SELECT count(*) FROM address").fetchone()[0]
        assert [str(p) for p in verify_ledger(con)] == []
    assert replaced == issued == matched["MATCHED"] > 100
    assert total == assigned["PROVISIONAL"]  # matched in place, no second address for a building


def test_noted_codes_are_never_given(run, root: Path, register: Path) -> None:
    match(run, root, register, "official", DRY_RUN=False)
    run("assigncodes", INPUT=sample(root, "buildings"), REGISTER=register, DRY_RUN=False)
    with closing(connect(register)) as con:
        twice = con.execute(
            "SELECT a.code FROM address a JOIN code_ledger l USING (code) WHERE l.state = 'official'"
        ).fetchall()
        assert twice == []
        assert [str(p) for p in verify_ledger(con)] == []


@both_stores
def test_a_reviewed_plan_is_applied_as_decided(run, root: Path, register: Path, tmp_path: Path) -> None:
    plan_path = tmp_path / "plan.gpkg"
    match(run, root, register, "official", OUTPUT=plan_path)
    plan = QgsVectorLayer(str(plan_path), "plan", "ogr")
    rows = [f for f in plan.getFeatures() if f["reason"] == "official_several_objects"]
    chosen = rows[0]["candidates"].split(" ")[0]
    excluded = next(f for f in plan.getFeatures() if f["status"] == "matched")
    assert plan.startEditing()
    column = plan.fields().indexOf
    plan.changeAttributeValue(rows[0].id(), column("decision"), "match")
    plan.changeAttributeValue(rows[0].id(), column("decision_code"), chosen)
    plan.changeAttributeValue(excluded.id(), column("decision"), "exclude")
    assert plan.commitChanges()
    before = match(run, root, register, "official")
    after = match(run, root, register, "official", DRY_RUN=False, REVIEWED_PLAN=str(plan_path))
    assert after["MATCHED"] == before["MATCHED"]  # one more by hand, one fewer excluded
    with closing(connect(register)) as con:
        codes = {row[0] for row in con.execute("SELECT code FROM address")}
    assert rows[0]["code"] in codes
    assert excluded["code"] not in codes


def test_an_official_layer_without_codes_is_refused(run, root: Path, register: Path) -> None:
    from qgis.core import QgsProcessingException

    with pytest.raises(QgsProcessingException, match="Choose the code field"):
        run(
            "matchcodes", OFFICIAL=sample(root, "settlements"), INPUT=sample(root, "buildings"), REGISTER=register,
            DRY_RUN=True, OUTPUT="TEMPORARY_OUTPUT",
        )  # fmt: skip


def test_a_submitted_provisional_address_takes_the_registrys_code(run, root: Path, tmp_path: Path) -> None:
    register = tmp_path / "register.gpkg"
    run("createregister", PROVINCE="56", UNITS=sample(root, "communes"), OUTPUT=register)
    run("assigncodes", INPUT=sample(root, "buildings"), REGISTER=register, DRY_RUN=False)
    with closing(connect(register, write=True)) as con:
        con.execute("UPDATE address SET stage = 'submitted' WHERE object_class = 'house'"
                    " AND house_number IS NOT NULL AND street IS NOT NULL")
    matched = match(run, root, register, "official", DRY_RUN=False)
    assert matched["MATCHED"] > 100
    with closing(connect(register)) as con:
        assert con.execute("SELECT count(*) FROM address WHERE stage = 'issued'").fetchone()[0] == matched["MATCHED"]


@pytest.mark.parametrize("parameter", ["OFFICIAL_NAME_FIELD", "OFFICIAL_NUMBER_FIELD"])
def test_promise_8_owners_names_are_no_names_of_objects(run, root: Path, register: Path, parameter: str) -> None:
    from qgis.core import QgsProcessingException

    with pytest.raises(QgsProcessingException, match="ten_chu"):
        run(
            "matchcodes", OFFICIAL=sample(root, "official"), INPUT=sample(root, "buildings"), REGISTER=register,
            DRY_RUN=True, OUTPUT="TEMPORARY_OUTPUT", **{parameter: "ten_chu"},
        )  # fmt: skip


def test_promise_8_a_field_that_says_only_name_is_not_guessed(run, make_layer, root: Path, tmp_path: Path) -> None:
    from qgis.core import QgsProject

    register = tmp_path / "register.gpkg"
    run("createregister", PROVINCE="56", UNITS=sample(root, "communes"), OUTPUT=register)
    box = QgsVectorLayer(sample(root, "buildings"), "b", "ogr").getFeature(1).geometry()
    owner = "Nguyễn Văn Á"
    fields = {"SoTo": ["1"], "SoThua": ["2"], "Ten": [owner]}
    layer = make_layer([box.asWkt()], fields, crs="EPSG:9217", name="thua_dat")
    QgsProject.instance().addMapLayer(layer)
    run("assigncodes", INPUT=layer.id(), REGISTER=register, DRY_RUN=False)
    QgsProject.instance().removeMapLayer(layer.id())
    assert owner.encode() not in register.read_bytes()


def test_a_plan_whose_layer_has_changed_is_not_applied(
    run, make_layer, root: Path, register: Path, tmp_path: Path
) -> None:
    from qgis.core import QgsProcessingException, QgsProject

    houses = QgsVectorLayer(sample(root, "buildings"), "b", "ogr")
    shapes = [houses.getFeature(i).geometry().asWkt() for i in range(1, 7)]
    layer = make_layer(shapes, {"bld_id": list("abcdef")}, crs="EPSG:9217", name="buildings")
    QgsProject.instance().addMapLayer(layer)
    plan = tmp_path / "plan.gpkg"
    run("assigncodes", INPUT=layer.id(), REGISTER=register, DRY_RUN=True, OUTPUT=plan)
    layer.dataProvider().deleteFeatures([f.id() for f in list(layer.getFeatures())[:2]])
    with pytest.raises(QgsProcessingException, match="have changed since the plan was reviewed"):
        run("assigncodes", INPUT=layer.id(), REGISTER=register, DRY_RUN=False, REVIEWED_PLAN=plan)
    with pytest.raises(QgsProcessingException, match="code scheme ndas"):
        run("assigncodes", INPUT=layer.id(), REGISTER=register, DRY_RUN=False, REVIEWED_PLAN=plan, SCHEME="pluscode")
    with closing(connect(register)) as con:
        assert con.execute("SELECT count(*) FROM address").fetchone() == (0,)
    QgsProject.instance().removeMapLayer(layer.id())
