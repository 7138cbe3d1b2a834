"""Whatever way a layer is given, all of its objects and the chosen fields are read."""
from __future__ import annotations

import shutil
from contextlib import closing
from pathlib import Path

import pytest
from qgis.core import QgsField, QgsProcessingFeatureSourceDefinition, QgsProject, QgsVectorLayer
from qgis.PyQt.QtCore import QVariant

from diachiso.register.connect import connect


@pytest.fixture
def register(run, once, root: Path, tmp_path: Path) -> Path:
    def make(folder: Path) -> None:
        sample = root / "resources" / "sample" / "sample_town.gpkg"
        run("createregister", PROVINCE="56", UNITS=f"{sample}|layername=communes", OUTPUT=folder / "register.gpkg")

    return once(make, tmp_path) / "register.gpkg"


@pytest.fixture
def buildings(root: Path, project: QgsProject, tmp_path: Path) -> QgsVectorLayer:
    # A file of its own: these tests edit and filter the layer, and QGIS shares what it opened of a file.
    town = shutil.copy(root / "resources" / "sample" / "sample_town.gpkg", tmp_path / "town.gpkg")
    layer = QgsVectorLayer(f"{town}|layername=buildings", "buildings", "ogr")
    project.addMapLayer(layer)
    return layer


def objects_of(results) -> int:
    return sum(v for k, v in results.items() if k.isupper() and isinstance(v, int) and k not in ("MISSING",))


def test_chosen_virtual_fields_are_read(run, register: Path, buildings: QgsVectorLayer) -> None:
    buildings.addExpressionField('"bld_id"', QgsField("own_id", QVariant.String))
    buildings.addExpressionField("'7'", QgsField("own_number", QVariant.String))
    run(
        "assigncodes", INPUT=buildings.id(), REGISTER=register, ID_FIELD="own_id", NUMBER_FIELD="own_number",
        DRY_RUN=False,
    )  # fmt: skip
    with closing(connect(register)) as con:
        assert con.execute("SELECT DISTINCT house_number FROM address").fetchall() == [("7",)]
        keys = con.execute("SELECT count(*) FROM address_source WHERE source_key LIKE 'B%'").fetchone()[0]
    assert keys > 1000


@pytest.mark.parametrize(
    "subset", ["so_tang > 3", "SELECT * FROM buildings WHERE so_tang > 3", '"ten_duong" = \'2/4\'']
)
def test_a_filtered_layer_gives_what_qgis_shows(
    run, register: Path, buildings: QgsVectorLayer, subset: str
) -> None:
    assert buildings.setSubsetString(subset)
    assert 0 < buildings.featureCount() < 1300
    done = run("assigncodes", INPUT=buildings.id(), REGISTER=register, DRY_RUN=True)
    assert objects_of(done) == buildings.featureCount()


def test_selected_features_only(run, register: Path, buildings: QgsVectorLayer) -> None:
    buildings.selectByIds([1, 2, 3])
    source = QgsProcessingFeatureSourceDefinition(buildings.id(), True)
    assert objects_of(run("assigncodes", INPUT=source, REGISTER=register, DRY_RUN=True)) == 3


def test_unsaved_edits_of_the_land_layer_are_seen(run, register: Path, buildings: QgsVectorLayer) -> None:
    whole = objects_of(run("assigncodes", INPUT=buildings.id(), REGISTER=register, DRY_RUN=True))
    assert buildings.startEditing() and buildings.deleteFeature(5)
    assert objects_of(run("assigncodes", INPUT=buildings.id(), REGISTER=register, DRY_RUN=True)) == whole - 1
    buildings.rollBack()


def test_a_field_places_objects_where_no_commune_has_an_area(
    run, buildings: QgsVectorLayer, tmp_path: Path
) -> None:
    path = tmp_path / "register.gpkg"
    run("createregister", PROVINCE="56", OUTPUT=path)
    buildings.addExpressionField("if(\"bld_id\" < 'B0500', '22528', 'ninh hòa')", QgsField("unit", QVariant.String))
    done = run("assigncodes", INPUT=buildings.id(), REGISTER=path, UNIT_FIELD="unit", DRY_RUN=False)
    assert done["PROVISIONAL"] > 1000
    with closing(connect(path)) as con:
        assert con.execute("SELECT DISTINCT commune_method FROM address").fetchall() == [("field",)]
        communes = {row[0] for row in con.execute("SELECT DISTINCT commune FROM address")}
    assert len(communes) >= 1 and all("Ninh Hòa" in name or "Ninh Hoà" in name for name in communes)
