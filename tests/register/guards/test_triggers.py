"""The database is the last guard: what it refuses and what it writes, with recursive_triggers on and off."""
from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Callable

import pytest

from diachiso.core.lifecycle import TRANSITIONS, Stage, is_lawful
from diachiso.core.profile import load_profile
from diachiso.register.geometry_functions import point_blob
from diachiso.register.triggers import install, missing_triggers, reinstall, trigger_statements

Add = Callable[..., int]
COMPLETE = {"object_class": "house", "house_number": "5", "street": "Trần Phú"}


def refused(con: sqlite3.Connection, text: str, sql: str, *values: object) -> None:
    """The statement is refused by a RAISE with this text (Vietnamese and English), and changes nothing."""
    before = sizes(con)
    with pytest.raises(sqlite3.IntegrityError, match=text):
        con.execute(sql, values)
    assert sizes(con) == before


def sizes(con: sqlite3.Connection) -> list[int]:
    tables = ("address", "code_ledger", "audit_log", "admin_unit", "code_block")
    return [con.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in tables]


def applying(con: sqlite3.Connection, on: bool = True) -> None:
    con.execute("UPDATE sync_ctl SET value = ? WHERE key = 'applying'", ("1" if on else "0",))


def ledger(con: sqlite3.Connection, code: str, address_id: str, state: str = "given") -> None:
    sql = "INSERT INTO code_ledger (code, scheme, address_id, state) VALUES (?, 'ndas', ?, ?)"
    con.execute(sql, (code, address_id, state))


def audit(con: sqlite3.Connection, table: str = "address") -> list[tuple[str, dict, dict]]:
    """(action, old, new) of each audit row of a table."""
    rows = con.execute("SELECT action, old, new FROM audit_log WHERE table_name = ? ORDER BY seq", (table,))
    return [(action, json.loads(old or "{}"), json.loads(new or "{}")) for action, old, new in rows]


# --- the set as a whole


def test_every_trigger_has_a_guard_and_speaks_both_languages() -> None:
    for trigger in trigger_statements(load_profile()):
        assert re.search(r"\bWHEN\b", trigger.sql.split("BEGIN")[0]), trigger.name
        for message in re.findall(r"RAISE\(ABORT, '((?:[^']|'')*)'", trigger.sql):
            assert " / " in message, trigger.name
    names = [t.name for t in trigger_statements(load_profile())]
    assert len(names) == len(set(names))


def test_missing_and_altered_triggers_are_found_and_put_back(con: sqlite3.Connection) -> None:
    assert missing_triggers(con) == []
    con.execute("DROP TRIGGER address_no_delete")
    con.execute("DROP TRIGGER address_code_insert")
    con.execute("CREATE TRIGGER address_code_insert AFTER INSERT ON address BEGIN SELECT 1; END")
    assert set(missing_triggers(con)) == {"address_no_delete", "address_code_insert"}
    assert reinstall(con) == ["address_code_insert", "address_no_delete"]
    assert missing_triggers(con) == [] and reinstall(con) == []


def test_reinstalling_inside_a_transaction_can_be_rolled_back(con: sqlite3.Connection) -> None:
    con.execute("BEGIN")
    con.execute("DROP TRIGGER address_no_delete")
    assert reinstall(con) == ["address_no_delete"] and con.in_transaction
    con.execute("ROLLBACK")
    assert missing_triggers(con) == []
    install(con, load_profile())
    assert missing_triggers(con) == []


# --- identity


@pytest.mark.parametrize("table", ["address", "admin_unit", "settlement", "street", "object_class"])
def test_nothing_is_deleted(con: sqlite3.Connection, add: Add, table: str) -> None:
    add()
    refused(con, "Không xóa", f"DELETE FROM {table}")
    assert con.execute(f"SELECT count(*) FROM {table}").fetchone()[0] > 0


