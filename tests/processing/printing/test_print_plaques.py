"""Plaques as they come out of the printer: every code is decoded, every text read back, only issued codes for good."""
from __future__ import annotations

import csv
import json
import shutil
import subprocess
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from qgis.core import QgsProcessingException

from diachiso.core.resources import resource_path
from diachiso.register.connect import connect

from ...print_town import LONG_STREET, add_addresses, address, make_print_town
from ...small_town import FIRST, make_town

LINK = "https://diachiso.gov.vn/#/map/"
TOOLS = [tool for tool in ("zbarimg", "pdftoppm", "pdftotext", "pdffonts") if shutil.which(tool) is None]
Run = Callable[..., dict[str, Any]]
# The longest and the hardest: real street names, marks above capitals, flats, parcels without a number.
HARD = (
    ("120/1/22", "34/5", LONG_STREET, "Tổ dân phố Nước Ngọt số 12"),
    ("448 – 450A", "", "Xô Viết Nghệ Tĩnh", None),
    ("7", "", "Ỷ Lan Nguyên Phi", "Ấp Ổ Gà"),
    ("12", "", "3/2", None),
    ("1", "", "Hoàng Sa – Trường Sa nối dài Quốc lộ 1A đoạn tránh thị xã Ninh Hòa", "Buôn Ea Krông Ktur"),
    ("Lô B12-34 Khu tái định cư Phước Đồng", "", "Đường số 5 khu dân cư Phước Long A", None),
    (None, "", None, "Thôn Phước Thượng Đông Nam Trung Ngọc Diêm Điền"),
)


@pytest.fixture(scope="module")
def pristine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_print_town(tmp_path_factory.mktemp("pristine") / "register.gpkg")


@pytest.fixture
def town(pristine: Path, tmp_path: Path) -> Path:
    return Path(shutil.copyfile(pristine, tmp_path / "Sổ địa chỉ.gpkg"))


@pytest.fixture(autouse=True)
def tools() -> None:
    if TOOLS:
        pytest.skip(f"not installed: {', '.join(TOOLS)}")


def texts(pdf: Path) -> list[str]:
    """The text of each page, in one line."""
    out = subprocess.run(["pdftotext", "-raw", str(pdf), "-"], capture_output=True, check=True).stdout.decode()
    return [" ".join(page.split()) for page in out.split("\f")[:-1]]


def decoded(pdf: Path, folder: Path, dpi: int = 72) -> list[list[str]]:
    """What the QR codes of each page say."""
    folder.mkdir()
    subprocess.run(["pdftoppm", "-r", str(dpi), "-gray", str(pdf), str(folder / "page")], check=True)
    said = []
    for page in sorted(folder.iterdir()):
        found = subprocess.run(["zbarimg", "-q", "--raw", str(page)], capture_output=True, check=False)
        said.append(found.stdout.decode().split("\n")[:-1])
    return said


def query(path: Path, sql: str) -> list[tuple]:
    with closing(connect(path)) as con:
        return con.execute(sql).fetchall()


def test_each_plaque_of_a_street_in_walking_order(run: Run, town: Path, tmp_path: Path) -> None:
    pdf = tmp_path / "Biển Trần Phú.pdf"
    done = run("printplaques", REGISTER=town, STREET="Trần Phú", COMMUNE="Phường Biển", OUTPUT=pdf)
    assert (done["COUNT"], done["DRAFT_COUNT"], done["SKIPPED"], done["SHEETS"]) == (4, 0, 0, 4)
    codes = ["0010100001", "0010100002", "0010100004", "0010100003"]
    assert decoded(pdf, tmp_path / "pages") == [[LINK + code] for code in codes]
    for page, code, number in zip(texts(pdf), codes, ("2", "10", "12A", "12")):
        assert code in page and f" {number} " in f" {page} " and "Trần Phú" in page and "BẢN NHÁP" not in page
    assert "Ngõ 34/5" in texts(pdf)[3]
    fonts = subprocess.run(["pdffonts", str(pdf)], capture_output=True, check=True).stdout.decode().split("\n")[2:-1]
    assert fonts and all(line.split()[-5:-2] == ["yes", "no", "yes"] or " yes " in line for line in fonts)
    images = subprocess.run(["pdfimages", "-list", str(pdf)], capture_output=True, check=True).stdout.decode()
    assert len(images.strip().split("\n")) == 2, "all of it is vector"


