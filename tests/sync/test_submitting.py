"""What is submitted by a sync while others work on the same records."""
from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from diachiso.register.errors import RegisterError
from diachiso.sync import submitting

from .pretend.town import add_houses, address_id, create, edit_past_the_guards, query


def test_a_record_that_goes_between_the_look_and_the_write_stops_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = create(tmp_path / "sổ.gpkg")
    add_houses(path, [1, 2, 3], stage="created")
    real, gone = submitting.change_stage, []

    def change(*args: Any, dry_run: bool = False, **more: Any) -> Any:
        done = real(*args, dry_run=dry_run, **more)
        if dry_run and not gone:
            gone.append(2)
            edit_past_the_guards(path, 2, "stage", "rejected")
        return done

    monkeypatch.setattr(submitting, "change_stage", change)
    done = submitting.submit_ready(path, "vi", lambda: False)
    assert (done.submitted, done.planned.refused) == (2, 1)
    stages = dict(query(path, "SELECT address_id, stage FROM address"))
    assert stages == {address_id(1): "submitted", address_id(2): "rejected", address_id(3): "submitted"}


def test_who_loses_each_time_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = create(tmp_path / "sổ.gpkg")
    add_houses(path, [1, 2], stage="created")
    real, looks = submitting.change_stage, []

    def lost(*args: Any, dry_run: bool = False, **more: Any) -> Any:
        if not dry_run:
            raise RegisterError(submitting.SOME_REFUSED, count=1, total=2, records="x")
        looks.append(1)
        return real(*args, dry_run=True, **more)

    monkeypatch.setattr(submitting, "change_stage", lost)
    with pytest.raises(RegisterError, match="Nothing was changed"):
        submitting.submit_ready(path, "vi", lambda: False)
    assert len(looks) == submitting.TRIES
