"""The fault table: whatever happens on the way, nothing is lost, nothing arrives twice, nothing is silent."""
from __future__ import annotations

import shutil
from collections.abc import Callable

import pytest

from diachiso.register.backup import make_backup
from diachiso.register.gate import writer_gate
from diachiso.register.restore import restore_backup
from diachiso.register.server_copies import written_there
from diachiso.register.sync_store import conflicts, operations, rejected, waiting
from diachiso.sync.model import Pause
from diachiso.sync.options import Direction, Options
from diachiso.sync.queue import claim, expire, send_again
from diachiso.sync.resolving import resolve_conflicts, resolve_kind

from . import pretend_registry as pretend
from .pretend_registry import Fault, PretendRegistry
from .town import Technician, add_houses, address_id, dirty, edit, query, sound, states, value

Make = Callable[..., Technician]
SEND = "POST .*/ops|PUT"


def until_done(technician: Technician, rounds: int = 8) -> None:
    """Sync as often as a person would; what is to be tried later is due now."""
    for _ in range(rounds):
        done = technician.sync()
        if done.pause is None and not done.unknown and not states(technician.path).get("retry_wait"):
            return
        later_is_now(technician)


def later_is_now(technician: Technician) -> None:
    from contextlib import closing

    from diachiso.register.connect import connect

    with written_there(technician.path), closing(connect(technician.path, write=True)) as con:
        con.execute("UPDATE sync_op SET next_at = NULL")


ONE_FAULT: dict[str, Fault] = {
    "dropped before the request leaves": pretend.drop_before,
    "dropped after the commit, before the reply": pretend.drop_after,
    "Qt sends four times": pretend.four_times,
    "offline": pretend.offline,
    "captive portal": pretend.html,
    "broken body": pretend.cut,
    "503": pretend.status(503),
    "500": pretend.status(500),
    "429": pretend.status(429, **{"retry-after": "0"}),
    "401": pretend.status(401),
    "407": pretend.status(407),
    "403": pretend.status(403),
    "moved": pretend.status(302),
    "server dies at 2 of 5": pretend.dies_at(2),
}


@pytest.mark.parametrize("times", [1, 2])
@pytest.mark.parametrize("name", ONE_FAULT)
def test_after_a_fault_all_are_there_once(
    technician: Make, registry: PretendRegistry, name: str, times: int
) -> None:
    an = technician()
    add_houses(an.path, range(1, 6))
    registry.fail("POST .*/ops$", ONE_FAULT[name], times)
    first = an.sync()
    assert first.pushed + first.unknown + states(an.path).get("queued", 0) + states(an.path).get("retry_wait", 0) == 5
    until_done(an)
    assert states(an.path) == {"applied": 5} and dirty(an.path) == 0
    assert sorted(registry.items) == [address_id(n) for n in range(1, 6)]
    assert set(registry.effects.values()) == {1} and {i.version for i in registry.items.values()} == {1}


PAUSES = {
    "captive portal": Pause.CAPTIVE_PORTAL, "401": Pause.LOGIN, "407": Pause.PROXY, "403": Pause.FORBIDDEN,
    "moved": Pause.REDIRECT, "offline": Pause.OFFLINE,
}  # fmt: skip


@pytest.mark.parametrize("name", PAUSES)
def test_the_queue_pauses_and_resumes_with_the_same_operations(
    technician: Make, registry: PretendRegistry, name: str
) -> None:
    an = technician()
    add_houses(an.path, range(1, 6))
    registry.fail("POST .*/ops$", ONE_FAULT[name])
    assert an.sync().pause is PAUSES[name]
    before = {o.op_id for o in operations(an.path)}
    assert len(before) == 5
    an.sync()
    assert {o.op_id for o in operations(an.path, ("applied",))} == before


def test_one_operation_of_which_nothing_can_be_learnt_holds_up_nobody(
    technician: Make, registry: PretendRegistry
) -> None:
    an = technician()
    add_houses(an.path, [1])
    registry.fail("POST .*/ops$|PUT ", pretend.drop_after)
    for _ in range(20):
        registry.fail("GET .*/ops/", pretend.status(500))
    an.sync()
    assert states(an.path) == {"unknown": 1}
    add_houses(an.path, [2, 3])
    assert an.sync(Options(Direction.PUSH)).pushed == 2 and states(an.path) == {"unknown": 1, "applied": 2}
    assert an.sync().pushed == 1, "the feed tells of it"
    assert set(registry.effects.values()) == {1} and len(registry.items) == 3


