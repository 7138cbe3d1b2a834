"""A PostgreSQL cluster of its own in a temporary folder: reached by a socket in that folder only, gone afterwards."""
from __future__ import annotations

import ctypes
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Optional

OLDEST = 15
_OPTIONS = (
    "listen_addresses=''", "fsync=off", "full_page_writes=off", "synchronous_commit=off", "max_connections=60",
    "shared_buffers=64MB", "autovacuum=off", "max_wal_size=256MB", "jit=off", "logging_collector=off",
)  # fmt: skip
_PR_SET_PDEATHSIG = 1


def missing() -> Optional[str]:
    """Why no cluster can be made here; None where one can."""
    if sys.platform != "linux":
        return "the reference registry runs on Linux only"
    folder = _binaries()
    if folder is None:
        return f"PostgreSQL {OLDEST} is not installed (scripts/registry.sh installs it)"
    share = Path("/usr") / "share" / "postgresql" / folder.parent.name / "extension" / "postgis.control"
    if not share.exists():
        return "PostGIS is not installed (scripts/registry.sh installs it)"
    if os.geteuid() == 0 and _user() is None:
        return "PostgreSQL does not run as root, and there is no user postgres or nobody"
    return None


class Cluster:
    """A running server; `dsn` connects to its database."""

    def __init__(self, options: Sequence[str] = _OPTIONS) -> None:
        """Make and start it with these settings; RuntimeError with what PostgreSQL said where that fails."""
        binaries = _binaries()
        if binaries is None:
            raise RuntimeError(missing())
        self.folder = Path(tempfile.mkdtemp(prefix="diachiso-registry-", dir=_open_folder()))
        self._as_user: dict[str, Any] = {"cwd": "/", "stdin": subprocess.DEVNULL, "env": {"PATH": "/usr/bin:/bin"}}
        user = _user()
        if user is not None:
            os.chown(self.folder, user.pw_uid, user.pw_gid)
            self._as_user.update(user=user.pw_uid, group=user.pw_gid, extra_groups=[])
        data = self.folder / "data"
        made = subprocess.run(
            [binaries / "initdb", "-D", data, "-U", "registry", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8",
             "--no-sync", "--no-instructions"],
            capture_output=True, text=True, **self._as_user,
        )  # fmt: skip
        if made.returncode:
            shutil.rmtree(self.folder, ignore_errors=True)
            raise RuntimeError(made.stderr)
        given = [part for option in options for part in ("-c", option.replace("''", ""))]
        with open(self.folder / "postgres.log", "wb") as log:
            self._process = subprocess.Popen(
                [binaries / "postgres", "-D", data, "-k", self.folder, "-p", "5432", *given],
                stdout=log, stderr=log, preexec_fn=end_with_parent, **self._as_user,
            )  # fmt: skip
        self.dsn = f"host={self.folder} port=5432 user=registry dbname=postgres"
        self._await(binaries)

    def _await(self, binaries: Path) -> None:
        for _ in range(600):
            ready = subprocess.run([binaries / "pg_isready", "-q", "-h", self.folder, "-p", "5432"])
            if ready.returncode == 0:
                return
            if self._process.poll() is not None:
                break
            time.sleep(0.05)
        said = (self.folder / "postgres.log").read_text(errors="replace")
        self.stop()
        raise RuntimeError(said)

    def stop(self) -> None:
        """End the server at once and remove the folder."""
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGINT)  # PostgreSQL's fast shutdown
            try:
                self._process.wait(10)
            except subprocess.TimeoutExpired:
                self._process.send_signal(signal.SIGQUIT)
                self._process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)


def end_with_parent() -> None:
    """In a child process: ask Linux to end it when its parent is killed."""
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGINT)


def _binaries() -> Optional[Path]:
    found = [p.parent for p in Path("/usr/lib/postgresql").glob("*/bin/initdb") if p.parent.parent.name.isdigit()]
    found = [p for p in found if int(p.parent.name) >= OLDEST]
    return max(found, key=lambda p: int(p.parent.name), default=None)


def _user() -> Optional[pwd.struct_passwd]:
    """Who runs PostgreSQL where we are root; None where we are not, or there is nobody."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    return None


def _open_folder() -> Path:
    """A temporary folder that another user can reach into; pytest's and `mktemp -d` are closed."""
    if os.geteuid() != 0:
        return Path(tempfile.gettempdir())
    for folder in (Path(tempfile.gettempdir()), Path("/tmp"), Path("/var/tmp")):
        if folder.is_dir() and all(p.stat().st_mode & 0o001 for p in (folder, *folder.parents)):
            return folder
    raise RuntimeError("there is no temporary folder that PostgreSQL's user can reach")
