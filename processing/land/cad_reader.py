"""Reading a cadastral drawing (DGN v7, DXF) by OGR: lines and texts by role, and what each level holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import Any, Optional, Union

import numpy as np
from osgeo import ogr

from ...core.encodings import decode, diagnose_layer
from ...core.errors import QT_TRANSLATE_NOOP, DiachisoError, Message
from ...core.geometry.ragged import paths
from ...core.land.cad import NO_LINES, CadLines, CadTexts
from ...core.land.cad_profile import LINE_ROLES, TEXT_ROLES, CadProfile, CadRole, load_cad_profile
from ...core.personal import personal_content
from ...core.personal_values import HIDDEN, ColumnNumbers
from ..layer_reader import CANCELLED
from .cad_file import CadFormat, open_cad
from .cad_text import text_points

NO_BOUNDARY = Message(
    "cad_no_boundary",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "{file} has no lines on the boundary levels of the CAD profile “{profile}” ({wanted}). Levels with lines: "
        "{found}. Put the right level into the profile under “boundary”.",
    ),
)
NO_NUMBERS = Message(
    "cad_no_numbers",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "{file} has no parcel numbers on the levels of the CAD profile “{profile}” ({wanted}). Levels with texts: "
        "{found}. Put the right level into the profile under “parcel”.",
    ),
)
UNREAD_NUMBERS = Message(
    "cad_unread_numbers",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "{file} has texts on the parcel levels ({found}), but none is a parcel number as the CAD profile “{profile}” "
        "expects it; the first reads “{text}”, the pattern is {pattern}. Correct the “pattern” of the rule “parcel” "
        "in a profile of your own; a label of sheet and number takes a rule “sheet” for the same level as well.",
    ),
)

_SAMPLES = 5
_KEPT = 200  # different texts of a level without a role that are looked at
_SIMPLE_LINE = b"\x01\x02\x00\x00\x00"  # WKB: little endian, line without heights


class ElementKind(str, Enum):
    """Kinds of elements on a level."""

    line = "line"
    closed = "closed"
    text = "text"
    point = "point"
    fill = "fill"


@dataclass(frozen=True)
class LevelSummary:
    """What a level (DGN number, DXF layer name) holds; `samples` of its texts, decoded, none of a personal level."""

    level: str
    counts: dict[ElementKind, int]
    samples: tuple[str, ...]
    roles: frozenset[CadRole]
    personal: bool


class UnknownLevels(DiachisoError):
    """The profile's levels are not those of a drawing; `levels` is what these hold."""

    def __init__(
        self, message: Message, form: CadFormat, levels: tuple[LevelSummary, ...], **params: str
    ) -> None:
        super().__init__(message, **params)
        self.form, self.levels = form, levels


@dataclass(frozen=True)
class CadLayers:
    """A drawing by role. No CRS: a drawing has none."""

    format: CadFormat
    boundary: CadLines
    frames: CadLines
    buildings: CadLines
    texts: CadTexts
    levels: tuple[LevelSummary, ...]


def read_cad(path: str | Path, profile: Optional[CadProfile] = None, feedback: Any = None) -> CadLayers:
    """A drawing's lines and texts that the profile knows. DiachisoError for a file that cannot be read, UnknownLevels
    for one whose levels are not those of the profile.
    """
    profile = profile or load_cad_profile()
    levels, kind = _read(path, profile, feedback)
    _decode(levels)
    layers = CadLayers(
        format=kind,
        boundary=_lines(levels, CadRole.boundary),
        frames=_lines(levels, CadRole.frame),
        buildings=_lines(levels, CadRole.building),
        texts=_texts(levels, profile),
        levels=_summaries(levels),
    )
    name = Path(path).name
    if layers.boundary.size == 0:
        found = [s.level for s in layers.levels if {ElementKind.line, ElementKind.closed} & set(s.counts)]
        wanted = _levels(profile, CadRole.boundary, found)
        raise UnknownLevels(NO_BOUNDARY, kind, layers.levels, file=name, **wanted)
    if CadRole.parcel not in layers.texts.role:
        unread = [s for s in layers.levels if CadRole.parcel in s.roles and s.samples]
        if unread:
            patterns = [r.pattern.pattern for r in profile.rules if r.role is CadRole.parcel and r.pattern]
            said = {"found": ", ".join(s.level for s in unread), "text": unread[0].samples[0], "profile": profile.id}
            raise UnknownLevels(UNREAD_NUMBERS, kind, layers.levels, file=name, pattern=" | ".join(patterns), **said)
        found = [s.level for s in layers.levels if ElementKind.text in s.counts]
        wanted = _levels(profile, CadRole.parcel, found)
        raise UnknownLevels(NO_NUMBERS, kind, layers.levels, file=name, **wanted)
    return layers


