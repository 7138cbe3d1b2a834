"""What addresses are compared with, read out of a register: streets, settlements, units, blocks, classes."""
from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, Optional

import numpy as np

from ..core.codes.scheme import load_schemes
from ..core.geometry.engine import GeometryEngine
from ..core.resources import local_profiles
from ..core.rules.reference import Block, Reference, Settlement, Street, Unit
from .geometry_functions import blob_wkb
from .reading import read_meta

Project = Callable[[str, np.ndarray], Optional[np.ndarray]]


def read_reference(
    con: sqlite3.Connection, path: Path, engine: Optional[GeometryEngine], project: Optional[Project], today: date
) -> Reference:
    """The reference of the register at `path`; rows that have ended are among them, with their dates.

    Without an engine the rules of `NEED_ENGINE` are not to be asked.
    """
    return Reference(
        profile=read_meta(con).profile,
        groups=dict(con.execute("SELECT code, object_group FROM object_class")),
        schemes=load_schemes(local_profiles(path, "schemes")),
        today=today,
        engine=engine,  # type: ignore[arg-type]
        streets=_streets(con),
        settlements=_settlements(con),
        units=_units(con),
        blocks=tuple(
            Block(*row)
            for row in con.execute(
                "SELECT block_id, scheme, prefix, commune_code, first_serial, last_serial FROM code_block"
            )
        ),
        project=project,
    )


def _streets(con: sqlite3.Connection) -> tuple[Street, ...]:
    rows = con.execute(
        "SELECT coalesce(street_id, 'fid:' || fid), name, nullif(commune_code, ''), nullif(former_commune_code, ''),"
        " nullif(direction, ''), valid_from, valid_to, geom FROM street WHERE trim(coalesce(name, '')) <> ''"
        " ORDER BY fid"
    )
    return tuple(Street(*_values(row)) for row in rows)


def _settlements(con: sqlite3.Connection) -> tuple[Settlement, ...]:
    rows = con.execute(
        "SELECT coalesce(settlement_id, 'fid:' || fid), name, nullif(commune_code, ''),"
        " nullif(former_commune_code, ''), valid_from, valid_to, geom FROM settlement ORDER BY fid"
    )
    return tuple(Settlement(*_values(row)) for row in rows)


def _units(con: sqlite3.Connection) -> tuple[Unit, ...]:
    rows = con.execute(
        "SELECT code, level, full_name, province_code, postcode, valid_from, valid_to, geom FROM admin_unit"
        " ORDER BY fid"
    )
    return tuple(Unit(*_values(row)) for row in rows)


def _values(row: tuple[Any, ...]) -> list[Any]:
    """A row whose last three columns say from when, until when, and where."""
    *head, begin, end, geom = row
    return [*head, _day(begin), _day(end), blob_wkb(geom)]


def _day(text: Optional[str]) -> Optional[date]:
    """A date as the register has it (ISO, perhaps with a time); None for none, or for what is no date."""
    try:
        return date.fromisoformat(text.strip()[:10]) if text else None
    except ValueError:
        return None
