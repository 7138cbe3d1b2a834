"""The registry itself: one effect per operation, a unique house, a feed that skips nothing, faults that are real."""
from __future__ import annotations

import json
import threading
import time
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Optional

import pytest

psycopg = pytest.importorskip("psycopg", reason="no psycopg: scripts/setup.sh --registry")
requests = pytest.importorskip("requests")

from .running import RunningRegistry  # noqa: E402

COMMUNE = "00123"


def feature(number: str, *, address_id: str = "", street: str = "Lê Lợi", **properties: Any) -> dict[str, Any]:
    known = {"role": "building", "objectClass": "1", "communeCode": COMMUNE, "houseNumber": number, "street": street}
    return {
        "type": "Feature", "id": address_id or str(uuid.uuid4()),
        "geometry": {"type": "Point", "coordinates": [105.1, 21.0]},
        "properties": {**known, "stage": "submitted", **properties},
    }  # fmt: skip


class Client:
    """A technician's program in a few lines."""

    def __init__(self, registry: RunningRegistry, account: str = "kythuat1") -> None:
        self.url, self.session = registry.url, requests.Session()
        self.session.trust_env = False
        self.session.headers["Authorization"] = "Bearer " + registry.token(account)

    def put(self, sent: dict[str, Any], op_id: str = "", version: Optional[int] = None) -> Any:
        condition = {"If-None-Match": "*"} if version is None else {"If-Match": f'"v{version}"'}
        headers = {**condition, "Idempotency-Key": f'"{op_id or uuid.uuid4()}"', "Content-Type": "application/geo+json"}
        url = f"{self.url}/collections/addresses/items/{sent['id']}"
        return self.session.put(url, data=json.dumps(sent).encode(), headers=headers, timeout=30)

    def get(self, path: str, **query: Any) -> Any:
        return self.session.get(self.url + path, params=query, timeout=30)

    def batch(self, sent: list[dict[str, Any]]) -> Any:
        operations = [{"op_id": f"op-{i}", "method": "create", "id": f["id"], "feature": f} for i, f in enumerate(sent)]
        return self.session.post(self.url + "/ops", json={"operations": operations}, timeout=60)

    def item(self, address_id: str) -> Any:
        return self.get(f"/collections/addresses/items/{address_id}")


@pytest.fixture
def client(registry: RunningRegistry) -> Client:
    return Client(registry)


def problem(reply: Any) -> str:
    assert reply.headers["content-type"] == "application/problem+json"
    return str(reply.json()["type"]).rsplit(":", 1)[-1]


def at_once(*calls: Callable[[], Any]) -> list[Any]:
    start = threading.Barrier(len(calls))

    def run(call: Callable[[], Any]) -> Any:
        start.wait()
        return call()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


def test_the_same_operation_again_gets_the_same_bytes_and_no_second_effect(client: Client) -> None:
    sent = feature("1")
    first, again = client.put(sent, "op"), client.put(sent, "op")
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.content == again.content and first.headers["etag"] == again.headers["etag"] == '"v1"'
    assert "idempotent-replay" not in first.headers and again.headers["idempotent-replay"] == "true"
    assert client.item(sent["id"]).json()["version"] == 1


def test_a_refusal_is_the_same_again_too(client: Client) -> None:
    assert client.put(feature("1")).status_code == 201
    twice = feature("1")
    assert [problem(client.put(twice, "op")) for _ in range(2)] == ["same-house"] * 2
    found = client.get("/ops/op").json()
    assert (found["state"], found["status"]) == ("conflict", 409)
    assert found["problem"]["type"] == "urn:diachiso:problem:same-house"


def test_a_key_serves_one_content_and_one_account(client: Client, registry: RunningRegistry) -> None:
    sent = feature("1")
    client.put(sent, "op")
    assert problem(client.put(feature("2", address_id=sent["id"]), "op")) == "key-reused"
    other = Client(registry, "kythuat2")
    assert problem(other.put(sent, "op")) == "key-reused"
    assert other.get("/ops/op").status_code == 404


