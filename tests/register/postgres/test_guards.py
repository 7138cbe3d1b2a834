"""The guards on the server refuse and write what those of a GeoPackage do, whoever edits with whatever program."""
from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diachiso.core.address_text import COLUMNS, compose
from diachiso.register.address_text_sql import expression
from diachiso.register.connect import connect
from diachiso.register.postgres.dialect import translate
from diachiso.register.sql import build

from ...effort import effort

NEW = "INSERT INTO address (fid, address_id, role, stage, commune_code, commune) VALUES"
COPIED = (
    "INSERT INTO address (fid, address_id, role, stage, code, code_scheme, code_origin, apply_id, object_class,"
    " commune_code) VALUES (21, 'id-9', 'building', 'created', '0010100001_1', 'ndas', 'block', 7, 'house', '22528')"
)
# Said the same way in both stores; each is tried alone. What follows is looked at: what was refused, what was written.
EDITS = [
    "UPDATE address SET house_number = '12B' WHERE fid = 1",
    "UPDATE address SET house_number = '  7 ', street = '30 tháng 4', room = '5', no_number = NULL WHERE fid = 2",
    "UPDATE address SET name = 'Quán \"Bà Tư\" \\ góc', floors = 3 WHERE fid = 2",
    "UPDATE address SET house_number = house_number WHERE fid = 1",
    "UPDATE address SET address_text = 'viết tay' WHERE fid = 1",
    "UPDATE address SET house_number = NULL, no_number = NULL",
    "UPDATE address SET geom = NULL WHERE fid = 1",
    "UPDATE address SET address_id = 'x' WHERE fid = 1",
    "UPDATE address SET fid = 99 WHERE fid = 1",
    "UPDATE address SET apply_id = 3 WHERE fid = 1",
    "UPDATE address SET created_at = 'x' WHERE fid = 1",
    "UPDATE address SET code = '0010100002' WHERE fid = 1",
    "UPDATE address SET code = NULL WHERE fid = 1",
    "UPDATE address SET code_origin = 'import' WHERE fid = 1",
    "UPDATE address SET code = '0010100777' WHERE fid = 6",
    "UPDATE address SET stage = 'submitted' WHERE fid = 1",
    "UPDATE address SET stage = 'submitted' WHERE fid IN (1, 2)",
    "UPDATE address SET stage = 'issued' WHERE fid = 1",
    "UPDATE address SET stage = 'declared' WHERE fid = 1",
    "UPDATE address SET stage = 'created' WHERE fid = 6",
    "UPDATE address SET stage = 'created' WHERE fid = 5",
    "UPDATE address SET stage = 'retired' WHERE fid = 2",
    "UPDATE address SET stage = 'retired' WHERE fid = 1",
    "UPDATE address SET stage = 'nonsense' WHERE fid = 1",
    "UPDATE address SET object_class = 'castle' WHERE fid = 1",
    "UPDATE address SET commune_code = '2252' WHERE fid = 1",
    "UPDATE address SET commune_code = '99999' WHERE fid = 1",
    "UPDATE address SET postcode = '12a45' WHERE fid = 1",
    "UPDATE address SET postcode = '12345' WHERE fid = 1",
    "UPDATE address SET parent_id = 'id-6' WHERE fid = 2",
    "UPDATE address SET parent_id = 'id-1' WHERE fid = 1",
    "UPDATE address SET parent_id = 'id-1' WHERE fid = 2",
    "UPDATE address SET name = 'gọi 0905 123 456' WHERE fid = 1",
    "UPDATE address SET other_code = 'gọi 0905 123 456' WHERE fid = 1",
    "DELETE FROM address WHERE fid = 6",
    f"{NEW} (21, 'id-9', 'building', 'declared', '22528', 'Phường Biển')",
    f"{NEW} (21, 'id-9', 'building', 'issued', '22528', 'Phường Biển')",
    f"{NEW} (21, 'id-9', 'building', 'created', '22528', 'Phường Biển')",
    f"{NEW} (21, 'id-9', 'castle', 'declared', '22528', 'Phường Biển')",
    f"{NEW} (21, 'id-9', 'building', 'declared', '22528', 'Xã'), (22, 'id-10', 'building', 'declared', '22561', 'Xã')",
    f"{NEW} (21, 'id-1', 'building', 'declared', '22528', 'Phường Biển')",
    COPIED,
    "INSERT INTO address (address_id, role, stage, code) VALUES ('id-9', 'building', 'declared', '0010100001')",
    "INSERT INTO address_position (address_id, kind) VALUES ('id-2', 'entrance')",
    "INSERT INTO address_position (address_id, kind) VALUES ('id-2', 'balcony')",
    "UPDATE address_position SET note = 'an@biển.vn an@bien.vn'",
    "UPDATE address_position SET note = 'gần chợ'",
    "DELETE FROM address_position",
    "INSERT INTO notification (address_id, recipient, state) VALUES ('id-2', 'owner', 'sent')",
    "INSERT INTO notification (address_id, recipient, state) VALUES ('id-2', 'cat', 'sent')",
    "INSERT INTO notification (address_id, note) VALUES ('id-2', 'số 001099012345')",
    "UPDATE plaque SET state = 'damaged'",
    "UPDATE plaque SET state = 'stolen'",
    "DELETE FROM plaque",
    "UPDATE street SET name = 'Trần Phú nối dài' WHERE fid = 1",
    "UPDATE street SET name = 'Trần Phú' WHERE fid = 1",
    "UPDATE admin_unit SET full_name = 'Phường Biển Xanh' WHERE code = '22528'",
    "UPDATE admin_unit SET full_name = 'Tỉnh Khánh Hoà' WHERE code = '56'",
    "UPDATE settlement SET name = 'Tổ 6', valid_to = '2026-01-01'",
    "DELETE FROM street WHERE fid = 1",
    "UPDATE object_class SET code = 'castle' WHERE code = 'house'",
    "UPDATE object_class SET min_area = 12.5 WHERE code = 'house'",
    "UPDATE code_ledger SET state = 'given' WHERE code = '0010100005'",
    "UPDATE code_ledger SET state = 'burned' WHERE code = '0010100002'",
    "UPDATE code_ledger SET state = 'given', address_id = 'id-6' WHERE code = '0010100444'",
    "UPDATE code_ledger SET state = 'given' WHERE code = '0010100445'",
    "UPDATE code_ledger SET address_id = 'id-3' WHERE code = '0010100002'",
    "UPDATE code_ledger SET code = '0010100099' WHERE code = '0010100002'",
    "UPDATE code_ledger SET left_at = '2026-11-20' WHERE code = '0010100001'",
    "INSERT INTO code_ledger (code, scheme, state) VALUES ('0010100001', 'ndas', 'official')",
    "INSERT INTO code_ledger (code, scheme, state) VALUES ('X1', 'place_id', 'official')",
    "UPDATE successor SET kind = 'split'",
    "UPDATE apply_run SET by = 'x'",
    "UPDATE apply_run SET undone_at = 'x'",
]
WRITTEN = {
    "address": "fid, address_id, code, code_scheme, code_origin, stage, apply_id, street, commune, address_text",
    "code_ledger": "code, state, address_id, left_at",
    "sync_dirty": "table_name, fid",
    "audit_log": "table_name, fid, object_id, action, old, new",
    "street": "fid, name",
    "notification": "address_id, recipient, state",
    "plaque": "state",
}


