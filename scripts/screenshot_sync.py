"""Runs inside the real QGIS (--code): a register in the middle of a sync; pictures of the page Sync and its conflicts.

Environment: DIACHISO_SHOTS folder of the PNGs, DIACHISO_REGISTER a register whose project lies beside it (its addresses
are changed: give a copy), DIACHISO_LAND land data for the map, if any. Called by screenshots.sh.
"""

from __future__ import annotations

import json
import os
import time
import traceback
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

from qgis import utils
from qgis.core import (
    QgsFillSymbol,
    QgsLineSymbol,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProject,
    QgsSingleSymbolRenderer,
    QgsVectorLayer,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QCoreApplication, QTimer
from qgis.PyQt.QtWidgets import QAction, QWidget
from qgis.utils import iface

from diachiso.processing.upgrade_register import UpgradeRegister
from diachiso.register.connect import connect
from diachiso.sync.books import Books
from diachiso.sync.model import Operation, OpState, Outcome, Problem, Remote
from diachiso.sync.planning import plan_edits
from diachiso.sync.queue import claim, settle

SHOTS = Path(os.environ["DIACHISO_SHOTS"])
REGISTER = Path(os.environ["DIACHISO_REGISTER"])
LAND = os.environ.get("DIACHISO_LAND", "")
SIZE = (1366, 768)
SENT, EDITED, CONTESTED = 120, 14, 5
SYMBOLS = {
    "parcels": {"color": "#efe9dc", "outline_color": "#d2c6ad", "outline_width": "0.1"},
    "roads": {"color": "#d8d3c8", "width": "0.6"},
    "streets": {"color": "#d8d3c8", "width": "0.6"},
    "buildings": {"color": "#d9dde3", "outline_color": "#9aa3af", "outline_width": "0.1"},
}
MOVED = 0.00012  # degrees
SAME_HOUSE = Problem(
    "urn:diachiso:problem:same-house", "Same house", "Số nhà này trên cùng đường đã có ở một địa chỉ khác."
)
REJECTED = "Vị trí không khớp cổng vào; đề nghị đo lại."


def wait(until: Callable[[], Any], what: str) -> None:
    """Let QGIS work until the condition holds."""
    end = time.monotonic() + 60
    while not until():
        if time.monotonic() > end:
            raise TimeoutError(f"waited in vain for {what}")
        QCoreApplication.processEvents()
        time.sleep(0.01)


def rest(seconds: float) -> None:
    """Let QGIS draw."""
    end = time.monotonic() + seconds
    wait(lambda: time.monotonic() > end, "a rest")


def keep(name: str) -> None:
    """Keep a picture of the window."""
    iface.messageBar().clearWidgets()
    rest(0.4)
    wait(lambda: not iface.mapCanvas().isDrawing(), "the map")
    rest(0.3)
    iface.mainWindow().grab().save(str(SHOTS / f"{name}.png"))


def write(action: Callable[[Any], None]) -> None:
    """A write of the script itself, past the stages that a person goes through."""
    with closing(connect(REGISTER, write=True)) as con:
        con.execute("BEGIN")
        con.execute("UPDATE sync_ctl SET value = '1' WHERE key = 'applying'")
        action(con)
        con.execute("UPDATE sync_ctl SET value = '0' WHERE key = 'applying'")
        con.execute("COMMIT")


def remote(operation: Operation, version: int, **changes: Any) -> Remote:
    """The registry's record: ours, with some of it changed."""
    with closing(connect(REGISTER)) as con:
        ours = Books(con).locals_of([operation.address_id])[operation.address_id].content
    values = {**ours.values, **changes.pop("values", {})}
    content = replace(ours, values=values, **changes)
    return Remote(operation.address_id, content, version, f'"v{version}"', operation.op_id if version == 1 else "other")


def send() -> list[Operation]:
    """Queue what may leave and take it out, as a sync does."""
    plan_edits(REGISTER, lambda: False)
    return claim(REGISTER)


def fids() -> list[int]:
    """Addresses that are complete."""
    with closing(connect(REGISTER)) as con:
        rows = con.execute(
            "SELECT fid FROM address WHERE house_number IS NOT NULL AND street IS NOT NULL AND code IS NOT NULL"
            " AND stage = 'created' ORDER BY street, fid LIMIT ?", (SENT,),
        )  # fmt: skip
        return [fid for (fid,) in rows]


def agree(chosen: list[int]) -> None:
    """The first sync of all: the registry took everything."""
    marks = ", ".join("?" * len(chosen))

    def submit(con: Any) -> None:
        con.execute("DELETE FROM sync_dirty")
        con.execute(f"UPDATE address SET stage = 'submitted' WHERE fid IN ({marks})", chosen)
        con.execute(f"INSERT INTO sync_dirty SELECT 'address', fid FROM address WHERE fid IN ({marks})", chosen)
        for day, counts, note in (("20", {"pushed": SENT}, "Đợt đầu"), ("21", {"pulled": 3}, "")):
            con.execute(
                "INSERT INTO sync_run (at, ended_at, by, registry, direction, counts, note) VALUES (?, ?, 'hoa',"
                " 'https://nentang.example.vn', 'both', ?, ?)",
                (f"2026-11-{day}T10:00:00Z", f"2026-11-{day}T10:01:10Z", json.dumps(counts), note),
            )

    write(submit)
    while operations := send():
        settle(REGISTER, [(op, Outcome(OpState.APPLIED, 1, '"v1"', remote(op, 1))) for op in operations], 1)


def edit(fid: int, assignment: str, *values: Any) -> None:
    """An edit as a person makes it."""
    with closing(connect(REGISTER, write=True)) as con:
        con.execute(f"UPDATE address SET {assignment} WHERE fid = ?", (*values, fid))


def contest(chosen: list[int]) -> None:
    """Edits here that meet others at the registry: numbers, a place, a house that is there already; one sent back."""
    for fid in chosen:
        edit(fid, "house_number = house_number || 'A', settlement = 'Tổ dân phố 5 Phước Tân'")
    answers = []
    for number, operation in enumerate(send()):
        ours = remote(operation, 2)
        if number == CONTESTED - 1:
            answers.append((operation, Outcome(OpState.CONFLICT, problem=SAME_HOUSE)))
            continue
        changes: dict[str, Any] = {"values": {"house_number": f"{number + 1}/2", "settlement": "Tổ dân phố 7"}}
        if number == 0 and ours.content.position is not None:
            lon, lat = ours.content.position
            with closing(connect(REGISTER, write=True)) as con:
                con.execute(
                    "UPDATE address SET geom = (SELECT geom FROM address WHERE fid = ?) WHERE address_id = ?",
                    (chosen[-1], operation.address_id),
                )
            changes["position"] = (lon + MOVED, lat + MOVED / 2)
        theirs = remote(operation, 2, **changes)
        answers.append((operation, Outcome(OpState.CONFLICT, 2, '"v2"', theirs)))
    settle(REGISTER, answers, 2)


def reject(fid: int) -> None:
    """One that the registry refused."""
    edit(fid, "house_number = house_number || 'B'")
    settle(REGISTER, [(op, Outcome(OpState.REJECTED, problem=Problem(detail=REJECTED))) for op in send()], 2)


def prepare() -> None:
    """The register, in the middle of its second week of syncs."""
    algorithm = UpgradeRegister().create()
    algorithm.run({"REGISTER": str(REGISTER)}, QgsProcessingContext(), QgsProcessingFeedback())
    chosen = fids()
    agree(chosen)
    contest(chosen[:CONTESTED])
    reject(chosen[CONTESTED])
    for number, fid in enumerate(chosen[10: 10 + EDITED]):
        edit(fid, "house_number = house_number || ?, settlement = ?", "C", f"Tổ dân phố {number + 1}")


def add_land() -> None:
    """The land below the addresses."""
    project = QgsProject.instance()
    for name, symbol in SYMBOLS.items():
        layer = QgsVectorLayer(f"{LAND}|layername={name}", name, "ogr")
        if LAND and layer.isValid():
            kind = QgsLineSymbol if layer.geometryType() == QgsWkbTypes.GeometryType.LineGeometry else QgsFillSymbol
            layer.setRenderer(QgsSingleSymbolRenderer(kind.createSimple(symbol)))
            project.addMapLayer(layer, False)
            project.layerTreeRoot().addLayer(layer)


def show() -> None:
    """The page and its lists, then the conflicts."""
    main = iface.mainWindow()
    main.resize(*SIZE)
    for name in ("Browser", "Browser2", "ProcessingToolbox"):
        panel = main.findChild(QWidget, name)
        if panel is not None:
            panel.hide()
    prepare()
    iface.addProject(str(REGISTER.with_suffix(".qgz")))
    add_land()
    main.findChild(QAction, "diachisoToggleDock").setChecked(True)
    dock = utils.plugins["diachiso"].dock
    dock.desk.session.open(str(REGISTER))
    dock.show_page("sync")
    page = dock.pages["sync"]

    def settled() -> None:
        rest(0.3)
        wait(lambda: not (dock.desk.session.is_reading() or page.is_reading() or dock.desk.jobs.is_busy()), "reading")
        rest(0.2)

    def click(name: str) -> None:
        (dock.findChild(QWidget, name) or main.findChild(QWidget, name)).click()
        settled()

    settled()
    click("syncPlace")
    iface.mapCanvas().zoomScale(1000)
    keep("sync_1_waiting")
    click("syncView_rejected")
    click("syncForm")
    keep("sync_2_rejected")
    page.form_panel.hide()
    click("syncView_history")
    page.registry.setCollapsed(False)
    page.packages.setCollapsed(False)
    keep("sync_3_history")
    page.registry.setCollapsed(True)
    page.packages.setCollapsed(True)
    click("syncView_conflicts")
    click("syncSettle")
    click("conflictZoom")
    keep("sync_4_conflict")
    table = page.conflicts.table
    for row, column in ((0, 2), (1, 3)):
        page.conflicts.fields.choose_at(table.model().index(row, column))
    keep("sync_5_chosen")
    click("conflictTheirs")
    click("conflictWrite")
    keep("sync_6_next")


def run() -> None:
    """Keep the pictures, then leave; what went wrong stands in error.txt beside them."""
    try:
        show()
    except Exception:
        (SHOTS / "error.txt").write_text(traceback.format_exc(), encoding="utf-8")
        keep("sync_error")
    QgsProject.instance().setDirty(False)
    utils.unloadPlugin("diachiso")
    rest(0.2)
    os._exit(0)  # at once: a QGIS that is closed asks questions


QTimer.singleShot(1500, run)  # when the window stands