def test_four_at_once_are_one(client: Client, registry: RunningRegistry) -> None:
    sent = feature("1")
    replies = at_once(*[lambda: Client(registry).put(sent, "op")] * 4)
    assert {r.status_code for r in replies} <= {201, 409}
    assert all(problem(r) == "in-progress" for r in replies if r.status_code == 409)
    assert client.item(sent["id"]).json()["version"] == 1
    assert client.put(sent, "op").headers["idempotent-replay"] == "true"


def test_an_operation_under_way_says_so(client: Client, registry: RunningRegistry) -> None:
    sent = feature("1")
    registry.fault("slow_commit", seconds=1.0)
    with ThreadPoolExecutor(1) as pool:
        slow = pool.submit(lambda: Client(registry).put(sent, "op"))
        state = ""
        while not slow.done() and state != "in_progress":
            state = client.get("/ops/op").json().get("state", "")
        again = client.put(sent, "op")
        assert state == "in_progress" and problem(again) == "in-progress" and again.headers["retry-after"] == "1"
        assert slow.result().status_code == 201
    assert client.get("/ops/op").json()["state"] == "applied"


def test_the_same_house_from_two_technicians_is_created_once(client: Client, registry: RunningRegistry) -> None:
    for number in range(10):
        mine, theirs = feature(f"{number}", street="Lê Lợi"), feature(f"{number}", street="LÊ  LỢI")
        replies = at_once(lambda m=mine: client.put(m), lambda t=theirs: Client(registry, "kythuat2").put(t))
        assert sorted(r.status_code for r in replies) == [201, 409]
        assert {problem(r) for r in replies if r.status_code == 409} == {"same-house"}
    assert len(registry.items()) == 10


def test_a_house_is_free_again_after_its_end_and_its_code_is_not(client: Client) -> None:
    old = feature("1", code="1234500001")
    client.put(old)
    old["properties"]["stage"] = "retired"
    assert client.put(old, version=1).json()["properties"]["stage"] == "retired"
    assert problem(client.put(feature("1", code="1234500001"))) == "code-taken"
    assert client.put(feature("1")).status_code == 201
    old["properties"]["stage"] = "submitted"
    assert problem(client.put(old, version=2)) == "conflict"


def test_who_did_not_see_the_last_version_does_not_overwrite_it(client: Client, registry: RunningRegistry) -> None:
    sent = feature("1")
    client.put(sent)
    mine = feature("1", address_id=sent["id"], name="A")
    theirs = feature("1", address_id=sent["id"], name="B")
    other = Client(registry, "kythuat2")
    replies = at_once(lambda: client.put(mine, version=1), lambda: other.put(theirs, version=1))
    assert sorted(r.status_code for r in replies) == [200, 412]
    assert client.item(sent["id"]).json()["version"] == 2


def all_changes(client: Client, cursor: str = "", limit: int = 2) -> tuple[list[str], str]:
    found: list[str] = []
    more = True
    while more:
        page = client.get("/changes", cursor=cursor, limit=limit).json()
        found += [c["id"] for c in page["changes"]]
        cursor, more = page["cursor"], page["more"]
    return found, cursor


def test_the_feed_skips_nothing_that_commits_late(client: Client, registry: RunningRegistry) -> None:
    early, late, other = feature("1"), feature("2"), feature("3")
    client.put(early)
    first, cursor = all_changes(client)
    registry.fault("slow_commit", seconds=3.0)
    with ThreadPoolExecutor(1) as pool:
        slow = pool.submit(lambda: Client(registry).put(late, "late"))
        while client.get("/ops/late").status_code == 404:
            time.sleep(0.01)
        client.put(other)  # begins later and is there before
        assert client.item(other["id"]).status_code == 200 and not slow.done()
        between, cursor = all_changes(client, cursor)
        slow.result()
    after, cursor = all_changes(client, cursor)
    assert first == [early["id"]]
    assert between == [] and sorted(after) == sorted([late["id"], other["id"]])
    assert all_changes(client, cursor)[0] == []


