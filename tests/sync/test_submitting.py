"""What is submitted by a sync while others work on the same records."""
from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from diachiso.register import stage_change
from diachiso.sync import submitting

from .pretend.town import add_houses, address_id, create, edit_past_the_guards, query


def test_a_record_that_goes_between_the_look_and_the_write_stops_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = create(tmp_path / "sổ.gpkg")
    add_houses(path, [1, 2, 3], stage="created")
    real = stage_change.make_backup

    def backup(*args: Any, **more: Any) -> Any:
        edit_past_the_guards(path, 2, "stage", "rejected")
        return real(*args, **more)

    monkeypatch.setattr(stage_change, "make_backup", backup)
    done = submitting.submit_ready(path, "vi", lambda: False)
    assert (done.submitted, done.planned.refused) == (2, 1)
    stages = dict(query(path, "SELECT address_id, stage FROM address"))
    assert stages == {address_id(1): "submitted", address_id(2): "rejected", address_id(3): "submitted"}


def test_where_nothing_may_be_submitted_nothing_is_written(tmp_path: Path) -> None:
    path = create(tmp_path / "sổ.gpkg")
    add_houses(path, [1, 2], stage="created")
    for number in (1, 2):
        edit_past_the_guards(path, number, "street", None)
    before = path.read_bytes()
    done = submitting.submit_ready(path, "vi", lambda: False)
    assert (done.submitted, done.planned.refused) == (0, 2) and path.read_bytes() == before
