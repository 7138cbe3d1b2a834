"""Whether a layer's CRS is the right one: judged by its definition and by where it puts the layer.

Nothing is reprojected here. What the evidence does not decide stays doubtful: neighbouring zones lie about 27 km
apart, which small communes tell but a wide province may not; a missing shift of 200 m shows only against a layer that
lies right; wrong signs of rotation (0.6 m) only against the very same layer, or in the definition itself.
"""
from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Optional

import numpy as np
from qgis.core import QgsCoordinateReferenceSystem

from ...core.errors import Message
from ...core.land.coordinates import CoordinateKind, arrange
from ...core.land.vn2000 import ShiftKind, Vn2000, ZoneUse, load_vn2000
from .crs_candidates import CrsCandidate, Placed, Placer, metres_between, short_name
from .crs_definition import CrsDefinition, Datum, Projection
from .crs_faults import FAULTS, KEEP, NO_REFERENCE, ONLY_DEFINITION, OUTSIDE, RIGHT, SEVERAL, CrsFault
from .crs_reference import CrsReference

_IDENTICAL, _NEAR = 0.15, 1.5  # metres
_TIMES, _TIMES_NEAR = 3.0, 4.0
_ENOUGH = 5  # points
_INSIDE, _RIVAL = 0.9, 0.5
_ZONE_APART, _DATUM_APART = 1_000.0, 10.0
_CLOSE_BY = 10_000.0  # metres: a layer that no label places may lie just across the border
_MOST_CANDIDATES = 6


@dataclass(frozen=True)
class CrsDiagnosis:
    """What was found. No fault: the CRS is right. Not `sure`: a person decides; `candidates` are ranked, best first."""

    declared: str
    faults: tuple[CrsFault, ...]
    sure: bool
    candidates: tuple[CrsCandidate, ...]
    shift_m: float = float("nan")
    """How far the best candidate moves the layer, metres; NaN without a CRS."""
    doubts: tuple[Message, ...] = ()
    params: dict[str, Any] = field(default_factory=dict)

    @property
    def best(self) -> Optional[CrsCandidate]:
        """The most likely definition."""
        return self.candidates[0] if self.candidates else None

    @property
    def messages(self) -> tuple[Message, ...]:
        """What to say: the faults, then why it is doubtful; all take `params`."""
        plain = RIGHT if self.sure else KEEP
        found = [FAULTS[fault] for fault in self.faults] or [plain]
        return (*found, *self.doubts)

    def text(self, translate: Optional[Callable[[str, str], str]] = None) -> str:
        """The diagnosis in the user's language."""
        return " ".join(message.render(translate, **self.params) for message in self.messages)


def diagnose_crs(
    declared: QgsCoordinateReferenceSystem,
    points: np.ndarray,
    reference: Optional[CrsReference] = None,
    communes: Optional[Sequence[str]] = None,
    profile: Optional[Vn2000] = None,
) -> CrsDiagnosis:
    """Judge a CRS by some points (n, 2) as they stand in the layer, and by what is known to be right.

    `communes`: the commune code of each point, as the layer's own field says it, where there is one.
    """
    pairs = np.asarray(points, float).reshape(-1, 2)
    keep = np.isfinite(pairs).all(axis=1)
    if communes is not None:
        communes = [code for code, kept in zip(communes, keep.tolist()) if kept]
    known, against = profile or load_vn2000(), reference or CrsReference()
    arrangement = arrange(pairs[keep])
    placer = Placer(pairs[keep], declared, arrangement, known, against, communes)
    everything = placer.all()
    own = placer.declared
    # Where neither a label nor the objects' own communes say the place, the neighbour's zone may be right as well.
    blind = placer.definition.zone is None and communes is None
    ranked, decisive = _rank(everything, own, placer.definition, blind)
    name = short_name(own.candidate.name) if own else ""
    if not ranked or not np.isfinite(ranked[0].lonlat).any() or (
        arrangement.kind is CoordinateKind.unknown and ranked[0].share < _RIVAL
    ):
        return CrsDiagnosis(name, (CrsFault.unknown,), False, (), params={"declared": name})
    best = ranked[0]
    faults = _faults(placer.definition, own, best, arrangement.kind)
    doubts, others = _doubts(ranked, own, faults, decisive, against, placer.definition, blind)
    shift = metres_between(own.lonlat, best.lonlat) if own else float("nan")
    params = {
        "declared": name, "best": best.candidate.name, "scale": f"{best.candidate.scale:g}",
        "shift": _rounded(shift), "others": ", ".join(others), "percent": round(100 * best.share),
        "best_distance": _metric(best.candidate.distance_m),
    }  # fmt: skip
    candidates = tuple(placed.candidate for placed in ranked[:_MOST_CANDIDATES])
    no_zone = own is None or CrsFault.metres_in_geographic in faults
    if no_zone and not against.has_places and arrangement.kind is CoordinateKind.metres:
        # Metres fit every zone: to name one would be to guess.
        params["best"] = "VN-2000"
        candidates = (replace(best.candidate, declared=True),)
    return CrsDiagnosis(name, tuple(faults), not doubts, candidates, shift, tuple(doubts), params)