def _file_outcome(town: Path, edit: str) -> tuple[str, dict[str, list[Any]]]:
    with closing(connect(town, write=True)) as con:
        con.execute("BEGIN")
        said = ""
        try:
            con.execute(edit)
        except sqlite3.IntegrityError as error:
            said = str(error)
        written = {t: con.execute(f"SELECT {columns} FROM {t}").fetchall() for t, columns in WRITTEN.items()}
        con.execute("ROLLBACK")
    return said, written


def _server_outcome(con: Any, edit: str) -> tuple[str, dict[str, list[Any]]]:
    import psycopg2

    said = ""
    with con.cursor() as cur:
        cur.execute("SAVEPOINT before")
        try:
            cur.execute(edit)
        except psycopg2.Error as error:
            said = error.diag.message_primary
            cur.execute("ROLLBACK TO before")
        written = {}
        for table, columns in WRITTEN.items():
            cur.execute(f"SELECT {columns} FROM {table}")
            written[table] = cur.fetchall()
    con.rollback()
    return said, written


def test_both_stores_refuse_and_write_the_same(town: Path, as_login: Callable[[str], Any]) -> None:
    con = as_login("minh")
    differ, same = [], 0  # keys, rights, or another of two guards may be the first to refuse
    for edit in EDITS:
        (here, mine), (there, theirs) = _file_outcome(town, edit), _server_outcome(con, edit)
        if bool(here) != bool(there):
            differ.append(f"{edit}\n   file: {here or 'taken'}\n   server: {there or 'taken'}")
        same += bool(here) and here == there
        for table in WRITTEN:
            one, other = (sorted(map(repr, rows)) for rows in (mine[table], theirs[table]))
            if table == "audit_log":  # the move is noted in the server's
                other = [row for row in other if "moved_in" not in row]
            if edit == COPIED and table == "audit_log":
                continue  # a file logs the copy, then what is taken from it; the server only what stays
            if one != other:
                lost, more = set(one) - set(other), set(other) - set(one)
                differ.append(f"{edit}\n   {table} in the file only: {lost}\n   on the server only: {more}")
    assert not differ, "\n".join(differ)
    assert same > 25


