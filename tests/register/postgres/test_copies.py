"""Local copies that stay: they are what the server's register is, whatever happened to either of both in between."""
from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from diachiso.register.connect import connect, open_database
from diachiso.register.errors import RegisterError
from diachiso.register.postgres import bulk_load, marks, pull, push
from diachiso.register.postgres import server as server_side
from diachiso.register.postgres.driver import PgPlace, open_register
from diachiso.register.postgres.mirror import mirrored
from diachiso.register.postgres.move import move_register
from diachiso.register.postgres.quick_rows import as_sqlite, finish_rows
from diachiso.register.postgres.replica import fresh_copy
from diachiso.register.postgres.structure import Kind, TableSpec, fresh_structure, read_structure
from diachiso.register.postgres.upgrade import upgrade_server

from ...effort import effort

PEOPLE = ("Nguyễn Thị Mẫu", "0900000000", "Hợp tác xã \\ Biển")


@pytest.fixture
def kept(place: PgPlace, tmp_path: Path) -> PgPlace:
    """The register on the server, and a folder for copies that stay."""
    return replace(place, keep=tmp_path / "bản sao")


def rows(path: Path) -> dict[str, Any]:
    """Every row of a file's tables, and its counters."""
    with closing(connect(path)) as con:
        found = {t.name: sorted(con.execute(f'SELECT * FROM "{t.name}"'), key=repr) for t in read_structure(con)}
        found["counters"] = con.execute("SELECT * FROM sqlite_sequence ORDER BY 1").fetchall()
        for table in read_structure(con):
            if table.shape:
                tree = f"rtree_{table.name}_geom"
                found[f"tree of {table.name}"] = con.execute(f"SELECT id FROM {tree} ORDER BY id").fetchall()
    return found


def truth(place: PgPlace) -> dict[str, Any]:
    """What the server's register is, read from its tables."""
    found: dict[str, Any] = {}
    with closing(open_register(place)) as con, con.cursor() as cur:
        tables = fresh_structure(server_side.profile_of(cur))
        for table in tables:
            where = "WHERE key NOT IN ('pg_layout')" if table.name == "register_meta" else ""
            cur.execute(f"SELECT {as_sqlite(table)} FROM {table.name} t {where}")
            read, finished = cur.fetchall(), finish_rows(table)
            values = [[bytes(v) if isinstance(v, memoryview) else v for v in r] for r in read]
            found[table.name] = sorted((tuple(row) for row in (finished(values) if finished else values)), key=repr)
            if table.shape:
                at = table.names.index("geom")
                found[f"tree of {table.name}"] = sorted((row[0],) for row in found[table.name] if row[at] is not None)
        found["counters"] = sorted(server_side.counters_of(cur, tables).items())
    return found


def copied(place: PgPlace, **options: Any) -> dict[str, Any]:
    """What a tool finds in the copy that stays."""
    with mirrored(place, writes=False, **options) as path:
        return rows(path)


def same(place: PgPlace) -> None:
    """Both copies that stay are what the register is; people in the tool's alone."""
    wanted = truth(place)
    assert copied(place) == wanted
    desk = rows(fresh_copy(place))
    assert not desk["person"] and not any("Mẫu" in repr(row) for row in desk["apply_change"])
    for found in (desk, wanted):
        found["person"], found["apply_change"] = [], len(found["apply_change"])
    assert desk == wanted


