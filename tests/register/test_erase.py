"""One person's data erased everywhere: rows, notes, logs, the file's free pages, backups; and it stays so."""
from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from diachiso.register.actor import current_user
from diachiso.register.backup import list_backups, make_backup
from diachiso.register.connect import connect
from diachiso.register.erase import ErasureSummary, erase_person
from diachiso.register.errors import RegisterError
from diachiso.register.people import Subject, find_people, read_retention
from diachiso.register.restore import restore_backup
from diachiso.register.triggers import missing_triggers

NAME, PHONE, MAIL = "Tôn Nữ Thị Canary", "0905 123 987", "canary@vidu.vn"
REASON = "Đơn số 12/2026"
# Texts of a time when no trigger looked at them.
FROM_BEFORE = ("DROP TRIGGER address_remark_update", "DROP TRIGGER plaque_remark_insert")
WORDS = (NAME, "Canary", PHONE, "0905123987", MAIL)


def query(path: Path, statement: str, *values: object) -> list[tuple]:
    with closing(connect(path)) as con:
        return con.execute(statement, values).fetchall()


def run(path: Path, *statements: str) -> None:
    with closing(connect(path, write=True)) as con:
        for statement in statements:
            con.execute(statement)


def person(name: str | None = NAME, phone: str | None = PHONE, address: str = "a", **more: str) -> str:
    row = {"address_id": address, "role": "owner", "full_name": name, "phone": phone, "legal_basis": "law", **more}
    values = ", ".join("NULL" if v is None else f"'{v}'" for v in row.values())
    return f"INSERT INTO person ({', '.join(row)}) VALUES ({values})"


@pytest.fixture
def town(register: Path) -> Path:
    """Two addresses, three people; the first owns both."""
    run(
        register, "INSERT INTO address (address_id) VALUES ('a'), ('b')",
        person(email=MAIL), person("Lê Văn Khác", "0911222333", "b"), person(address="b"),
    )  # fmt: skip
    return register


def erase(path: Path, **more: object) -> ErasureSummary:
    return erase_person(path, Subject(full_name=NAME), REASON, **more)


def anywhere(path: Path) -> list[str]:
    """Where a word of the person's still stands, byte by byte."""
    data = path.read_bytes()
    return [word for word in WORDS if word.encode() in data]


def test_rows_go_and_what_was_done_stands_in_the_log(town: Path) -> None:
    assert anywhere(town)
    done = erase(town)
    assert done.erased.person_ids == [1, 3] and done.erased.address_ids == ["a", "b"] and done.erased.compacted
    assert query(town, "SELECT full_name FROM person") == [("Lê Văn Khác",)]
    rows = query(town, "SELECT by, fid, object_id, new FROM audit_log WHERE action = 'erase' ORDER BY seq")
    assert [row[:3] for row in rows] == [(current_user(), 1, "a"), (current_user(), 3, "b")]
    assert json.loads(rows[0][3]) == {"reason": REASON, "rows": 2, "elsewhere": {}}
    assert anywhere(town) == []
    with closing(connect(town)) as con:
        assert missing_triggers(con) == []


def test_notes_and_logs_are_blacked_out(town: Path) -> None:
    run(
        town,
        *FROM_BEFORE,
        "UPDATE address SET note = 'Gọi +84 905.123.987 gặp tôn nữ  thị canary', name = 'Quán 0905123987',"
        " street = 'Đường 0905' WHERE address_id = 'a'",
        "INSERT INTO notification (address_id, person_id, note) VALUES ('a', 1, 'đã gặp Tôn Nữ Thị Canary')",
        "INSERT INTO plaque (address_id, note) VALUES ('a', 'canary@vidu.vn')",
    )
    done = erase(town)
    note, name, street = query(town, "SELECT note, name, street FROM address WHERE address_id = 'a'")[0]
    assert (note, name, street) == ("Gọi [đã xóa] gặp [đã xóa]", "Quán [đã xóa]", "Đường 0905")
    assert query(town, "SELECT note, person_id FROM notification") == [("đã gặp [đã xóa]", None)]
    assert query(town, "SELECT note FROM plaque") == [("[đã xóa]",)]
    assert done.erased.blacked == {"address": 1, "audit_log": 1, "notification": 1, "plaque": 1}
    assert anywhere(town) == [] and "Thị Canary".lower() not in town.read_bytes().decode("utf-8", "ignore").lower()
    changed = json.loads(query(town, "SELECT new FROM audit_log WHERE action = 'update'")[0][0])
    assert changed["note"] == "Gọi [đã xóa] gặp [đã xóa]"
    with closing(connect(town, write=True)) as con, pytest.raises(sqlite3.IntegrityError, match="only ever added"):
        con.execute("UPDATE audit_log SET new = NULL")


