#!/usr/bin/env python3
"""Print the counts in the JSON result of `qgis_process run … --json` (standard input), one line, nothing that is 0."""

from __future__ import annotations

import json
import sys
from typing import Any


def counts(results: dict[str, Any]) -> str:
    """The whole numbers among the results, in their order."""
    found = {
        name.lower(): value
        for name, value in results.items()
        if isinstance(value, int) and not isinstance(value, bool) and value
    }
    return " · ".join(f"{name} {value:,}" for name, value in found.items())


def main() -> None:
    """Read and print; silent where there is nothing to count."""
    text = sys.stdin.read()
    begin = text.find("{")
    if begin < 0:
        return
    line = counts(json.loads(text[begin:]).get("results", {}))
    if line:
        print(f"   {line}")


if __name__ == "__main__":
    main()
