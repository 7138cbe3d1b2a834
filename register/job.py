"""What an apply is told besides its tables."""
from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from ..core.powers import Power

FILE = "job.json"


@dataclass(frozen=True)
class Job:
    """`kind` assign or match; `columns`, `source_columns`: values that every inserted address or object shares.

    `revision` and `audit_seq` say what the plan was made of; `audit_seq` -1: edits by hand since are not looked for.
    """

    path: str
    kind: str
    source: str
    revision: int
    actor: str
    backup: str
    params: dict[str, Any]
    counts: dict[str, int]
    columns: dict[str, Any]
    source_columns: dict[str, Any]
    audit_seq: int = -1
    power: str = Power.CREATE.value
    """The power that the person must hold; '' where what stands there is edited only: any of them."""

    def write(self, folder: Path) -> None:
        """Put the job beside its tables."""
        (folder / FILE).write_text(json.dumps(asdict(self), ensure_ascii=False), encoding="utf-8")

    @staticmethod
    def read(folder: Path) -> Job:
        """The job of a folder."""
        return Job(**json.loads((folder / FILE).read_text(encoding="utf-8")))
