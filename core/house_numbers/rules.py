"""The rules of numbering as a profile (resources/profiles/numbering/*.json): Thông tư 08/2024/TT-BXD is the default."""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import Any, Optional

from ..json_reader import JsonReader
from ..resources import read_json_file, resource_path


class Reserve(str, Enum):
    """How numbers are left free for land that is not built on."""

    NONE = "none"
    FRONTAGE = "frontage"
    PLOTS = "plots"


class AlleyStyle(str, Enum):
    """How a house in an alley is written: "5 ngõ 12" (two fields), or "12/5" (one)."""

    PATH = "path"
    SLASH = "slash"


@dataclass(frozen=True)
class NumberingRules:
    """What a province may decide; distances in metres."""

    odd_left: bool = True
    reserve: Reserve = Reserve.FRONTAGE
    frontage: float = 5.0
    """Width of land that one number is left free for."""
    gap_from: float = 15.0
    """Open land shorter than this reserves nothing."""
    largest_gap: int = 20
    """Numbers left free for one gap at the most."""
    letters: str = "ABCDEFGHIKLMNPQRSTUVXY"
    """Letters of inserted houses, in their order."""
    reach: float = 40.0
    """A house farther off its street stands on another one, or in an alley."""
    corner: float = 8.0
    """A house that is not farther than this from the edges of two streets stands at a corner."""
    wider_by: float = 1.0
    join: float = 2.0
    """Ends of pieces of one street not farther apart are one place."""
    bridge: float = 250.0
    """Pieces of one name not farther apart are one street, whose numbers go on."""
    carriageways: float = 45.0
    """Pieces of one name that run side by side not farther apart are one street."""
    mouth: float = 15.0
    """An alley whose end is not farther from a street opens there."""
    alley_levels: int = 3
    alley_style: AlleyStyle = AlleyStyle.PATH
    alley_kinds: tuple[str, ...] = ("service", "footway", "path", "pedestrian", "living_street", "residential", "track",
                                    "unclassified", "alley", "")
    """Kinds of nameless lines that may be alleys; '' where the layer says no kind."""
    widths: Mapping[str, float] = field(default_factory=dict)
    """Width by kind of street, where the layer says none."""
    centre: Optional[tuple[float, float]] = None
    """Longitude and latitude of the centre from which radial streets are numbered; None: no street is radial."""
    radial_angle: float = 25.0
    """A street that points to the centre within this angle (degrees) is radial."""


def load_numbering_rules(path: Optional[Path] = None) -> NumberingRules:
    """The rules of a profile file, or the shipped ones (ProfileError where it cannot be used)."""
    file = path or resource_path("profiles", "numbering", "default.json")
    return parse_numbering_rules(read_json_file(file), str(file))


def shipped_rules() -> list[Path]:
    """The profiles that come with the plugin."""
    return sorted(resource_path("profiles", "numbering").glob("*.json"))


def rule_titles() -> dict[str, dict[str, str]]:
    """The titles of the shipped profiles by their id, in Vietnamese and English; the default first."""
    found = {path.stem: JsonReader(read_json_file(path), str(path)).labels("title") for path in shipped_rules()}
    return {name: found[name] for name in sorted(found, key=lambda name: (name != "default", name))}


def parse_numbering_rules(data: Any, file: str) -> NumberingRules:
    """The rules from their JSON object; `file` is what an error names."""
    reader, plain = JsonReader(data, file), NumberingRules()

    def metres(key: str, highest: float, default: float) -> float:
        return reader.number(key, 0, highest, default)

    if reader.has("title"):
        reader.labels("title")
    widths = reader.object("widths") if reader.has("widths") else None
    centre = reader.object("centre") if reader.has("centre") else None
    rules = NumberingRules(
        odd_left=reader.choice("odd_side", ("left", "right"), "left") == "left",
        reserve=Reserve(reader.choice("reserve", [r.value for r in Reserve], plain.reserve.value)),
        frontage=reader.number("frontage_metres", 1, 1000, plain.frontage),
        gap_from=metres("gap_from_metres", 10_000, plain.gap_from),
        largest_gap=reader.integer("largest_gap", 0, 1000, plain.largest_gap),
        letters=reader.text("letters", plain.letters).upper(),
        reach=metres("reach_metres", 1000, plain.reach),
        corner=metres("corner_metres", 100, plain.corner),
        wider_by=metres("wider_by_metres", 100, plain.wider_by),
        join=metres("join_metres", 50, plain.join),
        bridge=metres("bridge_metres", 5000, plain.bridge),
        carriageways=metres("carriageways_metres", 200, plain.carriageways),
        mouth=metres("mouth_metres", 100, plain.mouth),
        alley_levels=reader.integer("alley_levels", 0, 5, plain.alley_levels),
        alley_style=AlleyStyle(reader.choice("alley_style", [s.value for s in AlleyStyle], plain.alley_style.value)),
        alley_kinds=(*reader.texts("alley_kinds"), "") if reader.has("alley_kinds") else plain.alley_kinds,
        widths={} if widths is None else {kind: widths.number(kind, 0.5, 200) for kind in widths.names()},
        centre=None if centre is None else (centre.number("longitude", -180, 180), centre.number("latitude", -90, 90)),
        radial_angle=reader.number("radial_angle_degrees", 0, 90, plain.radial_angle),
    )
    for part in (widths, centre):
        if part is not None:
            part.finish()
    reader.finish()
    return rules
