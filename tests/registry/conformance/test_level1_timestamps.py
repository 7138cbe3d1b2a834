"""Level 1: the registry tells when a record changed, and lets nobody overwrite what is newer than he saw."""
from __future__ import annotations

import time
from email.utils import parsedate_to_datetime
from typing import Any

import pytest

pytestmark = pytest.mark.level(1)


def test_when_a_record_changed(registry: Any, level: int) -> None:
    feature = registry.created()
    first = registry.item(feature["id"])
    before = parsedate_to_datetime(first.headers["Last-Modified"])
    time.sleep(1.1)  # the header has whole seconds
    changed = {**feature, "properties": {**feature["properties"], "name": "B"}}
    assert registry.put(changed, version=first.headers.get("ETag", '"v1"')).status_code == 200
    after = registry.item(feature["id"]).headers["Last-Modified"]
    assert parsedate_to_datetime(after) > before
    if level == 1:
        stale = registry.put(feature, version="", If_Unmodified_Since=first.headers["Last-Modified"])
        assert stale.status_code == 412
        assert registry.item(feature["id"]).json()["properties"]["name"] == "B"
        assert registry.put(feature, version="", If_Unmodified_Since=after).status_code == 200
