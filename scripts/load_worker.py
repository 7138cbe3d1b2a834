#!/usr/bin/env python3
"""One process of the load run: a QGIS of its own that works on the register at random until its time is up.

Called by load_run.py with an order as JSON, in an environment that gives it a profile of its own.
"""

from __future__ import annotations

import json
import os
import random
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from bench_sync import linked
from load_journal import Journal
from load_qgis import Qgis, Refused
from load_town import Order

Deed = Callable[[], dict[str, Any]]


def main() -> None:
    """Work until the time is up."""
    order = Order(**json.loads(sys.argv[1]))
    with tempfile.TemporaryDirectory(prefix="diachiso-load-") as package:
        linked(Path(package))
        os.environ["DIACHISO_PARENT"] = package
        journal = Journal(Path(order.folder) / f"{order.name}.journal")
        qgis = Qgis(order)
        for deed in deeds(order, qgis, journal):
            attempt(deed, journal)
    sys.stdout.flush()
    os._exit(0)  # QGIS needs long to end, and may crash where Python ends it


def deeds(order: Order, qgis: Qgis, journal: Journal) -> Iterator[Deed]:
    """What is to be done, one after the other."""
    if order.task == "promises":
        from load_promises import Promises

        yield from Promises(order, qgis, journal).each()
        return
    from load_work import Work

    work = Work(order, qgis, journal, random.Random(order.seed))
    if order.task == "first":
        yield lambda: work.first(int(order.seconds))
        return
    if order.task == "home":
        yield from work.last()
    end = time.monotonic() + order.seconds
    while time.monotonic() < end:
        yield work.choose()
    work.close()


def attempt(deed: Deed, journal: Journal) -> None:
    """Do something, and note what became of it."""
    try:
        facts = deed()
    except Refused as error:
        journal.end("refused", text=str(error)[:300])
    except Exception as error:
        journal.end("failed", text=f"{type(error).__name__}: {error}"[:600], where=traceback.format_exc()[-2000:])
    else:
        journal.end("done", **facts)


if __name__ == "__main__":
    main()
