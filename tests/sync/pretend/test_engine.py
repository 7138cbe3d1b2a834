"""A sync from end to end against a registry in memory: what goes out, what comes in, and that nothing echoes."""
from __future__ import annotations

from collections.abc import Callable
from contextlib import closing

from diachiso.register.connect import connect
from diachiso.register.sql import insert
from diachiso.register.sync_store import conflicts, operations, reason_of, rejected, runs, waiting
from diachiso.sync.model import Pause
from diachiso.sync.options import Direction, Options

from .pretend_registry import PretendRegistry, reply
from .town import Technician, add_houses, address_id, dirty, edit, edit_past_the_guards, query, sound, states, value

Make = Callable[..., Technician]


def test_submitted_houses_arrive_once_and_nothing_is_left(technician: Make, registry: PretendRegistry) -> None:
    an = technician()
    add_houses(an.path, range(1, 8))
    done = an.sync()
    assert (done.pushed, done.pause, done.refused) == (7, None, 0)
    assert len(registry.items) == 7 and states(an.path) == {"applied": 7} and dirty(an.path) == 0
    assert an.sync().pushed == 0 and {item.version for item in registry.items.values()} == {1}
    assert waiting(an.path).edits == 0 and len(runs(an.path)) == 2


def synced(technician: Make, numbers: range = range(1, 4), name: str = "an") -> Technician:
    made = technician(name)
    add_houses(made.path, numbers)
    assert made.sync().pause is None
    return made


def test_an_edit_updates_the_version_that_was_known(technician: Make, registry: PretendRegistry) -> None:
    an = synced(technician)
    edit(an.path, 1, house_number="1A")
    assert waiting(an.path).edits == 1
    assert an.sync().pushed == 1
    item = registry.items[address_id(1)]
    assert (item.version, item.properties["houseNumber"]) == (2, "1A")
    applied = operations(an.path, ("applied",))[0]
    assert [(c.column, c.old, c.new) for c in applied.changes] == [("house_number", "1", "1A")]


def test_the_same_version_may_get_another_etag(technician: Make, registry: PretendRegistry) -> None:
    an = synced(technician)
    registry.tag = "moved-"
    edit(an.path, 1, house_number="1A")
    edit(an.path, 2, house_number="2A")
    an.sync()
    assert (an.sync().pushed, dirty(an.path)) == (0, 0)
    assert [registry.items[address_id(n)].properties["houseNumber"] for n in (1, 2)] == ["1A", "2A"]


def test_an_edit_and_its_undo_send_nothing(technician: Make, registry: PretendRegistry) -> None:
    an = synced(technician)
    edit(an.path, 1, house_number="9")
    edit(an.path, 1, house_number="1")
    assert an.sync().pushed == 0 and dirty(an.path) == 0 and registry.items[address_id(1)].version == 1


def test_what_the_registry_decides_comes_in_and_does_not_echo(technician: Make, registry: PretendRegistry) -> None:
    an = synced(technician)
    registry.edit(address_id(1), stage="verified")
    registry.edit(address_id(1), stage="issued", code="0012300077")
    registry.edit(address_id(2), stage="verified")
    done = an.sync()
    assert (done.pulled, done.pushed, dirty(an.path)) == (2, 0, 0)
    assert (value(an.path, 1, "stage"), value(an.path, 1, "code")) == ("issued", "0012300077")
    assert value(an.path, 1, "code_origin") == "registry"
    ledger = dict(query(an.path, "SELECT code, state FROM code_ledger WHERE address_id = ?", address_id(1)))
    assert ledger == {"0012300077": "given", "TAM-00000001": "retired"} and sound(an.path)
    log = query(an.path, "SELECT action, new FROM audit_log WHERE object_id = ? ORDER BY seq DESC", address_id(1))
    assert log[0][0] == "update" and '"issued"' in log[0][1]
    assert an.sync().pushed == 0 and registry.items[address_id(1)].version == 3


