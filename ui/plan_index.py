"""Folds over the rows of a plan: what filters, counts and sorting need, held as small arrays.

A plan may have a million rows, so no row is kept here: statuses, decisions and communes become codes of one
or two bytes, and everything else is read again for the few rows on the screen.
"""
from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from ..core.text import ascii_key
from . import labels

STATUSES = tuple(labels.STATUS)
DECISIONS = tuple(labels.DECISION)
INDEX_FIELDS = ("status", "decision", "commune", "register_revision")
SEARCH_FIELDS = (
    "object_ref", "source_key", "code", "old_code", "name", "house_number", "street", "settlement",
    "address_text", "reason_text", "candidates", "decision_code", "map_sheet", "map_parcel",
)  # fmt: skip

Row = "tuple[int, Sequence[object]]"


@dataclass(frozen=True)
class PlanIndex:
    """The rows of a plan in the order of their ids; the arrays run in step."""

    fids: np.ndarray  # int64, ascending
    status: np.ndarray  # uint8, index into STATUSES
    decision: np.ndarray  # uint8, index into DECISIONS
    commune: np.ndarray  # uint16, index into communes
    communes: tuple[str, ...]
    revision: int | None  # of the register, when the plan was made

    def count(self) -> int:
        """How many rows the plan has."""
        return len(self.fids)

    def status_counts(self) -> dict[str, int]:
        """Rows per status; statuses that do not occur are left out."""
        counts = np.bincount(self.status, minlength=len(STATUSES))
        return {status: int(n) for status, n in zip(STATUSES, counts) if n}

    def decision_counts(self) -> dict[str, int]:
        """Rows per decision of a person; rows left as planned are not counted."""
        counts = np.bincount(self.decision, minlength=len(DECISIONS))
        return {decision: int(n) for decision, n in zip(DECISIONS, counts) if n and decision}

    def select(self, statuses: frozenset[str], commune: str | None, found: np.ndarray | None) -> np.ndarray:
        """Positions (int32) of the rows with one of the statuses (none given: any), in the commune, among `found`."""
        keep = np.ones(self.count(), dtype=bool)
        if statuses:
            keep &= np.isin(self.status, [STATUSES.index(status) for status in statuses])
        if commune is not None:
            keep &= self.commune == self.communes.index(commune)
        if found is not None:
            keep &= np.isin(self.fids, found, assume_unique=True)
        return np.flatnonzero(keep).astype(np.int32)

    def positions(self, fids: Iterable[int]) -> np.ndarray:
        """Positions of these ids; ids that are not in the plan are left out."""
        wanted = np.fromiter(fids, dtype=np.int64)
        at = np.searchsorted(self.fids, wanted)
        at = np.clip(at, 0, max(self.count() - 1, 0))
        return at[self.fids[at] == wanted] if self.count() else at[:0]


def build_index(rows: Iterable[tuple[int, Sequence[object]]]) -> PlanIndex:
    """The index from rows (id, values of INDEX_FIELDS); unknown statuses count as to be decided."""
    fids, status, decision, commune = array("q"), array("B"), array("B"), array("H")
    status_codes = {value: code for code, value in enumerate(STATUSES)}
    decision_codes = {value: code for code, value in enumerate(DECISIONS)}
    commune_codes: dict[str, int] = {}
    revision: int | None = None
    for fid, (status_value, decision_value, commune_value, revision_value) in rows:
        fids.append(fid)
        status.append(status_codes.get(str(status_value), 0))
        decision.append(decision_codes.get(str(decision_value or ""), 0))
        commune.append(commune_codes.setdefault(str(commune_value or ""), len(commune_codes)))
        if revision is None and revision_value is not None:
            revision = int(str(revision_value))
    ids = np.array(fids, dtype=np.int64)
    order = np.argsort(ids, kind="stable")
    return PlanIndex(
        ids[order],
        np.array(status, dtype=np.uint8)[order],
        np.array(decision, dtype=np.uint8)[order],
        np.array(commune, dtype=np.uint16)[order],
        tuple(commune_codes),
        revision,
    )


def find_text(rows: Iterable[tuple[int, Sequence[object]]], text: str) -> np.ndarray:
    """Ids of the rows (id, values) in which every word of the text occurs, whatever case and diacritics."""
    words = ascii_key(text).split()
    found = array("q")
    for fid, values in rows:
        line = ascii_key("\n".join(str(value) for value in values if value is not None))
        if all(word in line for word in words):
            found.append(fid)
    return np.array(found, dtype=np.int64)


def rank(rows: Iterable[tuple[int, Sequence[object]]]) -> tuple[np.ndarray, np.ndarray]:
    """Ids in ascending order, and the place of each in the alphabet of the rows' first value."""
    fids, keys = array("q"), []
    for fid, values in rows:
        fids.append(fid)
        value = values[0]
        keys.append("" if value is None else ascii_key(str(value)))
    ids = np.array(fids, dtype=np.int64)
    alphabet = sorted(range(len(keys)), key=keys.__getitem__)
    places = np.empty(len(keys), dtype=np.int32)
    places[alphabet] = np.arange(len(keys), dtype=np.int32)
    order = np.argsort(ids, kind="stable")
    return ids[order], places[order]
