"""Which columns a suggested fix may write, and what stands in them now."""
from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from typing import Any

from ..core.field_spec import FieldGroup
from ..core.lifecycle import Stage
from ..core.profile import Profile
from ..core.rules.hits import Hit
from .sql import build, join

# What an address is, its code and its stage are no business of a fix.
_NEVER = frozenset({"code", "code_scheme", "code_origin", "stage", "parent_id", "address_id", "role"})
# From `submitted` on the registry decides: what it may have verified is not overwritten by a computed value.
SETTLED = frozenset({Stage.SUBMITTED.value, Stage.VERIFIED.value, Stage.ISSUED.value, Stage.RETIRED.value})
_MARKS = 500


def fixable_columns(profile: Profile) -> frozenset[str]:
    """The columns of `address` that a fix may write."""
    return frozenset(f.name for f in profile.fields if f.group is not FieldGroup.SYSTEM) - _NEVER


def may_write(fix: Mapping[str, Any], profile: Profile) -> bool:
    """Whether a fix keeps to those columns, and to what their fields accept."""
    columns = fixable_columns(profile)
    return all(
        name in columns and (value is None or value == "" or profile.field(name).accepts(value))
        for name, value in fix.items()
    )


class Before:
    """What stands in the columns that the fixes of hits would write."""

    def __init__(self, con: sqlite3.Connection, profile: Profile) -> None:
        self._con, self._profile = con, profile

    def of(self, hits: Iterable[Hit]) -> dict[int, dict[str, Any]]:
        """By fid: column → value, of the hits whose fix may be written."""
        fixes = [(hit.fid, hit.fix) for hit in hits if hit.fix and may_write(hit.fix, self._profile)]
        names = sorted({name for _, fix in fixes for name in fix})
        return values_of(self._con, sorted({fid for fid, _ in fixes}), names) if fixes else {}


def values_of(con: sqlite3.Connection, fids: list[int], names: list[str]) -> dict[int, dict[str, Any]]:
    """Columns of the addresses by fid."""
    found: dict[int, dict[str, Any]] = {}
    for low in range(0, len(fids), _MARKS):
        some = fids[low: low + _MARKS]
        query = build(
            "SELECT fid, {names} FROM address WHERE fid IN ({marks})",
            names=names, marks=join(["?"] * len(some), ", "),
        )  # fmt: skip
        for fid, *values in con.execute(query, some):
            found[fid] = dict(zip(names, values))
    return found
