"""exportsheet: what a commune gets to see, what it may change, and what is noted of it."""
from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest
from qgis.core import QgsProcessingException


def opened(path: Path) -> tuple:
    """The sheet to fill in, its columns by field name, and its rows by code."""
    sheet = openpyxl.load_workbook(path).worksheets[0]
    columns = {cell.value: cell.column - 1 for cell in sheet[1]}
    return sheet, columns, {row[columns["code"]].value: row for row in sheet.iter_rows(min_row=3)}


def test_a_file_per_commune(run, register: Path, tmp_path: Path, advance) -> None:
    advance(register, "0010100002", "retired")
    done = run("exportsheet", REGISTER=register, OUTPUT=tmp_path / "ra", LANGUAGE="vi")
    first, second = sorted((tmp_path / "ra").iterdir())
    assert first.name.startswith("22000 Phường Vĩnh Hải 20") and second.name.startswith("22001 Xã Ninh Hòa 20")
    assert (done["FILES"], done["COUNT"]) == (2, 4)
    sheet, columns, rows = opened(first)
    assert list(rows) == ["0010100001", "0010100003", "0010100004"], "in the order of a street; none that is retired"
    assert sheet.row_dimensions[1].hidden and sheet.column_dimensions["A"].hidden
    labels = {name: sheet.cell(2, k + 1).value for name, k in columns.items()}
    assert (labels["street"], labels["code"]) == ("Đường, phố", "Mã địa chỉ số")
    row = rows["0010100001"]
    assert [row[columns[n]].value for n in ("house_number", "street", "floors", "stage", "object_class")] == [
        "10", "Trần Phú", 1, "Tạo lập", "Nhà ở",
    ]  # fmt: skip
    assert not {"full_name", "phone", "email", "legal_basis", "edited_by", "created_by"} & set(columns)


def test_what_is_locked(run, register: Path, tmp_path: Path, edit, advance) -> None:
    edit(register, "0010100001", settlement="Tổ 5", no_number=1)
    advance(register, "0010100001", "verified")
    run("exportsheet", REGISTER=register, OUTPUT=tmp_path / "ra", COMMUNE="Vĩnh Hải")
    (file,) = (tmp_path / "ra").iterdir()
    sheet, columns, rows = opened(file)
    assert sheet.protection.sheet

    def locked(code: str) -> set[str]:
        return {name for name, k in columns.items() if rows[code][k].protection.locked}

    always = {"address_id", "exported", "code", "address_text", "stage"}
    assert locked("0010100002") == always
    filled = {"object_class", "house_number", "no_number", "street", "settlement", "floors"}
    assert locked("0010100001") == always | filled


def test_what_is_still_needed_is_yellow(run, register: Path, tmp_path: Path, edit) -> None:
    edit(register, "0010100002", street=None)
    edit(register, "0010100003", object_class="school")
    run("exportsheet", REGISTER=register, OUTPUT=tmp_path / "ra", COMMUNE="22000")
    (file,) = (tmp_path / "ra").iterdir()
    _, columns, rows = opened(file)

    def yellow(code: str) -> set[str]:
        return {name for name, k in columns.items() if rows[code][k].fill.fgColor.rgb == "FFFFF2CC"}

    assert [yellow(f"001010000{k}") for k in (1, 2, 3)] == [set(), {"street", "settlement", "no_number"}, {"name"}]


def test_lists_to_choose_from(run, register: Path, tmp_path: Path) -> None:
    run("exportsheet", REGISTER=register, OUTPUT=tmp_path / "ra", LANGUAGE="vi")
    book = openpyxl.load_workbook(sorted((tmp_path / "ra").iterdir())[0])
    sheet, _, lists = book.worksheets
    assert lists.sheet_state == "hidden"
    offered = {}
    by_letter = {cell.column_letter: cell.value for cell in sheet[1]}
    for rule in sheet.data_validations.dataValidation:
        letter = str(rule.sqref).split(":")[0].rstrip("0123456789")
        assert str(rule.sqref) == f"{letter}3:{letter}6"
        if rule.type == "list":
            cells = lists[rule.formula1.partition("!")[2].replace("$", "")]
            offered[by_letter[letter]] = [row[0].value for row in cells]
        assert rule.prompt, "help at each cell"
    assert set(offered) == {"object_class", "no_number", "street", "settlement"}
    assert sorted(offered["street"]) == ["Nguyễn Trãi", "Trần Phú", "Đường 2/4"], "those of this commune, once each"
    assert offered["settlement"] == ["Tổ 5"] and offered["no_number"] == ["Có", "Không"]
    assert "Nhà ở" in offered["object_class"] and len(offered["object_class"]) > 10


def test_codes_have_left_and_the_log_knows(run, register: Path, tmp_path: Path, query) -> None:
    with pytest.raises(QgsProcessingException, match="22000"):
        run("exportsheet", REGISTER=register, OUTPUT=tmp_path / "ra", COMMUNE="Hà Nội")
    assert query(register, "SELECT count(*) FROM code_ledger WHERE left_at IS NOT NULL") == [(0,)]
    assert list((tmp_path / "ra").iterdir()) == []
    run("exportsheet", REGISTER=register, OUTPUT=tmp_path / "ra", COMMUNE="22001")
    assert query(register, "SELECT code FROM code_ledger WHERE left_at IS NOT NULL") == [("0010100005",)]
    ((by, text),) = query(register, "SELECT by, new FROM audit_log WHERE action = 'export'")
    noted = json.loads(text)
    assert by and list(noted["sheets"].values()) == [1] and (noted["codes_left"], noted["persons"]) == (1, 0)


def test_a_filled_file_is_never_written_over(run, register: Path, tmp_path: Path) -> None:
    for _ in range(2):
        run("exportsheet", REGISTER=register, OUTPUT=tmp_path / "ra", COMMUNE="22001")
    names = sorted(file.name for file in (tmp_path / "ra").iterdir())
    assert len(names) == 2 and any(name.endswith(" (2).xlsx") for name in names)


def test_one_file_for_all(run, register: Path, tmp_path: Path) -> None:
    done = run("exportsheet", REGISTER=register, OUTPUT=tmp_path / "tất cả.xlsx")
    assert (done["COUNT"], done["FILES"]) == (5, 1)
    assert len(opened(tmp_path / "tất cả.xlsx")[2]) == 5
    with pytest.raises(QgsProcessingException, match=r"cannot be written"):
        (tmp_path / "file").write_text("x")
        run("exportsheet", REGISTER=register, OUTPUT=tmp_path / "file")


def test_people_stay_at_home(run, register: Path, tmp_path: Path) -> None:
    from diachiso.register.transaction import write_transaction

    with write_transaction(register) as con:
        con.execute(
            "INSERT INTO person (address_id, role, full_name, phone, legal_basis) "
            "SELECT address_id, 'owner', 'Nguyễn Văn Bí Mật', '0912345678', 'law' FROM address"
        )
    run("exportsheet", REGISTER=register, OUTPUT=tmp_path / "ra")
    for file in (tmp_path / "ra").iterdir():
        for sheet in openpyxl.load_workbook(file).worksheets:
            said = [str(value) for row in sheet.iter_rows(values_only=True) for value in row if value is not None]
            assert not any("Bí Mật" in text or "0912345678" in text for text in said)


def test_a_folder_with_a_register_is_no_target(run, register: Path) -> None:
    with pytest.raises(QgsProcessingException, match="over the address register"):
        run("exportsheet", REGISTER=register, OUTPUT=register)
