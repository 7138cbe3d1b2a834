"""Level 3, reading: the feed of changes tells everything once more than never, and says when a cursor is too old."""
from __future__ import annotations

import threading
import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

pytestmark = pytest.mark.level(3)
WRITERS, EACH = 6, 20


def now_cursor(registry: Any) -> str:
    """A cursor at the end of what there is."""
    cursor, more = "", True
    while more:
        page = registry.get("/extract", cursor=cursor).json()
        cursor, more = page["cursor"], page["more"]
    return str(cursor)


def read(registry: Any, cursor: str, limit: int = 3) -> tuple[list[dict[str, Any]], str]:
    found: list[dict[str, Any]] = []
    more = True
    while more:
        page = registry.get("/changes", cursor=cursor, limit=limit).json()
        assert len(page["changes"]) <= limit
        found += page["changes"]
        cursor, more = page["cursor"], page["more"]
    return found, cursor


def until(registry: Any, cursor: str, wanted: set[str]) -> tuple[list[dict[str, Any]], str]:
    """Read on until all are there: another one's transaction may hold the feed back for a while."""
    found: list[dict[str, Any]] = []
    end = time.monotonic() + 30
    while not wanted <= {c["id"] for c in found} and time.monotonic() < end:
        more, cursor = read(registry, cursor)
        found += more
    return found, cursor


def test_a_change_says_whose_operation_it_was(registry: Any) -> None:
    cursor, feature, key = now_cursor(registry), registry.feature(), str(uuid.uuid4())
    registry.put(feature, key=key)
    found, _ = until(registry, cursor, {feature["id"]})
    change = next(c for c in found if c["id"] == feature["id"])
    assert (change["version"], change["op_id"], change["stage"]) == (1, key, "submitted")
    assert change["feature"] == registry.item(feature["id"]).json()


def test_the_same_cursor_gives_the_same_again(registry: Any) -> None:
    cursor = now_cursor(registry)
    made = {registry.created(str(i))["id"] for i in range(7)}
    found, behind = until(registry, cursor, made)
    again, _ = read(registry, cursor, limit=100)
    assert made <= {c["id"] for c in again} and made <= {c["id"] for c in found}
    assert not made & {c["id"] for c in read(registry, behind)[0]}


def test_the_last_state_is_told(registry: Any) -> None:
    cursor, feature = now_cursor(registry), registry.created()
    changed = {**feature, "properties": {**feature["properties"], "name": "B"}}
    registry.put(changed, version='"v1"')
    found, _ = until(registry, cursor, {feature["id"]})
    last = [c for c in found if c["id"] == feature["id"]][-1]
    assert last["version"] == 2 and last["feature"]["properties"]["name"] == "B"


def test_nothing_is_skipped_while_many_write(registry: Any, colleague: Any) -> None:
    """A feed in the order of a serial number fails here sooner or later: what commits late gets passed by."""
    cursor, done = now_cursor(registry), threading.Event()
    seen: set[str] = set()

    def write(number: int) -> list[str]:
        sender = registry if number % 2 else colleague
        return [sender.created(str(i))["id"] for i in range(EACH)]

    def follow() -> str:
        at = cursor
        while not done.is_set():
            found, at = read(registry, at, limit=50)
            seen.update(c["id"] for c in found)
        return at

    with ThreadPoolExecutor(WRITERS + 1) as pool:
        following = pool.submit(follow)
        made = {address_id for ids in pool.map(write, range(WRITERS)) for address_id in ids}
        done.set()
        rest, _ = until(registry, following.result(), made - seen)
    assert len(made) == WRITERS * EACH and made <= seen | {c["id"] for c in rest}


def test_an_extract_and_the_changes_behind_it_have_everything(registry: Any) -> None:
    made = {registry.created(str(i))["id"] for i in range(4)}
    page = registry.get("/extract", limit=2).json()
    found = {c["id"] for c in page["changes"]}
    late = registry.created("9")["id"]
    while page["more"]:
        page = registry.get("/extract", limit=1000, cursor=page["cursor"]).json()
        found |= {c["id"] for c in page["changes"]}
    found |= {c["id"] for c in until(registry, page["cursor"], {late} - found)[0]}
    assert made | {late} <= found


def test_a_cursor_that_is_not_known(registry: Any) -> None:
    reply = registry.get("/changes", cursor="no-such-cursor")
    assert reply.status_code == 410 and reply.json()["type"] == "urn:diachiso:problem:cursor-expired"
