#!/usr/bin/env python3
"""The street of a register with the most issued codes; the demo prints its plaques."""
from __future__ import annotations

import sqlite3
import sys
from contextlib import closing


def main() -> None:
    with closing(sqlite3.connect(f"file:{sys.argv[1]}?mode=ro", uri=True)) as con:
        row = con.execute(
            "SELECT street FROM address WHERE stage = 'issued' AND coalesce(street, '') <> ''"
            " GROUP BY street ORDER BY count(*) DESC, street LIMIT 1"
        ).fetchone()
    if row is None:
        raise SystemExit("no address of a street has an issued code")
    print(row[0])


if __name__ == "__main__":
    main()