TEXTS = st.one_of(st.none(), st.text(st.sampled_from("0a 9 Đ,đ/Tầng\u00a0\t'\\\""), max_size=4))


def test_promise_the_text_of_an_address_is_the_one_of_core(as_login: Callable[[str], Any]) -> None:
    con = as_login("khach")
    written = translate(expression(lambda column: build("v.{c}", c=column)), {})
    names = build("{c}", c=COLUMNS)

    @settings(max_examples=effort(30))
    @given(st.lists(st.fixed_dictionaries(dict.fromkeys(COLUMNS, TEXTS)), min_size=1, max_size=8))
    def equal(records: list[dict[str, Any]]) -> None:
        with con.cursor() as cur:
            row = "(" + ", ".join(["%s::text"] * len(COLUMNS)) + ")"
            cur.execute(
                f"SELECT {written} FROM (VALUES {', '.join([row] * len(records))}) AS v ({names})".replace("%s::", "\0")
                .replace("%", "%%").replace("\0", "%s::"),
                [record[name] for record in records for name in COLUMNS],
            )
            assert [text for (text,) in cur.fetchall()] == [compose(record) for record in records]

    equal()


def test_one_statement_over_many_rows_writes_what_many_statements_write(as_login: Callable[[str], Any]) -> None:
    con = as_login("minh")
    found = []
    for edits in (
        ["UPDATE address SET house_number = fid || 'A', no_number = fid % 2 = 0 WHERE fid < 5"],
        [f"UPDATE address SET house_number = '{k}A', no_number = {k % 2 == 0} WHERE fid = {k}" for k in range(1, 5)],
    ):
        with con.cursor() as cur:
            for edit in edits:
                cur.execute(edit)
            cur.execute(
                "SELECT table_name, fid, object_id, action, old, new, by FROM audit_log WHERE by = 'minh' ORDER BY fid"
            )
            audit = cur.fetchall()
            cur.execute("SELECT fid, address_text, edited_by FROM address ORDER BY fid")
            found.append((audit, cur.fetchall()))
            cur.execute("SELECT array_agg(fid ORDER BY fid) FROM sync_dirty WHERE table_name = 'address'")
            found[-1] += (cur.fetchall(),)
        con.rollback()
    assert found[0] == found[1] and len(found[0][0]) >= 4 and found[0][1][0][1].startswith("1A Trần Phú mới,")


