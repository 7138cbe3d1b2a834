"""Finished files stand in their places all or not at all, on whichever disk."""
from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from diachiso.core.errors import DiachisoError
from diachiso.publish import handing_over as module
from diachiso.publish.handing_over import handing_over


def three(folder: Path) -> tuple[list[tuple[Path, Path]], dict[str, str]]:
    """Three new files, of which two have places where something stands; what stands there."""
    (folder / "made").mkdir()
    (folder / "there").mkdir()
    made = []
    for name in ("a", "b", "c"):
        file = folder / "made" / name
        file.write_text("new")
        made.append((file, folder / ("elsewhere" if name == "c" else "there") / name))
    for name in ("a", "b"):
        (folder / "there" / name).write_text("old")
    return made, {"a": "old", "b": "old"}


def standing(folder: Path) -> dict[str, str]:
    places = [folder / "there", folder / "elsewhere"]
    return {file.name: file.read_text() for place in places if place.is_dir() for file in place.iterdir()}


def test_all_stand_in_their_places_and_nothing_else_is_left(tmp_path: Path) -> None:
    made, _ = three(tmp_path)
    with handing_over(made) as place:
        place()
    assert standing(tmp_path) == dict.fromkeys("abc", "new")


@pytest.mark.parametrize("moves", range(5))
def test_one_that_cannot_be_placed_brings_back_what_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moves: int
) -> None:
    made, before = three(tmp_path)
    move, done = os.replace, []

    def fail(source: Any, target: Any) -> None:
        done.append(target)
        if len(done) == moves + 1:
            raise PermissionError(13, "somebody has it open")
        move(source, target)

    monkeypatch.setattr(module.os, "replace", fail)
    with pytest.raises(DiachisoError, match=r"[abc] cannot be written \(somebody"), handing_over(made) as place:
        place()
    assert standing(tmp_path) == before


def test_an_error_after_them_takes_them_back(tmp_path: Path) -> None:
    made, before = three(tmp_path)
    with pytest.raises(ZeroDivisionError), handing_over(made) as place:
        place()
        raise ZeroDivisionError
    assert standing(tmp_path) == before


def test_on_another_disk(tmp_path: Path) -> None:
    other = Path("/dev/shm")
    if not other.is_dir() or other.stat().st_dev == tmp_path.stat().st_dev:
        pytest.skip("no other disk here")
    file, target = tmp_path / "a", other / f"diachiso-{os.getpid()}"
    file.write_text("new")
    try:
        with handing_over([(file, target)]) as place:
            assert not target.exists()
            place()
        assert target.read_text() == "new"
    finally:
        target.unlink(missing_ok=True)
    assert not list(other.glob(".diachiso-*"))
