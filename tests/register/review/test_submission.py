"""An error keeps a record from being submitted: in our own step with the reason, and in whatever program edits."""
from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from diachiso.core.lifecycle_actions import HAS_ERRORS, Action
from diachiso.core.resources import local_profiles
from diachiso.core.rules.catalogue import load_rules
from diachiso.register import qa_run
from diachiso.register.connect import connect
from diachiso.register.errors import RegisterError
from diachiso.register.qa_certificate import certificate_facts
from diachiso.register.qa_exceptions import set_exception
from diachiso.register.qa_recheck import recheck_records
from diachiso.register.qa_results import ResultFilter, read_results
from diachiso.register.qa_run import CheckSummary, run_check
from diachiso.register.stage_change import StageRequest, StageSummary, change_stage, read_offers
from diachiso.register.transaction import write_transaction

from .conftest import BOOK, CODES, Town

LOST = "Qu?c l\ufffd"


def submit(town: Town, *places: int, dry_run: bool = True) -> StageSummary:
    return change_stage(town.path, StageRequest([CODES[k] for k in places], Action.SUBMIT, "", "en"), dry_run=dry_run)


def check(town: Town, monkeypatch: pytest.MonkeyPatch) -> CheckSummary:
    """The real rules, which a record alone can tell."""
    from diachiso.core.rules import addresses

    monkeypatch.setattr(qa_run, "check_addresses", addresses.check_addresses)
    book = load_rules("addresses", local_profiles(town.path, "rules"))
    return run_check(town.path, book, None, rules=["text_lost_characters", "text_stray_spaces"])


def test_the_record_is_looked_at_when_it_is_submitted(town: Town) -> None:
    assert [row.refusal for row in submit(town, 0, 1).rows] == [None, None], "clean data go through"
    town.edit(1, street=LOST)
    clean, wrong = submit(town, 0, 1).rows
    assert clean.refusal is None and wrong.refusal is not None and wrong.refusal.message is HAS_ERRORS
    assert wrong.refusal.params["errors"] == "Characters lost"
    with pytest.raises(RegisterError, match="Characters lost"):
        submit(town, 0, 1, dry_run=False)
    assert town.query("SELECT DISTINCT stage FROM address") == [("created",)], "all or none"


