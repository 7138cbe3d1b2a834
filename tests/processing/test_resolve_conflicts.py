"""diachiso:resolveconflicts: a side for all, a side for some fields, all or nothing, and what it refuses."""
from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from qgis.core import QgsProcessingException

from diachiso.register.sync_store import conflicts

from ..small_town import make_town
from ..stores import thorough_stores
from ..ui import syncs


@pytest.fixture
def contested(tmp_path: Path, qgis_app: Any) -> Path:
    """A register with three conflicts: each about number and settlement."""
    path = make_town(tmp_path / "register.gpkg", [], [])
    syncs.fill(path, 3)
    syncs.agree(path)
    for fid in (1, 2, 3):
        syncs.edit(path, fid, house_number=f"{fid}X", settlement="Tổ 1")
    syncs.conflict(path, [1, 2, 3], lambda fid: {"house_number": "99", "settlement": "Tổ 2"})
    return path


def says(path: Path, fid: int) -> tuple[Any, Any]:
    values = syncs.local(path, fid)[syncs.address(fid)].values
    return values["house_number"], values["settlement"]


@pytest.mark.parametrize(
    ("parameters", "expected"),
    [
        ({}, [("1X", "Tổ 1"), ("2X", "Tổ 1"), ("3X", "Tổ 1")]),
        ({"SIDE": 1}, [("99", "Tổ 2"), ("99", "Tổ 2"), ("99", "Tổ 2")]),
        ({"CHOICES": '{"house_number": "theirs"}'}, [("99", "Tổ 1"), ("99", "Tổ 1"), ("99", "Tổ 1")]),
        ({"SIDE": 1, "CHOICES": '{"house_number": "mine"}'}, [("1X", "Tổ 2"), ("2X", "Tổ 2"), ("3X", "Tổ 2")]),
    ],
)
def test_every_conflict_is_settled_as_chosen(contested: Path, run: Any, parameters: Any, expected: Any) -> None:
    assert run("resolveconflicts", REGISTER=str(contested), **parameters)["COUNT"] == 3
    assert [says(contested, fid) for fid in (1, 2, 3)] == expected
    assert conflicts(contested) == []


@thorough_stores
def test_only_those_named_are_settled(contested: Path, run: Any) -> None:
    numbers = {row.address_id: row.conflict_id for row in conflicts(contested)}
    chosen = f"{numbers[syncs.address(1)]}, {numbers[syncs.address(3)]}"
    assert run("resolveconflicts", REGISTER=str(contested), CONFLICTS=chosen, SIDE=1)["COUNT"] == 2
    assert [row.address_id for row in conflicts(contested)] == [syncs.address(2)]
    assert says(contested, 2) == ("2X", "Tổ 1")


@pytest.mark.parametrize(
    "parameters",
    [
        {"CONFLICTS": "1;x"}, {"CHOICES": "{"}, {"CHOICES": '["mine"]'}, {"CHOICES": '{"house_number": "yours"}'},
        {"CHOICES": json.dumps({"house_number": ["mine"]})}, {"CONFLICTS": "1,999"},
    ],
)  # fmt: skip
def test_what_nobody_can_mean_changes_nothing(contested: Path, run: Any, parameters: Any) -> None:
    before = conflicts(contested)
    with pytest.raises(QgsProcessingException):
        run("resolveconflicts", REGISTER=str(contested), **parameters)
    assert conflicts(contested) == before and says(contested, 1) == ("1X", "Tổ 1")
