"""Tables as offices send them: every delimiter, encoding, habit of numbers and header; bad rows listed, never fatal."""
from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

import numpy as np
import pytest
from osgeo import ogr
from qgis.core import QgsProcessingFeedback, QgsVectorLayer

from diachiso.core.errors import DiachisoError
from diachiso.core.land.coordinates import BadValue, CoordinateKind
from diachiso.processing.land.crs_reference import CrsReference, reference_of
from diachiso.processing.land.point_tables import PointTable, PointTableOptions, RowProblem, read_point_table

EAST, NORTH = 602_000.5, 1_354_021.25
ROWS = [("1", "1354021.25", "602000.5", "Nguyễn Trãi"), ("2", "1354031.25", "602010.5", "Trần Phú"),
        ("3", "1354041.25", "602020.5", "Đường 2/4")]  # fmt: skip
HEADER = ("STT", "X", "Y", "Đường")

pytestmark = pytest.mark.usefixtures("qgis_app")


def write(
    path: Path, rows: list[tuple[str, ...]], delimiter: str = ",", encoding: str = "utf-8", bom: bytes = b""
) -> str:
    quoted = [[f'"{c}"' if delimiter in c else c for c in row] for row in rows]
    path.write_bytes(bom + "".join(delimiter.join(row) + "\r\n" for row in quoted).encode(encoding))
    return str(path)


def places(table: PointTable) -> list[tuple[float, float]]:
    return [(f.geometry().asPoint().x(), f.geometry().asPoint().y()) for f in table.layer.getFeatures()]


def column(layer: QgsVectorLayer, name: str) -> list[object]:
    return [f[name] for f in layer.getFeatures()]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("decimal", [".", ","])
@pytest.mark.parametrize(
    ("encoding", "bom"),
    [("utf-8", b""), ("utf-8", b"\xef\xbb\xbf"), ("utf-16-le", b"\xff\xfe"), ("utf-16-be", b"\xfe\xff"),
     ("utf-16-le", b"")],
)  # fmt: skip
def test_delimiters_decimal_signs_and_encodings(
    tmp_path: Path, delimiter: str, decimal: str, encoding: str, bom: bytes
) -> None:
    rows = [HEADER] + [(n, x.replace(".", decimal), y.replace(".", decimal), s) for n, x, y, s in ROWS]
    table = read_point_table(write(tmp_path / "t.csv", rows, delimiter, encoding, bom))
    assert table.delimiter == delimiter
    assert table.decimal == decimal
    assert places(table)[0] == pytest.approx((EAST, NORTH))
    assert column(table.layer, "Đường") == [row[3] for row in ROWS]
    assert column(table.layer, "source_row") == [2, 3, 4]
    assert table.problems == ()
    assert (table.x_field, table.y_field) == ("X", "Y")
    assert table.arrangement.northing_first


def test_a_table_in_windows_1258(tmp_path: Path) -> None:
    streets = ["Nguyễn Trãi", "Trần Phú", "Lê Thánh Tôn", "Hoàng Văn Thụ", "Yersin", "Đống Đa", "Phan Chu Trinh"] * 5
    marks = {"\u1ec5": "\u00ea\u0303", "\u1ea7": "\u00e2\u0300", "\u1ee5": "u\u0323", "\u1ed1": "\u00f4\u0301"}
    rows = [("STT", "X", "Y", "Duong")]
    for k, street in enumerate(streets):
        typed = "".join(marks.get(c, c) for c in street).replace("ã", "a\u0303")
        rows.append((str(k), f"{NORTH + k}", f"{EAST + k}", typed))
    path = tmp_path / "t.csv"
    path.write_bytes("\n".join(",".join(row) for row in rows).encode("cp1258"))
    table = read_point_table(str(path))
    assert column(table.layer, "Duong") == streets


