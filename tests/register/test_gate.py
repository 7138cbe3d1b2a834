"""The writer gate against real processes, and what it refuses before anything is written."""
from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from diachiso.core.errors import DiachisoError
from diachiso.register.gate import GateCancelled, holder_of, lock_path, note_path, writer_gate
from diachiso.register.network_share import Mount, mount_of, parse_mounts, windows_share
from diachiso.register.version import SCHEMA_VERSION

NAMES = ["register.gpkg", "Nguyễn Văn Á/Sổ địa chỉ.gpkg", "a b/it's #1 100%?.gpkg"]
# a program of its own: takes the gate, says so, does `body`
CHILD = """
import sys, time
from pathlib import Path
sys.path[:0] = [sys.argv[1]]
from diachiso.register.gate import writer_gate
from diachiso.core.errors import DiachisoError
path = Path(sys.argv[2])
"""
HOLD = CHILD + """
with writer_gate(path, action="assign codes"):
    print("held", flush=True)
    time.sleep(60)
"""
ASK = CHILD + """
try:
    with writer_gate(path, action="ask", timeout_s=float(sys.argv[3])):
        print("got it")
except DiachisoError as error:
    print(error.message.id, error)
"""
# read, wait, write: loses counts unless somebody keeps the others out; a QGIS layer is opened in the middle
COUNT = CHILD + """
import sqlite3
from qgis.core import QgsApplication, QgsVectorLayer
app = QgsApplication([], False)
app.initQgis()
for _ in range(int(sys.argv[3])):
    with writer_gate(path, action="count"):
        con = sqlite3.connect(path)
        n = int(con.execute("SELECT value FROM register_meta WHERE key = 'n'").fetchone()[0])
        layer = QgsVectorLayer(f"{path}|layername=address", "address", "ogr")
        assert layer.isValid() and layer.featureCount() == 0
        del layer
        time.sleep(0.02)
        con.execute("UPDATE register_meta SET value = ? WHERE key = 'n'", (str(n + 1),))
        con.commit()
        con.close()
"""


def make_file(path: Path, version: int = SCHEMA_VERSION, application: str = "diachiso") -> Path:
    """A small GeoPackage with one layer, marked as a register of ours."""
    from osgeo import ogr

    path.parent.mkdir(parents=True, exist_ok=True)
    source = ogr.GetDriverByName("GPKG").CreateDataSource(str(path))
    source.CreateLayer("address", geom_type=ogr.wkbPoint)
    del source
    con = sqlite3.connect(path)
    con.execute("CREATE TABLE register_meta (key TEXT PRIMARY KEY, value TEXT)")
    con.executemany(
        "INSERT INTO register_meta VALUES (?, ?)",
        [("application", application), ("schema_version", str(version)), ("n", "0")],
    )
    con.commit()
    con.close()
    return path