def test_an_address_is_not_replaced(con: sqlite3.Connection, add: Add) -> None:
    fid = add(name="A")
    identity = con.execute("SELECT address_id FROM address").fetchone()[0]
    refused(con, "không ghi đè", "INSERT OR REPLACE INTO address (fid, name) VALUES (?, 'B')", fid)
    refused(con, "không ghi đè", "INSERT OR REPLACE INTO address (address_id, name) VALUES (?, 'B')", identity)
    other = add(name="C")
    refused(con, "không được thay đổi", "UPDATE OR REPLACE address SET fid = ? WHERE fid = ?", fid, other)
    refused(con, "không được thay đổi", "UPDATE OR REPLACE address SET address_id = ? WHERE fid = ?", identity, other)
    assert [r[0] for r in con.execute("SELECT name FROM address ORDER BY fid")] == ["A", "C"]


@pytest.mark.parametrize("column", ["address_id", "apply_id", "created_at", "created_by"])
def test_identity_and_origin_never_change(con: sqlite3.Connection, add: Add, column: str) -> None:
    add(created_by="lan")
    refused(con, "không được thay đổi", f"UPDATE address SET {column} = 77")


def test_each_address_gets_a_uuid_of_its_own(con: sqlite3.Connection, add: Add) -> None:
    for _ in range(50):
        add()
    found = {row[0] for row in con.execute("SELECT address_id FROM address")}
    assert len(found) == 50
    pattern = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
    assert all(pattern.fullmatch(identity) for identity in found)


# --- codes


def test_promise_1_a_code_must_stand_in_the_ledger_for_this_address(con: sqlite3.Connection, add: Add) -> None:
    fid = add(code="0012300001", **COMPLETE)
    other = add(**COMPLETE)
    look_alike = "INSERT INTO address (address_id, code, code_scheme, code_origin) VALUES ('x', ?, 'ndas', 'block')"
    refused(con, "không được cấp cho", look_alike, "0012300001")
    refused(con, "không được cấp cho", look_alike, "0012300002_1")
    refused(con, "không được cấp cho", "UPDATE address SET code = '0012300001_1' WHERE fid = ?", other)
    refused(con, "không được cấp cho", "UPDATE address SET code = '0012300001' WHERE fid = ?", other)
    refused(con, "không được cấp cho", "UPDATE OR REPLACE address SET code = '0012300001' WHERE fid = ?", other)
    refused(con, "không được cấp cho", "UPDATE address SET code = '0012300009' WHERE fid = ?", other)
    assert con.execute("SELECT fid FROM address WHERE code = '0012300001'").fetchall() == [(fid,)]


@pytest.mark.parametrize("stage", ["declared", "created"])
def test_promise_1_a_copy_of_an_address_keeps_neither_code_nor_apply(con: sqlite3.Connection, add: Add, stage) -> None:
    """QGIS duplicates all columns of a feature, and makes `…_1` of its code."""
    add(code="0012300001", **COMPLETE)
    values = {
        **COMPLETE, "code_scheme": "ndas", "code_origin": "block", "apply_id": 1, "stage": stage, "address_id": "copy",
        "commune_code": "99001", "code": "0012300001_17",
    }  # fmt: skip
    columns = ", ".join(values)
    con.execute(f"INSERT INTO address ({columns}) VALUES ({', '.join('?' * len(values))})", [*values.values()])
    columns = "code, code_scheme, code_origin, apply_id, stage, object_class"
    taken = f"SELECT {columns} FROM address WHERE address_id = 'copy'"
    assert con.execute(taken).fetchone() == (None, None, None, None, "declared", COMPLETE["object_class"])
    assert con.execute("SELECT code, address_id FROM code_ledger").fetchall() == [("0012300001", "id-0012300001")]


def test_an_address_of_an_apply_stays_one(con: sqlite3.Connection, add: Add) -> None:
    con.execute("UPDATE sync_ctl SET value = '1' WHERE key = 'applying'")
    fid = add(apply_id=5)
    con.execute("INSERT INTO address_source (fid) VALUES (?)", (fid,))
    con.execute("UPDATE sync_ctl SET value = '0' WHERE key = 'applying'")
    for value in ("NULL", "6"):
        refused(con, "nguồn gốc", f"UPDATE address SET apply_id = {value} WHERE fid = ?", fid)


