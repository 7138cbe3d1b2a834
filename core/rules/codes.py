"""Rules: the code is well-formed, stands in the ledger for this address, and comes from a block of this commune."""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any, Optional

import numpy as np

from ..codes.code_scheme import CodeScheme
from ..codes.provisional import is_provisional
from .catalogue import Rule
from .frame import Frame, rows
from .hits import Hit
from .records import Virtual
from .reference import Block
from .rule_set import Bench

_BLOCK = "block"
_LEDGER = (Virtual.ledger_state.value, Virtual.ledger_address_id.value)
_STATES = {
    "official": {"vi": "mã chính thức chưa ghép", "en": "official, not matched"},
    "retired": {"vi": "đã ngừng sử dụng", "en": "retired"},
    "burned": {"vi": "đã hủy", "en": "burned"},
}


class Codes:
    """`code_malformed`, `code_not_in_ledger`, `code_of_other_address`, `code_not_given`, `code_from_no_block`,
    `code_other_commune`, `code_older_postcode`.
    """

    def __init__(self, bench: Bench) -> None:
        self._malformed = bench.rule("code_malformed")
        self._absent = bench.rule("code_not_in_ledger")
        self._others = bench.rule("code_of_other_address")
        self._not_given = bench.rule("code_not_given")
        self._no_block = bench.rule("code_from_no_block")
        self._commune = bench.rule("code_other_commune")
        self._older = bench.rule("code_older_postcode")
        ledger = any((self._absent, self._others, self._not_given))
        scheme = any((self._malformed, self._no_block, self._commune, self._older))
        self.columns = (
            *(("address_id", "code", "stage") if ledger or scheme else ()), *(_LEDGER if ledger else ()),
            *(("code_scheme", "code_origin", "commune_code") if scheme else ()),
        )  # fmt: skip
        self._ledger, self._scheme = ledger, scheme
        self._schemes = {s.id: s for s in bench.reference.schemes.values() if s.column == "code"}
        self._units = bench.units
        self._blocks = _Blocks(bench.reference.blocks)

    def hits(self, frame: Frame) -> Iterator[Hit]:
        """What is wrong with the codes of a chunk."""
        if not self.columns:
            return
        there = frame.there("code")
        if self._ledger:
            yield from self._against_ledger(frame, there)
        if self._scheme:
            yield from self._against_schemes(frame, there & frame.live)

    def _against_ledger(self, frame: Frame, there: np.ndarray) -> Iterator[Hit]:
        state, owner = frame.objects(_LEDGER[0]), frame.objects(_LEDGER[1])
        known = frame.there(_LEDGER[0])
        own = np.asarray(owner == frame.objects("address_id"), bool)
        given = np.asarray(state == "given", bool)
        if self._absent:
            for row in rows(there & ~known):
                yield self._told(self._absent, frame, row, None)
        if self._others:
            for row in rows(there & known & frame.there(_LEDGER[1]) & ~own):
                yield self._told(self._others, frame, row, owner[row])
        if self._not_given:
            for row in rows(there & known & frame.live & ~given):
                yield self._told(self._not_given, frame, row, state[row])

    def _told(self, rule: Rule, frame: Frame, row: int, seen: Any) -> Hit:
        code = frame.values("code")[row]
        params = {"code": str(code), "state": _STATES.get(str(seen), str(seen or ""))}
        return frame.hit(rule, row, watched=(code, seen), params=params)

    def _against_schemes(self, frame: Frame, there: np.ndarray) -> Iterator[Hit]:
        codes = frame.objects("code")
        schemes = frame.numbers("code_scheme")
        for number in np.unique(schemes[there]).tolist():
            at = np.flatnonzero(there & (schemes == number))
            named = frame.values("code_scheme")[int(at[0])]
            scheme = self._schemes.get(named) if isinstance(named, str) else None
            listed = [str(code) for code in codes[at].tolist()]
            fits = _wellformed(listed, [scheme] if scheme else list(self._schemes.values()))
            if self._malformed:
                for k in np.flatnonzero(~fits).tolist():
                    params = {"code": listed[k], "scheme": str(named or "")}
                    yield frame.hit(self._malformed, int(at[k]), watched=(listed[k], named), params=params)
            by_serial = scheme or self._schemes.get("ndas")
            if by_serial is not None and by_serial.kind == _BLOCK and (self._no_block or self._commune or self._older):
                yield from self._against_blocks(frame, by_serial, at[fits], [listed[k] for k in np.flatnonzero(fits)])

    def _against_blocks(self, frame: Frame, scheme: CodeScheme, at: np.ndarray, codes: list[str]) -> Iterator[Hit]:
        prefixes, serials = scheme.split_serials(codes)
        counted = serials >= 0  # provisional keys have none
        at, prefixes, serials = at[counted], prefixes[counted], serials[counted]
        codes = [code for code, keep in zip(codes, counted.tolist()) if keep]
        block = self._blocks.holding(scheme.id, prefixes, serials)
        origins, communes = frame.values("code_origin"), frame.values("commune_code")
        verdicts: dict[tuple[int, str, Any], str] = {}
        for k, (row, number, prefix) in enumerate(zip(at.tolist(), block.tolist(), prefixes.tolist())):
            if number < 0 and origins[row] == _BLOCK:
                if self._no_block:
                    params = {"code": codes[k]}
                    yield frame.hit(self._no_block, row, watched=(codes[k], origins[row]), params=params)
                continue
            commune = communes[row]
            asked = (number, prefix, commune)
            if asked not in verdicts:
                verdicts[asked] = self._verdict(number, prefix, commune)
            rule = {"other": self._commune, "older": self._older}.get(verdicts[asked])
            if rule is not None:
                yield self._misfit(rule, frame, row, codes[k], number)

    def _verdict(self, block: int, prefix: str, commune: Optional[str]) -> str:
        """"other": of another commune's block; "older": only the postcode list or the communes changed; "" fine."""
        unit = self._units.ever(commune)
        if unit is None:
            return ""
        if block >= 0:
            home = self._blocks.blocks[block].commune_code
            if home != commune:
                return "other" if self._units.valid(home) else "older"
        return "older" if unit.postcode and unit.postcode != prefix else ""

    def _misfit(self, rule: Rule, frame: Frame, row: int, code: str, block: int) -> Hit:
        commune = frame.values("commune_code")[row]
        home = self._units.ever(self._blocks.blocks[block].commune_code) if block >= 0 else None
        unit = self._units.ever(commune)
        params = {
            "code": code, "commune": unit.full_name if unit else str(commune or ""),
            "other": home.full_name if home else "", "postcode": (unit.postcode if unit else None) or "",
        }  # fmt: skip
        return frame.hit(rule, row, watched=(code, commune), params=params)


