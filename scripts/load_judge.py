"""Judges a load run: the journals of the processes against the register's log, its tables, and the server's own log."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from load_journal import Deed
from load_town import Server

ERROR = re.compile(r"<(?P<login>[^|>]*)\|(?P<state>\w{5})> (?P<level>ERROR|FATAL|PANIC):\s+(?P<text>.*)")
# What the guards refuse, a code that another one was faster with, a lock that a tool lets go of to come back.
LAWFUL = {"DI001", "23505", "55P03"}
# 08P01: whoever was killed had sent half of a message of COPY.
DEADLOCK, KILLED = "40P01", {"57P01", "08006", "08P01", "57P03"}


@dataclass
class Verdict:
    """What was looked at, and what is wrong."""

    counts: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def add(self, wrong: Iterable[str]) -> None:
        """Take in what one look found."""
        self.wrong.extend(text for text in wrong if text not in self.wrong)


@dataclass
class Entry:
    """A row of the register's log."""

    seq: int
    by: str
    object_id: str
    action: str
    old: dict[str, Any]
    new: dict[str, Any]


def read_log(server: Server) -> list[Entry]:
    """What happened to addresses, in its order."""
    rows = server.rows(
        "SELECT seq, by, object_id, action, old, new FROM audit_log WHERE table_name = 'address' ORDER BY seq"
    )
    return [Entry(s, b or "", o, a, json.loads(old or "{}"), json.loads(new or "{}")) for s, b, o, a, old, new in rows]


def edits_kept(deeds: Iterable[Deed], log: Sequence[Entry], verdict: Verdict) -> Iterator[str]:
    """Every value that was acknowledged stands in the log once; of one that was not, at most once."""
    seen: Counter[tuple[str, str, str]] = Counter()
    for entry in log:
        for column, value in entry.new.items():
            if isinstance(value, str) and value.startswith("Nhà w"):
                seen[entry.object_id, column, value] += entry.old.get(column) != value
    undone = {entry.object_id for entry in log if entry.action == "undo"}
    for deed in deeds:
        changes = list(deed.plan.get("changes", ()))
        acknowledged = deed.done and deed.kind in ("edit", "form")
        if deed.kind == "checkout":
            changes = deed.facts.get("changes", [])
            acknowledged = deed.done
        last = {(address_id, column): value for address_id, column, value in changes}
        told = int(deed.facts.get("refused", 0))  # a check-in says how many values it did not take
        for address_id, column, value in changes:
            times = seen[address_id, column, value]
            if acknowledged:
                verdict.counts["values acknowledged"] += 1
                lost = times == 0 and last[address_id, column] == value
                told -= lost
                if lost and deed.kind == "form" and address_id in undone:
                    # QGIS does not look whether a row was there: it went while this edit waited for the undo.
                    verdict.counts["values that went with an address that was undone"] += 1
                elif lost and told < 0:
                    yield f"lost: {value!r} in {column} of {address_id} ({deed.worker} {deed.kind})"
            elif times and deed.end == "refused":
                yield f"refused, and yet there: {value!r} ({deed.worker} {deed.kind})"
            if times > 1:
                yield f"written {times} times: {value!r}"


def chain_whole(log: Iterable[Entry], rows: Mapping[str, Mapping[str, Any]], verdict: Verdict) -> Iterator[str]:
    """What each edit says was there before is what the one before it wrote; the last is what stands there now."""
    known: dict[str, dict[str, Any]] = defaultdict(dict)
    for entry in log:
        state = known[entry.object_id]
        if entry.action == "undo":  # the log says what was undone in general, not each value
            state.clear()
            continue
        for column, value in entry.old.items():
            if column in state and state[column] != value and column not in ("geom", "edited_at"):
                yield (f"overwritten unseen: {column} of {entry.object_id} was {state[column]!r}, {entry.by} thought "
                       f"{value!r} (log {entry.seq})")  # fmt: skip
        for column in entry.old.keys() - entry.new.keys():
            state[column] = None
        state.update(entry.new)
        verdict.counts["rows of the log"] += 1
    for address_id, row in rows.items():
        for column, value in known[address_id].items():
            if column in row and row[column] != value:
                yield f"the log ends with {value!r} in {column} of {address_id}, there stands {row[column]!r}"