def test_the_first_bad_row_of_many_is_named_and_none_is_written(as_login: Callable[[str], Any]) -> None:
    con = as_login("minh")
    with con.cursor() as cur:
        with pytest.raises(Exception, match="danh mục") as error:
            cur.execute("UPDATE address SET object_class = CASE fid WHEN 3 THEN 'castle' ELSE 'house' END")
        assert error.value.diag.message_detail == "address 3" and error.value.pgcode == "DI001"


RIGHTS = [  # login, edit, what is said ('': it is taken)
    ("khach", "UPDATE address SET house_number = '1'", "permission denied"),
    ("khach", "INSERT INTO code_ledger (code, scheme, state) VALUES ('a', 'b', 'given')", "permission denied"),
    ("lan", f"{NEW} (21, 'id-9', 'building', 'declared', '22528', 'x')", ""),
    ("lan", "UPDATE address SET stage = 'submitted' WHERE fid = 1", "chưa được giao quyền"),
    ("lan", "UPDATE address SET stage = 'retired' WHERE fid = 2", "chưa được giao quyền"),
    ("lan", "UPDATE street SET name = 'x'", "permission denied"),
    ("minh", "UPDATE address SET stage = 'submitted' WHERE fid = 1", ""),
    ("minh", "UPDATE address SET stage = 'verified' WHERE fid = 4", "chưa được giao quyền"),
    ("hoa", "UPDATE address SET stage = 'verified' WHERE fid = 4", ""),
    ("hoa", "UPDATE address SET stage = 'retired' WHERE fid = 2", "chưa được giao quyền"),
    ("hoa", f"{NEW} (21, 'id-9', 'building', 'declared', '22528', 'x')", "permission denied"),
    ("minh", "UPDATE audit_log SET by = 'x'", "permission denied"),
    ("minh", "DELETE FROM audit_log", "permission denied"),
    ("minh", "INSERT INTO audit_log (at, table_name, action) VALUES ('', '', '')", "permission denied"),
    ("minh", "UPDATE register_meta SET value = '*' WHERE key = 'revision'", "permission denied"),
    ("minh", "UPDATE code_block SET last_serial = 9999", "permission denied"),
    ("minh", "TRUNCATE person", "permission denied"),
    ("minh", "ALTER TABLE address DISABLE TRIGGER USER", "must be owner"),
    ("chu", "DELETE FROM address WHERE fid = 6", "Không xóa địa chỉ"),
    ("chu", "TRUNCATE audit_log", "Không xóa trắng"),
    ("chu", "DELETE FROM audit_log", "chỉ được ghi thêm"),
    ("chu", "UPDATE audit_log SET by = 'x'", "chỉ được ghi thêm"),
    ("chu", "DELETE FROM code_ledger WHERE code = '0010100001'", "không bao giờ bị xóa"),
    ("chu", "UPDATE register_meta SET value = 'x' WHERE key = 'register_id'", "Định danh của sổ"),
    ("chu", "INSERT INTO code_block (scheme, prefix, commune_code, first_serial, last_serial, next_serial,"
            " authority_doc, added_at) VALUES ('ndas', '00101', '22528', 600, 700, 600, 'x', 'x')", "Thêm dải số"),
    ("minh", "INSERT INTO code_ledger (code, scheme, state, address_id, block_id, serial)"
             " VALUES ('0010100501', 'ndas', 'given', 'id-6', 1, 501)", "dải số của nó"),
    ("minh", "INSERT INTO code_ledger (code, scheme, state, address_id, block_id, serial)"
             " VALUES ('0010100005X', 'ndas', 'given', 'id-6', 1, 5)", "code_ledger_serial"),
]  # fmt: skip