def test_a_registry_that_answers_nothing_of_use_is_not_asked_on_and_on(
    technician: Make, registry: PretendRegistry
) -> None:
    an = technician()
    add_houses(an.path, range(1, 6))
    registry.fail("POST .*/ops$", pretend.drop_after)
    for _ in range(20):
        registry.fail("GET .*/ops/", pretend.status(500))
    assert an.sync().pause is Pause.BROKEN and sum("/ops/" in r.url for r in registry.requests) == 3
    registry.faults.clear()
    until_done(an)
    assert set(registry.effects.values()) == {1}


def test_a_thing_that_fails_each_time_is_set_apart_and_the_others_go_on(
    technician: Make, registry: PretendRegistry
) -> None:
    an = technician()
    add_houses(an.path, [1])
    for _ in range(12):
        registry.fail(SEND, pretend.status(500))
    for _ in range(6):
        an.sync()
        later_is_now(an)
    assert states(an.path) == {"paused": 1} and waiting(an.path).poisoned == 1
    add_houses(an.path, [2])
    registry.faults.clear()
    an.sync()
    assert list(registry.items) == [address_id(2)]
    assert send_again(an.path, [address_id(1)]) == 1
    an.sync()
    assert len(registry.items) == 2 and states(an.path) == {"applied": 2}


def test_killed_while_sending(technician: Make, registry: PretendRegistry) -> None:
    an = technician()
    add_houses(an.path, [1, 2])
    registry.fail(SEND, pretend.offline)
    an.sync()
    sent = claim(an.path, lease_s=-1)
    registry.transport(pretend.Request("PUT", f"https://r/collections/addresses/items/{address_id(1)}",
                                       {"Idempotency-Key": f'"{sent[0].op_id}"'}, sent[0].body))  # fmt: skip
    assert states(an.path) == {"sending": 2}
    assert expire(an.path) == 2 and states(an.path) == {"unknown": 2}
    done = an.sync()
    assert done.pushed == 2 and states(an.path) == {"applied": 2} and set(registry.effects.values()) == {1}


def test_an_edit_in_flight_becomes_an_operation_of_its_own(technician: Make, registry: PretendRegistry) -> None:
    an = technician()
    add_houses(an.path, [1])

    def meanwhile(registry: PretendRegistry, request: pretend.Request) -> None:
        edit(an.path, 1, house_number="1A")

    registry.fail(SEND, meanwhile)
    done = an.sync()
    assert done.pushed == 2 and registry.items[address_id(1)].properties["houseNumber"] == "1A"
    assert registry.items[address_id(1)].version == 2 and dirty(an.path) == 0


def test_theirs_between_pull_and_push_is_looked_up(technician: Make, registry: PretendRegistry) -> None:
    an = technician()
    add_houses(an.path, [1, 2])
    an.sync()
    edit(an.path, 1, house_number="1A")
    edit(an.path, 2, house_number="2A")

    def meanwhile(registry: PretendRegistry, request: pretend.Request) -> None:
        registry.edit(address_id(1), buildingName="Chợ")
        registry.edit(address_id(2), houseNumber="2B")

    registry.fail(SEND, meanwhile)
    done = an.sync()
    assert (done.merged, done.conflicts) == (1, 1)
    assert registry.items[address_id(1)].properties["buildingName"] == "Chợ"
    assert registry.items[address_id(1)].properties["houseNumber"] == "1A"
    assert registry.items[address_id(2)].properties["houseNumber"] == "2B"
    assert value(an.path, 1, "building_name") == "Chợ"


@pytest.mark.parametrize("keep_theirs", [True, False])
def test_a_conflict_is_closed_by_a_person_and_both_sides_agree(
    technician: Make, registry: PretendRegistry, keep_theirs: bool
) -> None:
    an = technician()
    add_houses(an.path, [1])
    an.sync()
    edit(an.path, 1, house_number="1A")
    registry.edit(address_id(1), houseNumber="1B", buildingName="Chợ")
    assert an.sync().conflicts == 1
    row = conflicts(an.path)[0]
    resolve_conflicts(an.path, {row.conflict_id: {"house_number": keep_theirs}}, "An")
    assert conflicts(an.path) == []
    done = an.sync()
    expected = "1B" if keep_theirs else "1A"
    assert done.pushed == (0 if keep_theirs else 1)
    assert value(an.path, 1, "house_number") == registry.items[address_id(1)].properties["houseNumber"] == expected
    assert value(an.path, 1, "building_name") == registry.items[address_id(1)].properties["buildingName"] == "Chợ"
    assert dirty(an.path) == 0


