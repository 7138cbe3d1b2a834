"""Runs inside the real QGIS (--code): loads the plugin as a user's QGIS does, reloads it, unloads it, and writes
what it saw into the JSON file that DIACHISO_LIFE names."""

from __future__ import annotations

import json
import os
import sys
import traceback
from typing import Any

from qgis import utils
from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QCoreApplication, QEvent, QTimer
from qgis.PyQt.QtWidgets import QAction, QApplication, QDockWidget, QToolBar
from qgis.utils import iface

NAME = "diachiso"
seen: dict[str, Any] = {}


def settle() -> None:
    """Let Qt deliver what waits, deferred deletions too."""
    for _ in range(5):
        QCoreApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def traces() -> dict[str, Any]:
    """Everything of ours that this QGIS holds."""
    main = iface.mainWindow()
    menus = [a.menu().objectName() for a in main.menuBar().actions() if a.menu() is not None]
    return {
        "actions": sorted(a.objectName() for a in main.findChildren(QAction) if a.objectName().startswith(NAME)),
        "toolbars": [t.objectName() for t in main.findChildren(QToolBar) if t.objectName().startswith(NAME)],
        "docks": [type(d).__name__ for d in main.findChildren(QDockWidget) if type(d).__module__.startswith(NAME)],
        "menus": [name for name in menus if name.startswith(NAME)],
        "before_help": menus[menus.index("diachisoMenu") + 1] if "diachisoMenu" in menus else "",
        "algorithms": sorted(
            a.id() for a in QgsApplication.processingRegistry().algorithms() if a.id().startswith(NAME)
        ),
        "translated": QCoreApplication.translate(NAME, "Create a register…") != "Create a register…",
    }


def live() -> None:
    """One life of the plugin, with its panel open."""
    utils.updateAvailablePlugins()
    if utils.isPluginLoaded(NAME):
        utils.unloadPlugin(NAME)
        settle()
    seen["before"] = traces()
    seen["started"] = utils.loadPlugin(NAME) and utils.startPlugin(NAME)
    seen["loaded"] = traces()
    toggle = iface.mainWindow().findChild(QAction, "diachisoToggleDock")
    toggle.trigger()
    settle()
    dock = utils.plugins[NAME].dock
    seen["shown"] = dock.isVisible()
    if os.environ.get("DIACHISO_LIFE_PICTURE"):
        iface.mainWindow().grab().save(os.environ["DIACHISO_LIFE_PICTURE"])
    dock.close()
    settle()
    seen["checked_after_close"] = toggle.isChecked()
    toggle.trigger()
    settle()
    seen["reloaded"] = [utils.reloadPlugin(NAME) for _ in range(3)]
    settle()
    seen["after_reload"] = traces()
    iface.mainWindow().findChild(QAction, "diachisoToggleDock").trigger()
    settle()
    seen["unloaded"] = utils.unloadPlugin(NAME)
    settle()
    seen["after"] = traces()
    seen["modules"] = sorted(name for name in sys.modules if name.split(".")[0] == NAME)


def note_error(kind: type[BaseException], error: BaseException, trace: Any) -> None:
    """Stands for QGIS's own hook, which would open a dialog that nobody answers."""
    seen.setdefault("error", "".join(traceback.format_exception(kind, error, trace)))


def give_up() -> None:
    """Something modal is in the way: say what."""
    windows = [f"{type(w).__name__} {w.windowTitle()!r}" for w in QApplication.topLevelWidgets() if w.isVisible()]
    seen.setdefault("error", f"stuck behind one of {windows}")
    leave()


def main() -> None:
    """Live, report, leave."""
    sys.excepthook = note_error
    QTimer.singleShot(100_000, give_up)
    try:
        live()
    except Exception:
        note_error(*sys.exc_info())  # type: ignore[arg-type]
    leave()


def leave() -> None:
    """Write the report and end at once, without questions."""
    with open(os.environ["DIACHISO_LIFE"], "w", encoding="utf-8") as file:
        json.dump(seen, file, ensure_ascii=False, indent=1)
    os._exit(0)


QTimer.singleShot(500, main)
