"""Moving a register to a server and back: nothing is lost, and never do two registers give codes."""
from __future__ import annotations

import sqlite3
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from diachiso.register.backup import list_backups
from diachiso.register.connect import connect, open_database
from diachiso.register.errors import ARRIVING, MOVED, RegisterError
from diachiso.register.ledger import verify_ledger
from diachiso.register.postgres import file_store, messages, move
from diachiso.register.postgres import server as server_store
from diachiso.register.postgres.driver import PgPlace, open_register
from diachiso.register.postgres.move import move_register
from diachiso.register.postgres.rows import UNFIT, Counting, sqlite_lines
from diachiso.register.postgres.structure import read_structure
from diachiso.register.triggers import missing_triggers

from ...sample_town import contents, unsound


def rows(path: Path) -> dict[str, Any]:
    """Everything in a register by column names, the rows of moves apart."""
    found = {}
    with closing(connect(path)) as con:
        for table in sorted(contents(path)):
            if table.startswith(("gpkg_contents", "rtree_")) or table == "schema":
                continue  # boxes are rounded otherwise where they are packed at once: `unsound` looks at them
            columns = sorted(c for (c,) in con.execute("SELECT name FROM pragma_table_info(?)", (table,)))
            listed = ", ".join(f'"{c}"' for c in columns)
            where = " WHERE action NOT IN ('moved', 'moved_in')" if table == "audit_log" else ""
            where = " WHERE key NOT IN ('moved_to')" if table == "register_meta" else where
            found[table] = [columns, *sorted(con.execute(f'SELECT {listed} FROM "{table}"{where}'), key=repr)]
        found["indexes"] = con.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL ORDER BY name"
        ).fetchall()
        found["counters"] = dict(con.execute("SELECT name, seq FROM sqlite_sequence WHERE name <> 'register_meta'"))
        assert not [t for t in found if t != "counters" and not found[t][1:]], "tables without rows prove nothing"
    return found


def test_there_and_back_every_table_is_equal(town: Path, empty_place: PgPlace, tmp_path: Path) -> None:
    before = rows(town)
    done = move_register(town, empty_place)
    assert set(done.tables) == {
        t for t in before if not t.startswith(("gpkg_", "rtree_")) and t not in ("counters", "indexes")
    }  # fmt: skip
    assert done.rows == sum(len(before[t]) - 1 for t in done.tables) and not done.left_behind
    back = tmp_path / "về" / "Sổ.gpkg"
    back.parent.mkdir()
    again = move_register(empty_place, back)
    assert {t: d.rows for t, d in again.tables.items()} == {
        t: d.rows + (t == "audit_log") for t, d in done.tables.items()
    }  # the server's log says that it came in
    after = rows(back)
    assert list(after) == list(before)
    for table in before:
        assert after[table] == before[table], table
    with closing(connect(back, write=True)) as con:
        assert not missing_triggers(con) and not verify_ledger(con)
    assert not unsound(back)
    with closing(connect(town)) as con, closing(connect(back)) as other:  # the log of each place says where it went
        said = "SELECT action, new FROM audit_log WHERE table_name = 'register_meta' ORDER BY seq"
        ((action, new),) = con.execute(said).fetchall()
        assert action == "moved" and f'"to": "{empty_place.shown}"' in new
        assert [a for a, _ in other.execute(said)] == ["moved_in", "moved_in"]
    assert [b.reason for b in list_backups(town)] == ["move"]


@pytest.mark.parametrize("size", [1, 7, 1 << 20])
def test_lines_that_come_in_pieces_are_counted_whole_and_handed_on_together(
    size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server_store, "_HANDED_ON", 16)
    lines = ["1\tổ", "", "\\N\t2", "Trần Phú " * 3]
    data = "".join(line + "\n" for line in lines).encode()
    whole, taken = Counting(), []
    whole.add(lines)
    sink = server_store.LineSink(taken.append)
    for low in range(0, len(data), size):
        sink.write(data[low: low + size])
    assert sink.counting.digest == whole.digest and [line for some in taken for line in some] == lines
    assert len(taken) == (1 if size > 16 else 2)

    def stop(_lines: list[str]) -> None:
        raise InterruptedError

    sink = server_store.LineSink(stop)
    with pytest.raises(InterruptedError):
        sink.write(data)
    assert isinstance(sink.problem, InterruptedError)