def level_structure(path: str | Path, profile: Optional[CadProfile] = None) -> tuple[LevelSummary, ...]:
    """What each level of a drawing holds, for a diagnosis; DGN levels by number, DXF layers by name."""
    levels, _ = _read(path, profile or load_cad_profile(), None, lines=False)
    _decode(levels)
    return _summaries(levels)


@dataclass
class _Level:
    name: str
    roles: frozenset[CadRole]
    counts: Counter[ElementKind] = field(default_factory=Counter)
    path_bytes: list[bytes] = field(default_factory=list)
    path_sizes: list[int] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    points: list[tuple[float, float, float, float]] = field(default_factory=list)
    seen: dict[str, None] = field(default_factory=dict)

    @property
    def personal(self) -> bool:
        return CadRole.personal in self.roles

    def add_path(self, data: bytes) -> None:
        self.path_bytes.append(data)
        self.path_sizes.append(len(data) // 16)


def _read(
    path: Union[str, Path], profile: CadProfile, feedback: Any, lines: bool = True
) -> tuple[list[_Level], CadFormat]:
    levels: dict[str, _Level] = {}
    with open_cad(path) as (dataset, kind):
        for index in range(dataset.GetLayerCount()):
            _read_layer(dataset.GetLayer(index), kind, profile, levels, feedback, lines)
    return sorted(levels.values(), key=_level_order), kind


def _level_order(level: _Level) -> tuple[int, str]:
    return (int(level.name), "") if level.name.isdecimal() else (1 << 30, level.name)


def _features(layer: ogr.Layer, feedback: Any) -> Iterator[ogr.Feature]:
    for number, feature in enumerate(layer):
        if feedback is not None and number % 1000 == 0 and feedback.isCanceled():
            raise DiachisoError(CANCELLED)
        yield feature


def _read_layer(
    layer: ogr.Layer, kind: CadFormat, profile: CadProfile, levels: dict[str, _Level], feedback: Any, lines: bool
) -> None:
    schema = layer.GetLayerDefn()
    is_dgn = kind is CadFormat.dgn
    level_field = schema.GetFieldIndex("Level" if is_dgn else "Layer")
    text_field = schema.GetFieldIndex("Text")
    paper_field, class_field = schema.GetFieldIndex("PaperSpace"), schema.GetFieldIndex("SubClasses")
    for feature in _features(layer, feedback):
        if paper_field >= 0 and feature.GetField(paper_field):
            continue
        name = _string(feature.GetField(level_field)) or "0"
        level = levels.get(name)
        if level is None:
            level = levels[name] = _Level(name, profile.roles(name))
        geometry = feature.GetGeometryRef()
        if feature.IsFieldSetAndNotNull(text_field):
            level.counts[ElementKind.text] += 1
            if not level.personal:  # a personal text is not even looked at
                _add_text(level, _string(feature.GetField(text_field)), feature, geometry, is_dgn)
        elif geometry is not None:
            fill = class_field >= 0 and "Hatch" in (feature.GetField(class_field) or "")
            _add_shape(level, geometry, fill, lines)


def _string(value: Any) -> str:
    """A field's text; bytes that are no UTF-8 (an old Vietnamese font) as Latin-1 characters, as a DBF gives them."""
    if isinstance(value, (bytes, bytearray)):
        return bytes(value).decode("latin-1")
    return "" if value is None else str(value)


def _add_text(level: _Level, text: str, feature: ogr.Feature, geometry: Optional[ogr.Geometry], is_dgn: bool) -> None:
    if level.roles & TEXT_ROLES and geometry is not None:
        level.texts.append(text)
        level.points.append(text_points(geometry.GetX(0), geometry.GetY(0), text, _style(feature), is_dgn))
    if len(level.seen) < _KEPT:
        level.seen.setdefault(text)


def _style(feature: ogr.Feature) -> str:
    try:
        return feature.GetStyleString() or ""
    except (UnicodeDecodeError, TypeError):  # it repeats the text, which may be no UTF-8
        return ""


def _add_shape(level: _Level, geometry: ogr.Geometry, fill: bool, lines: bool) -> None:
    flat = ogr.GT_Flatten(geometry.GetGeometryType())
    if fill or flat in (ogr.wkbPoint, ogr.wkbMultiPoint):
        level.counts[ElementKind.fill if fill else ElementKind.point] += 1
        return
    if ogr.GT_IsNonLinear(flat) or geometry.HasCurveGeometry():
        geometry = geometry.GetLinearGeometry(1.0)
    wkb = bytes(geometry.ExportToWkb(ogr.wkbNDR))
    if wkb[:5] == _SIMPLE_LINE:
        found = [wkb[9:]]
    else:
        found = [np.ascontiguousarray(xy, "<f8").tobytes() for xy in paths(wkb)]
    closed = bool(found) and all(len(data) > 48 and data[:16] == data[-16:] for data in found)
    level.counts[ElementKind.closed if closed else ElementKind.line] += 1
    if lines and level.roles & LINE_ROLES:
        for data in found:
            level.add_path(data)


def _lines(levels: list[_Level], role: CadRole) -> CadLines:
    mine = [level for level in levels if role in level.roles and level.path_sizes]
    if not mine:
        return NO_LINES
    xy = np.frombuffer(b"".join(b"".join(level.path_bytes) for level in mine), "<f8").reshape(-1, 2)
    sizes = np.concatenate([level.path_sizes for level in mine])
    return CadLines(xy, np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64))


