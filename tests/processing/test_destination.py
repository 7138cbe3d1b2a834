"""A plan never replaces the register or the layers that it is made from."""
from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from qgis.core import QgsProcessingException


@pytest.fixture
def town(root: Path, tmp_path: Path) -> Path:
    path = tmp_path / "thị trấn.gpkg"
    shutil.copy(root / "resources" / "sample" / "sample_town.gpkg", path)
    return path


@pytest.fixture
def register(run, once, town: Path, tmp_path: Path) -> Path:
    def make(folder: Path) -> None:
        run("createregister", PROVINCE="56", UNITS=f"{town}|layername=communes", OUTPUT=folder / "Sổ địa chỉ.gpkg")

    return once(make, tmp_path) / "Sổ địa chỉ.gpkg"


@pytest.mark.parametrize("dry_run", [True, False])
@pytest.mark.parametrize("algorithm", ["assigncodes", "matchcodes"])
@pytest.mark.parametrize(
    "output",
    ["{register}", "{folder}/./{name}", "ogr:dbname='{register}' table=\"address\" (geom)", "{town}", "{other}",
     "ogr:dbname='{town}' table=\"buildings\" (geom)"],
)  # fmt: skip
def test_registers_and_sources_are_safe(
    run, town: Path, register: Path, tmp_path: Path, output: str, algorithm: str, dry_run: bool
) -> None:
    other = tmp_path / "other register.gpkg"
    shutil.copy(register, other)
    before = {path: path.read_bytes() for path in (town, register, other)}
    target = output.format(register=register, folder=register.parent, name=register.name, town=town, other=other)
    more = {"OFFICIAL": f"{town}|layername=official"} if algorithm == "matchcodes" else {}
    with pytest.raises(QgsProcessingException, match="written over"):
        run(
            algorithm, INPUT=f"{town}|layername=buildings", REGISTER=register, OUTPUT=target, DRY_RUN=dry_run, **more
        )
    # The change counter apart, which QGIS moves when it opens a file for writing.
    for path, content in before.items():
        now = path.read_bytes()
        assert len(now) == len(content) and now[100:] == content[100:], path


def test_a_table_beside_the_layers_own_is_fine(run, town: Path, register: Path) -> None:
    target = f"ogr:dbname='{town}' table=\"plan\" (geom)"
    done = run("assigncodes", INPUT=f"{town}|layername=buildings", REGISTER=register, OUTPUT=target, DRY_RUN=True)
    assert "plan" in str(done["OUTPUT"])
