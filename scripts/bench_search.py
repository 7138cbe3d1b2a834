#!/usr/bin/env python3
"""Measure the search: making its side-car against a copy of the table, and what each keystroke waits for."""

from __future__ import annotations

import argparse
import random
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LIMIT = 10
ROUNDS = 10  # each address is verified in so many spellings


def typed(rng: random.Random, number: str, line: str, commune: str, ascii_key) -> str:
    """An address as somebody in a hurry writes it: fewer words, no diacritics, a slip of the finger."""
    text = f"{number} {line}"
    if rng.random() < 0.5:
        text += f", {commune.split(',')[0]}"
    if rng.random() < 0.5:
        text = ascii_key(text)
    if rng.random() < 0.5:
        at = rng.randrange(len(number) + 1, len(text)) if len(text) > len(number) + 1 else 0
        slip = rng.randrange(3)
        if text[at: at + 1].isalpha() and slip == 0:
            text = text[:at] + text[at + 1:]
        elif text[at: at + 1].isalpha() and slip == 1:
            text = text[:at] + text[at] + text[at:]
        elif text[at: at + 2].isalpha():
            text = text[:at] + text[at: at + 2][::-1] + text[at + 2:]
    return text


def main() -> int:
    """Print the figures of a register."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("register", type=Path)
    parser.add_argument("--addresses", type=int, default=300)
    parser.add_argument("--misses", action="store_true", help="print what was not found")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        package = Path(folder)
        (package / "diachiso").symlink_to(ROOT)
        sys.path.insert(0, str(package))
        from diachiso.core.text import ascii_key
        from diachiso.register.search_file import bring_up, side_car
        from diachiso.register.search_index import SearchIndex
        from diachiso.register.verifying import Verifier

        side_car(arguments.register).unlink(missing_ok=True)
        start = time.perf_counter()
        count = bring_up(arguments.register)
        build = time.perf_counter() - start
        copy = package / "copy.gpkg"
        start = time.perf_counter()
        subprocess.run(["ogr2ogr", "-f", "GPKG", str(copy), str(arguments.register), "address"], check=True)
        copied = time.perf_counter() - start
        copy.unlink()
        start = time.perf_counter()
        index = SearchIndex(side_car(arguments.register))
        loaded = time.perf_counter() - start
        rng = random.Random(1)
        con = sqlite3.connect(side_car(arguments.register))
        rows = con.execute(
            "SELECT e.fid, e.number, l.text, c.text FROM entry e JOIN place p USING (place) JOIN line l USING (line)"
            " JOIN commune c USING (commune) WHERE e.fid IN (SELECT value FROM json_each(?)) AND l.text <> ''"
            " AND e.number <> ''",
            (str([rng.randrange(1, count) for _ in range(arguments.addresses)]),),
        ).fetchall()
        waits, right, asked = [], 0, 0
        for fid, number, line, commune in rows:
            text = typed(rng, number, line, commune, ascii_key)
            for end in range(3, len(text) + 1):
                start = time.perf_counter()
                found = index.find(text[:end], LIMIT)
                waits.append(time.perf_counter() - start)
            asked += 1
            want = con.execute("SELECT text FROM entry WHERE fid = ?", (fid,)).fetchone()[0]
            # Without the commune any commune's house of that number and street is as good.
            told = want if "," in text else want.rsplit(",", 2)[0]
            hit = any(f.fid == fid or f.text.startswith(told) for f in found)
            right += hit
            if not hit and arguments.misses:
                print(f"  {text!r} for {want!r}: {[f.text for f in found[:3]]}")
        with Verifier(index) as verifier:
            texts = [typed(rng, *row[1:], ascii_key) for _ in range(ROUNDS) for row in rows]
            start = time.perf_counter()
            verdicts = Counter(verifier.verify(text).verdict.value for text in texts)
            verified = len(texts) / (time.perf_counter() - start)
        waits.sort()
    p50, p95, worst = (waits[int(share * (len(waits) - 1))] * 1e3 for share in (0.5, 0.95, 1.0))
    print(f"addresses {count:,} · build {build:.1f} s = {build / copied:.2f} x ogr2ogr copy · load {loaded:.2f} s")
    print(f"{len(waits)} keystrokes: p50 {p50:.1f} ms, p95 {p95:.1f} ms (at most 20), worst {worst:.1f} ms")
    print(f"verified {verified:,.0f} rows a second (at least 2,000), with slips: {dict(verdicts)}")
    print(f"found among the first {LIMIT}: {right} of {asked}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
