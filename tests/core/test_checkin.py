"""Rows of three sides in, a plan out: what is taken of a copy, what a person must choose, what is never overwritten."""
from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diachiso.core.checkin.codes import CodeJudge, LedgerRow
from diachiso.core.checkin.model import Choices, Difference, Kept, RowWrite, Side, TableRule, Verdict
from diachiso.core.checkin.planner import ADDRESS_GROUPS, AddressPlanner, Facts, RowPlanner, reachable
from diachiso.core.checkin.three_way import Trio, differing
from diachiso.core.checkin.unused import unused_decisions

COLUMNS = ("code", "code_scheme", "code_origin", "geom", "position_method", "stage", "house_number")
RULE = TableRule("address", COLUMNS, groups=ADDRESS_GROUPS)
ROW = {"geom": b"1", "position_method": "given", "stage": "created", "house_number": "1", "code": "C1",
       "code_scheme": "ndas", "code_origin": "block"}  # fmt: skip
NO_CODE = {"code": None, "code_scheme": None, "code_origin": None}


@dataclass
class Heard:
    told: list[Difference] = field(default_factory=list)
    written: list[RowWrite] = field(default_factory=list)
    kept: list[Kept] = field(default_factory=list)

    def tell(self, difference: Difference) -> None:
        self.told.append(difference)

    def write(self, row: RowWrite) -> None:
        self.written.append(row)

    def keep(self, kept: Kept) -> None:
        self.kept.append(kept)


def plan(base: Any, mine: Any, theirs: Any, side: Side = Side.OPEN, here: dict[str, LedgerRow] | None = None) -> Heard:
    """The plan of one address; dicts say what differs from ROW, None: there is none."""
    ledger = here or {}
    judge = CodeJudge(ledger.get, lambda code: LedgerRow(code, "ndas", "a", "given", 1, 1), lambda row: True)
    facts = Facts(judge, lambda i: True, lambda i: False, str, frozenset({"22528"}))
    found = Heard()
    rows = (None if one is None else tuple({**ROW, **one}[c] for c in COLUMNS) for one in (base, mine, theirs))
    AddressPlanner(RULE, facts, Choices(side), found).plan([Trio("a", *rows)])
    return found


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "said", "written"),
    [
        ({}, {}, {"house_number": "2"}, "changed", {"house_number": "2"}),
        ({}, {"house_number": "2"}, {}, "only_here", None),
        ({}, {"house_number": "3"}, {"house_number": "2"}, "conflict", None),
        ({}, {"stage": "issued"}, {"house_number": "2"}, "refused protected", None),
        ({"stage": "issued"}, {"stage": "issued"}, {"stage": "issued", "house_number": "2"}, "changed",
         {"house_number": "2"}),
        ({"stage": "issued"}, {"stage": "issued", "house_number": "3"}, {"stage": "issued", "house_number": "2"},
         "refused protected", None),
        ({}, {"stage": "retired"}, {"house_number": "2"}, "conflict retired_here", None),
        ({}, {}, {"stage": "retired"}, "retired", {"stage": "retired"}),
        ({}, {"position_method": "official"}, {"geom": b"2"}, "refused official_position", None),
        (NO_CODE, {"code": "C9"}, {"code": "C8"}, "refused code_kept", None),
        (NO_CODE, NO_CODE, {}, "changed", {"code": "C1", "code_scheme": "ndas", "code_origin": "block"}),
        ({}, {}, None, "refused deleted_there", None),
        ({}, None, {"house_number": "2"}, "refused no_address", None),
    ],
)  # fmt: skip
def test_one_address(base: Any, mine: Any, theirs: Any, said: str, written: Any) -> None:
    found = plan(base, mine, theirs)
    told = [" ".join(filter(None, (d.verdict.value, d.reason.id if d.reason else ""))) for d in found.told]
    assert any(one.startswith(said) for one in told), told
    assert [dict(row.values) for row in found.written] == ([] if written is None else [written])
    if said.split()[0] in ("conflict", "refused"):  # it is told again
        assert found.kept


def test_a_person_chooses() -> None:
    sides = ({}, {"house_number": "3"}, {"house_number": "2"})
    assert [dict(r.values) for r in plan(*sides, side=Side.THEIRS).written] == [{"house_number": "2"}]
    mine = plan(*sides, side=Side.MINE)
    assert not mine.written and not mine.kept
    assert Choices(single={"address/a/": Side.MINE}).of("address/a/name") is Side.MINE


def test_decisions_that_decide_nothing_are_told() -> None:
    conflict = Difference("address", "a", "name", Verdict.CONFLICT)
    taken = Difference("address", "b", "name", Verdict.CHANGED)
    single = dict.fromkeys(["address/a/name", "address/a/", "address/b/name", "plaque/-3/", "qa_exception/a/b x/", "x"],
                           Side.MINE)  # fmt: skip
    found = list(unused_decisions(Choices(single=single), [conflict, taken], lambda table, key: key in ("b", "a/b x")))
    assert [(d.item, d.reason and d.reason.id, d.chosen) for d in found] == [
        ("address/b/name", "no_conflict", Side.MINE), ("plaque/-3/", "no_record", Side.MINE),
        ("qa_exception/a/b x/", "no_conflict", Side.MINE), ("//x", "no_record", Side.MINE),
    ]  # fmt: skip


def test_a_new_address_whose_code_is_somebody_else_s_comes_in_without() -> None:
    taken = {"C1": LedgerRow("C1", "ndas", "other", "given")}
    found = plan(None, None, {}, here=taken)
    assert dict(found.written[0].values) == {"geom": b"1", "position_method": "given", "stage": "declared",
                                             "house_number": "1"}  # fmt: skip
    assert [d.reason.id for d in found.told if d.reason] == ["code_taken"] and found.kept


def test_what_belongs_to_another_commune_is_only_looked_at() -> None:
    facts = Facts(CodeJudge(lambda c: None, lambda c: None, lambda r: True), lambda i: True, lambda i: False, str,
                  frozenset({"22528"}))  # fmt: skip
    rule, found = TableRule("street", ("name", "commune_code"), commune="commune_code"), Heard()
    before = ("Lê Lợi", "22561")
    RowPlanner(rule, facts, Choices(), found).plan([Trio(1, before, before, ("Lê Lai", "22561"))])
    assert [d.reason.id for d in found.told if d.reason] == ["not_ours"] and not found.written


def test_stages_lead_on_only() -> None:
    assert "issued" in reachable("created") and not reachable("retired") and "created" not in reachable("issued")


@given(*[st.dictionaries(st.integers(0, 9), st.integers(0, 2))] * 3)
def test_every_row_that_is_not_the_same_everywhere_is_found(base: dict, mine: dict, theirs: dict) -> None:
    sides = (base, mine, theirs)
    found = list(differing(*(((k, (v,)) for k, v in sorted(side.items())) for side in sides)))
    wanted = [k for k in sorted({*base, *mine, *theirs}) if len({side.get(k) for side in sides}) > 1]
    assert [trio.key for trio in found] == wanted
    for trio in found:
        values = (trio.base, trio.mine, trio.theirs)
        assert [v and v[0] for v in values] == [side.get(trio.key) for side in sides]
