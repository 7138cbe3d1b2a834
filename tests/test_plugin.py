"""The plugin as QGIS runs it: loaded, reloaded, unloaded without a trace; under qgis_process; light at start-up."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
NAME = "diachiso"
ACTIONS = [
    "diachisoAddcodeblock",
    "diachisoAssigncodes",
    "diachisoCreateregister",
    "diachisoMatchcodes",
    "diachisoToggleDock",
    "diachisoUndoapply",
]
DISPLAY = "xvfb-run -a -s '-screen 0 1400x900x24'"
ALGORITHMS = {f"diachiso:{a}" for a in ("createregister", "addcodeblock", "matchcodes", "assigncodes", "undoapply")}


def settle() -> None:
    """Let Qt deliver what waits, deferred deletions too."""
    from qgis.PyQt.QtCore import QCoreApplication, QEvent

    for _ in range(5):
        QCoreApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def traces(main: Any) -> dict[str, list[str]]:
    """Everything of ours that this QGIS holds."""
    from qgis.core import QgsApplication
    from qgis.PyQt.QtWidgets import QAction, QDockWidget, QToolBar

    menus = [a.menu().objectName() for a in main.menuBar().actions() if a.menu() is not None]
    return {
        "actions": sorted(a.objectName() for a in main.findChildren(QAction) if a.objectName().startswith(NAME)),
        "toolbars": [t.objectName() for t in main.findChildren(QToolBar) if t.objectName().startswith(NAME)],
        "docks": [type(d).__name__ for d in main.findChildren(QDockWidget) if type(d).__module__.startswith(NAME)],
        "menus": [n for n in menus if n.startswith(NAME)],
        "providers": [p.id() for p in QgsApplication.processingRegistry().providers() if p.id() == NAME],
    }


NOTHING: dict[str, list[str]] = {"actions": [], "toolbars": [], "docks": [], "menus": [], "providers": []}


@pytest.fixture
def plugins(qgis_iface: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """qgis.utils with one plugin folder that holds ours; the modules of other tests are kept out of it."""
    from qgis import utils

    folder = tmp_path / "plugins"
    folder.mkdir()
    (folder / NAME).symlink_to(ROOT, target_is_directory=True)
    before = {name: m for name, m in sys.modules.items() if name.split(".")[0] == NAME}
    for name in before:
        del sys.modules[name]
    monkeypatch.setattr(utils, "iface", qgis_iface)
    monkeypatch.setattr(utils, "plugin_paths", [str(folder)])
    monkeypatch.setattr(sys, "path", [str(folder), *sys.path])
    utils.updateAvailablePlugins()
    yield utils
    if utils.isPluginLoaded(NAME):
        utils.unloadPlugin(NAME)
        settle()
    for name in [name for name in sys.modules if name.split(".")[0] == NAME]:
        del sys.modules[name]
    sys.modules.update(before)
    monkeypatch.undo()
    utils.updateAvailablePlugins()


def test_qgis_reads_the_metadata(plugins: Any) -> None:
    assert NAME in plugins.available_plugins
    assert plugins.pluginMetadata(NAME, "name") == NAME
    assert plugins.pluginMetadata(NAME, "hasProcessingProvider") == "yes"
    assert (plugins.pluginMetadata(NAME, "qgisMinimumVersion"), plugins.pluginMetadata(NAME, "qgisMaximumVersion")) == (
        "3.22",
        "4.99",
    )
    assert "Địa chỉ số" in plugins.pluginMetadata(NAME, "description")
    assert (ROOT / plugins.pluginMetadata(NAME, "icon")).is_file()


def test_load_and_unload_leave_nothing_behind(plugins: Any, qgis_iface: Any) -> None:
    main = qgis_iface.mainWindow()
    assert traces(main) == NOTHING, "another test left something"
    for _ in range(2):
        assert plugins.loadPlugin(NAME)
        assert plugins.startPlugin(NAME)
        loaded = traces(main)
        assert loaded == {
            "actions": ACTIONS,
            "toolbars": ["diachisoToolbar"],
            "docks": [],
            "menus": ["diachisoMenu"],
            "providers": [NAME],
        }
        assert plugins.unloadPlugin(NAME)
        settle()
        assert traces(main) == NOTHING
        assert not [name for name in sys.modules if name.split(".")[0] == NAME], "an upgrade would run on old modules"


def test_reload_makes_nothing_twice(plugins: Any, qgis_iface: Any) -> None:
    plugins.loadPlugin(NAME)
    plugins.startPlugin(NAME)
    first = traces(qgis_iface.mainWindow())
    for _ in range(3):
        assert plugins.reloadPlugin(NAME)
        settle()
        assert traces(qgis_iface.mainWindow()) == first


def test_the_panel_is_made_on_demand_and_goes_with_the_plugin(plugins: Any, qgis_iface: Any) -> None:
    from qgis.PyQt.QtWidgets import QAction

    main = qgis_iface.mainWindow()
    plugins.loadPlugin(NAME)
    plugins.startPlugin(NAME)
    toggle = main.findChild(QAction, "diachisoToggleDock")
    assert not [name for name in sys.modules if name.startswith("diachiso.ui")], "the panel is loaded at start-up"
    toggle.trigger()
    settle()
    assert traces(main)["docks"] == ["AddressDock"]
    dock = plugins.plugins[NAME].dock
    assert toggle.isChecked()
    assert not dock.isHidden()
    toggle.trigger()
    assert dock.isHidden()
    toggle.trigger()
    assert not dock.isHidden()
    assert plugins.plugins[NAME].dock is dock
    plugins.unloadPlugin(NAME)
    settle()
    assert traces(main) == NOTHING


def test_actions_have_icons_texts_and_open_their_algorithm(
    plugins: Any, qgis_iface: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    import processing
    from qgis.core import QgsApplication
    from qgis.PyQt.QtWidgets import QAction

    plugins.loadPlugin(NAME)
    plugins.startPlugin(NAME)
    opened: list[str] = []
    monkeypatch.setattr(
        processing, "execAlgorithmDialog", lambda algorithm, *_: opened.append(algorithm), raising=False
    )
    for name in ACTIONS:
        action = qgis_iface.mainWindow().findChild(QAction, name)
        assert not action.icon().pixmap(24, 24).isNull(), name
        assert action.text()
        if name != "diachisoToggleDock":
            action.trigger()
    assert set(opened) == ALGORITHMS
    known = {a.id() for a in QgsApplication.processingRegistry().providerById(NAME).algorithms()}
    assert known >= ALGORITHMS


@pytest.mark.parametrize(("locale", "vietnamese"), [("vi_VN", True), ("vi", True), ("en_US", False), ("fr", False)])
def test_language_follows_qgis(
    plugins: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, locale: str, vietnamese: bool
) -> None:
    from qgis.core import QgsApplication
    from qgis.PyQt.QtCore import QCoreApplication

    if not (ROOT / "i18n" / "diachiso_vi.qm").is_file():
        pytest.skip("the translations are not built (scripts/i18n.sh)")

    def translated() -> bool:
        return QCoreApplication.translate(NAME, "Create a register…") != "Create a register…"

    monkeypatch.setattr(QgsApplication, "locale", staticmethod(lambda: locale))
    plugins.loadPlugin(NAME)
    plugins.startPlugin(NAME)
    assert translated() is vietnamese
    plugins.unloadPlugin(NAME)
    assert not translated()


def in_profile(tmp_path: Path, command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a shell command with scripts/env.sh in a fresh QGIS profile."""
    return subprocess.run(
        ["bash", "-euc", f"source '{ROOT}/scripts/env.sh'; {command}"],
        env={
            **os.environ,
            "DIACHISO_PROFILE": str(tmp_path / "profile"),
            "QT_QPA_PLATFORM": "offscreen",
            **environment,
        },
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_qgis_process_offers_the_algorithms(tmp_path: Path) -> None:
    if not (shutil.which("qgis_process") or shutil.which("qgis_process.bin")):
        pytest.skip("qgis_process is not installed")
    done = in_profile(tmp_path, "qgis_process_ list")
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    assert set(done.stdout.split()) >= ALGORITHMS


START_UP = """
import sys, time
from qgis.core import QgsApplication
app = QgsApplication([], False)
app.initQgis()
from qgis import utils
utils.plugin_paths = [sys.argv[1]]
sys.path.insert(0, sys.argv[1])
utils.updateAvailablePlugins()
before = set(sys.modules)
ok = utils.loadPlugin("diachiso") and utils.startProcessingPlugin("diachiso")
heavy = ("shapely", "openpyxl", "qgis.PyQt.QtNetwork", "diachiso.ui", "diachiso.plugin.dock")
new = set(sys.modules) - before
print(ok, sorted(n for n in new if any(n == h or n.startswith(h + ".") for h in heavy)))
sys.stdout.flush()
import os
os._exit(0)
"""


def test_start_up_imports_nothing_heavy(tmp_path: Path) -> None:
    folder = tmp_path / "plugins"
    folder.mkdir()
    (folder / NAME).symlink_to(ROOT, target_is_directory=True)
    done = subprocess.run(
        [sys.executable, "-c", START_UP, str(folder)],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "QGIS_CUSTOM_CONFIG_PATH": str(tmp_path / "profile")},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.stdout.split("\n")[-2:] == ["True []", ""], done.stdout + done.stderr


@pytest.mark.desktop
def test_a_life_in_the_real_desktop(tmp_path: Path) -> None:
    if not (shutil.which("qgis.bin") and shutil.which("xvfb-run")):
        pytest.skip("needs qgis.bin and xvfb-run")
    report = tmp_path / "life.json"
    done = in_profile(
        tmp_path,
        f"exec {DISPLAY} qgis.bin --nologo --noversioncheck --code '{ROOT}/tests/desktop_life.py'",
        QT_QPA_PLATFORM="xcb",
        DIACHISO_LIFE=str(report),
        DIACHISO_LOCALE="vi",
    )
    assert report.is_file(), done.stderr[-3000:]
    seen = json.loads(report.read_text(encoding="utf-8"))
    assert "error" not in seen, seen.get("error")
    nothing = {key: type(value)() for key, value in seen["before"].items()}
    assert seen["before"] == nothing
    assert seen["started"]
    assert seen["loaded"]["actions"] == ACTIONS
    assert seen["loaded"]["toolbars"] == ["diachisoToolbar"]
    assert seen["loaded"]["menus"] == ["diachisoMenu"]
    assert seen["loaded"]["before_help"] == "mHelpMenu"
    assert set(seen["loaded"]["algorithms"]) >= ALGORITHMS
    assert seen["loaded"]["translated"]
    assert seen["shown"]
    assert seen["checked_after_close"] is False
    assert seen["reloaded"] == [True, True, True]
    assert seen["after_reload"] == seen["loaded"]
    assert seen["unloaded"]
    assert seen["after"] == nothing
    assert seen["modules"] == []