def _wellformed(codes: list[str], schemes: Sequence[CodeScheme]) -> np.ndarray:
    fits = np.zeros(len(codes), bool)
    for scheme in schemes:
        fits |= scheme.is_wellformed(codes)
    for k in np.flatnonzero(~fits).tolist():
        fits[k] = is_provisional(codes[k])
    return fits


class _Blocks:
    """Which block holds a running number."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self.blocks = sorted(blocks, key=lambda b: (b.scheme, b.prefix, b.first_serial))
        self._of: dict[tuple[str, str], list[int]] = defaultdict(list)
        for number, block in enumerate(self.blocks):
            self._of[block.scheme, block.prefix].append(number)

    def holding(self, scheme: str, prefixes: np.ndarray, serials: np.ndarray) -> np.ndarray:
        """Number of the block that holds each code (n,), -1 where none does."""
        out = np.full(len(serials), -1, np.int64)
        names, which = np.unique(prefixes, return_inverse=True)
        for number, prefix in enumerate(names.tolist()):
            found = self._of.get((scheme, prefix))
            if not found:
                continue
            at = np.flatnonzero(which.reshape(-1) == number)
            first = np.array([self.blocks[b].first_serial for b in found])
            last = np.array([self.blocks[b].last_serial for b in found])
            place = np.searchsorted(first, serials[at], "right") - 1
            held = (place >= 0) & (serials[at] <= last[np.maximum(place, 0)])
            out[at[held]] = np.asarray(found)[place[held]]
        return out
