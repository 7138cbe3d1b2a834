"""Level 2: entity tags. Nobody overwrites a version that he has not seen, and nobody creates what is there."""
from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

pytestmark = pytest.mark.level(2)


def with_name(feature: dict[str, Any], name: str) -> dict[str, Any]:
    return {**feature, "properties": {**feature["properties"], "name": name}}


def test_each_version_has_its_tag(registry: Any) -> None:
    feature = registry.feature()
    made = registry.put(feature)
    tag = made.headers["ETag"]
    assert made.status_code == 201 and tag.startswith('"')
    assert registry.item(feature["id"]).headers["ETag"] == tag
    changed = registry.put(with_name(feature, "B"), version=tag)
    assert changed.status_code == 200 and changed.headers["ETag"] != tag
    assert registry.item(feature["id"]).headers["ETag"] == changed.headers["ETag"]


def test_what_is_there_is_not_created_again(registry: Any) -> None:
    feature = registry.created()
    assert registry.put(with_name(feature, "B")).status_code == 412
    assert "name" not in registry.item(feature["id"]).json()["properties"]


def test_a_version_that_is_gone_is_not_replaced(registry: Any) -> None:
    feature = registry.feature()
    old = registry.put(feature).headers["ETag"]
    registry.put(with_name(feature, "B"), version=old)
    assert registry.put(with_name(feature, "C"), version=old).status_code == 412
    assert registry.item(feature["id"]).json()["properties"]["name"] == "B"


def test_a_write_without_a_condition_is_refused(registry: Any) -> None:
    feature = registry.created()
    assert registry.put(with_name(feature, "B"), version="").status_code in (412, 428)
    assert "name" not in registry.item(feature["id"]).json()["properties"]


def test_of_many_updates_of_one_version_one_is_done(registry: Any, colleague: Any) -> None:
    feature = registry.feature()
    tag = registry.put(feature).headers["ETag"]
    start = threading.Barrier(6)

    def change(number: int) -> int:
        start.wait()
        sender = registry if number % 2 else colleague
        return int(sender.put(with_name(feature, f"N{number}"), version=tag).status_code)

    with ThreadPoolExecutor(6) as pool:
        found = sorted(pool.map(change, range(6)))
    assert found == [200] + [412] * 5