@pytest.mark.parametrize(
    ("column", "value", "right"),
    [
        ("floors", 0, True), ("floors", 150, True), ("floors", 151, False), ("floors", -1, False),
        ("commune_code", "99001", True), ("commune_code", "9900", False), ("commune_code", "", True),
        ("place_id", "123456789012", True), ("place_id", "12345678901A", False), ("postcode", "00123 ", False),
    ],
)  # fmt: skip
def test_range_and_pattern(con: sqlite3.Connection, add: Add, column: str, value: object, right: bool) -> None:
    fid = add()
    if right:
        con.execute(f"UPDATE address SET {column} = ? WHERE fid = ?", (value, fid))
        return
    said = "danh mục" if column == "commune_code" else "không hợp lệ"
    refused(con, said, f"UPDATE address SET {column} = ? WHERE fid = ?", value, fid)
    with pytest.raises(sqlite3.IntegrityError, match=said):
        add(**{column: value})


@pytest.mark.parametrize(
    ("values", "lacking"),
    [
        ({"object_class": "office", "house_number": "5", "street": "a"}, "Tên đối tượng"),
        ({"object_class": "office", "house_number": "5", "street": "a", "name": "UBND"}, None),
        ({"object_class": "hydrant", "street": "a"}, None),
        ({"object_class": "hydrant"}, "Đường, phố"),
        ({"object_class": "house", "street": "a"}, "số nhà và đường"),
        ({"object_class": "parcel", "settlement": "a", "map_sheet": "1"}, "Số thửa"),
    ],
)
def test_what_a_class_needs_to_be_submitted(con: sqlite3.Connection, add: Add, values: dict, lacking) -> None:
    for code, group in (("office", "II"), ("hydrant", "III"), ("parcel", "III")):
        con.execute(
            "INSERT INTO object_class (code, name_vi, name_en, object_group) VALUES (?, 'a', 'a', ?)", (code, group)
        )
    fid = add(code="0012300001", **values)
    con.execute("UPDATE address SET stage = 'created' WHERE fid = ?", (fid,))
    if lacking is None:
        con.execute("UPDATE address SET stage = 'submitted' WHERE fid = ?", (fid,))
    else:
        refused(con, lacking, "UPDATE address SET stage = 'submitted' WHERE fid = ?", fid)


@pytest.mark.parametrize("state", ["official", "retired", "burned"])
def test_promise_1_a_code_that_is_not_given_is_refused(con: sqlite3.Connection, add: Add, state: str) -> None:
    fid = add(address_id="x")
    ledger(con, "0012300001", "x", state)
    refused(con, "không được cấp cho", "UPDATE address SET code = '0012300001' WHERE fid = ?", fid)


def test_an_address_keeps_its_code(con: sqlite3.Connection, add: Add) -> None:
    fid = add(code="0012300001")
    ledger(con, "0012300002", "id-0012300001")
    for change in ("code = NULL", "code = '0012300002'", "code_origin = 'provisional'", "code_scheme = 'pluscode'"):
        refused(con, "giữ nguyên mã", f"UPDATE address SET {change} WHERE fid = ?", fid)


def test_a_provisional_code_gives_way_to_the_official_one(con: sqlite3.Connection, add: Add) -> None:
    fid = add(code="TAM-000001", code_origin="provisional")
    ledger(con, "0012300002", "id-TAM-000001")
    con.execute("UPDATE address SET code = '0012300002', code_origin = 'registry' WHERE fid = ?", (fid,))
    assert con.execute("SELECT code FROM address").fetchone() == ("0012300002",)


def test_promise_1_retiring_retires_the_code(con: sqlite3.Connection, add: Add) -> None:
    fid = add(code="0012300001")
    con.execute("UPDATE address SET stage = 'retired' WHERE fid = ?", (fid,))
    assert con.execute("SELECT state, address_id FROM code_ledger").fetchone() == ("retired", "id-0012300001")
    assert audit(con)[-1][0] == "retire"
    refused(con, "hai lần", "UPDATE code_ledger SET state = 'given'")


