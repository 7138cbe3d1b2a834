"""Opening a register: names that offices use, files that are none, and what SQLite's errors mean."""
from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import textwrap
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

from diachiso.register import errors
from diachiso.register.connect import connect, sqlite_uri
from diachiso.register.errors import RegisterError, sqlite_errors


@pytest.mark.parametrize(
    "name",
    ["a b.gpkg", "Sổ địa chỉ.gpkg", "so#1.gpkg", "100%25.gpkg", "a?b&mode=memory.gpkg", "it's \"x\".gpkg", "+ü;.gpkg"],
)
def test_any_name_opens_that_very_file(make_register, name: str) -> None:
    path = make_register(name)
    for write in (False, True):
        con = connect(path, write=write)
        opened = con.execute("PRAGMA database_list").fetchone()[2]
        assert os.path.samefile(opened, path)
        con.close()
    assert [p.name for p in path.parent.iterdir()] == [name]


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        (PurePosixPath("/home/á b/#1?.gpkg"), "file:///home/%C3%A1%20b/%231%3F.gpkg?mode=ro"),
        (PureWindowsPath(r"C:\Users\Nguyễn Văn Á\Sổ 100%.gpkg"),
         "file:///C:/Users/Nguy%E1%BB%85n%20V%C4%83n%20%C3%81/S%E1%BB%95%20100%25.gpkg?mode=ro"),
        (PureWindowsPath(r"\\server\chung\so.gpkg"), "file:////server/chung/so.gpkg?mode=ro"),
    ],
)  # fmt: skip
def test_uri_of_a_path(path, uri: str) -> None:
    assert sqlite_uri(path, "ro") == uri


def test_a_connection_is_set_up(register: Path) -> None:
    con = connect(register)
    assert con.execute("PRAGMA foreign_keys").fetchone() == (1,)
    assert con.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    assert con.isolation_level is None
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        con.execute("DELETE FROM sync_dirty")
    con.close()


def refusal(path: Path, write: bool = False) -> RegisterError:
    """The error that opening this path gives."""
    with pytest.raises(RegisterError) as caught:
        connect(path, write=write)
    assert str(path) in str(caught.value)
    return caught.value


def test_no_file(tmp_path: Path) -> None:
    assert refusal(tmp_path / "none.gpkg", write=True).message is errors.NOT_FOUND
    assert not (tmp_path / "none.gpkg").exists()


@pytest.mark.parametrize("content", [b"", b"not a database at all, only text\n" * 100])
def test_a_file_that_is_no_geopackage(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.gpkg"
    path.write_bytes(content)
    assert refusal(path).message is errors.NOT_GEOPACKAGE
    assert refusal(tmp_path).message is errors.NOT_GEOPACKAGE


@pytest.mark.parametrize("table", ["buildings", "register_meta"])
def test_a_foreign_geopackage(tmp_path: Path, table: str) -> None:
    from osgeo import ogr

    path = tmp_path / "other.gpkg"
    source = ogr.GetDriverByName("GPKG").CreateDataSource(str(path))
    source.CreateLayer(table)
    source = None  # closes it
    assert refusal(path).message is errors.FOREIGN


@pytest.mark.parametrize(("version", "message"), [("99", errors.NEWER_SCHEMA), ("0", errors.OLDER_SCHEMA)])
def test_another_schema(register: Path, version: str, message) -> None:
    con = connect(register, write=True)
    con.execute("UPDATE register_meta SET value = ? WHERE key = 'schema_version'", (version,))
    con.close()
    assert refusal(register).message is message
    if version == "0":
        connect(register, any_version=True).close()


def test_a_read_only_file(register: Path) -> None:
    register.chmod(0o444)
    connect(register).close()
    assert refusal(register, write=True).message is errors.READ_ONLY


def test_locked_by_another(register: Path) -> None:
    holder = connect(register, write=True)
    holder.execute("BEGIN EXCLUSIVE")
    with pytest.raises(RegisterError) as caught:
        connect(register, timeout=0.05)
    assert caught.value.message is errors.LOCKED
    holder.close()


def test_a_full_disk_changes_nothing(register: Path) -> None:
    con = connect(register, write=True)
    pages = con.execute("PRAGMA page_count").fetchone()[0]
    con.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(RegisterError) as caught, sqlite_errors(register):
        con.execute("INSERT INTO register_meta (key, value) VALUES ('big', hex(zeroblob(1000000)))")
    assert caught.value.message is errors.DISK_FULL
    assert con.execute("SELECT count(*) FROM register_meta WHERE key = 'big'").fetchone() == (0,)
    con.close()


def test_a_damaged_file(register: Path) -> None:
    content = bytearray(register.read_bytes())
    content[4096:] = os.urandom(len(content) - 4096)
    register.write_bytes(content)
    assert refusal(register).message in (errors.DAMAGED, errors.FAILED)


def test_a_refusal_of_a_trigger_says_why(register: Path) -> None:
    con = connect(register, write=True)
    with pytest.raises(RegisterError) as caught, sqlite_errors(register):
        con.execute("DELETE FROM admin_unit")
    assert caught.value.message is errors.REFUSED
    assert "Không xóa" in str(caught.value)
    con.close()


def test_reading_recovers_what_a_killed_writer_left(register: Path) -> None:
    """A read-only connection may not play back a hot journal; ours sees to it and reads the state before."""
    writer = f"""
        import os, signal, sqlite3
        con = sqlite3.connect({str(register)!r}, isolation_level=None)
        con.execute("PRAGMA cache_size = 1")
        con.execute("BEGIN IMMEDIATE")
        con.execute("INSERT INTO apply_run (apply_id, kind, at, source) VALUES (1, 'x', 'now', hex(zeroblob(3000000)))")
        os.kill(os.getpid(), signal.SIGKILL)
    """
    done = subprocess.run([sys.executable, "-c", textwrap.dedent(writer)], timeout=60)
    assert done.returncode == -signal.SIGKILL
    journal = Path(str(register) + "-journal")
    assert journal.exists() and journal.stat().st_size > 0
    con = connect(register)
    assert con.execute("SELECT count(*) FROM apply_run").fetchone() == (0,)
    assert con.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    con.close()
    assert not journal.exists()


def test_connecting_needs_only_the_standard_library(root: Path, tmp_path: Path, register: Path) -> None:
    """A child process that has neither Qt nor numpy can open and edit a register."""
    if shutil.which(sys.executable) is None:
        pytest.skip("no interpreter to start")
    (tmp_path / "diachiso").symlink_to(root)
    code = f"""
        import sys
        sys.path.insert(0, {str(tmp_path)!r})
        from diachiso.register.connect import connect
        con = connect({str(register)!r}, write=True)
        con.execute("UPDATE admin_unit SET geom = geom")
        assert not {{"numpy", "qgis", "PyQt5", "osgeo", "shapely"}} & set(sys.modules), sys.modules.keys()
    """
    subprocess.run([sys.executable, "-I", "-c", textwrap.dedent(code)], check=True, timeout=60)