NOTED = Subject(full_name="Trần Thị Vắng", phone="0906 111 222")


@pytest.fixture
def noted(town: Path) -> Path:
    """Somebody who stands in a note and in the log only."""
    run(
        town, "DROP TRIGGER address_remark_update",
        "UPDATE address SET note = 'hỏi bà trần thị vắng, 0906.111.222' WHERE address_id = 'b'",
        "UPDATE address SET note = 'chìa khóa: Trần Thị Vắng' WHERE address_id = 'b'",
    )  # fmt: skip
    return town


def test_somebody_who_stands_in_remarks_only_is_found_and_listed(noted: Path) -> None:
    before = noted.read_bytes()
    for subject in (NOTED, Subject(full_name="TRẦN THỊ VẮNG"), Subject(phone="+84 906 111 222")):
        found = erase_person(noted, subject, "", dry_run=True).erased
        assert found.person_ids == [] and found.blacked["audit_log"] >= 1
        assert all(records == ["b"] for records in found.records.values())
    assert erase_person(noted, NOTED, "", dry_run=True).erased.blacked == {"address": 1, "audit_log": 2}
    assert noted.read_bytes() == before


def test_and_is_blacked_out_everywhere_with_a_word_in_the_log(noted: Path) -> None:
    done = erase_person(noted, NOTED, REASON)
    assert query(noted, "SELECT note FROM address WHERE address_id = 'b'") == [("chìa khóa: [đã xóa]",)]
    text = noted.read_bytes().decode("utf-8", "ignore").lower()
    assert "thị vắng" not in text and "0906" not in text
    [(by, fid, owner, new)] = query(noted, "SELECT by, fid, object_id, new FROM audit_log WHERE action = 'erase'")
    assert (by, fid, owner) == (current_user(), None, "b")
    assert json.loads(new) == {"reason": REASON, "rows": 0, "elsewhere": done.erased.blacked}
    assert query(noted, "SELECT count(*) FROM person") == [(3,)]
    with pytest.raises(RegisterError, match="nobody like that"):
        erase_person(noted, NOTED, REASON)


def test_the_reason_does_not_name_somebody_who_stands_in_remarks_only(noted: Path) -> None:
    with pytest.raises(RegisterError, match="The reason holds"):
        erase_person(noted, NOTED, "Theo yêu cầu của bà Trần Thị Vắng")


@pytest.mark.parametrize("subject", [Subject(full_name="Vắng"), Subject(phone="111 222"), Subject(full_name="Lê Khác")])
def test_half_a_name_or_number_is_nobody(noted: Path, subject: Subject) -> None:
    with pytest.raises(RegisterError, match="nobody like that"):
        erase_person(noted, subject, REASON)


def test_a_name_that_may_be_anyone_s_is_listed_and_stays(noted: Path) -> None:
    run(noted, "UPDATE address SET name = 'Quán Lê Thị Lạ' WHERE address_id = 'a'")
    before = noted.read_bytes()
    for dry_run in (True, False):
        with pytest.raises(RegisterError, match=r"may be a street's or a shop's \(address.name: a"):
            erase_person(noted, Subject(full_name="Lê Thị Lạ"), REASON, dry_run=dry_run)
    assert noted.read_bytes() == before


def test_a_street_of_the_same_name_stays_and_is_told(town: Path) -> None:
    run(town, f"INSERT INTO street (name, commune_code) VALUES ('{NAME}', '22000')",
        f"UPDATE address SET street = '{NAME}' WHERE address_id = 'b'")  # fmt: skip
    done = erase(town)
    assert query(town, "SELECT street FROM address WHERE address_id = 'b'") == [(NAME,)]
    assert done.erased.doubtful["street.name"] == 1 and done.erased.doubtful["address.street"] == 1


