"""verifyaddresses and reversegeocode through QGIS, on the small town and on a real one."""
from __future__ import annotations

import shutil
import time
from collections import Counter
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from qgis.core import (
    QgsExpression,
    QgsFeature,
    QgsGeometry,
    QgsPointXY,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsVectorLayer,
)

from diachiso.register.connect import connect
from diachiso.register.geometry_functions import point_blob

from ..print_town import make_print_town
from ..small_town import line, square


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The town of what is printed; Trần Phú runs east at 12.0105, house 10 and its parcel have outlines."""
    path = make_print_town(tmp_path_factory.mktemp("town") / "Sổ địa chỉ.gpkg")
    from diachiso.register.geometry_functions import wkb_blob

    with closing(connect(path, write=True)) as con:
        con.execute(
            "UPDATE street SET geom = ?", (wkb_blob(line((109.0, 12.0103), (109.01, 12.0103))),)
        )
        fid = con.execute("SELECT fid FROM address WHERE code = '0010100002'").fetchone()[0]
        con.execute(
            "INSERT INTO address_source (fid, role, crs, footprint, area) VALUES (?, 'building', 'EPSG:4326', ?, 1)",
            (fid, square(109.00035, 12.00995, 0.0001)),
        )
    return path


def run(name: str, parameters: dict[str, Any]) -> tuple[dict[str, Any], QgsVectorLayer]:
    from qgis.core import QgsApplication

    context = QgsProcessingContext()
    algorithm = QgsApplication.processingRegistry().createAlgorithmById(f"diachiso:{name}")
    results, _ = algorithm.run(
        {**parameters, "OUTPUT": "memory:"}, context, QgsProcessingFeedback(), catchExceptions=False
    )
    return results, context.takeResultLayer(results["OUTPUT"])


def table(values: list[Any], kind: str = "None") -> QgsVectorLayer:
    layer = QgsVectorLayer(f"{kind}?field=dia_chi:string&field=dcs_code:string", "bảng", "memory")
    features = []
    for value in values:
        feature = QgsFeature(layer.fields())
        if isinstance(value, tuple):
            feature.setGeometry(QgsGeometry.fromPointXY(QgsPointXY(*value)))
        else:
            feature.setAttributes([value, "cũ"])
        features.append(feature)
    layer.dataProvider().addFeatures(features)
    return layer


CASES = {
    "10 Trần Phú, Tổ dân phố 5, Phường Biển, Tỉnh Khánh Hòa": ("exact", "0010100002", ""),
    "10 tran phu, p. bien, t. khanh hoa": ("exact", "0010100002", ""),
    "số 12 ngõ 34/5 đường Trần Phú, phường Biển": ("exact", "0010100003", ""),
    "12A Trần Phú, Phường Biển": ("exact", "0010100004", ""),
    "0010100001": ("exact", "0010100001", ""),
    "10100001": ("exact", "0010100001", ""),  # as a spreadsheet leaves it
    "3 Lê Lợi, xã Núi": ("exact", "0010200008", ""),
    "3 Lê Lợ, xã Núi": ("partial", "0010200008", "street"),
    "3 Lê Lơi, xã Núi": ("partial", "0010200008", "street"),
    "3 Đườg Lê Lợi, xã Núi": ("exact", "0010200008", ""),
    "13 Trần Phú, phường Biển": ("partial", "0010100004", "number"),
    "Ủy ban nhân dân xã Núi": ("exact", "0010200008", ""),
    "999 Không Có Đường Này": ("none", "", ""),
    # The number of a settlement is no house number.
    "10 Trần Phú, tổ 12, phường Biển": ("partial", "0010100002", "settlement"),
    # Elsewhere in the province, or in another one, it is another house.
    "10 Trần Phú, TX Ninh Hòa, Khánh Hòa": ("partial", "0010100002", "commune"),
    "10 Trần Phú, phường Biển, tỉnh Bình Định": ("partial", "0010100002", "commune"),
    "10 Trần Phúc, TX Ninh Hòa": ("none", "", ""),
    # Another street, not a misspelt one.
    "10 Trần Thái Tông, phường Biển": ("none", "", ""),
    "": ("none", "", ""),
    "0010199999": ("none", "", ""),
}


def test_each_way_of_writing_an_address(provider: Any, town: Path) -> None:
    parameters = {"INPUT": table(list(CASES)), "ADDRESS_FIELD": "dia_chi", "REGISTER": str(town)}
    results, layer = run("verifyaddresses", parameters)
    found = {
        f["dia_chi"]: (f["dcs_verdict"], f["dcs_code_2"] or "", f["dcs_differs"] or "") for f in layer.getFeatures()
    }
    found = {text: tuple("" if v is None or str(v) == "NULL" else str(v) for v in row) for text, row in found.items()}
    assert found == CASES
    counts = Counter(verdict for verdict, *_ in CASES.values())
    assert {name: results[name.upper()] for name in ("exact", "partial", "ambiguous", "none")} == {
        "exact": counts["exact"], "partial": counts["partial"], "ambiguous": 0, "none": counts["none"],
    }  # fmt: skip
    assert all(f["dcs_code"] == "cũ" for f in layer.getFeatures()), "a column of the table was overwritten"
    places = {f["dia_chi"]: f.geometry().asPoint() for f in layer.getFeatures() if f.hasGeometry()}
    assert places["0010100001"] == QgsPointXY(109.0002, 12.01)


def test_several_that_fit_are_named(provider: Any, town: Path, tmp_path: Path) -> None:
    twin = Path(shutil.copyfile(town, tmp_path / "twin.gpkg"))
    with closing(connect(twin, write=True)) as con:
        twins = "code IN ('0010100002', '0010200008')"
        con.execute(f"UPDATE address SET house_number = '2', street = 'Lê Lợi' WHERE {twins}")
    texts = ["2 Lê Lợi", "2 Lê Lợi, xã Núi", "2 Trần Phú"]
    _, layer = run("verifyaddresses", {"INPUT": table(texts), "ADDRESS_FIELD": "dia_chi", "REGISTER": str(twin)})
    verdicts = [(f["dcs_verdict"], f["dcs_candidates"]) for f in layer.getFeatures()]
    assert [v for v, _ in verdicts] == ["ambiguous", "exact", "exact"]
    assert "0010100002" in verdicts[0][1] and "0010200008" in verdicts[0][1]


@pytest.mark.parametrize(
    ("place", "way", "code"),
    [
        ((109.0004, 12.01), "building", "0010100002"),
        ((109.00036, 12.01004), "building", "0010100002"),
        ((109.00065, 12.01), "nearest", "0010100003"),
        ((109.0002, 12.0106), "across", "0010100001"),
        ((109.05, 12.05), "commune", ""),
        ((110.5, 12.01), "none", ""),
    ],
)
def test_the_address_of_a_place(provider: Any, town: Path, place: tuple[float, float], way: str, code: str) -> None:
    layer = QgsVectorLayer("Point?crs=EPSG:4326&field=id:int", "điểm", "memory")
    feature = QgsFeature(layer.fields())
    feature.setGeometry(QgsGeometry.fromPointXY(QgsPointXY(*place)))
    layer.dataProvider().addFeatures([feature])
    parameters = {"INPUT": layer, "REGISTER": str(town), "MAX_DISTANCE": 80}
    results, out = run("reversegeocode", parameters)
    row = next(out.getFeatures())
    assert (row["dcs_way"], str(row["dcs_code"]) if code else "") == (way, code)
    assert results[way.upper()] == 1
    if way == "commune":
        assert row["dcs_commune"] == "Phường Biển"


def test_an_address_on_this_side_comes_before_a_nearer_one_across(provider: Any, town: Path, tmp_path: Path) -> None:
    far = Path(shutil.copyfile(town, tmp_path / "far.gpkg"))
    with closing(connect(far, write=True)) as con:
        con.execute("UPDATE address SET geom = ? WHERE code = '0010100004'", (point_blob(109.0008, 12.0108),))
    layer = QgsVectorLayer("Point?crs=EPSG:4326&field=id:int", "điểm", "memory")
    feature = QgsFeature(layer.fields())
    feature.setGeometry(QgsGeometry.fromPointXY(QgsPointXY(109.0006, 12.0104)))
    layer.dataProvider().addFeatures([feature])
    _, out = run("reversegeocode", {"INPUT": layer, "REGISTER": str(far), "MAX_DISTANCE": 80})
    row = next(out.getFeatures())
    assert (row["dcs_code"], row["dcs_way"]) == ("0010100004", "nearest") and row["dcs_distance"] > 44.5


@pytest.fixture
def functions(qgis_app: Any) -> Any:
    from diachiso.processing.expressions import register_functions, unregister_functions

    register_functions()
    yield
    unregister_functions()


def evaluated(text: str) -> Any:
    expression = QgsExpression(text)
    value = expression.evaluate()
    assert not expression.hasEvalError() and not expression.hasParserError(), expression.evalErrorString()
    return value


def test_expressions_verify_and_reverse(functions: Any, town: Path) -> None:
    assert evaluated(f"dcs_verify('10 tran phu, phuong bien', '{town}')['code']") == "0010100002"
    assert evaluated(f"dcs_verify('khong co', '{town}')['verdict']") == "none"
    assert evaluated(f"dcs_reverse(make_point(109.0004, 12.01), 'EPSG:4326', 50, '{town}')['way']") == "building"
    assert evaluated(f"dcs_reverse(make_point(109.0004, 12.01), 'EPSG:4326', 50, '{town}')['code']") == "0010100002"
    assert evaluated(f"dcs_reverse(NULL, 'EPSG:4326', 50, '{town}')") is None


@pytest.mark.parametrize(
    ("arguments", "words"), [("'EPSG:9999999', 50", "no coordinate reference"), ("'EPSG:4326', 'xa'", "no distance")]
)
def test_an_expression_says_what_is_wrong(functions: Any, town: Path, arguments: str, words: str) -> None:
    expression = QgsExpression(f"dcs_reverse(make_point(109.0004, 12.01), {arguments}, '{town}')")
    assert expression.evaluate() is None and words in expression.evalErrorString()


def test_an_expression_follows_the_register(functions: Any, town: Path, tmp_path: Path) -> None:
    own = Path(shutil.copyfile(town, tmp_path / "own.gpkg"))
    text = f"dcs_verify('chợ đêm', '{own}')['code']"
    assert not evaluated(f"dcs_verify('chợ đêm', '{own}')['verdict'] = 'exact'")
    with closing(connect(own, write=True)) as con:
        con.execute("UPDATE address SET name = 'Chợ Đêm' WHERE code = '0010100001'")
    assert evaluated(text) == "0010100001"


def test_the_desktop_does_not_wait_for_the_search_of_a_large_register(
    functions: Any, town: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from qgis.core import QgsApplication

    from diachiso.processing import expressions

    monkeypatch.setattr(expressions, "in_desktop", lambda: True)
    monkeypatch.setattr(expressions, "FEW", 2)
    own = Path(shutil.copyfile(town, tmp_path / "own.gpkg"))
    expression = QgsExpression(f"dcs_verify('10 tran phu, phuong bien', '{own}')['code']")
    assert expression.evaluate() is None and "being prepared" in expression.evalErrorString()
    deadline = time.monotonic() + 30
    while QgsApplication.taskManager().countActiveTasks() and time.monotonic() < deadline:
        QgsApplication.processEvents()
        time.sleep(0.02)
    assert expression.evaluate() == "0010100002"


def test_an_expression_without_a_register_says_so(functions: Any, qgis_new_project: Any) -> None:
    expression = QgsExpression("dcs_verify('12 Trần Phú')")
    assert expression.evaluate() is None and "register" in expression.evalErrorString()
