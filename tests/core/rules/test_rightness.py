"""Errors of each kind put into clean registers at known places: precisely these are found."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

pytest.importorskip("shapely", minversion="2.0")
pytest.importorskip("osgeo")
sys.path.insert(0, str(Path(__file__).resolve().parents[3] / "scripts"))

import rules_real_worlds as real  # noqa: E402
from rules_injections import INJECTIONS, Injection  # noqa: E402
from rules_rightness import measure  # noqa: E402
from rules_worlds import DATA, World, book, drawn, hits  # noqa: E402

BOOK = book()
# What a register without a fault may be told: heuristics and information only.
FEW = {"number_gap", "number_out_of_order", "alley_suspected"}


def names(injection: Injection) -> str:
    return f"{injection.rule} {injection.note}".strip().replace(" ", "-")


def made(name: str) -> World:
    if name == "drawn":
        return drawn()
    if name != "sample" and not (DATA / f"{name}.gpkg").exists():
        pytest.skip("the folder shared/data is not there")
    world: World = getattr(real, name)()
    return world


@pytest.mark.parametrize("injection", INJECTIONS, ids=names)
def test_precisely_what_was_put_in_is_found(injection: Injection) -> None:
    world = drawn()
    if injection.only and world.name not in injection.only:
        world = made("nha_trang")
    for right in measure(world, [injection]):
        assert right.injected
        assert right.found == right.injected
        assert not right.astray, "an error where nobody spoilt anything"


@pytest.mark.parametrize("name", ["sample", "luxiol"])
def test_in_real_layers_too(name: str) -> None:
    for right in measure(made(name)):
        if BOOK.rules[right.rule].certain:
            assert right.found == right.injected, right
            assert not right.astray, right


def test_heuristics_on_real_streets() -> None:
    heuristics = [i for i in INJECTIONS if not BOOK.rules[i.rule].certain]
    for right in measure(made("nha_trang"), heuristics):
        assert right.precision >= 0.8 and right.recall >= 0.8, right


@pytest.mark.parametrize("name", ["drawn", "sample", "nha_trang", "luxiol"])
def test_a_clean_register_has_no_error(name: str) -> None:
    found = hits(made(name))
    assert {h.rule for h in found if BOOK.rules[h.rule].level.value == "error"} == set()
    assert len([h for h in found if h.rule in FEW]) <= 0.005 * 6243


def test_every_rule_is_measured_or_named_here() -> None:
    measured = {injection.rule for injection in INJECTIONS}
    assert set(BOOK.rules) - measured == {"photo_not_taken"}  # switched off unless a province wants it