def test_roles_of_the_database(as_login: Callable[[str], Any]) -> None:
    with closing(as_login("chu")) as con, con.cursor() as cur:
        cur.execute("SET diachiso.bulk = 'on'")
        cur.execute("UPDATE address SET stage = 'submitted' WHERE fid = 4")
        con.commit()
    desks = {login: as_login(login) for login in {login for login, _, _ in RIGHTS}}
    for login, edit, said in RIGHTS:
        with desks[login].cursor() as cur:
            if said:
                with pytest.raises(Exception, match=said):
                    cur.execute(edit)
            else:
                cur.execute(edit)
                assert cur.rowcount == 1, edit
                cur.execute("SELECT by FROM audit_log ORDER BY seq DESC LIMIT 1")
                assert cur.fetchall() == [(login,)], edit
        desks[login].rollback()


def test_nobody_but_the_owner_sets_the_guards_aside(as_login: Callable[[str], Any]) -> None:
    with as_login("minh").cursor() as cur:
        cur.execute("SET diachiso.bulk = 'on'")
        with pytest.raises(Exception, match="Không được chuyển trạng thái"):
            cur.execute("UPDATE address SET stage = 'issued' WHERE fid = 1")


def test_who_edits_is_who_logged_in(as_login: Callable[[str], Any]) -> None:
    with as_login("lan").cursor() as cur:
        cur.execute("UPDATE address SET house_number = '1A', edited_by = 'Chủ tịch' WHERE fid = 1 RETURNING edited_by")
        assert cur.fetchall() == [("lan",)]
        cur.execute("SELECT by FROM audit_log ORDER BY seq DESC LIMIT 1")
        assert cur.fetchall() == [("lan",)]


def test_promise_8_people_are_seen_by_their_role_alone(as_login: Callable[[str], Any]) -> None:
    def seen(login: str) -> tuple[int, int]:
        with as_login(login).cursor() as cur:
            cur.execute("SELECT (SELECT count(*) FROM person),"
                        " (SELECT count(*) FROM apply_change WHERE old LIKE '%Mẫu%')")
            return cur.fetchone()

    assert {login: seen(login) for login in ("khach", "lan", "minh", "hoa")} == dict.fromkeys(
        ("khach", "lan", "minh", "hoa"), (0, 0)
    )
    assert seen("nhan") == (2, 1)
    with as_login("nhan").cursor() as cur:
        cur.execute("UPDATE person SET phone = '0911000000' WHERE person_id = 1")
        cur.execute("SELECT old, new, action FROM audit_log ORDER BY seq DESC LIMIT 1")
        assert cur.fetchall() == [(None, None, "update")]
        with pytest.raises(Exception, match="căn cứ"):
            cur.execute("INSERT INTO person (address_id, role, legal_basis) VALUES ('id-1', 'owner', 'curiosity')")
    for edit in ("UPDATE person SET phone = '1'", "DELETE FROM person",
                 "INSERT INTO person (address_id, role, legal_basis) VALUES ('id-1', 'owner', 'law')"):
        with as_login("minh").cursor() as cur, pytest.raises(Exception, match="permission denied"):
            cur.execute(edit)


def test_guards_are_planned_for_the_rows_of_each_edit(as_login: Callable[[str], Any]) -> None:
    """A plan kept from an edit of one row joined the new and old rows of 6,000 for more than a minute."""
    with as_login("khach").cursor() as cur:
        cur.execute("SELECT prosrc FROM pg_proc WHERE pronamespace = 'diachiso'::regnamespace AND prosrc ~ '_rows'")
        bodies = [body for (body,) in cur.fetchall()]
    assert len(bodies) > 15
    for body in bodies:
        assert "_rows" not in re.sub(r"EXECUTE '(?:[^']|'')*'", "", body)
