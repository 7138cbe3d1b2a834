"""What addresses are compared with: profile, classes, schemes, streets, settlements, units, blocks, the day."""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Callable, Optional

import numpy as np

from ..codes.code_scheme import CodeScheme
from ..geometry.engine import GeometryEngine
from ..profile import Profile


@dataclass(frozen=True)
class Street:
    """A row of `street`; `wkb` lines in EPSG:4326, None where it was never drawn. Dates are inclusive, None open."""

    street_id: str
    name: str
    commune_code: Optional[str] = None
    former_commune_code: Optional[str] = None
    direction: Optional[str] = None
    valid_from: Optional[date] = None
    valid_to: Optional[date] = None
    wkb: Optional[bytes] = None


@dataclass(frozen=True)
class Settlement:
    """A row of `settlement`; `wkb` polygons in EPSG:4326."""

    settlement_id: str
    name: str
    commune_code: Optional[str] = None
    former_commune_code: Optional[str] = None
    valid_from: Optional[date] = None
    valid_to: Optional[date] = None
    wkb: Optional[bytes] = None


@dataclass(frozen=True)
class Unit:
    """A row of `admin_unit` (province, district or commune); `wkb` polygons in EPSG:4326."""

    code: str
    level: str
    full_name: str
    province_code: Optional[str] = None
    postcode: Optional[str] = None
    valid_from: Optional[date] = None
    valid_to: Optional[date] = None
    wkb: Optional[bytes] = None


@dataclass(frozen=True)
class Block:
    """A row of `code_block`."""

    block_id: int
    scheme: str
    prefix: str
    commune_code: str
    first_serial: int
    last_serial: int


@dataclass(frozen=True)
class Reference:
    """All that the rules for addresses know besides the addresses; `today` is the day that validity is asked for.

    `groups`: group (I, II, III) of each object class. `schemes`: by id.
    `project`: (crs, lonlat (n, 2)) → xy (n, 2) in that CRS, None where it does not know the CRS; without it positions
    are not compared with outlines (core knows no PROJ).
    """

    profile: Profile
    groups: Mapping[str, str]
    schemes: Mapping[str, CodeScheme]
    today: date
    engine: GeometryEngine
    streets: tuple[Street, ...] = ()
    settlements: tuple[Settlement, ...] = ()
    units: tuple[Unit, ...] = ()
    blocks: tuple[Block, ...] = ()
    project: Optional[Callable[[str, np.ndarray], Optional[np.ndarray]]] = field(default=None, compare=False)
