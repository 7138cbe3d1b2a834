"""createregister writes the project beside the register; updateprofile changes both, and loses neither."""
from __future__ import annotations

import json
from pathlib import Path

import pytest
from qgis.core import QgsProcessingException, QgsProject, QgsVectorLayer

WORDS = {"vi": "Khu quy hoạch", "en": "Planning zone"}
ZONE = {"name": "planning_zone", "type": "text", "group": "advanced", "label": WORDS, "help": WORDS}


@pytest.fixture
def register(run, once, root: Path, tmp_path: Path) -> Path:
    def make(folder: Path) -> None:
        sample = root / "resources" / "sample" / "sample_town.gpkg"
        path = folder / "Sổ địa chỉ.gpkg"
        made = run(
            "createregister", PROVINCE="56", UNITS=f"{sample}|layername=communes",
            STREETS=f"{sample}|layername=streets", OUTPUT=path,
        )  # fmt: skip
        assert made["PROJECT"] == str(path.with_suffix(".qgz"))

    return once(make, tmp_path) / "Sổ địa chỉ.gpkg"


def test_the_project_opens_with_its_layers(register: Path, project) -> None:
    assert project.read(str(register.with_suffix(".qgz")))
    layers = project.mapLayers().values()
    assert len(layers) == 14 and all(layer.isValid() for layer in layers)


def test_without_a_project_on_request(run, tmp_path: Path) -> None:
    made = run("createregister", PROVINCE="56", OUTPUT=tmp_path / "a.gpkg", MAKE_PROJECT=False)
    assert not made.get("PROJECT") and [p.name for p in tmp_path.iterdir()] == ["a.gpkg"]
    assert made["COMMUNES"] == 65


def test_a_project_that_cannot_be_written_costs_no_register(run, tmp_path: Path) -> None:
    (tmp_path / "a.qgz").mkdir()
    made = run("createregister", PROVINCE="56", OUTPUT=tmp_path / "a.gpkg")
    assert Path(made["OUTPUT"]).is_file() and made["PROJECT"] == "" and made["COMMUNES"] == 65
    assert any("a.qgz" in text for text in run.heard.warnings)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_province_adds_a_field_to_a_register_with_addresses(
    run, root: Path, register: Path, tmp_path: Path, project, language: str
) -> None:
    sample = root / "resources" / "sample" / "sample_town.gpkg"
    run("assigncodes", INPUT=f"{sample}|layername=buildings", REGISTER=register, DRY_RUN=False)
    count = QgsVectorLayer(f"{register}|layername=address", "a", "ogr").featureCount()
    file = tmp_path / "tỉnh.json"
    file.write_text(json.dumps({"id": "province", "fields": [ZONE]}), encoding="utf-8")
    done = run("updateprofile", REGISTER=register, PROFILE=file, LANGUAGE=language)
    assert done["ADDED"] == 1 and Path(done["BACKUP"]).is_file()
    assert project.read(done["PROJECT"])
    [address] = project.mapLayersByName({"vi": "Địa chỉ", "en": "Addresses"}[language])
    assert address.featureCount() == count > 100
    assert address.attributeAlias(address.fields().indexOf("planning_zone")) == WORDS[language]
    address.startEditing()
    fid = next(address.getFeatures()).id()
    assert address.changeAttributeValue(fid, address.fields().indexOf("planning_zone"), "Khu A")
    assert address.commitChanges(), address.commitErrors()
    QgsProject.instance().removeAllMapLayers()
    again = run("updateprofile", REGISTER=register, PROFILE=file, MAKE_PROJECT=False)
    assert (again["ADDED"], again["BACKUP"]) == (0, "")


def test_an_apply_can_be_undone_after_a_field_was_added(run, root: Path, register: Path, tmp_path: Path) -> None:
    sample = root / "resources" / "sample" / "sample_town.gpkg"
    run("assigncodes", INPUT=f"{sample}|layername=buildings", REGISTER=register, DRY_RUN=False)
    file = tmp_path / "tỉnh.json"
    file.write_text(json.dumps({"id": "province", "fields": [{**ZONE, "default": "A"}]}), encoding="utf-8")
    run("updateprofile", REGISTER=register, PROFILE=file)
    run("undoapply", REGISTER=register)
    assert QgsVectorLayer(f"{register}|layername=address", "a", "ogr").featureCount() == 0
    done = run("assigncodes", INPUT=f"{sample}|layername=buildings", REGISTER=register, DRY_RUN=False)
    assert done["PROVISIONAL"] > 100
    layer = QgsVectorLayer(f"{register}|layername=address", "a", "ogr")
    assert {f["planning_zone"] for f in layer.getFeatures()} == {"A"}


def test_a_wrong_profile_says_where(run, register: Path, tmp_path: Path) -> None:
    file = tmp_path / "tỉnh.json"
    file.write_text(json.dumps({"fields": [{**ZONE, "type": "varchar"}]}), encoding="utf-8")
    with pytest.raises(QgsProcessingException, match=r"fields\[0\]\.type"):
        run("updateprofile", REGISTER=register, PROFILE=file)