def test_what_was_printed_stands_in_the_register(run: Run, town: Path, tmp_path: Path) -> None:
    done = run("printplaques", REGISTER=town, COMMUNE=FIRST, TEMPLATE="alley", OUTPUT=tmp_path / "a.pdf")
    rows = query(town, "SELECT state, design, reason, batch, made_at <> '' FROM plaque")
    assert rows == [("made", "alley", "new", done["BATCH"], 1)] * 6
    codes = query(town, "SELECT p.code = a.code FROM plaque p JOIN address a ON a.address_id = p.address_id")
    assert codes == [(1,)] * 6
    assert query(town, "SELECT count(*) FROM code_ledger WHERE left_at IS NOT NULL") == [(6,)]
    (audit,) = query(town, "SELECT new FROM audit_log WHERE action = 'print'")
    said = json.loads(audit[0])
    assert (said["plaques"], said["reason"], said["codes_left"], said["files"]) == (6, "new", 6, ["a.pdf"])


def test_only_issued_codes_unless_as_marked_drafts(run: Run, town: Path, tmp_path: Path) -> None:
    with pytest.raises(QgsProcessingException, match="2 .*no issued code"):
        run("printplaques", REGISTER=town, COMMUNE="Núi", OUTPUT=tmp_path / "a.pdf")
    assert not (tmp_path / "a.pdf").exists()
    pdf = tmp_path / "drafts.pdf"
    done = run("printplaques", REGISTER=town, COMMUNE="Núi", DRAFTS=True, OUTPUT=pdf)
    assert (done["COUNT"], done["DRAFT_COUNT"]) == (0, 2)
    for page in texts(pdf):
        assert "BẢNNHÁP" in page.replace(" ", ""), "whatever language QGIS speaks"
    for said in decoded(pdf, tmp_path / "pages"):
        assert not any(LINK in text for text in said), "the code of a draft leads nowhere"
    assert query(town, "SELECT count(*) FROM plaque") == [(0,)]
    assert query(town, "SELECT count(*) FROM code_ledger WHERE left_at IS NOT NULL") == [(0,)]


@pytest.mark.parametrize(
    ("workshop", "route", "said"),
    [
        ("folder", None, "cannot be written"), ("a.pdf", None, "ends? with|end with"), ("a.xlsx", "a.xlsx", "both"),
        ("a.xlsx", "b.doc", "end with"),
    ],
)  # fmt: skip
def test_files_that_cannot_be_are_refused_before_anything_is_written_down(
    run: Run, town: Path, tmp_path: Path, workshop: str, route: str | None, said: str
) -> None:
    (tmp_path / "folder.csv").mkdir()
    lists = {"WORKSHOP": tmp_path / workshop.replace("folder", "folder.csv")}
    if route:
        lists["ROUTE"] = tmp_path / route
    with pytest.raises(QgsProcessingException, match=said):
        run("printplaques", REGISTER=town, COMMUNE=FIRST, OUTPUT=tmp_path / "a.pdf", **lists)
    assert [file.name for file in tmp_path.iterdir() if file.suffix in (".pdf", ".xlsx", ".csv")] == ["folder.csv"]
    assert query(town, "SELECT count(*) FROM plaque") == [(0,)]
    assert query(town, "SELECT count(*) FROM audit_log WHERE action = 'print'") == [(0,)]


def test_reprints_need_a_reason_and_replace(run: Run, town: Path, tmp_path: Path) -> None:
    street = {"REGISTER": town, "STREET": "Trần Phú", "COMMUNE": FIRST}
    with pytest.raises(QgsProcessingException, match="4 have none that could be replaced"):
        run("printplaques", **street, REASON=1, OUTPUT=tmp_path / "0.pdf")
    run("printplaques", **street, OUTPUT=tmp_path / "1.pdf")
    with pytest.raises(QgsProcessingException, match="4 have a plaque already"):
        run("printplaques", **street, OUTPUT=tmp_path / "2.pdf")
    done = run("printplaques", **street, CODES="0010100001 ; 0010100002", REASON=2, OUTPUT=tmp_path / "3.pdf")
    assert done["COUNT"] == 2
    assert query(town, "SELECT state, reason, count(*) FROM plaque GROUP BY 1, 2 ORDER BY 1, 2") == [
        ("made", "correction", 2), ("made", "new", 2), ("replaced", "new", 2)
    ]  # fmt: skip
    again = run("printplaques", REGISTER=town, COMMUNE=FIRST, OUTPUT=tmp_path / "4.pdf")
    assert (again["COUNT"], again["SKIPPED"]) == (2, 4)


