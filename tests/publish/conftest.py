"""A register of a fictitious town with its generated project, opened in QGIS."""
from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from qgis.core import QgsFeature, QgsGeometry, QgsPointXY, QgsProject, QgsVectorLayer, QgsVectorLayerUtils

from diachiso.publish.project.layers import LAYER_PROPERTY
from diachiso.publish.project.writer import project_path, write_project
from diachiso.register.connect import connect
from diachiso.register.rows import SettlementRow, StreetRow

from ..small_town import FIRST, SECOND, line, make_town, settlement, square

STREETS = [
    StreetRow("Trần Phú", "s1", FIRST, wkb=line((109, 12.01), (109.05, 12.01))),
    StreetRow("Trần Phú", "s1", FIRST, wkb=line((109.05, 12.01), (109.09, 12.01))),
    StreetRow("Lê Lợi", "s2", SECOND, wkb=line((109.11, 12.01), (109.19, 12.01))),
]
SETTLEMENTS = [
    settlement(),
    SettlementRow("Thôn Thượng", "t6", "thôn", SECOND, wkb=square(109.1, 12, 0.1)),
]


@pytest.fixture(scope="session")
def pristine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A register with two communes, streets, settlements and all classes; it is copied."""
    path = tmp_path_factory.mktemp("pristine") / "Sổ địa chỉ.gpkg"
    make_town(path, STREETS, SETTLEMENTS)
    return path


@pytest.fixture
def register(pristine: Path, tmp_path: Path) -> Path:
    """A copy of it for one test, in a folder with a Vietnamese name."""
    path = tmp_path / "Nguyễn Văn Á" / "Sổ địa chỉ.gpkg"
    path.parent.mkdir()
    return Path(shutil.copyfile(pristine, path))


@pytest.fixture(scope="session")
def generated(pristine: Path, qgis_app: Any) -> Path:
    """Its generated project; it is copied, and its paths are relative."""
    path = project_path(pristine)
    write_project(pristine, path, "en")
    return path


@pytest.fixture
def layers(register: Path, generated: Path, qgis_iface: Any) -> Iterator[dict[str, QgsVectorLayer]]:
    """The layers of the generated project, by table, opened as a person opens it; no map is drawn beside the test."""
    qgis_iface.mapCanvas().setRenderFlag(False)
    shutil.copyfile(generated, project_path(register))
    project = QgsProject.instance()
    assert project.read(str(project_path(register)))
    yield {str(la.customProperty(LAYER_PROPERTY)): la for la in project.mapLayers().values()}
    project.clear()
    qgis_iface.mapCanvas().setRenderFlag(True)


@pytest.fixture
def address(layers: dict[str, QgsVectorLayer]) -> QgsVectorLayer:
    """The layer of addresses, in edit mode."""
    layer = layers["address"]
    assert layer.startEditing()
    return layer


@pytest.fixture
def new(address: QgsVectorLayer) -> Callable[..., QgsFeature]:
    """Factory: new(109.01, 12.01, house_number="5") -> a feature as the digitising tool offers it, then filled in."""

    def make(x: float = 109.01, y: float = 12.0101, **values: object) -> QgsFeature:
        feature = QgsVectorLayerUtils.createFeature(address, QgsGeometry.fromPointXY(QgsPointXY(x, y)), {})
        for name, value in values.items():
            feature[name] = value
        return feature

    return make


@pytest.fixture
def query(register: Path) -> Callable[..., list[tuple]]:
    """query(sql) -> rows of the register."""

    def ask(sql: str, *values: object) -> list[tuple]:
        with closing(connect(register)) as con:
            return con.execute(sql, values).fetchall()

    return ask