def test_mine_edited_theirs_retired_is_never_resurrected(technician: Make, registry: PretendRegistry) -> None:
    an = technician()
    add_houses(an.path, [1])
    an.sync()
    edit(an.path, 1, house_number="1A")
    registry.edit(address_id(1), stage="retired")
    assert an.sync().conflicts == 1
    assert value(an.path, 1, "stage") == "submitted" and registry.items[address_id(1)].properties["stage"] == "retired"
    assert resolve_kind(an.path, conflicts(an.path)[0].kind, theirs=True) == 1
    an.sync()
    assert value(an.path, 1, "stage") == "retired" and sound(an.path)


def test_two_create_the_same_house(technician: Make, registry: PretendRegistry) -> None:
    an, binh = technician("an"), technician("binh")
    add_houses(an.path, [1])
    add_houses(binh.path, [9])
    edit(binh.path, 9, house_number="1")
    an.sync()
    done = binh.sync()
    assert done.conflicts == 1 and address_id(9) not in registry.items
    assert conflicts(binh.path)[0].kind == "urn:diachiso:problem:same-house"
    edit(binh.path, 9, house_number="1B")
    resolve_kind(binh.path, "urn:diachiso:problem:same-house", theirs=False)
    assert binh.sync().pushed == 1


def test_an_edit_answers_a_refusal(technician: Make, registry: PretendRegistry) -> None:
    an, binh = technician("an"), technician("binh")
    add_houses(an.path, [1])
    add_houses(binh.path, [9])
    edit(binh.path, 9, house_number="1")
    an.sync()
    assert binh.sync().conflicts == 1 and binh.sync().pushed == 0
    edit(binh.path, 9, house_number="1B")
    assert binh.sync().pushed == 1 and conflicts(binh.path) == []


def test_a_record_that_the_account_may_not_write_does_not_stop_the_others(
    technician: Make, registry: PretendRegistry, monkeypatch: pytest.MonkeyPatch
) -> None:
    an = technician()
    add_houses(an.path, [1, 2, 3])
    write = registry._write
    monkeypatch.setattr(
        registry, "_write", lambda i, *more: pretend.problem(403, "forbidden", "Ngoài địa bàn.")
        if i == address_id(2) else write(i, *more),
    )
    done = an.sync()
    assert (done.pushed, done.rejected, done.pause) == (2, 1, None)
    assert [r.reason for r in rejected(an.path)] == ["Ngoài địa bàn."]


def test_refused_by_the_registry_and_mended(technician: Make, registry: PretendRegistry) -> None:
    an = technician()
    add_houses(an.path, [1, 2])
    edit(an.path, 1, street="Sai")
    done = an.sync()
    assert (done.pushed, done.rejected) == (1, 1)
    assert [(r.reason, r.by_verifier) for r in rejected(an.path)] == [("Tên đường không có.", False)]
    assert an.sync().rejected == 0, "it is not sent again as it is"
    edit(an.path, 1, street="Hoa Lan")
    assert an.sync().pushed == 1 and rejected(an.path) == []


def test_a_copied_file_gets_its_own_device(technician: Make, registry: PretendRegistry) -> None:
    an = technician()
    add_houses(an.path, [1, 2])
    registry.fail(SEND, pretend.offline)
    an.sync()
    binh = technician("binh")
    shutil.copyfile(an.path, binh.path)
    edit(binh.path, 1, house_number="1B")
    assert an.sync().pushed == 2
    assert binh.sync().pause is None
    assert binh.device.id != an.device.id
    assert query(binh.path, "SELECT value FROM sync_ctl WHERE key = 'device'") == [(binh.device.id,)]
    assert len(registry.items) == 2 and len(conflicts(binh.path)) == 1


def test_a_register_restored_from_a_copy_stops_and_never_overwrites(
    technician: Make, registry: PretendRegistry
) -> None:
    an = technician()
    add_houses(an.path, [1, 2])
    an.sync()
    old = shutil.copyfile(an.path, an.path.with_name("old.gpkg"))
    edit(an.path, 1, house_number="1A")
    an.sync()
    shutil.copyfile(old, an.path)
    edit(an.path, 2, house_number="2A")
    assert an.sync().pause is Pause.REGISTER_RESTORED and registry.items[address_id(2)].version == 1
    done = an.sync(Options(restored_ok=True))
    assert done.pause is None and value(an.path, 1, "house_number") == "1A"
    assert registry.items[address_id(2)].properties["houseNumber"] == "2A"
    assert an.sync().pause is None


