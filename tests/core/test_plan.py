"""The plan of an assignment, month after month: statuses, reasons, codes, and what a person decides."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import affinity
from shapely.geometry import LineString, Point, Polygon, box

from diachiso.core.allocation import Block, BlockExhausted
from diachiso.core.errors import DiachisoError
from diachiso.core.plan import Plan
from diachiso.core.reasons import PlanStatus, Reason

from ..effort import effort
from .world import BLOCKS, SCHEMES, WEST, House, Register, house, objects_of, rows, two_parts

STREET = [house(100 + 5 * i, 100, f"h{i}", street="2/4", house_number=str(i + 1)) for i in range(8)]
NEW, KEPT = ("new", "first_code"), ("kept", "unchanged")


def shifted(h: House, dx: float, dy: float, key: str | None = None) -> House:
    return House(affinity.translate(h.shape, dx, dy), h.key if key is None else key, h.more)


@pytest.fixture
def register() -> Register:
    """The street as it was assigned in the first month."""
    register = Register()
    assert rows(register.apply(STREET)) == [NEW] * 8
    return register


def test_first_codes_ascend_along_the_street(register: Register) -> None:
    assert [a.code for a in register.addresses] == [f"00101{i:05d}" for i in range(1, 9)]


def test_nothing_changes_on_a_second_run(register: Register) -> None:
    plan = register.plan(STREET)
    assert rows(plan) == [KEPT] * 8 and plan.changes_nothing


# what happens to house 3 (the others stay), then (status, reason) of what stands for it, and which codes survive where
CHANGES = {
    "redrawn a little": ([box(115, 100, 120.2, 112)], ["h3"], [("kept", "reshaped")]),
    "shifted 0.3 m": ([box(115.2, 100.2, 120.2, 112.2)], ["h3"], [("kept", "reshaped")]),
    "another key": ([box(115, 100, 120, 112)], ["neu"], [("matched", "rekeyed")]),
    "key lost": ([box(115, 100, 120, 112)], [""], [KEPT]),
    "shifted and another key": ([box(115.2, 100.2, 120.2, 112.2)], ["neu"], [("matched", "rekeyed")]),
    "moved off its position": ([box(115, 110, 120, 122)], ["h3"], [("moved", "position_moved")]),
    "rebuilt smaller in front": ([box(115, 100, 120, 107)], ["neu"], [("matched", "rekeyed")]),
    "split, the larger keeps": (
        [box(115, 100, 120, 107), box(115, 107, 120, 112)],
        ["a", "b"],
        [("split", "split_keeper"), ("split", "split_part")],
    ),
    "split in two unequal, the later one larger": (
        [box(115, 100, 120, 104), box(115, 104, 120, 112)],
        ["a", "b"],
        [("split", "split_part"), ("split", "split_keeper")],
    ),
    "split in three": (
        [box(115, 100, 120, 104), box(115, 104, 120, 109), box(115, 109, 120, 112)],
        ["a", "h3", "c"],
        [("split", "split_part"), ("split", "split_keeper"), ("split", "split_part")],
    ),
    "key far away": ([box(600, 600, 605, 612)], ["h3"], [("conflict", "key_far")]),
    "no geometry any more": ([None], ["h3"], [("skipped", "no_geometry")]),
    "flat": ([Polygon([(0, 0), (5, 0), (9, 0)])], ["h3"], [("skipped", "no_area")]),
    "far too large": ([box(0, 0, 1e11, 1)], ["h3"], [("skipped", "huge")]),
    "key borne twice, one shape known": (
        [box(115, 100, 120, 112), box(700, 700, 709, 709)],
        ["h3", "h3"],
        [KEPT, ("conflict", "duplicate_key")],
    ),
    "drawn twice": ([box(115, 100, 120, 112), box(115, 100, 120, 112)], ["aa", "h3"], [("skipped", "duplicate"), KEPT]),
}


@pytest.mark.parametrize("name", CHANGES)
def test_what_a_month_brings(register: Register, name: str) -> None:
    shapes, keys, expected = CHANGES[name]
    others = [h for h in STREET if h.key != "h3"]
    town = [*others, *(House(shape, key, {"street": "2/4"}) for shape, key in zip(shapes, keys))]
    before = register.addresses[3].code
    plan = register.apply(town)
    assert rows(plan)[7:] == expected
    assert rows(plan)[:7] == [KEPT] * 7
    assert len(plan.missing) == 0 and len(plan.absorbed) == 0
    kept = [a for a in register.addresses if a.code == before]
    assert len(kept) == 1 and kept[0].stage == "created"
    again = register.plan(town)
    assert again.changes_nothing, "a second run must change nothing"


def test_demolished_is_reported_and_never_retired(register: Register) -> None:
    plan = register.apply(STREET[:3] + STREET[4:])
    assert plan.missing.tolist() == [3] and register.addresses[3].stage == "created"
    assert plan.count(PlanStatus.MISSING) == 1 and plan.changes_nothing


def test_of_other_communes_nothing_is_missing(register: Register) -> None:
    plan = register.apply([house(1500, 500, "e1")])
    assert rows(plan) == [NEW] and len(plan.missing) == 0


def test_the_entrance_tells_who_keeps_the_code(register: Register) -> None:
    register.addresses[3].entrance = (117, 112)  # on the back wall
    front, back = two_parts(STREET[3].shape, 0.7)
    town = [h for h in STREET if h.key != "h3"] + [House(front, "h3"), House(back, "b")]
    plan = register.apply(town)
    assert rows(plan)[7:] == [("split", "split_part"), ("split", "split_keeper")]
    assert register.code_at(117, 111) == "0010100004" and register.code_at(117, 103) == "0010100009"
    assert register.successors == [("split", "0010100004", "0010100009")]


def test_a_merge_has_one_survivor_and_names_successors(register: Register) -> None:
    town = [h for h in STREET if h.key not in ("h3", "h4")] + [House(box(115, 100, 125, 112), "h4")]
    plan = register.apply(town)
    assert rows(plan)[6:] == [("merged", "merge_survivor")]
    assert [a.stage for a in register.addresses].count("retired") == 1
    (successor,) = register.successors
    assert successor[0] == "merge" and {successor[1], successor[2]} == {"0010100004", "0010100005"}
    assert register.plan(town).changes_nothing


@pytest.mark.parametrize("official", [3, 4])
def test_a_merge_keeps_the_official_address(register: Register, official: int) -> None:
    register.addresses[official].stage = "issued"
    town = [h for h in STREET if h.key not in ("h3", "h4")] + [House(box(115, 100, 125, 112), "neu")]
    plan = register.apply(town)
    assert rows(plan)[6:] == [("merged", "merge_survivor")]
    assert register.code_at(120, 105) == f"001010000{official + 1}"


def test_a_merge_of_two_official_addresses_is_for_a_person(register: Register) -> None:
    register.addresses[3].stage = register.addresses[4].stage = "verified"
    town = [h for h in STREET if h.key not in ("h3", "h4")] + [House(box(115, 100, 125, 112), "h4")]
    plan = register.plan(town)
    assert rows(plan)[6:] == [("conflict", "absorbed_official")]
    assert len(plan.absorbed) == 0 and len(plan.missing) == 0 and plan.changes_nothing
    assert set(plan.candidates[6]) == {3, 4}


def test_a_whole_street_re_surveyed_by_the_width_of_a_house(register: Register) -> None:
    for shift in (0.3, 1.0, 2.4, 2.6, 3.0, 4.3):
        town = [shifted(h, shift, 0.1) for h in STREET]
        plan = register.plan(town)
        assert plan.known.tolist() == list(range(8))
        assert {status for status, _ in rows(plan)} <= {"kept", "moved"}
    # Where a house comes to lie almost as its neighbour lay, a person decides; nobody gets another's code unseen.
    plan = register.plan([shifted(h, 4.6, 0.1) for h in STREET])
    assert rows(plan) == [("conflict", "key_against_shape")] * 8
    assert len(plan.missing) == 0 and plan.changes_nothing


def test_a_shift_by_a_house_without_keys_is_no_silent_exchange(register: Register) -> None:
    """Each house lies exactly where its neighbour was: without keys nobody can tell, with keys they do."""
    keyless = Register()
    keyless.apply([shifted(h, 0, 0, "") for h in STREET])
    plan = keyless.plan([shifted(h, 5, 0, "") for h in STREET])
    assert rows(plan)[:7] == [KEPT] * 7 and rows(plan)[7] == NEW and len(plan.missing) == 1
    keyed = Register()
    keyed.apply(STREET)
    plan = keyed.plan([shifted(h, 5, 0) for h in STREET])
    assert rows(plan)[7] == ("conflict", "key_against_shape"), "its key is an address's that another object took"


def test_key_against_shape_is_for_a_person(register: Register) -> None:
    """Two neighbours exchanged their keys and were redrawn: outline says one thing, key another."""
    town = list(STREET)
    town[3], town[4] = House(box(115, 100, 120, 111.5), "h4"), House(box(120, 100, 125, 111.5), "h3")
    plan = register.plan(town)
    assert rows(plan)[3:5] == [("matched", "rekeyed")] * 2, "96 % the same outline: the place counts"
    town[3], town[4] = House(box(115, 100, 120, 110), "h4"), House(box(120, 100, 125, 110), "h3")
    plan = register.plan(town)
    assert rows(plan)[3:5] == [("conflict", "key_against_shape")] * 2
    assert not len(plan.missing) and plan.changes_nothing


def test_tangled_objects_are_for_a_person(register: Register) -> None:
    """A hall was divided, and a part of it took in the shop beside it."""
    register.apply([*STREET, house(300, 300, "hall", width=30, depth=10), house(330, 300, "shop", width=4, depth=10)])
    town = [*STREET, house(300, 300, "x", width=14, depth=10), house(314, 300, "y", width=20, depth=10)]
    plan = register.plan(town)
    assert rows(plan)[8:] == [("conflict", "tangled")] * 2
    assert not len(plan.missing) and plan.changes_nothing


def test_a_shed_in_a_corner_of_the_house_does_not_split_it(register: Register) -> None:
    town = [h for h in STREET if h.key != "h3"]
    town += [House(box(115, 102, 120, 112), "h3"), House(box(115, 100, 120, 102), "shed")]
    annex = np.zeros(9, np.int16)
    annex[8] = Reason.ANNEX_CLASS
    plan = register.plan(town, annex=annex)
    assert rows(plan)[7:] == [("kept", "reshaped"), ("skipped", "annex_class")]


def test_annexes_and_parcels_with_a_building_get_no_code() -> None:
    annex = np.array([0, Reason.ANNEX_AREA, 0], np.int16)
    plan = Register().plan(STREET[:3], annex=annex, has_building=np.array([False, False, True]))
    assert rows(plan) == [NEW, ("skipped", "annex_area"), ("skipped", "has_building")]
    assert [bool(c) for c in plan.code] == [True, False, False]


def test_a_known_address_does_not_lose_its_object_to_the_annex_rules(register: Register) -> None:
    plan = register.plan(STREET, annex=np.full(8, Reason.ANNEX_AREA, np.int16), has_building=np.ones(8, bool))
    assert rows(plan) == [KEPT] * 8


def test_bad_objects_are_skipped_one_by_one() -> None:
    town = [
        House(None),
        House(b"\x01\x03"),
        House(box(0, 0, 1e12, 5)),
        House(Polygon([(0, 0), (1, 1), (2, 2)])),
        house(1, 1),
        House(Polygon([(50, 50), (60, 60), (60, 50), (50, 60)])),  # a bow-tie is mended
        House(Point(70, 70)),
        House(LineString([(80, 80), (90, 90)])),
        house(9000, 9000),
        house(-300, 500),
    ]
    assert rows(Register().plan(town)) == [
        ("skipped", "no_geometry"),
        ("skipped", "unreadable"),
        ("skipped", "huge"),
        ("skipped", "no_area"),
        NEW,
        NEW,
        NEW,
        NEW,
        ("skipped", "outside"),
        ("new", "outside_nearest"),
    ]


def test_outside_the_layer_may_name_the_commune() -> None:
    far = [house(9000, 9000, commune="Xã Đông"), house(9000, 9100, commune="22528"), house(9000, 9200, commune="Xã Lạ")]
    plan = Register().plan(far)
    assert rows(plan) == [("new", "outside_field")] * 2 + [("skipped", "outside")]
    assert [c[:5] for c in plan.code[:2]] == ["00102", "00101"]


def test_an_exhausted_block_stops_everything_and_names_itself() -> None:
    register = Register({"22528": [Block(1, "ndas", "00101", "22528", 1, 3)]})
    with pytest.raises(BlockExhausted, match=r"(?s)Phường Tây needs 8.*only 3.*00101 1–3"):
        register.apply(STREET)
    assert register.given == []
    register.blocks["22528"].append(Block(2, "ndas", "00150", "22528", 7, 90))
    register.apply(STREET)
    assert [a.code for a in register.addresses] == [f"00101{i:05d}" for i in (1, 2, 3)] + [
        f"00150{i:05d}" for i in range(7, 12)
    ]


def test_provisional_first_and_final_when_a_block_comes() -> None:
    register = Register({})
    assert rows(register.apply(STREET[:4])) == [("provisional", "no_block")] * 4
    assert [a.code for a in register.addresses] == [f"TAM-{i:08d}" for i in range(1, 5)]
    assert register.plan(STREET[:4]).changes_nothing
    register.blocks = dict(BLOCKS)
    assert rows(register.apply(STREET[:5])) == [("new", "from_provisional")] * 4 + [NEW]
    assert [a.code for a in register.addresses] == [f"00101{i:05d}" for i in range(1, 6)]
    assert register.plan(STREET[:5]).changes_nothing


def test_an_address_that_a_person_entered_gets_its_first_code() -> None:
    register = Register()
    register.apply(STREET[:2])
    register.addresses[1].code = register.addresses[1].origin = None
    register.addresses[1].stage = "declared"
    assert rows(register.apply(STREET[:2])) == [KEPT, NEW]
    assert register.addresses[1].code == "0010100003"
    register.blocks = {}
    register.addresses[1].code = register.addresses[1].origin = None
    assert rows(register.plan(STREET[:2])) == [KEPT, ("provisional", "no_block")]


def test_points_that_people_set_find_their_house_and_are_never_retired(register: Register) -> None:
    for k, x in enumerate((301.0, 303.0)):
        register.addresses.append(
            type(register.addresses[0])(b"", -99 - k, None, (x, 306), None, "22528", "declared", None)
        )
    town = [*STREET, house(300, 300, "villa")]
    plan = register.apply(town)
    assert rows(plan)[8][0] == "new" and len(plan.absorbed) == 0 and len(plan.missing) == 0
    assert [a.code for a in register.addresses[8:]].count(None) == 1
    assert all(a.stage == "declared" for a in register.addresses[8:])
    assert register.plan(town).changes_nothing


def test_of_a_retired_address_the_machine_decides_nothing(register: Register) -> None:
    register.addresses[3].stage = "retired"
    plan = register.plan(STREET)
    assert rows(plan)[3] == ("skipped", "retired_address") and not len(plan.missing) and plan.changes_nothing
    redrawn = [*STREET[:3], House(box(115, 100, 120, 111), "h3"), *STREET[4:]]
    assert rows(register.plan(redrawn))[3] == ("skipped", "retired_address")
    rebuilt = [*STREET[:3], House(box(115, 100, 120, 111), "new house"), *STREET[4:]]
    assert rows(register.apply(rebuilt))[3] == NEW
    assert register.addresses[-1].code == "0010100009", "the code of a retired address is not given again"
    assert register.plan(rebuilt).changes_nothing
    other = Register()
    other.apply(STREET)
    other.addresses[3].stage = "retired"
    assert rows(other.apply(STREET, decisions={"k:h3": ("new",)}))[3] == NEW
    assert other.plan(STREET).changes_nothing


# -- what a person decides ---------------------------------------------------------------------------------


def test_one_decision_changes_no_other_code() -> None:
    base = Register().plan(STREET)
    for decision in ("exclude", "new"):
        plan = Register().plan(STREET, decisions={"k:h2": (decision,)})
        others = [i for i in range(8) if i != 2]
        assert plan.code[others].tolist() == base.code[others].tolist()
        assert plan.code[2] == ("" if decision == "exclude" else base.code[2])
    assert rows(Register().plan(STREET, decisions={"k:h2": ("exclude",)}))[2] == ("skipped", "excluded")


def test_a_match_decided_by_hand_leaves_the_numbers_of_the_others(register: Register) -> None:
    grown = [h for h in STREET if h.key != "h3"] + [house(300 + 9 * i, 500, f"n{i}") for i in range(4)]
    base = register.plan(grown)
    assert base.missing.tolist() == [3]
    plan = register.plan(grown, decisions={"k:n1": ("match", "0010100004")})
    assert rows(plan)[8] == ("matched", "rekeyed") and plan.known[8] == 3 and plan.moved[8]
    assert plan.code[8] == "" and plan.code[[7, 9, 10]].tolist() == base.code[[7, 9, 10]].tolist()
    assert len(plan.missing) == 0


@pytest.mark.parametrize("code", ["0010100001", "9999999999", ""])
def test_a_match_with_a_taken_or_unknown_code_is_refused(register: Register, code: str) -> None:
    town = [*STREET, house(300, 500, "n")]
    plan = register.plan(town, decisions={"k:n": ("match", code)})
    assert rows(plan)[8] == ("conflict", "decision_unknown") and plan.changes_nothing


def test_two_objects_cannot_be_matched_with_one_code(register: Register) -> None:
    town = [h for h in STREET if h.key != "h3"] + [house(300, 500, "n"), house(320, 500, "m")]
    plan = register.plan(town, decisions=dict.fromkeys(("k:n", "k:m"), ("match", "0010100004")))
    assert sorted(s for s, _ in rows(plan)[7:]) == ["conflict", "matched"]


def test_an_object_may_give_its_address_to_another(register: Register) -> None:
    town = [*STREET, house(300, 500, "n")]
    plan = register.plan(town, decisions={"k:h3": ("new",), "k:n": ("match", "0010100004")})
    assert plan.known[8] == 3 and rows(plan)[3] == NEW and plan.code[3] == "0010100010"
    assert len(plan.missing) == 0


def test_a_merge_undone_by_decision_retires_nobody(register: Register) -> None:
    town = [h for h in STREET if h.key not in ("h3", "h4")] + [House(box(115, 100, 125, 112), "h4")]
    for decision in (("new",), ("exclude",)):
        plan = register.plan(town, decisions={"k:h4": decision})
        assert len(plan.absorbed) == 0
    plan = register.plan(town, decisions={"k:h4": ("new",)})
    assert sorted(plan.missing.tolist()) == [3, 4] and rows(plan)[6] == NEW


def test_a_split_part_decided_as_new_leaves_the_keeper(register: Register) -> None:
    front, back = two_parts(STREET[3].shape, 0.6)
    town = [h for h in STREET if h.key != "h3"] + [House(front, "h3"), House(back, "b")]
    plan = register.plan(town, decisions={"k:b": ("new",)})
    assert rows(plan)[7:] == [("kept", "reshaped"), NEW]
    assert plan.known[7] == 3 and plan.successor_of[8] == -1 and len(plan.missing) == 0


def test_objects_with_one_key_are_decided_one_by_one() -> None:
    town = [house(100, 100, "x"), house(200, 100, "x"), house(300, 100, "y")]
    objects = objects_of(town)
    assert [objects.reference(i) for i in range(3)] == ["f:1", "f:2", "k:y"]
    plan = Register().plan(town, decisions={"f:2": ("new",)})
    assert rows(plan) == [("conflict", "duplicate_key"), NEW, NEW]


def test_a_review_of_another_layer_is_refused(register: Register) -> None:
    with pytest.raises(DiachisoError, match="1 objects that are not on the layer any more .k:gone"):
        register.plan(STREET, decisions={"k:gone": ("exclude",), "k:h1": ("exclude",), "a:some-address": ("new",)})


def test_no_decision_gives_a_place_to_what_has_none() -> None:
    plan = Register().plan([House(None, "x"), house(1, 1, "y")], decisions={"k:x": ("new",)})
    assert rows(plan) == [("skipped", "no_geometry"), NEW]


# -- other schemes -----------------------------------------------------------------------------------------


def lonlat(xy: np.ndarray) -> np.ndarray:
    return np.asarray(xy) / 111_000 + [109.0, 12.0]


def test_derived_codes_follow_the_position_and_imported_values_stay(register: Register) -> None:
    first = register.plan(STREET, scheme="pluscode", to_lonlat=lonlat)
    assert all(first.code != "") and rows(first) == [("new", "derived")] * 8
    for a, code in zip(register.addresses, first.code.tolist()):
        a.columns["plus_code"] = code
    assert register.plan(STREET, scheme="pluscode", to_lonlat=lonlat).changes_nothing
    register.addresses[5].columns["plus_code"] = "7P25XXXX+XX"
    town = [shifted(h, 0, 9) if h.key == "h3" else h for h in STREET]
    plan = register.plan(town, scheme="pluscode", to_lonlat=lonlat)
    assert rows(plan)[3] == ("moved", "derived") and plan.code[3] not in ("", first.code[3])
    assert rows(plan)[5] == ("kept", "imported_value") and plan.code[5] == ""
    assert [i for i in range(8) if plan.code[i]] == [3]


def test_derived_codes_follow_in_a_run_of_another_scheme(register: Register) -> None:
    schemes = tuple(s for s in SCHEMES.values() if s.kind == "derived")
    first = register.plan(STREET, scheme="pluscode", to_lonlat=lonlat)
    for a, code in zip(register.addresses, first.code.tolist()):
        a.columns["plus_code"] = code
    register.addresses[4].columns["plus_code"] = "7P25XXXX+XX"
    town = [shifted(h, 0, 9) if h.key in ("h3", "h4") else h for h in STREET]
    plan = register.plan(town, to_lonlat=lonlat, derived=schemes)
    assert list(plan.derived) == ["plus_code"]
    followed = plan.derived["plus_code"]
    assert [i for i in range(8) if followed[i]] == [3] and followed[3] != first.code[3]


def test_renumbered_parcels_keep_their_code(register: Register) -> None:
    for i, a in enumerate(register.addresses):
        a.columns.update(map_sheet="9", map_parcel=str(i))
    register.addresses[2].stage = "issued"
    parcels = [House(h.shape, h.key, {"map_sheet": "9", "map_parcel": str(i + 500)}) for i, h in enumerate(STREET)]
    plan = register.apply(parcels, renumbered=("map_sheet", "map_parcel"))
    assert rows(plan) == [("kept", "renumbered")] * 8
    assert [a.columns["map_parcel"] for a in register.addresses] == ["500", "501", "2", *map(str, range(503, 508))]
    assert register.plan(parcels, renumbered=("map_sheet", "map_parcel")).changes_nothing


# -- any town, any month -----------------------------------------------------------------------------------


@st.composite
def months(draw: st.DrawFn) -> tuple[list[House], list[House]]:
    """A street of houses wall to wall, and the same after some events; keys may be lost."""
    count = draw(st.integers(2, 10))
    before = [house(100 + 6 * i, 200, f"k{i}", width=6) for i in range(count)]
    after: list[House] = []
    i = 0
    while i < count:
        h = before[i]
        event = draw(st.sampled_from(["same", "same", "shift", "rekey", "split", "merge", "gone", "redrawn", "moved"]))
        if event == "shift":
            after.append(shifted(h, 0.2, 0.2, draw(st.sampled_from([h.key, f"n{i}"]))))
        elif event == "rekey":
            after.append(shifted(h, 0, 0, f"n{i}"))
        elif event == "split":
            a, b = two_parts(h.shape, draw(st.sampled_from([0.3, 0.45, 0.6, 0.8])))
            after += [House(a, draw(st.sampled_from([h.key, f"n{i}"]))), House(b, f"m{i}")]
        elif event == "merge" and i + 1 < count:
            after.append(
                House(h.shape.union(before[i + 1].shape), draw(st.sampled_from([h.key, before[i + 1].key, f"n{i}"])))
            )
            i += 1
        elif event == "redrawn":
            after.append(House(box(*h.shape.bounds[:3], h.shape.bounds[3] + draw(st.sampled_from([-1.0, 0.7]))), h.key))
        elif event == "moved":
            after.append(shifted(h, 0, 8))
        elif event != "gone":
            after.append(h)
        i += 1
    return before, after or before[:1]


@given(months(), st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=effort(120))
def test_promise_3_codes_stay_and_nothing_is_given_twice_in_any_month(
    month: tuple[list[House], list[House]], random: object
) -> None:
    before, after = month
    register = Register()
    register.apply(before)
    codes = {a.key: a.code for a in register.addresses}
    plan: Plan = register.apply(after)
    assert all(a.code == codes[key] for key, a in zip(codes, register.addresses)), "a code changed"
    living = [a.code for a in register.addresses if a.stage != "retired"]
    assert len(set(living)) == len(living)
    by_key = {h.key: h for h in after}
    for i, h in enumerate(before):  # what did not change at all keeps its code
        same = by_key.get(h.key)
        if same is not None and same.shape.equals(h.shape):
            x, y = h.shape.centroid.coords[0]
            assert register.code_at(x, y) == register.addresses[i].code
    again = register.plan(after)
    assert again.changes_nothing, rows(again)
    # every old address is either linked, absorbed, reported missing or named in a conflict
    told = (
        set(plan.known[plan.known >= 0])
        | set(plan.absorbed)
        | set(plan.missing)
        | {c for cs in plan.candidates.values() for c in cs}
    )
    assert told == set(range(len(before)))
    shuffled = list(after)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    other = Register()
    other.apply(before)
    other.apply(shuffled)
    assert sorted((a.code, a.position, a.stage) for a in other.addresses) == sorted(
        (a.code, a.position, a.stage) for a in register.addresses
    )


def test_a_plan_of_nothing() -> None:
    plan = Register().plan([])
    assert plan.changes_nothing and sum(plan.counts().values()) == 0
    assert WEST.code == "22528"
