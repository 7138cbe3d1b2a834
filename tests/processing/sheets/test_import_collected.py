"""importcollected: sheets come back from Excel, LibreOffice and other people's tables."""
from __future__ import annotations

import csv
import io
import shutil
import subprocess
import unicodedata
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from qgis.core import QgsProcessingException

from diachiso.compat import none_if_null
from diachiso.core.resources import read_json
from diachiso.register.transaction import write_transaction

from ...stores import both_stores

COUNTS = ("ADDED", "CHANGED", "CONFLICTS", "REJECTED")


@pytest.fixture
def sheet(run, register: Path, tmp_path: Path) -> Path:
    """The sheet of the first commune."""
    run("exportsheet", REGISTER=register, OUTPUT=tmp_path / "ra", COMMUNE="22000", LANGUAGE="vi")
    (file,) = (tmp_path / "ra").iterdir()
    return file


@pytest.fixture
def bring(run, register: Path) -> Callable[..., tuple[tuple[int, ...], list[dict[str, Any]]]]:
    """bring(file, apply=True) -> counts (added, changed, conflicts, rejected) and the rows of the differences."""

    def import_it(file: Path, apply: bool = False, **more: Any) -> tuple[tuple[int, ...], list[dict[str, Any]]]:
        done = run("importcollected", REGISTER=register, INPUT=file, DRY_RUN=not apply, OUTPUT="memory:", **more)
        names = done["OUTPUT"].fields().names()
        rows = [dict(zip(names, map(none_if_null, f.attributes()))) for f in done["OUTPUT"].getFeatures()]
        return tuple(done[name] for name in COUNTS), rows

    return import_it


def test_unedited_it_changes_nothing(bring, register: Path, sheet: Path, query) -> None:
    before = query(register, "SELECT * FROM address ORDER BY fid")
    assert bring(sheet, apply=True, CLEAR_EMPTY=True) == ((0, 0, 0, 0), [])
    assert query(register, "SELECT * FROM address ORDER BY fid") == before
    assert query(register, "SELECT count(*) FROM apply_run WHERE kind = 'collect'") == [(0,)]


@both_stores
def test_a_whole_round(bring, run, register: Path, sheet: Path, fill, query, value) -> None:
    back = fill(
        sheet,
        {
            "0010100001": {"house_number": "10A", "use": "Quán cà phê", "floors": 3, "street": "Đường không có"},
            "0010100002": {"object_class": "Trụ sở cơ quan", "no_number": "Có", "settlement": "tổ 5"},
        },
    )
    classes = dict(query(register, "SELECT name_vi, code FROM object_class"))
    new_class = next(name for name in classes if name not in ("Nhà ở",))
    back = fill(back, {"0010100002": {"object_class": new_class}})
    counts, rows = bring(back)
    assert counts == (3, 3, 0, 1), rows
    assert value(register, "0010100001", "house_number") == "10", "a dry run writes nothing"
    assert bring(back, apply=True)[0] == counts
    assert value(register, "0010100001", "address_text") == "10A Trần Phú, Phường Vĩnh Hải"
    assert [value(register, "0010100001", n) for n in ("floors", "use", "stage")] == [3, "Quán cà phê", "created"]
    assert [value(register, "0010100002", n) for n in ("object_class", "no_number", "settlement")] == [
        classes[new_class], 1, "Tổ 5",
    ]  # fmt: skip
    audited = query(register, "SELECT by, apply_id, action, old, new FROM audit_log ORDER BY seq DESC LIMIT 2")
    assert {row[1:3] for row in audited} == {(2, "update")} and all(row[0] for row in audited)
    assert {'{"house_number": "10", "floors": 1, "use": null, "address_text": "10 Trần Phú, Phường Vĩnh Hải"}'} & {
        row[3] for row in audited
    }
    assert query(register, "SELECT count(*) FROM sync_dirty WHERE table_name = 'address'") >= [(2,)]
    assert bring(back, apply=True)[0] == (0, 0, 0, 1), "twice is once"
    done = run("undoapply", REGISTER=register)
    assert done["RESTORED"] == 2 and value(register, "0010100001", "house_number") == "10"
    assert bring(back)[0] == counts, "an undone import can be made again"


