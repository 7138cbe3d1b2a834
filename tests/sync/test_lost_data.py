"""A registry that has lost data: noticed, nothing sent anew unasked; and once a person agrees, each thing once."""
from __future__ import annotations

from typing import Any

import pytest

from diachiso.register.sync_store import conflicts
from diachiso.sync.model import Pause
from diachiso.sync.resolving import resolve_conflicts
from diachiso.sync.transport import Failure, Reply, Request

from ..registry.running import RunningRegistry
from .desk import Desk
from .test_faults_on_the_way import settle


def facts(registry: RunningRegistry) -> dict[str, tuple[Any, ...]]:
    """Version, house number and stage of all there is."""
    return {
        i: (f["version"], f["properties"]["houseNumber"], f["properties"]["stage"]) for i, f in registry.items().items()
    }


@pytest.mark.slow
def test_what_it_lost_is_sent_anew_once_a_person_agrees_and_nothing_twice(
    registry: RunningRegistry, hoa: Desk, binh: Desk
) -> None:
    kept, changed = hoa.add("1"), hoa.add("3")
    hoa.sync()
    registry.snapshot()
    lost, given_up, issued = hoa.add("5"), hoa.add("7"), hoa.add("9")
    hoa.edit(changed, house_number="11")
    hoa.sync()
    registry.verify(issued)
    code = registry.issue(issued)["properties"]["code"]
    hoa.edit(given_up, stage="retired")
    hoa.sync(), binh.sync()
    before = {r[0] for r in hoa.rows("SELECT op_id FROM sync_op")}
    registry.restore()
    hoa.edit(lost, house_number="13")
    there = facts(registry)
    for desk in (hoa, binh):
        assert desk.sync().pause is Pause.SERVER_RESTORED and facts(registry) == there
    counts = hoa.sync(lost_ok=True)
    assert (counts.pause, counts.lost, counts.conflicts) == (None, 3, 0), counts
    settle(hoa)
    again = {
        kept: (1, "1", "submitted"), changed: (2, "11", "submitted"), lost: (1, "13", "submitted"),
        issued: (1, "9", "submitted"),
    }  # fmt: skip
    assert facts(registry) == again
    assert registry.items()[issued]["properties"]["code"] == code == hoa.one(issued, "code")
    assert hoa.one(given_up, "stage") == "retired" and not before & set(_made(hoa, lost))
    counts = binh.sync(lost_ok=True)
    assert (counts.pause, counts.conflicts) == (None, 1), "hoa has edited it since: 5 or 13, which is older?"
    (found,) = conflicts(binh.path)
    assert [(f.column, f.mine, f.theirs) for f in found.fields] == [("house_number", "5", "13")]
    resolve_conflicts(binh.path, {found.conflict_id: {"house_number": True}})
    settle(binh), settle(hoa)
    assert facts(registry) == again, "the second to send anew did it once more"
    for desk in (hoa, binh):
        assert conflicts(desk.path) == [] and desk.sync().pause is None
        for address_id, (_, number, stage) in again.items():
            assert (desk.one(address_id, "house_number"), desk.one(address_id, "stage")) == (number, stage)


def _made(desk: Desk, address_id: str) -> list[str]:
    """Ids of the operations that made the address's latest state."""
    return [r[0] for r in desk.rows("SELECT op_id FROM sync_op WHERE address_id = ? ORDER BY rowid DESC LIMIT 1",
                                    address_id)]  # fmt: skip


@pytest.mark.slow
def test_what_somebody_wrote_since_is_for_a_person(registry: RunningRegistry, hoa: Desk, binh: Desk) -> None:
    """The keeper put the backup back, and a colleague went on with it before hoa knew."""
    changed = hoa.add("1")
    hoa.sync(), binh.sync()
    registry.snapshot()
    old = binh.copy_to(binh.path.with_name("cũ.gpkg"))
    hoa.edit(changed, house_number="11", name="Quán Hoa")
    hoa.sync()
    created = hoa.add("21")
    hoa.sync()
    registry.restore(new_epoch=True)
    again = Desk(old, binh.url, binh.transport, serial=70_000)
    again.edit(changed, house_number="5")
    again.sync()
    assert facts(registry)[changed] == (2, "5", "submitted")
    counts = hoa.sync(lost_ok=True)
    assert (counts.lost, counts.conflicts) == (2, 1)
    assert facts(registry) == {changed: (2, "5", "submitted"), created: (1, "21", "submitted")}
    (found,) = conflicts(hoa.path)
    assert {(f.column, f.mine, f.theirs) for f in found.fields} == {
        ("house_number", "11", "5"), ("name", "Quán Hoa", None)
    }
    resolve_conflicts(hoa.path, {found.conflict_id: {"house_number": True, "name": False}})
    settle(hoa), settle(again)
    number, name = "5", "Quán Hoa"
    for desk in (hoa, again):
        assert (desk.one(changed, "house_number"), desk.one(changed, "name")) == (number, name)
    assert facts(registry)[changed][1] == number