@pytest.fixture(params=NAMES)
def named_file(request, tmp_path: Path) -> Path:
    """A register under a plain, a Vietnamese and an awkward name."""
    return make_file(tmp_path / request.param)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A register in a folder with a Vietnamese name."""
    return make_file(tmp_path / "Nguyễn Văn Á" / "Sổ địa chỉ.gpkg")


def start(program: str, path: Path, *args: object) -> subprocess.Popen:
    return subprocess.Popen(
        [sys.executable, "-c", program, os.environ["DIACHISO_PARENT"], str(path), *map(str, args)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=path.parent,
    )


def ask(path: Path, timeout: float) -> str:
    """What another process gets that wants to write."""
    return start(ASK, path, timeout).communicate(timeout=30)[0]


def test_the_gate_is_held_inside_and_leaves_nothing_behind(named_file: Path) -> None:
    with writer_gate(named_file, action="write a test"):
        holder = holder_of(named_file)
        assert holder is not None and (holder.pid, holder.action) == (os.getpid(), "write a test")
    assert holder_of(named_file) is None
    assert [f.name for f in named_file.parent.iterdir()] == [named_file.name]


def test_promise_1_a_qgis_layer_opened_in_the_middle_lets_nobody_in(file: Path, qgis_app) -> None:
    from qgis.core import QgsVectorLayer

    with writer_gate(file, action="assign codes"):
        layer = QgsVectorLayer(f"{file}|layername=address", "address", "ogr")
        assert layer.isValid()
        assert ask(file, 0.5).startswith("gate_busy")
        del layer
        file.read_bytes()
        text = ask(file, 0.5)
        assert text.startswith("gate_busy")
        assert str(os.getpid()) in text and "assign codes" in text and str(lock_path(file)) in text
    assert ask(file, 0.5) == "got it\n"


def test_promise_1_two_processes_with_layers_never_write_at_once(file: Path) -> None:
    children = [start(COUNT, file, 12) for _ in range(2)]
    assert [child.wait(timeout=60) for child in children] == [0, 0]
    con = sqlite3.connect(file)
    assert con.execute("SELECT value FROM register_meta WHERE key = 'n'").fetchone()[0] == "24"


def test_a_killed_holder_is_recovered_from_at_once(file: Path) -> None:
    child = start(HOLD, file)
    assert child.stdout is not None and child.stdout.readline() == "held\n"
    with pytest.raises(DiachisoError) as error, writer_gate(file, action="x", timeout_s=0.3):
        pytest.fail("two writers at once")
    assert error.value.params["pid"] == child.pid
    child.kill()
    child.wait()
    begun = time.monotonic()
    with writer_gate(file, action="after the crash", timeout_s=5):
        assert time.monotonic() - begun < 2
        holder = holder_of(file)
        assert holder is not None and holder.action == "after the crash"
    assert not lock_path(file).exists() and not note_path(file).exists()


def test_a_long_living_holder_is_never_robbed(file: Path) -> None:
    """However old the lock file looks, its living holder keeps it (QLockFile's default would be 30 s)."""
    with writer_gate(file, action="a very large apply"):
        old = time.time() - 3 * 24 * 3600
        os.utime(lock_path(file), (old, old))
        assert ask(file, 0.5).startswith("gate_busy")


def test_a_second_thread_waits(file: Path) -> None:
    events: list[str] = []

    def other() -> None:
        with writer_gate(file, action="second"):
            events.append("second in")

    with writer_gate(file, action="first"):
        thread = threading.Thread(target=other)
        thread.start()
        time.sleep(0.5)
        events.append("first out")
    thread.join(timeout=10)
    assert events == ["first out", "second in"]


def test_waiting_can_be_cancelled(file: Path) -> None:
    begun = time.monotonic()
    with writer_gate(file, action="first"), pytest.raises(GateCancelled), writer_gate(
        file, action="second", cancelled=lambda: time.monotonic() - begun > 0.3
    ):
        pytest.fail("two writers at once")
    assert 0.3 < time.monotonic() - begun < 5


def test_an_error_inside_opens_the_gate_again(file: Path) -> None:
    with pytest.raises(ZeroDivisionError), writer_gate(file, action="fail"):
        raise ZeroDivisionError
    assert ask(file, 0.5) == "got it\n"


def test_a_program_that_knows_no_gate_is_waited_for_and_named(file: Path) -> None:
    con = sqlite3.connect(file, isolation_level=None)
    con.execute("BEGIN IMMEDIATE")
    assert ask(file, 0.5).startswith("register_locked")
    con.execute("COMMIT")
    assert ask(file, 0.5) == "got it\n"


def test_what_a_killed_writer_left_half_done_is_rolled_back_first(file: Path) -> None:
    program = CHILD + """
import sqlite3
con = sqlite3.connect(path, isolation_level=None)
con.execute("PRAGMA cache_size = 5")
con.execute("BEGIN IMMEDIATE")
con.execute("UPDATE register_meta SET value = '7' WHERE key = 'n'")
con.execute("CREATE TABLE big AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 99999) "
            "SELECT i, hex(randomblob(40)) FROM n")
print("half", flush=True)
time.sleep(60)
"""
    child = start(program, file)
    assert child.stdout is not None and child.stdout.readline() == "half\n"
    child.kill()
    child.wait()
    assert file.with_name(file.name + "-journal").stat().st_size > 0
    with writer_gate(file, action="after the crash", timeout_s=5):
        con = sqlite3.connect(file)
        assert con.execute("SELECT value FROM register_meta WHERE key = 'n'").fetchone()[0] == "0"
        con.close()


def text_file(path: Path) -> Path:
    path.write_text("not a database, though long enough to look like a file with something in it " * 20)
    return path


def read_only(path: Path) -> Path:
    path.chmod(0o444)
    return path


@pytest.mark.parametrize(
    ("make", "message_id"),
    [
        (lambda p: p, "register_not_found"),
        (lambda p: p.mkdir() or p, "register_not_geopackage"),
        (lambda p: p.write_bytes(b"") and p or p, "register_not_geopackage"),
        (text_file, "register_not_geopackage"),
        (lambda p: make_file(p, application="other"), "register_foreign"),
        (lambda p: make_file(p, version=SCHEMA_VERSION + 1), "register_newer_schema"),
        (lambda p: make_file(p, version=SCHEMA_VERSION - 1), "register_older_schema"),
        (lambda p: read_only(make_file(p)), "register_read_only"),
    ],
)
def test_refused_before_anything_is_written(tmp_path: Path, make, message_id: str) -> None:
    folder = tmp_path / "Sổ địa chỉ"
    folder.mkdir()
    path = make(folder / "sổ.gpkg")
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(DiachisoError) as error, writer_gate(path, action="x"):
        pytest.fail("let in")
    assert error.value.message.id == message_id
    assert str(path) in str(error.value)
    assert (path.read_bytes() if path.is_file() else None) == before
    assert [f.name for f in folder.iterdir()] == ([path.name] if path.exists() else [])


def test_too_little_disk_space_is_said_in_numbers(file: Path) -> None:
    with pytest.raises(DiachisoError, match="MB free") as error, writer_gate(file, action="x", room=10**15):
        pytest.fail("let in")
    assert error.value.message.id == "not_enough_room"


def test_a_folder_without_write_permission(file: Path) -> None:
    """Asked as a user without privileges, since an administrator may write anywhere."""
    user = {"user": 65534} if os.getuid() == 0 else {}
    for folder in file.parents:
        if folder.name.startswith("pytest-of-"):
            break
        folder.chmod(0o755)
    folder.chmod(0o755)
    file.chmod(0o666)
    file.parent.chmod(0o555)
    try:
        done = subprocess.run(
            [sys.executable, "-c", ASK, os.environ["DIACHISO_PARENT"], str(file), "1"],
            capture_output=True, text=True, cwd="/", timeout=30, **user,
        )  # fmt: skip
    except PermissionError:
        pytest.skip("this machine does not let us become another user")
    finally:
        file.parent.chmod(0o755)
    if "Permission denied" in done.stderr:
        pytest.skip("another user may not read this checkout")
    assert done.stdout.startswith("folder_read_only"), done.stderr


def test_a_network_share_is_refused(file: Path, monkeypatch, tmp_path: Path) -> None:
    table = tmp_path / "mounts"
    table.write_text(f"/dev/vda / ext4 rw 0 0\n//srv/so\\040dia\\040chi {file.parents[1]} cifs rw 0 0\n")
    monkeypatch.setattr("diachiso.register.network_share.MOUNT_TABLE", table)
    if os.name == "nt":
        pytest.skip("Linux's mount table")
    with pytest.raises(DiachisoError, match="//srv/so dia chi") as error, writer_gate(file, action="x"):
        pytest.fail("let in")
    assert error.value.message.id == "register_on_network_share"


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("/srv/x/a.gpkg", "root"),
        ("/mnt/nas/a.gpkg", "nas"),
        ("/mnt/nas two/a.gpkg", "two"),
        ("/mnt/nas/local/a.gpkg", "again"),
        ("/mnt/nasty/a.gpkg", "root"),
    ],
)
def test_the_mount_above_a_path(path: str, source: str) -> None:
    table = (
        "root / ext4 rw 0 0\nnas /mnt/nas nfs4 rw 0 0\nold /mnt/nas/local ext4 rw 0 0\n"
        "two /mnt/nas\\040two cifs rw 0 0\nagain /mnt/nas/local ext4 rw 0 0\nbroken\n"
    )
    mount = mount_of(path, parse_mounts(table))
    assert isinstance(mount, Mount) and mount.source == source


@pytest.mark.parametrize(
    ("path", "share"),
    [
        (r"C:\Users\Nguyễn Văn Á\Sổ địa chỉ\a.gpkg", None),
        (r"Z:\a.gpkg", "Z:"),
        (r"\\server\chung\a.gpkg", r"\\server\chung"),
        ("//server/chung/a.gpkg", r"\\server\chung"),
        (r"\\?\UNC\server\chung\a.gpkg", r"\\server\chung"),
        (r"\\?\C:\Sổ\a.gpkg", None),
        (r"\\?\Z:\Sổ\a.gpkg", "Z:"),
    ],
)
def test_network_paths_on_windows(path: str, share: str | None) -> None:
    assert windows_share(path, lambda root: {"C:\\": 3, "Z:\\": 4}[root]) == share


def test_a_half_written_note_does_not_disturb(file: Path) -> None:
    with writer_gate(file, action="x"):
        note_path(file).write_text('{"pid": ')
        holder = holder_of(file)
        assert holder is not None and holder.pid == os.getpid() and holder.who == "?"
        note_path(file).write_text(json.dumps({"pid": 1, "who": "somebody long gone"}))
        assert holder_of(file).who == "?"
