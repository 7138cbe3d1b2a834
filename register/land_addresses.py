"""What the rules for land layers ask of the addresses: which objects have one, and where the others lie."""
from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from ..core.columns import TextColumn
from .blobs import point_coordinates
from .known import Keys, read_keys

_STEP = 50_000


@dataclass(frozen=True)
class LandAddressRows:
    """Addresses in use: `outline`, `key` (bytes) and `of_parcel` of those made from objects (k,); `lonlat` (m, 2) of
    those whose outline and key no layer has; `parcel`: distinct "commune/sheet/number".
    """

    outline: np.ndarray
    key: np.ndarray
    of_parcel: np.ndarray
    lonlat: np.ndarray
    parcel: TextColumn


def read_land_addresses(
    con: sqlite3.Connection, outlines: np.ndarray, keys: np.ndarray, check: Callable[[], None]
) -> LandAddressRows:
    """`outlines` and `keys`: of all objects of the layers; addresses that have them need no position."""
    found, met = [], []
    for role in ("building", "parcel"):
        of_role = read_keys(con, role)
        check()
        met.append(_known(of_role, outlines, keys))
        check()
        found.append(of_role)
    known = np.concatenate(met)
    fid = np.concatenate([of_role.fid for of_role in found])
    retired = np.concatenate([of_role.retired for of_role in found])
    used = ~retired & (np.concatenate([of_role.fingerprint for of_role in found]) != -fid)
    check()
    return LandAddressRows(
        outline=np.concatenate([of_role.fingerprint for of_role in found])[used],
        key=_joined([of_role.key for of_role in found])[used],
        of_parcel=np.concatenate([np.full(len(f.fid), k == 1) for k, f in enumerate(found)])[used],
        lonlat=_positions(con, fid[known & ~retired], check),
        parcel=_parcels(con),
    )


def _known(of_role: Keys, outlines: np.ndarray, keys: np.ndarray) -> np.ndarray:
    there = np.isin(of_role.fingerprint, outlines)
    return there | (np.isin(of_role.key, keys) & (of_role.key != b""))


def _joined(keys: list[np.ndarray]) -> np.ndarray:
    return np.concatenate(keys) if keys else np.zeros(0, "S1")


def _positions(con: sqlite3.Connection, matched: np.ndarray, check: Callable[[], None]) -> np.ndarray:
    """Positions (m, 2) of the addresses in use whose fid is not among those matched."""
    rows = con.execute("SELECT fid, geom FROM address WHERE stage <> 'retired' AND geom IS NOT NULL ORDER BY fid")
    parts = [np.zeros((0, 2))]
    known = np.unique(matched)
    while True:
        chunk = rows.fetchmany(_STEP)
        if not chunk:
            return np.concatenate(parts)
        fid = np.array([row[0] for row in chunk], np.int64)
        loose = np.flatnonzero(~np.isin(fid, known)).tolist()
        parts.append(point_coordinates([chunk[k][1] for k in loose]))
        check()


def _parcels(con: sqlite3.Connection) -> TextColumn:
    rows = con.execute(
        "SELECT DISTINCT coalesce(commune_code, ''), coalesce(map_sheet, ''), map_parcel FROM address"
        " WHERE coalesce(map_parcel, '') <> '' AND stage <> 'retired'"
    )
    return TextColumn.of("/".join(row) for row in rows)
