"""A second check updates what the first one found; exceptions live as long as what they were made for; parts of a check
touch only their part; nothing is half-written.
"""
from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from diachiso.core.rules.catalogue import load_rules
from diachiso.core.rules.hits import Hit
from diachiso.core.rules.records import AddressReader
from diachiso.register import qa_run, snapshot
from diachiso.register.cancelling import GateCancelled
from diachiso.register.connect import connect
from diachiso.register.errors import RegisterError
from diachiso.register.qa_exceptions import NO_REASON, NO_REVIEW, end_exception, read_exceptions, set_exception
from diachiso.register.qa_results import ResultFilter, ResultOrder, read_counts, read_ids, read_results, read_runs
from diachiso.register.qa_run import run_check

from ...effort import effort
from .conftest import BOOK, CODES, Town


def test_what_is_found_is_kept_with_its_place_texts_and_fix(town: Town) -> None:
    line = ((109.0, 12.0), (109.001, 12.001))
    town.say(town.hit(0, line=line, fix={"street": "Trần Phú"}, part="street"), town.hit(1, "odd", lon=float("nan")))
    done = town.check()
    assert (done.errors, done.warnings, done.informations, done.new, done.fixed) == (1, 1, 0, 2, 0)
    assert done.checked == 6
    first, second = read_results(town.path, ResultFilter())
    assert (first.rule, first.level, first.state, first.line) == ("bad", "error", "open", line)
    assert first.params == {"what": "Đường 0"} and BOOK.rules["bad"].text("en", first.params) == "bad Đường 0"
    assert (first.fix, first.was) == ({"street": "Trần Phú"}, {"street": "Trần Phú"})
    assert (first.code, first.stage, first.part) == (CODES[0], "created", "street") and "Trần Phú" in first.address_text
    assert (first.lon, first.lat, second.lon) == (109.0, 12.0, None) and not second.fix


def test_a_second_check_updates_and_does_not_pile_up(town: Town) -> None:
    town.say(town.hit(0), town.hit(1), town.hit(1, part="b"))
    one = town.check()
    ids = town.ids()
    town.say(town.hit(1, params={"what": "mới"}), town.hit(2))
    two = town.check()
    assert (two.errors, two.new, two.fixed) == (2, 1, 2)
    rows = town.query("SELECT result_id, part, state, first_run, last_run, params FROM qa_result ORDER BY result_id")
    assert [row[0] for row in rows[:3]] == ids and len(rows) == 4
    assert [row[2] for row in rows] == ["fixed", "open", "fixed", "open"]
    assert rows[1][3:5] == (one.run_id, two.run_id) and "mới" in rows[1][5]
    town.say(town.hit(0))
    three = town.check()
    assert (three.new, three.fixed) == (1, 2), "what comes back is new again"
    assert town.query("SELECT first_run FROM qa_result WHERE result_id = ?", ids[0]) == [(three.run_id,)]
    assert [run.run_id for run in read_runs(town.path)] == [three.run_id, two.run_id, one.run_id]


def test_an_exception_survives_and_returns_with_a_change(town: Town) -> None:
    town.say(town.hit(0), town.hit(1))
    town.check()
    assert set_exception(town.path, [town.ids()[0], 999], " Nhà trên hai đường ") == 1
    assert town.states() == {(0, "bad"): "exception", (1, "bad"): "open"}
    again = town.check()
    assert (again.errors, again.exceptions, again.fixed) == (1, 1, 0)
    (row,) = read_exceptions(town.path)
    assert (row.rule, row.code, row.reason, row.commune_code) == ("bad", CODES[0], "Nhà trên hai đường", "22000")
    assert row.by and row.at
    # gone and back unchanged: the exception still speaks for it
    town.say()
    town.check()
    town.say(town.hit(0))
    assert town.check().exceptions == 1
    # the object is another one now: a person looks again
    town.say(town.hit(0, saw="y"))
    changed = town.check()
    assert (changed.errors, changed.exceptions) == (1, 0) and read_exceptions(town.path) == []
    (ended,) = read_exceptions(town.path, ended=True)
    assert (ended.ended_why, ended.ended_by) == ("changed", "") and ended.ended_at
    assert set_exception(town.path, town.ids()[:1], "Vẫn đúng") == 1, "and may be excepted anew"


