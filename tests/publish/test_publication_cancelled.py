"""Whoever cancels a publication finds no file, and nothing recorded."""
from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from diachiso.core.map_themes import choose_themes, load_themes
from diachiso.publish.lookup_file import write_lookup_file
from diachiso.publish.maps.thematic_map import MapRequest, write_map
from diachiso.publish.open_data import publish_open_data
from diachiso.publish.server_project import write_server_project
from diachiso.publish.share_data import Sharing, share_data
from diachiso.register.cancelling import GateCancelled
from diachiso.register.export_records import read_exports

from .issued_town import make_issued_town

SHARING = Sharing("Công an", "Xác minh", ("code",), "2999-01-31")
HEALTH = choose_themes(load_themes(), "health")[0]
WORKS: dict[str, Callable[..., Any]] = {
    "open data": lambda town, folder, cancelled: publish_open_data(town, folder, cancelled=cancelled),
    "share": lambda town, folder, cancelled: share_data(town, folder / "a.csv", SHARING, cancelled=cancelled),
    "look-up": lambda town, folder, cancelled: write_lookup_file(town, folder / "a.html", cancelled=cancelled),
    "server": lambda town, folder, cancelled: write_server_project(town, folder, cancelled=cancelled),
    "map": lambda town, folder, cancelled: write_map(town, HEALTH, folder, MapRequest(), cancelled=cancelled),
}


@pytest.mark.parametrize("work", WORKS)
def test_a_cancel_at_any_question_leaves_nothing(qgis_app: Any, once: Any, tmp_path: Path, work: str) -> None:
    town = once(lambda folder: make_issued_town(folder / "Sổ.gpkg"), tmp_path / "town") / "Sổ.gpkg"
    asked = 0

    def count() -> bool:
        nonlocal asked
        asked += 1
        return False

    WORKS[work](town, tmp_path / "whole", count)
    recorded = len(read_exports(town))
    # How often a map asks while it is drawn depends on how busy the machine is.
    for stop in {1, 2} if work == "map" else {1, max(1, asked // 2), asked}:
        left = iter([False] * (stop - 1))
        folder = tmp_path / f"stopped {stop}"
        with pytest.raises(GateCancelled):
            WORKS[work](town, folder, lambda left=left: next(left, True))
        assert list(folder.iterdir()) == [], (stop, asked)
        assert len(read_exports(town)) == recorded
