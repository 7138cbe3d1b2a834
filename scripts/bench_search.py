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
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

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


@dataclass(frozen=True)
class Typing:
    """What a person who types addresses waits for: `build` seconds for the side-car, `load` for the index, then
    milliseconds of each keystroke, sorted; `found` of `asked` addresses, `missed` the others with what was found.
    """

    count: int
    build: float
    load: float
    waits: list[float]
    found: int
    asked: int
    missed: list[str]
    rows: list[tuple[Any, ...]]
    index: Any

    @property
    def p95(self) -> float:
        """Milliseconds that nearly every keystroke keeps."""
        return self.at(0.95)

    def at(self, share: float) -> float:
        """Milliseconds of a keystroke; share of those that are no slower."""
        return self.waits[int(share * (len(self.waits) - 1))]


def keystrokes(register: Path, addresses: int) -> Typing:
    """Make the side-car of a register anew and type so many of its addresses."""
    from diachiso.core.text import ascii_key
    from diachiso.register.search_file import bring_up, side_car
    from diachiso.register.search_index import SearchIndex

    side_car(register).unlink(missing_ok=True)
    start = time.perf_counter()
    count = bring_up(register)
    build = time.perf_counter() - start
    start = time.perf_counter()
    index = SearchIndex(side_car(register))
    load = time.perf_counter() - start
    rng = random.Random(1)
    with closing(sqlite3.connect(side_car(register))) as con:
        rows = con.execute(
            "SELECT e.fid, e.number, l.text, c.text FROM entry e JOIN place p USING (place) JOIN line l USING (line)"
            " JOIN commune c USING (commune) WHERE e.fid IN (SELECT value FROM json_each(?)) AND l.text <> ''"
            " AND e.number <> ''",
            (str([rng.randrange(1, count) for _ in range(addresses)]),),
        ).fetchall()
        waits, right, missed = [], 0, []
        for fid, number, line, commune in rows:
            text = typed(rng, number, line, commune, ascii_key)
            for end in range(3, len(text) + 1):
                start = time.perf_counter()
                found = index.find(text[:end], LIMIT)
                waits.append(1e3 * (time.perf_counter() - start))
            want = con.execute("SELECT text FROM entry WHERE fid = ?", (fid,)).fetchone()[0]
            # Without the commune any commune's house of that number and street is as good.
            told = want if "," in text else want.rsplit(",", 2)[0]
            if any(f.fid == fid or f.text.startswith(told) for f in found):
                right += 1
            else:
                missed.append(f"  {text!r} for {want!r}: {[f.text for f in found[:3]]}")
    return Typing(count, build, load, sorted(waits), right, len(rows), missed, rows, index)


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
        from diachiso.register.verifying import Verifier

        done = keystrokes(arguments.register, arguments.addresses)
        copy = package / "copy.gpkg"
        start = time.perf_counter()
        subprocess.run(["ogr2ogr", "-f", "GPKG", str(copy), str(arguments.register), "address"], check=True)
        copied = time.perf_counter() - start
        copy.unlink()
        rng = random.Random(2)
        with Verifier(done.index) as verifier:
            texts = [typed(rng, *row[1:], ascii_key) for _ in range(ROUNDS) for row in done.rows]
            start = time.perf_counter()
            verdicts = Counter(verifier.verify(text).verdict.value for text in texts)
            verified = len(texts) / (time.perf_counter() - start)
    if arguments.misses:
        print("\n".join(done.missed))
    p50, p95, worst = (done.at(share) for share in (0.5, 0.95, 1.0))
    ratio = done.build / copied
    print(f"addresses {done.count:,} · build {done.build:.1f} s = {ratio:.2f} x ogr2ogr copy · load {done.load:.2f} s")
    print(f"{len(done.waits)} keystrokes: p50 {p50:.1f} ms, p95 {p95:.1f} ms (at most 20), worst {worst:.1f} ms")
    print(f"verified {verified:,.0f} rows a second (at least 2,000), with slips: {dict(verdicts)}")
    print(f"found among the first {LIMIT}: {done.found} of {done.asked}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
