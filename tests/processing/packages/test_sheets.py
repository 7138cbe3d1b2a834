"""The sheet of a package: what a post office may change in it, and what Excel and people make of it."""
from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from qgis.core import QgsProcessingException

from diachiso.core.answers import Decision, plain_code, read_cells, spellings

from .conftest import add
from .test_round import counts, sound

HEAD = 4  # rows above the answers


@pytest.fixture
def sheets(export, tmp_path: Path) -> Callable[..., list[Path]]:
    """sheets(**parameters) -> the sheets of a package, unpacked."""

    def unpack(**parameters: Any) -> list[Path]:
        with zipfile.ZipFile(export(**parameters)["PACKAGE"]) as opened:
            names = [name for name in opened.namelist() if name.endswith(".xlsx")]
            opened.extractall(tmp_path / "gói", names)
        return sorted(tmp_path / "gói" / name for name in names)

    return unpack


def fill(path: Path, answers: dict[int, dict[str, Any]], blank: tuple[str, ...] = ()) -> Path:
    """The sheet with some cells filled, by house number; `blank`: columns emptied."""
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    column = {cell.value: cell.column for cell in sheet[1]}
    for row in range(HEAD + 1, sheet.max_row + 1):
        number = int(re.findall("[0-9]+", sheet.cell(row, column["address_text"]).value)[0])
        for name, value in answers.get(number, {}).items():
            sheet.cell(row, column[name]).value = value
        for name in blank:
            sheet.cell(row, column[name]).value = None
    target = path.with_name("trả lời " + path.name)
    book.save(target)
    return target


def test_one_per_commune_and_recipient(sheets) -> None:
    files = sheets(RECIPIENT=[0, 1])
    assert [file.name for file in files] == [
        "22528-phuong-bien-police-0001.xlsx", "22528-phuong-bien-post-0001.xlsx", "22561-xa-nui-police-0001.xlsx",
        "22561-xa-nui-post-0001.xlsx",
    ]  # fmt: skip
    sheet = openpyxl.load_workbook(files[0]).worksheets[0]
    assert sheet.protection.sheet and sheet.row_dimensions[1].hidden
    assert all(sheet.column_dimensions[letter].hidden for letter in "AB")
    names = [cell.value for cell in sheet[1]]
    assert "Phường Biển" in sheet.cell(2, 3).value and "3" in sheet.cell(2, 3).value
    for row in sheet.iter_rows(min_row=HEAD + 1):
        open_cells = {name for name, cell in zip(names, row) if not cell.protection.locked}
        assert open_cells == {"decision", "code", "reason"}
    (listed,) = [rule for rule in sheet.data_validations.dataValidation if rule.type == "list"]
    assert str(listed.sqref) == "J5:J7"
    assert sheet.cell(HEAD + 1, names.index("key") + 1).value == "TAM-00000001"


def test_without_recipients_only_the_data(export) -> None:
    done = export(RECIPIENT=[])
    assert (done["SHEETS"], done["COUNT"]) == (0, 4)


def test_a_filled_sheet_comes_back(sheets, take, state, query, register: Path) -> None:
    filled = fill(
        sheets()[0],
        {
            1: {"decision": "Chấp nhận", "code": "0010100001"},
            2: {"decision": "Từ chối", "reason": "Nhà đã phá dỡ"},
        },
    )
    assert counts(take(filled, DRY_RUN=True)) == {"ACCEPTED": 1, "ISSUED": 1, "REJECTED": 1, "UNANSWERED": 1}
    assert counts(take(filled)) == {"ACCEPTED": 1, "ISSUED": 1, "REJECTED": 1, "UNANSWERED": 1}
    assert [state()[k] for k in (1, 2, 3)] == [
        ("issued", "0010100001"), ("rejected", "TAM-00000002"), ("submitted", "TAM-00000003"),
    ]  # fmt: skip
    before = query("SELECT count(*) FROM audit_log")
    assert counts(take(filled)) == {"UNCHANGED": 2, "UNANSWERED": 1}
    assert query("SELECT count(*) FROM audit_log") == before
    sound(register)


@pytest.mark.parametrize(
    "code", ["0010100001", 10100001, 10100001.0, "10100001", "00101 00001", "00101.00001", "'0010100001"]
)
def test_what_excel_does_to_codes(sheets, take, state, code: Any, register: Path) -> None:
    take(fill(sheets()[0], {1: {"decision": "chap nhan", "code": code}}))
    assert state()[1] == ("issued", "0010100001")
    sound(register)