def test_an_extract_joins_the_feed_without_a_gap(client: Client, registry: RunningRegistry) -> None:
    sent = [feature(str(i)) for i in range(7)]
    client.batch(sent[:6])
    page = client.get("/extract", limit=4).json()
    seen = [c["id"] for c in page["changes"]]
    client.put(sent[6])  # while the extract runs
    client.put(sent[0], version=1)
    assert page["more"]
    page = client.get("/extract", limit=4, cursor=page["cursor"]).json()
    seen += [c["id"] for c in page["changes"]]
    changed, _ = all_changes(client, page["cursor"])
    assert {*seen, *changed} == {f["id"] for f in sent} and {sent[0]["id"], sent[6]["id"]} <= set(changed)


@pytest.mark.parametrize("make", ["junk", "expire", "epoch"])
def test_a_cursor_of_another_time_is_refused(client: Client, registry: RunningRegistry, make: str) -> None:
    client.put(feature("1"))
    cursor = all_changes(client)[1]
    if make == "junk":
        cursor = "c.1.x"
    elif make == "expire":
        registry.expire_cursors()
    else:
        registry.snapshot()
        registry.restore(new_epoch=True)
    refused = client.get("/changes", cursor=cursor)
    assert refused.status_code == 410 and problem(refused) == "cursor-expired"
    assert all_changes(client, client.get("/extract").json()["cursor"])[0] == []


def test_a_registry_put_back_from_a_backup_is_behind(client: Client, registry: RunningRegistry) -> None:
    kept, lost = feature("1"), feature("2")
    client.put(kept)
    registry.snapshot()
    client.put(kept, version=1)
    client.put(lost, "lost")
    registry.restore()
    assert client.item(kept["id"]).json()["version"] == 1
    assert client.item(lost["id"]).status_code == 404 and client.get("/ops/lost").status_code == 404


def test_a_server_that_dies_in_a_batch_has_done_what_it_had_done(client: Client, registry: RunningRegistry) -> None:
    sent = [feature(str(i)) for i in range(200)]
    registry.fault("die_after", count=57)
    with pytest.raises(requests.ConnectionError):
        client.batch(sent)
    registry.await_alive()
    states = [client.get(f"/ops/op-{i}").status_code for i in range(200)]
    assert states == [200] * 57 + [404] * 143
    again = client.batch(sent).json()["results"]
    assert [r["status"] for r in again] == [201] * 200 and sum(r.get("replayed", False) for r in again) == 57
    assert {f["version"] for f in registry.items().values()} == {1} and len(registry.items()) == 200


@pytest.mark.parametrize("kind", ["drop_before", "drop_after_commit", "truncate"])
def test_what_is_dropped_is_really_dropped(client: Client, registry: RunningRegistry, kind: str) -> None:
    sent = feature("1")
    registry.fault(kind, method="PUT")
    if kind == "truncate":  # requests hands over what there is
        cut = client.put(sent, "op")
        assert 0 < len(cut.content) < int(cut.headers["content-length"])
    else:
        with pytest.raises(requests.ConnectionError):
            client.put(sent, "op")
    assert registry.faults_due() == []
    assert client.get("/ops/op").status_code == (404 if kind == "drop_before" else 200)
    assert client.put(sent, "op").status_code == 201 and len(registry.items()) == 1
    assert [r["key"] for r in registry.requests() if r["method"] == "PUT"] == ["op", "op"]


def test_other_answers_on_order(client: Client, registry: RunningRegistry) -> None:
    registry.fault("status", status=503, headers={"Retry-After": "7"}, count=2)
    registry.fault("html")
    replies = [client.put(feature("1")) for _ in range(3)]
    assert [r.status_code for r in replies] == [503, 503, 200]
    assert replies[0].headers["retry-after"] == "7" and replies[2].text.startswith("<!DOCTYPE html>")
    assert registry.items() == {}


