"""Rows that a new register is filled with; geometries are WKB in EPSG:4326, None where there is none."""
from __future__ import annotations

from dataclasses import dataclass
from typing import Optional


@dataclass(frozen=True)
class UnitRow:
    """An administrative unit: level is province, district or commune; codes as the statistics office writes them."""

    code: str
    level: str
    name: str
    full_name: str
    unit_type: Optional[str] = None
    province_code: Optional[str] = None
    parent_code: Optional[str] = None
    postcode: Optional[str] = None
    valid_from: Optional[str] = None
    valid_to: Optional[str] = None
    wkb: Optional[bytes] = None


@dataclass(frozen=True)
class SettlementRow:
    """A hamlet or neighbourhood; `former_commune_code` tells two of one name apart after a merger."""

    name: str
    settlement_id: Optional[str] = None
    kind: Optional[str] = None
    commune_code: Optional[str] = None
    former_commune_code: Optional[str] = None
    valid_from: Optional[str] = None
    valid_to: Optional[str] = None
    wkb: Optional[bytes] = None


@dataclass(frozen=True)
class StreetRow:
    """A street or a piece of one; pieces share their street_id. Locked = its numbers never move."""

    name: Optional[str]
    street_id: Optional[str] = None
    commune_code: Optional[str] = None
    former_commune_code: Optional[str] = None
    direction: Optional[str] = None
    locked: bool = False
    valid_from: Optional[str] = None
    valid_to: Optional[str] = None
    wkb: Optional[bytes] = None


@dataclass(frozen=True)
class ClassRow:
    """A class of addressable objects; `object_group` is I, II or III."""

    code: str
    name_vi: str
    name_en: str
    object_group: str
    is_annex: bool = False
    min_area: Optional[float] = None