@pytest.mark.parametrize("blank", [("op_id",), ("op_id", "package")])
def test_the_key_alone_is_enough(sheets, take, state, register: Path, blank: tuple[str, ...]) -> None:
    add(register, 30, code="0010100030", address_text="Số 30 Trần Phú")
    filled = fill(sheets()[0], {1: {"decision": "x"}, 30: {"decision": "x", "key": 10100030}}, blank)
    assert counts(take(filled)) == {"ACCEPTED": 2, "UNANSWERED": 2}
    assert (state()[1][0], state()[30]) == ("verified", ("verified", "0010100030"))


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ({"decision": "có lẽ"}, "answer_unreadable_decision"),
        ({"decision": "Từ chối"}, "answer_no_reason"),
        ({"decision": "Từ chối", "reason": "x", "code": "0010100001"}, "answer_rejected_with_code"),
        ({"decision": "Chấp nhận", "code": "1.01E+07"}, "answer_code_lost_digits"),
    ],
)
def test_what_nobody_understands_is_listed(sheets, take, state, answer: dict, reason: str) -> None:
    done = take(fill(sheets()[0], {1: answer, 2: {"decision": "Chấp nhận"}}))
    assert counts(done) == {"UNCLEAR": 1, "ACCEPTED": 1, "UNANSWERED": 1}
    assert reason in {f["reason"] for f in done["OUTPUT"].getFeatures()}
    assert state()[1][0] == "submitted" and state()[2][0] == "verified"


def test_two_offices_answer(sheets, take, state) -> None:
    police, post = sheets(RECIPIENT=[0, 1])[:2]
    take(fill(police, {1: {"decision": "Chấp nhận"}, 2: {"decision": "Chấp nhận"}}))
    done = take(fill(post, {1: {"decision": "Chấp nhận"}, 2: {"decision": "Từ chối", "reason": "Không có"}}))
    assert counts(done) == {"UNCHANGED": 1, "CONFLICTS": 1, "UNANSWERED": 1}
    assert state()[2][0] == "verified"


def test_rows_that_contradict_each_other(sheets, take, state) -> None:
    path = sheets()[0]
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=HEAD + 1, max_row=HEAD + 1)]
    for decision, reason in (("Chấp nhận", None), ("Từ chối", "Sai")):
        sheet.append([*rows[0][:9], decision, None, reason])
    book.save(path)
    assert counts(take(path)) == {"CONFLICTS": 2, "UNANSWERED": 2}
    assert state()[1][0] == "submitted"


def test_as_csv_of_a_vietnamese_excel(sheets, take, state, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(fill(sheets()[0], {1: {"decision": "Chấp nhận", "code": 10100001}}))
    rows = [[("" if v is None else str(v)) for v in row] for row in book.worksheets[0].iter_rows(values_only=True)]
    text = io.StringIO()
    text.write("\r\n".join(";".join(row) for row in rows))
    file = tmp_path / "trả lời.csv"
    file.write_bytes(text.getvalue().encode("utf-8-sig"))
    assert counts(take(file)) == {"ACCEPTED": 1, "ISSUED": 1, "UNANSWERED": 2}
    assert state()[1] == ("issued", "0010100001")


def test_a_table_of_their_own(sheets, take, state, tmp_path: Path) -> None:
    sheets()
    book = openpyxl.Workbook()
    for row in (["Bảng trả lời"], ["Khóa", "Kết quả", "Mã địa chỉ số", "Lý do"], ["TAM-00000002", "đồng ý", None, None],
                ["TAM-77777777", "đồng ý", None, None]):  # fmt: skip
        book.active.append(row)
    book.save(tmp_path / "riêng.xlsx")
    assert counts(take(tmp_path / "riêng.xlsx")) == {"ACCEPTED": 1, "UNKNOWN": 1}
    assert state()[2][0] == "verified"


def test_other_sheets_are_refused(sheets, take, tmp_path: Path) -> None:
    path = sheets()[0]
    book = openpyxl.load_workbook(path)
    for row in range(HEAD + 1, HEAD + 4):
        book.worksheets[0].cell(row, 2).value = "1@00000000-0000-4000-8000-000000000000"
    book.save(path)
    with pytest.raises(QgsProcessingException, match=r"another register|sổ khác"):
        take(path)
    other = openpyxl.Workbook()
    other.active.append(["Tên", "Tuổi"])
    other.save(tmp_path / "khác.xlsx")
    with pytest.raises(QgsProcessingException, match=r"key and a result|khóa và kết quả"):
        take(tmp_path / "khác.xlsx")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Chấp nhận", Decision.ACCEPTED), ("CHẤP NHẬN ", Decision.ACCEPTED), ("đồng ý", Decision.ACCEPTED),
        ("1", Decision.ACCEPTED), ("x", Decision.ACCEPTED), ("Accept", Decision.ACCEPTED), ("1.0", Decision.ACCEPTED),
        ("Từ chối", Decision.REJECTED), ("không đạt", Decision.REJECTED), ("0.0", Decision.REJECTED),
        ("Reject", Decision.REJECTED), ("", None), ("?", None),
    ],
)  # fmt: skip
def test_words_of_people(typed: str, meant: Decision | None) -> None:
    assert read_cells({"decision": typed, "reason": "vì"}, 1).decision is meant


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("0010100001", "0010100001"), ("10100001.0", "10100001"), ("10.100.001", "10100001"), ("tam-00000001",
         "TAM-00000001"), ("'0010100001", "0010100001"), ('="0010100001"', "0010100001"), ("12.5", "12.5"), ("", ""),
    ],
)  # fmt: skip
def test_codes_as_they_are_written(typed: str, code: str) -> None:
    assert plain_code(typed) == code
    assert all(len(s) in (len(code), 10, 12) for s in spellings(code))