@pytest.mark.parametrize(
    ("change", "fields"),
    [
        ({"ownerName": "Nguyễn Văn A"}, ["ownerName"]),
        ({"street": "Le\u0302 Lo\u031b\u0323i"}, ["street"]),
        ({"name": "a\u0000b"}, ["name"]),
        ({"name": 5}, ["name"]),
        ({"communeCode": ""}, ["communeCode"]),
        ({"houseNumber": None}, ["houseNumber", "street"]),
        ({"stage": "created"}, ["stage"]),
    ],
)
def test_what_is_no_good_address_is_refused_by_field(client: Client, change: dict[str, Any], fields: list[str]) -> None:
    sent = feature("1")
    sent["properties"].update(change)
    refused = client.put(sent)
    assert refused.status_code == 422 and refused.json()["fields"] == fields
    assert client.item(sent["id"]).status_code == 404


def test_verification_issue_and_the_way_back(client: Client, registry: RunningRegistry) -> None:
    good, bad = feature("1"), feature("2")
    client.put(good)
    client.put(bad)
    registry.verify(good["id"])
    issued = registry.issue(good["id"])["properties"]
    assert issued["stage"] == "issued" and issued["code"] == "0012300001"
    reason = "Sai vị trí"
    assert registry.reject(bad["id"], reason)["properties"]["reason"] == reason
    back = client.put(bad, version=2).json()["properties"]
    assert back["stage"] == "submitted" and "reason" not in back


@pytest.mark.parametrize(("account", "path"), [("kythuat1", "verify"), ("capma", "verify"), ("congan", "issue")])
def test_roles(client: Client, registry: RunningRegistry, account: str, path: str) -> None:
    sent = feature("1")
    client.put(sent)
    other = Client(registry, account)
    url = f"{registry.url}/items/{sent['id']}/{path}"
    assert problem(other.session.post(url, json={"decision": "accept"}, timeout=30)) == "forbidden"
    assert problem(Client(registry, "congan").put(feature("2"))) == "forbidden"


def test_logins(registry: RunningRegistry) -> None:
    url, login = registry.url + "/me", registry.accounts["kythuat1"]
    ask = requests.Session()
    ask.trust_env = False
    assert ask.get(url, auth=("kythuat1", login["password"]), timeout=30).json()["account"] == "kythuat1"
    for bad in ({}, {"auth": ("kythuat1", "x")}, {"headers": {"Authorization": "Bearer x"}}):
        refused = ask.get(url, timeout=30, **bad)
        assert refused.status_code == 401 and refused.headers["www-authenticate"].startswith("Bearer")
    old = registry.token()
    assert registry.new_token("kythuat1") != old
    assert ask.get(url, headers={"Authorization": f"Bearer {old}"}, timeout=30).status_code == 401


def test_blocks_never_overlap(registry: RunningRegistry) -> None:
    def reserve(key: str) -> Any:
        asked, headers = {"commune": COMMUNE, "count": 10}, {"Idempotency-Key": key}
        return Client(registry).session.post(registry.url + "/blocks", json=asked, headers=headers, timeout=30)

    replies = at_once(*[lambda k=str(i): reserve(k) for i in range(6)])
    assert {r.status_code for r in replies} == {201}
    taken = sorted((r.json()["first"], r.json()["last"]) for r in replies)
    assert taken == [(first, first + 9) for first in range(1, 60, 10)]
    assert reserve("0").json() == replies[0].json()


@pytest.mark.parametrize("level", [0, 1, 2, 3])
def test_levels_leave_out_what_they_have_not(client: Client, registry: RunningRegistry, level: int) -> None:
    registry.set_level(level)
    sent = feature("1")
    assert client.put(sent).status_code == 201
    found = client.item(sent["id"])
    assert ("etag" in found.headers) == (level >= 2) and ("last-modified" in found.headers) == (level >= 1)
    assert ("version" in found.json()) == ("op_id" in found.json()) == (level == 3)
    assert (client.get("/changes").status_code == 200) == (level == 3)
    blind = client.put(sent, version=9)
    assert blind.status_code == (412 if level >= 2 else 200), "below level 2 nothing guards against overwriting"
