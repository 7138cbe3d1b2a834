#!/usr/bin/env python3
"""Run a command while a copy of a register stands on a PostgreSQL server of its own (a temporary one).

    scripts/on_server.py REGISTER.gpkg COMMAND [ARGUMENT…]

The command finds DIACHISO_PG_HOST, DIACHISO_PG_PORT, DIACHISO_PG_DATABASE and DIACHISO_PG_USER, the keeper's login.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from bench_sync import linked
from load_town import KEEPER, Server


def main() -> int:
    """The command's exit code."""
    with tempfile.TemporaryDirectory(prefix="diachiso-") as folder:
        linked(Path(folder))
        server = Server(Path(shutil.copyfile(sys.argv[1], Path(folder) / "register.gpkg")), ["lan"])
        try:
            place = {
                "HOST": str(server.folder), "PORT": "5432", "DATABASE": "load_register", "USER": f"{KEEPER}_lan",
            }  # fmt: skip
            added = {f"DIACHISO_PG_{name}": value for name, value in place.items()}
            return subprocess.run(sys.argv[2:], env={**os.environ, **added}, check=False).returncode
        finally:
            server.stop()


if __name__ == "__main__":
    sys.exit(main())