def test_newer_edits_are_for_a_person(bring, register: Path, sheet: Path, fill, edit, value) -> None:
    edit(register, "0010100001", house_number="11", use="kho")
    edit(register, "0010100002", house_number="21")
    edit(register, "0010100002", house_number="22")
    back = fill(sheet, {"0010100001": {"house_number": "12", "note": "cổng sau"}, "0010100003": {"house_number": "31"}})
    counts, rows = bring(back, apply=True)
    assert counts == (1, 1, 1, 0)
    (conflict,) = [row for row in rows if row["status"] == "conflict"]
    assert (conflict["code"], conflict["old_value"], conflict["new_value"]) == ("0010100001", "11", "12")
    assert value(register, "0010100001", "house_number") == "11" and value(register, "0010100001", "use") == "kho"
    assert value(register, "0010100002", "house_number") == "22", "an unedited cell takes nothing back"
    assert value(register, "0010100003", "house_number") == "31"


def test_verified_values_stay(bring, register: Path, sheet: Path, fill, advance, value) -> None:
    advance(register, "0010100001", "issued")
    back = fill(sheet, {"0010100001": {"house_number": "99", "use": "nhà ở"}})
    counts, rows = bring(back, apply=True)
    assert counts == (1, 0, 0, 1) and {row["reason"] for row in rows if row["status"] == "rejected"} == {"protected"}
    assert [value(register, "0010100001", n) for n in ("house_number", "use", "stage")] == ["10", "nhà ở", "issued"]


def test_retired_and_unknown_rows(bring, register: Path, sheet: Path, tmp_path: Path, advance) -> None:
    advance(register, "0010100001", "retired")
    book = openpyxl.load_workbook(sheet)
    book.worksheets[0].cell(4, 3).value = "0019999999"
    book.worksheets[0].cell(4, 1).value = None
    book.worksheets[0].cell(5, 3).value = "0010100002"  # the id says another address
    book.save(tmp_path / "về.xlsx")
    counts, rows = bring(tmp_path / "về.xlsx", apply=True)
    assert counts == (0, 0, 0, 3)
    assert [(row["source_row"], row["reason"]) for row in rows] == [
        (3, "retired"), (4, "unknown_row"), (5, "contradiction"),
    ]  # fmt: skip


def test_emptied_cells(bring, run, register: Path, sheet: Path, fill, value) -> None:
    back = fill(sheet, {"0010100001": {"street": None, "object_class": None}})
    assert bring(back)[0] == (0, 0, 0, 0) and any("2 cells were emptied" in text for text in run.heard.warnings)
    assert bring(back, apply=True, CLEAR_EMPTY=True)[0] == (0, 1, 0, 1)
    assert value(register, "0010100001", "street") is None and value(register, "0010100001", "object_class") == "house"


def test_people_are_not_read(bring, run, register: Path, tmp_path: Path) -> None:
    lines = ["Mã địa chỉ số;Số nhà;Chủ hộ;Điện thoại;Ghi chú",
             "0010100001;10B;Nguyễn Văn An;0912 345 678;gọi 0987654321"]  # fmt: skip
    file = tmp_path / "thu thập.csv"
    file.write_text("\n".join(lines), "utf-8")
    counts, rows = bring(file, apply=True)
    assert counts == (0, 1, 0, 3)
    assert {(row["reason"], row["new_value"]) for row in rows if row["status"] == "rejected"} <= {
        ("personal_column", None), ("personal_text", None),
    }  # fmt: skip
    for path in (register, *register.parent.rglob("*.gpkg")):
        content = path.read_bytes()
        assert not any(text.encode() in content for text in ("Nguyễn Văn An", "345 678", "0987654321"))


