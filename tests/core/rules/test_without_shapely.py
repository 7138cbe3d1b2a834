"""Where QGIS's Python has no shapely, QGIS's own geometry finds the same."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import pytest

pytest.importorskip("shapely", minversion="2.0")
pytest.importorskip("qgis.core")
sys.path.insert(0, str(Path(__file__).resolve().parents[3] / "scripts"))

from rules_injections import INJECTIONS  # noqa: E402
from rules_worlds import drawn, hits  # noqa: E402

POSITIONS = ("position_other_commune", "position_outside_communes", "position_outside_building")


@pytest.mark.parametrize("rule", POSITIONS)
def test_both_engines_find_the_same(qgis_app: Any, rule: str) -> None:
    from diachiso.processing.qgis_engine import QgisEngine

    world = drawn()
    next(i for i in INJECTIONS if i.rule == rule).spoil(world, Random(5))
    others = replace(world, reference=replace(world.reference, engine=QgisEngine()))

    def found(what: Any) -> set[tuple[str, str, str]]:
        return {(h.rule, h.object_id, str(sorted(h.params.items()))) for h in hits(what)}

    assert found(others) == found(world) and rule in {name for name, _, _ in found(world)}