@pytest.mark.parametrize(
    ("text", "sql"),
    [
        ("không bao giờ bị xóa", "DELETE FROM code_ledger"),
        ("không được thay đổi", "UPDATE code_ledger SET code = 'x'"),
        ("không được thay đổi", "UPDATE code_ledger SET serial = 7"),
        ("đã có", "INSERT OR REPLACE INTO code_ledger (code, scheme, state) VALUES ('0012300001', 'y', 'given')"),
        ("không chuyển sang", "UPDATE code_ledger SET address_id = 'y'"),
        ("hai lần", "UPDATE code_ledger SET state = 'official'"),
        ("hai lần", "UPDATE code_ledger SET state = 'burned'"),
    ],
)
def test_promise_1_the_ledger_is_only_added_to(con: sqlite3.Connection, add: Add, text: str, sql: str) -> None:
    add(code="0012300001")
    refused(con, text, sql)


def test_promise_9_what_left_the_machine_or_was_burned_stays_even_while_applying(con: sqlite3.Connection) -> None:
    rows = [("1", "given", None), ("2", "given", "2026-01-01"), ("3", "burned", None)]
    con.executemany("INSERT INTO code_ledger (code, scheme, state, left_at) VALUES (?, 'ndas', ?, ?)", rows)
    applying(con)
    con.execute("DELETE FROM code_ledger WHERE code = '1'")
    refused(con, "không bao giờ", "DELETE FROM code_ledger WHERE code = '2'")
    refused(con, "không bao giờ", "DELETE FROM code_ledger WHERE code = '3'")
    refused(con, "không được cấp lại", "UPDATE code_ledger SET state = 'given' WHERE code = '3'")
    con.execute("UPDATE code_ledger SET state = 'burned', address_id = NULL WHERE code = '2'")


# --- stages and fields


@pytest.mark.parametrize("old", list(Stage))
@pytest.mark.parametrize("to", list(Stage))
def test_only_lawful_steps_between_stages(con: sqlite3.Connection, add: Add, old: Stage, to: Stage) -> None:
    applying(con)
    fid = add(stage=old.value, code="0012300001", **COMPLETE)
    con.execute("INSERT INTO register_meta (key, value) VALUES ('power_verify', '*')")
    applying(con, False)
    sql = "UPDATE address SET stage = ? WHERE fid = ?"
    if is_lawful(old, to):
        con.execute(sql, (to.value, fid))
    else:
        refused(con, "Không được chuyển", sql, to.value, fid)


def test_the_table_of_steps_is_whole() -> None:
    assert set(TRANSITIONS) == set(Stage)
    assert not TRANSITIONS[Stage.RETIRED]


def test_a_new_address_is_declared_or_created(con: sqlite3.Connection, add: Add) -> None:
    add(stage="created", code="0012300001", **COMPLETE)
    for stage in ("submitted", "issued", "retired", "nonsense"):
        with pytest.raises(sqlite3.IntegrityError):
            add(stage=stage, code=f"001230000{len(stage)}", **COMPLETE)


def test_a_class_stands_in_the_registers_list(con: sqlite3.Connection, add: Add) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="object_class"):
        add(object_class="castle")
    fid = add(object_class="house")
    with pytest.raises(sqlite3.IntegrityError, match="object_class"):
        con.execute("UPDATE address SET object_class = 'castle' WHERE fid = ?", (fid,))
    con.execute("INSERT INTO object_class (code, name_vi, name_en, object_group) VALUES ('castle', 'a', 'b', 'II')")
    con.execute("UPDATE address SET object_class = 'castle' WHERE fid = ?", (fid,))
    for known in ("castle", None, ""):
        add(object_class=known)
    assert con.execute("SELECT count(*) FROM address WHERE object_class = 'castle'").fetchone() == (2,)


def test_a_class_of_before_does_not_block_other_edits(con: sqlite3.Connection, add: Add) -> None:
    fid = add(object_class="house")
    applying(con)
    con.execute("UPDATE address SET object_class = 'long ago' WHERE fid = ?", (fid,))
    applying(con, False)
    con.execute("UPDATE address SET street = 'Lê Lợi', object_class = 'long ago' WHERE fid = ?", (fid,))
    assert con.execute("SELECT street FROM address").fetchone() == ("Lê Lợi",)