def test_a_sheet_of_another_register(bring, register: Path, sheet: Path, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(sheet)
    for row in range(3, book.worksheets[0].max_row + 1):
        cell = book.worksheets[0].cell(row, 2)
        cell.value = cell.value[:-4] + "0000"
    book.save(tmp_path / "khác.xlsx")
    with pytest.raises(QgsProcessingException, match="another register"):
        bring(tmp_path / "khác.xlsx")


def test_a_row_of_another_register_is_refused_and_the_others_are_taken(
    bring, register: Path, sheet: Path, fill, tmp_path: Path, value
) -> None:
    book = openpyxl.load_workbook(fill(sheet, {"0010100001": {"floors": 8}, "0010100002": {"floors": 9}}))
    cell = book.worksheets[0].cell(3, 2)
    cell.value = cell.value[:-4] + "0000"
    book.save(tmp_path / "lẫn.xlsx")
    counts, rows = bring(tmp_path / "lẫn.xlsx", apply=True)
    assert counts == (0, 1, 0, 1)
    assert [(r["source_row"], r["reason"]) for r in rows if r["status"] == "rejected"] == [(3, "other_register")]
    assert (value(register, "0010100001", "floors"), value(register, "0010100002", "floors")) == (1, 9)


def test_rows_that_contradict_each_other_are_listed_and_none_is_taken(
    bring, register: Path, tmp_path: Path, value
) -> None:
    file = tmp_path / "hai dòng.csv"
    file.write_text("Mã địa chỉ số;Số tầng\n0010100001;7\n0010100001;8\n0010100002;9\n0010100002;9\n", "utf-8")
    counts, rows = bring(file, apply=True)
    assert counts == (0, 1, 2, 0)
    assert [(r["source_row"], r["new_value"]) for r in rows if r["reason"] == "twice"] == [(2, "7"), (3, "8")]
    assert "Row 3" in next(r["reason_text"] for r in rows if r["source_row"] == 2)
    assert (value(register, "0010100001", "floors"), value(register, "0010100002", "floors")) == (1, 9)


@pytest.mark.parametrize(
    ("titles", "told"),
    [("code;floors;code", "code"), ("Mã địa chỉ số;Số tầng;floors", "floors"), ("code;floors;stage", "")],
)
def test_a_second_column_of_a_field_is_told(bring, run, register: Path, tmp_path: Path, titles: str, told: str) -> None:
    file = tmp_path / "trùng cột.csv"
    file.write_text(f"{titles}\n0010100001;7;0010100002\n", "utf-8")
    assert bring(file)[0] == (0, 1, 0, 0)
    said = [text for text in run.heard.warnings if "already" in text]
    assert [told in text for text in said] == ([True] if told else [])


# -- what Excel and other programs make of it --------------------------------------------------------------


def as_csv(sheet: Path, delimiter: str) -> str:
    """What Excel saves of the sheet as CSV: what the cells show."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\r\n")
    for row in openpyxl.load_workbook(sheet).worksheets[0].iter_rows(values_only=True):
        writer.writerow("" if cell is None else cell for cell in row)
    return out.getvalue()


@pytest.mark.parametrize(
    ("delimiter", "encoding"),
    [(";", "utf-8-sig"), (",", "utf-8"), ("\t", "utf-16"), (";", "cp1258"), (";", "tcvn3"), (";", "utf-8")],
)
def test_saved_as_csv(bring, register: Path, sheet: Path, fill, tmp_path: Path, delimiter: str, encoding: str) -> None:
    text = as_csv(fill(sheet, {"0010100001": {"note": "Cạnh trường tiểu học, đối diện chợ"}}), delimiter)
    file = tmp_path / "bảng.csv"
    file.write_bytes(encoded(text, encoding))
    counts, rows = bring(file)
    assert counts == (1, 0, 0, 0), rows
    assert rows[0]["new_value"] == "Cạnh trường tiểu học, đối diện chợ"


def encoded(text: str, encoding: str) -> bytes:
    """Bytes of a text in an encoding that Python knows, or in TCVN3 (small letters, as far as it goes)."""
    if encoding == "cp1258":
        # Windows' way: base letters composed with circumflex, breve and horn, tone marks apart
        tones = "\u0300\u0301\u0303\u0309\u0323"
        out = []
        for c in unicodedata.normalize("NFC", text):
            parts = unicodedata.normalize("NFD", c)
            marks = "".join(p for p in parts if p in tones)
            base = unicodedata.normalize("NFC", "".join(p for p in parts if p not in tones))
            out.append(base + marks)
        return "".join(out).encode("cp1258")
    if encoding == "tcvn3":
        table = read_json("encodings", "legacy.json")["single_byte"]["tcvn3"]
        back = {letter: chr(int(first, 16) + k) for first, run in table.items() for k, letter in enumerate(run)}
        return "".join(back.get(c, c) for c in text).encode("latin-1", "replace")
    return text.encode(encoding)


def test_excel_opened_and_saved_a_csv(bring, register: Path, tmp_path: Path, edit, value) -> None:
    """Leading zeros gone, 3/2 a date, TRUE, 1,0 and a title above."""
    edit(register, "0010100002", house_number="3/2", map_parcel="012")
    rows = [
        "DANH SÁCH THU THẬP;;;;;", ";;;;;", "STT;Mã địa chỉ số;Số nhà;Chưa có số nhà;Số tầng;Số thửa",
        "(1);(2);(3);(4);(5);(6)", "1;10100001;10,0;FALSE;5,0;1.5E+10", "2;10100002;03-Feb;;2;12", "3;1.01E+07;7;;;",
    ]  # fmt: skip
    file = tmp_path / "x.csv"
    file.write_text("\n".join(rows), "utf-8-sig")
    counts, found = bring(file, apply=True)
    assert [(r["source_row"], r["field"], r["status"], r["reason"]) for r in found] == [
        (5, "no_number", "added", None), (5, "floors", "changed", None), (5, "map_parcel", "rejected", "lost_digits"),
        (7, None, "rejected", "unknown_row"),
    ]  # fmt: skip
    assert value(register, "0010100001", "floors") == 5 and value(register, "0010100002", "house_number") == "3/2"
    assert value(register, "0010100002", "map_parcel") == "012"


@pytest.mark.parametrize(
    "written",
    ["0010100001", "10100001", "10100001.0", '="0010100001"', "'0010100001", " 0010100001 ", "00101 00001",
     "00101\u00a000001", "00101.00001", "00101-00001", "10.100.001", "10,100,001"],
)  # fmt: skip
def test_codes_as_people_and_spreadsheets_write_them(bring, register: Path, tmp_path: Path, written: str) -> None:
    book = openpyxl.Workbook()
    for row in (["Mã địa chỉ số", "Số tầng"], [written, 7]):
        book.active.append(row)
    if written.startswith("="):
        book.active["A2"].data_type = "s"
    book.save(tmp_path / "mã.xlsx")
    counts, rows = bring(tmp_path / "mã.xlsx")
    assert counts == (0, 1, 0, 0) and [row["code"] for row in rows] == ["0010100001"]


@pytest.mark.parametrize("written", ["1", "10", "0010100009", "001010000", "1.01E+07", "00101/00001"])
def test_codes_of_nobody(bring, register: Path, tmp_path: Path, written: str) -> None:
    file = tmp_path / "mã.csv"
    file.write_text(f"Mã địa chỉ số;Số tầng\n{written};7\n", "utf-8")
    counts, rows = bring(file)
    assert counts == (0, 0, 0, 1) and rows[0]["reason"] == "unknown_row"


def test_merged_cells_and_headers(bring, register: Path, tmp_path: Path, query) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    rows = [["DANH SÁCH"], ["Mã địa chỉ số", "Vị trí", None, "Ghi chú"], [None, "Đường, phố", "Số tầng", None],
            ["0010100001", "Đường 2/4", 7, "a"], ["0010100002", None, None, "b"], [10100003, None, 8, "c"]]  # fmt: skip
    for row in rows:
        sheet.append(row)
    for cells in ("A1:D1", "A2:A3", "B2:C2", "D2:D3", "B4:B6", "C4:C5"):
        sheet.merge_cells(cells)
    book.save(tmp_path / "gộp.xlsx")
    counts, found = bring(tmp_path / "gộp.xlsx", apply=True)
    assert counts == (3, 6, 0, 0), found
    assert query(register, "SELECT code, street, floors, note FROM address WHERE fid < 5 ORDER BY code")[:3] == [
        ("0010100001", "Đường 2/4", 7, "a"), ("0010100002", "Đường 2/4", 7, "b"), ("0010100003", "Đường 2/4", 8, "c"),
    ]  # fmt: skip


def test_a_provisional_key_that_gave_way_still_finds_its_address(bring, register: Path, tmp_path: Path, value) -> None:
    with write_transaction(register, bulk=True) as con:
        con.execute(
            "INSERT INTO code_ledger (code, scheme, address_id, state) SELECT 'TAM-22000-7', 'provisional', address_id,"
            " 'retired' FROM address WHERE code = '0010100001'"
        )
    (tmp_path / "x.csv").write_text("ma_dia_chi_so;ghi_chu\nTAM-22000-7;cổng sau", "utf-8")
    assert bring(tmp_path / "x.csv", apply=True)[0] == (1, 0, 0, 0)
    assert value(register, "0010100001", "note") == "cổng sau"


def test_a_cancel_writes_nothing(bring, run, register: Path, sheet: Path, fill, value, monkeypatch) -> None:
    from diachiso.processing import import_collected as module

    real = module.plan_differences

    def cancelled_meanwhile(*args: Any, **more: Any) -> Any:
        run.heard.cancel()
        return real(*args, **more)

    monkeypatch.setattr(module, "plan_differences", cancelled_meanwhile)
    with pytest.raises(QgsProcessingException, match="Cancelled"):
        bring(fill(sheet, {"0010100001": {"house_number": "10A"}}), apply=True)
    assert value(register, "0010100001", "house_number") == "10"


def test_a_date_in_a_cell_of_a_number(bring, register: Path, sheet: Path, fill, edit, value) -> None:
    edit(register, "0010100002", house_number="3/2")
    new = date(2026, 2, 3)
    counts, found = bring(fill(sheet, {"0010100001": {"house_number": new}, "0010100002": {"house_number": new}}))
    assert counts == (0, 0, 0, 1) and (found[0]["code"], found[0]["reason"]) == ("0010100001", "became_date")


def test_every_sheet_of_a_workbook_is_read(bring, register: Path, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for k, (title, text) in enumerate((("Tổ 1", "a"), ("Ghi chép", None), ("Tổ 2", "b"), ("Tổ 3", "c"))):
        sheet = book.create_sheet(title)
        for row in [["Mã địa chỉ số", "Ghi chú"], [f"001010000{max(1, k)}", text]] if text else [["việc khác"], ["x"]]:
            sheet.append(row)
    sheet.append(["0010100001", "khác"])
    book.save(tmp_path / "các tổ.xlsx")
    counts, found = bring(tmp_path / "các tổ.xlsx")
    assert counts == (2, 0, 2, 0)
    assert [(r["source_sheet"], r["source_row"], r["status"]) for r in found] == [
        ("Tổ 1", 2, "conflict"), ("Tổ 2", 2, "added"), ("Tổ 3", 2, "added"), ("Tổ 3", 3, "conflict"),
    ]  # fmt: skip
    assert "Tổ 1 2" in found[-1]["reason_text"]


def test_whoever_holds_no_power_imports_nothing(bring, run, register: Path, sheet: Path, fill, value) -> None:
    run("setpowers", REGISTER=register, DECLARE="Lan", CREATE="-", VERIFY="-")
    back = fill(sheet, {"0010100001": {"floors": 9}})
    with pytest.raises(QgsProcessingException, match="holds no power.*Lan"):
        bring(back, apply=True)
    assert value(register, "0010100001", "floors") == 1 and bring(back)[0] == (0, 1, 0, 0)
    run("setpowers", REGISTER=register, DECLARE="*")
    assert bring(back, apply=True)[0] == (0, 1, 0, 0), "who may not create may still fill in"


def test_rows_found_by_their_address(bring, register: Path, tmp_path: Path, edit, value) -> None:
    edit(register, "0010100003", house_number="40")  # now two read alike
    file = tmp_path / "x.csv"
    rows = ["dia_chi;ghi_chu", "20 TRẦN PHÚ, phường Vĩnh Hải;a", "40 Trần Phú, Phường Vĩnh Hải;b", "1 Lạ;c", ";d"]
    file.write_text("\n".join(rows), "utf-8")
    counts, found = bring(file, apply=True)
    assert [r["reason"] for r in found] == [None, "several", "unknown_row", "no_key"]
    assert value(register, "0010100002", "note") == "a"


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_saved_by_libreoffice(bring, register: Path, sheet: Path, fill, tmp_path: Path, kind: str) -> None:
    back = fill(sheet, {"0010100001": {"note": "cổng sau"}})
    command = ["soffice", "--headless", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--convert-to",
               kind, "--outdir", str(tmp_path / "lo"), str(back)]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    (file,) = (tmp_path / "lo").iterdir()
    assert bring(file)[0] == (1, 0, 0, 0)


@pytest.mark.parametrize("text", ["", "a;b\n1;2", "so_nha;ten_duong\n1;2"])
def test_no_sheet_of_ours(bring, register: Path, tmp_path: Path, text: str) -> None:
    file = tmp_path / "x.csv"
    file.write_text(text)
    with pytest.raises(QgsProcessingException, match="column titles"):
        bring(file)


def test_all_or_nothing(bring, run, register: Path, sheet: Path, fill, monkeypatch, edit, value) -> None:
    """Somebody edits between plan and write: nothing is written."""
    from diachiso.processing import import_collected as module

    real = module.apply_collected

    def edited_first(path: Path, *args: Any, **more: Any) -> Path:
        edit(path, "0010100004", use="sửa tay")
        return real(path, *args, **more)

    monkeypatch.setattr(module, "apply_collected", edited_first)
    back = fill(sheet, {"0010100001": {"house_number": "10A"}})
    with pytest.raises(QgsProcessingException, match="was edited by"):
        bring(back, apply=True)
    assert value(register, "0010100001", "house_number") == "10"
