#!/usr/bin/env python3
"""Measure the address text parser: speed, and accuracy side by side with vietnamadminunits. Called by bench.sh.

Texts are made over the real unit tables by address_noise.py, from a seed that the parser was not tuned with. A text is
right where commune, district and province all have their codes. Speed is by processor time of this one process, so
that what else the machine does spoils it less; every text is different, so that no cache of whole texts could help.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, Optional

from bench import verdict
from bench_sync import linked

SEED = 20_260_630  # the tuning used seeds below 1,000
CLEAN, NOISY = 5_000.0, 1_500.0
LEAD = 0.10  # of right texts over vietnamadminunits on noisy legacy texts
ROUNDS = 3
BANDS = (0.0, 0.5, 0.7, 0.9, 0.97, 1.01)
Codes = tuple[Optional[str], Optional[str], Optional[str]]
Texts = list[tuple[str, Any]]


def ours(legacy: Optional[bool]) -> Callable[[str], Codes]:
    """Our reading of a text as codes; the era is told, as it is told to the other parser, or not (None)."""
    from diachiso.core.address_parser import ParserTables, parse

    tables = ParserTables.load()

    def read(text: str) -> Codes:
        found = parse(text, tables, legacy)
        return (
            found.commune.code if found.commune else None,
            found.district.code if found.district else None,
            found.province.code if found.province else None,
        )

    return read


def theirs(mode: str) -> Callable[[str], Codes]:
    """vietnamadminunits' reading."""
    try:
        from vietnamadminunits import parse_address
    except ImportError:
        sys.exit("vietnamadminunits, to compare with, is not installed: run scripts/setup.sh once")

    def read(text: str) -> Codes:
        try:
            found = parse_address(text, mode=mode)
        except Exception:  # noqa: BLE001 - an error of theirs is a text that they do not read
            return (None, None, None)
        return (found.ward_code, found.district_code, found.province_code)

    return read


def judge(read: Callable[[str], Codes], texts: Texts) -> tuple[float, float]:
    """The share of right texts, and texts a second of processor time."""
    start = time.process_time()
    read_as = [read(text) for text, _ in texts]
    seconds = time.process_time() - start
    right = sum(found == (t.commune, t.district, t.province) for found, (_, t) in zip(read_as, texts))
    return right / len(texts), len(texts) / seconds


def accuracy(noise: Any, seed: int, count: int) -> float:
    """Print both parsers' shares by kind of noise; return our lead on the mixed noise that was not tuned with."""
    mine, other, blind = ours(True), theirs("LEGACY"), ours(None)
    print(f"\nLegacy addresses, {count:,} texts of each kind: share with all three codes right")
    print(f"{'noise':24}{'ours':>8}{'theirs':>8}")
    for group, kinds in (("seen in tuning", (None, *noise.SEEN)), ("not seen in tuning", tuple(noise.UNSEEN))):
        print(f"-- {group}")
        for kind in kinds:
            texts = list(noise.of_kind(seed, count, kind))
            print(f"{kind or 'none (clean)':24}{judge(mine, texts)[0]:8.1%}{judge(other, texts)[0]:8.1%}", flush=True)
    print(f"-- one to three kinds at once, {4 * count:,} texts")
    leads = []
    for name, kinds in (("seen kinds", noise.SEEN), ("kinds not seen", noise.UNSEEN)):
        texts = list(noise.noisy(seed + 1, 4 * count, kinds))
        own, others = judge(mine, texts)[0], judge(other, texts)[0]
        leads.append(own - others)
        print(f"{name:24}{own:8.1%}{others:8.1%}   ours without being told the era {judge(blind, texts)[0]:.1%}")
    today, other_today = ours(None), theirs("FROM_2025")
    print("-- addresses of today (two levels), the era not told to ours")
    for name, texts in (
        ("clean", list(noise.of_kind(seed + 2, count, None, False))),
        ("seen kinds", list(noise.noisy(seed + 2, count, noise.SEEN, False))),
    ):
        both = [judge(read, [(text, truth) for text, truth in texts])[0] for read in (today, _two_level(other_today))]
        print(f"{name:24}{both[0]:8.1%}{both[1]:8.1%}")
    return min(leads)


