"""Level 3, writing: each operation has one effect, however often it comes, and tells what became of it."""
from __future__ import annotations

import threading
import uuid
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

pytestmark = pytest.mark.level(3)


def problem(said: Any) -> str:
    return str(said["type"]).removeprefix("urn:diachiso:problem:")


def new_key() -> str:
    return str(uuid.uuid4())


def test_the_same_operation_again_gets_the_same_answer(registry: Any) -> None:
    feature, key = registry.feature(), new_key()
    first = registry.put({**feature, "op_id": key}, key=key)
    again = registry.put({**feature, "op_id": key}, key=key)
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json() and first.headers["ETag"] == again.headers["ETag"]
    assert again.headers["Idempotent-Replay"] == "true" and "Idempotent-Replay" not in first.headers
    assert first.json()["op_id"] == key and registry.item(feature["id"]).json()["version"] == first.json()["version"]


def test_an_update_again_is_no_conflict_with_itself(registry: Any) -> None:
    feature, key = registry.feature(), new_key()
    tag = registry.put(feature).headers["ETag"]
    feature["properties"]["name"] = "B"
    replies = [registry.put(feature, key=key, version=tag) for _ in range(2)]
    assert [r.status_code for r in replies] == [200, 200] and replies[0].json() == replies[1].json()


def test_the_answer_to_an_old_operation_does_not_change(registry: Any) -> None:
    feature, key = registry.feature(), new_key()
    first = registry.put(feature, key=key)
    later = {**feature, "properties": {**feature["properties"], "name": "B"}}
    registry.put(later, version=first.headers["ETag"])
    assert registry.put(feature, key=key).json() == first.json()
    assert registry.item(feature["id"]).json()["properties"]["name"] == "B"


def test_a_key_with_other_bytes_is_refused(registry: Any) -> None:
    feature, key = registry.feature(), new_key()
    registry.put(feature, key=key)
    other = {**feature, "properties": {**feature["properties"], "name": "B"}}
    assert registry.put(other, key=key).status_code == 422
    assert registry.put(registry.feature(), key=key).status_code == 422
    assert "name" not in registry.item(feature["id"]).json()["properties"]


def test_four_at_once_have_one_effect(registry: Any) -> None:
    feature, key, start = registry.feature(), new_key(), threading.Barrier(4)

    def send(_: int) -> Any:
        start.wait()
        return registry.put(feature, key=key)

    with ThreadPoolExecutor(4) as pool:
        replies = list(pool.map(send, range(4)))
    for reply in replies:
        assert reply.status_code == 201 or problem(reply.json()) == "in-progress", reply.text
    assert registry.item(feature["id"]).json()["version"] == 1 and registry.put(feature, key=key).status_code == 201


def test_what_became_of_an_operation(registry: Any) -> None:
    feature, done, refused = registry.feature(), new_key(), new_key()
    registry.put(feature, key=done)
    registry.put({**feature, "properties": {**feature["properties"], "name": "B"}}, key=refused)
    found = registry.get(f"/ops/{done}").json()
    assert (found["op_id"], found["state"], found["item"], found["version"]) == (done, "applied", feature["id"], 1)
    assert registry.get(f"/ops/{refused}").json()["state"] == "conflict"
    assert registry.get(f"/ops/{new_key()}").status_code == 404


def test_a_write_needs_a_key(registry: Any) -> None:
    feature = registry.feature()
    assert registry.put(feature, Idempotency_Key="").status_code in (400, 428)
    assert registry.item(feature["id"]).status_code == 404


def operation(feature: dict[str, Any], key: str, **more: str) -> dict[str, Any]:
    return {"op_id": key, "method": "create", "id": feature["id"], "feature": feature, **more}


def test_a_batch_answers_one_by_one_and_in_order(registry: Any) -> None:
    good, bad, last = registry.feature("1"), registry.feature("2", communeCode=""), registry.feature("3")
    keys = [new_key() for _ in range(4)]
    changed = {**good, "properties": {**good["properties"], "name": "B"}}
    operations = [
        operation(good, keys[0]), operation(bad, keys[1]), operation(last, keys[2]),
        operation(changed, keys[3], method="update", if_match='"v1"'),
    ]  # fmt: skip
    results = registry.post("/ops", {"operations": operations}).json()["results"]
    assert [r["op_id"] for r in results] == keys and [r["status"] for r in results] == [201, 422, 201, 200]
    assert results[3]["version"] == 2 and results[3]["feature"]["properties"]["name"] == "B"
    assert problem(results[1]["problem"]) == "invalid"
    again = registry.post("/ops", {"operations": operations}).json()["results"]
    assert [(r["status"], r.get("version")) for r in again] == [(r["status"], r.get("version")) for r in results]
    assert registry.item(good["id"]).json()["version"] == 2


def test_an_operation_is_the_same_alone_and_in_a_batch(registry: Any) -> None:
    feature, key = registry.feature(), new_key()
    registry.post("/ops", {"operations": [operation(feature, key)]})
    again = registry.put(feature, key=key)
    assert again.status_code == 201 and again.headers["Idempotent-Replay"] == "true"


def test_a_batch_has_at_most_200(registry: Any) -> None:
    operations = [operation(registry.feature(str(i)), new_key()) for i in range(201)]
    assert registry.post("/ops", {"operations": operations}).status_code in (400, 413, 422)
    assert registry.item(operations[0]["id"]).status_code == 404


def test_one_house_is_created_once(registry: Any, colleague: Any) -> None:
    for number in range(5):
        mine = registry.feature(str(number))
        theirs = colleague.feature(str(number), street=f"  {mine['properties']['street'].upper()}")
        theirs["properties"]["street"] = theirs["properties"]["street"].strip()
        start = threading.Barrier(2)

        def send(sender: Any, feature: Any, begin: threading.Barrier = start) -> Any:
            begin.wait()
            return sender.put(feature)

        with ThreadPoolExecutor(2) as pool:
            replies = list(pool.map(send, (registry, colleague), (mine, theirs)))
        assert sorted(r.status_code for r in replies) == [201, 409]
        assert {problem(r.json()) for r in replies if r.status_code == 409} == {"same-house"}


def test_a_retired_address_is_not_brought_back(registry: Any) -> None:
    feature = registry.created()
    ended = {**feature, "properties": {**feature["properties"], "stage": "retired"}}
    tag = registry.put(ended, version='"v1"').headers["ETag"]
    assert registry.put(feature, version=tag).status_code == 409
    assert registry.item(feature["id"]).json()["properties"]["stage"] == "retired"