def test_a_restore_of_ours_is_noticed_too(technician: Make, registry: PretendRegistry) -> None:
    an = technician()
    add_houses(an.path, [1, 2])
    an.sync()
    with writer_gate(an.path, action="test"):
        backup = make_backup(an.path, "test")
    edit(an.path, 1, house_number="1A")
    an.sync()
    restore_backup(an.path, backup)
    assert value(an.path, 1, "house_number") == "1"
    an.device.marks.clear()  # even where the computer does not remember
    assert an.sync().pause is Pause.REGISTER_RESTORED
    assert an.sync(Options(restored_ok=True)).pause is None and value(an.path, 1, "house_number") == "1A"
    assert an.sync().pause is None and registry.items[address_id(1)].version == 2


def test_a_restored_register_catches_up_by_a_pull(technician: Make, registry: PretendRegistry) -> None:
    an = technician()
    add_houses(an.path, [1, 2])
    old = shutil.copyfile(an.path, an.path.with_name("old.gpkg"))
    an.sync()
    edit(an.path, 1, house_number="1A")
    an.sync()
    shutil.copyfile(old, an.path)  # from before the first sync
    assert an.sync().pause is Pause.REGISTER_RESTORED
    done = an.sync(Options(Direction.PULL))
    assert done.pause is None and len(conflicts(an.path)) == 1  # 1 or 1A: nothing here knows any more which is newer
    resolve_kind(an.path, "house_number", theirs=True)
    assert an.sync().pause is None and value(an.path, 1, "house_number") == "1A"
    assert {i.version for i in registry.items.values()} == {1, 2}


def test_a_registry_that_was_restored_stops_the_sync(technician: Make, registry: PretendRegistry) -> None:
    an = technician()
    add_houses(an.path, [1, 2])
    an.sync()
    item = registry.items[address_id(1)]
    edit(an.path, 1, house_number="1A")
    an.sync()
    registry.items[address_id(1)] = item
    registry.epoch = 2
    edit(an.path, 1, house_number="1C")
    done = an.sync()
    assert done.pause is Pause.SERVER_RESTORED and registry.items[address_id(1)] is item
    assert dirty(an.path) + waiting(an.path).open_operations == 1


def test_a_registry_that_lost_records_stops_the_sync(technician: Make, registry: PretendRegistry) -> None:
    an = technician()
    add_houses(an.path, [1, 2])
    an.sync()
    del registry.items[address_id(1)]
    registry.epoch = 2
    assert an.sync().pause is Pause.SERVER_RESTORED


def test_an_expired_cursor_reads_everything_and_keeps_our_edits(technician: Make, registry: PretendRegistry) -> None:
    an = technician()
    add_houses(an.path, [1, 2])
    an.sync()
    registry.edit(address_id(1), stage="verified")
    registry.epoch = 2
    edit(an.path, 2, house_number="2A")
    done = an.sync()
    assert (done.pause, done.pulled, done.pushed) == (None, 1, 1)


def test_lost_guards_are_put_back_and_the_difference_is_found(technician: Make, registry: PretendRegistry) -> None:
    from contextlib import closing

    from diachiso.register.connect import connect
    from diachiso.register.triggers import drop_triggers, missing_triggers

    an = technician()
    add_houses(an.path, [1, 2, 3])
    an.sync()
    with closing(connect(an.path, write=True)) as con:
        drop_triggers(con)
        con.execute("UPDATE address SET house_number = '2A' WHERE address_id = ?", (address_id(2),))
    assert dirty(an.path) == 0
    assert an.sync().pushed == 1 and registry.items[address_id(2)].properties["houseNumber"] == "2A"
    with closing(connect(an.path)) as con:
        assert missing_triggers(con) == []


def test_cancel_stops_before_the_next_batch(technician: Make, registry: PretendRegistry) -> None:
    an = technician()
    add_houses(an.path, range(1, 10))
    stop: list[bool] = []

    def stopping(registry: PretendRegistry, request: pretend.Request) -> None:
        stop.append(True)

    registry.fail(SEND, stopping)
    done = an.sync(Options(batch=3), cancelled=lambda: bool(stop))
    assert done.cancelled and done.pushed == 3 and states(an.path) == {"applied": 3, "queued": 6}
    assert an.sync().pushed == 6


def test_a_sync_at_a_time(technician: Make, registry: PretendRegistry) -> None:
    from diachiso.register.errors import RegisterError
    from diachiso.sync.engine import one_at_a_time

    an = technician()
    with one_at_a_time(an.path.resolve()), pytest.raises(RegisterError, match="Another sync"):
        an.sync()
