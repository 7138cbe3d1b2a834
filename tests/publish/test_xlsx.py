"""XLSX of ours as other programs read it: openpyxl, LibreOffice, GDAL; nothing in it is ever a formula."""
from __future__ import annotations

import shutil
import subprocess
import tracemalloc
import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diachiso.core.errors import DiachisoError
from diachiso.publish.xlsx import (
    DATE,
    DATETIME,
    INTEGER,
    TEXT,
    Column,
    Rule,
    SheetLayout,
    Style,
    column_letters,
    list_rule,
    write_workbook,
)
from diachiso.publish.xlsx_parts import sheet_name

from ..effort import effort

openpyxl = pytest.importorskip("openpyxl")
PLAIN, OPEN = Style(), Style(TEXT, locked=False)
DANGEROUS = ["=1+1", "+84", "-5", "@SUM(A1)", "=HYPERLINK(\"x\")", "0010100001", "<b>&\"'", " hai  cách ", "a\nb",
             "Đường 2/4"]  # fmt: skip


def one_sheet(path: Path, rows: list[list], **more: object) -> Path:
    """A file of one sheet whose cells are texts (others as they are)."""
    columns = [Column()] * max((len(row) for row in rows), default=1)
    with write_workbook(path, 1) as book, book.sheet(SheetLayout("Bảng", columns, **more)) as sheet:
        for row in rows:
            sheet.row((value, OPEN if isinstance(value, str) else PLAIN) for value in row)
    return path


def test_texts_stay_texts(tmp_path: Path) -> None:
    path = one_sheet(tmp_path / "Bảng.xlsx", [[text] for text in DANGEROUS])
    cells = [row[0] for row in openpyxl.load_workbook(path).active.iter_rows()]
    assert [cell.value for cell in cells] == DANGEROUS
    assert {cell.data_type for cell in cells} == {"s"}
    assert b"<f>" not in zipfile.ZipFile(path).read("xl/worksheets/sheet1.xml")


@settings(max_examples=effort(60), deadline=None)
@given(st.lists(st.text(st.characters(blacklist_categories=("Cs", "Cc", "Cn")), max_size=30), min_size=1, max_size=8))
def test_any_text_comes_back(tmp_path_factory: pytest.TempPathFactory, texts: list[str]) -> None:
    path = one_sheet(tmp_path_factory.mktemp("x") / "a.xlsx", [texts])
    (row,) = openpyxl.load_workbook(path).active.iter_rows(values_only=True, max_col=len(texts))
    # openpyxl reads _x0041_ as Excel would
    assert [value or "" for value in row] == texts or any("_x" in text for text in texts)


def test_what_xml_cannot_hold_is_left_out(tmp_path: Path) -> None:
    path = one_sheet(tmp_path / "a.xlsx", [["a\x00b\x0bc\ud800d\uffffe"]])
    assert openpyxl.load_workbook(path).active["A1"].value == "abcde"


