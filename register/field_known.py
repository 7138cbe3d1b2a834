"""What hangs on the addresses of a field package: finding the address, telling what becomes of a row, and the plan."""
from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from ..core.collected import Difference, KnownAddress, SheetRow
from ..core.field_changes import FieldPlan
from .collected import SheetAddresses, positions


class HungPlanner:
    """Base of what decides about rows that hang on addresses, and adds them to a plan."""

    def __init__(self, con: sqlite3.Connection, plan: FieldPlan, audit_seq: int) -> None:
        self._con, self._plan, self._since = con, plan, audit_seq
        self._known: list[KnownAddress] = list(plan.known)
        self._place = {k.address_id: i for i, k in enumerate(plan.known)}
        self._new = {record.address_id for record in plan.new.values()}
        self._differences: list[Difference] = []

    def _find(self, address_id: str) -> int:
        """The place of the address among the known ones, looked up where it is not there; -1 if there is none."""
        if address_id in self._place:
            k = self._place[address_id]
            return k if self._known[k].fid >= 0 or address_id in self._new else -1
        found, known = SheetAddresses(self._con).find([SheetRow(0, {"address_id": address_id})], [])
        if found[0].known < 0:
            return -1
        self._known.append(known[0])
        self._place[address_id] = len(self._known) - 1
        return self._place[address_id]

    def _editor(self, table: str, key: int) -> dict[str, object]:
        """Who edited a row since the package was made, and when."""
        row = self._con.execute(
            "SELECT coalesce(by, '?'), at FROM audit_log WHERE seq > ? AND table_name = ? AND fid = ?"
            " ORDER BY seq DESC LIMIT 1",
            (self._since, table, key),
        ).fetchone()
        by, at = row or ("?", "?")
        return {"by": by, "at": at}

    def _finished(self, taken: Iterable[str], **more: Any) -> FieldPlan:
        """The plan with the differences told here; `taken`: addresses of the rows that will be written."""
        known_now = {fid for fid in (self._known[d.known].fid for d in self._differences if d.known >= 0) if fid >= 0}
        places = dict(self._plan.places)
        places.update(positions(self._con, known_now - set(places)))
        fids = {self._known[self._place[address_id]].fid for address_id in taken}
        return replace(
            self._plan,
            plan=replace(self._plan.plan, differences=(*self._plan.plan.differences, *self._differences)),
            known=tuple(self._known), places=places,
            also_changed=self._plan.also_changed | frozenset(fid for fid in fids if fid >= 0), **more,
        )  # fmt: skip