def test_an_exception_needs_a_reason_and_can_be_withdrawn(town: Town) -> None:
    town.say(town.hit(0))
    town.check()
    with pytest.raises(RegisterError) as refused:
        set_exception(town.path, town.ids(), "  ")
    assert refused.value.message is NO_REASON and town.states() == {(0, "bad"): "open"}
    set_exception(town.path, town.ids(), "Đúng")
    assert set_exception(town.path, town.ids(), "Hai lần") == 0, "it is one already"
    assert end_exception(town.path, town.ids()) == 1 and town.states() == {(0, "bad"): "open"}
    assert read_exceptions(town.path) == [] and read_exceptions(town.path, ended=True)[0].ended_why == "withdrawn"


@pytest.mark.parametrize(
    ("part", "open_ones"),
    [
        ({"rules": ["odd"]}, {(0, "bad"), (5, "bad")}),
        ({"rules": ["bad"]}, {(0, "odd"), (5, "odd")}),
        ({"communes": ["22001"]}, {(0, "bad"), (0, "odd")}),
        ({"communes": ["22001"], "rules": ["bad"]}, {(0, "bad"), (0, "odd"), (5, "odd")}),
        ({}, set()),
    ],
)
def test_a_part_of_a_check_touches_only_its_part(town: Town, part: dict, open_ones: set) -> None:
    town.say(town.hit(0), town.hit(0, "odd"), town.hit(5), town.hit(5, "odd"))
    town.check()
    town.say()
    town.check(**part)
    assert {key for key, state in town.states().items() if state == "open"} == open_ones


def test_of_a_part_only_its_own_hits_are_kept(town: Town) -> None:
    town.say(town.hit(0), town.hit(5), town.hit(5, "odd"))
    town.check(communes=["22001"], rules=["bad"])
    assert town.states() == {(5, "bad"): "open"}


def test_an_object_that_has_moved_is_looked_at_with_its_new_commune(town: Town) -> None:
    town.say(town.hit(0))
    town.check()
    town.edit(0, commune_code="22001")
    town.say()
    town.check(communes=["22000"])
    assert town.states() == {(0, "bad"): "open"}, "it was not looked at"
    town.check(communes=["22001"])
    assert town.states() == {(0, "bad"): "fixed"}


def test_land_layers_keep_results_of_their_own(town: Town) -> None:
    town.say(town.hit(0))
    town.check()
    found = [Hit("odd", "parcel", "12/34", 7, commune="22000", watched=1)]
    done = qa_run.store_land(town.path, BOOK, "thua_dat", [found, []], checked=lambda: 9, params={"layer": "a.shp"})
    assert (done.warnings, done.checked) == (1, 9)
    other = qa_run.store_land(town.path, BOOK, "nha", [[Hit("odd", "building", "12/34", 7, watched=1)]])
    assert other.new == 1, "the same key in another layer is another object"
    assert len(read_ids(town.path, ResultFilter())) == 3
    assert qa_run.store_land(town.path, BOOK, "thua_dat", []).fixed == 1
    (left,) = read_results(town.path, ResultFilter(sources=frozenset({"nha"})))
    assert (left.subject, left.object_id, left.address_text) == ("building", "12/34", "")


