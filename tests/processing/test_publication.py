"""What is published, as the toolbox and qgis_process run it: outputs, warnings, refusals that say what to do."""
from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from qgis.core import QgsProcessingException, QgsProject

from diachiso.register.export_records import read_exports

from ..publish.issued_town import leaks, make_issued_town


@pytest.fixture
def town(once: Any, tmp_path: Path) -> Path:
    return once(lambda folder: make_issued_town(folder / "Sổ.gpkg"), tmp_path / "town") / "Sổ.gpkg"


def test_all_themes_at_once_with_zones(run: Any, town: Path, make_layer: Any, tmp_path: Path) -> None:
    zones = make_layer(["Polygon((109 12, 109.05 12, 109.05 12.02, 109 12.02, 109 12))"], {"loai": ["Ổ dịch"]})
    QgsProject.instance().addMapLayer(zones)
    results = run("thematicmap", REGISTER=town, THEME="all", AREAS=zones, AREA_FIELD="loai", OUTPUT=tmp_path / "maps",
                  LANGUAGE="vi", PAPER="A4")  # fmt: skip
    QgsProject.instance().removeMapLayer(zones.id())
    assert results["MAPS"] == 7 and results["COUNT"] == sum((5, 5, 15, 15, 5, 20, 15))
    assert len(list((tmp_path / "maps").glob("*.pdf"))) == len(list((tmp_path / "maps").glob("*.png"))) == 7


def test_each_publication_tells_what_it_wrote(run: Any, town: Path, tmp_path: Path) -> None:
    opened = run("publishopendata", REGISTER=town, OUTPUT=tmp_path / "open", LANGUAGE="en")
    assert (opened["COUNT"], opened["WITHHELD"]) == (39, 8)
    assert any("name 8" in text for text in run.heard.warnings)
    page = run("lookupfile", REGISTER=town, COMMUNE="Xã Núi", OUTPUT=tmp_path / "page.html")
    assert page["COUNT"] == 14 and Path(page["OUTPUT"]).stat().st_size == page["SIZE"]
    server = run("serverproject", REGISTER=town, OUTPUT=tmp_path / "server", URL="https://example.vn/ows")
    assert server["COUNT"] == 39 and Path(server["PROJECT"]).is_file()
    shared = run("sharedata", REGISTER=town, RECIPIENT="Công an", PURPOSE="Xác minh", EXPIRES="2999-01-31",
                 FIELDS="code; person.full_name", LEGAL_BASIS="Luật 91/2025/QH15",
                 OUTPUT=tmp_path / "a.xlsx")  # fmt: skip
    assert (shared["COUNT"], shared["PERSONS"]) == (39, 4) and Path(shared["SHEET"]).is_file()
    exports = read_exports(town)
    assert [one.record.kind for one in exports] == ["share", "server", "lookup", "open_data"]
    assert exports[0].seq == shared["NUMBER"]
    public = [*(tmp_path / "open").iterdir(), *(tmp_path / "server").iterdir(), tmp_path / "page.html"]
    assert leaks(public) == []


@pytest.mark.parametrize(("algorithm", "parameters", "said"), [
    ("thematicmap", {"THEME": "education", "COMMUNE": "Xã Biển Xa"}, "Xã Biển Xa"),
    ("publishopendata", {"COMMUNE": "99999"}, "99999"),
    ("lookupfile", {"COMMUNE": "99999"}, "99999"),
    ("serverproject", {"COMMUNE": "99999"}, "99999"),
    ("sharedata", {"RECIPIENT": "A", "PURPOSE": "B", "EXPIRES": "2999-01-31", "FIELDS": "person.phone"}, "legal basis"),
])  # fmt: skip
def test_a_refusal_names_what_is_wrong_and_nothing_goes_out(
    run: Any, town: Path, tmp_path: Path, algorithm: str, parameters: dict[str, str], said: str
) -> None:
    with pytest.raises(QgsProcessingException, match=said):
        run(algorithm, REGISTER=town, OUTPUT=tmp_path / "out" / "a.csv", **parameters)
    assert read_exports(town) == []