@pytest.mark.parametrize("design", ["house", "alley", "office"])
def test_long_texts_are_fitted_whole(run: Run, tmp_path: Path, design: str) -> None:
    path = tmp_path / "register.gpkg"
    make_town(path, [], [])
    rows = [
        address(k, house_number=number, alley=alley or None, street=street, settlement=settlement,
                name="Trường Trung học phổ thông chuyên Nguyễn Thị Minh Khai – cơ sở 2")
        for k, (number, alley, street, settlement) in enumerate(HARD, 1)
    ]  # fmt: skip
    add_addresses(path, rows)
    pdf = tmp_path / "plaques.pdf"
    run("printplaques", REGISTER=path, TEMPLATE=design, OUTPUT=pdf)
    pages = {next(word for word in page.split() if word.startswith("00101")): page for page in texts(pdf)}
    for row in rows:
        page = pages[row["code"]]
        for word in " ".join(filter(None, (row["street"], row["settlement"], row["house_number"]))).split():
            assert word in page, (design, word)
    assert sorted(sum(decoded(pdf, tmp_path / "pages", 100), [])) == [LINK + row["code"] for row in rows]
    # Nothing reaches over the edge of its page: the border of the bleed has one colour all along.
    for file in sorted((tmp_path / "pages").iterdir()):
        header, data = file.read_bytes().split(b"255\n", 1)
        width, height = (int(n) for n in header.split()[1:3])
        cut = round(13 / 25.4 * 100)  # marks, bleed, and the edge of the plaque up to its frame
        inner = [data[y * width + x] for y in (cut, height - cut) for x in range(cut + 12, width - cut - 12)]
        assert max(inner) - min(inner) < 40, "a text touches the frame"