def _rank(
    everything: list[Placed], own: Optional[Placed], definition: CrsDefinition, blind: bool
) -> tuple[list[Placed], bool]:
    """The candidates that may be right, best first, and whether a layer that lies right has decided."""
    by_fine = sorted((p for p in everything if np.isfinite(p.fine)), key=lambda p: p.fine)
    decisive = False
    if by_fine:
        first = by_fine[0].fine
        second = by_fine[1].fine if len(by_fine) > 1 else float("inf")
        enough = int(np.isfinite(by_fine[0].lonlat).all(axis=1).sum()) >= _ENOUGH
        # The same layer, else one that was drawn anew: houses along roads that lie right must not decide by chance.
        same = first <= _IDENTICAL and second >= _TIMES * _IDENTICAL
        decisive = enough and (same or (first <= _NEAR and second >= _TIMES_NEAR * first))

    def order(placed: Placed) -> tuple[Any, ...]:
        chosen = decisive and placed is by_fine[0]
        return (not chosen, -round(placed.share, 1), _prior(placed, own, definition))

    ranked = sorted(everything, key=order)
    top = ranked[0].share if ranked else 0.0
    return [
        p for k, p in enumerate(ranked)
        if k == 0 or p is own or p.share > _RIVAL * top or (blind and _is_close_by(p))
    ], decisive  # fmt: skip


def _prior(placed: Placed, own: Optional[Placed], definition: CrsDefinition) -> int:
    """What is likelier where places say nothing: the province's zone, the layer's own word, then the rest."""
    candidate = placed.candidate
    healthy = definition.projection is not Projection.transverse_mercator or definition.shift is ShiftKind.right or (
        definition.datum is Datum.wgs84 and definition.zone is not None and definition.zone.use is ZoneUse.utm
    )
    if candidate.official:
        return 0
    if placed is own and healthy:
        return 1
    if not candidate.standard:
        return 6 if candidate.shift is ShiftKind.none else 7
    if candidate.zone is None:
        return 4 if candidate.crs != "EPSG:4326" else 2
    if definition.zone is not None and candidate.zone.epsg == definition.zone.epsg:
        return 1  # its own zone, with the shift or the order of axes or the unit that it lacks
    return {ZoneUse.national: 3, ZoneUse.utm: 3, ZoneUse.province: 5}[candidate.zone.use]


def _faults(definition: CrsDefinition, own: Optional[Placed], best: Placed, kind: CoordinateKind) -> list[CrsFault]:
    found: list[CrsFault] = []
    candidate = best.candidate
    if own is not None and best is own:
        return found
    if own is None:
        found.append(CrsFault.no_crs)
    elif kind is CoordinateKind.metres and definition.projection is Projection.geographic:
        found.append(CrsFault.metres_in_geographic)
    elif kind is CoordinateKind.degrees and definition.projection is not Projection.geographic:
        found.append(CrsFault.degrees_in_projected)
    if candidate.swap_xy:
        found.append(CrsFault.swapped_axes)
    if candidate.scale != 1.0:
        found.append(CrsFault.wrong_unit)
    if own is None or CrsFault.metres_in_geographic in found or CrsFault.degrees_in_projected in found:
        return found
    zone = candidate.zone
    if definition.zone is None or zone is None or definition.zone.epsg != zone.epsg:
        if _same_utm(definition, candidate) or definition.projection is Projection.geographic:
            if not found:
                found.append(CrsFault.wrong_datum)
        elif not (found and candidate.crs == own.candidate.crs):
            found.append(CrsFault.wrong_zone)
    elif definition.shift is not ShiftKind.right:
        found.append(_SHIFT_FAULTS[definition.shift] if definition.zone.use is not ZoneUse.utm
                     or definition.shift is not ShiftKind.none else CrsFault.wrong_datum)  # fmt: skip
    elif not candidate.standard:
        found.append(CrsFault.unshifted_data)
    return found