@pytest.mark.parametrize(
    ("lat", "lon"),
    [
        ("12°33'39.7\"N", "109°25'53.6\"E"), ("12 33 39.7", "109 25 53.6"), ("12d33m39.7s", "109d25m53.6s"),
        ("B 12°33'39,7\"", "Đ 109°25'53,6\""), ("12°33′39.7″B", "109°25′53.6″Đ"), ("12.56102778", "109.43155556"),
        ("12,56102778", "109,43155556"), ("12°33,661667'", "109°25,893333'"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("lat_first", [True, False])
def test_degrees_in_every_spelling(tmp_path: Path, lat: str, lon: str, lat_first: bool) -> None:
    pair = (lat, lon) if lat_first else (lon, lat)
    table = read_point_table(write(tmp_path / "t.csv", [("a", "b", "name"), (*pair, "x"), (*pair, "y")], ";"))
    assert table.arrangement.kind is CoordinateKind.degrees
    assert places(table)[1] == pytest.approx((109.4315556, 12.5610278), abs=1e-6)


def test_both_coordinates_in_one_cell(tmp_path: Path) -> None:
    rows = [("Tên", "Tọa độ"), ("a", "12°33'39.7\"N, 109°25'53.6\"E"), ("b", "12.5610278; 109.4315556"), ("c", "?")]
    table = read_point_table(write(tmp_path / "t.csv", rows, "\t"))
    assert np.allclose(places(table), [[109.4315556, 12.5610278]] * 2, atol=1e-6)
    assert [(p.row, p.reason) for p in table.problems] == [(4, BadValue.not_a_number)]


def test_titles_a_header_of_two_rows_and_column_numbers(tmp_path: Path) -> None:
    rows = [
        ("BẢNG KÊ TỌA ĐỘ", "", "", ""), ("", "", "", ""), ("STT", "Tọa độ", "", "Ghi chú"), ("", "X (m)", "Y (m)", ""),
        ("(1)", "(2)", "(3)", "(4)"), *ROWS, ("", "", "", ""), ("Tổng cộng", "", "", "3 điểm"),
    ]  # fmt: skip
    table = read_point_table(write(tmp_path / "t.csv", rows, ";"))
    assert [f.name() for f in table.layer.fields()] == ["STT", "Ghi chú", "source_row"]
    assert column(table.layer, "source_row") == [6, 7, 8]
    assert (table.x_field, table.y_field) == ("X (m)", "Y (m)")
    assert [(p.row, p.reason) for p in table.problems] == [(10, BadValue.empty)]


def test_no_header_at_all(tmp_path: Path) -> None:
    table = read_point_table(write(tmp_path / "t.txt", ROWS))
    assert len(places(table)) == 3
    assert [f.name() for f in table.layer.fields()] == ["col_1", "col_4", "source_row"]


def test_spaces_between_columns(tmp_path: Path) -> None:
    path = tmp_path / "t.txt"
    path.write_text("M1   1354021.25  602000.5\nM2   1354031.25  602010.5\n", encoding="utf-8")
    assert places(read_point_table(str(path)))[0] == pytest.approx((EAST, NORTH))


def test_numbers_that_were_to_keep_their_zeros(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text(
        'so_nha,ma,X,Y\n"=""001""","=""Nhà """"A""""""",1354321.2,601234.5\n=\"002\",\'056,1354322.2,601235.5\n'
        "'A3,=x,1354323.2,601236.5\n",
        encoding="utf-8",
    )
    table = read_point_table(path)
    assert column(table.layer, "so_nha") == ["001", "002", "'A3"]
    assert column(table.layer, "ma")[1:] == ["056", "=x"]


def test_thousands_marks(tmp_path: Path) -> None:
    rows = [("X", "Y"), ("1.354.021,25", "602.000,5"), ("1.354.031", "602.010"), ("1 354 041,25", "602 020,5")]
    table = read_point_table(write(tmp_path / "t.csv", rows, ";"))
    assert np.allclose(places(table), [[EAST, NORTH], [602010, 1354031], [602020.5, 1354041.25]])


def test_bad_rows_are_listed_and_the_batch_goes_on(tmp_path: Path) -> None:
    rows = [
        HEADER, *ROWS, ("4", "", "602000.5", "a"), ("5", "không rõ", "602000.5", "b"),
        ("6", "1.35E+06", "602000.5", "c"), ("7", "354021.25", "602000.5", "d"), ("8", "602000.5", "1354021.25", "e"),
        ("9",), ("", "", "", ""), *ROWS, *ROWS,
    ]  # fmt: skip
    table = read_point_table(write(tmp_path / "t.csv", rows, ";"))
    assert [(p.row, p.reason.value) for p in table.problems] == [
        (5, "empty"), (6, "not_a_number"), (7, "lost_digits"), (8, "out_of_range"), (9, "looks_swapped"), (10, "empty"),
    ]  # fmt: skip
    assert len(places(table)) == 9
    assert table.rows == 15
    assert "không rõ" in table.problems[1].text()
    assert all(isinstance(p, RowProblem) and str(p.row) in p.text() for p in table.problems)


def test_names_and_axes_that_the_user_gives(tmp_path: Path) -> None:
    rows = [("E84", "N84", "X", "Y"), *[("109.1", "12.2", x, y) for _, x, y, _ in ROWS]]
    path = write(tmp_path / "t.csv", rows)
    assert read_point_table(path).arrangement.kind is CoordinateKind.metres
    named = read_point_table(path, PointTableOptions(x_field="e84", y_field="N84"))
    assert places(named)[0] == pytest.approx((109.1, 12.2))
    with pytest.raises(DiachisoError, match="Z"):
        read_point_table(path, PointTableOptions(x_field="Z", y_field="Y"))
    forced = read_point_table(path, PointTableOptions(x_field="X", y_field="Y", x_is_northing=False))
    assert {p.reason for p in forced.problems} == {BadValue.looks_swapped}


def test_the_column_called_x_is_the_first_wherever_it_stands(tmp_path: Path) -> None:
    rows = [("Y", "X"), *[(y, x) for _, x, y, _ in ROWS]]
    table = read_point_table(write(tmp_path / "t.csv", rows))
    assert (table.x_field, table.y_field) == ("X", "Y")
    assert table.arrangement.northing_first
    assert places(table)[0] == pytest.approx((EAST, NORTH))


@pytest.mark.parametrize("rows", [[("a", "b"), ("1", "2")], [("a",)], [], [("", "")]])
def test_a_table_without_coordinates_says_so(tmp_path: Path, rows: list[tuple[str, ...]]) -> None:
    with pytest.raises(DiachisoError, match="no two columns"):
        read_point_table(write(tmp_path / "t.csv", rows))


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ([("1", "1,35E+06", "6,02E+05", "Nguyễn Trãi"), ("2", "1,35E+06", "6,02E+05", "Trần Phú")],
         "X, Y: 1,35E+06, 6,02E+05"),
        ([("1", "1.35E+06", "6.02E+05", "a"), ("2", "", "", "b")], "X, Y: 1.35E+06, 6.02E+05"),
        ([("1", "1,35E+06", "602000,5", "a"), ("2", "1,35E+06", "602010,5", "b")], "X: 1,35E+06"),
    ],
)  # fmt: skip
def test_a_table_that_a_spreadsheet_cut_says_what_to_do(
    tmp_path: Path, rows: list[tuple[str, ...]], says: str
) -> None:
    path = write(tmp_path / "t.csv", [HEADER, *rows], ";")
    with pytest.raises(DiachisoError, match="lost their digits.*format Number") as caught:
        read_point_table(path)
    assert f"({says})" in str(caught.value)


def test_a_cut_table_whose_columns_are_named_says_so_too(tmp_path: Path) -> None:
    path = write(tmp_path / "t.csv", [HEADER, ("1", "1,35E+06", "6,02E+05", "a")], ";")
    with pytest.raises(DiachisoError, match=r"lost their digits.*\(X, Y: 1,35E\+06 6,02E\+05\)"):
        read_point_table(path, PointTableOptions("X", "Y"))


def test_large_numbers_in_full_or_of_something_else_are_not_cut(tmp_path: Path) -> None:
    rows = [("a", "b"), ("1E5", "gia 123456"), ("250000", "1"), ("1300000", "2")]
    with pytest.raises(DiachisoError, match="no two columns"):
        read_point_table(write(tmp_path / "t.csv", rows))
    found = read_point_table(write(tmp_path / "u.csv", [HEADER, *ROWS, ("9", "1.35E+06", "6.02E+05", "x")]))
    assert [problem.reason for problem in found.problems] == [BadValue.lost_digits]


def test_a_foreign_table_is_read_when_its_columns_are_named(tmp_path: Path) -> None:
    path = write(tmp_path / "t.csv", [("e", "n"), ("952030.5", "6702261.25")])
    with pytest.raises(DiachisoError):
        read_point_table(path)
    table = read_point_table(path, PointTableOptions("e", "n", crs="EPSG:2154"))
    assert places(table) == [(952030.5, 6702261.25)]
    assert table.layer.crs().authid() == "EPSG:2154"


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [("t.xlsx", b"not a zip", "cannot be read"), ("t.csv", None, "cannot be read"), ("t.ods", b"", "cannot be read")],
)
def test_an_unreadable_file(tmp_path: Path, name: str, content: bytes, says: str) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(DiachisoError, match=says):
        read_point_table(str(path))


def test_a_crs_that_does_not_exist(tmp_path: Path) -> None:
    with pytest.raises(DiachisoError, match="EPSG:1"):
        read_point_table(write(tmp_path / "t.csv", [HEADER, *ROWS]), PointTableOptions(crs="EPSG:1"))


def test_cancelling(tmp_path: Path) -> None:
    feedback = QgsProcessingFeedback()
    feedback.cancel()
    with pytest.raises(DiachisoError, match="Cancelled"):
        read_point_table(write(tmp_path / "t.csv", [HEADER, *ROWS]), feedback=feedback)


def workbook(path: Path, sheets: dict[str, list[tuple[object, ...]]], driver: str = "XLSX") -> str:
    dataset = ogr.GetDriverByName(driver).CreateDataSource(str(path))
    for name, rows in sheets.items():
        layer = dataset.CreateLayer(name)
        for k, value in enumerate(rows[0]):
            # GDAL writes the field names as the first row.
            numeric = len(rows) > 1 and isinstance(rows[1][k], float)
            layer.CreateField(ogr.FieldDefn(str(value), ogr.OFTReal if numeric else ogr.OFTString))
        for row in rows[1:]:
            feature = ogr.Feature(layer.GetLayerDefn())
            for k, value in enumerate(row):
                if value is not None:
                    feature.SetField(k, value)
            layer.CreateFeature(feature)
    del dataset
    return str(path)


@pytest.mark.parametrize(("ending", "driver"), [("xlsx", "XLSX"), ("ods", "ODS")])
def test_workbooks(tmp_path: Path, ending: str, driver: str) -> None:
    sheets: dict[str, list[tuple[object, ...]]] = {
        "Bìa": [("Công ty đo đạc",), ("2026",)],
        "Tọa độ": [
            ("STT", "X", "Y", "Đường"), *ROWS, (None, None, None, None), ("4", "1354051,25", "602030,5", "Yersin")
        ],
        "Số": [("x", "y", "tên"), (NORTH, EAST, "a")],
    }
    path = workbook(tmp_path / f"t.{ending}", sheets, driver)
    table = read_point_table(path)
    assert table.sheet == "Tọa độ"
    assert np.allclose(places(table)[-1], [602030.5, 1354051.25])
    assert column(table.layer, "source_row") == [2, 3, 4, 6]
    assert column(table.layer, "Đường")[0] == "Nguyễn Trãi"
    numbers = read_point_table(path, PointTableOptions(sheet="Số"))
    assert places(numbers) == [pytest.approx((EAST, NORTH))]
    with pytest.raises(DiachisoError, match="Bìa, Tọa độ, Số"):
        read_point_table(path, PointTableOptions(sheet="Không có"))


def test_a_sheet_that_begins_far_below_keeps_its_row_numbers(tmp_path: Path) -> None:
    """Excel leaves empty rows out of the file."""
    cells = "".join(
        f'<row r="{r}">' + "".join(
            f'<c r="{c}{r}" t="inlineStr"><is><t>{v}</t></is></c>' for c, v in zip("BCD", values)
        ) + "</row>"
        for r, values in [(5, ("Điểm", "X", "Y")), (8, ("M1", "1354021,25", "602000,5")), (12, ("M2", "", "602000,5"))]
    )  # fmt: skip
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    rels = "http://schemas.openxmlformats.org/package/2006/relationships"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    kinds = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    path = tmp_path / "t.xlsx"
    with zipfile.ZipFile(path, "w") as book:
        book.writestr(
            "[Content_Types].xml",
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{kinds}.sheet.main+xml"/>'
            f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kinds}.worksheet+xml"/></Types>',
        )
        book.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{rels}"><Relationship Id="r1" Type="{office}/officeDocument" '
            'Target="xl/workbook.xml"/></Relationships>',
        )
        book.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets>'
            "</workbook>",
        )
        book.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships xmlns="{rels}"><Relationship Id="r1" Type="{office}/worksheet" '
            'Target="worksheets/sheet1.xml"/></Relationships>',
        )
        sheet = f'<worksheet xmlns="{main}"><sheetData>{cells}</sheetData></worksheet>'
        book.writestr("xl/worksheets/sheet1.xml", sheet)
    table = read_point_table(str(path))
    assert column(table.layer, "source_row") == [8]
    assert column(table.layer, "Điểm") == ["M1"]
    assert [(p.row, p.reason) for p in table.problems] == [(12, BadValue.empty)]


