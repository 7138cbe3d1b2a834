"""One server process on a socket that it is given: `python -m registry.serve --dsn … --fd N [--test]`."""
from __future__ import annotations

import argparse
import socket

import uvicorn

from .app import make_app
from .db import Database
from .faults import Faults
from .testmode import with_test_mode


def main() -> None:
    """Serve until told to end."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--dsn", required=True)
    parser.add_argument("--fd", type=int, required=True)
    parser.add_argument("--test", action="store_true")
    options = parser.parse_args()
    database, faults = Database(options.dsn), Faults()
    app = make_app(database, faults)
    served = with_test_mode(app, database, faults) if options.test else app
    config = uvicorn.Config(
        served, http="h11", log_level="warning", access_log=False, timeout_keep_alive=60,
        timeout_graceful_shutdown=2,
    )  # fmt: skip
    uvicorn.Server(config).run(sockets=[socket.socket(fileno=options.fd)])


if __name__ == "__main__":
    main()