def test_what_a_log_of_another_version_kept_of_a_person_goes(town: Path) -> None:
    run(
        town,
        "INSERT INTO audit_log (at, table_name, fid, object_id, action, old) VALUES ('', 'person', 1, 'a', 'update',"
        f""" '{{"full_name":"{NAME}"}}')""",
        "INSERT INTO apply_change (apply_id, table_name, fid, old)"
        f""" VALUES (1, 'address', 1, '{{"note":"{NAME}","street":"x"}}')""",
    )
    erase(town)
    assert anywhere(town) == []
    assert query(town, "SELECT old FROM apply_change") == [('{"note": "[đã xóa]", "street": "x"}',)]


def test_rows_deleted_long_ago_leave_the_files_free_pages(town: Path) -> None:
    with closing(sqlite3.connect(town)) as con:
        con.execute("PRAGMA secure_delete = OFF")
        con.execute("DELETE FROM person WHERE person_id = 3")
        con.commit()
    erase(town)
    assert anywhere(town) == []


@pytest.mark.parametrize(
    ("subject", "found"),
    [
        (Subject((1,)), [1, 3]), (Subject((2,)), [2]), (Subject(phone="+84905123987"), [1, 3]),
        (Subject(full_name="tôn nữ thị  CANARY"), [1, 3]), (Subject(full_name=NAME, phone=PHONE), [1, 3]),
        (Subject((1, 2)), [1, 2, 3]),
    ],
)  # fmt: skip
def test_who_is_meant(town: Path, subject: Subject, found: list[int]) -> None:
    with closing(connect(town)) as con:
        assert [p.person_id for p in find_people(con, subject)] == found


@pytest.mark.parametrize(
    ("subject", "words"),
    [
        (Subject(), "Say whose data"), (Subject(phone=" "), "Say whose data"), (Subject((9,)), "nobody like that"),
        (Subject((1, 9)), "nobody like that"), (Subject(full_name="Tôn Nữ Thị"), "nobody like that"),
        (Subject(full_name=NAME, phone="0911222333"), "nobody like that"),
        (Subject(full_name="Trùng Tên"), r"2 different people: #4 Trùng T\*\* 09xx xxx 111; #5 Trùng T\*\*\."),
    ],
)  # fmt: skip
def test_who_is_not_meant(town: Path, subject: Subject, words: str) -> None:
    run(town, person("Trùng Tên", "0901111111"), person("Trùng Tên", None, "b"))
    before = query(town, "SELECT * FROM person"), query(town, "SELECT * FROM audit_log")
    with pytest.raises(RegisterError, match=words):
        erase_person(town, subject, REASON)
    assert (query(town, "SELECT * FROM person"), query(town, "SELECT * FROM audit_log")) == before


@pytest.mark.parametrize(("reason", "words"), [(" ", "Say why"), (f"Đơn của {NAME}", "without"), (PHONE, "without")])
def test_the_reason_is_there_and_names_nobody(town: Path, reason: str, words: str) -> None:
    with pytest.raises(RegisterError, match=words):
        erase_person(town, Subject((1,)), reason)
    assert len(query(town, "SELECT * FROM person")) == 3


def test_backups_that_hold_it_are_told_or_deleted(town: Path) -> None:
    make_backup(town, "first")
    run(town, "INSERT INTO address (address_id) VALUES ('c')")
    make_backup(town, "second")
    planned = erase(town, dry_run=True)
    assert [held.backup.reason for held in planned.backups] == ["second", "first"]
    assert len(query(town, "SELECT * FROM person")) == 3
    kept = erase(town)
    assert len(kept.backups) == 2 and not any(held.deleted for held in kept.backups) and kept.fresh is None
    assert len(list_backups(town)) == 2


def test_deleted_backups_leave_a_clean_one(town: Path) -> None:
    run(town, "DELETE FROM person WHERE person_id = 2")
    make_backup(town, "first")
    done = erase(town, delete_backups=True)
    assert [held.deleted for held in done.backups] == [True]
    (left,) = list_backups(town)
    assert left.path == done.fresh and anywhere(left.path) == []