def codes_once(
    deeds: Iterable[Deed], log: Iterable[Entry], rows: Mapping[str, Any], verdict: Verdict
) -> Iterator[str]:
    """A code belongs to one address for ever, unless an undo took it back before it was seen outside."""
    owner: dict[str, str] = {}
    undone: set[str] = set()
    for entry in log:
        code = entry.new.get("code")
        if entry.action == "undo":
            undone.add(entry.object_id)
            for taken in [c for c, o in owner.items() if o == entry.object_id]:
                del owner[taken]
        elif code and owner.setdefault(code, entry.object_id) != entry.object_id:
            yield f"code {code} was given to {owner[code]} and to {entry.object_id} (log {entry.seq})"
    held = Counter(row["code"] for row in rows.values() if row["code"])
    yield from (f"code {code} stands at {n} addresses" for code, n in held.items() if n > 1)
    told: dict[str, str] = {}
    for deed in deeds:
        for address_id, code in deed.facts.get("codes", ()):
            verdict.counts["codes acknowledged"] += 1
            if address_id in undone:
                continue
            if told.setdefault(code, address_id) != address_id:
                yield f"code {code} was told for {told[code]} and for {address_id}"
            if rows.get(address_id, {}).get("code") != code:
                yield f"code {code} of {address_id} ({deed.worker} {deed.kind}) is gone, and nobody undid it"
    verdict.counts["codes in the register"] = len(held)


def deadlocks_retried(deeds: Iterable[Deed], server: Server, verdict: Verdict) -> Iterator[str]:
    """Each deadlock in the server's log was tried again by whoever lost; no error of another kind."""
    lost: Counter[str] = Counter()
    others: Counter[str] = Counter()
    for line in server.said():
        found = ERROR.search(line)
        if not found:
            continue
        worker = found["login"].rpartition("_")[2]
        if found["state"] == DEADLOCK:
            lost[worker] += 1
        elif found["state"] not in LAWFUL | KILLED:
            others[f"{found['state']} {found['text']}"[:200]] += 1
    again: Counter[str] = Counter()
    for deed in deeds:
        tries = sum(1 for note in deed.notes if "again" in note)
        again[deed.worker] += tries
        verdict.counts["tried again"] += tries
        if tries and deed.end == "failed":
            yield f"given up after {tries + 1} attempts: {deed.worker} {deed.kind}: {deed.facts.get('text', '')[:200]}"
        if not deed.end:
            again[deed.worker] += 1  # it may have lost in its last moment
    verdict.counts["deadlocks"] = sum(lost.values())
    for worker, times in lost.items():
        if times > again[worker]:
            yield f"{times} deadlocks of {worker or '?'}, tried again {again[worker]} times"
    yield from (f"the server said {n} times: {text}" for text, n in others.items())


def nothing_failed(deeds: Iterable[Deed], verdict: Verdict) -> Iterator[str]:
    """No deed ended with an error that nobody expects."""
    shown: Counter[str] = Counter()
    for deed in deeds:
        verdict.counts[f"{deed.kind}: {deed.end or 'killed in it'}"] += 1
        if deed.end == "failed":
            shown[f"{deed.kind}: {deed.facts.get('text', '')[:300]}"] += 1
    yield from (f"{n} × failed {text}" for text, n in shown.items())


def registry_agrees(items: Mapping[str, Any], rows: Mapping[str, Mapping[str, Any]], verdict: Verdict) -> Iterator[str]:
    """The registry has each code once, at the address that bears it here; what it has is here."""
    codes = Counter(code for item in items.values() if (code := _code(item)))
    yield from (f"the registry has code {code} {n} times" for code, n in codes.items() if n > 1)
    for address_id, item in items.items():
        code = _code(item)
        if address_id not in rows:
            yield f"the registry has {address_id}, which is not here"
        elif code and rows[address_id]["code"] != code:
            yield f"the registry has {code} at {address_id}, here is {rows[address_id]['code']}"
    verdict.counts["addresses at the registry"] = len(items)


def _code(item: Mapping[str, Any]) -> str:
    return str((item or {}).get("properties", {}).get("code") or "")
