"""A cancel of an import is heard soon, whenever it comes, and leaves nothing behind."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any, Optional

import numpy as np
import pytest
from qgis.core import QgsProcessingContext, QgsProcessingException, QgsProcessingFeedback

from diachiso.register.land_layer import LandLayerFile, Srs

from .land_files import X, Y

SIZE, PATIENCE_S = 100_000, 2.0


class Watch(QgsProcessingFeedback):
    """Notes when it was asked whether it is cancelled, and says yes from the question `until` on."""

    def __init__(self, until: Optional[int] = None) -> None:
        super().__init__(False)
        self.until, self.asked, self.steps = until, [time.monotonic()], [0.0]
        self.progressChanged.connect(self.steps.append)

    def isCanceled(self) -> bool:  # noqa: N802
        self.asked.append(time.monotonic())
        if self.until is not None and len(self.asked) > self.until:
            self.cancel()
        return bool(super().isCanceled())


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A hundred thousand squares, each with a text of TCVN3."""
    path = tmp_path_factory.mktemp("large") / "thua.gpkg"
    ring = np.array([[0, 0], [10, 0], [10, 10], [0, 10], [0, 0]], float)
    with LandLayerFile(path, "thua", {"DiaChi": "TEXT"}, "POLYGON", Srs("", "", 0, "")) as file:
        places = np.column_stack([X + np.arange(SIZE) % 300 * 20.0, Y + np.arange(SIZE) // 300 * 20.0])
        head = b"\1\3\0\0\0\1\0\0\0\5\0\0\0"
        wkb = [head + (ring + place).tobytes() for place in places]
        texts = [f"sè {k} TrÇn Phó, §inh Tiªn Hoµng" for k in range(SIZE)]
        file.add(wkb, np.hstack([places, places + 10]), {"DiaChi": texts})
        file.finish()
    return path


def attempt(provider: Any, algorithm: str, source: Path, folder: Path, watch: Watch) -> bool:
    """Whether it came to its end."""
    import processing

    parameters = {"INPUT": str(source), "OUTPUT": str(folder / "out.gpkg"), "OUTPUT_HTML": str(folder / "r.html")}
    context = QgsProcessingContext()
    try:
        processing.run(f"diachiso:{algorithm}", parameters, context=context, feedback=watch)
    except QgsProcessingException as error:
        assert "Cancelled" in str(error)
        return False
    return True


@pytest.mark.parametrize("algorithm", ["importlayer", "diagnoselayer"])
def test_a_cancel_is_heard_and_leaves_nothing(
    provider: Any, large: Path, tmp_path: Path, algorithm: str
) -> None:
    watch = Watch()
    assert attempt(provider, algorithm, large, tmp_path, watch)
    times = [*watch.asked, time.monotonic()]
    assert max(b - a for a, b in zip(times, times[1:])) < PATIENCE_S
    assert watch.steps == sorted(watch.steps) and watch.steps[-1] > 90
    asked = len(watch.asked)
    for share in (0.0, 0.3, 0.6, 0.9, 0.99):
        folder = tmp_path / f"{share}"
        folder.mkdir()
        (folder / "out.gpkg").write_bytes(b"what was there")
        assert not attempt(provider, algorithm, large, folder, Watch(max(int(share * asked), 1)))
        assert [p.name for p in folder.iterdir()] == ["out.gpkg"]
        assert (folder / "out.gpkg").read_bytes() == b"what was there"
