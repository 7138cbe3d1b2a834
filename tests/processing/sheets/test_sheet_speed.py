"""A commune of thousands of addresses (ten thousand take ten seconds), every row edited in four fields."""
from __future__ import annotations

import uuid
from pathlib import Path

import openpyxl
import pytest

from diachiso.register.geometry_functions import point_blob
from diachiso.register.sql import insert
from diachiso.register.transaction import write_transaction

from ...effort import effort, own_time

COUNT = effort(2000)
SECONDS = 1 + COUNT / 1000


@pytest.mark.slow
def test_thousands_of_rows(run, register: Path, tmp_path: Path) -> None:
    with write_transaction(register, bulk=True) as con:
        for k in range(COUNT):
            record = {
                "geom": point_blob(109 + k / 1e6, 12), "address_id": str(uuid.uuid4()), "code": f"00102{k:05d}",
                "stage": "created", "object_class": "house", "house_number": str(k), "street": "Trần Phú", "floors": 2,
                "commune_code": "22000", "commune": "Phường Vĩnh Hải", "address_text": f"{k} Trần Phú, Phường Vĩnh Hải",
            }  # fmt: skip
            con.execute(insert("address", record), list(record.values()))
    run("exportsheet", REGISTER=register, OUTPUT=tmp_path / "a.xlsx", COMMUNE="22000")
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    sheet = book.worksheets[0]
    columns = {cell.value: cell.column for cell in sheet[1]}
    for row in range(3, sheet.max_row + 1):
        for name, text in (("house_number", f"{row}A"), ("floors", 3), ("use", f"kho {row}"), ("note", f"cổng {row}")):
            sheet.cell(row, columns[name]).value = text
    book.save(tmp_path / "về.xlsx")
    began = own_time()
    done = run("importcollected", REGISTER=register, INPUT=tmp_path / "về.xlsx", OUTPUT="TEMPORARY_OUTPUT")
    assert done["ADDED"] == 2 * (COUNT + 4) and done["CHANGED"] > 2 * COUNT - 4
    assert own_time() - began < SECONDS
    began = own_time()
    run("importcollected", REGISTER=register, INPUT=tmp_path / "về.xlsx", DRY_RUN=False, OUTPUT="TEMPORARY_OUTPUT")
    assert own_time() - began < 2 * SECONDS, "half of it on a machine of its own; the tests share theirs"