@pytest.mark.parametrize("missing", ["code", "object_class", "commune_code"])
def test_created_needs_its_required_fields(con: sqlite3.Connection, add: Add, missing: str) -> None:
    values = {"code": "0012300001", **COMPLETE, "stage": "created", "commune_code": "99001"}
    with pytest.raises(sqlite3.IntegrityError, match="bắt buộc"):
        add(**{**values, missing: None if missing == "code" else " "})
    fid = add(**{**values, "code": "0012300002"})
    if missing != "code":
        refused(con, "bắt buộc", f"UPDATE address SET {missing} = '' WHERE fid = ?", fid)


def test_an_old_gap_does_not_block_other_edits(con: sqlite3.Connection, add: Add) -> None:
    applying(con)
    fid = add(stage="issued", code="0012300001", commune_code=None)
    applying(con, False)
    con.execute("UPDATE address SET note = 'x', street = NULL, object_class = NULL WHERE fid = ?", (fid,))


@pytest.mark.parametrize(
    ("fields", "lawful"),
    [
        ({"house_number": "5", "street": "Trần Phú"}, True),
        ({"settlement": "Tổ dân phố 5", "no_number": 1}, True),
        ({"house_number": "5"}, False),
        ({"street": "Trần Phú", "no_number": 1}, False),
        ({"settlement": "Tổ dân phố 5"}, False),
        ({"settlement": "Tổ dân phố 5", "no_number": 0}, False),
        ({"house_number": " ", "street": "Trần Phú"}, False),
        ({}, False),
    ],
)
def test_submission_needs_a_place(con: sqlite3.Connection, add: Add, fields: dict, lawful: bool) -> None:
    from diachiso.core.lifecycle import has_location

    fid = add(stage="created", code="0012300001", object_class="house", **fields)
    sql = "UPDATE address SET stage = 'submitted' WHERE fid = ?"
    assert has_location(fields) is lawful
    if lawful:
        con.execute(sql, (fid,))
        refused(con, "cần số nhà", "UPDATE address SET street = NULL, settlement = NULL WHERE fid = ?", fid)
    else:
        refused(con, "cần số nhà", sql, fid)


@pytest.mark.parametrize("column", ["role", "code_origin", "position_method", "commune_method"])
def test_only_known_values(con: sqlite3.Connection, add: Add, column: str) -> None:
    fid = add()
    refused(con, "danh mục", f"UPDATE address SET {column} = 'nonsense' WHERE fid = ?", fid)
    with pytest.raises(sqlite3.IntegrityError, match="danh mục"):
        add(**{column: "nonsense"})


# --- what the triggers write


def row(con: sqlite3.Connection, fid: int, *columns: str) -> tuple:
    return con.execute(f"SELECT {', '.join(columns)} FROM address WHERE fid = ?", (fid,)).fetchone()


def test_the_text_follows_its_parts(con: sqlite3.Connection, add: Add) -> None:
    fid = add(house_number="12", street="30/4")
    assert row(con, fid, "address_text") == ("12 đường 30/4, Phường Biển, Tỉnh Mẫu",)
    con.execute("UPDATE address SET street = 'Trần Phú', house_number = '12A' WHERE fid = ?", (fid,))
    assert row(con, fid, "address_text") == ("12A Trần Phú, Phường Biển, Tỉnh Mẫu",)
    con.execute("UPDATE address SET address_text = 'typed by hand' WHERE fid = ?", (fid,))
    assert row(con, fid, "address_text") == ("12A Trần Phú, Phường Biển, Tỉnh Mẫu",)
    con.execute("UPDATE address SET address_text = NULL, floor = '3' WHERE fid = ?", (fid,))
    assert row(con, fid, "address_text") == ("Tầng 3, 12A Trần Phú, Phường Biển, Tỉnh Mẫu",)