def test_the_old_file_is_closed_for_tools_and_for_edits_by_hand(town: Path, empty_place: PgPlace) -> None:
    move_register(town, empty_place)
    with pytest.raises(RegisterError) as error:
        connect(town, write=True)
    assert error.value.message is MOVED and empty_place.shown in str(error.value)
    with closing(open_database(town, mode="rw")) as con:  # any other program
        for statement in (
            "INSERT INTO code_ledger (code, scheme, state) VALUES ('x', 'ndas', 'official')",
            "UPDATE address SET house_number = '9'", "DELETE FROM person", "UPDATE register_meta SET value = value",
        ):  # fmt: skip
            with pytest.raises(sqlite3.IntegrityError, match="đã chuyển sang"):
                con.execute(statement)
    with pytest.raises(RegisterError) as error:  # nor does it move twice
        move_register(town, PgPlace("khác", empty_place.dsn))
    assert error.value.message is MOVED


def test_the_old_register_on_the_server_is_closed(place: PgPlace, tmp_path: Path, logged_in: Any) -> None:
    move_register(place, tmp_path / "a.gpkg")
    con = logged_in(place)
    for statement in ("UPDATE address SET house_number = '9'", "INSERT INTO sync_run (at, direction) VALUES ('', '')"):
        with pytest.raises(Exception, match="đã chuyển đi"), con.cursor() as cur:
            cur.execute(statement)
        con.rollback()
    with pytest.raises(RegisterError) as error:
        move_register(place, tmp_path / "b.gpkg")
    assert error.value.message is MOVED and not (tmp_path / "b.gpkg").exists()


@pytest.mark.parametrize("step", ["server", "file", "open"])
def test_a_move_that_is_cut_off_leaves_one_open_register_and_goes_on(
    step: str, town: Path, empty_place: PgPlace, monkeypatch: pytest.MonkeyPatch, logged_in: Any
) -> None:
    before = rows(town)
    with monkeypatch.context() as patch:
        if step == "open":
            real = server_store.set_meta

            def cut(cur: Any, key: str, value: Any) -> None:
                if value is None:
                    raise KeyboardInterrupt
                real(cur, key, value)

            patch.setattr(server_store, "set_meta", cut)
        else:
            owner, name = (server_store, "finish_register") if step == "server" else (file_store, "mark_moved")
            patch.setattr(owner, name, lambda *a, **k: (_ for _ in ()).throw(KeyboardInterrupt()))
        with pytest.raises(KeyboardInterrupt):
            move_register(town, empty_place)
    if step == "open":
        with pytest.raises(RegisterError):
            connect(town, write=True)
    else:
        connect(town, write=True).close()
        assert rows(town) == before
    if step != "server":
        con = logged_in(empty_place)
        with pytest.raises(Exception, match="chưa dùng được"), con.cursor() as cur:
            cur.execute("UPDATE street SET name = name")
        con.close()
    done = move_register(town, empty_place)
    assert done.resumed == (step == "open")
    with closing(open_register(empty_place)) as con, con.cursor() as cur:
        cur.execute("UPDATE street SET direction = 'x'")
        assert cur.rowcount == 2
    with pytest.raises(RegisterError):
        connect(town, write=True)


