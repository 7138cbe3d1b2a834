"""A cadastral drawing, which is lines and texts, made into parcels with sheet and number."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ..geometry.engine import GeometryEngine
from ..geometry.faces import Faces, faces_of, holders
from ..geometry.linework import Network, network, without_loose_ends
from .cad_labels import LabelJoin, join_labels
from .cad_problems import CadProblem, CadProblemKind
from .cad_profile import CadProfile, CadRole


@dataclass(frozen=True)
class CadLines:
    """Polylines: `xy` (v, 2) of all, line i from offsets[i] to offsets[i + 1]. Arcs are stroked, heights dropped."""

    xy: np.ndarray
    offsets: np.ndarray

    @property
    def size(self) -> int:
        """Number of lines."""
        return len(self.offsets) - 1


NO_LINES = CadLines(np.zeros((0, 2)), np.zeros(1, np.int64))


@dataclass(frozen=True)
class CadTexts:
    """Texts of known meaning: `role`, `value` (n), and per text the two places (n, 2, 2) where it may be meant to be:
    the middle of the writing, and the point it was set at (equal where only one is known).
    """

    role: tuple[CadRole, ...]
    value: tuple[str, ...]
    points: np.ndarray

    def of(self, role: CadRole) -> CadTexts:
        """Those of one role, sorted by value and place: the order in the file says nothing."""
        index = [i for i, r in enumerate(self.role) if r is role]
        index.sort(key=lambda i: (self.value[i], *self.points[i].ravel().tolist()))
        return CadTexts((role,) * len(index), tuple(self.value[i] for i in index), self.points[index])


@dataclass(frozen=True)
class CadOptions:
    """Limits as in `CadProfile`; `sheet`: the sheet number of the whole file where its texts do not tell."""

    tolerance: float = 0.05
    min_area: float = 1.0
    area_difference: float = 0.05
    sheet: str = ""

    @classmethod
    def of(cls, profile: CadProfile, sheet: str = "") -> CadOptions:
        """The limits of a profile."""
        return cls(profile.tolerance, profile.min_area, profile.area_difference, sheet)


@dataclass(frozen=True)
class CadParcels:
    """Parcels (n), sorted by place: `wkb` polygons, `sheet`, `parcel`, `land_use` ('' unknown), `area` measured and
    `stated_area` written (NaN unknown), both m2; all that has to be looked at; and the faces without a number.
    """

    wkb: list[bytes]
    sheet: list[str]
    parcel: list[str]
    land_use: list[str]
    area: np.ndarray
    stated_area: np.ndarray
    problems: tuple[CadProblem, ...]
    unlabelled: list[bytes]

    @property
    def size(self) -> int:
        """Number of parcels."""
        return len(self.wkb)


@dataclass(frozen=True)
class CadBuildings:
    """Closed building outlines (n): `wkb`, `house_number` ('' unknown), `area` in m2, and what did not close."""

    wkb: list[bytes]
    house_number: list[str]
    area: np.ndarray
    problems: tuple[CadProblem, ...]

    @property
    def size(self) -> int:
        """Number of buildings."""
        return len(self.wkb)


def build_parcels(
    lines: CadLines, texts: CadTexts, options: CadOptions, engine: GeometryEngine, frames: CadLines = NO_LINES
) -> CadParcels:
    """The parcels that boundary lines enclose, each with the texts that stand in it. Coordinates in metres.

    A face with several numbers, or with none, is no parcel: it is reported. Order and direction of the lines and the
    order of the texts do not matter.
    """
    net, faces, problems = _closed(lines, options, engine)
    number = join_labels(texts.of(CadRole.parcel).points, texts.of(CadRole.parcel).value, faces, engine)
    problems += _number_problems(number, faces, options)
    numbered = np.flatnonzero([len(values) == 1 for values in number.distinct])
    sheet, sheet_problems = _sheets(texts.of(CadRole.sheet), faces, numbered, number, frames, options, engine)
    problems += sheet_problems
    use = join_labels(texts.of(CadRole.land_use).points, texts.of(CadRole.land_use).value, faces, engine)
    stated, area_join = _stated_areas(texts.of(CadRole.area), faces, engine)
    for join in (use, area_join):
        problems += _outside(join)
    parcel = [number.distinct[f][0] for f in numbered]
    sheets = [sheet[f] for f in numbered]
    problems += _duplicates(sheets, parcel, faces.inside[numbered])
    problems += _differing_areas(sheets, parcel, faces, numbered, stated, options)
    empty = np.flatnonzero([len(v) == 0 for v in number.distinct])
    return CadParcels(
        wkb=[faces.wkb[f] for f in numbered],
        sheet=sheets,
        parcel=parcel,
        land_use=["+".join(use.distinct[f]) for f in numbered],
        area=faces.area[numbered],
        stated_area=stated[numbered],
        problems=_sorted(problems),
        unlabelled=[faces.wkb[f] for f in empty if faces.area[f] >= options.min_area],
    )


def build_buildings(lines: CadLines, texts: CadTexts, options: CadOptions, engine: GeometryEngine) -> CadBuildings:
    """The building outlines that close, each with its house number where one stands in it."""
    _, faces, problems = _closed(lines, options, engine)
    keep = np.flatnonzero(faces.area >= options.min_area)
    wanted = texts.of(CadRole.house_number)
    numbers = join_labels(wanted.points, wanted.value, faces, engine)
    return CadBuildings(
        wkb=[faces.wkb[f] for f in keep],
        house_number=[numbers.distinct[f][0] if len(numbers.distinct[f]) == 1 else "" for f in keep],
        area=faces.area[keep],
        problems=_sorted(problems),
    )


def _closed(lines: CadLines, options: CadOptions, engine: GeometryEngine) -> tuple[Network, Faces, list[CadProblem]]:
    drawn = network(lines.xy, lines.offsets, options.tolerance, engine)
    net, ends = without_loose_ends(drawn)
    problems = [CadProblem(CadProblemKind.loose_end, e.x, e.y, {"length": _metres(e.length)}) for e in ends]
    problems += [CadProblem(CadProblemKind.crossing, x, y) for x, y in drawn.crossing.tolist()]
    return net, faces_of(net, engine), problems


def _number_problems(number: LabelJoin, faces: Faces, options: CadOptions) -> list[CadProblem]:
    problems = _outside(number)
    for face, values in enumerate(number.distinct):
        x, y = faces.inside[face].tolist()
        if len(values) > 1:
            problems.append(CadProblem(CadProblemKind.two_numbers, x, y, {"values": ", ".join(values)}))
        elif not values:
            area = float(faces.area[face])
            kind = CadProblemKind.unlabelled_face if area >= options.min_area else CadProblemKind.sliver
            problems.append(CadProblem(kind, x, y, {"area": _metres(area)}))
    return problems


def _outside(join: LabelJoin) -> list[CadProblem]:
    outside = np.flatnonzero(join.face < 0)
    return [
        CadProblem(CadProblemKind.text_outside, x, y, {"value": join.values[i]})
        for i, (x, y) in zip(outside, join.points[outside].tolist())
    ]


def _sheets(
    texts: CadTexts,
    faces: Faces,
    numbered: np.ndarray,
    number: LabelJoin,
    frames: CadLines,
    options: CadOptions,
    engine: GeometryEngine,
) -> tuple[list[str], list[CadProblem]]:
    """The sheet of each face: its own text, else that of its frame, else the one of the whole file."""
    whole = set(texts.value)
    file_wide = options.sheet or (next(iter(whole)) if len(whole) == 1 else "")
    sheet = [file_wide] * faces.size
    problems: list[CadProblem] = []
    if frames.size and len(whole) > 1:
        _, areas, problems = _closed(frames, options, engine)
        named = join_labels(texts.points, texts.value, areas, engine).distinct
        for face, frame in zip(numbered.tolist(), holders(areas, faces.inside[numbered], engine).tolist()):
            if frame >= 0 and len(named[frame]) == 1:
                sheet[face] = named[frame][0]
    elif len(whole) > 1:
        own = join_labels(texts.points, texts.value, faces, engine).distinct
        sheet = [values[0] if len(values) == 1 else file_wide for values in own]
    for face in numbered.tolist():
        if not sheet[face]:
            x, y = faces.inside[face].tolist()
            problems.append(CadProblem(CadProblemKind.no_sheet, x, y, {"parcel": number.distinct[face][0]}))
    return sheet, problems


def _stated_areas(texts: CadTexts, faces: Faces, engine: GeometryEngine) -> tuple[np.ndarray, LabelJoin]:
    """The written area of each face; of several the one that fits best."""
    join = join_labels(texts.points, texts.value, faces, engine)
    stated = np.full(faces.size, np.nan)
    for face, values in enumerate(join.distinct):
        areas = [float(value.replace(",", ".")) for value in values]
        if areas:
            stated[face] = min(areas, key=lambda a: (abs(a - faces.area[face]), a))
    return stated, join


def _duplicates(sheet: Sequence[str], parcel: Sequence[str], place: np.ndarray) -> list[CadProblem]:
    count = Counter(zip(sheet, parcel))
    return [
        CadProblem(CadProblemKind.duplicate_number, x, y, {"sheet": s, "parcel": p, "count": count[s, p]})
        for s, p, (x, y) in zip(sheet, parcel, place.tolist())
        if count[s, p] > 1
    ]


def _differing_areas(
    sheet: Sequence[str],
    parcel: Sequence[str],
    faces: Faces,
    numbered: np.ndarray,
    stated: np.ndarray,
    options: CadOptions,
) -> list[CadProblem]:
    area, written = faces.area[numbered], stated[numbered]
    wrong = np.abs(area - written) > np.maximum(options.area_difference * written, 1.0)  # NaN is not
    found: list[CadProblem] = []
    for i in np.flatnonzero(wrong).tolist():
        x, y = faces.inside[numbered[i]].tolist()
        params = {"sheet": sheet[i], "parcel": parcel[i], "area": _metres(area[i]), "stated": _metres(written[i])}
        found.append(CadProblem(CadProblemKind.area_differs, x, y, params))
    return found


def _metres(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _sorted(problems: Sequence[CadProblem]) -> tuple[CadProblem, ...]:
    order = {kind: i for i, kind in enumerate(CadProblemKind)}
    return tuple(sorted(problems, key=lambda p: (order[p.kind], p.x, p.y, str(sorted(p.params.items())))))
