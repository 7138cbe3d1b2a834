#!/usr/bin/env python3
"""Check a register and print the longest time between two questions whether the check is still wanted, in seconds."""

from __future__ import annotations

import sys
import tempfile
import time
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def main(register: Path) -> None:
    """As the algorithm does it, without QGIS around it: outlines are left out, which QGIS projects."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "diachiso").symlink_to(ROOT)
        sys.path.insert(0, folder)
        catalogue = import_module("diachiso.core.rules.catalogue")
        engine = import_module("diachiso.core.geometry.shapely_engine")
        run = import_module("diachiso.register.qa_run")
        asked = [time.monotonic()]

        def cancelled() -> bool:
            asked.append(time.monotonic())
            return False

        run.run_check(register, catalogue.load_rules("addresses"), engine.ShapelyEngine(), cancelled=cancelled)
        asked.append(time.monotonic())
    print(f"{max(b - a for a, b in zip(asked, asked[1:])):.2f}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