@pytest.mark.parametrize("subject", [Subject(full_name=NAME), Subject(phone=PHONE), Subject((1,))])
def test_backups_kept_at_first_can_be_deleted_later(town: Path, subject: Subject) -> None:
    make_backup(town, "first")
    assert [held.deleted for held in erase(town).backups] == [False]
    planned = erase_person(town, subject, "", delete_backups=True, dry_run=True)
    assert len(planned.backups) == 1 and planned.erased.person_ids == []
    with pytest.raises(RegisterError, match="without"):
        erase_person(town, subject, f"Đơn của {NAME}", delete_backups=True)
    done = erase_person(town, subject, REASON, delete_backups=True)
    assert [held.deleted for held in done.backups] == [True] and done.erased.person_ids == []
    (left,) = list_backups(town)
    assert left.path == done.fresh and anywhere(left.path) == [] and anywhere(town) == []
    rows = query(town, "SELECT new FROM audit_log WHERE action = 'erase_backups' ORDER BY seq")
    assert [len(json.loads(new)["deleted"]) for (new,) in rows] == [0, 1]
    with pytest.raises(RegisterError, match="nobody like that"):
        erase_person(town, subject, REASON, delete_backups=True)


def test_somebody_of_the_same_name_who_was_not_erased_is_not_touched(town: Path) -> None:
    """A row that a person deleted by hand is in backups, but nobody asked to forget it."""
    make_backup(town, "first")
    run(town, "DELETE FROM person WHERE full_name = 'Lê Văn Khác'")
    with pytest.raises(RegisterError, match="nobody like that"):
        erase_person(town, Subject(full_name="Lê Văn Khác"), REASON, delete_backups=True)
    assert len(list_backups(town)) == 1


def test_a_damaged_backup_counts_as_holding_it(town: Path) -> None:
    made = make_backup(town, "first")
    made.write_bytes(b"x" * 1000)
    assert [(held.readable) for held in erase(town, dry_run=True).backups] == [False]


def test_a_restored_backup_does_not_bring_it_back(town: Path) -> None:
    backup = make_backup(town, "first")
    erase(town)
    restore_backup(town, backup)
    assert query(town, "SELECT full_name FROM person") == [("Lê Văn Khác",)]
    rows = query(town, "SELECT count(*) FROM audit_log WHERE action = 'erase'")
    assert rows == [(2,)]


def test_whose_time_is_over(town: Path) -> None:
    run(
        town, person("Trần Thị Bình", "0902 333 444", retention_date="2030-01-31"),
        person(None, None, "b", organisation="Công ty Cá", retention_date="2031-01-01", legal_basis="consent"),
    )  # fmt: skip
    rows = read_retention(town, date(2030, 3, 2))
    assert [(r.person_id, r.name, r.phone, r.retention_date, r.days) for r in rows] == [
        (4, "Trần T** B**", "09xx xxx 444", "2030-01-31", 30),
        (1, "Tôn N** T** C**", "09xx xxx 987", "", -1),
        (2, "Lê V** K**", "09xx xxx 333", "", -1),
        (3, "Tôn N** T** C**", "09xx xxx 987", "", -1),
    ]


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"legal_basis": "yes"}, "legal basis"), ({"legal_basis": ""}, "legal basis"),
        ({"retention_date": "31/12/2030"}, "like 2027-12-31"), ({"retention_date": "2030-02-30"}, "like 2027-12-31"),
        ({"retention_date": "2001-01-01"}, "day to come"),
    ],
)  # fmt: skip
def test_no_data_without_basis_and_no_date_that_is_none(town: Path, values: dict, words: str) -> None:
    with pytest.raises(sqlite3.IntegrityError, match=words):
        run(town, person(**values))
    sets = ", ".join(f"{k} = '{v}'" for k, v in values.items())
    with pytest.raises(sqlite3.IntegrityError, match=words):
        run(town, f"UPDATE person SET {sets}")


def test_basis_has_no_default_and_a_past_record_can_be_mended(town: Path) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="legal"):
        run(town, "INSERT INTO person (address_id, role, full_name) VALUES ('a', 'owner', 'x')")
    run(town, "UPDATE sync_ctl SET value = '1' WHERE key = 'applying'",
        "UPDATE person SET retention_date = '2001-01-01'",
        "UPDATE sync_ctl SET value = '0' WHERE key = 'applying'")  # fmt: skip
    run(town, "UPDATE person SET phone = '0900000000', retention_date = '2001-01-01'")