def test_a_flat_shows_its_room_and_a_house_no_name(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "register.gpkg"
    make_town(path, [], [])
    add_addresses(
        path,
        [
            address(1, room="25 – 06", floor="25", block="B", building_name="Chung cư Hoàng Gia", house_number="7",
                    street="Lê Lợi", name="Căn hộ nhà ông Tư"),
            address(2, name="Nhà bà Năm", settlement="Thôn Đông"),
            address(3, name="Nhà bà Sáu"),
        ],
    )  # fmt: skip
    pdf = tmp_path / "a.pdf"
    run("printplaques", REGISTER=path, OUTPUT=pdf)
    pages = {code: page for page in texts(pdf) for code in ("0010100001", "0010100002", "0010100003") if code in page}
    assert "25 – 06" in pages["0010100001"] and "Chung cư Hoàng Gia, B, Số 7, Lê Lợi" in pages["0010100001"]
    assert "Thôn Đông" in pages["0010100002"] and "Phường Biển" in pages["0010100003"]
    assert not any("bà" in page or "ông Tư" in page for page in pages.values()), "a name may be a person's"


def test_a_cancel_leaves_nothing(town: Path, tmp_path: Path, qgis_app: Any) -> None:
    from diachiso.core.agency import load_agency
    from diachiso.core.plaque_design import find_design
    from diachiso.core.print_selection import PrintFilter
    from diachiso.publish.plaque_art import read_art
    from diachiso.publish.plaque_run import PlaqueJob, print_plaques
    from diachiso.register.cancelling import GateCancelled
    from diachiso.register.print_rows import address_columns

    design = find_design("house")
    job = PlaqueJob(
        town, PrintFilter(), design, load_agency(), tmp_path / "out" / "a.pdf", tmp_path / "out" / "w.xlsx",
        tmp_path / "out" / "r.csv", day="2026-11-22",
    )  # fmt: skip
    painted: list[float] = []
    with pytest.raises(GateCancelled):
        print_plaques(
            job, read_art(design, address_columns(town), {}), progress=painted.append,
            cancelled=lambda: len(painted) > 2,
        )  # fmt: skip
    assert len(painted) == 3 and list((tmp_path / "out").iterdir()) == []
    assert query(town, "SELECT count(*) FROM plaque") == [(0,)]
    assert query(town, "SELECT count(*) FROM code_ledger WHERE left_at IS NOT NULL") == [(0,)]


@pytest.mark.parametrize(("sheet", "pages", "size"), [(1, 2, "842 x 595"), (2, 1, "1191 x 842"), (3, 1, "2591 x ")])
def test_sheets_and_rolls(run: Run, town: Path, tmp_path: Path, sheet: int, pages: int, size: str) -> None:
    pdf = tmp_path / "sheets.pdf"
    done = run("printplaques", REGISTER=town, COMMUNE=FIRST, TEMPLATE="alley", SHEET=sheet, OUTPUT=pdf)
    assert (done["COUNT"], done["SHEETS"]) == (6, pages)
    info = subprocess.run(["pdfinfo", str(pdf)], capture_output=True, check=True).stdout.decode()
    assert size in info, info
    codes = sorted(sum(decoded(pdf, tmp_path / "pages", 100), []))
    assert codes == [f"{LINK}001010000{k}" for k in range(1, 7)]


def test_the_lists_say_what_is_printed_and_where(run: Run, town: Path, tmp_path: Path) -> None:
    run(
        "printplaques", REGISTER=town, TEMPLATE="alley", SHEET=1, OUTPUT=tmp_path / "a.pdf",
        WORKSHOP=tmp_path / "workshop.csv", ROUTE=tmp_path / "route.csv",
    )  # fmt: skip
    with open(tmp_path / "workshop.csv", encoding="utf-8-sig", newline="") as stream:
        head, *rows = list(csv.reader(stream))
    assert [row[:3] for row in rows] == [[str(k), str((k + 3) // 4), str((k - 1) % 4 + 1)] for k in range(1, 7)]
    for row, page in zip(rows, [texts(tmp_path / "a.pdf")[int(row[1]) - 1] for row in rows]):
        assert row[3] in page and LINK + row[3] in row and row[head.index("The QR says")] == LINK + row[3]
    with open(tmp_path / "route.csv", encoding="utf-8-sig", newline="") as stream:
        route = list(csv.DictReader(stream))
    assert [row["Address code"] for row in route] == [row[3] for row in rows]
    assert route[0]["Position (latitude, longitude)"].startswith("12.01")


def test_the_lists_as_workbooks_name_what_was_left_out(run: Run, town: Path, tmp_path: Path) -> None:
    from osgeo import ogr

    run(
        "printplaques", REGISTER=town, OUTPUT=tmp_path / "a.pdf", WORKSHOP=tmp_path / "workshop.xlsx",
        ROUTE=tmp_path / "route.xlsx",
    )  # fmt: skip
    book = ogr.Open(str(tmp_path / "workshop.xlsx"))
    assert [book.GetLayer(k).GetName() for k in range(book.GetLayerCount())] == ["For the workshop", "Not printed"]
    left_out = {tuple(f.GetField(k) for k in (0, 2)) for f in book.GetLayer(1)}
    assert {code for code, _ in left_out} >= {"TAM-00000007", "0010200008"}
    assert ogr.Open(str(tmp_path / "route.xlsx")).GetLayer(0).GetFeatureCount() >= 6


def test_a_province_changes_the_design(run: Run, town: Path, tmp_path: Path) -> None:
    folder = tmp_path / "profiles" / "plaques"
    folder.mkdir(parents=True)
    own = json.loads(resource_path("profiles", "plaques", "house.json").read_text(encoding="utf-8"))
    layout = resource_path("layouts", "plaque_house.qpt").read_text(encoding="utf-8")
    head = "TỈNH KHÁNH HÒA [% upper(&quot;commune&quot;) %]"
    (folder / "ours.qpt").write_text(layout.replace("[% @plaque_head %]", head), encoding="utf-8")
    own.update(id="ours", layout="ours.qpt", bleed=0, cut_marks=False, qr={"text": "{code}", "level": "H"})
    (folder / "ours.json").write_text(json.dumps(own), encoding="utf-8")
    pdf = tmp_path / "a.pdf"
    run("printplaques", REGISTER=town, TEMPLATE="ours", CODES="0010100001", OUTPUT=pdf)
    assert "TỈNH KHÁNH HÒA PHƯỜNG BIỂN" in texts(pdf)[0]
    assert decoded(pdf, tmp_path / "pages") == [["0010100001"]]
    info = subprocess.run(["pdfinfo", str(pdf)], capture_output=True, check=True).stdout.decode()
    assert "567 x 425" in info.replace("566.929", "567").replace("425.197", "425")
    # the layout alone, with the lines of the shipped design
    done = run("printplaques", REGISTER=town, TEMPLATE=folder / "ours.qpt", CODES="0010100002", OUTPUT=pdf)
    assert done["COUNT"] == 1 and "TỈNH KHÁNH HÒA" in texts(pdf)[0]


BAD: Sequence[tuple[str, Any, str]] = [
    ("lines", {"number": "coalesce("}, "number|coalesce"),
    ("lines", {"number": '"full_name"'}, "full_name"),
    ("layout", "none.qpt", "none.qpt"),
    ("qr", {"text": "https://example.vn"}, "code"),
    ("qr", {"text": "{name}"}, "link"),
    ("qr", {"level": "L"}, "M, Q, H"),
    ("colours", {"ground": "blue"}, "colours.ground"),
    ("bleed", 200, "bleed"),
]


@pytest.mark.parametrize(("key", "value", "words"), BAD)
def test_a_wrong_design_names_the_file_and_the_place(
    run: Run, town: Path, tmp_path: Path, key: str, value: Any, words: str
) -> None:
    own = json.loads(resource_path("profiles", "plaques", "house.json").read_text(encoding="utf-8"))
    own[key] = value
    file = tmp_path / "own.json"
    file.write_text(json.dumps(own), encoding="utf-8")
    with pytest.raises(QgsProcessingException, match=words) as error:
        run("printplaques", REGISTER=town, TEMPLATE=file, OUTPUT=tmp_path / "a.pdf")
    assert "own.json" in str(error.value)


@pytest.mark.parametrize("change", [("<Layout", "<Nothing"), ('id="qr"', 'id="other"'), ("<Layout ", "<Layout <")])
def test_a_layout_that_does_not_serve(run: Run, town: Path, tmp_path: Path, change: tuple[str, str]) -> None:
    layout = resource_path("layouts", "plaque_house.qpt").read_text(encoding="utf-8").replace(*change, 1)
    file = tmp_path / "own.qpt"
    file.write_text(layout, encoding="utf-8")
    with pytest.raises(QgsProcessingException, match="own.qpt"):
        run("printplaques", REGISTER=town, TEMPLATE=file, OUTPUT=tmp_path / "a.pdf")


def test_the_register_can_be_edited_while_plaques_are_painted(town: Path, tmp_path: Path, qgis_app: Any) -> None:
    from qgis.core import QgsVectorLayer

    from diachiso.core.agency import load_agency
    from diachiso.core.plaque_design import find_design
    from diachiso.core.print_selection import PrintFilter
    from diachiso.publish.plaque_art import read_art
    from diachiso.publish.plaque_run import PlaqueJob, print_plaques
    from diachiso.register.print_rows import address_columns

    design = find_design("alley")
    layer = QgsVectorLayer(f"{town}|layername=address", "address", "ogr")
    saved: list[bool] = []

    def save(_share: float) -> None:
        if not saved:
            layer.startEditing()
            feature = next(layer.getFeatures("\"code\" = '0010100001'"))
            layer.changeAttributeValue(feature.id(), layer.fields().indexOf("note"), "trong khi in")
            saved.append(layer.commitChanges())

    job = PlaqueJob(town, PrintFilter(), design, load_agency(), tmp_path / "a.pdf", day="2026-11-22")
    assert print_plaques(job, read_art(design, address_columns(town), {}), progress=save).printed == 6
    assert saved == [True] and query(town, "SELECT note FROM address WHERE code = '0010100001'") == [("trong khi in",)]


def test_the_logo_of_the_province_is_a_vector(run: Run, town: Path, tmp_path: Path) -> None:
    own = json.loads(resource_path("profiles", "plaques", "house.json").read_text(encoding="utf-8"))
    own["logo"] = "logo.svg"
    (tmp_path / "own.json").write_text(json.dumps(own), encoding="utf-8")
    (tmp_path / "logo.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9" fill="#ff0000"/></svg>',
        encoding="utf-8",
    )
    pdf = tmp_path / "a.pdf"
    run("printplaques", REGISTER=town, TEMPLATE=tmp_path / "own.json", CODES="0010100001", OUTPUT=pdf)
    subprocess.run(["pdftoppm", "-r", "25.4", str(pdf), str(tmp_path / "page")], check=True)
    (page,) = tmp_path.glob("page*.ppm")
    header, data = page.read_bytes().split(b"255\n", 1)
    width = int(header.split()[1])
    x, y = 9 + 177 + 6, 9 + 9 + 6  # a pixel is a millimetre: marks, bleed, the middle of the logo
    assert tuple(data[3 * (y * width + x): 3 * (y * width + x) + 3]) == (255, 0, 0)
    images = subprocess.run(["pdfimages", "-list", str(pdf)], capture_output=True, check=True).stdout.decode()
    assert len(images.strip().split("\n")) == 2