def test_a_loss_is_noticed_although_a_colleague_sent_the_newest_record_anew(
    registry: RunningRegistry, hoa: Desk, binh: Desk
) -> None:
    decided = hoa.add("1")
    hoa.sync()
    registry.snapshot()
    registry.reject(decided, "Số nhà không khớp")
    newest = binh.add("3")
    binh.sync(), hoa.sync()
    registry.restore()
    assert hoa.sync().pause is Pause.SERVER_RESTORED
    hoa.sync(lost_ok=True)
    assert facts(registry) == {decided: (1, "1", "submitted"), newest: (1, "3", "submitted")}
    assert binh.sync().pause is Pause.SERVER_RESTORED, "the same version of the same address, by another operation"
    assert binh.sync(lost_ok=True).pause is None and binh.sync().pause is None
    assert [desk.one(decided, "stage") for desk in (hoa, binh)] == ["submitted"] * 2, "the registry decides on it anew"


def test_what_had_come_back_and_is_lost_waits_for_a_person(registry: RunningRegistry, hoa: Desk) -> None:
    hoa.sync()
    registry.snapshot()
    rejected = hoa.add("1")
    hoa.sync()
    registry.reject(rejected, "Số nhà không khớp")
    hoa.sync()
    registry.restore()
    assert hoa.sync().pause is Pause.SERVER_RESTORED
    hoa.sync(lost_ok=True)
    assert facts(registry) == {} and hoa.one(rejected, "stage") == "rejected"
    hoa.edit(rejected, stage="created")
    hoa.edit(rejected, house_number="5", stage="submitted")
    hoa.sync()
    assert facts(registry) == {rejected: (1, "5", "submitted")}


def test_the_word_holds_until_all_is_looked_at_however_often_it_is_cut_short(
    registry: RunningRegistry, hoa: Desk
) -> None:
    hoa.sync()
    registry.snapshot()
    ids = [hoa.add(str(n)) for n in range(1, 6)]
    hoa.sync()
    hoa.edit(ids[0], house_number="11")

    def in_doubt(request: Request) -> Reply:
        return Reply(None, failure=Failure.BROKEN) if request.method == "PUT" else hoa.transport(request)

    hoa.sync(transport=in_doubt)
    registry.restore()
    asked: list[str] = []

    def dies(request: Request) -> Reply:
        asked.append(request.url)
        if "/extract" in request.url:
            raise KeyboardInterrupt
        return hoa.transport(request)

    with pytest.raises(KeyboardInterrupt):
        hoa.sync(lost_ok=True, transport=dies)
    assert registry.items() == {}
    for _ in range(2):
        assert hoa.sync().pause is None
    assert {f[0] for f in facts(registry).values()} == {1} and set(facts(registry)) == set(ids)
    assert facts(registry)[ids[0]][1] == "11"
    registry.snapshot()
    last = hoa.add("99")
    hoa.sync()
    registry.restore()
    assert hoa.sync().pause is Pause.SERVER_RESTORED, "that was another loss"
    assert last not in facts(registry)


def test_it_is_noticed_when_pulling_after_a_pull_of_everything(
    registry: RunningRegistry, hoa: Desk, binh: Desk
) -> None:
    """The extract comes by id: the last of it is not what was written last."""
    ids = sorted(hoa.add(str(n)) for n in range(1, 8))
    hoa.sync()
    registry.snapshot()
    hoa.edit(ids[0], house_number="99")
    hoa.sync()
    assert binh.sync("pull").pulled == 7
    registry.restore()
    assert binh.sync("pull").pause is Pause.SERVER_RESTORED
    assert binh.one(ids[0], "house_number") == "99"


def test_a_pull_of_everything_that_was_cut_short_still_finds_what_is_lost(
    registry: RunningRegistry, hoa: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("diachiso.sync.adapters.ogc.PAGE", 2)
    ids = sorted(hoa.add(str(n)) for n in range(1, 6))
    hoa.sync()
    registry.ask("POST", "/_test/forget", {"id": ids[0]})
    registry.expire_cursors()
    with hoa.writing() as con:
        con.execute("DELETE FROM sync_ctl WHERE key = 'newest'")
    pages: list[str] = []

    def cut(request: Request) -> Reply:
        pages.append(request.url)
        if sum("/extract" in url for url in pages) == 2:
            return Reply(None, failure=Failure.OFFLINE)
        return hoa.transport(request)

    assert hoa.sync("pull", transport=cut).pause is Pause.OFFLINE
    assert hoa.sync("pull").pause is Pause.SERVER_RESTORED