def _decode(levels: list[_Level]) -> None:
    """All texts in Unicode: the texts of a level are of one font, and levels with few texts follow the others."""
    found = diagnose_layer({level.name: list(level.seen) for level in levels if level.seen})
    for level in levels:
        if level.name in found:
            how = found[level.name]
            level.texts = [value or "" for value in decode(level.texts, how.encoding, how.by_company)]
            seen = decode(list(level.seen), how.encoding, how.by_company)
            level.seen = dict.fromkeys(value or "" for value in seen)


def _texts(levels: list[_Level], profile: CadProfile) -> CadTexts:
    roles: list[CadRole] = []
    values: list[str] = []
    points: list[tuple[float, float, float, float]] = []
    for level in levels:
        known: dict[str, list[tuple[CadRole, str]]] = {}
        for text, place in zip(level.texts, level.points):
            if text not in known:
                known[text] = profile.values(level.name, text)
            for role, value in known[text]:
                roles.append(role)
                values.append(value)
                points.append(place)
    return CadTexts(tuple(roles), tuple(values), np.array(points, float).reshape(-1, 2, 2))


def _summaries(levels: list[_Level]) -> tuple[LevelSummary, ...]:
    found = []
    for level in levels:
        texts = list(level.seen)
        personal = level.personal or (bool(texts) and personal_content(texts, few=True) is not None)
        seen = {_shown(text) for text in texts if text.strip()}
        shown = () if personal else tuple(sorted(seen)[:_SAMPLES])
        found.append(LevelSummary(level.name, dict(level.counts), shown, level.roles, personal))
    return tuple(found)


def _shown(text: str) -> str:
    """A text as a sample: a name among numbers, or a telephone number, is not shown."""
    return HIDDEN if personal_content([text], few=True) else ColumnNumbers().hide(" ".join(text.split())[:60]) or HIDDEN


def _levels(profile: CadProfile, role: CadRole, found: list[str]) -> dict[str, str]:
    wanted = [item for rule in profile.rules if rule.role is role for item in rule.levels]
    return {"profile": profile.id, "wanted": ", ".join(wanted), "found": ", ".join(found[:30]) or "-"}
