"""Records of a register on their way out: read in one state, cleaned of what tells of people, batch by batch."""
from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Optional

import numpy as np

from ..core.errors import DiachisoError
from ..core.field_spec import FieldSpec
from ..core.open_data import CLASS_GROUP, CLASS_NAME
from ..core.publishable import Withholder, parts_needed
from ..register.public_rows import (
    Choice,
    class_names,
    count_rows,
    known_columns,
    names_of_people,
    read_batches,
)
from .handing_over import CANNOT_WRITE


@dataclass(frozen=True)
class OutBatch:
    """Records: their columns by field, positions (n, 2) in EPSG:4326 or NaN."""

    columns: Mapping[str, list[Any]]
    lonlat: np.ndarray


@dataclass
class Outgoing:
    """The records of a choice with the fields `specs`, cleaned while they are read; counted as they pass."""

    con: sqlite3.Connection
    known: Sequence[FieldSpec]
    """All fields of the register's profile: an address text is made of some of them."""
    specs: Sequence[FieldSpec]
    choice: Choice
    only_for: Mapping[str, Sequence[str]] = field(default_factory=dict)
    language: str = "vi"
    more: Sequence[str] = ()
    """Further columns that the caller works with and does not give away."""
    rows: int = 0
    codes: list[str] = field(default_factory=list)
    by_commune: Counter[tuple[str, str]] = field(default_factory=Counter)
    by_class: Counter[str] = field(default_factory=Counter)
    withheld: Counter[str] = field(default_factory=Counter)

    def batches(self, progress: Callable[[float], None] = lambda share: None) -> Iterator[OutBatch]:
        """The records in batches."""
        there = known_columns(self.con)
        needed = ("code", "object_class", "commune_code", "commune", *self.more)
        names = [n for n in parts_needed([*(s.name for s in self.specs), *needed]) if n in there]
        classes, total = class_names(self.con), count_rows(self.con, self.choice)
        read = [spec for spec in self.known if spec.name in names]
        withholder = Withholder(read, names_of_people(self.con), self.only_for)
        for batch in read_batches(self.con, names, self.choice):
            columns = batch.columns
            withholder.clean(columns, batch.groups)
            columns[CLASS_NAME.name] = [self._class(classes, code) for code in columns["object_class"]]
            columns[CLASS_GROUP.name] = list(batch.groups)
            absent: list[Any] = [None] * len(batch.groups)
            for spec in self.specs:
                columns.setdefault(spec.name, absent)
            self._count(columns)
            self.withheld = withholder.withheld
            yield OutBatch(columns, batch.lonlat)
            progress(self.rows / max(1, total))

    def _class(self, classes: Mapping[str, tuple[str, str, str]], code: Optional[str]) -> Optional[str]:
        found = classes.get(code or "")
        return found and found[0 if self.language.startswith("vi") else 1]

    def _count(self, columns: Mapping[str, list[Any]]) -> None:
        self.rows += len(columns["object_class"])
        self.codes += filter(None, columns["code"])
        self.by_commune.update(zip((c or "" for c in columns["commune_code"]), (c or "" for c in columns["commune"])))
        self.by_class.update(c or "" for c in columns["object_class"])


@contextmanager
def aside(folder: Path) -> Iterator[Path]:
    """A folder beside where files are to stand; what is in it afterwards goes with it. DiachisoError."""
    made: Optional[Path] = None
    try:
        folder.mkdir(parents=True, exist_ok=True)
        made = Path(tempfile.mkdtemp(prefix=".diachiso-", dir=folder))
        yield made
    except OSError as error:
        raise DiachisoError(CANNOT_WRITE, path=str(folder), problem=error.strerror or str(error)) from error
    finally:
        if made is not None:
            shutil.rmtree(made, ignore_errors=True)
