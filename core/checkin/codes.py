"""Codes that were given in a copy: which of them the register takes into its ledger."""
from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Optional

from .model import Kept, RowWrite, Sink
from .reasons import CheckinReason

LEDGER = "code_ledger"
_OWNED = ("given", "retired")


@dataclass(frozen=True)
class LedgerRow:
    """A row of the ledger."""

    code: str
    scheme: str
    address_id: Optional[str]
    state: str
    block_id: Optional[int] = None
    serial: Optional[int] = None
    given_at: Optional[str] = None
    left_at: Optional[str] = None

    def values(self) -> dict[str, Any]:
        """Its columns."""
        return dict(self.__dict__)


@dataclass
class CodeJudge:
    """Looks codes up on both sides. `here`, `there`: the row of a code in either ledger; `took_along`: whether a row
    lies among the numbers that the copy took along.

    Told by the addresses: the codes `refused`, those `waiting` for a person, the addresses `recoded`, and the `stages`
    that were taken, by address.
    """

    here: Callable[[str], Optional[LedgerRow]]
    there: Callable[[str], Optional[LedgerRow]]
    took_along: Callable[[LedgerRow], bool]
    refused: set[str] = field(default_factory=set)
    waiting: set[str] = field(default_factory=set)
    recoded: set[str] = field(default_factory=set)
    stages: dict[str, str] = field(default_factory=dict)

    def objection(self, code: str, address_id: str) -> Optional[tuple[CheckinReason, Mapping[str, Any]]]:
        """Why an address of the copy does not get the code that it has there; None if it does."""
        mine, theirs = self.here(code), self.there(code)
        reason: Optional[CheckinReason] = None
        if mine is not None:
            waits = mine.address_id is None and mine.state == "official"
            if not waits and (mine.address_id != address_id or mine.state not in _OWNED):
                reason = CheckinReason.CODE_TAKEN
        elif theirs is None or not self.took_along(theirs):
            reason = CheckinReason.CODE_OUTSIDE
        if reason is None:
            return None
        self.refused.add(code)
        return reason, {"code": code}

    def plan(self, rows: Iterable[LedgerRow], sink: Sink) -> None:
        """Plan what the ledger here learns of the rows that are new or changed there, after the addresses.

        A code that its address does not get is known from now on all the same: it may stand on somebody's papers, so
        nobody else gets it.
        """
        for theirs in rows:
            if theirs.code in self.waiting:
                sink.keep(Kept(LEDGER, theirs.code, None))
                continue
            mine = self.here(theirs.code)
            values = self._learned(theirs) if mine is None else self._changed(mine, theirs)
            if values:
                action = "insert" if mine is None else "update"
                sink.write(RowWrite(LEDGER, theirs.code, action, values, theirs.address_id or ""))

    def _learned(self, theirs: LedgerRow) -> dict[str, Any]:
        if theirs.block_id is not None and not self.took_along(theirs):
            return {}  # somebody went round the guards: it is nobody's number to give
        values = theirs.values()
        if theirs.code in self.refused and theirs.state in _OWNED:
            values["state"] = "burned"
        return values

    def _changed(self, mine: LedgerRow, theirs: LedgerRow) -> dict[str, Any]:
        values: dict[str, Any] = {}
        owner = theirs.address_id or ""
        if theirs.code in self.refused:
            return {}
        if mine.state == "official" and mine.address_id is None and theirs.state in _OWNED and owner:
            values = {"state": theirs.state, "address_id": owner, "given_at": theirs.given_at}
        elif mine.address_id == theirs.address_id and mine.state in _OWNED and theirs.state != mine.state:
            if owner in self.stages:
                values = {"state": "retired" if self.stages[owner] == "retired" else "given"}
            elif owner in self.recoded:
                values = {"state": theirs.state}
        if theirs.left_at is not None and mine.left_at is None and mine.state in _OWNED:
            values["left_at"] = theirs.left_at
        return values
