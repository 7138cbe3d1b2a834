"""A technician in a process of its own: `python -m diachiso.tests.sync.technician`, told what to do in lines of JSON.

Every order is done by a child that says one line to standard output when it begins to do what it may be killed at, and
one when it has ended. QGIS is not needed: the carrier is plain Python.
"""
from __future__ import annotations

import json
import os
import sys
import time
import traceback
from pathlib import Path
from typing import Any

from diachiso.sync.transport import Reply, Request, Transport

from .carrier import plain
from .desk import Desk


def main() -> None:
    """Read orders until standard input ends: {"do": "edit" | "sync", "path", "url", "token", …}."""
    for line in sys.stdin:
        order = json.loads(line)
        child = os.fork()
        if child == 0:
            try:
                _do(order)
            except BaseException:
                traceback.print_exc()
                os._exit(1)
            os._exit(0)
        tell("started", pid=child)
        _, status = os.waitpid(child, 0)
        tell("ended", killed=os.WIFSIGNALED(status), code=os.waitstatus_to_exitcode(status))


def tell(what: str, **more: Any) -> None:
    """One line to whoever is listening."""
    os.write(1, (json.dumps({"what": what, **more}) + "\n").encode())


def _do(order: dict[str, Any]) -> None:
    desk = Desk(Path(order["path"]), order["url"], plain(order["token"]))
    desk.device.id = order["device"]
    if order["do"] == "edit":
        _edit(desk, order["address_id"], order["values"])
    else:
        desk.transport = _telling(desk.transport, order.get("wait_at", ""), order.get("nth", 0))
        desk.sync(batch=order.get("batch", 200), patience_s=order.get("patience_s", 0.0))


def _edit(desk: Desk, address_id: str, values: list[str]) -> None:
    """One edit after another, each in a transaction of its own."""
    for value in values:
        with desk.writing() as con:
            con.execute("UPDATE address SET name = ? WHERE address_id = ?", (value, address_id))
            con.execute("UPDATE address SET building_name = ? WHERE address_id = ?", (value, address_id))
        tell("saved", value=value)


def _telling(carry: Transport, wait_at: str, nth: int) -> Transport:
    """Stops before the nth write leaves, or after its answer is here, and waits to be killed there."""
    writes = [0]

    def transport(request: Request) -> Reply:
        here = request.method in ("PUT", "POST")
        writes[0] += here
        if here and wait_at == "sending" and writes[0] > nth:
            tell("sending")
            time.sleep(60)
        if here and wait_at == "on its way" and writes[0] > nth:
            tell("on its way")  # and it goes on: the kill falls wherever it is by then
        reply = carry(request)
        if here and wait_at == "answered" and writes[0] > nth:
            tell("answered")
            time.sleep(60)
        return reply

    return transport


if __name__ == "__main__":
    main()
