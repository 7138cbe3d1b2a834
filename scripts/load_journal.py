"""What a process of the load run did, a line each, on the disk before and after: read again when all is judged."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass
class Deed:
    """One piece of work: what it was about to do, and what became of it ("" where the process died in it)."""

    worker: str
    kind: str
    began: float
    plan: dict[str, Any]
    end: str = ""
    facts: dict[str, Any] = field(default_factory=dict)
    notes: list[dict[str, Any]] = field(default_factory=list)

    @property
    def done(self) -> bool:
        """Whether the register acknowledged it."""
        return self.end == "done"


class Journal:
    """Appends lines that are on the disk when a method returns."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("a", encoding="utf-8")
        self._number = 0
        self._write({"what": "start", "pid": os.getpid()})

    def begin(self, kind: str, **plan: Any) -> None:
        """Something is going to be done."""
        self._number += 1
        self._write({"what": "begin", "kind": kind, "plan": plan})

    def note(self, **facts: Any) -> None:
        """Something that is known on the way: another attempt, an answer."""
        self._write({"what": "note", "facts": facts})

    def end(self, how: str, **facts: Any) -> None:
        """It was done, refused, or has failed."""
        self._write({"what": "end", "how": how, "facts": facts})

    def _write(self, line: dict[str, Any]) -> None:
        line.update(number=self._number, at=round(time.time(), 3))
        self._file.write(json.dumps(line, ensure_ascii=False) + "\n")
        self._file.flush()
        os.fsync(self._file.fileno())


def read_journal(path: Path) -> Iterator[Deed]:
    """The deeds of a process, in their order; a line cut off by a kill is none."""
    deed = None
    for text in path.read_text(encoding="utf-8").splitlines():
        try:
            line = json.loads(text)
        except ValueError:
            continue
        if line["what"] in ("begin", "start") and deed is not None:
            yield deed
            deed = None
        if line["what"] == "begin":
            deed = Deed(path.stem, line["kind"], line["at"], line["plan"])
        elif deed is not None and line["what"] == "note":
            deed.notes.append(line["facts"])
        elif deed is not None and line["what"] == "end":
            deed.end, deed.facts = line["how"], line["facts"]
    if deed is not None:
        yield deed