def test_sent_back_mended_and_submitted_again(technician: Make, registry: PretendRegistry) -> None:
    an = synced(technician)
    registry.edit(address_id(1), stage="rejected", reason="Sai số nhà")
    an.sync()
    assert value(an.path, 1, "stage") == "rejected" and reason_of(an.path, address_id(1)) == "Sai số nhà"
    assert [(r.reason, r.by_verifier) for r in rejected(an.path)] == [("Sai số nhà", True)]
    edit(an.path, 1, house_number="1B", stage="created")
    assert an.sync().pushed == 0 and registry.items[address_id(1)].version == 2, "a person submits it"
    assert reason_of(an.path, address_id(1)) == "Sai số nhà"
    edit(an.path, 1, stage="submitted")
    assert an.sync().pushed == 1
    assert registry.items[address_id(1)].properties["houseNumber"] == "1B"
    assert reason_of(an.path, address_id(1)) == "" and rejected(an.path) == []


def test_a_colleagues_house_comes_in_with_its_code(technician: Make, registry: PretendRegistry) -> None:
    an, binh = synced(technician, range(1, 3)), technician("binh")
    add_houses(binh.path, [7], provisional=False)
    assert binh.sync().pulled == 2
    assert an.sync().pulled == 1
    assert (value(an.path, 7, "code"), value(an.path, 7, "house_number")) == ("0012300007", "7")
    assert value(an.path, 7, "address_text").startswith("7 Hoa Mai") and sound(an.path) and sound(binh.path)
    assert value(binh.path, 1, "code") is None, "a provisional key is the business of the register that gave it"
    assert an.sync().pushed == binh.sync().pushed == 0


def test_other_fields_of_two_technicians_are_merged(technician: Make, registry: PretendRegistry) -> None:
    an, binh = synced(technician), technician("binh")
    binh.sync()
    edit(an.path, 1, house_number="1A")
    edit(binh.path, 1, building_name="Nhà văn hóa")
    an.sync()
    assert binh.sync().conflicts == 0
    an.sync()
    assert value(an.path, 1, "building_name") == "Nhà văn hóa" and value(binh.path, 1, "house_number") == "1A"
    assert registry.items[address_id(1)].version == 3 and dirty(an.path) == dirty(binh.path) == 0


def test_the_same_field_of_two_is_a_conflict_that_stays(technician: Make, registry: PretendRegistry) -> None:
    an, binh = synced(technician), technician("binh")
    binh.sync()
    edit(an.path, 1, house_number="1A")
    edit(binh.path, 1, house_number="1B")
    an.sync()
    assert binh.sync().conflicts == 1
    assert [(f.column, f.base, f.mine, f.theirs) for f in conflicts(binh.path)[0].fields] == [
        ("house_number", "1", "1B", "1A")
    ]
    again = binh.sync()
    assert (again.conflicts, again.pushed, len(conflicts(binh.path))) == (0, 0, 1)
    assert registry.items[address_id(1)].properties["houseNumber"] == "1A"


def test_a_flat_waits_for_its_building(technician: Make, registry: PretendRegistry) -> None:
    synced(technician, range(1, 3))
    binh = technician("binh")
    house, flat = registry.items[address_id(1)], registry.items[address_id(2)]
    flat.properties["parentId"] = address_id(1)
    del registry.items[address_id(1)]
    done = binh.sync()
    assert done.pulled == 0 and query(binh.path, "SELECT count(*) FROM address") == [(0,)]
    registry.items[address_id(1)] = house
    house.at = registry.clock = registry.clock + 1
    assert binh.sync().pulled == 2 and value(binh.path, 2, "parent_id") == address_id(1)
    assert query(binh.path, "SELECT count(*) FROM sync_inbox") == [(0,)] and binh.sync().pulled == 0


def test_a_bygone_version_in_the_feed_is_no_restored_registry(technician: Make, registry: PretendRegistry) -> None:
    an = synced(technician)
    edit(an.path, 1, house_number="1A")
    an.sync()
    bygone = registry.feature(address_id(1))
    bygone["version"], bygone["op_id"] = 1, "op-1"
    rows = [{"id": address_id(1), "version": 1, "op_id": "op-1", "feature": bygone}]
    registry.fail("/changes", lambda r, q: reply(200, {"changes": rows, "cursor": f"1.{r.clock}", "more": False}))
    done = an.sync()
    assert done.pause is None and value(an.path, 1, "house_number") == "1A"


def test_an_edit_of_a_rejected_record_waits(technician: Make, registry: PretendRegistry) -> None:
    an = synced(technician)
    registry.edit(address_id(1), stage="rejected", reason="Sai")
    an.sync()
    edit(an.path, 1, house_number="1A")
    assert an.sync().pushed == 0 and dirty(an.path) == 1