def _two_level(read: Callable[[str], Codes]) -> Callable[[str], Codes]:
    def without_district(text: str) -> Codes:
        commune, _, province = read(text)
        return (commune, None, province)

    return without_district


def parts(noise: Any, seed: int, count: int) -> None:
    """Print how often number, street and settlement are right, and how often a confidence is."""
    from diachiso.core.address_parser import ParserTables, parse
    from diachiso.core.numbering import same_number
    from diachiso.core.street_names import street_key
    from diachiso.core.text import ascii_key

    tables = ParserTables.load()
    for name, texts in (
        ("clean", list(noise.of_kind(seed + 3, count, None))),
        ("seen kinds", list(noise.noisy(seed + 3, count, noise.SEEN))),
        ("kinds not seen", list(noise.noisy(seed + 3, count, noise.UNSEEN))),
    ):
        right = {"number": [0, 0], "street": [0, 0], "settlement": [0, 0]}
        bands = [[0, 0] for _ in BANDS[1:]]
        for text, truth in texts:
            found = parse(text, tables)
            checks = {
                "number": same_number(found.full_number, truth.number) if truth.number else not found.number,
                "street": ascii_key(street_key(found.street)) == ascii_key(street_key(truth.street)),
                "settlement": ascii_key(found.settlement) == ascii_key(truth.settlement),
            }
            for part, good in checks.items():
                right[part][0] += good
                right[part][1] += 1
            codes = tuple(u.code if u else None for u in (found.commune, found.district, found.province))
            band = next(at for at, top in enumerate(BANDS[1:]) if found.confidence < top)
            bands[band][0] += codes == (truth.commune, truth.district, truth.province)
            bands[band][1] += 1
        shares = "   ".join(f"{part} {good / all_:.1%}" for part, (good, all_) in right.items())
        print(f"\nparts, {name}: {shares}")
        for low, high, (good, all_) in zip(BANDS, BANDS[1:], bands):
            if all_:
                print(f"  confidence {low:.2f}–{min(high, 1.0):.2f}: {all_:6,} texts, units right {good / all_:.1%}")


def speed(noise: Any, seed: int, count: int) -> tuple[float, float]:
    """Print texts a second, each text different, the best of some rounds; return those of clean and of noisy texts."""
    start = time.process_time()
    mine = ours(None)
    built = time.process_time() - start
    other = theirs("LEGACY")
    print(f"\nTables made in {built:.2f} s. Texts a second of one core, {count:,} different texts")
    print(f"{'':24}{'ours':>8}{'theirs':>8}")
    found = []
    for name, make in (
        ("clean", lambda start: noise.of_kind(start, count, None)),
        ("noisy, seen kinds", lambda start: noise.noisy(start, count, noise.SEEN)),
        ("noisy, kinds not seen", lambda start: noise.noisy(start, count, noise.UNSEEN)),
    ):
        rounds = [list(make(seed + 4 + 100 * turn)) for turn in range(ROUNDS)]
        few = rounds[0][: max(1, count // 5)]
        judge(mine, few)
        found.append(max(judge(mine, texts)[1] for texts in rounds))
        print(f"{name:24}{found[-1]:8,.0f}{judge(other, few)[1]:8,.0f}", flush=True)
    return found[0], min(found[1:])


def main(arguments: Optional[Iterable[str]] = None) -> None:
    """Print the tables and what they come to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a fifth of the texts")
    parser.add_argument("--seed", type=int, default=SEED)
    options = parser.parse_args(arguments)
    count = 100 if options.quick else 500
    with tempfile.TemporaryDirectory(prefix="diachiso-bench-") as folder:
        linked(Path(folder))
        import address_noise as noise

        clean, noisy = speed(noise, options.seed, 10 * count)
        lead = accuracy(noise, options.seed, count)
        parts(noise, options.seed, 2 * count)
    print()
    print(f"clean texts a second >={CLEAN:,.0f}: {clean:,.0f} {verdict(clean >= CLEAN, True)}")
    print(f"noisy texts a second >={NOISY:,.0f}: {noisy:,.0f} {verdict(noisy >= NOISY, True)}")
    print(f"lead on mixed noise >={LEAD:.0%}: {lead:.1%} {verdict(lead >= LEAD, True)}")


if __name__ == "__main__":
    sys.exit(main())
