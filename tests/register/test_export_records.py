"""Exports written down in the log: all that is asked for, kept through a restore, without a value of anybody."""
from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from diachiso.register.actor import current_user
from diachiso.register.backup import make_backup
from diachiso.register.connect import connect
from diachiso.register.erase import erase_person
from diachiso.register.export_records import ExportRecord, note_export, read_exports
from diachiso.register.gate import writer_gate
from diachiso.register.people import Subject
from diachiso.register.restore import restore_backup
from diachiso.register.transaction import write_transaction

SHARED = ExportRecord(
    "share", 12, ("code", "full_name"), persons=9, recipient="Công an phường Biển", purpose="Xác minh cư trú",
    legal_basis="Công văn 12/CV", expires_on="2027-01-31", files=("chia sẻ.gpkg",), details={"commune": "22528"},
)  # fmt: skip


def write(path: Path, record: ExportRecord, codes: tuple[str, ...] = ()) -> int:
    with writer_gate(path, action="test"), write_transaction(path) as con:
        return note_export(con, record, codes)


def test_what_is_written_is_read_back_the_newest_first(register: Path) -> None:
    first, second = write(register, SHARED), write(register, ExportRecord("open_data", 40, ("code",)))
    found = read_exports(register)
    assert [e.seq for e in found] == [second, first] and found[1].record == SHARED
    assert found[0].record == ExportRecord("open_data", 40, ("code",))
    assert {e.by for e in found} == {current_user()} and all(e.at.endswith("Z") for e in found)
    assert [e.record.kind for e in read_exports(register, "share")] == ["share"]


def test_codes_that_went_out_are_marked_and_counted_once(register: Path) -> None:
    with closing(connect(register, write=True)) as con:
        con.execute("INSERT INTO code_ledger (code, scheme, address_id, state)"
                    " VALUES ('0010100001', 'ndas', 'a', 'given')")  # fmt: skip
    write(register, SHARED, ("0010100001",))
    with closing(connect(register)) as con:
        [(left,)] = con.execute("SELECT left_at FROM code_ledger").fetchall()
        [(said,)] = con.execute("SELECT json_extract(new, '$.codes_left') FROM audit_log WHERE table_name = 'export'")
    assert left and said == 1


def test_a_restored_backup_does_not_forget_an_export(register: Path) -> None:
    backup = make_backup(register, "test")
    write(register, SHARED)
    restore_backup(register, backup)
    assert [e.record for e in read_exports(register)] == [SHARED]


@pytest.mark.parametrize("where", ["recipient", "purpose"])
def test_an_erased_person_is_not_named_by_an_export_either(register: Path, where: str) -> None:
    with closing(connect(register, write=True)) as con:
        con.execute("INSERT INTO address (address_id) VALUES ('a')")
        con.execute("INSERT INTO person (address_id, role, full_name, legal_basis)"
                    " VALUES ('a', 'owner', 'Tôn Nữ Thị Canary', 'law')")  # fmt: skip
    write(register, ExportRecord("share", 1, **{where: "Gửi bà Tôn Nữ Thị Canary"}))
    erase_person(register, Subject(full_name="Tôn Nữ Thị Canary"), "Đơn 1/2026")
    assert getattr(read_exports(register)[0].record, where) == "Gửi bà [đã xóa]"
