"""The reference registry: `python -m registry [--port N] [--ready FILE] [--test] [--until-stdin-closes]` in `tests`.

Makes a cluster, the tables and the accounts, says in one line of JSON where it is and who may log in, and serves until
SIGTERM. A server process that dies is started again on the same port, as an operator's supervisor does.
"""
from __future__ import annotations

import argparse
import json
import os
import signal
import socket
import subprocess
import sys
import threading
from dataclasses import asdict
from pathlib import Path
from types import FrameType
from typing import Optional

from .accounts import TEST_ACCOUNTS, add_account
from .cluster import Cluster, end_with_parent, missing
from .db import Database


def main() -> int:
    """Exit status 3 where PostgreSQL cannot be had."""
    options = _options()
    reason = missing()
    if reason is not None:
        print(reason, file=sys.stderr)
        return 3
    stop = threading.Event()

    def end(_signal: int, _frame: Optional[FrameType]) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)
    if options.until_stdin_closes:
        threading.Thread(target=lambda: (sys.stdin.read(), stop.set()), daemon=True).start()
    cluster = Cluster()
    try:
        with socket.create_server(("127.0.0.1", options.port), backlog=128) as listening:
            says = json.dumps(_prepare(cluster, listening.getsockname()[1]), ensure_ascii=False)
            _keep_serving(cluster, listening, options.test, stop, lambda: _tell(says, options.ready))
    finally:
        cluster.stop()
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m registry")
    parser.add_argument("--port", type=int, default=0, help="on the loopback; 0 takes a free one")
    parser.add_argument("--ready", type=Path, help="a file for the line, for this user's eyes only")
    parser.add_argument("--test", action="store_true", help="with the paths under /_test")
    parser.add_argument("--until-stdin-closes", action="store_true", help="end when the parent does")
    return parser.parse_args()


def _prepare(cluster: Cluster, port: int) -> dict[str, object]:
    database = Database(cluster.dsn)
    database.prepare()
    with database.transaction() as tx:
        accounts = {name: asdict(add_account(tx, name, roles)) for name, roles in TEST_ACCOUNTS.items()}
    database.close()
    return {"url": f"http://127.0.0.1:{port}", "pid": os.getpid(), "dsn": cluster.dsn, "accounts": accounts}


def _keep_serving(
    cluster: Cluster, listening: socket.socket, test: bool, stop: threading.Event, ready: object
) -> None:
    command = [sys.executable, "-m", "registry.serve", "--dsn", cluster.dsn, "--fd", str(listening.fileno())]
    if test:
        command.append("--test")
    told = False
    while not stop.is_set():
        child = subprocess.Popen(
            command, cwd=Path(__file__).parent.parent, pass_fds=[listening.fileno()], stdin=subprocess.DEVNULL,
            stdout=sys.stderr, preexec_fn=end_with_parent,
        )  # fmt: skip
        if not told and callable(ready):
            ready()  # the socket listens already: who connects waits
            told = True
        while child.poll() is None and not stop.wait(0.05):
            pass
        if child.poll() is None:
            child.terminate()
            child.wait()


def _tell(line: str, file: Optional[Path]) -> None:
    print(line, flush=True)
    if file is not None:
        opened = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(opened, "w", encoding="utf-8") as out:
            out.write(line + "\n")


if __name__ == "__main__":
    sys.exit(main())
