"""VN-2000 as data: its zones by province, and what a layer's own shift to WGS 84 is worth (crs/vn2000.json)."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from typing import Optional

from ..errors import QT_TRANSLATE_NOOP, Message
from ..json_reader import JsonReader
from ..resources import PathLike, read_json_file, resource_path
from ..units import LEGACY_LAST_DAY, UnitLevel, UnitTable

UNKNOWN_PROVINCE = Message(
    "crs_profile.unknown_province",
    QT_TRANSLATE_NOOP(
        "diachiso",
        'In the file {file}, "{key}" names the province "{name}", which was none of the 63 before 1 July 2025. '
        "Write it as in units_legacy.csv.",
    ),
)
BAD_SHIFT = Message(
    "crs_profile.bad_shift",
    QT_TRANSLATE_NOOP(
        "diachiso",
        'In the file {file}, "{key}" must be a list of seven numbers: three shifts, three rotations and a scale.',
    ),
)


class ZoneUse(str, Enum):
    """What a zone is for."""

    province = "province"
    national = "national"
    utm = "utm"


class ShiftKind(str, Enum):
    """What a definition says of the way from its datum to WGS 84."""

    right = "right"
    none = "none"
    zero = "zero"
    wrong_rotation = "wrong_rotation"
    other = "other"


@dataclass(frozen=True)
class Zone:
    """A transverse Mercator zone: false easting 500,000 m, no false northing; `provinces` are legacy codes."""

    epsg: int
    meridian: float
    scale: float
    use: ZoneUse
    provinces: tuple[str, ...] = ()

    @property
    def crs(self) -> str:
        """The authority id."""
        return f"EPSG:{self.epsg}"


@dataclass(frozen=True)
class Vn2000:
    """The zones and the seven parameters to WGS 84 (position vector, as in +towgs84: m, arc seconds, ppm)."""

    towgs84: tuple[float, ...]
    zones: tuple[Zone, ...]

    def of_province(self, code: str) -> list[Zone]:
        """The zones that layers of a province may be in: today's province, or a legacy one that exists no more."""
        legacy = UnitTable.load().legacy_provinces(code) or [code]
        return [zone for zone in self.zones if any(province in zone.provinces for province in legacy)]

    def match(self, meridian: float, scale: float) -> Optional[Zone]:
        """The zone of a central meridian (degrees) and a scale factor, or None."""
        near = (z for z in self.zones if abs(z.meridian - meridian) < 1e-6 and abs(z.scale - scale) < 1e-7)
        return next(near, None)

    def classify(self, towgs84: Optional[Sequence[float]]) -> ShiftKind:
        """What seven (or three) parameters are worth against those of the datum."""
        if towgs84 is None:
            return ShiftKind.none
        given = [*towgs84, *[0.0] * (7 - len(towgs84))]
        if not any(given):
            return ShiftKind.zero
        if not _close(given[:3], self.towgs84[:3], 0.01) or not _close(given[6:], self.towgs84[6:], 0.001):
            return ShiftKind.other
        if _close(given[3:6], self.towgs84[3:6], 1e-5):
            return ShiftKind.right
        turned = [-value for value in self.towgs84[3:6]]
        return ShiftKind.wrong_rotation if _close(given[3:6], turned, 1e-5) else ShiftKind.other

    def with_wrong_rotation(self) -> tuple[float, ...]:
        """The parameters as they are often copied: the signs of the rotations turned round."""
        return (*self.towgs84[:3], *(-value for value in self.towgs84[3:6]), self.towgs84[6])


def load_vn2000(path: Optional[PathLike] = None) -> Vn2000:
    """The shipped profile, or a province's own file; DiachisoError names what is wrong in it."""
    return _shipped() if path is None else _read(path)


@lru_cache(maxsize=1)
def _shipped() -> Vn2000:
    return _read(resource_path("profiles", "crs", "vn2000.json"))


def _read(path: PathLike) -> Vn2000:
    data = read_json_file(path)
    reader = JsonReader(data, str(path))
    datum = reader.object("datum")
    datum.text("operation")
    datum.has("towgs84")
    shift = data["datum"].get("towgs84")
    if not isinstance(shift, list) or len(shift) != 7 or not all(isinstance(value, (int, float)) for value in shift):
        raise datum.error(BAD_SHIFT, "towgs84")
    datum.finish()
    zones = tuple(_read_zone(zone) for zone in reader.objects("zones"))
    reader.finish()
    return Vn2000(tuple(map(float, shift)), zones)


def _read_zone(reader: JsonReader) -> Zone:
    names = reader.texts("provinces", required=False)
    zone = Zone(
        epsg=reader.integer("epsg", 1024, 999_999),
        meridian=reader.number("meridian", 99.0, 120.0),
        scale=reader.number("scale", 0.99, 1.01),
        use=ZoneUse(reader.choice("use", [use.value for use in ZoneUse])),
        provinces=tuple(_province(reader, name, k) for k, name in enumerate(names)),
    )
    reader.finish()
    return zone


def _province(reader: JsonReader, name: str, index: int) -> str:
    found = UnitTable.load().find(name, level=UnitLevel.province, on=LEGACY_LAST_DAY)
    if len(found) != 1:
        raise reader.error(UNKNOWN_PROVINCE, f"provinces[{index}]", name=name)
    return found[0].code


def _close(a: Sequence[float], b: Sequence[float], tolerance: float) -> bool:
    return all(abs(x - y) <= tolerance for x, y in zip(a, b))