@pytest.fixture
def reference(shared_data: Path, tmp_path: Path) -> CrsReference:
    path = shutil.copy(shared_data / "nha_trang.gpkg", tmp_path / "town.gpkg")
    return reference_of(QgsVectorLayer(f"{path}|layername=communes", "communes", "ogr"), "code", province_code="56")


def test_the_crs_is_set_only_where_it_is_certain(tmp_path: Path, reference: CrsReference) -> None:
    path = write(tmp_path / "t.csv", [HEADER, *ROWS])
    alone = read_point_table(path)
    assert not alone.layer.crs().isValid()
    doubtful = read_point_table(path, PointTableOptions(reference=reference))
    assert not doubtful.layer.crs().isValid()  # the meridian 108 fits Khánh Hòa as well
    assert doubtful.crs.best is not None
    assert doubtful.crs.best.crs == "EPSG:9217"
    given = read_point_table(path, PointTableOptions(reference=reference, crs="EPSG:9217"))
    assert given.layer.crs().authid() == "EPSG:9217"
    assert given.crs.sure
    # In the south of the province, the sea lies under the neighbouring zone's place.
    south = [("X", "Y"), *[(f"{1_310_000 + k}", f"{593_000 + k}") for k in range(20)]]
    found = read_point_table(write(tmp_path / "s.csv", south), PointTableOptions(reference=reference))
    assert found.layer.crs().isValid() == found.crs.sure


def test_a_long_table_is_read_in_batches(tmp_path: Path) -> None:
    path = tmp_path / "long.csv"
    with path.open("w", encoding="utf-8") as file:
        file.write("id;X;Y\n")
        for k in range(45_000):
            file.write(f"{k};{NORTH + k % 1000:.2f};{EAST + k % 700:.2f}\n" if k != 30_000 else f"{k};;\n")
    table = read_point_table(str(path))
    assert table.layer.featureCount() == 44_999
    assert [p.row for p in table.problems] == [30_002]