def test_an_edit_is_stamped_marked_and_audited_once(con: sqlite3.Connection, add: Add) -> None:
    fid = add(street="Trần Phú", created_by="lan")
    created, edited = row(con, fid, "created_at", "edited_at")
    assert created and edited
    con.execute("DELETE FROM sync_dirty")
    con.execute("UPDATE address SET edited_at = 'old' WHERE fid = ?", (fid,))
    assert con.execute("SELECT count(*) FROM sync_dirty").fetchone() == (0,)
    con.execute("UPDATE address SET street = 'Lê Lợi', note = 'x\"y', edited_by = 'hoa' WHERE fid = ?", (fid,))
    assert con.execute("SELECT * FROM sync_dirty").fetchall() == [("address", fid)]
    assert row(con, fid, "created_at", "created_by") == (created, "lan")
    assert row(con, fid, "edited_at") > ("2",)
    assert [a for a, _, _ in audit(con)] == ["insert", "update"]
    assert audit(con)[1][1:] == ({"street": "Trần Phú", "note": None}, {"street": "Lê Lợi", "note": 'x"y'})
    assert con.execute("SELECT by, fid, object_id FROM audit_log ORDER BY seq").fetchall() == [
        ("lan", fid, row(con, fid, "address_id")[0]),
        ("hoa", fid, row(con, fid, "address_id")[0]),
    ]


def test_writing_the_same_values_is_no_edit(con: sqlite3.Connection, add: Add) -> None:
    """QGIS writes all columns of a feature, changed or not."""
    fid = add(street="Trần Phú", code="0012300001")
    names = [r[1] for r in con.execute("PRAGMA table_info(address)")]
    before = con.execute("SELECT * FROM address").fetchall()
    con.execute(f"UPDATE address SET {', '.join(f'{c} = {c}' for c in names)} WHERE fid = ?", (fid,))
    assert con.execute("SELECT * FROM address").fetchall() == before
    assert len(audit(con)) == 1


def test_moving_the_point_is_an_edit_and_moves_the_index(con: sqlite3.Connection, add: Add) -> None:
    fid = add()
    con.execute("UPDATE address SET geom = ? WHERE fid = ?", (point_blob(109.09, 12.09), fid))
    assert audit(con)[1][2]["geom"] == point_blob(109.09, 12.09).hex().upper()
    assert con.execute("SELECT id FROM rtree_address_geom WHERE minx > 109.08").fetchall() == [(fid,)]
    assert con.execute("SELECT rtreecheck('rtree_address_geom')").fetchone() == ("ok",)


def test_the_actor_signs_where_nobody_else_does(con: sqlite3.Connection, add: Add) -> None:
    con.execute("UPDATE sync_ctl SET value = 'batch' WHERE key = 'actor'")
    add()
    assert con.execute("SELECT by FROM audit_log").fetchall() == [("batch",)]
    assert con.execute("SELECT created_by FROM address").fetchone() == ("batch",)


def test_bulk_work_sets_the_triggers_aside(con: sqlite3.Connection, add: Add) -> None:
    con.execute("BEGIN")
    applying(con)
    fid = add(stage="issued", street="Trần Phú")
    con.execute("UPDATE address SET street = 'Lê Lợi', code = 'x' WHERE fid = ?", (fid,))
    con.execute("DELETE FROM address WHERE fid = ?", (fid,))
    assert audit(con) == [] and con.execute("SELECT count(*) FROM sync_dirty").fetchone() == (0,)
    con.execute("ROLLBACK")
    assert con.execute("SELECT value FROM sync_ctl WHERE key = 'applying'").fetchone() == ("0",)


def test_rollback_leaves_nothing(con: sqlite3.Connection, add: Add) -> None:
    add(street="A")
    dump = list(con.iterdump())
    con.execute("BEGIN")
    add(street="B", code="0012300001")
    con.execute("UPDATE address SET street = 'C'")
    con.execute("UPDATE admin_unit SET full_name = 'Phường Khác'")
    con.execute("ROLLBACK")
    assert list(con.iterdump()) == dump


# --- renames