@pytest.fixture
def no_remake(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Which copies were made anew, which would hide whatever a copy did not see."""
    made: list[str] = []
    real = pull.LocalCopy._make

    def make(copy: pull.LocalCopy, cur: Any) -> None:
        if copy.place.keep is not None:
            made.append(copy.slot.folder.name)
        real(copy, cur)

    monkeypatch.setattr(pull.LocalCopy, "_make", make)
    return made


def hand_edit(place: PgPlace, *statements: str) -> None:
    """Edits past the guards, but not past the marks."""
    with closing(open_register(place)) as con, con.cursor() as cur:
        cur.execute(
            "SELECT tgrelid::regclass::text, tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'"
            " AND tgrelid::regclass::text NOT LIKE '%.%' AND tgname !~ '^mark_'"
        )
        for table, trigger in cur.fetchall():
            cur.execute(f"ALTER TABLE {table} DISABLE TRIGGER {trigger}")
        cur.execute("SET CONSTRAINTS ALL DEFERRED")
        for statement in statements:
            cur.execute(statement)
        con.commit()


def _changes(con: Any, table: TableSpec, number: int) -> dict[str, str]:
    """Statements that copy the first row of a table under another key, change that one, replace it, take it out."""
    keys = set(table.key)
    indexes = con.execute(
        "SELECT i.name FROM pragma_index_list(?) l JOIN pragma_index_info(l.name) i WHERE l.\"unique\"", (table.name,)
    )
    once = {name for (name,) in indexes if name} | keys
    made, same = [], []
    for column in table.columns:
        c = f'"{column.name}"'
        other = f"{c} || 'x{number}'" if column.kind is Kind.TEXT else f"{c} + {50_000 + number}"
        value = other if column.name in once and column.name != "period" else c
        made.append("NULL" if (table.name, column.name) == ("code_ledger", "block_id") else value)
        if column.name in keys:
            first = f'(SELECT {other} FROM "{table.name}" ORDER BY {c} LIMIT 1)'
            same.append(f"{c} = {first}" if value == other else f"{c} = '2026-10'")
    names = ", ".join(f'"{c}"' for c in table.names)
    key = ", ".join(f'"{c}"' for c in table.key)
    told = {c for c in table.names if c in " ".join(table.checks)} | {"table_name", "stage", "level"}
    free = [
        c.name for c in table.columns
        if c.kind is Kind.TEXT and c.name not in once | told and c.name not in {r.column for r in table.references}
    ]  # fmt: skip
    where = " AND ".join(same)
    insert = f'INSERT INTO "{table.name}" ({names}) SELECT {", ".join(made)} FROM "{table.name}" ORDER BY {key} LIMIT 1'
    return {
        "insert": insert, "delete": f'DELETE FROM "{table.name}" WHERE {where}',
        "update": f'UPDATE "{table.name}" SET "{free[0]}" = \'changed\' WHERE {where}' if free else "",
        "replace": insert.replace("INSERT", "INSERT OR REPLACE"),
    }  # fmt: skip


def test_every_table_and_every_change_on_both_sides(kept: PgPlace, no_remake: list[str]) -> None:
    """A row of each table is put in, changed, replaced and taken out: by others, then by a tool."""
    same(kept)
    with closing(connect(fresh_copy(kept))) as con:
        tables = [t for t in read_structure(con) if t.name not in ("register_meta", "person", "report_period")]
        changes = [_changes(con, t, k) for k, t in enumerate(tables)]
    no_remake.clear()
    for event in ("insert", "update", "delete"):
        statements = [found[event] for found in changes if found[event]]
        assert len(statements) > 25
        hand_edit(kept, *statements)
        same(kept)
    for event in ("insert", "update", "replace", "delete"):
        with mirrored(kept, writes=True) as path, closing(open_database(path, mode="rw")) as con:
            con.execute("PRAGMA foreign_keys = OFF")
            _bulk(con, [found[event] for found in changes if found[event]])
            after = rows(path)
        assert truth(kept) == after, event
        same(kept)
    assert not no_remake


def _bulk(con: Any, statements: list[str]) -> None:
    """As a tool that sets the guards aside, and all triggers but those that note."""
    con.execute("BEGIN")
    triggers = con.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    gone = [(n, sql) for n, sql in triggers if not n.startswith(("copy_note_", "rtree_"))]
    for name, _ in gone:
        con.execute(f'DROP TRIGGER "{name}"')
    for statement in statements:
        con.execute(statement)
    for _, sql in gone:
        con.execute(sql)
    con.execute("COMMIT")


def edit_by_hand(con: Any, note: str, fid: int = 3) -> None:
    """An edit that a technician has not saved yet."""
    con.cursor().execute("UPDATE address SET note = %s WHERE fid = %s", (note, fid))


def note_of(path: Path, fid: int = 3) -> Any:
    with closing(connect(path)) as con:
        return con.execute("SELECT note FROM address WHERE fid = ?", (fid,)).fetchone()[0]


def test_edits_that_are_saved_in_another_order_than_they_began_are_seen(
    kept: PgPlace, as_login: Callable[[str], Any], no_remake: list[str]
) -> None:
    fresh_copy(kept)
    no_remake.clear()
    first, second = as_login("minh"), as_login("dung")
    edit_by_hand(first, "begun first")
    edit_by_hand(second, "saved first", 4)
    second.commit()
    assert (note_of(fresh_copy(kept)), note_of(fresh_copy(kept), 4)) == (None, "saved first")
    with mirrored(kept, writes=False) as path:
        assert note_of(path) is None
    first.commit()
    assert note_of(fresh_copy(kept)) == "begun first"
    same(kept)
    edit_by_hand(first, "taken back")
    first.rollback()
    same(kept)
    assert set(no_remake) <= {"1"} and len(no_remake) <= 1  # the tool's copy began as the one that is read


def test_what_the_server_never_got_is_forgotten(
    kept: PgPlace, no_remake: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A tool that fails, that only reads, that the server refuses: its copy is the register again."""
    same(kept)
    no_remake.clear()
    wanted = truth(kept)

    def spoil(path: Path) -> None:
        with closing(open_database(path, mode="rw")) as con:
            con.execute("PRAGMA foreign_keys = OFF")
            con.execute("UPDATE sync_ctl SET value = '1' WHERE key = 'applying'")
            con.execute("INSERT INTO street (name) VALUES ('Phố mới')")
            con.execute("UPDATE address SET note = 'x', code = NULL WHERE fid < 3")
            con.execute("DELETE FROM notification")
            con.execute("INSERT INTO code_ledger (code, scheme, state, apply_id) VALUES ('zz', 'ndas', 'given', 99)")
            con.execute("INSERT INTO apply_run (apply_id, kind, at) VALUES (99, 'assign', 'x')")
            con.execute("INSERT INTO sync_dirty VALUES ('address', 999)")
            con.execute("DELETE FROM person")

    for people in (True, False):
        with mirrored(kept, writes=False, people=people) as path:
            spoil(path)
        same(kept)
        with pytest.raises(ZeroDivisionError), mirrored(kept, writes=True, people=people) as path:
            spoil(path)
            raise ZeroDivisionError
        same(kept)
        with monkeypatch.context() as patch, pytest.raises(RegisterError):
            patch.setattr(push.Push, "_count_on", lambda self, *a: self.cur.execute("SELECT 1 / 0"))
            with mirrored(kept, writes=True, people=people) as path:
                spoil(path)
        assert truth(kept) == wanted
        same(kept)
    assert not no_remake


def test_a_table_whose_notes_are_gone_is_compared_whole(kept: PgPlace) -> None:
    """Whatever takes the notes away, or goes past them: nothing is lost."""
    for spoiled in (
        'DROP TRIGGER "copy_note_address_update"', "DROP TABLE gpkg_noted_address", "DROP TABLE gpkg_copied",
    ):  # fmt: skip
        with mirrored(kept, writes=True) as path, closing(open_database(path, mode="rw")) as con:
            con.execute("UPDATE sync_ctl SET value = '1' WHERE key = 'applying'")
            if spoiled.startswith("DROP TABLE"):
                for (name,) in con.execute("SELECT name FROM sqlite_master WHERE name GLOB 'copy_note_address_*'"
                                           ).fetchall():  # fmt: skip
                    con.execute(f'DROP TRIGGER "{name}"')
            if "noted" not in spoiled:
                con.execute(spoiled)
            con.execute("UPDATE address SET note = ? WHERE fid = 2", (spoiled,))
            con.execute("UPDATE sync_ctl SET value = '0' WHERE key = 'applying'")
        assert [row for row in truth(kept)["address"] if spoiled in row]
        same(kept)


def test_a_row_that_was_replaced_without_a_note_is_found_by_the_count(kept: PgPlace) -> None:
    with mirrored(kept, writes=True) as path, closing(open_database(path, mode="rw")) as con:
        con.execute("PRAGMA foreign_keys = OFF")
        _bulk(con, [
            "INSERT OR REPLACE INTO qa_result (rule, level, subject, object_id, first_run, last_run, part, source)"
            " SELECT rule, level, subject, object_id, first_run, last_run, part, source FROM qa_result",
            "INSERT OR REPLACE INTO object_class (code, name_vi, name_en, object_group)"
            " SELECT code, name_vi, name_en, 'x' FROM object_class",
        ])  # fmt: skip
        after = rows(path)
    assert truth(kept) == after
    same(kept)


KILLED = """
import os, sys
sys.path.insert(0, os.environ["DIACHISO_PARENT"])
from contextlib import closing, suppress
from pathlib import Path
from diachiso.register.connect import connect
from diachiso.register.postgres import mirror
from diachiso.register.postgres.driver import PgPlace
with mirror.mirrored(PgPlace("x", sys.argv[1], Path(sys.argv[2])), writes=True) as path:
    with closing(connect(path, write=True)) as con:
        con.execute("UPDATE address SET house_number = '77' WHERE fid < 5")
        con.execute("UPDATE person SET phone = '0933333333'")
    print("now", flush=True)
    sys.stdin.read()
"""


def holding(place: PgPlace) -> subprocess.Popen[str]:
    """Another process of the same user, in the middle of its work."""
    made = subprocess.Popen(
        [sys.executable, "-c", KILLED, place.dsn, str(place.keep)], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        text=True, env=dict(os.environ),
    )  # fmt: skip
    assert made.stdout is not None and made.stdout.readline() == "now\n"
    return made


def on_disk(folder: Path, *texts: str) -> list[str]:
    """Which of the texts stand in any file below a folder."""
    data = b"".join(file.read_bytes() for file in folder.rglob("*") if file.is_file())
    return [text for text in texts if text.encode() in data]


def test_people_never_stay_on_this_computer(kept: PgPlace, no_remake: list[str]) -> None:
    """Not after a work, not after one that was killed; and not at all where they are not asked for."""
    names = (*PEOPLE, "0911111111", "0933333333")
    with mirrored(kept, writes=True, people=False) as path:
        assert not rows(path)["person"] and not on_disk(kept.keep, *names)
    with mirrored(kept, writes=True) as path:
        assert len(rows(path)["person"]) == 2 and on_disk(kept.keep, *names) == list(PEOPLE)
        with closing(connect(path, write=True)) as con:
            con.execute("UPDATE person SET phone = '0911111111' WHERE person_id = 1")
            con.execute("DELETE FROM person WHERE person_id = 2")
        after = rows(path)
    assert truth(kept) == after and not on_disk(kept.keep, *names)
    work = holding(kept)
    assert on_disk(kept.keep, *names)
    os.kill(work.pid, signal.SIGKILL)
    work.communicate()
    for _ in range(100):
        fresh_copy(kept)  # the other copy: whoever comes next cleans up
        if not on_disk(kept.keep, *names):
            break
        time.sleep(0.1)
    assert not on_disk(kept.keep, *names) and truth(kept) == after
    same(kept)
    modes = {file.stat().st_mode & 0o777 for file in kept.keep.rglob("*.gpkg")}
    folders = {folder.stat().st_mode & 0o777 for folder in (kept.keep, *kept.keep.rglob("*")) if folder.is_dir()}
    assert modes == {0o600} and folders == {0o700}


def test_two_processes_never_write_to_one_file(kept: PgPlace) -> None:
    work = holding(kept)
    with mirrored(kept, writes=False, people=False) as path:
        assert path.parent.name == "2" and [r for r in rows(path)["address"] if "77" in r] == []
    assert note_of(fresh_copy(kept)) is None
    told: list[RegisterError] = []
    with pytest.raises(RegisterError, match="Cancelled"), mirrored(
        kept, writes=True, waiting=told.append, cancelled=lambda: bool(told)
    ):
        pytest.fail("never reached")
    assert len(told) == 1
    work.communicate("")  # it ends as it should
    assert len([row for row in truth(kept)["address"] if "77" in row]) == 4
    same(kept)


@pytest.mark.slow
def test_another_register_under_the_same_name_is_no_news(
    kept: PgPlace, server: Any, no_remake: list[str], tmp_path: Path
) -> None:
    """A database restored from a dump, or one that was set back: its copies are made anew."""
    same(kept)
    other = replace(kept, dsn=server.place(server.database(kept.name)).dsn)  # as the files of a database, copied
    hand_edit(other, "UPDATE address SET note = 'other' WHERE fid = 1")
    same(other)
    same(kept)
    programs = max(Path("/usr/lib/postgresql").glob("*/bin"))
    dump = tmp_path / "register.dump"
    subprocess.run([programs / "pg_dump", "--schema=diachiso", "-Fc", f"--file={dump}", kept.dsn], check=True)
    hand_edit(kept, "UPDATE address SET note = 'after the dump' WHERE fid = 1")
    same(kept)
    with closing(open_register(kept)) as con, con.cursor() as cur:
        cur.execute("DROP SCHEMA diachiso CASCADE")
        con.commit()
    subprocess.run([programs / "pg_restore", "--no-owner", f"--dbname={kept.dsn}", dump], check=True)
    no_remake.clear()
    same(kept)
    assert no_remake and note_of(fresh_copy(kept), 1) is None
    with closing(open_register(kept)) as con, con.cursor() as cur:  # set back in time: the newest mark is unknown
        fresh_copy(kept)
        hand_edit(kept, "UPDATE address SET note = 'lost' WHERE fid = 1")
        assert note_of(fresh_copy(kept), 1) == "lost"
        cur.execute("ALTER TABLE address DISABLE TRIGGER USER")
        cur.execute("UPDATE address SET note = NULL WHERE fid = 1")
        cur.execute("ALTER TABLE address ENABLE TRIGGER USER")
        cur.execute("DELETE FROM row_change WHERE id = (SELECT max(id) FROM row_change)")
        con.commit()
    same(kept)


def test_marks_of_long_ago_go_and_a_copy_of_before_is_made_anew(kept: PgPlace, no_remake: list[str]) -> None:
    fresh_copy(kept)
    no_remake.clear()
    hand_edit(kept, "UPDATE address SET note = 'x' WHERE fid = 1", "UPDATE address SET note = 'y' WHERE fid = 2")
    with closing(open_register(kept)) as con, con.cursor() as cur:
        cur.execute("UPDATE row_change SET at = at - interval '40 days'")
        marks.prune(cur)
        cur.execute("SELECT count(*) FROM row_change")
        assert cur.fetchone() == (1,)
        con.commit()
    same(kept)
    assert no_remake == ["desk", "1"] or no_remake == ["1", "desk"] or no_remake == ["1"]


def test_the_computer_that_moved_a_register_has_its_copy_already(
    town: Path, empty_place: PgPlace, tmp_path: Path, no_remake: list[str]
) -> None:
    kept = replace(empty_place, keep=tmp_path / "bản sao")
    move_register(town, kept)
    assert not on_disk(kept.keep, *PEOPLE)
    same(kept)
    assert not no_remake


def test_a_register_without_marks_is_copied_each_time_until_it_is_upgraded(kept: PgPlace, no_remake: list[str]) -> None:
    with closing(open_register(kept)) as con, con.cursor() as cur:
        cur.execute("DROP TABLE row_change, row_change_floor")
        cur.execute("SELECT tgrelid::regclass::text, tgname FROM pg_trigger WHERE tgname ~ '^mark_'")
        for table, trigger in cur.fetchall():
            cur.execute(f"DROP TRIGGER {trigger} ON {table}")
        con.commit()
    with mirrored(kept, writes=True) as path, closing(connect(path, write=True)) as con:
        con.execute("UPDATE address SET note = 'unmarked' WHERE fid = 3")
    assert note_of(fresh_copy(kept)) == "unmarked" and len(no_remake) == 2
    assert upgrade_server(kept).triggers > 100
    same(kept)
    no_remake.clear()
    with mirrored(kept, writes=True) as path, closing(connect(path, write=True)) as con:
        con.execute("UPDATE address SET note = 'marked' WHERE fid = 3")
    same(kept)
    assert note_of(fresh_copy(kept)) == "marked" and not no_remake


def definitions(place: PgPlace) -> list[tuple[Any, ...]]:
    """Indexes, triggers (and whether they are at work) and constraints, as the server tells them."""
    with closing(open_register(place)) as con, con.cursor() as cur:
        cur.execute(
            "SELECT indexname, indexdef, 'i' FROM pg_indexes WHERE schemaname = 'diachiso' UNION ALL"
            " SELECT tgrelid::regclass || tgname, pg_get_triggerdef(t.oid), tgenabled::text FROM pg_trigger t"
            " JOIN pg_class c ON c.oid = tgrelid WHERE relnamespace = 'diachiso'::regnamespace AND NOT tgisinternal"
            " UNION ALL SELECT conrelid::regclass || conname, pg_get_constraintdef(oid), convalidated::text"
            " FROM pg_constraint WHERE connamespace = 'diachiso'::regnamespace ORDER BY 1"
        )
        return list(cur.fetchall())


def test_what_makes_many_rows_slow_is_put_back(kept: PgPlace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk_load, "FROM", 5)
    before = definitions(kept)
    with mirrored(kept, writes=True) as path, closing(connect(path, write=True)) as con:
        con.execute("UPDATE sync_ctl SET value = '1' WHERE key = 'applying'")
        for k in range(9):
            con.execute("INSERT INTO address (address_id, role, stage, geom) SELECT ?, role, stage, geom FROM address"
                        " WHERE fid = 1", (f"new-{k}",))  # fmt: skip
        con.execute("UPDATE sync_ctl SET value = '0' WHERE key = 'applying'")
        dropped = []
        real = push.put_back
        monkeypatch.setattr(push, "put_back", lambda cur, made: (dropped.extend(made), real(cur, made)))
    for wanted in ("USING gist", "FOREIGN KEY (parent_id)", "CREATE TRIGGER ab_row", "CREATE TRIGGER mark_insert"):
        assert any(wanted in made for made in dropped), wanted
    assert definitions(kept) == before
    same(kept)


LETTERS = st.text(st.characters(blacklist_categories=("Cs",), blacklist_characters="\0"), max_size=8)
EDITS = st.lists(
    st.tuples(
        st.sampled_from(("there", "here")), st.sampled_from(("insert", "update", "delete", "code")),
        st.sampled_from(("street", "qa_run", "code_ledger", "sync_dirty", "address", "successor", "sync_inbox")),
        st.integers(1, 12), LETTERS,
    ),
    max_size=10,
)  # fmt: skip


def _edit(kind: str, table: str, number: int, text: str) -> tuple[str, tuple[Any, ...]]:
    """A statement for both stores, with ? for its values."""
    key, column = {
        "street": ("fid", "name"), "qa_run": ("run_id", "subject"), "code_ledger": ("code", "given_at"),
        "sync_dirty": ("fid", ""), "address": ("fid", "note"), "successor": ("successor_id", "old_parcel"),
        "sync_inbox": ("address_id", "received_at"),
    }[table]  # fmt: skip
    value: Any = f"00101{number:05d}" if table == "code_ledger" else f"id-{number}" if table == "sync_inbox" else number
    if kind == "delete":
        return f"DELETE FROM {table} WHERE {key} = ?", (value,)
    if kind in ("update", "code") and column:
        extra = ", code = NULL" if table == "address" and kind == "code" else ""
        return f"UPDATE {table} SET {column} = ?{extra} WHERE {key} >= ?", (text, value)
    made = {
        "street": ("INSERT INTO street (name) VALUES (?)", (text,)),
        "qa_run": ("INSERT INTO qa_run (at, subject, version, fingerprint, checked) VALUES ('x', ?, '1', 'f', 1)",
                   (text,)),
        "code_ledger": ("INSERT INTO code_ledger (code, scheme, state, apply_id) VALUES (?, 'ndas', 'burned', ?)",
                        (f"{text}-{number}", number)),
        "sync_dirty": ("INSERT INTO sync_dirty VALUES ('address', ?) ON CONFLICT DO NOTHING", (number,)),
        "address": ("INSERT INTO address (address_id, role, stage, note) VALUES (?, 'building', 'declared', ?)",
                    (f"{text}-{number}-x", text)),
        "successor": ("INSERT INTO successor (old_address_id, new_address_id, kind, at) VALUES ('id-1', 'id-2',"
                      " 'split', ?)", (text,)),
        "sync_inbox": ("INSERT INTO sync_inbox VALUES (?, 1, '{}', ?) ON CONFLICT (address_id) DO UPDATE SET"
                       " received_at = excluded.received_at", (value, text)),
    }  # fmt: skip
    return made[table]


@pytest.fixture
def edited(place: PgPlace, tmp_path: Path) -> PgPlace:
    return replace(place, keep=tmp_path / "bản sao")


@pytest.mark.slow
@settings(
    max_examples=effort(5), suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # an example takes a second
)
@given(edits=EDITS, fails=st.booleans())
@example(edits=[("here", "insert", "code_ledger", 11, ""), ("here", "delete", "sync_inbox", 6, "")], fails=False)
def test_whatever_is_edited_here_and_there_both_are_the_same(edited: PgPlace, edits: Any, fails: bool) -> None:
    import psycopg2

    there = [_edit(*edit[1:]) for edit in edits if edit[0] == "there"]
    here = [_edit(*edit[1:]) for edit in edits if edit[0] == "here"]
    hand_edit(edited)  # the guards go
    with closing(open_register(edited)) as con, con.cursor() as cur:
        for statement, values in there:
            try:
                cur.execute("SAVEPOINT edit")
                cur.execute(statement.replace("?", "%s"), values)
                cur.execute("SET CONSTRAINTS ALL IMMEDIATE")
            except psycopg2.Error:
                cur.execute("ROLLBACK TO SAVEPOINT edit")
        con.commit()
    before = truth(edited)
    after = before
    with suppress(ZeroDivisionError), mirrored(edited, writes=True) as path:
        assert rows(path) == before
        with closing(open_database(path, mode="rw")) as con:
            con.execute("PRAGMA foreign_keys = ON")
            con.execute("UPDATE sync_ctl SET value = '1' WHERE key = 'applying'")
            for statement, values in here:
                with suppress(sqlite3.IntegrityError):
                    con.execute(statement, values)
            con.execute("UPDATE sync_ctl SET value = '0' WHERE key = 'applying'")
        if fails:
            raise ZeroDivisionError
        after = rows(path)
    assert truth(edited) == after
    same(edited)
