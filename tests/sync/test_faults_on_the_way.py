"""The fault table of the sync, first part: what happens between the register and the registry. A test for each row."""
from __future__ import annotations

import threading
from typing import Any

import pytest

from diachiso.register.sync_store import waiting
from diachiso.sync.model import Pause
from diachiso.sync.transport import Failure, Reply, Request

from ..registry.running import RunningRegistry
from .carrier import plain, watched
from .desk import Desk

OFFLINE = Reply(None, failure=Failure.OFFLINE)
WRITES = r"^/(ops$|collections/.*/items/)"
"""Where operations arrive: alone, or together."""


def of_item(registry: RunningRegistry, address_id: str) -> dict[str, Any]:
    """What the registry says of an address."""
    return registry.items()[address_id]


def settle(desk: Desk) -> None:
    """Sync until nothing waits; a sync that changes nothing ends it."""
    for _ in range(6):
        desk.sync(patience_s=3)
        if not desk.dirty() and not set(desk.states()) & {"queued", "sending", "unknown", "retry_wait", "paused"}:
            return
    raise AssertionError((desk.dirty(), desk.states()))


# | offline for days | editing goes on; the panel shows how many edits wait and the age of the oldest |


def test_offline_for_days_editing_goes_on_and_the_waiting_are_counted(registry: RunningRegistry, hoa: Desk) -> None:
    first = hoa.add("1")
    oldest = hoa.one(first, "coalesce(edited_at, created_at)")
    hoa.add("3")
    offline = lambda request: OFFLINE  # noqa: E731
    for number in ("5", "7"):
        counts = hoa.sync(transport=offline)
        assert (counts.pause, counts.pushed) == (Pause.OFFLINE, 0)
        hoa.add(number)
    found = waiting(hoa.path)
    assert (found.edits + found.open_operations, found.oldest_at) == (4, oldest)
    assert hoa.sync().pushed == 4 and len(registry.items()) == 4
    assert waiting(hoa.path).edits == 0


# | dropped before the request leaves / after the commit | same key again / unknown → look-up → applied |


@pytest.mark.parametrize("count", [1, 3], ids=["alone", "in a batch"])
@pytest.mark.parametrize("kind", ["drop_before", "drop_after_commit", "truncate"])
def test_dropped_on_the_way_has_one_effect(registry: RunningRegistry, hoa: Desk, kind: str, count: int) -> None:
    ids = [hoa.add(str(2 * n + 1)) for n in range(count)]
    registry.fault(kind, path=WRITES, method="PUT|POST")
    settle(hoa)
    assert not registry.faults_due()
    assert {i: f["version"] for i, f in registry.items().items()} == dict.fromkeys(ids, 1)
    assert hoa.states() == ["applied"] * count


@pytest.mark.parametrize("kind", ["drop_before", "drop_after_commit", "truncate"])
def test_dropped_update_has_one_effect(registry: RunningRegistry, hoa: Desk, kind: str) -> None:
    address_id = hoa.add("1")
    settle(hoa)
    hoa.edit(address_id, house_number="3")
    registry.fault(kind, path=WRITES, method="PUT|POST")
    settle(hoa)
    found = of_item(registry, address_id)
    assert (found["version"], found["properties"]["houseNumber"]) == (2, "3")
    updates = [(r.headers["Idempotency-Key"], r.body) for r in hoa.sent if r.headers.get("If-Match")]
    assert len(updates) == (2 if kind == "drop_before" else 1), "what was applied is not sent again"
    assert len(set(updates)) == 1, "the same key went out with other bytes"


# | Qt sends four times; two PCs send the same | one effect |