def test_a_position_in_another_commune_is_seen_with_and_without_shapely(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    from struct import pack

    from diachiso.register import qa_recheck
    from diachiso.register.geometry_functions import wkb_blob

    def square(x: float) -> bytes:
        ring = [(x, 11.9), (x + 0.1, 11.9), (x + 0.1, 12.1), (x, 12.1), (x, 11.9)]
        return pack("<BIIBII", 1, 6, 1, 1, 3, 1) + pack("<I", 5) + b"".join(pack("<dd", *p) for p in ring)

    with closing(connect(town.path, write=True)) as con:
        for code, x in (("22000", 109.1), ("22001", 108.95)):  # the houses stand in the second
            con.execute("UPDATE admin_unit SET geom = ? WHERE code = ?", (wkb_blob(square(x)), code))
    (row,) = submit(town, 0).rows
    assert row.refusal is not None and row.refusal.params["errors"] == "Position in another commune"
    assert submit(town, 5).rows[0].refusal is None, "this one is of the second"
    monkeypatch.setattr(qa_recheck, "engine_at_hand", lambda: None)
    assert submit(town, 0).rows[0].refusal is None, "not asked where nothing can tell: the next check will"


def test_what_was_mended_since_the_check_goes_through(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    town.edit(0, street=LOST)
    assert check(town, monkeypatch).errors == 1
    town.edit(0, street="Trần Phú")
    assert submit(town, 0, dry_run=False).rows[0].after == "submitted"
    assert town.states() == {(0, "text_lost_characters"): "fixed"}


def test_an_exception_lets_it_through(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    town.edit(0, street=LOST)
    check(town, monkeypatch)
    assert submit(town, 0).refused
    set_exception(town.path, town.ids(), "Biển tên đường ghi như vậy")
    assert not submit(town, 0).refused
    town.edit(0, street=LOST + "1")  # no longer what was excepted
    assert submit(town, 0).refused


def test_errors_that_only_a_check_of_all_finds_stand_until_the_next(town: Town) -> None:
    """Hits of a rule that compares records: the last check speaks."""
    town.say(town.hit(0, "bad"))
    town.check()
    book = load_rules("addresses", [])
    with closing(connect(town.path, write=True)) as con:
        con.execute("UPDATE qa_result SET rule = 'code_duplicate'")
    (row,) = submit(town, 0).rows
    assert row.refusal is not None and row.refusal.params["errors"] == book.rules["code_duplicate"].title_in("en")
    town.say()
    town.check()
    assert not submit(town, 0).refused


@pytest.mark.parametrize("recursive", [0, 1])
def test_no_other_program_submits_it_either(town: Town, recursive: int) -> None:
    town.say(town.hit(0), town.hit(1, "odd"), town.hit(2))
    town.check()
    set_exception(town.path, [town.ids()[2]], "Đúng")
    with closing(connect(town.path, write=True)) as con:
        con.execute(f"PRAGMA recursive_triggers = {recursive}")
        with pytest.raises(sqlite3.IntegrityError, match="The review has found errors"):
            con.execute("UPDATE address SET stage = 'submitted' WHERE code = ?", (CODES[0],))
        con.execute("UPDATE address SET stage = 'submitted' WHERE code IN (?, ?)", CODES[1:3])
        con.execute("UPDATE address SET name = 'Nhà' WHERE code = ?", (CODES[0],))
    assert [row[0] for row in town.query("SELECT stage FROM address ORDER BY code")] == [
        "created", "submitted", "submitted", "created", "created", "created",
    ]  # fmt: skip


def test_the_page_says_why_it_is_not_offered(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    town.edit(0, street=LOST)
    check(town, monkeypatch)
    ids = [town.houses[CODES[k]][1] for k in (0, 1)]
    offered = [{o.action: o.refusal for o in offers}[Action.SUBMIT] for offers in read_offers(town.path, ids, "vi")]
    assert offered[0] is not None and offered[0].message is HAS_ERRORS and offered[1] is None
    town.edit(0, street="Trần Phú")
    (mended, _) = read_offers(town.path, ids, "vi")
    assert {o.action: o.refusal for o in mended}[Action.SUBMIT] is None, "what was mended is offered at once"


def test_one_record_is_checked_again_after_an_edit(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    town.edit(0, street=LOST)
    town.edit(1, street=LOST)
    check(town, monkeypatch)
    town.edit(0, street="Trần Phú ")
    town.edit(1, street="Trần Phú")
    book = load_rules("addresses", []).select(["text_lost_characters", "text_stray_spaces"])
    done = recheck_records(town.path, [town.houses[CODES[0]][1]], book)
    assert (done.errors, done.fixed, done.checked) == (0, 1, 1)
    assert town.states() == {
        (0, "text_lost_characters"): "fixed", (1, "text_lost_characters"): "open", (0, "text_stray_spaces"): "open",
    }  # fmt: skip
    (found,) = read_results(town.path, ResultFilter(rules=frozenset({"text_stray_spaces"})))
    assert found.fix == {"street": "Trần Phú"} and found.was == {"street": "Trần Phú "}


def test_the_certificate_tells_what_was_checked_and_how_old_it_is(town: Town) -> None:
    town.say(town.hit(0), town.hit(1))
    first = town.check()
    part = town.check(rules=["odd"])
    set_exception(town.path, town.ids()[:1], "Đúng")
    facts = certificate_facts(town.path)
    assert [run.run_id for run in facts.runs] == [part.run_id, first.run_id]
    assert [run.rules for run in facts.runs] == [("odd",), None] and facts.runs[1].version == "1"
    assert facts.addresses == 6 and {(c.state, c.count) for c in facts.counts} == {("open", 1), ("exception", 1)}
    assert [e.reason for e in facts.exceptions] == ["Đúng"] and facts.communes["22000"] == "Phường Vĩnh Hải"
    assert set(facts.edited_since.values()) == {0}
    town.edit(3, name="Khác")
    assert set(certificate_facts(town.path).edited_since.values()) == {1}
    qa_run.store_land(town.path, BOOK, "nha", [], rules=["bad", "odd"])
    land = qa_run.store_land(town.path, BOOK, "nha", [], rules=["bad", "odd"])
    assert [run.run_id for run in certificate_facts(town.path).runs] == [land.run_id, part.run_id, first.run_id]
    whole = town.check()
    runs = [run.run_id for run in certificate_facts(town.path).runs]
    assert runs == [whole.run_id, land.run_id], "a whole check stands for its parts"


def test_who_is_erased_stands_in_no_result(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    from diachiso.register.erase import erase_person
    from diachiso.register.people import Subject

    name, phone = "Tôn Nữ Thị Canary", "0905 123 987"
    with closing(connect(town.path, write=True)) as con:
        con.execute(
            "INSERT INTO person (address_id, role, full_name, phone, legal_basis) VALUES (?, 'owner', ?, ?, 'law')",
            (town.houses[CODES[0]][1], name, phone),
        )
    with write_transaction(town.path, bulk=True) as con:  # as it was written before the guards were there
        con.execute("UPDATE address SET note = ? WHERE code = ?", (f" Gọi {phone} gặp {name}", CODES[0]))
    check(town, monkeypatch)
    set_exception(town.path, town.ids(), f"{name} nói vậy")
    assert name in town.query("SELECT params FROM qa_result")[0][0], "a rule quotes the note"
    erase_person(town.path, Subject(full_name=name), "Đơn số 12/2026")
    data = town.path.read_bytes()
    assert not [word for word in (name, phone) if word.encode() in data]
