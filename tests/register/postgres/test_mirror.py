"""A tool that works on a file works on a server's register: all it changed comes back, or nothing does."""
from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from diachiso.register.connect import connect
from diachiso.register.errors import RegisterError
from diachiso.register.geometry_functions import point_blob
from diachiso.register.postgres import messages, mirror
from diachiso.register.postgres.driver import PgPlace, connect_server
from diachiso.register.postgres.mirror import mirrored
from diachiso.register.postgres.state import LAYOUT
from diachiso.register.postgres.upgrade import upgrade_server
from diachiso.register.profile_update import update_profile

CHANGES = (
    "UPDATE sync_ctl SET value = '1' WHERE key = 'applying'",
    "UPDATE address SET house_number = '99', floors = NULL, no_number = 0 WHERE fid = 2",
    # two records change their codes with each other: nobody but the ledger minds
    "UPDATE address SET code = NULL WHERE fid = 1",
    "UPDATE address SET code = '0010100001' WHERE fid = 2",
    "UPDATE address SET code = '0010100002' WHERE fid = 1",
    "DELETE FROM address WHERE fid = 6",
    "DELETE FROM notification",
    "UPDATE person SET phone = '0911' WHERE person_id = 1",
    "DELETE FROM code_ledger WHERE code = '0010100003'",
    "INSERT INTO code_ledger (code, scheme, state) VALUES ('00101000ổ', 'ndas', 'official')",
    "INSERT INTO register_meta (key, value) VALUES ('power_verify', 'Lan')",
    "INSERT INTO audit_log (at, table_name, action, new) VALUES ('x', 'address', 'insert', 'a\tb')",
    "UPDATE address_source SET area = 0.1, footprint = x'00ff' WHERE fid = 3",
    "UPDATE sync_ctl SET value = '0' WHERE key = 'applying'",
)