def test_a_renamed_commune_renames_its_addresses(con: sqlite3.Connection, add: Add) -> None:
    here, spelt = add(street="Trần Phú"), add(commune="Phường Biển cũ")
    there = add(commune="Xã Núi", commune_code="99002")
    con.execute("DELETE FROM sync_dirty")
    con.execute("UPDATE admin_unit SET full_name = 'Phường Biển Đông', name = 'Biển Đông' WHERE code = '99001'")
    assert row(con, here, "commune", "address_text") == ("Phường Biển Đông", "Trần Phú, Phường Biển Đông, Tỉnh Mẫu")
    assert row(con, spelt, "commune") == ("Phường Biển cũ",)
    assert row(con, there, "commune") == ("Xã Núi",)
    assert con.execute("SELECT * FROM sync_dirty").fetchall() == [("address", here)]
    assert audit(con)[-1] == ("update", {"commune": "Phường Biển"}, {"commune": "Phường Biển Đông"})


def test_a_renamed_province_renames_its_addresses(con: sqlite3.Connection, add: Add) -> None:
    fid = add()
    con.execute("UPDATE admin_unit SET full_name = 'Thành phố Mẫu' WHERE level = 'province'")
    assert row(con, fid, "address_text") == ("Phường Biển, Thành phố Mẫu",)


def test_a_renamed_street_renames_the_addresses_of_its_commune(con: sqlite3.Connection, add: Add) -> None:
    here, there = add(street="Trần Phú", house_number="1"), add(street="Trần Phú", commune_code="99002")
    con.execute("UPDATE street SET name = 'Biển Đông' WHERE street_id = 's1'")
    assert row(con, here, "address_text") == ("1 Biển Đông, Phường Biển, Tỉnh Mẫu",)
    assert row(con, there, "street") == ("Trần Phú",)


def test_one_of_two_namesakes_renamed_is_left_to_a_person(con: sqlite3.Connection, add: Add) -> None:
    con.execute("UPDATE street SET commune_code = '99001'")  # two communes became one
    fid = add(street="Trần Phú")
    con.execute("UPDATE street SET name = 'Biển Đông' WHERE street_id = 's2'")
    assert row(con, fid, "street") == ("Trần Phú",)


def test_a_renamed_settlement_renames_its_addresses(con: sqlite3.Connection, add: Add) -> None:
    fid = add(settlement="Tổ dân phố 5")
    con.execute("UPDATE settlement SET name = 'Tổ dân phố 15'")
    assert row(con, fid, "address_text") == ("Tổ dân phố 15, Phường Biển, Tỉnh Mẫu",)
    assert audit(con, "settlement") == [("update", {"name": "Tổ dân phố 5"}, {"name": "Tổ dân phố 15"})]


# --- the other tables


def test_positions_mark_their_address(con: sqlite3.Connection, add: Add) -> None:
    fid = add(address_id="x")
    con.execute("DELETE FROM sync_dirty")
    con.execute("INSERT INTO address_position (address_id, geom) VALUES ('x', ?)", (point_blob(109, 12),))
    assert con.execute("SELECT * FROM sync_dirty").fetchall() == [("address", fid), ("address_position", 1)]
    con.execute("DELETE FROM sync_dirty")
    con.execute("DELETE FROM address_position")
    assert con.execute("SELECT * FROM sync_dirty").fetchall() == [("address", fid)]
    assert [action for action, _, _ in audit(con, "address_position")] == ["insert", "delete"]
    with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
        con.execute("INSERT INTO address_position (address_id) VALUES ('nobody')")


def test_promise_8_the_audit_of_a_person_says_nothing_personal(con: sqlite3.Connection, add: Add) -> None:
    add(address_id="x")
    columns = "address_id, role, full_name, phone, legal_basis"
    con.execute(f"INSERT INTO person ({columns}) VALUES ('x', 'owner', 'Nguyễn A', '09', 'law')")
    con.execute("UPDATE person SET phone = '0912345678'")
    con.execute("DELETE FROM person")
    rows = con.execute("SELECT action, old, new, object_id FROM audit_log WHERE table_name = 'person'").fetchall()
    assert rows == [(action, None, None, "x") for action in ("insert", "update", "delete")]