_SHIFT_FAULTS = {
    ShiftKind.none: CrsFault.no_shift,
    ShiftKind.zero: CrsFault.zero_shift,
    ShiftKind.wrong_rotation: CrsFault.wrong_rotation,
    ShiftKind.other: CrsFault.other_shift,
}
_DEFINITION_FAULTS = frozenset((*_SHIFT_FAULTS.values(), CrsFault.unshifted_data, CrsFault.wrong_datum))


def _same_utm(definition: CrsDefinition, candidate: CrsCandidate) -> bool:
    if definition.zone is None or definition.zone.use is not ZoneUse.utm:
        return False
    return candidate.crs == f"EPSG:{32600 + round((definition.zone.meridian + 183) / 6)}"


def _doubts(
    ranked: list[Placed],
    own: Optional[Placed],
    faults: list[CrsFault],
    decisive: bool,
    reference: CrsReference,
    definition: CrsDefinition,
    blind: bool,
) -> tuple[list[Message], list[str]]:
    """Why a person must look, and the rivals' names; nothing where the evidence decides."""
    best = ranked[0]
    if decisive:
        return [], []
    if not reference.has_places:
        return [NO_REFERENCE], []
    found: list[Message] = []
    if best.share < _INSIDE:
        found.append(OUTSIDE)
    agreed = best is own and (best.candidate.official or best.candidate.zone is None)
    # A label that names the zone speaks against the others; without one only the place does.
    labelled = definition.zone is not None and definition.zone == best.candidate.zone
    rivals = [] if agreed else [p.candidate for p in ranked[1:] if _is_rival(p, best, own, labelled, blind)]
    others = [f"{rival.name} ({_metric(rival.distance_m)})" for rival in rivals]
    if others:
        found.append(SEVERAL)
    if _DEFINITION_FAULTS & set(faults) and not (definition.datum is Datum.vn2000 and CrsFault.no_shift in faults):
        found.append(ONLY_DEFINITION)
    return found, others


def _is_rival(placed: Placed, best: Placed, own: Optional[Placed], labelled: bool, blind: bool) -> bool:
    """Whether a candidate fits as well and is one that somebody would have used here; where no label says the zone,
    that is any zone: a layer of the border is often in the neighbour's.
    """
    fits = placed.share > _RIVAL * best.share or (blind and _is_close_by(placed))
    if not fits or not placed.candidate.standard:
        return False
    apart = metres_between(placed.lonlat, best.lonlat)
    if apart > _ZONE_APART:
        if not labelled:
            return True
        use = placed.candidate.zone.use if placed.candidate.zone else ZoneUse.utm
        also_national = placed.candidate.zone is not None and placed.candidate.zone.meridian in (102.0, 105.0, 108.0)
        return placed.candidate.official or placed is own or use is not ZoneUse.province or also_national
    return apart > _DATUM_APART and best is not own and not best.candidate.official and placed is not own


def _is_close_by(placed: Placed) -> bool:
    """Whether one of the zones puts the layer inside the reference or near it."""
    return placed.candidate.zone is not None and placed.candidate.distance_m <= _CLOSE_BY


def _metric(metres: float) -> str:
    """A distance to the reference as a reader wants it."""
    if not np.isfinite(metres):
        return "?"
    return f"{metres:.0f} m" if metres < 1_000 else f"{metres / 1_000:.1f} km"


def _rounded(metres: float) -> str:
    if not np.isfinite(metres):
        return "?"
    return f"{metres:.2f}" if metres < 10 else f"{metres:.0f}"