def test_a_move_back_that_is_cut_off_goes_on(
    place: PgPlace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "a.gpkg"
    with monkeypatch.context() as patch:  # the file is whole, the server's register not closed yet
        patch.setattr(server_store, "write_audit_row", lambda *a: (_ for _ in ()).throw(KeyboardInterrupt()))
        with pytest.raises(KeyboardInterrupt):
            move_register(place, target)
    with pytest.raises(RegisterError) as error:
        connect(target, write=True)
    assert error.value.message is ARRIVING
    with monkeypatch.context() as patch:  # the server's is closed, the file not open yet
        patch.setattr(file_store, "open_doors", lambda path: (_ for _ in ()).throw(KeyboardInterrupt()))
        with pytest.raises(KeyboardInterrupt):
            move_register(place, target)
    with pytest.raises(RegisterError):
        connect(target, write=True)
    assert move_register(place, target).resumed
    connect(target, write=True).close()
    assert not [p.name for p in tmp_path.iterdir() if "part" in p.name]


def test_what_is_there_is_never_overwritten(town: Path, place: PgPlace, tmp_path: Path) -> None:
    for source, target in ((town, place), (place, town)):
        with pytest.raises(RegisterError) as error:
            move_register(source, target)
        assert error.value.message in (messages.NOT_EMPTY, move.EXISTS)
    for pair in ((town, tmp_path / "b.gpkg"), (place, place)):
        with pytest.raises(RegisterError) as error:
            move_register(*pair)
        assert error.value.message is messages.ONE_OF_BOTH
    connect(town, write=True).close()


@pytest.mark.parametrize(
    ("statement", "column"),
    [
        ("UPDATE code_ledger SET given_at = 'a' || char(0)", "given_at"),
        ("UPDATE address SET floors = 'zwei' WHERE fid = 2", "floors"),
        ("UPDATE address SET no_number = 7 WHERE fid = 2", "no_number"),
        ("UPDATE address SET geom = x'4750' WHERE fid = 2", "geom"),
        ("UPDATE address SET name = x'00' WHERE fid = 2", "name"),
    ],
)
def test_what_could_not_come_through_unchanged_is_found(statement: str, column: str, town: Path) -> None:
    _spoil(town, statement)
    with closing(connect(town)) as con, pytest.raises(RegisterError) as error:
        for table in read_structure(con):
            list(sqlite_lines(con, table))
    assert column in str(error.value) and "Nothing was moved" in str(error.value)


def _spoil(town: Path, statement: str) -> None:
    """Write past the guards."""
    with closing(connect(town, write=True)) as con:
        con.execute("UPDATE sync_ctl SET value = '1' WHERE key = 'applying'")
        for (name,) in con.execute("SELECT name FROM sqlite_master WHERE name GLOB 'rtree*_*_update*'").fetchall():
            con.execute(f"DROP TRIGGER {name}")
        con.execute(statement)
        con.execute("UPDATE sync_ctl SET value = '0' WHERE key = 'applying'")


def test_an_unfit_value_stops_the_move(town: Path, empty_place: PgPlace) -> None:
    _spoil(town, "UPDATE person SET full_name = x'00'")
    with pytest.raises(RegisterError) as error:
        move_register(town, empty_place)
    assert error.value.message is UNFIT and error.value.params["table"] == "person"
    connect(town, write=True).close()
    with pytest.raises(RegisterError):
        open_register(empty_place)


def test_edits_saved_meanwhile_and_a_cancel_leave_all_as_it_was(
    town: Path, empty_place: PgPlace, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = rows(town)
    with pytest.raises(RegisterError) as error:
        asked = iter(range(10**6))
        move_register(town, empty_place, cancelled=lambda: next(asked) > 25)
    assert "Cancelled" in str(error.value) and rows(town) == before
    real = server_store.finish_register

    def edit(*args: Any) -> None:
        real(*args)
        with closing(connect(town, write=True)) as con:
            con.execute("UPDATE street SET direction = 'x' WHERE fid = 1")

    monkeypatch.setattr(server_store, "finish_register", edit)
    with pytest.raises(RegisterError) as error:
        move_register(town, empty_place)
    assert error.value.message is messages.CHANGED_MEANWHILE
    connect(town, write=True).close()
    with pytest.raises(RegisterError):
        open_register(empty_place)


def test_what_the_server_lacks_is_said(
    town: Path, server: Any, monkeypatch: pytest.MonkeyPatch, place: PgPlace
) -> None:
    server.run("CREATE DATABASE bare OWNER chu")
    for target, said in ((server.place("bare"), "CREATE EXTENSION postgis"), (server.place("bare", "lan"), "no right")):
        if said == "no right":
            server.run("CREATE EXTENSION postgis", database="bare")
        with pytest.raises(RegisterError, match=said):
            move_register(town, target)
    server.run("DROP DATABASE bare")
    with monkeypatch.context() as without:
        without.setitem(sys.modules, "psycopg2", None)
        with pytest.raises(RegisterError, match="python3-psycopg2"):
            move_register(town, place)
    connect(town, write=True).close()