@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM audit_log",
        "UPDATE audit_log SET new = '{}'",
        "INSERT OR REPLACE INTO audit_log (seq, at, table_name, action) VALUES (1, 'x', 'x', 'x')",
    ],
)
@pytest.mark.parametrize("bulk", [False, True])
def test_the_audit_log_is_only_added_to(con: sqlite3.Connection, add: Add, sql: str, bulk: bool) -> None:
    add()
    applying(con, bulk)
    refused(con, "chỉ được ghi thêm", sql)


def test_an_audit_row_is_sealed_once(con: sqlite3.Connection, add: Add) -> None:
    add()
    con.execute("UPDATE audit_log SET hash = 'abc'")
    refused(con, "chỉ được ghi thêm", "UPDATE audit_log SET hash = 'def'")


INSERT_BLOCK = (
    "INSERT INTO code_block (scheme, prefix, commune_code, first_serial, last_serial, next_serial, authority_doc,"
    " added_at) VALUES ('ndas', '00123', '99001', ?, ?, ?, 'CV 1', 'now')"
)


def test_blocks_do_not_overlap(con: sqlite3.Connection) -> None:
    applying(con)
    con.execute(INSERT_BLOCK, (1, 100, 1))
    con.execute(INSERT_BLOCK, (101, 200, 101))
    refused(con, "trùng", INSERT_BLOCK, 200, 300, 200)


def test_blocks_are_neither_typed_in_nor_changed_nor_deleted_by_hand(con: sqlite3.Connection) -> None:
    applying(con)
    con.execute(INSERT_BLOCK, (1, 100, 1))
    applying(con, False)
    refused(con, "Thêm dải số.*Add code block", INSERT_BLOCK, 101, 200, 101)
    refused(con, "trực tiếp", INSERT_BLOCK.replace("INSERT", "INSERT OR REPLACE"), 101, 200, 101)
    for change in ("last_serial = 99", "next_serial = 50", "commune_code = '99002'", "authority_doc = 'CV 2'"):
        refused(con, "không được thay đổi.*Add code block", f"UPDATE code_block SET {change}")
    refused(con, "Không xóa", "DELETE FROM code_block")


def test_the_register_keeps_its_identity(con: sqlite3.Connection) -> None:
    refused(con, "Định danh của sổ", "UPDATE register_meta SET value = 'x' WHERE key = 'register_id'")
    refused(con, "chỉ được ghi thêm", "DELETE FROM register_meta")
    con.execute("UPDATE register_meta SET value = '5' WHERE key = 'revision'")


# --- further positions


def test_a_further_position_is_of_a_known_kind_and_leaves_its_address_marked(con: sqlite3.Connection, add: Add) -> None:
    one, other = add(address_id="x"), add(address_id="y")
    refused(con, "A position is an entrance", "INSERT INTO address_position (address_id, kind) VALUES ('x', 'door')")
    con.execute("INSERT INTO address_position (address_id, geom) VALUES ('x', ?)", (point_blob(109, 12),))
    refused(con, "A position is an entrance", "UPDATE address_position SET kind = 'cửa'")
    con.execute("UPDATE address_position SET kind = 'mooring'")
    con.execute("DELETE FROM sync_dirty")
    con.execute("UPDATE address_position SET address_id = 'y'")
    marked = con.execute("SELECT fid FROM sync_dirty WHERE table_name = 'address' ORDER BY fid").fetchall()
    assert marked == [(one,), (other,)]
    assert con.execute("SELECT count(*) FROM rtree_address_position_geom").fetchone() == (1,)


# --- communes


def test_a_commune_is_one_of_the_list(con: sqlite3.Connection, add: Add) -> None:
    add()
    refused(con, "commune_code", "UPDATE address SET commune_code = '99999'")
    for code in ("12345", "99"):  # a province is none
        refused(con, "commune_code", "INSERT INTO address (commune_code) VALUES (?)", code)
    con.execute("UPDATE address SET commune_code = '99002'")
    con.execute("UPDATE address SET commune_code = NULL")


def test_where_no_communes_are_listed_none_is_refused(con: sqlite3.Connection, add: Add) -> None:
    con.execute("DROP TRIGGER admin_unit_no_delete")
    con.execute("DELETE FROM admin_unit")
    add(commune_code="12345")