def test_numbers_dates_and_truth(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    values = [(7, INTEGER), (1.5, ""), (True, ""), (date(2026, 2, 3), DATE), (datetime(2026, 2, 3, 14, 30), DATETIME),
              (date(1901, 1, 1), DATE), (None, TEXT)]  # fmt: skip
    with write_workbook(path, 1) as book, book.sheet(SheetLayout("a", [Column()] * len(values))) as sheet:
        sheet.row((value, Style(number_format)) for value, number_format in values)
    row = [cell.value for cell in next(openpyxl.load_workbook(path).active.iter_rows())]
    assert row == [7, 1.5, True, datetime(2026, 2, 3), datetime(2026, 2, 3, 14, 30), datetime(1901, 1, 1), None]


def full(path: Path) -> Path:
    """A file with everything that the writer can do."""
    columns = [Column(10, hidden=True), Column(20), Column(8)]
    layout = SheetLayout("Thu thập", columns, protected=True, frozen=(2, 1), filter_row=2, repeated_row=2,
                         repeated_columns=2, pages_wide=3)  # fmt: skip
    with write_workbook(path, 2) as book:
        with book.sheet(layout) as sheet:
            sheet.row([(name, PLAIN) for name in ("address_id", "street", "floors")], hidden=True)
            sheet.row([(name, Style(bold=True, fill="1F4E79", colour="FFFFFF")) for name in "abc"], height=30)
            for k in range(3):
                grey, number = Style(TEXT, fill="EEEEEE"), Style(INTEGER, locked=False)
                sheet.row([(f"u{k}", grey), ("Trần Phú", OPEN), (k, number)])
            sheet.rule(1, 3, 5, list_rule("Danh mục", 0, 1, 400, "Đường", "Chọn", "Không có"))
            sheet.rule(2, 3, 5, Rule("whole", ("0", "150"), "Số tầng", "x" * 400, "0–150"))
            sheet.rule(2, 9, 5, Rule("whole", ("0", "1")))
        with book.sheet(SheetLayout("Danh mục", [Column()], hidden=True)) as sheet:
            for k in range(400):
                sheet.row([(f"Đường {k}", OPEN)])
    return path


def test_all_that_a_sheet_can_have(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(full(tmp_path / "a.xlsx"))
    sheet, lists = book.worksheets
    assert (sheet.sheet_state, lists.sheet_state) == ("visible", "hidden")
    assert (sheet.freeze_panes, sheet.auto_filter.ref, sheet.print_title_rows) == ("B3", "A2:C5", "$2:$2")
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage and sheet.print_title_cols == "$A:$B"
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (3, 0)
    assert sheet.row_dimensions[1].hidden and sheet.column_dimensions["A"].hidden
    assert sheet.protection.sheet and not sheet.protection.autoFilter
    assert [sheet[cell].protection.locked for cell in ("A3", "B3", "C3")] == [True, False, False]
    rules = sheet.data_validations.dataValidation
    assert [(rule.type, rule.formula1, str(rule.sqref)) for rule in rules] == [
        ("list", "'Danh mục'!$A$1:$A$400", "B3:B5"), ("whole", "0", "C3:C5"),
    ]  # fmt: skip
    assert len(rules[1].prompt) == 255


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_it(tmp_path: Path) -> None:
    full(tmp_path / "a.xlsx")
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", "--headless", profile, "--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76",
               "--outdir", str(tmp_path), str(tmp_path / "a.xlsx")]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    assert (tmp_path / "a.csv").read_text("utf-8").splitlines()[2] == "u0,Trần Phú,0"


def test_gdal_reads_it(tmp_path: Path) -> None:
    from diachiso.processing.land.table_rows import open_tables

    path = one_sheet(tmp_path / "a.xlsx", [["tên", "mã"], *([text, "0012"] for text in DANGEROUS)])
    (table,) = open_tables(str(path))
    assert [cells for _, cells in table][1:] == [[text, "0012"] for text in DANGEROUS]


def test_a_hundred_thousand_rows_need_little_memory(tmp_path: Path) -> None:
    columns = [Column()] * 10
    tracemalloc.start()
    with write_workbook(tmp_path / "a.xlsx", 1) as book, book.sheet(SheetLayout("a", columns)) as sheet:
        for k in range(20_000):
            sheet.row((f"ô {k}", OPEN) for _ in columns)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 5_000_000


def test_a_failed_file_leaves_the_old_one(tmp_path: Path) -> None:
    path = one_sheet(tmp_path / "a.xlsx", [["cũ"]])
    with pytest.raises(ZeroDivisionError), write_workbook(path, 1) as book:
        with book.sheet(SheetLayout("a", [Column()])) as sheet:
            sheet.row([("mới", OPEN)])
        raise ZeroDivisionError
    assert openpyxl.load_workbook(path).active["A1"].value == "cũ"
    assert [p.name for p in tmp_path.iterdir()] == ["a.xlsx"]
    with pytest.raises(DiachisoError), write_workbook(tmp_path / "không có" / "a.xlsx", 1):
        pytest.fail("not reached")


@pytest.mark.parametrize(("index", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")])
def test_column_letters(index: int, letters: str) -> None:
    assert column_letters(index) == letters


@pytest.mark.parametrize(
    ("text", "name"),
    [("Xã: A/B [c]?*\\", "Xã  A B  c"), ("'x'", "x"), ("", "Sheet"), ("d" * 40, "d" * 31), ("???", "Sheet")],
)
def test_sheet_names(text: str, name: str) -> None:
    assert sheet_name(text) == name


def test_rows_are_as_high_as_their_wrapped_texts(tmp_path: Path) -> None:
    wrapped = Style(wrap=True)
    with write_workbook(tmp_path / "x.xlsx", 1) as book:
        layout = SheetLayout("x", [Column(10), Column(40)], fitted=True)
        with book.sheet(layout) as sheet:
            for text, style in (("ngắn", wrapped), ("một địa chỉ dài hơn cột", wrapped), ("a\nb\nc", wrapped),
                                ("một địa chỉ dài hơn cột", Style())):  # fmt: skip
                sheet.row([(text, style), ("b", wrapped)])
            sheet.row([("một địa chỉ dài hơn cột", wrapped)], height=20)
    sheet = openpyxl.load_workbook(tmp_path / "x.xlsx").active
    assert [sheet.row_dimensions[k].height for k in range(1, 6)] == [None, 45, 45, None, 20]
