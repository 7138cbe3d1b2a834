"""Makes the repository root importable as `diachiso`, and small factories that every room's tests share."""
from __future__ import annotations

import gc
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen" if not os.environ.get("DISPLAY") else "xcb")

ROOT = Path(__file__).resolve().parent.parent


def _link_package() -> str:
    """Take the root off sys.path (its `processing/` would shadow QGIS's) and offer it as `diachiso`."""
    here = {str(ROOT), str(ROOT / "tests")}
    sys.path[:] = [p for p in sys.path if p and str(Path(p).resolve()) not in here]
    parent = os.path.join(tempfile.gettempdir(), f"diachiso-tests-{os.getpid()}")
    os.makedirs(parent, exist_ok=True)
    link = os.path.join(parent, "diachiso")
    if not os.path.lexists(link):
        os.symlink(ROOT, link, target_is_directory=True)
    sys.path.insert(0, parent)
    # Child processes (the register's worker, qgis_process) must find the same package.
    os.environ["DIACHISO_PARENT"] = parent
    # QGIS writes into a GeoPackage that it only shows (journal mode, counters): tests open a copy of the sample.
    sample = os.path.join(parent, "checkout", "resources", "sample")
    shutil.copytree(ROOT / "resources" / "sample", sample, dirs_exist_ok=True)
    os.environ["DIACHISO_SAMPLE"] = sample
    return parent


PARENT = _link_package()

import pytest  # noqa: E402

from .effort import few_cases, load_profile  # noqa: E402
from .real_data import DATA  # noqa: E402

load_profile()

FREEZE_EVERY = 20  # tests: a look through a million objects takes a tenth of a second, an algorithm's whole work
_begun: list[str] = []


def pytest_unconfigure() -> None:
    """Remove what this run made beside the checkout: the link, and the copy of the sample."""
    shutil.rmtree(os.path.join(PARENT, "checkout"), ignore_errors=True)
    link = os.path.join(PARENT, "diachiso")
    if os.path.islink(link):
        os.unlink(link)
        try:
            os.rmdir(PARENT)
        except OSError as error:  # a child process may still hold something there
            sys.stderr.write(f"{PARENT} was left behind: {error}\n")


def pytest_collection_modifyitems(config: pytest.Config, items: list[Any]) -> None:
    """Long tests come first: the short ones fill what is left at the end, on whichever core is free."""
    items[:], left_out = few_cases(items)
    if left_out:
        config.hook.pytest_deselected(items=left_out)
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)


def pytest_collection_finish() -> None:
    """Keep the tests themselves out of what is looked through for garbage: algorithms collect it after their work."""
    gc.collect()
    gc.freeze()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: Any) -> None:
    """Now and then, keep out also what has come since: modules, reports, fixtures of sessions."""
    _begun.append(item.nodeid)
    if len(_begun) % FREEZE_EVERY == 0:
        gc.collect()
        gc.freeze()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_teardown(item: Any, nextitem: Any) -> None:
    """Let go of QGIS objects before QGIS ends: a layer that is freed after the application crashes.

    QGIS never lets go of an exception that passed through an algorithm, nor of its frames and their callers' locals;
    pytest keeps the last test's fixtures until all fixtures, the application's too, are torn down.
    """
    if nextitem is not None:
        return
    gc.unfreeze()
    getattr(item, "funcargs", {}).clear()
    for found in [o for o in gc.get_objects() if isinstance(o, TracebackType)]:
        frame = found.tb_frame
        while frame is not None:
            try:
                frame.clear()
            except RuntimeError:  # it is running: so are its callers
                break
            frame = frame.f_back
    gc.collect()


@pytest.fixture(scope="session")
def root() -> Path:
    """The repository root, which is the package."""
    return ROOT


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real test data beside the checkout; tests that need it are skipped without it."""
    if not DATA.is_dir():
        pytest.skip(f"no real data: {DATA} is absent")
    return DATA


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Callable[[Path], object], Path], Path]:
    """once(make, folder) -> the folder with what make(folder) puts there, which is done once and then copied.

    Nobody opens what is kept. Two functions of one name in one module would be taken for the same.
    """
    base = tmp_path_factory.mktemp("once")

    def fill(make: Callable[[Path], object], folder: Path) -> Path:
        kept = base / f"{make.__module__}.{make.__qualname__}"
        if not kept.exists():
            made = base / "being made"
            shutil.rmtree(made, ignore_errors=True)
            made.mkdir()
            make(made)
            made.rename(kept)
        return Path(shutil.copytree(kept, folder, dirs_exist_ok=True))

    return fill


@pytest.fixture
def make_layer(qgis_app: Any) -> Callable[..., Any]:
    """Factory of memory layers: make_layer(wkts, {"name": ["a", "b"]}, crs="EPSG:4326") -> QgsVectorLayer."""
    from qgis.core import QgsFeature, QgsGeometry, QgsVectorLayer, QgsWkbTypes

    def sample_type(values: Sequence[Any]) -> str:
        known = next((v for v in values if v is not None), "")
        if isinstance(known, bool):
            return "boolean"
        if isinstance(known, int):
            return "int8"
        return "double" if isinstance(known, float) else "string"

    def make(
        wkts: Iterable[str | None] = (),
        fields: dict[str, Sequence[Any]] | None = None,
        crs: str = "EPSG:4326",
        geometry_type: str | None = None,
        name: str = "layer",
    ) -> QgsVectorLayer:
        """A layer of these WKTs (None = no geometry); fields maps a name to one value per feature."""
        fields = fields or {}
        texts = list(wkts)
        if not texts and fields:
            texts = [None] * len(next(iter(fields.values())))
        geometries = [QgsGeometry() if w is None else QgsGeometry.fromWkt(w) for w in texts]
        kind = geometry_type
        if kind is None:
            first = next((g for g in geometries if not g.isNull()), None)
            kind = "None" if first is None else QgsWkbTypes.displayString(first.wkbType())
        columns = "".join(f"&field={n}:{sample_type(v)}" for n, v in fields.items())
        layer = QgsVectorLayer(f"{kind}?crs={crs}{columns}", name, "memory")
        if not layer.isValid():
            raise ValueError(f"not a layer: {kind}?crs={crs}{columns}")
        features = []
        for i, geometry in enumerate(geometries):
            feature = QgsFeature(layer.fields())
            if not geometry.isNull():
                feature.setGeometry(geometry)
            feature.setAttributes([v[i] for v in fields.values()])
            features.append(feature)
        ok, _ = layer.dataProvider().addFeatures(features)
        if not ok:
            raise ValueError("; ".join(layer.dataProvider().errors()))
        layer.updateExtents()
        return layer

    return make