def test_a_cancelled_check_leaves_the_register_as_it_was(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    town.say(town.hit(0))
    town.check()
    before = town.query("SELECT * FROM qa_result"), town.query("SELECT * FROM qa_run")
    town.say(*(town.hit(k % 6, part=str(k)) for k in range(3000)))
    town.batch = 100
    monkeypatch.setattr(snapshot, "COPIED_FROM", 0)
    for asked in (1, 7, 25):
        left = iter(range(asked))

        def cancelled(left: object = left) -> bool:
            return next(left, None) is None  # type: ignore[call-overload]

        with pytest.raises(GateCancelled):
            town.check(cancelled=cancelled)
        assert (town.query("SELECT * FROM qa_result"), town.query("SELECT * FROM qa_run")) == before
    assert not list(town.path.parent.glob("*lock*"))


@pytest.mark.parametrize("large", [False, True])
def test_a_large_register_is_saved_while_it_is_checked(
    town: Town, monkeypatch: pytest.MonkeyPatch, large: bool
) -> None:
    """QGIS waits five seconds for who reads: a check of a million takes longer, so it reads a copy."""
    monkeypatch.setattr(snapshot, "COPIED_FROM", 0 if large else 1 << 40)
    seen: list[object] = []

    def check_addresses(reader: AddressReader, *others: object) -> Iterator[list[Hit]]:
        try:
            with closing(connect(town.path, write=True, timeout=0.2)) as con:
                con.execute("UPDATE address SET name = 'Mới'")
            seen.append("saved")
        except sqlite3.OperationalError as error:
            seen.append(str(error))
        seen.append({name for chunk in reader.chunks(["name"]) for name in chunk.column("name")})
        yield [town.hit(0)]

    monkeypatch.setattr(qa_run, "check_addresses", check_addresses)
    assert town.check().errors == 1
    assert seen[0] == ("saved" if large else "database is locked")
    assert seen[1] == {f"Nhà {k}" for k in range(1, 7)}, "what is read is of one moment"


def test_a_hit_that_cannot_be_stored_leaves_the_register_as_it_was(town: Town) -> None:
    town.say(town.hit(0))
    town.check()
    before = town.query("SELECT * FROM qa_result"), town.query("SELECT * FROM qa_run")
    town.say(town.hit(1), town.hit(2, part=None))
    with pytest.raises(RegisterError):
        town.check()
    assert (town.query("SELECT * FROM qa_result"), town.query("SELECT * FROM qa_run")) == before


def test_a_check_makes_no_plan_stale(town: Town) -> None:
    before = town.query("SELECT value FROM register_meta WHERE key = 'revision'"), town.query("SELECT * FROM audit_log")
    town.say(town.hit(0))
    town.check()
    set_exception(town.path, town.ids(), "Đúng")
    after = town.query("SELECT value FROM register_meta WHERE key = 'revision'"), town.query("SELECT * FROM audit_log")
    assert before == after


def test_lists_are_filtered_and_in_order(town: Town) -> None:
    town.say(
        town.hit(5), town.hit(2, "odd", fix={"street": "Lê Lợi"}), town.hit(0), town.hit(1, "note"), town.hit(0, "odd"),
    )  # fmt: skip
    town.check()
    path = town.path

    def listed(order: ResultOrder = ResultOrder.RULE, **asked: object) -> list[tuple[str, str]]:
        rows = read_results(path, ResultFilter(**asked), order)
        return [(row.rule, row.code[-1]) for row in rows]

    assert listed() == [("bad", "1"), ("bad", "6"), ("odd", "1"), ("odd", "3"), ("note", "2")]
    assert listed(ResultOrder.COMMUNE) == [("bad", "1"), ("odd", "1"), ("note", "2"), ("odd", "3"), ("bad", "6")]
    assert listed(levels=frozenset({"error"}), communes=frozenset({"22001"})) == [("bad", "6")]
    assert listed(fixable=True) == [("odd", "3")]
    assert listed(text="tran phu") == listed() and listed(text=CODES[1]) == [("note", "2")] and listed(text="zzz") == []
    assert listed(object_id=town.houses[CODES[0]][1]) == [("bad", "1"), ("odd", "1")]
    ids = read_ids(path, ResultFilter())
    assert [row.result_id for row in read_results(path, ResultFilter(), limit=2, offset=1)] == ids[1:3]
    counts = {(c.rule, c.commune_code): (c.level, c.count) for c in read_counts(path, ["open"])}
    assert counts == {
        ("bad", "22000"): ("error", 1), ("bad", "22001"): ("error", 1), ("odd", "22000"): ("warning", 2),
        ("note", "22000"): ("information", 1),
    }  # fmt: skip


def test_a_register_made_before_the_review_says_so(town: Town) -> None:
    with closing(connect(town.path, write=True)) as con:
        con.execute("DROP TRIGGER address_review_update")
        for table in ("qa_result", "qa_exception", "qa_run"):
            con.execute(f"DROP TABLE {table}")
    assert read_counts(town.path) == [] and read_ids(town.path, ResultFilter()) == [] and read_runs(town.path) == []
    with pytest.raises(RegisterError) as refused:
        town.check()
    assert refused.value.message is NO_REVIEW
    from diachiso.register.mend import mend_register

    assert {"qa_result", "qa_exception", "qa_run"} <= set(mend_register(town.path).added)
    town.say(town.hit(0))
    assert town.check().errors == 1
    with closing(connect(town.path, write=True)) as con, pytest.raises(Exception, match="Rà soát còn lỗi"):
        con.execute("UPDATE address SET stage = 'submitted' WHERE code = ?", (CODES[0],))


KEYS = st.tuples(st.integers(0, 5), st.sampled_from(["bad", "odd", "note"]), st.sampled_from(["", "a"]))


@settings(max_examples=effort(8), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(runs=st.lists(st.dictionaries(KEYS, st.integers(0, 2), max_size=6), min_size=1, max_size=4))
def test_open_is_what_the_last_check_found(town: Town, runs: list[dict]) -> None:
    """Promise: whatever was found before, after a whole check the open results are precisely those it found."""
    for found in runs:
        town.say(*(town.hit(k, name, saw=saw, part=part) for (k, name, part), saw in found.items()))
        done = town.check()
        rows = town.query("SELECT object_id, rule, part, watched FROM qa_result WHERE state = 'open'")
        assert sorted(rows) == sorted((h.object_id, h.rule, h.part, h.watched) for h in town.hits)
        assert done.errors + done.warnings + done.informations == len(found)
        assert done.errors == sum(name == "bad" for _, name, _ in found)


def test_the_write_is_short_with_a_hundred_thousand_results(town: Town, tmp_path: Path) -> None:
    with closing(connect(town.path)) as con:
        (fid, address_id) = con.execute("SELECT fid, address_id FROM address LIMIT 1").fetchone()
    town.hits = [
        Hit("odd", "address", address_id, fid, "22000", 109.0, 12.0, {"what": k}, f"{k:06d}", watched=k)
        for k in range(100_000)
    ]
    writing: list[float] = []
    plain = qa_run.run_in_child

    def timed(*arguments: object) -> dict:
        start = time.perf_counter()
        try:
            return plain(*arguments)
        finally:
            writing.append(time.perf_counter() - start)

    qa_run.run_in_child = timed
    try:
        assert town.check().new == 100_000
        assert town.check().new == 0
    finally:
        qa_run.run_in_child = plain
    assert max(writing) < 8, f"the register is held for writing for {writing} s; 4 on a machine that does nothing else"
    start = time.perf_counter()
    ids = read_ids(town.path, ResultFilter())
    assert len(ids) == 100_000 and len(read_counts(town.path)) == 1
    assert time.perf_counter() - start < 2
    print(writing)


def test_a_register_without_streets_says_which_rules_it_could_not_ask(town: Town) -> None:
    heard: list[str] = []
    with closing(connect(town.path, write=True)) as con:
        con.execute("UPDATE street SET name = ''")
    book = load_rules("addresses").select(["street_unknown", "code_malformed"])
    run_check(town.path, book, None, unasked=heard.extend)
    assert heard == ["street_unknown"]
    assert read_runs(town.path)[0].params["unasked"] == ["street_unknown"]