def test_sent_four_times_has_one_effect(registry: RunningRegistry, hoa: Desk) -> None:
    address_id = hoa.add("1")

    replies: list[Reply] = []

    def four_times(request: Request) -> Reply:
        if request.method != "PUT":
            return hoa.transport(request)
        replies.extend(hoa.transport(request) for _ in range(4))
        return replies[-1]

    assert hoa.sync(transport=four_times).pushed == 1
    assert [reply.status for reply in replies] == [201] * 4
    assert of_item(registry, address_id)["version"] == 1


def test_two_computers_send_the_same_copy_one_effect(registry: RunningRegistry, hoa: Desk, binh: Desk) -> None:
    address_id = hoa.add("1")
    hoa.sync(transport=lambda request: OFFLINE)
    hoa.copy_to(binh.path)
    twin = Desk(binh.path, binh.url, hoa.transport)
    at_once = [threading.Thread(target=desk.sync) for desk in (hoa, twin)]
    for thread in at_once:
        thread.start()
    for thread in at_once:
        thread.join()
    settle(hoa), settle(twin)
    assert list(registry.items()) == [address_id]
    assert of_item(registry, address_id)["version"] == 1
    assert (hoa.one(address_id, "house_number"), twin.one(address_id, "house_number")) == ("1", "1")
    assert not hoa.dirty() and not twin.dirty()


def test_two_copies_of_a_queue_with_the_same_keys_have_one_effect(
    registry: RunningRegistry, hoa: Desk, binh: Desk
) -> None:  # fmt: skip
    """The queue was made, and half of it was sent, before the file was copied: the keys are the same on both."""
    address_id = hoa.add("1")
    hoa.sync(transport=lambda request: Reply(None, failure=Failure.BROKEN) if request.method == "PUT" else
             hoa.transport(request))  # fmt: skip
    assert hoa.states() in (["unknown"], ["retry_wait"])
    twin = Desk(hoa.copy_to(binh.path), binh.url, hoa.transport)
    settle(hoa), settle(twin)
    assert of_item(registry, address_id)["version"] == 1


# | server dies at 57 of 200 | 1–56 settled one by one, 57 unknown, the rest queued |


def test_server_dies_at_57_of_200(registry: RunningRegistry, hoa: Desk) -> None:
    ids = [hoa.add(str(n)) for n in range(1, 201)]
    registry.fault("die_after", count=57)
    settle(hoa)
    assert {i: f["version"] for i, f in registry.items().items()} == dict.fromkeys(ids, 1)
    assert hoa.states() == ["applied"] * 200


def test_server_dies_at_57_of_200_one_by_one(registry: RunningRegistry, hoa: Desk) -> None:
    ids = [hoa.add(str(n)) for n in range(1, 71)]
    registry.fault("die_after", count=57)
    dead: list[Reply] = []

    def until_death(request: Request) -> Reply:
        if dead:  # the operator is asleep
            return OFFLINE
        reply = hoa.transport(request)
        if reply.failure is not None:
            dead.append(reply)
        return reply

    hoa.sync(transport=until_death, batch=1)
    states = hoa.states()
    assert (states[:56], states[56], set(states[57:])) == (["applied"] * 56, "unknown", {"queued"})
    registry.await_alive()
    settle(hoa)
    assert {i: f["version"] for i, f in registry.items().items()} == dict.fromkeys(ids, 1)


# | captive portal, 407, expired token | queue pauses, resumes with the same operations |

PORTALS: dict[str, tuple[dict[str, Any], Pause]] = {
    "captive portal": ({"kind": "html"}, Pause.CAPTIVE_PORTAL),
    "proxy wants a password": ({"kind": "status", "status": 407}, Pause.PROXY),
    "token has expired": ({"kind": "status", "status": 401}, Pause.LOGIN),
    "no longer allowed": ({"kind": "status", "status": 403}, Pause.FORBIDDEN),
    "sent elsewhere": ({"kind": "status", "status": 302, "headers": {"Location": "/login"}}, Pause.REDIRECT),
}