def everything(place: PgPlace, folder: Path) -> dict[str, list[Any]]:
    """Every table of the server's register, by a copy of its own."""
    found = {}
    with mirrored(place, writes=False) as path, closing(connect(path)) as con:
        tables = [t for (t,) in con.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
        for table in tables:
            if not table.startswith(("gpkg_", "rtree_", "sqlite_")):
                found[table] = sorted(con.execute(f'SELECT * FROM "{table}"'), key=repr)
        found["counters"] = con.execute("SELECT * FROM sqlite_sequence ORDER BY 1").fetchall()
    return found


def test_what_a_tool_changed_comes_back_whole(place: PgPlace, tmp_path: Path, as_login: Callable[[str], Any]) -> None:
    with mirrored(place, writes=True) as path:
        with closing(connect(path, write=True)) as con:
            con.execute("INSERT INTO street (geom, name) VALUES (NULL, 'Phố mới')")
            for change in CHANGES:
                con.execute(change)
            con.execute("UPDATE address SET geom = ? WHERE fid = 3", (point_blob(109.5, 12.25),))
            wanted = {
                t: sorted(con.execute(f'SELECT * FROM "{t}"'), key=repr)
                for (t,) in con.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
                if not t.startswith(("gpkg_", "rtree_", "sqlite_"))
            }
            wanted["counters"] = con.execute("SELECT * FROM sqlite_sequence ORDER BY 1").fetchall()
        folder = path.parent
    assert not folder.exists()
    found = everything(place, tmp_path)
    assert {t: found[t] for t in wanted} == wanted
    with as_login("minh").cursor() as cur, pytest.raises(Exception, match="Không được chuyển trạng thái"):
        cur.execute("UPDATE address SET stage = 'issued' WHERE fid = 3")  # the guards are on again


def test_a_tool_that_fails_or_only_reads_changes_nothing(place: PgPlace, tmp_path: Path) -> None:
    before = everything(place, tmp_path)

    def spoil(path: Path) -> None:
        with closing(connect(path, write=True)) as con:
            con.execute("UPDATE street SET direction = 'x'")

    with mirrored(place, writes=False) as path:
        spoil(path)
    with pytest.raises(KeyboardInterrupt), mirrored(place, writes=True) as path:
        spoil(path)
        raise KeyboardInterrupt
    with pytest.raises(RegisterError, match="Cancelled"), mirrored(place, writes=True, cancelled=lambda: True):
        pytest.fail("never reached")
    assert everything(place, tmp_path) == before


def test_only_the_keeper_and_one_at_a_time(place: PgPlace, server: Any) -> None:
    for login in ("minh", "nhan"):
        with pytest.raises(RegisterError) as error, mirrored(
            PgPlace("x", server.dsn(place.name, login)), writes=True
        ):  # fmt: skip
            pytest.fail("never reached")
        assert error.value.message is messages.NOT_KEEPER
    told: list[RegisterError] = []
    asked = iter(range(100))
    with mirrored(place, writes=True), pytest.raises(RegisterError, match="Cancelled"):  # noqa: SIM117
        with mirrored(place, writes=True, cancelled=lambda: bool(told) and next(asked) > 2, waiting=told.append):
            pytest.fail("never reached")
    assert [error.message for error in told] == [messages.IN_USE]


def test_what_another_keeper_adds_belongs_to_all_keepers(place: PgPlace, server: Any, tmp_path: Path) -> None:
    server.run("DO $$ BEGIN CREATE ROLE giu_so LOGIN IN ROLE chu; EXCEPTION WHEN duplicate_object THEN NULL; END $$")
    words = {"vi": "Khu", "en": "Zone"}
    file = tmp_path / "tỉnh.json"
    field = {"name": "planning_zone", "type": "text", "group": "advanced", "label": words, "help": words}
    file.write_text(json.dumps({"id": "province", "fields": [field]}), encoding="utf-8")
    other = PgPlace("x", server.dsn(place.name, "giu_so"))
    server.run("DROP TABLE diachiso.report_figure", "DROP FUNCTION diachiso.utc_today CASCADE", database=place.name)
    assert upgrade_server(other).tables == ("report_figure",)
    with mirrored(other, writes=True) as path:
        assert update_profile(path, file).added == ("planning_zone",)
    with closing(connect_server(place)) as con, con.cursor() as cur:
        cur.execute(
            "SELECT relname::text FROM pg_class WHERE relnamespace = 'diachiso'::regnamespace AND"
            " relowner <> 'chu'::regrole UNION ALL SELECT proname::text FROM pg_proc"
            " WHERE pronamespace = 'diachiso'::regnamespace AND proowner <> 'chu'::regrole"
        )
        assert cur.fetchall() == []
        cur.execute("UPDATE address SET planning_zone = 'A' WHERE fid = 1")


def test_an_edit_by_hand_waits_for_the_tool_and_both_count(
    place: PgPlace, tmp_path: Path, as_login: Callable[[str], Any]
) -> None:
    con = as_login("minh")
    con.autocommit = True
    with mirrored(place, writes=True) as path:
        by_hand = threading.Thread(
            target=lambda: con.cursor().execute("UPDATE address SET house_number = '5B' WHERE fid = 3")
        )
        by_hand.start()
        with closing(connect(path, write=True)) as file:
            file.execute("UPDATE address SET house_number = '4C' WHERE fid = 4")
        by_hand.join(0.3)
        assert by_hand.is_alive()
    by_hand.join()
    found = everything(place, tmp_path)["address"]
    assert {"5B", "4C"} <= {value for row in found for value in row if isinstance(value, str)}


def test_an_edit_under_way_never_loses_against_a_tool(
    place: PgPlace, tmp_path: Path, as_login: Callable[[str], Any]
) -> None:
    """The edit holds streets and wants addresses, the tool wants both: the tool lets go, and comes back."""
    done: list[str] = []

    def tool() -> None:
        with mirrored(place, writes=True) as path, closing(connect(path, write=True)) as file:
            done.extend(name for (name,) in file.execute("SELECT name FROM street WHERE fid = 1"))

    with as_login("minh").cursor() as cur:
        cur.execute("UPDATE street SET direction = 'x' WHERE fid = 2")
        working = threading.Thread(target=tool)
        working.start()
        working.join(0.5)
        for k in range(3):
            cur.execute("UPDATE street SET name = %s WHERE fid = 1", (f"Trần Phú {k}",))
            working.join(0.1)
        cur.connection.commit()
    working.join()
    assert done == ["Trần Phú 2"]


KILLED = """
import os, sys
sys.path.insert(0, os.environ["DIACHISO_PARENT"])
from contextlib import closing
from diachiso.register.connect import connect
from diachiso.register.postgres import mirror, push
from diachiso.register.postgres.driver import PgPlace
real = push.Push._compare
def stop(*given):
    if sys.argv[2] == "writing":
        print("now", flush=True)
        sys.stdin.read()
    return real(*given)
push.Push._compare = stop
with mirror.mirrored(PgPlace("x", sys.argv[1]), writes=True) as path:
    with closing(connect(path, write=True)) as con:
        con.execute("UPDATE address SET house_number = '77' WHERE fid < 5")
    if sys.argv[2] == "working":
        print("now", flush=True)
        sys.stdin.read()
"""


@pytest.mark.parametrize("when", ["working", "writing"])
def test_promise_5_a_writer_that_is_killed_leaves_all_as_it_was(when: str, place: PgPlace, tmp_path: Path) -> None:
    before = everything(place, tmp_path)
    writer = subprocess.Popen(
        [sys.executable, "-c", KILLED, place.dsn, when], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        env={**os.environ, "TMPDIR": str(tmp_path)},
    )  # fmt: skip
    assert writer.stdout.readline() == "now\n"
    os.kill(writer.pid, signal.SIGKILL)
    writer.wait()
    writer.stdin.close()
    writer.stdout.close()
    for _ in range(100):  # until the server has noticed
        try:
            assert everything(place, tmp_path) == before
            return
        except RegisterError as error:
            assert error.message is messages.IN_USE
    pytest.fail("the killed writer still holds the register")


def test_promise_1_a_code_is_never_given_twice_by_two_at_once(place: PgPlace, as_login: Callable[[str], Any]) -> None:
    given = (
        "INSERT INTO code_ledger (code, scheme, state, address_id, block_id, serial)"
        " VALUES (%s, 'ndas', 'given', %s, 1, %s)"
    )
    taken: list[str] = []
    refused: list[str] = []

    def give(login: str, mine: str) -> None:
        con = as_login(login)
        for serial in range(10, 40):
            try:
                with con.cursor() as cur:
                    cur.execute(given, (f"00101{serial:05d}", mine, serial))
                    cur.execute("SELECT pg_sleep(0.001)")
                con.commit()
                taken.append(f"{serial}")
            except Exception as error:
                con.rollback()
                refused.append(str(error))

    threads = [threading.Thread(target=give, args=pair) for pair in (("minh", "id-6"), ("dung", "id-5"))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(taken) == sorted(map(str, range(10, 40))) and len(refused) == 30
    assert all("code_ledger" in text for text in refused)


def test_a_code_taken_back_by_another_is_not_borne(place: PgPlace, as_login: Callable[[str], Any]) -> None:
    """Between the look at the ledger and the commit nobody changes what was seen."""
    one, other = as_login("minh"), as_login("dung")
    with one.cursor() as cur:
        cur.execute(
            "INSERT INTO code_ledger (code, scheme, state, address_id) VALUES ('0010100100', 'ndas', 'given', 'id-6')"
        )
        one.commit()
        cur.execute("UPDATE address SET code = '0010100100', code_scheme = 'ndas', code_origin = 'block' WHERE fid = 6")
        with other.cursor() as late:
            late.execute("SET lock_timeout = '100ms'")
            with pytest.raises(Exception, match="lock timeout"):
                late.execute("UPDATE code_ledger SET state = 'retired' WHERE code = '0010100100'")
        one.commit()


def test_work_that_lost_against_others_is_tried_again(place: PgPlace, as_login: Callable[[str], Any]) -> None:
    from diachiso.register.postgres.driver import tried_again

    con, other = as_login("minh"), as_login("dung")
    attempts = []

    def work(cur: Any) -> int:
        attempts.append(1)
        cur.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        cur.execute("SELECT count(*) FROM address")
        if len(attempts) == 1:
            with other.cursor() as first:
                first.execute("UPDATE address SET house_number = '8' WHERE fid = 1")
            other.commit()
        cur.execute("UPDATE address SET house_number = '9' WHERE fid = 1")
        return cur.rowcount

    assert tried_again(con, place, work) == 1 and len(attempts) == 2


def indexes_and_references(con: Any) -> dict[str, str]:
    with con.cursor() as cur:
        cur.execute(
            "SELECT 'i ' || indexname, indexdef FROM pg_indexes WHERE schemaname = 'diachiso' UNION ALL"
            " SELECT 'r ' || conrelid::regclass || conname, pg_get_constraintdef(oid) FROM pg_constraint"
            " WHERE contype = 'f' AND connamespace = 'diachiso'::regnamespace"
        )
        return dict(cur.fetchall())


def test_a_register_on_the_server_is_brought_up_to_date_and_a_newer_one_refused(place: PgPlace, logged_in: Any) -> None:
    from diachiso.register.postgres.upgrade import upgrade_server

    con = logged_in(place)
    new = indexes_and_references(con)
    with con.cursor() as cur:
        # A register of the first versions: other indexes, and keys of other tables that rest on them.
        cur.execute("DROP INDEX audit_log_object, code_ledger_address, code_ledger_serial, address_geom")
        plain = re.sub(r" INCLUDE .*", "", new["i address_identity"])
        cur.execute("DROP INDEX address_identity CASCADE; " + plain)
        cur.execute("ALTER TABLE register_meta DISABLE TRIGGER USER")
        cur.execute("UPDATE register_meta SET value = '0' WHERE key = 'pg_layout'")
        cur.execute("DROP TRIGGER guard_update ON address")
        cur.execute("ALTER TABLE register_meta ENABLE TRIGGER USER")
        cur.execute("DROP TRIGGER aa_key ON street")
        cur.execute("ALTER TABLE street ALTER COLUMN fid TYPE bigint")
        con.commit()
    done = upgrade_server(place)
    assert (done.before, done.after, done.tables, done.triggers) == (0, LAYOUT, (), 2)
    assert sorted(done.indexes) == [
        "address_geom", "address_identity", "audit_log_object", "code_ledger_address", "code_ledger_serial",
    ]  # fmt: skip
    assert indexes_and_references(con) == new
    with con.cursor() as cur:
        cur.execute("SELECT pg_typeof(fid)::text, count(*) FROM street GROUP BY 1")
        assert cur.fetchone() == ("integer", 2)
    with con.cursor() as cur, pytest.raises(Exception, match="Không được chuyển trạng thái"):
        cur.execute("UPDATE address SET stage = 'issued' WHERE fid = 3")
    con.rollback()
    again = upgrade_server(place)
    assert (again.before, again.triggers, again.indexes) == (LAYOUT, 0, ())
    with con.cursor() as cur:
        cur.execute("ALTER TABLE register_meta DISABLE TRIGGER USER")
        cur.execute("UPDATE register_meta SET value = '99' WHERE key = 'schema_version'")
        con.commit()
    with pytest.raises(RegisterError, match="newer version"):
        logged_in(place)


__all__ = ["mirror"]


def test_the_backup_of_the_documentation_is_whole(place: PgPlace, server: Any, tmp_path: Path) -> None:
    """pg_dump and pg_restore as docs/postgresql.md says, by the owner."""
    text = (Path(__file__).parents[3] / "docs" / "postgresql.md").read_text("utf-8")
    programs = max(Path("/usr/lib/postgresql").glob("*/bin"))
    target = server.place(server.database())
    for command, dsn in (("pg_dump", place.dsn), ("pg_restore", target.dsn)):
        line = next(row for row in text.splitlines() if row.startswith(command))
        words = [word for word in line.split() if "CONNECTION" not in word and word != "register.dump"]
        words = [word.replace("register.dump", str(tmp_path / "register.dump")) for word in words]
        words += [f"--dbname={dsn}"] if command == "pg_restore" else [dsn]
        words += [str(tmp_path / "register.dump")] if command == "pg_restore" else []
        subprocess.run([programs / words[0], *words[1:]], check=True)
    assert everything(target, tmp_path) == everything(place, tmp_path)
    with closing(__import__("psycopg2").connect(target.dsn)) as owner, owner.cursor() as cur:  # what was given since
        burn = "INSERT INTO" + text.split("`INSERT INTO")[1].split("`")[0]
        cur.execute(burn.replace("(from, to)", "(2, 20)").replace("block_id = …", "block_id = 1"))
        assert cur.rowcount == 15  # 2 to 5 are in the ledger
    con = __import__("psycopg2").connect(server.dsn(target.name, "minh"))
    with closing(con), con.cursor() as cur, pytest.raises(Exception, match="Không được chuyển trạng thái"):
        cur.execute("UPDATE diachiso.address SET stage = 'issued' WHERE fid = 1")