def test_what_was_issued_elsewhere_is_not_told_as_new(technician: Make, registry: PretendRegistry) -> None:
    an = technician()
    add_houses(an.path, [1, 2], provisional=False)
    edit_past_the_guards(an.path, 1, "stage", "issued")
    done = an.sync()
    assert (done.pushed, done.held, done.refused) == (1, 1, 0) and value(an.path, 1, "stage") == "issued"
    assert list(registry.items) == [address_id(2)] and dirty(an.path) == 1


def test_nothing_incomplete_leaves(technician: Make, registry: PretendRegistry) -> None:
    an = technician()
    add_houses(an.path, [1, 2])
    edit_past_the_guards(an.path, 1, "street", None)
    done = an.sync()
    assert (done.pushed, done.refused) == (1, 1)
    assert [r.address_id for r in done.refusals] == [address_id(1)] and dirty(an.path) == 1
    assert address_id(1) not in registry.items


def test_created_records_wait_for_a_person_or_for_submit(technician: Make, registry: PretendRegistry) -> None:
    an = technician()
    add_houses(an.path, [1, 2], stage="created")
    edit(an.path, 2, street=None)
    assert waiting(an.path).ready_to_submit == 1
    assert an.sync().pushed == 0 and not registry.items
    done = an.sync(Options(submit=True))
    assert (done.submitted, done.pushed, done.refused) == (1, 1, 1) and value(an.path, 1, "stage") == "submitted"


def test_push_and_pull_alone(technician: Make, registry: PretendRegistry) -> None:
    an = synced(technician)
    edit(an.path, 1, house_number="1A")
    registry.edit(address_id(2), stage="verified")
    assert an.sync(Options(Direction.PULL)).pulled == 1 and registry.items[address_id(1)].version == 1
    registry.edit(address_id(3), stage="verified")
    assert an.sync(Options(Direction.PUSH)).pushed == 1 and value(an.path, 3, "stage") == "submitted"


def test_unattended_pushes_only_at_the_highest_level(technician: Make, registry: PretendRegistry) -> None:
    an = technician()
    add_houses(an.path, [1])
    for level in (0, 1, 2):
        registry.level = level
        done = an.sync(Options())
        assert done.pause is Pause.LEVEL and not registry.items and dirty(an.path) == 1
    assert not [r for r in registry.requests if r.method == "PUT"]
    registry.level = 3
    assert an.sync(Options()).pushed == 1


def test_retired_here_is_retired_there(technician: Make, registry: PretendRegistry) -> None:
    an = synced(technician)
    edit(an.path, 1, stage="retired")
    assert an.sync().pushed == 1 and registry.items[address_id(1)].properties["stage"] == "retired"


def test_no_personal_and_no_secret_word_leaves_or_stays(technician: Make, registry: PretendRegistry) -> None:
    an = technician()
    add_houses(an.path, [1])
    edit_past_the_guards(an.path, 1, "note", "Bà Nguyễn Thị Hoa 0905123456")
    an.sync()
    sent = b"".join(r.url.encode() + r.body for r in registry.requests)
    kept = str(query(an.path, "SELECT * FROM sync_op")) + str(query(an.path, "SELECT * FROM sync_base"))
    assert b"0905123456" not in sent and "0905123456" not in kept


def test_an_open_error_of_the_review_keeps_a_record_from_leaving(
    technician: Make, registry: PretendRegistry
) -> None:
    an = synced(technician)
    edit(an.path, 1, house_number="1A")
    edit(an.path, 2, house_number="2A")
    with closing(connect(an.path, write=True)) as con:
        columns = ("rule", "level", "subject", "object_id", "fid", "first_run", "last_run")
        fid = con.execute("SELECT fid FROM address WHERE address_id = ?", (address_id(1),)).fetchone()[0]
        con.execute(insert("qa_result", columns), ("code_duplicate", "error", "address", address_id(1), fid, 1, 1))
    done = an.sync()
    assert (done.pushed, done.refused) == (1, 1) and registry.items[address_id(1)].version == 1
    assert done.refusals[0].refusal.message.id == "stage_has_errors"
    with closing(connect(an.path, write=True)) as con:
        con.execute("UPDATE qa_result SET state = 'fixed'")
    assert an.sync().pushed == 1
