"""A cadastral drawing as a land layer: its parcels (or buildings) as rows, its levels and problems as findings."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import Any, Optional

from qgis.core import QgsProcessingFeedback

from ...compat import translate
from ...core.errors import QT_TRANSLATE_NOOP, Message
from ...core.land.cad_profile import load_cad_profile
from ...core.land.findings import Finding, FindingLevel
from ...core.land.table import FieldKind, LandField, Shape
from .cad_file import CadFormat
from .cad_layer import CadImport, import_cad
from .cad_reader import ElementKind, LevelSummary, UnknownLevels
from .source import LandSource, ReadingOptions, RowSource

BUILDINGS, PARCELS = "buildings", "parcels"
_LISTED = 10  # places named for each kind of problem
# Short, and mostly a number: what tells the levels of an unknown drawing apart, and is nobody's name or telephone.
_LABEL = re.compile(r"[A-Z]{2,4}|(?=.{1,16}$)[^\W\d_]{0,4}\W{0,2}\d{1,6}(?:[.,/-]\d{1,4})*[^\W\d_]?")

LEVEL = Message(
    "cad.level",
    QT_TRANSLATE_NOOP("diachiso", "Level {level}: {what}; read as {role}."),
)
LEVEL_UNUSED = Message(
    "cad.level_unused",
    QT_TRANSLATE_NOOP("diachiso", "Level {level}: {what}; the profile does not name it, and it is not read."),
)
LEVEL_PERSONAL = Message(
    "cad.level_personal",
    QT_TRANSLATE_NOOP("diachiso", "Level {level} seems to hold personal data. It is not read, nor shown."),
)
NO_CRS_INSIDE = Message(
    "cad.no_crs",
    QT_TRANSLATE_NOOP(
        "diachiso", "A drawing says nothing of its CRS: give it for the import, VN-2000 of the province."
    ),
)
PROBLEM = Message("cad.problem", QT_TRANSLATE_NOOP("diachiso", "{text} At {place}."))
PROBLEMS = Message(
    "cad.problems",
    QT_TRANSLATE_NOOP("diachiso", "{text} At {place}. There are {count} of this kind, the others at: {others}."),
)


def open_drawing(
    path: str,
    layer: str,
    reading: ReadingOptions,
    feedback: Optional[QgsProcessingFeedback],
) -> LandSource:
    """The parcels of a drawing, or its buildings where `layer` is "buildings". DiachisoError for an unusable file;
    one with unknown levels is empty where `reading` allows any.
    """
    profile = load_cad_profile(reading.cad_profile) if reading.cad_profile else load_cad_profile()
    try:
        found = import_cad(path, profile, reading.sheet, reading.tolerance, feedback=feedback)
    except UnknownLevels as error:
        if not reading.any_levels:
            raise
        return _unknown(path, error)
    source = _buildings(path, found) if layer == BUILDINGS else _parcels(path, found)
    levels = [_level(summary) for summary in found.layers.levels]
    no_crs = Finding("no_crs_inside", FindingLevel.doubtful, NO_CRS_INSIDE)
    source.findings = (no_crs, *_problems(found), *levels)
    if layer != BUILDINGS and len(found.buildings.wkb):
        source.others = (BUILDINGS,)
    return source


def _unknown(path: str, error: UnknownLevels) -> RowSource:
    """No rows, but what a person must know to write the level map."""
    source = RowSource(PARCELS, path, _format(path, error.form), [], Shape.polygon, [], {})
    why = Finding("cad_unknown_levels", FindingLevel.doubtful, error.message, error.params)
    source.findings = (why, *map(_level, error.levels))
    return source


def _parcels(path: str, found: CadImport) -> RowSource:
    parcels = found.parcels
    columns: dict[str, list[Any]] = {
        "map_sheet": [value or None for value in parcels.sheet],
        "map_parcel": [value or None for value in parcels.parcel],
        "land_use": [value or None for value in parcels.land_use],
        "stated_area": [None if area != area else area for area in parcels.stated_area.tolist()],
    }
    fields = [LandField(n, FieldKind.real if n == "stated_area" else FieldKind.text) for n in columns]
    form = _format(path, found.layers.format)
    return RowSource(PARCELS, path, form, fields, Shape.polygon, list(parcels.wkb), columns)


def _buildings(path: str, found: CadImport) -> RowSource:
    columns: dict[str, list[Any]] = {"house_number": [value or None for value in found.buildings.house_number]}
    fields = [LandField("house_number", FieldKind.text)]
    form, outlines = _format(path, found.layers.format), list(found.buildings.wkb)
    return RowSource(BUILDINGS, path, form, fields, Shape.polygon, outlines, columns)


def _format(path: str, form: CadFormat) -> str:
    return f"{form.value.upper()} ({Path(path).name})"


def _level(summary: LevelSummary) -> Finding:
    if summary.personal:
        return Finding("cad_level", FindingLevel.info, LEVEL_PERSONAL, {"level": summary.level})
    what = ", ".join(f"{count} {_kind(kind)}" for kind, count in summary.counts.items())
    params = {"level": summary.level, "what": what, "role": ", ".join(sorted(role.value for role in summary.roles))}
    samples = tuple((text, "") for text in summary.samples if summary.roles or _LABEL.fullmatch(text))
    return Finding("cad_level", FindingLevel.info, LEVEL if summary.roles else LEVEL_UNUSED, params, samples=samples)


def _kind(kind: ElementKind) -> str:
    return {
        ElementKind.line: translate("diachiso", "lines"),
        ElementKind.closed: translate("diachiso", "closed outlines"),
        ElementKind.text: translate("diachiso", "texts"),
        ElementKind.point: translate("diachiso", "points"),
        ElementKind.fill: translate("diachiso", "fills"),
    }[kind]


def _problems(found: CadImport) -> list[Finding]:
    """One finding per kind of problem, in the words of the first, with the places of all."""
    counts = Counter(problem.kind for problem in found.problems)
    findings = []
    for kind, count in counts.items():
        some = [problem for problem in found.problems if problem.kind is kind]
        place, *others = (f"{p.x:.1f} {p.y:.1f}" for p in some[:_LISTED])
        listed = "; ".join(others) + (" …" if count > _LISTED else "")
        params = {"count": count, "text": some[0].text(translate), "place": place, "others": listed}
        findings.append(
            Finding(f"cad_{kind.value}", FindingLevel.doubtful, PROBLEMS if others else PROBLEM, params)
        )
    return findings