@pytest.mark.parametrize("at", ["at the first question", "at the write"])
@pytest.mark.parametrize("name", PORTALS)
def test_queue_pauses_and_goes_on_with_the_same_operations(
    registry: RunningRegistry, hoa: Desk, name: str, at: str
) -> None:  # fmt: skip
    fault, pause = PORTALS[name]
    address_id = hoa.add("1")
    registry.fault(**fault, **({"path": "/items/", "method": "PUT"} if at == "at the write" else {"count": 1}))
    counts = hoa.sync()
    assert (counts.pause, counts.pushed) == (pause, 0)
    before = hoa.rows("SELECT op_id, hash FROM sync_op")
    assert bool(before) == (at == "at the write")
    registry.clear_faults()
    settle(hoa)
    after = hoa.rows("SELECT op_id, hash FROM sync_op")
    assert after == before or not before
    assert of_item(registry, address_id)["version"] == 1


def test_a_real_expired_token_pauses_and_a_new_one_goes_on(registry: RunningRegistry, hoa: Desk) -> None:
    hoa.add("1")
    registry.new_token("kythuat1")
    assert hoa.sync().pause is Pause.LOGIN
    hoa.transport = plain(registry.token("kythuat1"))
    assert hoa.sync().pushed == 1


# | 408/425/429/5xx → back off; unknown where the effect is unsure; five tries isolate a poison operation |


@pytest.mark.parametrize("status", [408, 425, 429, 500, 502, 503, 504])
def test_a_busy_server_is_asked_again_and_has_one_effect(registry: RunningRegistry, hoa: Desk, status: int) -> None:
    address_id = hoa.add("1")
    registry.fault("status", status=status, path="/items/", method="PUT", headers={"Retry-After": "0"})
    hoa.sync()
    registry.clear_faults()
    settle(hoa)
    assert of_item(registry, address_id)["version"] == 1 and hoa.states() == ["applied"]


def test_a_poison_operation_is_set_apart_and_the_others_go_on(registry: RunningRegistry, hoa: Desk) -> None:
    poison = hoa.add("1")
    registry.fault("status", status=429, path=poison, method="PUT", count=100, headers={"Retry-After": "0"})
    for _ in range(7):
        hoa.sync(patience_s=1)
    assert hoa.states(poison) == ["paused"]
    good = hoa.add("3")
    assert hoa.sync().pushed == 1 and list(registry.items()) == [good]
    assert waiting(hoa.path).poisoned == 1


# | cancel | stops before the next operation; the one in flight → unknown |


def test_cancel_stops_before_the_next_operation(registry: RunningRegistry, hoa: Desk) -> None:
    ids = [hoa.add(str(n)) for n in range(1, 6)]
    writes: list[str] = []

    def stop_at_the_third(request: Request) -> None:
        if request.method == "PUT":
            writes.append(request.url)

    def answered(request: Request, reply: Reply) -> None:
        return None

    carry = watched(hoa.transport, stop_at_the_third, answered)
    counts = hoa.sync(transport=carry, batch=1, cancelled=lambda: len(writes) >= 3)
    assert counts.cancelled and len(writes) == 3
    assert hoa.states() == ["applied"] * 3 + ["queued"] * 2
    settle(hoa)
    assert set(registry.items()) == set(ids)


def test_cancel_in_flight_leaves_it_unknown(registry: RunningRegistry, hoa: Desk) -> None:
    ids = [hoa.add(str(n)) for n in range(1, 4)]
    pressed: list[bool] = []

    def cut(request: Request) -> Reply:
        reply = hoa.transport(request)
        if request.method != "PUT" or pressed:
            return reply
        pressed.append(True)
        return Reply(None, failure=Failure.CANCELLED)

    hoa.sync(transport=cut, batch=1, cancelled=lambda: bool(pressed))
    assert hoa.states() == ["unknown", "queued", "queued"]
    settle(hoa)
    assert {i: f["version"] for i, f in registry.items().items()} == dict.fromkeys(ids, 1)
