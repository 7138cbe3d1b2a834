"""All rules for land layers, one after the other: hits come in batches, and no object is the end of the run."""
from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, Optional

import numpy as np

from ...annexes import AnnexRules, annex_mask
from ...classes import ObjectClass, classify
from ...geometry.engine import GeometryEngine
from ...geometry.watched_engine import WatchedEngine
from ...patience import Check, never_asked
from ..catalogue import Rule, RuleBook
from ..hits import Hit, fingerprint
from .communes import commune_hits, commune_index, locate
from .houses import LandAddresses, across_hits, address_hits, holders
from .layer import CLASS, NUMBER, LandLayer
from .neighbours import neighbour_hits
from .outlines import outline_hits
from .places import Places, Zone
from .records import record_hits
from .report import Report, ToLonLat

Progress = Callable[[float], None]
_PLACE_RULES = ("other_commune", "no_commune", "other_zone")


@dataclass(frozen=True)
class LayerFault:
    """Something wrong with the coordinates of a whole layer; `sure` or for a person to decide; `far`: surely so wrong
    that places tell nothing of its objects; `slack`: metres by which its objects may all be off.
    """

    params: Mapping[str, Any]
    far: bool
    sure: bool = True
    slack: float = 0.0


@dataclass(frozen=True)
class LandScene:
    """The layers of a run, in one metric CRS; those that are missing leave their rules unasked.

    `zones`, `faults` and names of the `crs` by the value of a layer's subject. `addresses`: None without a register.
    """

    to_lonlat: ToLonLat
    parcels: Optional[LandLayer] = None
    buildings: Optional[LandLayer] = None
    communes: Optional[LandLayer] = None
    addresses: Optional[LandAddresses] = None
    classes: Mapping[str, ObjectClass] = field(default_factory=dict)
    annexes: AnnexRules = AnnexRules()
    zones: Mapping[str, Sequence[Zone]] = field(default_factory=dict)
    faults: Mapping[str, LayerFault] = field(default_factory=dict)
    crs: Mapping[str, str] = field(default_factory=dict)


class Need(str, Enum):
    """What a rule cannot do without."""

    layer = "layer"
    communes = "communes"
    places = "places"  # coordinates that are right on the whole
    parcels = "parcels"
    buildings = "buildings"
    register = "register"
    numbers = "numbers"
    areas = "areas"


def missing(scene: LandScene, rule: Rule) -> Optional[Need]:
    """What the scene lacks for a rule; None where it can be asked."""
    layers = {"parcel": scene.parcels, "building": scene.buildings, "commune": scene.communes}
    subject = rule.subject.value
    layer = layers[subject]
    fault = scene.faults.get(subject)
    name = rule.id[len(subject) + 1:]
    if layer is None:
        return Need.layer
    needs = {
        Need.communes: name not in _PLACE_RULES or (scene.communes is not None and bool(scene.communes.sound.any())),
        Need.places: not (fault is not None and fault.far and name in _PLACE_RULES),
        Need.parcels: scene.parcels is not None or name != "across_parcels",
        Need.buildings: scene.buildings is not None or rule.id != "parcel_no_address",
        Need.register: scene.addresses is not None or name != "no_address",
        Need.numbers: not name.startswith("number_twice") or layer.has(NUMBER),
        Need.areas: rule.id not in ("parcel_area", "commune_area") or bool((layer.recorded > 0).any()),
    }
    return next((need for need, there in needs.items() if not there), None)


