#!/usr/bin/env python3
"""How right the rules for addresses are: errors put into clean registers, and what is found of them and besides."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).resolve().parent))

from rules_injections import INJECTIONS, Injection  # noqa: E402
from rules_real_worlds import real_worlds  # noqa: E402
from rules_worlds import Hit, World, book, drawn, hits  # noqa: E402


@dataclass(frozen=True)
class Rightness:
    """Of one rule in one world: errors put in, found, missed, and records found that are right."""

    world: str
    rule: str
    note: str
    injected: frozenset[str]
    found: frozenset[str]
    """Objects found that were not found in the clean register."""
    astray: frozenset[str]
    """Objects with a new error-level result that nobody spoilt."""
    clean: int
    """Objects found in the clean register."""

    @property
    def precision(self) -> float:
        """Share of what was found that was put in."""
        return len(self.found & self.injected) / len(self.found) if self.found else 1.0

    @property
    def recall(self) -> float:
        """Share of what was put in that was found."""
        return len(self.found & self.injected) / len(self.injected) if self.injected else 1.0


_CLEAN: dict[str, list[Hit]] = {}


def measure(world: World, injections: Sequence[Injection] = INJECTIONS, seed: int = 1) -> Iterator[Rightness]:
    """The rightness of each injection that a clean world can take."""
    rules = book()
    if world.name not in _CLEAN:
        _CLEAN[world.name] = hits(world.copy(), rules)
    before = _CLEAN[world.name]
    known = {(hit.rule, hit.object_id) for hit in before}
    for injection in injections:
        if injection.only and world.name not in injection.only:
            continue
        spoilt = world.copy()
        injected = injection.spoil(spoilt, Random(seed))
        new = [hit for hit in hits(spoilt, rules) if (hit.rule, hit.object_id) not in known]
        errors = {hit.object_id for hit in new if rules.rules[hit.rule].level.value == "error"}
        yield Rightness(
            world.name, injection.rule, injection.note, frozenset(injected),
            frozenset(hit.object_id for hit in new if hit.rule == injection.rule), frozenset(errors - injected),
            len({hit.object_id for hit in before if hit.rule == injection.rule}),
        )  # fmt: skip


def main() -> int:
    """Print the figures: one line per rule and world; the exit code says whether a certain rule is not right."""
    rules, wrong = book().rules, 0
    print(f"{'rule':28} {'world':12} {'put in':>6} {'found':>6} {'precision':>9} {'recall':>6} {'in clean':>8}")
    for world in (drawn(), *real_worlds()):
        for right in measure(world):
            certain = rules[right.rule].certain
            bad = bool(certain and (right.precision < 1 or right.recall < 1)) or bool(right.astray)
            wrong += bad
            numbers = f"{len(right.injected):6} {len(right.found):6} {right.precision:9.2f} {right.recall:6.2f}"
            kind = "WRONG" if bad else "" if certain else "heuristic"
            print(f"{right.rule:28} {right.world:12} {numbers} {right.clean:8} {kind:9} {right.note}".rstrip())
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
