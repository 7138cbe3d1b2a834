"""What the levels of a cadastral CAD file hold: a profile per office, as levels are a habit and no standard."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from pathlib import Path
from typing import Any, Optional

from ..errors import QT_TRANSLATE_NOOP, Message
from ..json_reader import JsonReader
from ..resources import read_json_file, resource_path
from ..roles import personal_fields
from ..text import ascii_key

BAD_PATTERN = Message(
    "cad_bad_pattern",
    QT_TRANSLATE_NOOP(
        "diachiso",
        'In the file {file}, "{key}" is no regular expression: {detail}. Correct it; the profile shipped with the '
        "plugin shows how.",
    ),
)
ROLE_MISSING = Message(
    "cad_role_missing",
    QT_TRANSLATE_NOOP(
        "diachiso",
        'In the file {file}, "{key}" has no rule with the role "{role}": without it there are no parcels. Add one.',
    ),
)


class CadRole(str, Enum):
    """What a level holds: lines of parcels, sheets and buildings; texts of the others. Personal ones are not read."""

    boundary = "boundary"
    frame = "frame"
    building = "building"
    sheet = "sheet"
    parcel = "parcel"
    area = "area"
    land_use = "land_use"
    house_number = "house_number"
    personal = "personal"


LINE_ROLES = frozenset({CadRole.boundary, CadRole.frame, CadRole.building})
TEXT_ROLES = frozenset(set(CadRole) - LINE_ROLES - {CadRole.personal})


@dataclass(frozen=True)
class CadRule:
    """One role's levels; of its texts only what matches the pattern is read."""

    role: CadRole
    levels: tuple[str, ...]
    pattern: Optional[re.Pattern[str]] = None


@dataclass(frozen=True)
class CadProfile:
    """The level map, and the limits in metres and square metres.

    `tolerance`: lines nearer than this meet. `min_area`: a smaller face without a number is a sliver.
    `area_difference`: a written area that differs by more than this part is reported.
    """

    id: str
    title: Mapping[str, str]
    rules: tuple[CadRule, ...]
    tolerance: float
    min_area: float
    area_difference: float

    def roles(self, level: str) -> frozenset[CadRole]:
        """What a level holds. A personal one holds nothing else, whatever the other rules say."""
        found = frozenset(rule.role for rule in self.rules if _matches(level, rule.levels))
        if CadRole.personal in found or (not _NUMBERED.fullmatch(level) and personal_fields([level])):
            return frozenset({CadRole.personal})
        return found

    def values(self, level: str, text: str) -> list[tuple[CadRole, str]]:
        """What a text says, line by line: (role, value); nothing where no pattern knows it."""
        roles = self.roles(level)
        rules = [r for r in self.rules if r.role in roles & TEXT_ROLES and _matches(level, r.levels)]
        found: list[tuple[CadRole, str]] = []
        for line in filter(None, (part.strip() for part in re.split(r"\r\n|\r|\n|\\P", text))):
            for rule in rules:
                value = _value(rule.pattern, line)
                if value and (rule.role, value) not in found:
                    found.append((rule.role, value))
        return found


_NUMBERED = re.compile(r"(?:level|lv|lev|l)?[\s_.-]*0*(\d+)", re.IGNORECASE)


@lru_cache(maxsize=4096)
def _squeeze(name: str) -> str:
    return re.sub(r"[^a-z0-9*]", "", ascii_key(name))


@lru_cache(maxsize=4096)
def _matches(level: str, wanted: tuple[str, ...]) -> bool:
    number = _NUMBERED.fullmatch(level.strip())
    if number and number.group(1) in wanted:
        return True
    name = _squeeze(level.replace("*", ""))
    patterns = (re.escape(_squeeze(item)).replace(r"\*", ".*") for item in wanted if not item.isdecimal())
    return any(re.fullmatch(pattern, name) for pattern in patterns)


def _value(pattern: Optional[re.Pattern[str]], line: str) -> str:
    if pattern is None:
        return line
    match = pattern.fullmatch(line)
    if match is None:
        return ""
    named = [value for value in match.groupdict().values() if value]
    return (named[0] if named else match.group()).strip()


def load_cad_profile(path: Path | str | None = None) -> CadProfile:
    """The profile of a file, or the shipped one (ProfileError names the file, the key and the remedy)."""
    file = Path(path) if path else resource_path("profiles", "cad", "default.json")
    return parse_cad_profile(read_json_file(file), str(file) if path else file.name)


def parse_cad_profile(data: Any, file: str) -> CadProfile:
    """The profile from its JSON object; `file` is what an error names."""
    reader = JsonReader(data, file)
    profile = CadProfile(
        id=reader.identifier("id"),
        title=reader.labels("title"),
        rules=tuple(_rule(item) for item in reader.objects("rules")),
        tolerance=reader.number("tolerance", 0, 10, 0.05),
        min_area=reader.number("min_area", 0, 1000, 1.0),
        area_difference=reader.number("area_difference", 0, 1, 0.05),
    )
    reader.finish()
    _require(reader, profile.rules, (CadRole.boundary, CadRole.parcel))
    return profile


def _require(reader: JsonReader, rules: Sequence[CadRule], needed: Sequence[CadRole]) -> None:
    for role in needed:
        if not any(rule.role is role for rule in rules):
            raise reader.error(ROLE_MISSING, "rules", role=role.value)


def _rule(reader: JsonReader) -> CadRule:
    role = CadRole(reader.choice("role", [r.value for r in CadRole]))
    levels = reader.texts("levels")
    text = reader.text("pattern", "")
    reader.finish()
    try:
        pattern = re.compile(text, re.IGNORECASE if role is CadRole.sheet else 0) if text else None
    except re.error as error:
        raise reader.error(BAD_PATTERN, "pattern", detail=str(error)) from error
    return CadRule(role, levels, pattern)