def check_land(
    scene: LandScene,
    book: RuleBook,
    engine: GeometryEngine,
    check: Check = never_asked,
    progress: Progress = lambda share: None,
) -> Iterator[list[Hit]]:
    """Every hit of the book's rules, in batches; `progress` gets the share done, 0-1, and `check` may raise."""
    watched = WatchedEngine(engine, check)
    steps = _Steps(check, progress)
    known = scene.communes is not None and bool(scene.communes.sound.any())
    index = commune_index(scene.communes, watched) if scene.communes is not None and known else None
    reports: dict[str, Report] = {}
    for layer in (scene.communes, scene.parcels, scene.buildings):
        if layer is None:
            continue
        subject = layer.subject.value
        step = steps.next(0.15)
        held = np.full(layer.size, -1, np.int32)
        fault = scene.faults.get(subject)
        if index is not None and layer is not scene.communes and not (fault and fault.far):
            held = locate(layer, index, step)
        codes = np.array([*(c.code for c in index.communes), ""] if index else [""], dtype=np.str_)[held]
        report = reports[subject] = Report(layer, codes, scene.to_lonlat)
        places: Optional[Places] = None
        if index is not None and layer is not scene.communes and not (fault and fault.far):
            slack = fault.slack if fault is not None else 0.0
            places = Places(report, index, held, scene.zones.get(subject, ()), book, watched, slack)
        yield from _whole_layer(report, fault, places, scene.crs.get(subject, "–"), book)
        yield from _each(outline_hits(report, book), check)
        if layer is scene.communes:
            yield from _each(commune_hits(report, book, watched, step), check)
        elif places is not None:
            yield from _each(places.hits(), check)
        steps.done()
    if scene.parcels is not None:
        yield from _each(record_hits(reports["parcel"], book), check)
        yield from _each(neighbour_hits(reports["parcel"], book, watched, steps.next(0.3)), check)
        steps.done()
    if scene.buildings is not None:
        yield from _houses(scene, reports, book, watched, steps)
    progress(1.0)


def _houses(
    scene: LandScene, reports: Mapping[str, Report], book: RuleBook, engine: GeometryEngine, steps: _Steps
) -> Iterator[list[Hit]]:
    buildings, parcels = reports["building"].layer, scene.parcels
    holder = np.full(buildings.size, -1, np.int64)
    if parcels is not None:
        holder = holders(parcels, buildings, engine, steps.next(0.08))
        steps.done()
        rule = book.active("building_across_parcels")
        if rule is not None:
            step = steps.next(0.12)
            yield from _each(across_hits(reports["building"], parcels, holder, rule, engine, step), steps.check)
        steps.done()
    if scene.addresses is not None:
        column = buildings.text(CLASS)
        ids = np.array([*classify(column.values, scene.classes).tolist(), ""], dtype=np.str_)[column.codes]
        annex, _ = annex_mask(buildings.area, ids, holder, scene.annexes, scene.classes)
        step = steps.next(0.05)
        found = address_hits(
            reports["building"], reports.get("parcel"), holder, annex, scene.addresses, book, engine, step
        )
        yield from _each(found, steps.check)


def _whole_layer(
    report: Report, fault: Optional[LayerFault], places: Optional[Places], crs: str, book: RuleBook
) -> Iterator[list[Hit]]:
    """One hit for a layer whose coordinates are wrong on the whole, or may be: its object is the layer."""
    layer, sure = report.layer, fault is not None and fault.sure
    params = dict(fault.params) if fault is not None else {}
    if not sure and places is not None and places.whole is not None:
        params, sure = {"declared": crs, **places.whole}, True
    rule = book.active(f"{layer.subject.value}_{'crs' if sure else 'crs_doubtful'}")
    if rule is None or not params:
        return
    placed = np.flatnonzero(layer.placed)
    lon, lat = report.to_lonlat(layer.position[placed[:1]])[0].tolist() if len(placed) else (np.nan, np.nan)
    params = {"layer": layer.name, **params}
    yield [
        Hit(rule.id, rule.subject.value, layer.name, 0, "", lon, lat, params, "layer",
            watched=fingerprint(*params.values()))
    ]  # fmt: skip


def _each(batches: Iterator[list[Hit]], check: Check) -> Iterator[list[Hit]]:
    for batch in batches:
        check()
        if batch:
            yield batch


class _Steps:
    """Progress of a run made of steps, each worth a share of the whole."""

    def __init__(self, check: Check, progress: Progress) -> None:
        self.check, self._progress = check, progress
        self._behind, self._share = 0.0, 0.0

    def next(self, share: float) -> Progress:
        """What the next step tells of its own progress, 0-1."""
        self._share = share

        def tell(part: float) -> None:
            self.check()
            self._progress(min(self._behind + self._share * part, 1.0))

        return tell

    def done(self) -> None:
        """The step has ended, whatever it told."""
        self._behind += self._share
        self._share = 0.0
        self.check()
        self._progress(min(self._behind, 1.0))
